// The figures of a schedule: values of inputs, levels of tapers, quantities by formula.
//
// The script's side of the engine's `figure`, `taper` and `formula`. Numbers are exact up to the moment in which they
// are shown; what is missing leaves its figure out, what cannot be worked out says why.
//
// Comes after `schedule-values.js`; adds `figures` to `latchworkSchedule`.
"use strict";

globalThis.latchworkSchedule.figures = (() => {
  const {
    known, writeDay, inCalendar, ZERO, times, over, minus, compare, upToMultiple, nearestMultiple, readNumber,
    writeDecimal, readUnit, writeUnit, unitTimes, unitOver,
  } = globalThis.latchworkSchedule.values;

  const readAmount = ({ value, unit }) => ({ value: readNumber(value), unit: readUnit(unit) });
  const writeAmount = ({ value, unit }) => ({ value: writeDecimal(value), unit: writeUnit(unit) });

  /** The numbers that formulas and tapers may use: those given, else the defaults. */
  function amounts(protocol, plan) {
    const used = (input) => {
      const given = plan.inputs.get(input.id);
      return given ? given.value.amount : input.default && readAmount(input.default);
    };
    return new Map(protocol.inputs.map((input) => [input.id, used(input)]).filter(([, amount]) => known(amount)));
  }

  function inputsUsed(protocol, plan) {
    const text = ({ amount, date, text: words }) => {
      if (date !== undefined) return writeDay(date);
      if (words !== undefined) return words;
      const { value, unit } = writeAmount(amount);
      return unit === "" ? value : `${value} ${unit}`;
    };
    const used = (input) => plan.inputs.get(input.id)
      ?? (input.default && { value: { amount: readAmount(input.default) }, layer: "protocol" });
    return protocol.inputs.filter(used).map((input) => {
      const { value, layer } = used(input);
      return { id: input.id, value: text(value), layer };
    });
  }

  /** The levels of a taper from its first day. On the days in `failed` a gate was not passed: the level is held. */
  function levels(taper, start, first, failed) {
    const found = [];
    const pick = (list, n) => list[n] ?? list.at(-1);
    const cutOf = (step) => {
      if (!step) return null;
      if (step.by) return readNumber(step.by);
      const part = times(readNumber(step.percent), start.value);
      return part && over(part, { above: 100n, below: 1n });
    };
    let [amount, day] = [start.value, first];
    while (compare(amount, ZERO) > 0) {
      const cut = cutOf(pick(taper.steps, found.length));
      if (!cut || compare(cut, ZERO) <= 0) break;
      const step = compare(cut, amount) < 0 ? cut : amount;
      amount = minus(amount, step);
      if (!amount) break;
      const of = (value) => ({ value, unit: start.unit });
      const level = { from: day, to: null, amount: of(amount), step: of(step), held: 0 };
      if (compare(amount, ZERO) > 0) {
        const stay = pick(taper.days, found.length);
        let next = inCalendar(day + stay);
        while (next !== null && failed.has(next)) {
          next = inCalendar(next + stay);
          if (next !== null) level.held += 1;
        }
        if (next === null) break;
        level.to = next - 1;
        day = next;
      }
      found.push(level);
    }
    return found;
  }

  /** The tapers whose amount and first day are known. */
  function tapers(protocol, plan, firstDay) {
    const given = amounts(protocol, plan);
    return protocol.tapers.flatMap((taper) => {
      const [start, first] = [given.get(taper.amount), firstDay(taper)];
      if (!start || first === null) return [];
      const laid = levels(taper, start, first, plan.held.get(taper.id) ?? new Set());
      return [{
        id: taper.id,
        start: writeAmount(start),
        levels: laid.map((level) => ({
          from: writeDay(level.from),
          to: known(level.to) ? writeDay(level.to) : null,
          amount: writeAmount(level.amount),
          step: writeAmount(level.step),
          held: level.held,
        })),
      }];
    });
  }

  /** A result is { low, high, unit }, or { fault }. Inputs are never negative: the low end comes from the low ends. */
  function evaluate(quantity, inputs, done) {
    const value = (term) => {
      if (term.name !== undefined) {
        const input = inputs.get(term.name);
        if (input) return { low: input.value, high: input.value, unit: input.unit };
        return done.get(term.name) ?? { fault: { missing: term.name } };
      }
      const [low, high] = term.constant.range;
      if (low === null || high === null) return { fault: "open-end" };
      return { low: readNumber(low), high: readNumber(high), unit: readUnit(term.constant.unit) };
    };
    let result = value(quantity.first);
    for (const factor of quantity.rest ?? []) {
      if (result.fault) return result;
      const term = value(factor.times ?? factor.over);
      if (term.fault) return term;
      if (factor.over && term.low.above === 0n) return { fault: "division-by-zero" };
      const low = factor.times ? times(result.low, term.low) : over(result.low, term.high);
      const high = factor.times ? times(result.high, term.high) : over(result.high, term.low);
      if (!low || !high) return { fault: "too-large" };
      result = { low, high, unit: (factor.times ? unitTimes : unitOver)(result.unit, term.unit) };
    }
    return result;
  }

  function rounded(quantity, result) {
    if (result.fault) return result;
    const round = (number) => {
      if (!quantity.round) return number;
      const { "up-to": upTo, nearest } = quantity.round;
      return upTo ? upToMultiple(number, readNumber(upTo)) : nearestMultiple(number, readNumber(nearest));
    };
    const [low, high] = [round(result.low), round(result.high)];
    if (!low || !high || compare(result.low, result.high) > 0 || compare(low, high) > 0) return { fault: "too-large" };
    return {
      id: quantity.id,
      exact: [writeDecimal(result.low), writeDecimal(result.high)],
      rounded: [writeDecimal(low), writeDecimal(high)],
      unit: writeUnit(result.unit),
    };
  }

  /** Works the quantities out in rounds, so that one may use another that stands below it. */
  function quantities(protocol, plan) {
    const inputs = amounts(protocol, plan);
    const done = new Map();
    for (const _ of protocol.quantities) {
      for (const quantity of protocol.quantities) {
        const result = evaluate(quantity, inputs, done);
        if (!result.fault) done.set(quantity.id, result);
      }
    }
    const [values, faults] = [[], []];
    for (const quantity of protocol.quantities) {
      const value = rounded(quantity, evaluate(quantity, inputs, done));
      if (!value.fault) values.push(value);
      else if (!value.fault.missing) faults.push({ notice: "no-quantity", quantity: quantity.id, fault: value.fault });
    }
    return { values, faults };
  }

  return Object.freeze({ amounts, inputsUsed, levels, tapers, quantities });
})();
