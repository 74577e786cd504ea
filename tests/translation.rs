//! A protocol in a second language, in small sites made for it.
//!
//! What a translation may change and what not, which pages and sheets come of it,
//! and where links lead when there is none. `golden/` shows one in full, `mistakes/`
//! has what can be wrong with one.
//!
//! Never: the words of the program in other languages.
#![expect(clippy::expect_used, reason = "a test may stop at once")]

mod support;

use jiff::civil::date;
use latchwork::Inputs;
use latchwork::bundle::Bundle;
use latchwork::diag::{Diagnostics, short};
use latchwork::model::protocol::{ProtocolFile, wording};
use latchwork::model::record::{Record, Reviewer, path};
use latchwork::model::{self, Model};
use latchwork::name::Lang;
use latchwork::schedule::Status;
use serde_json::Value;
use support::{compile, inputs, strings};

const WALKS: &str = "\
title: Walks
summary: A plan to try things with.
version: \"1\"
status: under-review
counting: start is day 0
use: [calls]
anchors:
  start: {label: first day, known: planning}
inputs:
  way: {label: Way, type: choice, choices: [cane, frame]}
kinds:
  walk: {label: Walk, counts: true}
phases:
  begin: {title: Begin, from: start, to: start + 1 day, do: [walk]}
activities:
  walk: {title: Walk, kind: walk, every: \"2-3h {clinic}\", note: \"Slowly. {unverified}\"}
";

const CALLS: &str = "calls:\n  pain: {level: emergency, title: Call now if, items: [your chest hurts]}\n";

const TEXTS: &str = "\
texts:
  title: مشي
  summary: خطة للتجربة.
  anchors.start.label: اليوم الأول
  inputs.way.label: الطريقة
  inputs.way.choices.1: عصا
  inputs.way.choices.2: مشاية
  kinds.walk.label: مشي
  phases.begin.title: البداية
  activities.walk.title: امش
";

const ARABIC_CALLS: &str = "texts:\n  calls.pain.title: اتصل الآن إذا\n  calls.pain.items.1: كان صدرك يؤلمك\n";

const PAGE: &str = "---\ntitle: مرحبا\nsummary: أهلا\nkind: home\n---\n\n\
    [خطة](protocol:walks)، [ورقة](sheet:walks/week).\n\n![ورقة](sheet:walks/when-to-call)\n";

/// A site in English and Arabic, with other files over its own; an empty one goes away.
fn files(over: &[(&str, &str)]) -> Inputs {
    let settings = format!("{}translations: [ar]\n", support::SETTINGS);
    let arabic = strings("language_name: عربي\n");
    let mut files = vec![
        ("content/site.yaml", settings.as_str()),
        ("content/_index.md", support::HOME),
        ("content/_index.ar.md", PAGE),
        ("content/protocols/walks.yaml", WALKS),
        ("content/protocols/walks.ar.yaml", TEXTS),
        ("content/protocols/shared/calls.yaml", CALLS),
        ("content/protocols/shared/calls.ar.yaml", ARABIC_CALLS),
        ("theme/strings/ar.yaml", arabic.as_str()),
    ];
    for (path, text) in over {
        files.retain(|(known, _)| known != path);
        files.extend(Some((*path, *text)).filter(|(_, text)| !text.is_empty()));
    }
    inputs(files)
}

/// What is made of it.
fn site(over: &[(&str, &str)]) -> Bundle {
    let inputs = files(over);
    let (bundle, diags) = compile(&inputs);
    assert!(!diags.has_errors(), "{}", short(&diags, &inputs.sources));
    bundle
}

fn text<'b>(bundle: &'b Bundle, address: &str) -> &'b str {
    let bytes = bundle.get(address).unwrap_or_else(|| panic!("{address} is not made"));
    std::str::from_utf8(bytes).expect("it is text")
}

#[test]
fn a_whole_translation_is_a_page_and_sheets_in_its_language_and_direction() {
    let bundle = site(&[]);
    for address in
        ["ar/protocols/walks/index.html", "sheets/walks/week-a4-ar.html", "sheets/walks/plan-letter-large-ar.html"]
    {
        let html = text(&bundle, address);
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\""), "{address}");
        assert!(html.contains("مشي"), "{address}");
        assert!(!html.contains("Begin") && !html.contains("first day"), "{address} has words of the original");
    }
    let page = text(&bundle, "ar/protocols/walks/index.html");
    assert!(page.contains("../../../sheets/walks/week-a4-ar.html"));
    assert!(page.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"https://clinic.example/protocols/walks/\">"));
    assert!(
        text(&bundle, "protocols/walks/index.html")
            .contains("hreflang=\"ar\" href=\"https://clinic.example/ar/protocols/walks/\"")
    );
    assert!(
        text(&bundle, "sheets/walks/when-to-call-a4-ar.html").contains("كان صدرك يؤلمك"),
        "shared blocks are translated"
    );
    assert!(text(&bundle, "sheets/walks/plan-a4-ar.html").contains("href=\"../../ar/protocols/walks/index.html\""));
    assert!(
        text(&bundle, "sheets/walks/plan-a4.html").contains("lang=\"en\" dir=\"ltr\""),
        "the original keeps its name"
    );
    assert!(
        text(&bundle, "sheets/walks/plan-a4-ar.html").contains("\u{2066}555-0100\u{2069}"),
        "groups of a number stay"
    );
    assert!(!text(&bundle, "sheets/walks/plan-a4.html").contains('\u{2066}'));
    let home = text(&bundle, "ar/index.html");
    assert!(home.contains("<a href=\"../ar/protocols/walks/index.html\">خطة</a>"), "without a word about the language");
    assert!(home.contains("<a href=\"../sheets/walks/week-a4-ar.html\">ورقة</a>"));
    assert!(home.contains("كان صدرك يؤلمك") && !home.contains("your chest hurts"), "the sheet that it shows");
}

/// Half of it, or half of a block that it uses, or none at all.
#[test]
fn without_a_whole_translation_links_lead_to_the_main_language_and_say_so() {
    let half = TEXTS.replace("  kinds.walk.label: مشي\n", "");
    let half_calls = ARABIC_CALLS.replace("  calls.pain.items.1: كان صدرك يؤلمك\n", "");
    let lacking = [
        ("content/protocols/walks.ar.yaml", half.as_str()),
        ("content/protocols/walks.ar.yaml", ""),
        ("content/protocols/shared/calls.ar.yaml", half_calls.as_str()),
        ("content/protocols/shared/calls.ar.yaml", ""),
    ];
    for over in lacking {
        let bundle = site(&[over]);
        let made: Vec<&str> = bundle.iter().map(|(address, _)| address).collect();
        let is_sheet = |address: &str| address.starts_with("sheets/") && address.contains("-ar.");
        let translated = |address: &&&str| address.starts_with("ar/protocols") || is_sheet(address);
        assert_eq!(made.iter().find(translated), None, "{over:?}");
        assert!(bundle.get("protocols/walks.ar.json").is_none());
        let home = text(&bundle, "ar/index.html");
        let label = "<span lang=\"en\">(English)</span>";
        for link in ["../protocols/walks/index.html", "../sheets/walks/week-a4.html"] {
            let words = home.split(&format!("<a href=\"{link}\" hreflang=\"en\">")).nth(1).expect("the link is there");
            let (_, after) = words.split_once("</a> ").expect("a link has an end");
            assert!(after.starts_with(label), "{link}");
        }
        assert!(
            home.contains("<div lang=\"en\" dir=\"ltr\">") && home.contains("your chest hurts"),
            "the sheet that it shows"
        );
    }
}

/// A list in a language has every protocol, those without a translation with their language.
#[test]
fn a_list_names_what_is_not_translated_by_its_language() {
    let other = WALKS.replace("title: Walks\n", "title: Runs\n");
    let bundle = site(&[("content/protocols/runs.yaml", &other)]);
    let list = text(&bundle, "ar/protocols/index.html");
    assert!(list.contains("<a class=\"card-link\" href=\"../../protocols/runs/index.html\">Runs (English)</a>"));
    assert!(list.contains("<a class=\"card-link\" href=\"../../ar/protocols/walks/index.html\">مشي</a>"));
    assert!(
        text(&bundle, "protocols/index.html").contains("hreflang=\"ar\" href=\"https://clinic.example/ar/protocols/\"")
    );
}

#[test]
fn a_translation_changes_words_and_nothing_else() {
    let bundle = site(&[]);
    let json = |address| serde_json::from_str::<Value>(text(&bundle, address)).expect("it is JSON");
    let (original, translation) = (json("protocols/walks.json"), json("protocols/walks.ar.json"));
    let mut words = 0;
    same(&original, &translation, "", &mut words);
    assert!(words > 8, "only {words} texts are others");
    assert!(!translation.to_string().contains("Slowly"), "what is switched off stays so");
}

/// Compares everything but the members that hold words.
fn same(original: &Value, translation: &Value, member: &str, words: &mut usize) {
    const WORDS: [&str; 11] =
        ["title", "summary", "label", "note", "text", "items", "about", "only_if", "with", "bring", "gates"];
    match (original, translation) {
        (Value::Object(one), Value::Object(other)) => {
            assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "in `{member}`");
            one.iter().for_each(|(key, value)| same(value, &other[key], key, words));
        }
        (Value::Array(one), Value::Array(other)) => {
            assert_eq!(one.len(), other.len(), "in `{member}`");
            one.iter().zip(other).for_each(|(one, other)| same(one, other, member, words));
        }
        _ if WORDS.contains(&member) => *words += usize::from(original != translation),
        _ => assert_eq!(original, translation, "`{member}`"),
    }
}

fn parsed(inputs: &Inputs) -> Model {
    let mut diags = Diagnostics::new();
    let model = model::parse(&inputs.sources, inputs.drafts, &mut diags).expect("the settings are good");
    assert!(!diags.has_errors(), "{}", short(&diags, &inputs.sources));
    model
}

fn arabic(model: &Model) -> &ProtocolFile {
    model.protocols[0].in_language(&Lang::new("ar").expect("a tag"))
}

/// A translation is approved beside the plan that it translates, and neither approves the other.
#[test]
fn an_approval_of_a_translation_is_its_own_and_falls_with_its_original() {
    const FILE: &str = "content/protocols/walks.ar.yaml";
    let inputs = files(&[]);
    let model = parsed(&inputs);
    let text = wording(arabic(&model), &inputs.sources, &model.settings, &model.bibliography).text();
    let reviewer = Reviewer { name: "A. Example".into(), credentials: "RN".into(), on: date(2026, 11, 1) };
    let record = (path(FILE), Record { of: FILE.into(), reviewers: vec![reviewer], text }.yaml());
    assert_eq!(record.0, "content/reviews/protocols/walks.ar.yaml");
    let standing = |path: &str, old: &str, new: &str| {
        let all = [
            ("content/protocols/walks.yaml", WALKS),
            (FILE, TEXTS),
            ("content/protocols/shared/calls.yaml", CALLS),
            ("content/protocols/shared/calls.ar.yaml", ARABIC_CALLS),
        ];
        let (_, text) = all.into_iter().find(|(known, _)| *known == path).expect("the file is there");
        assert!(text.contains(old), "{path} has no `{old}`");
        let changed = text.replace(old, new);
        let model = parsed(&files(&[(path, &changed), (&record.0, &record.1)]));
        (model.protocols[0].core.status, arabic(&model).core.status)
    };
    let changed = Status::ChangedSinceApproval;
    let cases = [
        (FILE, "texts:", "# A remark\ntexts:", Status::Approved),
        (FILE, "texts:", "review_due: 2027-05-01\ntexts:", Status::Approved),
        (FILE, "خطة للتجربة", "خطة", changed),
        ("content/protocols/shared/calls.ar.yaml", "اتصل", "اتصلي", changed),
        ("content/protocols/walks.yaml", "2-3h", "3h", changed),
        ("content/protocols/shared/calls.yaml", "your chest hurts", "your chest aches", changed),
        (FILE, "texts:", "status: draft\ntexts:", Status::Draft),
    ];
    for (path, old, new, expected) in cases {
        assert_eq!(standing(path, old, new), (Status::UnderReview, expected), "{path}: {new}");
    }
    let withdrawn = standing("content/protocols/walks.yaml", "under-review", "withdrawn");
    assert_eq!(withdrawn, (Status::Withdrawn, Status::Withdrawn), "nobody uses the translation of a plan taken back");
}

/// Every sort of text there is: pages, sheets and data hold none of the original's words.
#[test]
fn every_text_of_a_protocol_can_be_translated() {
    const BASE: &str = include_str!("mistakes/base.yaml");
    const COMMON: &str = include_str!("mistakes/common.yaml");
    let settings = format!("{}translations: [es]\n", support::SETTINGS);
    let references = "book: {type: book, title: B, author: D, date: 2020}\npage: {type: web, title: P, author: D, date: 2021, url: \"https://page.example/\"}\n";
    let spanish = strings("");
    let files = inputs([
        ("content/site.yaml", settings.as_str()),
        ("content/_index.md", support::HOME),
        ("content/references.yaml", references),
        ("content/protocols/base.yaml", BASE),
        ("content/protocols/base.es.yaml", include_str!("mistakes/base.es.yaml")),
        ("content/protocols/shared/common.yaml", COMMON),
        ("content/protocols/shared/common.es.yaml", include_str!("mistakes/common.es.yaml")),
        ("theme/strings/es.yaml", spanish.as_str()),
    ]);
    let (bundle, diags) = compile(&files);
    assert!(diags.is_empty(), "{}", short(&diags, &files.sources));
    let everything: String = bundle
        .iter()
        .filter(|(address, _)| {
            address.starts_with("es/protocols/base")
                || address.ends_with("-es.html")
                || *address == "protocols/base.es.json"
        })
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    // Words of the original that the English interface text, which stands for the Spanish one here, does not have.
    let words = [
        "A protocol with",
        "Anyone who",
        "looked at it",
        "due date",
        "The first",
        "How far",
        "Mood",
        "A full amount",
        "First week",
        "goes well",
        "A few days more",
        "Walk",
        "Stretch",
        "A little more",
        "At set times",
        "Less and less",
        "All is well",
        "Again and again",
        "too little time",
        "It came early",
        "chest pain",
        "It hurts more",
        "A cream",
        "skin whole",
        "Shoes",
        "A chair",
        "Most people",
        "No breath",
        "Writing down",
    ];
    for word in words {
        assert!(BASE.contains(word) || COMMON.contains(word), "`{word}` is not in the original");
        assert!(!everything.contains(word), "`{word}` of the original stands in the translation");
    }
}
