// Today: what comes next, large; then the sessions of the day in order, each to be ticked; and what moves when one was late.
//
// Works for every day of the plan. The day runs from waking to waking, so before waking "today" is still yesterday.
//
// Comes after `planner-layout.js` and `planner-dom.js`. Never: how far something moves; `restOfDay` says that.
"use strict";

globalThis.latchworkPlanner.today = (() => {
  const { element, button, title } = globalThis.latchworkPlanner.dom;
  const { slots, phasesOf, sums } = globalThis.latchworkPlanner.log;
  const { readDay, writeDay, readTime, until, DAY } = globalThis.latchworkSchedule.values;

  /** The day of the plan that it is by this clock, and its minute after waking. */
  function nowIn(schedule, date, time) {
    const wake = readTime(schedule.window.wake);
    const early = readTime(time) < wake;
    return { date: early ? writeDay(readDay(date) - 1) : date, minute: until(wake, readTime(time)) };
  }

  /** A day with the sessions that were late taken into account: in the order in which they began. */
  function moved(app, day) {
    const { protocol, schedule, kept } = app.state;
    const log = Object.entries(kept.log[day.date] ?? {}).map(([index, time]) => [Number(index), time]);
    const wake = readTime(schedule.window.wake);
    const began = log.filter(([index, time]) => time !== null && day.sessions[index]?.time)
      .sort(([, a], [, b]) => until(wake, readTime(a)) - until(wake, readTime(b)));
    let now = day;
    const changes = new Map();
    for (const [index, time] of began) {
      const days = schedule.days.map((one) => (one.date === day.date ? now : one));
      const open = globalThis.latchworkSchedule.restOfDay(protocol, { ...schedule, days }, day.date, index, time)
        .filter(({ session }) => !log.some(([other]) => other === session));
      const sessions = [...now.sessions];
      for (const one of open) {
        changes.set(one.session, one);
        sessions[one.session] = { ...sessions[one.session], time: one.time ?? sessions[one.session].time, day_offset: one.day_offset, out: one.time === null };
      }
      now = { ...now, sessions };
    }
    return { day: now, changes };
  }

  /** The same day as it is printed: what was left out is not on it. */
  function printed(app, day) {
    const now = moved(app, day).day;
    return { ...now, sessions: now.sessions.filter((session) => !session.out) };
  }

  const sinceWake = (schedule, { time, day_offset: midnights }) =>
    (time === null ? null : midnights * DAY + readTime(time) - readTime(schedule.window.wake));

  /** What comes next: the last that has begun, until the one after it begins; else the first that is to come. */
  function dueNow(schedule, open, rows, minute) {
    const since = ({ session }) => sinceWake(schedule, session);
    const begun = rows.filter((row) => !row.session.out && since(row) !== null && since(row) <= minute).at(-1);
    if (open.includes(begun)) return begun;
    return open.find((row) => since(row) === null || since(row) > minute) ?? null;
  }

  function today(app, redraw) {
    const { schedule, kept } = app.state;
    const { words } = app;
    const { get, say } = words;
    const real = nowIn(schedule, app.clock.dateOf(app.clock.now()), app.clock.timeOf(app.clock.now()));
    const first = schedule.days[0];
    const last = schedule.days.at(-1);
    const standing = real.date < first.date ? first : schedule.days.findLast((day) => day.date <= real.date) ?? last;
    const shown = schedule.days.find((day) => day.date === app.state.shown) ?? standing;
    const isToday = shown.date === real.date;
    const at = schedule.days.indexOf(shown);
    const { day, changes } = moved(app, shown);
    const log = kept.log[shown.date] ?? {};
    const rows = slots(app.state.protocol, day);
    const go = (to) => () => {
      app.state.shown = to.date;
      redraw("planner-day-title");
    };
    const note = (index, time) => {
      const log_ = { ...(kept.log[shown.date] ?? {}) };
      if (time === undefined) delete log_[index];
      else log_[index] = time;
      kept.log = { ...kept.log, [shown.date]: log_ };
      app.keep();
    };
    const open = rows.filter(({ session, index }) => !session.out && log[index] === undefined);
    const next = isToday ? dueNow(schedule, open, rows, real.minute) : null;
    const before = real.date < first.date && shown === first && say("planner_begins", { date: words.date(first.date) });
    const over = real.date > last.date && shown === last && get("planner_over");

    const done = ({ session, index }) => {
      // What was done about when it was due counts as on time: only "I was late" moves the day.
      note(index, session.time ?? app.clock.timeOf(app.clock.now()));
      redraw("planner-next-title");
    };
    const actions = (row) => [
      button(get("planner_done"), () => done(row), "button button-strong"),
      row.session.time && button(get("planner_late"), () => app.ask(lateForm(app, shown, row, note, redraw)), "button"),
      button(get("planner_skip"), () => {
        note(row.index, null);
        redraw("planner-next-title");
      }, "button button-plain"),
    ];
    const timeText = (session) => (session.time === null ? get("planner_no_time") : session.time);
    const nextCard = next && element("section", { class: next.session.night ? "planner-next night" : "planner-next", "aria-labelledby": "planner-next-title" },
      element("p", { class: "planner-next-label" }, get((sinceWake(schedule, next.session) ?? real.minute + 1) <= real.minute ? "planner_next_now" : "planner_next")),
      element("h3", { id: "planner-next-title", tabindex: "-1" },
        element("span", { class: "planner-next-time" }, timeText(next.session)), " ",
        element("span", { class: "planner-next-what" }, next.what.join(" + "))),
      element("p", { class: "planner-next-long" }, words.lasting(next.session.minutes)),
      how(app, next, day),
      element("p", { class: "planner-row" }, actions(next)),
      element("div", { class: "planner-ask" }));
    const state = ({ session, index }) => {
      if (log[index] === null) return get("planner_skipped");
      if (log[index] !== undefined) return say("planner_done_at", { time: log[index] });
      if (session.out) return get("planner_skipped");
      const own = shown.sessions[index].time;
      return changes.has(index) && own !== session.time ? say("planner_was", { time: own }) : null;
    };
    const row = (one) => {
      const { session, index, what } = one;
      const closed = log[index] !== undefined || session.out;
      return element("li", { class: ["planner-session", session.night && "night", closed && "closed"].filter(Boolean).join(" ") },
        element("span", { class: "planner-time" }, timeText(session), session.night && element("span", { class: "visually-hidden" }, ` ${get("planner_night")}`)),
        element("span", { class: "planner-what" }, what.join(" + "),
          element("span", { class: "planner-small" }, [words.lasting(session.minutes), state(one)].filter(Boolean).join(" · "))),
        log[index] !== undefined
          ? button(get("planner_undo"), () => {
            note(index, undefined);
            redraw("planner-day-title");
          }, "button button-plain", { "aria-label": `${get("planner_undo")}: ${timeText(session)} ${what.join(" + ")}` })
          : !session.out && shown.date <= real.date && button(get("planner_done"), () => done(one), "button",
            { "aria-label": `${get("planner_done")}: ${timeText(session)} ${what.join(" + ")}` }));
    };
    const facts = sums({ words }, shown).map(({ label, value }) => element("div", {}, element("dt", {}, label), element("dd", {}, value)));
    const timeless = rows.length > 0 && rows.every(({ session }) => session.time === null);
    return [
      element("div", { class: "planner-day-head" },
        title(3, "planner-day-title", isToday ? `${get("planner_today")}, ${words.date(shown.date)}` : words.date(shown.date)),
        element("p", { class: "planner-help" }, `${say("planner_day_of", { n: shown.day_number })}: ${phasesOf({ ...app.state, words }, shown)}`),
        (before || over) && element("p", { class: "planner-remark" }, before || over)),
      nextCard,
      rows.length > 0 && open.length === 0 && element("p", { class: "planner-remark" }, get("planner_done_all")),
      element("p", { class: "planner-row" },
        button(get(isToday || !before ? "planner_print_today" : "planner_print_first"), () => app.print([["day-log", [printed(app, shown)]]]), "button planner-print-now")),
      timeless && element("p", { class: "planner-note" }, get("planner_untimed_text")),
      rows.length > 0
        ? element("ol", { class: "planner-sessions" }, rows.map(row))
        : element("p", {}, get("planner_no_sessions")),
      Object.values(log).length > 0 && button(get("planner_reset_day"), () => {
        kept.log = { ...kept.log, [shown.date]: {} };
        app.keep();
        redraw("planner-day-title");
      }, "button button-plain"),
      alsoOn(app, shown),
      facts.length > 0 && element("dl", { class: "planner-facts" }, facts),
      element("p", { class: "planner-row planner-walk" },
        at > 0 && button(get("planner_day_before"), go(schedule.days[at - 1]), "button button-plain"),
        shown !== standing && button(get("planner_to_today"), go(standing), "button button-plain"),
        at + 1 < schedule.days.length && button(get("planner_day_after"), go(schedule.days[at + 1]), "button button-plain")),
    ];
  }

  /** What belongs to these days and has no time: things to learn, to arrange, to write down. */
  function alsoOn(app, day) {
    const { protocol } = app.state;
    const ids = day.phases.flatMap((id) => protocol.phases.find((phase) => phase.id === id)?.activities ?? []);
    const found = protocol.activities.filter(({ id, timing }) => ids.includes(id) && timing === "on-paper");
    if (found.length === 0) return null;
    return element("section", { class: "planner-also" }, element("h4", {}, app.words.get("planner_also")), found.map(told));
  }

  const told = (one) => element("div", { class: "planner-told" },
    element("p", {}, element("strong", {}, one.title)),
    one.how && element("ul", {}, one.how.map((step) => element("li", {}, step))),
    one.note && element("p", {}, one.note));

  /** How what comes next is done, folded. */
  function how(app, { session, index }, day) {
    const { protocol } = app.state;
    const { get } = app.words;
    const all = [session, ...day.sessions.filter((other, i) => i !== index && other.with && other.time === session.time)];
    const found = all.map(({ activity }) => protocol.activities.find(({ id }) => id === activity)).filter(Boolean);
    const told = found.filter((one) => one.how || one.note || one.only_if || one.pause_if);
    if (told.length === 0) return null;
    return element("details", { class: "planner-more" }, element("summary", {}, get("planner_how")),
      element("div", { class: "planner-more-body" }, told.flatMap((one) => [
        element("p", {}, element("strong", {}, app.words.onlyIf(one.title, one.only_if))),
        one.how && element("ul", {}, one.how.map((step) => element("li", {}, step))),
        one.pause_if && element("p", { class: "planner-remark" }, `${get("pause_if")} ${one.pause_if.join(" ")}`),
        one.note && element("p", {}, one.note),
      ])));
  }

  /** When did it begin? Then the rest of the day moves, and it is said what moved. */
  function lateForm(app, shown, row, note, redraw) {
    const { words, state: { protocol, schedule } } = app;
    const { get, say } = words;
    const clock = element("input", { type: "time", id: "planner-late", value: app.clock.timeOf(app.clock.now()), required: true });
    const fault = element("p", { class: "planner-fault", role: "alert", hidden: true });
    const apply = (event) => {
      event.preventDefault();
      if (readTime(clock.value) === null) {
        fault.textContent = get("planner_error_time");
        fault.hidden = false;
        clock.focus();
        return;
      }
      const before = moved(app, shown).day;
      const own = sinceWake(schedule, before.sessions[row.index]);
      const began = until(readTime(schedule.window.wake), readTime(clock.value));
      note(row.index, clock.value);
      const { day } = moved(app, shown);
      const titles = new Map(slots(protocol, before).map(({ index, what }) => [index, what.join(" + ")]));
      const list = (some, key) => some.map((i) => say(key, { what: titles.get(i), from: before.sessions[i].time, to: day.sessions[i].time })).join("; ");
      const changed = [...titles.keys()].filter((i) => i !== row.index);
      const later = changed.filter((i) => !day.sessions[i].out && day.sessions[i].time !== before.sessions[i].time);
      const out = changed.filter((i) => day.sessions[i].out && !before.sessions[i].out);
      const told = [
        later.length > 0 && say("planner_moved", { list: list(later, "planner_moved_from") }),
        out.length > 0 && say("planner_left_out", { list: list(out, "planner_left_one") }),
      ].filter(Boolean).join(" ");
      redraw("planner-next-title");
      app.tell(told || get(own !== null && began < own ? "planner_early" : "planner_nothing_moved"), true);
    };
    return element("form", { class: "planner-late", onsubmit: apply, novalidate: true },
      element("label", { for: "planner-late" }, get("planner_late_title")),
      element("p", { class: "planner-note" }, get("planner_late_text")), fault, clock,
      element("p", { class: "planner-row" },
        element("button", { type: "submit", class: "button button-strong" }, get("planner_late_apply")),
        button(get("planner_cancel"), () => app.ask(null))));
  }

  return Object.assign(today, { printed, nowIn });
})();
