// Holds the JSON-LD of a built site to the vocabulary of schema.org:
//
//   node structured.mjs PUBLIC
//
// `schema-dts` has the whole vocabulary as types of TypeScript, so its compiler
// is the judge: each node has to be of the type that it names, with no property
// that this type does not have and no value that the property does not take.
// Types of nodes within nodes are judged with them. What the pages share is
// judged once. That the judge can refuse is tried on two nodes that are wrong.
//
// Never: building the site, what Rust looks at (tests/meta.rs): addresses, reviews.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { files } from "./site.mjs";

const SCRIPT = /<script type="application\/ld\+json">(.*?)<\/script>/gs;
const WRONG = [
  { "@type": "MedicalWebPage", "@id": "x", lastReviewd: "2026-11-22" },
  { "@type": "BreadcrumbList", itemListElement: [{ "@type": "ListItem", position: 1, itm: "x" }] },
];

/** What the compiler says against these nodes; the number of each stands in the name of its constant. */
function objections(nodes) {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = mkdtempSync(join(here, "node_modules", ".structured-"));
  try {
    const types = [...new Set(nodes.map((node) => node["@type"]))].sort();
    const constants = nodes.map((node, i) => `export const node${i}: ${node["@type"]} = ${JSON.stringify(node)};`);
    writeFileSync(join(folder, "nodes.ts"), [`import type { ${types.join(", ")} } from "schema-dts";`, ...constants, ""].join("\n"));
    const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--pretty", "false"];
    execFileSync(process.execPath, [compiler, ...options, join(folder, "nodes.ts")], { encoding: "utf8", stdio: "pipe" });
    return [];
  } catch (error) {
    if (typeof error.stdout !== "string" || error.stdout === "") throw error;
    return error.stdout.split("\n").filter((line) => /^\S.*error TS/.test(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const root = resolve(process.argv[2] ?? "public");
const found = new Map();
let pages = 0;
for (const file of (await files(root)).filter((name) => name.endsWith(".html"))) {
  for (const [, text] of readFileSync(join(root, file), "utf8").matchAll(SCRIPT)) {
    pages += 1;
    for (const node of JSON.parse(text)["@graph"]) {
      const key = JSON.stringify(node);
      if (!found.has(key)) found.set(key, { node, file });
    }
  }
}
const nodes = [...found.values()];
if (pages === 0) throw new Error(`no page in ${root} has JSON-LD`);

const judged = [...WRONG, ...nodes.map(({ node }) => node)];
// The first line names the types.
const said = objections(judged).map((line) => ({ line, at: Number(/nodes\.ts\((\d+),/.exec(line)?.[1]) - 2 }));
const refused = WRONG.filter((_, i) => said.some(({ at }) => at === i)).length;
const wrong = said.filter(({ at }) => !(at < WRONG.length));
for (const { line, at } of wrong.slice(0, 20)) {
  const { node, file } = nodes[at - WRONG.length] ?? {};
  console.log(`FAILED ${file ?? root} ${node?.["@type"] ?? ""}: ${line.replace(/^.*?error /, "")}`);
}
if (refused < WRONG.length) console.log("FAILED nodes that are wrong are not refused");
console.log(`JSON-LD of ${pages} pages, ${nodes.length} nodes: ${wrong.length} objections`);
process.exitCode = wrong.length > 0 || refused < WRONG.length ? 1 : 0;
