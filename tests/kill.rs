//! A build that is killed at any instant leaves the old site or the new one, whole.
//!
//! Once with the whole program, and once with publishing alone, in a process
//! that says when it begins, so that nearly every kill falls into the moments
//! that matter: writing, the exchange, clearing away.
//!
//! Never: how long anything takes. Delays are only spread over what a run took.
#![cfg(unix)]
#![allow(clippy::print_stderr, reason = "the child tells its parent when it begins")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use latchwork::bundle::{Bundle, Sealed};
use latchwork::diag::Diagnostics;
use latchwork::publish::{Target, publish};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::{Folder, names, tree};

type Tree = Vec<(String, Vec<u8>)>;

/// How many kills must have hit a living process.
const KILLS: u32 = 40;

/// Numbers that look as if nobody had chosen them, the same in every run.
fn spread(number: u32, within: Duration) -> Duration {
    within.mul_f64(f64::from(number.wrapping_mul(2_654_435_769) >> 8) / f64::from(1 << 24))
}

/// Waits, kills, and says whether there was still something to kill.
fn kill_after(child: &mut Child, delay: Duration) -> bool {
    std::thread::sleep(delay);
    let alive = child.try_wait().expect("a child can be asked").is_none();
    child.kill().expect("a child can be killed");
    child.wait().expect("a child ends");
    alive
}

fn is_whole(folder: &Folder, sites: &[Tree; 2]) {
    let found = tree(&folder.at("public"));
    let whole = sites.contains(&found);
    assert!(whole, "neither site is whole: {} files, {:?} beside it", found.len(), names(folder.path()));
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let folder = Folder::site();
    let write = |version: u32| {
        for page in 0..25 {
            let text =
                format!("---\ntitle: Page {page}\nsummary: Version {version}.\n---\n\n## Fit\n\nVersion {version}.\n");
            folder.put(&format!("content/p{}.md", page + version * 7), text);
        }
    };
    let clear = || (0..60).for_each(|page| drop(std::fs::remove_file(folder.at(&format!("content/p{page}.md")))));
    let sites = [0, 1].map(|version| {
        clear();
        write(version);
        folder.run(["build", "--out", "public"]);
        folder.tree("public")
    });
    assert_ne!(sites[0], sites[1]);
    let start = Instant::now();
    clear();
    write(0);
    folder.run(["build"]);
    let (took, mut hits) = (start.elapsed(), 0);
    for attempt in 1..400 {
        clear();
        write(attempt % 2);
        let mut child = folder.command(["build"]).stdout(Stdio::null()).spawn().expect("the program starts");
        hits += u32::from(kill_after(&mut child, spread(attempt, took)));
        is_whole(&folder, &sites);
        if hits == KILLS {
            break;
        }
    }
    assert_eq!(hits, KILLS);
    clear();
    write(1);
    folder.run(["build"]);
    assert_eq!(folder.tree("public"), sites[1]);
    assert_eq!(names(folder.path()), ["content", "public"]);
}

/// A site of many small files, in two versions.
fn many_files(version: &str) -> Sealed {
    let (mut bundle, mut diags) = (Bundle::new(), Diagnostics::new());
    for file in 0..600 {
        let address = format!("s{}/p{file}-{}/index.html", file % 20, if file % 3 == 0 { version } else { "both" });
        bundle.insert(address, format!("{version} {file}").repeat(50), "a test", &mut diags);
    }
    bundle.seal(&diags).expect("nothing is wrong with it")
}

/// Not a test: the process that [`publishing_that_is_killed_leaves_a_whole_site`] kills.
#[test]
#[ignore = "runs as a child of another test"]
fn publishes_and_is_killed() {
    let (Ok(root), Ok(version)) = (std::env::var("KILL_ROOT"), std::env::var("KILL_VERSION")) else { return };
    let (sealed, root) = (many_files(&version), std::path::PathBuf::from(root));
    let target = Target::new(&root, &root.join("public")).expect("the target is good");
    eprintln!("now");
    publish(&sealed, &target).expect("it can be published");
    eprintln!("done");
}

fn child(folder: &Folder, version: &str) -> Child {
    let mut child = Command::new(std::env::current_exe().expect("this is a program"))
        .args(["--exact", "publishes_and_is_killed", "--ignored", "--nocapture"])
        .envs([("KILL_ROOT", folder.path().as_os_str()), ("KILL_VERSION", version.as_ref())])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the child starts");
    let mut line = String::new();
    let mut said = BufReader::new(child.stderr.take().expect("its output is ours"));
    said.read_line(&mut line).expect("it says that it begins");
    assert_eq!(line, "now\n");
    // Nobody reads the rest; the pipe holds it.
    std::mem::forget(said);
    child
}

#[test]
fn publishing_that_is_killed_leaves_a_whole_site() {
    let folder = Folder::site();
    let run = |version: &str| {
        let start = Instant::now();
        assert!(child(&folder, version).wait().expect("the child ends").success());
        start.elapsed()
    };
    let sites = ["alpha", "beta"].map(|version| {
        run(version);
        folder.tree("public")
    });
    let (took, mut hits) = (run("alpha"), 0);
    for attempt in 1..400 {
        let mut child = child(&folder, ["alpha", "beta"][attempt as usize % 2]);
        hits += u32::from(kill_after(&mut child, spread(attempt, took)));
        is_whole(&folder, &sites);
        if hits == KILLS {
            break;
        }
    }
    assert_eq!(hits, KILLS);
    run("alpha");
    run("beta");
    assert_eq!(folder.tree("public"), sites[1]);
    assert_eq!(names(folder.path()), ["content", "public"]);
}
