//! Figures in a sentence: which numbers make a statement that somebody measured.
//!
//! A share ("86 percent", "49 of the 50", "1 in 10"), a count of people or studies
//! ("a survey of 240 parents", "n = 7") and an amount of something. Dates, times
//! of the day, ages, numbers of steps and telephones are none of these, because
//! only the shapes here are looked for.
//!
//! Never: whether there is a source.

use super::token::{Token, tokens};
use std::ops::Range;

const PEOPLE: [&str; 32] = [
    "mothers",
    "parents",
    "women",
    "men",
    "people",
    "babies",
    "infants",
    "families",
    "patients",
    "participants",
    "couples",
    "children",
    "adults",
    "newborns",
    "respondents",
    "volunteers",
    "dyads",
    "cases",
    "studies",
    "trials",
    "papers",
    "surveys",
    "reports",
    "records",
    "samples",
    "subjects",
    "pairs",
    "users",
    "fathers",
    "persons",
    "adopters",
    "deaths",
];

const TIMES: [&str; 16] = [
    "hours", "hour", "h", "days", "day", "weeks", "week", "months", "month", "years", "year", "minutes", "minute",
    "min", "seconds", "steps",
];

/// What a share is a share of, where it says nothing about people.
const SUBSTANCES: [&str; 16] = [
    "alcohol",
    "ethanol",
    "fat",
    "protein",
    "sugar",
    "bleach",
    "solution",
    "saline",
    "lanolin",
    "cotton",
    "vinegar",
    "concentration",
    "strength",
    "isopropyl",
    "chlorine",
    "glucose",
];

/// What is in parts that nobody counted in a study.
const THINGS: [&str; 18] = [
    "bottles",
    "parts",
    "pieces",
    "rooms",
    "sessions",
    "feeds",
    "pages",
    "questions",
    "signs",
    "boxes",
    "lines",
    "cups",
    "points",
    "lists",
    "sheets",
    "hoses",
    "doors",
    "visits",
];

/// What has a percentage of its own: devices and prices.
const SETTINGS: [&str; 11] = [
    "battery",
    "charge",
    "charged",
    "charges",
    "volume",
    "brightness",
    "zoom",
    "humidity",
    "suction",
    "speed",
    "discount",
];

/// What an amount is the size of.
const CONTAINERS: [&str; 20] = [
    "bottle",
    "bottles",
    "cup",
    "cups",
    "syringe",
    "syringes",
    "container",
    "containers",
    "bag",
    "bags",
    "jar",
    "jars",
    "pot",
    "pots",
    "tube",
    "tubes",
    "box",
    "boxes",
    "glass",
    "mark",
];

/// What is said to be so "100 percent", which counts nobody.
const ENTIRELY: [&str; 7] = ["safe", "effective", "sure", "certain", "natural", "pure", "organic"];

const AMOUNTS: [&str; 14] = [
    "ml",
    "milliliters",
    "millilitres",
    "l",
    "liters",
    "litres",
    "liter",
    "litre",
    "oz",
    "ounces",
    "grams",
    "kg",
    "pounds",
    "lb",
];

/// Numbers written as words, as far as shares use them.
const WORDS: [(&str, f64); 12] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("twenty", 20.0),
    ("hundred", 100.0),
];

/// `3 in 10`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Share {
    pub range: Range<usize>,
    pub of: f64,
    /// Whether it says `in`: a rate, and not so many of those studied.
    pub rate: bool,
}

fn value(token: &Token<'_>) -> Option<f64> {
    token.number().or_else(|| WORDS.iter().find(|(word, _)| token.is(word)).map(|(_, value)| *value))
}

/// Whether it is a number written as a word.
pub(super) fn is_number_word(token: &Token<'_>) -> bool {
    WORDS.iter().any(|(word, _)| token.is(word))
}

/// Shares of people: `3 in 10`, `one in three`, `46 of the 50`.
pub(super) fn shares(text: &str, range: Range<usize>) -> Vec<Share> {
    let all = tokens(text, range);
    let mut found = Vec::new();
    for (i, part) in all.iter().enumerate() {
        let Some(link) = all.get(i + 1).filter(|link| link.is_one_of(&["in", "of", "out"])) else { continue };
        let Some(number) = value(part) else { continue };
        let mut next = i + 2;
        if link.is("out") && all.get(next).is_some_and(|token| token.is("of")) {
            next += 1;
        } else if !link.is("in") && !link.is("of") {
            continue;
        }
        next += usize::from(all.get(next).is_some_and(|token| token.is_one_of(&["the", "these", "those", "every"])));
        let Some((whole, of)) = all.get(next).and_then(|token| Some((token, value(token)?))) else { continue };
        let after = all.get(next + 1);
        let timed = after.is_some_and(|token| token.is_one_of(&TIMES) || token.text == "-");
        let things = link.is("of") && after.is_some_and(|token| token.is_one_of(&THINGS));
        let year = whole.text.len() == 4 && (1900.0..2100.0).contains(&of) && link.is("in");
        // "One of two ways" counts ways; "one in three" counts people.
        let counts_things = link.is("of") && (part.number().is_none() || whole.number().is_none());
        if of > number && of >= 3.0 && !timed && !things && !year && !counts_things && part.end() < whole.start {
            found.push(Share { range: part.start..whole.end(), of, rate: link.is("in") });
        }
    }
    found
}

/// Percentages that are not the strength of something.
pub(super) fn percentages(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let all = tokens(text, range);
    let found = all.iter().enumerate().filter_map(|(i, token)| {
        if !token.is_number() {
            return None;
        }
        let unit = all.get(i + 1)?;
        let (end, next) = if unit.text == "%" || unit.is("percent") {
            (unit.end(), i + 2)
        } else if unit.is("per") && all.get(i + 2).is_some_and(|token| token.is("cent")) {
            (all[i + 2].end(), i + 3)
        } else {
            return None;
        };
        let after = &all[next.min(all.len())..];
        let of_something = after.iter().take(2).any(|token| token.is_one_of(&SUBSTANCES));
        let entirely = token.text == "100" && after.first().is_some_and(|token| token.is_one_of(&ENTIRELY));
        let set = all[i.saturating_sub(5)..i].iter().any(|token| token.is_one_of(&SETTINGS));
        (!of_something && !entirely && !set).then_some(token.start..end)
    });
    found.collect()
}

/// Counts of people, studies and the like: `381 cases`, `n = 50`.
pub(super) fn counts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let all = tokens(text, range);
    let mut found = Vec::new();
    for (i, token) in all.iter().enumerate() {
        let sample = token.is("n")
            && all.get(i + 1).is_some_and(|next| next.text == "=")
            && all.get(i + 2).is_some_and(|next| next.number().is_some());
        if sample {
            found.push(token.start..all[i + 2].end());
        }
        if token.number().is_none_or(|number| number < 3.0) {
            continue;
        }
        let before = |back: usize| i.checked_sub(back).and_then(|at| all.get(at));
        let is = |back: usize, words: &[&str]| before(back).is_some_and(|token| token.is_one_of(words));
        let year = token.text.len() == 4
            && token.number().is_some_and(|number| (1900.0..2100.0).contains(&number))
            && is(1, &["in", "since", "until", "by", "from", "before", "after"]);
        // Room for people is no count of people.
        let room = is(1, &["to"]) && is(2, &["up"])
            || is(1, &["for", "of"]) && is(2, &["room", "space", "group", "groups", "seats"]);
        if year || room {
            continue;
        }
        // One or two words may stand between: "240 adoptive parents", "8 pooled studies".
        let noun = all[i + 1..].iter().take(3).take_while(|next| next.is_word() || next.text == "-");
        let noun = noun.take_while(|next| !next.is_one_of(&TIMES) && !next.is_one_of(&["of", "to", "in", "and"]));
        if let Some(noun) = noun.into_iter().find(|next| next.is_one_of(&PEOPLE)) {
            found.push(token.start..noun.end());
        }
    }
    found
}

/// Amounts: `90 ml`, `3 oz`, `20 to 30 grams`; and how warm something is.
pub(super) fn amounts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let all = tokens(text, range);
    let pairs = all.windows(2).enumerate().filter(|(_, pair)| {
        let [number, unit] = pair else { return false };
        number.is_number() && (unit.is_one_of(&AMOUNTS) || unit.text == "°")
    });
    // "A 150 ml bottle" says how large the bottle is.
    let is_size = |i: usize| all.get(i + 2).is_some_and(|token| token.is_one_of(&CONTAINERS));
    pairs.filter(|(i, _)| !is_size(*i)).map(|(_, pair)| pair[0].start..pair[1].end()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, find: fn(&str, Range<usize>) -> Vec<Range<usize>>) -> Vec<&str> {
        find(text, 0..text.len()).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn shares_are_of_people() {
        let of = |text: &str| {
            shares(text, 0..text.len()).into_iter().map(|share| text[share.range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            of("49 of the 50 made milk, about 1 in 10 did not, one in three stopped"),
            ["49 of the 50", "1 in 10", "one in three"]
        );
        for fine in [
            "8 in 24 hours",
            "one of two ways",
            "in 2014",
            "5 of 5",
            "2 of the 6 bottles",
            "day 3 of 10 days",
            "12 in 1980",
        ] {
            assert_eq!(of(fine), Vec::<String>::new(), "{fine}");
        }
    }

    #[test]
    fn percentages_are_not_strengths() {
        assert_eq!(all("86 percent, 12% and 3.5 per cent", percentages), ["86 percent", "12%", "3.5 per cent"]);
        assert_eq!(
            all("60 percent alcohol, 100 percent safe, charge it to 80 percent", percentages),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn counts_are_of_people_and_studies() {
        assert_eq!(all("a survey of 240 adoptive parents (n = 7)", counts), ["240 adoptive parents", "n = 7"]);
        assert_eq!(
            all("within 3 days parents saw it, 2 people at home, up to 8 people, in 2014 mothers met", counts),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn amounts_have_units() {
        assert_eq!(all("about 90 ml (3 oz) at 9 am, at 70 °C, a 150 ml bottle", amounts), ["90 ml", "3 oz", "70 °"]);
    }
}
