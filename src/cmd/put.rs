//! A single file, written in one step.
//!
//! It is written beside its place and then renamed, so that nobody ever sees half
//! of one, and it gets the rights that any new file gets.
//!
//! Never: what stands in it.
#![expect(clippy::disallowed_methods, reason = "writes the file that was asked for")]

use anyhow::anyhow;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

/// Writes a file in one step.
pub(super) fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let name = path.file_name().ok_or_else(|| anyhow!("{} is not the name of a file", path.display()))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".latchwork-new-{}", std::process::id()));
    let beside = path.with_file_name(hidden);
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        anyhow!("cannot write {}: {error}", path.display())
    })
}
