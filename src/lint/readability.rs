//! How hard an English text is to read.
//!
//! Two formulas over the same counts. Flesch reading ease (Flesch 1948) goes from
//! 100, very easy, down; the Flesch-Kincaid grade (Kincaid and others 1975) is the
//! school year in the United States at which a reader follows. Both look at the
//! length of sentences and words and at nothing else: a low grade is no proof that
//! a text is clear. SMOG needs thirty sentences, more than most pages have, so it
//! is left out.
//!
//! Names and numbers are not counted: a long name is not made shorter by writing
//! more simply.
//!
//! Never: other languages, whose words are longer or shorter.

use super::syllable::syllables;
use super::token::Token;
use std::iter::Sum;
use std::ops::Add;

/// What the formulas count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub sentences: usize,
    pub words: usize,
    pub syllables: usize,
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

impl Counts {
    /// Counts a sentence.
    pub fn of_sentence(all: &[Token<'_>]) -> Self {
        // A capital inside of a sentence makes a name, but for "I".
        let is_name = |i: usize, token: &Token<'_>| {
            let inside = i > 0 && all[i - 1].is_word();
            let i_myself = token.text == "I" || token.text.starts_with("I'");
            inside && token.text.starts_with(char::is_uppercase) && !i_myself
        };
        let (mut words, mut sum) = (0, 0);
        for (_, token) in all.iter().enumerate().filter(|(i, token)| token.is_word() && !is_name(*i, token)) {
            words += 1;
            sum += syllables(token.text);
        }
        Self { sentences: usize::from(words > 0), words, syllables: sum }
    }

    /// The Flesch-Kincaid grade: years of school in the United States.
    pub fn grade(self) -> f64 {
        let (words_a_sentence, syllables_a_word) = self.means();
        0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59
    }

    /// The Flesch reading ease: 60 to 70 is plain, over 80 easy, under 30 very hard.
    pub fn ease(self) -> f64 {
        let (words_a_sentence, syllables_a_word) = self.means();
        206.835 - 1.015 * words_a_sentence - 84.6 * syllables_a_word
    }

    #[expect(clippy::cast_precision_loss, reason = "a text has far fewer words than a number has digits")]
    fn means(self) -> (f64, f64) {
        let words = self.words.max(1) as f64;
        (words / self.sentences.max(1) as f64, self.syllables as f64 / words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::token::{sentences, tokens};

    fn count(text: &str) -> Counts {
        sentences(text).into_iter().map(|range| Counts::of_sentence(&tokens(text, range))).sum()
    }

    /// Texts that are free to use, with hyphens put in between the syllables by hand. The hyphens are the count.
    const BY_HAND: [(&str, usize, &str); 4] = [
        (
            "Lincoln at Gettysburg, 1863",
            3,
            "Four score and sev-en years a-go our fa-thers brought forth on this con-ti-nent a new na-tion con-ceived in \
             lib-er-ty and ded-i-cat-ed to the prop-o-si-tion that all men are cre-at-ed e-qual. Now we are en-gaged in \
             a great civ-il war test-ing wheth-er that na-tion or an-y na-tion so con-ceived and so ded-i-cat-ed can \
             long en-dure. We are met on a great bat-tle field of that war.",
        ),
        (
            "Carroll, Alice's Adventures, 1865",
            1,
            "There was noth-ing so ver-y re-mark-a-ble in that nor did she think it so ver-y much out of the way to hear \
             the rab-bit say to it-self oh dear oh dear I shall be late.",
        ),
        (
            "Nightingale, Notes on Nursing, 1859",
            2,
            "The ver-y first can-on of nurs-ing the first and the last thing up-on which a nurse's at-ten-tion must be \
             fixed is this to keep the air he breathes as pure as the ex-ter-nal air. With-out this all the rest you can \
             do is as noth-ing.",
        ),
        (
            "plain advice, our own",
            3,
            "Wash your hands. Put your ba-by's full top-up in the cup and hold it lev-el. Stop when your ba-by turns a-way.",
        ),
    ];

    #[test]
    fn counts_agree_with_those_by_hand() {
        for (name, sentences, marked) in BY_HAND {
            let text = marked.replace('-', "");
            let words = text.split_whitespace().count();
            let by_hand = Counts { sentences, words, syllables: words + marked.matches('-').count() };
            let found = count(&text);
            assert_eq!((found.sentences, found.words), (by_hand.sentences, by_hand.words), "{name}");
            assert!(
                found.syllables.abs_diff(by_hand.syllables) * 50 <= by_hand.syllables,
                "{name}: {found:?} {by_hand:?}"
            );
            assert!((found.grade() - by_hand.grade()).abs() < 0.5, "{name}");
        }
    }

    /// Worked through by hand: 100 words, 5 sentences, 150 syllables.
    #[test]
    fn the_formulas_are_those_of_their_papers() {
        let counts = Counts { sentences: 5, words: 100, syllables: 150 };
        assert!((counts.grade() - 9.91).abs() < 1e-9);
        assert!((counts.ease() - 59.635).abs() < 1e-9);
    }

    #[test]
    fn names_and_numbers_are_no_harder_than_they_are() {
        assert_eq!(count("Ask the National Maternal Mental Health Hotline on 1234."), count("Ask the on 1234."));
        assert_eq!(count("I think I'm well."), Counts { sentences: 1, words: 4, syllables: 4 });
    }
}
