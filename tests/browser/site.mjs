// The built site as files: which pages there are, what they point to, a server for them.
// Never: the browser.

import { createServer } from "node:http";
import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, posix, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".woff2": "font/woff2",
  ".pdf": "application/pdf",
  ".ics": "text/calendar; charset=utf-8",
};

/** What is packed on its way, as any server does it. */
const PACKED = /^(?:text\/|application\/(?:json|xml|manifest)|image\/svg)/;


/** The rules of a `_headers` file: `[{ path, headers }]`, a `*` at the end standing for anything. */
export function rules(text) {
  const found = [];
  for (const line of text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"))) {
    if (/^\S/.test(line)) found.push({ path: line.trim(), headers: [] });
    else {
      const at = line.indexOf(":");
      if (at < 0 || found.length === 0) throw new Error(`_headers: this is no rule: ${line}`);
      found.at(-1).headers.push([line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]);
    }
  }
  return found;
}

/** What the site's own `_headers` says to a path, as a host that knows the file does. */
export function headersFor(rules, pathname) {
  const fits = (path) => (path.endsWith("*") ? pathname.startsWith(path.slice(0, -1)) : path === pathname);
  return Object.fromEntries(rules.filter(({ path }) => fits(path)).flatMap(({ headers }) => headers));
}

/** Every file of the site, as a path with `/`. */
export async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return found.map((path) => path.slice(resolve(folder).length + 1).split(sep).join("/")).sort();
}

/** The file that a web server sends for a path, or null. */
export async function fileFor(folder, pathname) {
  const path = posix.normalize(decodeURIComponent(pathname)).replace(/^\/+/, "");
  const full = resolve(folder, path);
  if (full !== resolve(folder) && !full.startsWith(resolve(folder) + sep)) return null;
  const found = await stat(full).catch(() => null);
  if (found?.isFile()) return full;
  const index = join(full, "index.html");
  return (await stat(index).catch(() => null))?.isFile() ? index : null;
}

/**
 * Serves the site on this machine alone, with the headers that its own `_headers` names. `state` may be changed while
 * it runs: `base` is the path below which the site lies, `changed` has other bytes for some files, `slow` files whose
 * names it holds are never answered, `asked` gets every path.
 */
export async function serve(folder, state = {}) {
  const told = rules(await readFile(join(folder, "_headers"), "utf8"));
  const base = state.base ?? "/";
  const answer = async (request, response) => {
    const whole = new URL(request.url, "http://localhost").pathname;
    state.asked?.push(whole);
    if (!whole.startsWith(base)) {
      response.writeHead(404).end();
      return;
    }
    const pathname = `/${whole.slice(base.length)}`;
    if (state.slow?.(pathname)) return;
    const file = await fileFor(folder, pathname);
    const path = file ?? (await fileFor(folder, "/404.html"));
    const headers = { "cache-control": "no-cache", ...headersFor(told, pathname) };
    if (path === null) {
      response.writeHead(404, headers).end();
      return;
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    const name = path.slice(resolve(folder).length + 1).split(sep).join("/");
    const bytes = state.changed?.get(name) ?? (await readFile(path));
    const packed = PACKED.test(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    response.writeHead(file === null ? 404 : 200, { "content-type": type, ...headers, ...(packed && { "content-encoding": "gzip" }) });
    response.end(packed ? gzipSync(bytes) : bytes);
  };
  let server;
  const open = (port) => new Promise((ready) => {
    server = createServer(answer).listen(port, "127.0.0.1", ready);
  });
  await open(0);
  const { port } = server.address();
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => server.close(),
    /** The network goes, and comes back. */
    stop: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
    start: () => open(port),
  };
}
