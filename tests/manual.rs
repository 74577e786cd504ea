//! The manual is true: `manual/content`.
//!
//! The manual is a site like any other and must be built without a finding. Its
//! examples are more: a fenced block whose first line names a file is tried, over
//! the files of the ten-minute start and those shown before it on the page.
//!
//! | first line | what it is |
//! |---|---|
//! | `yaml content/glossary.yaml` | a whole file; it stays for the rest of the page |
//! | `yaml content/protocols/walks.yaml part` | top-level keys that take the place of those in the file as it was shown |
//! | `md content/walks.md part` | a text below the front matter of the file as it was shown |
//! | `md content/walks.md part shown` | the same; below the block it stands once more, so that readers see what it gives |
//! | `… finds broken-link` | a mistake: it raises these findings and no other, the line above names them, and it goes away again |
//! | `… stays finds missing-key` | the same, to be gone on with |
//! | `console` | commands with what they write; see `support/transcript.rs` |
//!
//! Lists in the manual that could fall behind the program are held to it.
//! `BLESS=1 cargo test --test manual` writes the lists of findings and of commands, and what commands write.
//!
//! Never: how a page reads; people look at that.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

#[path = "manual/commands.rs"]
mod commands;
#[path = "manual/json.rs"]
mod json;
mod support;

use clap::{CommandFactory as _, ValueEnum as _};
use latchwork::cli::{Cli, SchemaOf};
use latchwork::diag::{Code, Diagnostics, explain, locate, short};
use latchwork::model::Drafts;
use latchwork::model::schema::Shape;
use latchwork::name::SheetName;
use latchwork::{Inputs, read};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use support::transcript::hold;
use support::{Folder, compile, inputs, tree};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const START: &str = "start/_index.md";

#[test]
fn the_manual_is_built_without_a_finding() {
    let mut diags = Diagnostics::new();
    let sources = read::read(&Path::new(ROOT).join("manual"), &mut diags).expect("the manual is there");
    let inputs = Inputs { sources, today: support::TODAY, base_url: None, drafts: Drafts::Hidden };
    let bundle = latchwork::compile(&inputs, &mut diags);
    assert_eq!(short(&diags, &inputs.sources), "");
    assert!(bundle.seal(&diags).is_some(), "a site without findings can be published");
}

#[test]
fn every_example_finds_what_it_says() {
    let mut report = String::new();
    for (path, text) in pages() {
        let mut site = if path == START { BTreeMap::new() } else { start() };
        for example in examples(&text) {
            let files = example.over(&site);
            let found = findings(&files);
            let expected: BTreeSet<String> = example.finds.iter().cloned().collect();
            let codes: BTreeSet<String> = found.iter().map(|(code, _)| code.clone()).collect();
            // The first file of the first page cannot be a site by itself.
            let whole = files.contains_key("content/site.yaml") && files.contains_key("content/_index.md");
            if whole && codes != expected {
                let _ = writeln!(report, "\n{path}:{}: wants {expected:?}, found:", example.line);
                for (_, line) in &found {
                    let _ = writeln!(report, "  {line}");
                }
            }
            for name in example.finds.iter().filter(|name| !example.above.contains(&format!("`{name}`"))) {
                let _ = writeln!(report, "\n{path}:{}: the line above does not name `{name}`", example.line);
            }
            if example.shown && text.matches(example.text.trim_end()).count() < 2 {
                let _ = writeln!(report, "\n{path}:{}: does not stand on the page once more", example.line);
            }
            if !example.part && (example.stays || example.finds.is_empty()) {
                site = files;
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn every_command_writes_what_it_says() {
    let mut report = String::new();
    for (path, _) in pages() {
        let folder = Folder::new();
        if path != START {
            for (path, text) in start() {
                folder.put(&path, text);
            }
        }
        report.push_str(&hold(&Path::new(ROOT).join("manual/content").join(path), &folder));
    }
    assert!(report.is_empty(), "{report}\nBLESS=1 takes what happened for right");
}

/// What a page has in a box and the manual's own site has as a file is the same.
#[test]
fn files_that_are_shown_are_the_files_that_are_there() {
    let shown = [
        (START, "protocols/walks.yaml"),
        ("write/protocol.md", "protocols/knee-plan.yaml"),
        ("write/page.md", "fragments/dry-shoes.md"),
        ("write/page.md", "write/images/path.svg"),
        ("write/page.md", "references.yaml"),
    ];
    for (on, file) in shown {
        let name = format!("content/{}", file.trim_start_matches("write/"));
        let last = examples(&page(on)).into_iter().rfind(|example| !example.part && example.path == name);
        let there = page(file);
        // Comments on top are for editors.
        let lines = there.split_inclusive('\n').skip_while(|line| line.starts_with('#'));
        assert_eq!(last.expect("it is shown").text, lines.collect::<String>(), "{file} is not as {on} shows it");
    }
}

/// The keys of a shape of file, or of a part of it: where the manual lists them.
const KEYS: [(Shape, &str, &str, &str); 41] = [
    (Shape::Protocol, "", "reference/protocols.md", "top"),
    (Shape::Protocol, "anchor", "reference/protocols.md", "anchors"),
    (Shape::Protocol, "person", "reference/protocols.md", "people"),
    (Shape::Protocol, "kind", "reference/protocols.md", "kinds"),
    (Shape::Protocol, "field", "reference/protocols.md", "fields"),
    (Shape::Protocol, "input", "reference/protocols.md", "inputs"),
    (Shape::Protocol, "quantity", "reference/protocols.md", "quantities"),
    (Shape::Protocol, "phase", "reference/protocols.md", "phases"),
    (Shape::Protocol, "activity", "reference/protocols.md", "activities"),
    (Shape::Protocol, "stage", "reference/protocols.md", "ramp"),
    (Shape::Protocol, "taper", "reference/protocols.md", "tapers"),
    (Shape::Protocol, "checkpoint", "reference/protocols.md", "checkpoints"),
    (Shape::Protocol, "need", "reference/protocols.md", "needs"),
    (Shape::Protocol, "alert", "reference/protocols.md", "alerts"),
    (Shape::Protocol, "call", "reference/protocols.md", "calls"),
    (Shape::Protocol, "medicine", "reference/protocols.md", "medicines"),
    (Shape::Shared, "", "reference/protocols.md", "shared"),
    (Shape::Translation, "", "write/languages.md", "plans"),
    (Shape::SharedTranslation, "", "write/languages.md", "plans"),
    (Shape::Page, "", "reference/files.md", "front-matter"),
    (Shape::Page, "waiver", "reference/files.md", "waivers"),
    (Shape::Page, "door", "reference/files.md", "doors"),
    (Shape::Fragment, "", "reference/files.md", "fragments"),
    (Shape::Fragment, "waiver", "reference/files.md", "waivers"),
    (Shape::Fragment, "parameter", "reference/files.md", "fragments"),
    (Shape::Site, "", "reference/files.md", "site-yaml"),
    (Shape::Page, "change", "reference/files.md", "changes"),
    (Shape::Site, "brand", "reference/files.md", "site-yaml"),
    (Shape::Site, "review", "reference/files.md", "site-yaml"),
    (Shape::Site, "reading", "reference/files.md", "site-yaml"),
    (Shape::Site, "words", "reference/files.md", "words"),
    (Shape::Site, "waiver", "reference/files.md", "waivers"),
    (Shape::Site, "day", "reference/files.md", "site-yaml"),
    (Shape::Site, "contacts", "reference/files.md", "contacts"),
    (Shape::Site, "contact", "reference/files.md", "contacts"),
    (Shape::Planner, "", "reference/files.md", "planner-yaml"),
    (Shape::Planner, "question", "reference/files.md", "planner-yaml"),
    (Shape::Planner, "answer", "reference/files.md", "planner-yaml"),
    (Shape::Glossary, "term", "reference/files.md", "glossary-yaml"),
    (Shape::Search, "", "write/search.md", "search-yaml"),
    (Shape::Search, "urgent", "write/search.md", "search-yaml"),
];

/// The schemas know every key. Sections are pages, and what shared blocks hold, protocols hold as well;
/// sources have a format of their own, and the words of the program no keys that mean anything here.
#[test]
fn every_key_of_a_file_is_listed() {
    let mut report = String::new();
    let shapes =
        Shape::ALL.into_iter().filter(|shape| ![Shape::Section, Shape::References, Shape::Strings].contains(shape));
    for shape in shapes {
        let schema: Value = serde_json::from_str(&shape.schema()).expect("a schema is JSON");
        let parts = schema["$defs"].as_object().into_iter().flatten().map(|(part, inner)| (part.as_str(), inner));
        for (part, inner) in parts.chain([("", &schema)]) {
            let keys: Vec<&String> =
                inner["properties"].as_object().into_iter().flatten().map(|(key, _)| key).collect();
            let of = if shape == Shape::Shared && !part.is_empty() { Shape::Protocol } else { shape };
            let place = KEYS.iter().find(|(known, name, ..)| (*known, *name) == (of, part));
            let Some((.., path, id)) = place else {
                assert!(keys.is_empty(), "`{part}` of {} is new: say where the manual lists its keys", shape.word());
                continue;
            };
            let text = page(path);
            for key in keys.iter().filter(|key| !section(&text, id).contains(&format!("`{key}`"))) {
                let _ = writeln!(report, "{path}#{id} does not list `{key}` of {} {part}", shape.word());
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Every option of a command, and every sheet.
#[test]
fn every_option_is_listed() {
    let command = Cli::command();
    let mut missing: Vec<String> = Vec::new();
    let mut listed = vec![("sheet", "write/sheets.md"), ("review", "write/review.md")];
    if cfg!(feature = "serve") {
        listed.push(("edit", "write/editor.md"));
    }
    for (name, path) in listed {
        let text = page(path);
        let of = command.find_subcommand(name).expect("there is such a command");
        let options = of.get_arguments().filter_map(|argument| argument.get_long());
        // How findings are shown is told once, under checks.
        let options = options.filter(|option| !matches!(*option, "format" | "root"));
        missing.extend(options.map(|option| format!("--{option}")).filter(|option| !text.contains(option.as_str())));
    }
    let kinds = page("write/sheets.md");
    let sheets = SheetName::ALL.map(|sheet| format!("| `{}` |", sheet.word()));
    missing.extend(sheets.into_iter().filter(|row| !section(&kinds, "kinds").contains(row)));
    let editors = page("reference/editors.md");
    let schemas =
        SchemaOf::value_variants().iter().filter_map(|of| Some(of.to_possible_value()?.get_name().to_owned()));
    let names = |of: &str| {
        [format!("schema {of}`"), format!("`{of}`")].iter().any(|n| section(&editors, "schemas").contains(n))
    };
    missing.extend(schemas.filter(|of| !names(of)));
    assert!(missing.is_empty(), "the manual does not list {missing:?}");
}

/// Every command, with all that can be typed behind it.
#[test]
fn every_command_is_listed() {
    let text = page("reference/commands.md");
    let good = commands::with_list(&text);
    if text != good {
        assert!(std::env::var_os("BLESS").is_some(), "the list of commands has fallen behind; BLESS=1 writes it");
        fs::write(place("reference/commands.md"), good).expect("it can be written");
    }
}

/// What a protocol language must be able to say: fifty things, each with an honest word about it.
#[test]
fn each_of_the_fifty_has_its_row() {
    const WORDS: [&str; 4] = ["**Yes.**", "**In part.**", "**On paper.**", "**Not yet.**"];
    let text = page("reference/fifty.md");
    for number in 1..=50 {
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with(&format!("| {number} |"))).collect();
        let [row] = rows.as_slice() else { panic!("{number} has {} rows", rows.len()) };
        let said = row.split('|').nth(3).map(str::trim).unwrap_or_default();
        assert!(WORDS.iter().any(|word| said.starts_with(word)), "{number} begins with none of {WORDS:?}");
    }
}

#[test]
fn every_finding_is_listed_with_its_sentence() {
    let rows = Code::ALL.iter().map(|code| {
        let first = explain(*code).lines().next().unwrap_or_default();
        let (severity, sentence) = first.split_once(": ").expect("a section begins with its severity");
        format!("| `{}` | {severity} | {sentence} |\n", code.name())
    });
    let table = rows.fold("| name | how bad | what it says |\n|---|---|---|\n".to_owned(), |all, row| all + &row);
    let text = page("reference/checks.md");
    if text.contains(&table) {
        return;
    }
    assert!(std::env::var_os("BLESS").is_some(), "the list of findings has fallen behind; BLESS=1 writes it");
    let start = text.find("| name | how bad |").expect("the page has the list");
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end + 1);
    fs::write(place("reference/checks.md"), text[..start].to_owned() + &table + &text[end..])
        .expect("it can be written");
}

/// A file shown in the manual.
struct Example {
    line: usize,
    above: String,
    path: String,
    text: String,
    part: bool,
    shown: bool,
    stays: bool,
    finds: Vec<String>,
}

impl Example {
    /// The site with it.
    fn over(&self, site: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let mut files = site.clone();
        let text = match files.get(&self.path) {
            Some(frame) if self.part && is_markdown(&self.path) => {
                let end = frame.rfind("\n---\n").map_or(0, |at| at + 5);
                format!("{}\n{}", &frame[..end], self.text)
            }
            Some(frame) if self.part => replaced(frame, &self.text),
            Some(_) | None => self.text.clone(),
        };
        files.insert(self.path.clone(), text);
        files
    }
}

/// A YAML text with some of its top-level keys replaced.
fn replaced(frame: &str, part: &str) -> String {
    let own = keys(part);
    let kept = keys(frame).into_iter().filter(|(key, _)| own.iter().all(|(other, _)| other != key));
    kept.chain(own.clone()).map(|(_, text)| text).collect()
}

/// The top-level keys of a YAML text, each with its lines.
fn keys(text: &str) -> Vec<(String, String)> {
    let mut keys: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        let opens = line.starts_with(|c: char| c.is_alphabetic()).then(|| line.split(':').next()).flatten();
        match (opens, keys.last_mut()) {
            (Some(key), _) => keys.push((key.to_owned(), line.to_owned())),
            (None, Some((_, lines))) => lines.push_str(line),
            (None, None) => {}
        }
    }
    keys
}

/// The examples of a page, in order.
fn examples(text: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let (mut fenced, mut open, mut above) = (false, false, "");
    for (i, line) in text.split_inclusive('\n').enumerate() {
        if let Some(info) = line.trim_end().strip_prefix("```") {
            let words: Vec<&str> = info.split_whitespace().skip(1).collect();
            fenced = !fenced;
            open = fenced && words.first().is_some_and(|path| path.contains('/'));
            if open {
                let finds = words.iter().skip_while(|word| **word != "finds").skip(1);
                found.push(Example {
                    line: i + 1,
                    above: above.to_owned(),
                    path: words[0].to_owned(),
                    text: String::new(),
                    part: words.contains(&"part"),
                    shown: words.contains(&"shown"),
                    stays: words.contains(&"stays"),
                    finds: finds.map(|word| (*word).to_owned()).collect(),
                });
            }
        } else if open {
            found.last_mut().expect("one was opened").text.push_str(line);
        } else if !line.trim().is_empty() {
            above = line;
        }
    }
    found
}

/// The findings in a site of texts: code and line.
fn findings(files: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let inputs = inputs(files.clone());
    let (_, diags) = compile(&inputs);
    let found = diags.sorted(&inputs.sources).into_iter().map(|finding| {
        let place = locate(&finding.place, &inputs.sources);
        (finding.code.name().to_owned(), format!("{}: {}", place.path, finding.message))
    });
    found.collect()
}

/// The site of the ten-minute start: what every other page's examples lie over.
fn start() -> BTreeMap<String, String> {
    let whole = examples(&page(START)).into_iter().filter(|example| !example.part && example.finds.is_empty());
    whole.map(|example| (example.path, example.text)).collect()
}

fn pages() -> Vec<(String, String)> {
    let files = tree(&Path::new(ROOT).join("manual/content"));
    let pages = files.into_iter().filter(|(path, _)| is_markdown(path));
    pages.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("a page is text"))).collect()
}

fn is_markdown(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "md")
}

fn place(path: &str) -> PathBuf {
    Path::new(ROOT).join("manual/content").join(path)
}

fn page(path: &str) -> String {
    fs::read_to_string(place(path)).expect("the page is there")
}

/// The part of a page below the heading with this id, up to the next heading that is not deeper.
fn section<'t>(text: &'t str, id: &str) -> &'t str {
    let start = text.find(&format!("{{#{id}}}\n")).unwrap_or_else(|| panic!("there is no heading #{id}"));
    let level = text[..start].lines().next_back().map_or(0, |line| line.bytes().take_while(|b| *b == b'#').count());
    let ends = (2..=level).filter_map(|level| text[start..].find(&format!("\n{} ", "#".repeat(level))));
    &text[start..ends.min().map_or(text.len(), |end| start + end)]
}
