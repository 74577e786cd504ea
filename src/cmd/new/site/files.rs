//! The files of a new site: its content, its schemas, and what editors and people read first.
//!
//! The content is that of the sample site, which is part of the program, or the
//! small one beside this file. Approvals are never part of it: nobody has read
//! the texts of a clinic that has just begun.
//!
//! Never: the disk.

use super::answers::Answers;
use super::settings;
use crate::cmd::editor;
use crate::cmd::new::protocol;
use crate::model::schema::Shape;
use crate::read;
use crate::source::{Content, Origin, Source, Sources};
use jiff::civil::Date;
use rust_embed::RustEmbed;
use std::collections::BTreeMap;

/// The language of both beginnings, and of the program's own words.
pub(super) const LANGUAGE: &str = "en";

const SETTINGS: &str = "content/site.yaml";

/// The sample site.
#[derive(RustEmbed)]
#[folder = "content/"]
#[prefix = "content/"]
#[exclude = "reviews/*"]
#[exclude = "*~"]
#[exclude = "*.swp"]
#[exclude = ".*"]
struct Sample;

/// The small one, with `TODAY` for the day.
const SMALL: [(&str, &str); 7] = [
    (SETTINGS, include_str!("../empty/content/site.yaml")),
    ("content/_index.md", include_str!("../empty/content/_index.md")),
    ("content/walking.md", include_str!("../empty/content/walking.md")),
    ("content/help.md", include_str!("../empty/content/help.md")),
    ("content/glossary.yaml", include_str!("../empty/content/glossary.yaml")),
    ("content/references.yaml", include_str!("../empty/content/references.yaml")),
    ("content/protocols/first-walks.yaml", protocol::TEXT),
];

/// All files of a new site, by path.
pub(super) fn all(answers: &Answers, empty: bool, today: Date) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = if empty { small(today) } else { sample() };
    if let Some(text) = files.get_mut(SETTINGS) {
        *text = settings::fill(&String::from_utf8_lossy(text), answers).into_bytes();
    }
    files.extend(Shape::ALL.map(|shape| (shape.file(), shape.schema().into_bytes())));
    files.extend(editor::files().into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())));
    for lang in &answers.languages {
        files.insert(format!("theme/strings/{lang}.yaml"), strings(lang.tag()).into_bytes());
    }
    files.insert(".gitignore".to_owned(), b"/public\n/.latchwork\n".to_vec());
    let readme = if empty { include_str!("../empty/README.md") } else { include_str!("sample.md") };
    files.insert("README.md".to_owned(), readme.into());
    files
}

fn sample() -> BTreeMap<String, Vec<u8>> {
    Sample::iter().filter_map(|path| Some((path.to_string(), Sample::get(&path)?.data.into_owned()))).collect()
}

fn small(today: Date) -> BTreeMap<String, Vec<u8>> {
    let text = |text: &str| text.replace("TODAY", &today.to_string()).replace("PROTOCOL", "first-walks");
    SMALL.map(|(path, words)| (path.to_owned(), text(words).into_bytes())).into()
}

/// The words of the program for a language: the English ones, to be translated.
fn strings(lang: &str) -> String {
    let path = format!("theme/strings/{LANGUAGE}.yaml");
    let english = read::built_in().into_iter().find(|file| file.path == path);
    let english = english.as_ref().and_then(Source::text).unwrap_or_default();
    let (first, rest) = english.split_once('\n').unwrap_or_default();
    format!(
        "{first}\n# To be translated into `{lang}`: the text after each colon. Words in braces stay as they are.\n{rest}"
    )
}

/// The files as the program reads them from a disk, over the built-in ones.
pub(super) fn sources(files: &BTreeMap<String, Vec<u8>>) -> Sources {
    let is_read = |path: &str| path.split_once('/').is_some_and(|(folder, _)| read::FOLDERS.contains(&folder));
    let own = files.iter().filter(|(path, _)| is_read(path)).map(|(path, bytes)| {
        let content = match std::str::from_utf8(bytes) {
            Ok(text) => Content::Text(text.to_owned()),
            Err(_) => Content::Bytes(bytes.clone()),
        };
        Source { path: path.clone(), origin: Origin::Site, content }
    });
    Sources::new(read::built_in().into_iter().chain(own).collect())
}
