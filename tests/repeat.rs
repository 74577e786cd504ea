//! The same inputs give the same bytes, whatever the threads, the folder, the locale and the order of files.
//!
//! Never: what the bytes are.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use std::path::Path;
use std::process::Command;
use support::{Folder, status, tree};

/// This repository's own site, which uses everything, or as long as there is none, a small one.
fn sites() -> Vec<Folder> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    [own].iter().filter(|own| own.join("site.yaml").exists()).map(|own| copy(own)).chain([many_pages()]).collect()
}

fn copy(content: &Path) -> Folder {
    let folder = Folder::new();
    for (path, bytes) in tree(content) {
        folder.put(&format!("content/{path}"), bytes);
    }
    folder
}

fn many_pages() -> Folder {
    let folder = Folder::site();
    for section in 0..5 {
        folder
            .put(&format!("content/s{section}/_index.md"), format!("---\ntitle: Section {section}\nsummary: x\n---\n"));
        for page in 0..17 {
            let text = format!(
                "---\ntitle: Page {page}\nsummary: Number {page}.\nupdated: 2026-11-{:02}\n---\n\n## Fit\n\nSee [the next](../s{}/p{}.md#fit).\n",
                page % 28 + 1,
                (section + 1) % 5,
                (page + 1) % 17
            );
            folder.put(&format!("content/s{section}/p{page}.md"), text);
        }
    }
    folder
}

fn built(folder: &Folder, out: &str, change: impl Fn(&mut Command) -> &mut Command) -> Vec<(String, Vec<u8>)> {
    let mut command = folder.command(["build", "--out", out]);
    change(&mut command);
    let output = command.output().expect("the program starts");
    assert_eq!(status(&output), 0, "{}", support::said(&output));
    folder.tree(out)
}

fn same(a: &[(String, Vec<u8>)], b: &[(String, Vec<u8>)]) {
    let names = |tree: &[(String, Vec<u8>)]| tree.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(a), names(b));
    let differing: Vec<&String> = a.iter().zip(b).filter(|(a, b)| a.1 != b.1).map(|(a, _)| &a.0).collect();
    assert!(differing.is_empty(), "these differ: {differing:?}");
}

#[test]
fn threads_do_not_show() {
    for site in sites() {
        let one = built(&site, "one", |command| command.args(["--threads", "1"]));
        assert!(one.len() > 5);
        for _ in 0..2 {
            same(&one, &built(&site, "eight", |command| command.args(["--threads", "8"])));
        }
    }
}

#[test]
fn the_folder_and_the_locale_do_not_show() {
    for site in sites() {
        let here = built(&site, "out", |command| command);
        let moved = Folder::new();
        for (path, bytes) in site.tree("content").into_iter().rev() {
            moved.put(&format!("a/b c/content/{path}"), bytes);
        }
        let there = built(&moved, "a/out", |command| {
            command
                .args(["--root", "a/b c"])
                .env("LC_ALL", "tr_TR.UTF-8")
                .env("TZ", "Pacific/Kiritimati")
                .env("HOME", "/")
        });
        same(&here, &there);
    }
}

#[test]
fn findings_come_in_the_same_order() {
    let site = many_pages();
    for section in 0..5 {
        for page in 0..17 {
            let text = "---\ntitle: x\nsummary: x\n---\n[a](gone.md) [b](gone.md#x) ![](gone.png)\n";
            site.put(&format!("content/s{section}/p{page}.md"), text);
        }
    }
    let said = |threads: &str| support::said(&site.run(["check", "--format", "json", "--threads", threads]));
    let one = said("1");
    assert!(one.lines().count() > 250);
    for threads in ["2", "8", "8"] {
        assert_eq!(one, said(threads));
    }
}
