//! `new`: a beginning to write over.
//!
//! Whatever it makes passes `check` as it is. Nothing that is there is ever
//! written over; a file is made whole or not at all.
//!
//! Never: what stands in a site.
#![expect(clippy::disallowed_methods, reason = "makes the files that were asked for")]

mod page;
mod protocol;
mod site;
mod translation;

use super::{Exit, site_root};
use crate::cli::{New, NewWhat, Run};
use anyhow::{Context as _, anyhow, ensure};
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

pub(super) fn run(new: &New, run: &Run) -> anyhow::Result<Exit> {
    match &new.what {
        None => site::run(&new.site, run),
        Some(NewWhat::Page(page)) => page::run(page, run),
        Some(NewWhat::Protocol(protocol)) => protocol::run(protocol),
        Some(NewWhat::Translation(translation)) => translation::run(translation, run),
    }
}

/// The folder of the site, which has to be one.
fn true_site(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    let root = site_root(named)?;
    let is_site = root.join("content/site.yaml").is_file();
    ensure!(is_site, "{} is not the folder of a site: it has no content/site.yaml", root.display());
    Ok(root)
}

/// Makes a file, and the folders around it. `false` where there is one already, which stays as it is.
pub(super) fn create(path: &Path, text: &str) -> anyhow::Result<bool> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let failed = |error| anyhow!("cannot write {}: {error}", path.display());
    let mut file = match File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(failed(error)),
    };
    file.write_all(text.as_bytes()).map_err(|error| {
        let _ = fs::remove_file(path);
        failed(error)
    })?;
    Ok(true)
}
