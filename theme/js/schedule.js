// A compiled protocol and a plan in, a dated schedule out.
//
//   latchworkSchedule.expand(compiled, plan)  →  { schedule }  or  { errors }
//
// `compiled` is the published `protocols/ID.json` (`latchwork.protocol/1`), `plan` is `latchwork.plan/1`. The result
// is what the engine gives for both: the same `latchwork.schedule/1`, or the same list of errors, in the same order.
// Tests hold the two together. When sessions take place is not decided here: that stands ready in the compiled file.
//
// Four errors are the script's own, each `{ error, about }` like the engine's:
//   unreadable-plan      `about` is the member that is not as `latchwork.plan/1` wants it: "anchors.start"
//   unreadable-protocol  the file is not `latchwork.protocol/1`, or is damaged
//   hours-between-steps  waking and bed time must be a multiple of so many minutes apart: `about` is that step
//   interval-not-ready   the activity `about` has no grid for the interval; the file lists those that it has
//
// Comes after `schedule-values.js`, `schedule-plan.js` and `schedule-figures.js`, in this order.
"use strict";

globalThis.latchworkSchedule.expand = (() => {
  const {
    known, least, most, shift, weekday, writeDay, inCalendar, DAY, readTime, writeTime, until, compare, readNumber,
    writeDecimal, readUnit, writeUnit,
  } = globalThis.latchworkSchedule.values;
  const { readPlan, writePlan } = globalThis.latchworkSchedule.plan;
  const { amounts, inputsUsed, levels, tapers, quantities } = globalThis.latchworkSchedule.figures;

  /** No plan is longer than three years. */
  const LONGEST_PLAN = 3 * 366;

  const written = (day) => (known(day) ? writeDay(day) : null);
  const within = ([low, high], value) => (low === null || low <= value) && (high === null || value <= high);
  const error = (name, about) => (about === undefined ? { error: name } : { error: name, about });

  // --- Dates of anchors -----------------------------------------------------------------------------------------

  const momentsOf = (expr) => (expr ? expr.earliest ?? expr.latest : []);

  /** The day of a date expression, as far as it can be known from these anchors. */
  function resolve(expr, anchors) {
    if (!expr) return null;
    const days = momentsOf(expr).map(([anchor, count, unit]) => {
      const day = anchors.get(anchor) ?? null;
      return day === null || count === undefined ? day : shift(day, count, unit);
    });
    return expr.earliest ? least(days) : days.includes(null) ? null : most(days);
  }

  /** The anchors that an anchor's date may rest on. */
  function rootsOf(protocol, anchor) {
    const taper = protocol.tapers.find((one) => one.id === anchor.known["taper-end"]);
    const computed = anchor.known.computed ?? taper?.starts;
    return [...momentsOf(computed), ...momentsOf(anchor.default)].map(([name]) => name);
  }

  /**
   * Dates all anchors that can be dated. An anchor may stand in for another from its own day on; `before` is then what
   * was known until that day: `dates` without any lending, and the day on which the first stand-in `came`.
   */
  function dateAnchors(protocol, plan) {
    const standIns = protocol.anchors.filter((anchor) => anchor.replaces);
    const came = least(standIns.map((anchor) => plan.anchors.get(anchor.id)));
    const before = came === null ? null : { dates: dateAll(protocol, plan, false), came };
    return { ...dateAll(protocol, plan, true), before };
  }

  /**
   * The day given, else computed, else the default. `of` is what offsets are counted from: there, with `lend`, an
   * anchor that stands in for another has lent it its day.
   */
  function dateAll(protocol, plan, lend) {
    const dates = { of: new Map(), known: new Map(), provisional: new Set() };
    const seen = new Set();
    const computed = (anchor) => {
      if (anchor.known.computed) return resolve(anchor.known.computed, dates.of);
      const taper = protocol.tapers.find((one) => one.id === anchor.known["taper-end"]);
      const start = taper && amounts(protocol, plan).get(taper.amount);
      const first = start ? resolve(taper.starts, dates.of) : null;
      if (first === null) return null;
      return levels(taper, start, first, plan.held.get(taper.id) ?? new Set()).at(-1)?.from ?? null;
    };
    const date = (anchor) => {
      if (seen.has(anchor.id)) return;
      seen.add(anchor.id);
      const roots = rootsOf(protocol, anchor);
      for (const root of roots) if (protocol.anchor.has(root)) date(protocol.anchor.get(root));
      const ways = [
        ["given", () => plan.anchors.get(anchor.id)],
        ["computed", () => computed(anchor)],
        ["default", () => resolve(anchor.default, dates.of)],
      ];
      for (const [how, find] of ways) {
        const day = find();
        if (!known(day)) continue;
        const awaited = how === "default" && (anchor.known === "event" || anchor.known === "decision");
        const hangs = how !== "given" && roots.some((root) => dates.provisional.has(root));
        if (awaited || hangs) dates.provisional.add(anchor.id);
        dates.known.set(anchor.id, { day, how });
        const standIn = lend && protocol.anchors.find((other) => other.replaces === anchor.id);
        dates.of.set(anchor.id, (standIn ? plan.anchors.get(standIn.id) : null) ?? day);
        return;
      }
    };
    for (const anchor of protocol.anchors) date(anchor);
    return dates;
  }

  const reportAnchors = (protocol, dates) => protocol.anchors.map(({ id }) => ({
    id,
    date: written(dates.known.get(id)?.day),
    known: dates.known.get(id)?.how ?? null,
    provisional: dates.provisional.has(id),
  }));

  // --- Objections to a plan -------------------------------------------------------------------------------------

  /** Everything that stands against a plan, but for its phases' days. */
  function objections(protocol, plan, dates) {
    const errors = [];
    const object = (name, about) => errors.push(error(name, about));
    if (plan.wake === plan.bed) object("wake-is-bed");
    if (plan.quiet && plan.quiet.from === plan.quiet.to) object("quiet-hours-empty");
    for (const id of plan.anchors.keys()) if (!protocol.anchor.has(id)) object("unknown-anchor", id);
    for (const anchor of protocol.anchors) {
      const day = dates.of.get(anchor.id);
      if (anchor.known === "planning" && !anchor.optional && day === undefined) object("missing-anchor", anchor.id);
      for (const other of anchor.before ?? []) {
        if (day > dates.of.get(other)) object("out-of-order", { first: anchor.id, second: other });
      }
    }
    for (const id of plan.inputs.keys()) if (!protocol.input.has(id)) object("unknown-input", id);
    for (const input of protocol.inputs) {
      const given = plan.inputs.get(input.id);
      if (given) errors.push(...objectionsToValue(input, given.value));
      else if (input.required && !input.default) object("missing-input", input.id);
    }
    for (const id of plan.phases) {
      if (!protocol.phase.has(id)) object("unknown-phase", id);
      else if (protocol.phase.get(id).presence === "always") object("phase-is-no-choice", id);
    }
    for (const [id, interval] of plan.intervals) {
      const every = protocol.activity.has(id) && everyOf(protocol.activity.get(id));
      if (!every) object("unknown-activity", id);
      else if (!every.some(({ range }) => within(range, interval))) object("interval-out-of-range", id);
    }
    const people = protocol.people.map((person) => person.id);
    if (plan.person !== null && !people.includes(plan.person)) object("unknown-person", plan.person);
    const tapering = protocol.tapers.map((taper) => taper.id);
    for (const id of plan.held.keys()) if (!tapering.includes(id)) object("unknown-taper", id);
    return errors;
  }

  function objectionsToValue(input, value) {
    const { amount, date, text } = value;
    const sort = amount ? "number" : date !== undefined ? "date" : "text";
    const isWord = sort === "text" && (input.choices ?? []).some((choice) => choice.id === text);
    if (input.kind === "choice" ? !isWord : input.kind !== sort) return [error("wrong-value", input.id)];
    if (sort !== "number") return [];
    const unit = writeUnit(readUnit(input.unit));
    if (writeUnit(amount.unit) !== unit) return [error("wrong-unit", { input: input.id, unit })];
    if (amount.value.above < 0n) return [error("negative-input", input.id)];
    const bounds = input.bounds?.map((end) => (end === null ? null : readNumber(end)));
    if (!bounds) return [];
    const [low, high] = bounds;
    const inside = (!low || compare(low, amount.value) <= 0) && (!high || compare(amount.value, high) <= 0);
    const shown = bounds.map((end) => end && writeDecimal(end));
    return inside ? [] : [error("input-out-of-bounds", { input: input.id, bounds: shown })];
  }

  /** What the script cannot look up: hours and intervals between the steps of the compiled grids. */
  function notReady(protocol, plan) {
    const isBetween = until(plan.wake, plan.bed) % protocol.quarter !== 0;
    const errors = isBetween ? [error("hours-between-steps", protocol.quarter)] : [];
    for (const [id, interval] of plan.intervals) {
      const every = protocol.activity.has(id) ? everyOf(protocol.activity.get(id)) : [];
      const missing = every.some(({ range, preferred }) =>
        within(range, interval) && !preferred.some(([minutes]) => minutes === interval));
      if (missing) errors.push(error("interval-not-ready", id));
    }
    return errors;
  }

  // --- Days of phases -------------------------------------------------------------------------------------------

  /** Gives days to all phases of the plan. */
  function placePhases(protocol, plan, dates) {
    const placed = placeAll(protocol, plan, dates);
    if (dates.before) {
      const planned = placeAll(protocol, plan, dates.before.dates).phases;
      placed.phases = withWhatHasBeen(placed.phases, planned, dates.before.came);
    }
    placed.phases.sort((a, b) => a.from - b.from);
    placed.phases.forEach((first, i) => {
      for (const second of placed.phases.slice(i + 1)) {
        if (second.from <= first.to && !mayOverlap(protocol, first.id, second.id)) {
          placed.notices.push({ notice: "phases-overlap", first: first.id, second: second.id });
        }
      }
    });
    return placed;
  }

  /**
   * What was planned for the days before a stand-in came, put back: phases that were over keep their days, those that
   * were on keep their first, and none of the others begins before that day.
   */
  function withWhatHasBeen(phases, planned, came) {
    const begun = planned.filter((phase) => phase.from < came);
    const eve = inCalendar(came - 1) ?? came;
    const kept = begun.map((past) => {
      const now = phases.find((phase) => phase.id === past.id);
      if (now && past.to >= came) return { ...now, from: past.from, to: Math.max(now.to, eve) };
      return { ...past, to: Math.min(past.to, eve), open: false };
    });
    const later = phases.filter((phase) => phase.to >= came && !begun.some((past) => past.id === phase.id));
    return [...later.map((phase) => ({ ...phase, from: Math.max(phase.from, came) })), ...kept];
  }

  function placeAll(protocol, plan, dates) {
    const planEnd = plan.end ?? resolve(protocol.plan_end, dates.of);
    const placed = { phases: [], waiting: [], notices: [], errors: [] };
    const chosen = protocol.phases.filter((phase) => phase.presence === "always" || plan.phases.has(phase.id));
    const fallAway = chosen.map((phase) => phase.presence["instead-of"]);
    for (const phase of chosen) {
      if (!fallAway.includes(phase.id)) placePhase(phase, dates, planEnd, placed);
    }
    return placed;
  }

  /** One phase: from its first day to the earliest end that is known; without one, to the end of the plan. */
  function placePhase(phase, dates, planEnd, placed) {
    const from = resolve(phase.from, dates.of);
    if (from === null) {
      const anchors = momentsOf(phase.from).map(([anchor]) => anchor).filter((anchor) => !dates.of.has(anchor));
      placed.waiting.push({ id: phase.id, anchors });
      return;
    }
    const to = resolve(phase.to, dates.of);
    const before = resolve(phase.until, dates.of);
    if (to !== null && to < from) {
      placed.errors.push(error("phase-ends-before-it-begins", phase.id));
      return;
    }
    if (before !== null && before <= from) {
      placed.notices.push({ notice: "phase-skipped", phase: phase.id });
      return;
    }
    const [shortest, longest] = phase.length ?? [null, null];
    const ownEnd = least([
      to,
      before === null ? null : inCalendar(before - 1),
      longest === null ? null : inCalendar(from + longest - 1),
    ]);
    const last = ownEnd ?? planEnd;
    if (last === null || last < from) {
      placed.notices.push({ notice: "phase-after-plan-end", phase: phase.id });
      return;
    }
    const days = last - from + 1;
    if (shortest !== null && ownEnd !== null && days < shortest) {
      placed.notices.push({ notice: "phase-short", phase: phase.id, days, at_least: shortest });
    }
    const moments = [phase.from, phase.to, phase.until].flatMap(momentsOf);
    placed.phases.push({
      id: phase.id,
      from,
      to: last,
      or_earlier: phase.or_earlier,
      open: ownEnd === null,
      provisional: moments.some(([anchor]) => dates.provisional.has(anchor)),
    });
  }

  function mayOverlap(protocol, a, b) {
    const says = (x, y) => (protocol.phase.get(x).alongside ?? []).includes(y);
    return says(a, b) || says(b, a);
  }

  // --- Series of days -------------------------------------------------------------------------------------------

  /** The days of a series, up to and with `last`. Months are counted from the first, so that the 31st comes back. */
  function* series(every, first, last) {
    for (let n = 0; ; n += 1) {
      const day = every.step
        ? shift(first, every.step[0] * n, every.step[1])
        : inCalendar(first + ((every.weekday - weekday(first) + 7) % 7) + 7 * n);
      if (day === null || day > last) return;
      yield day;
    }
  }

  /** Whether one of some series from `first` falls on a day. */
  function fallsOn(rules, first, day) {
    return rules.some((every) => {
      for (const one of series(every, first, day)) if (one === day) return true;
      return false;
    });
  }

  function checkpoints(protocol, dates, last) {
    const seriesOf = (checkpoint, of) => {
      const before = resolve(checkpoint.until, of);
      const end = least([resolve(checkpoint.to, of), before === null ? null : inCalendar(before - 1)]) ?? last;
      const first = resolve(checkpoint.from, of);
      return first === null || end === null ? [] : [...series(checkpoint.every, first, end)];
    };
    // Contacts before a stand-in came stay as they were planned; a day that has been does not come again.
    const { dates: past, came } = dates.before ?? { dates, came: -Infinity };
    const daysOf = (checkpoint) => {
      if (checkpoint.every) {
        const been = seriesOf(checkpoint, past.of).filter((day) => day < came);
        return [...been, ...seriesOf(checkpoint, dates.of).filter((day) => day >= came)];
      }
      const dayOf = (expr) => {
        const planned = resolve(expr, past.of);
        return planned !== null && planned < came ? planned : resolve(expr, dates.of);
      };
      return (checkpoint.on ?? []).map(dayOf).filter(known);
    };
    const all = protocol.checkpoints.flatMap((checkpoint) =>
      [...new Set(daysOf(checkpoint))].sort((a, b) => a - b).map((day) => ({ day, id: checkpoint.id })));
    all.sort((a, b) => a.day - b.day);
    return all.map(({ day, id }) => ({ date: writeDay(day), id, day_number: dayNumber(protocol, dates, day) }));
  }

  /** The number of a day by the protocol's counting; by the first anchor's where the counting anchor has no day. */
  function dayNumber(protocol, dates, day) {
    const from = dates.of.get(protocol.counting.anchor) ?? least([...dates.of.values()]);
    return (from === null ? 0 : day - from) + protocol.counting.first;
  }

  // --- One day --------------------------------------------------------------------------------------------------
  // A slot is a place for a session: minutes since waking (`null` where the protocol only counts), and whether it is
  // at night. The day of a schedule runs from waking to waking.

  const pacesOf = ({ timing }) => (timing.paced ? [timing.paced] : (timing.ramp ?? []).map((stage) => stage.pace));
  const everyOf = (activity) => pacesOf(activity).map((pace) => pace.slots.every).filter(known);

  /** The pace on the n-th day of a phase. After its last day the last stage of a ramp goes on. */
  function paceOn(timing, n) {
    let end = 0;
    const stages = timing.ramp ?? [];
    const stage = stages.find(({ days }) => {
      end += days ?? Infinity;
      return n < end;
    });
    return timing.paced ?? (stage ?? stages.at(-1))?.pace ?? null;
  }

  /** The slots of a pace, looked up. */
  function slotsOf(protocol, pace, preferred, frame) {
    const { times: clock, untimed, every } = pace.slots;
    if (untimed) {
      const slot = (night) => ({ since: null, night });
      return [...Array(untimed[0]).fill(slot(false)), ...Array(untimed[1]).fill(slot(true))];
    }
    let starts;
    if (clock) {
      starts = clock.map((time) => until(frame.wake, readTime(time))).sort((a, b) => a - b);
    } else {
      const choice = every.preferred.find(([minutes]) => minutes === preferred);
      const grid = protocol.grids[choice ? choice[1] : every.grid];
      const find = (runs) => {
        const run = runs.findLast(([length]) => length <= frame.length);
        return run ? protocol.series[run[1]] : [];
      };
      starts = [...find(grid.wake), ...find(grid.bed).map((start) => start + frame.length)];
    }
    return starts.map((since) => ({ since, night: since >= frame.length }));
  }

  const clockOf = (frame, slot) => (slot.since === null ? null : (frame.wake + slot.since) % DAY);

  function isQuiet(frame, slot) {
    const time = clockOf(frame, slot);
    const { quiet } = frame.plan;
    return time !== null && quiet !== null && until(quiet.from, time) < until(quiet.from, quiet.to);
  }

  /** Whether an activity is done by the person whose schedule it is. Others are laid out too: ours may go with them. */
  const isOurs = (frame, { person }) => !person || frame.plan.person === null || person === frame.plan.person;

  /** The activities of a day, each once, with the phase that it first appears in. */
  function activeOn(protocol, frame, day, running) {
    const active = [];
    for (const phase of running) {
      for (const id of protocol.phase.get(phase.id).activities) {
        const activity = protocol.activity.get(id);
        if (!activity || active.some((other) => other.activity.id === id)) continue;
        const end = resolve(activity.until, frame.dates.of);
        const on = !activity.days || fallsOn(activity.days, phase.from, day);
        if (on && (end === null || day < end)) active.push({ phase, activity });
      }
    }
    return active;
  }

  /** Too few or too many sessions, as the protocol counts them. */
  function shortfalls(phase, activity, pace, slots) {
    const notices = [];
    const nights = slots.filter((slot) => slot.night).length;
    const about = { phase: phase.id, activity: activity.id };
    if (!within(pace.wanted, slots.length)) {
      notices.push({ notice: "outside-count", ...about, sessions: slots.length, wanted: pace.wanted });
    }
    if (nights < (pace.at_night ?? 0)) {
      notices.push({ notice: "few-at-night", ...about, sessions: nights, wanted: pace.at_night });
    }
    return notices;
  }

  /** Which slots of an activity by day are taken by which overlay, looked up by the number of those that are free. */
  function overlayPlaces(active, base, slots) {
    const places = new Map();
    for (const { activity } of active) {
      const { overlay } = activity.timing;
      if (overlay?.replaces !== base.id) continue;
      const free = slots.map((_, i) => i).filter((i) => (slots[i].since === null || !slots[i].night) && !places.has(i));
      for (const place of overlay.places[free.length]) places.set(free[place], activity);
    }
    return places;
  }

  /** Lays out one day: its sessions in order, how many quiet hours took away, and what is to be said. */
  function layOutDay(protocol, frame, day, running) {
    const laid = { day, running, sessions: [], removed: 0, notices: [] };
    const active = activeOn(protocol, frame, day, running);
    const add = (activity, minutes, slot, more) =>
      laid.sessions.push({ slot, ...session(protocol, frame, day, activity, minutes, slot, more) });
    const links = (to, slot, order) => {
      for (const { activity } of active) {
        const { linked } = activity.timing;
        if (!linked || linked.order !== order || !linked.leaders.includes(to.id)) continue;
        links(activity, slot, "before");
        add(activity, linked.minutes, slot, { with: { order, activity: to.id } });
        links(activity, slot, "after");
      }
    };
    for (const { phase, activity } of active) {
      const pace = paceOn(activity.timing, day - phase.from);
      if (!pace) continue;
      const slots = slotsOf(protocol, pace, frame.plan.intervals.get(activity.id) ?? null, frame);
      if (isOurs(frame, activity)) laid.notices.push(...shortfalls(phase, activity, pace, slots));
      const kept = slots.filter((slot) => !isQuiet(frame, slot));
      laid.removed += slots.length - kept.length;
      const places = overlayPlaces(active, activity, kept);
      kept.forEach((slot, i) => {
        links(activity, slot, "before");
        const overlay = places.get(i);
        if (overlay) add(overlay, overlay.timing.overlay.minutes, slot, { replaces: activity.id });
        else add(activity, pace.minutes, slot, {});
        links(activity, slot, "after");
      });
    }
    laid.sessions = laid.sessions.filter(({ shown }) => isOurs(frame, protocol.activity.get(shown.activity)));
    // Timed ones first, in the order in which they come; at the same time by day before by night.
    const place = ({ slot, late }) => [slot.since === null ? DAY * 3 : slot.since + late, slot.night ? 1 : 0];
    laid.sessions.sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
    return laid;
  }

  /** By how many minutes clocks go forward, below nothing where they go back: the shorter way round. */
  function forward({ from, to }) {
    const [on, back] = [until(from, to), until(to, from)];
    return on <= back ? on : -back;
  }

  /** One session: as it is shown, whether it counts with a place of its own, and how late clocks that leap make it. */
  function session(protocol, frame, day, activity, minutes, slot, more) {
    const time = clockOf(frame, slot);
    const dayOffset = time !== null && time < frame.wake ? 1 : 0;
    // Clocks that leap over the time move it by as much as they leap.
    const leap = time === null ? null : frame.plan.changes.find((change) => {
      const since = (day + dayOffset - change.date) * DAY + time - change.from;
      return since >= 0 && since < forward(change);
    });
    const moved = leap ? (time + until(leap.from, leap.to)) % DAY : null;
    const counted = protocol.kind.get(activity.kind)?.counted ?? false;
    const shown = {
      time: time === null ? null : writeTime(moved ?? time),
      kind: activity.kind,
      activity: activity.id,
      minutes,
      night: slot.night,
      day_offset: dayOffset + (moved !== null && moved < time ? 1 : 0),
      counted,
      ...more,
      ...(moved === null ? {} : { moved: true }),
    };
    return { leads: counted && !more.with, late: moved === null ? 0 : until(time, moved), shown };
  }

  // --- Sums, gaps, notices --------------------------------------------------------------------------------------

  /** The minutes of the counted sessions; `null` where one has no stated length. */
  function minutesTotal(laid) {
    const lengths = laid.sessions.filter(({ leads }) => leads).map(({ shown }) => shown.minutes);
    if (lengths.includes(null)) return null;
    const sum = (end) => {
      const minutes = lengths.map((length) => length[end]);
      return minutes.includes(null) ? null : minutes.reduce((total, one) => total + one, 0);
    };
    const [low, high] = [sum(0), sum(1)];
    return low === null && high === null ? null : [low, high];
  }

  /**
   * The gaps that begin on a day, in time that passes. The last reaches to the first session of the next day; where
   * the plan has none, the day is taken to repeat.
   */
  function gapsOf(frame, laid, next) {
    // In the order of their places: one that clocks leap over is shown after others that follow it.
    const starts = ({ sessions }) => sessions.filter(({ leads }) => leads).map(({ slot }) => slot.since).filter(known)
      .sort((a, b) => a - b);
    const points = starts(laid);
    const tomorrow = next && next.day === laid.day + 1 ? starts(next)[0] : undefined;
    const first = tomorrow ?? points[0];
    if (first !== undefined) points.push(first + DAY);
    return points.slice(1).map((end, i) => ({
      end,
      elapsed: Math.max(0, end - points[i] - leapBetween(frame, laid.day, points[i], end)),
    }));
  }

  /** By how many minutes clocks leap forward between two points of a day's time. */
  function leapBetween(frame, day, from, to) {
    const by = frame.plan.changes.map((change) => {
      const at = (change.date - day) * DAY + change.from + Math.max(0, forward(change));
      return frame.wake + from < at && at <= frame.wake + to ? forward(change) : 0;
    });
    return by.reduce((sum, minutes) => sum + minutes, 0);
  }

  function dayOf(protocol, frame, laid, next) {
    const gaps = gapsOf(frame, laid, next);
    return {
      date: writeDay(laid.day),
      day_number: dayNumber(protocol, frame.dates, laid.day),
      phases: laid.running.map((phase) => phase.id),
      sessions: laid.sessions.map(({ shown }) => shown),
      count: laid.sessions.filter(({ leads }) => leads).length,
      minutes_total: minutesTotal(laid),
      longest_gap_minutes: most(gaps.map((gap) => gap.elapsed)),
      longest_night_gap_minutes: most(gaps.filter((gap) => gap.end > frame.length).map((gap) => gap.elapsed)),
    };
  }

  /** Runs of days with the same values; days without a value are left out. */
  function runsOf(days) {
    const runs = [];
    for (const { day, value } of days.filter((one) => one.value !== null)) {
      const last = runs.at(-1);
      if (last && last.to + 1 === day && JSON.stringify(last.value) === JSON.stringify(value)) last.to = day;
      else runs.push({ from: day, to: day, value });
    }
    return runs;
  }

  /** What is to be said of removed sessions and long gaps, once for each run of like days. */
  function gapNotices(protocol, laid, days) {
    const notice = (name) => ({ from, to, value }) =>
      ({ notice: name, from: writeDay(from), to: writeDay(to), ...value });
    const quiet = laid.map(({ day, removed }) => ({ day, value: removed > 0 ? { sessions: removed } : null }));
    const long = laid.map(({ day, running, removed }, i) => {
      const ids = running.flatMap((phase) => protocol.phase.get(phase.id).activities);
      const asked = removed > 0 ? most(ids.map((id) => protocol.activity.get(id)?.longest_interval)) : null;
      const limit = protocol.gap_limit ?? asked;
      const minutes = days[i].longest_gap_minutes;
      return { day, value: limit !== null && minutes !== null && minutes > limit ? { minutes, limit } : null };
    });
    return [...runsOf(quiet).map(notice("quiet-hours")), ...runsOf(long).map(notice("long-gap"))];
  }

  function dateNotices(protocol, dates) {
    const notices = [];
    protocol.lead_times.forEach((lead, rule) => {
      const [from, to] = [resolve(lead.from, dates.of), resolve(lead.to, dates.of)];
      if (from === null || to === null || to - from >= lead.needed) return;
      const suggest = lead.suggest ?? null;
      notices.push({ notice: "short-lead-time", rule, needed: lead.needed, available: to - from, suggest });
    });
    protocol.alerts.forEach((alert, rule) => {
      const [date, other] = [resolve(alert.date, dates.of), resolve(alert.other, dates.of)];
      if (date === null || other === null) return;
      if (alert.order === "before" ? date < other : date > other) notices.push({ notice: "alert", rule });
    });
    return notices;
  }

  // --- The whole ------------------------------------------------------------------------------------------------

  function layOver(protocol, plan, dates, placed) {
    const frame = { plan, dates, wake: plan.wake, length: until(plan.wake, plan.bed) };
    const [first, last] = [least(placed.phases.map((p) => p.from)), most(placed.phases.map((p) => p.to))];
    const laid = [];
    for (let day = first; day <= last; day += 1) {
      const running = placed.phases.filter((phase) => phase.from <= day && day <= phase.to);
      if (running.length > 0) laid.push(layOutDay(protocol, frame, day, running));
    }
    const days = laid.map((one, i) => dayOf(protocol, frame, one, laid[i + 1]));
    const said = [...placed.notices, ...laid.flatMap((one) => one.notices)];
    const once = new Map(said.map((notice) => [JSON.stringify(notice), notice]));
    const { values, faults } = quantities(protocol, plan);
    return {
      format: "latchwork.schedule/1",
      protocol: { id: protocol.id, version: protocol.version, status: protocol.status },
      ...(plan.person === null ? {} : { person: plan.person }),
      window: { wake: writeTime(plan.wake), bed: writeTime(plan.bed) },
      quiet_hours: plan.quiet && { from: writeTime(plan.quiet.from), to: writeTime(plan.quiet.to) },
      anchors: reportAnchors(protocol, dates),
      inputs: inputsUsed(protocol, plan),
      phases: placed.phases.map((phase) => ({ ...phase, from: writeDay(phase.from), to: writeDay(phase.to) })),
      waiting: placed.waiting,
      days,
      checkpoints: checkpoints(protocol, dates, last),
      tapers: tapers(protocol, plan, (taper) => resolve(taper.starts, dates.of)),
      quantities: values,
      notices: [...once.values(), ...gapNotices(protocol, laid, days), ...dateNotices(protocol, dates), ...faults],
      plan: writePlan(plan),
    };
  }

  const byId = (list) => new Map(list.map((one) => [one.id, one]));

  function expand(compiled, rawPlan) {
    if (compiled?.format !== "latchwork.protocol/1") return { errors: [error("unreadable-protocol")] };
    const { plan, faults } = readPlan(rawPlan);
    if (faults.length > 0) return { errors: faults.map((at) => error("unreadable-plan", at)) };
    try {
      const protocol = {
        ...compiled,
        anchor: byId(compiled.anchors),
        phase: byId(compiled.phases),
        activity: byId(compiled.activities),
        input: byId(compiled.inputs),
        kind: byId(compiled.kinds),
      };
      const dates = dateAnchors(protocol, plan);
      const placed = placePhases(protocol, plan, dates);
      const errors = [...objections(protocol, plan, dates), ...placed.errors];
      if (placed.phases.length > 0) {
        const days = most(placed.phases.map((p) => p.to)) - least(placed.phases.map((p) => p.from)) + 1;
        if (days > LONGEST_PLAN) errors.push(error("too-long", { days, limit: LONGEST_PLAN }));
      } else if (errors.length === 0) {
        errors.push(error("nothing-to-lay-out"));
      }
      errors.push(...notReady(protocol, plan));
      return errors.length > 0 ? { errors } : { schedule: layOver(protocol, plan, dates, placed) };
    } catch {
      // The plan was read; what is left to go wrong is a file that was cut off or changed on its way here.
      return { errors: [error("unreadable-protocol")] };
    }
  }

  // What moves when a session began late asks for it, too.
  globalThis.latchworkSchedule.paceOn = paceOn;
  return expand;
})();
