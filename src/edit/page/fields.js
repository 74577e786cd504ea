// The form for what stands on top of a text, and for the parts of a plan, each below its name. Each change goes to the
// program, which puts it into the file's own lines.
// Never: how the lines are written.

import { $, el } from "./dom.js";
import { STATUS } from "./list.js";

const LABELS = {
  nav_title: "Short title for menus", key_message: "Key message", kind: "Kind of page", order: "Place in the menu",
  owner: "Looked after by", updated: "Last changed on", review_due: "Read again by", aliases: "Old addresses",
  related: "Pages to read next", search_words: "Words people may search for", for_whom: "For whom", plan_end: "End of the plan",
  phases: "Parts of the plan", activities: "What is done", anchors: "Dates", inputs: "What a person brings", tapers: "Giving less, step by step",
  checkpoints: "Visits and calls", calls: "When to call", medicines: "Medicine boxes", kinds: "Sorts of activity",
  fields: "What is written down", quantities: "Amounts",
};

const words = (key) => (key[0].toUpperCase() + key.slice(1)).replaceAll("_", " ").replaceAll("-", " ");
const label = (key) => LABELS[key] ?? words(key);
/** A key of a part of a plan means something else than the same one on top of a page. */
const named = ({ below, key }) => (below.length > 0 ? words(key) : label(key));

/** Help for people, without marks for programs. */
const help = (text) => text.replaceAll("`", "").split("\n")[0];

function input(field, id, change) {
  const value = field.value ?? "";
  const common = { id, "aria-describedby": `${id}-help ${id}-said`, required: field.required };
  if (field.sort === "choice") {
    const known = field.choices.includes(value) || value === "" ? field.choices : [value, ...field.choices];
    const options = known.map((word) => el("option", { value: word, selected: word === value }, field.key === "status" ? STATUS[word] ?? word : word));
    if (!field.required) options.unshift(el("option", { value: "", selected: value === "" }, "Not said"));
    return el("select", { ...common, onchange: (event) => change(event.target.value || null) }, ...options);
  }
  if (field.sort === "date" || field.sort === "number") {
    const read = (text) => (text === "" ? null : field.sort === "number" ? Number.parseInt(text, 10) : text);
    const box = el("input", { ...common, type: field.sort, value: String(value), step: field.sort === "number" ? 1 : null,
      onchange: (event) => change(read(event.target.value)) });
    return box;
  }
  const list = field.sort === "list";
  const text = list ? (field.value ?? []).join("\n") : String(value);
  const box = el("textarea", { ...common, rows: list ? Math.max(2, text.split("\n").length) : text.length > 60 ? 3 : 1, spellcheck: "true",
    oninput: (event) => {
      const typed = event.target.value;
      const read = list ? typed.split("\n").map((line) => line.trim()).filter(Boolean) : typed.replace(/\s*\n\s*/g, " ").trim();
      change(read.length === 0 ? null : read);
    },
    onkeydown: (event) => { if (event.key === "Enter" && !list) event.preventDefault(); } });
  box.value = text;
  return box;
}

const path = (field) => [...field.below, field.key].join("/");

function row(field, change) {
  const id = `field-${path(field).replaceAll("/", "-")}`;
  if (field.sort === "other") {
    return el("div", { class: "field", "data-key": path(field) }, el("p", { class: "label" }, named(field)),
      el("p", { class: "small", id: `${id}-help` }, `${help(field.help)} It is written in the text: choose “Show all of the file as text”.`),
      el("p", { class: "said", id: `${id}-said` }));
  }
  const hint = field.sort === "list" ? `${help(field.help)} One on each line.` : help(field.help);
  return el("div", { class: "field", "data-key": path(field) },
    el("label", { for: id }, named(field), field.required ? el("span", { class: "small" }, " (needed)") : null),
    input(field, id, (value) => change([...field.below, field.key], value)),
    el("p", { class: "small", id: `${id}-help` }, hint),
    el("p", { class: "said", id: `${id}-said` }));
}

const SHORT = ["choice", "date", "number"];

const has = (field) => field.required || field.value !== null;

/** Something folded, whose inner part is made when it is opened. */
function folded(name, title, isOpen, make) {
  const part = el("details", { class: "part", "data-part": name }, el("summary", {}, title));
  const fill = () => { if (part.childElementCount === 1) part.append(...make()); };
  part.addEventListener("toggle", () => { if (part.open) fill(); });
  if (isOpen) { fill(); part.open = true; }
  return part;
}

/** The parts of a plan by what they are, and then by name. */
function parts(fields, change, open) {
  const groups = new Map();
  for (const field of fields) groups.set(field.below[0], [...(groups.get(field.below[0]) ?? []), field]);
  return [...groups].map(([group, all]) => folded(group, label(group), open.has(group), () =>
    [...new Set(all.map(({ below }) => below[1]))].map((name) => {
      const own = all.filter(({ below }) => below[1] === name);
      const title = own.find(({ key }) => key === "title" || key === "label")?.value ?? words(name);
      const at = `${group}/${name}`;
      const rows = (wanted) => own.filter((field) => (has(field) && field.sort !== "other") === wanted).map((field) => row(field, change));
      return folded(at, String(title), open.has(at), () => [...rows(true), folded(`${at}/more`, "More entries", open.has(`${at}/more`), () => rows(false))]);
    })));
}

let drawn = "";
const values = (fields) => JSON.stringify(fields?.map((field) => [path(field), field.value]));

/** Draws the form again where the text says something else by now, unless somebody is at work in it. */
export function renew(fields, change) {
  if (values(fields) !== drawn && !$("about").contains(document.activeElement)) draw(fields, change);
}

/** Draws the form; without fields there is none. What the file says stands first, lists and the rest below "More entries". */
export function draw(all, change) {
  $("about").hidden = all === null;
  drawn = values(all);
  if (all === null) return;
  const fields = all.filter(({ below }) => below.length === 0);
  const open = new Set([...document.querySelectorAll("#parts details[open]")].map((part) => part.dataset.part));
  $("parts").replaceChildren(...parts(all.filter(({ below }) => below.length > 0), change, open));
  const place = (field) => (!has(field) || field.sort === "list" || field.sort === "other" ? "more-fields" : SHORT.includes(field.sort) ? "short-fields" : "fields");
  for (const name of ["fields", "short-fields", "more-fields"]) {
    $(name).replaceChildren(...fields.filter((field) => place(field) === name).map((field) => row(field, change)));
  }
  $("more").hidden = $("more-fields").childElementCount === 0;
}

/** Puts sentences beside the fields that they are about. Gives back those that belong to no field. */
export function say(fields, findings) {
  const said = new Map();
  const rest = [];
  const keys = (fields ?? []).filter((field) => field.line !== null).sort((a, b) => a.line - b.line);
  for (const finding of findings) {
    const field = keys.filter((one) => one.line <= finding.line).at(-1);
    if (!field || !document.querySelector(`[data-key="${CSS.escape(path(field))}"]`)) rest.push(finding);
    else said.set(path(field), [...(said.get(path(field)) ?? []), finding]);
  }
  for (const place of document.querySelectorAll("[data-key]")) {
    const own = said.get(place.dataset.key) ?? [];
    place.querySelector(".said").textContent = own.map((finding) => sentence(finding)).join(" ");
    const box = place.querySelector("input, select, textarea");
    if (own.some((finding) => finding.severity === "error")) box?.setAttribute("aria-invalid", "true");
    else box?.removeAttribute("aria-invalid");
    if (own.length > 0) place.closest("details#more")?.setAttribute("open", "");
  }
  return rest;
}

/** A finding as sentences: what is wrong, and the way out. */
export function sentence(finding) {
  const plain = (text) => {
    const words = text.replaceAll("`", "“").replace(/“([^“]*)“/g, "“$1”");
    return words[0].toUpperCase() + words.slice(1) + (/[.?!]$/.test(words) ? "" : ".");
  };
  return finding.help ? `${plain(finding.message)} ${plain(finding.help)}` : plain(finding.message);
}
