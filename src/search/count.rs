//! How much each word says about each section.
//!
//! The measure is BM25 over weighted fields: a word counts for where it stands (the title more than the
//! text), a second time less than the first, and less in a long text. What follows from a section alone is worked
//! out here and rounded to one of 31 steps; how rare a word is on the site is kept once for each term. So the
//! script multiplies and adds.
//!
//! Never: the written form, queries.

use super::groups::Groups;
use super::stem::Language;
use super::{Document, Section, fold};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The number of steps of a weight; it takes five bits.
pub const STEPS: u32 = 31;
/// How soon more of a word says no more.
const SATURATION: f32 = 4.0;
/// How much the length of a field counts, from 0 to 1.
const LENGTH: f32 = 0.4;
/// What a word counts that is there by a synonym.
const SYNONYM: f32 = 0.6;
/// Beyond so many sections a word says little; the best of them stay.
const MOST: usize = 4096;

/// Where a word stands: what it counts there, and how many words such a field usually has.
#[derive(Clone, Copy)]
struct Field {
    weight: f32,
    usual: f32,
}

const TITLE: Field = Field { weight: 9.0, usual: 5.0 };
const FOUND_BY: Field = Field { weight: 7.0, usual: 4.0 };
const HEADING: Field = Field { weight: 4.5, usual: 5.0 };
const LEAD: Field = Field { weight: 2.5, usual: 40.0 };
const TEXT: Field = Field { weight: 1.0, usual: 80.0 };

/// The words of all documents, weighed.
pub struct Counted {
    /// Every form, in order, with the number of its term.
    pub forms: Vec<(String, u32)>,
    /// For each term, how rare it is and where it stands.
    pub terms: Vec<Term>,
}

/// The forms of one stem.
#[derive(Clone, Default)]
pub struct Term {
    /// How rare it is: BM25's inverse document frequency, in hundredths.
    pub rarity: u32,
    /// How many sections have it.
    pub sections: u32,
    /// Those sections, numbered through, in order, each with its weight in steps.
    pub places: Vec<(u32, u32)>,
}

impl Counted {
    /// The term of a folded word.
    pub fn term(&self, word: &str) -> Option<u32> {
        self.forms.binary_search_by(|(form, _)| form.as_str().cmp(word)).ok().map(|at| self.forms[at].1)
    }
}

/// What one document adds: its stems, each with its forms, and for each section what each stem counts.
struct Sum {
    forms: BTreeMap<String, String>,
    sections: Vec<BTreeMap<String, f32>>,
}

/// Counts all documents.
pub fn count(documents: &[Document], groups: &Groups, language: &Language) -> Counted {
    let sums: Vec<Sum> = documents.par_iter().map(|document| document_sum(document, groups, language)).collect();
    let mut forms: BTreeMap<&str, &str> = BTreeMap::new();
    for sum in &sums {
        forms.extend(sum.forms.iter().map(|(form, stem)| (form.as_str(), stem.as_str())));
    }
    // Terms are numbered by their first form, so that what begins alike is looked up alike.
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let mut listed = Vec::with_capacity(forms.len());
    for (form, stem) in forms {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        listed.push((form.to_owned(), *numbers.entry(stem).or_insert(next)));
    }
    let mut terms = vec![Term::default(); numbers.len()];
    let sections = sums.iter().flat_map(|sum| &sum.sections);
    let mut all = 0_u32;
    for weights in sections {
        for (stem, weight) in weights {
            terms[numbers[stem.as_str()] as usize].places.push((all, steps(*weight)));
        }
        all += 1;
    }
    terms.par_iter_mut().for_each(|term| finish(term, all));
    Counted { forms: listed, terms }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below what a float holds")]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2,000")]
fn finish(term: &mut Term, all: u32) {
    term.sections = u32::try_from(term.places.len()).unwrap_or(u32::MAX);
    let (all, has) = (all as f32, term.places.len() as f32);
    let rarity = (1.0 + (all - has + 0.5) / (has + 0.5)).ln();
    term.rarity = (rarity * 100.0).round().max(1.0) as u32;
    if term.places.len() > MOST {
        let mut weights: Vec<u32> = term.places.iter().map(|(_, weight)| *weight).collect();
        weights.sort_unstable_by(|a, b| b.cmp(a));
        let least = weights[MOST];
        let mut room = MOST - weights.iter().take(MOST).filter(|weight| **weight > least).count();
        term.places.retain(|(_, weight)| {
            let fits = *weight == least && room > 0;
            room -= usize::from(fits);
            *weight > least || fits
        });
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "1 to 31")]
fn steps(weight: f32) -> u32 {
    ((weight / (weight + SATURATION) * STEPS as f32).round() as u32).clamp(1, STEPS)
}

fn document_sum(document: &Document, groups: &Groups, language: &Language) -> Sum {
    let mut adder = Adder { forms: BTreeMap::new(), groups, language };
    let sections = document.sections.iter().enumerate().map(|(number, section)| {
        let mut weights = BTreeMap::new();
        if number == 0 {
            adder.add(&document.title, TITLE, &mut weights);
        }
        adder.section(section, &mut weights);
        weights
    });
    let sections = sections.collect();
    for phrase in document.cards.iter().flat_map(|card| &card.found_by) {
        adder.add(phrase, TEXT, &mut BTreeMap::new());
    }
    Sum { forms: adder.forms, sections }
}

struct Adder<'a> {
    /// Every form with its stem.
    forms: BTreeMap<String, String>,
    groups: &'a Groups,
    language: &'a Language,
}

impl Adder<'_> {
    fn section(&mut self, section: &Section, weights: &mut BTreeMap<String, f32>) {
        self.add(&section.heading, HEADING, weights);
        for words in &section.found_by {
            self.add(words, FOUND_BY, weights);
        }
        self.add(&section.lead, LEAD, weights);
        self.add(&section.text, TEXT, weights);
    }

    #[expect(clippy::cast_precision_loss, reason = "a text has far fewer words than a float counts")]
    fn add(&mut self, text: &str, field: Field, weights: &mut BTreeMap<String, f32>) {
        let words = fold::words(text);
        let length = words.len() as f32;
        let weight = field.weight / (1.0 - LENGTH + LENGTH * (length / field.usual));
        let mut stems = Vec::with_capacity(words.len());
        for word in words {
            if !self.language.is_small(&word) {
                stems.push(self.stem(word));
            }
        }
        for stem in &stems {
            put(weights, stem, weight);
        }
        for group in self.groups.find(&stems) {
            let own: BTreeSet<String> = self.groups.words(group).iter().map(|word| self.stem(word.clone())).collect();
            for stem in own.iter().filter(|stem| !stems.contains(stem)) {
                put(weights, stem, weight * SYNONYM);
            }
        }
    }

    /// The stem of a word, which is kept with its form.
    fn stem(&mut self, word: String) -> String {
        if let Some(stem) = self.forms.get(&word) {
            return stem.clone();
        }
        let stem = self.language.stem(&word);
        self.forms.insert(word, stem.clone());
        stem
    }
}

fn put(weights: &mut BTreeMap<String, f32>, stem: &str, weight: f32) {
    match weights.get_mut(stem) {
        Some(known) => *known += weight,
        None => {
            weights.insert(stem.to_owned(), weight);
        }
    }
}
