// The little that the pages do with script: remember the reader, make tabs, show the print button, tidy the address.
// Everything works without it.

const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* private window: not remembered */ } },
};

// Address: "…/relactation/index.html" is shown as "…/relactation/". Not for files opened from a disk.
if (/^https?:$/.test(location.protocol) && location.pathname.endsWith("/index.html")) {
  history.replaceState(history.state, "", location.pathname.slice(0, -"index.html".length) + location.search + location.hash);
}

// The header's search field: what is typed goes behind the "#" of the address, which browsers send to nobody.
for (const form of document.querySelectorAll(".site-search")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${form.action}#q=${encodeURIComponent(form.elements[0].value.trim())}`;
  });
}

// Reader's switch.
const readers = [...document.querySelectorAll('input[name="reader"]')];
if (readers.length > 0) {
  const remembered = readers.find((radio) => radio.value === store.get("reader"));
  if (remembered) remembered.checked = true;
  for (const radio of readers) radio.addEventListener("change", () => store.set("reader", radio.value));
}

// Where there is room, the contents of a page stand beside it, whole.
const contents = document.querySelector(".toc details");
if (contents) {
  const beside = matchMedia("(width >= 72rem)");
  const unfold = () => { contents.open = beside.matches; };
  beside.addEventListener("change", unfold);
  unfold();
}

// Print buttons.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Folded parts are open on paper.
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.more:not([open])")];
  for (const part of opened) part.open = true;
});
window.addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
});

// What the address names. Browsers write letters such as "é" as percent signs and digits there; an id has the letters.
function named() {
  try { return document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return null; }
}

// Tabs: stacked parts become a row of tabs, worked by arrow keys.
function makeTabs(box) {
  const panels = [...box.querySelectorAll(":scope > .tab")];
  if (panels.length < 2) return;
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");

  const tabs = panels.map((panel) => {
    const title = panel.querySelector(".tab-title");
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `${title.id}-tab`;
    tab.textContent = title.textContent;
    tab.setAttribute("role", "tab");
    panel.id ||= `${title.id}-panel`;
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.tabIndex = 0;
    list.append(tab);
    return tab;
  });

  const show = (index, focus) => {
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === index));
      tab.tabIndex = i === index ? 0 : -1;
      panels[i].hidden = i !== index;
    });
    if (focus) tabs[index].focus();
  };

  list.addEventListener("click", (event) => {
    const index = tabs.indexOf(event.target.closest("button"));
    if (index >= 0) show(index, false);
  });
  list.addEventListener("keydown", (event) => {
    const here = tabs.indexOf(document.activeElement);
    const step = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const to = { ArrowRight: here + step, ArrowLeft: here - step, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show((to + tabs.length) % tabs.length, true);
  });

  box.prepend(list);
  box.classList.add("tabs-live");
  const target = named();
  show(Math.max(0, panels.findIndex((panel) => panel.contains(target))), false);
}
for (const box of document.querySelectorAll(".tabs")) makeTabs(box);

// A link to or into a hidden tab or a folded part opens it.
function unfold() {
  const target = named();
  if (!target) return;
  const panel = target.closest(".tab[hidden]");
  if (panel) document.getElementById(panel.getAttribute("aria-labelledby"))?.click();
  const folded = target.closest("details:not([open])");
  if (folded) folded.open = true;
  if (panel || folded) target.scrollIntoView();
}
window.addEventListener("hashchange", unfold);
unfold();
