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
struct FeedView<'a> {
    updated: String,
    entries: Vec<&'a PageView>,
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
