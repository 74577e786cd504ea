// Tells the sizes of an index's parts, and how long the page's script works for a first answer, fresh and warm: in
// time of the processor, which other work on the machine does not stretch.
//
//   node search.cjs FOLDER CORE
"use strict";

const { readFileSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { runInThisContext } = require("node:vm");
const { gzipSync } = require("node:zlib");

const [folder, core] = process.argv.slice(2);
const run = (path) => runInThisContext(readFileSync(path, "utf8"), { filename: path });
for (const name of ["search-words", "search-index"]) run(join(__dirname, "../theme/js", `${name}.js`));
const search = globalThis.latchworkSearch;

const sizes = new Map();
for (const name of readdirSync(folder)) {
  const kind = name === core ? "core" : name.split("-")[1];
  const bytes = statSync(join(folder, name)).size;
  const all = sizes.get(kind) ?? { parts: 0, bytes: 0, most: 0, name };
  sizes.set(kind, { parts: all.parts + 1, bytes: all.bytes + bytes, most: Math.max(all.most, bytes), name: bytes > all.most ? name : all.name });
}
for (const [kind, { parts, bytes, most, name }] of sizes) {
  const packed = gzipSync(readFileSync(join(folder, name))).length;
  console.log(`${kind}: ${parts} parts, ${(bytes / 1e6).toFixed(1)} MB, largest ${(most / 1000).toFixed(0)} kB (${(packed / 1000).toFixed(0)} kB compressed)`);
}

const clock = () => process.cpuUsage().user / 1000;
let read = 0; // time spent on fetching parts, which is the network's in a browser
let fetched = [];
search.use(async (name) => {
  const start = clock();
  const text = readFileSync(join(folder, name), "utf8");
  fetched.push(text.length);
  read += clock() - start;
  runInThisContext(text, { filename: name });
});

(async () => {
  const first = clock();
  run(join(folder, core));
  console.log(`core taken in ${(clock() - first).toFixed(1)} ms`);
  // A usual word with a seldom one, two usual ones, a slip, a beginning, a word that is none.
  const queries = ["lado wafra", "bado lado", "wafrasto", "wafarsto", "sto", "qqqqqq", "lado wafra bado mido"];
  for (const query of queries) {
    const times = [];
    for (let i = 0; i < 2; i += 1) {
      read = 0;
      const before = fetched.length;
      const start = clock();
      const { total, results } = await search.find(query);
      times.push(`${(clock() - start - read).toFixed(1)} ms`);
      if (i === 0) times.push(`(${fetched.length - before} parts, ${(fetched.slice(before).reduce((a, b) => a + b, 0) / 1000).toFixed(0)} kB, ${total} pages, ${results.length} shown)`);
    }
    console.log(`"${query}": first ${times[0]} ${times[1]}, again ${times[2]}`);
  }
})();
