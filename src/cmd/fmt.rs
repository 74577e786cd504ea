//! `fmt`: front matter and YAML in one form.
//!
//! What the form is stands in `syntax::format`; which order keys have, the
//! schemas know. A file that cannot be put into form is left alone with a word.
//!
//! Never: the text of a page.
#![expect(clippy::disallowed_methods, reason = "reads and writes the files that were named")]

use super::put::put;
use super::{Exit, print, say, shown, site_root};
use crate::cli::Fmt;
use crate::diag::{Diagnostics, count};
use crate::model::REVIEWS;
use crate::model::schema::Shape;
use crate::read;
use crate::source::Origin;
use crate::syntax::format::{self, Left};
use anyhow::{Context as _, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Where files are that people write, and their endings.
const FOLDERS: [&str; 2] = ["content/", "theme/strings/"];

pub(super) fn run(fmt: &Fmt) -> anyhow::Result<Exit> {
    let root = site_root(fmt.root.as_deref())?;
    let files = chosen(&root, &fmt.paths)?;
    let orders = Orders { page: Shape::Page.keys(), fragment: Shape::Fragment.keys() };
    let (mut changed, mut left) = (Vec::new(), 0);
    for file in &files {
        // A link is followed, so that what it leads to is changed and not the link.
        let path = fs::canonicalize(root.join(file)).with_context(|| format!("cannot read {file}"))?;
        let Ok(text) = fs::read_to_string(&path) else {
            left += 1;
            say(&format!("note: {file} is left as it is: it is not UTF-8, or may not be read\n"));
            continue;
        };
        match orders.in_form(file, &text) {
            Ok(good) if good == text => {}
            Ok(good) => {
                if !fmt.check {
                    put(&path, good.as_bytes())?;
                }
                changed.push(shown(&root.join(file)));
            }
            Err(why) => {
                left += 1;
                let words = match why {
                    Left::Unreadable => "cannot be read; `latchwork check` says why",
                    Left::OtherValues => "has empty lines within a text that goes over several lines",
                };
                say(&format!("note: {file} is left as it is: it {words}\n"));
            }
        }
    }
    let (verb, all) = (if fmt.check { "Not in form" } else { "Put into form" }, count(files.len() - left, "file"));
    let mut out: String = changed.iter().fold(String::new(), |all, file| all + verb + ": " + file + "\n");
    out.push_str(&match changed.len() {
        0 => format!("{all}: all in form\n"),
        number if fmt.check => format!("{number} of {all}; `latchwork fmt` changes them\n"),
        number => format!("{number} of {all} changed\n"),
    });
    print(&out)?;
    Ok(if fmt.check && !changed.is_empty() { Exit::Content } else { Exit::Good })
}

/// The order of keys in front matter.
struct Orders {
    page: Vec<String>,
    fragment: Vec<String>,
}

impl Orders {
    fn in_form(&self, file: &str, text: &str) -> Result<String, Left> {
        let text = text.trim_start_matches('\u{feff}');
        match (ending(file), file.starts_with("content/fragments/")) {
            ("md", true) => format::markdown(text, &self.fragment),
            ("md", false) => format::markdown(text, &self.page),
            _ => format::yaml(text),
        }
    }
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The files to look at, by their paths in the site.
fn chosen(root: &Path, paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let sources = read::read(root, &mut Diagnostics::new())?;
    let own = sources.iter().map(|(_, source)| source).filter(|source| source.origin == Origin::Site);
    let written = |path: &str| {
        let edited = FOLDERS.iter().any(|folder| path.starts_with(folder)) && !path.starts_with(REVIEWS);
        edited && matches!(ending(path), "md" | "yaml" | "yml")
    };
    let all: Vec<String> = own.map(|source| source.path.clone()).filter(|path| written(path)).collect();
    if paths.is_empty() {
        return Ok(all);
    }
    let full = fs::canonicalize(root).with_context(|| format!("cannot open {}", root.display()))?;
    let mut chosen = vec![false; all.len()];
    for path in paths {
        let here = fs::canonicalize(path).with_context(|| format!("cannot open {}", path.display()))?;
        let inside = here.strip_prefix(&full).ok();
        let hits =
            all.iter().enumerate().filter(|(_, file)| inside.is_some_and(|inside| Path::new(file).starts_with(inside)));
        let hits: Vec<usize> = hits.map(|(at, _)| at).collect();
        ensure!(
            !hits.is_empty(),
            "{} is no page, YAML file or folder of the site in content/ or theme/strings/",
            path.display()
        );
        for at in hits {
            chosen[at] = true;
        }
    }
    Ok(all.into_iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(file, _)| file).collect())
}
