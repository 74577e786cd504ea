// The page's script under Node: one line of JSON in, one line of JSON out, until there are no more lines.
//
//   {"expand": {"protocol": …, "plan": …}}  →  {"schedule": …} or {"errors": …}
//   {"late": {"schedule": …, …}}             →  what moves
//   {"gzip": "text"}                        →  its size in bytes, compressed
"use strict";

const { createInterface } = require("node:readline");
const { gzipSync } = require("node:zlib");
const { join } = require("node:path");

for (const file of ["schedule-values", "schedule-plan", "schedule-figures", "schedule", "schedule-late"]) {
  require(join(__dirname, "../../theme/js", `${file}.js`));
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const { expand, late, gzip } = JSON.parse(line);
  const engine = globalThis.latchworkSchedule;
  let answer;
  if (expand) answer = engine.expand(expand.protocol, expand.plan);
  else if (late) answer = engine.restOfDay(late.protocol, late.schedule, late.date, late.session, late.began);
  else answer = gzipSync(gzip).length;
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
