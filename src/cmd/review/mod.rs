//! `review`: where texts stand, and the record of who approved them.
//!
//! A path is only ever looked up among the files that were read, so it cannot
//! name anything outside of `content/`. What is written is the record of an
//! approval, in one place that follows from the file's own; pages and protocols
//! are never touched.
//!
//! Reading order: here; `approve`, `list`.
//!
//! Never: when an approval holds; `model::standing` knows.
#![expect(clippy::disallowed_methods, reason = "compares a path that was typed with the site's folder")]

mod approve;
mod list;

use super::{Exit, inputs, print, root, show};
use crate::cli::{Deny, Format, Review, Run, Strictness};
use crate::cmd::put::put;
use crate::diag::{Diagnostics, did_you_mean};
use crate::model::page::Status;
use crate::model::protocol::{ProtocolFile, page_status};
use crate::model::record::{Record, Reviewer};
use crate::model::wording::{Wording, fingerprint, short};
use crate::model::{self, Model, PROTOCOLS, REVIEWS, SHARED};
use crate::name::Lang;
use crate::render::{ReviewSheet, review_sheet};
use crate::site::{self, PageId, Site};
use crate::source::Sources;
use anyhow::{bail, ensure};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path};

pub(super) fn run(review: &Review, run: &Run) -> anyhow::Result<Exit> {
    let root = root(&review.which)?;
    let strictness = Strictness { drafts: true, deny: None::<Deny> };
    let mut diags = Diagnostics::new();
    let inputs = inputs(&root, &strictness, run, &mut diags)?;
    let Some(model) = model::parse(&inputs.sources, inputs.drafts, &mut diags) else {
        show(&diags, &inputs.sources, review.which.format);
        return Ok(Exit::Content);
    };
    let site = site::link(&model, &inputs.sources, inputs.today, &mut diags);
    let about_records = diags.only(&inputs.sources, |_, path| path.starts_with(REVIEWS));
    show(&about_records, &inputs.sources, review.which.format);
    let texts = texts(&site);
    let Some(path) = &review.path else {
        print(&list::list(&texts, inputs.today))?;
        return Ok(Exit::Good);
    };
    let text = find(&texts, &model.unread, &inputs.sources, &root, path)?;
    if review.diff {
        print(&difference(text))?;
    } else if let Some(file) = &review.print {
        return sheet(&site, text, file, review.which.format);
    } else if let Some(asked) = approve::Asked::new(review, inputs.today)? {
        return approve::approve(&root, &inputs, &site, text, &asked, review.which.format);
    } else {
        print(&state(text, inputs.today))?;
    }
    Ok(Exit::Good)
}

/// A page or a protocol, which may be a translation.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Page(PageId),
    Protocol(&'a ProtocolFile),
}

/// A page or a protocol with where it stands.
pub(super) struct Text<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) subject: Subject<'a>,
    /// Its file.
    pub(super) path: &'a str,
    pub(super) title: String,
    pub(super) status: Status,
    /// How far its review is, in a word.
    pub(super) word: &'static str,
    pub(super) due: Option<Date>,
    pub(super) record: Option<&'a Record>,
    lang: &'a Lang,
}

impl Text<'_> {
    /// Its text as it is reviewed.
    pub(super) fn wording(&self) -> Wording {
        let model: &Model = self.site.model;
        match self.subject {
            Subject::Page(id) => site::wording(self.site, id),
            Subject::Protocol(protocol) => {
                model::protocol::wording(protocol, self.site.sources, &model.settings, &model.bibliography)
            }
        }
    }
}

/// Every page and protocol, in order of path.
fn texts<'a>(site: &'a Site<'a>) -> Vec<Text<'a>> {
    let model = site.model;
    let pages = site.ids().map(|id| {
        let (page, standing) = (site.page(id), site.standing(id));
        let path = site.sources.get(page.file).path.as_str();
        Text {
            site,
            subject: Subject::Page(id),
            path,
            title: page.front.title.clone(),
            status: standing.status,
            word: standing.status.word(),
            due: standing.due,
            record: model.records.get(path),
            lang: &page.lang,
        }
    });
    let protocols = model.protocols.iter().flat_map(|file| std::iter::once(file).chain(file.translations.values()));
    let protocols = protocols.map(|protocol| {
        let path = site.sources.get(protocol.file).path.as_str();
        let status = page_status(protocol.core.status);
        Text {
            site,
            subject: Subject::Protocol(protocol),
            path,
            title: protocol.title.plain(),
            status,
            word: if protocol.is_withdrawn() { "withdrawn" } else { status.word() },
            due: protocol.review.due.map(|due| due.value),
            record: model.records.get(path),
            lang: protocol.language(model.settings.main_language()),
        }
    });
    let mut all: Vec<Text<'a>> = pages.chain(protocols).collect();
    all.sort_by_key(|text| text.path);
    all
}

/// The text that a path names: from the site's folder, or from here.
fn find<'t, 'a>(
    texts: &'t [Text<'a>],
    unread: &BTreeSet<String>,
    sources: &Sources,
    root: &Path,
    path: &Path,
) -> anyhow::Result<&'t Text<'a>> {
    let named = |wanted: &str| texts.iter().find(|text| text.path == wanted);
    let typed = plain(path);
    let here = || {
        let full = fs::canonicalize(path).ok()?;
        plain(full.strip_prefix(fs::canonicalize(root).ok()?).ok()?)
    };
    if let Some(found) = typed.as_deref().and_then(named).or_else(|| here().as_deref().and_then(named)) {
        return Ok(found);
    }
    let typed = typed.unwrap_or_else(|| path.display().to_string());
    ensure!(!unread.contains(&typed), "{typed} cannot be understood; `latchwork check` says why");
    let half = typed.starts_with(PROTOCOLS) && !typed.starts_with(SHARED) && sources.find(&typed).is_some();
    ensure!(!half, "{typed} is not a whole translation; `latchwork check` says what it lacks");
    let near = did_you_mean(&typed, texts.iter().map(|text| text.path));
    let near = near.unwrap_or_else(|| "`latchwork review --list` lists them".to_owned());
    bail!("{} is no page and no protocol of this site; {near}", path.display())
}

/// A path without `.`, with `/` between its parts. `None` for one that leads upwards or is no text.
fn plain(path: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::Prefix(_) | Component::RootDir | Component::ParentDir => return None,
        }
    }
    Some(parts.join("/"))
}

/// Who approved a text, one line each.
fn approvals(text: &Text<'_>) -> String {
    let line = |reviewer: &Reviewer| format!("  {} on {}\n", reviewer.label(), reviewer.on);
    text.record
        .map_or_else(|| "  nobody has approved it\n".to_owned(), |record| record.reviewers.iter().map(line).collect())
}

fn state(text: &Text<'_>, today: Date) -> String {
    let due = match text.due {
        Some(due) if due < today => format!("its review was due on {due}"),
        Some(due) => format!("its next review is due on {due}"),
        None => "it has no day for a review".to_owned(),
    };
    let version = fingerprint(&text.wording().text());
    format!(
        "{} ({})\n  {}; {due}\n{}  the text now is version {}\n",
        text.title,
        text.path,
        text.word,
        approvals(text),
        short(&version)
    )
}

/// What changed since the approval, in words.
fn difference(text: &Text<'_>) -> String {
    let Some(record) = text.record else {
        return format!("{} was never approved, so there is nothing to compare it with\n", text.path);
    };
    let change = model::difference::Difference::new(&record.text, &text.wording().text());
    if change.lines.is_empty() {
        return format!("{} is as it was approved:\n{}", text.path, approvals(text));
    }
    let lines: String = change.lines.iter().map(|line| line.to_owned() + "\n").collect();
    format!("{}, against the text that was approved:\n{}\n{lines}\n{}\n", text.path, approvals(text), change.size())
}

/// Writes the sheet for a reviewer.
fn sheet(site: &Site<'_>, text: &Text<'_>, file: &Path, format: Format) -> anyhow::Result<Exit> {
    let html = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    ensure!(html, "`--print {}` is not the name of a web page; end it in `.html`", file.display());
    let wording = text.wording();
    let version = fingerprint(&wording.text());
    let reviewers: Vec<String> =
        text.record.into_iter().flat_map(|record| &record.reviewers).map(Reviewer::label).collect();
    let status = format!("status_{}", text.word.replace('-', "_"));
    let wanted = ReviewSheet {
        title: &text.title,
        file: text.path,
        lang: text.lang,
        version: short(&version),
        wording: &wording,
        reviewers: &reviewers,
        status: &status,
    };
    let mut diags = Diagnostics::new();
    let html = review_sheet(site, &wanted, &mut diags);
    show(&diags, site.sources, format);
    if diags.has_errors() {
        return Ok(Exit::Content);
    }
    put(file, html.as_bytes())?;
    print(&format!("Wrote {}: version {} of {}\n", file.display(), short(&version), text.path))?;
    Ok(Exit::Good)
}
