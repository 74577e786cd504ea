//! The frame around every page: navigation, footer, language.
//!
//! What is the same on many pages is made once for each depth of the tree and
//! then shared without copying; per page only the section that one is in is
//! made anew. So the frame's cost does not grow with the site for every page.
//!
//! Never: what the pages say.

use super::article::{link, nav_title};
use super::citation::SetReference;
use super::href;
use super::language;
use super::offline;
use super::template::{Html, SharedView, Templates};
use super::view::{ArticleView, LinkView, NavChildView, NavItemView, NavPartView, NavView, PageView};
use crate::diag::Diagnostics;
use crate::model::protocol::ProtocolFile;
use crate::model::strings::Strings;
use crate::name::{Lang, UrlPath};
use crate::site::{PageId, Placement, Site};
use serde::Serialize;
use std::collections::BTreeMap;

/// What all pages of a language share.
#[derive(Debug)]
pub struct Frame<'s> {
    /// The site.
    pub site: &'s Site<'s>,
    /// The language.
    pub lang: &'s Lang,
    /// Its interface text.
    pub strings: &'s Strings,
    /// The references, set in this language.
    pub references: &'s [SetReference],
    /// Main sections and footer, for each way to the root.
    shared: BTreeMap<String, Shared>,
}

/// What pages of one depth share.
#[derive(Debug)]
struct Shared {
    /// The sections as links.
    sections: SharedView,
    /// The sections as items of the menu: for each, those of its part before it and after it.
    around: Vec<(Html, Html)>,
    /// The row of the menu.
    row: Html,
    /// What stands behind "More".
    more: Option<Html>,
    footer: SharedView,
}

/// How many sections a wide screen shows in one row of the menu; one more than these needs no "More".
const ROW: usize = 7;

/// How many of so many sections go into the row.
fn in_row(all: usize) -> usize {
    if all > ROW + 1 { ROW } else { all }
}

/// What the component `menu_item` sees.
#[derive(Serialize)]
struct MenuItem<'a> {
    item: &'a NavItemView,
}

impl<'s> Frame<'s> {
    /// Knows nothing yet of what pages share; see [`Frame::prepare`].
    #[must_use]
    pub fn new(site: &'s Site<'s>, lang: &'s Lang, strings: &'s Strings, references: &'s [SetReference]) -> Self {
        Self { site, lang, strings, references, shared: BTreeMap::new() }
    }

    /// Makes ready what the pages of a language share, at every depth of the tree.
    pub fn prepare(&mut self, templates: &Templates<'_>, diags: &mut Diagnostics) {
        let slashes = |place: &Placement| place.address.as_str().matches('/').count();
        let deepest = self.site.placements.iter().map(slashes).max().unwrap_or(1);
        let mut roots: Vec<String> = (0..deepest.max(4)).map(|depth| "../".repeat(depth)).collect();
        roots.push(self.absolute_root());
        for root in roots {
            let sections = self.sections(&root);
            let items = diags
                .par_map(&sections, |item, diags| templates.component("menu_item", &MenuItem { item }, diags) + "\n");
            let html = |items: &[String]| Html::vouch(&items.concat());
            let (row, more) = items.split_at(in_row(items.len()));
            let around = |part: &[String]| -> Vec<(Html, Html)> {
                (0..part.len()).map(|i| (html(&part[..i]), html(&part[i + 1..]))).collect()
            };
            let shared = Shared {
                around: [around(row), around(more)].concat(),
                row: html(row),
                more: (!more.is_empty()).then(|| html(more)),
                sections: SharedView::new(&sections),
                footer: SharedView::new(&self.footer(&root)),
            };
            self.shared.insert(root, shared);
        }
    }

    /// The path of the site's root on its host, for pages that may be shown anywhere.
    #[must_use]
    pub fn absolute_root(&self) -> String {
        let rest = self.site.model.settings.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.find('/').map_or("/".to_owned(), |i| rest[i..].to_owned())
    }

    /// A view with the frame filled in and everything else empty.
    ///
    /// # Panics
    /// Where the way to the root is one that no page has.
    #[must_use]
    pub fn article(&self, root: &str, current: Option<PageId>) -> ArticleView {
        let shared = self.shared.get(root).expect("the frame is made for every depth of the tree");
        ArticleView {
            root: root.to_owned(),
            home: self.home(root),
            nav: self.nav(root, current, shared),
            footer_links: shared.footer.clone(),
            review_link: self.site.review_page.get(self.lang).map(|id| link(self.site, root, *id)),
            languages: Vec::new(),
            page: PageView::default(),
            body: Html::vouch(""),
            toc: Vec::new(),
            breadcrumbs: Vec::new(),
            previous: None,
            next: None,
            related: Vec::new(),
            backlinks: Vec::new(),
            children: Vec::new(),
            all_pages: Vec::new(),
            doors: Vec::new(),
            words: Vec::new(),
            references: Vec::new(),
            sheets: Vec::new(),
            letters: Vec::new(),
            protocol: None,
            search: None,
            planner_href: self.has_planner().then(|| href::page(root, &href::own(href::PLANNER))),
            planner: None,
            offline: None,
            privacy: None,
            meta: None,
        }
    }

    /// Where the home page of the language is.
    #[must_use]
    pub fn home(&self, root: &str) -> String {
        let own = self.site.homes.get(self.lang);
        own.map_or_else(|| format!("{root}index.html"), |id| href::page(root, &self.site.placement(*id).address))
    }

    /// A link to the home page.
    #[must_use]
    pub fn home_link(&self, root: &str) -> LinkView {
        let title = self.site.homes.get(self.lang).map_or("", |id| nav_title(&self.site.page(*id).front));
        LinkView { title: title.to_owned(), href: self.home(root) }
    }

    /// The main navigation, with the section that a page is in opened.
    fn nav(&self, root: &str, current: Option<PageId>, shared: &Shared) -> NavView {
        let section = current.and_then(|page| {
            let section = self.site.ancestors(page).get(1).copied().unwrap_or(page);
            let number = self.menu().iter().position(|id| *id == Some(section))?;
            Some((number, self.section(root, section, Some(page))))
        });
        let part = |whole: &Html, has: &dyn Fn(usize) -> bool| match section.as_ref().filter(|(number, _)| has(*number))
        {
            Some((number, section)) => {
                let (before, after) = shared.around[*number].clone();
                NavPartView { before, section: Some(section.clone()), after }
            }
            None => NavPartView { before: whole.clone(), section: None, after: Html::vouch("") },
        };
        let row = in_row(shared.around.len());
        NavView {
            items: shared.sections.clone(),
            row: part(&shared.row, &|number| number < row),
            more: shared.more.as_ref().map(|more| part(more, &|number| number >= row)),
            section: section.as_ref().map(|(_, section)| section.clone()),
        }
    }

    /// The main sections in the order of the menu; `None` is the list of protocols.
    ///
    /// They go by their `order`, the protocols last. Where they are too many for a row, the protocols close
    /// the row, because people come back to their plan, and the other sections stand behind "More".
    fn menu(&self) -> Vec<Option<PageId>> {
        let mut menu: Vec<Option<PageId>> = self.main_sections().iter().copied().map(Some).collect();
        if !self.protocols().is_empty() {
            let place = if menu.len() > ROW { ROW - 1 } else { menu.len() };
            menu.insert(place, None);
        }
        menu
    }

    fn main_sections(&self) -> &[PageId] {
        self.site.homes.get(self.lang).map_or(&[], |home| &self.site.placement(*home).children)
    }

    fn sections(&self, root: &str) -> Vec<NavItemView> {
        let plans = || NavItemView {
            title: self.strings.get("plans").to_owned(),
            href: href::page(root, &self.protocols_address()),
            current: false,
            ancestor: false,
            children: Vec::new(),
        };
        let item = |id: Option<PageId>| id.map_or_else(plans, |id| self.section(root, id, None));
        self.menu().into_iter().map(item).collect()
    }

    fn section(&self, root: &str, section: PageId, current: Option<PageId>) -> NavItemView {
        let children = |page: PageId| {
            let child = |id: &PageId| {
                let LinkView { title, href } = link(self.site, root, *id);
                NavChildView { title, href, current: *id == page }
            };
            self.site.placement(section).children.iter().map(child).collect()
        };
        let LinkView { title, href } = link(self.site, root, section);
        NavItemView {
            title,
            href,
            current: current == Some(section),
            ancestor: current.is_some_and(|page| page != section),
            children: current.map_or_else(Vec::new, children),
        }
    }

    /// The protocols that exist in this language, in order of id.
    #[must_use]
    pub fn protocols(&self) -> Vec<&'s ProtocolFile> {
        let all = self.site.model.protocols.iter().map(|protocol| protocol.in_language(self.lang));
        all.filter(|protocol| self.speaks(protocol)).collect()
    }

    /// Whether the words of a protocol are in this language.
    #[must_use]
    pub fn speaks(&self, protocol: &ProtocolFile) -> bool {
        language::of_protocol(self.site, protocol) == self.lang
    }

    /// The address of the list of protocols.
    #[must_use]
    pub fn protocols_address(&self) -> UrlPath {
        href::protocols(Some(self.lang).filter(|_| !self.has_own_pages()))
    }

    /// The title of something that hangs on a protocol, with the language behind it where it is another one.
    #[must_use]
    pub fn title(&self, title: String, of: &ProtocolFile) -> String {
        if self.speaks(of) {
            return title;
        }
        let there = language::of_protocol(self.site, of);
        format!("{title} {}", language::label(self.site, self.strings, there))
    }

    /// Whether there is a page that makes plans.
    #[must_use]
    pub fn has_planner(&self) -> bool {
        self.has_own_pages() && self.site.model.protocols.iter().any(|protocol| !protocol.is_withdrawn())
    }

    /// Glossary, references and the planner exist in the main language.
    #[must_use]
    pub fn has_own_pages(&self) -> bool {
        self.lang == self.site.model.settings.main_language()
    }

    /// The pages that the program makes and every footer names: the key of the title, and the path.
    #[must_use]
    pub fn own_pages(&self) -> Vec<(&'static str, &'static str)> {
        let own = self.has_own_pages();
        let pages = [
            (own && !self.site.model.terms.is_empty(), "glossary_title", href::GLOSSARY),
            (own && !self.references.is_empty(), "references_title", href::REFERENCES),
            (self.has_privacy(), "privacy_title", href::PRIVACY),
        ];
        pages.into_iter().filter(|(is_made, ..)| *is_made).map(|(_, key, path)| (key, path)).collect()
    }

    /// Whether the program makes a privacy statement: a clinic's own page at that address wins.
    #[must_use]
    pub fn has_privacy(&self) -> bool {
        let address = href::own(href::PRIVACY);
        let site = self.site;
        let mut taken =
            site.placements.iter().map(|place| &place.address).chain(site.redirects.iter().map(|(old, _)| old));
        self.has_own_pages() && taken.all(|other| *other != address)
    }

    fn footer(&self, root: &str) -> Vec<LinkView> {
        let pages = self.site.footer.get(self.lang).into_iter().flatten();
        let mut links: Vec<LinkView> = pages.map(|id| link(self.site, root, *id)).collect();
        let mut own = |key: &str, path: &str| {
            links.push(LinkView { title: self.strings.get(key).to_owned(), href: href::page(root, &href::own(path)) });
        };
        for (key, path) in self.own_pages() {
            own(key, path);
        }
        if self.has_own_pages() || self.site.homes.contains_key(self.lang) {
            own("offline_link", offline::address(self).as_str().trim_matches('/'));
        }
        links
    }
}
