// The search script under Node, over the assets of a built site: one line of JSON in, one line of JSON out.
//
//   node script.cjs ASSETS CORE
//   {"find": "query"}   →  {"pages": [address], "cards": [{level, text}], "total", "guess", "first": {href, heading, text, clinician}}
//   {"words": "text"}   →  ["word", …]
//   {"slips": [a, b]}   →  number, at most 2 and 3 for more
"use strict";

const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");
const { join } = require("node:path");
const { runInThisContext } = require("node:vm");

const [assets, core] = process.argv.slice(2);
const run = (path) => runInThisContext(readFileSync(path, "utf8"), { filename: path });

for (const name of ["search-words", "search-index"]) run(join(__dirname, "../../theme/js", `${name}.js`));
const search = globalThis.latchworkSearch;
search.use(async (name) => run(join(assets, name)));
run(join(assets, core));

async function answer({ find, words, slips }) {
  if (words !== undefined) return globalThis.latchworkWords.words(words).map(({ word }) => word);
  if (slips !== undefined) return globalThis.latchworkWords.slips(...slips, 2);
  let early = null;
  const { cards, total, results, forms, guess } = await search.find(find, { onCards: (found) => { early = found; } });
  if (early !== cards) throw new Error("care cards come before results");
  return {
    pages: results.map(({ address }) => address),
    cards: cards.map(({ level, title, lines }) => ({ level, text: [title, ...lines.map(({ text }) => text)].join("\n") })),
    total,
    guess,
    first: results[0] && {
      href: results[0].first.href,
      clinician: results[0].first.clinician,
      text: search.pieces(search.passage(results[0].first.text, forms, 220), forms).map(({ text, marked }) => (marked ? `[${text}]` : text)).join(""),
    },
  };
}

(async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
})();
