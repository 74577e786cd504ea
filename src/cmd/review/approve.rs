//! `--by`: the record of an approval.
//!
//! It is refused for whatever could not be published as it is: a draft, a text
//! with errors, one that is the same as the last time. A second reviewer of the
//! same text is added to the first. The record is all that is written.
//!
//! Never: what counts as the text.
#![expect(clippy::disallowed_methods, reason = "makes the folder of the record, and looks where it really is")]

use super::{Subject, Text};
use crate::Inputs;
use crate::cli::{Format, Review};
use crate::cmd::put::put;
use crate::cmd::{Exit, print, say, show};
use crate::diag::{Diagnostics, Severity};
use crate::model::page::Status;
use crate::model::protocol;
use crate::model::record::{self, Record, Reviewer, is_blank};
use crate::model::standing::Standing;
use crate::model::wording::{fingerprint, short};
use crate::model::{PROTOCOLS, REFERENCES, SETTINGS, SHARED};
use crate::site::{self, Includes, Site};
use anyhow::{Context as _, bail, ensure};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// An approval, as it was asked for.
pub(super) struct Asked {
    reviewer: Reviewer,
    /// The version that was read, where it was read on paper.
    read: Option<String>,
    again: bool,
}

impl Asked {
    /// What was asked for, if it was.
    pub(super) fn new(review: &Review, today: Date) -> anyhow::Result<Option<Self>> {
        let (Some(name), Some(credentials)) = (&review.by, &review.credentials) else { return Ok(None) };
        ensure!(!is_blank(name), "`--by` needs the name of the person who has read it");
        ensure!(
            !is_blank(credentials),
            "`--credentials` needs what makes this person competent, such as `--credentials \"RN, IBCLC\"`"
        );
        let on = review.date.unwrap_or(today);
        ensure!(on <= today, "nobody has read it on {on} yet; today is {today}");
        let reviewer = Reviewer { name: name.trim().to_owned(), credentials: credentials.trim().to_owned(), on };
        let read = review.read.as_deref().map(|version| version.trim().to_lowercase());
        Ok(Some(Self { reviewer, read, again: review.again }))
    }
}

/// Records an approval, or says why not.
pub(super) fn approve(
    root: &Path,
    inputs: &Inputs,
    site: &Site<'_>,
    text: &Text<'_>,
    asked: &Asked,
    format: Format,
) -> anyhow::Result<Exit> {
    ensure!(
        text.status != Status::Draft,
        "{} is {}, which nobody can approve; set `status: submitted` once it is written",
        text.path,
        if text.word == "draft" { "a draft" } else { text.word }
    );
    let errors = errors(inputs, site, text);
    if !errors.is_empty() {
        show(&errors, &inputs.sources, format);
        say(&format!("{} is not approved; mend this first\n", text.path));
        return Ok(Exit::Content);
    }
    let wording = text.wording().text();
    let version = fingerprint(&wording);
    let version = short(&version);
    let read = asked.read.as_deref().unwrap_or(version);
    ensure!(
        read == version,
        "the text that was signed is version {read}, and {} is version {version} by now; print it again and have it read",
        text.path
    );
    if let Some(updated) = updated(site, text).filter(|updated| *updated > asked.reviewer.on) {
        let on = asked.reviewer.on;
        bail!("{} says `updated: {updated}`, so nobody can have read it on {on}", text.path);
    }
    let reviewers = reviewers(text, &wording, asked)?;
    let record = Record { of: text.path.to_owned(), reviewers, text: wording };
    let place = record::path(text.path);
    let file = root.join(&place);
    prepare(root, &file)?;
    put(&file, record.yaml().as_bytes())?;
    print(&format!(
        "{} is approved by {} (version {}{})\nWrote {place}\n",
        text.path,
        asked.reviewer.label(),
        version,
        due(site, text, &record).map_or_else(String::new, |due| format!(", next review by {due}"))
    ))?;
    Ok(Exit::Good)
}

/// When the text last changed, as its file says.
fn updated(site: &Site<'_>, text: &Text<'_>) -> Option<Date> {
    match text.subject {
        Subject::Page(id) => site.page(id).front.updated,
        Subject::Protocol(_) => None,
    }
}

/// Everyone who stands behind this very text, the new one last.
fn reviewers(text: &Text<'_>, wording: &str, asked: &Asked) -> anyhow::Result<Vec<Reviewer>> {
    let same = text.record.filter(|record| record.text == wording);
    let mut all = same.map_or_else(Vec::new, |record| record.reviewers.clone());
    let before = all.iter().find(|known| known.name == asked.reviewer.name);
    if let Some(before) = before.filter(|_| !asked.again) {
        bail!(
            "nothing has changed in {} since {} approved it on {}; if it was read again, say so with `--again`",
            text.path,
            before.name,
            before.on
        );
    }
    all.retain(|known| known.name != asked.reviewer.name);
    all.push(asked.reviewer.clone());
    Ok(all)
}

/// When it has to be read again, now that it is approved.
fn due(site: &Site<'_>, text: &Text<'_>, record: &Record) -> Option<Date> {
    let declared = match text.subject {
        Subject::Page(id) => site::declared(site, id),
        Subject::Protocol(file) => protocol::declared(file, &site.model.settings),
    };
    Standing::new(declared, Some(record), || text.wording()).due
}

/// The errors in everything that the text is made of.
fn errors(inputs: &Inputs, site: &Site<'_>, text: &Text<'_>) -> Diagnostics {
    let mut all = Diagnostics::new();
    let _ = crate::compile(inputs, &mut all);
    let mut parts = BTreeSet::from([text.path.to_owned(), REFERENCES.to_owned(), SETTINGS.to_owned()]);
    match text.subject {
        Subject::Page(id) => fragments(site, &site.texts[id.0].includes, &mut parts),
        Subject::Protocol(file) => {
            let plain = file.uses.iter().map(|name| format!("{SHARED}{name}.yaml"));
            parts.extend(plain.chain([format!("{PROTOCOLS}{}.yaml", file.id())]));
            if let Some(lang) = &file.lang {
                parts.extend(file.uses.iter().map(|name| format!("{SHARED}{name}.{lang}.yaml")));
            }
        }
    }
    all.only(&inputs.sources, |finding, path| finding.severity() == Severity::Error && parts.contains(path))
}

fn fragments(site: &Site<'_>, includes: &Includes, parts: &mut BTreeSet<String>) {
    for included in includes.values() {
        let fragment = &site.model.fragments[included.fragment];
        if parts.insert(site.sources.get(fragment.file).path.clone()) {
            fragments(site, &site.fragments[included.fragment].includes, parts);
        }
    }
}

/// Makes the folder of a record. No link may lead out of the site on the way there.
fn prepare(root: &Path, file: &Path) -> anyhow::Result<()> {
    let folder = file.parent().unwrap_or(root);
    let there = folder.ancestors().find(|folder| folder.exists()).unwrap_or(root);
    let real = |path: &Path| fs::canonicalize(path).with_context(|| format!("cannot open {}", path.display()));
    let straight = real(root)?.join(there.strip_prefix(root).unwrap_or(there));
    ensure!(real(there)? == straight, "{} is a link to elsewhere; nothing was written", there.display());
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))
}
