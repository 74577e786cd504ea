// Walks through the editor in a real browser, on a copy of a site:
//
//   node edit.mjs LATCHWORK SITE
//
// Somebody opens a page, gives it another title, writes, puts a card in, makes a
// mistake and mends it, saves; somebody else saves the same file meanwhile; and once
// more with the keyboard alone. The files on the disk are looked at each time, and
// axe looks at the page, wide and narrow.
//
// Never: how long anything takes; it is waited for.

import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { launch } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [program, from] = process.argv.slice(2);
const PAGE = "content/pumping/hands-on.md";
const PLAN = "content/protocols/relactation-pump-led.yaml";
const LONG = 120_000;

let failures = 0;
function check(what, good, more = "") {
  if (good) return;
  failures += 1;
  console.error(`✗ ${what}${more ? `: ${more}` : ""}`);
}

/** The editor of a copy of the site: its address once, and the copy's folder. */
async function start() {
  const root = await mkdtemp(join(tmpdir(), "latchwork-edit-"));
  await cp(join(from, "content"), join(root, "content"), { recursive: true });
  const child = spawn(program, ["edit", "--root", root, "--port", "0", "--no-open"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /http:\S+/.exec(line);
      if (found) resolve(found[0]);
    });
    child.on("exit", () => reject(new Error("the editor ended")));
  });
  return { root, child, address };
}

const read = (root, path) => readFile(join(root, path), "utf8");

async function open(browser, address, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(LONG);
  const said = [];
  // That scripts of a draft are kept from running is what the frames are for.
  page.on("console", (message) => {
    if (!/Blocked script execution/.test(message.text()) && message.type() !== "info") said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(address).origin)) said.push(`asks for ${request.url()}`);
  });
  await page.goto(address);
  await page.waitForSelector("#list a");
  return { page, said };
}

async function violations(page, where) {
  await page.evaluate(AXE);
  // The frames are the site's own pages, which are looked at elsewhere.
  const { violations } = await page.evaluate(() => globalThis.axe.run({ exclude: [["iframe"]] }, { iframes: false }));
  for (const { id, nodes } of violations) check(`${where}: axe ${id}`, false, nodes.map((node) => node.html.slice(0, 160)).join(" | "));
}

/** Waits until a frame's page has these words. */
const shows = (page, frame, words) => page.waitForFunction(
  ([id, text]) => document.getElementById(id).contentDocument?.body?.textContent.includes(text), [frame, words]);

const textOf = (page, id) => page.locator(`#${id}`).inputValue();
const saved = (page) => page.waitForFunction(() => document.getElementById("state").textContent === "Saved");

async function journey(page, root) {
  await page.fill("#search", "hands-on");
  await page.click(`#list a[href="#${PAGE}"]`);
  await page.waitForSelector("#work:not([hidden])");
  await page.waitForSelector("#field-title");
  await shows(page, "frame-page", "Hands-on");
  check("nothing is to be saved", await page.locator("#save").isDisabled());

  // The form.
  await page.fill("#field-title", "Pumping with your hands: a test");
  for (const frame of ["frame-page", "frame-phone", "frame-print"]) await shows(page, frame, "Pumping with your hands: a test");
  check("it says that it is not saved", (await page.textContent("#state")) === "Not saved yet", await page.textContent("#state"));

  // The text.
  const before = await textOf(page, "text");
  await page.locator("#text").press("Control+End");
  await page.locator("#text").pressSequentially("\n## One more part\n\nWords that a person wrote.\n");
  await shows(page, "frame-phone", "Words that a person wrote.");

  // A card, from its dialog.
  await page.click("#tools >> text=Care card");
  await page.waitForSelector("#dialog[open]");
  await violations(page, "the dialog of a care card");
  await page.fill("#care-title", "Call now if you feel very ill");
  await page.click("#dialog-buttons >> text=Put it in");
  await shows(page, "frame-page", "Call now if you feel very ill");
  check("the words of the card can be written over", await page.evaluate(() => {
    const box = document.getElementById("text");
    return box.value.slice(box.selectionStart, box.selectionEnd) === "Say here what to look for.";
  }));
  await page.keyboard.type("You have chest pain.");
  await shows(page, "frame-page", "You have chest pain.");

  // A source and a link, picked from lists.
  await page.locator("#text").press("Control+End");
  await page.locator("#text").pressSequentially("\n## Last part\n\nA fact");
  await page.click("#tools >> text=Source");
  await page.locator("#dialog .pick").first().click();
  await page.waitForSelector("#dialog:not([open])", { state: "attached" });
  await page.keyboard.type(". ");
  await page.keyboard.press("Control+k");
  await page.fill("#pick", "flange-fit");
  await page.locator("#pick").press("Enter");
  await page.waitForFunction(() => /A fact \[@[\w-]+\]\. \[[^\]]+\]\([\w./-]*flange-fit\.md\)/.test(document.getElementById("text").value));

  // A mistake, its sentence beside the line, and the way there.
  await page.keyboard.type("\n\nSee [nothing](no-such-page.md).\n");
  await page.waitForSelector(".mark.bad");
  const line = await page.evaluate(() => document.getElementById("text").value.split("\n").findIndex((text) => text.includes("no-such-page")) + 1);
  check("the finding names its line", (await page.textContent("#findings-list")).includes(`Line ${line}`), await page.textContent("#findings-list"));
  check("the mark has the sentence", (await page.textContent(".mark.bad .note")).includes("no-such-page"));
  const [mark, row] = await page.evaluate((number) => [document.querySelector(".mark.bad").getBoundingClientRect().top,
    document.getElementById("mirror").children[number - 1].getBoundingClientRect().top], line);
  check("the mark stands beside its line", Math.abs(mark - row) < 24, `${mark} and ${row}`);
  await violations(page, "with a mistake");
  await page.locator("#text").press("Control+Home");
  await page.click("#findings-list .finding.error");
  check("the cursor goes to the mistake", await page.evaluate(() => {
    const box = document.getElementById("text");
    return document.activeElement === box && box.value.slice(0, box.selectionStart).endsWith("See ");
  }));
  await page.evaluate(() => {
    const box = document.getElementById("text");
    const at = box.value.indexOf("\n\nSee [nothing]");
    box.setSelectionRange(at, box.value.length);
  });
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => document.querySelector(".mark.bad") === null);

  // On the disk, and not before.
  const old = await readFile(join(from, PAGE), "utf8");
  check("nothing was written yet", (await read(root, PAGE)) === old);
  await page.keyboard.press("Control+s");
  await saved(page);
  const now = await read(root, PAGE);
  check("the title is in the file", now.includes("title: \"Pumping with your hands: a test\"\n"), now.slice(0, 200));
  check("the text is in the file", now.includes("Words that a person wrote.") && now.includes(":::emergency Call now if you feel very ill\nYou have chest pain.\n:::"));
  check("nothing else changed", now.includes(before.trimEnd()));
  const changed = now.split("\n---\n")[0].split("\n").filter((text) => !old.includes(`${text}\n`));
  check("one line of the front matter changed", changed.length === 1, changed.join(" | "));
  check("the old text is kept", (await read(root, `.latchwork/backup/${PAGE}/000001`)) === old);
}

async function conflict(page, root) {
  await page.locator("#text").press("Control+End");
  await page.keyboard.type("My own sentence.\n");
  const theirs = `${await read(root, PAGE)}\nTheir own sentence.\n`;
  await writeFile(join(root, PAGE), theirs);
  await page.keyboard.press("Control+s");
  await page.waitForSelector("#dialog[open] #theirs");
  check("both texts are there", (await textOf(page, "theirs")).includes("Their own sentence.") && (await textOf(page, "mine")).includes("My own sentence."));
  check("nothing was written over", (await read(root, PAGE)) === theirs);
  await violations(page, "the dialog with two texts");
  await page.click("#dialog-buttons >> text=See the difference");
  await page.waitForSelector(".difference .gone");
  check("the difference is shown", (await page.textContent(".difference .gone")).includes("Their own sentence.") || (await page.locator(".difference .gone", { hasText: "Their own" }).count()) > 0);
  await violations(page, "the difference");
  await page.click("#dialog-buttons >> text=Keep mine");
  await saved(page);
  check("mine is in the file", (await read(root, PAGE)).includes("My own sentence.") && !(await read(root, PAGE)).includes("Their own sentence."));
  check("theirs is kept", (await read(root, `.latchwork/backup/${PAGE}/000002`)) === theirs);

  // Back to the first version of all; what was not saved yet is kept, too.
  await page.locator("#text").press("End");
  await page.locator("#text").pressSequentially("Not saved yet. ");
  await page.click("#older");
  await page.click("#dialog .pick >> text=Version 1");
  await page.click("#dialog-buttons >> text=Go back");
  await page.waitForFunction(() => !/My own sentence|Not saved yet/.test(document.getElementById("text").value));
  check("what was not saved is kept", (await read(root, `.latchwork/backup/${PAGE}/000003`)).includes("Not saved yet."));
  await page.keyboard.press("Control+s");
  await saved(page);
  check("the first text is back", (await read(root, PAGE)) === (await readFile(join(from, PAGE), "utf8")));
}

async function plan(page, root) {
  await page.fill("#search", "");
  await page.click(`#list a[href="#${PLAN}"]`);
  await page.waitForSelector("#day:not([hidden])");
  const first = await page.textContent("#sessions");
  check("the day has times", /\d\d:\d\d/.test(first), first);
  // A part of the plan by its form: the text follows, and the day follows the text.
  const pump = "activities/pump";
  await page.click('[data-part="activities"] > summary');
  await page.click(`[data-part="${pump}"] > summary`);
  const every = page.locator("#field-activities-pump-every");
  check("a part of the plan says what the file says", (await every.inputValue()) === "2-3h [@seed-clinic]", await every.inputValue());
  await every.fill("2h {clinic}");
  await page.waitForFunction(() => document.getElementById("text").value.includes("    every: 2h {clinic}\n"));
  await page.waitForFunction((first) => document.getElementById("sessions").textContent !== first, first);
  await violations(page, "a part of a plan");
  // What is typed into the text comes into the form.
  await page.locator("#text").focus();
  await page.evaluate(() => {
    const text = document.getElementById("text");
    text.value = text.value.replace("every: 2h {clinic}", "every: 2-3h {clinic}");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.waitForFunction(() => document.getElementById("field-activities-pump-every").value === "2-3h {clinic}");
  await page.fill("#field-title", "Another name for the plan");
  await page.waitForFunction(() => document.getElementById("text").value.includes("title: Another name for the plan\n"));
  await shows(page, "frame-page", "Another name for the plan");
  await page.keyboard.press("Control+s");
  await saved(page);
  const [was, is] = [await readFile(join(from, PLAN), "utf8"), await read(root, PLAN)];
  const wanted = was.replace(/^title: .*$/m, "title: Another name for the plan").replace("every: 2-3h [@seed-clinic]", "every: 2-3h {clinic}");
  check("two lines of the plan changed", is === wanted);
}

/** Everything with the keyboard: to the text from the top, a bold word, a button of the row, save. */
async function byKeys(page, root) {
  await page.goto(`${page.url().split("#")[0]}#${PAGE}`);
  await page.waitForFunction((path) => document.getElementById("path").textContent === path, PAGE);
  await page.waitForFunction(() => document.activeElement?.id === "main");
  const reach = async (test, key = "Tab", limit = 80) => {
    for (let i = 0; i < limit; i += 1) {
      if (await page.evaluate(test)) return true;
      await page.keyboard.press(key);
    }
    return false;
  };
  check("the row of buttons can be reached", await reach(() => document.activeElement.parentElement?.id === "tools"));
  check("arrows move in it", await reach(() => document.activeElement.textContent === "Steps", "ArrowRight", 12));
  await page.keyboard.press("Home");
  check("and its ends are near", await page.evaluate(() => document.activeElement.textContent === "Bold"));
  await page.keyboard.press("Tab");
  check("one stop for all of them", await page.evaluate(() => document.activeElement.id === "text"));
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nBy keys: ");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("strong");
  await page.keyboard.press("Shift+Tab");
  check("buttons are reached backwards", await page.evaluate(() => document.activeElement.parentElement?.id === "tools"));
  await reach(() => document.activeElement.textContent === "Care card", "ArrowRight", 12);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#dialog[open]");
  await page.keyboard.press("Escape");
  check("Escape gives the button back", await page.evaluate(() => document.activeElement.textContent === "Care card"));
  await page.keyboard.press("Control+s");
  await saved(page);
  check("it is in the file", (await read(root, PAGE)).includes("By keys: **strong**"));
}

async function freshPage(page, root) {
  await page.click("#new");
  await page.fill("#new-title", "A page: that is new");
  await page.click("#dialog-buttons >> text=Make it");
  await page.waitForFunction(() => document.getElementById("path").textContent === "content/a-page-that-is-new.md");
  check("it is a draft", (await read(root, "content/a-page-that-is-new.md")).includes("title: \"A page: that is new\"\n"));
  await shows(page, "frame-page", "A page: that is new");
}

const browser = await launch();
const { root, child, address } = await start();
try {
  const { page, said } = await open(browser, address, 1400);
  await violations(page, "before a text is open");
  await journey(page, root);
  await violations(page, "wide");
  await page.setViewportSize({ width: 390, height: 844 });
  await violations(page, "narrow");
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check("nothing sticks out sideways", sideways <= 0, String(sideways));
  await page.emulateMedia({ colorScheme: "dark" });
  await violations(page, "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1400, height: 900 });
  await conflict(page, root);
  await plan(page, root);
  await byKeys(page, root);
  await freshPage(page, root);
  // A conflict is answered with 409, which a browser notes.
  check("nothing is said", said.filter((text) => !/409/.test(text)).length === 0, said.join(" | "));
} finally {
  await browser.close();
  child.removeAllListeners("exit");
  child.kill();
  await rm(root, { recursive: true, force: true });
}
if (failures > 0) process.exitCode = 1;
else console.log("The editor: well.");
