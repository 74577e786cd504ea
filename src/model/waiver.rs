//! Waivers: a rule set aside in one file, for a reason and until a day.
//!
//! Rules of style are right nearly always. For the rest, a page says in its front
//! matter which rule it sets aside, why, and when somebody looks at it again:
//!
//! ```yaml
//! waive:
//!   - {rule: long-page, reason: one list that belongs together, until: 2027-05-01}
//! ```
//!
//! Rules that keep a reader safe cannot be waived.
//!
//! Never: whether a waiver is used, what day it is.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::page::date;
use crate::model::shape::Day;
use crate::source::{Span, Spanned};
use crate::syntax::yaml::{Raw, Yaml};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

/// A rule set aside.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// Which, and where that is written.
    pub rule: Code,
    /// The last day on which it counts.
    pub until: Spanned<Date>,
    /// Where the rule's name stands.
    pub span: Span,
}

/// A rule of style set aside, for a reason and until a day.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "waiver")]
pub(super) struct RawWaiver {
    /// The name of the rule, as it stands in brackets before the finding. Rules that keep readers safe cannot be set aside.
    #[schemars(extend("enum" = waivable()))]
    rule: Raw<String>,
    /// Why, in a few words.
    #[schemars(with = "String")]
    reason: Option<String>,
    /// The last day on which it counts.
    #[schemars(with = "Day")]
    until: Option<Raw<String>>,
}

/// The names of the rules that can be set aside.
fn waivable() -> Vec<&'static str> {
    Code::ALL.iter().filter(|code| code.may_be_waived()).map(|code| code.name()).collect()
}

/// The good ones of a list of waivers. What is wrong with the others was said.
pub(super) fn waivers(raw: &[RawWaiver], yaml: &Yaml<'_>, diags: &mut Diagnostics) -> Vec<Waiver> {
    raw.iter().filter_map(|raw| waiver(raw, yaml, diags)).collect()
}

fn waiver(raw: &RawWaiver, yaml: &Yaml<'_>, diags: &mut Diagnostics) -> Option<Waiver> {
    let Spanned { value: name, span } = yaml.place(&raw.rule);
    let mut bad = |message: String, help: String| {
        diags.push(Diagnostic::new(Code::BadWaiver, span, message).help(help));
    };
    let Some(&rule) = Code::ALL.iter().find(|code| code.name() == name) else {
        let near = did_you_mean(&name, waivable());
        bad(format!("there is no rule `{name}`"), near.unwrap_or_else(|| "`latchwork explain` lists them".to_owned()));
        return None;
    };
    if !rule.may_be_waived() {
        bad(format!("`{name}` cannot be waived"), "put right what it found, and take the waiver out".to_owned());
        return None;
    }
    if raw.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
        bad(format!("the waiver of `{name}` gives no reason"), "add `reason:` in a few words".to_owned());
        return None;
    }
    let Some(until) = &raw.until else {
        bad(format!("the waiver of `{name}` has no last day"), "add `until:` with a day: `2027-05-01`".to_owned());
        return None;
    };
    Some(Waiver { rule, until: date(&yaml.place(until), diags)?, span })
}
