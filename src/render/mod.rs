//! Rendering: the linked site into the bytes that are published.
//!
//! First the text of every page is written; from what the texts turned out to
//! use follow the glossary and the list of references; then every page goes
//! through its template. The last function here is the list of everything that
//! a site publishes.
//!
//! Never: the disk, servers, raw files' shapes.

mod accent;
mod article;
mod asset;
mod block;
mod card;
mod citation;
mod escape;
mod feed;
mod figures;
mod frame;
mod hosting;
mod href;
mod html;
mod icon;
mod inline;
mod inventory;
mod language;
mod meta;
mod numbering;
mod offline;
mod own;
mod planner;
mod privacy;
mod protocol;
mod redirect;
mod review;
mod search;
mod sheet;
mod template;
mod terms;
mod view;

pub use review::ReviewSheet;
pub use sheet::WantedSheets;

use crate::bundle::Bundle;
use crate::compiled::{Compiled, Hours, compile};
use crate::diag::Diagnostics;
use crate::memo::{Memo, Memos};
use crate::model::page::Kind;
use crate::model::protocol::ProtocolFile;
use crate::model::settings::Settings;
use crate::name::UrlPath;
use crate::site::{PageId, Site};
use accent::accent;
use card::Cards;
use citation::SetReference;
use frame::Frame;
use href::Files;
use html::{Shared, Text};
use icon::Icons;
use meta::{Sort, questions};
use own::Usage;
use serde::Serialize;
use template::Templates;
use terms::TermFinder;
use view::{ArticleView, AssetsView, GlobalView, PageView, SiteView};

/// What the generator calls itself.
const GENERATOR: &str = concat!("Latchwork ", env!("CARGO_PKG_VERSION"));

/// A page that is ready, but for where it goes.
struct Ready {
    page: PageView,
    file: String,
    from: String,
    html: String,
}

/// Renders a site: everything that is published, at its address. With a memo for sheets, those as PDF, too.
#[must_use]
pub fn render(site: &Site<'_>, memos: Memos<'_>, diags: &mut Diagnostics) -> Bundle {
    let mut bundle = Bundle::new();
    let Shelf { icons, assets, files } = shelf(site, &mut bundle, diags);
    let set = references(site);
    let Some(languages) = languages(site, &set, &assets, diags) else { return bundle };
    let ids: Vec<PageId> = site.ids().collect();
    let texts = texts(site, &languages, &files, &ids, diags);
    let usage = Usage::new(&texts);
    let (mut views, mut all_cards): (Vec<PageView>, Vec<Cards>) = (Vec::new(), Vec::new());
    for (frame, templates) in &languages {
        let cards = Cards::publish(frame, memos.pictures, &mut bundle, diags);
        let mut ready = pages_of(frame, templates, &cards, &ids, &texts, diags);
        sheet::publish(frame, templates, memos.sheets, &mut bundle, diags);
        ready.extend(own_pages(frame, templates, &cards, &usage, &bundle, diags));
        let compiled = compiled(frame, diags);
        compiled_protocols(frame, &compiled, &mut bundle, diags);
        if frame.has_own_pages() {
            let not_found = templates.render("404.html", &own::not_found(frame), diags);
            bundle.insert("404.html", not_found, "templates/404.html", diags);
            planner::scripts(frame, &compiled, &mut bundle, diags);
        }
        for Ready { page, file, from, html } in ready {
            bundle.insert(file, html, from, diags);
            views.push(page);
        }
        search::publish(frame, templates, &mut bundle, diags);
        redirect::publish(frame, templates, &mut bundle, diags);
        all_cards.push(cards);
    }
    offline::pages(&languages, &icons, &mut bundle, diags);
    // The last of all pages, because it tells of the others.
    for ((frame, templates), cards) in languages.iter().zip(&all_cards).filter(|((frame, _), _)| frame.has_privacy()) {
        let view = meta::with(frame, cards, Sort::About, &[], privacy::view(frame, &bundle, diags));
        let html = templates.render("privacy.html", &view, diags);
        bundle.insert(href::own(href::PRIVACY).file(), html, "templates/privacy.html", diags);
        views.push(view.page);
    }
    if let Some((frame, templates)) = languages.iter().find(|(frame, _)| frame.has_own_pages()) {
        feed::publish(frame, templates, &views.iter().collect::<Vec<_>>(), &mut bundle, diags);
    }
    let frames: Vec<&Frame<'_>> = languages.iter().map(|(frame, _)| frame).collect();
    inventory::publish(&frames, &texts, &mut bundle, diags);
    hosting::publish(&mut bundle, diags);
    if let Some(main) = frames.iter().find(|frame| frame.has_own_pages()) {
        offline::publish(main, &mut bundle, diags);
    }
    bundle
}

/// Some pages of a site as they are in the whole, with the files that they load: for who cannot wait for the rest.
#[must_use]
pub fn pages(site: &Site<'_>, ids: &[PageId], pictures: &dyn Memo, diags: &mut Diagnostics) -> Bundle {
    let mut bundle = Bundle::new();
    let Shelf { assets, files, .. } = shelf(site, &mut bundle, diags);
    let set = references(site);
    let Some(languages) = languages(site, &set, &assets, diags) else { return bundle };
    let texts = texts(site, &languages, &files, ids, diags);
    for (frame, templates) in &languages {
        let cards = Cards::publish(frame, pictures, &mut bundle, diags);
        for Ready { file, from, html, .. } in pages_of(frame, templates, &cards, ids, &texts, diags) {
            bundle.insert(file, html, from, diags);
        }
    }
    bundle
}

/// Files that pages load.
struct Shelf {
    icons: Icons,
    assets: AssetsView,
    files: Files,
}

/// Publishes the files that pages load.
fn shelf(site: &Site<'_>, bundle: &mut Bundle, diags: &mut Diagnostics) -> Shelf {
    let settings = &site.model.settings;
    let icons = icon::publish(&settings.name, accent(site.sources, settings.accent()), bundle, diags);
    let theme = asset::theme(site.sources, settings.accent(), bundle, diags);
    let files = asset::content(site, bundle, diags);
    let assets = AssetsView { touch_icon: icons.small.clone(), logo: asset::logo(site, &files), ..theme };
    Shelf { icons, assets, files }
}

/// The references, set in each language.
fn references(site: &Site<'_>) -> Vec<Vec<SetReference>> {
    site.model.strings.keys().map(|lang| citation::set(&site.model.bibliography, lang)).collect()
}

/// Those of some pages that are in the language of a frame; `texts` are of all of them, in this order.
fn pages_of(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    cards: &Cards,
    ids: &[PageId],
    texts: &[Text],
    diags: &mut Diagnostics,
) -> Vec<Ready> {
    let own: Vec<(PageId, &Text)> =
        ids.iter().copied().zip(texts).filter(|(id, _)| frame.site.page(*id).lang == *frame.lang).collect();
    diags.par_map(&own, |&(id, text), diags| page(frame, templates, cards, id, text, diags))
}

/// Sheets that stand alone, as HTML: the site around them is checked and not rendered.
#[must_use]
pub fn sheets_alone(site: &Site<'_>, wanted: &WantedSheets<'_>, diags: &mut Diagnostics) -> String {
    let mut bundle = Bundle::new();
    let assets = asset::theme(site.sources, site.model.settings.accent(), &mut bundle, diags);
    match languages(site, &vec![Vec::new(); site.model.strings.len()], &assets, diags) {
        Some(languages) => match languages.iter().find(|(frame, _)| frame.speaks(wanted.protocol)) {
            Some((frame, templates)) => sheet::alone(frame, templates, &assets, &bundle, wanted, diags),
            None => String::new(),
        },
        None => String::new(),
    }
}

/// Sheets that stand alone, as PDF. `None` where that failed, which was said.
#[must_use]
pub fn sheets_as_pdf(site: &Site<'_>, wanted: &WantedSheets<'_>, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let lang = language::of_protocol(site, wanted.protocol);
    let frame = Frame::new(site, lang, site.model.strings.get(lang)?, &[]);
    sheet::as_pdf(&frame, wanted, diags)
}

/// The sheet on which a text is reviewed, as HTML that stands alone.
#[must_use]
pub fn review_sheet(site: &Site<'_>, wanted: &ReviewSheet<'_>, diags: &mut Diagnostics) -> String {
    let mut theme = Bundle::new();
    let assets = asset::theme(site.sources, site.model.settings.accent(), &mut theme, diags);
    let set = references(site);
    let languages = languages(site, &set, &assets, diags).unwrap_or_default();
    let own = languages.iter().find(|(frame, _)| frame.lang == wanted.lang);
    own.map_or_else(String::new, |(frame, templates)| review::sheet(frame, templates, wanted, diags))
}

/// The frame and the templates of each language. `None` where the templates cannot be read.
fn languages<'s>(
    site: &'s Site<'s>,
    set: &'s [Vec<SetReference>],
    assets: &AssetsView,
    diags: &mut Diagnostics,
) -> Option<Vec<(Frame<'s>, Templates<'s>)>> {
    let mut languages = Vec::new();
    for ((lang, strings), set) in site.model.strings.iter().zip(set) {
        let mut frame = Frame::new(site, lang, strings, set);
        let templates = Templates::load(site.sources, &global(site, &frame, assets), diags)?;
        frame.prepare(&templates, diags);
        languages.push((frame, templates));
    }
    Some(languages)
}

/// The texts of these pages. Terms exist in the main language.
fn texts(
    site: &Site<'_>,
    languages: &[(Frame<'_>, Templates<'_>)],
    files: &Files,
    ids: &[PageId],
    diags: &mut Diagnostics,
) -> Vec<Text> {
    let main = site.model.settings.main_language();
    let (terms, no_terms) = (TermFinder::new(&site.model.terms), TermFinder::new(&[]));
    let embeds = sheet::embeds(languages, diags);
    diags.par_map(ids, |&id, _| {
        let lang = &site.page(id).lang;
        let Some(strings) = site.model.strings.get(lang) else { return Text::default() };
        let Some(embeds) = embeds.get(lang) else { return Text::default() };
        let terms = if lang == main { &terms } else { &no_terms };
        html::write(Shared { site, lang, strings, terms, files, embeds }, id)
    })
}

fn page(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    cards: &Cards,
    id: PageId,
    text: &Text,
    diags: &mut Diagnostics,
) -> Ready {
    let site = frame.site;
    let kind = site.page(id).front.kind;
    let view = article::view(frame, id, text);
    let view = meta::with(frame, cards, Sort::of(kind), &questions(site, id), view);
    let template = match kind {
        Kind::Home => "home.html",
        _ if site.placement(id).children.is_empty() => "page.html",
        Kind::Guide
        | Kind::Condition
        | Kind::Treatment
        | Kind::Equipment
        | Kind::Medicine
        | Kind::Safety
        | Kind::About => "section.html",
    };
    Ready {
        html: templates.render(template, &view, diags),
        page: view.page,
        file: site.placement(id).address.file(),
        from: site.sources.get(site.page(id).file).path.clone(),
    }
}

/// Glossary and references in the main language, protocols in each that has some.
fn own_pages(
    frame: &Frame<'_>,
    templates: &Templates<'_>,
    cards: &Cards,
    usage: &Usage,
    made: &Bundle,
    diags: &mut Diagnostics,
) -> Vec<Ready> {
    let mut ready = Vec::new();
    let mut add = |view: ArticleView, sort: Sort, template: &str, address: &UrlPath, from: &str| {
        let view = meta::with(frame, cards, sort, &[], view);
        let html = templates.render(template, &view, diags);
        ready.push(Ready { html, page: view.page, file: address.file(), from: from.to_owned() });
    };
    let own_pages = frame.has_own_pages();
    if own_pages && !frame.site.model.terms.is_empty() {
        add(
            own::glossary(frame, usage),
            Sort::List,
            "glossary.html",
            &href::own(href::GLOSSARY),
            "content/glossary.yaml",
        );
    }
    if own_pages && !frame.references.is_empty() {
        add(
            own::references(frame, usage),
            Sort::List,
            "references.html",
            &href::own(href::REFERENCES),
            "content/references.yaml",
        );
    }
    let protocols = frame.protocols();
    if !protocols.is_empty() {
        let view = own::protocols(frame, protocol::cards(frame));
        add(view, Sort::List, "section.html", &frame.protocols_address(), "content/protocols");
    }
    if frame.has_planner() {
        add(planner::view(frame), Sort::Tool, "planner.html", &href::own(href::PLANNER), "templates/planner.html");
    }
    for protocol in protocols {
        let from = &frame.site.sources.get(protocol.file).path;
        add(protocol::view(frame, protocol, made), Sort::Text, "protocol.html", &href::protocol(protocol), from);
    }
    ready
}

/// The day that plans begin with.
fn hours(settings: &Settings) -> Hours {
    Hours { wake: settings.wake, bed: settings.bed }
}

/// The protocols of a language as scripts need them, in order of id. One that was withdrawn is dated by nobody.
fn compiled<'s>(frame: &Frame<'s>, diags: &mut Diagnostics) -> Vec<(&'s ProtocolFile, Compiled<'s>)> {
    let hours = hours(&frame.site.model.settings);
    let protocols: Vec<&ProtocolFile> =
        frame.protocols().into_iter().filter(|protocol| !protocol.is_withdrawn()).collect();
    diags.par_map(&protocols, |&protocol, _| (protocol, compile(protocol, hours)))
}

/// Each of them as a file: `protocols/ID.json`, `protocols/ID.es.json`.
fn compiled_protocols(
    frame: &Frame<'_>,
    compiled: &[(&ProtocolFile, Compiled<'_>)],
    bundle: &mut Bundle,
    diags: &mut Diagnostics,
) {
    for (protocol, data) in compiled {
        let from = frame.site.sources.get(protocol.file).path.clone();
        bundle.insert(href::compiled(protocol), json(data) + "\n", from, diags);
    }
}

/// One of our values as JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts, numbers and lists are always JSON")
}

fn global<'a>(site: &'a Site<'_>, frame: &'a Frame<'_>, assets: &AssetsView) -> GlobalView<'a> {
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
            numbers: offline::numbers(&settings.contacts),
            generator: GENERATOR,
        },
        assets: assets.clone(),
        t: frame.strings.all(),
        lang: frame.lang.tag(),
        dir: frame.lang.direction(),
        search_page: search::address(frame, href::SEARCH).file(),
        notes: offline::notes(frame.strings, frame.lang.tag()).0,
    }
}
