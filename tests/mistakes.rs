//! Every mistake that a protocol can have, made on purpose: `mistakes/*.txt`.
//!
//! `mistakes/base.yaml` is a good protocol that uses every key. A mistake is a small
//! change of it: its name, the lines that go (`- `), the lines that come instead
//! (`+ `) with the wrong words between `‹` and `›`, and the code for each pair of
//! marks (`= code`). The finding must underline just those words. A change of the
//! shared file, or of the translation of either, says so first (`in common.yaml`).
//!
//! One mistake gives one finding, so nobody has to guess which of five is the real
//! one. And all that can stand together are told in one run; those that end a file
//! (its shape) say `alone`.
//!
//! Never: the words of a message; `cases/` has those.

mod support;

use latchwork::diag::{Diagnostic, Diagnostics, Place};
use latchwork::source::Sources;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

const BASE: &str = include_str!("mistakes/base.yaml");
/// The good files, that with everything in it first: what they are called in the lists, where they lie, what they say.
const GOOD: [(&str, &str, &str); 4] = [
    ("base.yaml", "content/protocols/base.yaml", BASE),
    ("common.yaml", "content/protocols/shared/common.yaml", include_str!("mistakes/common.yaml")),
    ("base.es.yaml", "content/protocols/base.es.yaml", include_str!("mistakes/base.es.yaml")),
    ("common.es.yaml", "content/protocols/shared/common.es.yaml", include_str!("mistakes/common.es.yaml")),
];
const LISTS: [&str; 4] = [
    include_str!("mistakes/values.txt"),
    include_str!("mistakes/names.txt"),
    include_str!("mistakes/rules.txt"),
    include_str!("mistakes/translations.txt"),
];
const REFERENCES: &str = "\
book: {type: book, title: A book, author: \"Doe, Jo\", date: 2020}
page: {type: web, title: A page, author: \"Doe, Jo\", date: 2021, url: \"https://page.example/\"}
";
const HOME: &str = "\
---
title: Harbour Clinic
summary: Help with feeding.
kind: home
updated: 2026-11-22
---

Welcome. [@book; @page]
";

/// A finding: its file, the bytes that it underlines, its code.
type Found = (String, Range<usize>, String);

/// One change, and what must be found.
struct Mistake<'a> {
    name: &'a str,
    /// In which of the good files it is made.
    at: usize,
    /// Whether it hides others in its file.
    alone: bool,
    /// The words of the good file that go, and what comes instead, marks included.
    edits: Vec<(String, String)>,
    codes: Vec<&'a str>,
}

fn path(name: &str) -> String {
    format!("content/protocols/{name}.yaml")
}

fn mistakes() -> Vec<Mistake<'static>> {
    let blocks = LISTS.iter().flat_map(|list| list.split("\n\n")).map(str::trim).filter(|block| !block.is_empty());
    blocks.filter(|block| block.lines().any(|line| !line.starts_with('#'))).map(mistake).collect()
}

fn mistake(block: &'static str) -> Mistake<'static> {
    let mut lines = block.lines().filter(|line| !line.starts_with('#'));
    let name = lines.next().unwrap_or_default();
    let mut mistake = Mistake { name, at: 0, alone: false, edits: Vec::new(), codes: Vec::new() };
    for line in lines {
        let last = mistake.edits.last_mut();
        match (line.get(..2), line) {
            (Some("in"), _) => {
                let at = GOOD.iter().position(|(file, ..)| line.strip_prefix("in ") == Some(file));
                mistake.at = at.unwrap_or_else(|| panic!("{name}: which file is `{line}`?"));
            }
            (_, "alone") => mistake.alone = true,
            (Some("= "), _) => mistake.codes.push(&line[2..]),
            (Some("- "), _) => match last.filter(|(_, come)| come.is_empty()) {
                Some((go, _)) => *go += &format!("{}\n", &line[2..]),
                None => mistake.edits.push((format!("{}\n", &line[2..]), String::new())),
            },
            (Some("+ "), _) => last.unwrap_or_else(|| panic!("{name}: what goes?")).1 += &format!("{}\n", &line[2..]),
            _ => panic!("{name}: what is `{line}`?"),
        }
    }
    mistake
}

impl Mistake<'_> {
    /// Where the words stand that it changes.
    fn places(&self) -> Vec<Range<usize>> {
        let text = GOOD[self.at].2;
        let place = |(go, _): &(String, String)| {
            let go = go.trim_end_matches('\n');
            let found: Vec<_> = text.match_indices(go).map(|(at, _)| at..at + go.len()).collect();
            assert_eq!(found.len(), 1, "{}: `{go}` stands in the good file {} times", self.name, found.len());
            found.into_iter().next().unwrap_or_default()
        };
        self.edits.iter().map(place).collect()
    }
}

/// Whether two mistakes are made in different parts of a file; one that cannot be read takes the others in its part along.
fn apart(a: &Mistake<'_>, b: &Mistake<'_>) -> bool {
    let text = GOOD[a.at].2;
    // A part begins with each line that is indented by two spaces at most; three bytes on, a change is in its line.
    let part = |place: Range<usize>| text[..place.start + 3].lines().filter(|line| !line.starts_with("   ")).count();
    let parts = |mistake: &Mistake<'_>| mistake.places().into_iter().map(part).collect::<BTreeSet<_>>();
    parts(a).is_disjoint(&parts(b))
}

/// A text with changes, and the places of their marks, as bytes: where they begin and end, and whose they are.
fn changed(text: &str, mistakes: &[&Mistake<'_>]) -> (String, Vec<(Range<usize>, usize)>) {
    let changes = mistakes.iter().enumerate().flat_map(|(i, mistake)| {
        mistake.places().into_iter().zip(&mistake.edits).map(move |(place, (_, come))| (place, come, i))
    });
    let mut changes: Vec<_> = changes.collect();
    changes.sort_by_key(|(place, ..)| place.start);
    let (mut result, mut marks, mut at) = (String::new(), Vec::new(), 0);
    for (place, come, i) in changes {
        result += &text[at..place.start];
        let mut rest = come.trim_end_matches('\n');
        while let Some((before, after)) = rest.split_once('‹') {
            let (marked, after) = after.split_once('›').expect("each mark is closed");
            result += before;
            marks.push((result.len()..result.len() + marked.len(), i));
            result += marked;
            rest = after;
        }
        result += rest;
        at = place.end;
    }
    (result + &text[at..], marks)
}

/// What is found in a site of these protocols: path, place, code, message.
fn found(files: &[(String, String)]) -> Vec<Found> {
    let site = [
        ("content/site.yaml".to_owned(), format!("{}translations: [es]\n", support::SETTINGS)),
        ("theme/strings/es.yaml".to_owned(), support::strings("")),
        ("content/_index.md".to_owned(), HOME.to_owned()),
        ("content/references.yaml".to_owned(), REFERENCES.to_owned()),
    ];
    let inputs = support::inputs(site.into_iter().chain(files.iter().cloned()));
    let (_, diags) = support::compile(&inputs);
    places(&diags, &inputs.sources)
}

fn places(diags: &Diagnostics, sources: &Sources) -> Vec<Found> {
    let place = |finding: &&Diagnostic| {
        let Place::Span(span) = &finding.place else { panic!("{finding:?} has no place") };
        let range = span.start as usize..span.end as usize;
        (sources.get(span.file).path.clone(), range, finding.code.name().to_owned())
    };
    diags.sorted(sources).iter().map(place).collect()
}

/// The good files.
fn good() -> Vec<(String, String)> {
    GOOD.map(|(_, path, text)| (path.to_owned(), text.to_owned())).to_vec()
}

/// The same with mistakes in one of them.
fn with(at: usize, text: String) -> Vec<(String, String)> {
    let mut files = good();
    files[at].1 = text;
    files
}

#[test]
fn the_good_protocol_is_good() {
    assert_eq!(found(&good()), []);
}

#[test]
fn each_mistake_is_found_just_where_it_is() {
    let (mut report, all) = (String::new(), mistakes());
    let names: BTreeSet<_> = all.iter().map(|mistake| mistake.name).collect();
    assert!(all.len() >= 60 && names.len() == all.len(), "{} mistakes, {} names", all.len(), names.len());
    // Each in a file of its own, all in one site; those in the other files have a site each.
    let (own, other): (Vec<_>, Vec<_>) = all.iter().partition(|mistake| mistake.at == 0);
    let mut files = good();
    let placed: Vec<_> = own.iter().enumerate().map(|(n, mistake)| (path(&format!("base-{n}")), *mistake)).collect();
    files.extend(placed.iter().map(|(path, mistake)| (path.clone(), changed(BASE, &[mistake]).0)));
    let everywhere = found(&files);
    let own = placed.into_iter().map(|(path, mistake)| {
        let found = everywhere.iter().filter(|(other, ..)| *other == path).cloned().collect();
        (mistake, path, BASE, found)
    });
    let other = other.into_iter().map(|mistake| {
        let (_, path, text) = GOOD[mistake.at];
        (mistake, path.to_owned(), text, found(&with(mistake.at, changed(text, &[mistake]).0)))
    });
    for (mistake, path, good, found) in own.chain(other) {
        let (text, marks) = changed(good, &[mistake]);
        let marks = marks.into_iter().map(|(range, _)| range);
        let wanted: Vec<Found> =
            marks.zip(&mistake.codes).map(|(range, code)| (path.clone(), range, (*code).to_owned())).collect();
        assert!(!wanted.is_empty() && wanted.len() == mistake.codes.len(), "{}: a mark for each code", mistake.name);
        if found != wanted {
            let line = |(path, range, code): &Found| {
                format!("\n    {path}: {code} `{}`", text.get(range.clone()).unwrap_or("?"))
            };
            let show = |list: &[Found]| list.iter().map(line).collect::<String>();
            let _ = writeln!(report, "\n{}\n  wanted{}\n  found{}", mistake.name, show(&wanted), show(&found));
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn all_that_can_stand_together_are_told_in_one_run() {
    const FILES: usize = 20;
    let all = mistakes();
    let mut spread: Vec<Vec<&Mistake<'_>>> = vec![Vec::new(); FILES];
    for (i, mistake) in all.iter().filter(|mistake| !mistake.alone && mistake.at == 0).enumerate() {
        // Words that are changed twice cannot stand in one file; each file takes its turn.
        let free = |file: &usize| spread[*file].iter().all(|other| apart(mistake, other));
        let file = (i..i + FILES).map(|n| n % FILES).find(free);
        spread[file.unwrap_or_else(|| panic!("{}: one file more", mistake.name))].push(mistake);
    }
    let mut others: [Vec<&Mistake<'_>>; GOOD.len()] = [const { Vec::new() }; GOOD.len()];
    for mistake in all.iter().filter(|mistake| !mistake.alone && mistake.at > 0) {
        if others[mistake.at].iter().all(|other| apart(mistake, other)) {
            others[mistake.at].push(mistake);
        }
    }
    let mut files: Vec<_> = GOOD
        .iter()
        .zip(&others)
        .skip(1)
        .map(|((_, path, text), list)| ((*path).to_owned(), changed(text, list)))
        .collect();
    let name = |n: usize| if n == 0 { "base".to_owned() } else { format!("base-{n}") };
    files.extend(spread.iter().enumerate().map(|(n, list)| (path(&name(n)), changed(BASE, list))));
    let texts: Vec<_> = files.iter().map(|(path, (text, _))| (path.clone(), text.clone())).collect();
    let found: BTreeSet<_> =
        found(&texts).into_iter().map(|(path, range, code)| (path, range.start, range.end, code)).collect();
    let mut report = String::new();
    let mut told = 0;
    for (list, (path, (_, marks))) in others.iter().skip(1).chain(&spread).zip(&files) {
        for (i, mistake) in list.iter().enumerate() {
            let own = marks.iter().filter(|(_, whose)| *whose == i);
            for ((range, _), code) in own.zip(&mistake.codes) {
                told += 1;
                if !found.contains(&(path.clone(), range.start, range.end, (*code).to_owned())) {
                    let _ = writeln!(report, "{path}: {} is not told ({code} at {range:?})", mistake.name);
                }
            }
        }
    }
    assert!(report.is_empty() && told >= 50, "{told} looked for\n{report}");
}
