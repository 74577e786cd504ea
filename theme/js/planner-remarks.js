// What there is to say about a plan: remarks on a schedule, and why a plan cannot be laid out, in sentences.
//
// The engine speaks in names; here they get the labels of the protocol. An objection comes with the field that it is
// about, so that the form can say it there, and with the way out as far as dates can tell it.
//
// Comes after `planner-words.js`. Never: a rule. What is wrong was decided before.
"use strict";

globalThis.latchworkPlanner.remarks = (() => {
  const { readDay, writeDay } = globalThis.latchworkSchedule.values;

  const find = (list, id) => list.find((one) => one.id === id);

  /** A remark on a schedule, as on the sheet of the plan. */
  function remark(notice, protocol, words) {
    const { say, shortDate, minutes, numbers } = words;
    const phase = (id) => find(protocol.phases, id)?.title ?? id;
    const activity = (id) => find(protocol.activities, id)?.title ?? id;
    const days = { from: notice.from && shortDate(notice.from), to: notice.to && shortDate(notice.to) };
    const about = { phase: phase(notice.phase), activity: activity(notice.activity), count: notice.sessions };
    switch (notice.notice) {
      case "short-lead-time": {
        const values = { needed: notice.needed, available: Math.max(0, notice.available) };
        const own = protocol.lead_times[notice.rule]?.text;
        return say("notice_short_lead_time", values) + (own ? ` ${own}` : "");
      }
      case "alert": return protocol.alerts[notice.rule]?.text ?? say("notice_alert");
      case "phase-skipped": return say("notice_phase_skipped", about);
      case "phase-short": return say("notice_phase_short", { ...about, days: notice.days, wanted: notice.at_least });
      case "phase-after-plan-end": return say("notice_after_end", about);
      case "phases-overlap": return say("notice_overlap", { first: phase(notice.first), second: phase(notice.second) });
      case "outside-count": return say("notice_count", { ...about, wanted: numbers(notice.wanted) });
      case "few-at-night": return say("notice_few_at_night", { ...about, wanted: notice.wanted });
      case "quiet-hours": return say("notice_quiet_hours", { ...days, count: notice.sessions });
      case "long-gap":
        return say("notice_long_gap", { ...days, gap: minutes(notice.minutes), limit: minutes(notice.limit) });
      case "no-quantity":
        return say("notice_no_quantity", { quantity: find(protocol.quantities, notice.quantity)?.label ?? notice.quantity });
      default: return notice.notice;
    }
  }

  /** Which way there is out of too short a time: the last good day to begin, and a plan that needs less. */
  function wayOut(notice, protocol, schedule) {
    if (notice.notice !== "short-lead-time") return {};
    const moment = (expr) => (expr?.earliest ?? expr?.latest ?? []);
    const { from } = protocol.lead_times[notice.rule] ?? {};
    const [[anchor, offset] = []] = moment(from);
    const date = moment(from).length === 1 && offset === undefined ? find(schedule.anchors, anchor)?.date : null;
    const latest = date ? readDay(date) + notice.available - notice.needed : null;
    return {
      anchor: latest === null ? null : anchor,
      latest: latest === null ? null : writeDay(latest),
      suggest: notice.suggest,
    };
  }

  /** An objection: the sentence, and the field that it is about. `plan` is `latchwork.plan/1`. */
  function objection({ error, about }, protocol, words, plan) {
    const { say, date, numbers } = words;
    const anchor = (id) => find(protocol.anchors, id)?.label ?? id;
    const input = (id) => find(protocol.inputs, id)?.label ?? id;
    const phase = (id) => find(protocol.phases, id)?.title ?? id;
    const told = (key, field, values = {}) => ({ text: say(`planner_error_${key}`, values), field });
    switch (error) {
      case "wake-is-bed": return told("same_hours", "bed");
      case "hours-between-steps": return told("quarters", "bed", { minutes: about });
      case "quiet-hours-empty": return told("quiet", "quiet-to");
      case "missing-anchor": return told("missing_date", `anchor-${about}`, { what: anchor(about) });
      case "out-of-order": {
        const limit = plan.anchors[about.second];
        const values = { first: anchor(about.first), second: anchor(about.second), date: limit ? date(limit) : "" };
        return told(limit ? "order_by" : "order", `anchor-${about.first}`, values);
      }
      case "missing-input": return told("missing_value", `input-${about}`, { what: input(about) });
      case "negative-input": return told("negative", `input-${about}`, { what: input(about) });
      case "input-out-of-bounds":
        return told("bounds", `input-${about.input}`, { what: input(about.input), range: numbers(about.bounds) });
      case "wrong-unit":
      case "wrong-value": {
        const id = about.input ?? about;
        return told("value", `input-${id}`, { what: input(id) });
      }
      case "phase-ends-before-it-begins": return told("phase", null, { phase: phase(about) });
      case "too-long": return told("too_long", null, { days: about.days, limit: about.limit });
      case "nothing-to-lay-out": return told("nothing", null);
      case "unreadable-plan": return told("unreadable", null, { what: about });
      case "unreadable-protocol": return told("damaged", null);
      default: return told("other", null, { what: error });
    }
  }

  return Object.freeze({ remark, wayOut, objection });
})();
