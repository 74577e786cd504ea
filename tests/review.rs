//! What an approval is bound to, and what readers and programs see of it.
//!
//! A small site is approved in memory; then one thing at a time is changed, and
//! the approval has to fall or to hold.
//!
//! Never: what the command says; `cmd/review.md` has that.
#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

mod support;

use jiff::civil::date;
use latchwork::diag::{Diagnostics, short};
use latchwork::model::page::Status;
use latchwork::model::protocol::wording as of_protocol;
use latchwork::model::record::{Record, Reviewer, path};
use latchwork::model::wording::{Kind, Wording, plain};
use latchwork::source::Sources;
use latchwork::{Inputs, model, site};
use proptest::prelude::*;
use support::{Folder, TODAY, compile, inputs, names, said, status, tree};

const PAGE: &str = "content/pump.md";
const PLAN: &str = "content/protocols/walks.yaml";

const FILES: [(&str, &str); 8] = [
    ("content/site.yaml", support::SETTINGS),
    ("content/_index.md", support::HOME),
    (
        PAGE,
        "---\ntitle: Pump\nsummary: How to pump.\nkey_message: It must not hurt.\nkind: medicine\nowner: The editor\norder: 1\n---\n\n\
         Pump for **15 minutes** [@one], see [home](_index.md).\n\n:::include hands days=\"3\"\n\n\
         :::urgent Call us if\n- it *hurts*\n:::\n\n:::clinician\nHard words.\n:::\n\n![A dot](dot.svg)\n\n\
         [the plan](protocol:walks) [@two]\n",
    ),
    (
        "content/fragments/hands.md",
        "---\ntitle: Hands\nparameters:\n  days: {description: how long}\n---\n\nWash for {{days}} days, {{clinic.name}} says.\n",
    ),
    ("content/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n"),
    ("content/references.yaml", "one:\n  type: article\n  title: One\n  date: 1997\ntwo:\n  type: web\n  title: Two\n"),
    (
        PLAN,
        "title: Walks\nsummary: Short walks.\nversion: \"1\"\nstatus: submitted\nuse: [calls]\ncounting: start is day 1\n\
         anchors:\n  start: {label: first day, known: planning}\nkinds:\n  walk: {label: Walking, counts: true}\n\
         phases:\n  first: {title: First, from: start, to: start + 6 days, do: [walk]}\n\
         activities:\n  walk: {title: Walk, kind: walk, every: \"2h {clinic}\", duration: \"5 min [@one]\"}\n",
    ),
    (
        "content/protocols/shared/calls.yaml",
        "calls:\n  fall: {level: emergency, title: Call now, items: [You fall.]}\n",
    ),
];

/// The site with some places of its files changed.
fn changed(changes: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = FILES.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect();
    for (path, old, new) in changes {
        let (_, text) = files.iter_mut().find(|(known, _)| known == path).expect("the file is there");
        assert!(text.contains(old), "{path} has no `{old}`");
        *text = text.replace(old, new);
    }
    files
}

/// The records of both texts as they are.
fn records() -> [(String, String); 2] {
    let inputs = inputs(changed(&[]));
    let mut diags = Diagnostics::new();
    let model = model::parse(&inputs.sources, inputs.drafts, &mut diags).expect("the settings are good");
    let site = site::link(&model, &inputs.sources, TODAY, &mut diags);
    assert_eq!(short(&diags, &inputs.sources), "");
    let id = site.ids().find(|id| site.page(*id).front.title == "Pump").expect("the page is there");
    let plan = of_protocol(&model.protocols[0], &inputs.sources, &model.settings, &model.bibliography);
    let texts = [(PAGE, site::wording(&site, id).text()), (PLAN, plan.text())];
    texts.map(|(of, text)| {
        let reviewer =
            Reviewer { name: "A. Example".into(), credentials: "RN, \"IBCLC\"".into(), on: date(2026, 11, 1) };
        (path(of), Record { of: of.into(), reviewers: vec![reviewer], text }.yaml())
    })
}

/// The approved site with changes.
fn approved(changes: &[(&str, &str, &str)]) -> Inputs {
    inputs(changed(changes).into_iter().chain(records()))
}

/// Where the page and the plan stand.
fn standings(inputs: &Inputs) -> (Status, Status) {
    let mut diags = Diagnostics::new();
    let model = model::parse(&inputs.sources, inputs.drafts, &mut diags).expect("the settings are good");
    let site = site::link(&model, &inputs.sources, TODAY, &mut diags);
    let id = site.ids().find(|id| site.sources.get(site.page(*id).file).path == PAGE).expect("the page is there");
    assert!(!diags.has_errors(), "{}", short(&diags, &inputs.sources));
    (site.standing(id).status, model::protocol::page_status(model.protocols[0].core.status))
}

#[test]
fn an_approval_falls_with_whatever_readers_get() {
    let (yes, no) = (Status::Approved, Status::ChangedSinceApproval);
    let front = |old, new| (PAGE, old, new);
    let cases = [
        ((no, yes), front("title: Pump", "title: The pump")),
        ((no, yes), front("How to pump.", "How one pumps.")),
        ((no, yes), front("It must not hurt.", "It may hurt.")),
        ((no, yes), front("15 minutes", "20 minutes")),
        ((no, yes), front(" [@one]", "")),
        ((no, yes), front("_index.md", "pump.md")),
        ((no, yes), front("days=\"3\"", "days=\"4\"")),
        ((no, yes), front("urgent Call", "non-urgent Call")),
        ((no, yes), front(":::clinician\nHard words.\n:::", "Hard words.")),
        ((no, yes), front("A dot", "A spot")),
        ((no, yes), ("content/fragments/hands.md", "Wash", "Rinse")),
        ((no, yes), ("content/dot.svg", "width=\"1\"", "width=\"2\"")),
        ((no, yes), ("content/references.yaml", "title: Two", "title: Too")),
        ((no, no), ("content/references.yaml", "1997", "1998")),
        ((no, yes), ("content/site.yaml", "Harbour Clinic", "Bay Clinic")),
        ((no, yes), ("content/site.yaml", "555-0100", "555-0199")),
        ((yes, no), ("content/site.yaml", "\"112\"", "\"911\"")),
        (
            (yes, no),
            ("content/site.yaml", "language: en", "language: en\nprotocols:\n  walks: {activities.walk.every: 3h}"),
        ),
        ((yes, no), (PLAN, "5 min", "6 min")),
        ((yes, no), ("content/protocols/shared/calls.yaml", "You fall.", "You fall twice.")),
        // What readers do not get, or get just the same.
        (
            (yes, yes),
            front("owner: The editor\norder: 1", "order: 2\nsearch_words: [x]\nstatus: submitted\nupdated: 2026-11-30"),
        ),
        ((yes, yes), front("**15 minutes**", "_15 minutes_")),
        ((yes, yes), front("Pump for", "Pump\nfor")),
        ((yes, yes), ("content/references.yaml", "type: web\n  title: Two", "{type: web, title: Two}")),
        ((yes, yes), ("content/_index.md", "Welcome.", "Hello.")),
        ((yes, yes), (PLAN, "status: submitted", "# A remark\nstatus: under-review\nreview_due: 2027-05-01")),
        // What its own file takes back.
        ((yes, Status::Draft), (PLAN, "status: submitted", "status: withdrawn")),
    ];
    for (expected, change) in cases {
        let change = if change.1.starts_with("type: web") {
            (change.0, "two:\n  type: web\n  title: Two\n", "two: {type: web, title: Two}\n")
        } else {
            change
        };
        assert_eq!(standings(&approved(&[change])), expected, "{change:?}");
    }
}

#[test]
fn readers_see_whether_the_approved_text_is_before_them() {
    let page = |inputs: &Inputs, address: &str| {
        let (bundle, _) = compile(inputs);
        String::from_utf8_lossy(bundle.get(address).expect("it is made")).into_owned()
    };
    let good = approved(&[]);
    let other = approved(&[(PAGE, "15", "20"), (PLAN, "5 min", "6 min")]);
    for address in ["pump/index.html", "protocols/walks/index.html"] {
        let (good, other) = (page(&good, address), page(&other, address));
        assert!(!good.contains("noindex") && good.contains("A. Example, RN, &quot;IBCLC&quot;"), "{good}");
        assert!(other.contains("noindex") && other.contains("<strong>Changed since it was approved.</strong>"));
        assert!(other.contains("1 November 2026 (an earlier text)"), "{other}");
        assert!(other.contains("A. Example, RN, &quot;IBCLC&quot; (an earlier text)"));
    }
    let marks = |inputs: &Inputs| page(inputs, "sheets/walks/day-log-a4.html").matches("class=\"sheet-draft\"").count();
    assert_eq!((marks(&good), marks(&other)), (0, 1));
}

#[test]
fn programs_see_it_in_the_list_and_in_the_calendar() {
    let policy = "language: en\nreview: {interval_months: 12, by_kind: {medicine: 3}}";
    let (bundle, diags) = compile(&approved(&[("content/site.yaml", "language: en", policy)]));
    assert!(!diags.has_errors(), "a site with a policy is asked for more pages, which are none of this test");
    let text = |address| std::str::from_utf8(bundle.get(address).expect("it is made")).expect("it is text");
    let list: serde_json::Value = serde_json::from_str(text("pages.json")).expect("it is JSON");
    let entry = |file: &str| {
        let all = list["pages"].as_array().expect("a list");
        all.iter().find(|entry| entry["file"] == file).unwrap_or_else(|| panic!("{file} is not in the list")).clone()
    };
    let (page, plan, home) = (entry(PAGE), entry(PLAN), entry("content/_index.md"));
    assert_eq!((&page["status"], &page["review_due"]), (&"approved".into(), &"2027-02-01".into()));
    assert_eq!((&plan["status"], &plan["review_due"]), (&"approved".into(), &"2027-11-01".into()));
    assert_eq!(page["reviewers"], serde_json::json!(["A. Example, RN, \"IBCLC\""]));
    assert_eq!(page["sources"], serde_json::json!(["one", "two"]));
    assert!(page["approved_text"].as_str().is_some_and(|hash| records()[0].1.contains(hash)));
    assert_eq!((&home["status"], &home["review_due"]), (&"under-review".into(), &serde_json::Value::Null));
    let calendar = text("reviews.ics").replace("\r\n ", "");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "only what has a day");
    for line in [
        "DTSTART;VALUE=DATE:20270201\r\n",
        "SUMMARY:Review due: Pump\r\n",
        "URL:https://clinic.example/pump/\r\n",
        "DESCRIPTION:Status: Approved\\nLooked after by: The editor\\ncontent/pump.md\r\n",
    ] {
        assert!(calendar.contains(line), "no {line:?} in {calendar}");
    }
    let (bundle, _) = compile(&inputs(changed(&[])));
    assert_eq!(bundle.get("reviews.ics"), None, "a calendar without a day would be no calendar");
}

#[test]
fn the_record_is_all_that_is_written() {
    let folder = Folder::site().with(PAGE, "---\ntitle: Pump\nsummary: x\n---\n\nText.\n");
    let before = tree(folder.path());
    let approve = ["review", PAGE, "--by", "A. Example", "--credentials", "RN"];
    let output = folder.run(approve);
    assert_eq!((status(&output), said(&output).as_str()), (0, ""));
    let after = tree(folder.path());
    let new: Vec<&str> = after.iter().filter(|file| !before.contains(file)).map(|(path, _)| path.as_str()).collect();
    assert_eq!(new, ["content/reviews/pump.yaml"]);
    assert_eq!(after.len(), before.len() + 1);
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_record_out_of_the_site() {
    let (folder, outside) = (Folder::site(), Folder::new());
    folder.put("content/a/pump.md", "---\ntitle: Pump\nsummary: x\n---\n\nText.\n");
    std::os::unix::fs::symlink(outside.path(), folder.at("content/reviews")).expect("a link can be made");
    let output = folder.run(["review", "content/a/pump.md", "--by", "A. Example", "--credentials", "RN"]);
    assert_eq!(status(&output), 2);
    assert!(said(&output).contains("is a link to elsewhere; nothing was written"), "{}", said(&output));
    assert_eq!(names(outside.path()), Vec::<String>::new());
}

/// Any character, and often one that means something to YAML or cannot be seen.
fn letter() -> impl Strategy<Value = char> {
    let odd = "#:-|>&*!%@`\"'{}[],?~ \t\r\n\u{0}\u{85}\u{a0}\u{200f}\u{2028}\u{2029}\u{feff}\u{fffe}\u{e000}";
    prop_oneof![any::<char>(), prop::sample::select(odd.chars().collect::<Vec<_>>())]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever people write, its record can be read, and holds the same.
    #[test]
    fn a_record_gives_back_what_was_approved(
        paragraphs in prop::collection::vec((prop::collection::vec(letter(), 1..40), 0_usize..4), 0..8),
        name in "[a-z]\\PC{0,20}",
    ) {
        let mut wording = Wording::default();
        wording.put(Kind::Heading(1), "Title");
        for (words, depth) in paragraphs {
            wording.put(Kind::Text, plain(&format!("{}.", String::from_iter(words))));
            wording.paragraphs.last_mut().expect("it was just put in").depth = depth;
        }
        let reviewer = Reviewer { name, credentials: "RN: \"x\" # y".into(), on: date(2026, 11, 1) };
        let record = Record { of: PAGE.into(), reviewers: vec![reviewer], text: wording.text() };
        // As it was written, and as a version control for Windows may hand it out.
        for yaml in [record.yaml(), record.yaml().replace('\n', "\r\n")] {
            let sources = Sources::from_texts([(PAGE, "x"), (path(PAGE).as_str(), yaml.as_str())]);
            let mut diags = Diagnostics::new();
            let read = model::record::parse(&sources, &mut diags);
            prop_assert_eq!(short(&diags, &sources), "");
            prop_assert_eq!(read.get(PAGE), Some(&record));
        }
    }
}
