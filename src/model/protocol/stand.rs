//! A protocol's text as it is reviewed, and where it stands.
//!
//! A protocol is reviewed as it is written, because it is written to be read:
//! its file and the shared blocks that it takes over, without comments, then the
//! clinic's own values, the numbers to call, and the sources. The engine and the
//! sheets see only what comes of it, so a plan that was changed prints with the
//! same mark as one that nobody has read.
//!
//! A translation stands for itself. Its text is its own files, and after them all
//! of the original, whose values its readers follow: whatever changes there takes
//! the approval of the translation back as well.
//!
//! Never: what a line means.

use super::file::{Due, ProtocolFile};
use crate::diag::Diagnostics;
use crate::model::bibliography::Bibliography;
use crate::model::page;
use crate::model::policy;
use crate::model::record::{Record, Reviewer};
use crate::model::settings::Settings;
use crate::model::standing::{Declared, Standing};
use crate::model::wording::{Kind, Wording, plain, unseen};
use crate::model::{PROTOCOLS, SETTINGS, SHARED};
use crate::schedule::Status;
use crate::source::Sources;
use crate::syntax::directive::Urgency;
use std::collections::BTreeMap;

/// Settles where a protocol stands: by its own word, the record of its approval, and the policy.
pub(in crate::model) fn stand(
    protocol: &mut ProtocolFile,
    sources: &Sources,
    settings: &Settings,
    bibliography: &Bibliography,
    records: &BTreeMap<String, Record>,
    diags: &mut Diagnostics,
) {
    let path = &sources.get(protocol.file).path;
    let record = records.get(path);
    let standing =
        Standing::new(declared(protocol, settings), record, || wording(protocol, sources, settings, bibliography));
    if let Some(finding) = standing.finding(path) {
        diags.push(finding);
    }
    let review = &mut protocol.review;
    review.reviewed = standing.reviewed;
    review.reviewers = standing.reviewers.iter().map(Reviewer::label).collect();
    let written = review.due.filter(|due| Some(due.value) == standing.due);
    review.due = written.or_else(|| standing.due.map(|value| Due { value, span: None }));
    review.version = standing.version;
    // An approval of the past does not bring a protocol back that was withdrawn since.
    if protocol.is_withdrawn() {
        return;
    }
    protocol.core.status = match standing.status {
        page::Status::Approved => Status::Approved,
        page::Status::ChangedSinceApproval => Status::ChangedSinceApproval,
        page::Status::Draft | page::Status::Submitted | page::Status::UnderReview => protocol.core.status,
    };
}

/// What a protocol's file and the policy say about its review.
#[must_use]
pub fn declared(protocol: &ProtocolFile, settings: &Settings) -> Declared {
    Declared {
        status: page_status(protocol.core.status),
        due: protocol.review.due.filter(|due| due.span.is_some()).map(|due| due.value),
        months: settings.review.months(policy::PROTOCOL),
    }
}

/// The status of a protocol as that of a page. One that was taken back stands as low as a draft.
#[must_use]
pub fn page_status(status: Status) -> page::Status {
    match status {
        Status::Draft | Status::Withdrawn => page::Status::Draft,
        Status::Submitted => page::Status::Submitted,
        Status::UnderReview => page::Status::UnderReview,
        Status::Approved => page::Status::Approved,
        Status::ChangedSinceApproval => page::Status::ChangedSinceApproval,
    }
}

/// Its text as it is reviewed.
#[must_use]
pub fn wording(
    protocol: &ProtocolFile,
    sources: &Sources,
    settings: &Settings,
    bibliography: &Bibliography,
) -> Wording {
    let mut wording = Wording::default();
    let text = |path: &str| sources.find(path).and_then(|id| sources.get(id).text()).unwrap_or_default();
    // Who approves a translation has read it beside its original.
    let endings = protocol.lang.iter().map(|lang| format!(".{lang}.yaml")).chain([".yaml".to_owned()]);
    for ending in endings {
        let plan = format!("{PROTOCOLS}{}{ending}", protocol.id());
        let shared = protocol.uses.iter().map(|name| format!("{SHARED}{name}{ending}"));
        for path in [plan].into_iter().chain(shared) {
            wording.put(Kind::Heading(1), path.as_str());
            file(text(&path), &mut wording);
        }
    }
    wording.put(Kind::Heading(1), SETTINGS);
    for own in settings.own_values(protocol.id()) {
        wording.put(Kind::Text, plain(&format!("{}: {}", own.path.value, own.value.value)));
    }
    for level in Urgency::ALL.into_iter().filter(|level| protocol.calls.iter().any(|call| call.level == *level)) {
        let contact = settings.contacts.by(level);
        let note = contact.note.as_deref().unwrap_or_default();
        let word = match level {
            Urgency::Emergency => "emergency",
            Urgency::Urgent => "urgent",
            Urgency::NonUrgent => "routine",
        };
        wording.put(Kind::Text, plain(&format!("{word}: {}: {} {note}", contact.label, contact.number)));
    }
    let mut cited: Vec<usize> = protocol.cites.iter().filter_map(|key| bibliography.find(&key.value)).collect();
    cited.sort_unstable();
    cited.dedup();
    wording.cite(bibliography, &cited);
    wording
}

/// Keys of the file that say how far its review is, which is not a part of what is reviewed.
const NOT_READ: [&str; 2] = ["status:", "review_due:"];

/// A file of YAML: a heading for each group of keys, a paragraph for each key in it.
fn file(text: &str, wording: &mut Wording) {
    let mut open = false;
    for line in text.lines() {
        let line = line.trim_end().replace(unseen, " ");
        let (bare, room) = (line.trim_start(), line.len() - line.trim_start().len());
        if bare.is_empty() || bare.starts_with('#') || NOT_READ.iter().any(|key| line.starts_with(key)) {
            continue;
        }
        if room == 0 && bare.ends_with(':') {
            wording.put(Kind::Heading(2), bare.trim_end_matches(':'));
            open = false;
        } else if let Some(paragraph) = wording.paragraphs.last_mut().filter(|_| open && room > 2) {
            paragraph.text.push('\n');
            paragraph.text.push_str(&line);
        } else {
            wording.put(Kind::Text, line);
            open = true;
        }
    }
}
