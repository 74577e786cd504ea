//! The staging folder: where a site is written before it takes its place.
//!
//! It lies beside the target, so that both are on one file system, and bears
//! the number of this process in its name. Its manifest is there from the
//! beginning and locked for as long as this process lives: by that another run
//! tells a folder that is being written from one that was left behind. However
//! publishing ends, a staging folder that did not take its place is removed.
//!
//! Never: what is written into it.
#![expect(clippy::disallowed_methods, reason = "makes, renames and removes folders")]

use super::manifest::{MARKER, Manifest};
use super::retire;
use super::target::{Standing, Target};
use super::why;
use anyhow::anyhow;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// A folder in which a site is being written.
pub(super) struct Staging {
    /// Where it is.
    pub(super) path: PathBuf,
    /// The site's place, for messages.
    target: PathBuf,
    /// Its manifest, locked.
    marker: File,
    /// Whether it has taken its place.
    published: bool,
}

impl Staging {
    /// Makes a new one beside the target.
    pub(super) fn begin(target: &Target) -> anyhow::Result<Self> {
        let refuse = |error: &io::Error| {
            anyhow!("cannot write beside {}: {}; nothing was published", target.path.display(), why(error))
        };
        fs::create_dir_all(&target.around).map_err(|error| refuse(&error))?;
        let path = create(target).map_err(|error| refuse(&error))?;
        let begun = File::create_new(path.join(MARKER)).and_then(|mut marker| {
            marker.lock()?;
            marker.write_all(&Manifest::unfinished().bytes())?;
            // A folder that is shared by a group stays so.
            if let Ok(old) = fs::metadata(&target.path) {
                fs::set_permissions(&path, old.permissions())?;
            }
            Ok(marker)
        });
        match begun {
            Ok(marker) => Ok(Self { path, target: target.path.clone(), marker, published: false }),
            Err(error) => {
                let _ = retire::demolish(&path);
                Err(refuse(&error))
            }
        }
    }

    /// An error met while writing, in words.
    pub(super) fn blame(&self, error: &io::Error) -> anyhow::Error {
        anyhow!(
            "cannot write the site for {}: {}; what was there before is untouched",
            self.target.display(),
            why(error)
        )
    }

    /// Writes the manifest: all files are there.
    pub(super) fn finish(&self, manifest: &Manifest) -> anyhow::Result<()> {
        let mut marker = &self.marker;
        marker
            .rewind()
            .and_then(|()| marker.set_len(0))
            .and_then(|()| marker.write_all(&manifest.bytes()))
            .map_err(|error| self.blame(&error))
    }

    /// Takes the target's place. What stood there before is now where this returns.
    pub(super) fn exchange(mut self, target: &Target) -> anyhow::Result<Option<PathBuf>> {
        let done = match &target.standing {
            Standing::Absent => fs::rename(&self.path, &target.path).map(|()| None),
            Standing::Empty | Standing::Ours(_) => swap(&self.path, &target.path).map(|()| Some(self.path.clone())),
        };
        match done {
            Ok(old) => {
                self.published = true;
                Ok(old)
            }
            Err(error) => Err(self.blame(&error)),
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.published {
            let _ = retire::demolish(&self.path);
        }
    }
}

/// Makes a folder with a name that is free.
fn create(target: &Target) -> io::Result<PathBuf> {
    let process = std::process::id();
    for attempt in 0_u32.. {
        let name = if attempt == 0 { process.to_string() } else { format!("{process}-{attempt}") };
        let path = target.around.join(target.staging_name(&name));
        match fs::create_dir(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < 1000 => {}
            Err(error) => return Err(error),
            Ok(()) => return Ok(path),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Lets two folders change places: in one step where the system can.
fn swap(new: &Path, old: &Path) -> io::Result<()> {
    match exchange(new, old) {
        Err(error) if cannot_exchange(&error) => swap_in_two_steps(new, old),
        done => done,
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(Into::into)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether the system or the file system lacks the exchange, which says nothing about the folders.
fn cannot_exchange(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

fn swap_in_two_steps(new: &Path, old: &Path) -> io::Result<()> {
    let mut aside = new.as_os_str().to_owned();
    aside.push("-old");
    let aside = PathBuf::from(aside);
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_changing_places_do_the_same() {
        let root = std::env::temp_dir().join(format!("latchwork-swap-{}", std::process::id()));
        let (a, b) = (root.join("a"), root.join("b"));
        for folder in [&a, &b] {
            fs::create_dir_all(folder).expect("a temporary folder can be made");
        }
        fs::write(a.join("new"), "").expect("a file can be written");
        fs::write(b.join("old"), "").expect("a file can be written");
        for way in [swap, swap_in_two_steps] {
            way(&a, &b).expect("two folders change places");
            assert!(b.join("new").exists() && a.join("old").exists());
            way(&a, &b).expect("two folders change places again");
            assert!(a.join("new").exists() && b.join("old").exists());
        }
        fs::remove_dir_all(&root).expect("the temporary folder can be removed");
    }
}
