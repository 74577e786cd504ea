//! `--list`: every text with its state, those that are overdue first.
//!
//! Never: one text alone.

use super::{Subject, Text};
use crate::diag::count;
use crate::model::page::Status;
use jiff::civil::Date;
use std::fmt::Write as _;

/// A line for each text, and the sums.
pub(super) fn list(texts: &[Text<'_>], today: Date) -> String {
    let overdue = |text: &Text<'_>| text.due.is_some_and(|due| due < today);
    let mut all: Vec<&Text<'_>> = texts.iter().collect();
    all.sort_by_key(|text| (text.due.is_none(), text.due, text.path));
    let mut out = String::new();
    for text in &all {
        let due = text.due.map_or_else(|| "no day".to_owned(), |due| due.to_string());
        let late = if overdue(text) { "overdue" } else { "" };
        let _ = writeln!(out, "{due:10}  {late:7}  {:22}  {}", text.word, text.path);
    }
    let number = |wanted: &dyn Fn(&Text<'_>) -> bool| texts.iter().filter(|text| wanted(text)).count();
    let pages = number(&|text| matches!(text.subject, Subject::Page(_)));
    let _ = writeln!(
        out,
        "\n{} and {}: {} approved, {} changed since, {} overdue",
        count(pages, "page"),
        count(texts.len() - pages, "protocol"),
        number(&|text| text.status == Status::Approved),
        number(&|text| text.status == Status::ChangedSinceApproval),
        number(&|text| overdue(text)),
    );
    out
}
