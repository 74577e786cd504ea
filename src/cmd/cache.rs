//! What takes long to make, kept from one build to the next.
//!
//! The folder `.latchwork/cache/` of a site holds finished PDF files by the
//! fingerprint of all that they follow from, each behind a fingerprint of its own
//! bytes, so that half a file or a changed one is never taken for a good one. It
//! may be deleted at any time and it never speaks up: where it cannot be read or
//! written, things are made again.
//!
//! Never: what is kept.
#![expect(clippy::disallowed_methods, reason = "reads and writes its own folder")]

use super::put::put;
use crate::memo::Memo;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The folder of all that the program keeps in a site for itself.
pub(super) const OWN: &str = ".latchwork";

/// Makes that folder where there is none, and keeps it out of a repository.
pub(super) fn own_folder(root: &Path) -> std::io::Result<PathBuf> {
    let own = root.join(OWN);
    if !own.is_dir() {
        fs::create_dir_all(&own)?;
        fs::write(own.join(".gitignore"), "*\n")?;
    }
    Ok(own)
}

/// The length of a fingerprint.
const MARK: usize = blake3::OUT_LEN;

/// The cache of one site during one build.
pub(super) struct Cache {
    root: PathBuf,
    folder: PathBuf,
    used: Mutex<BTreeSet<String>>,
}

impl Cache {
    /// The cache of the site at this root. Nothing is made on the disk yet.
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), folder: root.join(OWN).join("cache"), used: Mutex::default() }
    }

    fn use_up(&self, name: &str) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
    }

    /// Removes what this build had no use for, so that the folder never outgrows the site.
    pub(super) fn sweep(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if entry.file_name().to_str().is_none_or(|name| !used.contains(name)) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn prepare(&self) -> std::io::Result<()> {
        own_folder(&self.root)?;
        fs::create_dir_all(&self.folder)
    }
}

impl Memo for Cache {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.use_up(name);
        let file = fs::read(self.folder.join(name)).ok()?;
        let (mark, bytes) = file.split_at_checked(MARK)?;
        (&blake3::hash(bytes).as_bytes()[..] == mark).then(|| bytes.to_vec())
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        if self.prepare().is_ok() {
            let file = [&blake3::hash(bytes).as_bytes()[..], bytes].concat();
            let _ = put(&self.folder.join(name), &file);
        }
    }
}
