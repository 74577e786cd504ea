// The days that a plan gives as it is written now: a strip of 24 hours and a list.
// Never: how times come about.

import { $, el, count } from "./dom.js";

let phases = [];

const hours = (minutes) => {
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return [h > 0 ? `${h} h` : "", m > 0 ? `${m} min` : ""].filter(Boolean).join(" ") || "0 min";
};

function length(minutes) {
  if (!minutes) return "";
  const [low, high] = minutes;
  if (low === high) return `${low} min`;
  return high === null ? `at least ${low} min` : low === null ? `at most ${high} min` : `${low} to ${high} min`;
}

function drawDay() {
  const phase = phases.find((one) => one.id === $("phase").value) ?? phases[0];
  const day = phase?.days[$("days").selectedIndex] ?? phase?.days[0];
  if (!day) {
    $("strip").replaceChildren();
    $("sessions").replaceChildren(el("p", {}, "No day of this part can be laid out yet."));
    return;
  }
  const timed = day.sessions.filter((session) => session.time !== null);
  $("strip").replaceChildren(...timed.map((session) => {
    const [h, m] = session.time.split(":").map(Number);
    const mark = el("span", { class: session.night ? "night" : "" });
    mark.style.setProperty("inset-inline-start", `${((h * 60 + m) / 14.4).toFixed(2)}%`);
    return mark;
  }));
  const rows = day.sessions.map((session) => el("tr", {}, el("td", {}, session.time ?? (session.with ? "with it" : "any time")),
    el("td", {}, session.title ?? ""), el("td", {}, length(session.minutes))));
  const told = `${count(day.count, "session")} that count${day.gap === null ? "" : `, the longest time between two of them ${hours(day.gap)}`}.`;
  $("sessions").replaceChildren(el("p", {}, day.sessions.length === 0 ? "Nothing is done by the clock in this part." : told),
    ...(rows.length === 0 ? [] : [el("table", {}, el("thead", {}, el("tr", {}, ...["Time", "What", "How long"].map((word) => el("th", { scope: "col" }, word)))), el("tbody", {}, ...rows))]));
}

function drawPhase() {
  const phase = phases.find((one) => one.id === $("phase").value) ?? phases[0];
  const before = $("days").selectedIndex;
  const name = (day) => (day.first === day.last ? `Day ${day.first}` : `Day ${day.first} to ${day.last}`);
  $("days").replaceChildren(...(phase?.days ?? []).map((day) => el("option", {}, name(day))));
  if (before > 0 && before < $("days").length) $("days").selectedIndex = before;
  drawDay();
}

/** Shows what a plan gives; `null` hides it. */
export function show(day) {
  $("day").hidden = day === null;
  if (day === null) return;
  const before = $("phase").value;
  phases = day.phases;
  $("phase").replaceChildren(...phases.map((phase) => el("option", { value: phase.id }, phase.chosen ? `${phase.title} (only if chosen)` : phase.title)));
  // The first part with something by the clock is the one to look at.
  const first = phases.find((phase) => phase.days.some((one) => one.sessions.some((session) => session.time !== null)));
  $("phase").value = phases.some((phase) => phase.id === before) ? before : first?.id ?? phases[0]?.id ?? "";
  drawPhase();
}

export function listen() {
  $("phase").addEventListener("change", drawPhase);
  $("days").addEventListener("change", drawDay);
}
