//! How long a build takes, stage by stage, and how much memory.
//!
//! Generated sites of 100, 1,000 and 10,000 pages: headings, tables, lists,
//! links between pages and to headings, footnotes, citations, terms of the
//! glossary, care cards and other blocks. Each size runs in a process of its
//! own, so that its peak of memory is its own. Numbers mean something only beside each
//! other and on a quiet machine; no test reads them.
//!
//! `LATCHWORK_CORPUS` names a folder of plain pages to build as well, and
//! `LATCHWORK_FLOOR` a program to compare with: it is run as
//! `PROGRAM hold CORPUS OUT`, and the ratio of the whole times is told.
//!
//! ```text
//! cargo bench
//! cargo bench -- 100 1000            only these sizes
//! ```
//!
//! Never: a judgement. What is too slow is for people to say.
#![allow(clippy::print_stdout, reason = "its figures are its result")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "measures the real thing, disk included")]

mod corpus;
mod numbers;
mod timing;

use jiff::civil::date;
use latchwork::diag::{Colour, Diagnostics, human};
use latchwork::memo::Memos;
use latchwork::model::Drafts;
use latchwork::publish::{Target, publish};
use latchwork::{lint, model, read, render, site};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use timing::{median, ms, peak};

/// Each figure is the median of so many runs.
const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.first().map(String::as_str) {
        Some("measure") => measure(Path::new(&arguments[1])),
        _ => compare(&arguments),
    }
}

/// Builds every site in a process of its own.
fn compare(sizes: &[String]) {
    let folder = std::env::temp_dir().join(format!("latchwork-bench-{}", std::process::id()));
    let sizes = sizes.iter().filter_map(|size| size.parse().ok()).collect::<Vec<usize>>();
    let sizes = if sizes.is_empty() { vec![100, 1_000, 10_000] } else { sizes };
    println!(
        "{:<24} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>8}",
        "site", "read", "parse", "link", "lint", "render", "publish", "whole", "pages/s", "MiB"
    );
    for size in sizes {
        let root = folder.join(format!("own-{size}"));
        corpus::generate(&root, size);
        child(&root, &format!("own, {size} pages"));
    }
    if let Some(plain) = std::env::var_os("LATCHWORK_CORPUS").map(PathBuf::from) {
        let root = folder.join("plain");
        corpus::adapt(&plain, &root);
        let whole = child(&root, "plain corpus");
        if let Some(floor) = std::env::var_os("LATCHWORK_FLOOR") {
            let least = median((0..RUNS).map(|_| run_floor(Path::new(&floor), &plain, &folder.join("floor"))));
            println!("{:<24} {:>62} {:>8.2}", "floor, hold", ms(least, 1), whole.as_secs_f64() / least.as_secs_f64());
        }
    }
    fs::remove_dir_all(&folder).expect("our own folder can be removed");
}

/// Runs the measuring process and returns the whole time that it tells.
fn child(root: &Path, name: &str) -> Duration {
    let program = std::env::current_exe().expect("this is a program");
    let output = Command::new(program).arg("measure").arg(root).output().expect("it starts again");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let (line, micros) = text.trim_end().rsplit_once(' ').expect("it tells its figures");
    println!("{name:<24} {line}");
    Duration::from_micros(micros.parse().expect("the last figure is a number"))
}

fn run_floor(program: &Path, corpus: &Path, out: &Path) -> Duration {
    let _ = fs::remove_dir_all(out);
    let start = Instant::now();
    let output = Command::new(program).arg("hold").args([corpus, out]).output().expect("the floor program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    start.elapsed()
}

/// Builds one site several times and tells the median of each stage.
fn measure(root: &Path) {
    let runs: Vec<[Duration; 7]> = (0..RUNS).map(|_| build(root)).collect();
    let stage = |i: usize| median(runs.iter().map(|run| run[i]));
    let pages = fs::read_to_string(root.join("pages")).expect("the generator leaves the number").trim().parse::<f64>();
    let whole = stage(6);
    let rate = pages.expect("it is a number") / whole.as_secs_f64();
    let stages = (0..7).map(|i| format!("{:>8}", ms(stage(i), 1))).collect::<Vec<_>>().join(" ");
    println!("{stages} {rate:>9.0} {:>8} {}", peak(), whole.as_micros());
}

/// One build from nothing: the time of read, parse, link, lint, render, publish, and of the whole.
fn build(root: &Path) -> [Duration; 7] {
    let out = root.with_extension("public");
    let _ = fs::remove_dir_all(&out);
    let mut diags = Diagnostics::new();
    let mut clock = vec![Instant::now()];
    let sources = read::read(root, &mut diags).expect("the site can be read");
    clock.push(Instant::now());
    let model = model::parse(&sources, Drafts::Hidden, &mut diags).expect("the settings are good");
    clock.push(Instant::now());
    let site = site::link(&model, &sources, date(2026, 12, 1), &mut diags);
    clock.push(Instant::now());
    lint::lint(&site, &mut diags);
    clock.push(Instant::now());
    let bundle = render::render(&site, Memos::none(), &mut diags);
    clock.push(Instant::now());
    assert!(!diags.has_errors(), "{}", human(&diags, &sources, Colour::No));
    let sealed = bundle.seal(&diags).expect("there are no errors");
    let target = Target::new(root, &out).expect("the target is free");
    publish(&sealed, &target).expect("the site can be written");
    clock.push(Instant::now());
    let stage = |i: usize| clock[i + 1].duration_since(clock[i]);
    [stage(0), stage(1), stage(2), stage(3), stage(4), stage(5), clock[6].duration_since(clock[0])]
}
