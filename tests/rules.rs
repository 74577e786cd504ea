//! Every rule of content beside its nearest neighbour: `rules/pairs.txt`.
//!
//! For each rule a mistake that is found at the very words, alone, and a text that
//! is nearly the same and raises nothing. So a rule that falls silent fails here, and
//! so does one that sees mistakes where there are none.
//!
//! Together with `cases/` and `mistakes/` it also says how much of the list of
//! findings is proven to be told in its place.
//!
//! Never: the words of a message; `cases/` has those.
#![expect(clippy::expect_used, reason = "a test may fail loudly")]

mod support;

use latchwork::diag::{Code, Diagnostic, Group, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

const PAIRS: &str = include_str!("rules/pairs.txt");
const MISTAKES: [&str; 3] =
    [include_str!("mistakes/values.txt"), include_str!("mistakes/names.txt"), include_str!("mistakes/rules.txt")];
const PAGE: &str = "content/page.md";
const FRONT: &str = "---\ntitle: A page\nsummary: x\n---\n\n";
const REFERENCES: &str = "a: {type: book, title: A book, author: \"Doe, Jo\", date: 2020}\n";
const HOME: &str = "---\ntitle: Harbour Clinic\nsummary: Help with feeding.\nkind: home\n---\n\nWelcome. [@a]\n";
const GLOSSARY: &str = "flange: {plain: funnel, clinical: flange, definition: The part that sits on the breast.}\n";
const WORDS: &str = "words: {brands: [Babygold]}\n";

/// Findings about records of approvals; `tests/review.rs` has them, and what is near to each.
const RECORDS: [Code; 3] = [Code::ChangedSinceApproval, Code::BrokenReviewRecord, Code::StrayReviewRecord];

/// Findings about whole files, records and other sites: they have no line, or none in a text that lives in memory.
const WHOLE: [&str; 18] = [
    "bad-file-name",
    "changed-since-approval",
    "dead-link",
    "duplicate-address",
    "empty-file",
    "file-too-large",
    "less-private",
    "missing-file",
    "missing-letters",
    "missing-text",
    "moved-link",
    "not-utf8",
    "sheet-overflow",
    "stray-review-record",
    "symlink-loop",
    "symlink-outside",
    "unknown-language",
    "unreadable-file",
];

/// A rule, the files with the mistake, and those without.
struct Pair {
    code: &'static str,
    wrong: BTreeMap<String, String>,
    right: BTreeMap<String, String>,
    /// The file with the marks.
    place: String,
}

/// The files that every site has.
fn base() -> BTreeMap<String, String> {
    let files = [
        ("content/site.yaml", format!("{}{WORDS}", support::SETTINGS)),
        ("content/_index.md", HOME.to_owned()),
        ("content/references.yaml", REFERENCES.to_owned()),
        ("content/glossary.yaml", GLOSSARY.to_owned()),
    ];
    files.map(|(path, text)| (path.to_owned(), text)).into()
}

fn pairs() -> Vec<Pair> {
    PAIRS.split("\n== ").skip(1).map(pair).collect()
}

fn pair(text: &'static str) -> Pair {
    let (code, rest) = text.split_once('\n').expect("a rule has a text");
    let mut wrong = base();
    let (mut right, mut place) = (wrong.clone(), String::new());
    for section in format!("\n{rest}").split("\n-- ").skip(1) {
        let (header, text) = section.split_once('\n').unwrap_or((section, ""));
        let (kind, path) = header.split_once(' ').unwrap_or((header, PAGE));
        let is_bare = path == PAGE && !text.starts_with("---");
        let text = format!("{}{}\n", if is_bare { FRONT } else { "" }, repeated(text.trim_end()));
        match kind {
            "wrong" => {
                path.clone_into(&mut place);
                wrong.insert(path.to_owned(), text);
            }
            "right" => {
                right.insert(path.to_owned(), text);
            }
            "with" => {
                wrong.insert(path.to_owned(), text.clone());
                right.entry(path.to_owned()).and_modify(|old| old.clone_from(&text)).or_insert(text);
            }
            _ => panic!("{code}: what is `{header}`?"),
        }
    }
    // What is right in another file than the page leaves the rest as it is.
    for (path, text) in wrong.iter().filter(|(path, _)| **path != place) {
        right.entry(path.clone()).or_insert_with(|| text.clone());
    }
    if right.len() < wrong.len() {
        let marked = wrong[&place].replace(['‹', '›'], "");
        right.insert(place.clone(), marked);
    }
    Pair { code, wrong, right, place }
}

/// The text with everything repeated that asks for it.
fn repeated(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('⟪') {
        let (inside, after) = after.split_once('⟫').expect("what is repeated has an end");
        let (number, words) = inside.split_once("× ").expect("it says how often");
        let number: usize = number.parse().expect("how often is a number");
        let between = if words.ends_with('\n') { "" } else { " " };
        out += before;
        out += &vec![words; number].join(between);
        rest = after;
    }
    out + rest
}

/// The text without its marks, and what stood between them.
fn unmarked(text: &str) -> (String, Range<usize>) {
    let start = text.find('‹').expect("a mistake is marked");
    let text = text.replacen('‹', "", 1);
    let end = text.find('›').expect("a mark is closed");
    (text.replacen('›', "", 1), start..end)
}

/// What is found: file, bytes, code.
fn found(files: &BTreeMap<String, String>) -> Vec<(String, Range<usize>, &'static str)> {
    let inputs = support::inputs(files.iter().map(|(path, text)| (path.clone(), text.clone())));
    let (_, diags) = support::compile(&inputs);
    let place = |finding: &&Diagnostic| match &finding.place {
        Place::Span(span) => {
            let range = span.start as usize..span.end as usize;
            (inputs.sources.get(span.file).path.clone(), range, finding.code.name())
        }
        Place::Site | Place::File(_) | Place::At(..) => (String::new(), 0..0, finding.code.name()),
    };
    diags.sorted(&inputs.sources).iter().map(place).collect()
}

/// What is found in each of these sites. Those that differ in their page alone are built as one, for speed.
fn found_in(sites: &[BTreeMap<String, String>]) -> Vec<Vec<(String, Range<usize>, &'static str)>> {
    let base = base();
    let rest = |files: &BTreeMap<String, String>| {
        files
            .iter()
            .filter(|(path, _)| *path != PAGE)
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect::<BTreeMap<String, String>>()
    };
    let name = |i: usize| format!("content/page-{i}.md");
    let mut together = base.clone();
    for (i, files) in sites.iter().enumerate().filter(|(_, files)| rest(files) == base) {
        together.insert(name(i), files[PAGE].clone());
    }
    let together = found(&together);
    let each = sites.iter().enumerate().map(|(i, files)| {
        if rest(files) != base {
            return found(files);
        }
        // What is said of the shared files is said of every page.
        let own = together.iter().filter(|(path, ..)| *path == name(i) || !path.starts_with("content/page-"));
        let own = own.map(|(path, range, code)| (path.replace(&name(i), PAGE), range.clone(), *code));
        own.collect()
    });
    each.collect()
}

#[test]
fn each_rule_finds_its_mistake_and_not_its_neighbour() {
    let mut pairs = pairs();
    let wanted: Vec<Range<usize>> = pairs
        .iter_mut()
        .map(|pair| {
            let (text, range) = unmarked(&pair.wrong[&pair.place]);
            pair.wrong.insert(pair.place.clone(), text);
            range
        })
        .collect();
    let mut report = String::new();
    let wrong: Vec<_> = pairs.iter().map(|pair| pair.wrong.clone()).collect();
    for ((pair, range), seen) in pairs.iter().zip(wanted).zip(found_in(&wrong)) {
        if seen != [(pair.place.clone(), range.clone(), pair.code)] {
            let _ = writeln!(report, "\n{}: wanted alone, at `{}`", pair.code, &pair.wrong[&pair.place][range]);
            for (path, range, code) in seen {
                let there = pair.wrong.get(&path).and_then(|text| text.get(range)).unwrap_or("?");
                let _ = writeln!(report, "  found {code} in {path} at `{there}`");
            }
        }
    }
    let right: Vec<_> = pairs.iter().map(|pair| pair.right.clone()).collect();
    for (pair, seen) in pairs.iter().zip(found_in(&right)) {
        for (path, range, code) in seen {
            let there = pair.right.get(&path).and_then(|text| text.get(range)).unwrap_or("?");
            let _ = writeln!(report, "\n{}: its neighbour raises {code} in {path} at `{there}`", pair.code);
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn every_rule_of_content_has_a_pair() {
    let pairs: BTreeSet<&str> = pairs().iter().map(|pair| pair.code).collect();
    let groups =
        [Group::Safety, Group::Review, Group::Evidence, Group::Care, Group::Reading, Group::Words, Group::Access];
    let rules = Code::ALL.iter().filter(|code| groups.contains(&code.group()) && !RECORDS.contains(code));
    let missing: Vec<&str> = rules.map(|code| code.name()).filter(|name| !pairs.contains(name)).collect();
    assert!(missing.is_empty(), "tests/rules/pairs.txt has no pair for {}", missing.join(", "));
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert!(pairs.is_subset(&known), "{:?}", pairs.difference(&known));
}

/// The findings that tests see at a line and a column: more than eighty.
#[test]
fn most_findings_are_proven_in_their_place() {
    let mut proven: BTreeSet<String> = pairs().iter().map(|pair| pair.code.to_owned()).collect();
    let lists = MISTAKES.iter().flat_map(|list| list.lines());
    proven.extend(lists.filter_map(|line| line.strip_prefix("= ")).map(ToOwned::to_owned));
    for (path, bytes) in support::tree(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")) {
        let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is no text"));
        let expected = text.split("-- expect --").nth(1).unwrap_or_default();
        for line in expected.lines() {
            // path:line:column: error[code]: message
            let place = line.split(": ").next().unwrap_or_default();
            let exact = place.rsplit(':').take(2).filter(|number| number.parse::<u32>().is_ok()).count() == 2;
            if let (true, Some((_, rest))) = (exact, line.split_once('[')) {
                proven.insert(rest.split(']').next().unwrap_or_default().to_owned());
            }
        }
    }
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    let proven: BTreeSet<_> = proven.intersection(&known).collect();
    assert!(proven.len() >= 80, "only {} of {} findings are seen in their place", proven.len(), known.len());
    let unseen: Vec<_> = known.iter().filter(|name| !proven.contains(name)).collect();
    assert_eq!(unseen, WHOLE, "each of the others has a line and a column in a test");
}
