//! Reading: a folder becomes [`Sources`], the site's files over the built-in ones.
//!
//! Three folders count: `content/`, `templates/` and `theme/`. The last two lie
//! inside the program as well, and a site replaces them file by file. Links are
//! followed as long as they stay below the root, files are read on all cores,
//! and every file that cannot be read is a finding like any other, so a broken
//! picture never hides a broken page. Such a file stays in the list without its
//! text: later stages then know that it is there and need not miss it.
//!
//! It stands apart because it is the only way in: no other module opens a file
//! of the site.
//!
//! Never: what YAML, Markdown or a template means.
#![expect(clippy::disallowed_methods, reason = "reading is the business of this module")]

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::source::{Content, Origin, Source, Sources, position};
use anyhow::{Context as _, ensure};
use rust_embed::RustEmbed;
use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Reads a site. What cannot be read is said in `diags`.
///
/// # Errors
/// Where the root itself is not a folder that can be opened.
pub fn read(root: &Path, diags: &mut Diagnostics) -> anyhow::Result<Sources> {
    let full = fs::canonicalize(root).with_context(|| format!("cannot open the folder {}", root.display()))?;
    ensure!(full.is_dir(), "{} is not a folder", root.display());
    let mut found = Vec::new();
    for folder in FOLDERS {
        if fs::symlink_metadata(full.join(folder)).is_ok() {
            walk(&full, folder, &mut found, diags);
        }
    }
    let mut files = built_in();
    files.extend(diags.par_map(&found, open));
    Ok(Sources::new(files))
}

/// The nearest folder upwards that holds a site, which is one with `content/site.yaml`.
#[must_use]
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let full = fs::canonicalize(start).ok()?;
    full.ancestors().find(|folder| folder.join("content/site.yaml").is_file()).map(Path::to_owned)
}

/// The folders of a site that are read.
pub const FOLDERS: [&str; 3] = ["content", "templates", "theme"];

/// File endings of texts; everything else is taken as bytes.
const TEXTS: [&str; 12] = ["md", "yaml", "yml", "html", "xml", "css", "js", "txt", "svg", "typ", "json", "webmanifest"];

/// File endings of texts that people write by hand, and that no hand makes larger than [`TEXT_LIMIT`].
const WRITTEN: [&str; 6] = ["md", "yaml", "yml", "html", "css", "js"];

/// File endings of texts that say nothing when they are empty.
const SPEAKING: [&str; 3] = ["md", "yaml", "yml"];

const MIB: u64 = 1024 * 1024;
const TEXT_LIMIT: u64 = 4 * MIB;
const OTHER_LIMIT: u64 = 32 * MIB;

#[derive(RustEmbed)]
#[folder = "templates/"]
#[prefix = "templates/"]
#[exclude = "*~"]
#[exclude = "*.swp"]
#[exclude = ".*"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "theme/"]
#[prefix = "theme/"]
#[exclude = "*~"]
#[exclude = "*.swp"]
#[exclude = ".*"]
struct Theme;

/// The templates and the theme that every site begins with.
///
/// # Panics
/// Where a built-in text is not UTF-8, which no build of this program lets through its tests.
#[must_use]
pub fn built_in() -> Vec<Source> {
    let templates = Templates::iter().filter_map(|path| Some((Templates::get(&path)?, path)));
    let theme = Theme::iter().filter_map(|path| Some((Theme::get(&path)?, path)));
    templates
        .chain(theme)
        .map(|(file, path)| {
            let bytes = file.data.into_owned();
            let content = if one_of(&TEXTS, &path) {
                Content::Text(String::from_utf8(bytes).expect("the built-in texts are UTF-8, which every build reads"))
            } else {
                Content::Bytes(bytes)
            };
            Source { path: path.into_owned(), origin: Origin::BuiltIn, content }
        })
        .collect()
}

/// A file that is there.
struct Found {
    /// Where it is on the disk.
    path: PathBuf,
    /// Its path below the root.
    name: String,
}

/// Lists the files below one of the folders, in order of name.
fn walk(root: &Path, folder: &str, found: &mut Vec<Found>, diags: &mut Diagnostics) {
    let mut entries = WalkDir::new(root.join(folder)).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let step = entry.map_err(|error| blocked(root, &error)).and_then(|entry| judge(root, entry));
        match step {
            Ok(Step::File(file)) => found.push(file),
            Ok(Step::Enter | Step::Pass) => {}
            Ok(Step::Skip) => entries.skip_current_dir(),
            Err(Refused { finding, folder }) => {
                diags.push(*finding);
                if folder {
                    entries.skip_current_dir();
                }
            }
        }
    }
}

/// What to do with an entry of a folder.
enum Step {
    File(Found),
    Enter,
    Skip,
    Pass,
}

/// An entry that is not taken, and why; a folder is not entered.
struct Refused {
    finding: Box<Diagnostic>,
    folder: bool,
}

fn judge(root: &Path, entry: DirEntry) -> Result<Step, Refused> {
    let folder = entry.file_type().is_dir();
    if is_passing(entry.file_name().as_encoded_bytes()) {
        return Ok(if folder { Step::Skip } else { Step::Pass });
    }
    let refuse = |finding| Refused { finding: Box::new(finding), folder };
    let name = name(root, entry.path()).ok_or_else(|| refuse(bad_name(root, entry.path())))?;
    if entry.path_is_symlink() {
        stay_inside(root, entry.path(), &name).map_err(refuse)?;
    }
    if folder {
        Ok(Step::Enter)
    } else if entry.file_type().is_file() {
        Ok(Step::File(Found { path: entry.into_path(), name }))
    } else {
        let message = "this is neither a file nor a folder";
        Err(refuse(Diagnostic::new(Code::UnreadableFile, Place::File(name), message).help("take it out of the site")))
    }
}

/// Whether a file or folder of this name belongs to an editor or to the system and not to the site.
#[must_use]
pub fn is_passing(name: &[u8]) -> bool {
    name.starts_with(b".")
        || name.ends_with(b"~")
        || name.ends_with(b".swp")
        || (name.starts_with(b"#") && name.ends_with(b"#"))
}

/// The path below the root, if it can be written in a file and in an address on every system.
fn name(root: &Path, path: &Path) -> Option<String> {
    let mut name = String::new();
    for part in path.strip_prefix(root).ok()? {
        let part = part.to_str().filter(|part| !part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':')))?;
        if !name.is_empty() {
            name.push('/');
        }
        name.push_str(part);
    }
    Some(name)
}

/// The path below the root for a message, whatever it is made of.
fn shown(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    path.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

fn bad_name(root: &Path, path: &Path) -> Diagnostic {
    let message = "this name has a character that other systems and addresses cannot have";
    Diagnostic::new(Code::BadFileName, Place::File(shown(root, path)), message)
        .help("rename it with letters, digits, `-` and `_`")
}

/// Refuses a link that leads out of the root or back to a folder around it.
fn stay_inside(root: &Path, path: &Path, name: &str) -> Result<(), Diagnostic> {
    let real = |path: &Path| fs::canonicalize(path).map_err(|error| unreadable(name.to_owned(), &error));
    let target = real(path)?;
    let around = real(path.parent().unwrap_or(path))?;
    if around.starts_with(&target) {
        return Err(circle(name.to_owned()));
    }
    if target.starts_with(root) {
        return Ok(());
    }
    let message = format!("this link leads out of the site, to {}", target.display());
    Err(Diagnostic::new(Code::SymlinkOutside, Place::File(name.to_owned()), message)
        .help("copy what it leads to into the site"))
}

fn circle(name: String) -> Diagnostic {
    Diagnostic::new(Code::SymlinkLoop, Place::File(name), "this link leads in a circle").help("take the link out")
}

/// What the walk could not pass.
fn blocked(root: &Path, error: &walkdir::Error) -> Refused {
    let path = shown(root, error.path().unwrap_or(root));
    let finding = match error.io_error() {
        None => circle(path),
        Some(io) if is_circle(io) => circle(path),
        Some(io) if io.kind() == ErrorKind::NotFound => {
            Diagnostic::new(Code::UnreadableFile, Place::File(path), "this link leads to nothing")
                .help("take the link out, or put back what it led to")
        }
        Some(io) => unreadable(path, io),
    };
    Refused { finding: Box::new(finding), folder: false }
}

#[cfg(unix)]
fn is_circle(error: &io::Error) -> bool {
    rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP)
}

#[cfg(not(unix))]
fn is_circle(_: &io::Error) -> bool {
    false
}

fn unreadable(name: String, error: &io::Error) -> Diagnostic {
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default();
    let message = format!("this cannot be read: {reason}");
    Diagnostic::new(Code::UnreadableFile, Place::File(name), message).help("look at its owner and its permissions")
}

/// Reads one file. Where that fails, it stays in the list without its content.
fn open(file: &Found, diags: &mut Diagnostics) -> Source {
    let content = content(file).unwrap_or_else(|finding| {
        diags.push(*finding);
        Content::Bytes(Vec::new())
    });
    Source { path: file.name.clone(), origin: Origin::Site, content }
}

fn content(found: &Found) -> Result<Content, Box<Diagnostic>> {
    let name = found.name.as_str();
    let limit = if one_of(&WRITTEN, name) { TEXT_LIMIT } else { OTHER_LIMIT };
    let (bytes, size) = load(&found.path, limit).map_err(|error| unreadable(name.to_owned(), &error))?;
    if size > limit {
        return Err(Box::new(too_large(name, size, limit)));
    }
    if !one_of(&TEXTS, name) {
        return Ok(Content::Bytes(bytes));
    }
    let text = decode(name, bytes)?;
    if one_of(&SPEAKING, name) && text.trim().is_empty() {
        let message = "this file is empty";
        let finding = Diagnostic::new(Code::EmptyFile, Place::File(name.to_owned()), message);
        return Err(Box::new(finding.help("write something into it, or delete it")));
    }
    Ok(Content::Text(text))
}

/// The bytes of a file and its size; the bytes of one over the limit are not read.
fn load(path: &Path, limit: u64) -> io::Result<(Vec<u8>, u64)> {
    let file = fs::File::open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Ok((Vec::new(), size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).map_or(0, |size| size + 1));
    // A file may grow while it is read, and some have no size before.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    Ok((bytes, size))
}

fn too_large(name: &str, size: u64, limit: u64) -> Diagnostic {
    let message = format!(
        "this file has {}.{} MiB, and a file of its kind may have {} MiB",
        size / MIB,
        size % MIB * 10 / MIB,
        limit / MIB
    );
    let help = if limit == TEXT_LIMIT { "split it" } else { "make it smaller, or put it elsewhere and link to it" };
    Diagnostic::new(Code::FileTooLarge, Place::File(name.to_owned()), message).help(help)
}

const MARK: &[u8] = "\u{feff}".as_bytes();

/// The text without its byte order mark.
fn decode(name: &str, mut bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    if bytes.starts_with(MARK) {
        bytes.drain(..MARK.len());
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = String::from_utf8_lossy(&bytes[..good]);
        let place = Place::At(name.to_owned(), position(&before, good));
        let message = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "this file is UTF-16 and not UTF-8".to_owned(),
            _ => format!("this file is not UTF-8: the byte {:02X} stands for no character here", bytes[good]),
        };
        Box::new(Diagnostic::new(Code::NotUtf8, place, message).help("open it in an editor and save it as UTF-8"))
    })
}

/// Whether a path has one of these endings.
fn one_of(endings: &[&str], path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| endings.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}
