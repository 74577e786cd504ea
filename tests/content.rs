//! The shipped site, looked at by somebody who does not know the rules.
//!
//! The rules of `lint` keep the content honest; this test keeps the rules honest. It
//! reads the source text of every page, fragment, plan and of the word list by a
//! walk of its own (`content/walk.rs`) and asks five questions: has every number its
//! source, is every source there, is there a dose, an approval, a percentage without
//! people and place. What is right without a source stands in `content/allowed.txt`,
//! line by line with its reason.
//!
//! Each question is put to seeded mistakes first, so that it cannot fall silent.
//!
//! Never: `src/lint`, the parser, or any other part of the program.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

#[path = "content/walk.rs"]
mod walk;

use regex::Regex;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;
use walk::{Block, files, page, parts, yaml};

const ALLOWED: &str = include_str!("content/allowed.txt");

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is good")
}

/// A number that means something: with a unit, of something, or from one to another. Times of the day, dates,
/// telephones, ages in years, numbers of steps and of days ("day 7") have none of these shapes.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"\d+(?:,\d{3})*(?:\.\d+)?";
    let unit = "percent|per cent|ml|milliliters?|liters?|oz|ounces?|g|grams?|kg|pounds?|mm|cm|min|minutes?|h|hours?|days?|weeks?|\
                months?|times|sessions?|feeds?|diapers?|stools|ducts|mothers|parents|fathers|babies|infants|women|men|\
                people|cases|studies|trials|papers|interviews|adults|families|couples|steps|calories|kcal";
    let range = format!(r"{number}(?:\s*(?:to|or|and|-|–)\s*{number})?");
    regex(&format!(
        r"(?:^|[^\w.#@/:-])(?P<n>{range}[ -](?:{unit})\b|{range}\s?(?:%|°)|{number}\s+(?:in|of|out of)\s+(?:the\s+|every\s+)?{number}|{number}\s*(?:to|-|–)\s*{number})"
    ))
});

static CITATION: LazyLock<Regex> = LazyLock::new(|| regex(r"\[@[^\]]*\]"));

/// Targets of links, values of the clinic, telephones of the sample.
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| regex(r"\]\([^)]*\)|\{\{[^}]*\}\}|\b555-\d{4}\b"));

/// The words as readers see them: no citations, no targets of links.
fn seen(text: &str) -> String {
    UNSEEN.replace_all(&CITATION.replace_all(text, " "), "]").into_owned()
}

fn numbers(text: &str) -> Vec<String> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let text = seen(text);
    NUMBER.captures_iter(&text).map(|found| found["n"].to_owned()).collect()
}

/// Whether a block says where its numbers come from: itself, what introduces it, or its part, by calling them the
/// clinic's own.
fn is_sourced(block: &Block) -> bool {
    let own = ["our sample clinic", "our own sum", "sample clinic's default", "our own additions"];
    let part = block.part.to_lowercase();
    let marked = ["[@", "{clinic}", "{policy}", "{unverified}"].iter().any(|mark| block.text.contains(mark));
    marked || block.lead.contains("[@") || own.iter().any(|words| part.contains(words))
}

/// Keys of plans that are no text: dates, limits of boxes to fill in, sums that the program checks, and titles of
/// what is written out below them with its source.
const NO_TEXT: [&str; 18] = [
    "from:",
    "to:",
    "until:",
    "on:",
    "- {at",
    "known:",
    "plan_end:",
    "range:",
    "latch:",
    "pain:",
    "mood:",
    "total:",
    "total_on:",
    "oz:",
    "title:",
    "label:",
    "summary:",
    "for_whom:",
];

/// Keys of visits: their dates are the clinic's own.
fn is_of_visits(block: &Block) -> bool {
    block.part.starts_with("checkpoints:")
}

/// All blocks of the site that state something.
fn blocks() -> Vec<Block> {
    let pages = files(&[".md"]).into_iter().flat_map(|(path, text)| page(&path, &text));
    let plans = files(&[".yaml"]).into_iter().filter(|(path, _)| path.starts_with("content/protocols/"));
    let plans = plans.flat_map(|(path, text)| yaml(&path, &text));
    let plans = plans.filter(|block| !NO_TEXT.iter().any(|key| block.text.starts_with(key)) && !is_of_visits(block));
    let terms = files(&["glossary.yaml"]).into_iter().flat_map(|(path, text)| yaml(&path, &text));
    let terms = terms.filter(|block| block.text.starts_with("definition:"));
    let cited = |mut block: Block| {
        block.lead = block.part.replace("cite: [", "[@");
        block
    };
    pages.chain(plans).chain(terms.map(cited)).collect()
}

fn unsourced(blocks: &[Block]) -> Vec<(&Block, String)> {
    let open = blocks.iter().filter(|block| !is_sourced(block));
    open.flat_map(|block| numbers(&block.text).into_iter().map(move |number| (block, number))).collect()
}

#[test]
fn every_number_has_its_source() {
    let seeded = "---\nt: x\n---\n\n## A\n\nMost, 9 of 10, did.\n\n- for 3 to 4 weeks\n- at 9:00, on day 7, call 555-0100\n\n| a |\n|---|\n| 30 ml |\n\nIt takes 2 weeks [@a]. Then:\n\n- 5 days\n";
    let seeded = page("x", seeded);
    let found: Vec<String> = unsourced(&seeded).into_iter().map(|(_, number)| number).collect();
    assert_eq!(found, ["9 of 10", "3 to 4 weeks", "30 ml"]);

    let allowed: BTreeSet<(&str, &str)> = ALLOWED
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (path, rest) = line.split_once(": ").expect("a line begins with a file");
            let (words, reason) = rest.split_once(" = ").expect("a line ends with a reason");
            assert!(reason.len() > 10, "{line}");
            (path, words)
        })
        .collect();
    let (all, mut used, mut report) = (blocks(), BTreeSet::new(), String::new());
    let open = unsourced(&all);
    for (block, number) in &open {
        let entry = (block.path.as_str(), number.as_str());
        if let Some((path, words)) = allowed.get(&entry) {
            used.insert((*path, *words));
        } else {
            let _ = writeln!(report, "{}:{}: `{number}` has no source: {}", block.path, block.line, block.text);
        }
    }
    let total: usize = all.iter().map(|block| numbers(&block.text).len()).sum();
    assert!(total > 600, "only {total} numbers were seen");
    assert!(report.is_empty(), "\n{report}");
    assert_eq!(allowed.difference(&used).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "nothing needs these lines");
}

/// What the front matter says in short, the text says with its source.
#[test]
fn numbers_of_summaries_stand_in_the_text() {
    let mut report = String::new();
    let mut seen_any = 0;
    for (path, text) in files(&[".md"]) {
        let (front, body, _) = parts(&text);
        for line in front.lines().filter(|line| line.starts_with("summary:") || line.starts_with("key_message:")) {
            for number in numbers(line) {
                seen_any += 1;
                if !seen(body).contains(&number) {
                    let _ = writeln!(report, "{path}: `{number}` stands in the front matter only");
                }
            }
        }
    }
    assert!(report.is_empty() && seen_any > 0, "{seen_any} numbers\n{report}");
}

#[test]
fn every_citation_resolves_and_every_source_is_cited() {
    let references = files(&["references.yaml"]);
    let keys: BTreeSet<&str> = references
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| !line.starts_with([' ', '#', '-']))
        .filter_map(|line| line.strip_suffix(':'))
        .collect();
    assert!(keys.len() > 100, "{} references", keys.len());
    let key = regex(r"@([a-z0-9][a-z0-9-]*)");
    let list = regex(r"(?m)^\s*cite: \[([^\]]*)\]");
    let mut cited = BTreeSet::new();
    let mut report = String::new();
    let others = files(&[".md", ".yaml"]).into_iter().filter(|(path, _)| !path.ends_with("references.yaml"));
    for (path, text) in others {
        let inline = CITATION
            .find_iter(&text)
            .flat_map(|found| key.captures_iter(found.as_str()).map(|key| key[1].to_owned()).collect::<Vec<_>>());
        let lists = list
            .captures_iter(&text)
            .flat_map(|found| found[1].split(',').map(|key| key.trim().to_owned()).collect::<Vec<_>>());
        for one in inline.chain(lists) {
            if !keys.contains(one.as_str()) {
                let _ = writeln!(report, "{path}: nobody knows the source `{one}`");
            }
            cited.insert(one);
        }
    }
    assert!(report.is_empty(), "\n{report}");
    let unused: Vec<_> = keys.iter().filter(|key| !cited.contains(**key)).collect();
    assert!(unused.is_empty(), "nothing cites {unused:?}");
}

/// What looks like the dose of a medicine, in any file, comments and front matter too.
fn doses(text: &str) -> Vec<String> {
    static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b\d[\d.,]*\s*(?:mg|mcg|µg|μg|ug|iu|micrograms?|milligrams?|tablets?|tabs?|capsules?|pills?|puffs?|units)\b",
        )
    });
    static OFTEN: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\b(?:once|twice|\w+ times) (?:a day|daily|per day)\b|\bevery \w+ hours\b"));
    static MEDICINE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:domperidone|metoclopramide|sulpiride|estrogen|progesterone|fenugreek|medicines?|tablets?|pills?|capsules?)\b",
        )
    });
    let mut found: Vec<String> = AMOUNT.find_iter(text).map(|found| found.as_str().to_owned()).collect();
    for sentence in text.split(['.', '?', '!', '\n', ':']).filter(|sentence| MEDICINE.is_match(sentence)) {
        found.extend(OFTEN.find_iter(sentence).map(|found| found.as_str().to_owned()));
    }
    found
}

#[test]
fn no_dose_is_given_anywhere() {
    for seeded in
        ["Take 10 mg.", "2 tablets", "Domperidone three times a day", "the pill is taken once daily", "500 IU"]
    {
        assert_eq!(doses(seeded).len(), 1, "{seeded}");
    }
    assert_eq!(doses("A baby gains 20 g a day. Pump three times a day. Ask about medicines."), Vec::<String>::new());
    let mut report = String::new();
    for (path, text) in files(&[".md", ".yaml", ".svg"]) {
        for dose in doses(&text) {
            let _ = writeln!(report, "{path}: `{dose}`");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Words by which a text would claim that somebody has approved it.
fn approvals(text: &str) -> Vec<&str> {
    static CLAIM: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?im)^\s*(?:status: approved|reviewed:|reviewers?:|approved_by:).*$|\b(?:approved|endorsed|reviewed) by (?:dr|prof|our|the)\b[^.\n]*",
        )
    });
    CLAIM.find_iter(text).map(|found| found.as_str()).collect()
}

#[test]
fn nothing_claims_to_be_approved() {
    for seeded in ["status: approved", "reviewers: [A]", "It was reviewed by Dr. Example.", "approved by our doctors"] {
        assert_eq!(approvals(seeded).len(), 1, "{seeded}");
    }
    let all = files(&[".md", ".yaml"]);
    for (path, text) in &all {
        assert_eq!(approvals(text), Vec::<&str>::new(), "{path}");
        assert!(!path.starts_with("content/reviews/"), "{path}: no approval is shipped");
    }
    let texts = all.iter().filter(|(path, text)| {
        let own = path.starts_with("content/protocols/") && !path.contains("/shared/");
        (own || path.strip_suffix(".md").is_some() && !path.contains("/fragments/"))
            && !text.contains("\nstatus: under-review\n")
    });
    assert_eq!(texts.map(|(path, _)| path).collect::<Vec<_>>(), Vec::<&String>::new(), "these are not under review");
}

/// Whether a text says how many people were seen, and where.
fn whom_and_where(text: &str) -> (bool, bool) {
    static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b\d[\d,]* (?:\w+ ){0,2}(?:mothers|women|parents|babies|infants|people|cases|dyads|tried|couples|fathers|adopters)\b|\b\d+ of (?:the )?\d+\b|\btrial of \d+",
        )
    });
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:hospital|ward|clinic|home|trials?|study|studies|series|survey|camp|villages?|India|Punjab|Nepal|Australia|Canada|review)\b",
        )
    });
    (PEOPLE.is_match(text), PLACE.is_match(text))
}

#[test]
fn every_percentage_says_of_whom_and_where() {
    assert_eq!(whom_and_where("98 percent made milk"), (false, false));
    assert_eq!(whom_and_where("49 of 50 mothers in one hospital (98 percent)"), (true, true));
    let percent = regex(r"\d\s?(?:%|percent|per cent)");
    // Strengths and limits are no findings about people.
    let limit = regex(r"\{clinic\}|10 percent|under 1 percent|60 percent alcohol");
    let (mut seen_any, mut report) = (0, String::new());
    for block in blocks().iter().filter(|block| percent.is_match(&block.text) && !limit.is_match(&block.text)) {
        seen_any += 1;
        let around = format!("{} {}", block.text, block.part);
        if whom_and_where(&seen(&around)) != (true, true) {
            let _ = writeln!(report, "{}:{}: {}", block.path, block.line, block.text);
        }
    }
    assert!(report.is_empty() && seen_any > 10, "{seen_any} percentages\n{report}");
}
