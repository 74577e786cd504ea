//! The page for searching, its index, and the list of all pages.
//!
//! The index goes out in parts beside the theme's files, each with its fingerprint in its name; the page names
//! the first one, and that one the others. The list of all pages is the way for those without script.
//!
//! Never: how words are weighed, what a part holds.

use super::asset::fingerprinted;
use super::frame::Frame;
use super::href;
use super::own;
use super::template::Templates;
use super::view::{ArticleView, IndexView, LinkView, SearchView};
use crate::bundle::Bundle;
use crate::diag::Diagnostics;
use crate::model::SEARCH;
use crate::model::protocol::ProtocolFile;
use crate::name::UrlPath;
use crate::search::{Document, Index, Part, Words, glossary, index, page, protocol};
use crate::site::PageId;

/// The address of a page that every language has.
#[must_use]
pub fn address(frame: &Frame<'_>, path: &str) -> UrlPath {
    if frame.has_own_pages() { href::own(path) } else { href::own(&format!("{}/{path}", frame.lang)) }
}

/// Publishes all that belongs to the search of a language that has a home page.
pub fn publish(frame: &Frame<'_>, templates: &Templates<'_>, bundle: &mut Bundle, diags: &mut Diagnostics) {
    let made = made(frame, diags);
    let core = parts(frame, &made, bundle, diags);
    for (path, template, view) in
        [(href::SEARCH, "search.html", search_page(frame, core)), (href::ALL_PAGES, "all-pages.html", all_pages(frame))]
    {
        let html = templates.render(template, &view, diags);
        bundle.insert(address(frame, path).file(), html, format!("templates/{template}"), diags);
    }
}

fn made(frame: &Frame<'_>, diags: &mut Diagnostics) -> Index {
    let site = frame.site;
    let ids: Vec<PageId> = site.ids().filter(|id| site.page(*id).lang == *frame.lang).collect();
    let mut documents = diags.par_map(&ids, |&id, _| page(site, id));
    let mut synonyms = Vec::new();
    if frame.has_own_pages() {
        for urgent in &site.urgent {
            let document = ids.iter().position(|id| *id == urgent.page).map(|at| &mut documents[at]);
            let card = document.and_then(|page| page.cards.iter_mut().find(|card| card.urgency == urgent.urgency));
            if let Some(card) = card {
                card.found_by.extend(urgent.words.iter().cloned());
            }
        }
        let terms = site.model.terms.iter().map(|term| term.forms().map(str::to_owned).collect());
        synonyms = terms.chain(site.model.search.synonyms.iter().cloned()).collect();
    }
    documents.extend(own_documents(frame));
    let small = frame.strings.get("search_small_words");
    index(&documents, Words { lang: frame.lang.tag(), small, synonyms: &synonyms })
}

/// The word list, where the language has one, and the protocols.
fn own_documents(frame: &Frame<'_>) -> Vec<Document> {
    let model = &frame.site.model;
    let home = frame.home_link("").title;
    let file = |path: &str| href::own(path).file();
    let mut documents = Vec::new();
    if frame.has_own_pages() && !model.terms.is_empty() {
        documents.push(glossary(&model.terms, frame.strings, file(href::GLOSSARY), vec![home.clone()]));
    }
    let trail = [home, frame.strings.get("plans").to_owned()];
    let plan = |plan| protocol(plan, frame.strings, href::protocol(plan).file(), trail.to_vec());
    documents.extend(frame.protocols().into_iter().map(plan));
    documents
}

/// Publishes the parts; gives the address of the first.
fn parts(frame: &Frame<'_>, index: &Index, bundle: &mut Bundle, diags: &mut Diagnostics) -> String {
    let mut put = |kind: &str, bytes: &[u8]| {
        let address = fingerprinted(&format!("{kind}-{}", frame.lang), "js", bytes);
        if bundle.get(&address).is_none() {
            bundle.insert(address.clone(), bytes, SEARCH, diags);
        }
        address
    };
    let mut all = |kind: &str, parts: &[Part]| -> Vec<String> {
        let each = parts.iter().map(|part| put(kind, &part.bytes));
        // Beside the first part, so that its folder need not be said again.
        each.map(|address| address["assets/".len()..].to_owned()).collect()
    };
    let words = all("search-words", &index.words);
    let places = all("search-places", &index.places);
    let pages = all("search-pages", &index.pages);
    put("search-core", &index.core(&words, &places, &pages))
}

fn search_page(frame: &Frame<'_>, core: String) -> ArticleView {
    let (root, view) = own::begin(frame, &address(frame, href::SEARCH), "search", "search_summary");
    let link = |key: &str, path: &UrlPath| LinkView {
        title: frame.strings.get(key).to_owned(),
        href: href::page(&root, path),
    };
    let mut ways = Vec::new();
    if frame.has_own_pages() && !frame.site.model.terms.is_empty() {
        ways.push(link("glossary_title", &href::own(href::GLOSSARY)));
    }
    let all = link("all_pages", &address(frame, href::ALL_PAGES));
    ArticleView { search: Some(SearchView { core, all, ways }), ..view }
}

fn all_pages(frame: &Frame<'_>) -> ArticleView {
    let (root, view) = own::begin(frame, &address(frame, href::ALL_PAGES), "all_pages", "all_pages_summary");
    let mut all: Vec<IndexView> =
        frame.site.homes.get(frame.lang).map(|home| branch(frame, &root, *home)).into_iter().collect();
    all.extend(own_branches(frame, &root));
    ArticleView { all_pages: all, ..view }
}

fn branch(frame: &Frame<'_>, root: &str, id: PageId) -> IndexView {
    let place = frame.site.placement(id);
    IndexView {
        title: frame.site.page(id).front.title.clone(),
        href: href::page(root, &place.address),
        children: place.children.iter().map(|child| branch(frame, root, *child)).collect(),
    }
}

/// The pages that the program makes itself.
fn own_branches(frame: &Frame<'_>, root: &str) -> Vec<IndexView> {
    let own = |title: String, path: &UrlPath, children| IndexView { title, href: href::page(root, path), children };
    let t = |key: &str| frame.strings.get(key).to_owned();
    let mut all = Vec::new();
    let plans = frame.protocols();
    if !plans.is_empty() {
        let plan = |plan: &ProtocolFile| own(plan.title.plain(), &href::protocol(plan), Vec::new());
        all.push(own(t("plans"), &frame.protocols_address(), plans.into_iter().map(plan).collect()));
    }
    all.extend(frame.own_pages().into_iter().map(|(key, path)| own(t(key), &href::own(path), Vec::new())));
    all
}
