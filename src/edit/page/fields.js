// The form for what stands on top of a text. Each change goes to the program, which puts it into the file's own lines.
// Never: how the lines are written.

import { $, el } from "./dom.js";
import { STATUS } from "./list.js";

const LABELS = {
  nav_title: "Short title for menus", key_message: "Key message", kind: "Kind of page", order: "Place in the menu",
  owner: "Looked after by", updated: "Last changed on", review_due: "Read again by", aliases: "Old addresses",
  related: "Pages to read next", search_words: "Words people may search for", for_whom: "For whom", plan_end: "End of the plan",
};

const label = (key) => LABELS[key] ?? (key[0].toUpperCase() + key.slice(1)).replaceAll("_", " ").replaceAll("-", " ");

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

function row(field, change) {
  const id = `field-${field.key}`;
  if (field.sort === "other") {
    return el("div", { class: "field", "data-key": field.key }, el("p", { class: "label" }, label(field.key)),
      el("p", { class: "small", id: `${id}-help` }, `${help(field.help)} It is written in the text: choose “Show all of the file as text”.`),
      el("p", { class: "said", id: `${id}-said` }));
  }
  const hint = field.sort === "list" ? `${help(field.help)} One on each line.` : help(field.help);
  return el("div", { class: "field", "data-key": field.key },
    el("label", { for: id }, label(field.key), field.required ? el("span", { class: "small" }, " (needed)") : null),
    input(field, id, (value) => change(field.key, value)),
    el("p", { class: "small", id: `${id}-help` }, hint),
    el("p", { class: "said", id: `${id}-said` }));
}

const SHORT = ["choice", "date", "number"];

/** Draws the form; without fields there is none. What the file says stands first, lists and the rest below "More entries". */
export function draw(fields, change) {
  $("about").hidden = fields === null;
  if (fields === null) return;
  const has = (field) => field.required || field.value !== null;
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
    if (!field || !document.querySelector(`[data-key="${CSS.escape(field.key)}"]`)) rest.push(finding);
    else said.set(field.key, [...(said.get(field.key) ?? []), finding]);
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
