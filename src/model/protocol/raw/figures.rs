//! What is calculated with, as written: inputs, quantities, tapers.
//!
//! Never: the calculation.

use super::Word;
use super::value::{Cited, Name, Value};
use crate::model::protocol::figure::{MISSING, TYPES};
use crate::model::protocol::grammar::{Cuts, DayCounts, Quantified};
use crate::model::shape::words;
use crate::schedule::{Amount, DateExpr, Formula, Rounding, Unit};
use schemars::JsonSchema;
use serde::Deserialize;

/// A value that the person brings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "input")]
pub struct RawInput {
    /// What the value is called: `Baby's weight`.
    pub label: Word,
    /// What sort of value it is.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = words(&TYPES)))]
    pub kind: Word,
    /// The unit of a number.
    #[schemars(with = "Option<Value<Unit>>")]
    pub unit: Option<Word>,
    /// What is possible, in the same unit. Anything else is taken for a slip.
    #[schemars(with = "Option<Value<Quantified>>")]
    pub range: Option<Word>,
    /// The answers to choose from, for `type: choice`.
    #[serde(default)]
    pub choices: Vec<Word>,
    /// Whether the plan cannot be dated without it.
    #[serde(default)]
    pub required: bool,
    /// The value where nobody gives one.
    #[schemars(with = "Option<Value<Amount>>")]
    pub default: Option<Word>,
    /// What to do where it is missing: print an empty box, ask for it, or leave out what needs it.
    #[schemars(extend("enum" = words(&MISSING)))]
    pub missing: Option<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
}

/// A value that is worked out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "quantity")]
pub struct RawQuantity {
    /// What the value is called.
    pub label: Word,
    /// How it is worked out, from numbers, inputs and other quantities.
    #[schemars(with = "Value<Formula>")]
    pub formula: Word,
    /// How it is rounded. The sheet shows both.
    #[schemars(with = "Option<Value<Rounding>>")]
    pub round: Option<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
}

/// Something that is given less of, step by step, while its gates stay open.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "taper")]
pub struct RawTaper {
    /// What it is called.
    pub title: Word,
    /// The day of the first step.
    #[schemars(with = "Value<DateExpr>")]
    pub starts: Word,
    /// What is given less of: a name from `inputs:`.
    #[schemars(with = "Name")]
    pub amount: Word,
    /// What each step takes off the whole day. The last one goes on.
    #[schemars(with = "Cited<Cuts>")]
    pub steps: Word,
    /// How long each level stays. The last one goes on.
    #[schemars(with = "Cited<DayCounts>")]
    pub each_level: Word,
    /// What must be true before each step. Each line gets a box to tick.
    #[serde(default)]
    pub gates: Vec<Word>,
    /// What to do when one of them is in doubt.
    pub if_unsure: Option<Word>,
    /// What to do when things get worse.
    pub if_worse: Option<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
}
