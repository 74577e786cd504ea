// Asking the program: every request that the page makes, in one place.
// Never: the document.

/** What the program refused, in its own words. */
export class Refused extends Error {
  constructor(status, told) {
    super(told.error ?? "The editor got no answer that it can read.");
    this.status = status;
    this.told = told;
  }
}

async function told(response) {
  const value = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, value);
  return value;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refused(0, { error: "The editor's program does not answer. Is it still running? Your text is still here." });
  }
}

/** Reads: `get("file.json", {path})`. */
export async function get(path, asked = {}) {
  const query = new URLSearchParams(asked).toString();
  return told(await reach(query ? `${path}?${query}` : path, { cache: "no-store" }));
}

/** Sends JSON. The header is one that no other site can send. */
export async function send(path, value) {
  return told(await reach(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-latchwork": "edit" },
    body: JSON.stringify(value),
  }));
}

/** A page of the draft, as text; null where there is none. */
export async function page(path) {
  const response = await reach(path, { cache: "no-store" });
  return response.ok ? response.text() : null;
}
