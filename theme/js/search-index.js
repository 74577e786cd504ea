// The index of search: takes its parts as they come, looks words up, forgives slips, ranks sections.
// What the parts hold is told in src/search/write.rs. How parts are fetched is for the page, or a test, to say.
// Never: the page's elements, addresses beyond the parts' names.
(() => {
  "use strict";

  const { words, slips } = globalThis.latchworkWords;

  const STEPS = 31; // of a weight, as in src/search/count.rs
  const MOST_TERMS = 8; // that one typed word may stand for
  const CONTEXT = 0.7; // what the words of a page's head count for its sections
  const PAIR_NAMED = 0.2; // what neighbors of the query add that are neighbors in a title, a heading or a page's own words
  const PAIR_TEXT = 0.05; // and in a text
  const CARD_TELLS = 0.5; // how much a query has to tell to bring up a care card
  const SHOWN_CARDS = 2;

  let core = null;
  let firstSections = []; // the number of each page's first section, and of all sections at the end
  let fetchPart = () => Promise.reject(new Error("nobody fetches parts"));
  const parts = new Map();
  const asked = new Map();

  /** Takes a part of the index. Parts are scripts that call this with plain data. */
  function take([kind, ...data]) {
    if (kind === "core") {
      [core] = data;
      let next = 0;
      firstSections = core.sections.map((count) => (next += count) - count);
      firstSections.push(next);
      core.small = new Set(core.small.split(" "));
      return;
    }
    const [number, ...content] = data;
    if (kind === "words") content[0] = content[0].split(" ");
    parts.set(`${kind} ${number}`, content);
  }

  /** Says how a part is fetched: a function from its file's name to a promise. */
  function use(fetcher) {
    fetchPart = fetcher;
  }

  function part(kind, number) {
    const name = `${kind} ${number}`;
    if (parts.has(name)) return Promise.resolve(parts.get(name));
    if (!asked.has(name)) {
      const coming = Promise.resolve(fetchPart(core[kind][number][1])).then(() => parts.get(name));
      // What failed may be asked for again.
      coming.catch(() => asked.delete(name));
      asked.set(name, coming);
    }
    return asked.get(name);
  }

  /** The number of the part that a key is in: the last one that begins with it or before it. */
  function partOf(kind, key) {
    const list = core[kind];
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (list[middle][0] <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first place in a sorted list that is not before a key. */
  function lowerBound(list, key) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Looking words up

  /** The term of a form, or undefined. */
  async function exact(form) {
    if (core.words.length === 0) return undefined;
    const [forms, terms] = await part("words", partOf("words", form));
    const at = lowerBound(forms, form);
    return forms[at] === form ? terms[at] : undefined;
  }

  /** Forms that begin so, with their terms. */
  async function beginning(start) {
    const found = [];
    if (core.words.length === 0) return found;
    for (let number = partOf("words", start); number < core.words.length && found.length < 40; number += 1) {
      const [forms, terms] = await part("words", number);
      let at = lowerBound(forms, start);
      for (; at < forms.length && forms[at].startsWith(start) && found.length < 40; at += 1) {
        found.push({ form: forms[at], term: terms[at] });
      }
      if (at < forms.length) break;
    }
    return found;
  }

  /** A known form that the word grew from by an ending: "leaking" from "leak", "storing" from "store". */
  async function grown(word) {
    for (let cut = 1; cut <= 4; cut += 1) {
      const base = word.slice(0, -cut);
      if (base.length < Math.max(3, cut)) return null;
      for (const form of [base, `${base}e`, `${base}y`]) {
        const term = form === word ? undefined : await exact(form);
        if (term !== undefined) return { form, term, weight: 0.8 - 0.08 * cut };
      }
    }
    return null;
  }

  /** Two known words that were written as one: "breastmilk". */
  async function halves(word) {
    for (let at = 3; at <= word.length - 3; at += 1) {
      const pair = [word.slice(0, at), word.slice(at)];
      const terms = [await exact(pair[0]), await exact(pair[1])];
      if (terms.every((term) => term !== undefined)) return pair;
    }
    return null;
  }

  const nearest = new Map();

  /** Known forms within a slip or two, the nearest first; looked for once. */
  async function near(word) {
    if (!nearest.has(word)) nearest.set(word, await nearIn(word));
    return nearest.get(word);
  }

  /** Looks among the forms with the same first letter, then further. */
  async function nearIn(word) {
    const most = word.length < 4 ? 0 : word.length < 5 ? 1 : 2;
    if (most === 0 || core.words.length === 0) return [];
    const all = core.words.map((_, number) => number);
    const from = partOf("words", word[0]);
    const to = partOf("words", `${word[0]}\uffff`);
    const alike = all.slice(from, to + 1);
    for (const numbers of [alike, all.filter((number) => !alike.includes(number))]) {
      const found = [];
      for (const number of numbers) {
        const [forms, terms] = await part("words", number);
        forms.forEach((form, at) => {
          if (form.length < 3 || Math.abs(form.length - word.length) > most) return;
          const count = slips(word, form, most);
          if (count <= most) found.push({ form, term: terms[at], slips: count, first: form[0] === word[0] });
        });
      }
      if (found.length > 0) {
        found.sort((a, b) => a.slips - b.slips || Number(b.first) - Number(a.first) || Math.abs(a.form.length - word.length) - Math.abs(b.form.length - word.length));
        const least = found[0].slips;
        return found.filter((one) => one.slips === least).slice(0, 6)
          .map((one) => ({ ...one, weight: (one.slips === 1 ? 0.7 : 0.45) * (one.first ? 1 : 0.8) }));
      }
    }
    return [];
  }

  /** What a typed word may stand for: { word, terms: Map from term to weight, known, guess }. */
  async function lookUp(word, open) {
    const terms = new Map();
    const put = (term, weight) => terms.set(term, Math.max(weight, terms.get(term) ?? 0));
    const own = await exact(word);
    if (own !== undefined) put(own, 1);
    let guess = null;
    if (word.length > 2 && (own === undefined || open)) {
      for (const { form, term } of await beginning(word)) {
        if (form !== word) put(term, (own === undefined ? 0.85 : 0.3) * (word.length / form.length));
      }
    }
    if (own === undefined) {
      const root = await grown(word);
      if (root) put(root.term, root.weight);
      if (terms.size === 0 || (!root && !open)) {
        const close = await near(word);
        for (const { term, weight } of close) put(term, weight);
        if (close.length > 0 && !root) guess = close[0];
      }
    }
    const best = [...terms].sort((a, b) => b[1] - a[1]).slice(0, MOST_TERMS);
    return { word, terms: new Map(best), known: own !== undefined, guess };
  }

  /** Everything that a query asks for, word by word. */
  async function understand(query) {
    const typed = [...new Set(words(query).map(({ word }) => word))]; // a word said twice counts once
    const telling = typed.filter((word) => !core.small.has(word));
    const used = telling.length > 0 ? telling : typed;
    const isOpen = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(query);
    const asked = [];
    for (const [at, word] of used.entries()) {
      const open = isOpen && at === used.length - 1;
      const one = await lookUp(word, open);
      const pair = one.known || (open && one.terms.size > 0 && !one.guess) ? null : await halves(word);
      if (pair) for (const half of pair) asked.push(await lookUp(half, false));
      else asked.push(one);
    }
    // Two words that are known as one: "breast feeding".
    for (let at = 0; at + 1 < asked.length; at += 1) {
      const joined = await exact(asked[at].word + asked[at + 1].word);
      if (joined === undefined) continue;
      for (const one of [asked[at], asked[at + 1]]) one.terms.set(joined, Math.max(0.8, one.terms.get(joined) ?? 0));
    }
    return asked;
  }

  // Care cards

  /** The care cards that a query asks for, the most urgent first. */
  function cardsFor(asked) {
    const stands = (one, term) => one.terms.get(term) ?? 0;
    const told = core.lines.map(([, , terms]) => {
      const shares = asked.map((one) => {
        let best = 0;
        for (let i = 0; i < terms.length; i += 2) best = Math.max(best, (stands(one, terms[i]) * terms[i + 1]) / 100);
        return best;
      });
      const met = shares.filter((share) => share > 0).length;
      return shares.reduce((all, share) => all + share, 0) * (met / Math.max(1, asked.length));
    });
    const found = [];
    core.cards.forEach(([level, title, href, number, page, lines, phrases], order) => {
      let tells = Math.max(0, ...lines.map((line) => told[line]));
      for (const phrase of phrases) {
        const met = phrase.map((term) => Math.max(0, ...asked.map((one) => stands(one, term))));
        if (Math.min(...met) >= 0.6) tells = Math.max(tells, 1 + met.length);
      }
      if (tells < CARD_TELLS) return;
      const text = lines.map((line) => ({ item: core.lines[line][0] === 1, text: core.lines[line][1] }));
      found.push({ level, title, href, number, page, tells, order, lines: text });
    });
    found.sort((a, b) => b.tells - a.tells || a.order - b.order);
    const chosen = found.filter((card, at) => card.tells >= found[0].tells * 0.6 && found.findIndex((other) => other.level === card.level) === at);
    const rank = (card) => (card.level === "emergency" ? 0 : 1);
    return chosen.slice(0, SHOWN_CARDS).sort((a, b) => rank(a) - rank(b));
  }

  // Ranking

  /** Where each term stands: [rarity, sections, weights]. */
  async function places(term) {
    const number = partOf("places", term);
    const [lists] = await part("places", number);
    return lists[term - core.places[number][0]];
  }

  /** What each section counts for one word of the query. */
  async function weigh(one, sections) {
    const counts = new Float32Array(sections);
    let rarity = 0;
    const lists = await Promise.all([...one.terms].map(async ([term, weight]) => [await places(term), weight]));
    for (const [list, weight] of lists) {
      if (list.length === 1) continue; // a word of the clinic's that stands nowhere
      const rare = (list[0] / 100) * weight;
      rarity = Math.max(rarity, rare);
      let section = 0;
      for (let i = 1; i < list.length; i += 1) {
        section += list[i] >> 5;
        const count = (rare * (list[i] & STEPS)) / STEPS;
        if (count > counts[section]) counts[section] = count;
      }
    }
    return { counts, rarity };
  }

  /**
   * The pages that answer best: { page, score, section, more }. A section counts in the light of its page's head.
   * The pages of the care cards that are shown come first.
   */
  async function rank(asked, cards) {
    const sections = firstSections.at(-1);
    const weighed = await Promise.all(asked.map((one) => weigh(one, sections)));
    const whole = weighed.reduce((sum, one) => sum + one.rarity, 0);
    const ranked = [];
    for (let page = 0; page + 1 < firstSections.length; page += 1) {
      const [first, end] = [firstSections[page], firstSections[page + 1]];
      let best = null;
      const own = [];
      for (let section = first; section < end; section += 1) {
        let [sum, met, alone] = [0, 0, 0];
        for (const { counts, rarity } of weighed) {
          const count = Math.max(counts[section], counts[first] * CONTEXT);
          alone += counts[section];
          sum += count;
          if (count > 0) met += rarity;
        }
        if (sum === 0) continue;
        const score = sum * (0.25 + 0.75 * (met / whole) ** 1.5);
        if (alone > 0) own.push({ section, alone });
        if (!best || score > best.score || (score === best.score && alone > best.alone)) best = { page, score, section, alone };
      }
      if (!best) continue;
      own.sort((a, b) => b.alone - a.alone || a.section - b.section);
      const more = own.filter(({ section, alone }) => section !== best.section && section !== first && alone >= best.alone * 0.6);
      ranked.push({ ...best, more: more.slice(0, 3).map(({ section }) => section) });
    }
    for (const { number } of cards) {
      const top = Math.max(0, ...ranked.map(({ score }) => score));
      const known = ranked.find(({ page }) => page === number);
      if (known) known.score = Math.max(known.score, top) * 1.5;
      else ranked.push({ page: number, score: top * 1.5 + 0.01, section: firstSections[number], more: [] });
    }
    ranked.sort((a, b) => b.score - a.score || a.page - b.page);
    const least = (ranked[0]?.score ?? 0) * 0.2;
    return ranked.filter(({ score }) => score >= least);
  }

  // Results

  /** The forms that one word of the query stands for, as far as the parts that are here tell. */
  function formsOf(one) {
    const forms = new Set([one.word]);
    for (const [name, [list, numbers]] of parts) {
      if (name.startsWith("words ")) list.forEach((form, at) => (one.terms.get(numbers[at]) ?? 0) >= 0.4 && forms.add(form));
    }
    return forms;
  }

  /** The forms to mark in a text: those of the words asked for, and the synonyms of phrases asked for. */
  function marks(each) {
    const forms = new Set(each.flatMap((one) => [...one]));
    const cut = (phrase) => words(phrase).map(({ word }) => word).filter((word) => !core.small.has(word));
    for (const group of core.groups) {
      const phrases = group.map(cut);
      if (phrases.some((phrase) => phrase.length > 0 && phrase.every((word) => forms.has(word)))) {
        for (const phrase of phrases) if (phrase.length === 1) forms.add(phrase[0]);
      }
    }
    return forms;
  }

  /** A text in pieces: [{ text, marked }]. */
  function pieces(text, forms) {
    const found = [];
    let done = 0;
    for (const { word, start, end } of words(text)) {
      if (!forms.has(word)) continue;
      if (start > done) found.push({ text: text.slice(done, start), marked: false });
      found.push({ text: text.slice(start, end), marked: true });
      done = end;
    }
    if (done < text.length) found.push({ text: text.slice(done), marked: false });
    return found;
  }

  /** The part of a text with the most marks, about so long, cut at words. */
  function passage(text, forms, length) {
    if (text.length <= length) return text.replaceAll("\n", " ");
    const all = words(text);
    const marked = all.filter(({ word }) => forms.has(word));
    let best = { start: 0, count: -1 };
    for (const { start } of marked) {
      const inside = marked.filter((other) => other.start >= start && other.end <= start + length * 0.8);
      const count = new Set(inside.map(({ word }) => word)).size * 3 + inside.length;
      if (count > best.count) best = { start, count };
    }
    // From the beginning of the sentence or line, where it is near.
    const before = text.slice(Math.max(0, best.start - length * 0.4), best.start);
    const turn = Math.max(before.lastIndexOf("\n"), before.lastIndexOf(". "), before.lastIndexOf("? "));
    const lead = turn >= 0 ? before.length - turn - 1 : Math.min(before.length, 60);
    let from = best.start - lead;
    if (turn < 0 && from > 0) from = all.find(({ start }) => start >= from)?.start ?? from;
    let to = Math.min(text.length, from + length);
    if (to < text.length) to = all.findLast(({ end }) => end <= to)?.end ?? to;
    const middle = text.slice(from, to).trim().replaceAll("\n", " ");
    return `${from > 0 && turn < 0 ? "… " : ""}${middle}${to < text.length ? " …" : ""}`;
  }

  async function shown(ranked, each, forms) {
    const results = await Promise.all(ranked.map(async ({ page, score, section, more }) => {
      const number = partOf("pages", page);
      const [pages] = await part("pages", number);
      const [address, title, trail, foundBy, sections] = pages[page - core.pages[number][0]];
      const view = (at) => {
        const [anchor, heading, clinician, text] = sections[at - firstSections[page]];
        return { href: anchor === "" ? address : `${address}#${anchor}`, heading, clinician: clinician === 1, text };
      };
      const first = view(section);
      const named = Math.max(...[title, first.heading, ...foundBy].map((text) => pairs(text, each)));
      const bonus = PAIR_NAMED * named + PAIR_TEXT * pairs(first.text, each);
      return { address, title, trail, first, more: more.map(view), score: score * (1 + bonus) };
    }));
    results.sort((a, b) => b.score - a.score);
    return results;
  }

  /** How many pairs of neighbors in the query are neighbors in a text, given the forms of each of its words. */
  function pairs(text, each) {
    const all = words(text).map(({ word }) => word).filter((word) => !core.small.has(word));
    let count = 0;
    for (let i = 0; i + 1 < each.length; i += 1) {
      if (all.some((word, at) => each[i].has(word) && each[i + 1].has(all[at + 1]))) count += 1;
    }
    return count;
  }

  /**
   * Answers a query. `onCards` is called with the care cards before any result is fetched.
   * Gives { cards, total, results, more, forms, guess }; `more` shows the next results.
   */
  async function find(query, { count = 10, onCards = () => {} } = {}) {
    const asked = await understand(query);
    const cards = cardsFor(asked);
    const each = asked.map(formsOf);
    const forms = marks(each);
    onCards(cards, forms);
    const known = asked.filter((one) => one.terms.size > 0);
    const guesses = asked.some((one) => one.guess);
    const guess = guesses ? asked.map((one) => (one.guess ? one.guess.form : one.word)).join(" ") : null;
    const ranked = known.length > 0 ? await rank(asked, cards) : [];
    const results = await shown(ranked.slice(0, count), each, forms);
    const more = (from, most) => shown(ranked.slice(from, from + most), each, forms);
    return { cards, total: ranked.length, results, more, forms, guess };
  }

  /** Fetches what any query needs, so that the first one does not wait. Only where it is small. */
  async function warm() {
    if (core.words.length <= 2) await Promise.all(core.words.map((_, number) => part("words", number)));
  }

  globalThis.latchworkSearch = Object.freeze({ take, use, find, warm, pieces, passage, core: () => core });
})();
