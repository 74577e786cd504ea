//! Odd plans for the page's script: wrong ones, unreadable ones, and ends of the calendar and of numbers.
//!
//! Never: plans as people make them; those are in `script`.

use crate::script::{agrees, by_script, compiled};
use crate::support::{ACCELERATED, AT_BREAST, DAY_AND_NIGHT, KNEE, START, around, at, give, good, id, plan};
use jiff::civil::{Date, date};
use latchwork::model::protocol::ProtocolFile;
use latchwork::schedule::{Amount, Given, Id as _, InputValue, Layer, Minutes, Number, Plan, PlanError, Unit};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn amount(plan: &mut Plan, input: &str, value: &str, unit: &str) {
    let value = Number::fraction(value).expect("a fraction");
    let value = InputValue::Amount(Amount { value, unit: Unit::of(unit) });
    plan.inputs.insert(id(input), Given { value, layer: Layer::Person });
}

fn names(errors: &[PlanError]) -> impl Iterator<Item = String> {
    let names = errors.iter().map(|error| serde_json::to_value(error).expect("it serialises")["error"].clone());
    names.filter_map(|name| name.as_str().map(str::to_owned))
}

/// Everything that can stand against a plan, told by both in the same words and order.
#[test]
fn every_objection_is_the_same() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut refused = |file: &ProtocolFile, plan: &Plan| {
        seen.extend(names(&agrees(file, plan).expect_err("something stands against it")));
    };
    let file = good("relactation-at-breast", AT_BREAST);
    let mut wrong = Plan::new(at(6, 0), at(6, 0));
    wrong.anchors.insert(id("begin"), START);
    wrong.quiet = Some((at(1, 0), at(1, 0)));
    wrong.phases.extend([id("hold"), id("nothing")]);
    wrong.intervals.extend([(id("feed"), Minutes::hours(5)), (id("fly"), Minutes::hours(5))]);
    wrong.person = Some(id("nobody"));
    wrong.held.insert(id("nothing"), BTreeSet::from([START]));
    give(&mut wrong, &file, "weight", "-4.2 kg");
    give(&mut wrong, &file, "supplement", "5000 ml");
    amount(&mut wrong, "feeds", "8", "ml");
    wrong.inputs.insert(id("method"), Given { value: InputValue::Text("by spoonful".into()), layer: Layer::Person });
    wrong.inputs.insert(id("shoes"), Given { value: InputValue::Date(START), layer: Layer::Clinic });
    refused(&file, &wrong);

    let input = "inputs:\n  weight: {label: Weight, type: number, unit: kg, required: true}\nphases:\n";
    let file = good("needs", &around("every: 3h {clinic}").replace("phases:\n", input));
    refused(&file, &plan(&[("start", START)]));

    let file = good("induced-accelerated", ACCELERATED);
    refused(&file, &plan(&[("start", date(2027, 2, 1)), ("due", date(2027, 1, 20))]));

    let text = around("every: 3h {clinic}")
        .replace("phases:\n", "  finish: {label: finish, known: event}\nphases:\n")
        .replace("from: start,", "from: finish, to: start + 3 days,");
    let file = good("finish", &text);
    refused(&file, &plan(&[("start", START)]));
    refused(&file, &plan(&[("start", START), ("finish", date(2027, 1, 1))]));

    let file = good("long", &around("every: 3h {clinic}"));
    let mut long = plan(&[("start", START)]);
    long.end = Some(date(2031, 1, 1));
    refused(&file, &long);

    let all = [
        "input-out-of-bounds",
        "interval-out-of-range",
        "missing-anchor",
        "missing-input",
        "negative-input",
        "nothing-to-lay-out",
        "out-of-order",
        "phase-ends-before-it-begins",
        "phase-is-no-choice",
        "quiet-hours-empty",
        "too-long",
        "unknown-activity",
        "unknown-anchor",
        "unknown-input",
        "unknown-person",
        "unknown-phase",
        "unknown-taper",
        "wake-is-bed",
        "wrong-unit",
        "wrong-value",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

/// The day after the start: what was to go on for weeks is over, what was to come begins, neither reaches back.
#[test]
fn a_very_early_stand_in_is_the_same() {
    let anchors =
        "  due: {label: due, known: planning}\n  birth: {label: birth, known: event, replaces: due}\nphases:\n";
    let phases = "from: start, until: due - 1 week, do: [pump]}\n  \
                  late: {title: L, from: due - 1 week, to: due + 1 week, do: [pump]}";
    let text = around("every: 3h {clinic}");
    let file = good("early", &text.replace("phases:\n", anchors).replace("from: start, do: [pump]}", phases));
    let came = date(2026, 12, 2);
    let schedule = agrees(&file, &plan(&[("start", START), ("due", date(2027, 2, 1)), ("birth", came)]));
    let phases = schedule.expect("nothing stands against it").phases;
    let days: Vec<_> = phases.iter().map(|phase| (phase.id.as_str(), phase.from, phase.to)).collect();
    assert_eq!(days, [("only", START, START), ("late", came, date(2026, 12, 9))]);
}

#[test]
fn numbers_give_up_at_the_same_size() {
    let figures = "inputs:\n  a: {label: A, type: number, required: true}\n  b: {label: B, type: number, required: true}\n\
         quantities:\n  product:\n    label: P\n    formula: a x b {clinic}\n  quotient:\n    label: Q\n    formula: a / b {clinic}\n  \
         up:\n    label: U\n    formula: a / b {clinic}\n    round: up to 3 {clinic}\n  \
         near:\n    label: N\n    formula: a x b {clinic}\n    round: nearest 0.3 {clinic}\nphases:\n";
    let file = good("large", &around("every: 3h {clinic}").replace("phases:\n", figures));
    let most = i128::MAX.to_string();
    let numbers =
        ["0", "1", "1/3", "21/5", "99999999999999999999", "1/99999999999999999999", &most, &format!("1/{most}")];
    let mut faults = BTreeSet::new();
    for a in numbers {
        for b in numbers {
            let mut plan = plan(&[("start", START)]);
            amount(&mut plan, "a", a, "");
            amount(&mut plan, "b", b, "");
            let schedule = agrees(&file, &plan).expect("no number is refused");
            faults.extend(schedule.notices.iter().map(|notice| format!("{notice:?}")));
        }
    }
    assert!(faults.iter().any(|fault| fault.contains("DivisionByZero")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.contains("TooLarge")), "{faults:?}");
}

#[test]
fn the_calendar_ends_for_both_on_the_same_day() {
    let ends: [Date; 4] = [Date::MIN, Date::MAX, date(9999, 12, 20), date(0, 2, 29)];
    for first in ends {
        let _ = agrees(&good("knee-exercises", KNEE), &plan(&[("surgery", first)]));
        let _ = agrees(&good("day-and-night", DAY_AND_NIGHT), &plan(&[("start", first)]));
        let file = good("relactation-at-breast", AT_BREAST);
        let mut plan = plan(&[("start", first), ("taper-start", first)]);
        give(&mut plan, &file, "weight", "4.2 kg");
        give(&mut plan, &file, "supplement", "700 ml");
        let _ = agrees(&file, &plan);
    }
}

/// A plan in which every member has something, so that each can be spoiled.
fn full() -> (ProtocolFile, Value) {
    let file = good("relactation-at-breast", AT_BREAST);
    let plan = json!({
        "format": "latchwork.plan/1", "wake": "06:00", "bed": "22:00",
        "quiet_hours": {"from": "23:00", "to": "01:00"},
        "anchors": {"start": "2026-12-01", "taper-start": "2026-12-20"},
        "inputs": {
            "weight": {"value": {"amount": {"value": "21/5", "unit": "kg"}}, "layer": "person"},
            "method": {"value": {"text": "cup"}, "layer": "clinic"},
            "visit": {"value": {"date": "2026-12-01"}, "layer": "person"},
        },
        "phases": ["hold"], "intervals": {"feed": 120}, "person": "partner",
        "held": {"supplement": ["2026-12-23"]}, "end": "2027-03-01",
        "clock_changes": [{"date": "2026-12-05", "from": "02:00", "to": "03:00"}],
    });
    (file, plan)
}

/// Whatever is put in the place of any member, the script answers, and it reads just the plans that the engine reads.
#[test]
fn odd_plans_are_read_by_both_or_by_none() {
    let (file, whole) = full();
    let protocol = compiled(&file);
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(90),
        json!(5_000_000_000_u64),
        json!(""),
        json!("x"),
        json!("2026-02-29"),
        json!("2026-12-01"),
        json!("24:00"),
        json!("07:30"),
        json!("3/0"),
        json!([]),
        json!({}),
        json!([[]]),
        json!({"a": 1}),
        json!({"__proto__": 1}),
        json!({"constructor": "2026-12-01"}),
    ];
    let (mut readable, mut unreadable) = (0, 0);
    for pointer in pointers("", &whole) {
        for value in &odd {
            let mut plan = whole.clone();
            *plan.pointer_mut(&pointer).expect("it was just found") = value.clone();
            let script: Value =
                serde_json::from_str(&by_script(&protocol, &plan.to_string())).expect("the script answers in JSON");
            let is_unreadable = script["errors"][0]["error"] == "unreadable-plan";
            let engine = serde_json::from_value::<Plan>(plan);
            assert_eq!(engine.is_err(), is_unreadable, "{pointer} = {value}: {engine:?}, {script}");
            match engine {
                Ok(plan) if plan.wake.until(plan.bed).0.is_multiple_of(15) => drop(agrees(&file, &plan)),
                Ok(_) => {}
                Err(_) => unreadable += 1,
            }
            readable += usize::from(!is_unreadable);
        }
    }
    assert!(readable > 30 && unreadable > 300, "{readable} can be read, {unreadable} cannot");
}

/// The places of a value and of everything in it.
fn pointers(path: &str, value: &Value) -> Vec<String> {
    let mut found = vec![path.to_owned()];
    match value {
        Value::Object(members) => {
            found.extend(members.iter().flat_map(|(name, value)| pointers(&format!("{path}/{name}"), value)));
        }
        Value::Array(items) => {
            found.extend(items.iter().enumerate().flat_map(|(i, value)| pointers(&format!("{path}/{i}"), value)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}

#[test]
fn the_script_names_the_members_that_it_cannot_read() {
    let (file, mut plan) = full();
    plan["wake"] = json!("six");
    plan["inputs"]["weight"]["layer"] = json!("nurse");
    plan["held"]["supplement"][0] = json!("soon");
    plan["extra"] = json!(1);
    let answer = by_script(&compiled(&file), &plan.to_string());
    let about = |about: &str| json!({"error": "unreadable-plan", "about": about});
    let expected = ["extra", "wake", "inputs.weight.layer", "held.supplement.0"].map(about);
    assert_eq!(serde_json::from_str::<Value>(&answer).expect("JSON"), json!({ "errors": expected }));
}

#[test]
fn what_is_not_ready_is_said() {
    let file = good("range", &around("every: 2-3h {clinic}"));
    let mut plan = plan(&[("start", START)]);
    plan.bed = at(21, 50);
    plan.intervals.insert(id("pump"), Minutes(140));
    let answer = by_script(&compiled(&file), &serde_json::to_string(&plan).expect("it serialises"));
    let expected =
        r#"{"errors":[{"error":"hours-between-steps","about":15},{"error":"interval-not-ready","about":"pump"}]}"#;
    assert_eq!(answer, expected);
    plan.bed = at(21, 45);
    for interval in [120, 135, 150, 165, 180] {
        plan.intervals.insert(id("pump"), Minutes(interval));
        agrees(&file, &plan).expect("quarter hours are ready");
    }
}

/// A file that was cut off, changed or taken for another is told from a good one.
#[test]
fn damaged_protocols_are_errors() {
    let (file, _) = full();
    let plan = r#"{"format":"latchwork.plan/1","wake":"06:00","bed":"22:00","anchors":{"start":"2026-12-01"},
        "inputs":{"weight":{"value":{"amount":{"value":"4","unit":"kg"}},"layer":"person"}}}"#
        .replace('\n', "");
    let whole: Value = serde_json::from_str(&compiled(&file)).expect("it is JSON");
    let unreadable = json!({"errors": [{"error": "unreadable-protocol"}]});
    for name in
        ["format", "counting", "anchors", "phases", "activities", "kinds", "inputs", "tapers", "grids", "series"]
    {
        let mut damaged = whole.clone();
        damaged.as_object_mut().expect("an object").remove(name);
        let answer: Value = serde_json::from_str(&by_script(&damaged.to_string(), &plan)).expect("it answers");
        assert_eq!(answer, unreadable, "without `{name}`");
    }
    for other in ["null", "1", "[]", "{}", "\"text\""] {
        let answer: Value = serde_json::from_str(&by_script(other, &plan)).expect("it answers");
        assert_eq!(answer, unreadable, "{other}");
    }
    assert!(by_script(&whole.to_string(), &plan).starts_with("{\"schedule\""), "the whole file is good");
}
