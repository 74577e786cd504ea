//! What other programs read: sitemap, feed, robots.
//!
//! Never: what the pages look like.

use super::frame::Frame;
use super::template::Templates;
use super::view::PageView;
use crate::bundle::Bundle;
use crate::diag::Diagnostics;
use serde::Serialize;

/// How many changes the feed tells of.
const FEED_LENGTH: usize = 20;

#[derive(Serialize)]
struct SitemapView<'a> {
    entries: &'a [&'a PageView],
}

#[derive(Serialize)]
struct FeedView<'a> {
    updated: &'a str,
    entries: Vec<ChangeEntry<'a>>,
}

/// A change that readers are told of. Its name stays for ever: programs know by it what they have shown.
#[derive(Serialize)]
struct ChangeEntry<'a> {
    id: String,
    title: &'a str,
    canonical: &'a str,
    updated: &'a str,
    /// What changed and why; what the page is about, where it does not say.
    words: &'a str,
}

/// The changes of a page: each that it explains, or else that it is as new as it says.
fn changes(page: &PageView) -> Vec<ChangeEntry<'_>> {
    let entry = |id, updated, words| ChangeEntry { id, title: &page.title, canonical: &page.canonical, updated, words };
    let explained = page.changes.iter();
    let mut entries: Vec<ChangeEntry<'_>> = explained
        .map(|change| entry(format!("{}#{}", page.canonical, change.id), change.date.as_str(), change.reason.as_str()))
        .collect();
    if let (true, Some(updated)) = (entries.is_empty(), &page.updated) {
        entries.push(entry(page.canonical.clone(), updated, &page.summary));
    }
    entries
}

/// Puts `sitemap.xml`, `feed.xml`, `robots.txt` in their places. `views` are all pages, those without a file too.
pub fn publish(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    views: &[&PageView],
    bundle: &mut Bundle,
    diags: &mut Diagnostics,
) {
    let sitemap = SitemapView { entries: views };
    bundle.insert("sitemap.xml", templates.render("sitemap.xml", &sitemap, diags), "templates/sitemap.xml", diags);
    let mut entries: Vec<ChangeEntry<'_>> = views.iter().flat_map(|page| changes(page)).collect();
    // Of one day, by address; of one page, as the page has them.
    entries.sort_by(|a, b| b.updated.cmp(a.updated).then_with(|| a.canonical.cmp(b.canonical)));
    entries.truncate(FEED_LENGTH);
    let updated = entries.first().map_or("1970-01-01", |entry| entry.updated);
    let feed = FeedView { updated, entries };
    bundle.insert("feed.xml", templates.render("feed.xml", &feed, diags), "templates/feed.xml", diags);
    let base = &frame.site.model.settings.base_url;
    bundle.insert(
        "robots.txt",
        format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"),
        "robots.txt",
        diags,
    );
}
