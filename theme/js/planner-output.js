// What leaves the screen: sheets on paper, a calendar file, a plan's file, and what is kept on the device.
//
// Comes after `planner-paper.js`, `planner-calendar.js` and `planner-store.js`. Never: a network, an address.
"use strict";

globalThis.latchworkPlanner.output = (() => {
  const { element, button, download } = globalThis.latchworkPlanner.dom;
  const { field, input, select, check } = globalThis.latchworkPlanner.fields;
  const { printed } = globalThis.latchworkPlanner.today;
  const { calendar, store } = globalThis.latchworkPlanner;

  const DATED = ["day-log", "week"];

  /** Letter where letter is usual, A4 elsewhere. */
  function usualPaper() {
    const region = /-(US|CA|MX|PH|CL|CO|VE|CR|PA|GT|NI|DO|SV)\b/i;
    return (navigator.languages ?? [navigator.language]).slice(0, 1).some((tag) => region.test(tag)) ? "letter" : "a4";
  }

  function paper(app) {
    const { words, state } = app;
    const { get, say } = words;
    const { schedule, kit } = state;
    const first = state.shown ?? app.today();
    const days = schedule.days.map(({ date }) => [date, words.weekDate(date)]);
    const day = select(days, days.some(([date]) => date === first) ? first : days[0][0]);
    const many = select([1, 2, 3, 7].map((n) => [String(n), String(n)]), "1");
    const size = select([["a4", "A4"], ["letter", "Letter"]], app.paper.paper);
    const letters = select([["standard", get("planner_standard")], ["large", get("planner_large")]], app.paper.print);
    size.addEventListener("change", () => {
      app.paper = { ...app.paper, paper: size.value };
    });
    letters.addEventListener("change", () => {
      app.paper = { ...app.paper, print: letters.value };
    });
    const from = () => Math.max(0, schedule.days.findIndex(({ date }) => date === day.value));
    const some = (name) => {
      const count = name === "week" ? Math.max(7, Number(many.value)) : Number(many.value);
      return schedule.days.slice(from(), from() + count).map((one) => printed(app, one));
    };
    const row = ({ name, title }) => element("li", {},
      button(title, () => app.print([[name, DATED.includes(name) ? some(name) : []]]), "button",
        { "aria-label": say("planner_print_this", { what: title }) }),
      element("span", { class: "planner-small" }, get(`sheet_${name.replaceAll("-", "_")}_text`)));
    return element("section", { class: "planner-part" }, element("h3", {}, get("planner_print")),
      element("p", { class: "planner-note" }, get("planner_print_text")),
      element("div", { class: "planner-pair" },
        field("print-day", get("planner_which_day"), day), field("print-days", get("planner_how_many_days"), many),
        field("print-paper", get("planner_paper"), size), field("print-letters", get("planner_letters"), letters)),
      element("ul", { class: "planner-sheets" }, kit.sheets.map(row)),
      element("p", { class: "planner-row" },
        button(get("planner_print_all"), () => app.print(kit.sheets.map(({ name }) => [name, DATED.includes(name) ? some(name) : []])), "button button-strong")));
  }

  function intoCalendar(app) {
    const { words, state, data } = app;
    const { get } = words;
    const named = input("checkbox", "");
    const save = () => {
      const made = app.clock.dateOf(app.clock.now());
      const file = calendar({ ...state, words }, { domain: data.domain, made, named: named.checked });
      if (file === null) app.tell(get("planner_calendar_none"), true);
      else download(named.checked ? `${state.protocol.id}.ics` : "plan.ics", "text/calendar", file);
    };
    return element("section", { class: "planner-part" }, element("h3", {}, get("planner_calendar")),
      element("p", { class: "planner-note" }, get("planner_calendar_text")),
      check("calendar-named", get("planner_calendar_named"), named),
      element("p", { class: "planner-row" }, button(get("planner_calendar_save"), save)));
  }

  /** Consent, the plan's name, its file. */
  function keeping(app) {
    const { words, state } = app;
    const { get } = words;
    const wanted = input("checkbox", "", { checked: app.consent });
    const said = element("p", { class: "planner-note", role: "status" }, get(app.consent ? "planner_kept" : "planner_not_kept"));
    wanted.addEventListener("change", () => {
      const good = app.setConsent(wanted.checked);
      wanted.checked = app.consent;
      said.textContent = get(!good ? "planner_keep_failed" : app.consent ? "planner_kept" : "planner_not_kept");
    });
    const name = input("text", state.kept.name, { maxlength: store.LONGEST_NAME, autocomplete: "off" });
    name.addEventListener("change", () => {
      state.kept.name = name.value.trim() || state.protocol.title;
      name.value = state.kept.name;
      app.keep();
    });
    return element("section", { class: "planner-part" }, element("h3", {}, get("planner_keep_title")),
      field("name", get("planner_name"), name),
      check("keep", get("planner_keep"), wanted, get("planner_keep_text")), said,
      element("p", { class: "planner-note" }, get("planner_file_text")),
      element("p", { class: "planner-row" },
        button(get("planner_save_file"), () => download("plan.json", "application/json", store.write(state.kept)))));
  }

  /** Opens a file that was saved before. */
  function opener(app) {
    const { get } = app.words;
    const fault = element("p", { class: "planner-fault", role: "alert", hidden: true });
    const file = input("file", "", { accept: ".json,application/json", class: "visually-hidden", tabindex: "-1", id: "planner-file", "aria-label": get("planner_open_file") });
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (!chosen) return;
      const { kept, fault: wrong } = store.open(await chosen.text(), app.data.plans);
      file.value = "";
      fault.hidden = !wrong;
      fault.textContent = wrong ? get(`planner_${wrong}`) : "";
      if (kept) app.openKept(kept);
    });
    return [button(get("planner_open_file"), () => file.click(), "button button-plain"), file, fault];
  }

  /** Plans on this device, a file, and the way to delete everything: always there. */
  function shelf(app) {
    const { words } = app;
    const { get, say } = words;
    const { plans, current, unread } = app.kept;
    const hasList = plans.length > (app.consent || !app.state ? 0 : 1);
    const hasUnread = app.consent && unread.length > 0;
    const open = (one, i) => element("li", {},
      button(say("planner_open", { name: one.name }), () => app.switchTo(i), "button button-plain", { "aria-current": app.state && i === current ? "true" : null }),
      button("×", () => app.remove(i), "button button-plain planner-remove", { "aria-label": say("planner_remove", { name: one.name }) }));
    const sure = element("div", { class: "planner-sure", hidden: true }, element("p", {}, get("planner_delete_sure")),
      element("p", { class: "planner-row" }, button(get("planner_delete_yes"), () => app.deleteAll(), "button button-strong"),
        button(get("planner_cancel"), () => {
          sure.hidden = true;
        })));
    const remove = button(get("planner_delete_all"), () => {
      sure.hidden = false;
      sure.querySelector("button").focus();
    }, "button button-plain");
    return [
      (hasList || hasUnread) && element("h3", {}, get("planner_my_plans")),
      hasList && element("ul", { class: "planner-kept" }, plans.map(open)),
      hasUnread && element("p", { class: "planner-note" }, get("planner_unread")),
      element("p", { class: "planner-row" }, app.state && button(get("planner_new"), () => app.begin(), "button button-plain"), ...opener(app), remove),
      sure,
    ];
  }

  return Object.freeze({ usualPaper, paper, intoCalendar, keeping, shelf });
})();
