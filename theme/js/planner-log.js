// The sheets with days on them: the day log and the week.
//
// The script's side of `day_log` and `week` among the program's sheets, from the same blank sheets: it puts dates, times
// and sums into their places. Tests compare what comes out, block by block.
//
// Comes after `planner-words.js`. Never: words and columns of a sheet; the blank one has them.
"use strict";

globalThis.latchworkPlanner.log = (() => {
  const { readTime, until, DAY } = globalThis.latchworkSchedule.values;

  const WEEK = 7;
  const write = Object.freeze({ kind: "write", text: null });
  const tick = Object.freeze({ kind: "tick", text: null });
  const header = (text) => ({ kind: "header", text });
  const text = (words) => ({ kind: "text", text: words });
  const leads = (session) => session.counted && !session.with;

  /** What is done at one time, a list for each session that has a row of its own. */
  function slots(protocol, day) {
    const rows = [];
    let before = [];
    day.sessions.forEach((session, index) => {
      if (!session.counted) return;
      const kind = protocol.kinds.find((one) => one.id === session.kind);
      const what = kind ? kind.short ?? kind.label : session.kind;
      if (!session.with) {
        rows.push({ session, index, what: [...before, what] });
        before = [];
      } else if (session.with.order === "before") before.push(what);
      else rows.at(-1)?.what.push(what);
    });
    return rows;
  }

  /** The parts of the plan that a day lies in, as it is printed and shown. */
  function phasesOf({ protocol, schedule, words }, day) {
    const titles = day.phases.map((id) => protocol.phases.find((phase) => phase.id === id)?.title).filter(Boolean);
    const waits = schedule.phases.some((phase) => day.phases.includes(phase.id) && phase.provisional);
    const phases = titles.join(", ");
    return waits ? words.say("provisional", { phase: phases }) : phases;
  }

  function sums({ words }, day) {
    const facts = [];
    const fact = (key, value) => facts.push({ label: words.get(key), value });
    if (day.count > 0) fact("sessions_today", String(day.count));
    const [low, high] = day.minutes_total ?? [null, null];
    if (low !== null && high !== null) {
      fact("minutes_today", low === high ? words.minutes(low) : `${words.minutes(low)} – ${words.minutes(high)}`);
    }
    const gap = day.longest_night_gap_minutes ?? day.longest_gap_minutes;
    if (gap !== null) fact("longest_gap_tonight", words.minutes(gap));
    return facts;
  }

  /** The log of a day, over the blank one. */
  function dayLog(context, [fields, , table, ...daily], day) {
    const { protocol, words } = context;
    const values = [null, words.date(day.date), `${day.day_number}: ${phasesOf(context, day)}`];
    const more = table.columns.slice(2).map(() => write);
    const rows = slots(protocol, day).map(({ session, what }) => ({
      emphasis: session.night ? "night" : null,
      cells: [session.time === null ? write : header(session.time), text(what.join(" + ")), ...more],
    }));
    const spare = table.rows.slice(rows.length);
    return [
      { ...fields, fields: fields.fields.map((field, i) => ({ ...field, value: values[i] })) },
      { type: "facts", facts: sums(context, day) },
      { ...table, rows: [...rows, ...spare] },
      ...daily,
    ];
  }

  /** A week, over the blank one. */
  function week({ schedule, words }, [head, table], days) {
    const wake = readTime(schedule.window.wake);
    const leading = (day) => day.sessions.filter(leads);
    const untimed = (day) => leading(day).filter((session) => session.time === null).length;
    const since = (time) => (until(wake, readTime(time)) + DAY) % DAY;
    const times = [...new Set(days.flatMap(leading).map((session) => session.time))].filter((time) => time !== null);
    times.sort((a, b) => since(a) - since(b));
    const rows = times.map((time) => {
      const found = days.map((day) => leading(day).find((session) => session.time === time));
      const night = found.some((session) => session?.night);
      return { emphasis: night ? "night" : null, cells: [header(time), ...found.map((one) => (one ? tick : text("")))] };
    });
    for (let n = 0; n < Math.max(0, ...days.map(untimed)); n += 1) {
      rows.push({ emphasis: null, cells: [write, ...days.map((day) => (n < untimed(day) ? tick : text("")))] });
    }
    const counts = days.map((day) => text(String(day.count)));
    rows.push({ emphasis: "total", cells: [header(words.get("sessions_in_all")), ...counts] });
    const columns = days.map((day) => ({ ...table.columns[1], label: words.weekDate(day.date) }));
    return [head, { ...table, columns: [table.columns[0], ...columns], rows }];
  }

  const weeks = (days) => {
    const found = [];
    for (let at = 0; at < days.length; at += WEEK) found.push(days.slice(at, at + WEEK));
    return found;
  };

  return Object.freeze({ write, tick, header, text, slots, phasesOf, sums, dayLog, week, weeks });
})();
