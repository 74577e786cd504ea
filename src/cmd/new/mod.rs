//! `new`: a beginning to write over.
//!
//! Whatever it makes passes `check` as it is. Nothing that is there is ever
//! written over.
//!
//! Never: what stands in a site.
#![expect(clippy::disallowed_methods, reason = "looks whether a folder is that of a site")]

mod page;
mod protocol;
mod site;
mod translation;

use super::{Exit, site_root};
use crate::cli::{New, NewWhat, Run};
use anyhow::ensure;
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
