//! What stands on paper, as written: fields, calls, medicine boxes.
//!
//! Never: where on the paper.

use super::Word;
use super::value::Value;
use crate::model::protocol::grammar::FieldScale;
use crate::model::protocol::phase::LEVELS;
use crate::model::protocol::shared::FIELD_TYPES;
use crate::model::shape::words;
use schemars::JsonSchema;
use serde::Deserialize;

/// Something that is written down.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "field")]
pub struct RawField {
    /// What it is called, short enough for the head of a column.
    pub label: Word,
    /// What is written: a tick, a time, a date, a number, a total (an empty box on paper), a number
    /// on a scale, one of several choices, or words.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = words(&FIELD_TYPES)))]
    pub kind: Word,
    /// The unit of a number or a total.
    #[schemars(extend("examples" = ["ml", "min", "kg"]))]
    pub unit: Option<Word>,
    /// The ends of a scale.
    #[schemars(with = "Option<Value<FieldScale>>")]
    pub scale: Option<Word>,
    /// What to choose from, for `type: choice`.
    #[serde(default)]
    pub choices: Vec<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
}

/// When to call, and whom. The number comes from `contacts:` in `content/site.yaml`, by the level.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "call")]
pub struct RawCall {
    /// How urgent it is. Left out where the call only adds items to a shared one of the same name.
    #[schemars(extend("enum" = words(&LEVELS)))]
    pub level: Option<Word>,
    /// What to do and when, as a sentence that the items end: `Call emergency services if`.
    pub title: Option<Word>,
    /// Whom it is about: `your baby`.
    pub about: Option<Word>,
    /// The signs, each in the words of the person who sees them.
    pub items: Vec<Word>,
}

/// Empty boxes for a medicine. The prescriber fills them in; there is no key for an amount.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "medicine")]
pub struct RawMedicine {
    /// What the medicine is for.
    pub purpose: Word,
    /// What is asked before it is begun.
    #[serde(default)]
    pub questions: Vec<Word>,
    /// What to watch for.
    #[serde(default)]
    pub warnings: Vec<Word>,
    /// A note for the reader.
    pub note: Option<Word>,
}
