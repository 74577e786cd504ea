// Fields of the planner's form: each with its label, its help and its complaint, tied together for every reader.
//
// Comes after `planner-dom.js`. Never: what a value means.
"use strict";

globalThis.latchworkPlanner.fields = (() => {
  const { element } = globalThis.latchworkPlanner.dom;

  /** A labelled control. `help` are sentences below it. */
  function field(id, label, control, help = []) {
    const name = `planner-${id}`;
    const told = help.filter(Boolean);
    control.id = name;
    if (told.length > 0) control.setAttribute("aria-describedby", `${name}-help`);
    return element("div", { class: "planner-field", "data-field": id },
      element("label", { for: name }, label),
      told.length > 0 && element("p", { class: "planner-note", id: `${name}-help` }, told.join(" ")),
      element("p", { class: "planner-fault", id: `${name}-fault`, hidden: true }),
      control);
  }

  const input = (type, value, more = {}) => element("input", { type, value: value ?? "", ...more });

  const select = (options, value) => {
    const made = element("select", {}, options.map(([id, label]) => element("option", { value: id }, label)));
    made.value = value;
    return made;
  };

  /** A box or a circle with its label beside it. */
  function check(id, label, control, help) {
    const name = `planner-${id}`;
    control.id = name;
    if (help) control.setAttribute("aria-describedby", `${name}-help`);
    return element("div", { class: "planner-check" },
      element("label", { for: name }, control, element("span", {}, label)),
      help && element("p", { class: "planner-note", id: `${name}-help` }, help));
  }

  const group = (label, ...children) =>
    element("fieldset", { class: "planner-group" }, element("legend", {}, label), ...children);

  const more = (label, open, ...children) =>
    element("details", { class: "planner-more", open }, element("summary", {}, label),
      element("div", { class: "planner-more-body" }, ...children));

  /** Says what is wrong with a field, beside it; `false` where the form has no such field. */
  function complain(form, id, text) {
    const box = form.querySelector(`[data-field="${CSS.escape(id)}"]`);
    const control = box?.querySelector("input, select");
    if (!control) return false;
    const fault = box.querySelector(".planner-fault");
    fault.textContent = text;
    fault.hidden = false;
    control.setAttribute("aria-invalid", "true");
    const described = [control.getAttribute("aria-describedby"), fault.id].filter(Boolean);
    control.setAttribute("aria-describedby", described.join(" "));
    for (let folded = box.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    return true;
  }

  function forgive(form) {
    for (const fault of form.querySelectorAll(".planner-fault:not([hidden])")) {
      fault.hidden = true;
      const control = fault.parentElement.querySelector("[aria-invalid]");
      control?.removeAttribute("aria-invalid");
      const rest = (control?.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== fault.id);
      if (rest.join("") === "") control?.removeAttribute("aria-describedby");
      else control?.setAttribute("aria-describedby", rest.join(" "));
    }
  }

  return Object.freeze({ field, input, select, check, group, more, complain, forgive });
})();
