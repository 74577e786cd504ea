//! The planner's script against the program: the same plan must give the same sheets, the same calendar, the same words.
//!
//! The script fills the program's blank sheets with dates of its own. Here both lay
//! out the same plans for every shipped protocol, and every block is compared; only
//! where pages end differs, because a browser measures its own letters. Calendars are
//! compared byte for byte, clock changes zone by zone.
//!
//! Never: what is right; the tests of sheets and calendars know that.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

#[path = "planner/kept.rs"]
mod kept;
mod support;

use jiff::civil::date;
use latchwork::bundle::Bundle;
use latchwork::calendar::{Zone, clock_changes};
use latchwork::diag::Diagnostics;
use latchwork::model::protocol::{Audience, ProtocolFile};
use latchwork::model::{self, Drafts, Model};
use latchwork::name::{Paper, SheetName};
use latchwork::read;
use latchwork::schedule::{Id as _, InputKind, Plan, Schedule, expand};
use latchwork::sheet::{Make, Print, lay_out, offered};
use latchwork::source::{Content, Origin, Source, Sources};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use support::{Folder, SETTINGS, TODAY, said, status, tree};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// A site: what is parsed, what is published.
type Site = (Model, Bundle);

/// The shipped protocols in a site with small settings.
static SITE: LazyLock<Site> = LazyLock::new(|| site(SETTINGS, &[]));

/// The same in a language that writes `4,2 kg`, and where `1.125 ml` is more than a thousand.
static COMMA: LazyLock<Site> = LazyLock::new(|| {
    let words = support::strings(include_str!("fixtures/strings/es.yaml"));
    site(&SETTINGS.replace("language: en", "language: es"), &[("theme/strings/es.yaml", &words)])
});

fn site(settings: &str, more: &[(&str, &str)]) -> Site {
    let text = |path: String, bytes: Vec<u8>| Source {
        path,
        origin: Origin::Site,
        content: Content::Text(String::from_utf8(bytes).expect("a text")),
    };
    let protocols = tree(&Path::new(REPOSITORY).join("content/protocols"));
    let files = protocols.into_iter().map(|(path, bytes)| text(format!("content/protocols/{path}"), bytes));
    let own = [("content/site.yaml", settings), ("content/_index.md", support::HOME)].into_iter();
    let own = own.chain(more.iter().copied()).map(|(path, text)| (path, text.as_bytes().to_vec()));
    let references = std::fs::read(Path::new(REPOSITORY).join("content/references.yaml")).expect("the sources");
    let own = own.chain([("content/references.yaml", references)]);
    let files = files.chain(own.map(|(path, bytes)| text(path.to_owned(), bytes)));
    let sources = Sources::new(read::built_in().into_iter().chain(files).collect());
    let mut diags = Diagnostics::new();
    let model = model::parse(&sources, Drafts::Hidden, &mut diags).expect("the model is read");
    let inputs = latchwork::Inputs { sources, today: TODAY, base_url: None, drafts: Drafts::Hidden };
    (model, latchwork::compile(&inputs, &mut diags))
}

/// Asks Node all of these at once, in a time zone.
fn ask(zone: &str, questions: &[Value]) -> Vec<Value> {
    let script = Path::new(REPOSITORY).join("tests/planner/script.cjs");
    let process = Command::new("node").arg(script).env("TZ", zone).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut process = process.expect("these tests need Node 20 or later: install it so that `node` can be run");
    let mut input = process.stdin.take().expect("it was asked for");
    let lines: Vec<String> = questions.iter().map(Value::to_string).collect();
    let lines = lines.join("\n") + "\n";
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).expect("Node takes questions"));
    let output = process.wait_with_output().expect("Node answers");
    writer.join().expect("the questions were written");
    let text = String::from_utf8(output.stdout).expect("Node answers in text");
    let answers: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect();
    assert_eq!(answers.len(), questions.len(), "Node has stopped; what it said stands above");
    answers
}

/// A plan for each protocol: its dates, as far as they are chosen beforehand, and a value for each amount.
fn plan(file: &ProtocolFile) -> Plan {
    let mut plan = Plan::new(
        latchwork::schedule::ClockTime::new(6, 30).expect("a time"),
        latchwork::schedule::ClockTime::new(22, 0).expect("a time"),
    );
    let dates = [
        ("start", date(2027, 1, 20)),
        ("due", date(2027, 4, 1)),
        ("maintain-start", date(2028, 2, 1)),
        ("taper-start", date(2027, 2, 20)),
        ("wind-down", date(2028, 3, 1)),
    ];
    for anchor in &file.core.anchors {
        let date = dates.iter().find(|(name, _)| *name == anchor.id.as_str());
        plan.anchors.extend(date.map(|(_, date)| (anchor.id.clone(), *date)));
    }
    for input in &file.core.inputs {
        let choice = match &input.kind {
            InputKind::Choice(choices) => choices.first().map(String::as_str),
            InputKind::Number { .. } | InputKind::Date | InputKind::Text => None,
        };
        for text in choice.into_iter().chain(["4.2", "240", "6", "yes"]) {
            if let Ok(value) = model::protocol::parse_input(input, text) {
                let given = latchwork::schedule::Given { value, layer: latchwork::schedule::Layer::Person };
                plan.inputs.insert(input.id.clone(), given);
                break;
            }
        }
    }
    plan
}

fn made(file: &ProtocolFile) -> (Plan, Schedule) {
    let mut plan = plan(file);
    let schedule = expand(&file.core, &plan).or_else(|_| {
        plan.inputs.clear();
        expand(&file.core, &plan)
    });
    (plan, schedule.unwrap_or_else(|errors| panic!("{}: {errors:?}", file.id())))
}

/// The texts that the page has for its script, and no others.
fn words(site: &Site) -> Value {
    page_data(site)["words"].take()
}

fn loaded(site: &Site, file: &ProtocolFile) -> String {
    let bytes = site.1.get(&format!("protocols/{}.js", file.id())).expect("each protocol has its file");
    String::from_utf8(bytes.to_vec()).expect("a text")
}

/// Blocks in order, with what a page's end has cut put together again.
fn joined(blocks: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    // Cards stand side by side where a page is broken; by themselves they come one after the other.
    let cards = |block: Value| match block["columns"].as_array() {
        Some(columns) if block["type"] == "columns" => {
            columns.iter().filter_map(Value::as_array).flatten().cloned().collect()
        }
        Some(_) | None => vec![block],
    };
    for mut block in blocks.flat_map(cards) {
        block.as_object_mut().expect("a block").remove("row_height");
        let goes_on = all.last().is_some_and(|last| {
            let same = |key: &str| last[key] == block[key];
            let is = |kind: &str| block["type"] == kind;
            same("type")
                && (is("table") && same("caption") && same("columns")
                    || (is("list") || is("checklist")) && same("title"))
        });
        match all.last_mut().filter(|_| goes_on) {
            Some(last) => {
                let key = if block["type"] == "table" { "rows" } else { "items" };
                let more = block[key].as_array().cloned().unwrap_or_default();
                last[key].as_array_mut().expect("a list").extend(more);
            }
            None => all.push(block),
        }
    }
    all
}

#[test]
fn the_script_lays_out_the_sheets_of_the_program() {
    same_sheets(&SITE);
}

#[test]
fn the_script_writes_numbers_as_the_language_does() {
    let sheets = same_sheets(&COMMA);
    let is_decimal = |part: &[u8]| part[0].is_ascii_digit() && part[1] == b',' && part[2].is_ascii_digit();
    let written = sheets.iter().filter(|sheet| sheet.as_bytes().windows(3).any(is_decimal)).count();
    assert!(written > 10, "only {written} sheets have a number with a mark in it");
}

/// Compares every sheet of every plan of a site, and gives them as JSON.
fn same_sheets(site: &Site) -> Vec<String> {
    let (model, _) = site;
    let words = words(site);
    let strings = &model.strings[model.settings.main_language()];
    let (mut questions, mut expected, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for file in &model.protocols {
        let (plan, schedule) = made(file);
        for name in offered(file).into_iter().filter(|name| *name != SheetName::Packet) {
            for (print, word) in [(Print::Standard, "standard"), (Print::Large, "large")] {
                let days = &schedule.days[..schedule.days.len().min(10)];
                let make = Make {
                    protocol: file,
                    strings,
                    settings: &model.settings,
                    paper: Paper::A4,
                    print,
                    audience: Audience::Parent,
                    schedule: Some(&schedule),
                    days,
                    produced: "today",
                    review_due: None,
                };
                let sheet = lay_out(&make, &[name]);
                let pages = serde_json::to_value(&sheet.pages).expect("it serialises");
                let blocks =
                    pages.as_array().into_iter().flatten().filter_map(|page| page["blocks"].as_array().cloned());
                expected.push(joined(blocks.flatten()));
                let asked = json!({ "loaded": loaded(site, file), "plan": plan, "words": words, "sheet": name.word(), "print": word, "days": 10 });
                questions.push(json!({ "layout": asked }));
                names.push(format!("{} of {} in {word} letters", name.word(), file.id()));
            }
        }
    }
    let answers = ask("UTC", &questions);
    for ((name, expected), answer) in names.iter().zip(&expected).zip(answers) {
        let parts = answer.as_array().cloned().unwrap_or_default();
        let blocks = parts.iter().filter_map(|part| part["blocks"].as_array().cloned()).flatten();
        let blocks = joined(blocks);
        for (i, block) in expected.iter().enumerate() {
            assert_eq!(blocks.get(i), Some(block), "{name}, block {i}");
        }
        assert_eq!(blocks.len(), expected.len(), "{name}");
    }
    expected.iter().map(|blocks| json!(blocks).to_string()).collect()
}

#[test]
fn the_script_writes_the_calendar_of_the_program() {
    let folder = Folder::site();
    let site = &*SITE;
    let (model, _) = site;
    let words = words(site);
    for (path, bytes) in tree(&Path::new(REPOSITORY).join("content/protocols")) {
        folder.put(&format!("content/protocols/{path}"), bytes);
    }
    let (mut questions, mut expected) = (Vec::new(), Vec::new());
    for file in &model.protocols {
        let plan = Plan { inputs: std::collections::BTreeMap::new(), ..plan(file) };
        let anchors: Vec<String> = plan.anchors.iter().map(|(id, date)| format!("{id}={date}")).collect();
        for titles in ["plain", "named"] {
            let out = format!("{}-{titles}.ics", file.id());
            let mut arguments = vec!["sheet", file.id(), "--zone", "floating", "--wake", "06:30", "--bed", "22:00"];
            arguments.extend(["--titles", titles, "--out", &out]);
            arguments.extend(anchors.iter().flat_map(|anchor| ["--anchor", anchor.as_str()]));
            let output = folder.run(&arguments);
            assert_eq!(status(&output), 0, "{arguments:?}: {}", said(&output));
            let text = std::fs::read_to_string(folder.at(&out)).expect("the file was written");
            let made =
                text.split("DTSTAMP:").nth(1).map(|rest| format!("{}-{}-{}", &rest[..4], &rest[4..6], &rest[6..8]));
            let (named, domain) = (titles == "named", model.settings.host());
            let asked = json!({ "loaded": loaded(site, file), "plan": plan, "words": words, "domain": domain, "made": made, "named": named });
            questions.push(json!({ "calendar": asked }));
            expected.push((out, text));
        }
    }
    for ((name, expected), answer) in expected.into_iter().zip(ask("UTC", &questions)) {
        let text = answer.as_str().expect("a file");
        for (own, line) in expected.lines().zip(text.lines()) {
            assert_eq!(line, own, "{name}");
        }
        assert_eq!(text, expected, "{name}");
    }
}

#[test]
fn the_script_knows_when_the_clocks_of_its_zone_change() {
    for zone in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Nuuk", "Asia/Kolkata"] {
        let rules = Zone::new(zone).expect("a zone");
        let spans = [
            (date(2027, 1, 1), date(2028, 12, 31)),
            (date(2027, 3, 28), date(2027, 3, 28)),
            (date(2027, 10, 3), date(2027, 10, 30)),
        ];
        let questions: Vec<Value> =
            spans.iter().map(|(from, to)| json!({ "clock": { "from": from, "to": to } })).collect();
        for ((from, to), answer) in spans.iter().zip(ask(zone, &questions)) {
            let plan = Plan { clock_changes: clock_changes(&rules, *from, *to), ..plan(&SITE.0.protocols[0]) };
            assert_eq!(answer, json!(plan)["clock_changes"], "{zone}, {from} to {to}");
        }
    }
}

#[test]
fn a_value_stands_in_a_text_as_it_is() {
    let name = "Ours $& $$ $1 {to}";
    let asked = json!({ "words": { "told": "{from}, again {from}" }, "key": "told", "values": { "from": name } });
    assert_eq!(ask("UTC", &[json!({ "say": asked })]), [format!("{name}, again {name}")]);
}

/// The data of the page's script.
fn page_data(site: &Site) -> Value {
    let bytes = site.1.get("planner/index.html").expect("a site with plans has a planner");
    let html = std::str::from_utf8(bytes).expect("a text");
    let text = html.split("data-planner=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the page has data");
    let text = [
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter));
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn the_page_has_every_text_that_its_script_asks_for() {
    let data = page_data(&SITE);
    let scripts = tree(&Path::new(REPOSITORY).join("theme/js"));
    let mut asked = 0;
    for (path, bytes) in scripts.into_iter().filter(|(path, _)| path.starts_with("planner")) {
        let text = String::from_utf8(bytes).expect("a text");
        for call in ["get(\"", "say(\"", "fact(\""] {
            for key in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(data["words"][key].is_string(), "{path}: there is no text `{key}` on the page");
                asked += 1;
            }
        }
        for (call, head) in [
            ("told(\"", "planner_error_"),
            ("fault(id, \"", "planner_error_"),
            ("fault(at, \"", "planner_error_"),
            ("fault: \"", "planner_"),
        ] {
            for key in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(
                    data["words"][format!("{head}{key}")].is_string(),
                    "{path}: there is no text `{head}{key}` on the page"
                );
                asked += 1;
            }
        }
    }
    assert!(asked > 150, "the script asks for {asked} texts");
}

#[test]
fn objections_stand_at_their_field_with_the_way_out() {
    let site = &*SITE;
    let words = words(site);
    let file = site.0.protocols.iter().find(|file| file.id() == "induced-accelerated").expect("it is shipped");
    let mut wrong = plan(file);
    wrong.inputs.clear();
    let anchor = |name: &str| latchwork::schedule::AnchorId::new(name).expect("a name");
    wrong.anchors.insert(anchor("start"), date(2027, 5, 2));
    let mut missing = plan(file);
    missing.anchors.clear();
    missing.bed = missing.wake;
    let plans = [wrong, missing];
    let questions: Vec<Value> = plans
        .iter()
        .map(|plan| json!({ "objections": { "loaded": loaded(site, file), "plan": plan, "words": words } }))
        .collect();
    let answers = ask("UTC", &questions);
    let told = |answer: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        answer.as_array().into_iter().flatten().map(|one| (text(&one["field"]), text(&one["text"]))).collect()
    };
    let order = "The first day of the hormone comes after the due date. Choose 1 April 2027 or an earlier day, or change the other date.";
    assert!(told(&answers[0]).contains(&("anchor-start".to_owned(), order.to_owned())), "{answers:?}");
    let fields: Vec<String> = told(&answers[1]).into_iter().map(|(field, _)| field).collect();
    assert!(fields.contains(&"bed".to_owned()) && fields.contains(&"anchor-start".to_owned()), "{answers:?}");
}
