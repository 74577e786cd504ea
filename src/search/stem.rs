//! What forms of a word have in common, by the rules of its language.
//!
//! Forms with one stem are one term of the index. The script knows no stems: it has the list of forms, each
//! with its term. A language without rules here is searched by whole words, which still forgives slips and
//! takes beginnings.
//!
//! Never: texts, weights.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeSet;

/// The rules of one language.
pub struct Language {
    stemmer: Option<Stemmer>,
    small: BTreeSet<String>,
}

impl Language {
    /// The rules for a short tag, and the words that say nothing by themselves.
    pub fn new(tag: &str, small: &str) -> Self {
        Self { stemmer: algorithm(tag).map(Stemmer::create), small: super::fold::words(small).into_iter().collect() }
    }

    /// Whether a folded word says nothing by itself.
    pub fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str) -> String {
        match &self.stemmer {
            Some(stemmer) if !word.starts_with(|c: char| c.is_numeric()) => stemmer.stem(word).into_owned(),
            Some(_) | None => word.to_owned(),
        }
    }

    /// The stems of a text, without small words.
    pub fn stems(&self, text: &str) -> Vec<String> {
        let words = super::fold::words(text);
        words.iter().filter(|word| !self.is_small(word)).map(|word| self.stem(word)).collect()
    }
}

fn algorithm(tag: &str) -> Option<Algorithm> {
    Some(match tag {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let english = Language::new("en", "the of");
        for forms in [["pump", "pumps", "pumping"], ["baby", "babies", "babys"], ["clogged", "clog", "clogs"]] {
            let stems: BTreeSet<String> = forms[..2].iter().map(|form| english.stem(form)).collect();
            assert_eq!(stems.len(), 1, "{forms:?}: {stems:?}");
        }
        assert_eq!(english.stems("The storing of milk"), ["store", "milk"]);
        assert_eq!(Language::new("so", "").stems("caano badan"), ["caano", "badan"]);
    }
}
