// The form of a plan: dates, hours of the day, amounts, choices. Out comes `latchwork.plan/1`.
//
// Which fields there are follows from the compiled protocol. Whatever can wait stands folded, and what a reader must
// give has a sensible value already where there is one, so that most people only press the button.
//
// Comes after `planner-fields.js`. Never: whether dates go together; the schedule says that.
"use strict";

globalThis.latchworkPlanner.form = (() => {
  const { element, button, title } = globalThis.latchworkPlanner.dom;
  const { field, input, select, check, group, more, complain, forgive } = globalThis.latchworkPlanner.fields;
  const { readDay, readTime, writeTime, readNumber, writeDecimal, DAY } = globalThis.latchworkSchedule.values;

  const capital = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);
  const QUARTER = 15;

  /** Dates that are given when a plan is made come first; the others can come as they happen. */
  const isFirst = (anchor) => anchor.known === "planning";
  const isAsked = (anchor) => ["planning", "event", "decision"].includes(anchor.known);

  function dateFields({ protocol, plan, words, today, fresh }) {
    const { get, say } = words;
    const make = (anchor) => {
      const needed = isFirst(anchor) && !anchor.optional;
      // The day that the plan counts from begins today, unless somebody says otherwise.
      const usual = fresh && needed && anchor.id === protocol.counting.anchor ? today : "";
      const label = needed ? capital(anchor.label) : say("planner_date_optional", { what: capital(anchor.label) });
      return field(`anchor-${anchor.id}`, label, input("date", plan.anchors[anchor.id] ?? usual, { required: needed }), [anchor.note]);
    };
    const asked = protocol.anchors.filter(isAsked);
    const later = asked.filter((anchor) => !isFirst(anchor));
    const given = later.some((anchor) => plan.anchors[anchor.id]);
    return group(get("planner_dates"), asked.filter(isFirst).map(make),
      later.length > 0 && more(get("planner_dates_more"), given, element("p", {}, get("planner_dates_more_text")), later.map(make)));
  }

  /** A clock; what is typed goes to the nearest quarter of an hour. */
  function clock(value, step) {
    const made = input("time", value, { step: step * 60, required: true });
    made.addEventListener("change", () => {
      const time = readTime(made.value);
      if (time !== null) made.value = writeTime((Math.round(time / step) * step) % DAY);
    });
    return made;
  }

  function hourFields({ protocol, plan, words }) {
    const { get } = words;
    const step = protocol.quarter ?? QUARTER;
    const quiet = plan.quiet_hours;
    const wanted = input("checkbox", "", { checked: Boolean(quiet) });
    const hours = element("div", { class: "planner-pair", hidden: !quiet },
      field("quiet-from", get("planner_quiet_from"), clock(quiet?.from ?? "23:00", step)),
      field("quiet-to", get("planner_quiet_to"), clock(quiet?.to ?? "05:00", step)));
    wanted.addEventListener("change", () => {
      hours.hidden = !wanted.checked;
    });
    return group(get("planner_day_hours"),
      element("div", { class: "planner-pair" },
        field("wake", get("planner_wake"), clock(plan.wake, step)),
        field("bed", get("planner_bed"), clock(plan.bed, step))),
      element("p", { class: "planner-note" }, get("planner_hours_text")),
      check("quiet", get("planner_quiet"), wanted, get("planner_quiet_text")), hours);
  }

  function amountFields({ protocol, plan, words }) {
    const { get } = words;
    if (protocol.inputs.length === 0) return null;
    const make = (asked) => {
      const given = plan.inputs[asked.id]?.value;
      const label = asked.unit ? `${asked.label} (${asked.unit})` : asked.label;
      const number = given?.amount && words.decimal(writeDecimal(readNumber(given.amount.value)));
      const controls = {
        number: () => input("text", number, { inputmode: "decimal", autocomplete: "off" }),
        date: () => input("date", given?.date),
        text: () => input("text", given?.text, { autocomplete: "off" }),
        choice: () => select([["", "–"], ...(asked.choices ?? []).map(({ id, label: text }) => [id, text])], given?.text ?? ""),
      };
      return field(`input-${asked.id}`, label, controls[asked.kind](), [asked.note]);
    };
    const needed = protocol.inputs.some((asked) => asked.required && !asked.default);
    const given = Object.values(plan.inputs).some(({ layer }) => layer === "person");
    return more(get("planner_amounts"), needed || given,
      element("p", {}, get("planner_amounts_text")), protocol.inputs.map(make));
  }

  function choiceFields({ protocol, plan, words }) {
    const { get, say } = words;
    const optional = protocol.phases.filter(({ presence }) => presence === "optional");
    const others = protocol.phases.filter(({ presence }) => presence["instead-of"]);
    const people = protocol.people.map(({ id, label }) => [id, capital(label)]);
    const box = (phase) => check(`phase-${phase.id}`, phase.title,
      input("checkbox", phase.id, { name: "phase", checked: plan.phases.includes(phase.id) }), phase.summary);
    const bases = [...new Set(others.map(({ presence }) => presence["instead-of"]))];
    const ways = (base) => {
      const usual = protocol.phases.find(({ id }) => id === base);
      const all = [usual, ...others.filter(({ presence }) => presence["instead-of"] === base)];
      const taken = all.slice(1).find(({ id }) => plan.phases.includes(id)) ?? usual;
      return group(say("planner_usual", { what: usual.title }), all.map((phase) => check(`phase-${phase.id}`, phase.title,
        input("radio", phase === usual ? "" : phase.id, { name: `way-${base}`, checked: phase === taken }), phase.summary)));
    };
    const person = people.length > 0
      && field("person", get("planner_person"), select([["", get("planner_everyone")], ...people], plan.person ?? ""));
    const choices = optional.length + bases.length > 0 && more(get("planner_choices"), plan.phases.length > 0,
      element("p", {}, get("planner_choices_text")), bases.map(ways), optional.map(box));
    return [person, choices];
  }

  /** What stands in the form as a plan, and what cannot be read in it. */
  function read(form, { protocol, plan, words }) {
    const faults = [];
    const control = (id) => form.querySelector(`[data-field="${CSS.escape(id)}"] :is(input, select)`);
    const value = (id) => (control(id)?.value ?? "").trim();
    const fault = (id, key) => faults.push({ field: id, text: words.get(`planner_error_${key}`) });
    const time = (id) => {
      if (readTime(value(id)) === null) fault(id, "time");
      return value(id);
    };
    const anchors = {};
    for (const { id } of protocol.anchors.filter(isAsked)) {
      const at = `anchor-${id}`;
      if (control(at)?.validity.badInput) fault(at, "date");
      else if (value(at) !== "" && readDay(value(at)) === null) fault(at, "date");
      else if (value(at) !== "") anchors[id] = value(at);
    }
    const inputs = Object.fromEntries(Object.entries(plan.inputs).filter(([, { layer }]) => layer !== "person"));
    for (const asked of protocol.inputs) {
      const [at, text] = [`input-${asked.id}`, value(`input-${asked.id}`)];
      if (control(at)?.validity.badInput) fault(at, "date");
      if (text === "") continue;
      const number = asked.kind === "number" ? fraction(text.replace(words.get("decimal_mark"), ".")) : null;
      if (asked.kind === "number" && number === null) fault(at, "number");
      const given = { number: () => ({ amount: { value: number ?? "0", unit: asked.unit ?? "" } }), date: () => ({ date: text }) };
      const same = plan.inputs[asked.id];
      const read = given[asked.kind]?.() ?? { text };
      inputs[asked.id] = same && JSON.stringify(same.value) === JSON.stringify(read) ? same : { value: read, layer: "person" };
    }
    const chosen = [...form.querySelectorAll('input[name="phase"]:checked, input[name^="way-"]:checked')];
    const quiet = form.querySelector("#planner-quiet").checked;
    return {
      faults,
      plan: {
        ...plan,
        wake: time("wake"),
        bed: time("bed"),
        quiet_hours: quiet ? { from: time("quiet-from"), to: time("quiet-to") } : null,
        anchors,
        inputs,
        phases: chosen.map(({ value: id }) => id).filter((id) => id !== "").sort(),
        person: value("person") || null,
      },
    };
  }

  /** A number as people write it, `4.2` or `4,2`, as a fraction in lowest terms; `null` for anything else. */
  function fraction(text) {
    const parts = /^(\d{1,9})(?:[.,](\d{1,6}))?$/.exec(text.replace(/\s+/g, ""));
    if (!parts) return null;
    const [, whole, rest = ""] = parts;
    let [above, below] = [BigInt(whole + rest), 10n ** BigInt(rest.length)];
    const divisor = (a, b) => (b === 0n ? a : divisor(b, a % b));
    const common = divisor(above, below) || 1n;
    [above, below] = [above / common, below / common];
    return below === 1n ? String(above) : `${above}/${below}`;
  }

  /**
   * The form. `submit(plan)` gives the objections to what was given, `{ field, text }` each; none where all is well.
   * `back` leads to another plan.
   */
  function form(app, about, submit, back) {
    const { words } = app;
    const { get, say } = words;
    const summary = element("div", { class: "planner-faults", role: "alert" });
    const made = element("form", { class: "planner-form", novalidate: true },
      dateFields(about), hourFields(about), amountFields(about), ...choiceFields(about), summary,
      element("p", { class: "planner-row" },
        element("button", { type: "submit", class: "button button-strong planner-main" }, get(about.fresh ? "planner_make" : "planner_update")),
        button(get(about.fresh ? "planner_change_plan" : "planner_cancel"), back)));
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      forgive(made);
      summary.replaceChildren();
      const { plan, faults } = read(made, about);
      const objections = faults.length > 0 ? faults : submit(plan);
      if (objections.length === 0) return;
      const loose = objections.filter(({ field: id, text }) => id === null || !complain(made, id, text));
      summary.append(element("p", {}, element("strong", {}, say("planner_errors", { n: objections.length }))),
        ...loose.map(({ text }) => element("p", {}, text)));
      const first = made.querySelector("[aria-invalid]");
      if (first) first.focus();
      else summary.scrollIntoView({ block: "nearest" });
    });
    return [
      title(2, "planner-title", about.protocol.title),
      element("p", { class: "planner-help" }, about.offer.for_whom ?? about.offer.summary, " ",
        element("a", { href: about.offer.page }, get("planner_read_plan"))),
      made,
    ];
  }

  return form;
})();
