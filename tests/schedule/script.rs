//! The page's script against the engine: both lay out the same plans and must agree to the last letter.
//!
//! One Node process answers for the whole run. Every plan that another test of
//! this program lays out goes through it, too, so the vectors hold for the script
//! as they hold for the engine. Where both are wrong in the same way, only the
//! vectors tell. `LATCHWORK_LONG=1` tries ten times as many plans, others on every run.
//!
//! Never: what is right; the engine's own tests know that.

use crate::generate::{plan_for, some_draws, some_protocol};
use crate::support::{ALL, at, good, read};
use latchwork::compiled::{Hours, compile};
use latchwork::model::protocol::ProtocolFile;
use latchwork::schedule::{Minutes, Plan, PlanError, Schedule, expand};
use proptest::strategy::{Strategy, ValueTree as _};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{LazyLock, Mutex};

struct Node {
    /// Kept, so that it lives as long as its pipes.
    _process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

static NODE: LazyLock<Mutex<Node>> = LazyLock::new(|| {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schedule/script.cjs");
    let process = Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut process = process.expect("these tests need Node 20 or later: install it so that `node` can be run");
    let questions = process.stdin.take().expect("it was asked for");
    let answers = BufReader::new(process.stdout.take().expect("it was asked for"));
    Mutex::new(Node { _process: process, questions, answers })
});

/// One question in JSON to Node, and its answer.
pub fn answer(question: &str) -> String {
    let mut node = NODE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    writeln!(node.questions, "{question}").expect("Node takes questions");
    let mut answer = String::new();
    node.answers.read_line(&mut answer).expect("Node answers in text");
    assert!(!answer.is_empty(), "Node has stopped; what it said stands above");
    answer.truncate(answer.trim_end().len());
    answer
}

/// The compiled protocol, as it is published.
pub fn compiled(file: &ProtocolFile) -> String {
    serde_json::to_string(&compile(file, Hours { wake: at(6, 0), bed: at(22, 0) })).expect("it serialises")
}

/// What the script makes of a plan.
pub fn by_script(protocol: &str, plan: &str) -> String {
    answer(&format!("{{\"expand\":{{\"protocol\":{protocol},\"plan\":{plan}}}}}"))
}

/// Whether the script can look up the sessions of such a day: waking and bed are quarter hours apart.
pub fn is_ready(plan: &Plan) -> bool {
    plan.wake.until(plan.bed).0.is_multiple_of(15)
}

/// Lays a plan out by both, and fails with the first difference.
pub fn agrees(file: &ProtocolFile, plan: &Plan) -> Result<Schedule, Vec<PlanError>> {
    compare(file, &compiled(file), plan)
}

fn compare(file: &ProtocolFile, compiled: &str, plan: &Plan) -> Result<Schedule, Vec<PlanError>> {
    let result = expand(&file.core, plan);
    let engine = match &result {
        Ok(schedule) => serde_json::to_string(schedule).map(|json| format!("{{\"schedule\":{json}}}")),
        Err(errors) => serde_json::to_string(errors).map(|json| format!("{{\"errors\":{json}}}")),
    };
    let engine = engine.expect("it serialises");
    let written = serde_json::to_string(plan).expect("it serialises");
    let script = by_script(compiled, &written);
    if engine != script {
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON");
        if let Some(difference) = difference("", &value(&engine), &value(&script)) {
            panic!("{}: {difference}\nthe plan is {written}\nthe protocol is {compiled}", file.id());
        }
    }
    result
}

/// The first place at which two values differ.
fn difference(path: &str, engine: &Value, script: &Value) -> Option<String> {
    match (engine, script) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a.keys().chain(b.keys().filter(|name| !a.contains_key(*name)));
            let mut found = names.filter_map(|name| {
                let (a, b) = (a.get(name).unwrap_or(&Value::Null), b.get(name).unwrap_or(&Value::Null));
                difference(&format!("{path}.{name}"), a, b)
            });
            found.next().or_else(|| (a != b).then(|| format!("{path}: a member is there or not: {a:?}, {b:?}")))
        }
        (Value::Array(a), Value::Array(b)) => {
            let items = (0..a.len().max(b.len())).map(|i| (i, a.get(i), b.get(i)));
            let mut found = items.filter_map(|(i, a, b)| {
                difference(&format!("{path}[{i}]"), a.unwrap_or(&Value::Null), b.unwrap_or(&Value::Null))
            });
            found.next().or_else(|| (a != b).then(|| format!("{path}: one list is longer by null")))
        }
        _ => (engine != script).then(|| format!("{path} is {engine} by the engine and {script} by the script")),
    }
}

/// Plans made up by chance choose intervals by five minutes; the grids are ready for quarter hours.
fn on_quarters(mut plan: Plan) -> Plan {
    for interval in plan.intervals.values_mut() {
        *interval = Minutes(interval.0 - interval.0 % 15);
    }
    plan
}

pub fn draw<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).expect("these strategies reject nothing").current()
}

/// What came up while plans were compared.
#[derive(Default)]
struct Seen {
    laid_out: u32,
    refused: u32,
    notices: BTreeSet<String>,
}

impl Seen {
    fn add(&mut self, result: &Result<Schedule, Vec<PlanError>>) {
        match result {
            Ok(schedule) => {
                self.laid_out += 1;
                let notices =
                    schedule.notices.iter().map(|notice| serde_json::to_value(notice).expect("it serialises"));
                self.notices.extend(notices.filter_map(|notice| notice["notice"].as_str().map(str::to_owned)));
            }
            Err(_) => self.refused += 1,
        }
    }
}

/// Where chance comes from, and how many times as many plans are tried.
#[expect(clippy::disallowed_methods, reason = "a switch for whoever runs the tests")]
fn profile() -> (TestRunner, u32) {
    if std::env::var_os("LATCHWORK_LONG").is_some() {
        (TestRunner::default(), 10)
    } else {
        (TestRunner::deterministic(), 1)
    }
}

#[test]
fn plans_for_written_protocols_come_out_the_same() {
    let (mut runner, times) = profile();
    let mut seen = Seen::default();
    for (name, text) in ALL {
        let file = good(name, text);
        let compiled = compiled(&file);
        for _ in 0..100 * times {
            let plan = on_quarters(plan_for(&file.core, draw(&some_draws(), &mut runner)));
            seen.add(&compare(&file, &compiled, &plan));
        }
    }
    assert!(seen.laid_out > 500 && seen.refused > 20, "{} were laid out, {} refused", seen.laid_out, seen.refused);
}

#[test]
fn plans_for_generated_protocols_come_out_the_same() {
    let (mut runner, times) = profile();
    let mut seen = Seen::default();
    while seen.laid_out + seen.refused < 1200 * times {
        let generated = draw(&some_protocol(), &mut runner);
        let (Some(file), found) = read("generated", &generated.text) else { continue };
        if found.iter().any(|line| line.contains("error[")) {
            continue;
        }
        let compiled = compiled(&file);
        let others = [draw(&some_draws(), &mut runner), draw(&some_draws(), &mut runner)];
        let plans = others.map(|draws| plan_for(&file.core, draws));
        for plan in plans.into_iter().chain([generated.plan(&file.core)]) {
            seen.add(&compare(&file, &compiled, &on_quarters(plan)));
        }
    }
    assert!(seen.laid_out > 600 && seen.refused > 20, "{} were laid out, {} refused", seen.laid_out, seen.refused);
    let notices = [
        "alert",
        "few-at-night",
        "long-gap",
        "no-quantity",
        "outside-count",
        "phase-after-plan-end",
        "phase-short",
        "phase-skipped",
        "phases-overlap",
        "quiet-hours",
        "short-lead-time",
    ];
    assert_eq!(seen.notices.iter().map(String::as_str).collect::<Vec<_>>(), notices, "all kinds of notice come up");
}

#[test]
#[expect(clippy::print_stdout, reason = "the sizes are what one wants to see with `--nocapture`")]
fn every_compiled_protocol_is_small() {
    for (name, text) in ALL {
        let text = compiled(&good(name, text)) + "\n";
        let size: usize = answer(&json!({ "gzip": text }).to_string()).parse().expect("a number");
        println!("{name}: {} bytes, {size} compressed", text.len());
        assert!(size < 20_000, "{name} is {size} bytes compressed");
    }
}
