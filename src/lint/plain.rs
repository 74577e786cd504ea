//! Plain words: wordy phrases, clinicians' words and short forms in what parents read.
//!
//! The glossary knows both words for a thing. Parents may meet the clinicians'
//! word, because others will use it; they meet it beside their own.
//!
//! Never: words that the glossary does not have; no program knows which are hard.

use super::Doc;
use super::block::{Block, Form};
use super::fair::is_quoted;
use super::lists::{Hit, List};
use super::token::{Token, tokens};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use std::collections::BTreeSet;
use std::ops::Range;

fn for_parents<'d>(doc: &'d Doc<'_>) -> impl Iterator<Item = &'d Block> {
    doc.prose.blocks.iter().filter(|block| block.for_parents() && block.form != Form::Code)
}

/// A long way to say something short.
pub(super) fn wordy(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in for_parents(doc).filter(|block| block.is_prose()) {
        for (range, short) in doc.found(List::Wordy, block) {
            let message = format!("`{}` is a long way to say it", &block.text[range.clone()]);
            diags.push(Diagnostic::new(Code::WordyPhrase, block.span(range), message).help(format!("write: {short}")));
        }
    }
}

/// A clinicians' word where the glossary does not help: in a care card or in the key message, which people read first.
pub(super) fn jargon(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let mut judge = |text: &str, hits: &[Hit], place: &dyn Fn(Range<usize>) -> Span| {
        for hit in hits.iter().filter(|hit| hit.list == List::Jargon) {
            let (clinical, plain) = (&text[hit.range()], doc.lists.said(hit));
            if !text.to_lowercase().contains(&plain.to_lowercase()) {
                let message = format!("parents read `{clinical}` here and not `{plain}`");
                diags.push(
                    Diagnostic::new(Code::Jargon, place(hit.range()), message)
                        .help(format!("write `{plain}`, or both: `{plain} ({clinical})`")),
                );
            }
        }
    };
    for block in for_parents(doc).filter(|block| block.care.is_some()) {
        judge(&block.text, &block.hits, &|range| block.span(range));
    }
    if let Some(message) = doc.page.and_then(|(_, page)| page.front.key_message.as_deref()) {
        judge(message, &doc.lists.hits(message), &|_| doc.key("key_message"));
    }
}

/// Short forms that everyone knows.
const KNOWN: [&str; 20] = [
    "DOI", "PMID", "ISBN", "ZIP", "PDF", "FAQ", "HIV", "AIDS", "DNA", "SMS", "USB", "DVD", "GPS", "VIP", "NHS", "SOS",
    "PIN", "UTC", "LGBT", "LGBTQI",
];

/// A short form that is never written out on its page.
pub(super) fn short_forms(doc: &Doc<'_>, diags: &mut Diagnostics) {
    if doc.page.is_none() {
        return;
    }
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let terms = &doc.site.model.terms;
    let blocks: Vec<&Block> = for_parents(doc).collect();
    for block in blocks.iter().filter(|block| block.is_prose() && block.capitals) {
        let all = tokens(&block.text, 0..block.text.len());
        let capitals = |i: usize| all.get(i).is_some_and(|token: &Token<'_>| token.is_short_form());
        for (i, token) in all.iter().enumerate() {
            let word = token.text;
            // Several words in capitals are shouted; `fair` says so.
            let shouted = i > 0 && (capitals(i - 1) || all[i - 1].text == "!") || capitals(i + 1);
            let short = capitals(i) && (3..=6).contains(&word.len()) && !shouted;
            let other = short && (is_roman(word) || is_quoted(&block.text, &(token.start..token.end())));
            if !short || other || KNOWN.contains(&word) || !said.insert(word) {
                continue;
            }
            let known =
                terms.iter().any(|term| term.forms().any(|form| form.split([' ', '-']).any(|part| part == word)));
            if !known && !blocks.iter().any(|block| written_out(&block.text, word)) {
                let message = format!("`{word}` is not written out on this page");
                diags.push(
                    Diagnostic::new(Code::UnexpandedShortForm, block.span(token.start..token.end()), message)
                        .help(format!("write it out the first time, as in `World Health Organization (WHO)`, or give `{word}` to the glossary")),
                );
            }
        }
    }
}

/// Whether it is a Roman numeral, as far as people and chapters have them.
fn is_roman(word: &str) -> bool {
    word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}

/// Whether a text has a short form beside its words: `Words (ABC)`, `ABC (words)`, `ABC, the words`.
fn written_out(text: &str, short: &str) -> bool {
    text.match_indices(short).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + short.len()..]);
        let in_brackets = before.ends_with('(') && (after.starts_with(')') || after.starts_with([',', ';']));
        let explained = after.trim_start_matches('s').trim_start();
        in_brackets
            || explained.starts_with('(')
            || explained.starts_with(", the ")
            || explained.starts_with(", a ")
            || explained.starts_with(", an ")
            || explained.starts_with(", or ")
    })
}
