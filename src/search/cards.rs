//! Care cards that a query brings up first.
//!
//! Every card goes whole into the core, so it can be shown before any result. A word of a card tells something
//! if it seldom stands elsewhere: "fever" does, "milk" does not. So each word of each line has a number, the
//! share of its sections in which it stands in a card, and the script asks whether a query meets words that
//! tell. What people say in other words, the clinic lists.
//!
//! Never: what an illness is, the script's rules.

use super::count::Counted;
use super::groups::Groups;
use super::stem::Language;
use super::{Card, Document, Line, fold};
use std::collections::{BTreeMap, BTreeSet};

/// A card with what its words tell.
pub struct Telling {
    /// Its level, as the theme names it.
    pub level: &'static str,
    /// Its title.
    pub title: String,
    /// Where it stands: the page's file and the card's id.
    pub href: String,
    /// The number of the page.
    pub document: usize,
    /// The page's title.
    pub page: String,
    /// Its lines, each with its terms and what they tell, in hundredths.
    pub lines: Vec<(Line, BTreeMap<u32, u32>)>,
    /// The clinic's phrases, as terms.
    pub found_by: Vec<Vec<u32>>,
}

/// All cards, each once; where several say the same, the one of the lowest rank.
pub fn cards(documents: &[Document], counted: &Counted, groups: &Groups, language: &Language) -> Vec<Telling> {
    let shares = shares(documents, counted, language);
    let numbered = documents.iter().enumerate();
    let mut all: Vec<(&Card, (usize, &Document))> =
        numbered.flat_map(|(number, page)| page.cards.iter().map(move |card| (card, (number, page)))).collect();
    all.sort_by_key(|(card, _)| (card.urgency, card.rank));
    let mut seen = BTreeSet::new();
    all.retain(|(card, _)| seen.insert((card.urgency, &card.title, &card.lines)) || !card.found_by.is_empty());
    let telling = |(card, (number, document)): (&Card, (usize, &Document))| Telling {
        level: card.urgency.word(),
        title: card.title.clone(),
        href: format!("{}#{}", document.address, card.anchor),
        document: number,
        page: document.title.clone(),
        lines: card
            .lines
            .iter()
            .map(|line| {
                let stems = language.stems(&line.text);
                let others = groups.find(&stems).into_iter().flat_map(|group| groups.words(group));
                let words = fold::words(&line.text);
                let terms = words.iter().chain(others).filter(|word| !language.is_small(word));
                let terms = terms.filter_map(|word| counted.term(word));
                (line.clone(), terms.filter_map(|term| Some((term, *shares.get(&term)?))).collect())
            })
            .collect(),
        found_by: card
            .found_by
            .iter()
            .map(|phrase| {
                let words = fold::words(phrase);
                words.iter().filter(|word| !language.is_small(word)).filter_map(|word| counted.term(word)).collect()
            })
            .filter(|terms: &Vec<u32>| !terms.is_empty())
            .collect(),
    };
    all.into_iter().map(telling).collect()
}

/// For each term of a card, the share of its sections in which it stands in a card, in hundredths.
fn shares(documents: &[Document], counted: &Counted, language: &Language) -> BTreeMap<u32, u32> {
    let mut inside: BTreeMap<u32, u32> = BTreeMap::new();
    for document in documents {
        let mut by_section: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
        for card in &document.cards {
            let words = card.lines.iter().flat_map(|line| fold::words(&line.text));
            let terms = words.filter(|word| !language.is_small(word)).filter_map(|word| counted.term(&word));
            by_section.entry(card.section).or_default().extend(terms);
        }
        for term in by_section.into_values().flatten() {
            *inside.entry(term).or_default() += 1;
        }
    }
    let share = |(term, inside): (u32, u32)| {
        let all = counted.terms[term as usize].sections.max(inside).max(1);
        (term, inside * 100 / all)
    };
    inside.into_iter().map(share).filter(|(_, share)| *share > 0).collect()
}
