//! The shape of a protocol file, as written.
//!
//! One struct for each group of lines, soft inside: every value with a rule is a
//! text with its place, so that one slip does not hide the next. What the texts
//! mean is judged by the files beside this one. These structs are also what
//! `latchwork schema protocol` describes, so their comments are for editors.
//!
//! No `flatten`, no `untagged`: places get lost inside them.
//!
//! Never: defaults with a meaning, rules.

use super::entries::Entries;
use crate::syntax::yaml::Raw;
use serde::Deserialize;

/// A text with its place.
pub(super) type Word = Raw<String>;

/// A protocol file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProtocol {
    pub title: Word,
    pub summary: Word,
    pub version: Word,
    pub status: Word,
    #[serde(default)]
    pub audience: Vec<Word>,
    pub for_whom: Option<Word>,
    pub reviewed: Option<Word>,
    pub review_due: Option<Word>,
    #[serde(default)]
    pub reviewers: Vec<Word>,
    pub counting: Word,
    #[serde(default, rename = "use")]
    pub uses: Vec<Word>,
    pub plan_end: Option<Word>,
    pub longest_gap: Option<Word>,
    pub anchors: Entries<RawAnchor>,
    #[serde(default)]
    pub people: Entries<RawPerson>,
    #[serde(default)]
    pub kinds: Entries<RawKind>,
    #[serde(default)]
    pub fields: Entries<RawField>,
    #[serde(default)]
    pub log: Vec<Word>,
    #[serde(default)]
    pub daily: Vec<Word>,
    #[serde(default)]
    pub weekly: Vec<Word>,
    #[serde(default)]
    pub visit_form: Vec<Word>,
    #[serde(default)]
    pub before: Vec<Word>,
    #[serde(default)]
    pub inputs: Entries<RawInput>,
    #[serde(default)]
    pub conversions: Entries<Word>,
    #[serde(default)]
    pub quantities: Entries<RawQuantity>,
    pub phases: Entries<RawPhase>,
    pub activities: Entries<RawActivity>,
    #[serde(default)]
    pub tapers: Entries<RawTaper>,
    #[serde(default)]
    pub checkpoints: Entries<RawCheckpoint>,
    #[serde(default)]
    pub needs: Vec<RawNeed>,
    #[serde(default)]
    pub alerts: Vec<RawAlert>,
    #[serde(default)]
    pub calls: Entries<RawCall>,
    #[serde(default)]
    pub medicines: Entries<RawMedicine>,
    #[serde(default)]
    pub medicine_boxes: Vec<Word>,
    #[serde(default)]
    pub equipment: Vec<Word>,
    #[serde(default)]
    pub expect: Vec<Word>,
}

/// Blocks that several protocols use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawShared {
    #[serde(default)]
    pub kinds: Entries<RawKind>,
    #[serde(default)]
    pub fields: Entries<RawField>,
    #[serde(default)]
    pub log: Vec<Word>,
    #[serde(default)]
    pub daily: Vec<Word>,
    #[serde(default)]
    pub weekly: Vec<Word>,
    #[serde(default)]
    pub visit_form: Vec<Word>,
    #[serde(default)]
    pub calls: Entries<RawCall>,
    #[serde(default)]
    pub medicines: Entries<RawMedicine>,
    #[serde(default)]
    pub medicine_boxes: Vec<Word>,
    #[serde(default)]
    pub equipment: Vec<Word>,
}

/// A date that other dates hang on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAnchor {
    pub label: Word,
    pub known: Word,
    pub default: Option<Word>,
    #[serde(default)]
    pub optional: bool,
    pub replaces: Option<Word>,
    #[serde(default)]
    pub before: Vec<Word>,
    pub note: Option<Word>,
}

/// One of several people on one plan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPerson {
    pub label: Word,
}

/// A sort of activity.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawKind {
    pub label: Word,
    pub short: Option<Word>,
    #[serde(default)]
    pub counts: bool,
    #[serde(default)]
    pub records: Vec<Word>,
}

/// Something that is written down.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawField {
    pub label: Word,
    #[serde(rename = "type")]
    pub kind: Word,
    pub unit: Option<Word>,
    pub scale: Option<Word>,
    #[serde(default)]
    pub choices: Vec<Word>,
    pub note: Option<Word>,
}

/// A value that the person brings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInput {
    pub label: Word,
    #[serde(rename = "type")]
    pub kind: Word,
    pub unit: Option<Word>,
    pub range: Option<Word>,
    #[serde(default)]
    pub choices: Vec<Word>,
    #[serde(default)]
    pub required: bool,
    pub default: Option<Word>,
    pub missing: Option<Word>,
    pub note: Option<Word>,
}

/// A value that is worked out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawQuantity {
    pub label: Word,
    pub formula: Word,
    pub round: Option<Word>,
    pub note: Option<Word>,
}

/// A stretch of days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhase {
    pub title: Word,
    pub summary: Option<Word>,
    pub from: Word,
    pub to: Option<Word>,
    pub until: Option<Word>,
    #[serde(rename = "for")]
    pub length: Option<Word>,
    #[serde(default)]
    pub optional: bool,
    pub instead_of: Option<Word>,
    #[serde(default)]
    pub alongside: Vec<Word>,
    #[serde(default, rename = "do")]
    pub activities: Vec<Word>,
    #[serde(default)]
    pub forbids: Vec<Word>,
    #[serde(default)]
    pub enter: Vec<Word>,
    #[serde(default)]
    pub leave: Vec<Word>,
    pub then: Option<Word>,
    #[serde(default)]
    pub medicines: Vec<Word>,
    #[serde(default)]
    pub equipment: Vec<Word>,
    pub note: Option<Word>,
    pub clinician_note: Option<Word>,
}

/// Something to do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawActivity {
    pub title: Word,
    pub kind: Word,
    pub who: Option<Word>,
    pub every: Option<Word>,
    pub per_24h: Option<Word>,
    pub at_night: Option<Word>,
    #[serde(default)]
    pub times: Vec<Word>,
    pub after: Option<Word>,
    pub before: Option<Word>,
    pub replaces: Option<Word>,
    pub duration: Option<Word>,
    pub blocks: Option<Word>,
    pub total: Option<Word>,
    pub total_on: Option<Word>,
    #[serde(default)]
    pub ramp: Vec<RawStage>,
    pub days: Option<Word>,
    pub until: Option<Word>,
    pub sides: Option<Word>,
    pub only_if: Option<Word>,
    #[serde(default)]
    pub pause_if: Vec<Word>,
    #[serde(default)]
    pub how: Vec<Word>,
    pub note: Option<Word>,
    pub clinician_note: Option<Word>,
}

/// One stage of a ramp.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStage {
    #[serde(rename = "for")]
    pub length: Option<Word>,
    pub every: Option<Word>,
    pub per_24h: Option<Word>,
    pub at_night: Option<Word>,
    pub duration: Option<Word>,
}

/// A stepwise reduction.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTaper {
    pub title: Word,
    pub starts: Word,
    pub amount: Word,
    pub steps: Word,
    pub each_level: Word,
    #[serde(default)]
    pub gates: Vec<Word>,
    pub if_unsure: Option<Word>,
    pub if_worse: Option<Word>,
    pub note: Option<Word>,
}

/// A planned contact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCheckpoint {
    pub title: Word,
    #[serde(default)]
    pub on: Vec<Word>,
    pub every: Option<Word>,
    pub from: Option<Word>,
    pub to: Option<Word>,
    pub until: Option<Word>,
    pub only_if: Option<Word>,
    pub with: Option<Word>,
    #[serde(default)]
    pub bring: Vec<Word>,
    pub note: Option<Word>,
}

/// The time that a protocol needs between two dates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNeed {
    pub at_least: Word,
    pub from: Word,
    pub to: Word,
    pub text: Word,
    pub suggest: Option<Word>,
}

/// Two dates whose order calls for words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAlert {
    pub when: Word,
    pub level: Word,
    pub text: Word,
}

/// When to call, and whom.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCall {
    pub level: Option<Word>,
    pub title: Option<Word>,
    pub about: Option<Word>,
    pub items: Vec<Word>,
}

/// Empty boxes for a medicine. There is no key for an amount.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMedicine {
    pub purpose: Word,
    #[serde(default)]
    pub questions: Vec<Word>,
    #[serde(default)]
    pub warnings: Vec<Word>,
    pub note: Option<Word>,
}
