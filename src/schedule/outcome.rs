//! The dated result: what is done on which day at what time.
//!
//! A [`Schedule`] serialises to the documented JSON form `latchwork.schedule/1`
//! (its members are in the manual's page `reference/data.md`): dates as `2026-12-01`, times as `06:00`,
//! ranges as `[15, 20]` with `null` for an open end, amounts as decimal texts. It
//! speaks only in ids, so it is the same in every language. Its last member is the
//! plan (`latchwork.plan/1`), so that a schedule can be made again from its file.
//!
//! A day of the schedule runs from waking to waking. A session after midnight
//! belongs to the day before and says so with `day_offset: 1`.
//!
//! Never: layout, words, zones.

use super::activity::Order;
use super::amount::{Amount, Unit};
use super::bounds::Bounds;
use super::clock::{ClockTime, DayWindow, Minutes, QuietHours};
use super::formula::FormulaFault;
use super::id::{
    ActivityId, AnchorId, CheckpointId, InputId, KindId, PersonId, PhaseId, ProtocolId, QuantityId, TaperId,
};
use super::number::Number;
use super::plan::{InputValue, Plan};
use super::protocol::Status;
use super::taper::Level;
use jiff::civil::Date;
use serde::{Deserialize, Serialize, Serializer};
use std::sync::Arc;

/// A protocol laid over the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// The name of this form: `latchwork.schedule/1`.
    pub format: &'static str,
    /// Which protocol.
    pub protocol: ProtocolRef,
    /// Whose it is, where that was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The hours of the day.
    pub window: DayWindow,
    /// Hours without sessions.
    pub quiet_hours: Option<QuietHours>,
    /// Dates of the anchors, in the protocol's order.
    pub anchors: Vec<DatedAnchor>,
    /// Values used, in the protocol's order.
    pub inputs: Vec<InputUsed>,
    /// Phases in order of their first day.
    pub phases: Vec<DatedPhase>,
    /// Phases that wait for a date.
    pub waiting: Vec<WaitingPhase>,
    /// Days that lie in some phase, in order.
    pub days: Vec<Day>,
    /// Contacts, in order.
    pub checkpoints: Vec<DatedCheckpoint>,
    /// Reductions whose start and amount are known.
    pub tapers: Vec<DatedTaper>,
    /// Values worked out.
    pub quantities: Vec<QuantityValue>,
    /// What should be said about it.
    pub notices: Vec<Notice>,
    /// What it was made from, as it was given: with the protocol, all that is needed to make it again.
    pub plan: Plan,
}

/// Which protocol a schedule is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProtocolRef {
    /// Its name.
    pub id: ProtocolId,
    /// Its version.
    pub version: String,
    /// How far its review has come.
    pub status: Status,
}

/// How a date came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// It was given.
    Given,
    /// It follows from others.
    Computed,
    /// It is the protocol's default.
    Default,
}

/// An anchor with its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatedAnchor {
    /// The anchor.
    pub id: AnchorId,
    /// Its date; `null` while it is not known.
    pub date: Option<Date>,
    /// How it came to be.
    pub known: Option<Known>,
    /// Whether it rests on an event or a decision that has not come yet.
    pub provisional: bool,
}

/// Who gave a value. Later ones win.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// The protocol's default.
    Protocol,
    /// The clinic's setting.
    Clinic,
    /// This person.
    Person,
}

/// A value that went into the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputUsed {
    /// The input.
    pub id: InputId,
    /// Its value.
    pub value: InputValue,
    /// Who gave it.
    pub layer: Layer,
}

/// A phase with its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatedPhase {
    /// The phase.
    pub id: PhaseId,
    /// Its first day.
    pub from: Date,
    /// Its last day, as far as it is laid out.
    pub to: Date,
    /// Whether it may begin earlier.
    pub or_earlier: bool,
    /// Whether it goes on after the last day laid out.
    pub open: bool,
    /// Whether its days rest on an event or a decision that has not come yet.
    pub provisional: bool,
}

/// A phase whose first day is not known yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaitingPhase {
    /// The phase.
    pub id: PhaseId,
    /// The anchors that it waits for.
    pub anchors: Vec<AnchorId>,
}

/// One day, from waking to waking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Its date: that of the morning.
    pub date: Date,
    /// Its number by the protocol's counting.
    pub day_number: i32,
    /// The phases that it lies in.
    pub phases: Vec<PhaseId>,
    /// What is done, in order. Days that are alike share it.
    #[serde(serialize_with = "as_list")]
    pub sessions: Arc<[Session]>,
    /// How many counted sessions at their own times there are. A feed before each pumping is one with it.
    pub count: u32,
    /// The minutes of those sessions; `null` where one of them has no stated length.
    pub minutes_total: Option<Bounds<Minutes>>,
    /// The longest time from one of them to the next, into the next morning.
    pub longest_gap_minutes: Option<Minutes>,
    /// The longest of those that reach into the night.
    pub longest_night_gap_minutes: Option<Minutes>,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Session {
    /// When; `null` where the protocol only counts.
    pub time: Option<ClockTime>,
    /// Its kind.
    pub kind: KindId,
    /// What is done.
    pub activity: ActivityId,
    /// How long.
    pub minutes: Option<Bounds<Minutes>>,
    /// Whether it is a night session.
    pub night: bool,
    /// How many midnights lie between waking and it: 1 for a session after midnight, else 0. Only one that the clocks
    /// move over a second midnight has 2.
    pub day_offset: u8,
    /// Whether it counts per day.
    pub counted: bool,
    /// The session that it goes with, where it has no time of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<With>,
    /// The activity whose place it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<ActivityId>,
    /// Whether it was moved because clocks go forward over its time.
    #[serde(skip_serializing_if = "is_false")]
    pub moved: bool,
}

impl Session {
    /// Whether it counts and has a place of its own: what the number per day and the longest gap are made of.
    #[must_use]
    pub fn leads(&self) -> bool {
        self.counted && self.with.is_none()
    }
}

/// The session that another goes with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct With {
    /// Before or after it.
    pub order: Order,
    /// Its activity.
    pub activity: ActivityId,
}

/// A contact with its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatedCheckpoint {
    /// The date.
    pub date: Date,
    /// The contact.
    pub id: CheckpointId,
    /// Its day's number by the protocol's counting.
    pub day_number: i32,
}

/// A taper with its levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatedTaper {
    /// The taper.
    pub id: TaperId,
    /// The amount before it.
    pub start: Amount,
    /// Its levels, the last at nothing.
    pub levels: Vec<Level>,
}

/// A quantity worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuantityValue {
    /// The quantity.
    pub id: QuantityId,
    /// The exact value, or range.
    pub exact: Bounds<Number>,
    /// The value for print.
    pub rounded: Bounds<Number>,
    /// Of what.
    pub unit: Unit,
}

/// Something that should be said about a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
pub enum Notice {
    /// There are fewer days than the protocol needs.
    ShortLeadTime {
        /// The rule, by its number in the protocol's list.
        rule: usize,
        /// Days needed.
        needed: u32,
        /// Days there are; negative where the dates are the wrong way round.
        available: i32,
        /// A protocol that needs less.
        suggest: Option<ProtocolId>,
    },
    /// Two dates stand in an order that the protocol speaks about.
    Alert {
        /// The rule, by its number in the protocol's list.
        rule: usize,
    },
    /// The phase would end before it begins, because an event came early; it is left out.
    PhaseSkipped {
        /// The phase.
        phase: PhaseId,
    },
    /// The phase is shorter than it should be.
    PhaseShort {
        /// The phase.
        phase: PhaseId,
        /// Days it has.
        days: u32,
        /// Days it should have.
        at_least: u32,
    },
    /// The phase begins after the last day that is laid out.
    PhaseAfterPlanEnd {
        /// The phase.
        phase: PhaseId,
    },
    /// Two phases share days although the protocol does not say that they may.
    PhasesOverlap {
        /// The earlier one.
        first: PhaseId,
        /// The later one.
        second: PhaseId,
    },
    /// There are more or fewer sessions a day than the protocol wants.
    OutsideCount {
        /// The phase.
        phase: PhaseId,
        /// The activity.
        activity: ActivityId,
        /// Sessions a day.
        sessions: u32,
        /// What the protocol wants.
        wanted: Bounds<u32>,
    },
    /// There are fewer sessions at night than the protocol wants.
    FewAtNight {
        /// The phase.
        phase: PhaseId,
        /// The activity.
        activity: ActivityId,
        /// Sessions a day.
        sessions: u32,
        /// What the protocol wants.
        wanted: u32,
    },
    /// Quiet hours take sessions away on each of these days.
    QuietHours {
        /// The first of these days.
        from: Date,
        /// The last of these days.
        to: Date,
        /// Sessions a day.
        sessions: u32,
    },
    /// The longest gap is over the limit on each of these days.
    LongGap {
        /// The first of these days.
        from: Date,
        /// The last of these days.
        to: Date,
        /// The longest gap.
        minutes: Minutes,
        /// What is allowed.
        limit: Minutes,
    },
    /// A quantity could not be worked out.
    NoQuantity {
        /// The quantity.
        quantity: QuantityId,
        /// Why.
        fault: FormulaFault,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

fn as_list<S: Serializer>(sessions: &[Session], serializer: S) -> Result<S::Ok, S::Error> {
    sessions.serialize(serializer)
}

impl<T: Copy + Ord + Serialize> Serialize for Bounds<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.low(), self.high()).serialize(serializer)
    }
}

impl Serialize for InputValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Amount(amount) => serializer.collect_str(amount),
            Self::Date(date) => date.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
        }
    }
}
