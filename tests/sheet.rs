//! `latchwork sheet` over files: the dated schedule and the printable sheets.
//!
//! The engine has tests of its own; these hold that what is typed reaches it,
//! and that what comes out is what was asked for.
//!
//! Never: the rules of the schedule.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use serde_json::Value;
use std::fs;
use support::{Folder, names, said, status};

const PROTOCOL: &str = "\
title: Pumping
summary: A plan to try things with.
version: \"1\"
status: under-review
counting: start is day 0
longest_gap: 3h
anchors:
  start: {label: first day, known: planning}
inputs:
  weight: {label: Baby's weight, type: number, unit: kg, range: 1-15 kg}
kinds:
  pump: {label: Pump, counts: true}
phases:
  begin: {title: Begin, from: start, to: start + 1 day, do: [pump]}
  build: {title: Build, from: start + 2 days, to: start + 2 days, do: [pump]}
activities:
  pump:
    title: Pump
    kind: pump
    every: 2h by day, 3h by night {clinic}
    duration: 15-20 min {clinic}
calls:
  wake: {level: emergency, title: Call now if, items: [your baby cannot be woken]}
";

fn folder() -> Folder {
    Folder::site().with("content/protocols/pumping.yaml", PROTOCOL)
}

fn schedule(folder: &Folder, arguments: &[&str]) -> Value {
    let all = ["sheet", "pumping"].iter().chain(arguments);
    let output = folder.run(all);
    assert_eq!(status(&output), 0, "{}", said(&output));
    serde_json::from_slice(&output.stdout).expect("the schedule is JSON")
}

fn texts<'v>(values: &'v Value, key: &str) -> Vec<&'v str> {
    values.as_array().into_iter().flatten().filter_map(|value| value[key].as_str()).collect()
}

#[test]
fn day_and_night_have_intervals_of_their_own() {
    let folder = folder();
    let hours = ["--start", "2026-12-01", "--wake", "06:00", "--bed", "22:00", "--out", "-"];
    let schedule = schedule(&folder, &hours);
    let first = &schedule["days"][0];
    assert_eq!(
        texts(&first["sessions"], "time"),
        ["06:00", "08:00", "10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00", "01:00", "04:00"]
    );
    assert_eq!(first["longest_gap_minutes"], 180);
}

#[test]
fn every_day_lies_in_its_phase() {
    let schedule = schedule(&folder(), &["--anchor", "start=2026-12-01", "--out", "-"]);
    for day in schedule["days"].as_array().into_iter().flatten() {
        let date = day["date"].as_str().expect("a day has a date");
        for phase in day["phases"].as_array().into_iter().flatten() {
            let mut phases = schedule["phases"].as_array().into_iter().flatten();
            let dated = phases.rfind(|dated| dated["id"] == *phase).expect("its phase has dates");
            assert!(dated["from"].as_str() <= Some(date) && Some(date) <= dated["to"].as_str(), "{date}");
        }
    }
    assert_eq!(texts(&schedule["days"], "date"), ["2026-12-01", "2026-12-02", "2026-12-03"]);
}

#[test]
fn the_clinic_stands_beneath_the_person() {
    let folder = folder();
    folder.put("content/site.yaml", format!("{}protocols: {{pumping: {{weight: 4 kg}}}}\n", support::SETTINGS));
    let used = |arguments: &[&str]| {
        let all: Vec<&str> = ["--start", "2026-12-01", "--out", "-"].iter().chain(arguments).copied().collect();
        let schedule = schedule(&folder, &all);
        let input = &schedule["inputs"][0];
        (input["value"].as_str().map(str::to_owned), input["layer"].as_str().map(str::to_owned))
    };
    assert_eq!(used(&[]), (Some("4 kg".to_owned()), Some("clinic".to_owned())));
    assert_eq!(used(&["--set", "weight=4.5"]), (Some("4.5 kg".to_owned()), Some("person".to_owned())));
}

#[test]
fn a_page_with_errors_does_not_keep_a_sheet_back_and_a_protocol_does() {
    let folder = folder().with("content/a.md", "---\ntitel: A\n---\n[x](gone.md)\n");
    assert_eq!(status(&folder.run(["sheet", "pumping", "--start", "2026-12-01", "--out", "s.json"])), 0);
    folder.put("content/protocols/pumping.yaml", PROTOCOL.replace("every:", "evry:"));
    let output = folder.run(["sheet", "pumping", "--start", "2026-12-01", "--out", "t.json", "--format", "short"]);
    assert_eq!(status(&output), 1);
    assert!(said(&output).starts_with("content/protocols/pumping.yaml:"), "{}", said(&output));
    assert!(!said(&output).contains("content/a.md"));
    assert_eq!(names(folder.path()), ["content", "s.json"]);
}

#[test]
fn a_file_is_written_in_one_step_and_for_everybody() {
    let folder = folder();
    let write = |date: &str, out: &str| folder.run(["sheet", "pumping", "--start", date, "--out", out]);
    assert_eq!(status(&write("2026-12-01", "s.json")), 0);
    let first = fs::read(folder.at("s.json")).expect("it is there");
    assert_eq!(status(&write("2026-12-02", "s.json")), 0);
    assert_ne!(fs::read(folder.at("s.json")).expect("it is there"), first);
    let output = write("2026-12-01", "no/such/folder/s.json");
    assert_eq!(status(&output), 2);
    assert!(said(&output).contains("cannot write no/such/folder/s.json"), "{}", said(&output));
    assert_eq!(names(folder.path()), ["content", "s.json"]);
}

#[test]
fn sheets_are_files_that_stand_alone() {
    let folder = folder();
    let output = folder.run(["sheet", "pumping", "--start", "2026-12-01", "--sheet", "day-log", "--out", "log.html"]);
    assert_eq!((status(&output), said(&output).lines().filter(|line| !line.starts_with("hint: ")).count()), (0, 0));
    let html = fs::read_to_string(folder.at("log.html")).expect("it is there");
    assert_eq!(html.matches("class=\"sheet-page\"").count(), 3, "a page for each day");
    assert!(html.contains("06:00") && html.contains("<style>") && !html.contains("rel=\"stylesheet\""));
    let output = folder.run(["sheet", "pumping", "--paper", "letter", "--out", "pumping.html"]);
    assert_eq!((status(&output), said(&output).lines().filter(|line| !line.starts_with("hint: ")).count()), (0, 0));
    let blank = fs::read_to_string(folder.at("pumping.html")).expect("it is there");
    assert!(blank.contains("data-paper=\"letter\"") && !blank.contains("06:00"));
    assert_eq!(blank.matches("class=\"sheet-page").count() - 1, 4, "a plan, a log, a week, whom to call");
    assert_eq!(names(folder.path()), ["content", "log.html", "pumping.html"]);
}

#[test]
fn vector_20_what_is_not_approved_prints_with_a_mark_on_every_page() {
    let folder = folder();
    let pages_and_marks = |review: &str| {
        folder.put("content/protocols/pumping.yaml", PROTOCOL.replace("status: under-review", review));
        let sheets = ["--sheet", "day-log", "--sheet", "when-to-call"];
        let dated = ["sheet", "pumping", "--start", "2026-12-01", "--out", "s.html"];
        let output = folder.run(dated.iter().chain(&sheets));
        assert_eq!(status(&output), 0, "{}", said(&output));
        let html = fs::read_to_string(folder.at("s.html")).expect("it was written");
        let count = |mark: &str| html.matches(mark).count();
        (count("<section class=\"sheet-page"), count("<p class=\"sheet-draft\">"))
    };
    for review in ["status: draft", "status: submitted", "status: under-review", "status: withdrawn"] {
        assert_eq!(pages_and_marks(review), (4, 4), "{review}: three days and one page of calls");
    }
    assert_eq!(pages_and_marks("status: submitted"), (4, 4));
    let approve = ["review", "content/protocols/pumping.yaml", "--by", "A. Clinician", "--credentials", "RN"];
    assert_eq!(said(&folder.run(approve)), "");
    assert_eq!(pages_and_marks("status: under-review"), (4, 0), "approved as it stands");
    assert_eq!(pages_and_marks("status: withdrawn"), (4, 4), "approved, and taken back");
    assert_eq!(pages_and_marks("status: under-review\naudience: [parent]"), (4, 4), "another text than the approved");
}

/// A plan that was taken back has a page that says so, and nothing that anyone could begin with.
#[test]
fn a_withdrawn_plan_publishes_nothing_to_print() {
    let published = |review: &str| {
        let text = PROTOCOL.replace("status: under-review", review);
        let inputs = support::inputs([
            ("content/site.yaml", support::SETTINGS),
            ("content/_index.md", support::HOME),
            ("content/protocols/pumping.yaml", text.as_str()),
        ]);
        let (bundle, diags) = support::compile(&inputs);
        assert!(!diags.has_errors(), "{diags:?}");
        let page =
            String::from_utf8_lossy(bundle.get("protocols/pumping/index.html").expect("it has a page")).into_owned();
        let files = bundle.iter().map(|(address, _)| address.to_owned());
        let files = files.filter(|address| address.starts_with("sheets/") || address == "protocols/pumping.json");
        (page, files.count())
    };
    let (page, files) = published("status: withdrawn");
    assert_eq!(files, 0);
    assert!(
        page.contains("<strong>Withdrawn.</strong>") && !page.contains("sheets/") && !page.contains("pumping.json")
    );
    let (page, files) = published("status: draft");
    assert!(files > 8 && page.contains("sheets/pumping/") && !page.contains("Withdrawn"));
}

/// The worked table of a reduction: 480 ml, steps of 30, 30, then 30 ml, three days each.
const TAPER: &str = "\
title: Less and less
summary: A reduction to try things with.
version: \"1\"
status: under-review
counting: start is day 0
plan_end: start + 60 days
anchors:
  start: {label: first day, known: planning}
  over: {label: first day without, known: end of taper less}
inputs:
  amount: {label: Amount a day, type: number, unit: ml, range: 0-2000 ml}
kinds:
  look: {label: Look}
phases:
  down: {title: Down, from: start, until: over, do: [look]}
activities:
  look: {title: Look, kind: look}
tapers:
  less:
    title: Step by step
    starts: start
    amount: amount
    steps: 30 ml, 30 ml, then STEP ml {clinic}
    each_level: 3 days {clinic}
    gates: [All is well]
calls:
  wake: {level: emergency, title: Call now if, items: [your baby cannot be woken]}
";

#[test]
fn a_reduction_prints_its_worked_table_digit_for_digit() {
    let rows = |step: &str| {
        let folder = Folder::site().with("content/protocols/less.yaml", TAPER.replace("STEP", step));
        let plan = ["sheet", "less", "--start", "2026-12-01", "--set", "amount=480", "--sheet", "steps"];
        let output = folder.run(plan.iter().chain(&["--out", "s.html"]));
        assert_eq!(status(&output), 0, "{}", said(&output));
        let html = fs::read_to_string(folder.at("s.html")).expect("it was written");
        let row = |row: &str| {
            let cells = row.split("<th scope=\"row\">").nth(1)?;
            let (days, rest) = cells.split_once("</th>")?;
            let amount = rest.split("<td>").nth(2)?.split("</td>").next()?;
            Some(format!("{days}: {amount}"))
        };
        html.split("<tr").filter_map(row).collect::<Vec<_>>()
    };
    let sixties = ["1 – 3: 450 ml", "4 – 6: 420 ml", "7 – 9: 360 ml", "10 – 12: 300 ml", "13 – 15: 240 ml"];
    let rest = ["16 – 18: 180 ml", "19 – 21: 120 ml", "22 – 24: 60 ml", "from 25 on: 0 ml"];
    assert_eq!(rows("60"), [&sixties[..], &rest].concat());
    let thirties = rows("30");
    assert_eq!(thirties[..3], ["1 – 3: 450 ml", "4 – 6: 420 ml", "7 – 9: 390 ml"]);
    assert_eq!((thirties.len(), thirties.last().map(String::as_str)), (16, Some("from 46 on: 0 ml")));
}
