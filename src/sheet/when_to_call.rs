//! When to call: one page for the fridge.
//!
//! Every call of the protocol as a care card, most urgent first, with the
//! clinic's numbers. It has no dates, so a schedule changes nothing.
//!
//! Never: anything but the protocol's calls.

use super::make::{Make, Part};

/// Lays it out.
pub(super) fn parts(make: &Make<'_>) -> Vec<Part> {
    let cards = make.protocol.calls.iter().map(|call| make.care(call)).collect();
    vec![Part::new(Some(make.word("sheet_when_to_call_text").to_owned()), cards)]
}
