//! What is done, as written: people, sorts of activity, activities, stages.
//!
//! Never: on which day it is done.

use super::Word;
use super::value::{Cited, Name, Value};
use crate::model::protocol::activity::SIDES;
use crate::model::protocol::grammar::{BlockList, Count, DayCount, Every, Names, Nights};
use crate::model::shape::words;
use crate::schedule::{ClockTime, DateExpr, DayRule, Length, Minutes};
use schemars::JsonSchema;
use serde::Deserialize;

/// One of several people on one plan.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "person")]
pub struct RawPerson {
    /// How the person is called on the sheets: `Partner`.
    pub label: Word,
}

/// A sort of activity.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "kind")]
pub struct RawKind {
    /// What a session of this sort is called.
    pub label: Word,
    /// What it is called where there is little room.
    pub short: Option<Word>,
    /// Whether its sessions count for the number in 24 hours and for the longest gap.
    #[serde(default)]
    pub counts: bool,
    /// What one session writes down: names from `fields:`.
    #[serde(default)]
    pub records: Vec<Word>,
}

/// Something to do. When: at its own pace (`every`, `per_24h`, `times`), in stages (`ramp`), with
/// another activity (`after`, `before`), or in the place of one (`replaces`). Without any of these
/// it stands on paper and not in the day.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "activity")]
pub struct RawActivity {
    /// What it is called, as something to do: `Pump both sides`.
    pub title: Word,
    /// Its sort: a name from `kinds:`.
    #[schemars(with = "Name")]
    pub kind: Word,
    /// Who does it: a name from `people:`.
    #[schemars(with = "Option<Name>")]
    pub who: Option<Word>,
    /// How much time lies between the beginnings of two sessions.
    #[schemars(with = "Option<Cited<Every>>")]
    pub every: Option<Word>,
    /// How many sessions there are in 24 hours.
    #[schemars(with = "Option<Cited<Count>>")]
    pub per_24h: Option<Word>,
    /// How many of them are at night, at least.
    #[schemars(with = "Option<Value<Nights>>")]
    pub at_night: Option<Word>,
    /// The times of day at which it is done. In quotes, or YAML may take them for something else.
    #[serde(default)]
    #[schemars(with = "Vec<Value<ClockTime>>")]
    pub times: Vec<Word>,
    /// It is done right after these activities: names, separated by commas.
    #[schemars(with = "Option<Value<Names>>")]
    pub after: Option<Word>,
    /// It is done right before these activities: names, separated by commas.
    #[schemars(with = "Option<Value<Names>>")]
    pub before: Option<Word>,
    /// The activity in whose place it is done. `per_24h` says how often a day; without it, once.
    #[schemars(with = "Option<Name>")]
    pub replaces: Option<Word>,
    /// How long one session takes.
    #[schemars(with = "Option<Cited<Length>>")]
    pub duration: Option<Word>,
    /// Minutes on and off in turn, in the place of `duration`.
    #[schemars(with = "Option<Cited<BlockList>>")]
    pub blocks: Option<Word>,
    /// What the blocks add up to, for checking.
    #[schemars(with = "Option<Value<Minutes>>")]
    pub total: Option<Word>,
    /// What the blocks that are on add up to, for checking.
    #[schemars(with = "Option<Value<Minutes>>")]
    pub total_on: Option<Word>,
    /// Stages that follow each other. Each says for itself how often and how long.
    #[serde(default)]
    pub ramp: Vec<RawStage>,
    /// On which days of the phase it is done; without it, on each.
    #[schemars(with = "Option<Value<DayRule>>")]
    pub days: Option<Word>,
    /// The first day on which it is no longer done.
    #[schemars(with = "Option<Value<DateExpr>>")]
    pub until: Option<Word>,
    /// Which sides: one, both, one each time in turn, or the other at half time.
    #[schemars(extend("enum" = words(&SIDES)))]
    pub sides: Option<Word>,
    /// When it is done at all: `your baby is willing`.
    pub only_if: Option<Word>,
    /// When to pause it.
    #[serde(default)]
    pub pause_if: Vec<Word>,
    /// How it is done, step by step.
    #[serde(default)]
    pub how: Vec<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
    /// A note for clinicians: disputes, confidence. A warning never stands here alone.
    pub clinician_note: Option<Word>,
}

/// One stage of a ramp.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "stage")]
pub struct RawStage {
    /// How many days the stage lasts. The last stage may go without: it goes on.
    #[serde(rename = "for")]
    #[schemars(with = "Option<Value<DayCount>>")]
    pub length: Option<Word>,
    /// How much time lies between the beginnings of two sessions.
    #[schemars(with = "Option<Cited<Every>>")]
    pub every: Option<Word>,
    /// How many sessions there are in 24 hours.
    #[schemars(with = "Option<Cited<Count>>")]
    pub per_24h: Option<Word>,
    /// How many of them are at night, at least.
    #[schemars(with = "Option<Value<Nights>>")]
    pub at_night: Option<Word>,
    /// How long one session takes.
    #[schemars(with = "Option<Cited<Length>>")]
    pub duration: Option<Word>,
}
