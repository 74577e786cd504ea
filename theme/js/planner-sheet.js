// A sheet of paper as elements: the same structure and the same classes as the program's own sheets.
//
// The counterpart of `templates/sheet.html`; `sheet.css` gives both their look.
//
// Comes after `planner-dom.js`. Never: what a sheet says, where a page ends.
"use strict";

globalThis.latchworkPlanner.sheet = (() => {
  const { element } = globalThis.latchworkPlanner.dom;
  const SVG = "http://www.w3.org/2000/svg";

  const box = () => element("span", { class: "sheet-box", "aria-hidden": "true" });
  const heading = (text) => (text ? element("h2", { class: "sheet-heading" }, text) : null);
  const unseen = (text) => element("span", { class: "visually-hidden" }, text);

  function cell({ kind, text }, emphasis, first, words) {
    switch (kind) {
      case "header": {
        const mark = emphasis === "night" && first ? element("span", { class: "row-mark" }, words.night) : null;
        return element("th", { scope: "row" }, text, mark ? " " : null, mark);
      }
      case "tick": return element("td", { class: "cell-tick" }, box(), text ? ` ${text}` : null);
      case "write": return element("td", { class: "cell-write" }, text ? element("span", { class: "cell-hint" }, text) : null);
      default: return element("td", {}, text);
    }
  }

  const row = ({ emphasis, cells }, words) =>
    element("tr", { class: emphasis && `row-${emphasis}` }, cells.map((one, i) => cell(one, emphasis, i === 0, words)));

  function table({ caption, columns, rows, fill }, words) {
    const all = columns.reduce((sum, { share }) => sum + share, 0);
    const col = ({ share }) => element("col", { class: `w${Math.round((share * 100) / all)}` });
    const grid = element("table", { class: fill ? "sheet-grid sheet-fill" : "sheet-grid" },
      element("caption", {}, caption),
      element("colgroup", {}, columns.map(col)),
      element("thead", {}, element("tr", {}, columns.map(({ label }) => element("th", { scope: "col" }, label)))),
      element("tbody", {}, rows.map((one) => row(one, words))));
    return element("div", { class: fill ? "sheet-scroll sheet-fill" : "sheet-scroll" }, grid);
  }

  function care({ level, level_label: label, title, items, contact }) {
    const note = contact?.note ? element("span", { class: "sheet-care-note" }, contact.note) : null;
    return element("section", { class: `sheet-care sheet-care-${level}` },
      element("h2", { class: "sheet-care-title" }, element("span", { class: "sheet-care-level" }, label), ` ${title}`),
      element("ul", {}, items.map((item) => element("li", {}, item))),
      contact && element("p", { class: "sheet-care-contact" }, `${contact.label}: `,
        element("strong", {}, contact.number), note ? " " : null, note));
  }

  function block(it, words) {
    switch (it.type) {
      case "heading": return heading(it.text);
      case "text": return element("p", { class: it.strong ? "sheet-text sheet-strong" : "sheet-text" }, it.text);
      case "fields":
        return element("dl", { class: "sheet-fields" }, it.fields.map(({ label, value }) => (
          element("div", {}, element("dt", {}, label), element("dd", {}, value ?? unseen(words.write_here))))));
      case "facts":
        return element("dl", { class: "sheet-facts-list" }, it.facts.map(({ label, value }) => (
          element("div", {}, element("dt", {}, label), element("dd", {}, value)))));
      case "table": return table(it, words);
      case "ticks":
        return element("p", { class: "sheet-ticks" }, element("span", { class: "sheet-ticks-label" }, it.label), " ",
          element("span", { class: "sheet-boxes" }, Array.from({ length: it.count }, box),
            unseen(words.boxes.replaceAll("{n}", String(it.count)))),
          it.hint && element("span", { class: "sheet-hint" }, ` ${it.hint}`));
      case "care": return care(it);
      case "columns":
        return element("div", { class: "sheet-columns" }, it.columns.map((cards, i) => (
          element("div", { class: i === 0 && `w${it.share}` }, cards.map((card) => block(card, words))))));
      case "list":
        return element("div", { class: "sheet-list" }, heading(it.title),
          element(it.ordered ? "ol" : "ul", {}, it.items.map((item) => element("li", {}, item))));
      case "checklist":
        return element("div", { class: "sheet-list sheet-checklist" }, heading(it.title),
          element("ul", {}, it.items.map((item) => element("li", {}, box(), " ", element("span", {}, item)))));
      default:
        return element("section", { class: "sheet-form" }, element("h2", { class: "sheet-form-title" }, it.title),
          it.note && element("p", {}, it.note),
          element("dl", { class: "sheet-form-fields" }, it.fields.map((label) => (
            element("div", {}, element("dt", {}, label), element("dd", {}, unseen(words.write_here)))))));
    }
  }

  function code({ size, path }, address) {
    const drawn = document.createElementNS(SVG, "svg");
    const line = document.createElementNS(SVG, "path");
    const marks = { class: "sheet-qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": address, "shape-rendering": "crispEdges" };
    for (const [name, value] of Object.entries(marks)) drawn.setAttribute(name, value);
    line.setAttribute("d", path);
    drawn.append(line);
    return drawn;
  }

  const spans = (texts) => texts.flatMap((text) => [element("span", {}, text), " "]);

  /** A page without blocks: `{ page, blocks, number }`. `made` is the day on which it is made, in words. */
  function page(kit, { title, subtitle, calls, small }, made) {
    const { footer } = kit;
    const blocks = element("div", { class: "sheet-blocks" });
    const number = element("span", { class: "sheet-number" });
    const facts = footer.facts.map((fact) => fact.replaceAll("{date}", made));
    const whole = element("section", { class: small ? "sheet-page sheet-small" : "sheet-page" },
      element("div", { class: "sheet-head" },
        element("div", { class: "sheet-names" }, element("p", { class: "sheet-title" }, title),
          subtitle && element("p", { class: "sheet-subtitle" }, subtitle)),
        element("div", { class: "sheet-origin" }, element("p", { class: "sheet-clinic" }, footer.clinic),
          element("p", { class: "sheet-protocol" }, kit.protocol.title))),
      kit.draft && element("p", { class: "sheet-draft" }, element("strong", {}, kit.draft.mark), " ",
        element("span", {}, kit.draft.text)),
      blocks,
      element("div", { class: "sheet-foot" },
        element("div", { class: "sheet-foot-words" },
          calls && element("p", { class: "sheet-calls" }, spans(footer.calls)),
          element("p", { class: "sheet-facts" }, spans(facts)),
          element("p", { class: "sheet-notice" }, footer.notice),
          element("p", { class: "sheet-place" }, element("span", { class: "sheet-address" }, footer.address), " ", number)),
        code(footer.qr, footer.address)));
    return { page: whole, blocks, number };
  }

  return Object.freeze({ page, block });
})();
