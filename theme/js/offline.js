// The copy of the site on a device: asked for, shown, told about, and taken away again.
//
// Nothing is kept and nothing is asked for until the reader presses a button on the page "offline"; that there is a
// registered worker is the consent, and nothing else remembers it. Where there is one, each page asks the site for
// `now.json`: is the site there, is this the newest page, are these the numbers to call? What a reader has to know comes
// in a note at the foot of the screen. No page is ever loaded again by itself.
//
// Never: how the copy is made; `worker.js` does that.
(() => {
  "use strict";

  const box = document.querySelector("[data-notes]");
  if (!box || !/^https?:$/.test(location.protocol) || !("serviceWorker" in navigator)) return;
  const container = navigator.serviceWorker;
  const root = new URL(`${box.dataset.notes}./`, location.href).href;
  const script = `${root}sw.js`;
  const ours = `latchwork ${new URL(root).pathname} `;
  const AGAIN = 5 * 60_000; // milliseconds between two looks at the site
  const WAIT = 8000;

  const policy = globalThis.trustedTypes?.createPolicy("latchwork-offline", {
    createScriptURL(address) {
      if (address !== script) throw new TypeError("this is not the site's own worker");
      return address;
    },
  });

  const registration = async () => {
    const found = await container.getRegistration(root);
    return found?.scope === root ? found : null;
  };

  const day = (iso) => new Date(iso).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });

  function element(name, attributes, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  const button = (label, press) => {
    const made = element("button", { type: "button", class: "button" }, label);
    made.addEventListener("click", press);
    return made;
  };

  /** Asks a worker something, and gives its answer; null where it gives none. */
  function ask(worker, type, patience = WAIT) {
    return new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      const timer = setTimeout(() => done(null), patience);
      port1.onmessage = ({ data }) => {
        clearTimeout(timer);
        done(data);
      };
      worker.postMessage({ type }, [port2]);
    });
  }

  // Notes

  const shown = new Map();

  let words = null;
  async function texts() {
    words ??= await (await fetch(root + box.dataset.words)).json();
    return words;
  }

  /** Shows a note at the foot of the screen; one of a kind. */
  function note(kind, ...content) {
    if (shown.has(kind)) return;
    const made = element("section", { class: "site-note", "data-note": kind }, element("div", { class: "site-note-words" }, ...content));
    const close = button(words.close, () => {
      made.hidden = true;
    });
    close.classList.add("site-note-close");
    made.append(close);
    shown.set(kind, made);
    box.append(made);
  }

  function withdraw(kind) {
    shown.get(kind)?.remove();
    shown.delete(kind);
  }

  const reload = () => location.reload();

  function numbers(contacts) {
    const entry = ({ label, number, tel }) =>
      element("li", {}, `${label}: `, tel ? element("a", { href: `tel:${tel.replace(/[^+\d*#,;]/g, "")}` }, number) : element("strong", {}, number));
    return element("ul", {}, ...contacts.map(entry));
  }

  // A look at the site

  async function current() {
    try {
      const answer = await fetch(`${root}now.json`, { cache: "no-store", signal: AbortSignal.timeout(WAIT) });
      const now = answer.ok ? await answer.json() : null;
      return now?.format === "latchwork.now/1" ? now : null;
    } catch {
      return null;
    }
  }

  async function look() {
    const [how, now] = await Promise.all([ask(container.controller, "how"), current()]);
    const say = await texts().catch(() => null);
    if (!say) return; // the page is newer than the copy, and the network has just gone: its numbers are as new as can be
    const kept = how?.served ?? (how?.served === undefined ? how?.copy?.kept : null);
    if (!now) {
      const since = kept && say.offline_note_kept.replace("{date}", day(kept));
      if (since || !how) note("offline", element("p", {}, since ?? say.offline_note_unknown));
      return;
    }
    withdraw("offline");
    if (now.numbers !== box.dataset.numbers) {
      note("numbers", element("p", {}, element("strong", {}, say.offline_note_numbers)), numbers(now.contacts), button(say.offline_note_reload, reload));
    } else if (how?.served && now.version !== how.copy?.version) {
      note("older", element("p", {}, say.offline_note_older.replace("{date}", day(how.served))), button(say.offline_note_reload, reload));
    }
  }

  // New versions

  let pressed = false;
  let asking = false;

  async function announce(worker) {
    if (asking) return;
    const say = await texts().catch(() => null);
    if (!say) return;
    note("updated", element("p", {}, say.offline_note_updated), button(say.offline_note_show, () => {
      pressed = true;
      if (worker.state === "installed") worker.postMessage({ type: "show" });
      else reload();
    }));
  }

  function watch(registered) {
    if (registered.waiting) announce(registered.waiting);
    registered.addEventListener("updatefound", () => {
      const worker = registered.installing;
      const isFirst = !registered.active;
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && !isFirst) announce(worker);
      });
    });
    const had = Boolean(container.controller);
    container.addEventListener("controllerchange", () => {
      if (pressed) reload();
      else if (had) announce(container.controller);
    });
  }

  // The manifest is for those who keep a copy: with it, a phone can put the site on its first screen, where it opens
  // without a network. Others are not asked to load it, and from a disk no browser could.
  function introduce() {
    if (document.querySelector('link[rel="manifest"]')) return;
    document.head.append(element("link", { rel: "manifest", href: `${root}site.webmanifest` }));
  }

  async function begin() {
    const registered = await registration();
    if (!registered) return;
    introduce();
    watch(registered);
    if (!container.controller) return;
    let last = Date.now();
    look();
    addEventListener("online", look);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - last < AGAIN) return;
      last = Date.now();
      look();
      registered.update().catch(() => {}); // without a network there is nothing new
    });
  }

  // The page on which the reader decides

  async function forget() {
    await (await registration())?.unregister();
    const names = (await caches.keys()).filter((name) => name.startsWith(ours));
    await Promise.all(names.map((name) => caches.delete(name)));
  }

  /** Waits until a worker has done its work or given up. One that would wait for another need not: the reader asked. */
  function settled(worker) {
    return new Promise((done) => {
      const heard = () => {
        if (worker.state === "installed") worker.postMessage({ type: "show" });
        if (worker.state === "activated") done(true);
        if (worker.state === "redundant") done(false);
      };
      worker.addEventListener("statechange", heard);
      heard();
    });
  }

  async function keep() {
    const registered = await container.register(policy ? policy.createScriptURL(script) : script, { updateViaCache: "none" });
    const worker = registered.installing ?? registered.waiting ?? registered.active;
    if (!(await settled(worker))) return false;
    // A worker that was there before makes its copy again where the browser has cleared it away.
    return (await ask(worker, "keep", 10 * 60_000))?.good === true;
  }

  function decide(panel) {
    const part = (name) => panel.querySelector(`[data-part="${name}"]`);
    const [state, bar, yes, no] = ["state", "bar", "keep", "remove"].map(part);
    const say = panel.dataset;
    const settle = async (text) => {
      const worker = (await registration())?.active;
      const copy = worker ? (await ask(worker, "how"))?.copy : null;
      if (copy) introduce();
      bar.hidden = true;
      yes.hidden = Boolean(copy);
      no.hidden = !copy;
      yes.disabled = false;
      state.textContent = text ?? (copy ? say.kept.replace("{date}", day(copy.kept)) : say.none);
    };
    container.addEventListener("message", ({ data }) => {
      if (data?.type !== "progress") return;
      bar.max = data.total;
      bar.value = data.done;
    });
    yes.addEventListener("click", async () => {
      yes.disabled = true;
      asking = true;
      bar.hidden = false;
      state.textContent = say.working;
      const good = await keep().catch(() => false);
      if (good) navigator.storage?.persist?.().catch(() => {}); // asks the browser not to clear it away when room is short
      else await forget();
      asking = false;
      await settle(good ? undefined : say.failed);
    });
    no.addEventListener("click", async () => {
      await forget();
      await settle(say.removed);
      for (const kind of [...shown.keys()]) withdraw(kind);
    });
    panel.hidden = false;
    settle();
  }

  const panel = document.querySelector("[data-offline]");
  if (panel) {
    decide(panel);
    document.querySelector("[data-offline-cannot]")?.remove();
  }
  container.startMessages();
  begin();
})();
