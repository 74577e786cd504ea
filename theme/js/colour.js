// The reader's choice of colours: as the device has it, light, dark, or dim and warm for the night.
// Without this file the radio buttons still choose, for one page (see tokens.css). It remembers a choice and brings it
// back. A file of its own, loaded `async`: nothing waits for it, so a first visit is not slower, and it does not wait
// for the page, so that on later visits, when it comes from the browser's store, the page is painted right at once.
// Inline it could not be missed, but the site's policy allows no inline script. Nothing is kept until somebody chooses.

(() => {
  const root = document.documentElement;
  const KEY = "colour";
  const CHOICES = ["light", "dark", "night"];

  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const keep = (choice) => {
    try {
      if (choice === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // A private window: it holds for this page.
    }
  };
  const show = (choice) => {
    if (CHOICES.includes(choice)) root.dataset.colour = choice;
    else delete root.dataset.colour;
  };

  // The bar of a phone's browser takes the colour of the desk; one without a condition comes before the two with one.
  const bar = document.createElement("meta");
  bar.name = "theme-color";
  const tint = () => {
    if (!root.dataset.colour) return bar.remove();
    bar.content = getComputedStyle(root).getPropertyValue("--desk").trim();
    if (bar.content) document.head.prepend(bar);
  };

  show(kept());

  const ready = () => {
    const radio = document.getElementById(`colour-${root.dataset.colour ?? "auto"}`);
    if (radio) radio.checked = true;
    tint();
    // The page may be read before its style is there.
    if (document.readyState !== "complete") addEventListener("load", tint, { once: true });
    document.addEventListener("change", ({ target }) => {
      if (target.name !== "colour") return;
      keep(target.value);
      show(target.value);
      tint();
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
