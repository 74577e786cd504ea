//! Review: who looks after a page, and when it is read again.
//!
//! Dates are judged on every page. What a page has to have is asked of sites that
//! state a policy (`review:` in the settings); a site without one owes nothing.
//!
//! Never: whether the review was any good.

use super::Doc;
use super::token::sentences;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::page::{Kind, Page};
use jiff::{Span, ToSpan as _};

/// How long before its day a review is announced.
const SOON_DAYS: i64 = 60;
/// How many sentences the one thing to remember may have.
const KEY_SENTENCES: usize = 3;

/// Days that cannot be: due before the page was read or written, due later than the policy allows.
pub(super) fn dates(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((id, page)) = doc.page else { return };
    let standing = doc.site.standing(id);
    // A day that the last review has met counts no more.
    let Some(due) = page.front.review_due.as_ref().map(|due| due.value).filter(|due| Some(*due) == standing.due) else {
        return;
    };
    let Some(from) = standing.reviewed.or(page.front.updated) else { return };
    let months = doc.site.model.settings.review.months(page.front.kind.word());
    let mut wrong = |message: String, help: &str| {
        diags.push(Diagnostic::new(Code::ReviewDates, doc.key("review_due"), message).help(help));
    };
    if due < from {
        wrong(format!("the next review, {due}, is before {from}"), "set the day of the next review");
    } else if from.checked_add(Span::new().months(months)).is_ok_and(|last| due > last) {
        let plural = if months == 1 { "" } else { "s" };
        let message = format!("the next review, {due}, is more than {months} month{plural} after {from}");
        wrong(message, "bring it forward, or change `review:` in content/site.yaml");
    }
}

/// A page that explains its changes, and is newer than the newest of them.
pub(super) fn explained(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((_, page)) = doc.page else { return };
    let (Some(newest), Some(updated)) = (page.front.changes.first(), page.front.updated) else { return };
    if updated > newest.date {
        let message = format!("this page changed on {updated}, and its newest change is of {}", newest.date);
        diags.push(
            Diagnostic::new(Code::UnexplainedChange, doc.key("updated"), message)
                .help("add what changed and why to `changes:`, or take `updated:` out: the newest change counts"),
        );
    }
}

/// A review that will soon be due. One that is overdue was told when its standing was settled.
pub(super) fn soon(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((id, page)) = doc.page else { return };
    let Some(due) = doc.site.standing(id).due.filter(|due| *due >= doc.site.today) else { return };
    if doc.site.today.checked_add(SOON_DAYS.days()).is_ok_and(|soon| due <= soon) {
        let written = page.front.review_due.as_ref().filter(|written| written.value == due);
        let place = written.map_or_else(|| doc.key("title"), |written| written.span);
        let path = &doc.site.sources.get(doc.file).path;
        diags.push(Diagnostic::new(Code::ReviewSoon, place, format!("the review of this page is due on {due}")).help(
            format!(
                "ask its reviewers now, then run `latchwork review {path} --by NAME`, or set the next `review_due:`"
            ),
        ));
    }
}

/// What a page under review does not say.
pub(super) fn complete(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((id, page)) = doc.page else { return };
    if !doc.site.model.settings.review.stated {
        return;
    }
    let Page { front, .. } = page;
    let leaf = doc.site.placement(id).children.is_empty() && front.kind != Kind::About;
    let home = front.kind == Kind::Home;
    let lacking = [
        ("summary", front.summary.trim().is_empty()),
        ("key_message", front.key_message.is_none() && !home),
        ("owner", front.owner.is_none() && !home),
        ("updated", front.updated.is_none()),
        ("review_due", doc.site.standing(id).due.is_none() && !home),
        ("related", front.related.is_empty() && leaf && !home),
        ("search_words", front.search_words.is_empty() && !home && front.kind != Kind::About),
    ];
    let lacking: Vec<String> =
        lacking.into_iter().filter(|(_, lacks)| *lacks).map(|(key, _)| format!("`{key}`")).collect();
    if !lacking.is_empty() {
        diags.push(
            Diagnostic::new(Code::IncompletePage, doc.key("title"), format!("this page has no {}", lacking.join(", ")))
                .help("add them to the front matter"),
        );
    }
}

/// The one thing to remember is more than one.
pub(super) fn key_message(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some(message) = doc.page.and_then(|(_, page)| page.front.key_message.as_deref()) else { return };
    let number = sentences(message).len();
    if number > KEY_SENTENCES {
        diags.push(
            Diagnostic::new(
                Code::LongKeyMessage,
                doc.key("key_message"),
                format!("the key message has {number} sentences"),
            )
            .help(format!("keep the one thing to remember, in at most {KEY_SENTENCES} sentences")),
        );
    }
}
