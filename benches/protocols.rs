//! How long protocols take: from text to a dated schedule.
//!
//! Two questions. How long does it take to lay one long plan over the calendar
//! (half a year of preparing, then milk for a baby who is there: thousands of
//! sessions)? And how long do 10,000 protocol files take to be read, judged and
//! laid out, beside a program that only reads their YAML into a tree and looks at
//! nothing? Files are the shipped protocols, each a little different from the others.
//!
//! ```text
//! cargo bench --bench protocols
//! cargo bench --bench protocols -- 1000     so many files
//! ```
//!
//! Never: a judgement. What is too slow is for people to say.
#![allow(clippy::print_stdout, reason = "its figures are its result")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "measures the real thing, files included")]

use jiff::civil::{Date, date};
use latchwork::diag::Diagnostics;
use latchwork::model::protocol::{ProtocolFile, Shared, parse, parse_shared};
use latchwork::schedule::{AnchorId, ClockTime, Id as _, KnownBy, Plan, Protocol, expand};
use latchwork::source::{FileId, Sources};
use rayon::prelude::*;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Each figure is the median of so many runs.
const RUNS: usize = 5;

/// The plan that takes longest.
const LONGEST: &str = "induced-regular";

fn main() {
    let files = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let site = Site::read();
    long_plan(&site);
    many(&site, files);
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
    println!("{LONGEST}: {} days, {sessions} sessions, laid out in {}", schedule.days.len(), ms(time));
}

fn many(site: &Site, number: usize) {
    let files: Vec<(&str, String)> = (0..number)
        .map(|i| {
            let (name, text) = &site.files[i % site.files.len()];
            (
                name.as_str(),
                format!("# variant {i}\n{}", text.replacen("version: \"0.1\"", &format!("version: \"0.{i}\""), 1)),
            )
        })
        .collect();
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    println!("{number} files, {} kB, {} threads", bytes / 1000, rayon::current_num_threads());
    let yaml =
        median((0..RUNS).map(|_| {
            timed(|| files.par_iter().map(|(_, text)| tree(text)).filter(serde_json::Value::is_object).count())
        }));
    let parsed =
        median((0..RUNS).map(|_| timed(|| files.par_iter().map(|(name, text)| site.protocol(name, text)).count())));
    let whole = median((0..RUNS).map(|_| {
        timed(|| {
            let sessions = files.par_iter().map(|(name, text)| {
                let protocol = site.protocol(name, text).core;
                let plan = plan(&protocol, date(2027, 1, 31));
                expand(&protocol, &plan).map_or(0, |schedule| schedule.days.len())
            });
            sessions.sum::<usize>()
        })
    }));
    for (what, time) in [("YAML into a tree", yaml), ("read and judged", parsed), ("read, judged, laid out", whole)] {
        println!("{what:<24} {:>10}   {:>5.2} times the tree", ms(time), time.as_secs_f64() / yaml.as_secs_f64());
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

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
