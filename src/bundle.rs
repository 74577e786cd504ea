//! Everything that is going to be published, and the proof that it may be.
//!
//! A [`Bundle`] maps addresses to bytes and is the whole output of the program.
//! [`Sealed`] is the same, proven free of errors: it can be made in one way
//! only, and publishing takes nothing else. So "nothing is written before the
//! whole is good" is a matter of types.
//!
//! Never: the disk, who made an entry.

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One file to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
    /// The file that it was made from, for messages.
    pub from: String,
}

/// Addresses (`relactation/index.html`) and what stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    entries: BTreeMap<String, Entry>,
}

impl Bundle {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts bytes at an address. An address that is taken keeps what it has, which is said.
    ///
    /// # Panics
    /// Where the address is not a plain relative path: addresses are made by `name` alone.
    pub fn insert(
        &mut self,
        address: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        from: impl Into<String>,
        diags: &mut Diagnostics,
    ) {
        let (address, from) = (address.into(), from.into());
        assert!(is_plain(&address), "an address is a plain relative path: {address}");
        let below = format!("{address}/");
        let folders = address.match_indices('/').map(|(i, _)| &address[..i]);
        let in_the_way = folders.chain([address.as_str()]).find_map(|path| self.entries.get_key_value(path));
        let in_the_way = in_the_way
            .or_else(|| self.entries.range(below.clone()..).next().filter(|(path, _)| path.starts_with(&below)));
        match in_the_way.map(|(path, entry)| (path.clone(), entry.from.clone())) {
            None => {
                self.entries.insert(address, Entry { bytes: Cow::Owned(bytes.into()), from });
            }
            Some((path, taken)) => {
                let place = Place::File(from);
                let message = format!("the address /{path} is taken by {taken}");
                diags.push(
                    Diagnostic::new(Code::DuplicateAddress, place, message)
                        .help("rename one of the two, or remove the alias"),
                );
            }
        }
    }

    /// What stands at an address.
    #[must_use]
    pub fn get(&self, address: &str) -> Option<&[u8]> {
        self.entries.get(address).map(|entry| &*entry.bytes)
    }

    /// The file that an address was made from.
    #[must_use]
    pub fn made_from(&self, address: &str) -> Option<&str> {
        self.entries.get(address).map(|entry| entry.from.as_str())
    }

    /// All addresses with their bytes, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries.iter().map(|(address, entry)| (address.as_str(), &*entry.bytes))
    }

    /// All addresses with what stands there and where it is from, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(address, entry)| (address.as_str(), entry))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The same, proven good: `None` as long as there is an error.
    #[must_use]
    pub fn seal(self, diagnostics: &Diagnostics) -> Option<Sealed> {
        (!diagnostics.has_errors()).then_some(Sealed(self))
    }
}

/// A bundle without errors.
#[derive(Debug)]
pub struct Sealed(Bundle);

impl Sealed {
    /// What is in it.
    #[must_use]
    pub fn bundle(&self) -> &Bundle {
        &self.0
    }
}

/// No empty part, no step upwards, no root, no drive.
fn is_plain(address: &str) -> bool {
    address.split('/').all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_address_names_both_files() {
        let (mut bundle, mut diags) = (Bundle::new(), Diagnostics::new());
        bundle.insert("a/index.html", "1", "content/a.md", &mut diags);
        bundle.insert("a/index.html", "2", "content/a/_index.md", &mut diags);
        assert_eq!(diags.count(crate::diag::Severity::Error), 1);
        assert_eq!(bundle.get("a/index.html"), Some(&b"1"[..]));
        assert!(bundle.seal(&diags).is_none());
    }
}
