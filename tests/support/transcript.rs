//! Transcripts: prose with files and commands in it, and what the commands write.
//!
//! A transcript is Markdown with fenced blocks. One that begins with the name of
//! a language and a path is a file of the site, unless the word `part` follows;
//! one that begins with `console` has commands. After each command stands what it
//! writes, the standard error first, and `? 1` for an exit status that is not 0.
//! Durations, numbers of files and fingerprints are `[..]`. Everything else is to be read.
//!
//! Never: anything that a command does besides what is seen of it.

use super::{Folder, names, status};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Compares a transcript with what happens; empty where they agree.
pub fn hold(path: &Path, folder: &Folder) -> String {
    let written = fs::read_to_string(path).expect("a transcript can be read");
    let happened = replay(&written, folder);
    if written == happened {
        return String::new();
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, happened).expect("a transcript can be written");
        return String::new();
    }
    format!("\n{}\n{}", path.display(), difference(&written, &happened))
}

/// The transcript with what really happens.
fn replay(text: &str, folder: &Folder) -> String {
    let mut out = String::new();
    let mut block = Block::None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        match (&mut block, bare.strip_prefix("```")) {
            (Block::None, Some("console")) => block = Block::Commands { believed: false },
            (Block::None, Some(info)) => {
                let mut words = info.split_whitespace().skip(1);
                block = match (words.next(), words.next()) {
                    (Some(_), Some("part")) | (None, _) => Block::Other,
                    (Some(path), _) => Block::File(path.to_owned(), String::new()),
                };
            }
            (Block::None | Block::Other, None) => {}
            (Block::File(path, text), Some(_)) => {
                folder.put(path, text);
                block = Block::None;
            }
            (Block::File(_, text), None) => text.push_str(line),
            (Block::Commands { .. } | Block::Other, Some(_)) => block = Block::None,
            (Block::Commands { believed }, None) => {
                if let Some(command) = bare.strip_prefix("$ ") {
                    *believed = !latchwork::pdf::AVAILABLE && command.contains(".pdf");
                    out.push_str(line);
                    if !*believed {
                        out.push_str(&run(folder, command));
                    }
                } else if *believed {
                    out.push_str(line);
                }
                continue;
            }
        }
        out.push_str(line);
    }
    out
}

/// What a line of a transcript stands in.
enum Block {
    /// Prose.
    None,
    /// A file, by its path.
    File(String, String),
    /// Something to read.
    Other,
    /// Commands and what they write. A program without PDF cannot be asked for one; what is written is believed.
    Commands { believed: bool },
}

/// Runs one command; only a few are known.
fn run(folder: &Folder, command: &str) -> String {
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = match words.as_slice() {
        ["latchwork", arguments @ ..] => folder.run(arguments),
        ["ls", path] => {
            return names(&folder.at(path)).iter().fold(String::new(), |all, name| all + name + "\n");
        }
        ["cat", path] => return fs::read_to_string(folder.at(path)).expect("the file is there"),
        ["rm", path] => {
            fs::remove_file(folder.at(path)).expect("the file is there");
            return String::new();
        }
        _ => panic!("a transcript has a command that is not known: {command}"),
    };
    let mut seen = String::from_utf8_lossy(&output.stderr).into_owned();
    seen.push_str(&String::from_utf8_lossy(&output.stdout));
    if status(&output) != 0 {
        let _ = writeln!(seen, "? {}", status(&output));
    }
    steady(&seen.replace(&folder.path().display().to_string(), "/site"))
}

/// The words of a command, as a shell cuts them: what stands in quotes is one.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None::<char>);
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (Some(_) | None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Durations differ from run to run; the number of files and the fingerprint behind a version, from theme to theme.
fn steady(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let changing = |i: usize| {
        let next = words.get(i + 1).copied().unwrap_or_default();
        let duration = words[i].contains('.') && matches!(next.trim_end(), "s" | "s;");
        let files = next.starts_with("file") || next == "other" || (next == "of" && words.get(i + 2) == Some(&"them"));
        let print = words[i].len() == 12 && words[i].bytes().all(|byte| byte.is_ascii_hexdigit());
        let version = i > 0 && words[i - 1] == env!("CARGO_PKG_VERSION");
        (words[i].parse::<f64>().is_ok() && (duration || files)) || (print && version)
    };
    let steady: Vec<&str> = words.iter().enumerate().map(|(i, word)| if changing(i) { "[..]" } else { word }).collect();
    steady.join(" ")
}

fn difference(written: &str, happened: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (written.lines().collect(), happened.lines().collect());
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let from =
        |lines: &[&str]| lines.iter().skip(same).take(12).fold(String::new(), |all, line| format!("{all}  {line}\n"));
    format!("line {}, written:\n{}happened:\n{}", same + 1, from(&a), from(&b))
}
