//! Every page and protocol with its review, for the people who look after them.
//!
//! The same list twice: `pages.json` for programs, and `reviews.ics` for the
//! calendar of whoever sees to it that texts are read again in time.
//!
//! Never: what the pages look like, who reviews.

use super::frame::Frame;
use super::href;
use super::html::Text;
use super::language;
use crate::bundle::Bundle;
use crate::calendar::{self, DayEvent};
use crate::diag::Diagnostics;
use crate::model::page::Status;
use crate::model::policy;
use crate::model::protocol::{ProtocolFile, page_status};
use crate::model::record::Reviewer;
use crate::model::strings::Strings;
use crate::site::{PageId, Site};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct List {
    format: &'static str,
    pages: Vec<Entry>,
}

/// A page or a protocol.
#[derive(Serialize)]
struct Entry {
    address: String,
    file: String,
    title: String,
    language: String,
    kind: &'static str,
    status: &'static str,
    status_label: String,
    owner: Option<String>,
    updated: Option<Date>,
    reviewed: Option<Date>,
    review_due: Option<Date>,
    overdue: bool,
    reviewers: Vec<String>,
    /// The fingerprint of the text that was approved.
    approved_text: Option<String>,
    sources: Vec<String>,
    /// How many words there are to read; none for a protocol.
    words: Option<usize>,
    search_words: Vec<String>,
}

/// Puts `pages.json` and `reviews.ics` in their places.
pub fn publish(frames: &[&Frame<'_>], texts: &[Text], bundle: &mut Bundle, diags: &mut Diagnostics) {
    let Some(site) = frames.first().map(|frame| frame.site) else { return };
    let strings = |lang| frames.iter().find(|frame| frame.lang == lang).map(|frame| frame.strings);
    let pages = site.ids().filter_map(|id| Some(page(site, id, &texts[id.0], strings(&site.page(id).lang)?)));
    let own = strings(site.model.settings.main_language());
    let files = site.model.protocols.iter().flat_map(|file| std::iter::once(file).chain(file.translations.values()));
    let protocols = files.filter_map(|file| Some(protocol(site, file, strings(language::of_protocol(site, file))?)));
    let list = List { format: "latchwork.pages/1", pages: pages.chain(protocols).collect() };
    if let Some(calendar) = own.and_then(|strings| reviews(site, strings, &list.pages)) {
        bundle.insert("reviews.ics", calendar, "reviews.ics", diags);
    }
    let mut json = serde_json::to_string_pretty(&list).expect("strings and numbers are JSON");
    json.push('\n');
    bundle.insert("pages.json", json, "pages.json", diags);
}

fn page(site: &Site<'_>, id: PageId, text: &Text, strings: &Strings) -> Entry {
    let (page, standing) = (site.page(id), site.standing(id));
    let front = &page.front;
    let references = site.model.bibliography.references();
    Entry {
        address: site.placement(id).address.as_str().to_owned(),
        file: site.sources.get(page.file).path.clone(),
        title: front.title.clone(),
        language: page.lang.to_string(),
        kind: front.kind.word(),
        status: standing.status.word(),
        status_label: super::article::status_label(strings, standing.status),
        owner: front.owner.clone(),
        updated: front.updated,
        reviewed: standing.reviewed,
        review_due: standing.due,
        overdue: standing.due.is_some_and(|due| due < site.today) && standing.status != Status::Draft,
        reviewers: standing.reviewers.iter().map(Reviewer::label).collect(),
        approved_text: standing.version.clone(),
        sources: text.references.iter().map(|(reference, _)| references[*reference].key.clone()).collect(),
        words: Some(text.length),
        search_words: front.search_words.clone(),
    }
}

fn protocol(site: &Site<'_>, protocol: &ProtocolFile, strings: &Strings) -> Entry {
    let review = &protocol.review;
    let due = review.due.map(|due| due.value);
    let sources: BTreeSet<&str> = protocol.cites.iter().map(|key| key.value.as_str()).collect();
    let status = page_status(protocol.core.status);
    Entry {
        address: href::protocol(protocol).as_str().to_owned(),
        file: site.sources.get(protocol.file).path.clone(),
        title: protocol.title.plain(),
        language: language::of_protocol(site, protocol).to_string(),
        kind: policy::PROTOCOL,
        status: status.word(),
        status_label: crate::sheet::status_label(strings, protocol.core.status),
        owner: None,
        updated: None,
        reviewed: review.reviewed,
        review_due: due,
        overdue: due.is_some_and(|due| due < site.today) && status != Status::Draft,
        reviewers: review.reviewers.clone(),
        approved_text: review.version.clone(),
        sources: sources.into_iter().map(str::to_owned).collect(),
        words: None,
        search_words: Vec::new(),
    }
}

/// A day for each text that has to be read again.
fn reviews(site: &Site<'_>, strings: &Strings, entries: &[Entry]) -> Option<String> {
    let settings = &site.model.settings;
    let texts: Vec<(&Entry, Date, [String; 3])> = entries
        .iter()
        .filter_map(|entry| {
            let owner = entry.owner.as_deref().map(|owner| format!("\n{}: {owner}", strings.get("owner")));
            let status = format!("{}: {}", strings.get("status"), entry.status_label);
            let title = strings.fill("review_reminder", &[("title", &entry.title)]);
            let note = format!("{status}{}\n{}", owner.unwrap_or_default(), entry.file);
            let url = format!("{}{}", settings.base_url, super::article::encoded(&entry.address[1..]));
            Some((entry, entry.review_due?, [title, note, url]))
        })
        .collect();
    let events: Vec<DayEvent<'_>> = texts
        .iter()
        .map(|(entry, day, [title, note, url])| DayEvent { id: &entry.file, day: *day, title, note, url })
        .collect();
    calendar::days(&strings.fill("reviews_calendar", &[("site", &settings.name)]), site.today, settings.host(), &events)
}
