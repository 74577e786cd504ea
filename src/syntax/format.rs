//! One form for YAML and front matter: the same values, the same comments, tidier lines.
//!
//! Lines end with LF and without spaces, there is one blank line where there were
//! several, `key:   value` has one space, and the keys of a front matter stand in
//! the order of its schema, each with the comments above it. How deep lines stand
//! in is left as it is. Texts that go over several lines (blocks, quotes) keep
//! every byte but their line ends.
//!
//! A file is changed only if it means the same before and after, by the reader
//! that the program has anyway. So a mistake in here costs tidiness and no words.
//!
//! Never: files, what a key means.

use super::front_matter;
use super::yaml;
use std::mem;

/// Why a text stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It cannot be read.
    Unreadable,
    /// It would mean something else.
    OtherValues,
}

/// A YAML text in form.
///
/// # Errors
/// Where it has to stay as it is.
pub fn yaml(text: &str) -> Result<String, Left> {
    in_form(text, &[])
}

/// A Markdown file with its front matter in form, its keys in this order, and one line break at its end.
///
/// # Errors
/// Where it has to stay as it is.
pub fn markdown(text: &str, order: &[String]) -> Result<String, Left> {
    let text = text.replace("\r\n", "\n");
    let parts = front_matter::split(&text).map_err(|_| Left::Unreadable)?;
    let front = in_form(parts.yaml, order)?;
    let body = parts.body.trim_end_matches('\n');
    let end = if body.is_empty() { "" } else { "\n" };
    Ok(format!("---\n{front}---\n{body}{end}"))
}

fn in_form(text: &str, order: &[String]) -> Result<String, Left> {
    let before = yaml::value(text).ok_or(Left::Unreadable)?;
    let mut lines = lines(text);
    if !order.is_empty() {
        lines = sorted(lines, order);
    }
    let out = joined(lines);
    if yaml::value(&out).as_ref() == Some(&before) { Ok(out) } else { Err(Left::OtherValues) }
}

/// A line in form.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    /// Whether a key of the outermost map begins here.
    opens: bool,
    /// Whether it belongs to a text over several lines, so that even an empty line counts.
    kept: bool,
}

/// What a line stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Keys, values and comments.
    Open,
    /// A text in these quotes.
    Quote(char),
    /// A block of text below a line that stands in so far; with `+` its last empty lines count.
    Block { indent: usize, keep: bool },
}

/// All lines in form, in their order.
fn lines(text: &str) -> Vec<Line> {
    let (mut state, mut depth) = (State::Open, 0_usize);
    let mut out: Vec<Line> = Vec::new();
    for raw in text.lines() {
        let bare = raw.trim_end_matches([' ', '\t']);
        if let State::Block { indent, .. } = state {
            if bare.is_empty() || indentation(raw) > indent {
                out.push(Line { text: raw.to_owned(), opens: false, kept: true });
                continue;
            }
            leave(&mut out, state);
            state = State::Open;
        }
        if let State::Quote(_) = state {
            (state, depth) = after(raw, state, depth);
            out.push(Line { text: raw.to_owned(), opens: false, kept: true });
            continue;
        }
        let opens = depth == 0 && starts_key(bare);
        let text = if depth == 0 { spaced(bare) } else { bare.to_owned() };
        (state, depth) = after(&text, State::Open, depth);
        // The spaces at the end of a line that ends within quotes are left to the reader of quotes.
        let text = if let State::Quote(_) = state { format!("{text}{}", &raw[bare.len()..]) } else { text };
        out.push(Line { text, opens, kept: false });
    }
    leave(&mut out, state);
    out
}

/// The empty lines at the end of a block belong to what follows, unless the block keeps them.
fn leave(out: &mut [Line], state: State) {
    if let State::Block { keep: false, .. } = state {
        for line in out.iter_mut().rev().take_while(|line| line.kept && line.text.trim().is_empty()) {
            *line = Line { text: String::new(), opens: false, kept: false };
        }
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a line outside of everything begins with a key.
fn starts_key(line: &str) -> bool {
    line.starts_with(|c: char| !c.is_whitespace() && !"#-]}?".contains(c)) && line.contains(':')
}

/// What the next line stands in, and how many brackets are open there.
fn after(line: &str, mut state: State, mut depth: usize) -> (State, usize) {
    let mut letters = line.char_indices().peekable();
    // Whether a value may begin here, and where the key that it belongs to stands.
    let (mut fresh, mut owner) = (state == State::Open, indentation(line));
    let mut before = ' ';
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let ends = next.is_none_or(char::is_whitespace);
        match state {
            State::Quote('"') if c == '\\' => {
                letters.next();
            }
            State::Quote('\'') if c == '\'' && next == Some('\'') => {
                letters.next();
            }
            State::Quote(quote) if c == quote => (state, fresh) = (State::Open, false),
            State::Quote(_) | State::Block { .. } => {}
            State::Open => match c {
                '#' if before.is_whitespace() => break,
                '"' | '\'' if fresh => state = State::Quote(c),
                '[' | '{' if fresh => depth += 1,
                ']' | '}' if depth > 0 => (depth, fresh) = (depth - 1, false),
                ',' if depth > 0 => fresh = true,
                ':' if ends || (depth > 0 && matches!(before, '"' | '\'')) => fresh = true,
                '-' if fresh && ends && depth == 0 => owner = at,
                '|' | '>' if fresh && depth == 0 => {
                    let keep = line[at..].split_whitespace().next().is_some_and(|mark| mark.contains('+'));
                    return (State::Block { indent: owner, keep }, depth);
                }
                '&' | '!' if fresh => while letters.next_if(|(_, c)| !c.is_whitespace()).is_some() {},
                c if c.is_whitespace() => {}
                _ => {
                    if fresh && depth == 0 && line[..at].trim_start_matches([' ', '-']).is_empty() {
                        owner = at;
                    }
                    fresh = false;
                }
            },
        }
        before = c;
    }
    (state, depth)
}

/// `key :   value` with one space after its colon and none before it. What is no key and value stays.
fn spaced(line: &str) -> String {
    let start = line.len() - line.trim_start_matches([' ', '-']).len();
    let (lead, rest) = line.split_at(start);
    if lead.contains('-') && !lead.ends_with(' ') {
        return line.to_owned();
    }
    let key_end = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map(|at| at + 2).filter(|at| !rest[..*at].contains('\\')),
        Some(c) if c.is_alphanumeric() || c == '_' => {
            rest.find(|c: char| !(c.is_alphanumeric() || "_-./ ".contains(c)))
        }
        Some(_) | None => None,
    };
    let Some((key, value)) = key_end.and_then(|end| Some((&rest[..end], rest[end..].trim_start().strip_prefix(':')?)))
    else {
        return line.to_owned();
    };
    let trimmed = value.trim_start_matches(' ');
    if trimmed.is_empty() || trimmed.len() == value.len() || trimmed.starts_with('#') {
        return line.to_owned();
    }
    format!("{lead}{}: {trimmed}", key.trim_end())
}

/// The keys of the outermost map in this order, each with the comments above it. Unknown ones come last.
fn sorted(lines: Vec<Line>, order: &[String]) -> Vec<Line> {
    let (mut head, mut chunks, mut waiting): (Vec<Line>, Vec<Vec<Line>>, Vec<Line>) = Default::default();
    for line in lines {
        let loose = !line.kept && (line.text.is_empty() || line.text.starts_with('#'));
        if line.opens {
            let mut chunk = mem::take(&mut waiting);
            chunk.push(line);
            chunks.push(chunk);
        } else if loose {
            // What is said on top and stands off, or is for editors, is about the whole.
            let about_all =
                chunks.is_empty() && (line.text.is_empty() || line.text.starts_with("# yaml-language-server"));
            waiting.push(line);
            if about_all {
                head.append(&mut waiting);
            }
        } else if let Some(chunk) = chunks.last_mut() {
            chunk.append(&mut waiting);
            chunk.push(line);
        } else {
            waiting.push(line);
        }
    }
    let place = |chunk: &Vec<Line>| {
        let key = chunk.iter().find(|line| line.opens).map_or("", |line| line.text.as_str());
        let name = key.split(':').next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
        order.iter().position(|known| known == name).unwrap_or(order.len())
    };
    chunks.sort_by_key(place);
    head.into_iter().chain(chunks.into_iter().flatten()).chain(waiting).collect()
}

/// The lines as a text: no empty line first or last, and never two of them.
fn joined(lines: Vec<Line>) -> String {
    let mut out = String::new();
    let mut gap = false;
    for line in lines {
        if line.text.is_empty() && !line.kept {
            gap = !out.is_empty();
            continue;
        }
        if mem::take(&mut gap) {
            out.push('\n');
        }
        out.push_str(&line.text);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Vec<String> {
        ["title", "kind", "related"].map(str::to_owned).into()
    }

    #[test]
    fn keys_move_with_their_comments_and_lists() {
        let text = "---\r\nrelated:\r\n- a.md\r\n- b.md\r\n# what\r\nkind :   guide  \r\n\r\n\r\ntitle: \"A: b\"  # so\r\n# end\r\n---\r\nBody  \r\n\r\n\r\n";
        let good = "---\ntitle: \"A: b\"  # so\n# what\nkind: guide\nrelated:\n- a.md\n- b.md\n# end\n---\nBody  \n";
        assert_eq!(markdown(text, &keys()).as_deref(), Ok(good));
        assert_eq!(markdown(good, &keys()).as_deref(), Ok(good));
    }

    #[test]
    fn blocks_and_quotes_keep_their_lines() {
        for text in [
            "a: |\n  one  \n\n\n  two:   x\nb: 1\n",
            "a: |+\n  one\n\n\nb: 1\n",
            "a: \"one\n\n  two:   three\"\nb: 1\n",
            "- a: >-\n    x\n\n\n    y\n  b: it's\n- 'it''s'\n",
            "a: [x,\n  'y # z', {k:   v}]\n",
        ] {
            assert_eq!(yaml(text).as_deref(), Ok(text), "{text}");
        }
        assert_eq!(yaml("a: |\n  one\n\n\n\nb:   1 \n\n").as_deref(), Ok("a: |\n  one\n\nb: 1\n"));
    }

    #[test]
    fn what_cannot_be_read_stays() {
        assert_eq!(yaml("a: [1\n"), Err(Left::Unreadable));
        assert_eq!(yaml("a: 1\na: 2\n"), Err(Left::Unreadable));
        assert_eq!(yaml("a: one\n\n\n  two\n"), Err(Left::OtherValues));
        assert_eq!(markdown("# Title\n", &[]), Err(Left::Unreadable));
    }
}
