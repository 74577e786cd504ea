// What is looked at on one page beside axe: whether anything moves, is cut off, sticks out, or weighs too much, and
// whether care cards can be told apart when the reader's own colours replace the site's.
// Never: which pages, in which order.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** What a page with a text may weigh on a first visit, as it travels, without fonts: 60 kB. */
const MOST = 60_000;
const FONT = /\.(?:woff2|ttf)$/;
const PACKED = /\.(?:html|css|js|svg|json|xml)$/;

/** What sticks out to the right and makes the page scroll sideways. */
export function sideways(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
    return [`scrolls sideways: ${scrollWidth} > ${clientWidth}`, ...wide.slice(0, 4).map((element) => `sticks out: ${element.outerHTML.slice(0, 120)}`)];
  });
}

/** Words that a box hides because they are too large for it. */
export function cut(page) {
  return page.evaluate(() => {
    const hides = (value) => value === "hidden" || value === "clip";
    const boxes = [...document.body.querySelectorAll("*")].filter((element) => {
      if (!element.checkVisibility() || element.closest(".visually-hidden, .skip, [aria-hidden=true], .planner-frame, .tab-title, svg")) return false;
      if (element.clientWidth < 8 || element.clientHeight < 8 || !element.textContent.trim()) return false;
      const { overflowX, overflowY } = getComputedStyle(element);
      return (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1);
    });
    return boxes.slice(0, 4).map((element) => `cut off: ${element.outerHTML.slice(0, 120)}`);
  });
}

/**
 * A font that comes in the very moment of the first paint, on a machine that is busy, may still move a word by a hair:
 * such shares of the screen were 0.016 at most, on the most crowded sheet. What a script or a picture pushes is four
 * times that; pages are called steady below 0.1.
 */
const HAIR = 0.02;

/** How far things moved by themselves since the page was opened, and what did. */
export function moved(page) {
  return page.evaluate(async (hair) => {
    const entries = [];
    const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    entries.push(...observer.takeRecords());
    observer.disconnect();
    const own = entries.filter((entry) => !entry.hadRecentInput);
    if (own.reduce((sum, { value }) => sum + value, 0) <= hair) return [];
    return own.map((entry) => `moves by itself (${entry.value.toFixed(4)}): ${entry.sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? "what is gone").slice(0, 80)).join(" | ")}`);
  }, HAIR);
}

/** In the reader's own colours: levels of care must differ by word and by shape. */
export function careCards(page) {
  return page.evaluate(() => {
    const shapes = new Map();
    for (const card of document.querySelectorAll(".care, .contact, .alert")) {
      if (!card.checkVisibility()) continue;
      const level = /(?:care|contact|alert)-(emergency|urgent|non-urgent)/.exec(card.className)?.[1] ?? "non-urgent";
      const { borderInlineStartWidth, borderBlockStartWidth, borderStartStartRadius, borderInlineStartStyle } = getComputedStyle(card);
      if (borderInlineStartStyle === "none") return [`a card of level ${level} has no line`];
      shapes.set(level, [borderInlineStartWidth, borderBlockStartWidth, borderStartStartRadius].join(" "));
      if (!/\p{L}{3}/u.test(card.querySelector(".care-level, .contact-level, strong")?.textContent ?? "")) return [`a card does not say its level: ${card.outerHTML.slice(0, 100)}`];
    }
    return new Set(shapes.values()).size === shapes.size ? [] : [`levels look alike: ${[...shapes].join("; ")}`];
  });
}

/** Whether links and buttons that have the focus can be told from those that have not. */
export function rings(page) {
  return page.evaluate(() => {
    const some = ["a[href]", "button", "summary"].flatMap((selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).slice(0, 3));
    return some.flatMap((one) => {
      one.focus({ focusVisible: true });
      const shown = [one, one.closest(".door, .card")].filter(Boolean);
      const ring = shown.some((part) => getComputedStyle(part).outlineStyle !== "none" && parseFloat(getComputedStyle(part).outlineWidth) >= 2);
      one.blur();
      return ring ? [] : [`no ring around ${one.outerHTML.slice(0, 100)}`];
    });
  });
}

const sizes = new Map();

/** As many bytes as a file has on its way: what is text goes packed. */
function travels(file) {
  if (!sizes.has(file)) {
    const bytes = readFileSync(file);
    sizes.set(file, PACKED.test(file) ? gzipSync(bytes).length : bytes.length);
  }
  return sizes.get(file);
}

/** What a page asks for may weigh so much; `files` are those that it asked for. */
export function tooHeavy(files) {
  const weighed = [...new Set(files)].filter((file) => !FONT.test(file)).map((file) => [file, travels(file)]);
  const all = weighed.reduce((sum, [, size]) => sum + size, 0);
  if (all <= MOST) return [];
  const worst = weighed.sort((a, b) => b[1] - a[1]).slice(0, 3);
  return [`weighs ${all} bytes on a first visit, more than ${MOST}: ${worst.map(([file, size]) => `${file} ${size}`).join(", ")}`];
}
