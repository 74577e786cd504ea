//! `eject`: a built-in template or theme file, copied into the site to be changed.
//!
//! The first line of a copy is a comment that says which file of which version it
//! was, and the fingerprint of that file's text. So `doctor` can tell later that
//! the built-in one has changed. Files that know no comments are copied as they are.
//!
//! Never: what a template does.

use super::put::create;
use super::{Exit, print, shown, site_root};
use crate::cli::Eject;
use crate::diag::nearest;
use crate::model::wording::{fingerprint_of, short};
use crate::read;
use crate::source::Source;
use anyhow::{bail, ensure};

/// What the note begins with, behind the mark of the comment.
const MARK: &str = "latchwork eject: ";

pub(super) fn run(eject: &Eject) -> anyhow::Result<Exit> {
    let built_in = read::built_in();
    if eject.list {
        let mut names: Vec<&str> = built_in.iter().map(|file| file.path.as_str()).collect();
        names.sort_unstable();
        print(&names.iter().fold(String::new(), |all, name| all + name + "\n"))?;
        return Ok(Exit::Good);
    }
    let root = site_root(eject.root.as_deref())?;
    // Every name is judged before the first file is written.
    let files = eject.names.iter().map(|name| find(&built_in, name)).collect::<anyhow::Result<Vec<_>>>()?;
    for file in files {
        let path = root.join(&file.path);
        let note = note(file).map_or_else(String::new, |note| note + "\n");
        ensure!(
            create(&path, &[note.as_bytes(), file.bytes()].concat())?,
            "{} is there already and was not touched; `latchwork doctor` says whether it is behind",
            shown(&path)
        );
        print(&format!("Wrote {}\n", shown(&path)))?;
    }
    print("From now on the site's own file counts. After an update of the program run: latchwork doctor\n")?;
    Ok(Exit::Good)
}

/// The built-in file of a name: its path, or the end of it where only one has that.
fn find<'f>(built_in: &'f [Source], name: &str) -> anyhow::Result<&'f Source> {
    let name = name.strip_prefix("./").unwrap_or(name);
    if let Some(file) = built_in.iter().find(|file| file.path == name) {
        return Ok(file);
    }
    let ends = |file: &&Source| file.path.strip_suffix(name).is_some_and(|before| before.ends_with('/'));
    match built_in.iter().filter(ends).collect::<Vec<_>>().as_slice() {
        [file] => Ok(file),
        [] => {
            let paths = built_in.iter().map(|file| file.path.as_str());
            let short = built_in.iter().filter_map(|file| file.path.rsplit('/').next());
            let near = nearest(name, paths.chain(short)).map(|near| format!("did you mean `{near}`?"));
            bail!(
                "there is no built-in `{name}`; {}",
                near.unwrap_or_else(|| "`latchwork eject --list` has them all".to_owned())
            )
        }
        several => {
            let names: Vec<&str> = several.iter().map(|file| file.path.as_str()).collect();
            bail!("`{name}` may be {}; write the whole path", names.join(" or "))
        }
    }
}

/// The fingerprint of a built-in file as a note has it.
pub(super) fn print_of(file: &Source) -> String {
    short(&fingerprint_of(file.bytes())).to_owned()
}

/// The note for a copy; none where the file knows no comments.
pub(super) fn note(file: &Source) -> Option<String> {
    file.text()?;
    let (open, close) = match file.path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        // What stands behind it must stay the first thing in the file, so the template engine takes the line break out.
        "html" | "xml" | "txt" => ("{# ", " -#}"),
        "css" | "js" => ("/* ", " */"),
        "typ" => ("// ", ""),
        "yaml" | "yml" => ("# ", ""),
        "svg" => ("<!-- ", " -->"),
        _ => return None,
    };
    let templated = file.path.starts_with("templates/") || !matches!(open, "{# ");
    let version = env!("CARGO_PKG_VERSION");
    templated.then(|| format!("{open}{MARK}{} {version} {}{close}", file.path, print_of(file)))
}

/// The version and the fingerprint in the note of a copy.
pub(super) fn noted(text: &str) -> Option<(String, String)> {
    let (_, rest) = text.lines().next()?.split_once(MARK)?;
    let mut words = rest.split_whitespace().skip(1);
    Some((words.next()?.to_owned(), words.next()?.to_owned()))
}

/// A copy without its note.
pub(super) fn without_note(text: &str) -> &str {
    if noted(text).is_some() { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written() {
        for file in read::built_in() {
            let Some(note) = note(&file) else { continue };
            let copy = format!("{note}\n{}", file.text().unwrap_or_default());
            let known = (env!("CARGO_PKG_VERSION").to_owned(), print_of(&file));
            assert_eq!(noted(&copy), Some(known), "{}", file.path);
            assert_eq!(Some(without_note(&copy)), file.text());
        }
    }
}
