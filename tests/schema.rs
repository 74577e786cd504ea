//! The schemas for editors: committed, current, good by themselves, and true of every file that is shipped.
//!
//! `boon` judges, which shares nothing with the program but the schemas. A
//! schema must take all that is good, and everything that it refuses, `check`
//! must complain of as well, so that an editor and `check` never disagree.
//!
//! `BLESS=1 cargo test --test schema` writes the schemas into `schemas/`, and the
//! line that names them into the files that lack it.
//!
//! Never: what a key means.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use boon::{Compiler, SchemaIndex, Schemas};
use latchwork::model::schema::Shape;
use latchwork::syntax::front_matter;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// The starter of `latchwork new protocol`.
const STARTER: &str = "src/cmd/new/protocol.yaml";

/// All schemas, compiled. Compiling judges them by the rules of the draft that they name.
struct Judge {
    schemas: Schemas,
    compiler: Compiler,
}

impl Judge {
    fn new() -> Self {
        let mut compiler = Compiler::new();
        for shape in Shape::ALL {
            let schema = serde_json::from_str(&shape.schema()).expect("a schema is JSON");
            compiler.add_resource(&address(shape), schema).expect("the address is good");
        }
        Self { schemas: Schemas::new(), compiler }
    }

    /// The schema at a pointer into one of the files.
    fn at(&mut self, shape: Shape, pointer: &str) -> SchemaIndex {
        let place = format!("{}#{pointer}", address(shape));
        let index = self.compiler.compile(&place, &mut self.schemas);
        index.unwrap_or_else(|error| panic!("{place} is no schema: {error:#}"))
    }

    /// What a schema says against a value; empty where nothing.
    fn objection(&mut self, shape: Shape, pointer: &str, value: &Value) -> String {
        let index = self.at(shape, pointer);
        self.schemas.validate(value, index).map_or_else(|error| format!("{error:#}"), |()| String::new())
    }
}

fn address(shape: Shape) -> String {
    format!("https://latchwork.invalid/{}", shape.file())
}

fn schema(shape: Shape) -> Value {
    serde_json::from_str(&shape.schema()).expect("a schema is JSON")
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

/// Every file below a folder of the repository that has this ending, by path.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let all = support::tree(&Path::new(REPOSITORY).join(folder));
    let chosen = all.into_iter().filter(|(path, _)| path.ends_with(ending));
    chosen.map(|(path, bytes)| (format!("{folder}/{path}"), String::from_utf8(bytes).expect("a text"))).collect()
}

/// Which files people write; approvals are written by the program.
fn is_edited(path: &str) -> bool {
    !path.contains("content/reviews/")
}

/// Which shape a file has, by its path in a site.
fn shape(path: &str) -> Shape {
    let inside = path.rsplit_once("content/").map_or(path, |(_, inside)| inside);
    match inside {
        "site.yaml" => Shape::Site,
        "planner.yaml" => Shape::Planner,
        "glossary.yaml" => Shape::Glossary,
        "search.yaml" => Shape::Search,
        "references.yaml" => Shape::References,
        _ if inside.starts_with("protocols/shared/") && is_translation(inside) => Shape::SharedTranslation,
        _ if inside.starts_with("protocols/shared/") => Shape::Shared,
        _ if inside.starts_with("protocols/") && is_translation(inside) => Shape::Translation,
        _ if inside.starts_with("fragments/") => Shape::Fragment,
        _ if inside.contains("protocols/") || inside == STARTER => Shape::Protocol,
        _ if inside.contains("theme/strings/") => Shape::Strings,
        _ if inside.ends_with("_index.md") => Shape::Section,
        _ if inside.strip_suffix(".md").is_some() => Shape::Page,
        _ => panic!("{path}: say in tests/schema.rs which shape this has"),
    }
}

/// Whether a file's name ends in a language: `walks.es.yaml`.
fn is_translation(path: &str) -> bool {
    path.trim_end_matches(".yaml").rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// The folders of YAML files that people read and edit: each file there names its schema.
const EDITED: [&str; 3] = ["content", "manual", "theme/strings"];

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    let folder = Path::new(REPOSITORY).join("schemas");
    let mut report = String::new();
    for shape in Shape::ALL {
        let path = Path::new(REPOSITORY).join(shape.file());
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, shape.schema()).expect("a schema can be written");
        }
        if fs::read_to_string(&path).ok() != Some(shape.schema()) {
            let _ = writeln!(report, "{} is not what the program makes; BLESS=1 writes it", shape.file());
        }
    }
    for name in support::names(&folder) {
        if Shape::ALL.iter().all(|shape| shape.file() != format!("schemas/{name}")) {
            let _ = writeln!(report, "schemas/{name} is of no shape");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn the_schemas_are_good_schemas() {
    let mut judge = Judge::new();
    for shape in Shape::ALL {
        assert_eq!(schema(shape)["$schema"], "https://json-schema.org/draft/2020-12/schema");
        judge.at(shape, "");
    }
}

/// Whatever an editor shows is there and true: titles, a description of each key, examples that fit.
#[test]
fn every_key_is_described_and_every_example_fits() {
    let (mut judge, mut report, mut examples) = (Judge::new(), String::new(), 0);
    for shape in Shape::ALL {
        let root = schema(shape);
        assert!(root["title"].is_string() && root["description"].is_string(), "{} has no title", shape.word());
        walk(&root, "", &mut |pointer, schema| {
            for (key, property) in schema["properties"].as_object().into_iter().flatten() {
                if property["description"].as_str().is_none_or(|words| words.trim().len() < 5) {
                    let _ = writeln!(report, "{} {pointer}: `{key}` is not described", shape.word());
                }
            }
            for example in schema["examples"].as_array().into_iter().flatten() {
                examples += 1;
                let objection = judge.objection(shape, pointer, example);
                if !objection.is_empty() {
                    let _ = writeln!(report, "{} {pointer}: {objection}", shape.word());
                }
            }
        });
    }
    assert!(report.is_empty(), "\n{report}");
    assert!(examples > 100, "only {examples} examples");
}

/// Calls `visit` with every schema inside of a schema, and its pointer.
fn walk(schema: &Value, pointer: &str, visit: &mut impl FnMut(&str, &Value)) {
    visit(pointer, schema);
    for group in ["properties", "$defs"] {
        for (key, inner) in schema[group].as_object().into_iter().flatten() {
            walk(inner, &format!("{pointer}/{group}/{key}"), visit);
        }
    }
    for key in ["items", "additionalProperties", "propertyNames"].into_iter().filter(|key| schema[key].is_object()) {
        walk(&schema[key], &format!("{pointer}/{key}"), visit);
    }
}

#[test]
fn everything_that_is_shipped_fits_its_schema() {
    let (mut judge, mut report, mut count) = (Judge::new(), String::new(), 0);
    let mut all: Vec<(String, String)> = Vec::new();
    for folder in ["content", "manual", "theme/strings", "tests/golden/content", "tests/fixtures/protocols"] {
        all.extend(files(folder, ".yaml").into_iter().filter(|(path, _)| is_edited(path)));
        for (path, text) in files(folder, ".md") {
            let parts = front_matter::split(&text).expect("a page has a front matter");
            all.push((path, parts.yaml.to_owned()));
        }
    }
    let starter = fs::read_to_string(Path::new(REPOSITORY).join(STARTER)).expect("the starter is there");
    all.push((STARTER.to_owned(), starter));
    for (path, text) in all {
        count += 1;
        let objection = judge.objection(shape(&path), "", &yaml(&text));
        if !objection.is_empty() {
            let _ = writeln!(report, "{path}: {objection}");
        }
    }
    assert!(report.is_empty(), "\n{report}");
    assert!(count > 30, "only {count} files were looked at");
}

#[test]
fn every_file_that_people_edit_names_its_schema() {
    let mut report = String::new();
    let starter = fs::read_to_string(Path::new(REPOSITORY).join(STARTER)).expect("the starter is there");
    let mut all: Vec<(String, String)> =
        EDITED.iter().flat_map(|folder| files(folder, ".yaml")).filter(|(path, _)| is_edited(path)).collect();
    all.push(("content/protocols/starter.yaml".to_owned(), starter));
    for (path, text) in all {
        let up = "../".repeat(path.matches('/').count());
        let line = format!("# yaml-language-server: $schema={up}{}", shape(&path).file());
        if text.lines().next() == Some(&line) {
            continue;
        }
        let file = Path::new(REPOSITORY).join(&path);
        if std::env::var_os("BLESS").is_some() && file.is_file() {
            let rest = text.split_inclusive('\n').filter(|line| !line.starts_with("# yaml-language-server:"));
            fs::write(file, format!("{line}\n{}", rest.collect::<String>())).expect("a file can be written");
        } else {
            let _ = writeln!(report, "{path}: the first line is to be\n    {line}");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// A protocol that nothing is wrong with.
const PROTOCOL: &str = "\
title: Walks
summary: A plan to try things with.
version: 1
status: under-review
counting: start is day 0
plan_end: start + 6 days
anchors:
  start: {label: first day, known: planning}
inputs:
  weight: {label: Weight, type: number, unit: kg, range: 1-15 kg}
kinds:
  walk: {label: Walk, counts: true, records: [effort]}
fields:
  effort: {label: Effort, type: scale, scale: 0-10}
phases:
  only: {title: Only, from: start, do: [walk]}
activities:
  walk:
    title: Walk
    kind: walk
    every: 2-3h {clinic}
    duration: 15 min {clinic}
checkpoints:
  visit: {title: Visit, on: [start + 3 days]}
calls:
  now: {level: emergency, title: Call now if, items: [you cannot get up]}
";

/// Slips in the protocol above: what stands there, and what somebody wrote in its place.
const SLIPS: [(&str, &str); 27] = [
    ("title: Walks\n", ""),
    ("title: Walks\n", "title: [Walks]\n"),
    ("title: Walks\n", "title:\n"),
    ("summary: A", "sumary: A"),
    ("status: under-review", "status: in review"),
    ("status: under-review", "status: under-review\nreviewed: 1 December"),
    ("status: under-review", "status: under-review\naudience: [mothers]"),
    ("status: under-review", "status: under-review\naudience: parent"),
    ("start is day 0", "start is day 2"),
    ("start + 6 days", "start + 6 years"),
    ("start + 6 days", "in a week"),
    ("  start: {", "  Start: {"),
    ("known: planning", "known: later"),
    ("known: planning", "known: planning, optional: perhaps"),
    ("type: number", "type: figure"),
    ("range: 1-15 kg", "range: up to 15 kg"),
    ("counts: true", "counts: 3"),
    ("type: scale, scale: 0-10", "type: scale, scale: ten"),
    ("from: start,", "from: start, too: start,"),
    ("do: [walk]", "do: [Walk about]"),
    ("every: 2-3h {clinic}", "every: 2-3h"),
    ("every: 2-3h {clinic}", "every: 2-3 weeks {clinic}"),
    ("every: 2-3h {clinic}", "every: 3"),
    ("duration: 15 min {clinic}", "duration: 15 {clinic}"),
    ("on: [start + 3 days]", "on: start + 3 days"),
    ("level: emergency", "level: soon"),
    ("items: [you cannot get up]", "itmes: [you cannot get up]"),
];

/// Other ways to write it that are just as good.
const VARIANTS: [(&str, &str); 9] = [
    ("title: Walks", "title: 2026"),
    ("version: 1", "version: \"1\""),
    ("start + 6 days", "start+6 days {clinic}"),
    ("every: 2-3h {clinic}", "per_24h: at least 5 {policy}"),
    ("every: 2-3h {clinic}", "every: 2 - 3 hours {clinic}"),
    ("every: 2-3h {clinic}", "every: 90 min {clinic}{policy}"),
    ("every: 2-3h {clinic}", "times: [06:00, \"21:30\"]"),
    ("range: 1-15 kg", "range: at least 1 kg"),
    ("duration: 15 min {clinic}", "blocks: 20 on, 10 off, 20 on {clinic}"),
];

/// Whether `check` complains of a site with this protocol.
fn check(protocol: &str) -> bool {
    let site = [
        ("content/site.yaml", support::SETTINGS),
        ("content/_index.md", support::HOME),
        ("content/protocols/walks.yaml", protocol),
    ];
    !support::compile(&support::inputs(site)).1.is_empty()
}

#[test]
fn slips_are_seen_by_the_schema_and_by_check() {
    let (mut judge, mut report) = (Judge::new(), String::new());
    let mut seen = |text: &str| (!judge.objection(Shape::Protocol, "", &yaml(text)).is_empty(), check(text));
    assert_eq!(seen(PROTOCOL), (false, false));
    for (changes, wanted) in [(&SLIPS[..], (true, true)), (&VARIANTS[..], (false, false))] {
        for (good, written) in changes {
            assert!(PROTOCOL.contains(good), "{good}");
            let found = seen(&PROTOCOL.replacen(good, written, 1));
            if found != wanted {
                let _ = writeln!(report, "{written}: (schema, check) saw a slip: {found:?}, not {wanted:?}");
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// What stands there, and what somebody wrote in its place.
type Slips = &'static [(&'static str, &'static str)];

#[test]
fn slips_in_other_files_are_seen() {
    let mut judge = Judge::new();
    let front = "title: Pump\nsummary: How it fits.\nkind: guide\nstatus: draft\nupdated: 2026-12-01\norder: 1\nrelated: [a.md]\nwaive: [{rule: long-page, reason: one list, until: 2027-05-01}]";
    let term = "let-down:\n  plain: let-down\n  definition: When milk flows.";
    let source = "seema-1997:\n  type: article\n  title: Relactation\n  parent: {type: periodical, title: A journal}";
    let blocks = "kinds:\n  pump: {label: Pump, counts: true}\ncalls:\n  more: {items: [a sign]}";
    let fragment = "title: Hands\nparameters:\n  when: {description: When, default: before}";
    let questions = "questions:\n  one: {ask: One?, answers: [{answer: A, plan: walks}, {answer: B, team: true}]}\n";
    let slips: [(Shape, &str, Slips); 9] = [
        (
            Shape::Page,
            front,
            &[
                ("title", "titel"),
                ("guide", "blog"),
                ("2026-12-01", "1.12.2026"),
                ("a.md", "a/"),
                ("long-page", "dose-like-text"),
                ("reason: one list, ", ""),
            ],
        ),
        (Shape::Section, front, &[("title", "titel"), ("draft", "done"), ("order: 1", "order: first")]),
        (Shape::Site, support::SETTINGS, &[("https://", "www."), ("urgent:", "urgnt:"), ("true", "maybe")]),
        (
            Shape::Planner,
            questions,
            &[
                ("answers", "answer"),
                ("ask: One?", "question: One?"),
                ("plan: walks", "paln: walks"),
                ("true", "'yes'"),
            ],
        ),
        (Shape::Glossary, term, &[("plain", "plane"), ("  plain: let-down\n", ""), ("definition", "defintion")]),
        (Shape::References, source, &[("title: Rel", "titel: Rel"), ("A journal}", "A journal, volum: 3}")]),
        (Shape::Shared, blocks, &[("label", "lable"), ("items: [a sign]", "title: Call"), ("pump:", "Pump it:")]),
        (Shape::Fragment, fragment, &[("title", "name"), ("description: When, ", ""), ("default", "defualt")]),
        (Shape::Strings, "menu: Menu", &[("Menu", "[Menu]")]),
    ];
    for (shape, good, changes) in slips {
        assert_eq!(judge.objection(shape, "", &yaml(good)), "", "{}", shape.word());
        for (from, to) in changes {
            assert!(good.contains(from), "{from}");
            let objection = judge.objection(shape, "", &yaml(&good.replacen(from, to, 1)));
            assert!(!objection.is_empty(), "{}: `{to}` is not seen", shape.word());
        }
    }
}
