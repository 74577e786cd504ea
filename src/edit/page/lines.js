// Lines of the text: where each one stands, what is found in it, and going there.
// Never: what a finding means.

import { $, el, count } from "./dom.js";
import { sentence } from "./fields.js";

let found = [];
let others = [];
let behind = 0;

/** Draws the text once more behind the box, line by line: that tells how high each line is. */
export function measure() {
  const mirror = $("mirror");
  const lines = $("text").value.split("\n");
  while (mirror.childElementCount > lines.length) mirror.lastElementChild.remove();
  while (mirror.childElementCount < lines.length) mirror.append(el("div"));
  lines.forEach((line, i) => {
    const shown = line === "" ? "\u200b" : line;
    if (mirror.children[i].textContent !== shown) mirror.children[i].textContent = shown;
  });
  marks();
}

function marks() {
  const gutter = $("gutter");
  const mirror = $("mirror");
  const by = new Map();
  for (const finding of found) by.set(finding.at, [...(by.get(finding.at) ?? []), finding]);
  const made = [];
  for (const [line, own] of by) {
    const place = mirror.children[line - 1];
    if (!place) continue;
    const bad = own.some((finding) => finding.severity === "error");
    const mark = el("button", { type: "button", tabindex: "-1", class: bad ? "mark bad" : "mark", onclick: () => go(own[0]) },
      bad ? "!" : "?", el("span", { class: "note" }, own.map(sentence).join(" ")));
    mark.style.setProperty("inset-block-start", `${place.offsetTop}px`);
    made.push(mark);
  }
  gutter.replaceChildren(...made);
}

/** Takes what was found in the text. `skip` is how many lines of the file stand before the box. */
export function take(findings, elsewhere, skip) {
  behind = skip;
  found = findings.map((finding) => ({ ...finding, at: Math.max(1, (finding.line ?? 1) - skip) }));
  others = elsewhere;
  const errors = found.filter((finding) => finding.severity === "error").length;
  const parts = [];
  if (errors > 0) parts.push(count(errors, "mistake"));
  if (found.length > errors) parts.push(count(found.length - errors, "remark"));
  const title = parts.length === 0 ? "Nothing to look at" : `${parts.join(" and ")} to look at`;
  if ($("findings-count").textContent !== title) $("findings-count").textContent = title;
  $("findings").classList.toggle("calm", parts.length === 0);
  $("findings-list").replaceChildren(...found.map((finding) => el("li", {},
    el("button", { type: "button", class: `finding ${finding.severity}`, onclick: () => go(finding) },
      el("span", { class: "where" }, finding.line === null ? "Whole text" : finding.line <= skip ? "On top" : `Line ${finding.at}`),
      el("span", {}, sentence(finding))))));
  $("others").hidden = others.length === 0;
  $("others-list").replaceChildren(...others.map((finding) => el("li", {},
    finding.file ? el("a", { href: `#${finding.file}` }, finding.file.replace(/^content\//, "")) : "The site", ` ${sentence(finding)}`)));
  marks();
  here();
}

/** Puts the cursor where a finding is. */
function go(finding) {
  const box = $("text");
  const lines = box.value.split("\n");
  const upTo = (line, column) => lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
    + Array.from(lines[line - 1] ?? "").slice(0, column - 1).join("").length;
  const start = upTo(finding.at, (finding.line ?? 0) > behind ? finding.column ?? 1 : 1);
  const same = finding.end_line === finding.line;
  const end = same && (finding.line ?? 0) > behind ? upTo(finding.at, finding.end_column) : start;
  box.focus();
  box.setSelectionRange(start, Math.max(start, end));
  $("mirror").children[finding.at - 1]?.scrollIntoView({ block: "center" });
  here();
}

/** Says below the box in which line the cursor is, and what was found there. */
export function here() {
  const box = $("text");
  const line = box.value.slice(0, box.selectionStart).split("\n").length;
  const own = found.filter((finding) => finding.at === line && finding.line !== null);
  $("here").textContent = own.length > 0 ? `Line ${line}: ${own.map(sentence).join(" ")}` : `Line ${line}`;
}

/** The words of the heading that the cursor is below; "" above the first one. */
export function heading() {
  const box = $("text");
  const before = box.value.slice(0, box.value.indexOf("\n", box.selectionStart) + 1 || undefined);
  const last = before.split("\n").filter((line) => /^#{2,4} /.test(line)).at(-1) ?? "";
  return last.replace(/^#+ /, "").replace(/\s*\{#[^}]*\}\s*$/, "").replace(/[*_`]/g, "").trim();
}
