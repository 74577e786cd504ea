//! The copy that a reader may keep, and what browsers are told: over the shipped site, whole.
//!
//! The list of the copy is held to the bundle: every file that a kept page needs is in it, with the hash of its bytes,
//! and it is another version when and only when something changed. And every page is walked for what the site's rules
//! for browsers forbid: a style or a script inside of a page would not run, and nobody would be told.
//!
//! What a browser does with both is in `tests/browser/offline.mjs`.
//!
//! Never: how the worker does it.
#![expect(clippy::expect_used, reason = "tests touch the world")]

mod support;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use latchwork::bundle::Bundle;
use latchwork::diag::Diagnostics;
use latchwork::model::Drafts;
use latchwork::{Inputs, read};
use regex::Regex;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use support::{HOME, SETTINGS, compile, inputs};

static SITE: LazyLock<Bundle> = LazyLock::new(|| {
    let mut diags = Diagnostics::new();
    let sources = read::read(Path::new(env!("CARGO_MANIFEST_DIR")), &mut diags).expect("the site is here");
    compile(&Inputs { sources, today: support::TODAY, base_url: None, drafts: Drafts::Hidden }).0
});

fn text<'b>(bundle: &'b Bundle, address: &str) -> &'b str {
    let bytes = bundle.get(address).unwrap_or_else(|| panic!("there is no {address}"));
    std::str::from_utf8(bytes).expect("it is text")
}

/// Whether an address has this ending.
fn is(address: &str, ending: &str) -> bool {
    address.rsplit_once('.').is_some_and(|(_, own)| own == ending)
}

fn json(bundle: &Bundle, address: &str) -> Value {
    serde_json::from_str(text(bundle, address)).expect("it is JSON")
}

/// What stands on top of the worker.
fn head(bundle: &Bundle) -> Value {
    let line = text(bundle, "sw.js").lines().next().expect("it has lines");
    let head = line.strip_prefix("const LATCHWORK = ").and_then(|line| line.strip_suffix(';'));
    serde_json::from_str(head.expect("the line is as the worker reads it")).expect("it is JSON")
}

/// The files of the copy with their hashes.
fn kept(bundle: &Bundle) -> BTreeMap<String, String> {
    let list = json(bundle, head(bundle)["list"].as_str().expect("it is a text"));
    let files = list["files"].as_object().expect("it is a map").iter();
    files.map(|(address, hash)| (address.clone(), hash.as_str().expect("it is a text").to_owned())).collect()
}

fn sha256(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(Sha256::digest(bytes))
}

fn pages(bundle: &Bundle) -> impl Iterator<Item = (&str, &str)> {
    let pages = bundle.iter().filter(|(address, _)| is(address, "html"));
    pages.map(|(address, bytes)| (address, std::str::from_utf8(bytes).expect("a page is text")))
}

/// Where a link leads, seen from the root; none for what leads off the site or stays on the page.
fn target(from: &str, link: &str) -> Option<String> {
    let link = link.split(['#', '?']).next().filter(|link| !link.is_empty())?;
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
    if link.split_once(':').is_some_and(|(scheme, _)| is_word(scheme)) {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => parts.truncate(parts.len().saturating_sub(1)),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn the_copy_is_what_the_bundle_has() {
    let kept = kept(&SITE);
    assert!(kept.len() > 300, "{}", kept.len());
    for (address, hash) in &kept {
        let bytes = SITE.get(address).unwrap_or_else(|| panic!("{address} is listed and not there"));
        assert_eq!(*hash, sha256(bytes), "{address}");
    }
    let list = head(&SITE);
    let bytes = SITE.get(list["list"].as_str().expect("it is a text")).expect("the list is there");
    assert_eq!(list["hash"], format!("sha256-{}", sha256(bytes)));
    for (address, _) in pages(&SITE).filter(|(address, _)| *address != "404.html") {
        assert!(kept.contains_key(address), "{address} is no part of the copy");
    }
}

/// A page of the copy finds in it all that it loads, and every page that it leads to.
#[test]
fn a_copy_is_enough() {
    let kept = kept(&SITE);
    // For programs, and told to readers as left out: other sites' readers of feeds, files to take away.
    let may_miss = |address: &str| {
        is(address, "pdf") || ["feed.xml", "reviews.ics", "pages.json", "sitemap.xml"].contains(&address)
    };
    let link = Regex::new(r#"(?:href|src|data-words)="([^"]+)""#).expect("it is a pattern");
    let mut missing = BTreeSet::new();
    for (from, page) in pages(&SITE).filter(|(address, _)| kept.contains_key(*address)) {
        let root = "../".repeat(from.matches('/').count());
        for found in link.captures_iter(page) {
            // The words of notes are named from the root, as the script wants them.
            let written =
                if found[0].starts_with("data-words") { format!("{root}{}", &found[1]) } else { found[1].to_owned() };
            if let Some(address) = target(from, &written)
                && !kept.contains_key(&address)
                && !may_miss(&address)
            {
                missing.insert(format!("{from} needs {address}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    // What scripts load by themselves: parts of the index, and the planner's plans.
    for (address, _) in SITE.iter() {
        let loaded = address.starts_with("assets/search-") || (address.starts_with("protocols/") && is(address, "js"));
        assert!(!loaded || kept.contains_key(address), "{address} is no part of the copy");
    }
}

#[test]
fn a_version_is_as_new_as_what_it_holds() {
    let home = |text: &str| HOME.replace("Welcome.", text);
    let version = |settings: &str, home: &str| {
        let bundle = compile(&inputs([("content/site.yaml", settings), ("content/_index.md", home)])).0;
        (head(&bundle)["version"].clone(), json(&bundle, "now.json"))
    };
    let (one, now) = version(SETTINGS, HOME);
    assert_eq!(now["version"], one);
    assert_eq!(version(SETTINGS, HOME).0, one, "the same site is the same version");
    let (word, same_numbers) = version(SETTINGS, &home("Welcome in."));
    assert_ne!(word, one, "a word makes a new version");
    assert_eq!(same_numbers["numbers"], now["numbers"]);
    let (number, other_numbers) = version(&SETTINGS.replace("555-0101", "555-0199"), HOME);
    assert_ne!(number, one, "a number makes a new version");
    assert_ne!(other_numbers["numbers"], now["numbers"]);
    assert_eq!(other_numbers["contacts"][2]["number"], "555-0199");
}

#[test]
fn every_page_knows_its_numbers() {
    let now = json(&SITE, "now.json");
    let mark = format!("data-numbers=\"{}\"", now["numbers"].as_str().expect("it is a text"));
    for (address, page) in pages(&SITE) {
        let leads_on = page.contains("http-equiv=\"refresh\"");
        assert!(leads_on || page.contains(&mark), "{address} does not know which numbers it has");
    }
}

#[test]
fn a_phone_can_put_the_site_on_its_first_screen() {
    let manifest = json(&SITE, "site.webmanifest");
    for key in ["id", "start_url", "scope"] {
        assert_eq!(manifest[key], "./", "the site may lie below any path");
    }
    let icons = manifest["icons"].as_array().expect("there are icons");
    let purposes: BTreeSet<&str> = icons.iter().filter_map(|icon| icon["purpose"].as_str()).collect();
    assert_eq!(purposes, BTreeSet::from(["any", "maskable"]));
    for icon in icons {
        let bytes = SITE.get(icon["src"].as_str().expect("it is a text")).expect("the picture is there");
        let size = imagesize::blob_size(bytes).expect("it is a picture");
        assert_eq!(icon["sizes"], format!("{}x{}", size.width, size.height));
    }
}

/// Letters that the font does not have, and a name of none at all, still make an icon.
#[test]
fn every_name_has_an_icon() {
    let mut seen = BTreeSet::new();
    for name in ["Harbour Clinic", "North House", "مركز", "—"] {
        let settings = SETTINGS.replace("Harbour Clinic", name);
        let bundle = compile(&inputs([("content/site.yaml", settings.as_str()), ("content/_index.md", HOME)])).0;
        let manifest = json(&bundle, "site.webmanifest");
        seen.insert(manifest["icons"][1]["src"].as_str().expect("it is a text").to_owned());
    }
    assert_eq!(seen.len(), 3, "two names with letters, and a disc: {seen:?}");
}

#[test]
fn the_worker_is_a_script() {
    let folder = support::Folder::new().with("sw.js", text(&SITE, "sw.js"));
    let output = Command::new("node").arg("--check").arg(folder.at("sw.js")).output();
    let output = output.expect("these tests need Node 20 or later: install it so that `node` can be run");
    assert!(output.status.success(), "{}", support::said(&output));
}

/// Nothing in a page that the rules forbid: they allow no style, no script and no event inside of a page.
#[test]
fn nothing_is_inside_of_a_page_that_browsers_are_told_to_refuse() {
    let tag = Regex::new(r#"<([a-z][a-z0-9-]*)((?:\s+[^\s"=<>/]+(?:="[^"]*")?)*)\s*/?>"#).expect("it is a pattern");
    let attribute = Regex::new(r#"([^\s"=<>/]+)(?:="([^"]*)")?"#).expect("it is a pattern");
    let mut found = BTreeSet::new();
    let mut tags = 0;
    for (address, page) in pages(&SITE) {
        assert_eq!(
            page.matches('<').count(),
            tag.find_iter(page).count() + page.matches("</").count() + page.matches("<!").count(),
            "{address} has tags that this test cannot read"
        );
        for one in tag.captures_iter(page) {
            tags += 1;
            let attributes: BTreeMap<&str, &str> = attribute
                .captures_iter(one.get(2).map_or("", |rest| rest.as_str()))
                .map(|pair| {
                    (pair.get(1).map_or("", |name| name.as_str()), pair.get(2).map_or("", |value| value.as_str()))
                })
                .collect();
            // Data for a script is no script.
            let data = attributes.get("type") == Some(&"application/ld+json");
            let bad = match &one[1] {
                "style" | "iframe" | "object" | "embed" | "base" => true,
                "script" => !data && !attributes.contains_key("src"),
                "meta" => attributes.get("http-equiv").is_some_and(|name| *name != "refresh"),
                _ => false,
            };
            let mut loads = ["src", "srcset", "poster", "action"].iter().filter_map(|name| attributes.get(name));
            let bad = bad
                || attributes.keys().any(|name| *name == "style" || name.starts_with("on"))
                || loads.any(|value| value.contains("//") || value.starts_with("data:"))
                || attributes.values().any(|value| value.trim_start().starts_with("javascript:"));
            if bad {
                found.insert(format!("{address}: {}", &one[0]));
            }
        }
    }
    assert!(tags > 10_000, "only {tags} tags were seen");
    assert!(found.is_empty(), "{found:#?}");
}

/// A style sheet loads nothing from elsewhere; each policy that a script asks for is one that browsers are told of.
#[test]
fn styles_and_scripts_keep_to_the_rules() {
    let headers = text(&SITE, "_headers");
    let rules = headers.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    let rules: BTreeMap<&str, &str> =
        rules.expect("the rules are there").split(';').filter_map(|rule| rule.trim().split_once(' ')).collect();
    for (rule, value) in &rules {
        assert!(!value.contains("unsafe") && !value.contains('*') && !value.contains(':'), "{rule} {value}");
    }
    assert_eq!(rules["default-src"], "'none'");
    assert_eq!(rules["require-trusted-types-for"], "'script'");
    let allowed: BTreeSet<&str> = rules["trusted-types"].split(' ').collect();
    let policy = Regex::new(r#"createPolicy\("([^"]+)""#).expect("it is a pattern");
    let address = Regex::new(r#"url\(\s*["']?([^"')]+)"#).expect("it is a pattern");
    let mut asked = BTreeSet::new();
    for (name, bytes) in SITE.iter().filter(|(name, _)| is(name, "js") || is(name, "css")) {
        let text = std::str::from_utf8(bytes).expect("it is text");
        asked.extend(policy.captures_iter(text).map(|found| found[1].to_owned()));
        for found in address.captures_iter(text).filter(|_| is(name, "css")) {
            assert!(SITE.get(&format!("assets/{}", &found[1])).is_some(), "{name} loads {}", &found[1]);
        }
    }
    assert_eq!(asked.iter().map(String::as_str).collect::<BTreeSet<_>>(), allowed);
}
