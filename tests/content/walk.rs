//! A plain walk over the source text of the site: lines, nothing parsed, no rule of the program used.
//!
//! A mistake in the parser or in a rule must not hide from the test that looks for
//! it, so this knows just enough of Markdown and YAML to tell a paragraph, an entry,
//! a row and a value from each other.
//!
//! Never: the program's own modules.

use std::fs;
use std::path::Path;

/// A stretch of text that has its source in itself or in what introduces it.
#[derive(Debug, Default)]
pub struct Block {
    pub path: String,
    /// Counted from one.
    pub line: usize,
    /// As it is written, in one line.
    pub text: String,
    /// What introduces it: the paragraph before a list, the heads of a table, the rest of a glossary entry.
    pub lead: String,
    /// All of its part of the page (from one `##` to the next), or of its file.
    pub part: String,
}

/// Every file below `content/` with one of these endings: path and text.
pub fn files(endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), "content", endings, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, name: &str, endings: &[&str], found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the content is there") {
        let entry = entry.expect("the folder can be read");
        let path = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &path, endings, found);
        } else if endings.iter().any(|ending| path.ends_with(ending)) {
            found.push((path, fs::read_to_string(entry.path()).expect("a text can be read")));
        }
    }
}

/// The front matter of a page and the rest, with the number of lines of the first.
pub fn parts(text: &str) -> (&str, &str, usize) {
    let end = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")).map_or(0, |at| at + 9);
    (&text[..end], &text[end..], text[..end].matches('\n').count())
}

/// The paragraphs, entries and rows of a page or fragment.
pub fn page(path: &str, text: &str) -> Vec<Block> {
    let (_, body, before) = parts(text);
    let mut found: Vec<Block> = Vec::new();
    let (mut open, mut lead, mut heads, mut first) = (Open::Nothing, String::new(), String::new(), 0);
    for (i, line) in body.lines().enumerate() {
        let words = line.trim();
        let is_item = words.starts_with("- ")
            || words.starts_with("* ")
            || words.split_once(". ").is_some_and(|(n, _)| n.len() < 3 && n.bytes().all(|b| b.is_ascii_digit()));
        if words.starts_with('#') {
            (open, lead) = (Open::Nothing, String::new());
            if words.starts_with("## ") {
                first = close(&mut found, first);
            }
        } else if words.is_empty() || words.starts_with(":::") || words.starts_with("![") || is_rule(words) {
            open = if is_rule(words) { open } else { Open::Nothing };
        } else if words.starts_with('|') {
            if !matches!(open, Open::Table) {
                heads = format!("{lead} {words}");
            }
            found.push(Block { lead: heads.clone(), ..block(path, i + before, words) });
            open = Open::Table;
        } else if is_item {
            found.push(Block {
                lead: lead.clone(),
                ..block(path, i + before, words.split_once(' ').map_or("", |(_, w)| w))
            });
            open = Open::Item;
        } else if matches!(open, Open::Item | Open::Paragraph) {
            let last = found.last_mut().expect("something is open");
            last.text = format!("{} {words}", last.text);
        } else {
            found.push(block(path, i + before, words));
            open = Open::Paragraph;
        }
        if let (Open::Paragraph, Some(last)) = (&open, found.last()) {
            lead.clone_from(&last.text);
        }
    }
    close(&mut found, first);
    found
}

/// What the next line may belong to.
enum Open {
    Nothing,
    Paragraph,
    Item,
    Table,
}

/// Whether a line only draws the rule of a table.
fn is_rule(words: &str) -> bool {
    words.len() > 2 && words.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

fn block(path: &str, line: usize, text: &str) -> Block {
    Block { path: path.to_owned(), line: line + 1, text: text.to_owned(), ..Block::default() }
}

/// Tells the blocks of a part what stands in it. Gives where the next one begins.
fn close(found: &mut [Block], first: usize) -> usize {
    let part = found[first..].iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ");
    for block in &mut found[first..] {
        block.part.clone_from(&part);
    }
    found.len()
}

/// The values of a YAML file, each with its key before it; comments left out. Folded texts are one value.
pub fn yaml(path: &str, text: &str) -> Vec<Block> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = text.lines().collect();
    let mut found: Vec<Block> = Vec::new();
    let (mut at, mut first) = (0, 0);
    while at < lines.len() {
        let (line, start) = (lines[at], at);
        at += 1;
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if indent(line) == 0 {
            first = close(&mut found, first);
        }
        let mut whole = line.trim().to_owned();
        if [">-", "|-", ">", "|"].iter().any(|mark| line.trim_end().ends_with(&format!(": {mark}"))) {
            while at < lines.len() && (lines[at].trim().is_empty() || indent(lines[at]) > indent(line)) {
                whole = format!("{whole} {}", lines[at].trim());
                at += 1;
            }
        }
        found.push(block(path, start, &whole));
    }
    close(&mut found, first);
    found
}
