// The page for searching: takes what is typed, shows care cards and results, says how many there are.
// What is typed stays here: it stands behind the "#" of the address, which browsers send to nobody.
// Texts become text nodes; nothing is ever read as markup.
// Never: how results are found.
(() => {
  "use strict";

  const { use, find, warm, pieces, passage, core } = globalThis.latchworkSearch;
  const COUNT = 10; // results at a time
  const PASSAGE = 220; // characters

  // Fetching parts: scripts beside the core, by names that the core lists and no others.

  function fetcher() {
    const base = new URL(".", document.querySelector("script[data-search-core]").src);
    const listed = ["words", "places", "pages"].flatMap((kind) => core()[kind].map(([, name]) => new URL(name, base).href));
    const known = new Set(listed);
    const check = (address) => {
      if (!known.has(address)) throw new TypeError("not a part of the index");
      return address;
    };
    const policy = globalThis.trustedTypes?.createPolicy("latchwork-search", { createScriptURL: check });
    return (name) => new Promise((done, fail) => {
      const address = new URL(name, base).href;
      const script = document.createElement("script");
      script.src = policy ? policy.createScriptURL(address) : check(address);
      script.onload = () => { script.remove(); done(); };
      script.onerror = () => { script.remove(); fail(new Error("a part of the index did not come")); };
      document.head.append(script);
    });
  }

  // The query in the address

  function typed() {
    const [, inside = ""] = /^#q=(.*)$/s.exec(location.hash) ?? [];
    if (inside !== "") {
      try { return decodeURIComponent(inside); } catch { return inside; }
    }
    return new URLSearchParams(location.search).get("q") ?? "";
  }

  function keep(query) {
    const hash = query === "" ? "" : `#q=${encodeURIComponent(query)}`;
    history.replaceState(history.state, "", location.pathname + hash);
  }

  // Elements

  function element(name, className, ...content) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  }

  function marked(text, forms) {
    return pieces(text, forms).map((piece) => (piece.marked ? element("mark", "", piece.text) : piece.text));
  }

  function link(root, { href, clinician }, ...content) {
    const made = element("a", "", ...content);
    made.href = root + href;
    // The wording for clinicians is not shown by itself; the link asks for it as the reader's switch would.
    if (clinician) made.dataset.reader = "clinician";
    return made;
  }

  function card({ level, title, href, page, lines }, forms, root, number) {
    const made = document.getElementById(`search-card-${level}`).content.cloneNode(true);
    const id = `search-care-${number}`;
    made.querySelector("section").setAttribute("aria-labelledby", id);
    made.querySelector(".care-title").id = id;
    made.querySelector("[data-title]").textContent = title;
    const body = made.querySelector(".care-body");
    let list = null;
    for (const { item, text } of lines) {
      if (item && !list) body.append((list = element("ul")));
      if (!item) list = null;
      (list ?? body).append(element(item ? "li" : "p", "", ...marked(text, forms)));
    }
    const where = made.querySelector("[data-page]");
    where.href = root + href;
    where.textContent = page;
    return made;
  }

  function result({ title, trail, first, more }, forms, root, words) {
    const name = link(root, first, ...marked(title, forms));
    if (first.heading !== "") name.append(element("span", "result-section", ...marked(first.heading, forms)));
    const made = element("li", "result", element("h2", "result-title", name));
    const where = element("p", "result-trail", trail.join(" › "));
    if (first.clinician) where.append(" ", element("span", "tag", words.clinician));
    if (trail.length > 0 || first.clinician) made.append(where);
    const text = passage(first.text, forms, PASSAGE);
    if (text !== "") made.append(element("p", "result-text", ...marked(text, forms)));
    if (more.length > 0) {
      const others = element("ul", "result-more");
      for (const section of more) {
        const other = element("li", "", link(root, section, ...marked(section.heading, forms)));
        if (section.clinician) other.append(" ", element("span", "tag", words.clinician));
        others.append(other);
      }
      made.append(others);
    }
    return made;
  }

  // The page

  function start() {
    const box = document.querySelector(".search[data-root]");
    if (!box) return;
    const [form, field, said, cards, list, nothing, failed, guess, more, ways] =
      ["form", "field", "said", "cards", "list", "nothing", "failed", "guess", "more", "ways"]
        .map((name) => box.querySelector(`[data-part="${name}"]`));
    if (!core()) {
      failed.hidden = false;
      return;
    }
    const words = box.dataset;
    const root = words.root;
    let turn = 0;
    let telling = 0;
    use(fetcher());

    // Said to screen readers once the typing rests, so that no count interrupts the next letter.
    function say(text) {
      clearTimeout(telling);
      telling = setTimeout(() => { said.textContent = text; }, 500);
    }

    function clear() {
      cards.replaceChildren();
      list.replaceChildren();
      for (const part of [nothing, failed, guess, more]) part.hidden = true;
      ways.hidden = false;
      say("");
    }

    async function show(query) {
      const mine = ++turn;
      const isMine = () => mine === turn;
      if (query.trim() === "") return clear();
      try {
        const onCards = (found, forms) => {
          if (isMine()) cards.replaceChildren(...found.map((one, number) => card(one, forms, root, number)));
        };
        const found = await find(query, { count: COUNT, onCards });
        if (!isMine()) return;
        const items = (results) => results.map((one) => result(one, found.forms, root, words));
        list.replaceChildren(...items(found.results));
        ways.hidden = found.total > 0;
        nothing.hidden = found.total > 0;
        failed.hidden = true;
        guess.hidden = found.guess === null;
        if (found.guess !== null) {
          guess.querySelector("button").textContent = found.guess;
        }
        let count = found.results.length;
        more.hidden = count >= found.total;
        more.onclick = async () => {
          const next = items(await found.more(count, COUNT));
          if (!isMine()) return;
          list.append(...next);
          next[0]?.querySelector("a").focus();
          count += next.length;
          more.hidden = count >= found.total || next.length === 0;
        };
        const counted = found.total === 0 ? words.none : words.count.replace("{count}", String(found.total));
        say([...found.cards.map(({ level, title }) => `${words[level]} ${title}`), counted].join(". "));
      } catch {
        if (!isMine()) return;
        list.replaceChildren();
        failed.hidden = false;
        ways.hidden = false;
        say(failed.textContent);
      }
    }

    let rest = 0;
    field.addEventListener("input", () => {
      clearTimeout(rest);
      rest = setTimeout(() => { keep(field.value.trim()); show(field.value); }, 150);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(rest);
      keep(field.value.trim());
      show(`${field.value} `); // the last word is whole
    });
    guess.querySelector("button").addEventListener("click", (event) => {
      field.value = event.target.textContent;
      field.focus();
      form.requestSubmit();
    });

    // Arrow keys go from the field into the results and back; Escape clears; "/" leads back to the field. They
    // hold only while something of the search has the focus, so they take no key from anybody's other tools.
    const links = () => [...list.querySelectorAll(".result-title a")];
    box.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const all = links();
      const here = all.indexOf(document.activeElement);
      const inField = document.activeElement === field;
      if (event.key === "ArrowDown" && (inField || here >= 0) && here + 1 < all.length) all[here + 1].focus();
      else if (event.key === "ArrowUp" && here > 0) all[here - 1].focus();
      else if (event.key === "ArrowUp" && here === 0) field.focus();
      else if (event.key === "/" && !inField) field.focus();
      else if (event.key === "Escape") {
        field.value = "";
        keep("");
        clear();
        turn += 1;
        field.focus();
      } else return;
      event.preventDefault();
    });
    // A result in the wording for clinicians opens in that wording.
    list.addEventListener("click", (event) => {
      if (event.target.closest("a")?.dataset.reader !== "clinician") return;
      try { localStorage.setItem("reader", "clinician"); } catch { /* private window: the reader's switch is on the page */ }
    });

    const begin = () => {
      const query = typed();
      if (location.search !== "") keep(query); // what came as "?q=" goes behind the "#"
      field.value = query;
      show(query === "" ? "" : `${query} `);
    };
    window.addEventListener("hashchange", begin);
    begin();
    if (field.value === "") field.focus({ preventScroll: true });
    warm().catch(() => {});
  }

  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})();
