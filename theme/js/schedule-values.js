// Values of a schedule: days of the calendar, times of day, exact numbers, units.
//
// The script's side of the engine's `date`, `clock`, `number` and `amount`. Days are whole numbers counted from
// 1970-01-01, times of day are minutes from midnight, numbers are fractions of BigInts: there is no time zone and no
// float here. What cannot be (a 30th of February, a number of more than 128 bits) is `null`, never an exception.
//
// All files of the script are plain ones, for browsers (also from a disk) and for Node, and share one global,
// `latchworkSchedule`; this is the first of them and adds `values` to it.
"use strict";

globalThis.latchworkSchedule = {};

globalThis.latchworkSchedule.values = (() => {
  const known = (value) => value !== null && value !== undefined;

  /** The smallest of those that are known, and the greatest; `null` where none is. */
  const least = (values) => values.filter(known).reduce((a, b) => (a === null || b < a ? b : a), null);
  const most = (values) => values.filter(known).reduce((a, b) => (a === null || b > a ? b : a), null);

  // --- Days -----------------------------------------------------------------------------------------------------

  const floorDiv = (a, b) => Math.floor(a / b);
  const mod = (a, b) => ((a % b) + b) % b;

  /** The day number of a civil date, proleptic Gregorian. Years are counted from March: the leap day comes last. */
  function dayOf(year, month, day) {
    const y = month <= 2 ? year - 1 : year;
    const era = floorDiv(y, 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = floorDiv(153 * mod(month - 3, 12) + 2, 5) + day - 1;
    const dayOfEra = yearOfEra * 365 + floorDiv(yearOfEra, 4) - floorDiv(yearOfEra, 100) + dayOfYear;
    return era * 146097 + dayOfEra - 719468;
  }

  /** Year, month and day of a day number. */
  function civil(day) {
    const shifted = day + 719468;
    const era = floorDiv(shifted, 146097);
    const dayOfEra = shifted - era * 146097;
    const yearOfEra = floorDiv(
      dayOfEra - floorDiv(dayOfEra, 1460) + floorDiv(dayOfEra, 36524) - floorDiv(dayOfEra, 146096), 365);
    const dayOfYear = dayOfEra - (365 * yearOfEra + floorDiv(yearOfEra, 4) - floorDiv(yearOfEra, 100));
    const monthFromMarch = floorDiv(5 * dayOfYear + 2, 153);
    const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    return {
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
      month,
      day: dayOfYear - floorDiv(153 * monthFromMarch + 2, 5) + 1,
    };
  }

  const FIRST_DAY = dayOf(-9999, 1, 1);
  const LAST_DAY = dayOf(9999, 12, 31);

  /** The day number, or `null` beyond the calendar's ends. */
  const inCalendar = (day) => (day >= FIRST_DAY && day <= LAST_DAY ? day : null);

  const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const daysIn = (year, month) => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];

  /** `count` days, weeks or months from a day. Months are clamped to their last day. */
  function shift(day, count, unit) {
    if (unit === "days") return inCalendar(day + count);
    if (unit === "weeks") return inCalendar(day + 7 * count);
    const from = civil(day);
    const months = from.year * 12 + from.month - 1 + count;
    const [year, month] = [floorDiv(months, 12), mod(months, 12) + 1];
    if (year < -9999 || year > 9999) return null;
    return dayOf(year, month, Math.min(from.day, daysIn(year, month)));
  }

  /** Monday is 1, Sunday is 7. 1970-01-01 was a Thursday. */
  const weekday = (day) => mod(day + 3, 7) + 1;

  /** `2026-12-01` as a day number, `null` for any other text. */
  function readDay(text) {
    const parts = typeof text === "string" ? /^(-\d{6}|\d{4})-(\d\d)-(\d\d)$/.exec(text) : null;
    if (!parts) return null;
    const [year, month, day] = parts.slice(1).map(Number);
    if (month < 1 || month > 12 || year < -9999 || day < 1 || day > daysIn(year, month)) return null;
    const number = dayOf(year, month, day);
    return writeDay(number) === text ? number : null;
  }

  function writeDay(number) {
    const { year, month, day } = civil(number);
    const pad = (n, width) => String(n).padStart(width, "0");
    return `${year < 0 ? `-${pad(-year, 6)}` : pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  }

  // --- Times of day ---------------------------------------------------------------------------------------------

  const DAY = 24 * 60;

  /** `06:00` as minutes from midnight, `null` for any other text. */
  function readTime(text) {
    const parts = typeof text === "string" ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) : null;
    return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
  }

  function writeTime(time) {
    const pad = (n) => String(n).padStart(2, "0");
    return `${pad(Math.floor(time / 60))}:${pad(time % 60)}`;
  }

  /** How long from one time of day forward to another. */
  const until = (from, to) => (to + DAY - from) % DAY;

  // --- Numbers --------------------------------------------------------------------------------------------------
  // A fraction in lowest terms: { above, below }, below > 0. Both fit 128 bits, or there is no number: so the script
  // gives up just where the engine does.

  const MOST = (1n << 127n) - 1n;
  const LEAST = -(1n << 127n);
  const fits = (n) => n >= LEAST && n <= MOST;
  const abs = (n) => (n < 0n ? -n : n);

  function ratio(above, below) {
    if (below === 0n || !fits(above) || !fits(below) || above === LEAST || below === LEAST) return null;
    let [a, b] = [abs(above), abs(below)];
    while (b !== 0n) [a, b] = [b, a % b];
    const divisor = (a > 0n ? a : 1n) * (below < 0n ? -1n : 1n);
    return { above: above / divisor, below: below / divisor };
  }

  /** The greatest whole number not above a / b; b > 0. */
  const floorOf = (a, b) => (a - (((a % b) + b) % b)) / b;

  const ZERO = { above: 0n, below: 1n };
  const times = (a, b) => ratio(a.above * b.above, a.below * b.below);
  const over = (a, b) => ratio(a.above * b.below, a.below * b.above);

  function minus(a, b) {
    const [left, right] = [a.above * b.below, b.above * a.below];
    return fits(left) && fits(right) ? ratio(left - right, a.below * b.below) : null;
  }

  /** Below, the same or above: a negative number, 0 or a positive one. */
  function compare(a, b) {
    const difference = a.above * b.below - b.above * a.below;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** The smallest multiple of `step` that is not below. */
  function upToMultiple(number, step) {
    const steps = over(number, step);
    const whole = steps && ratio(-floorOf(-steps.above, steps.below), 1n);
    return whole && times(whole, step);
  }

  /** The nearest multiple of `step`; halfway goes up. */
  function nearestMultiple(number, step) {
    const steps = over(number, step);
    if (!steps || !fits(steps.above * 2n) || !fits(steps.above * 2n + steps.below) || !fits(steps.below * 2n)) {
      return null;
    }
    const whole = ratio(floorOf(steps.above * 2n + steps.below, steps.below * 2n), 1n);
    return whole && times(whole, step);
  }

  /** `21/5` or `30` as a number, `null` for any other text. */
  function readNumber(text) {
    const parts = typeof text === "string" && text.length < 100 ? /^(-?\d+)(?:\/(\d+))?$/.exec(text) : null;
    return parts ? ratio(BigInt(parts[1]), BigInt(parts[2] ?? 1)) : null;
  }

  /** The number without any loss. */
  const writeExact = ({ above, below }) => (below === 1n ? String(above) : `${above}/${below}`);

  /** As a decimal with up to three places, halfway up. */
  function writeDecimal({ above, below }) {
    const thousandths = floorOf(above * 2000n + below, below * 2n);
    const digits = String(abs(thousandths)).padStart(4, "0");
    const part = digits.slice(-3).replace(/0+$/, "");
    return `${thousandths < 0n ? "-" : ""}${digits.slice(0, -3)}${part && `.${part}`}`;
  }

  // --- Units ----------------------------------------------------------------------------------------------------
  // Words multiplied, over words divided by: { over, under }, both sorted, without a word on both sides.

  function makeUnit(above, below) {
    const [top, under] = [[], [...below]];
    for (const word of above) {
      const at = under.indexOf(word);
      if (at < 0) top.push(word);
      else under.splice(at, 1);
    }
    return { over: top.sort(), under: under.sort() };
  }

  /** `ml/kg`; an empty text is no unit. */
  function readUnit(text) {
    const [over, ...under] = text.split("/");
    return makeUnit(over.split(" ").filter((word) => word !== ""), under);
  }

  const writeUnit = (unit) => unit.over.join(" ") + unit.under.map((word) => `/${word}`).join("");
  const unitTimes = (a, b) => makeUnit([...a.over, ...b.over], [...a.under, ...b.under]);
  const unitOver = (a, b) => makeUnit([...a.over, ...b.under], [...a.under, ...b.over]);

  return Object.freeze({
    known, least, most, shift, weekday, readDay, writeDay, inCalendar,
    DAY, readTime, writeTime, until,
    ZERO, times, over, minus, compare, upToMultiple, nearestMultiple, readNumber, writeExact, writeDecimal,
    readUnit, writeUnit, unitTimes, unitOver,
  });
})();
