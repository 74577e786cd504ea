// The planner: from a question to a schedule on screen, on paper and in the calendar. This file holds it together.
//
// Everything happens on this page. The script asks only for the file of the plan that was chosen, keeps nothing without
// consent, and writes nothing but the plan's own name into the address.
//
// The last file of the planner. Never: a date or a time that the schedule does not give.
"use strict";

(() => {
  const { words: makeWords, clock, dom, choose, form, today: drawToday, overview, output, paper, store, layout, remarks } = globalThis.latchworkPlanner;
  const { element, button, title, tabs, loadScript } = dom;

  const home = document.getElementById("planner");
  if (!home) return;
  const data = JSON.parse(home.dataset.planner);
  const words = makeWords(data.words);
  const { get, say } = words;

  // --- The files of plans ---------------------------------------------------------------------------------------

  const files = new Map();
  let waiting = null;

  /** What the file of a plan calls with its text. */
  globalThis.latchworkPlanner.receive = (text) => {
    const { protocol, plan, sheets } = JSON.parse(text);
    files.set(protocol.id, { protocol, plan, kit: sheets });
  };

  /** Loads the file of a plan, once. A page from a disk may not fetch; a script it may load. */
  async function load(id) {
    if (!files.has(id)) await loadScript(data.plans.find((plan) => plan.id === id).script);
    return files.get(id) ?? null;
  }

  // --- The page -------------------------------------------------------------------------------------------------

  const status = element("p", { class: "visually-hidden", role: "status" });
  const said = element("p", { class: "planner-said", hidden: true });
  const stage = element("section", { class: "planner-stage", "aria-labelledby": "planner-title" });
  const shelf = element("section", { class: "planner-shelf", "aria-label": get("planner_my_plans") });
  home.append(status, stage, shelf);

  const app = {
    words,
    data,
    clock,
    state: null,
    consent: false,
    kept: { plans: [], current: 0, unread: [] },
    paper: { paper: output.usualPaper(), print: "standard" },
    today: () => todayIn(app.state.schedule),

    /** Shows a step, and puts its title into focus where the reader asked for it. */
    show(nodes, focus) {
      // Sheets on paper are of what was on screen; what is on screen now is something else.
      paper.clear();
      stage.replaceChildren(...nodes.filter(Boolean));
      drawShelf();
      if (focus) focusOn("planner-title");
    },

    /** Says something, also to those who listen. */
    tell(text, visible) {
      status.textContent = text;
      said.textContent = text;
      said.hidden = !visible;
      if (visible) said.scrollIntoView({ block: "nearest" });
    },

    /** A question in the card of what comes next. */
    ask(node) {
      const place = stage.querySelector(".planner-ask");
      place?.replaceChildren(...(node ? [node] : []));
      place?.querySelector("input, button")?.focus();
    },

    keep() {
      if (app.consent && app.state) store.save(store.device(), app.kept);
    },

    setConsent(wanted) {
      app.consent = wanted;
      const device = store.device();
      if (!wanted) {
        if (device) store.clear(device);
      } else if (!device || !store.save(device, app.kept)) app.consent = false;
      drawShelf();
      return app.consent === wanted;
    },

    deleteAll() {
      const device = store.device();
      if (device) store.clear(device);
      Object.assign(app, { consent: false, kept: { plans: [], current: 0, unread: [] }, state: null });
      paper.clear();
      app.begin();
      app.tell(get("planner_deleted"), true);
    },

    remove(i) {
      const { plans, current, unread } = app.kept;
      plans.splice(i, 1);
      app.kept.current = i < current ? current - 1 : Math.min(current, plans.length - 1);
      if (plans.length + unread.length === 0) app.setConsent(false);
      else if (app.consent) store.save(store.device(), app.kept);
      if (plans.length === 0) app.begin();
      else if (i === current) app.switchTo(app.kept.current);
      else drawShelf();
    },

    switchTo(i) {
      app.kept.current = i;
      if (app.consent) store.save(store.device(), app.kept);
      openPlan(app.kept.plans[i]);
    },

    openKept(kept) {
      app.kept.plans.push(kept);
      app.switchTo(app.kept.plans.length - 1);
      app.tell(say("planner_opened", { name: kept.name }), true);
    },

    begin() {
      app.state = null;
      said.hidden = true;
      app.show([said, ...choose(app, [], start)], true);
    },

    open(tab) {
      app.state.tab = tab;
      drawPlan(`planner-tab-${tab}`);
    },

    async print(sheets) {
      app.tell(get("planner_preparing"), false);
      const { kit } = app.state;
      const wanted = sheets.map(([name, days]) => ({
        head: kit.sheets.find((sheet) => sheet.name === name),
        parts: layout({ ...app.state, words }, name, app.paper.print, days),
      }));
      const made = words.date(clock.dateOf(clock.now()));
      const pages = await paper.prepare(kit, wanted, app.paper, words, made);
      app.tell(say("planner_print_pages", { n: pages }), false);
      globalThis.print();
    },
  };

  /** The day of a plan that it is now. */
  const todayIn = (schedule) => drawToday.nowIn(schedule, clock.dateOf(clock.now()), clock.timeOf(clock.now())).date;

  const focusOn = (id) => {
    const target = document.getElementById(id);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: "nearest" });
  };

  function drawShelf() {
    shelf.replaceChildren(...output.shelf(app).filter(Boolean));
  }

  // --- Steps ----------------------------------------------------------------------------------------------------

  /** A plan was chosen: its form. */
  async function start(id) {
    const loaded = await fetchPlan(id);
    if (!loaded) return;
    ask(loaded, loaded.plan, true, ({ plan }) => {
      const kept = { format: store.FORMAT, name: loaded.protocol.title, protocol: { id, version: loaded.protocol.version }, plan, log: {} };
      app.kept.plans.push(kept);
      app.kept.current = app.kept.plans.length - 1;
      return kept;
    }, () => app.begin());
  }

  async function fetchPlan(id) {
    if (!files.has(id)) app.tell(get("planner_loading"), false);
    waiting = id;
    const loaded = await load(id);
    if (waiting !== id) return null;
    if (loaded) return loaded;
    said.hidden = true;
    app.show([title(2, "planner-title", data.plans.find((plan) => plan.id === id).title),
      element("p", { class: "planner-fault", role: "alert" }, get("planner_not_loaded")),
      element("p", { class: "planner-row" }, button(get("planner_back"), () => app.begin()))], true);
    return null;
  }

  /** The form. `keep(schedule)` gives the kept plan that is to be shown. */
  function ask(loaded, plan, fresh, keep, back) {
    const offer = data.plans.find(({ id }) => id === loaded.protocol.id);
    const about = { protocol: loaded.protocol, plan, words, offer, fresh, today: clock.dateOf(clock.now()) };
    const submit = (given) => {
      const { schedule, errors } = lay(loaded.protocol, given);
      if (errors) return errors.map((error) => remarks.objection(error, loaded.protocol, words, given));
      showPlan(loaded, keep(schedule), schedule);
      return [];
    };
    app.show(form(app, about, submit, back), true);
  }

  /** Lays a plan out by the clocks of this device: once to know its days, and again with the changes in them. */
  function lay(protocol, plan) {
    const { expand } = globalThis.latchworkSchedule;
    const plain = expand(protocol, { ...plan, clock_changes: [] });
    if (plain.errors) return plain;
    const { days } = plain.schedule;
    const next = globalThis.latchworkSchedule.values;
    const end = next.writeDay(next.readDay(days.at(-1).date) + 1);
    const changes = clock.changes(days[0].date, end);
    return changes.length > 0 ? expand(protocol, { ...plan, clock_changes: changes }) : plain;
  }

  async function openPlan(kept) {
    const loaded = await fetchPlan(kept.protocol.id);
    if (!loaded) return;
    const { schedule, errors } = lay(loaded.protocol, kept.plan);
    if (errors) {
      ask(loaded, kept.plan, false, (other) => changed(kept, loaded, other), () => app.begin());
      return;
    }
    const isOther = kept.protocol.version !== loaded.protocol.version;
    showPlan(loaded, isOther ? changed(kept, loaded, schedule) : kept, schedule);
    if (isOther) app.tell(say("planner_other_version", { version: loaded.protocol.version }), true);
  }

  /**
   * A kept plan with other dates, or by another version. What was ticked stays for days that are over; the others may have
   * other sessions now, and ticks go by their numbers.
   */
  function changed(kept, { protocol: { id, version } }, schedule) {
    const today = todayIn(schedule);
    const log = Object.fromEntries(Object.entries(kept.log).filter(([date]) => date < today));
    return Object.assign(kept, { protocol: { id, version }, plan: schedule.plan, log });
  }

  function showPlan(loaded, kept, schedule) {
    app.state = { ...loaded, kept, schedule, tab: "today", shown: null, week: null };
    said.hidden = true;
    app.keep();
    paper.warm();
    remember(loaded.protocol.id);
    drawPlan("planner-title");
  }

  /** The plan that the address names, if the site has it. */
  function planInAddress() {
    const [, named] = /^#protocol=([a-z0-9-]+)$/.exec(location.hash) ?? [];
    return data.plans.find(({ id }) => id === named)?.id ?? null;
  }

  /** The address says which plan, and nothing else. */
  function remember(id) {
    try {
      history.replaceState(history.state, "", `#protocol=${id}`);
    } catch {
      // Some browsers refuse it for a page from a disk. Then the address says nothing.
    }
  }

  function notices() {
    const { protocol, schedule } = app.state;
    if (schedule.notices.length === 0) return null;
    const line = (notice) => {
      const { latest, suggest } = remarks.wayOut(notice, protocol, schedule);
      const other = data.plans.find(({ id }) => id === suggest);
      const isPast = latest && latest < clock.dateOf(clock.now());
      return element("li", {}, remarks.remark(notice, protocol, words),
        latest && element("p", {}, isPast ? get("planner_begin_late") : say("planner_begin_by", { date: words.date(latest) })),
        other && element("p", {}, button(say("planner_shorter", { title: other.title }), () => start(other.id), "button")));
    };
    return element("div", { class: "planner-remarks" },
      element("h3", {}, get("planner_remarks")), element("ul", {}, schedule.notices.map(line)));
  }

  /** Whom to call, and when: the cards of the sheet for the fridge. */
  function calls() {
    const sheet = app.state.kit.sheets.find(({ name }) => name === "when-to-call");
    const cards = sheet.standard.flatMap(({ blocks }) => blocks).filter(({ type }) => type === "care");
    const card = ({ level, level_label: label, title: name, items, contact }, i) =>
      element("section", { class: `care care-${level}`, "aria-labelledby": `planner-call-${i}` },
        element("h4", { class: "care-title", id: `planner-call-${i}` }, element("span", { class: "care-level" }, label), ` ${name}`),
        element("div", { class: "care-body" }, element("ul", {}, items.map((item) => element("li", {}, item)))),
        contact && element("p", { class: "care-contact" }, `${contact.label}: `, element("strong", {}, contact.number)));
    return element("section", { class: "planner-calls", "aria-labelledby": "planner-calls" },
      element("h3", { id: "planner-calls" }, get("planner_when_to_call")),
      cards.map(card));
  }

  function drawPlan(focus) {
    const { state } = app;
    const redraw = (id) => {
      said.hidden = true;
      drawPlan(id);
    };
    const remarkable = state.schedule.notices.some(({ notice }) => ["short-lead-time", "alert", "phase-skipped"].includes(notice));
    const parts = [
      { id: "today", label: get("planner_today"), fill: () => drawToday(app, redraw).filter(Boolean) },
      { id: "week", label: get("planner_week"), fill: () => overview.week(app, redraw).filter(Boolean) },
      { id: "whole", label: get("planner_whole"), fill: () => [!remarkable && notices(), ...overview.whole(app)].filter(Boolean) },
      { id: "print", label: get("planner_print"), fill: () => [output.paper(app), output.intoCalendar(app), output.keeping(app)] },
    ];
    const edit = () => ask(state, state.kept.plan, false, (schedule) => changed(state.kept, state, schedule), () => drawPlan("planner-title"));
    const [row, panel] = tabs(get("planner_parts"), parts, state.tab, (id) => {
      state.tab = id;
    });
    app.show([
      element("div", { class: "planner-head" }, title(2, "planner-title", state.kept.name),
        state.kit.draft && element("p", { class: "planner-draft" }, get("planner_draft")),
        element("p", { class: "planner-row" }, button(get("planner_change"), edit, "button button-plain"))),
      remarkable && notices(),
      row,
      said,
      panel,
      calls(),
    ], false);
    if (focus) focusOn(document.getElementById(focus) ? focus : "planner-day-title");
  }

  // A link from this page to itself may name another plan.
  globalThis.addEventListener("hashchange", () => {
    const id = planInAddress();
    if (id && id !== app.state?.protocol.id) start(id);
  });

  // --- The beginning --------------------------------------------------------------------------------------------

  const device = store.device();
  const found = device && store.load(device, data.plans);
  const named = planInAddress();
  if (found) {
    app.consent = true;
    app.kept = found;
  }
  const current = found?.plans[found.current];
  if (named && current?.protocol.id !== named) {
    app.show([said, element("p", {}, get("planner_loading"))], false);
    start(named);
  } else if (current) openPlan(current);
  else {
    app.show([said, ...choose(app, [], start)], false);
    if (app.kept.unread.length > 0) app.tell(get("planner_unread"), true);
  }
})();
