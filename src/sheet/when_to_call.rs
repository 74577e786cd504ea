//! When to call: one page for the fridge.
//!
//! Every call of the protocol as a care card, most urgent first, with the
//! clinic's numbers. It has no dates, so a schedule changes nothing.
//!
//! Never: anything but the protocol's calls.

use super::make::Make;
use super::{Block, Sheet};
use crate::name::SheetName;

/// Lays it out.
#[must_use]
pub fn when_to_call(make: &Make<'_>) -> Sheet {
    let blocks: Vec<Block> = make.protocol.calls.iter().map(|call| make.care(call)).collect();
    make.sheet(SheetName::WhenToCall, Some(make.strings.get("sheet_when_to_call_text").to_owned()), vec![blocks])
}
