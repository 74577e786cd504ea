//! The rules of the house that no compiler knows: who may use whom, how long a file may be, what is banned.
//!
//! A single crate has no walls between its modules, so this table is the wall.
//! A new dependency between modules is a new word in it, which is easy to see
//! and easy to talk about.
//!
//! Never: what the program does.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Each module and the modules that it may use, from the ground up. `""` is `lib.rs`.
const LAYERS: [(&str, &[&str]); 27] = [
    // base: no domain
    ("source", &[]),
    ("name", &[]),
    ("memo", &[]),
    ("diag", &["source"]),
    ("bundle", &["diag"]),
    // core: pure and alone
    ("schedule", &[]),
    // time zones, and calendar files of schedules
    ("calendar", &["schedule"]),
    // parse: one file at a time
    ("syntax", &["diag", "name", "source"]),
    ("model", &["calendar", "diag", "name", "schedule", "source", "syntax"]),
    // sources as others write them down
    ("cite", &["model", "name"]),
    // graph: all files at once
    ("site", &["diag", "model", "name", "source", "syntax"]),
    // lint: judges what is linked
    ("lint", &["diag", "model", "name", "site", "source", "syntax"]),
    // render: values to bytes
    ("sheet", &["diag", "model", "name", "schedule", "source", "syntax"]),
    ("pdf", &["diag", "memo", "sheet", "source"]),
    ("compiled", &["model", "schedule"]),
    ("search", &["model", "schedule", "sheet", "site", "syntax"]),
    (
        "render",
        &[
            "bundle", "calendar", "compiled", "diag", "memo", "model", "name", "pdf", "schedule", "search", "sheet",
            "site", "source", "syntax",
        ],
    ),
    // whole
    ("", &["bundle", "diag", "lint", "memo", "model", "render", "site", "source"]),
    // whole sites as other bytes
    ("pack", &["bundle", "diag"]),
    // edge: may touch the world; edge modules meet only in `cmd`
    ("read", &["diag", "source"]),
    ("publish", &["bundle"]),
    ("outside", &["diag", "source"]),
    // a preview reads and compiles again and again
    ("serve", &["", "bundle", "diag", "lint", "memo", "model", "name", "read", "render", "site", "source"]),
    // the only part of that server which writes
    ("edit", &["", "bundle", "diag", "model", "name", "schedule", "serve", "site", "source", "syntax"]),
    ("cli", &[]),
    (
        "cmd",
        &[
            "", "bundle", "calendar", "cite", "cli", "diag", "edit", "memo", "model", "name", "outside", "pack", "pdf",
            "publish", "read", "render", "schedule", "serve", "sheet", "site", "source", "syntax",
        ],
    ),
    ("main", &["cmd"]),
];

/// What no line of the source may have, and why.
const BANNED: [(&str, &str); 10] = [
    ("todo!(", "unfinished work does not go in"),
    ("unimplemented!(", "unfinished work does not go in"),
    ("dbg!(", "unfinished work does not go in"),
    (".unwrap()", "say with `expect` why it holds"),
    ("#[serde(flatten", "places in YAML files are lost inside of it"),
    ("#[serde(untagged", "places in YAML files are lost inside of it"),
    ("super::super", "name the module from the crate: `crate::…`"),
    ("use crate::{", "one line for each module, so that a dependency can be searched for"),
    ("pub use crate::", "a module shows what is its own"),
    ("unsafe {", "there is always another way here"),
];

/// What no template may have, and why.
const BANNED_IN_TEMPLATES: [(&str, &str); 5] = [
    ("| safe", "values that are markup arrive as markup; everything else is escaped"),
    ("|safe", "values that are markup arrive as markup; everything else is escaped"),
    ("<style", "the site's rules for browsers forbid it; put it into theme/css"),
    (" style=", "the site's rules for browsers forbid it; put it into theme/css"),
    ("javascript:", "the site's rules for browsers forbid it; put it into theme/js"),
];

const LONGEST: usize = 400;

struct File {
    /// Its path, with `/`.
    path: String,
    text: String,
}

fn files(folder: &str, ending: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join(folder), folder, ending, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "there are no {ending} files in {folder}");
    found
}

fn collect(folder: &Path, name: &str, ending: &str, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("the folder can be read");
        let (file, path) = (entry.path(), format!("{name}/{}", entry.file_name().to_string_lossy()));
        if file.is_dir() && entry.file_name() != "node_modules" {
            collect(&file, &path, ending, found);
        } else if path.ends_with(ending) {
            let text = fs::read_to_string(&file).expect("a source file can be read");
            found.push(File { path, text });
        }
    }
}

/// The lines of a file that are code, with their numbers.
fn code(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let lines = file.text.lines().enumerate().map(|(i, line)| (i + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn modules_use_only_what_stands_below_them() {
    let mut report = String::new();
    for file in files("src", ".rs") {
        let module = file.path["src/".len()..].split(['/', '.']).next().unwrap_or_default();
        let module = if module == "lib" { "" } else { module };
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            let _ = writeln!(report, "{}: `{module}` is not in the table of tests/tidy.rs", file.path);
            continue;
        };
        let mut others: Vec<(usize, &str)> = Vec::new();
        for (number, line) in code(&file) {
            others.extend(paths(line).map(|word| (number, word)));
        }
        for (number, other) in others.into_iter().filter(|(_, other)| *other != module && !allowed.contains(other)) {
            let other = if other.is_empty() { "lib.rs" } else { other };
            let _ = writeln!(report, "{}:{number}: `{module}` must not use `{other}`", file.path);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// The modules that a line names by `crate::` or `latchwork::`; an item of `lib.rs` itself is `""`.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    ["crate::", "latchwork::"].into_iter().flat_map(move |root| line.split(root).skip(1)).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let word = &rest[..end];
        if LAYERS.iter().any(|(name, _)| *name == word) { word } else { "" }
    })
}

#[test]
fn the_table_goes_from_the_ground_up() {
    for (i, (module, allowed)) in LAYERS.iter().enumerate() {
        for other in *allowed {
            assert!(
                LAYERS[..i].iter().any(|(name, _)| name == other),
                "`{module}` uses `{other}`, which is not below it"
            );
        }
    }
}

#[test]
fn every_file_is_short_and_opens_with_an_essay() {
    let mut report = String::new();
    for file in ["src", "tests", "benches"].into_iter().flat_map(|folder| files(folder, ".rs")) {
        let lines = file.text.lines().count();
        if lines > LONGEST {
            let _ = writeln!(report, "{}: {lines} lines are two subjects", file.path);
        }
        let essay: Vec<&str> = file.text.lines().take_while(|line| line.starts_with("//!")).collect();
        let never = essay.last().is_some_and(|last| !last.trim_start_matches("//! ").is_empty())
            && essay.iter().rposition(|line| line.starts_with("//! Never: ")).is_some_and(|at| at + 3 >= essay.len());
        if !never {
            let _ = writeln!(report, "{}: the essay on top ends with a line `//! Never: …`", file.path);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn banned_words_are_nowhere() {
    let mut report = String::new();
    for file in files("src", ".rs") {
        for (number, line) in code(&file) {
            for (word, why) in BANNED.iter().filter(|(word, _)| line.contains(word)) {
                let _ = writeln!(report, "{}:{number}: `{word}`: {why}", file.path);
            }
        }
    }
    for file in files("templates", "") {
        for (i, line) in file.text.lines().enumerate() {
            // What is one file that stands alone carries its style.
            let alone = ["templates/sheet.html", "templates/review.html"].contains(&file.path.as_str());
            let banned = BANNED_IN_TEMPLATES.iter().filter(|(word, _)| !(alone && *word == "<style"));
            for (word, why) in banned.filter(|(word, _)| line.contains(word)) {
                let _ = writeln!(report, "{}:{}: `{word}`: {why}", file.path, i + 1);
            }
            // Data for a script is fine; a script itself is a file.
            for script in line.split("<script").skip(1) {
                let tag = script.split('>').next().unwrap_or_default();
                if !tag.contains(" src=") && !tag.contains("json") {
                    let _ = writeln!(report, "{}:{}: a script stands in the page", file.path, i + 1);
                }
            }
            if let Some(at) = line.find(" on").filter(|at| is_handler(&line[at + 3..])) {
                let _ = writeln!(report, "{}:{}: a script stands in the page: `{}`", file.path, i + 1, &line[at..]);
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Whether what follows ` on` makes it `onclick="…"` and the like.
fn is_handler(rest: &str) -> bool {
    rest.split_once("=\"").is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase()))
}

/// A heading must not take an id that a template uses, or a link would lead to the wrong place.
#[test]
fn every_id_of_a_template_is_reserved() {
    let reserved = files("src", "outline.rs").into_iter().map(|file| file.text).collect::<String>();
    let mut report = String::new();
    for file in files("templates", ".html") {
        for id in file.text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let is_fixed = !id.contains('{') && !file.path.ends_with("sheet.html");
            if is_fixed && !reserved.contains(&format!("\"{id}\"")) {
                let _ = writeln!(report, "{}: the id `{id}` is not in RESERVED of site/outline.rs", file.path);
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
