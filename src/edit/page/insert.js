// Putting things into the text at the cursor, so that Ctrl Z takes them out again.
// Never: which buttons there are.

import { $ } from "./dom.js";

/** Puts words where the selection is. */
export function put(words, from = null, to = null) {
  const box = $("text");
  box.focus();
  if (from !== null) box.setSelectionRange(from, to ?? from);
  // The old way is the only one that the browser's own undo knows.
  if (!document.execCommand("insertText", false, words)) {
    box.setRangeText(words, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export const selected = () => $("text").value.slice($("text").selectionStart, $("text").selectionEnd);

/** Puts marks around the selection, or around words to write over. */
export function around(before, after, words) {
  const text = selected() || words;
  const start = $("text").selectionStart;
  put(`${before}${text}${after}`);
  $("text").setSelectionRange(start + before.length, start + before.length + text.length);
}

/** Puts a mark before each selected line; where all have it, takes it off. */
export function lineMark(mark, words) {
  const box = $("text");
  const from = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const found = box.value.indexOf("\n", box.selectionEnd);
  const to = found === -1 ? box.value.length : found;
  const lines = box.value.slice(from, to).split("\n");
  const make = typeof mark === "function" ? mark : () => mark;
  const all = lines.every((line, i) => line.startsWith(make(i)));
  const changed = lines.map((line, i) => (all ? line.slice(make(i).length) : make(i) + line.replace(/^(#+ |[-*] |\d+\. )/, "")));
  const text = changed.length === 1 && changed[0] === make(0) ? make(0) + words : changed.join("\n");
  put(text, from, to);
  if (text.endsWith(words) && lines[0] === "") box.setSelectionRange(from + text.length - words.length, from + text.length);
}

/** Puts a block on lines of its own, with an empty line before and after; selects `words` in it. */
export function block(text, words) {
  const box = $("text");
  const at = box.selectionEnd;
  const before = box.value.slice(0, at);
  const after = box.value.slice(at);
  const open = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const close = after.startsWith("\n\n") || after === "" ? (after === "" ? "\n" : "") : after.startsWith("\n") ? "\n" : "\n\n";
  put(open + text + close, at);
  const start = at + open.length + text.indexOf(words);
  if (text.includes(words)) box.setSelectionRange(start, start + words.length);
}

/** The way from one file to another, as links write it. */
export function way(from, to) {
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  while (here.length > 0 && there.length > 1 && here[0] === there[0]) {
    here.shift();
    there.shift();
  }
  return "../".repeat(here.length) + there.join("/");
}
