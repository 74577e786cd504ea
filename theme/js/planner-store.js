// Plans that are kept: on this device after consent, and as files.
//
// Nothing is kept until the reader asks for it, and then in one entry of this browser's own storage. A plan's file is
// `latchwork.kept/1`:
//
//   { "format": "latchwork.kept/1", "name": "Our plan", "protocol": { "id": "walks", "version": "1" },
//     "plan": { "format": "latchwork.plan/1", … }, "log": { "2026-12-01": { "3": "14:40" } } }
//
// `log` has the sessions that were done, by day and by number in the day, with the time at which each began; or `null`
// for one that was left out. A `latchwork.schedule/1`, as the program writes it, can be opened as well.
//
// Comes after `planner-words.js`. Never: the document, an address, another site.
"use strict";

globalThis.latchworkPlanner.store = (() => {
  const { readPlan } = globalThis.latchworkSchedule.plan;
  const { readDay, readTime } = globalThis.latchworkSchedule.values;

  const FORMAT = "latchwork.kept/1";
  const LONGEST_NAME = 60;
  const BIGGEST_FILE = 4_000_000;

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** A log with what is no day, no number or no time left out. */
  function readLog(raw) {
    const isTime = (time) => time === null || readTime(time) !== null;
    const days = Object.entries(isObject(raw) ? raw : {}).filter(([date, day]) => readDay(date) !== null && isObject(day));
    const sessions = (day) => Object.entries(day).filter(([number, time]) => /^\d{1,3}$/.test(number) && isTime(time));
    return Object.fromEntries(days.map(([date, day]) => [date, Object.fromEntries(sessions(day))]));
  }

  /** A kept plan from a value that may be anything: `{ kept }`, or `{ fault }`, the key of what to say about it. */
  function read(raw, plans) {
    if (!isObject(raw)) return { fault: "not_a_plan" };
    const isSchedule = raw.format === "latchwork.schedule/1";
    if (raw.format !== FORMAT && !isSchedule) return { fault: "not_a_plan" };
    const { id, version } = isObject(raw.protocol) ? raw.protocol : {};
    const offer = plans.find((plan) => plan.id === id);
    if (!offer) return { fault: "unknown_plan" };
    if (readPlan(raw.plan).faults.length > 0) return { fault: "damaged_plan" };
    const name = typeof raw.name === "string" && raw.name.trim() !== "" ? raw.name.trim().slice(0, LONGEST_NAME) : offer.title;
    return { kept: { format: FORMAT, name, protocol: { id, version: String(version ?? "") }, plan: raw.plan, log: readLog(raw.log) } };
  }

  /** A file's text as a kept plan. */
  function open(text, plans) {
    if (text.length > BIGGEST_FILE) return { fault: "not_a_plan" };
    try {
      return read(JSON.parse(text), plans);
    } catch {
      return { fault: "not_a_plan" };
    }
  }

  const write = (kept) => `${JSON.stringify(kept, null, 2)}\n`;

  const KEY = "latchwork.plans/1";

  /**
   * All that is kept in a storage: `{ plans, current, unread }`; `null` where nothing is.
   *
   * `unread` are entries that cannot be shown, such as those of a plan that was taken off the site. They are kept as they
   * are, because the plan may come back. `current` is -1 where it is one of them.
   */
  function load(storage, plans) {
    try {
      const raw = JSON.parse(storage.getItem(KEY) ?? "null");
      if (!isObject(raw) || !Array.isArray(raw.plans) || raw.plans.length === 0) return null;
      const all = raw.plans.map((one) => ({ one, kept: read(one, plans).kept }));
      const shown = all.filter(({ kept }) => kept);
      return {
        plans: shown.map(({ kept }) => kept),
        current: shown.indexOf(all[raw.current]),
        unread: all.filter(({ kept }) => !kept).map(({ one }) => one),
      };
    } catch {
      return null;
    }
  }

  /** Keeps everything; `false` where the browser does not let it. */
  function save(storage, { plans, current, unread }) {
    try {
      storage.setItem(KEY, JSON.stringify({ plans: [...plans, ...unread], current }));
      return true;
    } catch {
      return false;
    }
  }

  function clear(storage) {
    try {
      storage.removeItem(KEY);
    } catch {
      // There is no storage, so nothing is kept in it.
    }
  }

  /** The storage of this browser; `null` where it has none for us. */
  function device() {
    try {
      return globalThis.localStorage ?? null;
    } catch {
      return null;
    }
  }

  return Object.freeze({ FORMAT, LONGEST_NAME, read, open, write, load, save, clear, device });
})();
