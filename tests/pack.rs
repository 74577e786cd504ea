//! Packing: the zip file is the site, whole, the same each time, and works where it is unpacked; texts packed for
//! servers say the same; and uploads see what is new.
//!
//! Never: what the pages say.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use regex::Regex;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};
use std::time::{Duration, SystemTime};
use support::{Folder, names, said, status};
use zip::ZipArchive;

fn site() -> Folder {
    Folder::site()
        .with(
            "content/a/_index.md",
            "---\ntitle: A part\nsummary: x\nupdated: 2026-11-22\n---\n\nSee [home](../_index.md).\n",
        )
        .with(
            "content/a/b.md",
            "---\ntitle: A page\nsummary: x\nupdated: 2026-11-22\n---\n\nText, and [all of this part](_index.md).\n",
        )
}

fn good<A: AsRef<std::ffi::OsStr>>(folder: &Folder, arguments: impl IntoIterator<Item = A>) -> String {
    let output = folder.run(arguments);
    assert_eq!(status(&output), 0, "{}", said(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What is in a zip file, by name.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is a zip file");
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("the entry is there");
        let name = file.name().expect("a name is text").into_owned();
        assert!(file.enclosed_name().is_some(), "{name} leads out of the folder");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("the entry can be read");
        files.insert(name, bytes);
    }
    files
}

/// Whether an address has this ending.
fn is(address: &str, ending: &str) -> bool {
    address.rsplit_once('.').is_some_and(|(_, own)| own == ending)
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"))
}

#[test]
fn a_zip_file_is_the_site_and_the_same_each_time() {
    let folder = site();
    let told = good(&folder, ["pack", "--out", "clinic.zip"]);
    assert!(told.ends_with(" into clinic.zip; unpack it and open clinic/index.html\n"), "{told}");
    good(&folder, ["build"]);
    let one = fs::read(folder.at("clinic.zip")).expect("the file is there");
    let elsewhere = site();
    good(&elsewhere, ["pack", "--out", "clinic.zip", "--threads", "1"]);
    assert!(fs::read(elsewhere.at("clinic.zip")).expect("the file is there") == one, "the same site is the same file");

    let mut files = unpacked(&one);
    let sums = files.remove("clinic/SHA256SUMS").expect("there are sums");
    let sums = String::from_utf8(sums).expect("sums are text");
    let built: BTreeMap<String, Vec<u8>> = folder
        .tree("public")
        .into_iter()
        .filter(|(path, _)| path != ".latchwork")
        .map(|(path, bytes)| (format!("clinic/{path}"), bytes))
        .collect();
    assert!(files == built, "the zip file has what `build` writes");
    let lines: BTreeSet<String> =
        files.iter().map(|(name, bytes)| format!("{}  {}", hex(bytes), &name["clinic/".len()..])).collect();
    assert_eq!(sums.lines().map(str::to_owned).collect::<BTreeSet<_>>(), lines);
}

/// From a stick there is no server that finds `index.html` in a folder or an address from the root.
#[test]
fn every_link_in_it_leads_to_a_file() {
    let folder = site();
    good(&folder, ["pack"]);
    let files = unpacked(&fs::read(folder.at("site.zip")).expect("the file is there"));
    let link = Regex::new(r##"(?:href|src)="([^"#?]+)[^"]*""##).expect("it is a pattern");
    let mut checked = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| is(name, "html") && !name.ends_with("/404.html")) {
        let text = String::from_utf8_lossy(bytes);
        for found in link.captures_iter(&text).filter(|found| !found[1].contains(':')) {
            let mut parts: Vec<&str> = name.split('/').collect();
            parts.pop();
            for part in found[1].split('/') {
                match part {
                    ".." => parts.truncate(parts.len().saturating_sub(1)),
                    part => parts.push(part),
                }
            }
            assert!(files.contains_key(&parts.join("/")), "{name} leads to {}", &found[1]);
            checked += 1;
        }
    }
    assert!(checked > 50, "{checked}");
}

#[test]
fn nothing_is_packed_while_anything_is_wrong() {
    let folder = site();
    folder.put("content/a/b.md", "---\ntitle: A page\nsummary: x\n---\n\nSee [nothing](gone.md).\n");
    let output = folder.run(["pack"]);
    assert_eq!(status(&output), 1);
    assert!(said(&output).ends_with("Nothing was written.\n"), "{}", said(&output));
    assert_eq!(names(folder.path()), ["content"]);
    let output = folder.run(["pack", "--out", "stick"]);
    assert_eq!(status(&output), 2);
    assert!(said(&output).contains("write it as `--out clinic.zip`"), "{}", said(&output));
}

#[test]
fn texts_are_packed_beside_themselves_and_the_same_each_time() {
    let folder = site();
    good(&folder, ["build", "--precompress"]);
    let one = folder.tree("public");
    assert!(good(&folder, ["build", "--precompress"]).contains("was not touched"));
    good(&folder, ["build", "--precompress", "--out", "again", "--threads", "1"]);
    assert!(folder.tree("again") == one, "the same site packs to the same bytes");
    let by_name: BTreeMap<&str, &[u8]> = one.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(by_name["index.html.gz"]).read_to_end(&mut text).expect("it can be unpacked");
    assert!(text == by_name["index.html"]);
    for (name, bytes) in &by_name {
        if let Some(whole) = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz")) {
            assert!(bytes.len() < by_name[whole].len(), "{name} is not smaller");
        }
    }
    assert!(!by_name.keys().any(|name| name.contains(".woff2.") || name.contains(".png.")));
    // Without the flag they go away again.
    assert!(good(&folder, ["build"]).contains("gone"));
    assert!(!folder.at("public/index.html.gz").exists());
}

/// Programs that upload compare times; a page that is as it was keeps its own.
#[test]
fn what_did_not_change_keeps_its_time() {
    let folder = site();
    good(&folder, ["build"]);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    for (path, _) in folder.tree("public").into_iter().filter(|(path, _)| path != ".latchwork") {
        let file =
            fs::File::options().write(true).open(folder.at(&format!("public/{path}"))).expect("it can be opened");
        file.set_modified(long_ago).expect("a time can be set");
    }
    folder.put(
        "content/a/b.md",
        "---\ntitle: A page\nsummary: x\nupdated: 2026-11-22\n---\n\nText, and now [all of this part](_index.md).\n",
    );
    good(&folder, ["build"]);
    let time = |path: &str| fs::metadata(folder.at(path)).and_then(|file| file.modified()).expect("the file is there");
    assert_eq!(time("public/index.html"), long_ago);
    assert_eq!(time("public/offline/index.html"), long_ago);
    assert!(time("public/a/b/index.html") > long_ago);
    assert!(good(&folder, ["build"]).contains("was not touched"));
}
