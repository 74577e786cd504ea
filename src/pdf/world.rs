//! The world that Typst sees: templates, fonts, one file of data, and nothing else.
//!
//! Every other path is denied and there is no date, so that a template of a
//! clinic can neither read the disk nor depend on the day it is run.
//!
//! Never: what the data means.

use super::letters::{fonts, has_ending};
use crate::source::Sources;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};

/// The template of all sheets.
pub(super) const MAIN: &str = "templates/sheet.typ";
/// The value of the sheet.
const DATA: &str = "data.json";

/// What all sheets share.
#[derive(Debug)]
pub(super) struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: Vec<Source>,
    main: FileId,
    data: FileId,
}

/// The world of one sheet.
pub(super) struct SheetWorld<'a> {
    pub(super) shelf: &'a Shelf,
    pub(super) data: Bytes,
}

/// The number that Typst has for a path below the site's root.
fn file(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("paths of sources go down from the root and no step up");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

/// The path below the site's root.
pub(super) fn path(file: FileId) -> String {
    file.vpath().get_without_slash().to_owned()
}

/// The Typst templates of a site: its own over the built-in ones.
pub(super) fn templates(sources: &Sources) -> impl Iterator<Item = (&str, &str)> {
    let all = sources.below("templates/").filter(|(_, source)| has_ending(&source.path, &["typ"]));
    all.filter_map(|(_, source)| Some((source.path.as_str(), source.text()?)))
}

impl Shelf {
    pub(super) fn new(sources: &Sources) -> Self {
        let fonts: Vec<Font> = fonts(sources).flat_map(|bytes| Font::iter(Bytes::new(bytes.to_vec()))).collect();
        // Row headers and summaries of tables stand behind this switch in this version of Typst.
        let features = [Feature::A11yExtras].into_iter().collect();
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates: templates(sources).map(|(path, text)| Source::new(file(path), text.to_owned())).collect(),
            main: file(MAIN),
            data: file(DATA),
        }
    }
}

impl World for SheetWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shelf.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf.book
    }

    fn main(&self) -> FileId {
        self.shelf.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shelf.templates.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shelf.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
