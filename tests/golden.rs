//! A site that uses everything, and what is made of it: `golden/content` and `golden/expected`.
//!
//! Every page, sheet and list is kept as a file, so that a change of the output
//! is a diff that somebody reads. Fingerprints in names of assets are left out,
//! or a change of colour would be a change of every page. An expected file that
//! nothing makes fails the test, too.
//!
//! `BLESS=1 cargo test --test golden` writes what is found.
//!
//! Never: styles and pictures; the browser looks at those.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use latchwork::diag::short;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use support::{compile, inputs, strings, tree};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");

#[test]
fn the_site_that_uses_everything_is_as_expected() {
    let found = made();
    let expected_folder = Path::new(FOLDER).join("expected");
    if std::env::var_os("BLESS").is_some() {
        let _ = fs::remove_dir_all(&expected_folder);
        for (path, text) in &found {
            let path = expected_folder.join(path);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("its folder can be made");
            fs::write(path, text).expect("a file can be written");
        }
        return;
    }
    let expected: BTreeMap<String, String> = tree(&expected_folder)
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("what is expected is text")))
        .collect();
    let mut report = String::new();
    for path in found.keys().chain(expected.keys().filter(|path| !found.contains_key(*path))) {
        match (found.get(path), expected.get(path)) {
            (Some(found), Some(expected)) if found == expected => {}
            (Some(found), Some(expected)) => {
                let differs = found.lines().zip(expected.lines()).position(|(a, b)| a != b);
                let line = differs.unwrap_or_else(|| found.lines().count().min(expected.lines().count()));
                let at = |text: &str| text.lines().nth(line).unwrap_or("(nothing)").to_owned();
                let _ = writeln!(report, "{path}:{}\n  expected {}\n  found    {}", line + 1, at(expected), at(found));
            }
            (Some(_), None) => report.push_str(&format!("{path} is new\n")),
            (None, _) => report.push_str(&format!("{path} is not made any more\n")),
        }
    }
    assert!(report.is_empty(), "{report}\nBLESS=1 takes what is found for right");
}

/// Every template makes at least one of the golden pages.
#[test]
fn every_template_is_used() {
    let found = made().into_values().collect::<String>();
    let marks = [
        "home-page",
        "section-page",
        "article-page",
        "protocol-page",
        "glossary-page",
        "references-page",
        "search-page",
        "offline-page",
        "all-pages-page",
        "not-found-page",
        "redirect-page",
        "privacy-page",
        "class=\"sheet\"",
        "<urlset",
        "<feed",
    ];
    for mark in marks {
        assert!(found.contains(mark), "no golden page comes from the template with `{mark}`");
    }
}

/// A page in a second language has an address below that language, and each names the other.
#[test]
fn a_translation_stands_below_its_language() {
    let settings = format!("{}translations: [ar]\n", support::SETTINGS);
    let arabic = "---\ntitle: مرحبا\nsummary: أهلا\nkind: home\n---\n\nانظر [المضخة](pump.md).\n";
    let site = inputs([
        ("content/site.yaml", settings.as_str()),
        ("content/_index.md", support::HOME),
        ("content/_index.ar.md", arabic),
        ("content/pump.md", "---\ntitle: Pump\nsummary: x\n---\n\nText.\n"),
        ("theme/strings/ar.yaml", &strings("")),
    ]);
    let (bundle, diags) = compile(&site);
    assert!(diags.is_empty(), "{}", short(&diags, &site.sources));
    let page = |address| String::from_utf8_lossy(bundle.get(address).expect("the page is made")).into_owned();
    assert!(page("ar/index.html").contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(
        page("ar/index.html").contains("href=\"../pump/index.html\""),
        "a page without translation is linked as it is"
    );
    assert!(page("index.html").contains("hreflang=\"ar\""));
    assert!(page("ar/index.html").contains("hreflang=\"en\""));
}

/// Every text of the bundle, fingerprints left out, and a list of the rest.
fn made() -> BTreeMap<String, String> {
    let files = tree(&Path::new(FOLDER).join("content")).into_iter();
    let texts =
        files.map(|(path, bytes)| (format!("content/{path}"), String::from_utf8(bytes).expect("the site is text")));
    let spanish = ("theme/strings/es.yaml".to_owned(), strings(include_str!("fixtures/strings/es.yaml")));
    let site = inputs(texts.chain([spanish]));
    let (bundle, diags) = compile(&site);
    assert!(diags.is_empty(), "{}", short(&diags, &site.sources));
    let mut made = BTreeMap::new();
    let mut assets = Vec::new();
    for (address, bytes) in bundle.iter() {
        // What is counted over the whole site changes with every word of it; `tests/offline.rs` looks at that.
        if address.starts_with("assets/") || ["now.json", "sw.js"].contains(&address) {
            assets.push(without_fingerprints(address) + "\n");
        } else {
            made.insert(address.to_owned(), without_fingerprints(&String::from_utf8_lossy(bytes)));
        }
    }
    // By name, because the order of fingerprints says nothing.
    assets.sort();
    made.insert("assets.txt".to_owned(), assets.concat());
    made
}

/// The text with the twelve digits in names of assets replaced by `HASH`.
fn without_fingerprints(text: &str) -> String {
    let parts: Vec<&str> = text.split('.').collect();
    let is_hash = |part: &str| part.len() == 12 && part.bytes().all(|b| b.is_ascii_hexdigit());
    parts.into_iter().map(|part| if is_hash(part) { "HASH" } else { part }).collect::<Vec<_>>().join(".")
}
