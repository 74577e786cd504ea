//! Text that looks like a dose of a medicine.
//!
//! Neither protocols nor pages have a place for a dose: slots for medicines are
//! empty boxes that a prescriber fills in. A dose could still slip in as text. So
//! the text is searched for a number with a unit in which medicines are measured,
//! and for "times daily". The whole file of a protocol is, comments included;
//! there, a weight gain is written "20 grams".
//!
//! Never: exceptions, or what kind of text it is.

use std::ops::Range;

const UNITS: [&str; 20] = [
    "mg",
    "mcg",
    "µg",
    "μg",
    "ug",
    "g",
    "iu",
    "microgram",
    "micrograms",
    "milligram",
    "milligrams",
    "tablet",
    "tablets",
    "tab",
    "tabs",
    "capsule",
    "capsules",
    "pill",
    "pills",
    "times daily",
];

const WORDS: [&str; 4] = ["once daily", "twice daily", "three times daily", "four times daily"];

/// The bytes of everything that looks like a dose.
#[must_use]
pub fn doses(text: &str) -> Vec<Range<usize>> {
    // Most texts have neither or only digits, and there are many of them.
    let (digits, daily) = (text.bytes().any(|b| b.is_ascii_digit()), text.contains("aily") || text.contains("AILY"));
    if !digits && !daily {
        return Vec::new();
    }
    let numbers =
        starts(text, |before, c| c.is_ascii_digit() && !before.is_some_and(|b| b.is_alphanumeric() || b == '.'));
    let after_numbers = numbers.filter_map(|start| Some(start..after_number(text, start)?));
    let mut all: Vec<_> = after_numbers.collect();
    if daily {
        let words = starts(text, |before, c| c.is_alphabetic() && !before.is_some_and(char::is_alphanumeric));
        all.extend(words.filter_map(|start| {
            let phrase = WORDS.iter().find(|word| begins(&text[start..], word))?;
            Some(start..start + phrase.len())
        }));
    }
    all.sort_by_key(|range| range.start);
    // The second number of a range is part of it.
    all.dedup_by(|later, earlier| later.end <= earlier.end);
    all
}

/// The bytes at which a character stands that, with the one before it, begins something.
fn starts<'a>(text: &'a str, begins: impl Fn(Option<char>, char) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
    let mut before = None;
    text.char_indices().filter_map(move |(at, c)| begins(before.replace(c), c).then_some(at))
}

/// The end of a number with a unit of medicines.
fn after_number(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let digits = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '–')))?;
    let space = rest[digits..].len() - rest[digits..].trim_start_matches([' ', '\u{a0}', '-']).len();
    let unit = &rest[digits + space..];
    UNITS.iter().find(|word| begins(unit, word)).map(|word| start + digits + space + word.len())
}

/// Whether a text begins with these words and they end there. Letters of any case.
fn begins(text: &str, words: &str) -> bool {
    // Nearly every word differs in its first letter.
    let first = text.bytes().next();
    if first.is_none_or(|first| first.is_ascii() && !first.eq_ignore_ascii_case(&words.as_bytes()[0])) {
        return false;
    }
    let same = |head: &str| head.eq_ignore_ascii_case(words) || (!head.is_ascii() && head.to_lowercase() == words);
    text.get(..words.len()).is_some_and(same) && !text[words.len()..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doses_are_found_and_other_numbers_are_not() {
        let found = |text: &str| doses(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("take 10 mg, then 20-30mg"), ["10 mg", "20-30mg"]);
        assert_eq!(found("2 Tablets twice daily, 400 IU"), ["2 Tablets", "twice daily", "400 IU"]);
        assert_eq!(found("3 times daily"), ["3 times daily"]);
        assert_eq!(found("5 µg"), ["5 µg"]);
        for fine in
            ["3 times a day", "20 grams a day", "150 ml/kg", "4.2 kg", "B12 g", "every 2 to 3 h", "10 glasses", "day 3"]
        {
            assert_eq!(found(fine), Vec::<String>::new(), "{fine}");
        }
    }
}
