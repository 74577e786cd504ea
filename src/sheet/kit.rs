//! What a page's script needs to lay out a protocol's sheets with a reader's own dates.
//!
//! The blank sheets before they are broken into pages: words, columns, boxes to
//! tick, head and foot, all from the same functions as the sheets of the site. The
//! script puts dates, times and amounts into their places and breaks pages by what
//! its browser measures. It is apart because nobody prints it.
//!
//! Never: dates, sizes of paper.

use super::make::{Make, Part, offered};
use super::{Draft, Footer, Print, SmallWords, Stamp, title_key};
use crate::name::SheetName;
use serde::Serialize;

/// The blank sheets of a protocol, unbroken; serialise it.
#[derive(Clone, Debug, Serialize)]
pub struct Kit {
    protocol: Stamp,
    draft: Option<Draft>,
    footer: Footer,
    words: SmallWords,
    sheets: Vec<KitSheet>,
}

/// A sheet: its parts, each of which begins on a page of its own.
#[derive(Clone, Debug, Serialize)]
struct KitSheet {
    name: &'static str,
    title: String,
    /// Whether whom to call stands at the foot of its pages.
    calls: bool,
    /// Whether cards of the second level stand in two columns where letters are small.
    two_columns: bool,
    standard: Vec<Part>,
    /// In large letters; none where that changes nothing but the letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    large: Option<Vec<Part>>,
}

/// The kit of a protocol. What `make` says of dates, paper and letters does not matter.
#[must_use]
pub fn kit(make: &Make<'_>) -> Kit {
    let blank = |print| Make { schedule: None, days: &[], print, ..*make };
    let (standard, large) = (blank(Print::Standard), blank(Print::Large));
    let frame = standard.frame(SheetName::Packet);
    let sheet = |name: SheetName| {
        let parts = standard.parts(name);
        let in_large = large.parts(name);
        KitSheet {
            name: name.word(),
            title: make.word(title_key(name)).to_owned(),
            calls: name != SheetName::WhenToCall,
            two_columns: name == SheetName::WhenToCall,
            large: (in_large != parts).then_some(in_large),
            standard: parts,
        }
    };
    let names = offered(make.protocol).into_iter().filter(|name| *name != SheetName::Packet);
    Kit {
        sheets: names.map(sheet).collect(),
        protocol: frame.protocol,
        draft: frame.draft,
        footer: frame.footer,
        words: frame.words,
    }
}
