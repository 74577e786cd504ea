// The planner's script under Node: one line of JSON in, one line of JSON out, until there are no more lines.
//
//   {"layout": {"loaded": text, "plan": …, "words": …, "sheet": "week", "print": "large", "days": 7}}  →  its parts
//   {"calendar": {"loaded": text, "plan": …, "words": …, "domain": …, "made": …, "named": true}}       →  the file
//   {"late": {"protocol": …, "schedule": …, "date": …, "session": 3, "began": "14:40"}}                →  what moves
//   {"clock": {"from": …, "to": …}}                                                                     →  clock changes
//   {"read": {"text": …, "plans": […]}}                                                                →  a kept plan
//   {"stored": {"text": …, "plans": […]}}                                          →  what is kept, and what is written back
//   {"say": {"words": …, "key": …, "values": …}}                                                       →  a text
//   {"objections": {"loaded": text, "plan": …, "words": …}}                                            →  in sentences
"use strict";

const { createInterface } = require("node:readline");
const { join } = require("node:path");

const folder = join(__dirname, "../../theme/js");
const pure = ["schedule-values", "schedule-plan", "schedule-figures", "schedule", "schedule-late", "planner-words",
  "planner-remarks", "planner-clock", "planner-log", "planner-layout", "planner-uid", "planner-calendar", "planner-store"];
for (const file of pure) require(join(folder, `${file}.js`));

const { latchworkPlanner: planner, latchworkSchedule: engine } = globalThis;

/** A protocol's file as the page gets it: a call of one function with one text. */
function load(script) {
  const [, text] = /^latchworkPlanner\.receive\((".*")\);\n$/s.exec(script);
  return JSON.parse(JSON.parse(text));
}

function context({ loaded, plan, words: texts }) {
  const { protocol, sheets: kit } = load(loaded);
  const { schedule, errors } = engine.expand(protocol, plan);
  return { protocol, kit, schedule, errors, words: planner.words(texts) };
}

const answers = {
  layout(asked) {
    const all = context(asked);
    return planner.layout(all, asked.sheet, asked.print, all.schedule.days.slice(0, asked.days));
  },
  calendar: (asked) => planner.calendar(context(asked), asked),
  late: ({ protocol, schedule, date, session, began }) => engine.restOfDay(protocol, schedule, date, session, began),
  clock: ({ from, to }) => planner.clock.changes(from, to),
  read: ({ text, plans }) => planner.store.open(text, plans),
  stored({ text, plans }) {
    let written = text;
    const storage = {
      getItem: () => written,
      setItem(_, value) {
        written = value;
      },
    };
    const kept = planner.store.load(storage, plans);
    if (kept) planner.store.save(storage, kept);
    return { kept, written: JSON.parse(written) };
  },
  say: ({ words: texts, key, values }) => planner.words(texts).say(key, values),
  objections(asked) {
    const { protocol, errors, words } = context(asked);
    return errors.map((error) => planner.remarks.objection(error, protocol, words, asked.plan));
  },
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const [[name, asked]] = Object.entries(JSON.parse(line));
  process.stdout.write(`${JSON.stringify(answers[name](asked))}\n`);
});
