//! The tree of sections: who belongs where, in which order.
//!
//! A folder with an `_index.md` is a section. A page belongs to the nearest
//! section above it; siblings stand by `order`, then by title, then by path.
//! Previous and next lead through a section in that order.
//!
//! Never: templates, menus.

use super::{PageId, Placement, address};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::Model;
use crate::name::{Lang, UrlPath};
use std::collections::BTreeMap;

/// Places every page.
pub fn place(model: &Model, addresses: Vec<Option<UrlPath>>, diags: &mut Diagnostics) -> Vec<Placement> {
    let sections: BTreeMap<(&str, &Lang), usize> = model
        .pages
        .iter()
        .enumerate()
        .filter_map(|(i, page)| Some(((folder_of_index(&page.stem)?, &page.lang), i)))
        .collect();
    let mut translations: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for (i, page) in model.pages.iter().enumerate() {
        translations.entry(&page.stem).or_default().push(PageId(i));
    }
    // A page whose name cannot be an address still needs one, so that it is not missed by others.
    let unnamed = |i: usize| UrlPath::new(&format!("/unnamed-{i}/")).expect("letters and digits are an address");
    let mut placements: Vec<Placement> = addresses
        .into_iter()
        .zip(&model.pages)
        .enumerate()
        .map(|(i, (address, page))| {
            if address.is_none() {
                address::refuse(&format!("content/{}.md", page.stem), diags);
            }
            Placement {
                address: address.unwrap_or_else(|| unnamed(i)),
                parent: parent_folders(&page.stem)
                    .find_map(|folder| sections.get(&(folder, &page.lang)))
                    .map(|&i| PageId(i)),
                children: Vec::new(),
                previous: None,
                next: None,
                translations: translations[page.stem.as_str()].iter().copied().filter(|id| id.0 != i).collect(),
            }
        })
        .collect();
    for i in 0..placements.len() {
        if let Some(parent) = placements[i].parent {
            placements[parent.0].children.push(PageId(i));
        }
    }
    for section in 0..placements.len() {
        let mut children = std::mem::take(&mut placements[section].children);
        children.sort_by(|a, b| key(model, *a).cmp(&key(model, *b)));
        for pair in children.windows(2) {
            placements[pair[0].0].next = Some(pair[1]);
            placements[pair[1].0].previous = Some(pair[0]);
        }
        placements[section].children = children;
    }
    placements
}

/// The home page of each language.
pub fn homes(model: &Model, placements: &[Placement], diags: &mut Diagnostics) -> BTreeMap<Lang, PageId> {
    let mut homes = BTreeMap::new();
    for (i, page) in model.pages.iter().enumerate().filter(|(_, page)| page.stem == "_index") {
        debug_assert!(placements[i].parent.is_none());
        homes.insert(page.lang.clone(), PageId(i));
    }
    if !homes.contains_key(model.settings.main_language()) {
        let path = "content/_index.md".to_owned();
        diags.push(
            Diagnostic::new(Code::MissingFile, Place::File(path), "the site has no home page")
                .help("write content/_index.md; if it is there, see the other findings about it"),
        );
    }
    homes
}

fn key(model: &Model, id: PageId) -> (i32, &str, &str) {
    let page = &model.pages[id.0];
    (page.front.order.unwrap_or(i32::MAX), &page.front.title, &page.stem)
}

/// The folder whose section this is: `equipment` for `equipment/_index`.
fn folder_of_index(stem: &str) -> Option<&str> {
    if stem == "_index" { Some("") } else { stem.strip_suffix("/_index") }
}

/// The folders above a page, nearest first; a section's own folder is not above it.
fn parent_folders(stem: &str) -> impl Iterator<Item = &str> {
    let own = folder_of_index(stem);
    let up =
        |path: &'_ str| -> Option<usize> { if path.is_empty() { None } else { Some(path.rfind('/').unwrap_or(0)) } };
    let start = match own {
        Some(folder) => up(folder),
        None => Some(stem.rfind('/').unwrap_or(0)),
    };
    std::iter::successors(start.map(|end| &stem[..end]), move |folder| up(folder).map(|end| &stem[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_the_nearest_section() {
        let folders = |stem| parent_folders(stem).collect::<Vec<_>>();
        assert_eq!(folders("a/b/c"), ["a/b", "a", ""]);
        assert_eq!(folders("a/b/_index"), ["a", ""]);
        assert_eq!(folders("a"), [""]);
        assert!(folders("_index").is_empty());
    }
}
