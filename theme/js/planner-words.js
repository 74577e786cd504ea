// Words of the planner: texts with values filled in, days, lengths of time.
//
// The script's side of what the sheets do with the interface text. Every text comes from the page; here is only how
// values go into it. Tests hold it to the sheets that the program itself makes.
//
// The first file of the planner; makes its global, `latchworkPlanner`. Never: a text of its own, the document.
"use strict";

globalThis.latchworkPlanner = {};

globalThis.latchworkPlanner.words = (() => {
  const { readDay, weekday } = globalThis.latchworkSchedule.values;

  const fill = (text, values) =>
    // A function gives the value, because in a text `$&` and the like would mean something else.
    Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(`{${name}}`, () => String(value)), text);

  /** Everything that says something, over a map of texts by their keys. */
  return function words(texts) {
    const get = (key) => texts[key] ?? key;
    const say = (key, values = {}) => fill(get(key), values);
    const parts = (iso) => {
      const [day, month, year] = iso.split("-").reverse().map(Number);
      return { year, month, day };
    };
    const date = (iso) => {
      const { year, month, day } = parts(iso);
      return say("date", { day, month: get(`month_${month}`), year });
    };
    const shortDate = (iso) => {
      const { month, day } = parts(iso);
      return say("short_date", { day, month: get(`month_${month}_short`) });
    };
    /** `Mon 7 Dec` */
    const weekDate = (iso) => {
      const names = ["mo", "tu", "we", "th", "fr", "sa", "su"];
      return `${get(names[weekday(readDay(iso)) - 1])} ${shortDate(iso)}`;
    };
    const minutes = (length) => {
      const [hours, rest] = [Math.floor(length / 60), length % 60];
      if (rest === 0 && hours === 1) return get("words_one_hour");
      if (rest === 0 && hours > 0) return say("words_hours", { count: hours });
      if (hours === 0) return rest === 1 ? get("words_one_minute") : say("words_minutes", { count: rest });
      return say("words_hours_and_minutes", { hours, minutes: rest });
    };
    const span = (from, to) => say("words_range", { from, to });
    /** A text with the mark of this language in the place of each point between two digits: `4,2 kg`. */
    const decimal = (text) => String(text).replace(/(\d)\.(?=\d)/g, (_, digit) => digit + get("decimal_mark"));
    const amount = ({ value, unit }) => decimal(unit === "" ? value : `${value} ${unit}`);
    /** A range of numbers, or of texts that are numbers. */
    const numbers = ([low, high]) => {
      const [from, to] = [low, high].map((end) => decimal(end ?? ""));
      if (low !== null && high !== null) return from === to ? from : span(from, to);
      return low !== null ? say("words_at_least", { what: from }) : say("words_at_most", { what: to });
    };
    /** How long a session takes; nothing where that is not said. */
    const lasting = (range) => {
      if (!range) return "";
      const [low, high] = range;
      if (low !== null && high !== null) {
        if (low === high) return minutes(low);
        return high < 60 ? say("words_minutes", { count: span(low, high) }) : span(minutes(low), minutes(high));
      }
      return low !== null ? say("words_at_least", { what: minutes(low) }) : say("words_at_most", { what: minutes(high) });
    };
    const onlyIf = (what, condition) => (condition === undefined ? what : say("only_if", { what, condition }));
    return Object.freeze({ get, say, date, shortDate, weekDate, minutes, decimal, amount, numbers, lasting, onlyIf });
  };
})();
