//! The days of a protocol made up by chance: anchors, rows of phases, contacts; and the whole text.
//!
//! Never: paces, formulas.

use super::parts::{Entry, Maker, Stretch, entry};
use std::fmt::Write as _;

/// How far a row of phases has come.
struct Row {
    anchor: String,
    /// The day on which its next phase begins.
    begin: String,
    /// How many days after the anchor that is, at the most.
    days: u32,
    /// Whether it is counted in months.
    by_months: bool,
}

fn plus(anchor: &str, count: u32, unit: &str) -> String {
    if count == 0 {
        anchor.to_owned()
    } else {
        format!("{anchor} + {count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}

impl Maker {
    fn has(&self, anchor: &str) -> bool {
        self.anchors.iter().any(|entry| entry.name == anchor)
    }

    fn anchor(&mut self, name: &str, known: &str) -> &mut Entry {
        let lines = vec![("label", format!("the day of {name}")), ("known", known.to_owned())];
        self.anchors.push(entry(name, lines));
        self.anchors.last_mut().expect("it was just put in")
    }

    /// The anchors and the phases, row by row.
    pub(super) fn rows(&mut self) {
        self.anchor("start", "planning");
        if self.draws.one_in(3) {
            let weeks = self.draws.within(4, 12);
            let optional = self.draws.one_in(2);
            let line =
                if optional { ("optional", "true".to_owned()) } else { ("default", format!("start + {weeks} weeks")) };
            self.anchor("due", "planning").lines.push(line);
        }
        let mut names = vec!["start"];
        for (name, known) in [("choice", "decision"), ("arrival", "event"), ("turn", ""), ("over", "")] {
            let wanted = self.draws.one_in(2);
            if !wanted || (name == "over" && self.inputs.is_empty()) {
                continue;
            }
            match name {
                "turn" => {}
                "over" => self.taper(names.last().copied().unwrap_or("start")),
                _ => self.awaited(name, known),
            }
            names.push(name);
        }
        for (i, name) in names.iter().enumerate() {
            let mut row = Row { anchor: (*name).to_owned(), begin: (*name).to_owned(), days: 0, by_months: false };
            let next = names.get(i + 1).copied();
            if i == 0 && self.draws.one_in(3) {
                self.lead_in(&mut row);
            }
            for _ in 0..self.draws.below(3) {
                self.next_phase(&mut row);
            }
            if next == Some("turn") {
                self.turn(&row, i == 0);
            }
            self.last_phase(&row, next);
        }
        self.beside();
        self.distribute();
        if self.draws.one_in(2) {
            self.anchors.reverse();
        }
    }

    /// An event or a decision.
    fn awaited(&mut self, name: &str, known: &str) {
        let due = self.has("due");
        let weeks = self.draws.within(2, 10);
        let default = match self.draws.below(3) {
            0 => None,
            1 if due => Some("due".to_owned()),
            _ => Some(format!("start + {weeks} weeks")),
        };
        let default = default.map(|words| self.maybe_marked(words));
        let stands_in = due && name == "arrival" && self.draws.one_in(2);
        let lines = &mut self.anchor(name, known).lines;
        lines.extend(default.map(|words| ("default", words)));
        if stands_in {
            lines.push(("replaces", "due".to_owned()));
        }
    }

    fn taper(&mut self, starts: &str) {
        let steps =
            *self.draws.pick(&["30 ml", "30 ml, 30 ml, then 30-60 ml", "10 %", "12.5-25 %", "50 ml, then 10 %"]);
        let days =
            *self.draws.pick(&["3 days", "3 days, 3 days, then 2-3 days", "1 week", "1-4 days", "at least 2 days"]);
        let later = self.draws.below(10);
        let lines = vec![
            ("title", "Less each time".to_owned()),
            ("starts", plus(starts, later, "day")),
            ("amount", "amount".to_owned()),
            ("steps", self.marked(steps)),
            ("each_level", self.marked(days)),
        ];
        self.tapers.push(entry("less", lines));
        self.anchor("over", "end of taper less");
    }

    /// The anchor that is worked out from others.
    fn turn(&mut self, row: &Row, from_start: bool) {
        let known = if from_start {
            let days = row.days + self.draws.within(1, 30);
            plus("start", days, "day")
        } else {
            let word = *self.draws.pick(&["earlier of", "later of"]);
            let other = if self.has("due") { "due" } else { "start + 40 days" };
            format!("{word} {} + 10 days, {other}", row.anchor)
        };
        let known = self.maybe_marked(format!("computed from {known}"));
        self.anchor("turn", &known);
    }

    /// A phase before the first day of a row.
    fn lead_in(&mut self, row: &mut Row) {
        let days = self.draws.within(1, 14);
        let from = match self.draws.below(3) {
            2 if self.months => format!("{} - {} months or earlier", row.anchor, self.draws.within(1, 3)),
            1 => format!("{} - {days} weeks or earlier", row.anchor),
            _ => format!("{} - {days} days", row.anchor),
        };
        let end = if self.draws.one_in(2) {
            ("until", row.anchor.clone())
        } else {
            ("to", format!("{} - 1 day", row.anchor))
        };
        let bounded = end.0 == "to";
        self.phase(vec![("from", from), end], bounded);
    }

    /// One more phase of a row, with days that only go forward and leave none free.
    fn next_phase(&mut self, row: &mut Row) {
        let (anchor, from) = (row.anchor.clone(), row.begin.clone());
        if self.months && self.draws.one_in(3) {
            // No month has more than 31 days and none less than 28.
            let count = row.days / 28 + self.draws.within(1, 2);
            (row.begin, row.days, row.by_months) = (plus(&anchor, count, "month"), count * 31, true);
            let until = row.begin.clone();
            return self.phase(vec![("from", from), ("until", until)], false);
        }
        let length = self.draws.within(1, 21);
        row.days += length;
        row.begin = plus(&anchor, row.days, "day");
        // After months, a number of days would end on another day than the next phase begins with.
        let ways = if std::mem::take(&mut row.by_months) { 2 } else { 5 };
        let (end, bounded) = match self.draws.below(ways) {
            0 => (("to", plus(&anchor, row.days - 1, "day")), true),
            1 => (("until", row.begin.clone()), false),
            2 => (("for", format!("{length} day{}", if length == 1 { "" } else { "s" })), true),
            3 => (("for", format!("1-{length} days")), true),
            _ => (("for", format!("at most {length} days")), true),
        };
        let end = (end.0, self.maybe_marked(end.1));
        self.phase(vec![("from", from), end], bounded);
    }

    /// The last phase of a row: it lasts until the next row begins, or to the end of the plan.
    fn last_phase(&mut self, row: &Row, next: Option<&str>) {
        let from = row.begin.clone();
        let weeks = self.draws.within(1, 6);
        let mut lines = vec![("from", from)];
        let mut bounded = false;
        if let Some(next) = next {
            let mixed = next != "turn" && row.anchor != "turn" && self.draws.one_in(4);
            let until =
                if mixed { format!("earlier of {next}, {} + {weeks} weeks", row.anchor) } else { next.to_owned() };
            lines.push(("until", until));
        }
        // A day of the same row begins the next one: no day may lie free before it.
        let goes_on = next == Some("turn") && row.anchor == "start";
        match self.draws.below(if goes_on { 2 } else { 4 }) {
            0 => {}
            1 => lines.push(("for", format!("at least {weeks} weeks"))),
            _ => {
                lines.push(("for", format!("{weeks}-{} weeks", weeks + 2)));
                bounded = true;
            }
        }
        self.phase(lines, bounded);
    }

    /// Phases that run beside others, or take the place of one.
    fn beside(&mut self) {
        if self.draws.one_in(3) {
            let days = self.draws.below(20);
            let optional = self.draws.one_in(2);
            let mut lines = vec![("from", plus("start", days, "day")), ("for", "2-5 days [@source]".to_owned())];
            if optional {
                lines.push(("optional", "true".to_owned()));
            }
            self.phase(lines, true);
            self.phases.last_mut().expect("it was just put in").alongside = true;
        }
        if self.draws.one_in(3) {
            let like = self.draws.below(u32::try_from(self.phases.len()).unwrap_or(1)) as usize;
            let Stretch { entry: Entry { name, mut lines }, alongside, bounded, .. } = self.phases[like].clone();
            lines.retain(|(key, _)| matches!(*key, "from" | "to" | "until" | "for"));
            lines.push(("instead_of", name));
            self.phase(lines, bounded);
            self.phases.last_mut().expect("it was just put in").alongside = alongside;
        }
    }

    fn phase(&mut self, lines: Vec<(&'static str, String)>, bounded: bool) {
        let name = format!("phase-{}", self.phases.len());
        let mut all = vec![("title", format!("Phase {}", self.phases.len()))];
        all.extend(lines);
        self.phases.push(Stretch { entry: entry(name, all), doing: Vec::new(), alongside: false, bounded });
    }

    /// Gives each phase its activities and each activity a phase.
    fn distribute(&mut self) {
        let count = self.phases.len();
        for n in 0..self.activities.len() {
            let sure = self.draws.below(u32::try_from(count).unwrap_or(1)) as usize;
            for i in 0..count {
                let leaders = self.activities[n].leaders.clone();
                let there = |phase: &Stretch| {
                    leaders.is_empty()
                        || phase.doing.iter().any(|other| leaders.contains(&self.activities[*other].entry.name))
                };
                let fits = there(&self.phases[i]);
                let chosen = self.draws.one_in(2);
                if fits && (chosen || i == sure || !leaders.is_empty()) {
                    self.phases[i].doing.push(n);
                }
            }
        }
        let names: Vec<String> = self.phases.iter().map(|phase| phase.entry.name.clone()).collect();
        for i in 0..count {
            let doing: Vec<_> = self.phases[i].doing.iter().map(|n| self.activities[*n].entry.name.clone()).collect();
            let kinds: Vec<_> =
                self.phases[i].doing.iter().map(|n| self.activities[*n].entry.lines[1].1.clone()).collect();
            let others: Vec<_> = names.iter().filter(|name| **name != names[i]).cloned().collect();
            let phase = &mut self.phases[i];
            if !doing.is_empty() {
                phase.entry.lines.push(("do", format!("[{}]", doing.join(", "))));
            }
            if phase.alongside && !others.is_empty() {
                phase.entry.lines.push(("alongside", format!("[{}]", others.join(", "))));
            }
            if kinds.iter().all(|kind| kind != "rest") && self.draws.one_in(3) {
                phase.entry.lines.push(("forbids", "[rest]".to_owned()));
            }
        }
    }

    /// Contacts. The first names every anchor, so that none is unused.
    pub(super) fn contacts(&mut self) {
        let names: Vec<_> = self.anchors.iter().map(|anchor| anchor.name.clone()).collect();
        let dates: Vec<_> = names.iter().map(|name| plus(name, self.draws.below(9), "day")).collect();
        self.checkpoints
            .push(entry("each", vec![("title", "A visit".into()), ("on", format!("[{}]", dates.join(", ")))]));
        for n in 0..self.draws.below(3) {
            let every = if self.months {
                ["week", "Monday", "month", "2 months"]
            } else {
                ["week", "14 days", "2 weeks", "3 days"]
            };
            let mut lines = vec![("title", format!("Visit {n}")), ("every", (*self.draws.pick(&every)).to_owned())];
            lines.push(("from", plus(self.draws.pick(&names).as_str(), self.draws.below(10), "day")));
            match self.draws.below(3) {
                0 => lines.push(("to", plus("start", 30 + self.draws.below(40), "day"))),
                1 => lines.push(("until", self.draws.pick(&names).clone())),
                _ => {}
            }
            self.checkpoints.push(entry(format!("visit-{n}"), lines));
        }
    }

    /// The whole text.
    pub(super) fn write(&mut self) -> String {
        let first = self.draws.below(2);
        let status = *self.draws.pick(&["draft", "submitted", "under-review", "withdrawn"]);
        let mut text = format!(
            "title: A protocol made up by chance\nsummary: For tests.\nversion: \"1\"\nstatus: {status}\ncounting: start is day {first}\n"
        );
        if self.phases.iter().any(|phase| !phase.bounded) || self.draws.one_in(2) {
            let weeks = self.draws.within(4, 16);
            let end = match self.draws.below(3) {
                0 => format!("start + {weeks} weeks"),
                1 => format!("later of start + {weeks} weeks, {} + 2 weeks", self.anchors[0].name),
                _ if self.months => "start + 3 months".to_owned(),
                _ => format!("earlier of start + {weeks} weeks, start + 90 days"),
            };
            let _ = writeln!(text, "plan_end: {}", self.maybe_marked(end));
        }
        if self.longest > 0 && self.draws.one_in(3) {
            let _ = writeln!(text, "longest_gap: {} min", self.longest + 15 * self.draws.below(5));
        }
        text.push_str("kinds:\n  move: {label: Move, counts: true, records: [how-far]}\n  rest: {label: Rest, counts: true}\n  paper: {label: Paper}\n");
        text.push_str("fields:\n  how-far: {label: How far, type: number, unit: m}\n  pain: {label: Pain, type: scale, scale: 0-10}\nlog: [pain]\n");
        text.push_str("calls:\n  now: {level: emergency, title: Call now, items: [It does not stop.]}\n");
        if self.people {
            text.push_str("people:\n  first: {label: The first}\n  second: {label: The second}\n");
        }
        let activities = self.activities.iter().enumerate();
        let activities: Vec<_> = activities
            .filter(|(n, _)| self.phases.iter().any(|phase| phase.doing.contains(n)))
            .map(|(_, doing)| doing.entry.clone())
            .collect();
        let phases: Vec<_> = self.phases.iter().map(|phase| phase.entry.clone()).collect();
        for (key, entries) in [
            ("anchors", self.anchors.clone()),
            ("inputs", self.inputs.clone()),
            ("quantities", self.quantities.clone()),
            ("phases", phases),
            ("activities", activities),
            ("tapers", self.tapers.clone()),
            ("checkpoints", self.checkpoints.clone()),
        ] {
            self.section(&mut text, key, &entries);
        }
        self.rules(&mut text);
        text
    }

    fn section(&mut self, text: &mut String, key: &str, entries: &[Entry]) {
        if entries.is_empty() {
            let _ = write!(text, "{}", if key == "activities" { "activities: {}\n" } else { "" });
            return;
        }
        let _ = writeln!(text, "{key}:");
        for Entry { name, lines } in entries {
            let _ = writeln!(text, "  {name}:");
            for (key, value) in lines {
                let plain = value.starts_with(['[', '\n']) || value == "true";
                // A list begins on the next line and brings its own indent.
                let gap = if value.starts_with('\n') { "" } else { " " };
                let quote = if plain { "" } else { *self.draws.pick(&["", "\"", "'"]) };
                let _ = writeln!(text, "    {key}:{gap}{quote}{value}{quote}");
            }
        }
    }

    /// Lead times and alerts.
    fn rules(&mut self, text: &mut String) {
        let others: Vec<_> = self
            .anchors
            .iter()
            .map(|anchor| anchor.name.clone())
            .filter(|name| matches!(name.as_str(), "arrival" | "choice"))
            .collect();
        let Some(other) = others.first() else { return };
        if self.draws.one_in(2) {
            // An expected date is two weeks away at the least.
            let expected =
                self.anchors.iter().any(|a| a.name == *other && a.lines.iter().any(|(key, _)| *key == "default"));
            let all = ["10 days", "1 week + 4 days", "30 days + 28 days", "2 weeks + 1 day"];
            let days = *self.draws.pick(if expected { &all[..2] } else { &all[..] });
            let days = self.marked(days);
            let _ = writeln!(
                text,
                "needs:\n  - at_least: {days}\n    from: start\n    to: {other}\n    text: There is little time."
            );
        }
        if self.draws.one_in(2) {
            let order = *self.draws.pick(&["before", "after"]);
            let days = self.draws.below(30);
            let _ = writeln!(
                text,
                "alerts:\n  - when: {other} {order} {}\n    level: urgent\n    text: Please call.",
                plus("start", days, "day")
            );
        }
    }
}
