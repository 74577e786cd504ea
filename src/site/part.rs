//! A text on its way to somebody: a page's own, or that of a fragment put into it.
//!
//! Pages are gone through for readers, for reviewers and for search. All three meet
//! the same values in braces and the same fragments within fragments; how these are
//! found is said here, once.
//!
//! Never: what is made of a text.

use super::links::Resolved;
use super::{PageId, Site};
use crate::source::FileId;
use crate::syntax::body::Body;
use std::collections::BTreeMap;

/// One body with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Part<'p> {
    /// Its events.
    pub body: &'p Body,
    /// Where its links lead.
    pub resolved: &'p Resolved,
    /// The text of its file.
    pub text: &'p str,
    /// The values of a fragment's parameters.
    values: &'p BTreeMap<String, String>,
}

/// A page has no parameters.
static NONE: BTreeMap<String, String> = BTreeMap::new();

impl<'p> Part<'p> {
    /// The text of a page.
    #[must_use]
    pub fn page(site: &'p Site<'_>, id: PageId) -> Self {
        let page = site.page(id);
        Self::new(site, &page.body, &site.texts[id.0], page.file, &NONE)
    }

    fn new(
        site: &'p Site<'_>,
        body: &'p Body,
        resolved: &'p Resolved,
        file: FileId,
        values: &'p BTreeMap<String, String>,
    ) -> Self {
        Self { body, resolved, text: site.sources.get(file).text().unwrap_or_default(), values }
    }

    /// The fragment that the `i`th directive puts in; `None` where there is none, which was said.
    #[must_use]
    pub fn included(self, site: &'p Site<'_>, i: u32) -> Option<Self> {
        let included = self.resolved.includes.get(&i)?;
        let fragment = &site.model.fragments[included.fragment];
        let resolved = &site.fragments[included.fragment];
        Some(Self::new(site, &fragment.body, resolved, fragment.file, &included.values))
    }

    /// The value that a text asks for by name: a fragment's own, or the clinic's.
    #[must_use]
    pub fn value(self, site: &'p Site<'_>, name: &str) -> Option<&'p str> {
        self.values.get(name).map(String::as_str).or_else(|| site.model.settings.placeholder(name))
    }
}
