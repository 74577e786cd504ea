//! What was made before, by name.
//!
//! Some things take long to make and follow from few others: a sheet as PDF, a picture
//! with a title on it. Whoever has a place for them brings a [`Memo`]. A name is
//! a fingerprint of all that the bytes follow from; with a memo and without one, the
//! same bytes come out.
//!
//! Never: what is kept, for how long it is good.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// A place for what was made before, by its name of hexadecimal digits.
pub trait Memo: Sync {
    /// What is kept under a name.
    fn get(&self, name: &str) -> Option<Vec<u8>>;
    /// Keeps bytes under a name. It may fail: then they are made again.
    fn put(&self, name: &str, bytes: &[u8]);
}

/// Keeps nothing.
#[derive(Clone, Copy, Debug)]
pub struct Forget;

impl Memo for Forget {
    fn get(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &str, _: &[u8]) {}
}

/// Keeps things as long as the program runs.
#[derive(Debug, Default)]
pub struct Remember(Mutex<BTreeMap<String, Vec<u8>>>);

/// More than this are not kept at once.
const MOST: usize = 2_000;

impl Memo for Remember {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(name.to_owned(), bytes.to_vec());
    }
}

/// What a build may find there from before.
#[derive(Clone, Copy)]
pub struct Memos<'a> {
    /// Pictures.
    pub pictures: &'a dyn Memo,
    /// Sheets as PDF. `None` where none are wanted.
    pub sheets: Option<&'a dyn Memo>,
}

impl<'a> Memos<'a> {
    /// Nothing from before, and no sheets as PDF.
    #[must_use]
    pub fn none() -> Self {
        Self { pictures: &Forget, sheets: None }
    }

    /// A place for sheets as PDF; pictures take no longer to draw than to read.
    #[must_use]
    pub fn of_sheets(sheets: &'a dyn Memo) -> Self {
        Self { pictures: &Forget, sheets: Some(sheets) }
    }
}

impl std::fmt::Debug for Memos<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Memos").field("sheets", &self.sheets.is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_is_there_and_there_are_never_too_many() {
        let memo = Remember::default();
        assert_eq!(memo.get("0"), None);
        for number in 0..=MOST {
            memo.put(&number.to_string(), b"bytes");
        }
        assert_eq!(memo.get(&MOST.to_string()).as_deref(), Some(&b"bytes"[..]));
        assert!(memo.0.lock().expect("nobody failed").len() <= MOST);
    }
}
