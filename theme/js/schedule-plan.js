// A plan, read from JSON and written back: the form `latchwork.plan/1`.
//
// The script's side of the engine's `written`, where the members are described. Whatever comes in, nothing is thrown:
// what cannot be read is named by its place, `inputs.weight.layer`, so that a form can mark the field.
//
// Comes after `schedule-values.js`; adds `plan` to `latchworkSchedule`.
"use strict";

globalThis.latchworkSchedule.plan = (() => {
  const {
    known, readDay, writeDay, readTime, writeTime, readNumber, writeExact, readUnit, writeUnit,
  } = globalThis.latchworkSchedule.values;

  const PLAN_MEMBERS = [
    "format", "wake", "bed", "quiet_hours", "anchors", "inputs", "phases", "intervals", "person", "held", "end",
    "clock_changes",
  ];
  const LAYERS = ["protocol", "clinic", "person"];

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isName = (text) => typeof text === "string" && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);
  const textOf = (value) => (typeof value === "string" ? value : null);
  const isMinutes = (value) => Number.isInteger(value) && value >= 0 && value <= 0xffffffff;

  /** Reads `latchwork.plan/1`. `faults` lists the members that are not as they should be. */
  function readPlan(raw) {
    const faults = [];
    const fault = (at) => {
      faults.push(at);
      return null;
    };
    /** What `read` makes of a value; `null` is a fault. */
    const need = (read, value, at) => {
      const found = read(value);
      return found === null ? fault(at) : found;
    };
    const members = (value, names, at) => {
      if (!isObject(value)) return fault(at) ?? {};
      for (const name of Object.keys(value)) if (!names.includes(name)) fault(at === "" ? name : `${at}.${name}`);
      return value;
    };
    /** A map by names, in their order. */
    const map = (value, at, read) => {
      if (value === undefined) return new Map();
      if (!isObject(value)) return fault(at) ?? new Map();
      const names = Object.keys(value).sort();
      for (const name of names) if (!isName(name)) fault(`${at}.${name}`);
      return new Map(names.map((name) => [name, read(value[name], `${at}.${name}`)]));
    };
    const list = (value, at, read) => {
      if (value === undefined) return [];
      return Array.isArray(value) ? value.map((item, i) => read(item, `${at}.${i}`)) : fault(at) ?? [];
    };
    const name = (value, at) => need((text) => (isName(text) ? text : null), value, at);
    const day = (value, at) => need(readDay, value, at);
    const time = (value, at) => need(readTime, value, at);
    const sortedOnce = (values, order) => [...new Set(values)].sort(order);
    const hours = (value, at) => {
      const { from, to } = members(value, ["from", "to"], at);
      return { from: time(from, `${at}.from`), to: time(to, `${at}.to`) };
    };
    const change = (value, at) => {
      const { date, from, to } = members(value, ["date", "from", "to"], at);
      return { date: day(date, `${at}.date`), from: time(from, `${at}.from`), to: time(to, `${at}.to`) };
    };
    const given = (value, at) => {
      const { value: inner, layer } = members(value, ["value", "layer"], at);
      if (!LAYERS.includes(layer)) fault(`${at}.layer`);
      return { value: inputValue(inner, `${at}.value`), layer };
    };
    const inputValue = (value, at) => {
      const sorts = isObject(value) ? Object.keys(value) : [];
      if (sorts.length !== 1) return fault(at);
      if (sorts[0] === "date") return { date: day(value.date, `${at}.date`) };
      if (sorts[0] === "text") return { text: need(textOf, value.text, `${at}.text`) };
      if (sorts[0] !== "amount") return fault(`${at}.${sorts[0]}`);
      const { value: number, unit } = members(value.amount, ["value", "unit"], `${at}.amount`);
      if (typeof unit !== "string") return fault(`${at}.amount.unit`);
      return { amount: { value: need(readNumber, number, `${at}.amount.value`), unit: readUnit(unit) } };
    };

    const it = members(raw, PLAN_MEMBERS, "");
    if (it.format !== "latchwork.plan/1") fault("format");
    const plan = {
      wake: time(it.wake, "wake"),
      bed: time(it.bed, "bed"),
      quiet: known(it.quiet_hours) ? hours(it.quiet_hours, "quiet_hours") : null,
      anchors: map(it.anchors, "anchors", day),
      inputs: map(it.inputs, "inputs", given),
      phases: new Set(sortedOnce(list(it.phases, "phases", name))),
      intervals: map(it.intervals, "intervals", (m, at) => need((n) => (isMinutes(n) ? n : null), m, at)),
      person: known(it.person) ? name(it.person, "person") : null,
      held: map(it.held, "held", (days, at) => new Set(sortedOnce(list(days, at, day), (a, b) => a - b))),
      end: known(it.end) ? day(it.end, "end") : null,
      changes: list(it.clock_changes, "clock_changes", change),
    };
    return { plan, faults };
  }

  /** The plan as it is kept in a schedule. */
  function writePlan(plan) {
    const object = (map, write) => Object.fromEntries([...map].map(([name, value]) => [name, write(value)]));
    const value = (it) => {
      if (it.date !== undefined) return { date: writeDay(it.date) };
      if (it.text !== undefined) return { text: it.text };
      return { amount: { value: writeExact(it.amount.value), unit: writeUnit(it.amount.unit) } };
    };
    const hours = ({ from, to }) => ({ from: writeTime(from), to: writeTime(to) });
    return {
      format: "latchwork.plan/1",
      wake: writeTime(plan.wake),
      bed: writeTime(plan.bed),
      quiet_hours: plan.quiet && hours(plan.quiet),
      anchors: object(plan.anchors, writeDay),
      inputs: object(plan.inputs, (given) => ({ value: value(given.value), layer: given.layer })),
      phases: [...plan.phases],
      intervals: object(plan.intervals, (minutes) => minutes),
      person: plan.person,
      held: object(plan.held, (days) => [...days].map(writeDay)),
      end: known(plan.end) ? writeDay(plan.end) : null,
      clock_changes: plan.changes.map((change) => ({ date: writeDay(change.date), ...hours(change) })),
    };
  }

  return Object.freeze({ readPlan, writePlan });
})();
