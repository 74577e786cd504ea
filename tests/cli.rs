//! Transcripts of the command line: `cmd/*.md`.
//!
//! `support/transcript.rs` says what a transcript is. Documentation may quote
//! these files.
//!
//! `BLESS=1 cargo test --test cli` writes what is found into the transcripts.
//!
//! Never: anything that a command does besides what is seen of it.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use std::fs;
use std::path::Path;
use support::Folder;
use support::transcript::hold;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd");

#[test]
fn every_transcript_is_true() {
    let mut report = String::new();
    for name in support::names(Path::new(FOLDER)) {
        let folder = Folder::site();
        if name == "languages.md" {
            folder.put("theme/strings/es.yaml", support::strings(include_str!("fixtures/strings/es.yaml")));
        }
        report.push_str(&hold(&Path::new(FOLDER).join(&name), &folder));
    }
    assert!(report.is_empty(), "{report}\nBLESS=1 takes what happened for right");
}

/// The README's tour is a transcript over the site that is shipped.
#[test]
fn the_readme_is_true() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new();
    copy(&repository.join("content"), &folder.at("content"));
    let report = hold(&repository.join("README.md"), &folder);
    assert!(report.is_empty(), "{report}\nBLESS=1 takes what happened for right");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for name in support::names(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a file can be copied");
        }
    }
}
