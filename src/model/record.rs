//! Approvals, as they are kept: one file for each text, in `content/reviews/`.
//!
//! Nothing else makes a text approved. A record says who read it and when, and
//! holds the text itself as it was then, with its fingerprint; so anybody can
//! see what was approved, and what changed since, without old versions of the
//! site. One file for each text never clashes with another when two people's
//! work is merged. `latchwork review` writes it; it is no signature, and does
//! not replace the one on paper.
//!
//! ```yaml
//! of: content/equipment/pump.md
//! reviewers:
//!   - {name: "A. Example", credentials: "RN, IBCLC", on: 2026-11-02}
//! hash: "64 digits"
//! text: |
//!   # Pump
//!   …
//! ```
//!
//! Never: what the text says now.

use super::wording::{fingerprint, unseen};
use super::{CONTENT, REVIEWS, page};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{FileId, Sources};
use crate::syntax::yaml::{Raw, Yaml};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The approval of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The file of the page or the protocol: `content/equipment/pump.md`.
    pub of: String,
    /// Who read all of this text and agreed; never none.
    pub reviewers: Vec<Reviewer>,
    /// The text that they read.
    pub text: String,
}

/// Who approved a text, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    /// Their name.
    pub name: String,
    /// What makes them competent: `RN, IBCLC`.
    pub credentials: String,
    /// The day on which they had read it.
    pub on: Date,
}

impl Reviewer {
    /// The name with the credentials, as it is printed.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}, {}", self.name, self.credentials)
    }
}

impl Record {
    /// The last day on which somebody had read it.
    #[must_use]
    pub fn on(&self) -> Date {
        self.reviewers.iter().map(|reviewer| reviewer.on).max().unwrap_or(Date::ZERO)
    }

    /// Its file.
    #[must_use]
    pub fn yaml(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut out = String::from(
            "# An approval. `latchwork review` writes this file, and nobody edits it: below stands the text as it was read.\n",
        );
        let _ = writeln!(out, "of: {}\nreviewers:", quoted(&self.of));
        for Reviewer { name, credentials, on } in &self.reviewers {
            let _ = writeln!(out, "  - {{name: {}, credentials: {}, on: {on}}}", quoted(name), quoted(credentials));
        }
        let _ = writeln!(out, "hash: \"{}\"\ntext: |", fingerprint(&self.text));
        for line in self.text.lines() {
            let _ = writeln!(out, "  {line}");
        }
        out
    }
}

/// Where the approval of a file of `content/` is kept: `content/reviews/equipment/pump.yaml`.
#[must_use]
pub fn path(of: &str) -> String {
    let inner = of.strip_prefix(CONTENT).unwrap_or(of);
    let stem = inner.strip_suffix(".md").or_else(|| inner.strip_suffix(".yaml")).unwrap_or(inner);
    format!("{REVIEWS}{stem}.yaml")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRecord {
    of: Raw<String>,
    reviewers: Vec<RawReviewer>,
    hash: Raw<String>,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReviewer {
    name: Raw<String>,
    credentials: Raw<String>,
    on: Raw<String>,
}

/// All records of a site, by the file that they are of. One that is not good approves nothing.
pub fn parse(sources: &Sources, diags: &mut Diagnostics) -> BTreeMap<String, Record> {
    let mut records = BTreeMap::new();
    for (id, source) in sources.below(REVIEWS).filter(|(_, source)| source.path.strip_suffix(".yaml").is_some()) {
        let Some(record) = source.text().and_then(|text| one(id, &source.path, text, diags)) else { continue };
        if sources.find(&record.of).is_none() {
            let message = format!("this approves {}, which is not there", record.of);
            diags.push(
                Diagnostic::new(Code::StrayReviewRecord, Place::File(source.path.clone()), message)
                    .help("delete it; a page that was renamed has to be approved under its new name"),
            );
        }
        records.insert(record.of.clone(), record);
    }
    records
}

fn one(file: FileId, at: &str, text: &str, diags: &mut Diagnostics) -> Option<Record> {
    let yaml = Yaml::whole(file, text);
    let raw: RawRecord = yaml.parse(diags)?;
    let mut broken = Vec::new();
    if path(&raw.of.value) != at || !raw.of.value.starts_with(CONTENT) {
        broken.push((yaml.span(&raw.of), format!("this is not the place of an approval of {}", raw.of.value)));
    }
    if fingerprint(&raw.text) != raw.hash.value {
        broken.push((yaml.span(&raw.hash), "this approval was changed by hand: its text has another hash".to_owned()));
    }
    if raw.reviewers.is_empty() {
        broken.push((yaml.span(&raw.of), "this approval names nobody who gave it".to_owned()));
    }
    for blank in raw.reviewers.iter().flat_map(|raw| [&raw.name, &raw.credentials]).filter(|raw| is_blank(&raw.value)) {
        broken.push((yaml.span(blank), "a reviewer has a name and credentials".to_owned()));
    }
    let reviewers: Vec<Reviewer> = raw
        .reviewers
        .iter()
        .filter_map(|raw| {
            let on = page::date(&yaml.place(&raw.on), diags)?.value;
            Some(Reviewer { name: raw.name.value.clone(), credentials: raw.credentials.value.clone(), on })
        })
        .collect();
    let good = broken.is_empty() && reviewers.len() == raw.reviewers.len();
    for (span, message) in broken {
        diags.push(
            Diagnostic::new(Code::BrokenReviewRecord, span, message)
                .help("put the file back as it was, or delete it and have the text approved again"),
        );
    }
    good.then_some(Record { of: raw.of.value, reviewers, text: raw.text })
}

/// Whether a name or credentials say nothing.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic) || text.contains(unseen)
}
