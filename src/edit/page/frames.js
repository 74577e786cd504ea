// The draft in three frames: on a computer, on a phone, on paper. Each is the real page, without scripts.
// Never: how a draft is made.

import { $ } from "./dom.js";
import { page } from "./ask.js";

/** How wide each frame's page is, in its own pixels. */
const WIDTHS = { page: 1180, phone: 390, print: 760 };
/** How high it is at most, as seen. */
const SEEN = { page: 620, phone: 620, print: 620 };

const frame = (name) => $(`frame-${name}`);
let shown = null;

/** Fits each frame's width into its place. */
function fit() {
  for (const [name, width] of Object.entries(WIDTHS)) {
    const pane = frame(name).parentElement;
    const room = pane.clientWidth;
    if (room === 0) continue;
    const scale = Math.min(1, room / width);
    frame(name).style.setProperty("inline-size", `${Math.max(width, name === "phone" ? width : room)}px`);
    frame(name).style.setProperty("block-size", `${SEEN[name] / scale}px`);
    frame(name).style.setProperty("scale", `${scale}`);
    pane.style.setProperty("block-size", `${SEEN[name]}px`);
  }
}

/** Rules for paper count, rules for screens and for the dark do not. */
function asPaper(rules) {
  for (const rule of rules) {
    if (rule.media) {
      const media = rule.media.mediaText;
      if (media === "print") rule.media.mediaText = "all";
      else if (/screen|prefers-/.test(media)) rule.media.mediaText = "not all";
    }
    if (rule.cssRules) asPaper(rule.cssRules);
  }
}

function settle(name) {
  const inside = frame(name).contentDocument;
  if (name !== "print" || !inside?.documentElement) return;
  for (const sheet of inside.styleSheets) asPaper(sheet.cssRules);
  inside.documentElement.style.setProperty("padding", "16mm 14mm");
}

/** What a page's look hangs on: its style sheets. */
const look = (inside) => [...inside.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href")).join(" ");

/** Shows the draft at an address. A page that is already there keeps its place; only its text is exchanged. */
export async function show(address) {
  const at = `draft/${address}`;
  const html = await page(at);
  if (html === null) return;
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const name of Object.keys(WIDTHS)) {
    const inside = frame(name).contentDocument;
    const here = shown === address && inside?.body && inside.URL.endsWith(at) && look(inside) === look(fresh);
    if (here) inside.body.replaceWith(inside.importNode(fresh.body, true));
    else frame(name).src = at;
  }
  shown = address;
  fit();
}

const words = (text) => text.normalize("NFKC").replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').replace(/\s+/g, " ").trim();

let followed = "";

/** Brings the part of the page into view that is being written: that below a heading. */
export function follow(heading) {
  if (heading === followed) return;
  followed = heading;
  for (const name of Object.keys(WIDTHS)) {
    const inside = frame(name).contentDocument;
    const found = [...(inside?.querySelectorAll("main h2, main h3, main h4") ?? [])].find((one) => words(one.textContent).startsWith(words(heading)));
    if (heading === "") inside?.scrollingElement?.scrollTo(0, 0);
    else if (found) inside.scrollingElement.scrollTop += found.getBoundingClientRect().top - 24;
  }
}

/** Nothing to show. */
export function empty() {
  shown = null;
  followed = "";
  for (const name of Object.keys(WIDTHS)) frame(name).removeAttribute("src");
}

export function listen() {
  for (const name of Object.keys(WIDTHS)) frame(name).addEventListener("load", () => settle(name));
  new ResizeObserver(fit).observe($("frames"));
  $("views").addEventListener("click", (event) => {
    const view = event.target.dataset?.view;
    if (!view) return;
    for (const button of $("views").children) button.setAttribute("aria-pressed", String(button.dataset.view === view));
    $("frames").dataset.view = view;
    fit();
  });
}
