//! The parts of a protocol made up by chance, put into one text.
//!
//! Phases are made in rows: each row hangs on one anchor and its days only go
//! forward; the last phase of a row lasts until the anchor of the next. What is done
//! in them is made first, so that a count is always one that its interval can give.
//!
//! Never: plans, dates of the calendar.

use super::Draws;
use latchwork::schedule::Unit;
use std::fmt::Write as _;

const WEEKDAYS: [&str; 4] = ["Monday", "Thursday", "Monday, Thursday", "Sunday"];

/// The text, and whether it moves freely.
pub(super) fn protocol(draws: Draws) -> (String, bool) {
    let mut maker = Maker { draws, ..Maker::default() };
    maker.months = maker.draws.one_in(2);
    maker.activities();
    maker.figures();
    maker.rows();
    maker.contacts();
    let text = maker.write();
    let moves_freely =
        !text.contains("month") && ["Monday", "Thursday", "Sunday"].iter().all(|day| !text.contains(day));
    (text, moves_freely)
}

/// An entry of a map: its name and its lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub name: String,
    pub lines: Vec<(&'static str, String)>,
}

/// What an activity needs beside it.
#[derive(Clone, Debug)]
pub(super) struct Doing {
    pub entry: Entry,
    /// One of these must be in the phase; none where it has times of its own.
    pub leaders: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    pub entry: Entry,
    /// Its activities, by number.
    pub doing: Vec<usize>,
    /// Whether it may share its days with all others.
    pub alongside: bool,
    /// Whether it has an end that never waits.
    pub bounded: bool,
}

/// A protocol while it is being made.
#[derive(Default)]
pub(super) struct Maker {
    pub draws: Draws,
    /// Whether months and days of the week may be used.
    pub months: bool,
    pub people: bool,
    /// The longest interval, in minutes.
    pub longest: u32,
    pub anchors: Vec<Entry>,
    pub inputs: Vec<Entry>,
    pub quantities: Vec<Entry>,
    pub phases: Vec<Stretch>,
    pub activities: Vec<Doing>,
    pub tapers: Vec<Entry>,
    pub checkpoints: Vec<Entry>,
}

pub(super) fn entry(name: impl Into<String>, lines: Vec<(&'static str, String)>) -> Entry {
    Entry { name: name.into(), lines }
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

fn spell(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours}h"),
        (0, rest) => format!("{rest} min"),
        (hours, rest) => format!("{hours}h {rest} min"),
    }
}

impl Maker {
    /// A value with its source.
    pub(super) fn marked(&mut self, value: &str) -> String {
        let marks = ["{clinic}", "[@source]", "[@source; @other-2]", "[@source] {policy}", "{policy}"];
        format!("{value} {}", self.draws.pick(&marks))
    }

    pub(super) fn maybe_marked(&mut self, value: String) -> String {
        if self.draws.one_in(3) { self.marked(&value) } else { value }
    }

    /// Two lengths in minutes, the first not the longer, on multiples of 15.
    fn interval(&mut self) -> (u32, u32) {
        let short = 120 + 15 * self.draws.below(13);
        let long = if self.draws.one_in(2) { short + 15 * self.draws.within(1, 8) } else { short };
        (short, long)
    }

    fn interval_words((short, long): (u32, u32)) -> String {
        if short == long {
            spell(short)
        } else if short % 60 == 0 && long % 60 == 0 {
            format!("{}-{}h", short / 60, long / 60)
        } else {
            format!("{short}-{long} min")
        }
    }

    fn count_words(&mut self, fewest: u32, most: u32) -> String {
        let some = self.draws.within(fewest, most);
        match self.draws.below(4) {
            0 => format!("{fewest}-{most}"),
            1 => format!("{some}"),
            2 => format!("at least {some}"),
            _ => format!("at most {some}"),
        }
    }

    fn length(&mut self) -> String {
        let m = 5 * self.draws.within(1, 6);
        let side = *self.draws.pick(&["", "", " together", " a side"]);
        match self.draws.below(4) {
            0 => format!("{m} min{side}"),
            1 => format!("{m}-{} min{side}", m + 5),
            2 => format!("at least {m} min{side}"),
            _ => format!("at most {}{side}", spell(m + 40)),
        }
    }

    /// The lines of an own pace. At 06:00 to 22:00 every count is one that the intervals give.
    fn pace(&mut self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        let day = self.interval();
        let exact = |(short, long): (u32, u32), stretch: u32| {
            let fewest = stretch.div_ceil(long);
            (fewest, if short == long { fewest } else { (stretch / short).max(fewest) })
        };
        // The third is how many there are at night at the least.
        let (every, count, nights) = match self.draws.below(5) {
            0 => (Self::interval_words(day), exact(day, 1440), 480 / day.1),
            1 => {
                let night = self.interval();
                let words = format!("{} by day, {} by night", Self::interval_words(day), Self::interval_words(night));
                let (by_day, by_night) = (exact(day, 960), exact(night, 480));
                self.longest = self.longest.max(night.1);
                let both = if day == night { exact(day, 1440) } else { (by_day.0 + by_night.0, by_day.1 + by_night.1) };
                (words, both, if day == night { 480 / day.1 } else { by_night.0 })
            }
            2 => {
                let fewest = 960_u32.div_ceil(day.1);
                (format!("{} by day", Self::interval_words(day)), (fewest, fewest), 2)
            }
            _ => (String::new(), (1, 12), 1),
        };
        if every.is_empty() {
            if self.draws.one_in(2) {
                let first = 15 * self.draws.below(40);
                let step = 15 * self.draws.within(1, 20);
                let times: Vec<_> =
                    (0..self.draws.within(1, 4)).map(|k| format!("'{}'", clock(first + k * step))).collect();
                return vec![("times", format!("[{}]", times.join(", ")))];
            }
        } else {
            self.longest = self.longest.max(day.1);
            let every = self.marked(&every);
            lines.push(("every", every));
        }
        // A few at night may come on top of a day series, which moves its count.
        let by_day_only =
            lines.first().is_some_and(|(_, words)| words.contains("by day") && !words.contains("by night"));
        if lines.is_empty() || (!by_day_only && self.draws.one_in(2)) {
            let words = self.count_words(count.0, count.1);
            let words = self.marked(&words);
            lines.push(("per_24h", words));
        }
        if self.draws.one_in(4) {
            let words = format!("at least {}", self.draws.within(1, nights.clamp(1, 2)));
            let words = self.maybe_marked(words);
            lines.push(("at_night", words));
        }
        lines
    }

    fn activities(&mut self) {
        self.people = self.draws.one_in(4);
        let leading = self.draws.within(1, 4);
        for n in 0..leading + self.draws.below(4) {
            let name = format!("act-{n}");
            let kind = *self.draws.pick(&["move", "rest", "paper"]);
            let mut lines = vec![("title", format!("Activity {n}")), ("kind", kind.to_owned())];
            let mut leaders = Vec::new();
            if n < leading {
                match self.draws.below(8) {
                    6 => lines.push(("ramp", self.ramp())),
                    7 => lines.push(("note", "Only on paper.".to_owned())),
                    _ => {
                        let pace = self.pace();
                        lines.extend(pace);
                        if self.draws.one_in(2) {
                            let words = self.length();
                            lines.push(("duration", self.marked(&words)));
                        }
                    }
                }
                if self.draws.one_in(4) {
                    let rules =
                        if self.months { &WEEKDAYS[..] } else { &["every day", "every 2 days", "every week"][..] };
                    lines.push(("days", (*self.draws.pick(rules)).to_owned()));
                }
            } else {
                let any = self.draws.one_in(3);
                let first = self.draws.below(if any { n } else { leading });
                leaders.push(format!("act-{first}"));
                match self.draws.below(3) {
                    2 if first < leading => {
                        lines.push(("replaces", leaders[0].clone()));
                        lines.extend(self.blocks());
                        let count = self.count_words(1, 2);
                        lines.push(("per_24h", self.marked(&count)));
                    }
                    order => {
                        if first > 0 && self.draws.one_in(3) {
                            leaders.push("act-0".to_owned());
                        }
                        lines.push((if order == 0 { "after" } else { "before" }, leaders.join(", ")));
                        if self.draws.one_in(2) {
                            let words = self.length();
                            lines.push(("duration", self.marked(&words)));
                        }
                    }
                }
            }
            if self.people && self.draws.one_in(2) {
                lines.push(("who", (*self.draws.pick(&["first", "second"])).to_owned()));
            }
            if self.draws.one_in(6) {
                lines.push(("until", format!("start + {} days", self.draws.within(1, 30))));
            }
            self.activities.push(Doing { entry: entry(name, lines), leaders });
        }
    }

    fn blocks(&mut self) -> Vec<(&'static str, String)> {
        let parts: Vec<u32> = (0..self.draws.within(1, 3) * 2 - 1).map(|_| 5 * self.draws.within(1, 4)).collect();
        let word = |(i, m): (usize, &u32)| format!("{m} {}", if i % 2 == 0 { "on" } else { "off" });
        let words = parts.iter().enumerate().map(word).collect::<Vec<_>>().join(", ");
        let mut lines = vec![("blocks", self.marked(&words))];
        if self.draws.one_in(2) {
            lines.push(("total", format!("{} min", parts.iter().sum::<u32>())));
            lines.push(("total_on", format!("{} min", parts.iter().step_by(2).sum::<u32>())));
        }
        lines
    }

    /// Stages, as the lines of a list.
    fn ramp(&mut self) -> String {
        let mut text = String::new();
        let stages = self.draws.within(1, 3);
        for n in 0..=stages {
            let mut lines = Vec::new();
            if n < stages || self.draws.one_in(2) {
                let words = format!("{} days", self.draws.within(1, 5));
                lines.push(("for", self.maybe_marked(words)));
            }
            lines.extend(self.pace().into_iter().filter(|(key, _)| *key != "times"));
            if lines.iter().all(|(key, _)| !matches!(*key, "every" | "per_24h")) {
                lines.push(("per_24h", self.marked("3")));
            }
            if self.draws.one_in(2) {
                let words = self.length();
                lines.push(("duration", self.marked(&words)));
            }
            for (i, (key, value)) in lines.iter().enumerate() {
                let _ = write!(text, "\n      {}{key}: {value}", if i == 0 { "- " } else { "  " });
            }
        }
        text
    }

    fn figures(&mut self) {
        if self.draws.one_in(3) {
            return;
        }
        self.inputs.push(entry(
            "weight",
            vec![
                ("label", "Weight".into()),
                ("type", "number".into()),
                ("unit", "kg".into()),
                ("range", "1-15 kg".into()),
            ],
        ));
        let mut amount = vec![
            ("label", "Amount".into()),
            ("type", "number".into()),
            ("unit", "ml".into()),
            ("range", "0-600 ml".into()),
        ];
        if self.draws.one_in(2) {
            amount.push(("default", format!("{} ml", 10 * self.draws.below(50))));
        }
        if self.draws.one_in(4) {
            amount.push(("required", "true".into()));
        }
        self.inputs.push(entry("amount", amount));
        self.inputs.push(entry(
            "times-a-day",
            vec![
                ("label", "Times".into()),
                ("type", "number".into()),
                ("range", "at least 0".into()),
                ("default", "10".into()),
            ],
        ));
        self.inputs.push(entry(
            "way",
            vec![
                ("label", "Way".into()),
                ("type", "choice".into()),
                ("choices", "[cup, spoon]".into()),
                ("missing", "ask".into()),
            ],
        ));
        self.inputs.push(entry("since", vec![("label", "Since".into()), ("type", "date".into())]));
        self.inputs.push(entry(
            "remark",
            vec![("label", "Remark".into()), ("type", "text".into()), ("missing", "hide".into())],
        ));
        let mut known: Vec<(String, Unit)> = vec![
            ("weight".into(), Unit::word("kg")),
            ("amount".into(), Unit::word("ml")),
            ("times-a-day".into(), Unit::none()),
        ];
        for n in 0..self.draws.below(4) {
            let (mut words, mut unit) = match self.draws.below(3) {
                0 => ("150 ml/kg".to_owned(), Unit::new(vec!["ml".into()], vec!["kg".into()])),
                1 => ("1.5-2.25 kg".to_owned(), Unit::word("kg")),
                _ => self.draws.pick(&known).clone(),
            };
            for _ in 0..self.draws.within(1, 3) {
                let (factor, of) = if self.draws.one_in(4) {
                    ("2-3".to_owned(), Unit::none())
                } else {
                    self.draws.pick(&known).clone()
                };
                let over = self.draws.one_in(2);
                let _ = write!(words, " {} {factor}", if over { "/" } else { "x" });
                unit = if over { unit.over(&of) } else { unit.times(&of) };
            }
            let mut lines = vec![("label", format!("Figure {n}")), ("formula", self.maybe_marked(words))];
            let shown = unit.to_string();
            if !shown.contains(' ') && !shown.starts_with('/') && self.draws.one_in(2) {
                let step = *self.draws.pick(&["up to 5", "nearest 10", "nearest 0.5"]);
                let words = format!("{step} {shown}").trim_end().to_owned();
                lines.push(("round", self.maybe_marked(words)));
            }
            known.push((format!("figure-{n}"), unit));
            self.quantities.push(entry(format!("figure-{n}"), lines));
        }
        if self.draws.one_in(2) {
            self.quantities.reverse();
        }
    }
}
