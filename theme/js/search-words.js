// Words of a text as search sees them: the same cut as in src/search/fold.rs, held together by tests/search/words.tsv.
// Never: the page, the index.
(() => {
  "use strict";

  const APOSTROPHE = /['\u2019]/u;
  const MARK = /\p{M}/u;
  const DIGIT = /\p{N}/u;
  const LETTER = /\p{Alphabetic}/u;
  // Scripts that write no spaces: each sign is a word.
  const SIGN = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  // Accents, points and vowel marks that people leave out when they type.
  const ACCENT = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
  const NO_WORD = /[^\p{Alphabetic}\p{N}\p{M}]/gu;

  function sortOf(c) {
    if (APOSTROPHE.test(c)) return "apostrophe";
    if (MARK.test(c)) return "mark";
    if (DIGIT.test(c)) return "digit";
    if (!LETTER.test(c)) return "other";
    return SIGN.test(c) ? "sign" : "letter";
  }

  const fold = (word) => word.replace(/'s$/iu, "").normalize("NFKD").replace(ACCENT, "").replace(NO_WORD, "").toLowerCase();

  /** The words of a text in order: { word, start, end }, folded, with their place in the text. */
  function words(text) {
    const found = [];
    let run = "";
    let start = 0;
    let at = 0;
    let sort = "other";
    let apostrophe = false;
    const end = (until) => {
      const word = fold(run);
      if (word !== "") found.push({ word, start, end: until });
      run = "";
    };
    let last = 0; // where the last letter of the run ended
    for (const c of text) {
      const next = sortOf(c);
      if (next === "mark" && sort !== "other") {
        run += c;
        last = at + c.length;
      } else if (next === "apostrophe" && sort === "letter" && !apostrophe) {
        apostrophe = true;
      } else if (next === "mark" || next === "apostrophe" || next === "other") {
        end(last);
        sort = "other";
        apostrophe = false;
      } else {
        const joins = next === sort && next !== "sign" && !(apostrophe && next !== "letter");
        if (!joins) {
          end(last);
          start = at;
        } else if (apostrophe) {
          run += "'";
        }
        run += c;
        last = at + c.length;
        sort = next;
        apostrophe = false;
      }
      at += c.length;
    }
    end(last);
    return found;
  }

  /** How many slips (a letter wrong, too many, missing, or two swapped) lie between two words; `most` + 1 for more. */
  function slips(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = [];
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      let best = i;
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        let value = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2] + 1);
        next.push(value);
        if (value < best) best = value;
      }
      if (best > most) return most + 1;
      before = row;
      row = next;
    }
    return row[b.length];
  }

  globalThis.latchworkWords = Object.freeze({ words, slips });
})();
