//! Medicines: no dose, no "times a day", and no way to write one that people misread.
//!
//! A site gives no amounts of medicines; the prescriber does. And wherever a
//! number stands with a unit, it is written so that nobody reads ten times as
//! much: no `1.0`, no `.5`, no `U`, `QD` or `µg` (the list of the Institute for
//! Safe Medication Practices).
//!
//! Never: whether a medicine works.

use super::Doc;
use super::token::{Token, sentences, tokens};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::PROTOCOLS;
use crate::model::dose;
use crate::site::Site;
use crate::source::{Span, offset};
use std::ops::Range;

/// Text that looks like a dose.
pub(super) fn doses(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let mut found = |span: Span, words: &str| {
        diags.push(
            Diagnostic::new(Code::DoseLikeText, span, format!("`{words}` looks like the dose of a medicine"))
                .help("leave amounts to the prescriber, and take this out"),
        );
    };
    for block in &doc.prose.blocks {
        for sentence in sentences(&block.text) {
            let text = &block.text[sentence.clone()];
            for range in dose::doses(text).into_iter().filter(|range| is_dose(doc, text, range)) {
                let words = text[range.clone()].to_owned();
                found(block.span(sentence.start + range.start..sentence.start + range.end), &words);
            }
        }
    }
    let front = front_matter(doc.text);
    for range in dose::doses(front).into_iter().filter(|range| is_dose(doc, front, range)) {
        found(doc.place(range.start, range.end), &front[range]);
    }
}

/// Grams are the weight of a baby as well, so they are a dose only beside a medicine.
fn is_dose(doc: &Doc<'_>, text: &str, range: &Range<usize>) -> bool {
    let unit = text[range.clone()].trim_start_matches(|c: char| !c.is_alphabetic());
    !unit.eq_ignore_ascii_case("g") || doc.lists.medicines.is_in(text)
}

fn front_matter(text: &str) -> &str {
    let end = text.get(3..).and_then(|rest| rest.find("\n---")).map_or(0, |i| i + 3);
    &text[..end]
}

/// A medicine, and how often to take it.
pub(super) fn times(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in &doc.prose.blocks {
        for sentence in sentences(&block.text) {
            let text = &block.text[sentence.clone()];
            let Some((range, ())) = doc.lists.how_often.find(text).next() else { continue };
            let Some((medicine, ())) = doc.lists.medicines.find(text).next() else { continue };
            let (words, name) = (text[range.clone()].to_owned(), &text[medicine]);
            let message = format!("`{words}` says how often to take something (`{name}`)");
            diags.push(
                Diagnostic::new(
                    Code::MedicineTimes,
                    block.span(sentence.start + range.start..sentence.start + range.end),
                    message,
                )
                .help("leave it to the prescriber; if it is not about the medicine, make two sentences of it"),
            );
        }
    }
}

/// Numbers that are easily misread.
pub(super) fn notation(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in &doc.prose.blocks {
        for (range, why) in misread(&block.text, Spaces::Wanted) {
            let words = block.text[range.clone()].to_owned();
            diags.push(unsafe_notation(block.span(range), &words, why));
        }
    }
}

/// The same in the files of protocols, whose own language leaves the space out.
pub(super) fn protocols(site: &Site<'_>, diags: &mut Diagnostics) {
    for (file, source) in site.sources.below(PROTOCOLS) {
        let Some(text) = source.text() else { continue };
        for (range, why) in misread(text, Spaces::Free) {
            let span = Span { file, start: offset(range.start), end: offset(range.end) };
            diags.push(unsafe_notation(span, &text[range], why));
        }
    }
}

fn unsafe_notation(span: Span, words: &str, way_out: &str) -> Diagnostic {
    Diagnostic::new(Code::UnsafeNotation, span, format!("`{words}` is easily misread")).help(way_out)
}

/// Whether a unit needs a space before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spaces {
    Wanted,
    Free,
}

const UNITS: [&str; 10] = ["ml", "mg", "g", "kg", "mm", "cm", "oz", "mcg", "l", "iu"];

/// What is easily misread, and what to write instead.
fn misread(text: &str, spaces: Spaces) -> Vec<(Range<usize>, &'static str)> {
    let all = tokens(text, 0..text.len());
    let mut found = Vec::new();
    for (i, token) in all.iter().enumerate() {
        let next = all.get(i + 1);
        let unit = next.filter(|next| next.is_one_of(&UNITS));
        let after_number = i > 0 && all[i - 1].number().is_some();
        if let (Some(_), Some(unit)) = (token.number(), unit) {
            if trailing_zero(token) {
                found.push((token.start..unit.end(), "leave the zero behind the point out: `1 ml`"));
            }
            if spaces == Spaces::Wanted && unit.start == token.end() {
                found.push((token.start..unit.end(), "put a space before the unit: `30 ml`"));
            }
        }
        if token.text == "." && next.is_some_and(|next| next.start == token.end() && next.number().is_some()) {
            let open = text[..token.start].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
            if let (true, Some(next)) = (open, next) {
                found.push((token.start..next.end(), "put a zero before the point: `0.5`"));
            }
        }
        match token.text {
            "U" | "IU" if after_number => found.push((all[i - 1].start..token.end(), "write `units`")),
            "QD" | "QOD" | "qd" | "qod" => found.push((token.start..token.end(), "write `daily` or `every other day`")),
            "µg" | "μg" => found.push((token.start..token.end(), "write `micrograms`")),
            _ => {}
        }
    }
    found
}

fn trailing_zero(token: &Token<'_>) -> bool {
    token.text.rsplit_once('.').is_some_and(|(_, decimals)| decimals.chars().all(|c| c == '0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_misread_is_found() {
        let found =
            |text: &str| misread(text, Spaces::Wanted).into_iter().map(|(r, _)| text[r].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("1.0 ml, .5 oz, 30ml, 4 U, QD, 5 µg"), ["1.0 ml", ".5", "30ml", "4 U", "QD", "µg"]);
        for fine in ["1.05 ml", "0.5 oz", "30 ml", "version 1.0", "page 3.", "the U bend", "10 to 12.5 ml", "2026.5.1"]
        {
            assert_eq!(found(fine), Vec::<String>::new(), "{fine}");
        }
    }
}
