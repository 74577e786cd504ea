//! The sheets of a protocol as rows of downloads.
//!
//! Each file says its format, paper and size of letters as values of their own, so
//! that another format is another file in the row and the template need not learn it.
//!
//! Never: what stands on a sheet.

use crate::bundle::Bundle;
use crate::model::protocol::ProtocolFile;
use crate::name::{Paper, SheetName};
use crate::render::frame::Frame;
use crate::render::href;
use crate::sheet::{Print, published, title_key};
use serde::Serialize;

/// A sheet and the files that it comes in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SheetView {
    name: &'static str,
    title: String,
    description: String,
    /// The usual size of letters.
    files: Vec<FileView>,
    /// The large one.
    large: Vec<FileView>,
    /// The same to read on a screen, where the files above are no web pages.
    screens: Vec<FileView>,
}

/// A file to print.
#[derive(Clone, Debug, Serialize)]
struct FileView {
    /// `A4` or `Letter`.
    paper: &'static str,
    /// The same with the size of letters: `A4, large print`.
    words: String,
    /// What sheet it is, for those who hear a link alone: `Day log, large print`.
    label: String,
    /// What sort of file it is; the page says it where it is not a web page.
    format: Format,
    /// How large it is, in words; not said for web pages.
    size: Option<String>,
    href: String,
}

/// A sort of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    /// A page to print from the browser.
    Html,
    /// A file that looks the same everywhere.
    Pdf,
}

/// All sheets that a protocol offers, and the forms in which each was made.
pub(super) fn sheets(frame: &Frame<'_>, protocol: &ProtocolFile, root: &str, made: &Bundle) -> Vec<SheetView> {
    let view = |name: SheetName| {
        let title = frame.strings.get(title_key(name)).to_owned();
        let file = |paper: Paper, print, format| {
            let words = match print {
                Print::Standard => paper.label().to_owned(),
                Print::Large => frame.strings.fill("paper_large", &[("paper", paper.label())]),
            };
            let address = match format {
                Format::Html => href::sheet(protocol, name, paper, print),
                Format::Pdf => href::sheet_pdf(protocol, name, paper, print),
            };
            let bytes = made.get(&address)?;
            let size = match format {
                Format::Html => None,
                // What a preview only promises has no size yet.
                Format::Pdf => bytes.starts_with(b"%PDF").then(|| format!("{} kB", bytes.len().div_ceil(1000))),
            };
            let label = match print {
                Print::Standard => title.clone(),
                Print::Large => frame.strings.fill("paper_large", &[("paper", &title)]),
            };
            Some(FileView { paper: paper.label(), words, label, format, size, href: format!("{root}{address}") })
        };
        let files =
            |print, format| Paper::ALL.iter().filter_map(|paper| file(*paper, print, format)).collect::<Vec<_>>();
        let best = |print| Some(files(print, Format::Pdf)).filter(|files| !files.is_empty());
        let (normal, large) = (best(Print::Standard), best(Print::Large));
        let pages = Print::ALL.iter().flat_map(|print| files(*print, Format::Html));
        SheetView {
            name: name.word(),
            description: frame.strings.get(&format!("{}_text", title_key(name))).to_owned(),
            screens: if normal.is_some() { pages.collect() } else { Vec::new() },
            files: normal.unwrap_or_else(|| files(Print::Standard, Format::Html)),
            large: large.unwrap_or_else(|| files(Print::Large, Format::Html)),
            title,
        }
    };
    published(protocol).into_iter().map(view).collect()
}
