//! Sheets as PDF: every shipped sheet, on both papers, in both prints.
//!
//! The files are read back by Poppler, which had no part in making them: pages,
//! paper, and where the words stand. `pdf/read.py` reads them out and compares the
//! words with the pages', `pdf/check.py` gives some to checkers of PDF/UA and PDF/A.
//!
//! Never: the look of a sheet; somebody has to look at that.
#![cfg(feature = "pdf")]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use latchwork::Inputs;
use latchwork::bundle::Bundle;
use latchwork::diag::{Diagnostics, short};
use latchwork::memo::{Forget, Memo, Memos};
use latchwork::model::Drafts;
use latchwork::read;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use support::{Folder, TODAY, said, status};

/// A tool of Poppler over a file, to its standard output.
fn poppler(tool: &str, arguments: &[&str], file: &Path) -> String {
    let mut command = Command::new(tool);
    command.args(arguments).arg(file).arg(if tool == "pdfinfo" { "-isodates" } else { "-" });
    let output = command.output().expect("Poppler is installed; tests/run does it");
    assert!(output.status.success(), "{tool} cannot read {}", file.display());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The value behind a name in what `pdfinfo` tells.
fn told<'t>(info: &'t str, name: &str) -> &'t str {
    let line = info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.unwrap_or_else(|| panic!("pdfinfo says nothing of {name}:\n{info}")).trim()
}

fn compiled(inputs: &Inputs, memo: &dyn Memo) -> Bundle {
    let mut diags = Diagnostics::new();
    let bundle = latchwork::compile_with(inputs, Memos::of_sheets(memo), &mut diags);
    assert!(!diags.has_errors(), "{}", short(&diags, &inputs.sources));
    bundle
}

/// A millimetre, in points.
const MILLIMETRE: f64 = 72.0 / 25.4;

#[test]
fn every_shipped_sheet_is_what_was_counted() {
    let mut diags = Diagnostics::new();
    let sources = read::read(Path::new(env!("CARGO_MANIFEST_DIR")), &mut diags).expect("the site is there");
    let inputs = Inputs { sources, today: TODAY, base_url: None, drafts: Drafts::Shown };
    let bundle = compiled(&inputs, &Forget);
    let folder = Folder::new();
    let is_sheet = |address: &str, ending: &str| address.starts_with("sheets/") && address.ends_with(ending);
    let sheets: Vec<(&str, &[u8])> = bundle.iter().filter(|(address, _)| is_sheet(address, ".html")).collect();
    assert_eq!(bundle.iter().filter(|(address, _)| is_sheet(address, ".pdf")).count(), sheets.len());
    assert!(sheets.len() >= 200, "all protocols, all kinds, two papers, two prints");
    sheets.par_iter().for_each(|(address, html)| {
        let html = std::str::from_utf8(html).expect("a page is text");
        let address = address.replace(".html", ".pdf");
        folder.put(&address, bundle.get(&address).expect("each sheet is there twice"));
        let file = folder.at(&address);
        let info = poppler("pdfinfo", &[], &file);
        let pages = html.matches("<section class=\"sheet-page").count().to_string();
        let paper = if address.contains("-a4") { "595.276 x 841.89 pts (A4)" } else { "612 x 792 pts (letter)" };
        assert_eq!((told(&info, "Pages"), told(&info, "Page size")), (pages.as_str(), paper), "{address}");
        assert_eq!((told(&info, "Tagged"), told(&info, "Encrypted")), ("yes", "no"), "{address}");
        assert!(told(&info, "CreationDate").starts_with("2026-12-01T"), "{address}: the day of the build");
        assert!(!info.contains("Author:"), "{address}");
        inside(&address, &poppler("pdftotext", &["-bbox"], &file));
    });
}

/// Every word lies within the margins of its page. Half a millimetre is forgiven to rounding.
fn inside(address: &str, boxes: &str) {
    let number = |line: &str, name: &str| -> f64 {
        let value = line.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.and_then(|value| value.parse().ok()).expect("a box has four numbers")
    };
    let (mut width, mut height, mut words) = (0.0, 0.0, 0);
    for line in boxes.lines().map(str::trim) {
        if line.starts_with("<page ") {
            (width, height) = (number(line, "width"), number(line, "height"));
        } else if line.starts_with("<word ") {
            words += 1;
            let (left, right) = (number(line, "xMin"), number(line, "xMax"));
            let (top, bottom) = (number(line, "yMin"), number(line, "yMax"));
            let within = left >= 19.5 * MILLIMETRE && right <= width - 11.5 * MILLIMETRE;
            assert!(within && top >= 8.0 * MILLIMETRE && bottom <= height - 6.0 * MILLIMETRE, "{address}: {line}");
        }
    }
    assert!(words > 20, "{address}: there are words");
}

/// Keeps everything, and counts what it was asked for in vain.
#[derive(Default)]
struct Shelf {
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    missed: Mutex<usize>,
}

impl Memo for Shelf {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        let found = self.kept.lock().expect("no thread fails").get(name).cloned();
        *self.missed.lock().expect("no thread fails") += usize::from(found.is_none());
        found
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        self.kept.lock().expect("no thread fails").insert(name.to_owned(), bytes.to_vec());
    }
}

const PROTOCOL: &str = "\
title: Pumping
summary: A plan to try things with.
version: \"1\"
status: under-review
counting: start is day 0
anchors:
  start: {label: first day, known: planning}
kinds:
  pump: {label: Pump, counts: true}
phases:
  begin: {title: Begin, from: start, to: start + 1 day, do: [pump]}
activities:
  pump: {title: Pump, kind: pump, per_24h: \"2 {clinic}\"}
calls:
  wake: {level: emergency, title: Call now if, items: [your baby cannot be woken]}
";

fn small(title: &str) -> Inputs {
    let protocol = PROTOCOL.replace("title: Pumping", &format!("title: {title}"));
    support::inputs([
        ("content/site.yaml", support::SETTINGS),
        ("content/_index.md", support::HOME),
        ("content/protocols/pumping.yaml", &protocol),
    ])
}

#[test]
fn the_same_sheet_has_the_same_bytes_and_what_is_kept_is_only_used_for_the_same() {
    let shelf = Shelf::default();
    let missed = || std::mem::take(&mut *shelf.missed.lock().expect("no thread fails"));
    let first = compiled(&small("Pumping"), &shelf);
    let all = missed();
    assert!(all >= 12, "three sheets, two papers, two prints");
    assert_eq!(compiled(&small("Pumping"), &shelf), first);
    assert_eq!(missed(), 0, "all were kept");
    assert_eq!(compiled(&small("Pumping"), &Forget), first, "the bytes follow from the inputs alone");
    let renamed = compiled(&small("Pumping at night"), &shelf);
    assert_eq!(missed(), all, "every sheet has the title");
    assert_eq!(renamed, compiled(&small("Pumping at night"), &Forget));
}

#[test]
fn the_folder_of_kept_sheets_may_be_broken_or_gone() {
    let folder = Folder::site().with("content/protocols/pumping.yaml", PROTOCOL);
    let build = || {
        let output = folder.run(["build"]);
        assert_eq!(status(&output), 0, "{}", said(&output));
        folder.tree("public")
    };
    let first = build();
    let kept = folder.tree(".latchwork/cache");
    assert!(kept.len() >= 12);
    for (name, bytes) in &kept {
        let half = &bytes[..bytes.len() / 2];
        folder.put(&format!(".latchwork/cache/{name}"), half);
    }
    folder.put(".latchwork/cache/old", "of no use");
    assert!(build() == first, "half a file is not taken for a good one");
    assert!(folder.tree(".latchwork/cache") == kept, "they are made again, and what is of no use is gone");
    fs::remove_dir_all(folder.at(".latchwork")).expect("it was there");
    assert!(build() == first);
}

/// The two worked tables: all steps of 30 ml, and steps of 60 ml from the third.
#[test]
fn dated_tapers_are_printed_digit_for_digit() {
    let folder = Folder::new();
    for (path, bytes) in support::tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")) {
        folder.put(&format!("content/{path}"), bytes);
    }
    let printed = |out: &str| {
        let arguments =
            ["sheet", "relactation-pump-led", "--start", "2026-12-01", "--anchor", "taper-start=2027-01-04"];
        let values = ["--set", "supplement=480", "--set", "weight=4.2", "--sheet", "steps", "--out", out];
        let output = folder.run(arguments.iter().chain(&values));
        assert_eq!(status(&output), 0, "{}", said(&output));
        let text = poppler("pdftotext", &["-layout"], &folder.at(out));
        let rows = text.lines().filter(|line| line.contains(" Jan ") || line.contains(" Feb "));
        let amount = |line: &str| line.split_whitespace().rev().skip_while(|word| *word != "ml").nth(1)?.parse().ok();
        rows.filter_map(amount).collect::<Vec<u32>>()
    };
    let by_30: Vec<u32> = (0..16).rev().map(|level| level * 30).collect();
    assert_eq!(printed("steps.pdf"), by_30);
    assert_eq!(printed("again.pdf"), by_30);
    let bytes = |out: &str| fs::read(folder.at(out)).expect("it was written");
    assert!(bytes("steps.pdf") == bytes("again.pdf"), "the same sheet has the same bytes");
    let path = "content/protocols/relactation-pump-led.yaml";
    let protocol = fs::read_to_string(folder.at(path)).expect("the protocol is there");
    folder.put(path, protocol.replace("steps: 30 ml, 30 ml, then 30-60 ml", "steps: 30 ml, 30 ml, then 60 ml"));
    assert_eq!(printed("large.pdf"), [450, 420, 360, 300, 240, 180, 120, 60, 0]);
}
