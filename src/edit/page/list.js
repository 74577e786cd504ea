// The list of texts: by section, with their status, filtered by words and by status.
// Never: what is in a text.

import { $, el, count } from "./dom.js";

export const STATUS = {
  draft: "Draft",
  submitted: "Waiting for review",
  "under-review": "Under review",
  approved: "Approved",
  "changed-since-approval": "Changed since approved",
  withdrawn: "Withdrawn",
};

const KNOWN = {
  "content/site.yaml": "Settings of the site",
  "content/glossary.yaml": "Word list",
  "content/references.yaml": "Sources",
  "content/planner.yaml": "Questions of the planner",
  "content/search.yaml": "Words for searching",
};

const GROUPS = { fragment: "Pieces used on several pages", protocol: "Plans", other: "Other files" };

/** What a text is called. */
export const titleOf = (file) => file.title ?? KNOWN[file.path] ?? file.path.replace(/^content\//, "");

const folderOf = (path) => path.replace(/^content\//, "").split("/").slice(0, -1).join("/");

/** The groups in order: the home page first, then sections, then everything else. */
function grouped(files) {
  const groups = new Map();
  const add = (key, name, file) => {
    if (!groups.has(key)) groups.set(key, { name, files: [] });
    groups.get(key).files.push(file);
  };
  const title = (folder) => {
    const index = files.find((file) => file.path === `content/${folder}/_index.md`);
    return index ? titleOf(index) : folder;
  };
  for (const file of files.filter((file) => file.sort === "page")) {
    const folder = folderOf(file.path);
    add(`0${folder}`, folder === "" ? "First page" : title(folder), file);
  }
  for (const sort of ["protocol", "fragment", "other"]) {
    for (const file of files.filter((file) => file.sort === sort)) add(sort, GROUPS[sort], file);
  }
  return groups;
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function wanted(file, words, status) {
  const text = plain(`${titleOf(file)} ${file.path}`);
  if (!words.every((word) => text.includes(word))) return false;
  if (status === "problems") return file.errors + file.warnings > 0;
  return status === "" || file.status === status;
}

function item(file, open) {
  const notes = [];
  if (file.status) notes.push(STATUS[file.status] ?? file.status);
  const badge = file.errors > 0
    ? el("span", { class: "badge bad" }, count(file.errors, "mistake"))
    : file.warnings > 0 ? el("span", { class: "badge" }, count(file.warnings, "remark")) : null;
  const link = el("a", { href: `#${file.path}`, "aria-current": file.path === open ? "page" : null },
    el("span", { class: "text-title" }, titleOf(file)), el("span", { class: "small" }, notes.join(" · ")), badge);
  return el("li", {}, link);
}

/** Draws the list. */
export function draw(files, open) {
  const words = plain($("search").value).split(/\s+/).filter(Boolean);
  const shown = files.filter((file) => wanted(file, words, $("status").value));
  const groups = grouped(files);
  const parts = [];
  for (const { name, files: own } of groups.values()) {
    const kept = own.filter((file) => shown.includes(file));
    if (kept.length === 0) continue;
    parts.push(el("h3", {}, name), el("ul", {}, ...kept.map((file) => item(file, open))));
  }
  const focused = $("list").contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  $("list").replaceChildren(...parts);
  if (focused) $("list").querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  $("found").textContent = shown.length === files.length ? "" : shown.length === 0 ? "No text fits." : `${count(shown.length, "text")} of ${files.length}`;
}
