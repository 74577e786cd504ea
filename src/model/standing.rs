//! Where a text stands in its review.
//!
//! Three things settle it, in this order: what its file says (a draft stays a
//! draft), the record of its approval, and whether the text is still the one
//! that was approved. Pages and protocols are judged by the same rule.
//!
//! Never: the day, how a text comes about.

use super::difference::Difference;
use super::page::Status;
use super::record::{Record, Reviewer};
use super::wording::{Wording, fingerprint};
use crate::diag::{Code, Diagnostic, Place};
use jiff::Span;
use jiff::civil::Date;

/// Where a text stands in its review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How far its review is.
    pub status: Status,
    /// Who approved it, or the text that it was before.
    pub reviewers: Vec<Reviewer>,
    /// When they did, at the latest.
    pub reviewed: Option<Date>,
    /// When it has to be read again.
    pub due: Option<Date>,
    /// The fingerprint of the text that was approved.
    pub version: Option<String>,
    /// What changed since.
    pub change: Option<Difference>,
}

/// What a text's own file and the site's policy say.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// How far its review is, an approval left aside.
    pub status: Status,
    /// The day by which it has to be read again.
    pub due: Option<Date>,
    /// For how many months a review of such a text is good.
    pub months: u32,
}

impl Standing {
    /// Judges a text. `wording` is asked for only where there is a record to compare with.
    pub fn new(declared: Declared, record: Option<&Record>, wording: impl FnOnce() -> Wording) -> Self {
        let record = record.filter(|_| declared.status != Status::Draft);
        let Some(record) = record else {
            let Declared { status, due, months: _ } = declared;
            return Self { status, reviewers: Vec::new(), reviewed: None, due, version: None, change: None };
        };
        let now = wording().text();
        let change = (now != record.text).then(|| Difference::new(&record.text, &now));
        let on = record.on();
        // A day that this review has met is over; from then on the policy counts.
        let due = declared.due.filter(|due| *due > on);
        Self {
            status: if change.is_some() { Status::ChangedSinceApproval } else { Status::Approved },
            reviewers: record.reviewers.clone(),
            reviewed: Some(on),
            due: due.or_else(|| on.checked_add(Span::new().months(declared.months)).ok()),
            version: Some(fingerprint(&record.text)),
            change,
        }
    }

    /// The finding for a text that is not the one that was approved.
    #[must_use]
    pub fn finding(&self, path: &str) -> Option<Diagnostic> {
        let (change, on) = (self.change.as_ref()?, self.reviewed?);
        let message = format!("this was changed since it was approved on {on}: {}", change.size());
        Some(
            Diagnostic::new(Code::ChangedSinceApproval, Place::File(path.to_owned()), message)
                .help(format!("`latchwork review {path} --diff` shows it; have it read again, then approve it")),
        )
    }
}

/// The finding for a text whose own file calls it approved.
#[must_use]
pub fn approval_by_hand(claim: crate::source::Span) -> Diagnostic {
    let message = "this calls itself approved, and only someone who has read it can approve it";
    Diagnostic::new(Code::ApprovalWithoutReviewer, claim, message)
        .help("write `status: under-review`; who has read it records that with `latchwork review FILE --by NAME`")
}
