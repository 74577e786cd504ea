// Loads a built site in a real browser:
//
//   node run.mjs PUBLIC [PART…]
//
// With parts of addresses, only the looks of pages that have one of them: quick, while something is being changed.
//
// At three widths, by light, in the dark and at night, twice as large, in the
// reader's own colours, with and without scripts, on paper, and from the file
// system. Each page must have no accessibility violation that axe can find,
// write nothing to the console, ask no other site for anything, not scroll
// sideways or cut words off, not move by itself, weigh little, and every link in
// it must lead somewhere. Sheets must print on as many pages of paper as they
// say. Searching must answer, by keys too, and send nothing that is typed
// anywhere. What can be done by finger can be done by keys and without scripts.
//
// What is looked at, and why not more:
// - Every page is looked at in every look. Of the sheets, one of each kind is, on
//   each paper and in each size of letters, of another plan each time: they come
//   from one template.
// - Every file, every sheet included, is printed, and its links are followed.
// - A page is loaded once for a width; colours, size and paper change in place.
//   Where only colours are new, axe runs its rules about colours alone.
// - Between narrow and wide (768) the parts are those of one or the other, so axe
//   has nothing new to see; how they lie is looked at.
// - 200 % of 1280 is 640: the page is laid out as on a screen half as wide.
//
// CHROMIUM names the browser; without it, the first one on the PATH is taken.
// Never: building the site.

import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isAboutFont, launch } from "./browser.mjs";
import { careCards, cut, moved, rings, sideways, tooHeavy } from "./looks.mjs";
import { checkOffline } from "./offline.mjs";
import { checkPlanner } from "./planner.mjs";
import { checkWays } from "./reach.mjs";
import { checkHeaderField, checkSearch } from "./search.mjs";
import { fileFor, files, serve } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const NARROW = 360;
const MIDDLE = 768;
const WIDE = 1280;
const WIDTHS = [NARROW, WIDE];
const ZOOMED = { width: WIDE / 2, height: 400 };
const COLOURS = ["color-contrast", "link-in-text-block"];
/** Pages with a text to read, by what their body is called: these must be light to load. */
const READ = ["home-page", "article-page", "section-page", "protocol-page"];
const WORKERS = availableParallelism() + 1;
const PAPER = { a4: [595, 842], letter: [612, 792] };

const results = [];

/** One thing that must hold; `problems` is empty when it does. */
function check(what, problems) {
  results.push({ what, problems });
}

/** Tells what does not hold, always in the same order, and how much does. */
function report() {
  const failed = results.filter(({ problems }) => problems.length > 0).sort((a, b) => (a.what < b.what ? -1 : 1));
  for (const { what, problems } of failed) {
    console.log(`FAILED ${what}`);
    for (const problem of problems.slice(0, 8)) console.log(`  ${problem}`);
    if (problems.length > 8) console.log(`  and ${problems.length - 8} more`);
  }
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0;
}

/** Takes up one item after the other, several at a time; each worker has a context of its own. */
async function each(browser, items, options, work) {
  const queue = [...items];
  const worker = async () => {
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(context, item);
    await context.close();
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
}

/** Opens a page and gathers whatever it says and asks for. */
async function open(context, address, allowed, width) {
  const page = await context.newPage();
  if (width) await page.setViewportSize({ width, height: 800 });
  const said = [];
  const asked = [];
  const font = (text) => allowed === "file:" && isAboutFont(text);
  page.on("console", (message) => font(message.text()) || said.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => font(request.url()) || said.push(`not loaded: ${request.url()} (${request.failure()?.errorText})`));
  page.on("request", (request) => {
    asked.push(request.url());
    if (!request.url().startsWith(allowed) && !request.url().startsWith("data:")) said.push(`off the site: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url() !== address) said.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(address, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready.then(() => null));
  return { page, said, asked };
}

/** What axe finds; with `rules`, by these alone. The page must have axe in it. */
async function violations(page, rules) {
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: rules } }) };
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `axe ${id}: ${help}: ${node.html.slice(0, 160)}`));
}

/** Every page, and a sheet of each kind and form, of each plan in turn. */
function lookedAt(pages) {
  const sheets = new Map();
  for (const path of pages.filter((path) => path.startsWith("sheets/"))) {
    const form = path.slice(path.lastIndexOf("/") + 1);
    sheets.set(form, [...(sheets.get(form) ?? []), path]);
  }
  const picked = new Set([...sheets.values()].map((files, i) => files[i % files.length]));
  return pages.filter((path) => !path.startsWith("sheets/") || picked.has(path));
}

/** Every look with scripts. */
async function checkLooks(browser, origin, folder, pages) {
  const loads = pages.flatMap((path) => [NARROW, WIDE, MIDDLE].map((width) => ({ path, width })));
  await each(browser, loads, { colorScheme: "light" }, async (context, { path, width }) => {
    const { page, said, asked } = await open(context, `${origin}/${path}`, origin, width);
    const lies = async () => [...(await sideways(page)), ...(await cut(page))];
    check(`${path}, ${width}, by itself`, await moved(page));
    if (width === MIDDLE) {
      check(`${path}, ${width}`, await lies());
    } else {
      await page.evaluate(AXE);
      check(`${path}, ${width} light`, [...(await lies()), ...(await violations(page))]);
      await page.emulateMedia({ colorScheme: "dark" });
      check(`${path}, ${width} dark`, await violations(page, COLOURS));
    }
    if (width === NARROW) await checkNarrow(page, path, folder, asked, lies);
    check(`${path}, ${width}, what it says`, said);
    await page.close();
  });
}

/** What is looked at once, on a page that is narrow and in the dark: night, own colours, large letters, paper, weight. */
async function checkNarrow(page, path, folder, asked, lies) {
  if (await page.evaluate((read) => read.some((name) => document.body.classList.contains(name)), READ)) {
    const fetched = await Promise.all(asked.map((url) => fileFor(folder, new URL(url).pathname)));
    check(`${path}, weight`, tooHeavy(fetched.filter((file) => file !== null)));
  }
  await page.evaluate(() => document.documentElement.setAttribute("data-colour", "night"));
  check(`${path}, night`, [...(await lies()), ...(await violations(page, COLOURS))]);
  await page.evaluate(() => document.documentElement.removeAttribute("data-colour"));
  await page.emulateMedia({ forcedColors: "active", colorScheme: "light" });
  // The browser sees to the contrast of the reader's own colours, and axe does not know them.
  check(`${path}, own colours`, [...(await careCards(page)), ...(await rings(page)), ...(await lies())]);
  await page.emulateMedia({ forcedColors: "none" });
  await page.setViewportSize(ZOOMED);
  check(`${path}, 200 %`, await lies());
  await page.setViewportSize({ width: 794, height: 800 });
  await page.emulateMedia({ media: "print" });
  check(`${path}, paper`, await violations(page));
}

/** Every look without scripts. */
async function checkScriptless(browser, origin, pages) {
  await each(browser, pages, { javaScriptEnabled: false, colorScheme: "dark" }, async (context, path) => {
    const { page, said } = await open(context, `${origin}/${path}`, origin, WIDTHS[0]);
    const narrow = await sideways(page);
    await page.setViewportSize({ width: WIDTHS[1], height: 800 });
    check(`${path}, no scripts`, [...said, ...narrow, ...(await sideways(page))]);
    await page.close();
  });
}

/** What a page that is opened from a disk says and asks for, and whether it has its styles. */
async function checkDisk(browser, base, pages) {
  await each(browser, pages.filter((path) => path !== "404.html"), {}, async (context, path) => {
    const { page, said } = await open(context, new URL(path, base).href, "file:");
    const styled = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--paper") !== "");
    check(`${path}, from the disk`, styled ? said : [...said, "has no styles"]);
    await page.close();
  });
}

/** Every address in a page as it is written, and every id that an address can name. */
function outline(page) {
  return page.evaluate(() => ({
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    title: document.title,
    styles: document.styleSheets.length,
    links: [...document.querySelectorAll("a[href], link[href], area[href], [src]")].map((element) => ({
      rel: element.rel ?? "",
      written: element.getAttribute("href") ?? element.getAttribute("src"),
    })),
  }));
}

/** Whether every link of every page leads somewhere, headings included. */
async function checkLinks(outlines, base, folder) {
  const fromDisk = base.startsWith("file:");
  for (const [path, { links, styles, title }] of outlines) {
    const problems = [];
    if (!title.trim()) problems.push("has no title");
    if (styles === 0) problems.push("has no styles");
    // The page for missing addresses can be shown at any depth, so its addresses are absolute.
    if (fromDisk && path === "404.html") continue;
    for (const { rel, written } of links) {
      const problem = await leadsNowhere(new URL(written, new URL(path, base)), rel, base, folder, outlines);
      if (problem) problems.push(`${written}: ${problem}`);
    }
    check(`links of ${path}${fromDisk ? ", from the disk" : ""}`, problems);
  }
}

function isRedirect(folder, path) {
  return readFileSync(join(folder, path), "utf8").includes('http-equiv="refresh"');
}

/** The outline of a page that leads on at once, and so cannot be asked. */
function redirect(folder, path) {
  const links = [...readFileSync(join(folder, path), "utf8").matchAll(/<(?:a|link)\b[^>]*>/g)].flatMap(([tag]) => {
    const written = /\bhref="([^"]*)"/.exec(tag)?.[1];
    const rel = /\brel="([^"]*)"/.exec(tag)?.[1] ?? "";
    return written === undefined ? [] : [{ rel, written }];
  });
  return { ids: [], title: "leads on", styles: 1, links };
}

async function leadsNowhere(url, rel, base, folder, outlines) {
  if (["mailto:", "tel:"].includes(url.protocol)) return null;
  if (!url.href.startsWith(base)) {
    return /\b(external|canonical|alternate|license)\b/.test(rel) && /^https?:$/.test(url.protocol) ? null : "leads off the site";
  }
  const path = url.href.slice(base.length).split(/[?#]/)[0];
  const file = await fileFor(folder, `/${path}`);
  if (file === null) return "leads to nothing";
  const inside = file.slice(resolve(folder).length + 1);
  if (base.startsWith("file:") && path !== "" && !decodeURIComponent(path).endsWith(inside)) return "leads to a folder";
  const id = decodeURIComponent(url.hash.slice(1));
  const target = outlines.get(inside);
  // What has a value is told to the page's script, and names no part of the page.
  if (id.includes("=")) return null;
  return id && target && !target.ids.includes(id) ? `there is no #${id}` : null;
}

/** Follows the links from the home page on: everything must be reached. */
function checkReach(outlines, base, pages, folder) {
  const seen = new Set(["index.html"]);
  for (const path of seen) {
    for (const { written } of outlines.get(path)?.links ?? []) {
      const { href } = new URL(written, new URL(path, base));
      const target = href.startsWith(base) ? decodeURIComponent(href.slice(base.length).split(/[?#]/)[0]) : null;
      if (target !== null && outlines.has(target)) seen.add(target);
    }
  }
  const lost = pages.filter((path) => !seen.has(path) && path !== "404.html" && !isRedirect(folder, path));
  check(`every page is reached from the home page, ${new URL(base).protocol}`, lost.map((path) => `not reached: ${path}`));
}

/** Prints every page and counts the pages of paper; gives the outlines on the way. */
async function checkPaper(browser, origin, folder, pages) {
  const outlines = new Map(pages.map((path) => [path, isRedirect(folder, path) ? redirect(folder, path) : null]));
  const shown = pages.filter((path) => outlines.get(path) === null);
  await each(browser, shown, { javaScriptEnabled: false }, async (context, path) => {
    const page = await context.newPage();
    await page.goto(`${origin}/${path}`, { waitUntil: "load" });
    outlines.set(path, await outline(page));
    const sheet = await page.evaluate(() => ({
      paper: document.documentElement.dataset.paper ?? null,
      pages: document.querySelectorAll(".sheet-page").length,
    }));
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
    const printed = (pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
    const problems = printed === 0 ? ["prints nothing"] : [];
    if (sheet.paper !== null) {
      if (printed !== sheet.pages) problems.push(`has ${sheet.pages} pages and prints on ${printed}`);
      const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)];
      const [width, height] = PAPER[sheet.paper] ?? [0, 0];
      const wrong = boxes.filter(([, w, h]) => Math.abs(w - width) > 1 || Math.abs(h - height) > 1);
      if (boxes.length === 0 || wrong.length > 0) problems.push(`is not ${sheet.paper}: ${wrong[0]?.[0] ?? "no size"}`);
    }
    check(`${path}, printed`, problems);
    await page.close();
  });
  return outlines;
}

/** An address that is not there shows a page that says so. */
async function checkMissing(browser, origin) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const response = await page.goto(`${origin}/nowhere/at/all/`);
  const heading = await page.locator("h1").count();
  check("a missing address", response.status() === 404 && heading === 1 ? [] : [`status ${response.status()}, ${heading} titles`]);
  await context.close();
}

const parts = process.argv.slice(3);
const folder = resolve(process.argv[2] ?? fileURLToPath(new URL("../../public", import.meta.url)));
const pages = (await files(folder)).filter((path) => path.endsWith(".html"));
if (!pages.includes("index.html")) throw new Error(`${folder} has no index.html; build the site first`);
// The longest first, so that no worker is left alone with one at the end.
const size = (path) => statSync(join(folder, path)).size;
const wanted = (path) => parts.length === 0 || parts.some((part) => path.includes(part));
const looked = lookedAt(pages.filter((path) => !isRedirect(folder, path)))
  .filter(wanted)
  .sort((a, b) => size(b) - size(a));
const server = await serve(folder);
const browser = await launch();
try {
  const disk = `${pathToFileURL(folder).href}/`;
  await checkLooks(browser, server.origin, folder, looked);
  await checkScriptless(browser, server.origin, looked);
  if (parts.length === 0) await checkAll(disk);
} finally {
  await browser.close();
  server.close();
}
process.exitCode = report() ? 0 : 1;

/** Everything beside the looks. */
async function checkAll(disk) {
  await checkDisk(browser, disk, looked);
  const outlines = await checkPaper(browser, server.origin, folder, pages);
  for (const base of [`${server.origin}/`, disk]) {
    await checkLinks(outlines, base, folder);
    checkReach(outlines, base, pages, folder);
  }
  const tools = { open, violations, sideways, axe: AXE, widths: WIDTHS, check };
  for (const [base, allowed] of [[`${server.origin}/`, server.origin], [disk, "file:"]]) {
    await checkSearch(browser, base, allowed, looked.filter((path) => path.endsWith("index.html")), tools);
    await checkHeaderField(browser, base, allowed, tools);
  }
  await checkMissing(browser, server.origin);
  await checkWays(browser, server.origin, disk, looked, check);
  const axe = { source: AXE, violations, sideways };
  await checkOffline(browser, folder, axe, check);
  if (pages.includes("planner/index.html")) await checkPlanner(browser, server.origin, disk, axe, check);
}
