// The planner in a real browser: what a parent does with it, from a cold start to paper.
//
// For each plan that the site offers: dates, today, the week, the whole plan, and sheets on as many pages of paper as
// they say. Then consent and its end, files out and in, a late session, a change of clocks, the 29th of February, dates
// that do not go together, and the same from a disk. Reads the site's questions, so it holds for any site with a planner.
//
// Never: building the site, reporting; `run.mjs` does both.

import { readFileSync } from "node:fs";
import { isAboutFont } from "./browser.mjs";

const PHONE = { width: 360, height: 780 };
const MOST_TAPS = 8;
/** A day with more sessions may take a second page. */
const ROWS = 12;

const make = /make my schedule/i;

/** A page of the planner with a clock that stands, and a count of prints. */
async function open(browser, address, options, at) {
  const context = await browser.newContext({ viewport: PHONE, reducedMotion: "reduce", locale: "en-GB", acceptDownloads: true, ...options });
  const page = await context.newPage();
  const said = [];
  const font = (text) => address.startsWith("file:") && isAboutFont(text);
  page.on("console", (message) => font(message.text()) || said.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`script: ${error.message}`));
  if (at) await page.clock.setFixedTime(new Date(at));
  await page.addInitScript(() => {
    window.prints = 0;
    window.print = () => {
      window.prints += 1;
    };
  });
  await page.goto(address, { waitUntil: "load" });
  return { context, page, said };
}

const fill = (page, id, value) => page.locator(`#planner-${id}`).fill(value);

/** Waits until sheets are ready for paper, and prints them: how many pages they are, and how many they say. */
async function printed(page, press) {
  const before = await page.evaluate(() => window.prints);
  await press();
  await page.waitForFunction((count) => window.prints > count, before);
  const pages = await page.locator(".planner-paper .sheet-page").count();
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
  return { pages, paper: (pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length };
}

/** Fills what the form must have and has not. */
async function dates(page, day) {
  await page.getByRole("button", { name: make }).waitFor();
  for (const empty of await page.locator("#planner input[type=date][required]").all()) {
    if ((await empty.inputValue()) === "") await empty.fill(day);
  }
  await page.getByRole("button", { name: make }).click();
  await page.getByRole("tab", { name: "Today" }).waitFor();
}

/** From the first question to the printed log of the first day, counting taps. */
async function taps(browser, address, check) {
  const { context, page, said } = await open(browser, address, { hasTouch: true }, "2026-12-01T09:05:00");
  let count = 0;
  const tap = async (locator) => {
    await locator.tap();
    count += 1;
  };
  const button = page.getByRole("button", { name: make });
  while (!(await button.isVisible())) {
    await tap(page.locator(".planner-answer").first());
    await page.waitForTimeout(150);
    if (count > MOST_TAPS) break;
  }
  await tap(button);
  const day = await printed(page, () => tap(page.locator(".planner-print-now")));
  const problems = count <= MOST_TAPS ? [] : [`it takes ${count} taps`];
  if (day.pages !== 1 || day.paper !== 1) problems.push(`one day is ${day.pages} pages and prints on ${day.paper}`);
  const times = await page.locator(".planner-paper tbody th").allTextContents();
  if (!times.some((time) => /^\d\d:\d\d/.test(time))) problems.push("the log has no times");
  const small = await page.evaluate(() => [...document.querySelectorAll("#planner :is(button, select, summary, input:not([type=checkbox], [type=radio], [type=file]))")]
    .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5).map((one) => `small: ${one.outerHTML.slice(0, 100)}`));
  check("planner, a printed day in few taps", [...problems, ...small, ...said]);
  await context.close();
}

/** One plan, through all its parts. */
async function plan(browser, address, id, axe, check) {
  const { context, page, said } = await open(browser, `${address}#protocol=${id}`, {}, "2026-12-01T09:05:00");
  const problems = [];
  await dates(page, "2027-03-01");
  await page.evaluate(axe.source);
  for (const name of ["Today", "Week", "Whole plan", "Print"]) {
    await page.getByRole("tab", { name }).click();
    problems.push(...(await axe.violations(page)).map((text) => `${name}: ${text}`));
    problems.push(...(await axe.sideways(page)).map((text) => `${name}: ${text}`));
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const name of ["Today", "Print"]) {
    await page.getByRole("tab", { name }).click();
    problems.push(...(await axe.violations(page)).map((text) => `${name}, wide: ${text}`));
  }
  for (const [paper, letters] of [["a4", "standard"], ["letter", "large"]]) {
    await page.locator("#planner-print-paper").selectOption(paper);
    await page.locator("#planner-print-letters").selectOption(letters);
    const all = await printed(page, () => page.getByRole("button", { name: "Print everything" }).click());
    if (all.pages === 0 || all.pages !== all.paper) problems.push(`${paper}, ${letters}: ${all.pages} pages print on ${all.paper}`);
  }
  await page.locator("#planner-print-letters").selectOption("standard");
  const log = page.getByRole("button", { name: "Print: Day log" });
  if (await log.isVisible()) {
    const day = await printed(page, () => log.click());
    const sessions = await page.locator(".planner-paper tbody th").count();
    const most = sessions > ROWS ? 2 : 1;
    if (day.pages > most || day.paper !== day.pages) problems.push(`${sessions} sessions are ${day.pages} pages and print on ${day.paper}`);
  }
  if (!page.url().endsWith(`#protocol=${id}`)) problems.push(`the address says ${page.url()}`);
  check(`planner, ${id}`, [...problems, ...said]);
  await context.close();
}

/** Nothing is kept until it is asked for; then it is, and it can be deleted. */
async function consent(browser, address, id, check) {
  const { context, page, said } = await open(browser, `${address}#protocol=${id}`, {}, "2026-12-01T09:05:00");
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("latchwork")));
  const problems = [];
  await dates(page, "2027-03-01");
  if ((await kept()).length > 0) problems.push("it keeps a plan without consent");
  await page.getByRole("tab", { name: "Print" }).click();
  await page.getByLabel("Keep my plan on this device").check();
  await page.getByLabel("Name of this plan").fill("Ours <b>");
  await page.getByLabel("Name of this plan").blur();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a file" }).click()]);
  const text = readFileSync(await file.path(), "utf8");
  if (JSON.parse(text).protocol.id !== id) problems.push("the file is of another plan");
  const [ics] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the calendar file" }).click()]);
  if (!readFileSync(await ics.path(), "utf8").startsWith("BEGIN:VCALENDAR\r\n")) problems.push("the calendar is none");
  await page.reload();
  await page.getByRole("heading", { name: "Ours <b>" }).waitFor();
  await page.getByRole("button", { name: "Delete everything" }).click();
  await page.getByRole("button", { name: "Yes, delete everything" }).click();
  if ((await kept()).length > 0) problems.push("it keeps something after all was deleted");
  const bad = { name: "plan.json", mimeType: "application/json", buffer: Buffer.from("{\"format\":\"x\"}") };
  await page.locator("#planner-file").setInputFiles(bad);
  await page.getByText("not a plan from this site").waitFor();
  await page.locator("#planner-file").setInputFiles({ ...bad, buffer: Buffer.from(text) });
  await page.getByRole("heading", { name: "Ours <b>" }).waitFor();
  if ((await kept()).length > 0) problems.push("it keeps an opened file without consent");
  check("planner, kept and deleted", [...problems, ...said]);
  await context.close();
}

/** What is kept of a plan that the site does not have stays kept, and the reader is told. */
async function unread(browser, address, id, check) {
  const { context, page, said } = await open(browser, `${address}#protocol=${id}`, {}, "2026-12-01T09:05:00");
  const kept = () => page.evaluate(() => JSON.parse(localStorage.getItem("latchwork.plans/1")));
  const problems = [];
  await dates(page, "2027-03-01");
  await page.getByRole("tab", { name: "Print" }).click();
  await page.getByLabel("Keep my plan on this device").check();
  await page.evaluate(() => {
    const all = JSON.parse(localStorage.getItem("latchwork.plans/1"));
    const gone = { ...all.plans[0], name: "Gone", protocol: { id: "gone", version: "1" }, log: { "2026-11-30": { 0: "06:00" } } };
    localStorage.setItem("latchwork.plans/1", JSON.stringify({ plans: [gone, ...all.plans], current: 1 }));
  });
  const told = page.getByText("cannot be shown").filter({ visible: true });
  await page.reload();
  await page.getByRole("tab", { name: "Today" }).waitFor();
  if ((await told.count()) !== 1) problems.push("it does not say that something cannot be shown");
  // The plan that can be shown is removed; the other one is still there, and nothing is opened in its place.
  await page.getByRole("button", { name: /^Remove/ }).click();
  const { plans } = await kept() ?? { plans: [] };
  if (plans.length !== 1 || plans[0].name !== "Gone" || !plans[0].log["2026-11-30"]) problems.push(`what is kept is ${JSON.stringify(plans).slice(0, 200)}`);
  await page.goto("about:blank");
  await page.goto(address, { waitUntil: "load" });
  await page.locator(".planner-said", { hasText: "cannot be shown" }).waitFor();
  check("planner, kept and not on the site", [...problems, ...said]);
  await context.close();
}

/**
 * What was ticked goes by numbers of sessions, and with other dates or another version a day may have other sessions:
 * from the plan's own day on, which before waking is still yesterday, nothing is ticked then.
 */
async function ticks(browser, address, id, check) {
  const { context, page, said } = await open(browser, `${address}#protocol=${id}`, {}, "2026-12-01T05:10:00");
  const problems = [];
  await page.getByRole("button", { name: make }).waitFor();
  for (const empty of await page.locator("#planner input[type=date][required]").all()) await empty.fill("2026-11-20");
  await fill(page, "wake", "06:00");
  await page.getByRole("button", { name: make }).click();
  await page.getByRole("tab", { name: "Print" }).click();
  await page.getByLabel("Keep my plan on this device").check();
  const put = (version) => page.evaluate((version) => {
    const all = JSON.parse(localStorage.getItem("latchwork.plans/1"));
    all.plans[0].log = { "2026-11-29": { 0: "06:00" }, "2026-11-30": { 0: "06:00" }, "2026-12-01": { 0: null } };
    if (version) all.plans[0].protocol.version = version;
    localStorage.setItem("latchwork.plans/1", JSON.stringify(all));
  }, version);
  const reload = async () => {
    await page.reload();
    await page.getByRole("tab", { name: "Today" }).waitFor();
  };
  const ticked = () => page.evaluate(() => Object.keys(JSON.parse(localStorage.getItem("latchwork.plans/1")).plans[0].log).join(" "));
  const is = async (what, days) => {
    const found = await ticked();
    if (found !== days) problems.push(`${what}: ticked are ${found}`);
  };
  await put(null);
  await reload();
  await is("the same plan", "2026-11-29 2026-11-30 2026-12-01");
  await page.getByRole("button", { name: "Change dates or hours" }).click();
  await page.getByRole("button", { name: "Update my schedule" }).click();
  await page.getByRole("tab", { name: "Today" }).waitFor();
  await is("other dates", "2026-11-29");
  await put("an older one");
  await reload();
  await page.locator(".planner-said", { hasText: "This plan has changed since you made it" }).waitFor();
  await is("another version", "2026-11-29");
  check("planner, ticks after a change", [...problems, ...said]);
  await context.close();
}

/** A late session, no network, dates that do not go together. */
async function days(browser, address, id, check) {
  const { context, page, said } = await open(browser, `${address}#protocol=${id}`, { timezoneId: "Europe/Berlin" }, "2028-02-28T12:40:00");
  const problems = [];
  await page.getByRole("button", { name: make }).waitFor();
  await fill(page, "wake", "06:00");
  await fill(page, "bed", "");
  await page.getByRole("button", { name: make }).click();
  const fault = page.locator("#planner-bed-fault");
  await fault.waitFor();
  if (!(await page.locator("#planner-bed").evaluate((field) => field === document.activeElement))) problems.push("the wrong field has no focus");
  await fill(page, "bed", "22:00");
  await dates(page, "2028-02-28");
  const times = () => page.locator(".planner-session .planner-time").allTextContents();
  const before = await times();
  const late = page.getByRole("button", { name: "I was late" });
  if (await late.isVisible()) {
    await late.click();
    await page.getByLabel("When did you begin?").fill("14:55");
    await page.getByRole("button", { name: "Move the rest of today" }).click();
    const told = await page.locator(".planner-said").textContent();
    const after = await times();
    const moved = after.some((time, i) => time !== before[i]);
    if (moved !== /Moved|Left out/.test(told)) problems.push(`says "${told}" and the times are ${after}`);
  }
  // What is loaded needs no network any more, sheets included.
  await context.setOffline(true);
  const sheet = await printed(page, () => page.locator(".planner-print-now").click());
  if (sheet.pages !== 1 || sheet.paper !== 1) problems.push(`without a network, one day is ${sheet.pages} pages and prints on ${sheet.paper}`);
  problems.push(...(await calendarDays(page)));
  check("planner, late, offline", [...problems, ...said]);
  await context.close();
}

/** From the 28th of February of a leap year: the 29th comes next, and what a clock skips in March is never asked for. */
async function calendarDays(page) {
  await page.getByRole("button", { name: "Day after" }).click();
  await page.getByRole("heading", { name: "29 February 2028" }).waitFor();
  await page.getByRole("tab", { name: "Week" }).click();
  const change = page.locator(".planner-weekday", { hasText: "26 Mar" });
  const on = page.getByRole("button", { name: "Week after" });
  const goesOn = () => on.isVisible();
  for (let i = 0; i < 8 && (await change.count()) === 0 && (await goesOn()); i += 1) await on.click();
  // A plan may be over before the clocks change.
  if ((await change.count()) === 0) return (await goesOn()) ? ["the week of the clock change is not there"] : [];
  const skipped = (await change.locator(".planner-times li").allTextContents()).filter((time) => /^02:/.test(time.trim()));
  return skipped.map((time) => `${time} on 26 March, when there is no such time`);
}

/** A plan whose days hold a leap day and a night in which clocks change. */
async function turns(browser, address, id, check) {
  const { context, page, said } = await open(browser, `${address}#protocol=${id}`, { timezoneId: "Europe/Berlin" }, "2028-02-28T12:40:00");
  await dates(page, "2028-02-28");
  check(`planner, ${id}, leap day and clock change`, [...(await calendarDays(page)), ...said]);
  await context.close();
}

/** Everything about the planner of a site. `axe` are the ways to look at a page, `check` takes what was found. */
export async function checkPlanner(browser, origin, disk, axe, check) {
  const address = `${origin}/planner/index.html`;
  const { context, page } = await open(browser, address, {});
  const { plans } = JSON.parse(await page.locator("#planner").getAttribute("data-planner"));
  await context.close();
  await taps(browser, address, check);
  await taps(browser, `${disk}planner/index.html`, (what, problems) => check(`${what}, from the disk`, problems));
  for (const { id } of plans) {
    await plan(browser, address, id, axe, check);
    await turns(browser, address, id, check);
  }
  const pumped = plans.find(({ id }) => id.includes("pump-led")) ?? plans[0];
  await consent(browser, address, pumped.id, check);
  await unread(browser, address, pumped.id, check);
  await ticks(browser, address, pumped.id, check);
  await days(browser, address, pumped.id, check);
}
