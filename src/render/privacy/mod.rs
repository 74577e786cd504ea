//! The privacy statement: what the site does not do, and that this was looked for.
//!
//! A promise about privacy is worth what stands behind it. This page is made
//! when everything else is ready, from a look over all files (`look`), so each
//! of its sentences follows from what was found: a promise that does not hold
//! is not made, and what was found instead is told, here and as a finding. A
//! clinic's own page at the same address wins.
//!
//! Never: how files are read, content.

mod look;

pub use look::{Deed, Look, look};

use super::frame::Frame;
use super::href;
use super::offline;
use super::own;
use super::view::ArticleView;
use crate::bundle::Bundle;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use serde::Serialize;

/// What the page shows beside what every page shows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PrivacyView {
    /// The promises that hold.
    pub promises: Vec<PromiseView>,
    /// What was found that a private site does not do.
    pub found: Vec<String>,
    /// What was counted.
    pub counts: Vec<CountView>,
    /// When, in words.
    pub day: String,
    /// What is kept on the reader's device.
    pub kept: Vec<String>,
}

/// A promise: a few words, and what they mean.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseView {
    /// The promise.
    pub title: String,
    /// What it means.
    pub text: String,
}

/// A number with what it counts.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// What is counted.
    pub what: String,
    /// How many there are.
    pub number: usize,
}

/// The page, about a site in which everything is ready but the page itself and the worker, which lists it.
#[must_use]
pub fn view(frame: &Frame<'_>, bundle: &Bundle, diags: &mut Diagnostics) -> ArticleView {
    let worker = offline::worker(frame.site.sources);
    let files: Vec<_> = bundle.entries().chain([(offline::WORKER, &worker)]).collect();
    let found = look(&files, &frame.site.model.settings.base_url);
    tell(&found, diags);
    let (_, view) = own::begin(frame, &href::own(href::PRIVACY), "privacy_title", "privacy_summary");
    ArticleView { privacy: Some(page(frame, &found)), ..view }
}

/// Puts what was found into findings, each once: a template makes many pages. What stands in a file of the site was
/// told there already.
fn tell(found: &Look, diags: &mut Diagnostics) {
    for (deed, from) in &found.deeds {
        let (code, message, help) = match deed {
            Deed::Loads(address) => (
                Code::OffSiteRequest,
                format!("`{address}` is loaded from another server"),
                "put a copy into the site's folder, if its licence allows, and name that",
            ),
            Deed::Names(address) => (
                Code::LessPrivate,
                format!("this script names another server: `{address}`"),
                "take it out, or keep what it asks for in the site's folder",
            ),
            Deed::Cookie(_) => (
                Code::LessPrivate,
                "this can set a cookie".to_owned(),
                "take it out; what has to be remembered can stay in the browser's own store",
            ),
            Deed::Sends(_) => (
                Code::LessPrivate,
                "a form here sends what readers type".to_owned(),
                "take it out, or take the `name` from its fields",
            ),
        };
        if diags.iter().all(|known| known.code != code || known.message != message) {
            diags.push(Diagnostic::new(code, Place::File(from.clone()), message).help(help));
        }
    }
}

fn page(frame: &Frame<'_>, found: &Look) -> PrivacyView {
    let t = |key: &str| frame.strings.get(key).to_owned();
    let number = |of: fn(&Deed) -> bool| found.deeds.keys().filter(|deed| of(deed)).count();
    let loads = number(|deed| matches!(deed, Deed::Loads(_)));
    let names = number(|deed| matches!(deed, Deed::Names(_)));
    let cookies = number(|deed| matches!(deed, Deed::Cookie(_)));
    let sends = number(|deed| matches!(deed, Deed::Sends(_)));
    let promises = [
        (cookies, "privacy_no_cookies"),
        (loads + names, "privacy_no_others"),
        (loads + names + cookies, "privacy_no_trackers"),
        (sends, "privacy_no_forms"),
    ];
    let counts = [
        // With this page, which is not in the bundle yet.
        (found.pages + 1, "privacy_count_pages"),
        (found.styles, "privacy_count_styles"),
        (found.scripts, "privacy_count_scripts"),
        (found.pictures, "privacy_count_pictures"),
        (loads, "privacy_count_loads"),
        (names, "privacy_count_names"),
        (cookies, "privacy_count_cookies"),
        (sends, "privacy_count_sends"),
    ];
    PrivacyView {
        promises: promises
            .into_iter()
            .filter(|(broken, _)| *broken == 0)
            .map(|(_, key)| PromiseView { title: t(key), text: t(&format!("{key}_text")) })
            .collect(),
        found: found
            .deeds
            .keys()
            .map(|deed| match deed {
                Deed::Loads(address) => frame.strings.fill("privacy_found_loads", &[("address", address)]),
                Deed::Names(address) => frame.strings.fill("privacy_found_names", &[("address", address)]),
                Deed::Cookie(address) => frame.strings.fill("privacy_found_cookie", &[("address", address)]),
                Deed::Sends(address) => frame.strings.fill("privacy_found_sends", &[("address", address)]),
            })
            .collect(),
        counts: counts.into_iter().map(|(number, key)| CountView { what: t(key), number }).collect(),
        day: frame.strings.date(frame.site.today),
        kept: found.kept.keys().map(|key| t(key)).collect(),
    }
}
