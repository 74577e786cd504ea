//! Rendering: the linked site into the bytes that are published.
//!
//! First the text of every page is written; from what the texts turned out to
//! use follow the glossary and the list of references; then every page goes
//! through its template. The last function here is the list of everything that
//! a site publishes.
//!
//! Never: the disk, servers, raw files' shapes.

mod article;
mod asset;
mod block;
mod citation;
mod escape;
mod feed;
mod frame;
mod href;
mod html;
mod own;
mod protocol;
mod template;
mod terms;
mod view;

use crate::bundle::Bundle;
use crate::diag::Diagnostics;
use crate::model::page::Kind;
use crate::site::{PageId, Site};
use frame::Frame;
use html::{Shared, Text};
use own::Usage;
use serde::Serialize;
use std::collections::BTreeMap;
use template::Templates;
use terms::TermFinder;
use view::{ArticleView, GlobalView, PageView, SiteView};

/// What the generator calls itself.
const GENERATOR: &str = concat!("Latchwork ", env!("CARGO_PKG_VERSION"));

/// A page that is ready, but for where it goes.
struct Ready {
    page: PageView,
    file: String,
    from: String,
    html: String,
}

/// Renders a site: everything that is published, at its address.
#[must_use]
pub fn render(site: &Site<'_>, diags: &mut Diagnostics) -> Bundle {
    let mut bundle = Bundle::new();
    let settings = &site.model.settings;
    let assets = asset::theme(site.sources, settings.accent.as_deref(), &mut bundle, diags);
    let files = asset::content(site, &mut bundle, diags);
    let terms = TermFinder::new(&site.model.terms);
    let (no_terms, embeds) = (TermFinder::new(&[]), BTreeMap::new());
    let main = settings.main_language();
    let texts: Vec<Text> = diags.par_map(&site.ids().collect::<Vec<_>>(), |&id, _| {
        let lang = &site.page(id).lang;
        let Some(strings) = site.model.strings.get(lang) else { return Text::default() };
        let terms = if lang == main { &terms } else { &no_terms };
        html::write(Shared { site, strings, terms, files: &files, embeds: &embeds }, id)
    });
    let usage = Usage::new(&texts);
    let set: Vec<_> = site.model.strings.keys().map(|lang| citation::set(&site.model.bibliography, lang)).collect();
    let mut frames: Vec<Frame<'_>> =
        site.model.strings.iter().zip(&set).map(|((lang, strings), set)| Frame::new(site, lang, strings, set)).collect();
    for frame in &mut frames {
        let global = global(site, frame, &assets);
        let Some(templates) = Templates::load(site.sources, &global, diags) else { return bundle };
        frame.prepare(&templates, diags);
        let frame = &*frame;
        let ids: Vec<PageId> = site.ids().filter(|id| site.page(*id).lang == *frame.lang).collect();
        let mut ready = diags.par_map(&ids, |&id, diags| page(frame, &templates, id, &texts[id.0], diags));
        if frame.lang == main {
            ready.extend(own_pages(frame, &templates, &usage, diags));
            let not_found = templates.render("404.html", &own::not_found(frame), diags);
            bundle.insert("404.html", not_found, "templates/404.html", diags);
            feed::publish(frame, &templates, &ready.iter().map(|r| &r.page).collect::<Vec<_>>(), &mut bundle, diags);
        }
        for Ready { file, from, html, .. } in ready {
            bundle.insert(file, html, from, diags);
        }
        redirects(frame, &templates, &mut bundle, diags);
    }
    feed::pages(&frames, &texts, &mut bundle, diags);
    bundle
}

fn page(frame: &Frame<'_>, templates: &Templates<'_>, id: PageId, text: &Text, diags: &mut Diagnostics) -> Ready {
    let site = frame.site;
    let view = article::view(frame, id, text);
    let template = match site.page(id).front.kind {
        Kind::Home => "home.html",
        _ if site.placement(id).children.is_empty() => "page.html",
        _ => "section.html",
    };
    Ready {
        html: templates.render(template, &view, diags),
        page: view.page,
        file: site.placement(id).address.file(),
        from: site.sources.get(site.page(id).file).path.clone(),
    }
}

/// Glossary, references and protocols, as far as there are any.
fn own_pages(frame: &Frame<'_>, templates: &Templates<'_>, usage: &Usage, diags: &mut Diagnostics) -> Vec<Ready> {
    let mut ready = Vec::new();
    let mut add = |view: ArticleView, template: &str, path: &str, from: &str| {
        let html = templates.render(template, &view, diags);
        ready.push(Ready { html, page: view.page, file: href::own(path).file(), from: from.to_owned() });
    };
    if !frame.site.model.terms.is_empty() {
        add(own::glossary(frame, usage), "glossary.html", href::GLOSSARY, "content/glossary.yaml");
    }
    if !frame.references.is_empty() {
        add(own::references(frame, usage), "references.html", href::REFERENCES, "content/references.yaml");
    }
    ready
}

#[derive(Serialize)]
struct RedirectView<'a> {
    root: String,
    to: String,
    title: &'a str,
}

/// A page at every old address that leads to the new one.
fn redirects(frame: &Frame<'_>, templates: &Templates<'_>, bundle: &mut Bundle, diags: &mut Diagnostics) {
    let site = frame.site;
    for (address, id) in site.redirects.iter().filter(|(_, id)| site.page(*id).lang == *frame.lang) {
        let root = address.to_root();
        let to = href::page(&root, &site.placement(*id).address);
        let html = templates.render("redirect.html", &RedirectView { root, to, title: &site.page(*id).front.title }, diags);
        let from = format!("an alias of {}", site.sources.get(site.page(*id).file).path);
        bundle.insert(address.file(), html, from, diags);
    }
}

fn global<'a>(site: &'a Site<'_>, frame: &'a Frame<'_>, assets: &view::AssetsView) -> GlobalView<'a> {
    let settings = &site.model.settings;
    GlobalView {
        site: SiteView {
            name: &settings.name,
            tagline: &settings.tagline,
            language: settings.main_language().tag(),
            sample: settings.sample,
            notice: &settings.notice,
            base_url: &settings.base_url,
            contacts: &settings.contacts,
            generator: GENERATOR,
        },
        assets: assets.clone(),
        t: frame.strings.all(),
        lang: frame.lang.tag(),
        dir: frame.lang.direction(),
    }
}
