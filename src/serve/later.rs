//! Sheets as PDF in a preview: promised in every round, made when somebody asks for one.
//!
//! Setting them takes most of a build, and while somebody writes, hardly one is
//! looked at. So a round is lent a memory that answers for every sheet with a
//! promise, which has the sheet's name in it. Whoever asks for the address of a
//! promise gets the sheet: the site is made once more with a memory that has
//! promises for all but this one. It is the same path as a build, so it is the
//! same file.
//!
//! Never: what stands on a sheet, requests.

use super::moment::Good;
use crate::diag::{Colour, Diagnostics, human};
use crate::memo::{Memo, Memos};

/// What a promise begins with; the name follows.
const PROMISE: &str = "latchwork: made when it is asked for: ";

/// Promises every sheet.
pub(super) struct Later;

impl Memo for Later {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        Some(format!("{PROMISE}{name}").into_bytes())
    }

    fn put(&self, _: &str, _: &[u8]) {}
}

/// Promises every sheet but one, which is kept or made.
struct One<'a> {
    wanted: &'a str,
    kept: &'a dyn Memo,
}

impl Memo for One<'_> {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        if name == self.wanted { self.kept.get(name) } else { Later.get(name) }
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        self.kept.put(name, bytes);
    }
}

/// The name of the sheet that these bytes promise.
pub(super) fn promised(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes.strip_prefix(PROMISE.as_bytes())?).ok()
}

/// The sheet that was promised at an address.
///
/// # Errors
/// What forbids to make it, as the terminal would show it.
pub(super) fn made(good: &Good, address: &str, name: &str, kept: &dyn Memo) -> Result<Vec<u8>, String> {
    if let Some(bytes) = kept.get(name) {
        return Ok(bytes);
    }
    let mut diags = Diagnostics::new();
    let bundle = crate::compile_with(&good.inputs, Memos::of_sheets(&One { wanted: name, kept }), &mut diags);
    let sources = &good.inputs.sources;
    bundle.get(address).filter(|bytes| promised(bytes).is_none()).map(<[u8]>::to_vec).ok_or_else(|| {
        let errors = diags.only(sources, |finding, _| finding.severity() == crate::diag::Severity::Error);
        human(&errors, sources, Colour::No)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memo::Forget;

    #[test]
    fn all_but_one_are_promised() {
        let one = One { wanted: "a1", kept: &Forget };
        assert_eq!(one.get("a1"), None);
        let promise = one.get("b2").expect("it is promised");
        assert_eq!(promised(&promise), Some("b2"));
        assert_eq!(promised(b"%PDF-1.7"), None);
    }
}
