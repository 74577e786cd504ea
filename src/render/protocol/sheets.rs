//! The sheets of a protocol as rows of downloads.
//!
//! Each file says its format, paper and size of letters as values of their own, so
//! that another format is another file in the row and the template need not learn it.
//!
//! Never: what stands on a sheet.

use crate::bundle::Bundle;
use crate::model::protocol::ProtocolFile;
use crate::name::SheetName;
use crate::render::frame::Frame;
use crate::render::href;
use crate::sheet::{Paper, Print, offered, title_key};
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
    /// The same to read on a screen.
    on_screen: String,
}

/// A file to print.
#[derive(Clone, Debug, Serialize)]
struct FileView {
    /// `A4` or `Letter`.
    paper: &'static str,
    /// What it is called where it stands alone: `Day log: A4, large print`.
    label: String,
    /// What sort of file it is; the page says it where it is not a web page.
    format: Format,
    /// How large it is, in words; not said for web pages.
    size: Option<String>,
    href: String,
}

/// A sort of file.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    /// A page to print from the browser.
    Html,
    /// A file that looks the same everywhere.
    Pdf,
}

/// All sheets that a protocol offers.
pub(super) fn sheets(frame: &Frame<'_>, protocol: &ProtocolFile, root: &str, made: &Bundle) -> Vec<SheetView> {
    let view = |name: SheetName| {
        let title = frame.strings.get(title_key(name)).to_owned();
        let files =
            |print| Paper::ALL.map(|paper| file(frame, protocol, root, made, &title, (name, paper, print))).into();
        SheetView {
            name: name.word(),
            description: frame.strings.get(&format!("{}_text", title_key(name))).to_owned(),
            files: files(Print::Standard),
            large: files(Print::Large),
            on_screen: format!("{root}{}", href::sheet(protocol.id(), name, Paper::A4, Print::Standard)),
            title,
        }
    };
    offered(protocol).into_iter().map(view).collect()
}

fn file(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    root: &str,
    made: &Bundle,
    title: &str,
    (name, paper, print): (SheetName, Paper, Print),
) -> FileView {
    let words = match print {
        Print::Standard => paper.label().to_owned(),
        Print::Large => frame.strings.fill("paper_large", &[("paper", paper.label())]),
    };
    let pdf = href::sheet_pdf(protocol.id(), name, paper, print);
    let size = made.get(&pdf).map(|bytes| format!("{} kB", bytes.len().div_ceil(1000)));
    let (format, address) = match size {
        Some(_) => (Format::Pdf, pdf),
        None => (Format::Html, href::sheet(protocol.id(), name, paper, print)),
    };
    let label = format!("{title}: {words}");
    FileView { paper: paper.label(), label, format, size, href: format!("{root}{address}") }
}
