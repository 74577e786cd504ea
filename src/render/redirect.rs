//! Old addresses: a page at each that leads to the new one.
//!
//! A static site has no server that could answer "moved", so a small page says it, to
//! people, to browsers and to search engines.
//!
//! Never: which addresses are old.

use super::frame::Frame;
use super::template::Templates;
use super::{article, href};
use crate::bundle::Bundle;
use crate::diag::Diagnostics;
use serde::Serialize;

#[derive(Serialize)]
struct RedirectView<'a> {
    root: String,
    to: String,
    canonical: String,
    title: &'a str,
}

/// Publishes a page at every old address that leads to the new one.
pub fn publish(frame: &Frame<'_>, templates: &Templates<'_>, bundle: &mut Bundle, diags: &mut Diagnostics) {
    let site = frame.site;
    for (address, id) in site.redirects.iter().filter(|(_, id)| site.page(*id).lang == *frame.lang) {
        let root = address.to_root();
        let to = href::page(&root, &site.placement(*id).address);
        let canonical = article::canonical(site, &site.placement(*id).address);
        let view = RedirectView { root, to, canonical, title: &site.page(*id).front.title };
        let html = templates.render("redirect.html", &view, diags);
        bundle.insert(address.file(), html, site.sources.get(site.page(*id).file).path.clone(), diags);
    }
}
