//! Where things stand in the published site, seen from a page.
//!
//! Links are relative and name the file (`../equipment/index.html`), so that a
//! folder of files works from a web server, below any path, and from a disk or
//! a USB stick alike. On the web a line of script shows the address without the
//! file's name; canonical links and the sitemap have it without, too.
//!
//! Never: HTML, templates.

use crate::name::{SheetName, UrlPath};
use crate::sheet::{Paper, Print};
use crate::site::{Site, Target};
use crate::source::FileId;
use std::collections::BTreeMap;

/// Where each file of `content/` that a text names is published.
pub type Files = BTreeMap<FileId, String>;

/// Addresses of the pages that the program makes itself.
pub const GLOSSARY: &str = "glossary";
/// The list of references.
pub const REFERENCES: &str = "references";
/// The page that makes a plan.
pub const PLANNER: &str = "planner";
/// The list of protocols.
pub const PROTOCOLS: &str = "protocols";

/// The address of a page that the program makes itself.
#[must_use]
pub fn own(path: &str) -> UrlPath {
    UrlPath::new(&format!("/{path}/")).expect("ids of protocols are checked to be parts of addresses")
}

/// A sheet's file.
#[must_use]
pub fn sheet(protocol: &str, name: SheetName, paper: Paper, print: Print) -> String {
    format!("{}.html", sheet_without_ending(protocol, name, paper, print))
}

/// The same sheet as PDF.
#[must_use]
pub fn sheet_pdf(protocol: &str, name: SheetName, paper: Paper, print: Print) -> String {
    format!("{}.pdf", sheet_without_ending(protocol, name, paper, print))
}

fn sheet_without_ending(protocol: &str, name: SheetName, paper: Paper, print: Print) -> String {
    let large = match print {
        Print::Standard => "",
        Print::Large => "-large",
    };
    format!("sheets/{protocol}/{}-{}{large}", name.word(), paper.word())
}

/// A protocol's file for the planner's script.
#[must_use]
pub fn planner_script(protocol: &str) -> String {
    format!("{PROTOCOLS}/{protocol}.js")
}

/// A target as a link from a page whose way to the root is `root`.
#[must_use]
pub fn href(site: &Site<'_>, files: &Files, root: &str, target: &Target) -> String {
    match target {
        Target::Page(id, anchor) => {
            let mut link = page(root, &site.placement(*id).address);
            if let Some(anchor) = anchor {
                link.push('#');
                link.push_str(anchor);
            }
            link
        }
        Target::Heading(id) => format!("#{id}"),
        Target::External(address) => address.clone(),
        Target::File(id) => format!("{root}{}", files.get(id).map_or("", String::as_str)),
        Target::Protocol(i) => page(root, &own(&format!("{PROTOCOLS}/{}", site.model.protocols[*i].id()))),
        Target::Sheet(i, name) => {
            format!("{root}{}", sheet(site.model.protocols[*i].id(), *name, Paper::A4, Print::Standard))
        }
        Target::Term(i) => format!("{}#{}", page(root, &own(GLOSSARY)), site.model.terms[*i].key),
        Target::Broken => "#".to_owned(),
    }
}

/// A page's address as a link.
#[must_use]
pub fn page(root: &str, address: &UrlPath) -> String {
    format!("{root}{}", address.file())
}
