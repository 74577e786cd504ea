//! The target: a folder that may become the site's, judged before anything is written.
//!
//! A folder that is missing or empty may be taken; one with our manifest may be
//! replaced. Nothing else: not a file, not a folder with other things in it,
//! not the site's own sources or anything around them.
//!
//! Never: what will be written.
#![expect(clippy::disallowed_methods, reason = "looks at the folder")]

use super::manifest::{MARKER, Manifest};
use super::why;
use anyhow::{anyhow, bail};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// A folder that may become the site's.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where it is, without links.
    pub(super) path: PathBuf,
    /// The folder around it.
    pub(super) around: PathBuf,
    /// Its name in that folder.
    name: OsString,
    /// What is there now.
    pub(super) standing: Standing,
}

/// What stands at the target.
#[derive(Clone, Debug)]
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// An empty folder.
    Empty,
    /// A site of ours.
    Ours(Manifest),
}

impl Target {
    /// Judges the folder `out` for the site with this root.
    ///
    /// # Errors
    /// Where the site must not be written there, with the reason.
    pub fn new(root: &Path, out: &Path) -> anyhow::Result<Self> {
        let root = fs::canonicalize(root).map_err(|e| anyhow!("cannot open the folder {}: {e}", root.display()))?;
        let path = resolve(out)?;
        if root.starts_with(&path) {
            bail!(
                "the site cannot be written into {}, which holds its sources; name another folder with `--out`",
                out.display()
            );
        }
        for source in ["content", "templates", "theme"] {
            if path.starts_with(root.join(source)) {
                bail!(
                    "the site cannot be written into {}, which is read as a source; name a folder outside of {source}/",
                    out.display()
                );
            }
        }
        let standing = look(&path, out)?;
        let (Some(around), Some(name)) = (path.parent().map(Path::to_owned), path.file_name().map(OsStr::to_owned))
        else {
            bail!("{} cannot be the folder of a site", out.display());
        };
        Ok(Self { path, around, name, standing })
    }

    /// The name of a staging folder for it.
    pub(super) fn staging_name(&self, run: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(STAGING);
        name.push(run);
        name
    }

    /// Whether a name is that of a staging folder for it.
    pub(super) fn is_staging_name(&self, name: &OsStr) -> bool {
        name.as_encoded_bytes().starts_with(self.staging_name("").as_encoded_bytes())
    }
}

const STAGING: &str = ".latchwork-new-";

/// The path without links and steps upwards, of which the last parts need not be there.
fn resolve(out: &Path) -> anyhow::Result<PathBuf> {
    let full = std::path::absolute(out).map_err(|e| anyhow!("{} is not the path of a folder: {e}", out.display()))?;
    let mut path = PathBuf::new();
    let mut missing = false;
    for part in full.components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::Normal(_) => path.push(part),
        }
        if missing {
            continue;
        }
        match fs::canonicalize(&path) {
            Ok(real) => path = real,
            Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(&path).is_err() => missing = true,
            Err(error) => bail!("cannot open {}: {}", path.display(), why(&error)),
        }
    }
    Ok(path)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a list of the standard library that grows")]
fn look(path: &Path, out: &Path) -> anyhow::Result<Standing> {
    let mut entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => match error.kind() {
            ErrorKind::NotFound => return Ok(Standing::Absent),
            ErrorKind::NotADirectory => bail!("{} is a file; name a folder with `--out`", out.display()),
            _ => bail!("cannot open {}: {}", out.display(), why(&error)),
        },
    };
    if entries.next().is_none() {
        return Ok(Standing::Empty);
    }
    match fs::read(path.join(MARKER)) {
        Ok(marker) => match Manifest::parse(&marker) {
            Some(manifest) => Ok(Standing::Ours(manifest)),
            None => bail!(
                "{} has a file {MARKER} that this version cannot read; empty the folder by hand, or name another with `--out`",
                out.display()
            ),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(
            "{} has files in it that latchwork did not make; empty it by hand, or name another folder with `--out`",
            out.display()
        ),
        Err(error) => bail!("cannot open {}: {}", path.join(MARKER).display(), why(&error)),
    }
}
