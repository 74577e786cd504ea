//! The site: the model linked.
//!
//! Everything that needs more than one file is settled here, before anything is
//! rendered: addresses, the tree, ids of headings, where each link leads. The
//! results stand in tables beside the model, keyed by page; the model itself is
//! never written to.
//!
//! Never: HTML, templates, the disk.

mod address;
mod elsewhere;
mod include;
mod links;
mod outline;
mod part;
mod picture;
mod review;
mod target;
mod tree;
mod urgent;
mod wording;

pub use elsewhere::elsewhere;
pub use include::{Included, Includes};
pub use links::{Resolved, Shown, Target};
pub use outline::OutlineEntry;
pub use part::Part;
pub use picture::Picture;
pub use review::declared;
pub use urgent::UrgentCard;
pub use wording::wording;

use crate::diag::Diagnostics;
use crate::model::Model;
use crate::model::page::Page;
use crate::model::standing::Standing;
use crate::name::{Lang, UrlPath};
use crate::source::Sources;
use crate::syntax::body::Body;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The number of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageId(pub(crate) usize);

/// Where a page stands in the whole.
#[derive(Clone, Debug)]
pub struct Placement {
    /// Its address.
    pub address: UrlPath,
    /// The section that it belongs to; none for a home page.
    pub parent: Option<PageId>,
    /// The pages of the section that it is, in order.
    pub children: Vec<PageId>,
    /// The page before it, reading the section through.
    pub previous: Option<PageId>,
    /// The page after it.
    pub next: Option<PageId>,
    /// The same page in other languages.
    pub translations: Vec<PageId>,
}

/// The model linked.
#[derive(Debug)]
pub struct Site<'m> {
    /// What was parsed.
    pub model: &'m Model,
    /// The files.
    pub sources: &'m Sources,
    /// The day on which the site is built.
    pub today: Date,
    /// Where each page stands.
    pub placements: Vec<Placement>,
    /// The ids and levels of each page's headings, those of its fragments too.
    pub outlines: Vec<Vec<OutlineEntry>>,
    /// Where each page's links lead.
    pub texts: Vec<Resolved>,
    /// Where each fragment's links lead.
    pub fragments: Vec<Resolved>,
    /// The pages to read next.
    pub related: Vec<Vec<PageId>>,
    /// The pages that link to each page.
    pub backlinks: Vec<Vec<PageId>>,
    /// Where each of a home page's doors leads.
    pub doors: Vec<Vec<PageId>>,
    /// The pages that every footer names, by language.
    pub footer: BTreeMap<Lang, Vec<PageId>>,
    /// The clinic's mark.
    pub logo: Option<Picture>,
    /// The page that says how pages are reviewed, in each language.
    pub review_page: BTreeMap<Lang, PageId>,
    /// Care cards that are to be found by words of the clinic's own.
    pub urgent: Vec<UrgentCard>,
    /// The home page of each language.
    pub homes: BTreeMap<Lang, PageId>,
    /// Old addresses, with the page that they lead to.
    pub redirects: Vec<(UrlPath, PageId)>,
    /// Where each page stands in its review.
    pub standings: Vec<Standing>,
}

impl Site<'_> {
    /// A page.
    #[must_use]
    pub fn page(&self, id: PageId) -> &Page {
        &self.model.pages[id.0]
    }

    /// Where it stands.
    #[must_use]
    pub fn placement(&self, id: PageId) -> &Placement {
        &self.placements[id.0]
    }

    /// Where it stands in its review.
    #[must_use]
    pub fn standing(&self, id: PageId) -> &Standing {
        &self.standings[id.0]
    }

    /// All pages.
    pub fn ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.placements.len()).map(PageId)
    }

    /// The sections around a page, from the home page inwards, without itself.
    #[must_use]
    pub fn ancestors(&self, id: PageId) -> Vec<PageId> {
        let mut path: Vec<_> =
            std::iter::successors(self.placement(id).parent, |&parent| self.placement(parent).parent).collect();
        path.reverse();
        path
    }
}

/// Links a model. Each pass has a file of its own.
pub fn link<'m>(model: &'m Model, sources: &'m Sources, today: Date, diags: &mut Diagnostics) -> Site<'m> {
    let addresses = address::assign(model);
    let placements = tree::place(model, addresses, diags);
    let homes = tree::homes(model, &placements, diags);
    let (page_includes, fragment_includes) = include::resolve(model, diags);
    let outlines = outline::outlines(model, &page_includes, &fragment_includes, diags);
    let finder = links::Finder::new(model, sources, &outlines);
    let urgent = urgent::cards(&finder, &page_includes, &fragment_includes, diags);
    let fragments = links::fragments(&finder, fragment_includes, diags);
    let texts = links::pages(&finder, &page_includes, diags);
    let related = finder.page_lists(|page| &page.front.related, diags);
    let doors = links::doors(&finder, diags);
    let footer = links::footer(&finder, diags);
    let logo = links::logo(&finder, diags);
    let review_page = links::review_page(&finder, diags);
    let redirects = address::redirects(model, &placements, diags);
    let backlinks = links::backlinks(&texts, &fragments);
    links::protocols(&finder, diags);
    links::unused_references(&finder, &texts, &fragments, diags);
    let mut site = Site {
        model,
        sources,
        today,
        placements,
        outlines,
        texts,
        fragments,
        related,
        backlinks,
        doors,
        footer,
        logo,
        review_page,
        urgent,
        homes,
        redirects,
        standings: Vec::new(),
    };
    site.standings = review::stand(&site, diags);
    site
}

/// Follows the events of a body into the fragments that it includes.
pub(crate) fn walk<'m>(
    model: &'m Model,
    body: &'m Body,
    includes: &Includes,
    fragment_includes: &[Includes],
    visit: &mut impl FnMut(&'m Body, &crate::syntax::body::Event),
) {
    use crate::syntax::body::Kind;
    for event in &body.events {
        visit(body, event);
        if let Kind::Include(i) = event.kind
            && let Some(included) = includes.get(&i)
        {
            let inner = &model.fragments[included.fragment];
            walk(model, &inner.body, &fragment_includes[included.fragment], fragment_includes, visit);
        }
    }
}
