// The preview's part of a page: a bar that tells where the page stands, a panel that tells what is wrong, and the page
// again as soon as another one is made. Published pages have none of this.
//
// What the reader is in the middle of stays: the place on the page, what fields hold, what is unfolded. A page that has
// not changed is left alone, so whoever fills in the planner is not disturbed by a save elsewhere; one that only looks
// different gets its new style sheet and nothing else.
//
// Texts of the site are drawn as text only. Never: what a finding means, how a page is made.
(() => {
  "use strict";
  const own = document.currentScript;
  if (!own || window.top !== window) return;
  const STATE = "latchwork-preview-state";
  const BAR = "latchwork-preview-bar";
  const started = own.dataset.mark;
  let generation = Number(own.dataset.generation);
  let marks = null;
  let facts = null;
  let away = false;
  let leaving = false;
  // What was wrong when somebody closed the panel; and whether it opened by itself.
  let hushed = "";
  let byItself = false;

  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const storage = {
    get(key) { try { return sessionStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, value); } catch { /* not kept, then */ } },
    remove(key) { try { sessionStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };

  // ---- what the reader is in the middle of

  const fields = () => [...document.querySelectorAll("input, select, textarea")];
  const folded = () => [...document.querySelectorAll("details")];

  // A name for an element that it has on the next page, too.
  const named = (element, all) => {
    if (element.id) return `#${element.id}`;
    const alike = all.filter((other) => !other.id && other.tagName === element.tagName && other.name === element.name);
    return `${element.tagName} ${element.name ?? ""} ${alike.indexOf(element)}`;
  };

  const held = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return { checked: field.checked };
    if (field.tagName === "SELECT") return { chosen: [...field.options].map((option) => option.selected) };
    if (["file", "password", "hidden", "submit", "button"].includes(field.type)) return null;
    return { value: field.value };
  };

  const remember = () => {
    const all = fields();
    const parts = folded();
    const active = document.activeElement;
    storage.set(STATE, JSON.stringify({
      path: location.pathname,
      at: [scrollX, scrollY],
      fields: all.map((field) => [named(field, all), held(field)]).filter(([, value]) => value !== null),
      folded: parts.map((part) => [named(part, parts), part.open]),
      focus: all.includes(active) ? named(active, all) : null,
      hash: location.hash,
    }));
  };

  // Puts one field back, and tells the page's own scripts as if somebody had typed.
  const put = (field, value) => {
    const now = JSON.stringify(held(field));
    if (now === JSON.stringify(value)) return;
    if ("checked" in value) field.checked = value.checked;
    else if ("chosen" in value) [...field.options].forEach((option, i) => { option.selected = value.chosen[i] ?? false; });
    else field.value = value.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const recall = async () => {
    const text = storage.get(STATE);
    storage.remove(STATE);
    if (!text) return;
    const state = JSON.parse(text);
    if (state.path !== location.pathname) return;
    let left = state.fields;
    // Fields that the page's script makes when others are filled in come a little later.
    for (const pause of [0, 30, 100, 300]) {
      await wait(pause);
      left = left.filter(([name, value]) => {
        const all = fields();
        const field = all.find((other) => named(other, all) === name);
        if (field) put(field, value);
        return !field;
      });
      if (left.length === 0) break;
    }
    for (const [name, open] of state.folded) {
      const part = folded().find((other, _, all) => named(other, all) === name);
      if (part) part.open = open;
    }
    const all = fields();
    all.find((field) => named(field, all) === state.focus)?.focus({ preventScroll: true });
    scrollTo({ left: state.at[0], top: state.at[1], behavior: "instant" });
  };

  // ---- whether this is still the page

  const loaded = () => {
    const entries = performance.getEntriesByType("resource").filter((entry) => !["css", "link"].includes(entry.initiatorType));
    const addresses = entries.map((entry) => new URL(entry.name)).filter((address) => address.origin === location.origin);
    return [...new Set(addresses.map((address) => address.pathname))].filter((path) => !path.startsWith("/_latchwork/"));
  };

  const ask = async () => {
    const query = new URLSearchParams({ path: location.pathname, also: loaded().join("\n") });
    const answer = await fetch(`/_latchwork/page.json?${query}`);
    if (!answer.ok) throw new Error(`the preview says ${answer.status}`);
    return answer.json();
  };

  const isChanged = (now) => {
    const { [location.pathname]: page, ...others } = now.marks;
    if (page !== null && page !== started) return true;
    if (marks === null) { marks = others; return false; }
    const changed = Object.entries(others).some(([path, mark]) => path in marks && marks[path] !== mark);
    marks = { ...others, ...marks };
    return changed;
  };

  // A style sheet with a new name takes the place of the old one when it is there, so that nothing is ever without style.
  const restyle = (styles) => {
    const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
    if (links.length !== styles.length) return;
    links.forEach((link, i) => {
      const address = new URL(styles[i], location.href).href;
      if (link.href === address || link.dataset.next === address) return;
      const next = link.cloneNode();
      next.removeAttribute("data-next");
      link.dataset.next = address;
      next.href = address;
      next.addEventListener("load", () => link.remove(), { once: true });
      next.addEventListener("error", () => next.remove(), { once: true });
      link.after(next);
    });
  };

  // ---- the bar and the panel

  const make = (tag, options = {}, ...children) => {
    const { text, data, ...attributes } = options;
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== false) element.setAttribute(name, value);
    if (text !== undefined) element.textContent = text;
    element.append(...children.filter(Boolean));
    return element;
  };
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const host = make("latchwork-preview");
  const root = host.attachShadow({ mode: "open" });
  const panel = make("section", { class: "panel", id: "panel", "aria-label": "What is wrong", tabindex: "0", hidden: "" });
  const bar = make("aside", { class: "bar", "aria-label": "Preview" });
  const said = make("p", { class: "said", role: "status" });
  // Until their style is here the bar and the panel would stand in the page, and move it.
  const stack = make("div", { class: "stack", hidden: "" }, panel, bar);
  const style = make("link", { rel: "stylesheet", href: "/_latchwork/live.css" });
  style.addEventListener("load", () => { stack.hidden = false; }, { once: true });
  root.append(style, said, stack);

  const link = (finding, words) => (finding.editor ? make("a", { href: finding.editor, text: words }) : make("span", { text: words }));

  const drawFinding = (finding) => {
    const where = finding.file ? `${finding.file}${finding.line ? `:${finding.line}:${finding.column}` : ""}` : "the site as a whole";
    return make("li", { class: finding.severity },
      make("h3", {}, make("span", { class: "severity", text: finding.severity }), ` ${finding.message}`),
      make("p", { class: "where" }, link(finding, where), make("code", { text: finding.code })),
      finding.drawn && make("pre", { text: finding.drawn, tabindex: "0", "aria-label": "The lines concerned" }),
      finding.help && make("p", { class: "help", text: finding.help }));
  };

  const drawPanel = () => {
    const { good, errors, wrong, doubtful } = facts;
    const close = make("button", { type: "button", text: "Close" });
    close.addEventListener("click", () => { hushed = key(); show(false); root.querySelector(".bar button")?.focus(); });
    const parts = [make("div", { class: "panel-head" },
      make("h2", { text: good ? "This page" : `${count(errors, "error")}: the last good page stays` }), close)];
    const list = (title, findings, all) => {
      if (findings.length === 0) return;
      if (title) parts.push(make("h3", { class: "list-title", text: title }));
      parts.push(make("ol", {}, ...findings.map(drawFinding)));
      if (all > findings.length) parts.push(make("p", { text: `and ${all - findings.length} more` }));
    };
    list("", wrong, errors);
    list(good ? "" : "Worth a look on this page", doubtful, doubtful.length);
    if (wrong.length + doubtful.length === 0) parts.push(make("p", { text: "Nothing to complain about." }));
    panel.replaceChildren(...parts);
  };

  const key = () => JSON.stringify(facts?.wrong.map((finding) => [finding.file, finding.line, finding.message]));
  const isShown = () => !panel.hidden;
  const show = (open) => {
    panel.hidden = !open;
    for (const button of root.querySelectorAll("[aria-controls=panel]")) button.setAttribute("aria-expanded", String(open));
  };

  const chip = (words, kind = "") => make("span", { class: `chip ${kind}`, text: words });

  const drawBar = () => {
    const small = storage.get(BAR) === "small";
    const { page, errors, warnings, good } = facts ?? {};
    const state = away ? ["The preview has ended", "bad"] : !good ? [count(errors ?? 0, "error"), "bad"] : ["Up to date", "fine"];
    const fold = make("button", { type: "button", class: "fold", "aria-expanded": String(!small), text: small ? "Preview" : "Hide" });
    fold.addEventListener("click", () => {
      storage.set(BAR, small ? "whole" : "small");
      if (!small) show(false);
      drawBar();
      root.querySelector(".fold").focus();
    });
    const items = [];
    if (page?.status === "draft") items.push(chip(page.status_words, "draft"));
    items.push(chip(...state));
    if (!small && facts) {
      if (page?.status && page.status !== "draft") items.push(chip(page.status_words, page.status));
      if (page?.due) items.push(chip(page.overdue ? `Review was due on ${page.due}` : `Next review by ${page.due}`, page.overdue ? "bad" : ""));
      if (page?.owner) items.push(chip(page.owner));
      if (page?.grade) items.push(chip(`School years: ${page.grade} (limit ${page.limit})`, page.too_hard ? "bad" : ""));
      if (page?.clinicians_grade) items.push(chip(`Clinicians' wording: ${page.clinicians_grade}`));
      const own = page?.findings ?? 0;
      const list = make("button", { type: "button", "aria-controls": "panel", "aria-expanded": String(isShown()),
        text: good ? `${count(own, "finding")} here` : "What is wrong" });
      list.addEventListener("click", () => { byItself = false; drawPanel(); show(!isShown()); if (isShown()) panel.focus(); });
      items.push(list, make("span", { class: "all", text: `${count(warnings, "warning")} on the whole site` }));
      if (page?.editor) items.push(make("a", { href: page.editor, text: page.file }));
      else if (page) items.push(make("span", { class: "all", text: page.file }));
    }
    bar.className = `bar${small ? " small" : ""}`;
    bar.replaceChildren(...items, fold);
  };

  const draw = () => {
    if (facts) {
      drawPanel();
      if (facts.good) {
        hushed = "";
        if (byItself) show(false);
        byItself = false;
      } else if (hushed !== key() && !isShown()) {
        byItself = true;
        show(true);
      }
    }
    drawBar();
    const words = away ? "The preview has ended. It goes on when it is started again."
      : facts && !facts.good ? `${count(facts.errors, "error")}. The last good page stays.` : "";
    if (said.textContent !== words) said.textContent = words;
  };

  // ---- round after round

  // Waits for the number of another round. A page that nobody sees does not wait: browsers open few connections to one
  // server, and many pages may be open.
  const news = async (known) => {
    if (document.hidden) await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
    const stop = new AbortController();
    const hide = () => { if (document.hidden) stop.abort(); };
    document.addEventListener("visibilitychange", hide);
    try {
      const answer = await fetch(`/_latchwork/news?after=${known}`, { signal: stop.signal });
      if (!answer.ok) throw new Error(`the preview says ${answer.status}`);
      return (await answer.json()).generation;
    } catch (error) {
      if (stop.signal.aborted) return known;
      throw error;
    } finally {
      document.removeEventListener("visibilitychange", hide);
    }
  };

  const follow = async () => {
    for (;;) {
      try {
        const now = await ask();
        generation = now.generation;
        away = false;
        if (isChanged(now)) {
          remember();
          location.reload();
          return;
        }
        facts = now;
        restyle(now.styles);
        draw();
        host.dataset.generation = generation;
        for (const known = generation; known === generation;) generation = await news(known);
      } catch {
        if (leaving) return;
        if (!away) { away = true; draw(); }
        await wait(1000);
      }
    }
  };

  addEventListener("pagehide", () => { leaving = true; });
  // A page that comes back from the browser's memory has missed what happened.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.body.append(host);
  recall().finally(follow);
})();
