//! A single file, whole or not at all: over the one that is there, or only where none is.
//!
//! One that takes another's place is written beside it and then renamed, so that
//! nobody ever sees half of one. Either gets the rights that any new file gets.
//!
//! Never: what stands in it.
#![expect(clippy::disallowed_methods, reason = "writes the file that was asked for")]

use anyhow::{Context as _, anyhow};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
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

/// Makes a file, and the folders around it. `false` where there is one already, which stays as it is.
pub(super) fn create(path: &Path, bytes: &[u8]) -> anyhow::Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let failed = |error| anyhow!("cannot write {}: {error}", path.display());
    let mut file = match File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(failed(error)),
    };
    file.write_all(bytes).map_err(|error| {
        let _ = fs::remove_file(path);
        failed(error)
    })?;
    Ok(true)
}
