//! The index as parts to publish.
//!
//! Each part is one line of script that hands a list to `latchworkSearch.take`. Lists hold numbers and texts
//! only, by place and not by name, because there are many. The shapes:
//!
//! ```text
//! core   ["core", {lang, small, groups, lines, cards, sections: [how many a page has], words, places, pages}]
//!        lines: [[item, text, [term, share, …]]], each once
//!        cards: [[level, title, file#id, number of the page, its title, [line], [[term, …]]]]
//!        words: [[first form, file]], places: [[first term, file]], pages: [[first page, file]]
//! words  ["words", number, "form form form", [term, term, term]]
//! places ["places", number, [[rarity, (gap << 5 | weight), …], …]]      one list a term; gaps between sections
//! pages  ["pages", number, [[file, title, [trail], [found by], [[anchor, heading, clinician, text], …]], …]]
//! ```
//!
//! A change of these shapes is a change of `theme/js/search-index.js`.
//!
//! Never: how words are weighed, where parts are published.

use super::cards::Telling;
use super::count::{Counted, Term};
use super::{Document, Line, Section, Words};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// About how many bytes a part has.
const WORDS: usize = 60_000;
const PLACES: usize = 40_000;
const PAGES: usize = 32_000;

/// An index: its parts, and what the core says beside their names.
#[derive(Debug)]
pub struct Index {
    /// Forms and their terms.
    pub words: Vec<Part>,
    /// Terms and where they stand.
    pub places: Vec<Part>,
    /// Texts of pages.
    pub pages: Vec<Part>,
    core: Value,
}

/// A part and what it begins with.
#[derive(Debug)]
pub struct Part {
    /// The first form, term or page in it.
    pub first: Value,
    /// Its bytes: a script.
    pub bytes: Vec<u8>,
}

impl Index {
    pub(super) fn new(
        documents: &[Document],
        counted: &Counted,
        cards: Vec<Telling>,
        Words { lang, small, synonyms }: Words<'_>,
    ) -> Self {
        // Many cards share lines, because pages share fragments.
        let mut lines: Vec<Value> = Vec::new();
        let mut numbers: BTreeMap<Line, usize> = BTreeMap::new();
        let mut number = |(line, terms): (Line, BTreeMap<u32, u32>)| {
            *numbers.entry(line).or_insert_with_key(|line| {
                let terms: Vec<u32> = terms.into_iter().flat_map(|(term, share)| [term, share]).collect();
                lines.push(json!([u8::from(line.item), line.text, terms]));
                lines.len() - 1
            })
        };
        let card = |card: Telling| {
            let own: Vec<usize> = card.lines.into_iter().map(&mut number).collect();
            json!([card.level, card.title, card.href, card.document, card.page, own, card.found_by])
        };
        let cards: Vec<Value> = cards.into_iter().map(card).collect();
        let core = json!({
            "lang": lang,
            "small": super::fold::words(small).join(" "),
            "groups": synonyms,
            "lines": lines,
            "cards": cards,
            "sections": documents.iter().map(|document| document.sections.len()).collect::<Vec<_>>(),
        });
        Self { words: words(&counted.forms), places: places(&counted.terms), pages: pages(documents), core }
    }

    /// The first part, given the names under which the others are published, in their order.
    #[must_use]
    pub fn core(&self, words: &[String], places: &[String], pages: &[String]) -> Vec<u8> {
        let listed = |parts: &[Part], names: &[String]| -> Value {
            parts.iter().zip(names).map(|(part, name)| json!([part.first, name])).collect()
        };
        let mut core = self.core.clone();
        core["words"] = listed(&self.words, words);
        core["places"] = listed(&self.places, places);
        core["pages"] = listed(&self.pages, pages);
        script(&json!(["core", core]))
    }
}

fn words(forms: &[(String, u32)]) -> Vec<Part> {
    let parts = cut(forms, WORDS, |(form, _)| form.len() + 6);
    let part = |(number, forms): (usize, &[(String, u32)])| {
        let all: Vec<&str> = forms.iter().map(|(form, _)| form.as_str()).collect();
        let terms: Vec<u32> = forms.iter().map(|(_, term)| *term).collect();
        Part { first: json!(all.first()), bytes: script(&("words", number, all.join(" "), terms)) }
    };
    parts.into_iter().enumerate().map(part).collect()
}

fn places(terms: &[Term]) -> Vec<Part> {
    let mut first = 0;
    let parts = cut(terms, PLACES, |term| 6 + 4 * term.places.len());
    let part = |(number, terms): (usize, &[Term])| {
        let lists: Vec<Vec<u32>> = terms.iter().map(place_list).collect();
        let part = Part { first: json!(first), bytes: script(&("places", number, lists)) };
        first += terms.len();
        part
    };
    parts.into_iter().enumerate().map(part).collect()
}

/// How rare a term is, then each of its sections by the gap to the one before, with its weight in the last five bits.
fn place_list(term: &Term) -> Vec<u32> {
    let mut before = 0;
    let places = term.places.iter().map(|&(section, weight)| {
        let gap = section - before;
        before = section;
        gap << 5 | weight
    });
    std::iter::once(term.rarity).chain(places).collect()
}

fn pages(documents: &[Document]) -> Vec<Part> {
    let mut first = 0;
    let text = |section: &Section| section.text.len() + section.lead.len() + section.heading.len() + 20;
    let parts = cut(documents, PAGES, |document| document.sections.iter().map(text).sum::<usize>() + 60);
    let part = |(number, documents): (usize, &[Document])| {
        let all: Vec<_> = documents
            .iter()
            .map(|document| {
                let sections: Vec<_> = document.sections.iter().map(section).collect();
                let found_by = document.sections.first().map_or(&[][..], |first| &first.found_by);
                (&document.address, &document.title, &document.trail, found_by, sections)
            })
            .collect();
        let part = Part { first: json!(first), bytes: script(&("pages", number, all)) };
        first += documents.len();
        part
    };
    parts.into_iter().enumerate().map(part).collect()
}

fn section(section: &Section) -> (&str, &str, u8, String) {
    let whole = [section.lead.as_str(), section.text.as_str()];
    let whole: Vec<&str> = whole.into_iter().filter(|text| !text.is_empty()).collect();
    (&section.anchor, &section.heading, u8::from(section.clinician), whole.join("\n"))
}

/// A list cut into pieces of about so many bytes; none is empty.
fn cut<T>(list: &[T], most: usize, size: impl Fn(&T) -> usize) -> Vec<&[T]> {
    let mut pieces = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, item) in list.iter().enumerate() {
        if sum > 0 && sum + size(item) > most {
            pieces.push(&list[start..at]);
            (start, sum) = (at, 0);
        }
        sum += size(item);
    }
    if start < list.len() {
        pieces.push(&list[start..]);
    }
    pieces
}

/// Data as a script. JSON is a part of JavaScript since 2019, so it is taken as it is.
fn script(data: &impl Serialize) -> Vec<u8> {
    let json = serde_json::to_string(data).expect("texts and numbers are always JSON");
    format!("latchworkSearch.take({json});\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_whole_and_in_order() {
        let list: Vec<usize> = (1..=50).collect();
        let pieces = cut(&list, 100, |n| *n);
        assert_eq!(pieces.concat(), list);
        assert!(pieces.iter().all(|piece| piece.len() == 1 || piece.iter().sum::<usize>() <= 100));
        assert_eq!(cut(&[500, 500], 100, |n| *n), [&[500][..], &[500]], "what is too large stands alone");
        assert!(cut(&[0_usize; 0], 100, |n| *n).is_empty());
    }

    #[test]
    fn places_are_gaps_with_weights() {
        let term = Term { rarity: 250, places: vec![(3, 31), (4, 1), (40, 7)], sections: 3 };
        assert_eq!(place_list(&term), [250, 3 << 5 | 31, 1 << 5 | 1, 36 << 5 | 7]);
    }
}
