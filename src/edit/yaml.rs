//! One key of a YAML text set, replaced or taken out, and not a byte changed around it.
//!
//! Writing YAML anew from its values would lose comments, order and the way in which
//! somebody broke their lines. So a change is made in the text: the lines of the key
//! are found, and only its value is written. Afterwards both texts are read: unless
//! the new one says exactly the same but for that key, nothing is changed and the
//! person is asked to do it by hand.
//!
//! Never: which keys there are, what they mean.

use super::item;
use crate::diag::Diagnostics;
use crate::source::Sources;
use crate::syntax::yaml::Yaml;
use serde_json::{Map, Value};

/// What a person is told where this is no matter for a form.
const BY_HAND: &str = "This entry is written in a way that the form cannot change safely. Change it in the text.";

/// A key at the margin with its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key, without quotes.
    pub(super) key: String,
    /// The first byte of its line.
    pub(super) start: usize,
    /// One past its colon.
    pub(super) colon: usize,
    /// One past its last line. Comments and empty lines after it belong to what follows.
    pub(super) end: usize,
}

/// The values of a text that is a map. `None` where it is not, or is no YAML.
pub(super) fn read(yaml: &str) -> Option<Map<String, Value>> {
    let nothing = |line: &str| line.trim().is_empty() || line.starts_with('#');
    if yaml.lines().all(nothing) {
        return Some(Map::new());
    }
    let sources = Sources::from_texts([("text", yaml)]);
    let file = sources.find("text")?;
    Yaml::whole(file, yaml).parse(&mut Diagnostics::new())
}

/// The keys at the margin, in order.
pub(super) fn entries(yaml: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    for line in yaml.split_inclusive('\n') {
        let end = at + line.len();
        if let Some((key, colon)) = head(line) {
            entries.push(Entry { key: key.to_owned(), start: at, colon: at + colon, end });
        } else if let Some(last) = entries.last_mut()
            && !line.trim().is_empty()
            && !line.starts_with('#')
        {
            last.end = end;
        }
        at = end;
    }
    entries
}

/// The key that a line begins with, and the place after its colon.
fn head(line: &str) -> Option<(&str, usize)> {
    let quoted = line.strip_prefix(['"', '\'']);
    let text = quoted.unwrap_or(line);
    let length = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | '/'))?;
    if length == 0 || text.starts_with('-') {
        return None;
    }
    let before = if quoted.is_some() { length + 2 } else { length };
    let rest = line.get(before..)?;
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let after = rest[gap..].strip_prefix(':')?;
    (after.is_empty() || after.starts_with(char::is_whitespace)).then(|| (&text[..length], before + gap + 1))
}

/// What stands below a key, moved to the margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inner {
    /// The lines as a text of their own.
    pub(super) text: String,
    /// How far in they stood.
    indent: usize,
    /// The bytes of these lines in the whole.
    pub(super) start: usize,
    end: usize,
}

/// The map below a key. `None` where it is written in any way but one key to a line.
pub(super) fn below(yaml: &str, key: &str) -> Option<Inner> {
    let entry = entries(yaml).into_iter().find(|entry| entry.key == key)?;
    let lines = &yaml[entry.colon..entry.end];
    let head = lines.split_inclusive('\n').next()?;
    if !head.trim().is_empty() && !head.trim_start().starts_with('#') {
        return None;
    }
    let body = &lines[head.len()..];
    let says = |line: &&str| !line.trim().is_empty();
    let first = body.lines().filter(says).find(|line| !line.trim_start().starts_with('#'))?;
    let indent = first.len() - first.trim_start_matches(' ').len();
    let margin = |line: &str| line.bytes().take(indent).all(|byte| byte == b' ') && line.len() > indent;
    if indent == 0 || !body.lines().filter(says).all(margin) {
        return None;
    }
    let text = body.split_inclusive('\n').map(|line| if says(&line) { &line[indent..] } else { line }).collect();
    Some(Inner { text, indent, start: entry.colon + head.len(), end: entry.end })
}

/// Sets one key, which stands below others: `["phases", "begin", "from"]`. The rest is as with [`set`].
pub(super) fn set_below(yaml: &str, keys: &[&str], value: &Value, order: &[&str]) -> Result<String, String> {
    let [first, rest @ ..] = keys else { return Err(BY_HAND.to_owned()) };
    if rest.is_empty() {
        return set(yaml, first, value, order);
    }
    let inner = below(yaml, first).ok_or(BY_HAND)?;
    let changed = set_below(&inner.text, rest, value, order)?;
    let margin = " ".repeat(inner.indent);
    let moved = |line: &str| if line.trim().is_empty() { line.to_owned() } else { format!("{margin}{line}") };
    let lines: String = changed.split_inclusive('\n').map(moved).collect();
    let whole = [&yaml[..inner.start], &lines, &yaml[inner.end..]].concat();
    let mut wanted = read(yaml).ok_or(BY_HAND)?;
    wanted.insert((*first).to_owned(), Value::Object(read(&changed).ok_or(BY_HAND)?));
    if read(&whole).as_ref() == Some(&wanted) { Ok(whole) } else { Err(BY_HAND.to_owned()) }
}

/// Sets one key. `null` takes it out; a new one comes after those that stand before it in `order`.
fn set(yaml: &str, key: &str, value: &Value, order: &[&str]) -> Result<String, String> {
    let old = read(yaml).ok_or("The settings on top of this text cannot be read yet. Change them in the text.")?;
    let mut wanted = old.clone();
    if value.is_null() {
        wanted.shift_remove(key);
    } else {
        wanted.insert(key.to_owned(), value.clone());
    }
    if old.get(key) == wanted.get(key) && old.contains_key(key) == wanted.contains_key(key) {
        return Ok(yaml.to_owned());
    }
    let entries = entries(yaml);
    let entry = entries.iter().find(|entry| entry.key == key);
    let changed = match (entry, value) {
        (None, Value::Null) => Some(yaml.to_owned()),
        (Some(entry), Value::Null) => taken_out(yaml, entry),
        (Some(entry), value) => replaced(yaml, entry, old.get(key), value),
        (None, value) => added(yaml, &entries, key, value, order),
    };
    // The proof: read again, it says what was wanted, and nothing else.
    changed.filter(|changed| read(changed).as_ref() == Some(&wanted)).ok_or_else(|| BY_HAND.to_owned())
}

/// The line break of a text.
fn line_break(yaml: &str) -> &'static str {
    if yaml.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A text without the lines of an entry; comments in them stay as lines.
fn taken_out(yaml: &str, entry: &Entry) -> Option<String> {
    let lines = &yaml[entry.colon..entry.end];
    let mut kept = item::comments(lines)?.join(line_break(yaml));
    if !kept.is_empty() {
        kept.push_str(line_break(yaml));
    }
    Some([&yaml[..entry.start], &kept, &yaml[entry.end..]].concat())
}

/// A text with another value for an entry.
fn replaced(yaml: &str, entry: &Entry, old: Option<&Value>, value: &Value) -> Option<String> {
    let lines = &yaml[entry.colon..entry.end];
    let line_break = line_break(yaml);
    let new = match (value, old) {
        (Value::Array(new), Some(Value::Array(old))) if item::is_block(lines) => {
            item::block(lines, old, new, line_break)?
        }
        _ => {
            let comment = item::comment_after(lines)?;
            format!(" {}{comment}{}", item::written(value, Some(lines))?, item::line_end(lines))
        }
    };
    Some([&yaml[..entry.colon], &new, &yaml[entry.end..]].concat())
}

/// A text with one entry more.
fn added(yaml: &str, entries: &[Entry], key: &str, value: &Value, order: &[&str]) -> Option<String> {
    let place = |key: &str| order.iter().position(|known| *known == key);
    let mine = place(key);
    let before = entries.iter().filter(|entry| place(&entry.key).is_some() && place(&entry.key) < mine);
    let at = match before.max_by_key(|entry| (place(&entry.key), entry.end)) {
        Some(entry) => entry.end,
        None => entries.first().map_or(yaml.len(), |entry| entry.start),
    };
    let line_break = line_break(yaml);
    let open = if at > 0 && !yaml[..at].ends_with('\n') { line_break } else { "" };
    let line = format!("{open}{key}: {}{line_break}", item::written(value, None)?);
    Some([&yaml[..at], &line, &yaml[at..]].concat())
}
