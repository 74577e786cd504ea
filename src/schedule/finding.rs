//! What can be wrong with a protocol, as values.
//!
//! A [`Finding`] says what by ids and numbers, and by [`Owner`] where; the layer
//! above knows on which line that was written and in which words to say it.
//!
//! Never: how it is found, spans, sentences, severity.

use super::amount::Unit;
use super::bounds::Bounds;
use super::clock::Minutes;
use super::id::{ActivityId, AnchorId, CheckpointId, InputId, KindId, PhaseId, QuantityId, TaperId};

/// The part of a protocol that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// `counting` or `plan_end`.
    Front,
    /// An anchor.
    Anchor(AnchorId),
    /// An activity.
    Activity(ActivityId),
    /// A phase.
    Phase(PhaseId),
    /// A quantity.
    Quantity(QuantityId),
    /// A taper.
    Taper(TaperId),
    /// A contact.
    Checkpoint(CheckpointId),
    /// A lead time, by its number in the list.
    LeadTime(usize),
    /// An alert, by its number in the list.
    Alert(usize),
}

/// A sort of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// An anchor.
    Anchor,
    /// An activity.
    Activity,
    /// A phase.
    Phase,
    /// A kind of activity.
    Kind,
    /// A person.
    Person,
    /// An input.
    Input,
    /// An input or a quantity.
    Figure,
    /// A taper.
    Taper,
    /// A contact.
    Checkpoint,
}

/// A pace: that of an activity, or of one stage of its ramp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceOf {
    /// The activity.
    pub activity: ActivityId,
    /// The stage, from 0.
    pub stage: Option<usize>,
}

/// Something that is wrong with a protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A name that nothing has.
    UnknownName {
        /// The part that uses it.
        owner: Owner,
        /// What it is a name of.
        sort: Sort,
        /// The name.
        name: String,
    },
    /// Names that rest on each other in a ring.
    Loop {
        /// What it is a name of.
        sort: Sort,
        /// The ring, from its smallest name.
        names: Vec<String>,
    },
    /// An anchor or activity that nothing uses.
    Unused {
        /// What it is a name of.
        sort: Sort,
        /// The name.
        name: String,
    },
    /// The last day comes before the first.
    PhaseEndsBeforeItBegins {
        /// The phase.
        phase: PhaseId,
    },
    /// Two phases share days and neither says that it may.
    PhasesOverlap {
        /// The earlier one.
        first: PhaseId,
        /// The later one.
        second: PhaseId,
    },
    /// Days between two phases lie in no phase, for some date of the anchor that both hang on.
    PhaseGap {
        /// The phase that ends last before them.
        before: PhaseId,
        /// The phase that begins after them.
        after: PhaseId,
        /// How many days.
        days: u32,
    },
    /// By its own dates the protocol has less time than it says that it needs.
    LeadTimeNeverThere {
        /// The lead time, by its number in the list.
        rule: usize,
        /// Days needed.
        needed: u32,
        /// Days there are.
        available: i64,
    },
    /// A phase goes on without end, and so does the plan.
    PhaseWithoutEnd {
        /// The phase.
        phase: PhaseId,
    },
    /// The phase forbids a kind that one of its activities is of.
    Forbidden {
        /// The phase.
        phase: PhaseId,
        /// The activity.
        activity: ActivityId,
        /// The kind that both speak of.
        kind: KindId,
    },
    /// The activity goes with another that is not in the phase, nor in one alongside.
    LeaderNotThere {
        /// The phase.
        phase: PhaseId,
        /// The activity.
        activity: ActivityId,
        /// The other activity.
        leader: ActivityId,
    },
    /// The intervals give `possible` sessions, whatever the hours of the day; the count wants others.
    CountCannotFit {
        /// Where the count stands.
        pace: PaceOf,
        /// What the protocol wants.
        wanted: Bounds<u32>,
        /// What the intervals can give.
        possible: Bounds<u32>,
        /// What they give at the usual hours.
        usual: u32,
    },
    /// The count can be met, but not at the usual hours of the day.
    CountNotAtUsualHours {
        /// Where the count stands.
        pace: PaceOf,
        /// What the protocol wants.
        wanted: Bounds<u32>,
        /// What the intervals give at the usual hours.
        usual: u32,
    },
    /// At the usual hours of the day there are fewer sessions at night than the protocol wants.
    FewAtUsualNights {
        /// Where the number stands.
        pace: PaceOf,
        /// What the protocol wants.
        wanted: u32,
        /// What the intervals give at the usual hours.
        usual: u32,
    },
    /// An interval is over the longest gap that the protocol allows.
    GapOverLimit {
        /// Where the interval stands.
        pace: PaceOf,
        /// The longest interval.
        interval: Minutes,
        /// What is allowed.
        limit: Minutes,
    },
    /// A stage other than the last does not say how many days it takes.
    StageWithoutEnd {
        /// The activity.
        activity: ActivityId,
        /// The stage, from 0.
        stage: usize,
    },
    /// The blocks add up to something else than stated.
    BlockTotal {
        /// The activity.
        activity: ActivityId,
        /// As stated.
        stated: Minutes,
        /// As it adds up.
        actual: Minutes,
    },
    /// The time on adds up to something else than stated.
    BlockTimeOn {
        /// The activity.
        activity: ActivityId,
        /// As stated.
        stated: Minutes,
        /// As it adds up.
        actual: Minutes,
    },
    /// The taper's amount is not a number.
    TaperOfNoNumber {
        /// The taper.
        taper: TaperId,
        /// The input.
        input: InputId,
    },
    /// The result has another unit than the step it is rounded to.
    RoundingUnit {
        /// The quantity.
        quantity: QuantityId,
        /// The unit of the result.
        result: Unit,
        /// The unit of the step.
        step: Unit,
    },
}
