// The service worker: keeps a copy of the whole site on a device whose reader asked for it, and shows it without a network.
//
// The program puts one line before this file, `const LATCHWORK = { version, list, hash }`: the fingerprint of the whole
// site, the address of the list of its files, and that list's own hash. Each file is taken only if its bytes are those
// of the list, so a copy is the whole of one version or none at all.
//
// Numbers to call must never be old where they can be new. So pages, and whatever else has no fingerprint in its name,
// come from the network first; the copy is for when there is none, or when it takes too long. Of several copies the
// newest whole one is taken, even if the worker that made it still waits for its turn.
//
// Never: the document, words, another site.
"use strict";

const SCOPE = new URL("./", self.location.href).href;
/** Copies of other sites on the same host have another path in their names. */
const OURS = `latchwork ${new URL(SCOPE).pathname} `;
const COPY = OURS + LATCHWORK.version;
/** What stands in a copy last: `{ version, kept, files }`. A copy without it is not whole. */
const MARK = `${SCOPE}sw.js?copy`;
/** Asked for so that what is new can be noticed; never answered from a copy. */
const ALWAYS_NEW = ["now.json", "sw.js"];
const NOT_KEPT = "offline/index.html#not-kept";
const PATIENCE = 4000; // milliseconds
const AT_ONCE = 6;

const LOOSE = { ignoreVary: true, ignoreSearch: true };

/** An address as the list has it: below the site's folder, with the file's name. */
function addressOf(url) {
  const path = new URL(url).href.slice(SCOPE.length).split(/[?#]/)[0];
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

const isFingerprinted = (address) => address.startsWith("assets/");

/** A response as it is kept: whole, and without what was true of its journey only. */
async function plain(response) {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding", "vary"]) headers.delete(name);
  return new Response(await response.blob(), { status: 200, headers });
}

// Copies

/** Whole copies, the newest first: `[{ cache, mark }]`. */
async function copies() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const all = await Promise.all(names.map(async (name) => {
    const cache = await caches.open(name);
    const mark = await cache.match(MARK);
    return mark && { cache, mark: await mark.json() };
  }));
  return all.filter(Boolean).sort((a, b) => (a.mark.kept < b.mark.kept ? 1 : -1));
}

/** What the newest copy that has a file keeps of it: `{ response, kept }`, or null. */
async function inCopy(address) {
  for (const { cache, mark } of await copies()) {
    for (const name of [address, `${address}/index.html`]) {
      const response = await cache.match(SCOPE + name, LOOSE);
      if (response) return { response, kept: mark.kept };
    }
  }
  return null;
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}

/** Makes the copy of this version. What an older copy has already is taken from there, and what was begun is gone on with. */
async function keep() {
  const before = await copies();
  const cache = await caches.open(COPY);
  if (await cache.match(MARK)) return;
  const listed = await fetch(SCOPE + LATCHWORK.list, { integrity: LATCHWORK.hash, cache: "no-cache" });
  if (!listed.ok) throw new Error("the list of files did not come");
  const { files } = await listed.json();
  const queue = Object.entries(files);
  const total = queue.length;
  let done = 0;
  const take = async ([address, hash]) => {
    const url = SCOPE + address;
    if (await cache.match(url)) return;
    const known = before.find(({ mark }) => mark.files[address] === hash);
    const old = known && (await known.cache.match(url));
    if (old) return cache.put(url, old);
    const fresh = await fetch(url, { integrity: `sha256-${hash}`, cache: isFingerprinted(address) ? "default" : "no-cache" });
    if (!fresh.ok) throw new Error(`${address} did not come`);
    await cache.put(url, await plain(fresh));
  };
  const worker = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      await take(file);
      done += 1;
      if (done % 10 === 0 || done === total) await tell({ type: "progress", done, total });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    queue.length = 0; // one that failed stops the others
  }
  const mark = { version: LATCHWORK.version, kept: new Date().toISOString(), files };
  await cache.put(MARK, new Response(JSON.stringify(mark), { headers: { "content-type": "application/json" } }));
}

async function removeOthers() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== COPY);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// Answers

/** For each open page, when the copy was kept that it came from; null if it came from the network. */
const served = new Map();

function patient(promise, milliseconds) {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error("it takes too long")), milliseconds);
    promise.then(done, fail).finally(() => clearTimeout(timer));
  });
}

/** From the network; where it has nothing in time, from a copy. `from` hears which one it was. */
async function networkFirst(request, address, from) {
  const asked = fetch(request, { cache: "no-cache" });
  asked.catch(() => {}); // that it failed is heard below, if anybody still listens
  const copy = await inCopy(address);
  try {
    const response = await (copy ? patient(asked, PATIENCE) : asked);
    if (response.status < 500 || !copy) {
      from(null);
      return response;
    }
  } catch (error) {
    if (!copy) throw error;
  }
  from(copy.kept);
  return copy.response;
}

async function page(event, address) {
  const from = (kept) => {
    served.set(event.resultingClientId, kept);
    if (served.size > 50) served.delete(served.keys().next().value);
  };
  try {
    return await networkFirst(event.request, address, from);
  } catch {
    return (await inCopy(addressOf(SCOPE + NOT_KEPT))) ? Response.redirect(SCOPE + NOT_KEPT) : Response.error();
  }
}

async function asset(request) {
  return (await caches.match(request.url, LOOSE)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const address = addressOf(request.url);
  if (ALWAYS_NEW.includes(address)) return;
  if (request.mode === "navigate") event.respondWith(page(event, address));
  else if (isFingerprinted(address)) event.respondWith(asset(request));
  else event.respondWith(networkFirst(request, address, () => {}));
});

self.addEventListener("install", (event) => event.waitUntil(keep()));

self.addEventListener("activate", (event) => event.waitUntil(removeOthers().then(() => self.clients.claim())));

/** What pages ask: where they came from, to keep the copy again, to let this version take its turn. */
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  const { type } = event.data ?? {};
  if (type === "show") event.waitUntil(self.skipWaiting());
  if (type === "how" && port) {
    event.waitUntil(copies().then(([newest]) => port.postMessage({
      served: served.get(event.source?.id),
      copy: newest ? { kept: newest.mark.kept, version: newest.mark.version } : null,
    })));
  }
  if (type === "keep" && port) {
    event.waitUntil(keep().then(() => port.postMessage({ good: true }), () => port.postMessage({ good: false })));
  }
});
