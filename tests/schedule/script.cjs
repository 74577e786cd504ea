// The page's script under Node: one line of JSON in, one line of JSON out, until there are no more lines.
//
//   {"expand": {"protocol": …, "plan": …}}  →  {"schedule": …} or {"errors": …}
//   {"gzip": "text"}                        →  its size in bytes, compressed
"use strict";

const { createInterface } = require("node:readline");
const { gzipSync } = require("node:zlib");
const { join } = require("node:path");

for (const file of ["schedule-values", "schedule-plan", "schedule-figures", "schedule"]) {
  require(join(__dirname, "../../theme/js", `${file}.js`));
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const { expand, gzip } = JSON.parse(line);
  const answer = expand ? globalThis.latchworkSchedule.expand(expand.protocol, expand.plan) : gzipSync(gzip).length;
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
