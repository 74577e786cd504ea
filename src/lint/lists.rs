//! The words that rules look for, gathered once for a run and found all at once.
//!
//! Lists that hold for any English text about health stand in `words`; what belongs
//! to one subject or one house comes from the settings and the glossary. One
//! automaton finds them all, so that another list costs nothing.
//!
//! Never: what a finding says about a word.

use super::words::{
    CLAIMS, HOW_OFTEN, MEDICINES, NOT_TO_YOU, PROMISES, RELATIVE, SETTINGS, SUMS, UNKIND, VAGUE_LINKS, WORDY,
};
use crate::model::Model;
use crate::model::glossary::Term;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::ops::Range;

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Words for medicines and herbs.
    Medicines,
    /// How often something is taken.
    HowOften,
    /// Statements that rest on research.
    Claims,
    /// Where people were studied.
    Settings,
    /// Risks that are told only by comparison.
    Relative,
    /// Sums left to the reader.
    Sums,
    /// Long ways to say something short, each with the short one.
    Wordy,
    /// Words that blame or leave people out, each with something better.
    Unkind,
    /// Ways to speak about readers instead of to them.
    NotToYou,
    /// Promises that nobody can keep.
    Promises,
    /// Brands.
    Brands,
    /// Links that say nothing.
    VagueLinks,
    /// Clinicians' words, each with the parents' one.
    Jargon,
}

/// A phrase of a list, found in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub list: List,
    start: usize,
    end: usize,
    phrase: usize,
}

impl Hit {
    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// All lists, looked for at once.
pub(super) struct Lists {
    finder: AhoCorasick,
    /// For each phrase, its list and what is said about it.
    phrases: Vec<(List, String)>,
}

impl Lists {
    /// Gathers them.
    pub fn new(model: &Model) -> Self {
        let checks = &model.settings.checks;
        let mut all: Vec<(String, List, String)> = Vec::new();
        let plain: [(List, &[&str]); 9] = [
            (List::Medicines, &MEDICINES),
            (List::HowOften, &HOW_OFTEN),
            (List::Claims, &CLAIMS),
            (List::Settings, &SETTINGS),
            (List::Relative, &RELATIVE),
            (List::Sums, &SUMS),
            (List::NotToYou, &NOT_TO_YOU),
            (List::Promises, &PROMISES),
            (List::VagueLinks, &VAGUE_LINKS),
        ];
        for (list, words) in plain {
            all.extend(words.iter().map(|word| ((*word).to_owned(), list, String::new())));
        }
        for (list, words) in [(List::Medicines, &checks.medicines), (List::Brands, &checks.brands)] {
            all.extend(words.iter().map(|word| (word.clone(), list, String::new())));
        }
        // The house's own words come first: of a phrase that stands twice the first is found.
        all.extend(checks.avoid.iter().map(|(word, better)| (word.clone(), List::Unkind, better.clone())));
        for (list, words) in [(List::Unkind, &UNKIND[..]), (List::Wordy, &WORDY[..])] {
            all.extend(words.iter().map(|(word, better)| ((*word).to_owned(), list, (*better).to_owned())));
        }
        let clinical = |term: &Term| Some((term.clinical.clone()?, List::Jargon, term.plain.clone()));
        all.extend(model.terms.iter().filter_map(clinical));
        all.retain(|(phrase, _, _)| !phrase.trim().is_empty());
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(all.iter().map(|(phrase, _, _)| phrase.trim()))
            .expect("lists of words are far from the limits of the search");
        Self { finder, phrases: all.into_iter().map(|(_, list, said)| (list, said)).collect() }
    }

    /// The phrases that stand in a text as whole words, in order; of one list, the longest where they overlap.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let mut found: Vec<Hit> = Vec::new();
        for hit in self.finder.find_overlapping_iter(text) {
            let (start, end, phrase) = (hit.start(), hit.end(), hit.pattern().as_usize());
            let inside = |c: char| c.is_alphanumeric();
            if text[..start].ends_with(inside) || text[end..].starts_with(inside) {
                continue;
            }
            let list = self.phrases[phrase].0;
            // Ends come in order, so a longer phrase can only replace the last ones of its list.
            let covered = |other: &Hit| other.list == list && other.start >= start && other.start < end;
            if found.iter().any(|other| other.list == list && other.start <= start && other.end >= end) {
                continue;
            }
            found.retain(|other| !covered(other));
            found.push(Hit { list, start, end, phrase });
        }
        found.sort_by_key(|hit| hit.start);
        found
    }

    /// Where phrases of a list stand in a text.
    pub fn find(&self, list: List, text: &str) -> Option<Hit> {
        self.hits(text).into_iter().find(|hit| hit.list == list)
    }

    /// What is said about a phrase.
    pub fn said(&self, hit: &Hit) -> &str {
        &self.phrases[hit.phrase].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words_and_the_longest_of_their_list() {
        let all = [
            ("cure", List::Promises),
            ("in order", List::Wordy),
            ("in order to", List::Wordy),
            ("to cure", List::Sums),
        ];
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(all.map(|(phrase, _)| phrase));
        let phrases = all.iter().map(|(_, list)| (*list, String::new())).collect();
        let lists = Lists { finder: finder.expect("four phrases can be looked for"), phrases };
        let found: Vec<_> = lists.hits("Secure, IN ORDER TO cure").iter().map(|hit| (hit.range(), hit.list)).collect();
        assert_eq!(found, [(8..19, List::Wordy), (17..24, List::Sums), (20..24, List::Promises)]);
    }
}
