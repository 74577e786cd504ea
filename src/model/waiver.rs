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
use crate::source::{Span, Spanned};
use crate::syntax::yaml::{Raw, Yaml};
use jiff::civil::Date;
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

/// A waiver as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWaiver {
    rule: Raw<String>,
    reason: Option<String>,
    until: Option<Raw<String>>,
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
        let names = Code::ALL.iter().filter(|code| code.may_be_waived()).map(|code| code.name());
        let near = did_you_mean(&name, names);
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
