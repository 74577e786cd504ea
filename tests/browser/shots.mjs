// Pictures of each type of page, to be looked at by people:
//
//   node tests/browser/shots.mjs SITE OUT
//
// Each at 360, 768 and 1280 pixels, by light, in the dark and at night, and on paper (with Poppler's pdftoppm, page by
// page). OUT/index.html shows them side by side. The names are TYPE-WIDTH-COLOURS.png and TYPE-paper-N.png.
// Never: judging.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch } from "./browser.mjs";
import { files, serve } from "./site.mjs";

const WIDTHS = [360, 768, 1280];
const COLOURS = ["light", "dark", "night"];
/** As much of a long page as one picture shows. */
const TALLEST = 5200;

const [folder, out] = process.argv.slice(2).map((path) => resolve(path));
if (!out) throw new Error("say which site, and where the pictures go: node tests/browser/shots.mjs SITE OUT");

/** One page of each type, known by what the body is called, not by its address. */
async function types() {
  const found = new Map();
  const pages = (await files(folder)).filter((path) => path.endsWith(".html") && !path.startsWith("sheets/") && !path.startsWith("reviews/"));
  for (const path of pages) {
    const look = /<body class="([^"]*)"/.exec(readFileSync(join(folder, path), "utf8"))?.[1];
    if (!look || look.startsWith("redirect")) continue;
    // The longest of its kind shows the most; not longer than pictures are.
    const size = readFileSync(join(folder, path)).length;
    const name = look.split(" ")[0];
    if (size > (found.get(name)?.size ?? 0)) found.set(name, { path, size });
  }
  return [...found].map(([name, { path }]) => ({ name, path }));
}

/** What has to be done before there is something to see. */
const before = {
  async "search-page"(page) {
    await page.fill("#search-field", "my breast is red and I have a fever");
    await page.press("#search-field", "Enter");
    await page.waitForFunction(() => document.querySelector('[data-part="said"]').textContent !== "");
  },
};

/** A plan, made: today. */
async function plan(page) {
  await page.locator("#planner .planner-answer").first().waitFor();
  const make = page.getByRole("button", { name: /make my schedule/i });
  for (let i = 0; i < 8 && !(await make.isVisible()); i += 1) {
    await page.locator(".planner-answer").first().click();
    await page.waitForTimeout(200);
  }
  await make.click();
  await page.getByRole("tab", { name: "Today" }).waitFor();
}

async function shoot(browser, origin, { name, path, act }, width, colours) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 780 : 900 }, colorScheme: colours === "dark" ? "dark" : "light", reducedMotion: "reduce" });
  if (colours === "night") await context.addInitScript(() => localStorage.setItem("colour", "night"));
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  await page.goto(`${origin}/${path}`, { waitUntil: "load" });
  await (act ?? before[name])?.(page);
  await page.evaluate(() => document.fonts.ready.then(() => null));
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path: join(out, `${name}-${width}-${colours}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST) } });
  await context.close();
}

async function paper(browser, origin, { name, path, act }) {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${origin}/${path}`, { waitUntil: "load" });
  await (act ?? before[name])?.(page);
  const pdf = join(out, `${name}-paper.pdf`);
  await page.pdf({ path: pdf, preferCSSPageSize: true, format: "A4", printBackground: false });
  execFileSync("pdftoppm", ["-png", "-r", "60", "-l", "6", pdf, join(out, `${name}-paper`)]);
  rmSync(pdf);
  await context.close();
}

mkdirSync(out, { recursive: true });
const all = await types();
const planner = all.find(({ path }) => path.startsWith("planner/"));
if (planner) all.push({ name: "planner-today", path: planner.path, act: plan });
const only = process.env.ONLY?.split(",");
const wanted = only ? all.filter(({ name }) => only.some((part) => name.includes(part))) : all;
const server = await serve(folder);
const browser = await launch();
try {
  for (const type of wanted) {
    for (const width of WIDTHS) {
      for (const colours of COLOURS) await shoot(browser, server.origin, type, width, colours);
    }
    await paper(browser, server.origin, type);
    console.log(`${type.name}: ${type.path}`);
  }
} finally {
  await browser.close();
  server.close();
}
const shots = readdirSync(out).filter((file) => file.endsWith(".png"));
const figures = shots.map((file) => `<figure><figcaption>${file}</figcaption><img src="${file}" alt=""></figure>`);
writeFileSync(join(out, "index.html"), `<!doctype html><meta charset="utf-8"><title>Pictures</title><style>body{display:flex;flex-wrap:wrap;align-items:start;gap:1rem;font:14px sans-serif}figure{margin:0}img{max-inline-size:24rem;border:1px solid #999}</style>${figures.join("\n")}\n`);
console.log(`${shots.length} pictures in ${out}`);
