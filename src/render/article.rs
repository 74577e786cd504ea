//! Pages as views: everything about a page that its template shows.
//!
//! The text is ready; here its surroundings are gathered from the site's
//! tables: where it stands, what is next, who reviewed it, what it cites.
//!
//! Never: templates' names and shapes beyond the view, Markdown.

use super::citation::SetReference;
use super::frame::Frame;
use super::href;
use super::html::Text;
use super::language;
use super::template::Html;
use super::view::{
    ArticleView, CardView, ChangeView, DoorView, LabelView, LanguageView, LinkView, PageView, PlaceView, ReferenceView,
    SheetLinkView, TocView, WordView,
};
use crate::model::change::Change;
use crate::model::page::{Front, Page, Status};
use crate::model::record::Reviewer;
use crate::model::strings::Strings;
use crate::name::{Lang, Paper, UrlPath};
use crate::sheet::{Print, title_key};
use crate::site::{OutlineEntry, PageId, Site};
use crate::syntax::directive::Audience;
use jiff::civil::Date;

/// A page's view.
#[must_use]
pub fn view(frame: &Frame<'_>, id: PageId, text: &Text) -> ArticleView {
    let site = frame.site;
    let place = site.placement(id);
    let root = place.address.to_root();
    let link = |id: &PageId| link(site, &root, *id);
    let cards = |ids: &[PageId]| ids.iter().map(|id| card(site, &root, *id)).collect();
    let front = &site.page(id).front;
    ArticleView {
        page: page(frame, id, text),
        body: Html::vouch(&text.html),
        toc: toc(&site.outlines[id.0]),
        breadcrumbs: site.ancestors(id).iter().map(link).collect(),
        previous: place.previous.as_ref().map(link),
        next: place.next.as_ref().map(link),
        related: cards(&site.related[id.0]),
        backlinks: cards(&site.backlinks[id.0]),
        children: cards(&place.children),
        doors: front
            .doors
            .iter()
            .zip(&site.doors[id.0])
            .map(|(door, id)| DoorView { title: door.title.clone(), text: door.text.clone(), href: link(id).href })
            .collect(),
        languages: languages(site, id, &root),
        words: words(frame, &root, &text.words),
        references: references(frame, &text.references),
        sheets: sheets(frame, &root, text),
        ..frame.article(&root, Some(id))
    }
}

/// A link to a page, by its short title.
#[must_use]
pub fn link(site: &Site<'_>, root: &str, id: PageId) -> LinkView {
    LinkView { title: nav_title(&site.page(id).front).to_owned(), href: href::page(root, &site.placement(id).address) }
}

/// A page in a list.
#[must_use]
pub fn card(site: &Site<'_>, root: &str, id: PageId) -> CardView {
    let front = &site.page(id).front;
    CardView {
        title: front.title.clone(),
        href: href::page(root, &site.placement(id).address),
        summary: front.summary.clone(),
        kind: front.kind.word(),
    }
}

/// The title for menus.
#[must_use]
pub fn nav_title(front: &Front) -> &str {
    front.nav_title.as_deref().unwrap_or(&front.title)
}

fn page(frame: &Frame<'_>, id: PageId, text: &Text) -> PageView {
    let page: &Page = frame.site.page(id);
    let front = &page.front;
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let words = |date: Option<Date>| date.map(|date| frame.strings.date(date));
    let standing = frame.site.standing(id);
    PageView {
        title: front.title.clone(),
        nav_title: nav_title(front).to_owned(),
        summary: front.summary.clone(),
        key_message: front.key_message.clone(),
        kind: front.kind.word(),
        updated: day(front.updated),
        updated_label: words(front.updated),
        changes: changes(frame.strings, &front.changes),
        reviewed: day(standing.reviewed),
        reviewed_label: words(standing.reviewed),
        review_due: day(standing.due),
        review_due_label: words(standing.due),
        overdue: standing.due.is_some_and(|due| due < frame.site.today),
        reviewers: standing.reviewers.iter().map(Reviewer::label).collect(),
        owner: front.owner.clone(),
        sources: text.references.len(),
        two_wordings: text.two_wordings,
        reading_minutes: text.length.div_ceil(WORDS_A_MINUTE).max(1),
        extra: front.extra.clone(),
        ..stamp(frame, &frame.site.placement(id).address, standing.status)
    }
}

/// The changes of a page. Those of one day are numbered from the oldest, so that a new one moves no name.
fn changes(strings: &Strings, all: &[Change]) -> Vec<ChangeView> {
    let view = |(i, change): (usize, &Change)| {
        let older = all[i + 1..].iter().filter(|other| other.date == change.date).count();
        let number = if older == 0 { String::new() } else { format!("-{}", older + 1) };
        ChangeView {
            id: format!("change-{}{number}", change.date),
            date: change.date.to_string(),
            date_label: strings.date(change.date),
            reason: change.reason.clone(),
        }
    };
    all.iter().enumerate().map(view).collect()
}

/// How fast people read, roughly; a tired reader is slower.
const WORDS_A_MINUTE: usize = 200;

/// The part of a page's view that its address and its status settle.
#[must_use]
pub fn stamp(frame: &Frame<'_>, address: &UrlPath, status: Status) -> PageView {
    PageView {
        address: address.as_str().to_owned(),
        canonical: canonical(frame.site, address),
        status: status.word(),
        status_label: status_label(frame.strings, status),
        approved: status == Status::Approved,
        ..PageView::default()
    }
}

/// An address with the site's own before it.
#[must_use]
pub fn canonical(site: &Site<'_>, address: &UrlPath) -> String {
    format!("{}{}", site.model.settings.base_url, encoded(&address.as_str()[1..]))
}

/// An address as it goes over the web: bytes beyond ASCII in percent notation.
#[must_use]
pub fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii() { out.push(char::from(byte)) } else { out.push_str(&format!("%{byte:02X}")) }
    }
    out
}

/// A status in the words of the interface.
#[must_use]
pub fn status_label(strings: &Strings, status: Status) -> String {
    strings.get(&format!("status_{}", status.word().replace('-', "_"))).to_owned()
}

/// The second and third levels of an outline.
fn toc(outline: &[OutlineEntry]) -> Vec<TocView> {
    let mut top: Vec<TocView> = Vec::new();
    for entry in outline {
        let item = TocView {
            id: entry.id.clone(),
            title: entry.text.clone(),
            level: entry.level,
            audience: match entry.audience {
                None => "all",
                Some(Audience::Parent) => "parent",
                Some(Audience::Clinician) => "clinician",
            },
            children: Vec::new(),
        };
        match (entry.level, top.last_mut()) {
            (2, _) => top.push(item),
            (3, Some(parent)) => parent.children.push(item),
            _ => {}
        }
    }
    top
}

/// The page in every language that has it, its own first of all in the list's order.
fn languages(site: &Site<'_>, id: PageId, root: &str) -> Vec<LanguageView> {
    let all = || site.placement(id).translations.iter().copied().chain([id]);
    let address = |lang: &Lang| {
        let page = all().find(|page| site.page(*page).lang == *lang)?;
        Some(site.placement(page).address.clone())
    };
    language::addresses(site, &site.page(id).lang, root, address)
}

/// The terms that a text marks.
#[must_use]
pub fn words(frame: &Frame<'_>, root: &str, terms: &[usize]) -> Vec<WordView> {
    let glossary = href::page(root, &href::own(href::GLOSSARY));
    let view = |&i: &usize| {
        let term = &frame.site.model.terms[i];
        WordView {
            key: term.key.clone(),
            term: term.plain.clone(),
            clinical: term.clinical.clone(),
            definition: term.definition.clone(),
            href: format!("{glossary}#{}", term.key),
        }
    };
    terms.iter().map(view).collect()
}

/// The references of a text by number, each with the places that cite it.
#[must_use]
pub fn references(frame: &Frame<'_>, cited: &[(usize, usize)]) -> Vec<ReferenceView> {
    cited.iter().enumerate().map(|(i, &(reference, times))| self::reference(frame, reference, i + 1, times)).collect()
}

/// One reference with its number.
#[must_use]
pub fn reference(frame: &Frame<'_>, reference: usize, number: usize, times: usize) -> ReferenceView {
    let key = &frame.site.model.bibliography.references()[reference].key;
    let SetReference { html, links } = &frame.references[reference];
    ReferenceView {
        key: key.clone(),
        number,
        html: Html::vouch(html),
        links: links.iter().map(|(label, href)| LabelView { label: (*label).to_owned(), href: href.clone() }).collect(),
        cited: (1..=times).map(|n| PlaceView { id: format!("cite-{key}-{n}"), label: n.to_string() }).collect(),
        used_on: Vec::new(),
    }
}

fn sheets(frame: &Frame<'_>, root: &str, text: &Text) -> Vec<SheetLinkView> {
    let of = |&(protocol, name): &(usize, crate::name::SheetName)| {
        let protocol = frame.site.model.protocols[protocol].in_language(frame.lang);
        Paper::ALL.map(|paper| SheetLinkView {
            protocol: protocol.id().to_owned(),
            name: name.word(),
            title: frame.title(frame.strings.get(title_key(name)).to_owned(), protocol),
            paper: paper.label(),
            href: format!("{root}{}", href::sheet(protocol, name, paper, Print::Standard)),
        })
    };
    text.sheets.iter().flat_map(of).collect()
}
