//! Publishing: a sealed bundle becomes a folder, whole or not at all.
//!
//! Everything is written into a new folder beside the target; then the two
//! change places in one step, and the old one is removed. A crash at any
//! instant leaves the old site or the new one, and the next run clears what it
//! left beside them. Files that somebody else put into the folder (a `.git`, a
//! `CNAME`) move over to the new one; only what the manifest names is removed.
//!
//! Where the system cannot exchange two folders, the old one is moved aside and
//! the new one in, which leaves an instant without either name.
//!
//! It stands apart because it is the only way out: no other module writes a site.
//!
//! Never: what the bytes mean, how they were made.
#![expect(clippy::disallowed_methods, reason = "writing the site is the business of this module")]

mod manifest;
mod retire;
mod staging;
mod target;

pub use manifest::{MARKER, Manifest, Stamp};
pub use target::Target;

use crate::bundle::Sealed;
use anyhow::bail;
use rayon::prelude::*;
use staging::Staging;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use target::Standing;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many files the site has.
    pub files: usize,
    /// What that changed.
    pub change: Change,
    /// What could not be cleared away, in words.
    pub left: Option<String>,
}

/// What a publication changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// There was no site before.
    First,
    /// Nothing: the folder has these files already, and was not touched.
    None,
    /// The old site has made room for the new one.
    Replaced {
        /// Files that are new or differ.
        written: usize,
        /// Files that are gone.
        removed: usize,
    },
}

/// Writes a site into its folder.
///
/// # Errors
/// Where the folder cannot be written to or has something else in it. The folder is then as it was before.
pub fn publish(sealed: &Sealed, target: &Target) -> anyhow::Result<Published> {
    let entries: Vec<(&str, &[u8])> = sealed.bundle().iter().collect();
    let manifest = Manifest::of(&entries);
    let files = entries.len();
    // Where no site stands, what a run left behind may be the last good one; it goes when there is another.
    let stands = !matches!(target.standing, Standing::Absent);
    if stands {
        retire::stale(target);
    }
    let change = match &target.standing {
        Standing::Absent | Standing::Empty => Change::First,
        Standing::Ours(old) if old.holds(&manifest, &target.path) => {
            return Ok(Published { files, change: Change::None, left: None });
        }
        Standing::Ours(old) => {
            not_in_the_way(old, &manifest, &target.path)?;
            old.change_to(&manifest)
        }
    };
    let staging = Staging::begin(target)?;
    folders(&entries, &staging.path).and_then(|()| write(&entries, &staging.path)).map_err(|e| staging.blame(&e))?;
    if let Standing::Ours(old) = &target.standing {
        keep_times(old, &manifest, &target.path, &staging.path);
    }
    staging.finish(&manifest)?;
    let old = staging.exchange(target)?;
    if !stands {
        retire::stale(target);
    }
    let left = old
        .and_then(|old| retire::tree(&old, &target.path).err())
        .map(|error| format!("the new site stands, and the old one could not be cleared away from beside it: {error}"));
    Ok(Published { files, change, left })
}

/// Refuses to write over a file that came into the folder from elsewhere.
fn not_in_the_way(old: &Manifest, new: &Manifest, folder: &Path) -> anyhow::Result<()> {
    for address in new.files().keys().filter(|address| !old.files().contains_key(*address)) {
        let path = folder.join(address);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Ok(_) | Err(_) => {
                bail!("{} is in the way and was not made by latchwork; move it elsewhere", path.display())
            }
        }
    }
    Ok(())
}

/// Makes every folder of the site, each once, those around others first.
fn folders(entries: &[(&str, &[u8])], root: &Path) -> io::Result<()> {
    folders_by_depth(entries.iter().map(|(address, _)| *address)).values().try_for_each(|level| {
        level.par_iter().with_min_len(16).try_for_each(|folder| fs::create_dir(root.join(folder)))
    })
}

/// The folders of some addresses, by the number of folders around them. Addresses come in order.
fn folders_by_depth<'a>(addresses: impl Iterator<Item = &'a str>) -> BTreeMap<usize, Vec<&'a str>> {
    let mut levels: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut last = "";
    for folder in
        addresses.filter_map(|address| Some(&address[..address.rfind('/')?])).filter(|folder| !folder.is_empty())
    {
        for (depth, end) in folder.match_indices('/').map(|(i, _)| i).chain([folder.len()]).enumerate() {
            let known = last.strip_prefix(&folder[..end]).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            if !known {
                levels.entry(depth).or_default().push(&folder[..end]);
            }
        }
        last = folder;
    }
    // `a/b`, `a-b`, `a/c` is an order in which one folder comes up twice.
    for level in levels.values_mut() {
        level.sort_unstable();
        level.dedup();
    }
    levels
}

fn write(entries: &[(&str, &[u8])], root: &Path) -> io::Result<()> {
    entries.par_iter().with_min_len(8).try_for_each(|(address, bytes)| fs::write(root.join(address), bytes))
}

/// Files that are as they were keep the time of their last change, by which programs that upload see what is new.
/// Where that fails, more is uploaded than has to be.
fn keep_times(old: &Manifest, new: &Manifest, from: &Path, to: &Path) {
    let same: Vec<&String> = new
        .files()
        .iter()
        .filter(|(address, stamp)| old.files().get(*address) == Some(stamp))
        .map(|(address, _)| address)
        .collect();
    same.par_iter().with_min_len(16).for_each(|address| {
        let _ = fs::symlink_metadata(from.join(address))
            .and_then(|file| file.modified())
            .and_then(|time| File::options().write(true).open(to.join(address))?.set_modified(time));
    });
}

/// The words for an error of the disk.
#[expect(clippy::wildcard_enum_match_arm, reason = "a list of the standard library that grows")]
fn why(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        ErrorKind::PermissionDenied => "you have no right to write there".to_owned(),
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => {
            "something is mounted there; name a folder inside of it with `--out`".to_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_folder_is_named_once_and_after_the_one_around_it() {
        let addresses = ["a-b/x", "a/b/c/x", "a/b/y", "a/d/x", "e", "f/x"];
        let levels = folders_by_depth(addresses.into_iter());
        assert_eq!(levels[&0], ["a", "a-b", "f"]);
        assert_eq!(levels[&1], ["a/b", "a/d"]);
        assert_eq!(levels[&2], ["a/b/c"]);
    }
}
