// A schedule as a calendar file with times of wherever the reader is.
//
// The script's side of the program's calendars in their form without a zone; the reasons for each property stand there.
// Tests compare the two, byte for byte. Titles say nothing of what a session is, unless that is asked for.
//
// Comes after `planner-uid.js` and `planner-layout.js`. Never: the clock, the document.
"use strict";

globalThis.latchworkPlanner.calendar = (() => {
  const { readDay, writeDay, readTime } = globalThis.latchworkSchedule.values;
  const { uuid } = globalThis.latchworkPlanner;

  /** No line is longer, in bytes; no run is longer, in days; how long a session is that has no length. */
  const [LINE, RUN, USUAL] = [75, 999, 15];

  const encoder = new TextEncoder();

  function fold(line) {
    let [folded, room] = ["", LINE];
    for (const letter of line) {
      const size = encoder.encode(letter).length;
      if (size > room) {
        folded += "\r\n ";
        room = LINE - 1;
      }
      folded += letter;
      room -= size;
    }
    return `${folded}\r\n`;
  }

  const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n").replace(/[\u0000-\u001f\u007f-\u009f]/g, "");

  const dayStamp = (day) => writeDay(day).replaceAll("-", "");
  const stamp = (day, time) => `${dayStamp(day)}T${time.replace(":", "")}00`;

  /** What is done at one time: a session and those that go with it. */
  function slots(sessions) {
    const found = [];
    for (const session of sessions.filter(({ time }) => time !== null)) {
      const slot = found.at(-1);
      const led = slot?.some((other) => !other.with);
      const joins = slot && slot[0].time === session.time && slot[0].day_offset === session.day_offset
        && (session.with?.order === "after" || !led);
      if (joins) slot.push(session);
      else found.push([session]);
    }
    return found;
  }

  const leaderOf = (sessions) => sessions.find((session) => !session.with) ?? sessions[0];

  /** The same slot on one day after another, in order of their beginning. */
  function runs(schedule) {
    const all = [];
    let open = [];
    for (const day of schedule.days) {
      const [today, ordinals] = [[], new Map()];
      for (const sessions of slots(day.sessions)) {
        const first = readDay(day.date) + sessions[0].day_offset;
        const leader = leaderOf(sessions).activity;
        const ordinal = ordinals.get(leader) ?? 0;
        ordinals.set(leader, ordinal + 1);
        const key = JSON.stringify([day.phases, sessions]);
        const at = open.findIndex((run) => run.last + 1 === first && run.count < RUN && run.key === key);
        if (at >= 0) {
          const [run] = open.splice(at, 1);
          Object.assign(run, { last: first, count: run.count + 1 });
          today.push(run);
        } else {
          const run = { phases: day.phases, sessions, leader, first, last: first, count: 1, day: day.date, ordinal, key };
          all.push(run);
          today.push(run);
        }
      }
      open = today;
    }
    const moment = (run) => run.first * 1440 + readTime(run.sessions[0].time);
    return all.sort((a, b) => moment(a) - moment(b));
  }

  function sequence(version) {
    const numbers = version.split(/[^0-9]+/).filter((part) => part !== "").map(Number);
    const most = (at, limit) => Math.min(numbers[at] ?? 0, limit);
    return most(0, 2146) * 1_000_000 + most(1, 999) * 1000 + most(2, 999);
  }

  function lasting(sessions) {
    const longest = ({ minutes }) => (minutes ? minutes[1] ?? minutes[0] ?? 0 : 0);
    return sessions.reduce((sum, session) => sum + longest(session), 0) || USUAL;
  }

  /** The file; `null` where nothing has a day or a time. `named` puts what is done into titles. */
  function calendar({ protocol, schedule, words }, { domain, made, named }) {
    const list = runs(schedule);
    if (list.length === 0 && schedule.checkpoints.length === 0) return null;
    const find = (all, id) => all.find((one) => one.id === id);
    const kinds = (sessions) => sessions.map(({ kind }) => find(protocol.kinds, kind)?.label ?? kind)
      .reduce((first, last) => words.say("words_and_then", { first, last }));
    const visit = ({ id }) => words.onlyIf(find(protocol.checkpoints, id)?.title ?? id, find(protocol.checkpoints, id)?.only_if);
    const draft = protocol.status === "approved" ? [] : [words.get("calendar_draft")];
    const whole = named ? [`${protocol.title}, ${words.get("version")} ${protocol.version}`] : [];
    const note = [...whole, ...draft].join("\n");
    let file = "";
    const put = (name, value) => {
      file += fold(`${name}:${value}`);
    };
    const begin = (parts, date) => {
      const id = ["latchwork.calendar/1", domain, protocol.id, date, ...parts].join("\n");
      put("BEGIN", "VEVENT");
      put("UID", uuid(id));
      put("DTSTAMP", `${dayStamp(readDay(made))}T000000Z`);
      put("SEQUENCE", sequence(protocol.version));
    };
    const said = (title) => {
      put("SUMMARY", escape(title));
      if (note !== "") put("DESCRIPTION", escape(note));
      put("CLASS", "PRIVATE");
      put("TRANSP", "TRANSPARENT");
    };
    const waits = (run) => schedule.phases.some((phase) => (
      phase.provisional && run.phases.includes(phase.id) && phase.from <= run.day && run.day <= phase.to));
    put("BEGIN", "VCALENDAR");
    put("VERSION", "2.0");
    put("PRODID", "-//Latchwork//Calendar 1//EN");
    put("CALSCALE", "GREGORIAN");
    put("X-WR-CALNAME", escape(named ? protocol.title : words.get("calendar_name")));
    for (const run of list) {
      begin(["session", run.phases.join(" "), run.leader, String(run.ordinal)], run.day);
      put("DTSTART", stamp(run.first, run.sessions[0].time));
      put("DURATION", `PT${lasting(run.sessions)}M`);
      if (run.count > 1) put("RRULE", `FREQ=DAILY;COUNT=${run.count}`);
      said(named ? kinds(run.sessions) : words.get("calendar_session"));
      if (waits(run)) put("STATUS", "TENTATIVE");
      put("END", "VEVENT");
    }
    for (const checkpoint of schedule.checkpoints) {
      begin(["contact", checkpoint.id], checkpoint.date);
      put("DTSTART;VALUE=DATE", dayStamp(readDay(checkpoint.date)));
      said(named ? visit(checkpoint) : words.get("calendar_contact"));
      put("END", "VEVENT");
    }
    put("END", "VCALENDAR");
    return file;
  }

  return calendar;
})();
