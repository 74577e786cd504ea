//! The quick look after a save: the pages that changed and those that somebody looks at, and no others.
//!
//! A page is shown as it will be in the whole site, by the same stages as a build:
//! one text is parsed, all are linked, one is judged, few are rendered. What needs
//! every page (search, lists, the feed) stays as it was until the whole site is made,
//! which begins at once. Where something other than texts of pages changed, or
//! something is wrong, nothing can be said in a hurry, and the whole decides.
//!
//! Never: threads, requests, the disk.

use super::facts::about_those;
use super::moment::{About, Good, Moment, Pages, Trial};
use crate::Inputs;
use crate::diag::{Diagnostic, Diagnostics, Place};
use crate::lint;
use crate::memo::Memo;
use crate::model::{self, Model};
use crate::render;
use crate::site;
use crate::source::{FileId, Sources};
use std::collections::BTreeSet;
use std::sync::Arc;

/// With more changed pages than these, the whole site is made instead.
const MOST: usize = 50;

/// The moment after a save, where it can be told in a hurry. `looked_at` are addresses that somebody has open.
pub(super) fn look(before: &Moment, inputs: &Arc<Inputs>, looked_at: &[String], pictures: &dyn Memo) -> Option<Moment> {
    let good = before.good.as_ref().filter(|_| before.is_good())?;
    let look = Look::new(good, inputs, looked_at, pictures)?;
    if look.found.has_errors() {
        return None;
    }
    let since = good.since.iter().copied().chain(look.changed.iter().copied()).collect();
    let findings = Arc::new(look.findings(&before.findings, &inputs.sources));
    let Look { model, pages, about, .. } = look;
    let good = Good { inputs: Arc::clone(inputs), model, pages, since, about };
    let (generation, inputs) = (before.generation + 1, Arc::clone(inputs));
    Some(Moment { generation, inputs, findings, good: Some(Arc::new(good)), is_whole: false })
}

/// The same for a text that is not saved. What is wrong with it is told; what is shown has no errors in the stages
/// before it.
pub(super) fn trial(before: &Moment, inputs: &Inputs, pictures: &dyn Memo) -> Option<Trial> {
    let good = before.good.as_ref().filter(|_| before.is_good())?;
    let look = Look::new(good, inputs, &[], pictures)?;
    let findings = look.findings(&before.findings, &inputs.sources);
    Some(Trial { inputs: inputs.clone(), model: Some(look.model), pages: look.pages, findings })
}

/// What came of it.
struct Look {
    model: Model,
    pages: Pages,
    about: About,
    changed: Vec<FileId>,
    found: Diagnostics,
}

impl Look {
    fn new(good: &Good, inputs: &Inputs, looked_at: &[String], pictures: &dyn Memo) -> Option<Self> {
        if inputs.today != good.inputs.today {
            return None;
        }
        let sources = &inputs.sources;
        let changed = good.inputs.sources.changed(sources).filter(|changed| changed.len() <= MOST)?;
        let mut found = Diagnostics::new();
        let model = model::parse_again(&good.model, sources, &changed, &mut found)?;
        let site = site::link(&model, sources, inputs.today, &mut found);
        let (mut edited, mut shown) = (Vec::new(), Vec::new());
        for id in site.ids() {
            let file = site.page(id).file;
            if changed.contains(&file) {
                edited.push(id);
            }
            if changed.contains(&file)
                || good.since.contains(&file)
                || looked_at.contains(&site.placement(id).address.file())
            {
                shown.push(id);
            }
        }
        lint::lint_pages(&site, &edited, &mut found);
        let fresh = render::pages(&site, &shown, pictures, &mut found);
        let about = about_those(&site, &shown);
        drop(site);
        Some(Self { model, pages: good.pages.under(fresh), about, changed, found })
    }

    /// What was found now, and what was found before in files that did not change.
    fn findings(&self, before: &Diagnostics, sources: &Sources) -> Diagnostics {
        let changed: Vec<&str> = self.changed.iter().map(|file| sources.get(*file).path.as_str()).collect();
        let stays = |finding: &&Diagnostic| match &finding.place {
            Place::Span(span) => !self.changed.contains(&span.file),
            Place::File(path) | Place::At(path, _) => !changed.contains(&path.as_str()),
            Place::Site => true,
        };
        let mut told = BTreeSet::new();
        let mut findings = Diagnostics::new();
        for finding in before.iter().filter(stays).chain(self.found.iter()) {
            if told.insert(finding.identity()) {
                findings.push(finding.clone());
            }
        }
        findings
    }
}
