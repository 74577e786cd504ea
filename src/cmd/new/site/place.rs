//! The folder of a new site: empty before, whole afterwards.
//!
//! A folder that is not there is staged beside its place and renamed in one
//! step. One that is there and empty is filled from a folder inside of it, with
//! `content/` last, which is what makes a folder a site. A `.git` may be there.
//!
//! Never: what the files say.
#![expect(clippy::disallowed_methods, reason = "makes the folder that was asked for")]

use anyhow::{Context as _, bail};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What may be in the folder before.
const ALLOWED: &str = ".git";

/// The folder that comes last.
const LAST: &str = "content";

/// A folder that can become a site.
pub(super) struct Place {
    dir: PathBuf,
    /// Whether it is there already.
    there: bool,
}

impl Place {
    /// Judges a folder.
    ///
    /// # Errors
    /// Where it has something in it or is no folder.
    pub fn new(dir: &Path) -> anyhow::Result<Self> {
        let shown = dir.display();
        let entries = match fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound && fs::symlink_metadata(dir).is_err() => {
                return Ok(Self { dir: dir.to_owned(), there: false });
            }
            Err(error) if error.kind() == ErrorKind::NotADirectory => bail!("{shown} is a file and not a folder"),
            Err(error) => return Err(error).with_context(|| format!("cannot look into {shown}")),
        };
        let names = entries.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>();
        let names = names.with_context(|| format!("cannot look into {shown}"))?;
        if let Some(name) = names.iter().filter(|name| *name != ALLOWED).min() {
            bail!(
                "{shown} has something in it already ({}), and nothing was written; take a new folder",
                name.display()
            );
        }
        Ok(Self { dir: dir.to_owned(), there: true })
    }

    /// The folder as it is shown.
    pub fn name(&self) -> String {
        format!("{}/", self.dir.display())
    }

    /// The folder to change into, unless it is this one.
    pub fn inside(&self) -> Option<String> {
        (self.dir != Path::new(".")).then(|| self.dir.display().to_string())
    }

    /// Writes the files. Where that fails, nothing is left of them.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub fn write(&self, files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
        let name = format!(".latchwork-new-{}", std::process::id());
        let around = self.dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let staged = if self.there { self.dir.join(name) } else { around.join(name) };
        let written = (|| {
            stage(&staged, files)?;
            if self.there { self.move_in(&staged) } else { fs::rename(&staged, &self.dir) }
        })();
        written.map_err(|error| {
            let _ = fs::remove_dir_all(&staged);
            anyhow::Error::new(error).context(format!("cannot write {}, and nothing is left there", self.dir.display()))
        })
    }

    fn move_in(&self, staged: &Path) -> io::Result<()> {
        let mut names = fs::read_dir(staged)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort_by_key(|name| (name == LAST, name.clone()));
        for (i, name) in names.iter().enumerate() {
            if let Err(error) = fs::rename(staged.join(name), self.dir.join(name)) {
                for moved in &names[..i] {
                    let _ = fs::rename(self.dir.join(moved), staged.join(moved));
                }
                return Err(error);
            }
        }
        fs::remove_dir(staged)
    }
}

fn stage(staged: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    fs::create_dir_all(staged)?;
    for (path, bytes) in files {
        let file = staged.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, bytes)?;
    }
    Ok(())
}
