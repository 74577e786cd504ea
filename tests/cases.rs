//! Tiny sites with the findings they must raise: `cases/**/*.md`.
//!
//! A case is one text. It says in plain words what it is about, then come the
//! files of a site, each after a line `-- path --`, and after `-- expect --`
//! the findings, one a line, as `--format short` shows them. Settings and home
//! page are there unless the case brings its own, or takes them away with
//! `-- without path --`. `-- path (crlf) --` is a file with the line ends of
//! Windows.
//!
//! What stands in `sheets/` is found when sheets are written as PDF, and is passed
//! over by a program without it.
//!
//! `BLESS=1 cargo test --test cases` writes what is found into the cases.
//!
//! Never: the disk of the site; a case lives in memory.
#![expect(clippy::disallowed_methods, reason = "tests touch the world")]

mod support;

use latchwork::diag::{Code, Diagnostic, Diagnostics, Severity, short};
use latchwork::memo::{Forget, Memos};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

/// Rules about what a text in memory cannot have: files that cannot be read (`tests/read.rs`), other sites
/// (`tests/outside.rs`).
const ELSEWHERE: [Code; 8] = [
    Code::UnreadableFile,
    Code::NotUtf8,
    Code::FileTooLarge,
    Code::EmptyFile,
    Code::SymlinkLoop,
    Code::SymlinkOutside,
    Code::DeadLink,
    Code::MovedLink,
];

#[test]
fn every_case_raises_what_it_expects() {
    let mut report = String::new();
    for path in cases(Path::new(FOLDER)) {
        if path.starts_with(Path::new(FOLDER).join("sheets")) && !latchwork::pdf::AVAILABLE {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a case can be read");
        let case = Case::parse(&text);
        let found = case.findings();
        if found == case.expect {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, format!("{}\n\n-- expect --\n{found}", case.head)).expect("a case can be written");
        } else {
            let _ = writeln!(report, "\n{}\n  expected\n{}  found\n{found}", path.display(), case.expect);
        }
    }
    assert!(report.is_empty(), "{report}\nBLESS=1 takes what is found for right");
}

#[test]
fn every_rule_is_raised_by_a_case() {
    let mut raised: BTreeSet<String> = ELSEWHERE.iter().map(|code| format!("[{}]", code.name())).collect();
    for path in cases(Path::new(FOLDER)) {
        let text = fs::read_to_string(&path).expect("a case can be read");
        let expect = Case::parse(&text).expect;
        raised.extend(Code::ALL.iter().map(|code| format!("[{}]", code.name())).filter(|name| expect.contains(name)));
    }
    let missing: Vec<&str> =
        Code::ALL.iter().map(|code| code.name()).filter(|name| !raised.contains(&format!("[{name}]"))).collect();
    assert!(missing.is_empty(), "no case raises {}", missing.join(", "));
}

/// All case files, in order.
fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(cases(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A tiny site and what it must raise.
struct Case<'a> {
    /// Everything but the findings.
    head: &'a str,
    files: Vec<(String, String)>,
    expect: String,
}

impl<'a> Case<'a> {
    fn parse(text: &'a str) -> Self {
        let mut files = vec![
            ("content/site.yaml".to_owned(), support::SETTINGS.to_owned()),
            ("content/_index.md".to_owned(), support::HOME.to_owned()),
        ];
        let (mut head, mut expect) = (text, String::new());
        for Section { start, header, body } in sections(text) {
            let (words, marks) = header.split_once(" (").unwrap_or((header, ""));
            let path = words.strip_prefix("without ").unwrap_or(words);
            files.retain(|(known, _)| known != path);
            if words == "expect" {
                head = text[..start].trim_end();
                body.trim_start().clone_into(&mut expect);
            } else if path == words {
                files.push((path.to_owned(), written(body, marks)));
            }
        }
        Self { head, files, expect }
    }

    /// What the program finds in it, as `--format short` shows it.
    fn findings(&self) -> String {
        let inputs = support::inputs(self.files.clone());
        let mut diags = Diagnostics::new();
        // Sheets as PDF take their time; only cases about their templates need them.
        let is_typst = |(path, _): &(String, _)| path.strip_suffix(".typ").is_some();
        let memos = if self.files.iter().any(is_typst) { Memos::of_sheets(&Forget) } else { Memos::none() };
        let bundle = latchwork::compile_with(&inputs, memos, &mut diags);
        diags.sorted(&inputs.sources).into_iter().for_each(well_worded);
        let errors = diags.count(Severity::Error);
        assert_eq!(bundle.seal(&diags).is_none(), errors > 0, "only a site without errors can be sealed");
        short(&diags, &inputs.sources)
    }
}

/// A part of a case: its line `-- header --` and what follows.
struct Section<'a> {
    start: usize,
    header: &'a str,
    body: &'a str,
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let header = |line: &'_ str| line.trim_end().strip_prefix("-- ").is_some_and(|rest| rest.ends_with(" --"));
    let mut found: Vec<Section<'_>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        if header(line) {
            let words = line.trim_end();
            found.push(Section { start: at, header: &words[3..words.len() - 3], body: &text[next..next] });
        } else if let Some(section) = found.last_mut() {
            section.body = &text[next - line.len() - section.body.len()..next];
        }
        at = next;
    }
    found
}

/// The text of a file as it would lie on the disk, one empty line before the next section left out.
fn written(body: &str, marks: &str) -> String {
    let text = body.strip_suffix("\n\n").map_or_else(|| body.to_owned(), |text| format!("{text}\n"));
    // `read` takes the byte order mark off; the positions must be the same with and without it.
    if marks.contains("crlf") { text.replace('\n', "\r\n") } else { text }
}

/// A message names the thing in lower case without a full stop, and there is a way out.
fn well_worded(finding: &Diagnostic) {
    let message = &finding.message;
    let mut letters = message.chars().map(char::is_uppercase);
    let sentence = letters.next() == Some(true) && letters.next() == Some(false);
    assert!(!message.ends_with('.') && !sentence, "not a message: {message}");
    assert!(finding.help.as_ref().is_some_and(|help| !help.ends_with('.')), "no way out: {message}");
}
