//! Waivers at work: findings that a file or the whole site sets aside.
//!
//! A waiver in a page or a fragment counts for findings in that file, one in the
//! settings for the whole site. After its last day it counts no longer and is an
//! error itself, so that what was to be done by then is not forgotten; one that
//! nothing needs is told, so that old ones do not pile up.
//!
//! Never: which rules can be waived; `diag` says so.

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::waiver::Waiver;
use crate::site::{PageId, Site};
use crate::source::FileId;

/// A waiver, where it counts, and whether something needed it.
pub(super) struct Entry<'a> {
    waiver: &'a Waiver,
    file: Option<FileId>,
    used: bool,
}

impl<'a> Entry<'a> {
    fn of(waivers: &'a [Waiver], file: Option<FileId>) -> impl Iterator<Item = Self> {
        waivers.iter().map(move |waiver| Self { waiver, file, used: false })
    }
}

/// All waivers.
pub(super) fn all<'a>(site: &'a Site<'_>) -> Vec<Entry<'a>> {
    let pages = site.model.pages.iter().flat_map(|page| Entry::of(&page.front.waivers, Some(page.file)));
    let fragments = site.model.fragments.iter().flat_map(|f| Entry::of(&f.waivers, Some(f.file)));
    pages.chain(fragments).chain(Entry::of(&site.model.settings.checks.waivers, None)).collect()
}

/// The waivers of some pages, and those for the whole site, which are taken for needed.
pub(super) fn of_pages<'a>(site: &'a Site<'_>, ids: &[PageId]) -> Vec<Entry<'a>> {
    let whole = Entry::of(&site.model.settings.checks.waivers, None).map(|entry| Entry { used: true, ..entry });
    let pages = ids.iter().map(|id| site.page(*id));
    pages.flat_map(|page| Entry::of(&page.front.waivers, Some(page.file))).chain(whole).collect()
}

/// Hands on what is not waived.
pub(super) fn apply(site: &Site<'_>, found: Diagnostics, mut entries: Vec<Entry<'_>>, diags: &mut Diagnostics) {
    for finding in found.into_vec() {
        let file = match &finding.place {
            Place::Span(span) => Some(span.file),
            Place::Site | Place::File(_) | Place::At(..) => None,
        };
        let waived = entries
            .iter_mut()
            .find(|entry| entry.waiver.rule == finding.code && (entry.file.is_none() || entry.file == file));
        match waived {
            Some(entry) => {
                entry.used = true;
                if entry.waiver.until.value < site.today {
                    diags.push(finding);
                }
            }
            None => diags.push(finding),
        }
    }
    for Entry { waiver, used, .. } in entries {
        let name = waiver.rule.name();
        if waiver.until.value < site.today {
            let message = format!("the waiver of `{name}` ended on {}", waiver.until.value);
            diags.push(
                Diagnostic::new(Code::ExpiredWaiver, waiver.until.span, message)
                    .help("put right what it was for, or look at it again and set a new day"),
            );
        } else if !used {
            diags.push(
                Diagnostic::new(Code::UnusedWaiver, waiver.span, format!("nothing here needs the waiver of `{name}`"))
                    .help("take it out"),
            );
        }
    }
}
