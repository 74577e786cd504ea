// Paper: breaks sheets into pages as this browser sets their letters, and prints them.
//
// Pages are built in a frame of their own that is as wide as the paper and has the style of sheets alone, so that
// neither the phone's width nor the site's style counts. What does not fit goes to the next page, as on the program's own
// sheets: tables and lists break between rows and entries, with their heads again, all else stays in one piece, and a
// heading goes with what it heads. Then the pages move into the document, which prints them and nothing else.
//
// Comes after `planner-sheet.js`. Never: what stands on a sheet.
"use strict";

globalThis.latchworkPlanner.paper = (() => {
  const { element, loaded, emptyFrame } = globalThis.latchworkPlanner.dom;
  const { page: newPage, block: newBlock } = globalThis.latchworkPlanner.sheet;

  const PARTS = { table: "rows", list: "items", checklist: "items" };
  const FRAME = { class: "planner-frame", "aria-hidden": "true", tabindex: "-1", title: "" };

  const frames = new Map();

  /** The frame in which pages of a paper are measured. It is made once, while there may still be a network. */
  function frameOf(paper) {
    if (!frames.has(paper)) frames.set(paper, open(paper));
    return frames.get(paper);
  }

  async function open(paper) {
    const frame = await emptyFrame({ ...FRAME, "data-paper": paper });
    const inside = frame.contentDocument;
    inside.documentElement.lang = document.documentElement.lang;
    inside.documentElement.dir = document.documentElement.dir;
    inside.body.className = "sheet sheet-exact";
    const link = inside.createElement("link");
    link.rel = "stylesheet";
    link.href = papers().find((one) => one.dataset.sheets === paper).href;
    const ready = loaded(link);
    inside.head.append(link);
    // Without its style a frame measures nothing; the next time may be luckier.
    if (!(await ready)) frames.delete(paper);
    const letters = ["400 12pt", "700 12pt"].map((size) => inside.fonts.load(`${size} "Atkinson Hyperlegible Next"`));
    await Promise.allSettled(letters);
    return frame;
  }

  /** Makes the frames ready before anybody prints. */
  const warm = () => papers().forEach((link) => frameOf(link.dataset.sheets));

  /** A block in two after so many of its rows or entries. */
  function cut(block, count) {
    const key = PARTS[block.type];
    return [{ ...block, [key]: block[key].slice(0, count) }, { ...block, [key]: block[key].slice(count) }];
  }

  /** Lays parts of sheets out on pages inside the frame. Each part begins on a page of its own. */
  function breakUp(home, kit, sheets, print, made) {
    const pages = [];
    for (const { head, parts } of sheets) {
      for (const { subtitle, blocks } of parts) {
        let current = null;
        const turn = (small = false) => {
          current = newPage(kit, { ...head, subtitle, small }, made);
          home.append(current.page);
          pages.push(current);
        };
        const isFull = () => current.page.scrollHeight > current.page.clientHeight + 1;
        /** Cards of the second level side by side, in smaller letters where that makes one page of two. */
        const cardsOnOnePage = () => [false, true].some((small) => {
          turn(small);
          current.blocks.append(...sideBySide(blocks).map((block) => newBlock(block, kit.words)));
          if (!isFull()) return true;
          pages.pop().page.remove();
          return false;
        });
        if (head.two_columns && print === "standard" && cardsOnOnePage()) continue;
        turn();
        const queue = onOnePage(blocks, current, isFull, kit.words);
        while (queue.length > 0) {
          const block = queue.shift();
          const drawn = newBlock(block, kit.words);
          const isFirst = current.blocks.childElementCount === 0;
          current.blocks.append(drawn);
          if (!isFull()) continue;
          drawn.remove();
          const fits = fitting(block, current, isFull, kit.words);
          if (fits > 0) {
            const [here, there] = cut(block, fits);
            current.blocks.append(newBlock(here, kit.words));
            queue.unshift(there);
          } else if (isFirst) {
            // It is higher than a page, and nothing makes it smaller: it stands alone.
            current.blocks.append(drawn);
            if (queue.length > 0) turn();
            continue;
          } else queue.unshift(block);
          const carried = headings(current.blocks);
          turn();
          current.blocks.append(...carried);
        }
      }
    }
    return pages;
  }

  /** The same cards, those of the second level in two columns. */
  function sideBySide(blocks) {
    const isSecond = ({ type, level }) => type === "care" && level === "urgent";
    const cards = blocks.filter(isSecond);
    if (cards.length < 2) return blocks;
    const half = Math.ceil(cards.length / 2);
    const columns = { type: "columns", share: 50, columns: [cards.slice(0, half), cards.slice(half)] };
    const first = blocks.findIndex(isSecond);
    return blocks.flatMap((block, i) => (i === first ? [columns] : isSecond(block) ? [] : [block]));
  }

  /** Rows that are all to write in, below those that say something. */
  const spareRows = ({ rows }) => rows.length - 1 - rows.findLastIndex(({ cells }) => cells.some(({ kind }) => kind !== "write"));

  /** The blocks of a part, without some of the spare rows where only these keep it from being one page. */
  function onOnePage(blocks, current, isFull, words) {
    const at = blocks.findIndex((block) => block.type === "table" && block.fill && spareRows(block) > 0);
    if (at < 0) return [...blocks];
    const without = (count) => blocks.map((block, i) => (i === at && count > 0 ? { ...block, rows: block.rows.slice(0, -count) } : block));
    for (let count = 0; count < spareRows(blocks[at]); count += 1) {
      current.blocks.append(...without(count).map((block) => newBlock(block, words)));
      const fits = !isFull();
      current.blocks.replaceChildren();
      if (fits) return without(count);
    }
    return [...blocks];
  }

  /** How many rows or entries of a block still fit: none, or at least two, and never all but one. */
  function fitting(block, current, isFull, words) {
    const key = PARTS[block.type];
    if (!key || block.ordered) return 0;
    const all = block[key].length;
    let [low, high] = [0, all - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const drawn = newBlock(cut(block, middle)[0], words);
      current.blocks.append(drawn);
      if (isFull()) high = middle - 1;
      else low = middle;
      drawn.remove();
    }
    if (low < 2) return 0;
    return low === all - 1 && low > 2 ? low - 1 : low;
  }

  /** Headings at the foot of a page, which go with what follows. */
  function headings(blocks) {
    const carried = [];
    while (blocks.childElementCount > 1 && blocks.lastElementChild.matches("h2.sheet-heading")) {
      carried.unshift(blocks.lastElementChild);
      blocks.lastElementChild.remove();
    }
    return carried;
  }

  const styles = () => [...document.querySelectorAll('link[rel="stylesheet"]:not([data-sheets])')];
  /** The styles of sheets are on the page from the beginning, so that printing needs no network. */
  const papers = () => [...document.querySelectorAll("link[data-sheets]")];

  /** Takes the sheets away again, so that the page prints as itself. */
  function clear() {
    document.querySelector(".planner-paper")?.remove();
    delete document.documentElement.dataset.print;
    for (const link of papers()) link.media = "not all";
    for (const link of styles()) link.media = "all";
  }

  /**
   * Makes sheets ready to be printed in place of the page. `sheets` are `{ head: { title, calls, two_columns }, parts }`,
   * `words` the interface text, `made` a day in words. Gives the number of pages.
   */
  async function prepare(kit, sheets, { paper, print }, words, made) {
    clear();
    const style = papers().find((link) => link.dataset.sheets === paper);
    const { contentDocument: inside } = await frameOf(paper);
    inside.documentElement.dataset.print = print;
    inside.body.replaceChildren();
    const pages = breakUp(inside.body, kit, sheets, print, made);
    pages.forEach(({ page, number }, i) => {
      const text = words.say("page_n_of_m", { n: i + 1, m: pages.length });
      number.textContent = text;
      page.setAttribute("aria-label", text);
    });
    document.body.append(element("div", { class: "planner-paper sheet-pages" }, pages.map(({ page }) => page)));
    document.documentElement.dataset.print = print;
    style.media = "print";
    for (const link of styles()) link.media = "screen";
    return pages.length;
  }

  return Object.freeze({ prepare, clear, warm });
})();
