// The preview in a real browser:
//
//   node serve.mjs LATCHWORK
//
// with the path of the program, over a copy of this site. What somebody is in the middle of (a place on the page, a half
// filled form, what is unfolded) outlives a save; a style arrives without the page being loaded again; a mistake is
// told over the last good page; the bar can be reached by keys, hides nothing for axe and moves nothing.
//
// Waits are for something to happen, with a generous limit; nothing is timed.
// Never: how a page is made.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = { timeout: 180_000 };
const PROGRAM = resolve(process.argv[2] ?? fileURLToPath(new URL("../../target/debug/latchwork", import.meta.url)));
const SITE = fileURLToPath(new URL("../..", import.meta.url));

const root = realpathSync(mkdtempSync(join(tmpdir(), "latchwork-browser-serve-")));
const read = (path) => readFileSync(join(root, path), "utf8");
const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
cpSync(join(SITE, "content"), join(root, "content"), { recursive: true });

/** Starts the program; it says where it is. */
async function start(port) {
  const child = spawn(PROGRAM, ["serve", "--root", root, "--port", String(port), "--today", "2026-12-01"], { stdio: ["ignore", "pipe", "inherit"] });
  const line = await new Promise((done, failed) => {
    child.stdout.once("data", (bytes) => done(bytes.toString()));
    child.once("exit", (code) => failed(new Error(`the preview ended with ${code}`)));
  });
  const origin = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
  if (!origin) throw new Error(`it says: ${line}`);
  return { child, origin };
}

async function end(child) {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGINT");
  return ended;
}

const problems = [];
const must = (holds, what) => {
  if (!holds) problems.push(what);
};

/** Waits until the page has followed a save. */
const until = (page, words) => page.waitForFunction((words) => document.querySelector("main")?.textContent.includes(words), words, PATIENCE);
/** The number of the round that a page knows of. */
const known = (page) => page.evaluate(() => Number(document.querySelector("latchwork-preview")?.dataset.generation ?? 0));
const follows = async (page, before) => {
  await page.waitForFunction((before) => Number(document.querySelector("latchwork-preview")?.dataset.generation ?? 0) > before, before, PATIENCE);
};
/** Leaves a sign in the page that a reload would take away. */
const sign = (page) => page.evaluate(() => { window.untouched = true; });
const isUntouched = (page) => page.evaluate(() => window.untouched === true);

async function violations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `axe ${id}: ${help}: ${node.html.slice(0, 120)}`));
}

const PAGE = "content/challenges/try-out.md";
const text = (words) => `---
title: Try out
summary: A page to try things out.
status: draft
updated: 2026-11-22
---

${words}

:::details Is this open?

Yes.

:::

${"A line of text to fill the page with.\n\n".repeat(80)}
`;

let { child, origin } = await start(0);
const browser = await launch();
try {
  write(PAGE, text("First words."));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  context.setDefaultTimeout(PATIENCE.timeout);
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));

  // A page that is not there yet comes by itself.
  await page.goto(`${origin}/challenges/try-out/`);
  await until(page, "First words.");
  await page.getByText("Draft: not published").waitFor();

  // The place, what is unfolded and what is typed stay.
  await page.locator("details.more summary, main details summary").first().click();
  await page.locator(".site-search input").first().fill("half a thought");
  await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
  const open = await page.locator("main details[open]").count();
  must(open > 0, "nothing can be unfolded");
  write(PAGE, text("Second words."));
  await until(page, "Second words.");
  await page.waitForFunction(() => Math.abs(scrollY - 900) < 3, null, PATIENCE).catch(() => problems.push("the place on the page is lost"));
  await page.waitForFunction((open) => document.querySelectorAll("main details[open]").length === open, open, PATIENCE).catch(() => problems.push("what was unfolded is folded"));
  must((await page.locator(".site-search input").first().inputValue()) === "half a thought", "what was typed is lost");

  // Another look comes without the page being loaded again.
  await sign(page);
  write("theme/css/own.css", "@layer components { main { outline: 7px solid rgb(1, 2, 3); } }\n");
  await page.waitForFunction(() => getComputedStyle(document.querySelector("main")).outlineWidth === "7px", null, PATIENCE);
  must(await isUntouched(page), "another style loads the page again");
  rmSync(join(root, "theme"), { recursive: true });
  await page.waitForFunction(() => getComputedStyle(document.querySelector("main")).outlineWidth !== "7px", null, PATIENCE);
  must(await isUntouched(page), "the end of a style loads the page again");

  // A mistake keeps the page and tells what is wrong; its end takes the panel away.
  write(PAGE, text("[Nowhere](nowhere.md) and `<b>` <img src=x onerror=alert(1)>."));
  const panel = page.getByRole("region", { name: "What is wrong" });
  await panel.waitFor();
  await panel.getByText("nowhere.md").first().waitFor();
  const [above, below] = [await panel.boundingBox(), await page.getByRole("complementary", { name: "Preview" }).boundingBox()];
  must(above.y >= 0 && above.y + above.height <= below.y, "the panel lies over the bar");
  must(await isUntouched(page), "a mistake loads the page again");
  must((await page.locator("main").textContent()).includes("Second words."), "the last good page is gone");
  const link = await panel.getByRole("link", { name: PAGE }).first().getAttribute("href");
  must(link?.startsWith(`vscode://file${root}/${PAGE}:`), `the link into the editor is ${link}`);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      problems.push(...(await violations(page)).map((found) => `${width} ${colorScheme}: ${found}`));
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    must(wide <= 0, `${width}: it scrolls sideways`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await panel.getByRole("button", { name: "Close" }).press("Enter");
  await panel.waitFor({ state: "hidden" });
  write(PAGE, text("Third words."));
  await until(page, "Third words.");
  must(!(await panel.isVisible()), "the panel stays after the mistake");

  // By keys: the bar is the last thing on the page; its list opens, and it can be put away.
  const bar = page.getByRole("complementary", { name: "Preview" });
  const list = bar.getByRole("button", { name: /here$/ });
  await list.focus();
  await page.keyboard.press("Enter");
  await panel.waitFor();
  must((await list.getAttribute("aria-expanded")) === "true", "the button does not say that its list is open");
  await list.press("Enter");
  await panel.waitFor({ state: "hidden" });
  await bar.getByRole("button", { name: "Hide" }).press("Enter");
  await bar.getByRole("button", { name: "Preview" }).waitFor();
  must(await bar.getByText("Draft: not published").isVisible(), "a draft is not marked while the bar is small");
  await bar.getByRole("button", { name: "Preview" }).press("Enter");

  // It moves nothing, and paper has none of it.
  const place = () => page.evaluate(() => JSON.stringify([...document.querySelectorAll("header, main, footer")].map((one) => one.getBoundingClientRect())));
  const host = page.locator("latchwork-preview");
  const beside = await place();
  await host.evaluate((host) => { host.style.display = "none"; });
  const without = await place();
  await host.evaluate((host) => { host.style.display = ""; });
  must(beside === without, "the bar moves the page");
  await page.emulateMedia({ media: "print" });
  must(!(await bar.isVisible()), "the bar is on paper");
  await page.emulateMedia({ media: "screen" });
  must(await bar.isVisible(), "the bar does not come back from paper");

  // Whoever fills in the planner is not disturbed by a save elsewhere.
  const planner = await context.newPage();
  await planner.goto(`${origin}/planner/#protocol=relactation-pump-led`);
  await planner.locator("#planner input[type=date]").first().waitFor();
  await planner.locator("#planner input[type=date]").first().fill("2027-03-01");
  await planner.waitForFunction(() => document.querySelector("latchwork-preview")?.dataset.generation, null, PATIENCE);
  await sign(planner);
  const before = await known(planner);
  write(PAGE, text("Fourth words."));
  await follows(planner, before);
  must(await isUntouched(planner), "a save elsewhere loads the planner again");
  // A change of its own plan is another matter; what was filled in stays even so.
  const plan = "content/protocols/relactation-pump-led.yaml";
  write(plan, read(plan).replace(/^title: (.*)$/m, "title: Another name of this plan"));
  await planner.waitForFunction(() => window.untouched !== true, null, PATIENCE);
  await planner.waitForFunction(() => document.querySelector("#planner input[type=date]")?.value === "2027-03-01", null, PATIENCE)
    .catch(() => problems.push("the planner's date is lost"));
  await planner.close();

  // When the program ends, the page says so; when it is back, the page follows again.
  const port = Number(new URL(origin).port);
  must((await end(child)) === 0, "it does not end well");
  await bar.getByText("The preview has ended").waitFor();
  write(PAGE, text("Fifth words."));
  ({ child, origin } = await start(port));
  await until(page, "Fifth words.");
  await bar.getByText("Up to date").waitFor();

  // Without script a preview is a site.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const silent = await plain.newPage();
  must((await silent.goto(`${origin}/challenges/try-out/`)).status() === 200, "there is no page without script");
} catch (error) {
  problems.push(error.message);
} finally {
  await browser.close();
  await end(child);
  rmSync(root, { recursive: true, force: true });
}
for (const problem of problems) console.log(`FAILED preview: ${problem}`);
console.log(problems.length === 0 ? "the preview holds" : `${problems.length} failed`);
process.exitCode = problems.length === 0 ? 0 : 1;
