// Asks Lighthouse about pages of a built site, as a telephone on a slow network sees them:
//
//   node tests/lighthouse/ask.mjs SITE PAGE…
//
// A page that is written `unlisted:PAGE` asks search engines not to list it, whatever is approved; of it this one thing
// is not asked.
// Fails unless all but performance is perfect; prints performance with what it rests on.
// Never: building the site.

import { resolve } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { browserPath } from "../browser/browser.mjs";
import { serve } from "../browser/site.mjs";

const JUDGED = ["accessibility", "best-practices", "seo"];
const SHOWN = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "total-byte-weight"];

const [folder, ...pages] = process.argv.slice(2);
const server = await serve(resolve(folder));
const chrome = await launch({ chromePath: browserPath(), chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
let good = true;
try {
  for (const written of pages) {
    const page = written.replace(/^unlisted:/, "");
    const skipAudits = page === written ? [] : ["is-crawlable"];
    const { lhr } = await lighthouse(`${server.origin}/${page}`, { port: chrome.port, logLevel: "error", skipAudits });
    const points = (name) => Math.round(lhr.categories[name].score * 100);
    console.log(`${page}: performance ${points("performance")}, ${JUDGED.map((name) => `${name} ${points(name)}`).join(", ")}`);
    console.log(`  ${SHOWN.map((name) => `${lhr.audits[name].title}: ${lhr.audits[name].displayValue}`).join("; ")}`);
    for (const name of ["performance", ...JUDGED]) {
      const lost = lhr.categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1);
      for (const { id } of lost) console.log(`  ${name} loses by ${id}: ${lhr.audits[id].title} ${lhr.audits[id].displayValue ?? ""}`);
      if (name !== "performance" && points(name) < 100) good = false;
    }
  }
} finally {
  await chrome.kill();
  server.close();
}
process.exitCode = good ? 0 : 1;
