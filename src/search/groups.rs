//! Phrases that mean the same: a page that says "galactagogue" is found by "milk booster".
//!
//! A group holds the forms of one term of the word list, or a line of the clinic's own list. Wherever one of
//! its phrases stands, the words of the others are counted too, so a query needs no second look-up.
//!
//! Never: weights, the script.

use super::fold;
use super::stem::Language;
use std::collections::BTreeMap;

/// All groups, ready to be found in a text.
pub struct Groups {
    /// For the first stem of a phrase: the phrase's stems, and its group.
    by_first: BTreeMap<String, Vec<(Vec<String>, usize)>>,
    /// The folded words of each group, small ones left out, each once.
    words: Vec<Vec<String>>,
}

impl Groups {
    /// Cuts the phrases of each group.
    pub fn new(groups: &[Vec<String>], language: &Language) -> Self {
        let mut by_first: BTreeMap<String, Vec<(Vec<String>, usize)>> = BTreeMap::new();
        let mut words = Vec::new();
        for (number, phrases) in groups.iter().enumerate() {
            let mut all = Vec::new();
            for phrase in phrases {
                let stems = language.stems(phrase);
                all.extend(fold::words(phrase).into_iter().filter(|word| !language.is_small(word)));
                if let Some(first) = stems.first() {
                    by_first.entry(first.clone()).or_default().push((stems, number));
                }
            }
            all.sort();
            all.dedup();
            words.push(all);
        }
        Self { by_first, words }
    }

    /// The groups that have a phrase in a text, each once, given the text's stems without small words.
    pub fn find(&self, stems: &[impl AsRef<str>]) -> Vec<usize> {
        let mut found = Vec::new();
        for (at, stem) in stems.iter().enumerate() {
            for (phrase, group) in self.by_first.get(stem.as_ref()).into_iter().flatten() {
                let here =
                    stems.get(at..at + phrase.len()).is_some_and(|part| part.iter().map(AsRef::as_ref).eq(phrase));
                if here && !found.contains(group) {
                    found.push(*group);
                }
            }
        }
        found
    }

    /// The words of a group.
    pub fn words(&self, group: usize) -> &[String] {
        &self.words[group]
    }
}
