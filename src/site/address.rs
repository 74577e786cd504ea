//! Addresses: where each page will stand, and which old addresses lead there.
//!
//! A page's address follows from its path: `equipment/pump.md` is
//! `/equipment/pump/`, a folder's `_index.md` is the folder, and a translation
//! stands below its language. That two pages claim one address is found when
//! the bundle is filled, with both files named.
//!
//! Never: the disk, what stands at an address.

use super::{PageId, Placement};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Model;
use crate::model::page::Page;
use crate::name::{Lang, UrlPath};

/// The address of each page, or none where its path cannot be one.
pub fn assign(model: &Model) -> Vec<Option<UrlPath>> {
    model.pages.iter().map(|page| of(page, model.settings.main_language())).collect()
}

fn of(page: &Page, main: &Lang) -> Option<UrlPath> {
    let stem = match page.stem.as_str() {
        "_index" => "",
        stem => stem.strip_suffix("/_index").unwrap_or(stem),
    };
    if page.lang == *main { UrlPath::new(&format!("/{stem}")) } else { UrlPath::new(&format!("/{}/{stem}", page.lang)) }
}

/// Says that a page's path cannot be an address.
pub fn refuse(path: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::new(
            Code::BadFileName,
            Place::File(path.to_owned()),
            "this name of a file or folder cannot be part of an address",
        )
        .help("use letters, digits and `-`, without spaces and without a dot at either end"),
    );
}

/// The old addresses that pages claim.
pub fn redirects(model: &Model, placements: &[Placement], diags: &mut Diagnostics) -> Vec<(UrlPath, PageId)> {
    let mut found = Vec::new();
    for (i, page) in model.pages.iter().enumerate() {
        for alias in &page.front.aliases {
            match UrlPath::new(&alias.value) {
                Some(address) if address != placements[i].address => found.push((address, PageId(i))),
                Some(_) | None => diags.push(
                    Diagnostic::new(
                        Code::BadAddress,
                        alias.span,
                        format!("`{}` cannot be an old address of this page", alias.value),
                    )
                    .help("write the path of another address on this site: `/old/place/`"),
                ),
            }
        }
    }
    found
}
