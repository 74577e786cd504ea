//! The form of the editor: one key is set, and not a byte is changed around it.
//!
//! A table for the ways in which people write, and made-up texts for those that
//! nobody thought of.
//!
//! Never: the browser, saving.
#![cfg(feature = "serve")]
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a test says what it relies on, and reads the shipped plans"
)]

use latchwork::edit::{Sort, cut, fields, set};
use proptest::prelude::*;
use serde_json::{Value, json};

const NAME: &str = "content/a.md";

fn page(front: &str) -> String {
    format!("---\n{front}---\n\ntitle: in the text\n")
}

/// `front => key = value => front`.
#[test]
fn one_key_is_set_and_the_rest_stays() {
    for (front, key, value, wanted) in [
        ("title: Old\nsummary: S\n", "title", json!("New"), "title: New\nsummary: S\n"),
        ("title: Old # why\nsummary: S\n", "title", json!("New"), "title: New # why\nsummary: S\n"),
        (
            "# first\ntitle: Old\n\n# second\nsummary: S\n",
            "title",
            json!("N"),
            "# first\ntitle: N\n\n# second\nsummary: S\n",
        ),
        ("title: \"Old: x\" # why\n", "title", json!("New"), "title: \"New\" # why\n"),
        ("title: 'It''s' # why\n", "title", json!("Don't"), "title: 'Don''t' # why\n"),
        ("title: A\n", "title", json!("A: b # c"), "title: \"A: b # c\"\n"),
        ("title: A\n", "title", json!("true"), "title: \"true\"\n"),
        ("title: A\n", "title", json!("12"), "title: \"12\"\n"),
        ("title: A\n", "title", json!("She said \"yes\""), "title: She said \"yes\"\n"),
        (
            "title: A\nsummary: >-\n  two # no comment\n  lines\nowner: T\n",
            "summary",
            json!("One"),
            "title: A\nsummary: One\nowner: T\n",
        ),
        ("title: A\nsummary: two\n  lines\nowner: T\n", "summary", json!("One"), "title: A\nsummary: One\nowner: T\n"),
        ("title: A\nowner: T\n", "summary", json!("S"), "title: A\nsummary: S\nowner: T\n"),
        ("# top\ntitle: A\n# end\n", "owner", json!("T"), "# top\ntitle: A\nowner: T\n# end\n"),
        ("summary: S\n", "title", json!("T"), "title: T\nsummary: S\n"),
        ("# only this\n", "title", json!("T"), "# only this\ntitle: T\n"),
        ("title: A\nowner: T # why\nkind: guide\n", "owner", Value::Null, "title: A\n# why\nkind: guide\n"),
        ("title: A\nowner: T\nkind: guide\n", "owner", Value::Null, "title: A\nkind: guide\n"),
        ("title: A\norder: 2 # second\n", "order", json!(3), "title: A\norder: 3 # second\n"),
        ("title: A\nupdated: 2026-11-22\n", "updated", json!("2026-12-01"), "title: A\nupdated: 2026-12-01\n"),
        ("title: A\nrelated: [a.md, b.md] # two\n", "related", json!(["c.md"]), "title: A\nrelated: [c.md] # two\n"),
        ("title: A\n", "search_words", json!(["a, b", "c"]), "title: A\nsearch_words: [\"a, b\", c]\n"),
        (
            "related:\n  # the first\n  - a.md # one\n  - b.md # two\n  # the last\n  - c.md\ntitle: A\n",
            "related",
            json!(["a.md", "new.md", "c.md"]),
            "related:\n  # the first\n  - a.md # one\n  - new.md\n  # the last\n  - c.md\ntitle: A\n",
        ),
        ("related:\n- a.md\n- b.md\ntitle: A\n", "related", json!(["b.md"]), "related:\n- b.md\ntitle: A\n"),
        ("title: Old\r\nsummary: S\r\n", "title", json!("New"), "title: New\r\nsummary: S\r\n"),
        ("title: Old\r\n", "summary", json!("S"), "title: Old\r\nsummary: S\r\n"),
        ("\"title\": Old\n", "title", json!("New"), "\"title\": New\n"),
        ("title:   Old\n", "title", json!("Old"), "title:   Old\n"),
        ("title: Día 漢字 👶\n", "summary", json!("Más"), "title: Día 漢字 👶\nsummary: Más\n"),
        ("title:\nsummary: S\n", "title", json!("T"), "title: T\nsummary: S\n"),
    ] {
        assert_eq!(set(NAME, &page(front), &[key], &value), Ok(page(wanted)), "{front:?} {key} = {value}");
    }
}

const PLAN: &str = "\
title: Walks
phases:
  # the first
  begin:
    title: Begin # why
    from: start
    do: [walk]

  # the second
  go-on:
    title: >-
      Go on,
      and on
    from: start + 7 days # {clinic}
activities:
  walk:
    title: Walk
    every: 2 h
";

/// `keys = value`, and what becomes of one line.
#[test]
fn a_key_within_a_part_is_set_and_the_rest_stays() {
    const NAME: &str = "content/protocols/walks.yaml";
    for (keys, value, old, new) in [
        (["phases", "begin", "title"], json!("Start"), "    title: Begin # why\n", "    title: Start # why\n"),
        (["phases", "go-on", "from"], json!("start + 8 days"), "start + 7 days #", "start + 8 days #"),
        (["phases", "go-on", "title"], json!("On"), "title: >-\n      Go on,\n      and on\n", "title: On\n"),
        (["phases", "begin", "do"], json!(["walk", "rest"]), "do: [walk]", "do: [walk, rest]"),
        (
            ["phases", "begin", "to"],
            json!("start + 6 days"),
            "    from: start\n",
            "    from: start\n    to: start + 6 days\n",
        ),
        (["phases", "begin", "from"], Value::Null, "    from: start\n    do", "    do"),
        (["activities", "walk", "every"], json!("3 h"), "    every: 2 h\n", "    every: 3 h\n"),
    ] {
        assert!(PLAN.contains(old), "{old:?}");
        assert_eq!(set(NAME, PLAN, &keys, &value), Ok(PLAN.replacen(old, new, 1)), "{keys:?} = {value}");
    }
    let crlf = PLAN.replace('\n', "\r\n");
    let walk = ["activities", "walk", "every"];
    assert_eq!(set(NAME, &crlf, &walk, &json!("3 h")), Ok(crlf.replace("2 h", "3 h")));
    for keys in [
        &["phases", "nowhere", "title"][..],
        &["phases", "begin", "nothing"],
        &["phases", "begin"],
        &["title", "begin", "title"],
        &[],
    ] {
        assert!(set(NAME, PLAN, keys, &json!("x")).is_err(), "{keys:?}");
    }
    let flow = "title: Walks\nphases: {begin: {title: Begin, from: start}}\n";
    assert!(set(NAME, flow, &["phases", "begin", "title"], &json!("x")).is_err());
}

#[test]
fn the_parts_of_a_plan_are_in_the_form() {
    let all = fields("content/protocols/walks.yaml", PLAN).expect("there is a form");
    let field = |below: &[&str], key: &str| {
        all.iter().find(|field| field.below == below && field.key == key).unwrap_or_else(|| panic!("{below:?} {key}"))
    };
    let from = field(&["phases", "go-on"], "from");
    assert_eq!((from.line, &from.value, from.sort), (Some(14), &json!("start + 7 days"), Sort::Text));
    assert_eq!(PLAN.lines().nth(13), Some("    from: start + 7 days # {clinic}"));
    assert!(!from.help.is_empty());
    assert_eq!(field(&["phases", "go-on"], "title").value, "Go on, and on");
    assert_eq!(field(&["activities", "walk"], "every").value, "2 h");
    assert_eq!(field(&["phases", "begin"], "do").sort, Sort::List);
    assert_eq!(field(&[], "title").line, Some(1));
    assert!(all.iter().all(|field| field.below.len() != 1));
    // Every value of the shipped plans that the form shows can be set from it.
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/protocols");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("it is there").flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let name = format!("content/protocols/{}", entry.file_name().to_string_lossy());
        for field in fields(&name, &text).unwrap_or_default() {
            if field.below.is_empty() || field.sort != Sort::Text || field.value.is_null() {
                continue;
            }
            let keys: Vec<&str> = field.below.iter().chain([&field.key]).map(String::as_str).collect();
            let changed = set(&name, &text, &keys, &json!("Another value"))
                .unwrap_or_else(|why| panic!("{name} {keys:?}: {why}"));
            assert_ne!(changed, text);
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn what_cannot_be_set_safely_is_left_to_the_person() {
    for (front, key, value) in [
        ("title: A\nrelated: [a.md, # why\n  b.md]\n", "related", json!(["c.md"])),
        ("title: [not, a, text\n", "title", json!("x")),
        ("title: A\ntitle: B\n", "title", json!("x")),
        ("title: A\n", "doors", json!([{"title": "x"}])),
        ("title: A\n", "unknown", json!("x")),
        ("{title: A, summary: B}\n", "title", json!("x")),
    ] {
        assert!(set(NAME, &page(front), &[key], &value).is_err(), "{front:?} {key} = {value}");
    }
    assert!(set(NAME, "no front matter", &["title"], &json!("x")).is_err());
    assert!(set("content/glossary.yaml", "pump: {plain: x}\n", &["pump"], &json!("x")).is_err());
}

#[test]
fn the_form_is_that_of_the_schema() {
    let text = page("title: A\nrelated: [b.md]\ndoors:\n  - {title: x, text: y, to: c.md}\n");
    let fields = fields(NAME, &text).expect("there is a form");
    let sort = |key: &str| fields.iter().find(|field| field.key == key).map(|field| (field.sort, field.line));
    assert_eq!(sort("title"), Some((Sort::Text, Some(2))));
    assert_eq!(sort("related"), Some((Sort::List, Some(3))));
    assert_eq!(sort("doors"), Some((Sort::Other, Some(4))));
    assert_eq!(sort("kind"), Some((Sort::Choice, None)));
    assert_eq!(sort("updated"), Some((Sort::Date, None)));
    assert_eq!(sort("order"), Some((Sort::Number, None)));
    assert!(fields.iter().all(|field| !field.help.is_empty()));
    let cut = cut(NAME, &text).expect("it can be cut");
    assert_eq!((cut.front.clone() + &cut.body, cut.body.as_str()), (text.clone(), "\ntitle: in the text\n"));
    let protocol = latchwork::edit::fields("content/protocols/x.yaml", "title: A\nphases: {}\n").expect("it has one");
    assert!(protocol.iter().any(|field| field.key == "title" && field.value == json!("A")));
}

/// A text for a form, with everything that YAML takes for something else.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ]{1,12}",
        "[ -~]{1,20}",
        "[:#'\"\\[\\]{},&*!|>%@`-]{1,6}",
        "(true|null|~|1\\.5|0x1f|2026-01-01)",
        "\\PC{1,10}"
    ]
    .prop_filter("a form sends no empty text", |text| !text.trim().is_empty())
}

/// One entry as somebody may have written it, with comments around it.
fn entry(key: &'static str) -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[a-z]{1,8}",
        "[a-z]{1,8} # [a-z :]{0,8}",
        Just("\"in: quotes\" # note".to_owned()),
        Just("'it''s' #x".to_owned()),
        Just(">-\n  folded # text\n\n  text".to_owned()),
        Just("|\n  lines\n    deeper".to_owned()),
        Just("plain\n  goes on".to_owned()),
    ];
    let before = prop_oneof![Just(String::new()), Just("\n".to_owned()), "# [a-z: ]{0,10}\n"];
    (before, value).prop_map(move |(before, value)| format!("{before}{key}: {value}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_set_is_read_back_and_nothing_else_moved(
        entries in (entry("title"), entry("nav_title"), entry("summary"), entry("owner")),
        key in prop_oneof![Just("title"), Just("summary"), Just("owner"), Just("key_message")],
        text in words(),
    ) {
        let (a, b, c, d) = entries;
        let whole = page(&[a.as_str(), &b, &c, &d].concat());
        let value = json!(text);
        let changed = set(NAME, &whole, &[key], &value).expect("such a text can be set");
        let read = |text: &str, key: &str| {
            let fields = fields(NAME, text).expect("it can be read");
            fields.into_iter().find(|field| field.key == key).map(|field| field.value)
        };
        prop_assert_eq!(read(&changed, key), Some(value.clone()));
        // Every other entry is there with the same bytes, and so are all whole-line comments.
        for (own, text) in [("title", &a), ("nav_title", &b), ("summary", &c), ("owner", &d)] {
            if own == key {
                for comment in text.lines().filter(|line| line.starts_with('#')) {
                    prop_assert!(changed.contains(comment));
                }
            } else {
                prop_assert!(changed.contains(text.trim_end_matches('\n')), "{text:?} is not in {changed:?}");
            }
        }
        // The same once more changes nothing, and what was there before comes back with its own value.
        prop_assert_eq!(set(NAME, &changed, &[key], &value), Ok(changed.clone()));
        if key == "key_message" {
            prop_assert_eq!(set(NAME, &changed, &[key], &Value::Null), Ok(whole));
        } else {
            let was = read(&whole, key).expect("it was there");
            let back = set(NAME, &changed, &[key], &was).expect("it can be set back");
            prop_assert_eq!(read(&back, key), Some(was));
        }
    }
}
