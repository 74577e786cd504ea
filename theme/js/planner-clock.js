// The clock of this device: today, now, and the days on which clocks change where it is.
//
// The one place of the planner that reads the time and the time zone. Clock changes have the form of `latchwork.plan/1`,
// so that the schedule can move what a clock skips, as the engine does for a zone by its name.
//
// Comes after `planner-words.js`. Never: the schedule, the document.
"use strict";

globalThis.latchworkPlanner.clock = (() => {
  const two = (number) => String(number).padStart(2, "0");
  const MINUTE = 60_000;
  const HALF_DAY = 12 * 60 * MINUTE;

  const dateOf = (date) => `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const timeOf = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;

  const offset = (at) => -new Date(at).getTimezoneOffset();
  /** The clock that shows so many minutes more than UTC. */
  const shown = (at, minutes) => new Date(at + minutes * MINUTE).toISOString();

  /** The minute in which the distance to UTC changes between two moments. */
  function shift(from, to) {
    const old = offset(from);
    let [before, after] = [from, to];
    while (after - before > MINUTE) {
      const middle = before + Math.floor((after - before) / MINUTE / 2) * MINUTE;
      if (offset(middle) === old) before = middle;
      else after = middle;
    }
    return after;
  }

  /** The clock changes from one day to another, both included: `[{ date, from, to }]`. */
  function changes(first, last) {
    const [start, end] = [Date.parse(`${first}T00:00Z`) - 2 * HALF_DAY, Date.parse(`${last}T00:00Z`) + 4 * HALF_DAY];
    const found = [];
    for (let at = start; at < end; at += HALF_DAY) {
      const [old, now] = [offset(at), offset(at + HALF_DAY)];
      if (old === now || Math.abs(now - old) >= 12 * 60) continue;
      const moment = shift(at, at + HALF_DAY);
      const [before, after] = [shown(moment, old), shown(moment, now)];
      const date = before.slice(0, 10);
      if (first <= date && date <= last) found.push({ date, from: before.slice(11, 16), to: after.slice(11, 16) });
    }
    return found;
  }

  return Object.freeze({ now: () => new Date(), dateOf, timeOf, changes });
})();
