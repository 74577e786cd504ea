//! Clearing away: a published folder that another one has replaced.
//!
//! Only what the manifest names is removed. Whatever else lies in the folder
//! was put there by somebody, and moves over into the new one. The same is done
//! with folders that a run left behind when it was killed.
//!
//! Never: the site that stands.
#![expect(clippy::disallowed_methods, reason = "removes files and moves them")]

use super::folders_by_depth;
use super::manifest::{MARKER, Manifest};
use super::target::Target;
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Clears away what runs that were killed left beside the target.
pub(super) fn stale(target: &Target) {
    let Ok(around) = fs::read_dir(&target.around) else { return };
    let left = around.filter_map(Result::ok).filter(|entry| target.is_staging_name(&entry.file_name()));
    for folder in left.map(|entry| entry.path()) {
        // A folder that cannot be cleared harms nobody, and the next run tries again.
        let _ = match File::options().write(true).open(folder.join(MARKER)) {
            Ok(marker) if marker.try_lock().is_ok() => tree(&folder, &target.path),
            Ok(_) => Ok(()),
            Err(_) => fs::remove_dir(&folder),
        };
    }
}

/// Removes a folder of ours; what is not ours in it moves over to the site that stands.
pub(super) fn tree(old: &Path, standing: &Path) -> io::Result<()> {
    let marker = match fs::read(old.join(MARKER)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return fs::remove_dir(old),
        marker => marker?,
    };
    let Some(manifest) = Manifest::parse(&marker).filter(Manifest::is_finished) else {
        return demolish(old);
    };
    let files: Vec<&str> = manifest.files().keys().map(String::as_str).collect();
    files.par_iter().with_min_len(16).try_for_each(|address| gone(fs::remove_file(old.join(address))))?;
    for level in folders_by_depth(files.iter().copied()).values().rev() {
        level.par_iter().with_min_len(16).try_for_each(|folder| gone(fs::remove_dir(old.join(folder))))?;
    }
    move_over(old, standing)?;
    gone(fs::remove_file(old.join(MARKER)))?;
    gone(fs::remove_dir(old))
}

/// Removes a folder that was never finished. Its manifest goes last, so that what is left can still be told.
pub(super) fn demolish(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() != MARKER {
            let path = entry.path();
            gone(if entry.file_type()?.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) })?;
        }
    }
    gone(fs::remove_file(folder.join(MARKER)))?;
    gone(fs::remove_dir(folder))
}

/// A file that is gone already is as good as removed; a folder that is not empty is seen to later.
fn gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty) => Ok(()),
        other => other,
    }
}

/// Moves what is left in a folder to the same places in another one.
fn move_over(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == MARKER {
            continue;
        }
        match fs::symlink_metadata(&place) {
            Err(_) => fs::rename(&path, &place)?,
            Ok(there) if there.is_dir() && entry.file_type()?.is_dir() => {
                move_over(&path, &place)?;
                gone(fs::remove_dir(&path))?;
            }
            Ok(_) => {}
        }
    }
    Ok(())
}
