//! The sites that are measured.
//!
//! [`generate`] writes one that uses what pages use; [`adapt`] takes a folder of
//! plain pages and gives their front matter our keys. Both always write the same.
//!
//! Never: chance, the clock.
#![allow(dead_code, unreachable_pub, reason = "a module of programs of their own; each takes what it needs")]
#![expect(clippy::disallowed_methods, reason = "writes the sites to measure")]

use super::numbers::Numbers;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const SETTINGS: &str = "\
name: Harbour Clinic
tagline: Feeding support
base_url: https://clinic.example/
language: en
notice: These pages support, and do not replace, your clinician.
contacts:
  emergency: {label: Emergency services, number: \"112\", tel: \"112\"}
  urgent: {label: Night line, number: 555-0100, tel: \"5550100\"}
  routine: {label: Clinic, number: 555-0101, tel: \"5550101\"}
";

const SUBJECTS: [&str; 6] =
    ["Your midwife", "The night team", "A feeding adviser", "The clinic", "Your partner", "The nurse"];
const VERBS: [&str; 6] = ["checks", "explains", "writes down", "looks at", "plans", "goes over"];
const OBJECTS: [&str; 6] = [
    "the fit of the flange",
    "each session",
    "the milk supply",
    "the feeding plan",
    "how the baby latches",
    "the weight",
];
const WHENS: [&str; 5] =
    ["every day", "in the first week", "at each visit", "after the night", "when the plan changes"];
const REFERENCES: usize = 40;

/// Writes a site with so many pages, fifty to a section.
pub fn generate(root: &Path, pages: usize) {
    let sections = (pages / 50).max(1);
    put(root, "content/site.yaml", SETTINGS);
    put(
        root,
        "content/_index.md",
        "---\ntitle: Harbour Clinic\nsummary: Help with feeding.\nkind: home\n---\n\nWelcome.\n",
    );
    put(root, "content/references.yaml", &references());
    put(root, "content/glossary.yaml", &glossary());
    put(
        root,
        "content/fragments/wash-hands.md",
        "---\ntitle: Washing hands\nparameters:\n  seconds: {description: How long, default: \"20\"}\n---\n\nWash your hands for {{ seconds }} seconds.\n",
    );
    for section in 0..sections {
        let text = format!("---\ntitle: Section {section}\nsummary: Pages about number {section}.\n---\n\nText.\n");
        put(root, &format!("content/s{section}/_index.md"), &text);
    }
    for page in 0..pages {
        put(root, &format!("content/s{}/p{page}.md", page % sections), &text(page, pages, sections));
    }
    put(root, "pages", &(pages + sections + 1).to_string());
}

fn text(page: usize, pages: usize, sections: usize) -> String {
    let mut numbers = Numbers(page as u64);
    let mut out = format!(
        "---\ntitle: \"Page {page}: {}\"\nsummary: {}\nkey_message: Call us when you are in doubt.\nkind: guide\nupdated: 2026-11-{:02}\n---\n\n",
        numbers.one_of(&OBJECTS),
        sentence(&mut numbers),
        page % 28 + 1
    );
    for part in 0..7 {
        let level = if part % 3 == 2 { "###" } else { "##" };
        let _ = writeln!(out, "{level} Part {part}: {}\n", numbers.one_of(&OBJECTS));
        for _ in 0..2 {
            let other = numbers.below(pages);
            let _ = writeln!(
                out,
                "{} {} The galactagogue and the hand pump help [@ref-{}]. See [page {other}](../s{}/p{other}.md). {}\n",
                sentence(&mut numbers),
                sentence(&mut numbers),
                numbers.below(REFERENCES),
                other % sections,
                sentence(&mut numbers),
            );
        }
        block(&mut out, part, &mut numbers);
    }
    out.push_str("[^1]: A note about this page.\n");
    out
}

fn block(out: &mut String, part: usize, numbers: &mut Numbers) {
    let a = sentence(numbers);
    let b = sentence(numbers);
    let _ = match part {
        0 => writeln!(
            out,
            "| Week | Sessions | Minutes |\n| ---: | :--- | ---: |\n| 1 | 8-12 | 15 |\n| 2 | {a} | 20 |\n"
        ),
        1 => writeln!(out, ":::urgent Call us today if\n\n- you have a fever\n- {a}\n\n:::\n"),
        2 => writeln!(out, ":::details How long does it take?\n\n{a} {b}\n\n:::\n"),
        3 => writeln!(out, ":::parent\n\n{a}\n\n:::\n\n:::clinician\n\n{b}[^1]\n\n:::\n"),
        4 => writeln!(out, ":::include wash-hands seconds=\"30\"\n\n:::steps\n\n1. {a}\n2. {b}\n\n:::\n"),
        5 => writeln!(out, "> [!TIP]\n> {a}\n\nMilk\n: {b}\n"),
        _ => writeln!(out, "- [ ] {a}\n- [x] {b}\n"),
    };
}

fn sentence(numbers: &mut Numbers) -> String {
    let subject = numbers.one_of(&SUBJECTS);
    format!("{subject} {} {} {}.", numbers.one_of(&VERBS), numbers.one_of(&OBJECTS), numbers.one_of(&WHENS))
}

fn references() -> String {
    (0..REFERENCES).fold(String::new(), |mut all, number| {
        let _ = writeln!(
            all,
            "ref-{number}:\n  type: article\n  title: Study number {number}\n  author: [\"Example, A.\", \"Sample, B.\"]\n  date: {}\n  page-range: {number}-{}\n  parent:\n    type: periodical\n    title: Journal of Examples\n    volume: {number}\n    issue: 2",
            1981 + number,
            number + 9
        );
        all
    })
}

fn glossary() -> String {
    let words =
        [("galactagogue", "milk booster"), ("hand-pump", "hand pump"), ("latch", "latch"), ("flange", "flange")];
    words.iter().fold(String::new(), |mut all, (key, plain)| {
        let _ = writeln!(
            all,
            "{key}:\n  plain: {plain}\n  clinical: {key}\n  definition: What {plain} means, in one sentence."
        );
        all
    })
}

/// Takes a folder of plain pages and gives their front matter our keys.
pub fn adapt(plain: &Path, root: &Path) {
    put(root, "content/site.yaml", SETTINGS);
    let mut pages = 0;
    copy(plain, root, "content", &mut pages);
    put(root, "pages", &pages.to_string());
}

fn copy(from: &Path, root: &Path, path: &str, pages: &mut usize) {
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let here = format!("{path}/{name}");
        if entry.path().is_dir() {
            copy(&entry.path(), root, &here, pages);
        } else if entry.path().extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(entry.path()).unwrap_or_default();
            let here = if here == "content/index.md" { "content/_index.md".to_owned() } else { here };
            put(root, &here, &with_our_keys(&text));
            *pages += 1;
        }
    }
}

fn with_our_keys(text: &str) -> String {
    let (front, body) = text.split_at(text.find("\n---\n").unwrap_or(0));
    let lines = front.lines().filter(|line| !line.starts_with("date:") && !line.starts_with("tags:"));
    let front: Vec<String> = lines.map(|line| line.replacen("description:", "summary:", 1)).collect();
    front.join("\n") + body
}

fn put(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    if let Some(folder) = full.parent() {
        let _ = fs::create_dir_all(folder);
    }
    if let Err(error) = fs::write(&full, text) {
        panic!("cannot write {}: {error}", full.display());
    }
}
