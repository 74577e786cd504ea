//! The shape of a protocol file, as written.
//!
//! One struct for each group of lines, soft inside: every value with a rule is a
//! text with its place, so that one slip does not hide the next. What the texts
//! mean is judged by the files beside this folder.
//!
//! The same structs are what `latchwork schema protocol` describes: a comment on
//! a field is what a person sees in an editor when the pointer rests on the key,
//! and `with` names the notation that the reader expects there.
//!
//! Here are the files as a whole; `when` has what lies in time, `doing` what is
//! done, `figures` what is calculated with, `paper` what is written down and whom
//! to call, `value` the values themselves, `translation` the words of another
//! language.
//!
//! No `flatten`, no `untagged`: places get lost inside them.
//!
//! Never: defaults with a meaning, rules.

mod doing;
mod figures;
mod paper;
mod translation;
mod value;
mod when;

pub(super) use doing::{RawActivity, RawKind, RawPerson, RawStage};
pub(super) use figures::{RawInput, RawQuantity, RawTaper};
pub(super) use paper::{RawCall, RawField, RawMedicine};
pub(super) use translation::{RawSharedTranslation, RawTranslation};
pub use translation::{shared_translation_schema, translation_schema};
pub(super) use when::{RawAlert, RawAnchor, RawCheckpoint, RawNeed, RawPhase};

use super::entries::Entries;
use super::grammar::CountingFrom;
use super::lower::{AUDIENCES, STATUSES};
use crate::model::shape::{Day, words};
use crate::schedule::{Amount, DateExpr, Minutes};
use crate::syntax::yaml::Raw;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::json;
use value::{Value, name};

/// The schema of a protocol file.
#[must_use]
pub fn schema(generator: SchemaGenerator) -> Schema {
    generator.into_root_schema_for::<RawProtocol>()
}

/// The schema of a file of shared blocks.
#[must_use]
pub fn shared_schema(generator: SchemaGenerator) -> Schema {
    generator.into_root_schema_for::<RawShared>()
}

/// A text with its place.
pub(super) type Word = Raw<String>;

/// A plan that a person follows: named dates, phases, what to do in them, contacts, and when to
/// call. The file's name, without `.yaml`, is the name of the protocol. Texts may end in their
/// source, `[@key]`; every number must, or in `{clinic}` for a default that the clinic confirms.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "A protocol of Latchwork")]
pub(super) struct RawProtocol {
    /// What the plan is called, on its page and on top of its sheets.
    pub title: Word,
    /// What the plan is, in one or two sentences.
    pub summary: Word,
    /// The version of the text, printed on every sheet. Raise it with every change that readers should notice.
    #[schemars(extend("examples" = ["1", "1.2"]))]
    pub version: Word,
    /// How far the review is. Whether a plan is approved does not stand here: `latchwork review` keeps
    /// that in `content/reviews/`.
    #[schemars(extend("enum" = words(&STATUSES)))]
    pub status: Word,
    /// Whom the words are for.
    #[serde(default)]
    #[schemars(extend("items" = json!({"type": "string", "enum": words(&AUDIENCES)})))]
    pub audience: Vec<Word>,
    /// Whom the plan suits, in their own words.
    pub for_whom: Option<Word>,
    /// The day by which it has to be read again. The build warns when it has passed. Without it, that
    /// many months after it was approved as `review:` in the settings says.
    #[schemars(with = "Option<Day>")]
    pub review_due: Option<Word>,
    /// Which date the days are counted from, and whether that day is day 0 or day 1.
    #[schemars(with = "Value<CountingFrom>")]
    pub counting: Word,
    /// Shared blocks to take over: names of files in `content/protocols/shared/`, without `.yaml`.
    /// Their calls, fields, kinds, medicines and equipment come first, this file's own follow.
    #[serde(default, rename = "use")]
    pub uses: Vec<Word>,
    /// The last day that is laid out, for phases without an end of their own.
    #[schemars(with = "Option<Value<DateExpr>>")]
    pub plan_end: Option<Word>,
    /// The longest time that may pass between two counted sessions. A plan that goes over it says so.
    #[schemars(with = "Option<Value<Minutes>>")]
    pub longest_gap: Option<Word>,
    /// The dates that everything else hangs on, each by a name of your own: `start`, `due`, `surgery`.
    #[schemars(extend("propertyNames" = name()))]
    pub anchors: Entries<RawAnchor>,
    /// The people on one plan, where more than one does something.
    #[serde(default)]
    #[schemars(extend("propertyNames" = name()))]
    pub people: Entries<RawPerson>,
    /// The sorts of activity: what a session is called, whether it counts, and what it writes down.
    #[serde(default)]
    #[schemars(extend("propertyNames" = name()))]
    pub kinds: Entries<RawKind>,
    /// Everything that can be written down, each by a name of your own.
    #[serde(default)]
    pub fields: Entries<RawField>,
    /// The columns of the day log after the time: names from `fields:`.
    #[serde(default)]
    pub log: Vec<Word>,
    /// What is written down once a day: names from `fields:`.
    #[serde(default)]
    pub daily: Vec<Word>,
    /// What is written down once a week: names from `fields:`.
    #[serde(default)]
    pub weekly: Vec<Word>,
    /// What is looked at in a visit, line by line.
    #[serde(default)]
    pub visit_form: Vec<Word>,
    /// What has to be true or done before the plan starts. Each line gets a box to tick.
    #[serde(default)]
    pub before: Vec<Word>,
    /// Values that the person brings, such as a weight.
    #[serde(default)]
    #[schemars(extend("propertyNames" = name()))]
    pub inputs: Entries<RawInput>,
    /// Other units to print beside those of the plan: `oz: 30 ml` says how much one ounce is.
    #[serde(default)]
    #[schemars(with = "Entries<Value<Amount>>")]
    pub conversions: Entries<Word>,
    /// Values that are worked out from the inputs.
    #[serde(default)]
    #[schemars(extend("propertyNames" = name()))]
    pub quantities: Entries<RawQuantity>,
    /// The stretches of days, each by a name of your own, in the order in which they are printed.
    #[schemars(extend("propertyNames" = name()))]
    pub phases: Entries<RawPhase>,
    /// What there is to do, each by a name of your own. Phases say which of them they `do`.
    #[schemars(extend("propertyNames" = name()))]
    pub activities: Entries<RawActivity>,
    /// Something that is given less of, step by step.
    #[serde(default)]
    #[schemars(extend("propertyNames" = name()))]
    pub tapers: Entries<RawTaper>,
    /// Planned contacts: visits, calls, decisions.
    #[serde(default)]
    #[schemars(extend("propertyNames" = name()))]
    pub checkpoints: Entries<RawCheckpoint>,
    /// The time that the plan needs between two dates, and what to say when there is less.
    #[serde(default)]
    pub needs: Vec<RawNeed>,
    /// What to say when two dates stand in an order that matters.
    #[serde(default)]
    pub alerts: Vec<RawAlert>,
    /// When to call, and whom. At least one must be an emergency, here or in a shared block.
    #[serde(default)]
    pub calls: Entries<RawCall>,
    /// Empty boxes for medicines. The prescriber fills them in; there is no key for an amount.
    #[serde(default)]
    pub medicines: Entries<RawMedicine>,
    /// The labels of the boxes that every medicine gets.
    #[serde(default)]
    pub medicine_boxes: Vec<Word>,
    /// What is needed.
    #[serde(default)]
    pub equipment: Vec<Word>,
    /// What may be expected, with its sources. Never a promise, never a date.
    #[serde(default)]
    pub expect: Vec<Word>,
}

/// Parts that several protocols have in common. The file stands in `content/protocols/shared/`, and a
/// protocol takes it over with `use: [name]`, the file's name without `.yaml`. A call of the same
/// name in the protocol adds its items; a kind, a field or a medicine of the same name takes the place.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Shared blocks of protocols of Latchwork")]
pub(super) struct RawShared {
    /// The sorts of activity: what a session is called, whether it counts, and what it writes down.
    #[serde(default)]
    #[schemars(extend("propertyNames" = name()))]
    pub kinds: Entries<RawKind>,
    /// Everything that can be written down, each by a name of your own.
    #[serde(default)]
    pub fields: Entries<RawField>,
    /// The columns of the day log after the time: names from `fields:`.
    #[serde(default)]
    pub log: Vec<Word>,
    /// What is written down once a day: names from `fields:`.
    #[serde(default)]
    pub daily: Vec<Word>,
    /// What is written down once a week: names from `fields:`.
    #[serde(default)]
    pub weekly: Vec<Word>,
    /// What is looked at in a visit, line by line.
    #[serde(default)]
    pub visit_form: Vec<Word>,
    /// When to call, and whom.
    #[serde(default)]
    pub calls: Entries<RawCall>,
    /// Empty boxes for medicines. The prescriber fills them in; there is no key for an amount.
    #[serde(default)]
    pub medicines: Entries<RawMedicine>,
    /// The labels of the boxes that every medicine gets.
    #[serde(default)]
    pub medicine_boxes: Vec<Word>,
    /// What is needed.
    #[serde(default)]
    pub equipment: Vec<Word>,
}
