// The week, and the whole plan: parts with their days, dates, amounts, visits, steps.
//
// Comes after `planner-layout.js` and `planner-dom.js`. Never: single sessions beyond their times.
"use strict";

globalThis.latchworkPlanner.overview = (() => {
  const { element, button, title } = globalThis.latchworkPlanner.dom;
  const { slots, weeks } = globalThis.latchworkPlanner.log;
  const { contactOf, daysOf, facts, doing, capital } = globalThis.latchworkPlanner.layout;
  const { nowIn, printed } = globalThis.latchworkPlanner.today;

  function week(app, redraw) {
    const { words, state } = app;
    const { get, say } = words;
    const all = weeks(state.schedule.days);
    const { date } = nowIn(state.schedule, app.clock.dateOf(app.clock.now()), app.clock.timeOf(app.clock.now()));
    const now = Math.max(0, all.findLastIndex((days) => days[0].date <= date));
    const at = Math.min(state.week ?? now, all.length - 1);
    const go = (to) => () => {
      state.week = to;
      redraw("planner-week-title");
    };
    const day = (one) => {
      const rows = slots(state.protocol, printed(app, one));
      const timed = rows.filter(({ session }) => session.time !== null);
      const contacts = state.schedule.checkpoints.filter((contact) => contact.date === one.date);
      const open = () => {
        state.shown = one.date;
        app.open("today");
      };
      return element("li", { class: one.date === date ? "planner-weekday here" : "planner-weekday" },
        element("h4", {}, button(words.weekDate(one.date), open, "planner-day-link")),
        one.count > 0 && element("p", { class: "planner-small" }, say("planner_times", { n: one.count })),
        timed.length > 0 && element("ul", { class: "planner-times" }, timed.map(({ session, what }) => (
          element("li", { class: session.night && "night", title: what.join(" + ") }, session.time,
            session.night && element("span", { class: "visually-hidden" }, ` ${get("planner_night")}`))))),
        contacts.map(({ id }) => {
          const contact = state.protocol.checkpoints.find((one_) => one_.id === id);
          return contact && element("p", { class: "planner-contact" }, contactOf(contact, words));
        }));
    };
    const days = all[at];
    const label = say("planner_week_of", { from: words.shortDate(days[0].date), to: words.shortDate(days.at(-1).date) });
    return [
      title(3, "planner-week-title", label),
      element("ol", { class: "planner-weekdays" }, days.map(day)),
      element("p", { class: "planner-row" },
        button(say("planner_print_this", { what: get("sheet_week") }), () => app.print([["week", days.map((one) => printed(app, one))]]), "button")),
      element("p", { class: "planner-row planner-walk" },
        at > 0 && button(get("planner_week_before"), go(at - 1), "button button-plain"),
        at + 1 < all.length && button(get("planner_week_after"), go(at + 1), "button button-plain")),
    ];
  }

  const pairs = (list) => element("dl", { class: "planner-list" }, list.map(({ label, value }) => (
    element("div", {}, element("dt", {}, label), element("dd", {}, value)))));

  function part(heading, ...children) {
    return element("section", { class: "planner-part" }, element("h3", {}, heading), ...children);
  }

  function whole(app) {
    const { words, state } = app;
    const { get, say } = words;
    const { protocol, schedule } = state;
    const cells = doing({ protocol, kit: state.kit });
    const find = (list, id) => list.find((one) => one.id === id);
    const anchor = (id) => find(protocol.anchors, id)?.label ?? id;
    const phase = (id, when) => {
      const about = find(protocol.phases, id);
      return element("li", { class: "planner-phase" },
        element("h4", {}, about.title), element("p", { class: "planner-when" }, when),
        about.summary && element("p", {}, about.summary),
        element("p", { class: "planner-small" }, cells.get(id)[2].text));
    };
    const waits = (anchors) => say("planner_waiting", { what: anchors.map(anchor).join(", ") });
    const dates = schedule.anchors.filter(({ date }) => date !== null).map(({ id, date, provisional }) => ({
      label: capital(anchor(id)),
      value: provisional ? say("provisional_date", { date: words.date(date) }) : words.date(date),
    }));
    const known = facts({ protocol, schedule, words });
    const levels = ({ id, levels: all }) => {
      const about = find(protocol.tapers, id);
      const days = ({ from, to }) => (to === null ? say("from_on", { from: words.date(from) }) : `${words.shortDate(from)} – ${words.date(to)}`);
      return part(about.title, element("ol", { class: "planner-levels" }, all.map((level) => (
        element("li", {}, element("strong", {}, words.amount(level.amount)), ` ${days(level)}`)))),
      about.gates && element("ul", {}, about.gates.map((gate) => element("li", {}, gate))));
    };
    const contacts = schedule.checkpoints.flatMap(({ id, date }) => {
      const about = find(protocol.checkpoints, id);
      return about ? [{ label: words.date(date), value: contactOf(about, words) }] : [];
    });
    return [
      part(get("planner_phases_title"), element("ol", { class: "planner-phases" },
        schedule.phases.map((one) => phase(one.id, daysOf(one, words))),
        schedule.waiting.map(({ id, anchors }) => phase(id, waits(anchors))))),
      dates.length > 0 && part(get("planner_dates_title"), pairs(dates)),
      known.length > 0 && part(get("planner_amounts_title"), pairs(known)),
      schedule.tapers.map(levels),
      contacts.length > 0 && part(get("planner_contacts_title"), pairs(contacts)),
    ].flat();
  }

  return Object.freeze({ week, whole });
})();
