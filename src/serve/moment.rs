//! What a preview has at one moment: values that nobody changes, only exchanges.
//!
//! A whole site takes its time, so while somebody writes there are two sorts of
//! moments. After a save comes one whose changed pages are new and whose other files
//! are from before, and soon after it one in which everything is new.
//!
//! Never: how they come about, requests.

use super::facts::Page;
use crate::Inputs;
use crate::bundle::{Bundle, Sealed};
use crate::diag::Diagnostics;
use crate::model::Model;
use crate::source::FileId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is shown: newer files over those of a whole site.
#[derive(Debug, Default)]
pub struct Pages {
    fresh: Bundle,
    whole: Option<Arc<Sealed>>,
}

impl Pages {
    /// Nothing but this.
    #[must_use]
    pub fn only(fresh: Bundle) -> Self {
        Self { fresh, whole: None }
    }

    /// A whole site.
    #[must_use]
    pub fn whole(site: Sealed) -> Self {
        Self { fresh: Bundle::new(), whole: Some(Arc::new(site)) }
    }

    /// The same whole site with other files over it.
    #[must_use]
    pub fn under(&self, fresh: Bundle) -> Self {
        Self { fresh, whole: self.whole.clone() }
    }

    fn bundles(&self) -> impl Iterator<Item = &Bundle> {
        std::iter::once(&self.fresh).chain(self.whole.as_deref().map(Sealed::bundle))
    }

    /// What stands at an address.
    #[must_use]
    pub fn get(&self, address: &str) -> Option<&[u8]> {
        self.bundles().find_map(|bundle| bundle.get(address))
    }

    /// The file that an address was made from.
    #[must_use]
    pub fn made_from(&self, address: &str) -> Option<&str> {
        self.bundles().find_map(|bundle| bundle.made_from(address))
    }

    /// How many files the whole site has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bundles().last().map_or(0, Bundle::len)
    }

    /// Whether nothing is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bundles().all(Bundle::is_empty)
    }
}

/// What is known of the pages of some files.
pub(super) type About = BTreeMap<FileId, Page>;

/// A site that was made and has no errors.
#[derive(Debug)]
pub struct Good {
    /// What it was made of.
    pub inputs: Arc<Inputs>,
    /// The same, parsed.
    pub model: Model,
    /// What would be published; some of it may be from a little before.
    pub pages: Pages,
    /// The files that changed since the whole was made.
    pub(super) since: BTreeSet<FileId>,
    /// What is known by now of the pages that were saved or looked at.
    pub(super) about: About,
}

/// The state of things after a round.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The number of the round, from 1; 0 before the first.
    pub generation: u64,
    /// What was read in this round.
    pub inputs: Arc<Inputs>,
    /// What was found.
    pub findings: Arc<Diagnostics>,
    /// The last good site: this round's, if it has no errors.
    pub good: Option<Arc<Good>>,
    /// Whether everything was looked at, and not only what changed.
    pub is_whole: bool,
}

impl Moment {
    /// Whether what is shown is what was read last.
    #[must_use]
    pub fn is_good(&self) -> bool {
        !self.findings.has_errors()
    }
}

/// What a site would be with another text in one of its files. Nothing was written.
#[derive(Debug)]
pub struct Trial {
    /// What it was made of.
    pub inputs: Inputs,
    /// The same, parsed; none where the settings cannot be read.
    pub model: Option<Model>,
    /// What came out, as far as it did.
    pub pages: Pages,
    /// What was found.
    pub findings: Diagnostics,
}
