//! What other programs read: sitemap, feed, robots, the list of pages.
//!
//! Never: what the pages look like.

use super::article::status_label;
use super::frame::Frame;
use super::html::Text;
use super::template::Templates;
use super::view::PageView;
use crate::bundle::Bundle;
use crate::diag::Diagnostics;
use crate::model::page::Status;
use serde::Serialize;

/// How many changes the feed tells of.
const FEED_LENGTH: usize = 20;

#[derive(Serialize)]
struct FeedView<'a> {
    updated: String,
    entries: Vec<&'a PageView>,
}

#[derive(Serialize)]
struct PagesView {
    format: &'static str,
    pages: Vec<PageEntry>,
}

/// A page, for the people who look after it.
#[derive(Serialize)]
struct PageEntry {
    address: String,
    file: String,
    title: String,
    language: String,
    kind: &'static str,
    status: &'static str,
    status_label: String,
    owner: Option<String>,
    updated: Option<String>,
    reviewed: Option<String>,
    review_due: Option<String>,
    overdue: bool,
    reviewers: Vec<String>,
    sources: Vec<String>,
    words: usize,
    search_words: Vec<String>,
}

/// Puts `sitemap.xml`, `feed.xml`, `robots.txt` in their places. `views` are all pages, those without a file too.
pub fn publish(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    views: &[&PageView],
    bundle: &mut Bundle,
    diags: &mut Diagnostics,
) {
    let sitemap = FeedView { updated: String::new(), entries: views.to_vec() };
    bundle.insert("sitemap.xml", templates.render("sitemap.xml", &sitemap, diags), "templates/sitemap.xml", diags);
    let mut newest: Vec<&PageView> = views.iter().copied().filter(|page| page.updated.is_some()).collect();
    newest.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.address.cmp(&b.address)));
    newest.truncate(FEED_LENGTH);
    let updated = newest.first().and_then(|page| page.updated.clone()).unwrap_or_else(|| "1970-01-01".to_owned());
    let feed = FeedView { updated, entries: newest };
    bundle.insert("feed.xml", templates.render("feed.xml", &feed, diags), "templates/feed.xml", diags);
    let base = &frame.site.model.settings.base_url;
    bundle.insert(
        "robots.txt",
        format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"),
        "robots.txt",
        diags,
    );
}

/// Puts `pages.json` in its place: every page with its review, for reminders and lists.
pub fn pages(frames: &[&Frame<'_>], texts: &[Text], bundle: &mut Bundle, diags: &mut Diagnostics) {
    let Some(site) = frames.first().map(|frame| frame.site) else { return };
    let entry = |id: crate::site::PageId| {
        let page = site.page(id);
        let front = &page.front;
        let strings = frames.iter().find(|frame| *frame.lang == page.lang).map(|frame| frame.strings);
        let due = front.due(site.model.settings.review_months);
        PageEntry {
            address: site.placement(id).address.as_str().to_owned(),
            file: site.sources.get(page.file).path.clone(),
            title: front.title.clone(),
            language: page.lang.to_string(),
            kind: front.kind.word(),
            status: front.status.word(),
            status_label: strings.map_or_else(String::new, |strings| status_label(strings, front.status)),
            owner: front.owner.clone(),
            updated: front.updated.map(|date| date.to_string()),
            reviewed: front.reviewed.map(|date| date.to_string()),
            review_due: due.map(|date| date.to_string()),
            overdue: due.is_some_and(|due| due < site.today) && front.status != Status::Draft,
            reviewers: front.reviewers.clone(),
            sources: texts[id.0]
                .references
                .iter()
                .map(|(reference, _)| site.model.bibliography.references()[*reference].key.clone())
                .collect(),
            words: texts[id.0].length,
            search_words: front.search_words.clone(),
        }
    };
    let list = PagesView { format: "latchwork.pages/1", pages: site.ids().map(entry).collect() };
    let mut json = serde_json::to_string_pretty(&list).expect("strings and numbers are JSON");
    json.push('\n');
    bundle.insert("pages.json", json, "pages.json", diags);
}
