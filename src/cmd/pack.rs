//! `pack`: build, and write the whole site as one zip file.
//!
//! The same checks as `build`: as long as there is an error, no file is written.
//!
//! Never: what is in the file.

use super::build::{Wanted, sealed};
use super::cache::Cache;
use super::put::put;
use super::{Exit, print, root, say, shown};
use crate::cli::{Format, Pack, Run};
use crate::diag::count;
use crate::pack;
use anyhow::{Context as _, bail};
use std::path::{Path, PathBuf};

/// The file's name, where none was typed.
const NAME: &str = "site.zip";

pub(super) fn run(asked: &Pack, run: &Run) -> anyhow::Result<Exit> {
    let root = root(&asked.which)?;
    let out = asked.out.clone().unwrap_or_else(|| PathBuf::from(NAME));
    let Some(folder) = folder(&out) else {
        bail!("{} is not the name of a zip file; write it as `--out clinic.zip`", out.display());
    };
    let cache = Cache::new(&root);
    let wanted = Wanted {
        root: &root,
        which: &asked.which,
        strictness: &asked.strictness,
        base_url: asked.base_url.as_deref(),
        precompress: false,
    };
    let Some(sealed) = sealed(&wanted, run, &cache)? else {
        if asked.which.format == Format::Human {
            say("Nothing was written.\n");
        }
        return Ok(Exit::Content);
    };
    let bytes = pack::zip(&sealed, folder).with_context(|| format!("cannot pack {}", out.display()))?;
    put(&out, &bytes)?;
    cache.sweep();
    let files = count(sealed.bundle().len(), "file");
    print(&format!("Packed {files} into {}; unpack it and open {folder}/index.html\n", shown(&out)))?;
    Ok(Exit::Good)
}

/// The folder in the file: named as the file.
fn folder(out: &Path) -> Option<&str> {
    let name = out.file_name()?.to_str()?;
    let folder = name.strip_suffix(".zip")?;
    (!folder.is_empty() && folder != "." && folder != ".." && !folder.contains(['\\', ':'])).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_named_as_the_file() {
        assert_eq!(folder(Path::new("sticks/clinic.zip")), Some("clinic"));
        for bad in ["clinic", ".zip", "...zip", "..", "a:b.zip"] {
            assert_eq!(folder(Path::new(bad)), None, "{bad}");
        }
    }
}
