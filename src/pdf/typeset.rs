//! One sheet through Typst: value in, bytes or findings out.
//!
//! A mistake in a template becomes a finding at its place. A sheet that needs
//! another number of pages than were counted is refused: somebody would find a
//! row of it on a page without a head, or not at all.
//!
//! Never: the layout of a sheet.

use super::letters::fonts;
use super::world::{MAIN, SheetWorld, Shelf, path, templates};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::memo::Memo;
use crate::sheet::{Print, Sheet};
use crate::source::{Sources, Span, offset};
use jiff::civil::Date;
use serde::Serialize;
use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The templates and fonts of a site, and what all of its sheets say in their heads.
#[derive(Debug)]
pub(super) struct Typeset<'s> {
    sources: &'s Sources,
    lang: &'s str,
    dir: &'s str,
    today: Date,
    shelf: Shelf,
    standards: PdfStandards,
    /// The fingerprint of everything but the sheet.
    base: blake3::Hash,
}

/// What the template sees.
#[derive(Serialize)]
struct Data<'a> {
    lang: &'a str,
    dir: &'a str,
    sheet: &'a Sheet,
}

/// What the bytes follow from beside the site's files: this code, and the versions of all crates.
const CODE: [&str; 3] = [include_str!("typeset.rs"), include_str!("world.rs"), include_str!("../../Cargo.lock")];

impl<'s> Typeset<'s> {
    pub(super) fn new(sources: &'s Sources, lang: &'s str, dir: &'s str, today: Date) -> Self {
        let mut base = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            base.update(&bytes.len().to_le_bytes());
            base.update(bytes);
        };
        for text in CODE {
            add(text.as_bytes());
        }
        for (path, text) in templates(sources) {
            add(path.as_bytes());
            add(text.as_bytes());
        }
        fonts(sources).for_each(&mut add);
        add(lang.as_bytes());
        add(today.to_string().as_bytes());
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .expect("both are parts of PDF 1.7, and a test writes every sheet");
        Self { sources, lang, dir, today, shelf: Shelf::new(sources), standards, base: base.finalize() }
    }

    pub(super) fn write(&self, sheet: &Sheet, memo: &dyn Memo, diags: &mut Diagnostics) -> Option<Vec<u8>> {
        let data = serde_json::to_vec(&Data { lang: self.lang, dir: self.dir, sheet })
            .expect("a sheet is texts, numbers and lists, which are always JSON");
        let name = blake3::keyed_hash(self.base.as_bytes(), &data).to_hex();
        if let Some(bytes) = memo.get(&name) {
            return Some(bytes);
        }
        let bytes = self.made(sheet, data, diags);
        // Typst lets go of what it has not used since the last sheet; else it would remember all of them.
        comemo::evict(1);
        memo.put(&name, bytes.as_deref()?);
        bytes
    }

    fn made(&self, sheet: &Sheet, data: Vec<u8>, diags: &mut Diagnostics) -> Option<Vec<u8>> {
        let world = SheetWorld { shelf: &self.shelf, data: Bytes::new(data) };
        let document = match typst::compile::<PagedDocument>(&world).output {
            Ok(document) => document,
            Err(errors) => {
                errors.iter().for_each(|error| diags.push(self.finding(&world, sheet, error)));
                return None;
            }
        };
        let (counted, came_out) = (sheet.pages.len(), document.pages().len());
        if counted != came_out {
            diags.push(overflow(sheet, counted, came_out));
            return None;
        }
        let made = typst_pdf::pdf(&document, &self.options(sheet));
        let mut bytes = made
            .map_err(|errors| errors.iter().for_each(|error| diags.push(self.finding(&world, sheet, error))))
            .ok()?;
        bytes.shrink_to_fit();
        Some(bytes)
    }

    fn options(&self, sheet: &Sheet) -> PdfOptions {
        let (year, month, day) = (self.today.year(), self.today.month(), self.today.day());
        let date = Datetime::from_ymd_hms(i32::from(year), month.unsigned_abs(), day.unsigned_abs(), 0, 0, 0);
        PdfOptions {
            ident: Smart::Custom(ident(sheet)),
            creator: Smart::Custom(Some(concat!("Latchwork ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp: date.map(Timestamp::new_utc),
            page_ranges: None,
            standards: self.standards.clone(),
            tagged: true,
            pretty: false,
        }
    }

    fn finding(&self, world: &SheetWorld<'_>, sheet: &Sheet, error: &SourceDiagnostic) -> Diagnostic {
        let place = error.span.id().and_then(|id| {
            let range = world.range(error.span)?;
            let file = self.sources.find(&path(id))?;
            Some(Place::Span(Span { file, start: offset(range.start), end: offset(range.end) }))
        });
        let place = place.unwrap_or_else(|| Place::File(MAIN.to_owned()));
        let message = format!("the sheet `{}` cannot be set: {}", sheet.name, error.message.trim_end_matches('.'));
        let hint = error.hints.first().map(|hint| hint.v.trim_end_matches('.').to_owned());
        Diagnostic::new(Code::SheetTemplate, place, message)
            .help(hint.unwrap_or_else(|| "compare it with the built-in template of the same name".to_owned()))
    }
}

/// The sheet in words: `day-log of nipple-shield on A4 in large print`.
fn named(sheet: &Sheet) -> String {
    let print = match sheet.print {
        Print::Standard => "",
        Print::Large => " in large print",
    };
    format!("`{}` of `{}` on {}{print}", sheet.name, sheet.protocol.id, sheet.paper.label())
}

/// What names the document for good, whatever its words come to be.
fn ident(sheet: &Sheet) -> String {
    format!("{} {} {}", sheet.footer.address, named(sheet), sheet.protocol.version)
}

fn overflow(sheet: &Sheet, counted: usize, came_out: usize) -> Diagnostic {
    let message = format!("the sheet {} has room on {counted} pages and takes {came_out}", named(sheet));
    Diagnostic::new(Code::SheetOverflow, Place::File(MAIN.to_owned()), message)
        .help("give its blocks no more room than the built-in templates do, or shorten the longest text of the sheet")
}
