//! What all tests share: sites from texts, folders on the disk, runs of the program.
//!
//! A test is data; the program is called here and nowhere else, so a change of
//! its interface is a change of this file.
//!
//! Never: what a test expects.
#![allow(dead_code, unreachable_pub, reason = "a part of every test, and no test uses all of it")]
#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

pub mod transcript;

use jiff::civil::{Date, date};
use latchwork::Inputs;
use latchwork::bundle::Bundle;
use latchwork::diag::Diagnostics;
use latchwork::model::Drafts;
use latchwork::read;
use latchwork::source::{Content, Origin, Source, Sources};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// The day of every test.
pub const TODAY: Date = date(2026, 12, 1);

/// Settings that nothing is wrong with.
pub const SETTINGS: &str = "\
name: Harbour Clinic
tagline: Feeding support
sample: true
base_url: https://clinic.example/
language: en
notice: These pages support, and do not replace, your clinician.
contacts:
  emergency: {label: Emergency services, number: \"112\", tel: \"112\"}
  urgent: {label: Night line, number: 555-0100, tel: \"5550100\"}
  routine: {label: Clinic, number: 555-0101, tel: \"5550101\"}
";

/// A home page that nothing is wrong with.
pub const HOME: &str = "\
---
title: Harbour Clinic
summary: Help with feeding.
kind: home
updated: 2026-11-22
---

Welcome.
";

/// The inputs of a site given as texts, over the built-in templates and theme.
pub fn inputs<P: Into<String>, T: Into<String>>(texts: impl IntoIterator<Item = (P, T)>) -> Inputs {
    let files = texts.into_iter().map(|(path, text)| Source {
        path: path.into(),
        origin: Origin::Site,
        content: Content::Text(text.into()),
    });
    let sources = Sources::new(read::built_in().into_iter().chain(files).collect());
    Inputs { sources, today: TODAY, base_url: None, drafts: Drafts::Hidden }
}

/// The interface text of a language for tests: these lines over the English ones.
pub fn strings(own: &str) -> String {
    let english = read::built_in().into_iter().find(|file| file.path == "theme/strings/en.yaml");
    let english = english.as_ref().and_then(|file| file.text()).expect("the English texts are built in");
    let key = |line: &'_ str| line.split(':').next().unwrap_or_default().to_owned();
    let keys: Vec<String> = own.lines().filter(|line| !line.starts_with('#')).map(key).collect();
    let kept = english.lines().filter(|line| !keys.contains(&key(line)));
    kept.chain(own.lines()).fold(String::new(), |all, line| all + line + "\n")
}

/// What the program makes of these inputs, and what it finds.
pub fn compile(inputs: &Inputs) -> (Bundle, Diagnostics) {
    let mut diags = Diagnostics::new();
    let bundle = latchwork::compile(inputs, &mut diags);
    (bundle, diags)
}

/// A folder that is there for the time of one test.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("latchwork-test-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a temporary folder can be made");
        Self { path: fs::canonicalize(&path).expect("the folder is there") }
    }

    /// One with a small site: settings and a home page.
    pub fn site() -> Self {
        Self::new().with("content/site.yaml", SETTINGS).with("content/_index.md", HOME)
    }

    /// The same with a file.
    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.put(path, bytes);
        self
    }

    /// Writes a file, and the folders around it.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let full = self.path.join(path);
        fs::create_dir_all(full.parent().expect("a file is in a folder")).expect("its folder can be made");
        fs::write(full, bytes).expect("a file can be written");
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path of something in it.
    pub fn at(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// Runs the program in it.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// The program, ready to be run in it.
    pub fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_latchwork"));
        command.args(arguments).current_dir(&self.path).env("SOURCE_DATE_EPOCH", "1796083200").env("NO_COLOR", "1");
        command
    }

    /// Every file below a folder of it, by path, with its bytes; links with their target.
    pub fn tree(&self, below: &str) -> Vec<(String, Vec<u8>)> {
        tree(&self.at(below))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Every file below a folder, by path, with its bytes; links with their target.
pub fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    collect(folder, "", &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("the folder can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().expect("an entry has a type");
        if kind.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).expect("a link can be read");
            files.push((name, target.as_os_str().as_encoded_bytes().to_owned()));
        } else {
            files.push((name, fs::read(entry.path()).expect("a file can be read")));
        }
    }
}

/// The names below a folder, hidden ones too.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// The exit status of a run.
pub fn status(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// What a run wrote to the standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
