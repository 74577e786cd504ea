//! From raw texts to typed values, each finding at the exact word.
//!
//! The three things that all parts of a file are made of: names, values in the
//! small language, and texts for people. Each is read here once; what is wrong
//! becomes a finding and the value is left out, so reading always goes on.
//!
//! Places inside a text are exact for plain and for simply quoted scalars; in
//! folded ones the whole text is underlined.
//!
//! Never: which keys a file has.

use super::grammar::{Notation, read};
use super::own::Moved;
use super::raw::Word;
use super::text::{Marks, Origin, Part, Piece, Text, parts};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::schedule::Id;
use crate::source::{Span, Spanned};
use crate::syntax::yaml::Yaml;
use std::ops::Range;

/// A file that is being read, what it cites, and what was found.
pub(super) struct Reader<'a> {
    pub yaml: Yaml<'a>,
    pub diags: &'a mut Diagnostics,
    /// Every key cited, in order.
    pub cites: Vec<Spanned<String>>,
    /// Every value that may hold names, for findings about them.
    pub names: Vec<Spanned<String>>,
    /// Words that the clinic's settings have replaced.
    pub moved: Moved,
}

/// A value with its sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Its sources.
    pub marks: Marks,
}

impl<'a> Reader<'a> {
    pub(super) fn new(yaml: Yaml<'a>, diags: &'a mut Diagnostics) -> Self {
        Self { yaml, diags, cites: Vec::new(), names: Vec::new(), moved: Moved::default() }
    }

    /// Where a word stands: in the file, or in the settings that have replaced it.
    pub(super) fn span(&self, word: &Word) -> Span {
        self.moved.span(self.yaml, word)
    }

    /// A name. What it names is checked later, by the core.
    pub(super) fn id<I: Id>(&mut self, word: &Word) -> Option<I> {
        let span = self.span(word);
        self.names.push(Spanned { value: word.value.clone(), span });
        let id = I::new(&word.value);
        if id.is_none() {
            self.diags.push(
                Diagnostic::new(Code::InvalidValue, span, format!("`{}` is not a name", word.value))
                    .help("a name is lower-case letters, digits and single hyphens, such as `first-visit`"),
            );
        }
        id
    }

    /// Names in a list.
    pub(super) fn ids<I: Id>(&mut self, words: &[Word]) -> Vec<I> {
        words.iter().filter_map(|word| self.id(word)).collect()
    }

    /// One of a closed list of words.
    pub(super) fn choice<T: Copy>(&mut self, word: &Word, choices: &[(&str, T)]) -> Option<T> {
        let found = choices.iter().find(|(name, _)| *name == word.value).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<_> = choices.iter().map(|(name, _)| format!("`{name}`")).collect();
            self.diags.push(
                Diagnostic::new(Code::UnknownValue, self.span(word), format!("`{}` is not a value here", word.value))
                    .help(format!("write one of {}", names.join(", ")))
                    .help_maybe(did_you_mean(&word.value, choices.iter().map(|(name, _)| *name))),
            );
        }
        found
    }

    /// Something that the part of this key should have.
    pub(super) fn missing(&mut self, key: &Word, message: &str, help: &str) {
        let span = self.yaml.span(key);
        self.diags.push(Diagnostic::new(Code::MissingKey, span, message).help(help));
    }

    /// A value in the small language, without regard to its sources.
    pub(super) fn value<T: Notation>(&mut self, word: &Word) -> Option<T> {
        self.sourced(word).map(|sourced| sourced.value)
    }

    /// The same of a key that may be missing.
    pub(super) fn maybe<T: Notation>(&mut self, word: Option<&Word>) -> Option<T> {
        word.and_then(|word| self.value(word))
    }

    /// A value in the small language that must say where it comes from.
    pub(super) fn number<T: Notation>(&mut self, word: &Word) -> Option<Sourced<T>> {
        let sourced = self.sourced::<T>(word)?;
        if sourced.marks == Marks::default() && !parts(&word.value).iter().any(|part| matches!(part, Part::Bad(_))) {
            let message = format!("`{}` does not say where it comes from", word.value);
            self.diags.push(
                Diagnostic::new(Code::UncitedValue, self.span(word), message)
                    .help("add the key of a source, `[@key]`, or `{clinic}` for a default that the clinic confirms"),
            );
        }
        Some(sourced)
    }

    /// A value in the small language, with its sources.
    pub(super) fn sourced<T: Notation>(&mut self, word: &Word) -> Option<Sourced<T>> {
        let parts = parts(&word.value);
        let marks = self.marks(word, &parts)?;
        let mut words = parts.iter().filter_map(|part| match part {
            Part::Words(range) => Some(range.clone()),
            Part::Cites(_) | Part::Origin(_) | Part::Unverified | Part::Bad(_) => None,
        });
        let text = words.next().unwrap_or(0..0);
        if let Some(after) = words.next() {
            let after = after.end - word.value[after.clone()].trim_start().len()..after.end;
            let message = format!("`{}` stands after the source", &word.value[after.clone()]);
            let span = self.within(word, after);
            self.diags.push(
                Diagnostic::new(Code::InvalidValue, span, message).help("the value comes first, its sources last"),
            );
        }
        self.names.push(Spanned { value: word.value[text.clone()].to_owned(), span: self.within(word, text.clone()) });
        match read(&word.value[text.clone()]) {
            Ok(value) => Some(Sourced { value, marks }),
            Err(fault) => {
                let message = format!("`{}` cannot be read: {}", &word.value[text.clone()], fault.kind.words());
                let range = text.start + fault.range.start..text.start + fault.range.end;
                let span = self.within(word, range);
                self.diags.push(Diagnostic::new(Code::InvalidValue, span, message).help(format!("write {}", T::WHAT)));
                None
            }
        }
    }

    /// A text for people; `None` where it is marked as unverified.
    pub(super) fn text(&mut self, word: &Word) -> Option<Text> {
        let parts = parts(&word.value);
        let marks = self.marks(word, &parts)?;
        let mut text = Text { pieces: Vec::new(), origin: marks.origin };
        for part in &parts {
            match part {
                Part::Words(range) => text.pieces.push(Piece::Words(word.value[range.clone()].to_owned())),
                Part::Cites(keys) => text.pieces.push(Piece::Cites(self.keys(word, keys))),
                Part::Origin(_) | Part::Unverified | Part::Bad(_) => {}
            }
        }
        Some(text)
    }

    /// A text of a key that may be missing.
    pub(super) fn maybe_text(&mut self, word: Option<&Word>) -> Option<Text> {
        word.and_then(|word| self.text(word))
    }

    /// Texts in a list.
    pub(super) fn texts(&mut self, words: &[Word]) -> Vec<Text> {
        words.iter().filter_map(|word| self.text(word)).collect()
    }

    /// The sources of a text or value; `None`, with a finding, where it is switched off.
    fn marks(&mut self, word: &Word, parts: &[Part]) -> Option<Marks> {
        let mut marks = Marks::default();
        let mut verified = true;
        for part in parts {
            match part {
                Part::Words(_) => {}
                Part::Cites(keys) => marks.cites.extend(self.keys(word, keys)),
                Part::Origin(origin) => marks.origin = Some(*origin),
                Part::Unverified => verified = false,
                Part::Bad(range) => {
                    let span = self.within(word, range.clone());
                    let message = "this citation has no good key";
                    self.diags.push(
                        Diagnostic::new(Code::BadCitation, span, message).help("write `[@key]` or `[@key; @key]`"),
                    );
                }
            }
        }
        if self.span(word).file != self.yaml.file {
            marks.origin = Some(Origin::Own);
        }
        if verified {
            self.cites.extend(marks.cites.iter().cloned());
            return Some(marks);
        }
        self.diags.push(
            Diagnostic::new(Code::UnverifiedValue, self.span(word), "this is marked as unverified and is left out")
                .help("check it against its source and remove `{unverified}`, or remove the line"),
        );
        None
    }

    fn keys(&self, word: &Word, ranges: &[Range<usize>]) -> Vec<Spanned<String>> {
        let key = |range: &Range<usize>| Spanned {
            value: word.value[range.clone()].to_owned(),
            span: self.within(word, range.clone()),
        };
        ranges.iter().map(key).collect()
    }

    /// Where these bytes of a text stand in the file.
    pub(super) fn within(&self, word: &Word, range: Range<usize>) -> Span {
        let span = self.span(word);
        if span.file != self.yaml.file {
            return span;
        }
        let base = self.yaml.base;
        let (start, end) = ((span.start - base) as usize, (span.end - base) as usize);
        let written = self.yaml.text.get(start..end).unwrap_or("");
        let inner = written.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\'']));
        if written.starts_with(&word.value) {
            span.slice(range.start, range.end)
        } else if inner == Some(&word.value) {
            span.slice(range.start + 1, range.end + 1)
        } else {
            span
        }
    }
}

impl Marks {
    /// Takes the marks of one more value.
    pub(super) fn add<T>(&mut self, sourced: Option<&Sourced<T>>) {
        if let Some(sourced) = sourced {
            self.cites.extend(sourced.marks.cites.iter().cloned());
            self.origin = self.origin.max(sourced.marks.origin);
        }
    }
}
