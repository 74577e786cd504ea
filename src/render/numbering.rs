//! Numbers for the sources of texts that are not Markdown: terms, protocols.
//!
//! A source gets its number when it is first named, as on every page, and each
//! mark of it an id to come back to.
//!
//! Never: Markdown.

use super::escape::escaped;
use super::inline::mark;
use crate::model::protocol::{Piece, Text};
use crate::model::strings::Strings;
use crate::site::Site;
use crate::source::Spanned;

/// The sources named so far.
#[derive(Debug)]
pub struct Numbering<'s> {
    site: &'s Site<'s>,
    strings: &'s Strings,
    /// Each source with how often it was marked, in order of number.
    pub cited: Vec<(usize, usize)>,
}

impl<'s> Numbering<'s> {
    /// None so far.
    #[must_use]
    pub fn new(site: &'s Site<'s>, strings: &'s Strings) -> Self {
        Self { site, strings, cited: Vec::new() }
    }

    /// The number of a key's source, from 1. `None` for a key that no source has, which was said.
    pub fn number(&mut self, key: &str) -> Option<usize> {
        let reference = self.site.model.bibliography.find(key)?;
        let known = self.cited.iter().position(|(known, _)| *known == reference);
        Some(
            known.unwrap_or_else(|| {
                self.cited.push((reference, 0));
                self.cited.len() - 1
            }) + 1,
        )
    }

    /// The marks of these sources, as HTML.
    pub fn marks(&mut self, keys: &[Spanned<String>]) -> String {
        let mut marks = Vec::new();
        for number in keys.iter().filter_map(|key| self.number(&key.value)).collect::<Vec<_>>() {
            let (reference, times) = &mut self.cited[number - 1];
            *times += 1;
            marks.push(mark(self.strings, self.site, *reference, number, *times));
        }
        if marks.is_empty() { String::new() } else { format!("<sup class=\"cite\">{}</sup>", marks.join(",")) }
    }

    /// A text with the marks of its sources, as HTML.
    pub fn text(&mut self, text: &Text) -> String {
        let pieces = text.pieces.iter().map(|piece| match piece {
            Piece::Words(words) => escaped(words),
            Piece::Cites(keys) => self.marks(keys),
        });
        pieces.collect()
    }
}
