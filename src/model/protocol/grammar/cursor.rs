//! Walking through a short text: words, numbers, signs.
//!
//! Never: what the words mean.

use crate::schedule::Number;
use std::ops::Range;

/// What does not fit, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the text that it is about.
    pub range: Range<usize>,
    /// What it is.
    pub kind: FaultKind,
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A number should stand here.
    Number,
    /// A whole number should stand here.
    Whole,
    /// The number is too large.
    TooLarge,
    /// One of these should stand here.
    Word(&'static str),
    /// A name should stand here: lower-case letters, digits, hyphens.
    Name,
    /// A time of day should stand here.
    Clock,
    /// The first end of the range is above the second.
    Backwards,
    /// Nothing, or more than a day, is no interval.
    Interval,
    /// Nothing is no step here.
    Nothing,
    /// Something stands after the value.
    Trailing,
}

impl FaultKind {
    /// What is wrong, as the end of a sentence: "`2-3 weeks` cannot be read: …".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Number => "a number should stand here".to_owned(),
            Self::Whole => "a whole number should stand here".to_owned(),
            Self::TooLarge => "this number is too large".to_owned(),
            Self::Word(words) => format!("{words} should stand here"),
            Self::Name => "a name should stand here".to_owned(),
            Self::Clock => "a time of day such as `06:00` should stand here".to_owned(),
            Self::Backwards => "the smaller end must come first".to_owned(),
            Self::Interval => "an interval is more than nothing and at most 24 hours".to_owned(),
            Self::Nothing => "this must be more than nothing".to_owned(),
            Self::Trailing => "nothing should follow here".to_owned(),
        }
    }
}

/// A place in a text.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the beginning.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte that comes next, spaces skipped.
    pub fn start(&mut self) -> usize {
        self.at += self.rest().len() - self.rest().trim_start().len();
        self.at
    }

    /// What comes next is at fault.
    pub fn fault(&mut self, kind: FaultKind) -> Fault {
        let start = self.start();
        let rest = self.rest();
        let length = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
        Fault { range: start..start + length, kind }
    }

    /// What was read since `start` is at fault.
    #[must_use]
    pub fn fault_since(&self, start: usize, kind: FaultKind) -> Fault {
        Fault { range: start..self.at, kind }
    }

    /// Takes this sign if it comes next.
    pub fn sign(&mut self, sign: char) -> bool {
        self.start();
        let taken = self.rest().starts_with(sign);
        self.at += if taken { sign.len_utf8() } else { 0 };
        taken
    }

    /// Takes a hyphen or an en dash: the sign between the ends of a range.
    pub fn dash(&mut self) -> bool {
        self.sign('-') || self.sign('–')
    }

    /// Takes these words if they come next and end there. Single spaces in `words` stand for any.
    pub fn words(&mut self, words: &str) -> bool {
        let before = self.at;
        let all = words.split(' ').all(|word| self.peek_word() == word && self.skip_word());
        if !all {
            self.at = before;
        }
        all
    }

    /// The word that comes next: letters only, and `%`.
    pub fn peek_word(&mut self) -> &'a str {
        self.start();
        let rest = self.rest();
        &rest[..rest.find(|c: char| !(c.is_alphabetic() || c == '%' || c == '°')).unwrap_or(rest.len())]
    }

    fn skip_word(&mut self) -> bool {
        self.at += self.peek_word().len();
        true
    }

    /// Takes the word that comes next; empty if there is none.
    pub fn word(&mut self) -> &'a str {
        let word = self.peek_word();
        self.at += word.len();
        word
    }

    /// Takes a name: lower-case letters, digits and hyphens.
    ///
    /// # Errors
    /// No name comes next.
    pub fn name(&mut self) -> Result<&'a str, Fault> {
        self.start();
        let rest = self.rest();
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let name = &rest[..rest.find(|c| !good(c)).unwrap_or(rest.len())];
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || name.ends_with('-') || name.contains("--") {
            return Err(self.fault(FaultKind::Name));
        }
        self.at += name.len();
        Ok(name)
    }

    /// Takes a decimal without a sign.
    ///
    /// # Errors
    /// No number comes next.
    pub fn number(&mut self) -> Result<Number, Fault> {
        self.start();
        let rest = self.rest();
        let digits = &rest[..rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len())];
        let number = Number::decimal(digits).ok_or_else(|| self.fault(FaultKind::Number))?;
        self.at += digits.len();
        Ok(number)
    }

    /// Takes a whole number, at most 9999.
    ///
    /// # Errors
    /// No such number comes next.
    pub fn whole(&mut self) -> Result<u32, Fault> {
        let start = self.start();
        let number = self.number()?;
        let whole = number.as_whole().ok_or_else(|| self.fault_since(start, FaultKind::Whole))?;
        let whole = u32::try_from(whole).ok().filter(|whole| *whole <= 9999);
        whole.ok_or_else(|| self.fault_since(start, FaultKind::TooLarge))
    }

    /// Whether this sign comes at once, without a space.
    #[must_use]
    pub fn is_close(&self, sign: char) -> bool {
        self.rest().starts_with(sign)
    }

    /// Goes back to a byte that was passed.
    pub fn rewind(&mut self, to: usize) {
        self.at = to.min(self.at);
    }

    /// Whether nothing is left.
    pub fn is_done(&mut self) -> bool {
        self.start() == self.text.len()
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Something is left.
    pub fn end(&mut self) -> Result<(), Fault> {
        if self.is_done() {
            return Ok(());
        }
        Err(Fault { range: self.at..self.text.trim_end().len(), kind: FaultKind::Trailing })
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }
}
