// Names of events in a calendar: the same fingerprints as the program's, so that a file from either replaces the other's.
//
// BLAKE3 for texts of one chunk, at most 1,024 bytes, as its paper describes it; the first 16 bytes as a UUID of version 8.
// It is here because browsers have no BLAKE3. Tests compare whole calendars.
//
// Comes after `planner-words.js`. Never: what the names are made of.
"use strict";

globalThis.latchworkPlanner.uuid = (() => {
  const IV = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
  const ORDER = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
  const [CHUNK_START, CHUNK_END, ROOT] = [1, 2, 8];
  const BLOCK = 64;
  const LONGEST = 1024;

  const turn = (word, by) => ((word >>> by) | (word << (32 - by))) >>> 0;

  function mix(v, [a, b, c, d], x, y) {
    v[a] = (v[a] + v[b] + x) >>> 0;
    v[d] = turn(v[d] ^ v[a], 16);
    v[c] = (v[c] + v[d]) >>> 0;
    v[b] = turn(v[b] ^ v[c], 12);
    v[a] = (v[a] + v[b] + y) >>> 0;
    v[d] = turn(v[d] ^ v[a], 8);
    v[c] = (v[c] + v[d]) >>> 0;
    v[b] = turn(v[b] ^ v[c], 7);
  }

  const PLACES = [
    [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
    [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
  ];

  function compress(chain, block, length, flags) {
    const v = [...chain, ...IV.slice(0, 4), 0, 0, length, flags];
    let words = block;
    for (let round = 0; round < 7; round += 1) {
      PLACES.forEach((places, i) => mix(v, places, words[2 * i], words[2 * i + 1]));
      const old = words;
      words = ORDER.map((at) => old[at]);
    }
    return v.slice(0, 8).map((word, i) => (word ^ v[i + 8]) >>> 0);
  }

  function blake3(bytes) {
    let chain = IV;
    const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK));
    for (let n = 0; n < blocks; n += 1) {
      const some = bytes.subarray(n * BLOCK, (n + 1) * BLOCK);
      const padded = new Uint8Array(BLOCK);
      padded.set(some);
      const view = new DataView(padded.buffer);
      const words = Array.from({ length: 16 }, (_, i) => view.getUint32(4 * i, true));
      const last = n === blocks - 1 ? CHUNK_END | ROOT : 0;
      chain = compress(chain, words, some.length, (n === 0 ? CHUNK_START : 0) | last);
    }
    return chain;
  }

  /** The name of a text; `null` for one of more than a chunk. */
  return function uuid(text) {
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > LONGEST) return null;
    const hash = new DataView(new ArrayBuffer(16));
    blake3(bytes).slice(0, 4).forEach((word, i) => hash.setUint32(4 * i, word, true));
    hash.setUint8(6, (hash.getUint8(6) & 0x0f) | 0x80);
    hash.setUint8(8, (hash.getUint8(8) & 0x3f) | 0x80);
    const hex = Array.from({ length: 16 }, (_, i) => hash.getUint8(i).toString(16).padStart(2, "0")).join("");
    return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => hex.slice(from, to)).join("-");
  };
})();
