//! What lies in time, as written: dates, phases, contacts, lead times, alerts.
//!
//! Never: what a date comes to.

use super::Word;
use super::value::{Cited, Name, Value};
use crate::model::protocol::grammar::{Alerting, Begin, DayCount, Knowing, Needed};
use crate::model::protocol::phase::LEVELS;
use crate::model::shape::words;
use crate::schedule::{DateExpr, Period};
use schemars::JsonSchema;
use serde::Deserialize;

/// A date that other dates hang on. The family writes it on the sheet, or it is worked out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "anchor")]
pub struct RawAnchor {
    /// What the date is called, as part of a sentence: `first day of the plan`.
    pub label: Word,
    /// How the date becomes known. `planning`: it is chosen. `event`: it happens. `decision`: somebody
    /// decides it on the way. `computed from …`: it follows from another date. `end of taper …`: it
    /// follows from the steps of a taper.
    #[schemars(with = "Value<Knowing>")]
    pub known: Word,
    /// The date to expect until it is known. What hangs on it is printed as provisional.
    #[schemars(with = "Option<Value<DateExpr>>")]
    pub default: Option<Word>,
    /// Whether the plan works without it.
    #[serde(default)]
    pub optional: bool,
    /// The date whose place it takes once it is known: a birth takes the place of a due date.
    #[schemars(with = "Option<Name>")]
    pub replaces: Option<Word>,
    /// Dates that must lie after it.
    #[serde(default)]
    #[schemars(with = "Vec<Name>")]
    pub before: Vec<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
}

/// A stretch of days with its own things to do. It ends on the earliest of `to`, the day before
/// `until`, and the longest `for`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "phase")]
pub struct RawPhase {
    /// What the phase is called.
    pub title: Word,
    /// What it is about, in a sentence.
    pub summary: Option<Word>,
    /// Its first day.
    #[schemars(with = "Value<Begin>")]
    pub from: Word,
    /// Its last day, which belongs to it.
    #[schemars(with = "Option<Value<DateExpr>>")]
    pub to: Option<Word>,
    /// The first day that does not belong to it.
    #[schemars(with = "Option<Value<DateExpr>>")]
    pub until: Option<Word>,
    /// How many days it lasts. Of a range, the longest is laid out.
    #[serde(rename = "for")]
    #[schemars(with = "Option<Value<DayCount>>")]
    pub length: Option<Word>,
    /// Whether it is only laid out for those who choose it.
    #[serde(default)]
    pub optional: bool,
    /// The phase that it takes the place of, for those who choose it.
    #[schemars(with = "Option<Name>")]
    pub instead_of: Option<Word>,
    /// Phases that may run at the same time.
    #[serde(default)]
    #[schemars(with = "Vec<Name>")]
    pub alongside: Vec<Word>,
    /// What there is to do in it: names from `activities:`.
    #[serde(default, rename = "do")]
    #[schemars(with = "Vec<Name>")]
    pub activities: Vec<Word>,
    /// Activities that must not be done in it.
    #[serde(default)]
    #[schemars(with = "Vec<Name>")]
    pub forbids: Vec<Word>,
    /// What must be true to enter it. Each line gets a box to tick.
    #[serde(default)]
    pub enter: Vec<Word>,
    /// What must be true to leave it. Each line gets a box to tick.
    #[serde(default)]
    pub leave: Vec<Word>,
    /// The protocol that goes on from here: the name of its file without `.yaml`.
    pub then: Option<Word>,
    /// Medicine boxes that belong to it: names from `medicines:`.
    #[serde(default)]
    pub medicines: Vec<Word>,
    /// What it needs beyond the equipment of the protocol.
    #[serde(default)]
    pub equipment: Vec<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
    /// A note for clinicians: disputes, confidence. A warning never stands here alone.
    pub clinician_note: Option<Word>,
}

/// A planned contact. Either `on:` with its days, or `every:` with `from:`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "checkpoint")]
pub struct RawCheckpoint {
    /// What the contact is called: `First visit`.
    pub title: Word,
    /// Its days.
    #[serde(default)]
    #[schemars(with = "Vec<Value<DateExpr>>")]
    pub on: Vec<Word>,
    /// How often it comes back. Needs `from:`.
    #[schemars(with = "Option<Value<Period>>")]
    pub every: Option<Word>,
    /// The first day of a series.
    #[schemars(with = "Option<Value<DateExpr>>")]
    pub from: Option<Word>,
    /// The last day on which a series may fall.
    #[schemars(with = "Option<Value<DateExpr>>")]
    pub to: Option<Word>,
    /// The first day on which a series may no longer fall.
    #[schemars(with = "Option<Value<DateExpr>>")]
    pub until: Option<Word>,
    /// When it takes place at all: `no milk can be measured by then`.
    pub only_if: Option<Word>,
    /// With whom: a role, not a person.
    pub with: Option<Word>,
    /// What to bring.
    #[serde(default)]
    pub bring: Vec<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
}

/// The time that the plan needs between two dates, and what to say when there is less.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "need")]
pub struct RawNeed {
    /// How many days it needs, perhaps part by part.
    #[schemars(with = "Cited<Needed>")]
    pub at_least: Word,
    /// The earlier date.
    #[schemars(with = "Value<DateExpr>")]
    pub from: Word,
    /// The later date.
    #[schemars(with = "Value<DateExpr>")]
    pub to: Word,
    /// What to say when there is less time.
    pub text: Word,
    /// The protocol to look at instead: the name of its file without `.yaml`.
    pub suggest: Option<Word>,
}

/// Two dates whose order calls for words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "alert")]
pub struct RawAlert {
    /// The two dates in the order that calls for words.
    #[schemars(with = "Value<Alerting>")]
    pub when: Word,
    /// How urgent it is.
    #[schemars(extend("enum" = words(&LEVELS)))]
    pub level: Word,
    /// What to say.
    pub text: Word,
}
