//! Medicines: no dose, no "times a day", and no way to write one that people misread.
//!
//! A site gives no amounts of medicines; the prescriber does. And wherever a
//! number stands with a unit, it is written so that nobody reads ten times as
//! much: no `1.0`, no `.5`, no `U`, `QD` or `µg` (the list of the Institute for
//! Safe Medication Practices).
//!
//! Never: whether a medicine works.

use super::Doc;
use super::block::Sentence;
use super::lists::{List, Lists};
use super::token::{Token, tokens};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::dose;
use crate::model::{GLOSSARY, PLANNER, PROTOCOLS};
use crate::site::Site;
use crate::source::{Span, offset};
use std::ops::Range;

/// Text that looks like a dose.
pub(super) fn doses(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in &doc.prose.blocks {
        for Sentence { range: sentence, .. } in &block.sentences {
            let text = &block.text[sentence.clone()];
            for range in of_medicines(doc.lists, text) {
                let span = block.span(sentence.start + range.start..sentence.start + range.end);
                diags.push(dose_like(span, &text[range]));
            }
        }
    }
    let front = front_matter(doc.text);
    for range in of_medicines(doc.lists, front) {
        diags.push(dose_like(doc.place(range.start, range.end), &front[range]));
    }
}

fn dose_like(span: Span, words: &str) -> Diagnostic {
    Diagnostic::new(Code::DoseLikeText, span, format!("`{words}` looks like the dose of a medicine"))
        .help("leave amounts to the prescriber, and take this out")
}

/// What is done several times daily, and is no medicine.
const CARE: [&str; 14] = [
    "wash", "rinse", "clean", "dry", "pump", "express", "feed", "massage", "weigh", "walk", "rest", "air", "boil",
    "check",
];

/// What looks like a dose. Grams are the weight of a baby as well, tabs those of a browser, and a kit is washed twice
/// daily, so these count only in a line with a medicine.
fn of_medicines(lists: &Lists, text: &str) -> Vec<Range<usize>> {
    let counts = |range: &Range<usize>| {
        let unit = text[range.clone()].trim_start_matches(|c: char| !c.is_alphabetic());
        let start = text[..range.start].rfind('\n').map_or(0, |i| i + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let often = text[range.clone()].to_ascii_lowercase().ends_with("daily");
        let cared = || tokens(line, 0..line.len()).iter().any(|token| token.is_one_of(&CARE));
        let doubtful = ["g", "tab", "tabs"].iter().any(|other| unit.eq_ignore_ascii_case(other)) || often && cared();
        !doubtful || lists.find(List::Medicines, line).is_some()
    };
    dose::doses(text).into_iter().filter(counts).collect()
}

fn front_matter(text: &str) -> &str {
    let end = text.get(3..).and_then(|rest| rest.find("\n---")).map_or(0, |i| i + 3);
    &text[..end]
}

/// A medicine, and how often to take it.
pub(super) fn times(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in &doc.prose.blocks {
        for (range, _) in doc.found(List::HowOften, block) {
            let sentence =
                block.sentences.iter().map(|sentence| &sentence.range).find(|all| all.contains(&range.start));
            let mut medicines = doc.found(List::Medicines, block).map(|(medicine, _)| medicine);
            let medicine = medicines.find(|medicine| sentence.is_some_and(|all| all.contains(&medicine.start)));
            let Some(medicine) = medicine else { continue };
            let message = format!(
                "`{}` says how often to take something (`{}`)",
                &block.text[range.clone()],
                &block.text[medicine]
            );
            diags.push(
                Diagnostic::new(Code::MedicineTimes, block.span(range), message)
                    .help("leave it to the prescriber; if it is not about the medicine, make two sentences of it"),
            );
        }
    }
}

/// Numbers that are easily misread.
pub(super) fn notation(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let odd = |text: &str| text.contains(['µ', 'μ']) || text.contains("qd") || text.contains("qod");
    for block in doc.prose.blocks.iter().filter(|block| block.digits || block.capitals || odd(&block.text)) {
        for (range, why) in misread(&block.text, Spaces::Wanted) {
            let words = block.text[range.clone()].to_owned();
            diags.push(unsafe_notation(block.span(range), &words, why));
        }
    }
}

/// The same in the glossary, in the planner's questions and in the files of protocols, whose own language leaves the space out. Doses of
/// protocols were told when they were read.
pub(super) fn files(site: &Site<'_>, lists: &Lists, diags: &mut Diagnostics) {
    let others = [GLOSSARY, PLANNER].into_iter().filter_map(|path| site.sources.find(path));
    let others = others.map(|file| (file, site.sources.get(file)));
    for (file, source) in site.sources.below(PROTOCOLS).chain(others) {
        let Some(text) = source.text() else { continue };
        let span = |range: &Range<usize>| Span { file, start: offset(range.start), end: offset(range.end) };
        for (range, why) in misread(text, Spaces::Free) {
            diags.push(unsafe_notation(span(&range), &text[range], why));
        }
        if ![GLOSSARY, PLANNER].contains(&source.path.as_str()) {
            continue;
        }
        for range in of_medicines(lists, text) {
            diags.push(dose_like(span(&range), &text[range]));
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
        let after_number = i > 0 && all[i - 1].is_number();
        if let Some(unit) = next.filter(|next| token.is_number() && next.is_one_of(&UNITS)) {
            if trailing_zero(token) {
                found.push((token.start..unit.end(), "leave the zero behind the point out: `1 ml`"));
            }
            // "5G" and "34G" are a network and a size.
            if spaces == Spaces::Wanted && unit.start == token.end() && unit.text != "G" {
                found.push((token.start..unit.end(), "put a space before the unit: `30 ml`"));
            }
        }
        if token.text == "." && next.is_some_and(|next| next.start == token.end() && next.is_number()) {
            let open = text[..token.start].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
            if let (true, Some(next)) = (open, next) {
                found.push((token.start..next.end(), "put a zero before the point: `0.5`"));
            }
        }
        match token.text {
            "U" | "IU" if after_number && next.is_none_or(|next| next.text != "-") => {
                found.push((all[i - 1].start..token.end(), "write `units`"));
            }
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
        for fine in [
            "1.05 ml",
            "0.5 oz",
            "30 ml",
            "version 1.0",
            "page 3.",
            "the U bend",
            "10 to 12.5 ml",
            "2026.5.1",
            "a 34G bra",
            "two 4 U-shaped hooks",
        ] {
            assert_eq!(found(fine), Vec::<String>::new(), "{fine}");
        }
    }
}
