//! From a name that a browser sends to a file below `content/`, or to a refusal.
//!
//! A name is looked at as a text first: plain parts, one of three endings, nothing
//! hidden, nothing upwards. Then the disk is asked, because a link on the way may
//! lead elsewhere: what counts is where the file really is. A file that is not there
//! yet may have ordinary letters in its name only, so that its address is good.
//!
//! It stands apart because everything that the editor reads or writes goes through here.
//!
//! Never: what stands in a file, who asks.
#![expect(clippy::disallowed_methods, reason = "asks the disk where a file really is")]

use crate::model::wording::fingerprint_of;
use std::fmt;
use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// The largest text that is read or written: 4 MiB, as when a site is built.
pub const LIMIT: usize = 4 * 1024 * 1024;

/// The folder that may be edited, and the one in it that may not.
const CONTENT: &str = "content";
const REVIEWS: &str = "content/reviews/";

/// Why a file is not touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The name is not the plain name of a text below `content/`.
    Name,
    /// A new name with characters that an address cannot have.
    NewName,
    /// A link on the way leads out of `content/`.
    Outside,
    /// Approvals are written by `latchwork review` alone.
    Review,
    /// It is there and is not a file.
    NotAFile,
    /// It is not UTF-8.
    NotText,
    /// It is over [`LIMIT`].
    TooLarge,
    /// The disk objects; in its words.
    Disk(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "This is not the name of a text in the folder content/, so it is left alone.",
            Self::NewName => {
                "A new file can have small letters, digits and hyphens in its name, and ends in .md or .yaml."
            }
            Self::Outside => "This file lies outside of the folder content/, so it is left alone.",
            Self::Review => "Approvals are not edited by hand; `latchwork review` writes them.",
            Self::NotAFile => "There is something here that is not a file, so it is left alone.",
            Self::NotText => "This file is not text in UTF-8. Open it in another editor and save it as UTF-8 first.",
            Self::TooLarge => "This is more than 4 MiB of text. Split it into several pages.",
            Self::Disk(reason) => return write!(f, "The disk says: {reason}."),
        })
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        let text = error.to_string();
        Self::Disk(text.split(" (os error").next().unwrap_or_default().to_owned())
    }
}

/// The folder of a site, and where its content really is.
#[derive(Clone, Debug)]
pub struct Content {
    root: PathBuf,
    folder: PathBuf,
}

/// A file that may be read and written: it is below `content/`, whether it is there yet or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its name below the root: `content/help/_index.md`.
    pub name: String,
    /// Where it is on the disk, all links followed.
    pub path: PathBuf,
    /// Whether it is there.
    pub exists: bool,
}

/// A text as it is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text, without a byte order mark.
    pub text: String,
    /// The fingerprint of its bytes, by which a change is noticed.
    pub fingerprint: String,
}

impl Content {
    /// The content of the site at this root.
    ///
    /// # Errors
    /// Where there is no folder `content/` in it, or it is a link that leads elsewhere.
    pub fn new(root: &Path) -> Result<Self, Refused> {
        let root = fs::canonicalize(root)?;
        let folder = fs::canonicalize(root.join(CONTENT))?;
        if folder.starts_with(&root) && folder != root { Ok(Self { root, folder }) } else { Err(Refused::Outside) }
    }

    /// The folder of the site, all links followed.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The place of a file, by its name below the root.
    ///
    /// # Errors
    /// Where it is not a text below `content/`, by its name or in truth.
    pub fn place(&self, name: &str) -> Result<Place, Refused> {
        let parts = parts(name)?;
        if name.to_ascii_lowercase().starts_with(REVIEWS) {
            return Err(Refused::Review);
        }
        let mut path = self.folder.clone();
        path.extend(&parts);
        let there = match fs::symlink_metadata(&path) {
            Ok(_) => true,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => false,
            Err(error) => return Err(error.into()),
        };
        let path = if there { fs::canonicalize(&path)? } else { self.new_path(&parts)? };
        if !path.starts_with(&self.folder) {
            return Err(Refused::Outside);
        }
        if path.starts_with(self.folder.join("reviews")) {
            return Err(Refused::Review);
        }
        if there && !fs::metadata(&path)?.is_file() {
            return Err(Refused::NotAFile);
        }
        // A link may have another name than what it leads to.
        if !ends_well(&path.to_string_lossy()) {
            return Err(Refused::Name);
        }
        Ok(Place { name: name.to_owned(), path, exists: there })
    }

    /// Where a new file would be: the folders on the way that are there are followed, the others are new.
    fn new_path(&self, parts: &[&str]) -> Result<PathBuf, Refused> {
        if !parts.iter().all(|part| ordinary(part)) {
            return Err(Refused::NewName);
        }
        let mut path = self.folder.clone();
        for (i, part) in parts.iter().enumerate() {
            let next = path.join(part);
            if fs::symlink_metadata(&next).is_err() {
                path.extend(&parts[i..]);
                return Ok(path);
            }
            path = fs::canonicalize(next)?;
            if !path.starts_with(&self.folder) {
                return Err(Refused::Outside);
            }
            if !fs::metadata(&path)?.is_dir() {
                return Err(Refused::NotAFile);
            }
        }
        Err(Refused::NotAFile)
    }
}

impl Place {
    /// The text that is there; `None` where there is no file.
    ///
    /// # Errors
    /// Where it cannot be read, or is no text.
    pub fn read(&self) -> Result<Option<Written>, Refused> {
        match self.bytes()? {
            None => Ok(None),
            Some(bytes) => written(bytes).map(Some),
        }
    }

    /// The bytes that are there.
    pub(super) fn bytes(&self) -> Result<Option<Vec<u8>>, Refused> {
        let file = match fs::File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::new();
        file.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > LIMIT { Err(Refused::TooLarge) } else { Ok(Some(bytes)) }
    }
}

/// A text and its fingerprint.
fn written(bytes: Vec<u8>) -> Result<Written, Refused> {
    let fingerprint = fingerprint_of(&bytes);
    let text = String::from_utf8(bytes).map_err(|_| Refused::NotText)?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(Written { text, fingerprint })
}

/// The parts of a name after `content/`.
fn parts(name: &str) -> Result<Vec<&str>, Refused> {
    let below = name.strip_prefix("content/").ok_or(Refused::Name)?;
    let parts: Vec<&str> = below.split('/').collect();
    let good = parts.iter().all(|part| plain(part)) && ends_well(name);
    if good { Ok(parts) } else { Err(Refused::Name) }
}

/// Whether a part of a name is that of a file which a build reads, too.
fn plain(part: &str) -> bool {
    !part.is_empty()
        && !part.starts_with(['.', '#'])
        && !part.ends_with(['.', '~', ' '])
        && !part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'))
}

fn ends_well(name: &str) -> bool {
    [".md", ".yaml", ".yml"].iter().any(|ending| name.ends_with(ending))
}

/// Whether a part of a name is fit for something new.
fn ordinary(part: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    part.len() <= 80 && part.chars().all(good) && !part.contains("..") && !part.starts_with(['-', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_of_texts_below_content_are_names() {
        for name in ["content/a.md", "content/help/_index.md", "content/protocols/walks.es.yaml", "content/día/é.md"]
        {
            assert!(parts(name).is_ok(), "{name}");
        }
        for name in [
            "",
            "content",
            "content/",
            "a.md",
            "/content/a.md",
            "../content/a.md",
            "content/../a.md",
            "content/a/../b.md",
            "content//a.md",
            "content/./a.md",
            "content/.hidden.md",
            "content/.git/a.md",
            "content\\a.md",
            "content/a\\..\\b.md",
            "C:/content/a.md",
            "content/c:a.md",
            "content/a.md\0.png",
            "content/a.png",
            "content/a.html",
            "content/md",
            "content/a.md/",
            "content/%2e%2e/a.png",
            "content/a.md~",
            "content/a\n.md",
        ] {
            assert_eq!(parts(name), Err(Refused::Name), "{name:?}");
        }
    }

    #[test]
    fn new_names_are_ordinary() {
        assert!(["a", "_index.md", "two-words.md", "walks.es.yaml"].iter().all(|part| ordinary(part)));
        assert!(
            ["A.md", "é.md", "a b.md", "..md", "a..md", "-a.md", "%2e%2e", "a*.md"].iter().all(|part| !ordinary(part))
        );
    }
}
