//! What a reviewer reads: the words of a page or a protocol, with nothing left to look up.
//!
//! An approval is bound to this text and to nothing else. So it holds what
//! readers get to see, wherever it was written (the page, fragments, values of
//! the clinic, the sources that are cited), and none of what they do not see:
//! comments, line ends, emphasis, the order in a menu. Its written form is lines
//! of plain text, so that it can be kept in a record, compared word by word and
//! read without any program.
//!
//! A change of the written form takes every approval back. It is meant to last.
//!
//! Never: where the text comes from, who approved it.

use super::bibliography::Bibliography;
use crate::syntax::directive::Audience;

/// A text as it is reviewed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Its paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: Kind,
    /// Whose wording it is; none for both.
    pub audience: Option<Audience>,
    /// How deep it stands in lists and blocks.
    pub depth: usize,
    /// Its words. Those of a protocol may have several lines.
    pub text: String,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading of this level.
    Heading(u8),
    /// Words to read.
    Text,
    /// A cited source, as it stands in the file of references.
    Source,
}

/// How many digits of a fingerprint people get to see.
const SHOWN: usize = 12;

impl Wording {
    /// Adds a paragraph that is for everyone and stands in no block.
    pub fn put(&mut self, kind: Kind, text: impl Into<String>) {
        self.paragraphs.push(Paragraph { kind, audience: None, depth: 0, text: text.into() });
    }

    /// Adds the sources with these numbers.
    pub fn cite(&mut self, bibliography: &Bibliography, cited: &[usize]) {
        for reference in cited.iter().filter_map(|&i| bibliography.references().get(i)) {
            self.put(Kind::Source, plain(&format!("[@{}] {}", reference.key, reference.facts)));
        }
    }

    /// Its written form: a line for each paragraph, with a line break at its end.
    #[must_use]
    pub fn text(&self) -> String {
        self.paragraphs.iter().map(|paragraph| paragraph.line() + "\n").collect()
    }
}

impl Paragraph {
    fn line(&self) -> String {
        let room = "  ".repeat(self.depth);
        let mark = match self.kind {
            Kind::Heading(level) => "#".repeat(usize::from(level)) + " ",
            Kind::Text | Kind::Source => String::new(),
        };
        let audience = match self.audience {
            None => "",
            Some(Audience::Parent) => "[parent] ",
            Some(Audience::Clinician) => "[clinician] ",
        };
        format!("{room}{audience}{mark}{}", self.text)
    }
}

/// The fingerprint of a written form: the 64 digits of its BLAKE3 hash.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    fingerprint_of(text.as_bytes())
}

/// The fingerprint of a file.
#[must_use]
pub fn fingerprint_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The first digits of a fingerprint, which are enough to tell two versions apart.
#[must_use]
pub fn short(fingerprint: &str) -> &str {
    fingerprint.get(..SHOWN).unwrap_or(fingerprint)
}

/// Whether a character cannot be seen, and cannot be kept in a record: controls, marks of byte order.
#[must_use]
pub fn unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Words on one line, with single spaces, and without what cannot be seen.
#[must_use]
pub fn plain(text: &str) -> String {
    let seen = text.replace(unseen, " ");
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
