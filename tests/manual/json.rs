//! The manual lists every member of the JSON that the program writes.
//!
//! Somebody who writes a program has nothing else to go by, so the lists are held
//! to the source: to the shapes that are serialised, to the kinds of notices, and
//! to the essay about compiled protocols, whose rows the manual repeats.
//!
//! Never: what a member means.

use super::{ROOT, page, section};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Where the source has the shapes of the JSON, and which part of the manual lists their members.
const FORMS: [(&str, &str); 7] = [
    ("schedule/outcome.rs", "schedule"),
    ("schedule/taper.rs", "schedule"),
    ("schedule/written.rs", "plan"),
    ("compiled/mod.rs", "protocol"),
    ("compiled/part.rs", "protocol"),
    ("compiled/figure.rs", "protocol"),
    ("compiled/grid.rs", "protocol"),
];

#[test]
fn every_member_of_the_json_is_listed() {
    let text = page("reference/data.md");
    let mut report = String::new();
    for (path, id) in FORMS {
        let part = section(&text, id);
        for (shape, keys) in shapes(&source(path)) {
            for key in keys.iter().filter(|key| !names(part, key)) {
                let _ = writeln!(report, "reference/data.md#{id} does not list `{key}` of {shape}");
            }
        }
    }
    let essay = source("compiled/mod.rs");
    for row in essay.lines().filter_map(|line| line.strip_prefix("//! ")).filter(|row| row.starts_with('|')) {
        if !section(&text, "protocol").contains(row) {
            let _ = writeln!(report, "reference/data.md#protocol has not this row of src/compiled/mod.rs:\n{row}");
        }
    }
    let all = source("schedule/outcome.rs");
    let notices = body(&all, "enum Notice");
    for name in notices.lines().skip(1).filter_map(|line| line.trim().strip_suffix(" {")) {
        let name = kebab(name);
        for (path, id) in [("reference/schedules.md", "notices"), ("reference/data.md", "notices")] {
            if !section(&page(path), id).contains(&format!("`{name}`")) {
                let _ = writeln!(report, "{path}#{id} does not list `{name}`");
            }
        }
    }
    for key in members(notices).filter(|key| !names(section(&text, "notices"), key)) {
        let _ = writeln!(report, "reference/data.md#notices does not list `{key}`");
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Whether a text names a member, by itself or inside of an example.
fn names(text: &str, key: &str) -> bool {
    text.contains(&format!("`{key}`")) || text.contains(&format!("\"{key}\""))
}

/// What stands between the braces of a declaration.
fn body<'t>(source: &'t str, declaration: &str) -> &'t str {
    let start = source.find(&format!("{declaration} {{")).unwrap_or_else(|| panic!("there is no {declaration}"));
    &source[start..start + source[start..].find("\n}").expect("it is closed")]
}

fn source(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join("src").join(path)).expect("the source is there")
}

/// The shapes in a source that are written as JSON, each with its members.
fn shapes(source: &str) -> Vec<(String, Vec<&str>)> {
    let derived = source
        .split("#[derive(")
        .skip(1)
        .filter(|rest| rest.split(')').next().is_some_and(|all| all.contains("Serialize")));
    let shapes: Vec<_> = derived
        .filter_map(|rest| {
            let line = rest.lines().find(|line| line.ends_with(" {"))?;
            let name = line.split_once("struct ")?.1.trim_end_matches(" {");
            Some((name.to_owned(), members(body(rest, &format!("struct {name}"))).collect()))
        })
        .collect();
    assert!(!shapes.is_empty(), "there are no shapes");
    shapes
}

/// The names before the types in a declaration, but for those that are not written.
fn members(declaration: &str) -> impl Iterator<Item = &str> {
    let above = std::iter::once("").chain(declaration.lines());
    let written = above.zip(declaration.lines()).filter(|(above, _)| above.trim() != "#[serde(skip)]");
    let bare = written.map(|(_, line)| line.trim().trim_start_matches("pub(super) ").trim_start_matches("pub "));
    bare.filter_map(|line| Some(line.split_once(": ")?.0))
        .filter(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
}

/// `LongGap` is `long-gap`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}
