// The editor: which text is open, what was changed in it, and when to ask the program.
//
// The text is in two parts: what the form asks for (`front`, lines of the file that
// only the program changes) and what is written (the box). A plan, and a text that is
// shown whole, are in the box alone.
// Never: how anything is drawn.

import { $ } from "./dom.js";
import { get, send } from "./ask.js";
import * as list from "./list.js";
import * as fields from "./fields.js";
import * as lines from "./lines.js";
import * as pick from "./pick.js";
import * as frames from "./frames.js";
import * as day from "./day.js";
import * as keep from "./keep.js";

/** How long after the last key the draft is tried out, in milliseconds. */
const PAUSE = 250;

let site = { files: [], references: [], terms: [], name: "", today: "", generation: 0 };
let open = null; // {path, front, whole, crlf, began, saved, fields}

const whole = () => open.front + $("text").value;
const inFile = (text) => (open.crlf ? text.replaceAll("\n", "\r\n") : text);
const plainBreaks = (text) => text.replaceAll("\r\n", "\n");
const dirty = () => open !== null && (open.began === null || whole() !== open.saved);

function tell(words, bad = false) {
  $("state").textContent = words;
  $("state").classList.toggle("bad", bad);
}

function state() {
  const unsaved = dirty();
  $("save").disabled = !unsaved;
  document.title = open ? `${unsaved ? "● " : ""}${$("title").textContent} – Editor` : "Editor";
  if (unsaved) tell("Not saved yet");
  else if ($("state").textContent === "Not saved yet") tell("");
}

const failed = (error) => tell(error.message, true);

async function refresh() {
  site = await get("site.json");
  $("site-name").textContent = site.name ? `: ${site.name}` : "";
  list.draw(site.files, open?.path);
}

/** Puts a text into the page. */
function lay({ path, front, body, whole: uncut, crlf, fingerprint }) {
  const text = plainBreaks(body);
  open = { path, front: plainBreaks(front), whole: uncut === true, crlf, began: fingerprint ?? null, fields: null };
  $("text").value = text;
  $("text").setSelectionRange(0, 0);
  open.saved = whole();
  const file = site.files.find((one) => one.path === path);
  $("title").textContent = file ? list.titleOf(file) : path.replace(/^.*\//, "");
  $("path").textContent = path;
  $("welcome").hidden = true;
  $("work").hidden = false;
  $("older").hidden = false;
  $("disk").hidden = true;
  $("whole").hidden = !path.endsWith(".md") || uncut === true;
  $("whole").setAttribute("aria-pressed", "false");
  $("text").classList.toggle("code", !path.endsWith(".md"));
  $("mirror").classList.toggle("code", !path.endsWith(".md"));
  frames.empty();
  pick.use(site, path);
  lines.take([], [], 0);
  lines.measure();
  list.draw(site.files, path);
  state();
}

async function load(path) {
  try {
    lay(await get("file.json", { path }));
    await tryOut();
    $("main").focus();
  } catch (error) {
    failed(error);
  }
}

// One draft is tried out at a time; what is typed meanwhile is tried out after it.
let timer = 0;
let trying = false;
let again = false;

function later() {
  clearTimeout(timer);
  timer = setTimeout(tryOut, PAUSE);
}

async function tryOut() {
  if (open === null) return;
  if (trying) {
    again = true;
    return;
  }
  trying = true;
  const { path } = open;
  try {
    const told = await send("draft", { path, text: inFile(whole()) });
    if (open?.path === path) take(told);
  } catch (error) {
    failed(error);
  } finally {
    trying = false;
    if (again) {
      again = false;
      later();
    }
  }
}

function take(told) {
  if (open.fields === null) {
    open.fields = told.fields;
    fields.draw(open.whole && open.path.endsWith(".md") ? null : told.fields, change);
  } else if (told.fields !== null) {
    open.fields = told.fields;
    if (!open.whole || !open.path.endsWith(".md")) fields.renew(told.fields, change);
  }
  const skip = open.front.split("\n").length - 1;
  const onTop = told.findings.filter((finding) => finding.line !== null && finding.line <= skip);
  const inText = told.findings.filter((finding) => !onTop.includes(finding));
  const rest = fields.say(open.fields, onTop);
  lines.take([...onTop.filter((finding) => rest.includes(finding)), ...inText], told.others, skip);
  day.show(told.day);
  $("disk").hidden = told.on_disk === open.began;
  $("look-note").textContent = told.address === null ? "The page stays as it was until the mistakes are mended, or there is no page of this text." : "";
  if (told.address !== null) frames.show(told.address).catch(failed);
  state();
}

// Changes of the form go one after another, because each begins with the lines that the last one left.
let queue = Promise.resolve();
let saving = Promise.resolve();

function change(keys, value) {
  const { path } = open;
  queue = queue.then(async () => {
    if (open?.path !== path) return;
    const inBox = open.front === "";
    const before = inBox ? $("text").value : open.front;
    try {
      const { text } = await send("set", { path, text: before, keys, value });
      if (open?.path !== path) return;
      if (!inBox) open.front = text;
      else if ($("text").value === before) $("text").value = text;
      else return change(keys, value);
      lines.measure();
      state();
      later();
    } catch (error) {
      failed(error);
    }
  });
}

/** One save after the other, so that none takes the one before for somebody else's. */
function save() {
  saving = saving.then(saveNow, saveNow);
  return saving;
}

async function saveNow() {
  await queue;
  if (!dirty()) return true;
  const { path } = open;
  const text = whole();
  tell("Saving…");
  try {
    const { fingerprint } = await send("save", { path, text: inFile(text), began: open.began });
    if (open?.path === path) {
      open.began = fingerprint;
      open.saved = text;
      $("disk").hidden = true;
    }
    tell("Saved");
    state();
    return true;
  } catch (error) {
    if (error.status !== 409) {
      failed(error);
      return false;
    }
    return settle(error.told.theirs);
  }
}

/** Two texts: whichever is chosen, the other one is kept. */
async function settle(theirs) {
  tell("Not saved: there are two texts", true);
  const answer = await keep.conflict(whole(), theirs);
  if (answer === "mine") {
    open.began = theirs?.fingerprint ?? null;
    return saveNow();
  }
  if (answer === "theirs") {
    const { path } = open;
    await send("keep", { path, text: inFile(whole()) });
    await load(path);
    tell("This is the text on the disk. Yours is among the older versions.");
    return true;
  }
  return false;
}

async function lookAtDisk() {
  try {
    const { path } = open;
    const there = await get("file.json", { path });
    await settle(there.fingerprint === null ? null : { text: there.front + there.body, fingerprint: there.fingerprint });
  } catch (error) {
    failed(error);
  }
}

async function goBack() {
  try {
    const was = await keep.older(open.path, whole());
    if (was === null) return;
    // What was written since the last save is an older version as well, then.
    if (dirty()) await send("keep", { path: open.path, text: inFile(whole()) });
    const { began, saved } = open;
    lay({ ...was, fingerprint: began });
    open.saved = saved;
    state();
    await tryOut();
  } catch (error) {
    failed(error);
  }
}

async function makeNew() {
  if (!(await mayGo())) return;
  const page = await keep.fresh(site.files, site.today);
  if (page === null) return;
  try {
    await send("save", { path: page.path, text: page.text, began: null });
    await load(page.path);
    history.replaceState(null, "", `#${page.path}`);
    await refresh();
  } catch (error) {
    failed(error.status === 409 ? new Error("There is a file of this name already.") : error);
  }
}

/** Whether the open text may be left. */
async function mayGo() {
  if (!dirty()) return true;
  const answer = await keep.leave();
  return answer === "save" ? save() : answer === "drop";
}

async function follow() {
  const path = decodeURIComponent(location.hash.slice(1));
  if (path === "" || path === "text" || path === open?.path) return;
  if (!path.startsWith("content/")) return;
  if (await mayGo()) await load(path);
  else history.replaceState(null, "", `#${open.path}`);
}

/** The whole file in the box, or what the form asks for apart from it. */
async function showWhole() {
  const on = $("whole").getAttribute("aria-pressed") !== "true";
  await queue;
  if (on) {
    $("text").value = whole();
    open.front = "";
  } else {
    const told = await send("draft", { path: open.path, text: inFile($("text").value) }).catch(() => null);
    if (!told || told.front_lines === 0) {
      failed(new Error("The lines --- on top and below the entries are not complete."));
      return;
    }
    const all = $("text").value.split("\n");
    open.front = `${all.slice(0, told.front_lines).join("\n")}\n`;
    $("text").value = all.slice(told.front_lines).join("\n");
  }
  open.whole = on;
  open.fields = null;
  $("whole").setAttribute("aria-pressed", String(on));
  lines.measure();
  await tryOut();
}

function listen() {
  $("text").addEventListener("input", () => {
    lines.measure();
    state();
    later();
  });
  for (const event of ["keyup", "click", "focus"]) {
    $("text").addEventListener(event, () => {
      lines.here();
      frames.follow(lines.heading());
    });
  }
  $("search").addEventListener("input", () => list.draw(site.files, open?.path));
  $("status").addEventListener("change", () => list.draw(site.files, open?.path));
  $("save").addEventListener("click", save);
  $("new").addEventListener("click", makeNew);
  $("older").addEventListener("click", goBack);
  $("disk-look").addEventListener("click", lookAtDisk);
  $("whole").addEventListener("click", () => showWhole().catch(failed));
  addEventListener("hashchange", follow);
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      if (open !== null && !$("dialog").open) save();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (dirty()) event.preventDefault();
  });
  new ResizeObserver(() => lines.measure()).observe($("text"));
  pick.listen();
  frames.listen();
  day.listen();
}

/** How long to wait before asking again a program that did not answer, in milliseconds. */
const PATIENCE = 3000;

/** The site was made again: the list is another one, and perhaps the file on the disk. Waits for that, for ever. */
async function hear() {
  for (;;) {
    try {
      const { generation } = await get("/_latchwork/news", { after: site.generation });
      if (generation === site.generation) continue;
      await refresh();
      later();
    } catch (error) {
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    }
  }
}

listen();
refresh().then(follow).catch(failed).then(hear);
