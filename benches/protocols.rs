//! How long protocols take: from text to a dated schedule.
//!
//! Two questions. How long does it take to lay one long plan over the calendar
//! (half a year of preparing, then milk for a baby who is there: thousands of
//! sessions)? And how long do 10,000 protocol files take to be read, judged and
//! laid out, beside a program that only reads their YAML into a tree and looks at
//! nothing? They are made up by chance, as for the tests, always the same ones; the
//! shipped ones, ten times as long, are measured by the thousand beside them.
//!
//! ```text
//! cargo bench --bench protocols
//! cargo bench --bench protocols -- 1000     so many files
//! ```
//!
//! Never: a judgement. What is too slow is for people to say.
#![allow(clippy::print_stdout, reason = "its figures are its result")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "measures the real thing, files included")]

#[path = "../tests/schedule/generate.rs"]
mod generate;
mod timing;

use jiff::civil::{Date, date};
use latchwork::diag::Diagnostics;
use latchwork::model::protocol::{ProtocolFile, Shared, parse, parse_shared};
use latchwork::schedule::{AnchorId, ClockTime, Id as _, KnownBy, Plan, Protocol, expand};
use latchwork::source::{FileId, Sources};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;
use rayon::prelude::*;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use timing::{median, ms};

/// Each figure is the median of so many runs.
const RUNS: usize = 5;

/// The plan that takes longest.
const LONGEST: &str = "induced-regular";

fn main() {
    let number = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let site = Site::read();
    long_plan(&site);
    many("made up", &site, &made_up(&site, number));
    many("shipped, each a little different", &site, &shipped(&site, number / 10));
}

/// The shipped protocols and the blocks that they share.
struct Site {
    shared: Shared,
    files: Vec<(String, String)>,
    id: FileId,
}

impl Site {
    fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/protocols");
        let sources = Sources::from_texts([("content/protocols/any.yaml", "")]);
        let id = sources.find("content/protocols/any.yaml").expect("it was just put in");
        let mut diags = Diagnostics::new();
        let blocks = texts(&folder.join("shared")).into_iter().map(|(name, text)| {
            let blocks = parse_shared(id, &text, &mut diags).expect("the shared blocks are good");
            (name, blocks)
        });
        Self { shared: blocks.collect(), files: texts(&folder), id }
    }

    fn protocol(&self, name: &str, text: &str) -> ProtocolFile {
        let mut diags = Diagnostics::new();
        let protocol = parse(self.id, name, text, &self.shared, &[], &mut diags).expect("the protocol is good");
        assert!(!diags.has_errors(), "{name} has findings");
        protocol
    }
}

/// The YAML files of a folder with their names, in order.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("the folder can be read").flatten().map(|entry| entry.path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")).collect();
    files.sort();
    let named = |path: std::path::PathBuf| {
        let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).expect("the file can be read"))
    };
    files.into_iter().map(named).collect()
}

/// Dates for everything that is not worked out.
fn plan(protocol: &Protocol, start: Date) -> Plan {
    let mut plan = Plan::new(ClockTime::at(6 * 60), ClockTime::at(22 * 60));
    for anchor in &protocol.anchors {
        if anchor.known_by == KnownBy::Planning && !anchor.optional && anchor.default.is_none() {
            plan.anchors.insert(anchor.id.clone(), start);
        }
    }
    plan
}

fn long_plan(site: &Site) {
    let (name, text) = site.files.iter().find(|(name, _)| name == LONGEST).expect("the longest plan is shipped");
    let protocol = site.protocol(name, text).core;
    let mut plan = plan(&protocol, date(2027, 8, 31));
    let end = AnchorId::new("plan-end").expect("a name");
    plan.anchors.remove(&end);
    let schedule = expand(&protocol, &plan).expect("the dates are good");
    let sessions: usize = schedule.days.iter().map(|day| day.sessions.len()).sum();
    let time = median((0..RUNS * 100).map(|_| timed(|| expand(&protocol, &plan))));
    println!("{LONGEST}: {} days, {sessions} sessions, laid out in {}", schedule.days.len(), ms(time, 2));
}

/// A protocol's name, its text and a plan for it.
struct Case {
    name: String,
    text: String,
    plan: Plan,
}

/// Protocols made up by chance, from a fixed seed; those that cannot be read do not count.
fn made_up(site: &Site, number: usize) -> Vec<Case> {
    let mut runner = TestRunner::deterministic();
    let strategy = generate::some_protocol();
    let mut cases = Vec::new();
    while cases.len() < number {
        let generated = strategy.new_tree(&mut runner).expect("nothing is filtered out").current();
        let mut diags = Diagnostics::new();
        let read = parse(site.id, "generated", &generated.text, &site.shared, &[], &mut diags);
        if let Some(protocol) = read.filter(|_| !diags.has_errors()) {
            let plan = generated.plan(&protocol.core);
            cases.push(Case { name: "generated".to_owned(), text: generated.text, plan });
        }
    }
    cases
}

/// The shipped protocols again and again, no two texts the same.
fn shipped(site: &Site, number: usize) -> Vec<Case> {
    let case = |i: usize| {
        let (name, text) = &site.files[i % site.files.len()];
        let plan = plan(&site.protocol(name, text).core, date(2027, 1, 31));
        Case { name: name.clone(), text: format!("# variant {i}\n{text}"), plan }
    };
    (0..number).map(case).collect()
}

fn many(what: &str, site: &Site, cases: &[Case]) {
    let bytes: usize = cases.iter().map(|case| case.text.len()).sum();
    println!("{} protocols, {what}: {} kB, {} threads", cases.len(), bytes / 1000, rayon::current_num_threads());
    let run = |work: &(dyn Fn(&Case) -> usize + Sync)| {
        median((0..RUNS).map(|_| timed(|| cases.par_iter().map(work).sum::<usize>())))
    };
    let yaml = run(&|case| usize::from(tree(&case.text).is_object()));
    let read = run(&|case| site.protocol(&case.name, &case.text).core.phases.len());
    let whole = run(&|case| {
        let protocol = site.protocol(&case.name, &case.text).core;
        expand(&protocol, &case.plan).map_or(0, |schedule| schedule.days.len())
    });
    for (what, time) in [("YAML into a tree", yaml), ("read and judged", read), ("read, judged, laid out", whole)] {
        println!("  {what:<24} {:>10}   {:>5.2} times the tree", ms(time, 2), time.as_secs_f64() / yaml.as_secs_f64());
    }
}

/// A YAML text as a tree, with nothing looked at.
fn tree(text: &str) -> serde_json::Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}
