//! Where everything that a text names can be found.
//!
//! Links, pictures, citations, values: each is looked up once, and whatever
//! leads nowhere is a finding with the nearest name that does exist. The same
//! table read backwards says which pages link here and which references nobody
//! cites.
//!
//! Never: how a link looks, relative paths of the published site.

use super::PageId;
use super::include::Includes;
use super::outline::OutlineEntry;
use super::picture::Picture;
use super::target;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::page::Page;
use crate::model::settings::PLACEHOLDERS;
use crate::model::{Model, REFERENCES};
use crate::name::{Lang, SheetName};
use crate::source::{FileId, Sources, Spanned};
use crate::syntax::body::Body;
use crate::syntax::body::Kind;
use crate::syntax::directive::Directive;
use crate::syntax::markdown::placeholder;
use std::collections::BTreeMap;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page, perhaps a heading of it.
    Page(PageId, Option<String>),
    /// A heading of the same page.
    Heading(String),
    /// Somewhere else on the web, a telephone, a mailbox.
    External(String),
    /// A file to download.
    File(FileId),
    /// The page of a protocol, by its number.
    Protocol(usize),
    /// A printable sheet.
    Sheet(usize, SheetName),
    /// A term's entry in the glossary.
    Term(usize),
    /// Nowhere, which was said.
    Broken,
}

/// What an image shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A picture.
    Picture(Picture),
    /// A printable sheet.
    Sheet(usize, SheetName),
    /// Nothing, which was said.
    Broken,
}

/// A body's references to the rest, in the order of the body's own tables.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// Where its links lead.
    pub links: Vec<Target>,
    /// What its images show.
    pub images: Vec<Shown>,
    /// The numbers of the references it cites, group by group.
    pub citations: Vec<Vec<usize>>,
    /// The fragments it includes.
    pub includes: Includes,
}

/// Everything that can be named.
pub struct Finder<'m> {
    pub(super) model: &'m Model,
    pub(super) sources: &'m Sources,
    pub(super) outlines: &'m [Vec<OutlineEntry>],
    pub(super) pages: BTreeMap<(&'m str, &'m Lang), PageId>,
}

/// The text that names things: which file, in which language, below which path.
#[derive(Clone, Copy)]
pub(super) struct Context<'m> {
    /// The path below `content/`, without ending.
    pub stem: &'m str,
    pub lang: &'m Lang,
    /// The page; none for a fragment.
    pub page: Option<PageId>,
}

impl<'m> Finder<'m> {
    /// Gathers the names.
    pub fn new(model: &'m Model, sources: &'m Sources, outlines: &'m [Vec<OutlineEntry>]) -> Self {
        let pages =
            model.pages.iter().enumerate().map(|(i, page)| ((page.stem.as_str(), &page.lang), PageId(i))).collect();
        Self { model, sources, outlines, pages }
    }

    /// The pages that a list of files in each page's front matter names.
    pub fn page_lists(
        &self,
        list: impl Fn(&'m Page) -> &'m Vec<Spanned<String>> + Sync,
        diags: &mut Diagnostics,
    ) -> Vec<Vec<PageId>> {
        let mut all = Vec::with_capacity(self.model.pages.len());
        for (i, page) in self.model.pages.iter().enumerate() {
            let context = Context { stem: &page.stem, lang: &page.lang, page: Some(PageId(i)) };
            all.push(list(page).iter().filter_map(|file| self.page(file, context, diags)).collect());
        }
        all
    }

    /// The page whose file is named.
    pub(super) fn page(&self, file: &Spanned<String>, context: Context<'_>, diags: &mut Diagnostics) -> Option<PageId> {
        match target::find(self, file, context, diags) {
            Target::Page(id, _) => Some(id),
            Target::Broken => None,
            Target::Heading(_)
            | Target::External(_)
            | Target::File(_)
            | Target::Protocol(_)
            | Target::Sheet(..)
            | Target::Term(_) => {
                diags.push(
                    Diagnostic::new(Code::BrokenLink, file.span, format!("`{}` is not the file of a page", file.value))
                        .help("write the path of a `.md` file from here"),
                );
                None
            }
        }
    }

    fn body(&self, body: &Body, includes: Includes, context: Context<'_>, diags: &mut Diagnostics) -> Resolved {
        let links = body
            .links
            .iter()
            .map(|link| {
                if !link.has_text {
                    diags.push(
                        Diagnostic::new(Code::EmptyLink, link.target.span, "this link has no words to click on")
                            .help("write where it leads between the square brackets"),
                    );
                }
                target::find(self, &link.target, context, diags)
            })
            .collect();
        let images: Vec<Shown> =
            body.images.iter().map(|image| target::find_image(self, image, context, diags)).collect();
        for event in &body.events {
            if let Kind::Image(i) = event.kind
                && let Shown::Sheet(..) = images[i as usize]
            {
                let span = body.images[i as usize].target.span;
                diags.push(
                    Diagnostic::new(Code::MisplacedDirective, span, "a sheet is shown in a paragraph of its own")
                        .help("put empty lines around it, or link to it without the `!`"),
                );
            }
        }
        let citations = body
            .citations
            .iter()
            .map(|group| group.iter().filter_map(|key| self.reference(key, diags)).collect())
            .collect();
        Resolved { links, images, citations, includes }
    }

    /// The reference with a key.
    pub(super) fn reference(&self, key: &Spanned<String>, diags: &mut Diagnostics) -> Option<usize> {
        let found = self.model.bibliography.find(&key.value);
        if found.is_none() && !self.model.unread.contains(REFERENCES) {
            diags.push(
                Diagnostic::new(Code::UnknownCitation, key.span, format!("there is no reference `{}`", key.value))
                    .help("add it to content/references.yaml, or cite one that is there")
                    .help_maybe(did_you_mean(&key.value, self.model.bibliography.keys())),
            );
        }
        found
    }
}

/// Resolves every page.
pub fn pages(finder: &Finder<'_>, includes: &[Includes], diags: &mut Diagnostics) -> Vec<Resolved> {
    let numbers: Vec<usize> = (0..includes.len()).collect();
    diags.par_map(&numbers, |&i, diags| {
        let page = &finder.model.pages[i];
        let context = Context { stem: &page.stem, lang: &page.lang, page: Some(PageId(i)) };
        placeholders(&page.body, &[], diags);
        finder.body(&page.body, includes[i].clone(), context, diags)
    })
}

/// Resolves every fragment.
pub fn fragments(finder: &Finder<'_>, includes: Vec<Includes>, diags: &mut Diagnostics) -> Vec<Resolved> {
    let each = finder.model.fragments.iter().zip(includes);
    each.map(|(fragment, includes)| {
        let stem = format!("fragments/{}", fragment.name);
        let names: Vec<&str> = fragment.parameters.keys().map(String::as_str).collect();
        placeholders(&fragment.body, &names, diags);
        finder.body(&fragment.body, includes, Context { stem: &stem, lang: &fragment.lang, page: None }, diags)
    })
    .collect()
}

/// The pages behind the doors of each home page.
pub fn doors(finder: &Finder<'_>, diags: &mut Diagnostics) -> Vec<Vec<PageId>> {
    let each = finder.model.pages.iter().enumerate();
    each.map(|(i, page)| {
        let context = Context { stem: &page.stem, lang: &page.lang, page: Some(PageId(i)) };
        page.front.doors.iter().filter_map(|door| finder.page(&door.to, context, diags)).collect()
    })
    .collect()
}

/// The pages that every footer names, for each language.
pub fn footer(finder: &Finder<'_>, diags: &mut Diagnostics) -> BTreeMap<Lang, Vec<PageId>> {
    let settings = &finder.model.settings;
    let each = settings.languages.iter();
    each.map(|lang| {
        let context = Context { stem: "_index", lang, page: None };
        (lang.clone(), settings.pages.iter().filter_map(|file| finder.page(file, context, diags)).collect())
    })
    .collect()
}

/// The clinic's mark.
pub fn logo(finder: &Finder<'_>, diags: &mut Diagnostics) -> Option<Picture> {
    let settings = &finder.model.settings;
    let Spanned { value, span } = settings.brand.logo.as_ref()?;
    let context = Context { stem: "_index", lang: settings.main_language(), page: None };
    match target::picture(finder, value, *span, context, diags) {
        Shown::Picture(picture) => Some(picture),
        Shown::Sheet(..) | Shown::Broken => None,
    }
}

/// The page that says how pages are reviewed, in each language that has it.
pub fn review_page(finder: &Finder<'_>, diags: &mut Diagnostics) -> BTreeMap<Lang, PageId> {
    let settings = &finder.model.settings;
    let Some(file) = &settings.review.page else { return BTreeMap::new() };
    let each = settings.languages.iter().filter_map(|lang| {
        Some((lang.clone(), finder.page(file, Context { stem: "_index", lang, page: None }, diags)?))
    });
    each.collect()
}

/// The pages that link to each page, each once, in order.
pub fn backlinks(pages: &[Resolved], fragments: &[Resolved]) -> Vec<Vec<PageId>> {
    let mut back = vec![Vec::new(); pages.len()];
    for (i, page) in pages.iter().enumerate() {
        let mut targets = Vec::new();
        gather(page, fragments, &mut targets);
        targets.sort_unstable();
        targets.dedup();
        for target in targets.into_iter().filter(|target| target.0 != i) {
            back[target.0].push(PageId(i));
        }
    }
    back
}

fn gather(text: &Resolved, fragments: &[Resolved], targets: &mut Vec<PageId>) {
    targets.extend(text.links.iter().filter_map(|link| match link {
        Target::Page(id, _) => Some(*id),
        Target::Heading(_)
        | Target::External(_)
        | Target::File(_)
        | Target::Protocol(_)
        | Target::Sheet(..)
        | Target::Term(_)
        | Target::Broken => None,
    }));
    for included in text.includes.values() {
        gather(&fragments[included.fragment], fragments, targets);
    }
}

/// Says which references nobody cites.
pub fn unused_references(finder: &Finder<'_>, pages: &[Resolved], fragments: &[Resolved], diags: &mut Diagnostics) {
    let model = finder.model;
    let mut cited = vec![false; model.bibliography.references().len()];
    for &reference in pages.iter().chain(fragments).flat_map(|text| text.citations.iter().flatten()) {
        cited[reference] = true;
    }
    let terms = model.terms.iter().flat_map(|term| &term.cite);
    let protocols = model.protocols.iter().flat_map(|protocol| &protocol.cites);
    for key in terms.chain(protocols) {
        if let Some(reference) = finder.reference(key, diags) {
            cited[reference] = true;
        }
    }
    // A file that could not be read may cite anything.
    if !model.unread.is_empty() {
        return;
    }
    for (reference, _) in model.bibliography.references().iter().zip(cited).filter(|(_, cited)| !cited) {
        diags.push(
            Diagnostic::new(
                Code::UnusedReference,
                reference.span,
                format!("nothing cites the reference `{}`", reference.key),
            )
            .help(format!("cite it as `[@{}]`, or take it out of the file", reference.key)),
        );
    }
}

/// Says which protocols name others that do not exist.
pub fn protocols(finder: &Finder<'_>, diags: &mut Diagnostics) {
    for named in finder.model.protocols.iter().flat_map(|protocol| &protocol.protocols) {
        target::protocol(finder, &named.value, named.span, diags);
    }
}

/// Says which values a text asks for that nobody has.
fn placeholders(body: &Body, parameters: &[&str], diags: &mut Diagnostics) {
    let titles = body.directives.iter().flat_map(|directive| match directive {
        Directive::Care { title: words, .. }
        | Directive::Details { summary: words }
        | Directive::Tab { name: words } => wanted(words),
        Directive::Steps | Directive::Tabs | Directive::For(_) | Directive::Include { .. } => Vec::new(),
    });
    let known = || PLACEHOLDERS.iter().chain(parameters).copied();
    for wanted in body.placeholders.iter().cloned().chain(titles) {
        if !known().any(|name| name == wanted.value) {
            let names = known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            diags.push(
                Diagnostic::new(Code::UnknownPlaceholder, wanted.span, format!("there is no value `{}`", wanted.value))
                    .help(format!("the values are {names}"))
                    .help_maybe(did_you_mean(&wanted.value, known())),
            );
        }
    }
}

/// The values that words after a block's name ask for.
fn wanted(words: &Spanned<String>) -> Vec<Spanned<String>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some((start, end, name)) = placeholder(&words.value[at..]) {
        found.push(Spanned { value: name.to_owned(), span: words.span.slice(at + start, at + end) });
        at += end;
    }
    found
}
