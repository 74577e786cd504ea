//! Easy to read: grades, and the length of sentences, paragraphs, sections, pages.
//!
//! What parents read is judged by the site's limit for parents, the clinicians'
//! wording by its own. Headings, tables, code and entries of a few words are no
//! prose and do not count.
//!
//! Never: whether a text is true or kind.

use super::Doc;
use super::block::{Block, Form};
use super::readability::Counts;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::syntax::directive::{Audience, Directive};
use std::collections::BTreeMap;

/// A text shorter than this has no grade worth telling.
const ENOUGH_WORDS: usize = 100;
/// An entry shorter than this is a name or a number.
const SENTENCE_WORDS: usize = 5;
/// A paragraph shorter than this is not judged alone.
const PARAGRAPH_WORDS: usize = 30;
/// How much harder than the limit one paragraph may be.
const LEEWAY: f64 = 4.0;
const LONG_SENTENCE: usize = 25;
const LONG_PARAGRAPH: usize = 100;
const LONG_SECTION: usize = 250;
const LONG_PAGE: usize = 1500;
const LONG_ANSWER: usize = 120;

/// The blocks that a grade is worked out from.
fn prose<'d>(doc: &'d Doc<'_>, clinicians: bool) -> impl Iterator<Item = (&'d Block, Counts)> {
    let blocks = doc
        .prose
        .blocks
        .iter()
        .filter(move |block| block.is_prose() && (block.audience == Some(Audience::Clinician)) == clinicians);
    blocks.map(|block| (block, block.counts)).filter(|(_, counts)| counts.words >= SENTENCE_WORDS)
}

/// How many years of school a wording asks for. `None` where it is too short to tell.
pub(super) fn years(doc: &Doc<'_>, clinicians: bool) -> Option<f64> {
    let whole: Counts = prose(doc, clinicians).map(|(_, counts)| counts).sum();
    (whole.words >= ENOUGH_WORDS).then(|| whole.grade())
}

/// A whole wording is harder than the site allows; its hardest paragraph is named.
pub(super) fn grade(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let checks = &doc.site.model.settings.checks;
    for (clinicians, limit, whose) in [(false, checks.parents, "parents"), (true, checks.clinicians, "clinicians")] {
        let all: Vec<(&Block, Counts)> = prose(doc, clinicians).collect();
        let whole: Counts = all.iter().map(|(_, counts)| *counts).sum();
        if whole.words < ENOUGH_WORDS || whole.grade() <= limit {
            continue;
        }
        let worst = all.iter().filter(|(_, counts)| counts.words >= PARAGRAPH_WORDS / 2);
        let worst = worst.max_by(|(_, a), (_, b)| a.grade().total_cmp(&b.grade()));
        let Some((block, counts)) = worst else { continue };
        let message = format!(
            "the text for {whose} asks for {:.1} years of school, the limit is {limit}; this paragraph for {:.1}",
            whole.grade(),
            counts.grade(),
        );
        diags.push(Diagnostic::new(Code::ReadingGrade, block.all(), message).help(format!(
            "shorter sentences and shorter words, here first (reading ease is {:.0}; 60 and more is plain)",
            whole.ease()
        )));
    }
}

/// One paragraph is far harder than the rest of a text that is easy enough.
pub(super) fn hard_paragraphs(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let limit = doc.site.model.settings.checks.parents;
    let all: Vec<(&Block, Counts)> = prose(doc, false).collect();
    let whole: Counts = all.iter().map(|(_, counts)| *counts).sum();
    if whole.words >= ENOUGH_WORDS && whole.grade() > limit {
        return;
    }
    for (block, counts) in all.into_iter().filter(|(_, counts)| counts.words >= PARAGRAPH_WORDS) {
        if counts.grade() > limit + LEEWAY {
            let message =
                format!("this paragraph asks for {:.1} years of school, the limit is {limit}", counts.grade());
            diags.push(
                Diagnostic::new(Code::HardParagraph, block.all(), message)
                    .help("make shorter sentences of it, with shorter words"),
            );
        }
    }
}

/// Long sentences in what parents read.
pub(super) fn long_sentences(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in doc.prose.blocks.iter().filter(|block| block.is_prose() && block.for_parents()) {
        for sentence in &block.sentences {
            let number = sentence.words;
            if number > LONG_SENTENCE {
                diags.push(
                    Diagnostic::new(
                        Code::LongSentence,
                        block.span(sentence.range.clone()),
                        format!("this sentence has {number} words"),
                    )
                    .help(format!("make two of it: {LONG_SENTENCE} words are enough")),
                );
            }
        }
    }
}

/// Long paragraphs in what parents read.
pub(super) fn paragraphs(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for block in doc.prose.blocks.iter().filter(|block| block.is_prose() && block.for_parents()) {
        let number = block.words();
        if number > LONG_PARAGRAPH {
            diags.push(
                Diagnostic::new(Code::LongParagraph, block.all(), format!("this paragraph has {number} words"))
                    .help("make two of it, or a list"),
            );
        }
    }
}

/// Long stretches without a heading.
pub(super) fn sections(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let mut counted: BTreeMap<usize, (usize, &Block)> = BTreeMap::new();
    let open =
        |block: &&Block| block.is_prose() && block.for_parents() && block.details.is_none() && block.care.is_none();
    for block in doc.prose.blocks.iter().filter(open) {
        counted.entry(block.section).or_insert((0, block)).0 += block.words();
    }
    for (number, first) in counted.into_values().filter(|(number, _)| *number > LONG_SECTION) {
        diags.push(
            Diagnostic::new(Code::LongSection, first.all(), format!("{number} words follow without a heading"))
                .help("put a heading in where a new thought begins, or shorten the text"),
        );
    }
}

/// Long pages.
pub(super) fn page(doc: &Doc<'_>, diags: &mut Diagnostics) {
    if doc.page.is_none() {
        return;
    }
    let parents = doc.prose.blocks.iter().filter(|block| block.for_parents() && block.form != Form::Code);
    let number: usize = parents.map(Block::words).sum();
    if number > LONG_PAGE {
        diags.push(
            Diagnostic::new(Code::LongPage, doc.key("title"), format!("parents read {number} words on this page"))
                .help("make two pages of it, or move what few need into `:::details`"),
        );
    }
}

/// Long answers to short questions.
pub(super) fn answers(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for (i, directive) in doc.body.directives.iter().enumerate() {
        let Directive::Details { summary } = directive else { continue };
        if !summary.value.ends_with('?') {
            continue;
        }
        let inside = doc.prose.blocks.iter().filter(|block| {
            block.details.is_some_and(|details| details as usize == i)
                && block.form != Form::Title
                && block.for_parents()
        });
        let number: usize = inside.map(Block::words).sum();
        if number > LONG_ANSWER {
            diags.push(
                Diagnostic::new(
                    Code::LongAnswer,
                    summary.span,
                    format!("the answer to this question has {number} words"),
                )
                .help("answer in the first sentence, and link to a page for the rest"),
            );
        }
    }
}
