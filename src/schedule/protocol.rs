//! The undated recipe: what a protocol says, as far as the calendar cares.
//!
//! Everything here is plain data with public fields; the rules between the parts
//! (names that exist, no loops, ends after beginnings) are judged by `check`, so
//! that a faulty protocol is still a value that all findings can be drawn from.
//! Rules of single values sit in their own types (`Interval`, `Bounds`, ids).
//!
//! Titles, reasons, sources and safety texts are not here: the layer above keeps
//! them by the same ids, for each language and reader.
//!
//! Never: words for people, dates of one person's plan.

use super::activity::{Activity, Order};
use super::amount::{Amount, Rounding, Unit};
use super::bounds::Bounds;
use super::clock::Minutes;
use super::date::{DateExpr, Period};
use super::formula::Formula;
use super::id::{
    ActivityId, AnchorId, CheckpointId, InputId, KindId, PersonId, PhaseId, ProtocolId, QuantityId, TaperId,
};
use super::number::Number;
use super::taper::Taper;
use serde::Serialize;
use std::collections::BTreeMap;

/// A protocol. Lists keep the order of the file, which is the order of print.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// The name of its file.
    pub id: ProtocolId,
    /// The version printed on every sheet.
    pub version: String,
    /// How far its review has come.
    pub status: Status,
    /// Which day is day 0 or day 1.
    pub counting: Counting,
    /// The dates that everything hangs on.
    pub anchors: Vec<Anchor>,
    /// The last day that is laid out where a phase has no end of its own.
    pub plan_end: Option<DateExpr>,
    /// The longest time between two counted sessions that needs no warning.
    pub gap_limit: Option<Minutes>,
    /// The sorts of activity.
    pub kinds: BTreeMap<KindId, Kind>,
    /// The people who have sessions of their own; none where there is just one person.
    pub people: Vec<PersonId>,
    /// What can be done.
    pub activities: Vec<Activity>,
    /// When it is done.
    pub phases: Vec<Phase>,
    /// What the person brings.
    pub inputs: Vec<Input>,
    /// What is worked out from it.
    pub quantities: Vec<Quantity>,
    /// Stepwise reductions.
    pub tapers: Vec<Taper>,
    /// Planned contacts.
    pub checkpoints: Vec<Checkpoint>,
    /// How much time the protocol needs.
    pub lead_times: Vec<LeadTime>,
    /// Orders of events that must be spoken about.
    pub alerts: Vec<Alert>,
}

impl Protocol {
    /// The activity of this name.
    #[must_use]
    pub fn activity(&self, id: &ActivityId) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id == *id)
    }

    /// The phase of this name.
    #[must_use]
    pub fn phase(&self, id: &PhaseId) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.id == *id)
    }

    /// The anchor of this name.
    #[must_use]
    pub fn anchor(&self, id: &AnchorId) -> Option<&Anchor> {
        self.anchors.iter().find(|anchor| anchor.id == *id)
    }

    /// Whether sessions of this activity count towards the number per day and the longest gap.
    #[must_use]
    pub fn counts(&self, activity: &Activity) -> bool {
        self.kinds.get(&activity.kind).is_some_and(|kind| kind.counted)
    }
}

/// How far the review of a protocol has come. Only `Approved` may print without a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written.
    Draft,
    /// Handed in.
    Submitted,
    /// With a reviewer.
    UnderReview,
    /// Signed by a named clinician.
    Approved,
    /// Signed once, and another text now.
    ChangedSinceApproval,
    /// Taken back.
    Withdrawn,
}

/// How days are numbered: the day of `anchor` has the number `first`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting {
    /// The anchor.
    pub anchor: AnchorId,
    /// Its number: 0 or 1.
    pub first: i32,
}

/// A date that other dates hang on.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// Its name.
    pub id: AnchorId,
    /// How it becomes known.
    pub known_by: KnownBy,
    /// Used while no date is given. For events and decisions it is an expectation: what hangs on it is provisional.
    pub default: Option<DateExpr>,
    /// Whether a plan may go without it.
    pub optional: bool,
    /// The anchor that this one stands in for, once known: `birth` for `due`.
    pub replaces: Option<AnchorId>,
    /// Anchors that it must not come after.
    pub before: Vec<AnchorId>,
}

/// How an anchor becomes known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// Given when the plan is made.
    Planning,
    /// Worked out from other anchors; a date that is given wins.
    Computed(DateExpr),
    /// It happens, and is then entered.
    Event,
    /// The first day at nothing of a taper; a date that is given wins.
    TaperEnd(TaperId),
    /// A person decides it, and it is then entered.
    Decision,
}

/// A sort of activity. Kinds are the protocol's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Whether its sessions count per day and bound the longest gap.
    pub counted: bool,
}

/// A stretch of days. It ends on the earliest of all ends that are given and known.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Its name.
    pub id: PhaseId,
    /// The first day.
    pub from: DateExpr,
    /// Whether it may begin earlier.
    pub or_earlier: bool,
    /// The last day.
    pub to: Option<DateExpr>,
    /// The day before which it ends: the day of an event or a decision.
    pub until: Option<DateExpr>,
    /// How many days it lasts. The upper bound ends it; the lower is checked.
    pub length: Option<Bounds<u32>>,
    /// Whether every plan has it.
    pub presence: Presence,
    /// Phases that may run at the same time.
    pub alongside: Vec<PhaseId>,
    /// What is done in it, in order.
    pub activities: Vec<ActivityId>,
    /// Kinds that must not be done in it.
    pub forbids: Vec<KindId>,
}

/// Whether a plan has a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always.
    Always,
    /// When it is chosen.
    Optional,
    /// When it is chosen; then the other phase falls away.
    InsteadOf(PhaseId),
}

/// A value that the person brings.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its name.
    pub id: InputId,
    /// What it may be.
    pub kind: InputKind,
    /// Whether a plan must have it.
    pub required: bool,
    /// Used while nothing is given.
    pub default: Option<Amount>,
}

/// What an input may be. Numbers are never negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A number with this unit.
    Number {
        /// Its unit; none for a plain count.
        unit: Unit,
        /// Its bounds, in that unit.
        bounds: Option<Bounds<Number>>,
    },
    /// One of these words.
    Choice(Vec<String>),
    /// A date.
    Date,
    /// Any text.
    Text,
}

/// A value that is worked out.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// Its name.
    pub id: QuantityId,
    /// How.
    pub formula: Formula,
    /// How it is rounded for print.
    pub rounding: Option<Rounding>,
}

/// A planned contact.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    /// Its name.
    pub id: CheckpointId,
    /// On which days.
    pub recurrence: Recurrence,
}

/// On which days something falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recurrence {
    /// On these.
    On(Vec<DateExpr>),
    /// Again and again.
    Series {
        /// How often.
        period: Period,
        /// The first day.
        from: DateExpr,
        /// The last day on which it may fall.
        to: Option<DateExpr>,
        /// The day before which it ends.
        until: Option<DateExpr>,
    },
}

/// The time that a protocol needs between two dates.
#[derive(Clone, Debug)]
pub struct LeadTime {
    /// From this day.
    pub from: DateExpr,
    /// To this day.
    pub to: DateExpr,
    /// Days needed, part by part.
    pub days: Vec<u32>,
    /// A protocol that needs less.
    pub suggest: Option<ProtocolId>,
}

impl LeadTime {
    /// Days needed in all.
    #[must_use]
    pub fn needed(&self) -> u32 {
        self.days.iter().sum()
    }
}

/// Two dates whose order calls for words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The date that is looked at.
    pub date: DateExpr,
    /// Whether it speaks up when that date is before or after the other.
    pub order: Order,
    /// The other date.
    pub other: DateExpr,
}
