//! Source files and places in them.
//!
//! Every file that the program reads becomes one [`Source`] with a [`FileId`];
//! a [`Span`] is a byte range in one of them. All later stages speak of places
//! only through these two small values, so a finding can always be shown with
//! its file, line, column and snippet, whichever stage made it.
//!
//! It stands apart because everything else rests on it. Lines and columns are
//! worked out on demand: only findings need them, and there are few of those.
//!
//! Never: the disk, YAML, Markdown, what a file is for.

use rayon::prelude::*;
use std::collections::BTreeMap;

/// The number of a file within one [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(u32);

/// A byte range in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file that the range lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The part of this span from byte `start` to byte `end`, counted from its own start.
    #[must_use]
    pub fn slice(self, start: usize, end: usize) -> Self {
        Self { file: self.file, start: self.start + offset(start), end: self.start + offset(end) }
    }
}

/// A value and where it was written. Used only where a later stage can still object to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A built-in template or theme file.
    BuiltIn,
    /// A file of the site.
    Site,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text without its byte order mark.
    Text(String),
    /// Anything else: pictures, fonts, documents to download.
    Bytes(Vec<u8>),
}

/// One file, read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path below the root, with `/` between its parts.
    pub path: String,
    /// Whose file it is.
    pub origin: Origin,
    /// What it holds.
    pub content: Content,
}

impl Source {
    /// The text, or `None` for a file that is not text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) => None,
        }
    }

    /// The bytes, of a text or of anything else.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match &self.content {
            Content::Text(text) => text.as_bytes(),
            Content::Bytes(bytes) => bytes,
        }
    }
}

/// All files of one run, sorted by path; a site's file hides a built-in one of the same path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    by_path: BTreeMap<String, FileId>,
    hidden: BTreeMap<String, FileId>,
}

impl Sources {
    /// Sorts the files by path and lets a site's file win over a built-in one.
    #[must_use]
    pub fn new(mut files: Vec<Source>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path).then(b.origin.cmp(&a.origin)));
        let (mut by_path, mut hidden) = (BTreeMap::new(), BTreeMap::new());
        for (i, file) in files.iter().enumerate() {
            let place = if by_path.contains_key(&file.path) { &mut hidden } else { &mut by_path };
            place.insert(file.path.clone(), FileId(offset(i)));
        }
        Self { files, by_path, hidden }
    }

    /// A site given as texts: what tests and examples build from string literals.
    #[must_use]
    pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self::new(
            texts
                .into_iter()
                .map(|(path, text)| Source {
                    path: path.to_owned(),
                    origin: Origin::Site,
                    content: Content::Text(text.to_owned()),
                })
                .collect(),
        )
    }

    /// The same with one file of the site as it would be with this text.
    #[must_use]
    pub fn with(&self, path: &str, text: String) -> Self {
        let others = self.files.iter().filter(|file| file.origin == Origin::BuiltIn || file.path != path).cloned();
        let file = Source { path: path.to_owned(), origin: Origin::Site, content: Content::Text(text) };
        Self::new(others.chain([file]).collect())
    }

    /// The file with this number.
    #[must_use]
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The file at this path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// The built-in file that the site's own file at this path hides.
    #[must_use]
    pub fn beneath(&self, path: &str) -> Option<FileId> {
        self.hidden.get(path).copied()
    }

    /// All files in order of path, hidden ones left out.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.by_path.values().map(|&id| (id, self.get(id)))
    }

    /// The files below a folder (`"content/"`), in order of path.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (FileId, &'a Source)> {
        self.by_path
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(_, &id)| (id, self.get(id)))
    }

    /// The files that are others there. `None` where there are more or fewer files, or other names: then no number
    /// means the same in both.
    #[must_use]
    pub fn changed(&self, now: &Self) -> Option<Vec<FileId>> {
        let same = |(old, new): (&Source, &Source)| old.path == new.path && old.origin == new.origin;
        if self.files.len() != now.files.len() || !self.files.iter().zip(&now.files).all(same) {
            return None;
        }
        let pairs = self.files.par_iter().zip(&now.files).enumerate();
        Some(pairs.filter(|(_, (old, new))| old.content != new.content).map(|(i, _)| FileId(offset(i))).collect())
    }

    /// How many files there are, hidden ones left out.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Whether there is no file at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// A line and a column as people count them: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode characters.
    pub column: usize,
}

/// The position of a byte offset in a text. An offset inside a character counts as its start.
#[must_use]
pub fn position(text: &str, at: usize) -> Position {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    Position {
        line: before.bytes().filter(|&b| b == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// The byte offset of a position; the end of the line where the column lies beyond it.
#[must_use]
pub fn byte_offset(text: &str, at: Position) -> usize {
    let start = text.split_inclusive('\n').take(at.line.saturating_sub(1)).map(str::len).sum::<usize>();
    let line = text[start..].lines().next().unwrap_or("");
    start + line.char_indices().nth(at.column.saturating_sub(1)).map_or(line.len(), |(i, _)| i)
}

/// Makes a stored offset of a length in memory. Reading refuses files near this limit.
///
/// # Panics
/// Where the length is over 4 GiB, which `read` never lets through.
#[must_use]
pub fn offset(length: usize) -> u32 {
    u32::try_from(length).expect("reading refuses files over 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_crlf_too() {
        let text = "né\r\nعربي 漢字 👶 x";
        let x = text.find('x').unwrap_or(0);
        assert_eq!(position(text, x), Position { line: 2, column: 11 });
        assert_eq!(byte_offset(text, Position { line: 2, column: 11 }), x);
        assert_eq!(byte_offset(text, Position { line: 1, column: 99 }), "né".len());
    }

    #[test]
    fn what_changed_is_told_where_the_numbers_stayed() {
        let before = Sources::from_texts([("a", "1"), ("b", "2"), ("c", "3")]);
        let changed = |texts: &[(&'static str, &'static str)]| {
            let after = Sources::from_texts(texts.iter().copied());
            before.changed(&after).map(|ids| ids.iter().map(|id| after.get(*id).path.clone()).collect::<Vec<_>>())
        };
        assert_eq!(changed(&[("a", "1"), ("b", "2"), ("c", "3")]), Some(Vec::new()));
        assert_eq!(changed(&[("a", "1"), ("b", "0"), ("c", "0")]), Some(vec!["b".to_owned(), "c".to_owned()]));
        assert_eq!(changed(&[("a", "1"), ("c", "3")]), None);
        assert_eq!(changed(&[("a", "1"), ("b", "2"), ("d", "3")]), None);
    }

    #[test]
    fn a_file_of_the_site_hides_the_built_in_one() {
        let file = |origin, text: &str| Source { path: "theme/a".into(), origin, content: Content::Text(text.into()) };
        let sources = Sources::new(vec![file(Origin::BuiltIn, "old"), file(Origin::Site, "new")]);
        assert_eq!(sources.len(), 1);
        assert_eq!(sources.find("theme/a").and_then(|id| sources.get(id).text()), Some("new"));
        assert_eq!(sources.beneath("theme/a").and_then(|id| sources.get(id).text()), Some("old"));
    }
}
