//! Words of a text as they are searched: cut, folded, told apart from small words.
//!
//! The page's script does the same with what somebody types (`theme/js/search-words.js`), so both
//! must cut alike: `tests/search/words.tsv` holds them together. Case and accents go, an apostrophe
//! joins (`can't` is `cant`) and a possessive `'s` falls away, digits and letters part (`24mm`), and where
//! a script writes no spaces each sign is a word.
//!
//! Never: languages, what a word means.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The words of a text, folded, in order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut run = String::new();
    let mut sort = Sort::Other;
    let mut apostrophe = false;
    for c in text.chars() {
        let next = Sort::of(c);
        match next {
            Sort::Mark if sort != Sort::Other => run.push(c),
            Sort::Apostrophe if sort == Sort::Letter && !apostrophe => apostrophe = true,
            Sort::Mark | Sort::Apostrophe | Sort::Other => {
                end(&mut run, &mut found);
                (sort, apostrophe) = (Sort::Other, false);
            }
            Sort::Letter | Sort::Digit | Sort::Sign => {
                let joins = next == sort && next != Sort::Sign && !(apostrophe && next != Sort::Letter);
                if !joins {
                    end(&mut run, &mut found);
                } else if apostrophe {
                    run.push('\'');
                }
                run.push(c);
                (sort, apostrophe) = (next, false);
            }
        }
    }
    end(&mut run, &mut found);
    found
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Letter,
    Digit,
    /// A letter of a script without spaces.
    Sign,
    Mark,
    Apostrophe,
    Other,
}

impl Sort {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '\'' | '\u{2019}' => Self::Apostrophe,
            _ if c.is_ascii() => {
                if c.is_ascii_digit() {
                    Self::Digit
                } else {
                    Self::Other
                }
            }
            _ if is_combining_mark(c) => Self::Mark,
            _ if c.is_numeric() => Self::Digit,
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
                if c.is_alphabetic() =>
            {
                Self::Sign
            }
            _ if c.is_alphabetic() => Self::Letter,
            _ => Self::Other,
        }
    }
}

fn end(run: &mut String, found: &mut Vec<String>) {
    let whole = std::mem::take(run);
    let word = fold(whole.strip_suffix("'s").or_else(|| whole.strip_suffix("'S")).unwrap_or(&whole));
    if !word.is_empty() {
        found.push(word);
    }
}

/// One word without case, accents and apostrophes.
fn fold(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return word.to_owned();
    }
    let letters = word.nfkd().filter(|c| !is_accent(*c) && (c.is_alphanumeric() || is_combining_mark(*c)));
    letters.collect::<String>().to_lowercase()
}

/// Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel marks and the stretching line of Arabic. The
/// marks of other scripts are vowels without which a word is another one.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table that the script is held to as well: a text, a tab, its words.
    const TABLE: &str = include_str!("../../tests/search/words.tsv");

    #[test]
    fn texts_are_cut_as_the_table_says() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (text, expected) = line.split_once('\t').expect("a text, a tab and its words");
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }
}
