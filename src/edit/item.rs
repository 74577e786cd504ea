//! Single values in YAML: how they are written, and the comments beside them.
//!
//! A text is written plainly where YAML reads it back as the same text, else in
//! quotes; one that was in quotes stays so. A list with an item to a line keeps
//! the lines of the items that stay, with their comments.
//!
//! Never: keys, whole files.

use super::yaml;
use serde_json::Value;

/// A value as it stands behind a colon. `before` is what stood there. `None` for what a form does not write.
pub(super) fn written(value: &Value, before: Option<&str>) -> Option<String> {
    match value {
        Value::String(text) => Some(scalar(text, before.map_or("", str::trim_start), false)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(flow_item).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// An item of a list, as it stands in brackets or behind a hyphen.
fn flow_item(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(scalar(text, "", true)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(bool) => Some(bool.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A text: plain where it can be, in the quotes that stood there, or in double ones.
fn scalar(text: &str, before: &str, flow: bool) -> String {
    let controls = text.contains(char::is_control);
    if before.starts_with('\'') && !controls {
        return format!("'{}'", text.replace('\'', "''"));
    }
    if !before.starts_with('"') && !controls && plain(text, flow) {
        return text.to_owned();
    }
    Value::from(text).to_string()
}

/// Whether YAML reads this text as itself without quotes.
fn plain(text: &str, flow: bool) -> bool {
    let first = text.chars().next().is_some_and(char::is_alphanumeric);
    let odd = text.contains(": ") || text.contains(" #") || text.ends_with([':', ' ']);
    let brackets = flow && text.contains([',', '[', ']', '{', '}']);
    first
        && !odd
        && !brackets
        && yaml::read(&format!("k: {text}\n")).is_some_and(|map| map["k"] == Value::String(text.to_owned()))
}

/// The line break that a value's lines end with.
pub(super) fn line_end(lines: &str) -> &str {
    if lines.ends_with("\r\n") {
        "\r\n"
    } else if lines.ends_with('\n') {
        "\n"
    } else {
        ""
    }
}

/// Whether a value is a list with an item to a line.
pub(super) fn is_block(lines: &str) -> bool {
    let first = lines.lines().next().unwrap_or_default().trim_start();
    (first.is_empty() || first.starts_with('#')) && lines.lines().skip(1).any(|line| is_item(line).is_some())
}

/// The comment behind a value with one or more lines, with the spaces before it. `None` where comments stand
/// inside of it, which would be lost.
pub(super) fn comment_after(lines: &str) -> Option<String> {
    let value = lines.trim_start_matches(' ');
    let end = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => 1 + quoted_end(&value[1..], quote)?,
        Some('[' | '{') => flow_end(value)?,
        // The lines of a folded text are text, whatever is in them; its head may have a comment.
        Some('|' | '>') => {
            let head = value.lines().next()?;
            return Some(head.find(" #").map_or_else(String::new, |at| head[at..].trim_end().to_owned()));
        }
        Some(_) | None => value.find(" #").or_else(|| value.starts_with('#').then_some(0)).unwrap_or(value.len()),
    };
    let rest = value[end..].trim_end();
    let comment = rest.trim_start();
    let whole = (comment.is_empty() || comment.starts_with('#')) && !comment.contains('\n');
    let gap = if comment.is_empty() || comment.len() < rest.len() { "" } else { " " };
    whole.then(|| format!("{gap}{rest}"))
}

/// Where a text in quotes ends: one past the closing one.
fn quoted_end(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') {
                chars.next();
            } else {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

/// Where a list in brackets ends. `None` where it has a comment in it, or no end.
fn flow_end(text: &str) -> Option<usize> {
    let (mut depth, mut at, mut before) = (0_usize, 0, ' ');
    while let Some(c) = text[at..].chars().next() {
        at += c.len_utf8();
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.checked_sub(1)?,
            '"' | '\'' if matches!(before, ' ' | '[' | ',' | '{' | ':') => at += quoted_end(&text[at..], c)?,
            '#' if before.is_whitespace() => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
        before = c;
    }
    None
}

/// All comments in the lines of an entry that goes. `None` where that cannot be told.
pub(super) fn comments(lines: &str) -> Option<Vec<String>> {
    if !is_block(lines) {
        let comment = comment_after(lines)?;
        return Some(if comment.trim().is_empty() { Vec::new() } else { vec![comment.trim().to_owned()] });
    }
    let of_line = |line: &str| {
        let text = line.trim();
        let behind = is_item(line).and_then(|(_, item)| comment_after(item)).map(|comment| comment.trim().to_owned());
        if text.starts_with('#') { Some(text.to_owned()) } else { behind.filter(|comment| !comment.is_empty()) }
    };
    Some(lines.lines().filter_map(of_line).collect())
}

/// The indentation of an item's line, and what stands behind its hyphen.
fn is_item(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches(' ');
    let item = text.strip_prefix('-')?;
    (item.is_empty() || item.starts_with(char::is_whitespace)).then(|| (&line[..line.len() - text.len()], item))
}

/// The lines of one item, and the comments and empty lines before it.
struct Item<'a> {
    before: Vec<&'a str>,
    lines: Vec<&'a str>,
}

/// A list with an item to a line, with other items. Those that stay keep their lines.
pub(super) fn block(lines: &str, old: &[Value], new: &[Value], line_break: &str) -> Option<String> {
    let mut all = lines.split_inclusive('\n');
    let head = all.next()?;
    let (mut items, mut before): (Vec<Item<'_>>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut indent = None;
    for line in all {
        match is_item(line) {
            Some((own, _)) if indent.is_none_or(|indent| indent == own) => {
                indent = Some(own);
                items.push(Item { before: std::mem::take(&mut before), lines: vec![line] });
            }
            Some(_) | None if line.trim().is_empty() || line.trim_start().starts_with('#') => before.push(line),
            Some(_) | None => items.last_mut().filter(|_| before.is_empty())?.lines.push(line),
        }
    }
    let indent = indent?;
    if items.len() != old.len() {
        return None;
    }
    if new.is_empty() {
        return None;
    }
    let mut out = head.to_owned();
    let mut put = |line: &str| {
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str(line_break);
        }
    };
    // Each new item takes the lines of the next old one that says the same; what is passed over leaves its comments.
    let mut next = 0;
    for value in new {
        match old[next..].iter().position(|known| known == value) {
            Some(ahead) => {
                for item in &items[next..=next + ahead] {
                    item.before.iter().for_each(|line| put(line));
                }
                items[next + ahead].lines.iter().for_each(|line| put(line));
                next += ahead + 1;
            }
            None => put(&format!("{indent}- {}", flow_item(value)?)),
        }
    }
    items[next..].iter().flat_map(|item| &item.before).chain(&before).for_each(|line| put(line));
    Some(out)
}
