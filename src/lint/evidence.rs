//! Numbers and sources: what is claimed, and what stands behind it.
//!
//! A statement about people, milk or research needs a source in its paragraph, its
//! entry, its row, or in what introduces them. A share needs the people and the
//! place as well, or it is a promise. Questions state nothing, and titles belong
//! to what follows.
//!
//! Never: whether a source says what the text says. People check that.

use super::Doc;
use super::block::{Block, Form, Sentence};
use super::figures;
use super::lists::List;
use super::token::tokens;
use crate::diag::{Code, Diagnostic, Diagnostics};
use std::collections::BTreeMap;
use std::ops::Range;

/// The sentences that state something, with their blocks.
fn statements<'d>(doc: &'d Doc<'_>) -> impl Iterator<Item = (&'d Block, &'d Sentence)> {
    let blocks = doc.prose.blocks.iter().filter(|block| block.is_prose() || block.form == Form::Cell);
    blocks.flat_map(|block| {
        let all = block.sentences.iter().filter(|sentence| !block.sentence(sentence).ends_with('?'));
        all.map(move |sentence| (block, sentence))
    })
}

/// Those that can have a figure.
fn figured<'d>(doc: &'d Doc<'_>) -> impl Iterator<Item = (&'d Block, Range<usize>)> {
    let all = statements(doc).filter(|(_, sentence)| sentence.figures);
    all.map(|(block, sentence)| (block, sentence.range.clone()))
}

/// A share or a count of people without a source.
pub(super) fn numbers(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for (block, sentence) in figured(doc).filter(|(block, _)| !doc.prose.is_cited(block)) {
        let shares = figures::shares(&block.text, sentence.clone()).into_iter().map(|share| share.range);
        let percentages = figures::percentages(&block.text, sentence.clone());
        let counts = figures::counts(&block.text, sentence.clone());
        if let Some(range) = shares.chain(percentages).chain(counts).min_by_key(|range| range.start) {
            let message = format!("`{}` has no source", &block.text[range.clone()]);
            diags.push(
                Diagnostic::new(Code::UncitedNumber, block.span(range), message)
                    .help("put `[@key]` behind the statement; leave the number out if there is no source"),
            );
        }
    }
}

/// "Studies show", and no study.
pub(super) fn claims(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for (block, sentence, range) in with(doc, List::Claims).filter(|(block, ..)| !doc.prose.is_cited(block)) {
        // "What studies found" states nothing yet.
        let before = tokens(&block.text, sentence.range.start..range.start);
        if before.last().is_some_and(|token| token.is_one_of(&["what", "which", "how", "if", "whether", "until"])) {
            continue;
        }
        let message = format!("`{}`, and nothing is cited", &block.text[range.clone()]);
        diags.push(
            Diagnostic::new(Code::UncitedClaim, block.span(range), message)
                .help("cite what shows it with `[@key]`, or say whose opinion it is"),
        );
    }
}

/// An amount without a source.
pub(super) fn amounts(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for (block, sentence) in figured(doc).filter(|(block, _)| !doc.prose.is_cited(block)) {
        if let Some(range) = figures::amounts(&block.text, sentence.clone()).into_iter().next() {
            if is_own(doc, block) {
                continue;
            }
            let message = format!("`{}` has no source", &block.text[range.clone()]);
            diags.push(
                Diagnostic::new(Code::UncitedAmount, block.span(range), message)
                    .help("put `[@key]` behind the statement, or say that it is the clinic's default"),
            );
        }
    }
}

/// Whether a section says itself that its amounts are an example, or the clinic's own.
fn is_own(doc: &Doc<'_>, block: &Block) -> bool {
    let section = doc.prose.blocks.iter().filter(|other| other.section == block.section);
    section
        .flat_map(|other| tokens(&other.text, 0..other.text.len()))
        .any(|token| token.is_one_of(&["example", "sample", "default", "defaults", "our"]))
}

/// A percentage whose people and place nobody tells.
pub(super) fn percentages(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for (block, sentence) in figured(doc) {
        let Some(range) = figures::percentages(&block.text, sentence).into_iter().next() else { continue };
        let clinicians = doc.prose.blocks.iter().filter(|other| other.part == block.part && !other.for_parents());
        let around: Vec<&Block> = doc.prose.around(block).chain(clinicians).collect();
        let sample = around.iter().any(|block| has_sample(&block.text));
        let setting = around.iter().any(|block| doc.found(List::Settings, block).next().is_some());
        let missing = match (sample, setting) {
            (true, true) => continue,
            (false, true) => "how many people it is about",
            (true, false) => "where they were studied",
            (false, false) => "whom it is about",
        };
        let message = format!("`{}` does not say {missing}", &block.text[range.clone()]);
        diags.push(Diagnostic::new(Code::BarePercentage, block.span(range), message).help(
            "add the number of people and the place to the paragraph, or to the clinicians' wording of this part",
        ));
    }
}

fn has_sample(text: &str) -> bool {
    let whole = 0..text.len();
    !figures::counts(text, whole.clone()).is_empty() || figures::shares(text, whole).iter().any(|share| !share.rate)
}

/// `1 in 10` beside `3 in 100`.
pub(super) fn denominators(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<usize, (f64, &Block, Range<usize>)> = BTreeMap::new();
    for (block, sentence) in figured(doc).filter(|(block, _)| block.for_parents()) {
        for share in figures::shares(&block.text, sentence).into_iter().filter(|share| share.rate) {
            match seen.get(&block.section) {
                None => {
                    seen.insert(block.section, (share.of, block, share.range));
                }
                Some((of, other, range)) if (of - share.of).abs() > 0.5 => {
                    let words = |block: &Block, range: &Range<usize>| block.text[range.clone()].to_owned();
                    let message =
                        format!("`{}` cannot be compared with `{}`", words(block, &share.range), words(other, range));
                    diags.push(
                        Diagnostic::new(Code::MixedDenominators, block.span(share.range), message)
                            .label(other.span(range.clone()), "the other one")
                            .help("write both out of the same number, such as 100"),
                    );
                }
                Some(_) => {}
            }
        }
    }
}

/// "Twice as likely" as something that nobody tells.
pub(super) fn relative_risk(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for (block, _, range) in with(doc, List::Relative).filter(|(block, ..)| block.for_parents()) {
        let absolute = doc.prose.around(block).any(|b| !figures::shares(&b.text, 0..b.text.len()).is_empty());
        if !absolute {
            let message = format!("`{}` does not say how likely it is", &block.text[range.clone()]);
            diags.push(
                Diagnostic::new(Code::RelativeRisk, block.span(range), message)
                    .help("give both numbers, out of the same number of people: `from 1 in 100 to 2 in 100`"),
            );
        }
    }
}

/// Sums that the reader would have to do.
pub(super) fn sums(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let asked = with(doc, List::Sums).filter(|(block, sentence, _)| block.for_parents() && sentence.figures);
    for (block, _, range) in asked {
        let message = format!("`{}` asks the reader to work something out", &block.text[range.clone()]);
        diags.push(
            Diagnostic::new(Code::ReaderSums, block.span(range), message)
                .help("give the result, in a small table if it differs from baby to baby"),
        );
    }
}

/// The statements that have a phrase of a list, and where it stands first.
fn with<'d>(doc: &'d Doc<'_>, list: List) -> impl Iterator<Item = (&'d Block, &'d Sentence, Range<usize>)> {
    statements(doc).filter_map(move |(block, sentence)| {
        let inside = |range: &Range<usize>| sentence.range.start <= range.start && range.end <= sentence.range.end;
        let (range, _) = doc.found(list, block).find(|(range, _)| inside(range))?;
        Some((block, sentence, range))
    })
}
