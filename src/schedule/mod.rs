//! The schedule engine: a protocol and a plan in, a dated schedule out.
//!
//! A [`Protocol`] is an undated recipe (anchors, phases, activities, tapers,
//! checkpoints). A [`Plan`] is what one person brings: dates for the anchors, the
//! hours of their day, their choices. [`check()`] judges a protocol alone;
//! [`expand()`] lays it over the calendar and gives a [`Schedule`]. All three are
//! plain values, and both functions tell everything they find at once.
//!
//! It stands alone so that it can be tested as arithmetic and read as a rule
//! book. Time is civil dates and whole minutes of the day; amounts are exact
//! fractions. What counts as a session, which kinds of activity exist, which
//! units are used: all of that is data in the protocol, so the same engine serves
//! a lactation clinic and a physiotherapist.
//!
//! Reading order: `clock`, `bounds`, `date`, `number`, `amount` (values);
//! `protocol`, `activity`, `pace`, `taper`, `formula` (the recipe); `finding`, `check`; `plan`, `outcome`;
//! then the steps of `expand`: `validate`, `place`, `grid`, `day`, `gap`, `figure`;
//! `late`, what moves when a session began late; last `written`, the plan's form in JSON.
//!
//! Never: YAML, spans, pages, a clock, a time zone, a human language.

mod activity;
mod amount;
mod bounds;
mod chain;
mod check;
mod clock;
mod count;
mod cycle;
mod date;
mod day;
mod expand;
mod figure;
mod finding;
mod formula;
mod gap;
mod grid;
mod id;
mod late;
mod number;
mod outcome;
mod pace;
mod place;
mod plan;
mod protocol;
mod recur;
mod taper;
mod uses;
mod validate;
mod written;

pub use activity::{Activity, DayRule, Order, Timing};
pub use amount::{Amount, Rounding, Unit};
pub use bounds::Bounds;
pub use check::check;
pub use clock::{ClockTime, DayWindow, Minutes, QuietHours};
pub use date::{DateExpr, DateUnit, Moment, Offset, Period};
pub use expand::expand;
pub use finding::{Finding, Owner, PaceOf, Sort};
pub use formula::{Factor, Formula, FormulaFault, Operation, Term, evaluate};
pub use grid::{Slot, day_grid, overlay_places};
pub use id::{
    ActivityId, AnchorId, CheckpointId, Id, InputId, KindId, PersonId, PhaseId, ProtocolId, QuantityId, TaperId,
};
pub use late::{Shifted, rest_of_day};
pub use number::Number;
pub use outcome::{
    DatedAnchor, DatedCheckpoint, DatedPhase, DatedTaper, Day, InputUsed, Known, Layer, Notice, QuantityValue,
    Schedule, Session, WaitingPhase,
};
pub use pace::{Block, Blocks, Body, Frequency, Interval, Length, Pace, Sides, Stage};
pub use plan::{ClockChange, Given, InputValue, Lack, Plan, PlanError};
pub use protocol::{
    Alert, Anchor, Checkpoint, Counting, Input, InputKind, Kind, KnownBy, LeadTime, Phase, Presence, Protocol,
    Quantity, Recurrence, Status,
};
pub use taper::{Cut, Level, Taper, levels};
