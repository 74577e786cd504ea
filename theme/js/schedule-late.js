// The rest of a day when a session began late.
//
//   latchworkSchedule.restOfDay(compiled, schedule, "2026-12-01", 3, "14:40")  →  [{ session, time, day_offset }]
//
// The script's side of the engine's `late`, held to it by tests. How close two sessions may come stands in the compiled
// file (`closest`); here is only the adding up. `time` is null where a session is left out.
//
// Comes after `schedule.js`. Never: a length of time of its own.
"use strict";

globalThis.latchworkSchedule.restOfDay = (() => {
  const { known, DAY, readDay, readTime, writeTime, until } = globalThis.latchworkSchedule.values;
  const { paceOn } = globalThis.latchworkSchedule;

  const seriesOf = (session) => session.replaces ?? session.activity;

  function closestOf(protocol, schedule, day, id) {
    const activity = protocol.activities.find((one) => one.id === id);
    const holds = (phase) => protocol.phases.some((one) => one.id === phase && one.activities.includes(id));
    const phase = day.phases.find(holds);
    const dated = schedule.phases.find((one) => one.id === phase);
    if (!activity || !dated) return null;
    return paceOn(activity.timing, readDay(day.date) - readDay(dated.from))?.closest ?? null;
  }

  /** A session and those that go with it, beside it at the same time. */
  function together(sessions, leader) {
    const same = (i) => sessions[i]?.with && sessions[i].time === sessions[leader].time
      && sessions[i].day_offset === sessions[leader].day_offset;
    let [first, last] = [leader, leader];
    while (same(first - 1)) first -= 1;
    while (same(last + 1)) last += 1;
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  return function restOfDay(protocol, schedule, date, late, began) {
    const at = schedule.days.findIndex((day) => day.date === date);
    const day = schedule.days[at];
    const first = day?.sessions[late];
    const clock = readTime(began);
    if (!first || first.with || clock === null) return [];
    const closest = closestOf(protocol, schedule, day, seriesOf(first));
    if (!closest) return [];
    const wake = readTime(schedule.window.wake);
    const since = ({ time, day_offset: midnights }) =>
      (time === null || midnights * DAY + readTime(time) < wake ? null : midnights * DAY + readTime(time) - wake);
    let last = until(wake, clock);
    if (!known(since(first)) || last <= since(first)) return [];
    const follows = (session) => !session.with && seriesOf(session) === seriesOf(first);
    const next = schedule.days[at + 1];
    const morning = next && readDay(next.date) === readDay(date) + 1 ? next.sessions.find(follows) : undefined;
    const end = DAY + ((morning && since(morning)) ?? 0);
    const { quiet_hours: quiet } = schedule;
    const isQuiet = (time) => quiet !== null
      && until(readTime(quiet.from), time) < until(readTime(quiet.from), readTime(quiet.to));
    return day.sessions.flatMap((session, i) => {
      const own = since(session);
      if (i <= late || !follows(session) || own === null) return [];
      const gap = closest[session.night ? 1 : 0];
      const moment = Math.max(own, last + gap);
      if (moment === own) {
        last = own;
        return [];
      }
      const time = (wake + moment) % DAY;
      const kept = !isQuiet(time) && moment + gap <= end;
      if (kept) last = moment;
      const midnights = kept ? Math.floor((wake + moment) / DAY) : session.day_offset;
      return together(day.sessions, i)
        .map((one) => ({ session: one, time: kept ? writeTime(time) : null, day_offset: midnights }));
    });
  };
})();
