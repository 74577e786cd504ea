//! Where things were written, and which parts of a file could not be read.
//!
//! The core speaks in ids. Each id was written somewhere: a name is looked for in
//! the very lines of a part that may hold names of its sort, so that the one wrong
//! word is underlined.
//!
//! A value that could not be read is missing in what the core judges, and the core
//! would complain of what rests on it: of a taper that nobody described, of an
//! activity that no phase does. [`Places::in_doubt`] knows those complaints, so that
//! one mistake is told once. It keeps silent only beside an error: what is merely
//! switched off (`{unverified}`) is missing in the sheets, too, and is judged so.
//!
//! Never: sentences.

use super::own::Moved;
use super::raw::{RawActivity, RawNeed, RawPhase, RawProtocol, RawStage, Word};
use super::text::{Part, parts};
use crate::schedule::{ActivityId, Finding, Owner, PaceOf, PhaseId, QuantityId, Sort};
use crate::source::{Span, Spanned, offset};
use crate::syntax::yaml::Yaml;

/// Where things were written.
pub(super) struct Places<'a> {
    /// All places where names were written.
    pub names: &'a [Spanned<String>],
    pub raw: &'a RawProtocol,
    pub yaml: Yaml<'a>,
    /// Words that the clinic's settings have replaced.
    pub moved: &'a Moved,
    /// What could not be read; each was told as an error.
    pub unread: &'a [Span],
    /// Whether a shared file that it uses could not be read.
    pub shared_unread: bool,
}

/// The lines that say how often.
pub(super) struct PaceLines<'a> {
    pub every: Option<&'a Word>,
    pub per_24h: Option<&'a Word>,
    pub at_night: Option<&'a Word>,
}

impl<'a> From<&'a RawActivity> for PaceLines<'a> {
    fn from(raw: &'a RawActivity) -> Self {
        Self { every: raw.every.as_ref(), per_24h: raw.per_24h.as_ref(), at_night: raw.at_night.as_ref() }
    }
}

impl<'a> From<&'a RawStage> for PaceLines<'a> {
    fn from(raw: &'a RawStage) -> Self {
        Self { every: raw.every.as_ref(), per_24h: raw.per_24h.as_ref(), at_night: raw.at_night.as_ref() }
    }
}

fn entry<'a, T>(entries: &'a [(Word, T)], name: &str) -> Option<&'a (Word, T)> {
    entries.iter().find(|(key, _)| key.value == name)
}

impl<'a> Places<'a> {
    /// Where a word stands: in the file, or in the settings that have replaced it.
    fn span(&self, word: &Word) -> Span {
        self.moved.span(self.yaml, word)
    }

    /// Where the owner uses the name of this sort; else where the owner is described.
    pub(super) fn name(&self, owner: &Owner, sort: Sort, name: &str) -> Span {
        let (key, words) = self.words(owner, sort);
        let spans: Vec<_> = words.into_iter().map(|word| self.span(word)).collect();
        let own = |span: Span| {
            spans.iter().any(|words| words.file == span.file && words.start <= span.start && span.end <= words.end)
        };
        let token = |text: &Spanned<String>| {
            let start = text.span.slice(token(&text.value, name)?, 0).start;
            Some(Span { file: text.span.file, start, end: start + offset(name.len()) })
        };
        let found = self.names.iter().filter(|text| own(text.span)).find_map(token);
        found.or(key.map(|key| self.yaml.span(key))).unwrap_or(self.yaml.all().slice(0, 0))
    }

    /// The key of a part, and the words in it that may be names of this sort.
    fn words(&self, owner: &Owner, sort: Sort) -> (Option<&'a Word>, Vec<&'a Word>) {
        const NOWHERE: (Option<&Word>, Vec<&Word>) = (None, Vec::new());
        let raw = self.raw;
        match owner {
            Owner::Front => (None, [&raw.counting].into_iter().chain(&raw.plan_end).collect()),
            Owner::Anchor(id) => entry(&raw.anchors.0, &id.to_string()).map_or(NOWHERE, |(key, raw)| {
                let dates = [&raw.known].into_iter().chain(&raw.default);
                (Some(key), dates.chain(&raw.replaces).chain(&raw.before).collect())
            }),
            Owner::Activity(id) => entry(&raw.activities.0, &id.to_string()).map_or(NOWHERE, |(key, raw)| {
                let words = match sort {
                    Sort::Kind => vec![&raw.kind],
                    Sort::Person => raw.who.iter().collect(),
                    Sort::Anchor => raw.until.iter().collect(),
                    Sort::Activity | Sort::Phase | Sort::Input | Sort::Figure | Sort::Taper | Sort::Checkpoint => {
                        raw.after.iter().chain(&raw.before).chain(&raw.replaces).collect()
                    }
                };
                (Some(key), words)
            }),
            Owner::Phase(id) => entry(&raw.phases.0, &id.to_string()).map_or(NOWHERE, |(key, raw)| {
                let words = match sort {
                    Sort::Anchor => [&raw.from].into_iter().chain(&raw.to).chain(&raw.until).collect(),
                    Sort::Activity => raw.activities.iter().collect(),
                    Sort::Kind => raw.forbids.iter().collect(),
                    Sort::Phase | Sort::Person | Sort::Input | Sort::Figure | Sort::Taper | Sort::Checkpoint => {
                        raw.alongside.iter().chain(&raw.instead_of).collect()
                    }
                };
                (Some(key), words)
            }),
            Owner::Quantity(id) => {
                entry(&raw.quantities.0, &id.to_string()).map_or(NOWHERE, |(key, raw)| (Some(key), vec![&raw.formula]))
            }
            Owner::Taper(id) => entry(&raw.tapers.0, &id.to_string()).map_or(NOWHERE, |(key, raw)| {
                (Some(key), vec![if sort == Sort::Input { &raw.amount } else { &raw.starts }])
            }),
            Owner::Checkpoint(id) => entry(&raw.checkpoints.0, &id.to_string()).map_or(NOWHERE, |(key, raw)| {
                (Some(key), raw.on.iter().chain(&raw.from).chain(&raw.to).chain(&raw.until).collect())
            }),
            Owner::LeadTime(_) => (None, raw.needs.iter().flat_map(|need| [&need.from, &need.to]).collect()),
            Owner::Alert(_) => (None, raw.alerts.iter().map(|alert| &alert.when).collect()),
        }
    }

    /// Where the name is described.
    pub(super) fn key(&self, name: &str, sort: Sort) -> Span {
        let own = self.keys().into_iter().find(|(key_sort, key)| *key_sort == Some(sort) && key.value == name);
        own.map_or(self.yaml.all().slice(0, 0), |(_, key)| self.yaml.span(key))
    }

    pub(super) fn phase(&self, id: &PhaseId, value: impl Fn(&RawPhase) -> Option<&Word>) -> Span {
        let entry = entry(&self.raw.phases.0, &id.to_string());
        entry.map_or(self.yaml.all().slice(0, 0), |(key, raw)| self.span(value(raw).unwrap_or(key)))
    }

    pub(super) fn activity(&self, id: &ActivityId, value: impl Fn(&RawActivity) -> Option<&Word>) -> Span {
        let entry = entry(&self.raw.activities.0, &id.to_string());
        entry.map_or(self.yaml.all().slice(0, 0), |(key, raw)| self.span(value(raw).unwrap_or(key)))
    }

    /// A line of a pace; where it is missing, the activity.
    pub(super) fn pace(&self, of: &PaceOf, value: impl Fn(&PaceLines<'a>) -> Option<&'a Word>) -> Span {
        let line = self.lines(of).and_then(|lines| value(&lines));
        line.map_or_else(|| self.activity(&of.activity, |_| None), |word| self.span(word))
    }

    /// The interval of a pace as it was written, without its sources; empty where there is none.
    pub(super) fn every(&self, of: &PaceOf) -> &'a str {
        let Some(word) = self.lines(of).and_then(|lines| lines.every) else { return "" };
        let words = parts(&word.value).into_iter().find_map(|part| match part {
            Part::Words(range) => Some(range),
            Part::Cites(_) | Part::Origin(_) | Part::Unverified | Part::Bad(_) => None,
        });
        words.map_or("", |range| word.value[range].trim())
    }

    fn lines(&self, of: &PaceOf) -> Option<PaceLines<'a>> {
        let (_, raw) = entry(&self.raw.activities.0, &of.activity.to_string())?;
        Some(match of.stage {
            Some(stage) => raw.ramp.get(stage)?.into(),
            None => raw.into(),
        })
    }

    /// How a quantity is rounded.
    pub(super) fn rounding(&self, id: &QuantityId) -> Span {
        let entry = entry(&self.raw.quantities.0, &id.to_string());
        entry.map_or(self.yaml.all().slice(0, 0), |(key, raw)| self.span(raw.round.as_ref().unwrap_or(key)))
    }

    /// How many days a lead time asks for.
    pub(super) fn lead_time(&self, rule: usize) -> Span {
        let need = self.raw.needs.get(rule);
        need.map_or(self.yaml.all().slice(0, 0), |need| self.span(&need.at_least))
    }

    /// Whether a finding rests on something that could not be read, which was told already.
    pub(super) fn in_doubt(&self, finding: &Finding) -> bool {
        let phase = |id: &PhaseId| self.is_broken(Sort::Phase, &id.to_string());
        match finding {
            Finding::UnknownName { sort, name, .. } => {
                let mut sorts = [Some(*sort), (*sort == Sort::Figure).then_some(Sort::Input)].into_iter().flatten();
                (*sort == Sort::Kind && self.shared_unread) || sorts.any(|sort| self.is_broken(sort, name))
            }
            Finding::Unused { name, .. } => {
                let keys: Vec<Span> = self.keys().iter().map(|(_, key)| self.yaml.span(key)).collect();
                let uses =
                    self.names.iter().filter(|text| token(&text.value, name).is_some() && !keys.contains(&text.span));
                uses.filter_map(|text| self.part(text.span)).any(|part| self.has_unread(part))
            }
            Finding::PhaseWithoutEnd { phase: id } => {
                phase(id) || self.raw.plan_end.as_ref().is_some_and(|end| self.has_unread(self.yaml.span(end)))
            }
            Finding::PhasesOverlap { first: a, second: b } => phase(a) || phase(b),
            Finding::PhaseGap { .. } => {
                let phases = self.raw.phases.0.iter().any(|(key, _)| self.is_broken(Sort::Phase, &key.value));
                phases || self.has_broken_anchor()
            }
            Finding::LeadTimeNeverThere { .. } => {
                let need = |need: &RawNeed| [&need.at_least, &need.from, &need.to].map(|word| self.yaml.span(word));
                self.has_broken_anchor() || self.raw.needs.iter().flat_map(need).any(|span| self.has_unread(span))
            }
            Finding::LeaderNotThere { phase: id, activity, leader } => {
                let broken = |id: &str| self.is_broken(Sort::Activity, id);
                phase(id) || broken(activity.to_string().as_str()) || broken(leader.to_string().as_str())
            }
            Finding::StageWithoutEnd { activity, .. } => self.is_broken(Sort::Activity, &activity.to_string()),
            Finding::Loop { .. }
            | Finding::CountCannotFit { .. }
            | Finding::CountNotAtUsualHours { .. }
            | Finding::FewAtUsualNights { .. }
            | Finding::GapOverLimit { .. }
            | Finding::PhaseEndsBeforeItBegins { .. }
            | Finding::Forbidden { .. }
            | Finding::BlockTotal { .. }
            | Finding::BlockTimeOn { .. }
            | Finding::TaperOfNoNumber { .. }
            | Finding::RoundingUnit { .. } => false,
        }
    }

    fn has_broken_anchor(&self) -> bool {
        self.raw.anchors.0.iter().any(|(key, _)| self.is_broken(Sort::Anchor, &key.value))
    }

    fn is_broken(&self, sort: Sort, name: &str) -> bool {
        let key = self.keys().into_iter().find(|(key_sort, key)| *key_sort == Some(sort) && key.value == name);
        key.and_then(|(_, key)| self.part(self.yaml.span(key))).is_some_and(|part| self.has_unread(part))
    }

    fn has_unread(&self, part: Span) -> bool {
        let within = |outer: &Span, start: u32| outer.start <= start && start < outer.end;
        // A word that the settings replaced is unread where it stands there.
        let replaced = |span: &Span| {
            let real = |real: &Span| real.file == span.file && within(real, span.start);
            self.moved.iter().any(|(written, place)| within(&part, *written) && real(place))
        };
        self.unread.iter().any(|span| (span.file == part.file && within(&part, span.start)) || replaced(span))
    }

    /// The lines of the part that a place lies in: from its key to the next.
    fn part(&self, place: Span) -> Option<Span> {
        if place.file != self.yaml.file {
            return None;
        }
        let starts: Vec<u32> = self.keys().iter().map(|(_, key)| self.yaml.span(key).start).collect();
        let start = starts.iter().copied().filter(|start| *start <= place.start).max()?;
        let end = starts.into_iter().filter(|other| *other > start).min().unwrap_or(self.yaml.all().end);
        Some(Span { file: place.file, start, end })
    }

    /// The keys of all parts, with their sort where the core has one for it.
    fn keys(&self) -> Vec<(Option<Sort>, &'a Word)> {
        fn of<T>(sort: Option<Sort>, entries: &[(Word, T)]) -> impl Iterator<Item = (Option<Sort>, &Word)> {
            entries.iter().map(move |(key, _)| (sort, key))
        }
        let raw = self.raw;
        of(Some(Sort::Anchor), &raw.anchors.0)
            .chain(of(Some(Sort::Person), &raw.people.0))
            .chain(of(Some(Sort::Kind), &raw.kinds.0))
            .chain(of(None, &raw.fields.0))
            .chain(of(Some(Sort::Input), &raw.inputs.0))
            .chain(of(Some(Sort::Figure), &raw.quantities.0))
            .chain(of(Some(Sort::Phase), &raw.phases.0))
            .chain(of(Some(Sort::Activity), &raw.activities.0))
            .chain(of(Some(Sort::Taper), &raw.tapers.0))
            .chain(of(Some(Sort::Checkpoint), &raw.checkpoints.0))
            .chain(of(None, &raw.calls.0))
            .chain(of(None, &raw.medicines.0))
            .collect()
    }
}

/// The byte at which a name stands in a text as a word of its own.
fn token(text: &str, name: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '-';
    text.match_indices(name)
        .map(|(at, _)| at)
        .find(|&at| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}
