// Whether everything that a site publishes is written by the rules of HTML, CSS and SVG:
//
//   node tests/browser/valid.mjs SITE [SITE…]
//
// The Nu Html Checker (with its CSS checker) reads every file at once. It must find nothing, neither errors nor
// warnings, but for what valid.json sets aside, with the reason. An entry there that nothing meets any more is told, too.
// Needs Java.
// Never: opening a browser, building the site.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folders = process.argv.slice(2).map((path) => resolve(path));
if (folders.length === 0) throw new Error("say which site: node tests/browser/valid.mjs SITE");

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const exceptions = JSON.parse(readFileSync(fileURLToPath(new URL("valid.json", import.meta.url)), "utf8"));

const { stdout, stderr, status, error } = spawnSync(
  "java",
  ["-Xss8m", "-jar", jar, "--also-check-css", "--also-check-svg", "--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always", ...folders],
  { encoding: "utf8", maxBuffer: 1 << 28 },
);
if (error || status !== 0) throw error ?? new Error(`the checker failed: ${stderr}`);
const { messages } = JSON.parse(stdout);

const met = new Set();
const left = messages.filter(({ message, url }) => {
  const exception = exceptions.find((one) => message.includes(one.says) && url.includes(one.in));
  if (exception) met.add(exception);
  return exception === undefined;
});
for (const { url, lastLine, lastColumn, message, extract } of left.slice(0, 40)) {
  console.log(`${decodeURIComponent(new URL(url).pathname)}:${lastLine}:${lastColumn}: ${message}\n  ${extract?.trim() ?? ""}`);
}
const unmet = exceptions.filter((one) => !met.has(one));
for (const { says } of unmet) console.log(`valid.json: nothing says "${says}" any more; take the entry out`);
console.log(left.length === 0 && unmet.length === 0 ? "All files are valid." : `${left.length} findings`);
process.exitCode = left.length === 0 && unmet.length === 0 ? 0 : 1;
