// Searching in a real browser, over whatever the site says: a title leads to its page, a line of a care card brings up
// the card, keys work, and nothing that is typed is asked of anybody.
// Never: which results are good; tests/search.rs knows that.

/** The address that a form with a query leads to must not have it where a server can see it. */
const visible = (address) => address.split("#")[0];

/** Types a query and waits for the answer to be told. */
async function ask(page, query) {
  await page.fill("#search-field", query);
  await page.press("#search-field", "Enter");
  await page.waitForFunction(() => document.querySelector('[data-part="said"]').textContent !== "", null, { timeout: 10_000 });
}

/** A title from the list of all pages, and a line of an emergency card with its page, if there is one. */
async function samples(context, base, pages) {
  const page = await context.newPage();
  await page.goto(new URL("all-pages/index.html", base).href);
  const title = (await page.locator(".all-pages a").allTextContents()).sort((a, b) => b.length - a.length)[0];
  let line = null;
  for (const path of pages) {
    await page.goto(new URL(path, base).href);
    const found = page.locator(".care-emergency li");
    if ((await found.count()) === 0) continue;
    // Without the numbers of its sources.
    line = await found.first().evaluate((item) => {
      const words = item.cloneNode(true);
      for (const number of words.querySelectorAll("sup")) number.remove();
      return words.textContent.trim();
    });
    break;
  }
  await page.close();
  return { title, line };
}

/** Everything about searching, from one place (the web or a disk). */
export async function checkSearch(browser, base, allowed, pages, { open, violations, sideways, axe, widths, check }) {
  const place = base.startsWith("file:") ? "from the disk" : "from the web";
  const address = new URL("search/index.html", base).href;
  for (const width of widths) {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const { title, line } = await samples(context, base, pages);
    const { page, said } = await open(context, address, allowed, width);
    const asked = [];
    page.on("request", (request) => asked.push(visible(request.url())));
    const problems = [];

    await ask(page, title);
    const results = await page.locator(".result-title").allInnerTexts();
    if (!results.some((text) => text.includes(title))) problems.push(`"${title}" finds ${results.join(", ") || "nothing"}`);
    if ((await page.locator(".result mark").count()) === 0) problems.push("marks nothing");
    problems.push(...(await sideways(page)));
    if (!base.startsWith("file:")) {
      await page.evaluate(axe);
      problems.push(...(await violations(page)));
    }
    await page.press("#search-field", "ArrowDown");
    if (!(await page.evaluate(() => document.activeElement.closest(".result") !== null))) problems.push("the arrow does not lead into the results");
    await page.keyboard.press("/");
    if (!(await page.evaluate(() => document.activeElement.id === "search-field"))) problems.push('"/" does not lead to the field');
    await page.keyboard.press("Escape");
    if ((await page.inputValue("#search-field")) !== "" || (await page.locator(".result").count()) > 0) problems.push("Escape does not clear");

    if (line !== null) {
      await ask(page, line);
      const card = page.locator('[data-part="cards"] .care').first();
      if ((await card.count()) === 0 || !(await card.innerText()).includes(line)) problems.push(`"${line}" brings up no card`);
      else if ((await card.locator(".care-contact").innerText()).trim().length < 4) problems.push("the card has no number");
      if (!base.startsWith("file:")) problems.push(...(await violations(page)));
    }
    await page.reload();
    if (line !== null && (await page.inputValue("#search-field")) !== line) problems.push("the address does not keep the query");
    const typed = [title, line ?? title].flatMap((text) => [encodeURIComponent(text), text.split(" ").find((word) => word.length > 6)]).filter(Boolean);
    const leaked = asked.filter((url) => url.includes("?") || typed.some((text) => url.includes(`q=${text}`)));
    problems.push(...leaked.map((url) => `asks for ${url}`));
    check(`searching ${place}, ${width}`, [...said, ...problems]);
    await context.close();
  }
}

/** The field of the header leads to the page with the query behind the "#". */
export async function checkHeaderField(browser, base, allowed, { open, check }) {
  const context = await browser.newContext();
  const { page, said } = await open(context, new URL("index.html", base).href, allowed, 1280);
  await page.fill(".site-search input", "a b");
  await page.press(".site-search input", "Enter");
  await page.waitForURL(/#q=a%20b$/, { timeout: 10_000 }).catch(() => said.push(`leads to ${page.url()}`));
  if (visible(page.url()).includes("?")) said.push(`a server would see ${visible(page.url())}`);
  check(`the field of the header, ${base.split(":")[0]}`, said);
  await context.close();
}
