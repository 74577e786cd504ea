//! How long printable sheets take as PDF, and how much memory.
//!
//! Two questions. How long does a packet for one parent take, from the command to
//! the file, beside a headless Chromium that prints the very same sheets from HTML?
//! Both are whole processes, in turn. And what does it take to make a thousand
//! different sheets at once: does every core work, and is memory held? That is the
//! shipped site with every protocol four times over, in a process of its own.
//!
//! ```text
//! cargo bench --bench sheets
//! CHROMIUM=/usr/bin/chromium cargo bench --bench sheets
//! ```
//!
//! Never: a judgement. What is too slow is for people to say.
#![allow(clippy::print_stdout, reason = "its figures are its result")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "measures the real thing, processes included")]

mod timing;

use jiff::civil::date;
use latchwork::diag::{Diagnostics, short};
use latchwork::memo::{Forget, Memos};
use latchwork::model::Drafts;
use latchwork::{Inputs, compile_with, read};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use timing::{median, ms, peak};

/// Each figure is the median of so many runs.
const RUNS: usize = 7;

/// How often every shipped protocol is there when a thousand sheets are made.
const TIMES: usize = 4;

/// What a consultant asks for with a parent in the room.
const PACKET: &str =
    "relactation-pump-led --start 2026-12-01 --anchor taper-start=2027-01-04 --set supplement=480 --set weight=4.2";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [first, root] = arguments.as_slice()
        && first == "measure"
    {
        return measure(Path::new(root));
    }
    let folder = std::env::temp_dir().join(format!("latchwork-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the files");
    packet(&folder);
    thousand(&folder.join("site"));
    fs::remove_dir_all(&folder).expect("our own folder can be removed");
}

/// A packet as PDF by this program, and the same printed by a browser.
fn packet(folder: &Path) {
    let (ours, theirs, html) = (folder.join("packet.pdf"), folder.join("printed.pdf"), folder.join("packet.html"));
    let write = |out: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_latchwork"));
        command.args(["sheet", "--root", env!("CARGO_MANIFEST_DIR")]).args(PACKET.split(' ')).arg("--out").arg(out);
        process(&mut command)
    };
    write(&html);
    let Some(browser) = browser() else {
        let times = (0..RUNS).map(|_| write(&ours));
        println!("a packet for a parent: {}; no browser to compare with", ms(median(times), 0));
        return;
    };
    let print = || {
        let mut command = Command::new(&browser);
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
        command.arg(format!("--user-data-dir={}", folder.join("browser").display()));
        command.arg(format!("--print-to-pdf={}", theirs.display())).arg(format!("file://{}", html.display()));
        process(&mut command)
    };
    print();
    let times: Vec<(Duration, Duration)> = (0..RUNS).map(|_| (write(&ours), print())).collect();
    let mine = median(times.iter().map(|times| times.0));
    let browsers = median(times.iter().map(|times| times.1));
    println!("a packet for a parent, from command to file");
    println!("  latchwork sheet   {:>9}", ms(mine, 0));
    println!("  a browser, headless {:>7}   {:.1} times", ms(browsers, 0), browsers.as_secs_f64() / mine.as_secs_f64());
}

fn process(command: &mut Command) -> Duration {
    let start = Instant::now();
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    start.elapsed()
}

/// A browser: the one that `CHROMIUM` names, or the first that is installed.
fn browser() -> Option<PathBuf> {
    let chosen = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let mut installed = names.iter().flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)));
    chosen.or_else(|| installed.find(|file| file.is_file()))
}

/// A site of many protocols, made with one thread and with all.
fn thousand(root: &Path) {
    multiply(root);
    println!("every sheet of a site with {TIMES} times the shipped protocols");
    let child = |threads: usize| {
        let mut command = Command::new(std::env::current_exe().expect("this is a program"));
        command.arg("measure").arg(root).env("RAYON_NUM_THREADS", threads.to_string());
        let output = command.output().expect("it starts again");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        print!("  {}", String::from_utf8_lossy(&output.stdout));
    };
    child(1);
    child(std::thread::available_parallelism().map_or(1, usize::from));
}

/// The shipped site, its protocols several times over, no two with the same title.
fn multiply(root: &Path) {
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &root.join("content"));
    let folder = root.join("content/protocols");
    for file in fs::read_dir(&folder).expect("the folder was just made").flatten().map(|entry| entry.path()) {
        if file.extension().is_none_or(|ending| ending != "yaml") {
            continue;
        }
        let (name, text) = (file.file_stem().expect("it has a name"), fs::read_to_string(&file).expect("it is text"));
        for number in 2..=TIMES {
            let text = text.replacen("\ntitle: ", &format!("\ntitle: No. {number}, "), 1);
            let name = format!("{}-{number}.yaml", name.to_string_lossy());
            fs::write(folder.join(name), text).expect("there is room");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the copy");
    for entry in fs::read_dir(from).expect("the folder can be read").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("the file can be copied");
        }
    }
}

/// Makes a whole site with its sheets, keeping nothing, and tells what it took.
fn measure(root: &Path) {
    let mut diags = Diagnostics::new();
    let sources = read::read(root, &mut diags).expect("the site can be read");
    let inputs = Inputs { sources, today: date(2026, 12, 1), base_url: None, drafts: Drafts::Hidden };
    let start = Instant::now();
    let bundle = compile_with(&inputs, Memos::of_sheets(&Forget), &mut diags);
    let time = start.elapsed();
    assert!(!diags.has_errors(), "{}", short(&diags, &inputs.sources));
    let is_pdf = |address: &str| Path::new(address).extension().is_some_and(|ending| ending == "pdf");
    let sizes: Vec<usize> =
        bundle.iter().filter(|(address, _)| is_pdf(address)).map(|(_, bytes)| bytes.len()).collect();
    let each = time / u32::try_from(sizes.len().max(1)).expect("there are not that many");
    println!(
        "{} threads: {} sheets of {} kB in {}, {} each, {} MiB at most",
        rayon::current_num_threads(),
        sizes.len(),
        sizes.iter().sum::<usize>() / 1000,
        ms(time, 0),
        ms(each, 1),
        peak()
    );
}
