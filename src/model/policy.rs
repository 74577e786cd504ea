//! How texts are reviewed: the policy of a site, `review:` in its settings.
//!
//! A review is good for a number of months, for some kinds of page fewer than
//! for others. A page may name its own day; this is for those that do not.
//!
//! Never: who reviews, pages.

use super::page::KINDS;
use super::protocol::Entries;
use super::shape::{PageFile, words};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Spanned;
use crate::syntax::yaml::{Raw, Yaml};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

/// How texts are reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether the site says so itself, and so is held to it.
    pub stated: bool,
    /// How many months a review is good for.
    pub months: u32,
    /// The same for kinds of page, by their word; protocols are `protocol`.
    pub by_kind: Vec<(String, u32)>,
    /// The file of the page that says how pages are reviewed.
    pub page: Option<Spanned<String>>,
}

/// The kind that protocols have here.
pub const PROTOCOL: &str = "protocol";

/// A year, in months.
const USUAL: u32 = 12;
/// The most that may be asked for: a hundred years. Beyond some thousands of them there is no date.
const MOST: u32 = 1200;

impl Default for Policy {
    fn default() -> Self {
        Self { stated: false, months: USUAL, by_kind: Vec::new(), page: None }
    }
}

impl Policy {
    /// How many months a review of this kind of text is good for.
    #[must_use]
    pub fn months(&self, kind: &str) -> u32 {
        self.by_kind.iter().find(|(known, _)| known == kind).map_or(self.months, |(_, months)| *months)
    }
}

/// How pages are reviewed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "review")]
pub(super) struct RawPolicy {
    /// How many months a review is good for; without it, twelve.
    #[schemars(extend("minimum" = 1, "maximum" = MOST))]
    interval_months: Option<Raw<u32>>,
    /// The same for some kinds of page, each by the word that stands in its `kind:`; plans are `protocol`.
    #[serde(default)]
    #[schemars(extend("propertyNames" = kinds(), "additionalProperties" = json!({"type": "integer", "minimum": 1, "maximum": MOST}), "examples" = json!([{"medicine": 6, "protocol": 6}])))]
    by_kind: Entries<Raw<u32>>,
    /// The page that says how pages are reviewed: the path of its file from `content/`.
    #[schemars(with = "Option<PageFile>")]
    page: Option<Raw<String>>,
}

fn kinds() -> serde_json::Value {
    json!({"enum": known().collect::<Vec<_>>()})
}

fn known() -> impl Iterator<Item = &'static str> {
    words(&KINDS).into_iter().chain([PROTOCOL])
}

impl RawPolicy {
    pub(super) fn lower(self, yaml: &Yaml<'_>, diags: &mut Diagnostics) -> Policy {
        let mut months = |raw: &Raw<u32>| {
            let objection = match raw.value {
                0 => Some("a review is good for a month at least".to_owned()),
                value if value > MOST => Some(format!("a review is good for {MOST} months at most")),
                _ => None,
            };
            if let Some(message) = objection {
                diags.push(
                    Diagnostic::new(Code::InvalidValue, yaml.span(raw), message)
                        .help("write a number of months, such as `12`"),
                );
            }
            raw.value.clamp(1, MOST)
        };
        let usual = self.interval_months.as_ref().map_or(USUAL, &mut months);
        let by_kind: Vec<_> = self.by_kind.0.iter().map(|(kind, raw)| (yaml.place(kind), months(raw))).collect();
        for (kind, _) in by_kind.iter().filter(|(kind, _)| known().all(|word| word != kind.value)) {
            diags.push(
                Diagnostic::new(Code::UnknownValue, kind.span, format!("`{}` is no kind of page", kind.value))
                    .help(format!("write one of {}", known().collect::<Vec<_>>().join(", ")))
                    .help_maybe(did_you_mean(&kind.value, known())),
            );
        }
        Policy {
            stated: true,
            months: usual,
            by_kind: by_kind.into_iter().map(|(kind, months)| (kind.value, months)).collect(),
            page: self.page.map(|raw| yaml.place(&raw)),
        }
    }
}
