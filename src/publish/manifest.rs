//! The manifest: the file in a published folder that proves it is ours.
//!
//! `.latchwork` lists every file of the site with its size and a hash. From it
//! the next run knows that it may replace the folder, whether anything has
//! changed, and which files to remove. It holds no time and no path of this
//! machine, so the same site has the same manifest everywhere.
//!
//! Never: how files are written.
#![expect(clippy::disallowed_methods, reason = "compares the manifest with the files on the disk")]

use super::Change;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// The manifest's name in the published folder.
pub const MARKER: &str = ".latchwork";

const MAKER: &str = "latchwork";
const FORMAT: u32 = 1;

/// What a published folder holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    made_by: String,
    format: u32,
    /// Every file; none as long as they are being written.
    files: Option<BTreeMap<String, Stamp>>,
}

/// What one file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// How many bytes.
    pub size: u64,
    /// The first half of their BLAKE3 hash, in hexadecimal digits.
    pub hash: String,
}

impl Manifest {
    /// The manifest of these files.
    #[must_use]
    pub fn of(entries: &[(&str, &[u8])]) -> Self {
        let stamps: Vec<_> =
            entries.par_iter().map(|(address, bytes)| ((*address).to_owned(), Stamp::of(bytes))).collect();
        Self { made_by: MAKER.to_owned(), format: FORMAT, files: Some(stamps.into_iter().collect()) }
    }

    /// That of a folder whose files are being written.
    pub(super) fn unfinished() -> Self {
        Self { made_by: MAKER.to_owned(), format: FORMAT, files: None }
    }

    /// Reads a manifest. `None` is for anything that is not one of ours.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        (manifest.made_by == MAKER && manifest.format == FORMAT).then_some(manifest)
    }

    /// Its text.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).expect("a map of strings and numbers is JSON");
        bytes.push(b'\n');
        bytes
    }

    /// The files, by address.
    #[must_use]
    pub fn files(&self) -> &BTreeMap<String, Stamp> {
        static NONE: BTreeMap<String, Stamp> = BTreeMap::new();
        self.files.as_ref().unwrap_or(&NONE)
    }

    /// Whether the files of a folder were all written.
    pub(super) fn is_finished(&self) -> bool {
        self.files.is_some()
    }

    /// Whether a folder with this manifest has the files of another one, untouched since.
    pub(super) fn holds(&self, new: &Self, folder: &Path) -> bool {
        let untouched = |since: SystemTime| {
            let files: Vec<_> = self.files().iter().collect();
            files.par_iter().with_min_len(64).all(|(address, stamp)| {
                fs::symlink_metadata(folder.join(address)).is_ok_and(|file| {
                    file.is_file() && file.len() == stamp.size && file.modified().is_ok_and(|time| time <= since)
                })
            })
        };
        // The manifest is written last.
        let written = || fs::symlink_metadata(folder.join(MARKER)).and_then(|file| file.modified());
        self == new && written().is_ok_and(untouched)
    }

    /// What it is to go from this one to another.
    pub(super) fn change_to(&self, new: &Self) -> Change {
        let written = new.files().iter().filter(|(address, stamp)| self.files().get(*address) != Some(stamp)).count();
        let removed = self.files().keys().filter(|address| !new.files().contains_key(*address)).count();
        Change::Replaced { written, removed }
    }
}

impl Stamp {
    fn of(bytes: &[u8]) -> Self {
        let hash = blake3::hash(bytes).to_hex();
        Self { size: bytes.len() as u64, hash: hash[..32].to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_back_and_nothing_else_is_taken_for_one() {
        let manifest = Manifest::of(&[("a/index.html", b"one"), ("b", b"")]);
        assert_eq!(Manifest::parse(&manifest.bytes()), Some(manifest));
        assert_eq!(Manifest::parse(b"{}"), None);
        assert_eq!(Manifest::parse(br#"{"made_by":"somebody","format":1,"files":{}}"#), None);
        assert_eq!(Manifest::parse(br#"{"made_by":"latchwork","format":99,"files":{}}"#), None);
    }

    #[test]
    fn a_change_counts_what_is_new_and_what_is_gone() {
        let old = Manifest::of(&[("a", b"1"), ("b", b"2"), ("c", b"3")]);
        let new = Manifest::of(&[("a", b"1"), ("b", b"two"), ("d", b"4")]);
        assert_eq!(old.change_to(&new), Change::Replaced { written: 2, removed: 1 });
    }
}
