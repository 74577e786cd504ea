//! `doctor`: what of the site's own is behind the program.
//!
//! A file of a site replaces a built-in one as a whole, so it also keeps what
//! the built-in one has left behind. The note of `eject` tells which text a copy
//! was made from. Schemas are the program's and may simply be written again.
//! Nothing is changed here.
//!
//! Never: what pages say; `check` looks at that.
#![expect(clippy::disallowed_methods, reason = "looks at schemas and at the folder of the site")]

use super::eject::{note, noted, print_of, without_note};
use super::{Exit, print, site_root};
use crate::cli::Doctor;
use crate::diag::{Diagnostics, nearest};
use crate::model::schema::Shape;
use crate::publish::MARKER;
use crate::read;
use crate::source::{Origin, Source};
use similar::{ChangeTag, TextDiff};
use std::fs;
use std::path::Path;

/// Texts that are laid over the built-in ones key by key, so they never hide a new one.
const STRINGS: &str = "theme/strings/";

/// How a file of the site stands.
enum Standing {
    /// Made from the built-in text of this program.
    Current,
    /// Made from an older one, of this version.
    Behind(String),
    /// Nobody knows from which.
    Unknown,
    /// The same as the built-in one.
    Same,
}

pub(super) fn run(doctor: &Doctor) -> anyhow::Result<Exit> {
    let root = site_root(doctor.root.as_deref())?;
    let sources = read::read(&root, &mut Diagnostics::new())?;
    let built_in = read::built_in();
    let own = sources.iter().map(|(_, source)| source).filter(|source| {
        let looks = source.path.starts_with("templates/") || source.path.starts_with("theme/");
        source.origin == Origin::Site && looks
    });
    let (mut out, mut behind) = (String::new(), 0);
    for file in own {
        let Some(original) = built_in.iter().find(|original| original.path == file.path) else {
            out.push_str(&without_original(file, &built_in));
            continue;
        };
        if file.path.starts_with(STRINGS) {
            continue;
        }
        let standing = standing(file, original);
        if matches!(standing, Standing::Behind(_)) {
            behind += 1;
        }
        out.push_str(&told(file, original, &standing, doctor.diff));
    }
    for shape in Shape::ALL {
        let Ok(text) = fs::read_to_string(root.join(shape.file())) else { continue };
        if text.replace("\r\n", "\n") != shape.schema() {
            behind += 1;
            out.push_str(&format!("behind   {}: run `latchwork schema --write`\n", shape.file()));
        }
    }
    if foreign(&root.join("public")) {
        out.push_str("note     public/ has files and was not made by this program; `build` will not write into it\n");
    }
    out.push_str(&match behind {
        0 => "Nothing is behind\n".to_owned(),
        1 => "1 file is behind\n".to_owned(),
        number => format!("{number} files are behind\n"),
    });
    print(&out)?;
    Ok(if behind > 0 { Exit::Content } else { Exit::Good })
}

fn standing(file: &Source, original: &Source) -> Standing {
    let text = file.text();
    let bare = text.map_or(file.bytes(), |text| without_note(text).as_bytes());
    match text.and_then(noted) {
        Some((_, print)) if print == print_of(original) => Standing::Current,
        _ if bare == original.bytes() => Standing::Same,
        Some((version, _)) => Standing::Behind(version),
        None => Standing::Unknown,
    }
}

/// What is said about a file that replaces a built-in one.
fn told(file: &Source, original: &Source, standing: &Standing, diff: bool) -> String {
    let path = &file.path;
    let own = file.text().map(without_note);
    match standing {
        Standing::Current => format!("current  {path}\n"),
        Standing::Same => format!("same     {path}: it is the built-in one; delete it\n"),
        Standing::Unknown => format!(
            "unknown  {path}: it replaces the built-in one and does not say of which version; `latchwork eject` writes such a note\n"
        ),
        Standing::Behind(version) => {
            let (mut more, mut less, mut lines) = (0, 0, String::new());
            if let (Some(own), Some(new)) = (own, original.text()) {
                let difference = TextDiff::from_lines(own, new);
                for change in difference.iter_all_changes() {
                    match change.tag() {
                        ChangeTag::Insert => more += 1,
                        ChangeTag::Delete => less += 1,
                        ChangeTag::Equal => {}
                    }
                }
                if diff {
                    let unified =
                        difference.unified_diff().header(&format!("your {path}"), "the built-in one").to_string();
                    lines = unified.lines().fold(String::new(), |all, line| all + "         " + line + "\n");
                }
            }
            let note = note(original).unwrap_or_default();
            let see = if diff { "" } else { "; see them with `latchwork doctor --diff`" };
            format!(
                "behind   {path}: made from version {version}, and the built-in one has changed since\n         It has {more} lines that yours has not, and yours {less} that it has not{see}.\n         Take over what you need, then put this as the first line:\n         {note}\n{lines}"
            )
        }
    }
}

/// What is said about a file of which there is no built-in one: nothing, unless it looks like a slip.
fn without_original(file: &Source, built_in: &[Source]) -> String {
    let path = &file.path;
    if let Some((version, _)) = file.text().and_then(noted) {
        return format!("note     {path}: it was made from a file of version {version} that the program has no more\n");
    }
    if path.starts_with(STRINGS) {
        return String::new();
    }
    match nearest(path, built_in.iter().map(|file| file.path.as_str())) {
        Some(near) => format!("note     {path}: there is no built-in file of this name; did you mean `{near}`?\n"),
        None => String::new(),
    }
}

/// Whether a folder has files in it and is no site that this program made.
fn foreign(folder: &Path) -> bool {
    let filled = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    filled && !folder.join(MARKER).is_file()
}
