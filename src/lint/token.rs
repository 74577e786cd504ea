//! Words, numbers and sentences of a plain text.
//!
//! Just enough of reading for rules: where a sentence ends, what is a word and
//! what is a number. Abbreviations and decimal points do not
//! end a sentence.
//!
//! Never: what words mean.

use std::ops::Range;

/// A word, a number or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// As it stands in the text.
    pub text: &'t str,
    /// Its first byte there.
    pub start: usize,
}

impl Token<'_> {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The number that it is, in digits.
    pub fn number(&self) -> Option<f64> {
        let digits = self.text.starts_with(|c: char| c.is_ascii_digit());
        digits.then(|| self.text.replace(',', "").parse().ok()).flatten()
    }

    /// Whether it is a number in digits.
    pub fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is a word of two and more capitals.
    pub fn is_short_form(&self) -> bool {
        self.text.len() > 1 && self.text.bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// Whether it is this word, in letters of any case.
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words.
    pub fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }
}

/// The tokens of a part of a text.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(range.len() / 4 + 4);
    let mut at = range.start;
    while let Some(c) = text[at..range.end].chars().next() {
        let rest = &text[at..range.end];
        let length = if c.is_alphabetic() {
            rest.char_indices()
                .find(|&(i, c)| !(c.is_alphabetic() || c == '\'' && rest[i + 1..].starts_with(char::is_alphabetic)))
                .map_or(rest.len(), |(i, _)| i)
        } else if c.is_ascii_digit() {
            let inner =
                |i: usize, c: char| matches!(c, '.' | ',') && rest[i + 1..].starts_with(|c: char| c.is_ascii_digit());
            rest.char_indices().find(|&(i, c)| !(c.is_ascii_digit() || inner(i, c))).map_or(rest.len(), |(i, _)| i)
        } else {
            c.len_utf8()
        };
        if !c.is_whitespace() {
            found.push(Token { text: &rest[..length], start: at });
        }
        at += length;
    }
    found
}

/// Words with a full stop that ends no sentence.
const ABBREVIATIONS: [&str; 12] = ["e.g", "i.e", "dr", "mr", "mrs", "ms", "vs", "approx", "no", "st", "u.s", "etc"];

/// The sentences of a text, without the spaces around them.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        let ends = match c {
            '\n' => true,
            '.' | '!' | '?' => {
                let rest = after.trim_start_matches(['"', '\'', ')', ']']);
                let follows = rest.is_empty()
                    || rest.starts_with(char::is_whitespace)
                        && rest.trim_start().starts_with(|c: char| !c.is_lowercase());
                follows && !(c == '.' && is_abbreviation(&text[start..at]))
            }
            _ => false,
        };
        if ends {
            let closing = after.len() - after.trim_start_matches(['"', '\'', ')', ']']).len();
            push(text, start..at + c.len_utf8() + closing, &mut found);
            start = at + c.len_utf8() + closing;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    if text[start..end].contains(char::is_alphanumeric) {
        found.push(start..end);
    }
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let word = word.to_lowercase();
    // "No." is a number before digits only, and digits begin a sentence seldom enough.
    ABBREVIATIONS.contains(&word.as_str()) && !(word == "no" && before.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_breathes() {
        assert_eq!(parts("One. Two? Three!"), ["One.", "Two?", "Three!"]);
        assert_eq!(parts("About 2.5 oz, e.g. In a cup."), ["About 2.5 oz, e.g. In a cup."]);
        assert_eq!(parts("He said \"Stop.\" Then he left."), ["He said \"Stop.\"", "Then he left."]);
        assert_eq!(parts("In the U.S. Army. Next"), ["In the U.S. Army.", "Next"]);
        assert_eq!(parts("No. Never force."), ["No.", "Never force."]);
        assert_eq!(parts("Line one\nLine two"), ["Line one", "Line two"]);
        assert_eq!(parts(" *** "), Vec::<&str>::new());
    }

    #[test]
    fn tokens_are_words_numbers_and_signs() {
        let odd = "naïve d'été don' 4.";
        let words: Vec<_> = tokens(odd, 0..odd.len()).iter().map(|token| token.text).collect();
        assert_eq!(words, ["naïve", "d'été", "don", "'", "4", "."]);
        let text = "Don't give 1,200.5 ml (30%)!";
        let all: Vec<_> = tokens(text, 0..text.len()).iter().map(|token| token.text).collect();
        assert_eq!(all, ["Don't", "give", "1,200.5", "ml", "(", "30", "%", ")", "!"]);
        assert_eq!(tokens(text, 11..18)[0].number(), Some(1200.5));
    }
}
