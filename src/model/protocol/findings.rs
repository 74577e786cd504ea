//! The core's findings, with places and in plain sentences.
//!
//! The core speaks in ids. Each id was written somewhere: names are looked for
//! within the lines of the part that the finding is about, so that the one wrong
//! word is underlined; everything else points at the line whose value is at odds.
//!
//! Never: judging anything itself.

use super::grammar::Notation as _;
use super::own::Moved;
use super::raw::{RawActivity, RawPhase, RawProtocol, Word};
use crate::diag::{Code, Diagnostic, count, did_you_mean};
use crate::schedule::{ActivityId, Bounds, Finding, Owner, PhaseId, Protocol, Sort};
use crate::source::{Span, Spanned};
use crate::syntax::yaml::Yaml;

/// A finding of the core as people read it.
pub(super) fn diagnose(finding: &Finding, protocol: &Protocol, places: &Places<'_>) -> Diagnostic {
    let new = |code, span: Span, message: String| Diagnostic::new(code, span, message);
    match finding {
        Finding::UnknownName { owner, sort, name } => {
            let message = format!("there is no {} `{name}`", sort_word(*sort));
            let known = declared(protocol, *sort);
            new(Code::UndeclaredName, places.name(owner, name), message)
                .help(format!("describe it under `{}:`", section(*sort)))
                .help_maybe(did_you_mean(name, known.iter().map(String::as_str)))
        }
        Finding::Loop { sort, names } => {
            let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let message = format!("{listed} rest on each other in a ring");
            let help = format!("let one {} of the ring stand by itself", sort_word(*sort));
            new(Code::ProtocolLoop, places.key(names.first().map_or("", String::as_str), *sort), message).help(help)
        }
        Finding::Unused { sort, name } => {
            let message = format!("nothing uses the {} `{name}`", sort_word(*sort));
            new(Code::UnusedName, places.key(name, *sort), message).help("use it, or remove it")
        }
        Finding::PhaseEndsBeforeItBegins { phase } => {
            let span = places.phase(phase, |raw| raw.to.as_ref());
            new(Code::PhaseOrder, span, format!("the phase `{phase}` ends before it begins"))
                .help("ends are included: a phase of one day has the same `from` and `to`")
        }
        Finding::PhasesOverlap { first, second } => {
            let message = format!("the phases `{first}` and `{second}` share days");
            new(Code::PhaseOverlap, places.phase(second, |raw| Some(&raw.from)), message)
                .label(places.key(first.to_string().as_str(), Sort::Phase), "this one is still on")
                .help(format!("change one of their dates, or add `alongside: [{first}]` to `{second}`"))
        }
        Finding::PhaseWithoutEnd { phase } => {
            let message = format!("the phase `{phase}` may go on for ever, and so may the plan");
            new(Code::EndlessPhase, places.key(phase.to_string().as_str(), Sort::Phase), message)
                .help("say up to which day sheets are printed, for example `plan_end: start + 6 weeks`")
        }
        Finding::Forbidden { phase, activity, kind } => {
            let message = format!("the phase `{phase}` forbids `{kind}`, and `{activity}` is of that kind");
            new(Code::ForbiddenActivity, places.name(&Owner::Phase(phase.clone()), &activity.to_string()), message)
                .help("take the activity out of the phase, or the kind out of `forbids:`")
        }
        Finding::LeaderNotThere { phase, activity, leader } => {
            let message = format!("`{activity}` goes with `{leader}`, which the phase `{phase}` does not have");
            new(Code::UndeclaredName, places.name(&Owner::Phase(phase.clone()), &activity.to_string()), message)
                .help(format!("add `{leader}` to the phase, or say `alongside:` which phase has it"))
        }
        Finding::CountCannotFit { activity, wanted, possible } => {
            let message = format!(
                "the intervals of `{activity}` give {} sessions in 24 hours, not {}",
                range(*possible),
                range(*wanted)
            );
            new(Code::ImpossibleCount, places.activity(activity, |raw| raw.per_24h.as_ref()), message)
                .help("change `every:` or `per_24h:` so that both can be true")
        }
        Finding::GapOverLimit { activity, interval, limit } => {
            let message = format!(
                "`{activity}` leaves {} between sessions, and the longest gap is {}",
                interval.print(),
                limit.print()
            );
            new(Code::LongGap, places.activity(activity, |raw| raw.every.as_ref()), message)
                .help("shorten the interval, or change `longest_gap:`")
        }
        Finding::StageWithoutEnd { activity, stage } => {
            let message = format!("stage {} of `{activity}` does not say how many days it takes", stage + 1);
            new(Code::MissingKey, places.activity(activity, |_| None), message).help("add `for: 3 days` to it")
        }
        Finding::BlockTotal { activity, stated, actual } => {
            let message =
                format!("the blocks of `{activity}` add up to {}, not {}", minutes(actual.0), minutes(stated.0));
            new(Code::BlockTotal, places.activity(activity, |raw| raw.total.as_ref()), message)
                .help("correct the blocks or the total, and say in a note what the source has")
        }
        Finding::BlockTimeOn { activity, stated, actual } => {
            let message =
                format!("the blocks of `{activity}` are on for {}, not {}", minutes(actual.0), minutes(stated.0));
            new(Code::BlockTotal, places.activity(activity, |raw| raw.total_on.as_ref()), message)
                .help("correct the blocks or `total_on:`, and say in a note what the source has")
        }
        Finding::TaperOfNoNumber { taper, input } => {
            let message = format!("the taper `{taper}` needs a number, and the input `{input}` is none");
            new(Code::InvalidValue, places.name(&Owner::Taper(taper.clone()), &input.to_string()), message)
                .help("give the input `type: number` and a unit")
        }
        Finding::RoundingUnit { quantity, result, step } => {
            let message = format!("`{quantity}` comes out in `{result}` and is rounded in `{step}`");
            new(Code::InvalidValue, places.name(&Owner::Quantity(quantity.clone()), &quantity.to_string()), message)
                .help("check the units of the formula; `ml/kg` times `kg` is `ml`")
        }
    }
}

fn minutes(number: u32) -> String {
    count(number as usize, "minute")
}

fn range(bounds: Bounds<u32>) -> String {
    super::grammar::Count(bounds).print().replace('-', " to ")
}

/// Where things were written.
pub(super) struct Places<'a> {
    /// Every value that may hold names.
    pub names: &'a [Spanned<String>],
    /// The file's shape.
    pub raw: &'a RawProtocol,
    /// The file.
    pub yaml: Yaml<'a>,
    /// Words that the clinic's settings have replaced.
    pub moved: &'a Moved,
}

impl Places<'_> {
    fn span(&self, word: &Word) -> Span {
        let written = self.yaml.span(word);
        self.moved.get(&written.start).copied().unwrap_or(written)
    }

    /// Where the owner uses the name; else where the owner is; else where the name stands at all.
    fn name(&self, owner: &Owner, name: &str) -> Span {
        let lines = self.lines(owner);
        let key = lines.map(|lines| lines.0);
        let within = |span: &Span| lines.is_none_or(|(key, end)| key.end <= span.start && span.start < end);
        let uses =
            self.names.iter().filter_map(|text| Some(text.span.slice(token(&text.value, name)?, 0)).map(|s| (s, text)));
        let spans = uses.map(|(start, _)| Span { end: start.start + crate::source::offset(name.len()), ..start });
        spans.clone().find(within).or(key).or(spans.into_iter().next()).unwrap_or(self.yaml.all().slice(0, 0))
    }

    /// Where the name is described.
    fn key(&self, name: &str, sort: Sort) -> Span {
        let keys = self.keys();
        let own = keys.iter().find(|(key_sort, key)| *key_sort == sort && key.value == name);
        own.map_or(self.yaml.all().slice(0, 0), |(_, key)| self.yaml.span(key))
    }

    fn phase(&self, id: &PhaseId, value: impl Fn(&RawPhase) -> Option<&Word>) -> Span {
        let entry = self.raw.phases.0.iter().find(|(key, _)| key.value == id.to_string());
        entry.map_or(self.yaml.all().slice(0, 0), |(key, raw)| self.span(value(raw).unwrap_or(key)))
    }

    fn activity(&self, id: &ActivityId, value: impl Fn(&RawActivity) -> Option<&Word>) -> Span {
        let entry = self.raw.activities.0.iter().find(|(key, _)| key.value == id.to_string());
        entry.map_or(self.yaml.all().slice(0, 0), |(key, raw)| self.span(value(raw).unwrap_or(key)))
    }

    /// The key of an owner, and the byte at which the next part begins.
    fn lines(&self, owner: &Owner) -> Option<(Span, u32)> {
        let (sort, name) = match owner {
            Owner::Anchor(id) => (Sort::Anchor, id.to_string()),
            Owner::Activity(id) => (Sort::Activity, id.to_string()),
            Owner::Phase(id) => (Sort::Phase, id.to_string()),
            Owner::Quantity(id) => (Sort::Figure, id.to_string()),
            Owner::Taper(id) => (Sort::Taper, id.to_string()),
            Owner::Checkpoint(id) => (Sort::Checkpoint, id.to_string()),
            Owner::Front | Owner::LeadTime(_) | Owner::Alert(_) => return None,
        };
        let keys = self.keys();
        let own = keys.iter().find(|(key_sort, key)| *key_sort == sort && key.value == name)?;
        let own = self.yaml.span(own.1);
        let starts = keys.iter().map(|(_, key)| self.yaml.span(key).start).filter(|start| *start > own.start);
        Some((own, starts.min().unwrap_or(self.yaml.all().end)))
    }

    fn keys(&self) -> Vec<(Sort, &Word)> {
        let raw = self.raw;
        let anchors = raw.anchors.0.iter().map(|(key, _)| (Sort::Anchor, key));
        let activities = raw.activities.0.iter().map(|(key, _)| (Sort::Activity, key));
        let phases = raw.phases.0.iter().map(|(key, _)| (Sort::Phase, key));
        let quantities = raw.quantities.0.iter().map(|(key, _)| (Sort::Figure, key));
        let tapers = raw.tapers.0.iter().map(|(key, _)| (Sort::Taper, key));
        let checkpoints = raw.checkpoints.0.iter().map(|(key, _)| (Sort::Checkpoint, key));
        anchors.chain(activities).chain(phases).chain(quantities).chain(tapers).chain(checkpoints).collect()
    }
}

/// The byte at which a name stands in a text as a word of its own.
fn token(text: &str, name: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices(name)
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}

fn sort_word(sort: Sort) -> &'static str {
    match sort {
        Sort::Anchor => "anchor",
        Sort::Activity => "activity",
        Sort::Phase => "phase",
        Sort::Kind => "kind of activity",
        Sort::Person => "person",
        Sort::Input => "input",
        Sort::Figure => "input or quantity",
        Sort::Taper => "taper",
        Sort::Checkpoint => "checkpoint",
    }
}

fn section(sort: Sort) -> &'static str {
    match sort {
        Sort::Anchor => "anchors",
        Sort::Activity => "activities",
        Sort::Phase => "phases",
        Sort::Kind => "kinds",
        Sort::Person => "people",
        Sort::Input | Sort::Figure => "inputs",
        Sort::Taper => "tapers",
        Sort::Checkpoint => "checkpoints",
    }
}

fn declared(protocol: &Protocol, sort: Sort) -> Vec<String> {
    match sort {
        Sort::Anchor => protocol.anchors.iter().map(|anchor| anchor.id.to_string()).collect(),
        Sort::Activity => protocol.activities.iter().map(|activity| activity.id.to_string()).collect(),
        Sort::Phase => protocol.phases.iter().map(|phase| phase.id.to_string()).collect(),
        Sort::Kind => protocol.kinds.keys().map(ToString::to_string).collect(),
        Sort::Person => protocol.people.iter().map(ToString::to_string).collect(),
        Sort::Input => protocol.inputs.iter().map(|input| input.id.to_string()).collect(),
        Sort::Figure => {
            let inputs = protocol.inputs.iter().map(|input| input.id.to_string());
            inputs.chain(protocol.quantities.iter().map(|quantity| quantity.id.to_string())).collect()
        }
        Sort::Taper => protocol.tapers.iter().map(|taper| taper.id.to_string()).collect(),
        Sort::Checkpoint => protocol.checkpoints.iter().map(|checkpoint| checkpoint.id.to_string()).collect(),
    }
}
