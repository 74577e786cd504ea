//! Where things stand in the published site, seen from a page.
//!
//! Links are relative and name the file (`../equipment/index.html`), so that a
//! folder of files works from a web server, below any path, and from a disk or
//! a USB stick alike. On the web a line of script shows the address without the
//! file's name; canonical links and the sitemap have it without, too.
//!
//! Never: HTML, templates.

use crate::model::protocol::ProtocolFile;
use crate::name::{Lang, Paper, SheetName, UrlPath};
use crate::sheet::Print;
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
/// The privacy statement.
pub const PRIVACY: &str = "privacy";
/// The folder of protocols.
const PROTOCOLS: &str = "protocols";

/// The page about the copy that a reader may keep.
pub const OFFLINE: &str = "offline";
/// The page for searching.
pub const SEARCH: &str = "search";
/// The list of all pages.
pub const ALL_PAGES: &str = "all-pages";

/// The address of a page that the program makes itself.
#[must_use]
pub fn own(path: &str) -> UrlPath {
    UrlPath::new(&format!("/{path}/")).expect("ids of protocols are checked to be parts of addresses")
}

/// The address of the list of protocols in a language; in the main one where there is none.
#[must_use]
pub fn protocols(lang: Option<&Lang>) -> UrlPath {
    own(&lang.map_or_else(|| PROTOCOLS.to_owned(), |lang| format!("{lang}/{PROTOCOLS}")))
}

/// The address of a protocol's page, in the language of its words.
#[must_use]
pub fn protocol(protocol: &ProtocolFile) -> UrlPath {
    let list = protocols(protocol.lang.as_ref());
    own(&format!("{}{}", &list.as_str()[1..], protocol.id()))
}

/// A protocol as data for scripts.
#[must_use]
pub fn compiled(protocol: &ProtocolFile) -> String {
    let lang = protocol.lang.as_ref().map_or_else(String::new, |lang| format!(".{lang}"));
    format!("{PROTOCOLS}/{}{lang}.json", protocol.id())
}

/// A sheet's file, in the language of the protocol's words.
#[must_use]
pub fn sheet(protocol: &ProtocolFile, name: SheetName, paper: Paper, print: Print) -> String {
    format!("{}.html", sheet_without_ending(protocol, name, paper, print))
}

/// The same sheet as PDF.
#[must_use]
pub fn sheet_pdf(protocol: &ProtocolFile, name: SheetName, paper: Paper, print: Print) -> String {
    format!("{}.pdf", sheet_without_ending(protocol, name, paper, print))
}

fn sheet_without_ending(protocol: &ProtocolFile, name: SheetName, paper: Paper, print: Print) -> String {
    let large = match print {
        Print::Standard => "",
        Print::Large => "-large",
    };
    let lang = protocol.lang.as_ref().map_or_else(String::new, |lang| format!("-{lang}"));
    format!("sheets/{}/{}-{}{large}{lang}", protocol.id(), name.word(), paper.word())
}

/// A protocol's file for the planner's script.
#[must_use]
pub fn planner_script(protocol: &str) -> String {
    format!("{PROTOCOLS}/{protocol}.js")
}

/// A target as a link from a page in this language whose way to the root is `root`.
#[must_use]
pub fn href(site: &Site<'_>, files: &Files, lang: &Lang, root: &str, target: &Target) -> String {
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
        Target::Protocol(i) => page(root, &protocol(site.model.protocols[*i].in_language(lang))),
        Target::Sheet(i, name) => {
            let protocol = site.model.protocols[*i].in_language(lang);
            format!("{root}{}", sheet(protocol, *name, site.model.settings.paper, Print::Standard))
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
