// The site without a mouse, without scripts, in the reader's own colours, and at night.
//
// Whatever can be done with a finger is done with keys alone: skip link, menus, tabs, word cards, the choice of colours,
// a plan. Then the way from the front door to a sheet of paper with no script at all. Reads addresses from the pages, so
// it holds for any site; what a site has not (tabs, word cards) is passed over, and the sample site has everything.
//
// Never: how pages look one by one; `run.mjs` does that.

/** Whether the element that has the focus is to be seen, and can be seen to have it; otherwise what is wrong. */
function focusProblem(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const name = element.outerHTML.slice(0, 100);
    const box = element.getBoundingClientRect();
    const label = element.labels?.[0];
    const shown = [element, label, element.closest(".door, .card")].filter(Boolean);
    const ring = shown.some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    if (!ring) return `no ring around ${name}`;
    const inside = shown.some((one) => {
      const { top, bottom, left, right } = one.getBoundingClientRect();
      return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    });
    if (!inside) return `the focus is out of sight: ${name}`;
    // What lies over the middle of it must be a part of it, or around it: no fixed bar may hide the focus.
    const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2];
    const over = document.elementFromPoint(x, y);
    const covered = over && !shown.some((one) => one.contains(over) || over.contains(one));
    return covered && over.closest(".actions") ? `the bar lies over ${name}` : null;
  });
}

/** Tabs through a page from its beginning; every stop must be seen. */
async function stops(page, problems) {
  const seen = new Set();
  for (let i = 0; i < 400; i += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body || element === null) return null;
      element.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
      return element.dataset.stop;
    });
    if (at === null || seen.has(at)) break;
    seen.add(at);
    const problem = await focusProblem(page);
    if (problem) problems.push(problem);
  }
  const all = await page.evaluate(() => [...document.querySelectorAll("main a[href], main button")].filter((one) => one.checkVisibility() && !one.dataset.stop).map((one) => one.outerHTML.slice(0, 100)));
  problems.push(...all.map((name) => `no key leads to ${name}`));
}

/** The first page that has something, and that thing's place in it. */
async function pageWith(context, origin, pages, selector) {
  const page = await context.newPage();
  for (const path of pages) {
    await page.goto(`${origin}/${path}`, { waitUntil: "load" });
    if (await page.locator(selector).first().isVisible()) return page;
  }
  await page.close();
  return null;
}

const focused = (page, selector) => page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector);

/** Skip link, menus, colours, tabs, word cards, by keys. */
async function keys(browser, origin, pages, check) {
  for (const [width, opener, list] of [[360, ".menu-button", "#menu"], [1280, ".more-button", "#menu-more"]]) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const problems = [];
    await page.goto(`${origin}/index.html`, { waitUntil: "load" });
    await page.keyboard.press("Tab");
    if (!(await focused(page, ".skip"))) problems.push("the first stop is not the skip link");
    const problem = await focusProblem(page);
    if (problem) problems.push(problem);
    await page.keyboard.press("Enter");
    if (!(await focused(page, "#main"))) problems.push("the skip link does not lead to the text");
    await page.keyboard.press("Tab");
    if (!(await page.evaluate(() => document.activeElement.closest("main") !== null))) problems.push("after the skip link the next stop is not in the text");

    for (const [button, popover] of [[opener, list], [".colour-button", "#colour"]]) {
      if ((await page.locator(button).count()) === 0 || !(await page.locator(button).first().isVisible())) continue;
      await page.locator(button).focus();
      await page.keyboard.press("Enter");
      if (!(await page.locator(popover).isVisible())) problems.push(`Enter does not open ${popover}`);
      await page.keyboard.press("Tab");
      if (!(await page.evaluate((popover) => document.activeElement.closest(popover) !== null, popover))) problems.push(`Tab does not lead into ${popover}`);
      const hidden = await focusProblem(page);
      if (hidden) problems.push(hidden);
      await page.keyboard.press("Escape");
      if (await page.locator(popover).isVisible()) problems.push(`Escape does not close ${popover}`);
      if (!(await focused(page, button))) problems.push(`the focus does not come back to ${button}`);
    }
    check(`keys, ${width}`, problems);
    const paths = ["index.html", pages.find((path) => /^protocols\/[^/]+\/index\.html$/.test(path)), pages.find((path) => path.split("/").length === 3)];
    for (const path of paths.filter(Boolean)) {
      const stopped = [];
      await page.goto(`${origin}/${path}`, { waitUntil: "load" });
      await stops(page, stopped);
      check(`keys through ${path}, ${width}`, stopped);
    }
    await context.close();
  }

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  const tabs = await pageWith(context, origin, pages, "[role=tab]");
  if (tabs) {
    const problems = [];
    await tabs.locator("[role=tab]").first().focus();
    await tabs.keyboard.press("ArrowRight");
    const chosen = await tabs.evaluate(() => {
      const tab = document.activeElement;
      return { second: tab === tab.parentElement.children[1], selected: tab.ariaSelected, panel: document.getElementById(tab.getAttribute("aria-controls")).checkVisibility() };
    });
    if (!chosen.second || chosen.selected !== "true" || !chosen.panel) problems.push(`an arrow leads to ${JSON.stringify(chosen)}`);
    check("keys, tabs", problems);
  }
  const words = await pageWith(context, origin, pages, ".term");
  if (words) {
    const problems = [];
    await words.locator(".term").first().focus();
    await words.keyboard.press("Enter");
    const card = words.locator(".word:popover-open");
    if ((await card.count()) !== 1) problems.push("Enter does not open the word's card");
    await words.keyboard.press("Escape");
    if ((await card.count()) !== 0) problems.push("Escape does not close it");
    if (!(await focused(words, ".term"))) problems.push("the focus does not come back to the word");
    check("keys, a word's card", problems);
  }
  await context.close();
}

/** A link into a hidden tab or a folded part opens it, by a name in any letters: on coming to the page, and within it. */
async function links(browser, origin, pages, check) {
  const name = "día-次";
  for (const [what, shown, selector] of [["a tab", "[role=tab]", ".tab-title"], ["a folded part", "details.more[id]", "details.more[id]"]]) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    const page = await pageWith(context, origin, pages, shown);
    if (page) {
      const problems = [];
      const address = page.url();
      const id = await page.locator(selector).last().getAttribute("id");
      await page.route(`${address}*`, async (route) => {
        const response = await route.fetch();
        const text = await response.text();
        await route.fulfill({ response, body: text.replaceAll(`"${id}"`, `"${name}"`) });
      });
      const isOpen = (name) => document.getElementById(name).closest(".tab[hidden], details:not([open])") === null;
      await page.goto("about:blank");
      await page.goto(`${address}#${name}`, { waitUntil: "load" });
      if (!(await page.evaluate(isOpen, name))) problems.push("it is closed for who comes to the page");
      await page.goto("about:blank");
      await page.goto(address, { waitUntil: "load" });
      await page.evaluate((name) => {
        location.hash = name;
      }, name);
      await page.waitForFunction(isOpen, name, { timeout: 10_000 }).catch(() => problems.push("a link within the page does not open it"));
      check(`links into ${what}`, problems);
    }
    await context.close();
  }
}

/** A plan, from the first question to its day, by keys alone. */
async function planByKeys(browser, origin, check) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${origin}/planner/index.html`, { waitUntil: "load" });
  const problems = [];
  /** Presses Tab until what has the focus matches; the way must not be endless. */
  const to = async (selector) => {
    for (let i = 0; i < 120; i += 1) {
      if (await focused(page, selector)) return true;
      await page.keyboard.press("Tab");
      const problem = await focusProblem(page);
      if (problem && !problems.includes(problem)) problems.push(problem);
    }
    problems.push(`no key leads to ${selector}`);
    return false;
  };
  for (let i = 0; i < 8 && (await page.locator(".planner-answer").first().isVisible()); i += 1) {
    if (!(await to(".planner-answer"))) break;
    const question = await page.locator("#planner .planner-title").textContent();
    await page.keyboard.press("Enter");
    await page.waitForFunction((old) => document.querySelector("#planner .planner-title")?.textContent !== old, question);
  }
  await page.getByRole("button", { name: /make my schedule/i }).waitFor();
  if (await to("#planner button.button-strong")) {
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "Today" }).waitFor();
    if (await to("[role=tab][aria-selected=true]")) {
      await page.keyboard.press("ArrowRight");
      const next = await page.evaluate(() => document.activeElement.getAttribute("aria-selected"));
      if (next !== "true") problems.push("an arrow does not lead to the next tab");
    }
  }
  check("keys, a plan", problems);
  await context.close();
}

/** From the front door to a sheet of paper, and all choices, without any script. */
async function scriptless(browser, origin, pages, check) {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, javaScriptEnabled: false, hasTouch: true, reducedMotion: "reduce" });
  const page = await context.newPage();
  const problems = [];
  const must = async (what, holds) => {
    if (!holds) problems.push(what);
  };
  const follow = (link) => Promise.all([page.waitForNavigation(), link.tap()]);
  await page.goto(`${origin}/index.html`);
  await page.locator(".help-link").tap();
  await must("the help link does not lead to the numbers", await page.locator("#whom-to-call").isVisible() && page.url().endsWith("#whom-to-call"));
  await page.locator(".menu-button").tap();
  await must("the menu does not open", await page.locator("#menu").isVisible());
  await follow(page.locator("#menu a").first());
  await must("the menu leads nowhere", await page.locator("h1").isVisible());
  await page.locator(".colour-button").tap();
  const desk = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const before = await desk();
  await page.locator("label[for=colour-night]").tap();
  await must("the night is as bright as the day", (await desk()) !== before);
  await page.keyboard.press("Escape");

  const two = pages.find((path) => path.startsWith("protocols/") && path.split("/").length === 3);
  if (two) {
    await page.goto(`${origin}/${two}`);
    await page.locator("label[for=reader-clinician]").tap();
    await must("the clinical words do not show", await page.locator(".for-clinician").first().isVisible());
    await must("the everyday words stay", !(await page.locator(".for-parent").first().isVisible().catch(() => false)));
    await follow(page.locator('.sheet-files a[href$=".html"]').first());
    await must("no sheet opens", (await page.locator(".sheet-page").count()) > 0);
  }
  await page.goto(`${origin}/search/index.html`);
  await must("there is no way on from the search", await page.locator('main a[href*="all-pages"]').first().isVisible());
  if (pages.includes("planner/index.html")) {
    await page.goto(`${origin}/planner/index.html`);
    await must("the planner has no way by pencil", await page.locator(".planner-blank a").first().isVisible());
  }
  check("a way without scripts", problems);
  await context.close();
}

/** The choice of colours: kept when it is made and not before, there at once on the next page, and gone when undone. */
async function colours(browser, base, check) {
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, colorScheme: "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  const problems = [];
  const address = new URL("index.html", base).href;
  const kept = () => page.evaluate(() => localStorage.getItem("colour"));
  const desk = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--desk").trim());
  await page.goto(address, { waitUntil: "load" });
  const seen = { light: await desk() };
  if ((await kept()) !== null) problems.push("it keeps colours that nobody chose");
  for (const choice of ["dark", "night"]) {
    await page.locator(".colour-button").click();
    await page.locator(`label[for=colour-${choice}]`).click();
    await page.keyboard.press("Escape");
    seen[choice] = await desk();
    await page.reload({ waitUntil: "load" });
    if ((await desk()) !== seen[choice]) problems.push(`${choice} does not stay`);
    if (!(await page.locator(`#colour-${choice}`).isChecked())) problems.push(`${choice} is not ticked on the next page`);
  }
  if (new Set(Object.values(seen)).size !== 3) problems.push(`three choices are ${Object.values(seen).join(", ")}`);
  const bar = await page.locator("meta[name=theme-color]").first().getAttribute("content");
  if (bar !== seen.night) problems.push(`the browser's bar is ${bar}, the page ${seen.night}`);
  await page.locator(".colour-button").click();
  await page.locator("label[for=colour-auto]").click();
  if ((await kept()) !== null || (await desk()) !== seen.light) problems.push("the choice cannot be undone");
  check(`the choice of colours, ${base.split(":")[0]}`, problems);
  await context.close();
}

/** All of it. */
export async function checkWays(browser, origin, disk, pages, check) {
  await keys(browser, origin, pages, check);
  await links(browser, origin, pages, check);
  if (pages.includes("planner/index.html")) await planByKeys(browser, origin, check);
  await scriptless(browser, origin, pages, check);
  await colours(browser, `${origin}/`, check);
  await colours(browser, disk, check);
}
