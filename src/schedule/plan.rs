//! What one person brings to a protocol: dates, hours of their day, choices.
//!
//! A [`Plan`] holds raw wishes. Nothing is refused while it is put together;
//! `expand` looks at all of it and answers with every [`PlanError`] at once, each
//! by the name of the thing it is about, so that a form can mark all its fields.
//!
//! Never: defaults of a clinic or of a language, today's date.

use super::amount::{Amount, Unit};
use super::bounds::Bounds;
use super::clock::{ClockTime, Minutes};
use super::id::{ActivityId, AnchorId, InputId, PersonId, PhaseId, TaperId};
use super::number::Number;
use super::outcome::Layer;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One person's dates and preferences. Its JSON form is `latchwork.plan/1`, described in `written`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Dates of anchors, as far as they are known.
    pub anchors: BTreeMap<AnchorId, Date>,
    /// When the day series begins.
    pub wake: ClockTime,
    /// When the night series begins.
    pub bed: ClockTime,
    /// Hours without sessions, from and up to.
    pub quiet: Option<(ClockTime, ClockTime)>,
    /// Values of inputs, and who gave them.
    pub inputs: BTreeMap<InputId, Given>,
    /// Optional phases and alternatives that are chosen.
    pub phases: BTreeSet<PhaseId>,
    /// Intervals chosen out of a range.
    pub intervals: BTreeMap<ActivityId, Minutes>,
    /// Whose schedule it is, where a protocol has several people; everyone's if not said.
    pub person: Option<PersonId>,
    /// First days of levels on which the gate was not passed.
    pub held: BTreeMap<TaperId, BTreeSet<Date>>,
    /// The last day laid out for phases without an end, if not the protocol's.
    pub end: Option<Date>,
    /// Days on which clocks change, as the layer that knows the zone tells.
    pub clock_changes: Vec<ClockChange>,
}

impl Plan {
    /// A plan with hours of the day and nothing else.
    #[must_use]
    pub fn new(wake: ClockTime, bed: ClockTime) -> Self {
        Self {
            anchors: BTreeMap::new(),
            wake,
            bed,
            quiet: None,
            inputs: BTreeMap::new(),
            phases: BTreeSet::new(),
            intervals: BTreeMap::new(),
            person: None,
            held: BTreeMap::new(),
            end: None,
            clock_changes: Vec::new(),
        }
    }
}

/// A value and the layer that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The value.
    pub value: InputValue,
    /// Who gave it: the clinic for everyone, or this person.
    pub layer: Layer,
}

/// A value of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputValue {
    /// A number with its unit.
    Amount(Amount),
    /// A date.
    Date(Date),
    /// A word of a choice, or free text.
    Text(String),
}

/// Clocks are put from one time of day to another, the shorter way round, which may lead over midnight.
/// Times in between do not exist when they go forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockChange {
    /// The day that the clock shows before.
    pub date: Date,
    /// What the clock shows before.
    pub from: ClockTime,
    /// What it shows after.
    pub to: ClockTime,
}

impl ClockChange {
    /// By how many minutes clocks go forward; below nothing where they go back.
    pub(super) fn forward(&self) -> i64 {
        let (on, back) = (self.from.until(self.to), self.to.until(self.from));
        if on <= back { i64::from(on.0) } else { -i64::from(back.0) }
    }
}

/// Why a plan cannot be laid out.
///
/// In JSON: `{"error": "missing-anchor", "about": "start"}`. `about` is the name of the thing, or an object of
/// the fields below, or not there where the error says all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "error", content = "about", rename_all = "kebab-case")]
pub enum PlanError {
    /// Waking and bed time are the same.
    WakeIsBed,
    /// Quiet hours begin and end at the same time.
    QuietHoursEmpty,
    /// The protocol has no such anchor.
    UnknownAnchor(AnchorId),
    /// The protocol has no such input.
    UnknownInput(InputId),
    /// The protocol has no such phase.
    UnknownPhase(PhaseId),
    /// The phase is part of every plan and cannot be chosen.
    PhaseIsNoChoice(PhaseId),
    /// The protocol has no such activity.
    UnknownActivity(ActivityId),
    /// The protocol has no such person.
    UnknownPerson(PersonId),
    /// The protocol has no such taper.
    UnknownTaper(TaperId),
    /// A date that the plan cannot go without.
    MissingAnchor(AnchorId),
    /// Two dates in the wrong order.
    OutOfOrder {
        /// The one that must not be later.
        first: AnchorId,
        /// Than this one.
        second: AnchorId,
    },
    /// A value that the plan cannot go without.
    MissingInput(InputId),
    /// A number below nothing.
    NegativeInput(InputId),
    /// A number outside its bounds.
    InputOutOfBounds {
        /// The input.
        input: InputId,
        /// Its bounds.
        bounds: Bounds<Number>,
    },
    /// A number in another unit than the input's.
    WrongUnit {
        /// The input.
        input: InputId,
        /// Its unit.
        unit: Unit,
    },
    /// A value of another sort: a text for a number, a word that is no choice.
    WrongValue(InputId),
    /// An interval outside the activity's range, or for an activity without one.
    IntervalOutOfRange(ActivityId),
    /// With these dates the phase would end before it begins.
    PhaseEndsBeforeItBegins(PhaseId),
    /// With these dates no phase can be laid out.
    NothingToLayOut,
    /// More days than any plan should have.
    TooLong {
        /// How many it would be.
        days: u32,
        /// How many there may be.
        limit: u32,
    },
}

/// Something that a plan cannot go without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack<'a> {
    /// A date.
    Anchor(&'a AnchorId),
    /// A value.
    Input(&'a InputId),
}

impl PlanError {
    /// What the plan lacks, if that is the objection.
    #[must_use]
    pub fn lack(&self) -> Option<Lack<'_>> {
        match self {
            Self::MissingAnchor(anchor) => Some(Lack::Anchor(anchor)),
            Self::MissingInput(input) => Some(Lack::Input(input)),
            Self::WakeIsBed
            | Self::QuietHoursEmpty
            | Self::UnknownAnchor(_)
            | Self::UnknownInput(_)
            | Self::UnknownPhase(_)
            | Self::PhaseIsNoChoice(_)
            | Self::UnknownActivity(_)
            | Self::UnknownPerson(_)
            | Self::UnknownTaper(_)
            | Self::OutOfOrder { .. }
            | Self::NegativeInput(_)
            | Self::InputOutOfBounds { .. }
            | Self::WrongUnit { .. }
            | Self::WrongValue(_)
            | Self::IntervalOutOfRange(_)
            | Self::PhaseEndsBeforeItBegins(_)
            | Self::NothingToLayOut
            | Self::TooLong { .. } => None,
        }
    }
}
