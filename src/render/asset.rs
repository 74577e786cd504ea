//! The theme's files and the content's pictures, ready to publish.
//!
//! Style sheets are joined in the order of their layers, every file gets a
//! fingerprint of its bytes in its name, and references between them are
//! rewritten to match. So a browser may keep an asset for ever, and a changed
//! one has another address. Only what is referred to is published.
//!
//! Never: what a style sheet says.

use super::accent;
use super::href::Files;
use super::view::{AssetsView, LogoView};
use crate::bundle::Bundle;
use crate::diag::Diagnostics;
use crate::site::{Shown, Site, Target};
use crate::source::{FileId, Source, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// The style sheets of a page, in order; others of the theme follow by name.
const LAYERS: [&str; 7] = ["fonts", "tokens", "base", "layout", "prose", "components", "print"];
/// Style sheets that are only for sheets of paper.
const SHEETS: [&str; 4] = ["sheet", "sheet-a4", "sheet-letter", "review"];
/// The style of notes about the copy that a reader keeps, on pages and on sheets.
const NOTES: &str = "site-notes";
/// The style of the planner, which no other page has.
const PLANNER: &str = "planner";
/// The scripts of the planner in order: each uses only what stands before it.
const PLANNER_SCRIPTS: [&str; 23] = [
    "schedule-values",
    "schedule-plan",
    "schedule-figures",
    "schedule",
    "schedule-late",
    "planner-words",
    "planner-remarks",
    "planner-clock",
    "planner-log",
    "planner-layout",
    "planner-uid",
    "planner-calendar",
    "planner-store",
    "planner-dom",
    "planner-sheet",
    "planner-paper",
    "planner-choose",
    "planner-fields",
    "planner-form",
    "planner-today",
    "planner-overview",
    "planner-output",
    "planner",
];

/// The scripts of every page.
const PAGE: [&str; 2] = ["main", "offline"];
/// The scripts of the page for searching, in order.
const SEARCH: [&str; 3] = ["search-words", "search-index", "search"];

/// Publishes the theme. The view tells templates where everything is.
pub fn theme(sources: &Sources, accent: Option<&str>, bundle: &mut Bundle, diags: &mut Diagnostics) -> AssetsView {
    let mut names = BTreeMap::new();
    let mut put = |name: &str, ending: &str, bytes: Vec<u8>, from: &str| {
        let address = fingerprinted(name, ending, &bytes);
        if bundle.get(&address).is_none() {
            bundle.insert(address.clone(), bytes, from, diags);
        }
        address
    };
    for (_, source) in sources.below("theme/").filter(|(_, source)| source.path.starts_with("theme/fonts/")) {
        if let Some((name, "woff2")) = file_name(&source.path) {
            let address = put(name, "woff2", source.bytes().to_vec(), &source.path);
            names.insert(format!("../fonts/{name}.woff2"), address);
        }
    }
    let rewrite = |text: String| {
        names.iter().fold(text, |text, (written, address)| text.replace(written.as_str(), &address["assets/".len()..]))
    };
    let style = |layers: &[&str]| {
        let mut text: String = layers.iter().filter_map(|layer| css(sources, layer)).collect();
        if let Some(accent) = accent {
            text.push_str(&format!("\n@layer tokens {{ :root {{ --accent: {accent}; }} }}\n"));
        }
        rewrite(text).into_bytes()
    };
    let own = own_styles(sources);
    let page: Vec<&str> = LAYERS.iter().copied().chain(own.iter().map(String::as_str)).collect();
    let font = css(sources, "fonts").and_then(|text| {
        let first = text.split("url(\"").nth(1)?.split('"').next()?;
        names.get(first).cloned()
    });
    AssetsView {
        css: put("site", "css", style(&page), "theme/css"),
        js: put("main", "js", scripts(sources, &PAGE), "theme/js"),
        search: put("search", "js", scripts(sources, &SEARCH), "theme/js"),
        colour_js: put("colour", "js", scripts(sources, &["colour"]), "theme/js/colour.js"),
        font,
        icon: put("icon", "svg", accent::icon(sources, accent), "theme/icon.svg"),
        logo: None,
        sheet_a4: put("sheet-a4", "css", style(&["tokens", "sheet", "sheet-a4", NOTES]), "theme/css"),
        sheet_letter: put("sheet-letter", "css", style(&["tokens", "sheet", "sheet-letter", NOTES]), "theme/css"),
        planner_css: put("planner", "css", style(&[PLANNER]), "theme/css/planner.css"),
        planner_js: put("planner", "js", scripts(sources, &PLANNER_SCRIPTS), "theme/js"),
        touch_icon: String::new(),
    }
}

/// Scripts joined in this order.
fn scripts(sources: &Sources, names: &[&str]) -> Vec<u8> {
    let texts = names.iter().filter_map(|name| sources.get(sources.find(&format!("theme/js/{name}.js"))?).text());
    texts.collect::<String>().into_bytes()
}

fn css<'s>(sources: &'s Sources, name: &str) -> Option<&'s str> {
    sources.find(&format!("theme/css/{name}.css")).and_then(|id| sources.get(id).text())
}

/// The site's own style sheets beside the known ones, by name.
fn own_styles(sources: &Sources) -> Vec<String> {
    let all = sources.below("theme/css/").filter_map(|(_, source)| file_name(&source.path));
    all.filter(|(name, ending)| {
        *ending == "css" && !LAYERS.contains(name) && !SHEETS.contains(name) && *name != PLANNER
    })
    .map(|(name, _)| name.to_owned())
    .collect()
}

/// Publishes the files of `content/` that some text names.
pub fn content(site: &Site<'_>, bundle: &mut Bundle, diags: &mut Diagnostics) -> Files {
    let texts = site.texts.iter().chain(&site.fragments);
    let mut wanted: BTreeSet<FileId> = texts
        .flat_map(|text| {
            let pictures = text.images.iter().filter_map(|shown| match shown {
                Shown::Picture(picture) => Some(picture.file),
                Shown::Sheet(..) | Shown::Broken => None,
            });
            let files = text.links.iter().filter_map(|link| match link {
                Target::File(id) => Some(*id),
                Target::Page(..)
                | Target::Heading(_)
                | Target::External(_)
                | Target::Protocol(_)
                | Target::Sheet(..)
                | Target::Term(_)
                | Target::Broken => None,
            });
            pictures.chain(files)
        })
        .collect();
    wanted.extend(site.logo.map(|picture| picture.file));
    let mut files = Files::new();
    for id in wanted {
        let source: &Source = site.sources.get(id);
        let (name, ending) = file_name(&source.path).unwrap_or(("file", "bin"));
        let address = fingerprinted(&crate::name::slug(name), ending, source.bytes());
        if bundle.get(&address).is_none() {
            bundle.insert(address.clone(), source.bytes().to_vec(), source.path.clone(), diags);
        }
        files.insert(id, address);
    }
    files
}

/// The clinic's mark among the published files.
pub fn logo(site: &Site<'_>, files: &Files) -> Option<LogoView> {
    let picture = site.logo?;
    let (width, height) = picture.size.unzip();
    Some(LogoView { href: files.get(&picture.file)?.clone(), width, height })
}

/// The name and the ending of a path's last part.
fn file_name(path: &str) -> Option<(&str, &str)> {
    path.rsplit('/').next()?.rsplit_once('.')
}

/// `assets/name.0123456789ab.ending`: twelve digits of the bytes' BLAKE3 hash.
pub(super) fn fingerprinted(name: &str, ending: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    format!("assets/{name}.{}.{ending}", &hash[..12])
}
