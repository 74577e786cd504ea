// Saving so that nothing is lost: two texts where there should be one, older versions, a new page.
// Never: what is on the page.

import { $, el, ask } from "./dom.js";
import { get, send } from "./ask.js";

/** Two texts line by line. */
async function difference(before, after) {
  const { lines } = await send("difference", { before, after });
  const words = { gone: "Only in the other text: ", new: "Only in yours: " };
  const shown = lines.map(([sort, text]) => el("div", { class: sort }, sort === "same" ? null : el("span", { class: "visually-hidden" }, words[sort]), text || "\u200b"));
  return el("div", { class: "difference", tabindex: "0", role: "region", "aria-label": "The two texts, line by line" }, ...shown);
}

const textBox = (label, id, text) => {
  const box = el("textarea", { id, readonly: true, rows: 12 });
  box.value = text;
  return el("div", {}, el("label", { for: id }, label), box);
};

/**
 * The file is another one than the writer began with. The answer is "mine", "theirs" or "" (decide later).
 * Both texts are shown, and both are kept whatever is chosen.
 */
export async function conflict(mine, theirs) {
  const gone = theirs === null;
  const intro = gone
    ? "This file was deleted or moved while you wrote. Your text is still here."
    : "Somebody else, or another program, saved this file while you wrote. Nothing was overwritten. Which text should count? The other one is kept among the older versions.";
  const both = el("div", { class: "both" }, textBox("Your text", "mine", mine), gone ? null : textBox("The text on the disk", "theirs", theirs.text));
  const body = [el("p", {}, intro), both];
  const buttons = [["mine", gone ? "Save mine again" : "Keep mine", "main"], ...(gone ? [] : [["theirs", "Take theirs"], ["see", "See the difference"]]), ["", "Decide later"]];
  let answer = await ask("There are two texts", body, buttons, { wide: true });
  while (answer === "see") {
    const lines = await difference(theirs.text, mine);
    answer = await ask("There are two texts", [el("p", {}, "Lines with − are only on the disk, lines with + only in your text."), lines],
      buttons.filter(([word]) => word !== "see"), { wide: true, first: lines });
  }
  return answer;
}

/** Older versions of a text; the answer is the one to go back to, or null. */
export async function older(path, text) {
  const { kept } = await get("backups.json", { path });
  if (kept.length === 0) {
    await ask("Older versions", el("p", {}, "There is none yet. Each time you save, the text as it was before is kept here."), [["", "Close"]]);
    return null;
  }
  let end = null;
  let picked = null;
  const when = (seconds) => new Date(seconds * 1000).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const rows = kept.map((one) => el("li", {}, el("button", { type: "button", class: "pick", onclick: () => { picked = one; end("see"); } },
    el("span", {}, `Version ${one.number}`), el("span", { class: "small" }, `kept ${when(one.at)}`))));
  await ask("Older versions", [el("p", {}, "Pick one to see what changed since."), el("ul", { class: "picks" }, ...rows)], [["", "Close"]], { ready: (close) => { end = close; } });
  if (picked === null) return null;
  const was = await get("backup.json", { path, number: picked.number });
  const lines = await difference(was.front + was.body, text);
  const answer = await ask(`Version ${picked.number}`, [el("p", {}, "Lines with − are only in the older version, lines with + only in your text."), lines],
    [["back", "Go back to this version", "main"], ["", "Leave it"]], { wide: true, first: lines });
  return answer === "back" ? was : null;
}

/** There is something unsaved. The answer is "save", "drop" or "". */
export const leave = () => ask("This text is not saved", el("p", {}, "What you wrote since the last save would be gone."),
  [["save", "Save it", "main"], ["drop", "Go without saving"], ["", "Stay here"]]);

const slug = (title) => title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);

/** A new page: its path and text, or null. */
export async function fresh(files, today) {
  const folders = [...new Set(files.filter((file) => file.sort === "page").map((file) => file.path.split("/").slice(1, -1).join("/")))].sort();
  const name = (folder) => files.find((file) => file.path === `content/${folder ? `${folder}/` : ""}_index.md`)?.title ?? folder;
  const title = el("input", { type: "text", id: "new-title", autocomplete: "off" });
  const folder = el("select", { id: "new-folder" }, ...folders.map((one) => el("option", { value: one }, one === "" ? "Beside the first page" : name(one))));
  const said = el("p", { class: "said", role: "alert" });
  const field = (id, label, box) => el("p", { class: "field" }, el("label", { for: id }, label), box);
  for (;;) {
    const answer = await ask("A new page", [field("new-title", "Title", title), field("new-folder", "Section", folder), said], [["make", "Make it", "main"], ["", "Cancel"]], { first: title });
    if (answer !== "make") return null;
    const words = title.value.trim().replace(/\s+/g, " ");
    const path = `content/${folder.value ? `${folder.value}/` : ""}${slug(words)}.md`;
    if (slug(words) === "") said.textContent = "A page needs a title with letters or digits in it.";
    else if (files.some((file) => file.path === path)) said.textContent = "There is a page of this name already. Give it another title.";
    else {
      const text = `---\ntitle: ${JSON.stringify(words)}\nsummary: Say in one or two sentences what this page is about.\nstatus: draft\nupdated: ${today}\n---\n\n## First heading\n\nWrite here.\n`;
      return { path, text };
    }
  }
}
