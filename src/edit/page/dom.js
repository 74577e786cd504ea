// Making elements and asking in a dialog. Words become text and never markup.
// Never: what the words are about.

export const $ = (id) => document.getElementById(id);

/** An element: `el("p", {class: "small"}, "words", other)`. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** `1 thing`, `2 things`. */
export const count = (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;

/**
 * Asks in a dialog. `buttons` are `[word, label, kind]`; the answer is a button's word, or "" for Escape.
 * `body` may have fields; the caller reads them.
 */
export function ask(title, body, buttons, { wide = false, first = null, ready = null } = {}) {
  const dialog = $("dialog");
  const before = document.activeElement;
  $("dialog-title").textContent = title;
  $("dialog-body").replaceChildren(...[body].flat());
  dialog.classList.toggle("wide", wide);
  return new Promise((resolve) => {
    const end = (word) => {
      dialog.close(word);
    };
    const made = buttons.map(([word, label, kind = "quiet"]) => el("button", { type: "button", class: kind, onclick: () => end(word) }, label));
    $("dialog-buttons").replaceChildren(...made);
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      // Chromium gives a text box its focus back without the place to write at: nothing that is typed would arrive.
      if (before?.isConnected) {
        before.blur();
        before.focus();
      }
      resolve(dialog.returnValue);
    }, { once: true });
    dialog.showModal();
    (first ?? dialog.querySelector("input, select, textarea, button"))?.focus();
    ready?.(end);
  });
}
