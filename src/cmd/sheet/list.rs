//! `--list`: what can be asked of a protocol.
//!
//! Its sheets and languages, the dates that it counts from, the values that it asks
//! for, and what a person may choose: each with the argument that gives it, ready to
//! be copied. A group of which there is nothing to choose is left out.
//!
//! Never: whether anything was asked for.

use super::ask::PLAN_END;
use super::strings;
use crate::model::Model;
use crate::model::protocol::words::interval_words;
use crate::model::protocol::{ProtocolFile, Text};
use crate::schedule::{Activity, Frequency, InputKind, KnownBy, Pace, PersonId, Phase, PhaseId, Presence};
use crate::sheet::offered;
use std::fmt::Write as _;

/// Everything that can be asked of a protocol.
pub(super) fn list(model: &Model, protocol: &ProtocolFile) -> String {
    let core = &protocol.core;
    let mut out = format!("{} (version {})\n\nSheets\n", protocol.title.plain(), core.version);
    for sheet in offered(protocol) {
        let _ = writeln!(out, "  --sheet {}", sheet.word());
    }
    languages(&mut out, model, protocol);
    out.push_str("\nDates\n");
    for anchor in &core.anchors {
        let known = match anchor.known_by {
            KnownBy::Planning => "",
            KnownBy::Event => ", when it has happened",
            KnownBy::Decision => ", when it is decided",
            KnownBy::Computed(_) | KnownBy::TaperEnd(_) => ", worked out if not given",
        };
        let label = words(protocol.anchors.get(&anchor.id).map(|text| &text.label));
        line(&mut out, &format!("--anchor {}=DATE", anchor.id), &format!("{label}{known}"));
    }
    line(&mut out, &format!("--anchor {PLAN_END}=DATE"), "last day that is laid out");
    if !core.inputs.is_empty() {
        out.push_str("\nValues\n");
    }
    for input in &core.inputs {
        let label = words(protocol.inputs.get(&input.id).map(|text| &text.label));
        let kind = match &input.kind {
            InputKind::Number { unit, .. } if unit.is_none() => "NUMBER".to_owned(),
            InputKind::Number { unit, .. } => format!("'NUMBER {unit}'"),
            InputKind::Choice(choices) => choices.join("|"),
            InputKind::Date => "DATE".to_owned(),
            InputKind::Text => "TEXT".to_owned(),
        };
        line(&mut out, &format!("--set {}={kind}", input.id), &label);
    }
    group(&mut out, "Parts", parts(protocol));
    group(&mut out, "Intervals", intervals(model, protocol));
    let person = |id: &PersonId| (format!("--person {id}"), words(protocol.people.get(id)));
    group(&mut out, "People", core.people.iter().map(person).collect());
    out
}

/// An argument, and what it is.
type Line = (String, String);

fn languages(out: &mut String, model: &Model, protocol: &ProtocolFile) {
    let all = std::iter::once(model.settings.main_language()).chain(protocol.translations.keys());
    let name = |lang| model.strings.get(lang).map_or("", |strings| strings.get("language_name")).to_owned();
    let lines: Vec<Line> = all.map(|lang| (format!("--lang {lang}"), name(lang))).collect();
    if lines.len() > 1 {
        group(out, "Languages", lines);
    }
}

/// The phases that a person may choose.
fn parts(protocol: &ProtocolFile) -> Vec<Line> {
    let title = |id: &PhaseId| words(protocol.phases.get(id).map(|text| &text.title));
    let part = |phase: &Phase| {
        let what = match &phase.presence {
            Presence::Always => return None,
            Presence::Optional => title(&phase.id),
            Presence::InsteadOf(other) => format!("{}, instead of {}", title(&phase.id), title(other)),
        };
        Some((format!("--part {}", phase.id), what))
    };
    protocol.core.phases.iter().filter_map(part).collect()
}

/// The activities whose interval by day is a range; in a ramp, whose stages have some.
fn intervals(model: &Model, protocol: &ProtocolFile) -> Vec<Line> {
    let strings = strings(model, protocol);
    let w = |key| strings.map_or(key, |strings| strings.get(key));
    let range = |pace: &Pace| match &pace.frequency {
        Frequency::Every { day, .. } if !day.is_exact() => Some(interval_words(*day, &w)),
        Frequency::Every { .. } | Frequency::At(_) | Frequency::Count(_) => None,
    };
    let activity = |activity: &Activity| {
        let ranges: Vec<String> = activity.timing.paces().filter_map(range).collect();
        let title = words(protocol.activities.get(&activity.id).map(|text| &text.title));
        (!ranges.is_empty())
            .then(|| (format!("--interval {}=LENGTH", activity.id), format!("{title}, {}", ranges.join("; "))))
    };
    protocol.core.activities.iter().filter_map(activity).collect()
}

fn group(out: &mut String, title: &str, lines: Vec<Line>) {
    if !lines.is_empty() {
        let _ = write!(out, "\n{title}\n");
    }
    for (argument, words) in lines {
        line(out, &argument, &words);
    }
}

fn words(text: Option<&Text>) -> String {
    text.map_or_else(String::new, Text::plain)
}

fn line(out: &mut String, argument: &str, words: &str) {
    let _ = writeln!(out, "  {argument:<36} {words}");
}
