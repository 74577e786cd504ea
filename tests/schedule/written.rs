//! A schedule can be made again from its file alone.
//!
//! Never: what stands in a schedule.

use crate::generate::{plan_for, some_draws, some_protocol};
use crate::script::draw;
use crate::support::{ALL, good, read};
use latchwork::model::protocol::ProtocolFile;
use latchwork::schedule::{Plan, Schedule, expand};
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// The schedule's file, and what comes of the plan that stands in it.
fn again(file: &ProtocolFile, schedule: &Schedule) -> Schedule {
    let text = serde_json::to_string_pretty(schedule).expect("it serialises");
    let json: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(json["protocol"]["id"], file.id());
    assert_eq!(json["protocol"]["version"], file.core.version.as_str());
    let plan: Plan = serde_json::from_value(json["plan"].clone()).expect("the plan can be read back");
    assert_eq!(plan, schedule.plan);
    expand(&file.core, &plan).expect("it could be laid out before")
}

#[test]
fn every_schedule_can_be_made_again() {
    let mut runner = TestRunner::deterministic();
    let mut made = 0;
    let written = ALL.iter().map(|(name, text)| good(name, text)).collect::<Vec<_>>();
    for i in 0..160 {
        let generated = draw(&some_protocol(), &mut runner);
        let file = match read("generated", &generated.text) {
            (Some(file), found) if i % 2 == 0 && found.iter().all(|line| !line.contains("error[")) => file,
            _ => written[i % written.len()].clone(),
        };
        if let Ok(schedule) = expand(&file.core, &plan_for(&file.core, draw(&some_draws(), &mut runner))) {
            assert_eq!(again(&file, &schedule), schedule);
            made += 1;
        }
    }
    assert!(made > 80, "only {made} plans could be laid out");
}

#[test]
fn a_plan_says_what_cannot_be_read_in_it() {
    let cases = [
        (r#"{"format": "latchwork.plan/2", "wake": "06:00", "bed": "22:00"}"#, "`latchwork.plan/2` is not the form"),
        (r#"{"format": "latchwork.plan/1", "wake": "6:00", "bed": "22:00"}"#, "`6:00` is not a time of day"),
        (r#"{"format": "latchwork.plan/1", "wake": "06:00", "bed": "22:00", "end": "20261201"}"#, "not a day"),
        (r#"{"format": "latchwork.plan/1", "wake": "06:00", "bed": "22:00", "phases": ["A"]}"#, "`A` is not a name"),
        (r#"{"format": "latchwork.plan/1", "wake": "06:00", "bed": "22:00", "phase": []}"#, "unknown field `phase`"),
    ];
    for (text, expected) in cases {
        let error = serde_json::from_str::<Plan>(text).expect_err("it cannot be read").to_string();
        assert!(error.contains(expected), "{error}");
    }
}
