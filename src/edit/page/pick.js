// The buttons over the text, and the dialogs in which something is picked from a list.
// Never: requests.

import { $, el, ask } from "./dom.js";
import { around, block, lineMark, put, selected, way } from "./insert.js";
import { titleOf } from "./list.js";

/** What there is to pick from: `{files, references, terms}`, and the path of the open text. */
let site = { files: [], references: [], terms: [] };
let path = "";

export function use(known, open) {
  site = known;
  path = open;
  $("tools").replaceChildren(...buttons());
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** A dialog with a box to filter and a list of buttons; the answer is the item, or null. */
async function pick(title, label, items, words) {
  let picked = null;
  let close = null;
  const list = el("ul", { class: "picks" });
  const told = el("p", { class: "small", role: "status" });
  const draw = (typed) => {
    const wanted = plain(typed).split(/\s+/).filter(Boolean);
    const fit = items.filter((item) => wanted.every((word) => plain(words(item).join(" ")).includes(word)));
    told.textContent = fit.length === 0 ? "Nothing fits." : fit.length > 60 ? `The first 60 of ${fit.length}. Type to find others.` : "";
    list.replaceChildren(...fit.slice(0, 60).map((item) => {
      const [first, second] = words(item);
      return el("li", {}, el("button", { type: "button", class: "pick", onclick: () => { picked = item; close("pick"); } },
        el("span", {}, first), second ? el("span", { class: "small" }, second) : null));
    }));
  };
  const box = el("input", { type: "search", id: "pick", autocomplete: "off", oninput: (event) => draw(event.target.value),
    onkeydown: (event) => { if (event.key === "Enter") list.querySelector("button")?.click(); } });
  draw("");
  await ask(title, [el("p", { class: "field" }, el("label", { for: "pick" }, label), box), told, list], [["", "Cancel"]],
    { first: box, ready: (end) => { close = end; } });
  return picked;
}

async function link() {
  const text = selected();
  const [from, to] = [$("text").selectionStart, $("text").selectionEnd];
  const pages = site.files.filter((file) => (file.sort === "page" && file.path !== path) || file.sort === "protocol");
  const file = await pick("Link to a page or a plan", "Find it", pages, (file) => [titleOf(file), file.path.replace(/^content\//, "")]);
  if (!file) return;
  const target = file.sort === "protocol" ? `protocol:${file.path.replace(/^.*\/|\..*$/g, "")}` : way(path, file.path);
  put(`[${text || titleOf(file)}](${target})`, from, to);
}

async function source() {
  const at = $("text").selectionEnd;
  const found = await pick("Cite a source", "Find it by author, title or year", site.references,
    (one) => [one.title, [one.author, one.year, one.key].filter(Boolean).join(" · ")]);
  if (!found) return;
  const before = $("text").value.slice(0, at);
  // Beside another source it goes into the same brackets.
  const open = /\[@[^\]]*\]$/.exec(before);
  if (open) put(`; @${found.key}`, at - 1);
  else put(`${/\s$/.test(before) || before === "" ? "" : " "}[@${found.key}]`, at);
}

async function word() {
  const text = selected();
  const [from, to] = [$("text").selectionStart, $("text").selectionEnd];
  const found = await pick("A word from the word list", "Find it", site.terms, (one) => [one.plain || one.key, one.definition]);
  if (found) put(`[${text || found.plain || found.key}](term:${found.key})`, from, to);
}

async function piece() {
  const fragments = site.files.filter((file) => file.sort === "fragment");
  const found = await pick("A piece that several pages use", "Find it", fragments, (file) => [titleOf(file), file.path.replace(/^content\/fragments\//, "")]);
  if (!found) return;
  const name = found.path.replace(/^content\/fragments\/|\.md$/g, "");
  block([`:::include ${name}`, ...(found.parameters ?? []).map((one) => `${one}="…"`)].join(" "), "…");
}

const LEVELS = [
  ["emergency", "Emergency", "Call for help now. The card has the emergency number.", "When to call right now"],
  ["urgent", "Urgent", "Call today. The card has your urgent number.", "When to call today"],
  ["non-urgent", "Not urgent", "Call in the next days. The card has your usual number.", "When to call in the next days"],
];

async function care() {
  const title = el("input", { type: "text", id: "care-title", autocomplete: "off" });
  const levels = LEVELS.map(([name, label, help], i) => el("label", { class: `level level-${name}` },
    el("input", { type: "radio", name: "level", value: name, checked: i === 0 }), el("strong", {}, label), el("span", { class: "small" }, help)));
  const body = [el("fieldset", {}, el("legend", {}, "How soon is help needed?"), ...levels),
    el("p", { class: "field" }, el("label", { for: "care-title" }, "Title of the card"), title)];
  const at = [$("text").selectionStart, $("text").selectionEnd];
  const answer = await ask("A care card", body, [["put", "Put it in", "main"], ["", "Cancel"]], { first: body[0].querySelector("input") });
  if (answer !== "put") return;
  const name = document.querySelector("#dialog-body input:checked").value;
  const words = title.value.trim().replace(/\s+/g, " ") || LEVELS.find(([level]) => level === name)[3];
  $("text").setSelectionRange(...at);
  block(`:::${name} ${words}\nSay here what to look for.\n:::`, "Say here what to look for.");
}

const TABLE = "| First column | Second column |\n|---|---|\n| … | … |";

const TOOLS = [
  ["Bold", "Ctrl B", () => around("**", "**", "words")],
  ["Heading", null, () => lineMark("## ", "Heading")],
  ["List", null, () => lineMark("- ", "item")],
  ["Steps", null, () => block(":::steps\n1. First step\n2. Next step\n:::", "First step")],
  ["Table", null, () => block(TABLE, "First column")],
  ["Link", "Ctrl K", link],
  ["Source", null, source],
  ["Word", null, word],
  ["Care card", null, care],
  ["Fold away", null, () => block(":::details A question or a summary\nWhat opens.\n:::", "A question or a summary")],
  ["Two wordings", null, () => block(":::parent\nFor parents.\n:::\n\n:::clinician\nFor clinicians.\n:::", "For parents.")],
  ["Shared piece", null, piece],
];

/** One stop for the tab key, arrows from button to button. */
function buttons() {
  const some = path.endsWith(".md") ? TOOLS : [];
  const made = some.map(([label, keys, does], i) => el("button", { type: "button", class: "tool", tabindex: i === 0 ? "0" : "-1",
    "aria-keyshortcuts": keys?.replace("Ctrl ", "Control+") ?? null, title: keys, onclick: does }, label));
  $("tools").hidden = made.length === 0;
  return made;
}

/** Moves within the toolbar, and the two keys that everybody knows. */
export function listen() {
  $("tools").addEventListener("keydown", (event) => {
    const all = [...$("tools").children];
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at === -1) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  });
  $("text").addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !path.endsWith(".md")) return;
    const tool = { b: TOOLS[0], k: TOOLS[5] }[event.key.toLowerCase()];
    if (!tool) return;
    event.preventDefault();
    tool[2]();
  });
}
