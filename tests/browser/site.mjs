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

// Nothing inline, nothing from elsewhere: what the site promises, enforced while it is tested.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

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

/** Serves the site on this machine alone, below a path as well as at the root. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = await fileFor(folder, pathname);
    const path = file ?? (await fileFor(folder, "/404.html"));
    // What has a fingerprint in its name may be kept for ever; everything else is asked for again.
    const kept = pathname.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-store";
    const headers = { "content-security-policy": POLICY, "cache-control": kept };
    if (path === null) {
      response.writeHead(404, headers).end();
      return;
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    const bytes = await readFile(path);
    const packed = PACKED.test(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    response.writeHead(file === null ? 404 : 200, { ...headers, "content-type": type, ...(packed && { "content-encoding": "gzip" }) });
    response.end(packed ? gzipSync(bytes) : bytes);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
