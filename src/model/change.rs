//! What changed on a page, and why: `changes:` in its front matter.
//!
//! Readers who come back, and those who follow the feed, want to know what is
//! different and for what reason. The day alone says neither, so a change is a
//! day with a sentence:
//!
//! ```yaml
//! changes:
//!   - {date: 2026-12-01, reason: "A new guideline changes how long to rest."}
//! ```
//!
//! Never: the text that changed, the feed, the day of the build.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::page::date;
use crate::model::shape::Day;
use crate::syntax::yaml::{Raw, Yaml};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

/// A change of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day.
    pub date: Date,
    /// What changed and why, as readers get it.
    pub reason: String,
}

/// A change of a page that readers should know of.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "change")]
pub(super) struct RawChange {
    /// The day of the change.
    #[schemars(with = "Day")]
    date: Raw<String>,
    /// What changed and why, in a sentence for readers. The page and the feed show it.
    #[schemars(extend("examples" = ["A new guideline changes how long to rest."]))]
    reason: Raw<String>,
}

/// The good ones of a list of changes, the newest first; those of one day stay in the order of the file.
/// What is wrong with the others was said.
pub(super) fn changes(raw: &[RawChange], yaml: &Yaml<'_>, diags: &mut Diagnostics) -> Vec<Change> {
    let mut changes: Vec<Change> = raw.iter().filter_map(|raw| change(raw, yaml, diags)).collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes
}

fn change(raw: &RawChange, yaml: &Yaml<'_>, diags: &mut Diagnostics) -> Option<Change> {
    let date = date(&yaml.place(&raw.date), diags);
    let reason = raw.reason.value.split_whitespace().collect::<Vec<_>>().join(" ");
    if !reason.chars().any(char::is_alphabetic) || reason.chars().any(char::is_control) {
        diags.push(
            Diagnostic::new(Code::InvalidValue, yaml.span(&raw.reason), "this change has no reason that can be read")
                .help("say in a sentence what changed and why, or leave the change out"),
        );
        return None;
    }
    Some(Change { date: date?.value, reason })
}
