// The sheets of a plan with a reader's own dates, as parts of blocks.
//
//   latchworkPlanner.layout(context, "day-log", "standard", days)  →  [{ subtitle, blocks }]
//
// The script's side of the program's sheets: the blank ones come with the protocol (`kit`), here they get dates, amounts
// and rows. `context` is `{ protocol, kit, schedule, words }`. What has no dates stays as it is. Tests hold every block
// to what the program prints for the same plan.
//
// Comes after `planner-log.js` and `planner-remarks.js`. Never: pages, letters, the document.
"use strict";

globalThis.latchworkPlanner.layout = (() => {
  const { readDay } = globalThis.latchworkSchedule.values;
  const { remark } = globalThis.latchworkPlanner.remarks;
  const { write, tick, header, text, dayLog, week, weeks } = globalThis.latchworkPlanner.log;

  const find = (list, id) => list.find((one) => one.id === id);
  const capital = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

  /** A contact in words: what it is, on which condition, with whom. */
  function contactOf(checkpoint, words) {
    const what = words.onlyIf(checkpoint.title, checkpoint.only_if);
    return checkpoint.with === undefined ? what : words.say("with_whom", { what, whom: checkpoint.with });
  }

  /** The days of a part of the plan, in words. */
  function daysOf(phase, words) {
    const [from, to] = [words.date(phase.from), words.date(phase.to)];
    const closed = phase.from === phase.to ? from : `${from} – ${to}`;
    const days = phase.open ? words.say("from_on", { from }) : closed;
    return phase.provisional ? words.say("provisional_date", { date: days }) : days;
  }

  /** A value in words: a choice by its label, and free words as they are. */
  function inputValue({ value }, input, words) {
    switch (input?.kind) {
      case "date": return words.date(value);
      case "number": return words.decimal(value);
      case "choice": return find(input.choices ?? [], value)?.label ?? value;
      default: return value;
    }
  }

  /** What was given, and what follows from it: `[{ label, value }]`. */
  function facts({ protocol, schedule, words }) {
    const given = schedule.inputs.map((used) => {
      const input = find(protocol.inputs, used.id);
      const value = inputValue(used, input, words);
      const whose = { clinic: "origin_own", protocol: "origin_protocol" }[used.layer];
      return { label: input?.label ?? used.id, value: whose ? `${value} (${words.get(whose)})` : value };
    });
    const worked = schedule.quantities.map(({ id, rounded, unit }) => (
      { label: find(protocol.quantities, id)?.label ?? "", value: `${words.numbers(rounded)} ${unit}` }));
    return [...given, ...worked];
  }

  /** What is done in each part, by its name: the last column of the blank sheet. */
  function doing({ protocol, kit }) {
    const blank = kit.sheets.find(({ name }) => name === "plan").standard[0].blocks;
    const table = blank.find(({ type }) => type === "table");
    return new Map(protocol.phases.map((phase, i) => [phase.id, table.rows[i].cells]));
  }

  function phases(context, table, print) {
    const { protocol, schedule, words } = context;
    const cells = doing(context);
    const row = (id, when) => [find(protocol.phases, id).title, when, cells.get(id)[2].text];
    const rows = [
      ...schedule.phases.map((phase) => row(phase.id, daysOf(phase, words))),
      ...schedule.waiting.map(({ id }) => row(id, cells.get(id)[1].text)),
    ];
    if (print === "large") {
      return rows.flatMap(([title, when, what]) => [
        { type: "heading", text: title },
        { type: "text", text: when, strong: true },
        { type: "text", text: what, strong: false },
      ]);
    }
    const toRow = ([title, ...rest]) => ({ emphasis: null, cells: [header(title), ...rest.map(text)] });
    return [{ ...table, rows: rows.map(toRow) }];
  }

  function plan(context, [{ subtitle, blocks }], print) {
    const { protocol, schedule, words, kit } = context;
    const anchors = protocol.anchors.flatMap((anchor) => {
      const { date, provisional } = find(schedule.anchors, anchor.id);
      if (date === null && anchor.known["taper-end"]) return [];
      const words_ = date && words.date(date);
      const value = provisional && date ? words.say("provisional_date", { date: words_ }) : words_;
      return [{ label: capital(anchor.label), value }];
    });
    const notices = schedule.notices.map((notice) => (
      { type: "text", text: remark(notice, protocol, words), strong: true }));
    const known = facts(context);
    const table = kit.sheets.find(({ name }) => name === "plan").standard[0].blocks.find(({ type }) => type === "table");
    const items = schedule.checkpoints.flatMap(({ id, date }) => {
      const checkpoint = find(protocol.checkpoints, id);
      return checkpoint ? [`${words.date(date)}: ${contactOf(checkpoint, words)}`] : [];
    });
    const contacts = { type: "list", title: words.get("plan_checks"), items, ordered: false };
    return [{
      subtitle,
      blocks: [
        { type: "fields", fields: [blocks[0].fields[0], ...anchors] },
        ...notices,
        ...(known.length > 0 ? [{ type: "facts", facts: known }] : []),
        ...blocks.filter(({ type }) => type === "checklist"),
        ...phases(context, table, print),
        ...(items.length > 0 ? [contacts] : []),
      ],
    }];
  }

  /** Reductions: each whose amount and first day are known has its levels, the others stay to be filled in. */
  function steps({ protocol, schedule, words }, parts) {
    return parts.map(({ subtitle, blocks: [fields, ...rest] }, i) => {
      const dated = find(schedule.tapers, protocol.tapers[i].id);
      if (!dated) return { subtitle, blocks: [fields, ...rest] };
      const table = rest.at(-1);
      const first = dated.levels[0]?.from;
      const number = (date) => readDay(date) - readDay(first) + 1;
      const from = (value) => words.say("from_on", { from: value });
      const cells = ({ from: begin, to }) => {
        if (to === null) return [from(number(begin)), from(words.shortDate(begin))];
        if (to === begin) return [String(number(to)), words.date(to)];
        return [`${number(begin)} – ${number(to)}`, `${words.shortDate(begin)} – ${words.shortDate(to)}`];
      };
      const rows = dated.levels.map((level) => {
        const [days, dates] = cells(level);
        return { emphasis: null, cells: [header(days), text(dates), text(words.amount(level.amount)), tick, write] };
      });
      const last = dated.levels.at(-1);
      const facts = [
        ["steps_start", words.amount(dated.start)],
        ["steps_count", String(dated.levels.length)],
        ["steps_end", last ? words.date(last.from) : ""],
      ].map(([key, value]) => ({ label: words.get(key), value }));
      return { subtitle, blocks: [{ type: "facts", facts }, ...rest.slice(0, -1), { ...table, rows, fill: false }] };
    });
  }

  function visits({ protocol, schedule, words }, [{ subtitle, blocks: [table, ...rest] }]) {
    const rows = schedule.checkpoints.flatMap(({ id, date }) => {
      const checkpoint = find(protocol.checkpoints, id);
      if (!checkpoint) return [];
      const bring = (checkpoint.bring ?? []).join(", ");
      const cells = [header(words.date(date)), text(contactOf(checkpoint, words)), text(bring), tick, write];
      return [{ emphasis: null, cells }];
    });
    return [{ subtitle, blocks: [{ ...table, rows }, ...rest] }];
  }

  /** The parts of a sheet. `days` are those that get a page of the log, and a column of the week. */
  function layout(context, name, print, days) {
    const sheet = context.kit.sheets.find((one) => one.name === name);
    const parts = sheet[print] ?? sheet.standard;
    switch (name) {
      case "day-log": return days.map((day) => ({ subtitle: null, blocks: dayLog(context, parts[0].blocks, day) }));
      case "week": return weeks(days).map((some) => ({ subtitle: null, blocks: week(context, parts[0].blocks, some) }));
      case "plan": return plan(context, parts, print);
      case "steps": return steps(context, parts);
      case "visits": return visits(context, parts);
      default: return parts;
    }
  }

  return Object.assign(layout, { contactOf, daysOf, facts, doing, capital });
})();
