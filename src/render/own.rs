//! The pages that the program makes itself: glossary, references, lists.
//!
//! They have no file of their own; their words are interface text and what the
//! other pages turned out to use.
//!
//! Never: Markdown, templates beyond their views.

use super::article::{self, link, stamp};
use super::frame::Frame;
use super::href;
use super::html::Text;
use super::numbering::Numbering;
use super::template::Html;
use super::view::{ArticleView, CardView, EntryView, LetterView, LinkView, PageView};
use crate::model::page::Status;
use crate::name::UrlPath;
use crate::site::PageId;
use std::collections::BTreeMap;

/// Who uses what: the pages that mark each term and that cite each reference.
#[derive(Debug, Default)]
pub struct Usage {
    terms: BTreeMap<usize, Vec<PageId>>,
    references: BTreeMap<usize, Vec<PageId>>,
}

impl Usage {
    /// Reads it off the written texts.
    #[must_use]
    pub fn new(texts: &[Text]) -> Self {
        let mut usage = Self::default();
        for (i, text) in texts.iter().enumerate() {
            for &term in &text.words {
                usage.terms.entry(term).or_default().push(PageId(i));
            }
            for &(reference, _) in &text.references {
                usage.references.entry(reference).or_default().push(PageId(i));
            }
        }
        usage
    }
}

/// The glossary.
#[must_use]
pub fn glossary(frame: &Frame<'_>, usage: &Usage) -> ArticleView {
    let (root, mut view) = begin(frame, href::GLOSSARY, "glossary_title", "glossary_summary");
    let mut numbering = Numbering::new(frame.site, frame.strings);
    let mut letters: BTreeMap<String, Vec<EntryView>> = BTreeMap::new();
    for (i, term) in frame.site.model.terms.iter().enumerate() {
        let definition = super::escape::escaped(&term.definition) + &numbering.marks(&term.cite);
        let letter = term.plain.chars().next().map_or(String::new(), |c| c.to_uppercase().collect());
        letters.entry(letter).or_default().push(EntryView {
            key: term.key.clone(),
            term: term.plain.clone(),
            clinical: term.clinical.clone(),
            definition: Html::vouch(&definition),
            synonyms: term.synonyms.clone(),
            used_on: links(frame, &root, usage.terms.get(&i)),
        });
    }
    for entries in letters.values_mut() {
        entries.sort_by_key(|entry| entry.term.to_lowercase());
    }
    view.letters = letters.into_iter().map(|(letter, entries)| LetterView { letter, entries }).collect();
    view.references = article::references(frame, &numbering.cited);
    view.page.sources = numbering.cited.len();
    view
}

/// All references, in the order of the file.
#[must_use]
pub fn references(frame: &Frame<'_>, usage: &Usage) -> ArticleView {
    let (root, mut view) = begin(frame, href::REFERENCES, "references_title", "references_summary");
    let all = 0..frame.references.len();
    view.references = all
        .map(|i| {
            let mut reference = article::reference(frame, i, i + 1, 0);
            reference.used_on = links(frame, &root, usage.references.get(&i));
            reference
        })
        .collect();
    view.page.sources = view.references.len();
    view
}

/// All protocols.
#[must_use]
pub fn protocols(frame: &Frame<'_>, cards: Vec<CardView>) -> ArticleView {
    let (_, mut view) = begin(frame, href::PROTOCOLS, "plans", "plans_summary");
    view.children = cards;
    view
}

/// What stands at an address that is none: links work from anywhere.
#[must_use]
pub fn not_found(frame: &Frame<'_>) -> ArticleView {
    frame.article(&frame.absolute_root(), None)
}

pub(super) fn begin(frame: &Frame<'_>, path: &str, title: &str, summary: &str) -> (String, ArticleView) {
    let address: UrlPath = href::own(path);
    let root = address.to_root();
    let title = frame.strings.get(title).to_owned();
    let page = PageView {
        nav_title: title.clone(),
        title,
        summary: frame.strings.get(summary).to_owned(),
        ..dated(frame, stamp(frame, &address, Status::UnderReview))
    };
    let view = ArticleView { page, breadcrumbs: vec![frame.home_link(&root)], ..frame.article(&root, None) };
    (root, view)
}

/// A page without a file is as new as the newest page that it is made of.
#[must_use]
pub fn dated(frame: &Frame<'_>, page: PageView) -> PageView {
    let newest = frame.site.model.pages.iter().filter_map(|page| page.front.updated).max();
    PageView {
        kind: "guide",
        reading_minutes: 1,
        updated: newest.map(|date| date.to_string()),
        updated_label: newest.map(|date| frame.strings.date(date)),
        ..page
    }
}

fn links(frame: &Frame<'_>, root: &str, pages: Option<&Vec<PageId>>) -> Vec<LinkView> {
    pages.into_iter().flatten().map(|id| link(frame.site, root, *id)).collect()
}
