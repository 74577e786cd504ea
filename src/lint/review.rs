//! Review: who looks after a page, who read it, and when it is read again.
//!
//! Dates are judged on every page. What a page has to have is asked of sites that
//! state a policy (`review:` in the settings); a site without one owes nothing.
//!
//! Never: whether the review was any good.

use super::Doc;
use super::token::sentences;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::page::{Kind, Page, Status};
use jiff::{Span, ToSpan as _};

/// How long before its day a review is announced.
const SOON_DAYS: i64 = 60;
/// How many sentences the one thing to remember may have.
const KEY_SENTENCES: usize = 3;

/// Days that cannot be: approved before it changed, due before it was read, due later than the policy allows.
pub(super) fn dates(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((_, page)) = doc.page else { return };
    let front = &page.front;
    let mut wrong = |key: &str, message: String, help: &str| {
        diags.push(Diagnostic::new(Code::ReviewDates, doc.key(key), message).help(help));
    };
    if front.status == Status::Approved {
        match (front.reviewed, front.updated) {
            (None, _) => wrong(
                "status",
                "this page is approved and does not say when".to_owned(),
                "add `reviewed:` with the day",
            ),
            (Some(reviewed), Some(updated)) if updated > reviewed => {
                let message = format!("this page was approved on {reviewed} and changed on {updated}");
                wrong("status", message, "have it read again, or set `status: under-review`");
            }
            (Some(_), Some(_) | None) => {}
        }
    }
    let Some(due) = front.review_due.as_ref().map(|due| due.value) else { return };
    let Some(from) = front.reviewed.or(front.updated) else { return };
    let months = doc.site.model.settings.review_months;
    if due < from {
        wrong("review_due", format!("the next review, {due}, is before {from}"), "set the day of the next review");
    } else if from.checked_add(Span::new().months(months)).is_ok_and(|last| due > last) {
        let message = format!("the next review, {due}, is more than {months} months after {from}");
        wrong("review_due", message, "bring it forward, or change `interval_months:` in content/site.yaml");
    }
}

/// A review that is due, or soon will be.
pub(super) fn due(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((_, page)) = doc.page else { return };
    let Some(due) = page.front.due(doc.site.model.settings.review_months) else { return };
    let place = match &page.front.review_due {
        Some(due) => due.span,
        None => doc.key("reviewed"),
    };
    if due < doc.site.today {
        diags.push(
            Diagnostic::new(Code::ReviewOverdue, place, format!("the review of this page was due on {due}"))
                .help("have it read again, then set `reviewed:` and the next `review_due:`"),
        );
    } else if doc.site.today.checked_add(SOON_DAYS.days()).is_ok_and(|soon| due <= soon) {
        diags.push(
            Diagnostic::new(Code::ReviewSoon, place, format!("the review of this page is due on {due}"))
                .help("ask its reviewers now, then set `reviewed:` and the next `review_due:`"),
        );
    }
}

/// A reviewer without letters behind the name.
pub(super) fn credentials(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((_, page)) = doc.page else { return };
    for name in page.front.reviewers.iter().filter(|name| !name.trim().is_empty()) {
        let letters = name.split_once([',', '(']).is_some_and(|(_, after)| after.contains(char::is_alphabetic));
        if !letters {
            let list = doc.key("reviewers");
            let at = doc.text[list.start as usize..].find(name.as_str()).map(|i| i + list.start as usize);
            let span = at.map_or(list, |at| doc.place(at, at + name.len()));
            diags.push(
                Diagnostic::new(
                    Code::ReviewerWithoutCredentials,
                    span,
                    format!("the reviewer `{name}` has no credentials"),
                )
                .help("add them behind a comma: `A. Example, IBCLC`"),
            );
        }
    }
}

/// What a page under review does not say.
pub(super) fn complete(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((id, page)) = doc.page else { return };
    if !doc.site.model.settings.review_policy {
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
        ("review_due", front.review_due.is_none() && !home),
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
