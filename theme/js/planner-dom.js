// Making elements: everything that the planner shows is built here, from texts and never from markup.
//
//   element("p", { class: "lead", hidden: true }, "Words", child)
//
// Attributes that are functions are listeners: `onclick`. Others are set as they are; `false`, `null` and `undefined`
// leave one out.
//
// Comes after `planner-words.js`. Never: plans, dates.
"use strict";

globalThis.latchworkPlanner.dom = (() => {
  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(key.slice(2), value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
    return made;
  }

  const button = (label, press, look = "button", more = {}) =>
    element("button", { type: "button", class: look, onclick: press, ...more }, label);

  /** A title that can be put into focus when a new part comes. */
  const title = (level, id, words) => element(`h${level}`, { id, tabindex: "-1", class: "planner-title" }, words);

  /** Parts behind a row of tabs, worked by arrow keys. `parts` are `{ id, label, fill }`; `fill` gives what is in one. */
  function tabs(label, parts, current, changed) {
    const panel = element("div", { class: "planner-panel", role: "tabpanel", id: "planner-panel", tabindex: "0" });
    const all = parts.map(({ id, label: words }) =>
      element("button", { type: "button", role: "tab", id: `planner-tab-${id}`, "aria-controls": "planner-panel" }, words));
    const show = (index, focus) => {
      all.forEach((tab, i) => {
        tab.setAttribute("aria-selected", String(i === index));
        tab.tabIndex = i === index ? 0 : -1;
      });
      panel.setAttribute("aria-labelledby", all[index].id);
      panel.replaceChildren(...parts[index].fill());
      if (focus) all[index].focus();
      changed(parts[index].id);
    };
    const list = element("div", { class: "planner-tabs", role: "tablist", "aria-label": label }, all);
    list.addEventListener("click", (event) => {
      const index = all.indexOf(event.target.closest("button"));
      if (index >= 0) show(index, false);
    });
    list.addEventListener("keydown", (event) => {
      const here = all.indexOf(document.activeElement);
      const step = getComputedStyle(list).direction === "rtl" ? -1 : 1;
      const to = { ArrowRight: here + step, ArrowLeft: here - step, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show((to + all.length) % all.length, true);
    });
    show(Math.max(0, parts.findIndex(({ id }) => id === current)), false);
    return [list, panel];
  }

  /** Gives a text to the reader as a file. */
  function download(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = element("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  const EMPTY = "<!doctype html>";

  // Browsers that ask for it get a promise: only the site's own plans become scripts, and only nothing becomes markup.
  const policy = globalThis.trustedTypes?.createPolicy("latchwork", {
    createScriptURL(address) {
      if (!/^(\.\.\/)*protocols\/[a-z0-9-]+\.js$/.test(address)) throw new TypeError("this is no plan of this site");
      return address;
    },
    createHTML: () => EMPTY,
  });

  /** Loads a script of this site. */
  function loadScript(address) {
    const loader = document.createElement("script");
    const done = loaded(loader);
    loader.src = policy ? policy.createScriptURL(address) : address;
    document.head.append(loader);
    return done;
  }

  /** An empty document in a frame, which sets letters as any page does and not as pages did before there were rules. */
  async function emptyFrame(attributes) {
    const frame = element("iframe", attributes);
    const done = loaded(frame);
    frame.srcdoc = policy ? policy.createHTML(EMPTY) : EMPTY;
    document.body.append(frame);
    await done;
    return frame;
  }

  /** Comes true when an element has loaded, and false when it cannot. */
  const loaded = (it) => new Promise((resolve) => {
    it.addEventListener("load", () => resolve(true), { once: true });
    it.addEventListener("error", () => resolve(false), { once: true });
  });

  return Object.freeze({ element, button, title, tabs, download, loaded, loadScript, emptyFrame });
})();
