//! Texts and values with their sources: `15-20 min [@seed-clinic] {clinic}`.
//!
//! A source is cited in a protocol as it is on a page, `[@key; @key]`. In braces
//! stands where a number without a source comes from: `{clinic}` is a default for
//! the clinic to confirm, `{policy}` a safety rule of the project, and what is
//! `{unverified}` is switched off. The same marks serve texts, where they may
//! stand anywhere, and values, where they come last.
//!
//! Never: whether a key exists; the whole site knows that.

use crate::source::Spanned;
use std::ops::Range;

/// A text in pieces, with its sources where they were cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Words and citations, in order.
    pub pieces: Vec<Piece>,
    /// Whose word it is, where no source is cited.
    pub origin: Option<Origin>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Plain words.
    Words(String),
    /// The sources of what stands before.
    Cites(Vec<Spanned<String>>),
}

/// Where a value without a source comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A safety rule of the project.
    Policy,
    /// A default for the clinic to confirm or change.
    Clinic,
    /// The clinic's own value, from its settings.
    Own,
}

/// The sources of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// The keys cited.
    pub cites: Vec<Spanned<String>>,
    /// Whose value it is, where no source is cited.
    pub origin: Option<Origin>,
}

impl Origin {
    /// The mark in a file; a clinic's own value has none, because its place says it.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Policy => "{policy}",
            Self::Clinic => "{clinic}",
            Self::Own => "",
        }
    }
}

impl Text {
    /// The words alone.
    #[must_use]
    pub fn plain(&self) -> String {
        let words = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Words(words) => Some(words.as_str()),
            Piece::Cites(_) => None,
        });
        words.collect()
    }

    /// The keys cited, in order.
    pub fn cites(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.pieces.iter().flat_map(|piece| match piece {
            Piece::Words(_) => &[][..],
            Piece::Cites(keys) => keys,
        })
    }
}

/// A part of a text as written, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Plain words.
    Words(Range<usize>),
    /// Keys, each with its bytes.
    Cites(Vec<Range<usize>>),
    /// `{clinic}` or `{policy}`.
    Origin(Origin),
    /// `{unverified}`.
    Unverified,
    /// `[@…` without an end, or a key that is empty.
    Bad(Range<usize>),
}

/// Cuts a text at its marks. Space before a mark goes with it.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(step) = text[at..].find(['[', '{']) {
        let open = at + step;
        match mark(text, open) {
            Some((part, end)) => {
                let words = from..from + text[from..open].trim_end().len();
                if !words.is_empty() {
                    parts.push(Part::Words(words));
                }
                parts.push(part);
                (from, at) = (end, end);
            }
            None => at = open + 1,
        }
    }
    let rest = from..from + text[from..].trim_end().len();
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    parts
}

/// The mark that opens at this byte, and its end. Any other bracket is a bracket.
fn mark(text: &str, open: usize) -> Option<(Part, usize)> {
    let rest = &text[open..];
    for (word, part) in [
        ("{clinic}", Part::Origin(Origin::Clinic)),
        ("{policy}", Part::Origin(Origin::Policy)),
        ("{unverified}", Part::Unverified),
    ] {
        if rest.starts_with(word) {
            return Some((part, open + word.len()));
        }
    }
    if !rest.starts_with("[@") {
        return None;
    }
    let Some(close) = rest.find(']') else {
        return Some((Part::Bad(open..text.len()), text.len()));
    };
    let mut keys = Vec::new();
    let mut from = open + 1;
    for key in rest[1..close].split(';') {
        let lead = key.len() - key.trim_start().len();
        let range = from + lead..from + lead + key.trim().len();
        from += key.len() + 1;
        let good = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        if !text[range.clone()].strip_prefix('@').is_some_and(good) {
            return Some((Part::Bad(range), open + close + 1));
        }
        keys.push(range.start + 1..range.end);
    }
    Some((Part::Cites(keys), open + close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_out_with_the_space_before_them() {
        let text = "Drops in days [@a; @b-1], for [some] {clinic}.";
        let found = parts(text);
        let words = |part: &Part| match part {
            Part::Words(range) => text[range.clone()].to_owned(),
            Part::Cites(keys) => {
                keys.iter().map(|key| format!("<{}>", &text[key.clone()])).collect::<Vec<_>>().concat()
            }
            Part::Origin(origin) => format!("{origin:?}"),
            Part::Unverified | Part::Bad(_) => "?".to_owned(),
        };
        let shown: Vec<_> = found.iter().map(words).collect();
        assert_eq!(shown, ["Drops in days", "<a><b-1>", ", for [some]", "Clinic", "."]);
    }

    #[test]
    fn a_citation_without_a_key_is_bad() {
        assert_eq!(parts("x [@]"), [Part::Words(0..1), Part::Bad(3..4)]);
        assert_eq!(parts("x [@a"), [Part::Words(0..1), Part::Bad(2..5)]);
    }
}
