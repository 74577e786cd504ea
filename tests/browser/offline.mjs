// The copy of the site that a reader keeps, in a real browser, and the site's rules for browsers in force.
//
// A reader agrees; the network goes; home, a topic, search, planner and a sheet still open. A number changes; with a
// network the new one is shown, without one the note says that numbers may be old. A new version is announced and never
// comes by itself. The copy is taken away again and nothing is left. All of it with the headers of the site's own
// `_headers`, and nothing may break a rule. Below a path, too.
//
// A changed site is made of the built one here: other numbers, other hashes, another version.
//
// Never: building the site, reporting; `run.mjs` does both.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { files, serve } from "./site.mjs";

const KEEP = /keep this site/i;
const REMOVE = /remove it/i;

/** The built site with one number changed everywhere: file names and their new bytes. */
async function withNumber(folder, number) {
  const now = JSON.parse(readFileSync(join(folder, "now.json"), "utf8"));
  const old = now.contacts.at(-1).number;
  const [worker, rest] = [readFileSync(join(folder, "sw.js"), "utf8")].map((text) => text.split(/\n(.*)/s)).flat();
  const head = JSON.parse(worker.slice("const LATCHWORK = ".length, -1));
  const list = JSON.parse(readFileSync(join(folder, head.list), "utf8"));
  const changed = new Map();
  for (const path of (await files(folder)).filter((path) => path.endsWith(".html"))) {
    const text = readFileSync(join(folder, path), "utf8");
    const other = text.replaceAll(old, number).replaceAll(now.numbers, "0123456789ab");
    if (other !== text) changed.set(path, Buffer.from(other));
  }
  const sha256 = (bytes) => createHash("sha256").update(bytes).digest("base64");
  for (const [path, bytes] of changed) if (list.files[path]) list.files[path] = sha256(bytes);
  const listed = Buffer.from(JSON.stringify(list));
  const version = "another-version";
  const contacts = now.contacts.map((contact) => (contact.number === old ? { ...contact, number } : contact));
  changed.set(head.list, listed);
  changed.set("sw.js", Buffer.from(`const LATCHWORK = ${JSON.stringify({ ...head, version, hash: `sha256-${sha256(listed)}` })};\n${rest}`));
  changed.set("now.json", Buffer.from(JSON.stringify({ ...now, version, numbers: "0123456789ab", contacts })));
  return { changed, old, number };
}

/** What a page says and which rules it breaks; connections that cannot be made are the point of the test. */
async function opened(context, said) {
  const page = await context.newPage();
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      console.error(`breaks the rule ${violatedDirective}: ${blockedURI} ${sample}`);
    });
  });
  page.on("console", (message) => {
    if (!/net::ERR_|Failed to load resource/.test(message.text())) said.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => said.push(`script: ${error.message}`));
  return page;
}

const note = (page, kind) => page.locator(`.site-note[data-note="${kind}"]`);

const kept = (page) => page.evaluate(async () => ({
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  caches: await caches.keys(),
  stored: Object.keys(localStorage),
}));

async function agree(page, root) {
  await page.goto(`${root}offline/`);
  await page.getByRole("button", { name: KEEP }).click();
  await page.getByRole("button", { name: REMOVE }).waitFor({ timeout: 90_000 });
}

/** What opens without a network: each sort of page, and what is in it. */
async function withoutNetwork(page, root, folder, all) {
  const problems = [];
  const expect = async (path, what) => {
    try {
      await page.goto(`${root}${path}`, { waitUntil: "load" });
      await what();
      await note(page, "offline").waitFor({ timeout: 15_000 });
    } catch (error) {
      problems.push(`${path}: ${error.message.split("\n")[0]}`);
    }
  };
  const list = all.filter((path) => path.endsWith("index.html"));
  const topic = list.find((path) => path.split("/").length > 2 && !path.startsWith("protocols/"));
  const sheet = all.find((path) => path.startsWith("sheets/") && path.endsWith("-letter-large.html"));
  const visible = (selector) => page.locator(selector).first().waitFor({ timeout: 10_000 });
  await expect("", () => visible("h1"));
  await expect(topic.replace("index.html", ""), () => visible("h1"));
  await expect(topic, () => visible("h1"));
  if (sheet) await expect(sheet, () => visible(".sheet-page"));
  const word = readFileSync(join(folder, topic), "utf8").match(/<h1>([^<]*)<\/h1>/)?.[1] ?? "";
  await expect(`search/index.html#q=${encodeURIComponent(word)}`, () => visible(".result-title a"));
  if (list.includes("planner/index.html")) {
    await expect("planner/", async () => {
      const button = page.getByRole("button", { name: /make my schedule/i });
      for (let taps = 0; taps < 8 && !(await button.isVisible()); taps += 1) {
        await page.locator(".planner-answer").first().click();
        await page.waitForTimeout(150);
      }
      for (const empty of await page.locator("#planner input[type=date][required]").all()) {
        if ((await empty.inputValue()) === "") await empty.fill("2026-12-01");
      }
      await button.click();
      await page.getByRole("tab", { name: "Today" }).waitFor({ timeout: 10_000 });
    });
  }
  await page.goto(`${root}sheets/nothing-here.pdf`);
  if (!page.url().endsWith("offline/index.html#not-kept") && !page.url().endsWith("offline/#not-kept")) problems.push(`what is not kept leads to ${page.url()}`);
  if (!(await page.locator("#not-kept").isVisible())) problems.push("what is not kept is not said");
  return problems;
}

/** Agreement, no network, a changed number, an update, removal. */
async function life(browser, folder, base, axe, check) {
  const where = base === "/" ? "" : `, below ${base}`;
  const state = { base, asked: [] };
  const server = await serve(folder, state);
  const root = `${server.origin}${base}`;
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 390, height: 800 } });
  const said = [];
  const page = await opened(context, said);
  const all = await files(folder);
  const pages = all.filter((path) => path.endsWith(".html"));

  // Before anybody agrees, nothing is kept and nothing is asked for.
  await page.goto(root);
  await page.goto(`${root}offline/`);
  await page.getByRole("button", { name: KEEP }).waitFor();
  const before = await kept(page);
  const early = state.asked.filter((path) => /(sw\.js|now\.json|webmanifest|kept\.)/.test(path));
  check(`a copy${where}: nothing is kept before somebody agrees`, [
    ...(before.workers || before.caches.length || before.stored.length ? [JSON.stringify(before)] : []), ...early.map((path) => `asked for ${path}`)]);

  const named = () => page.locator('link[rel="manifest"]').count();
  const unasked = await named();
  await agree(page, root);
  const after = await kept(page);
  const { url, errors } = await (await context.newCDPSession(page)).send("Page.getAppManifest");
  check(`a copy${where}: a phone learns what the site is called when there is a copy, and not before`, [
    ...(unasked === 0 && (await named()) === 1 ? [] : ["the manifest is named at the wrong time"]),
    ...(url === `${root}site.webmanifest` ? [] : [`the manifest is at ${url}`]), ...errors.map(({ message }) => message)]);
  const inCopy = await page.evaluate(async ([root]) => {
    const cache = await caches.open((await caches.keys())[0]);
    return (await cache.keys()).map(({ url }) => decodeURIComponent(url.slice(root.length)));
  }, [root]);
  const missing = pages.filter((path) => path !== "404.html" && !inCopy.includes(path));
  check(`a copy${where}: every page and every sheet is in it`, [
    ...(after.workers === 1 && after.caches.length === 1 ? [] : [JSON.stringify(after)]), ...missing.map((path) => `not kept: ${path}`),
    ...inCopy.filter((path) => path.endsWith(".pdf"))]);

  await server.stop();
  check(`a copy${where}: everything opens without a network`, await withoutNetwork(page, root, folder, all));

  // With a note on the screen the page is as good as without.
  await page.goto(root);
  await note(page, "offline").waitFor();
  await page.evaluate(axe.source);
  check(`a copy${where}: a page with a note`, [...(await axe.violations(page)), ...(await axe.sideways(page))]);
  await note(page, "offline").getByRole("button").click();
  check(`a copy${where}: a note goes away`, (await note(page, "offline").isVisible()) ? ["it stays"] : []);

  // A number changes. With a network it is the new one that is shown.
  const { changed, old, number } = await withNumber(folder, "555-0777");
  state.changed = changed;
  await server.start();
  await page.goto(root);
  const shown = await page.locator("#whom-to-call").textContent();
  check(`a copy${where}: a new number is shown at once`, shown.includes(number) && !shown.includes(old) ? [] : [`shows ${shown}`]);
  await note(page, "updated").waitFor({ timeout: 60_000 });
  check(`a copy${where}: a new version is announced`, (await kept(page)).caches.length === 2 ? [] : [JSON.stringify(await kept(page))]);

  // The network goes before the new version had its turn: the copy has the new number all the same.
  await server.stop();
  await page.goto(root);
  await note(page, "offline").waitFor();
  const newest = await page.locator("#whom-to-call").textContent();
  check(`a copy${where}: the newest copy is shown, even if it waits`, newest.includes(number) ? [] : [`shows ${newest}`]);

  await server.start();
  await page.goto(root);
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  await page.waitForTimeout(1500);
  const alone = loads;
  await note(page, "updated").getByRole("button").first().click();
  for (let waited = 0; loads === alone && waited < 30_000; waited += 100) await page.waitForTimeout(100);
  await page.waitForLoadState("load");
  await page.waitForFunction(async () => (await caches.keys()).length === 1, null, { timeout: 30_000 });
  await page.waitForTimeout(500);
  check(`a copy${where}: no page is loaded again by itself`, alone === 0 && loads === 1 ? [] : [`${alone} by itself, ${loads} in all`]);

  // A page that was open all the time while numbers changed.
  state.changed = undefined;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await note(page, "numbers").waitFor();
  const told = await note(page, "numbers").textContent();
  check(`a copy${where}: an open page hears of changed numbers`, told.includes(old) ? [] : [`says ${told}`]);

  // A server that is too slow is as good as none.
  state.slow = (path) => path === "/";
  await page.goto(root, { timeout: 20_000 });
  check(`a copy${where}: a slow network does not keep the reader waiting`, (await page.locator("h1").count()) === 1 ? [] : ["no page"]);
  state.slow = undefined;

  await page.goto(`${root}offline/`);
  await page.getByRole("button", { name: REMOVE }).click();
  await page.getByRole("button", { name: KEEP }).waitFor();
  const removed = await kept(page);
  check(`a copy${where}: nothing is left when it is removed`, removed.workers || removed.caches.length ? [JSON.stringify(removed)] : []);
  // And it can be kept again, from the same page.
  await page.getByRole("button", { name: KEEP }).click();
  await page.getByRole("button", { name: REMOVE }).waitFor({ timeout: 90_000 });
  check(`a copy${where}: it can be kept again`, (await kept(page)).caches.length === 1 ? [] : ["it is not there"]);

  check(`a copy${where}: what the pages say`, said);
  await context.close();
  await server.stop();
}

/** A copy that cannot be whole is none: one file with other bytes than the list says. */
async function damaged(browser, folder, check) {
  const state = { changed: new Map([["index.html", Buffer.from("<!doctype html><title>Log in to the hotel</title>")]]) };
  const server = await serve(folder, state);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.origin}/offline/`);
  await page.getByRole("button", { name: KEEP }).click();
  await page.locator(".offline-panel [data-part=state]", { hasText: "could not be made" }).waitFor({ timeout: 60_000 });
  const left = await kept(page);
  check("a copy: what is not the site's own is not kept", left.workers || left.caches.length ? [JSON.stringify(left)] : []);
  await context.close();
  await server.stop();
}

/** Everything about the copy. */
export async function checkOffline(browser, folder, axe, check) {
  await life(browser, folder, "/", axe, check);
  await life(browser, folder, "/pages/clinic/", axe, check);
  await damaged(browser, folder, check);
}
