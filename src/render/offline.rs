//! The copy that a reader may keep: what is in it, which version it is, and the worker that makes it.
//!
//! The last thing that is rendered, because it lists what is there. `assets/kept.….json` has every file of the copy with
//! its SHA-256, by which a browser takes each file only whole and only from this version; `sw.js` is the theme's worker
//! with the fingerprint of that list on top; `now.json` is what pages ask for to learn whether they, and the numbers on
//! them, are the newest. Addresses are all relative to the site's folder, so a copy works below any path.
//!
//! A copy has every page and every sheet as a page, in both sizes of paper and of letters. PDF files are left out: they
//! are nine tenths of the bytes, and the pages print the same. So is what only other programs read.
//!
//! Never: what the worker does, the network.

use super::asset::fingerprinted;
use super::frame::Frame;
use super::href;
use super::icon::Icons;
use super::template::Templates;
use super::view::{ArticleView, OfflineView};
use super::{json, own, search};
use crate::bundle::{Bundle, Entry};
use crate::diag::Diagnostics;
use crate::model::settings::Contacts;
use crate::model::strings::Strings;
use crate::name::UrlPath;
use crate::source::Sources;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The worker. It lies at the root, because it may only look after what lies below it.
pub const WORKER: &str = "sw.js";
/// What pages ask for to learn whether they are the newest.
const NOW: &str = "now.json";
/// What a phone needs to know to put the site on its first screen.
const MANIFEST: &str = "site.webmanifest";
const SOURCE: &str = "theme/js/worker.js";

/// Endings of what readers see or pages load.
const KEPT: [&str; 12] =
    ["avif", "css", "gif", "html", "jpeg", "jpg", "js", "png", "svg", "webmanifest", "webp", "woff2"];
/// Files with such an ending that no copy needs: the worker itself, and the page for addresses that lead nowhere.
const NOT_KEPT: [&str; 2] = [WORKER, "404.html"];
/// How the keys begin of the texts that notes are made of.
const NOTES: &str = "offline_note_";

/// The files of a copy with their SHA-256 in base 64.
#[derive(Serialize)]
struct List<'a> {
    format: &'static str,
    files: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct Now<'a> {
    format: &'static str,
    version: &'a str,
    /// The fingerprint of the contacts, which every page has, too.
    numbers: String,
    contacts: Vec<Call<'a>>,
}

#[derive(Serialize)]
struct Call<'a> {
    label: &'a str,
    number: &'a str,
    tel: &'a str,
}

#[derive(Serialize)]
struct Manifest<'a> {
    id: &'static str,
    name: &'a str,
    short_name: &'a str,
    description: &'a str,
    lang: &'a str,
    dir: &'a str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    display_override: [&'static str; 1],
    background_color: &'static str,
    theme_color: &'static str,
    icons: Vec<Icon<'a>>,
}

#[derive(Serialize)]
struct Icon<'a> {
    src: &'a str,
    sizes: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
    purpose: &'static str,
}

/// Whether a file is a part of the copy.
#[must_use]
pub fn is_kept(address: &str) -> bool {
    let ending = address.rsplit_once('.').map_or("", |(_, ending)| ending);
    (KEPT.contains(&ending) || is_words(address)) && !NOT_KEPT.contains(&address)
}

/// Data that a page's script loads has a fingerprint; all other data is for programs.
fn is_words(address: &str) -> bool {
    address.starts_with("assets/notes-")
}

/// The fingerprint of the numbers to call: a page with another one than `now.json` has old numbers.
#[must_use]
pub fn numbers(contacts: &Contacts) -> String {
    blake3::hash(json(&calls(contacts)).as_bytes()).to_hex()[..12].to_owned()
}

fn calls(contacts: &Contacts) -> Vec<Call<'_>> {
    let all = [&contacts.emergency, &contacts.urgent, &contacts.routine];
    all.into_iter().map(|call| Call { label: &call.label, number: &call.number, tel: &call.tel }).collect()
}

/// The words of the notes in a language, and where they stand.
#[must_use]
pub fn notes(strings: &Strings, lang: &str) -> (String, Vec<u8>) {
    let wanted = |key: &str| key.starts_with(NOTES) || key == "close";
    let words: BTreeMap<&str, &str> =
        strings.all().iter().filter(|(key, _)| wanted(key)).map(|(key, text)| (key.as_str(), text.as_str())).collect();
    let bytes = json(&words).into_bytes();
    (fingerprinted(&format!("notes-{lang}"), "json", &bytes), bytes)
}

/// Publishes the manifest, and the pages about the copy. Comes after the other pages, because it tells how large they are.
pub fn pages(languages: &[(Frame<'_>, Templates<'_>)], icons: &Icons, bundle: &mut Bundle, diags: &mut Diagnostics) {
    let Some((main, _)) = languages.iter().find(|(frame, _)| frame.has_own_pages()) else { return };
    bundle.insert(MANIFEST, manifest(main, icons) + "\n", "content/site.yaml", diags);
    for (frame, _) in languages {
        let (address, bytes) = notes(frame.strings, frame.lang.tag());
        bundle.insert(address, bytes, "theme/strings", diags);
    }
    let size: usize = bundle.iter().filter(|(address, _)| is_kept(address)).map(|(_, bytes)| bytes.len()).sum();
    for (frame, templates) in languages.iter().filter(|(frame, _)| frame.has_own_pages() || has_home(frame)) {
        let html = templates.render("offline.html", &page(frame, size), diags);
        bundle.insert(address(frame).file(), html, "templates/offline.html", diags);
    }
}

/// The worker's script, for a look at what it does before it is published.
#[must_use]
pub fn worker(sources: &Sources) -> Entry {
    let text = sources.find(SOURCE).and_then(|id| sources.get(id).text()).unwrap_or_default();
    Entry { bytes: text.as_bytes().to_vec().into(), from: SOURCE.to_owned() }
}

/// Publishes the list of the copy's files, and the worker. Comes after everything else.
pub fn publish(main: &Frame<'_>, bundle: &mut Bundle, diags: &mut Diagnostics) {
    let kept = bundle.iter().filter(|(address, _)| is_kept(address));
    let files = kept.map(|(address, bytes)| (address, sha256(bytes))).collect();
    let list = json(&List { format: "latchwork.kept-files/1", files }).into_bytes();
    let list_address = fingerprinted("kept", "json", &list);
    let worker = worker(main.site.sources).bytes;
    let version = &blake3::hash(&[&list, &*worker].concat()).to_hex()[..16];
    let head =
        serde_json::json!({ "version": version, "list": list_address, "hash": format!("sha256-{}", sha256(&list)) });
    let contacts = &main.site.model.settings.contacts;
    let now = Now { format: "latchwork.now/1", version, numbers: numbers(contacts), contacts: calls(contacts) };
    bundle.insert(NOW, json(&now) + "\n", "content/site.yaml", diags);
    bundle.insert(WORKER, [format!("const LATCHWORK = {head};\n").as_bytes(), &worker].concat(), SOURCE, diags);
    bundle.insert(list_address, list, SOURCE, diags);
}

/// The address of the page about the copy in a language.
#[must_use]
pub fn address(frame: &Frame<'_>) -> UrlPath {
    search::address(frame, href::OFFLINE)
}

fn has_home(frame: &Frame<'_>) -> bool {
    frame.site.homes.contains_key(frame.lang)
}

fn sha256(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(Sha256::digest(bytes))
}

fn manifest(frame: &Frame<'_>, icons: &Icons) -> String {
    let settings = &frame.site.model.settings;
    let icon = |src, sizes, purpose| Icon { src, sizes, media_type: "image/png", purpose };
    json(&Manifest {
        id: "./",
        name: &settings.name,
        short_name: &settings.name,
        description: &settings.tagline,
        lang: frame.lang.tag(),
        dir: frame.lang.direction(),
        start_url: "./",
        scope: "./",
        display: "standalone",
        display_override: ["minimal-ui"],
        background_color: "#fcf8f0",
        theme_color: "#f0e8d9",
        icons: vec![
            icon(&icons.small, "192x192", "any"),
            icon(&icons.large, "512x512", "any"),
            icon(&icons.maskable, "512x512", "maskable"),
        ],
    })
}

/// The page on which a reader decides. Its own few thousand bytes do not change the number of megabytes.
fn page(frame: &Frame<'_>, size: usize) -> ArticleView {
    let (_, view) = own::begin(frame, &address(frame), "offline_title", "offline_summary");
    let megabytes = size.div_ceil(1_000_000).max(1).to_string();
    let offline = OfflineView { size: frame.strings.fill("offline_size", &[("megabytes", &megabytes)]) };
    ArticleView { offline: Some(offline), ..view }
}
