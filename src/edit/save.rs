//! Saving a text so that nothing is ever lost.
//!
//! Whoever saves says which text they began with. Where the file is another one by
//! now, nothing is written and both texts go back to the person. Otherwise the old
//! text is kept first, as a numbered file in `.latchwork/backup/`, and the new one is
//! written beside its place and renamed, so that nobody ever sees half of one.
//!
//! Never: what a text says, where a name may lead.
#![expect(clippy::disallowed_methods, reason = "writing is the business of this module")]

use super::place::{Content, LIMIT, Place, Refused, Written};
use crate::model::wording::fingerprint_of;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on the disk; the fingerprint to begin with next time.
    Saved(String),
    /// The file is another one than the writer began with: this one, or none any more.
    Conflict(Option<Written>),
    /// Nothing was written.
    Refused(Refused),
}

/// Saves a text. `began` is the fingerprint of the text that the writer had before; none for a new file.
#[must_use]
pub fn save(content: &Content, name: &str, began: Option<&str>, text: &str) -> Outcome {
    match try_save(content, name, began, text) {
        Ok(outcome) => outcome,
        Err(refused) => Outcome::Refused(refused),
    }
}

fn try_save(content: &Content, name: &str, began: Option<&str>, text: &str) -> Result<Outcome, Refused> {
    if text.len() > LIMIT {
        return Err(Refused::TooLarge);
    }
    let place = content.place(name)?;
    let old = place.bytes()?;
    // Whoever sends a text twice, because an answer was lost, is no second writer.
    if old.as_deref() == Some(text.as_bytes()) {
        return Ok(Outcome::Saved(fingerprint_of(text.as_bytes())));
    }
    if old.as_deref().map(fingerprint_of).as_deref() != began {
        return Ok(Outcome::Conflict(place.read()?));
    }
    match old {
        Some(old) => {
            keep(content, &place, &old)?;
            replace(&place, text, &old)?;
        }
        None => create(&place, text)?,
    }
    Ok(Outcome::Saved(fingerprint_of(text.as_bytes())))
}

/// Puts a text in the place of another, in one step, with the rights that the file had.
fn replace(place: &Place, text: &str, old: &[u8]) -> Result<(), Refused> {
    let beside = beside(&place.path);
    let write = || -> Result<(), Refused> {
        written(&beside, text.as_bytes())?;
        fs::set_permissions(&beside, fs::metadata(&place.path)?.permissions())?;
        // Somebody may have saved since it was kept: then that text must not go.
        if place.bytes()?.as_deref() != Some(old) {
            return Err(Refused::Disk("the file was changed by another program just now; save again".to_owned()));
        }
        Ok(fs::rename(&beside, &place.path)?)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

/// A hidden name in the same folder, which a build passes over.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.latchwork-edit-{}", std::process::id()))
}

/// Makes a new file, and the folders around it. One that is there by now stays.
fn create(place: &Place, text: &str) -> Result<(), Refused> {
    if let Some(folder) = place.path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = beside(&place.path);
    let made = written(&beside, text.as_bytes()).and_then(|()| match fs::hard_link(&beside, &place.path) {
        // Not every file system lets a file have two names.
        Err(error) if error.kind() != ErrorKind::AlreadyExists && !fs::exists(&place.path)? => {
            fs::rename(&beside, &place.path)
        }
        done => done,
    });
    let _ = fs::remove_file(&beside);
    Ok(made?)
}

/// Writes a new file, down to the disk.
fn written(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// An older text of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Its number; later ones are higher.
    pub number: u32,
    /// When it was kept, in seconds since 1970.
    pub at: u64,
    /// How many bytes it has.
    pub size: u64,
}

/// Keeps a text that is not on the disk, as the writer's own version in a conflict. Its number.
///
/// # Errors
/// Where the name leads nowhere good, or the disk objects.
pub fn keep_text(content: &Content, name: &str, text: &str) -> Result<u32, Refused> {
    if text.len() > LIMIT {
        return Err(Refused::TooLarge);
    }
    keep(content, &content.place(name)?, text.as_bytes())
}

/// Keeps bytes as the next backup of a file, unless the last one is the same. Its number.
fn keep(content: &Content, place: &Place, bytes: &[u8]) -> Result<u32, Refused> {
    let folder = backup_folder(content, place, true)?;
    let last = numbers(&folder).last().copied();
    if let Some(last) = last.filter(|last| fs::read(folder.join(file_name(*last))).is_ok_and(|kept| kept == bytes)) {
        return Ok(last);
    }
    let mut number = last.map_or(1, |last| last + 1);
    loop {
        match written(&folder.join(file_name(number)), bytes) {
            Ok(()) => return Ok(number),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

/// The older texts of a file, the latest first.
///
/// # Errors
/// Where the name leads nowhere good.
pub fn kept(content: &Content, name: &str) -> Result<Vec<Kept>, Refused> {
    let folder = backup_folder(content, &content.place(name)?, false)?;
    let told = numbers(&folder).into_iter().rev().filter_map(|number| {
        let about = fs::metadata(folder.join(file_name(number))).ok()?;
        let at = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_secs();
        Some(Kept { number, at, size: about.len() })
    });
    Ok(told.collect())
}

/// One of them.
///
/// # Errors
/// Where there is none with this number.
pub fn kept_text(content: &Content, name: &str, number: u32) -> Result<Written, Refused> {
    let folder = backup_folder(content, &content.place(name)?, false)?;
    let path = folder.join(file_name(number));
    let place = Place { name: name.to_owned(), path, exists: true };
    place.read()?.ok_or(Refused::NotAFile)
}

fn file_name(number: u32) -> String {
    format!("{number:06}")
}

/// The numbers of what is kept in a folder, in order.
fn numbers(folder: &Path) -> Vec<u32> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut numbers: Vec<u32> = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

/// Where older texts of a file are: `.latchwork/backup/content/help/_index.md/`.
fn backup_folder(content: &Content, place: &Place, make: bool) -> Result<PathBuf, Refused> {
    let own = content.root().join(".latchwork");
    let folder = own.join("backup").join(&place.name);
    if make {
        if !fs::exists(&own)? {
            fs::create_dir_all(&own)?;
            fs::write(own.join(".gitignore"), "*\n")?;
        }
        if fs::canonicalize(&own)? != own {
            return Err(Refused::Disk("the folder .latchwork is a link; make it a folder".to_owned()));
        }
        fs::create_dir_all(&folder)?;
    }
    // A folder in it that is a link would lead elsewhere.
    match fs::canonicalize(&folder) {
        Ok(real) if real != folder => Err(Refused::Disk("the folder .latchwork/backup has a link in it".to_owned())),
        Ok(_) => Ok(folder),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(folder),
        Err(error) => Err(error.into()),
    }
}
