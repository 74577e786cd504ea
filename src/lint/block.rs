//! A block of running text: what it is, what it says, where each word stands.
//!
//! Blocks are what rules read. Whatever many of them want to know (sentences, counts,
//! phrases of the lists) is worked out once, when the block is whole.
//!
//! Never: events, Markdown.

use super::figures;
use super::lists::{Hit, Lists};
use super::readability::Counts;
use super::token::{Token, sentences, tokens};
use crate::source::{FileId, Span, offset};
use crate::syntax::directive::{Audience, Urgency};
use std::ops::Range;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A heading.
    Heading,
    /// The title of a card, of a part that opens, of a tab.
    Title,
    /// A paragraph.
    Paragraph,
    /// An entry of a list.
    Item,
    /// An entry of a numbered list.
    Step,
    /// A cell of a table.
    Cell,
    /// A head of a table's column.
    Head,
    /// A term that is described.
    Term,
    /// Code.
    Code,
}

/// A stretch of the text and where it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Its first byte in the text.
    pub at: usize,
    /// Its first byte in the file.
    pub start: u32,
    /// One past its last byte there.
    pub end: u32,
    /// Whether the bytes of both go side by side.
    pub exact: bool,
}

/// A sentence of a block.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Where it stands in the block's text.
    pub range: Range<usize>,
    /// How many words and numbers it has.
    pub words: usize,
    /// Whether it can have a figure: digits, or "one in three".
    pub figures: bool,
}

/// A block of text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub form: Form,
    /// The wording that it belongs to; `None` is for everyone.
    pub audience: Option<Audience>,
    /// The care card that it stands in.
    pub care: Option<Urgency>,
    /// The part that opens on demand in which it stands.
    pub details: Option<u32>,
    /// The text with straight quotes, without marks and citations.
    pub text: String,
    /// The links in it, with their number in the body.
    pub links: Vec<(Range<usize>, usize)>,
    /// The group of blocks that share their sources: a paragraph, an entry, a row.
    pub group: usize,
    /// The second-level part of the page.
    pub part: usize,
    /// How many headings stand above it.
    pub section: usize,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// What the formulas of reading count in it; nothing unless it is prose.
    pub counts: Counts,
    /// The phrases of the lists in it.
    pub hits: Vec<Hit>,
    /// Whether it has digits, or words in capitals.
    pub digits: bool,
    pub capitals: bool,
    /// Where its text comes from, in order.
    pub pieces: Vec<Piece>,
    /// The file.
    pub file: FileId,
}

impl Block {
    /// Where a part of the text stands in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.place(range.start, true);
        let end = self.place(range.end.max(range.start + 1) - 1, false);
        Span { file: self.file, start, end: end.max(start) }
    }

    /// How many words and numbers it has.
    pub fn words(&self) -> usize {
        self.sentences.iter().map(|sentence| sentence.words).sum()
    }

    /// The text of a sentence.
    pub fn sentence(&self, sentence: &Sentence) -> &str {
        &self.text[sentence.range.clone()]
    }

    /// Works out what many rules want to know.
    pub fn finish(&mut self, lists: &Lists) {
        self.hits = lists.hits(&self.text);
        self.digits = self.text.bytes().any(|byte| byte.is_ascii_digit());
        for range in sentences(&self.text) {
            let all = tokens(&self.text, range.clone());
            self.capitals |= all.iter().any(Token::is_short_form);
            let words = all.iter().filter(|token| token.is_word() || token.is_number()).count();
            let digits = self.digits && all.iter().any(Token::is_number);
            let figures = digits
                || all.windows(2).any(|pair| pair[1].is_one_of(&["in", "out"]) && figures::is_number_word(&pair[0]));
            if self.is_prose() {
                self.counts = self.counts + Counts::of_sentence(&all);
            }
            self.sentences.push(Sentence { range, words, figures });
        }
    }

    /// Where all of it stands.
    pub fn all(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The file's byte at a byte of the text: the first one, or one past it.
    fn place(&self, at: usize, first: bool) -> u32 {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        let Some(piece) = self.pieces.get(after.saturating_sub(1)) else { return 0 };
        match (piece.exact, first) {
            (true, _) => (piece.start + offset(at - piece.at) + u32::from(!first)).min(piece.end),
            (false, true) => piece.start,
            (false, false) => piece.end,
        }
    }

    /// Whether parents read it: it is not in the clinicians' wording.
    pub fn for_parents(&self) -> bool {
        self.audience != Some(Audience::Clinician)
    }

    /// Whether it is text to be read through, and not a title, a table or code.
    pub fn is_prose(&self) -> bool {
        matches!(self.form, Form::Paragraph | Form::Item | Form::Step)
    }
}
