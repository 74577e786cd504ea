// Chromium on this machine: where it is, and how it is started for tests and pictures.
//
// CHROMIUM names the browser; without it, the first one on the PATH is taken.
// Never: pages.

import { statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** The path of the browser. */
export function browserPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (!found) throw new Error("there is no Chromium on the PATH; install it, or name it with CHROMIUM=…");
  return found;
}

/** The browser, quiet and asking nobody for anything. */
export function launch() {
  return chromium.launch({
    executablePath: browserPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}

/** What the browser says of the font that a page asks for early. A disk lets a page use it and not ask for it; nothing is lost. */
export function isAboutFont(text) {
  return ["Access to font at 'file:", "net::ERR_FAILED", "A preload for 'file:", ".woff2"].some((part) => text.includes(part));
}
