//! Sheets as PDF: the `Sheet` value through the Typst template.
//!
//! The files are tagged for screen readers (PDF/UA-1) and fit for archives
//! (PDF/A-2a) at once; Typst refuses to write one that is neither. Layout, tagging
//! and fonts are Typst's. What is ours is the small world in which it runs
//! (`world`), and the check that every page came out as the page that was counted.
//!
//! Making one takes much longer than a page of HTML, so whoever has a place for
//! them may bring a [`Memo`].
//!
//! Without the feature `pdf` nothing is written, and nothing of Typst is in the program.
//!
//! Never: what stands on a sheet, the disk, the clock.

mod letters;
#[cfg(feature = "pdf")]
mod typeset;
#[cfg(feature = "pdf")]
mod world;

pub use letters::Letters;

use crate::diag::Diagnostics;
use crate::memo::Memo;
use crate::sheet::Sheet;
use crate::source::Sources;
use jiff::civil::Date;

/// Whether this program can write PDF.
pub const AVAILABLE: bool = cfg!(feature = "pdf");

/// Templates and fonts, ready for any number of sheets.
#[derive(Debug)]
pub struct Press<'s> {
    #[cfg(feature = "pdf")]
    typeset: typeset::Typeset<'s>,
    #[cfg(not(feature = "pdf"))]
    sources: std::marker::PhantomData<&'s Sources>,
}

impl<'s> Press<'s> {
    /// Makes the templates and fonts of a site ready. `lang` is the language of its sheets, as
    /// a BCP 47 tag, and `dir` the way in which it is written, `ltr` or `rtl`.
    #[must_use]
    pub fn new(sources: &'s Sources, lang: &'s str, dir: &'s str, today: Date) -> Self {
        #[cfg(feature = "pdf")]
        let press = Self { typeset: typeset::Typeset::new(sources, lang, dir, today) };
        #[cfg(not(feature = "pdf"))]
        let press = {
            let _ = (sources, lang, dir, today);
            Self { sources: std::marker::PhantomData }
        };
        press
    }

    /// A sheet as PDF. `None` where it cannot be written, which was said; and always without the feature.
    pub fn write(&self, sheet: &Sheet, memo: &dyn Memo, diags: &mut Diagnostics) -> Option<Vec<u8>> {
        #[cfg(feature = "pdf")]
        let bytes = self.typeset.write(sheet, memo, diags);
        #[cfg(not(feature = "pdf"))]
        let bytes = {
            let _ = (self, sheet, memo, diags);
            None
        };
        bytes
    }
}
