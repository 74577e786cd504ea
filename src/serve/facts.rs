//! What the preview's part of a page gets to know: of the page, and of what is wrong.
//!
//! A page that is looked at asks for this when it opens and after each round. It
//! draws its bar and its panel from it, and sees by the marks whether it is still
//! the page that it shows. Findings are those of `check --format json`, each with
//! the lines concerned as the terminal draws them and a link into the editor. The
//! path of the site's folder stands in that link and nowhere else; a preview that
//! others in the network can see has no such links.
//!
//! Never: markup, requests.

use super::answer::{Answer, answer, mark};
use super::moment::{About, Good, Moment};
use crate::diag::{Colour, Diagnostics, Severity, human, json};
use crate::lint::{self, Grades};
use crate::model::page::Status;
use crate::model::protocol::{ProtocolFile, page_status};
use crate::site::{self, PageId, Site};
use crate::source::{Origin, Sources};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// More findings than this are counted and not shown.
const SHOWN: usize = 100;

/// What a page gets to know.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    /// The number of the round.
    generation: u64,
    /// Whether the last round gave a good site.
    good: bool,
    /// How many findings the whole site has.
    errors: usize,
    warnings: usize,
    /// Fingerprints of the page and of the other paths that were asked about; `null` where nothing is.
    marks: BTreeMap<String, Option<String>>,
    /// The page's style sheets may have changed though its mark has not; these it should have.
    styles: Vec<String>,
    /// The page, if it was made from a file of the site.
    page: Option<Page>,
    /// All errors, as far as they are shown.
    wrong: Vec<Value>,
    /// The warnings of this page's file, as far as they are shown.
    doubtful: Vec<Value>,
}

/// What a page gets to know of itself.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Page {
    /// The file that it was made from, and a link that opens it.
    file: String,
    editor: Option<String>,
    /// How far its review is, as a word and as a sentence; empty where it has none.
    status: &'static str,
    status_words: &'static str,
    /// Who looks after it.
    owner: Option<String>,
    /// The day of its next review, and whether that is over.
    due: Option<String>,
    overdue: bool,
    /// Years of school for parents and for clinicians, and the site's limit.
    grade: Option<String>,
    clinicians_grade: Option<String>,
    too_hard: bool,
    limit: f64,
    /// Findings of its file.
    findings: usize,
}

/// Where files are opened.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    /// The site's folder.
    pub(super) root: std::path::PathBuf,
    /// A link with `{file}`, `{line}` and `{column}`.
    pub(super) link: String,
    /// Whether nobody but this machine can look.
    pub(super) is_private: bool,
}

impl Editor {
    fn at(&self, file: &str, line: u64, column: u64) -> Option<String> {
        if !self.is_private {
            return None;
        }
        let path: &Path = &self.root.join(file);
        let mut full = String::new();
        for byte in path.to_string_lossy().replace('\\', "/").bytes() {
            if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
                full.push(char::from(byte));
            } else {
                full.push_str(&format!("%{byte:02X}"));
            }
        }
        // A link says that a path is whole by its own stroke.
        let full = full.trim_start_matches('/');
        let place = self.link.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        Some(place.replace("{file}", full))
    }
}

/// Gathers what a page at this path gets to know. `others` are the paths of what it loaded.
pub(super) fn facts(now: &Moment, path: &str, others: &[&str], editor: &Editor) -> Facts {
    let good = now.good.as_deref();
    let address = good.map(|good| match answer(&good.pages, path) {
        Answer::File(address) => address,
        Answer::Folder(_) | Answer::Missing => "404.html".to_owned(),
    });
    let page = match (good, &address) {
        (Some(good), Some(address)) => page(good, address, editor),
        (None, _) | (_, None) => None,
    };
    let sources = &now.inputs.sources;
    let own = page.as_ref().map_or("", |page| page.file.as_str());
    let wrong = now.findings.only(sources, |finding, _| finding.severity() == Severity::Error);
    let doubtful = now.findings.only(sources, |finding, file| finding.severity() != Severity::Error && file == own);
    let findings = now.findings.only(sources, |_, file| file == own).iter().count();
    let marks = std::iter::once(path).chain(others.iter().copied()).map(|path| (path.to_owned(), mark_at(good, path)));
    let html = good.zip(address.as_deref()).and_then(|(good, address)| good.pages.get(address));
    Facts {
        generation: now.generation,
        good: now.is_good(),
        errors: wrong.iter().count(),
        warnings: now.findings.count(Severity::Warning),
        marks: marks.collect(),
        styles: html.map(styles).unwrap_or_default(),
        page: page.map(|page| Page { findings, ..page }),
        wrong: shown(&wrong, sources, editor),
        doubtful: shown(&doubtful, sources, editor),
    }
}

/// The fingerprint of what is answered at a path; the page for missing ones where nothing is there.
fn mark_at(good: Option<&Good>, path: &str) -> Option<String> {
    let pages = &good?.pages;
    let bytes = match answer(pages, path) {
        Answer::File(address) => pages.get(&address),
        Answer::Folder(_) => None,
        Answer::Missing => pages.get("404.html"),
    };
    bytes.map(mark)
}

/// The addresses of a page's style sheets, in its order.
fn styles(html: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(html).unwrap_or_default();
    let links = text.split("<link rel=\"stylesheet\" href=\"").skip(1);
    links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn page(good: &Good, address: &str, editor: &Editor) -> Option<Page> {
    let (sources, model) = (&good.inputs.sources, &good.model);
    let file = good.pages.made_from(address)?;
    let id = sources.find(file);
    let is_own = id.is_some_and(|id| sources.get(id).origin == Origin::Site);
    let known = id.and_then(|id| good.about.get(&id).cloned());
    let about = known.or_else(|| {
        if let Some(at) = model.pages.iter().position(|page| Some(page.file) == id) {
            // The links between pages are not kept; they are made in a moment and nothing is found twice.
            let site = site::link(model, sources, good.inputs.today, &mut Diagnostics::new());
            return about_those(&site, &[site.ids().nth(at)?]).into_values().next();
        }
        let all = model.protocols.iter().flat_map(|file| std::iter::once(file).chain(file.translations.values()));
        let protocol = all.into_iter().find(|protocol| Some(protocol.file) == id)?;
        Some(about_plan(protocol, good.inputs.today))
    });
    Some(Page {
        file: file.to_owned(),
        editor: if is_own { editor.at(file, 1, 1) } else { None },
        limit: model.settings.checks.parents,
        ..about.unwrap_or_default()
    })
}

/// What is known of these pages.
pub(super) fn about_those(site: &Site<'_>, ids: &[PageId]) -> About {
    let grades = lint::grades(site, ids);
    ids.iter().zip(grades).map(|(&id, grades)| (site.page(id).file, about(site, id, grades))).collect()
}

/// What is known of a page by its text; its file and findings are not among it.
fn about(site: &Site<'_>, id: PageId, grades: Option<Grades>) -> Page {
    let (standing, front) = (site.standing(id), &site.page(id).front);
    let years = |years: f64| format!("{years:.1}");
    let parents = grades.and_then(|grades| grades.parents);
    Page {
        status: standing.status.word(),
        status_words: words(standing.status),
        owner: front.owner.clone(),
        due: standing.due.map(|due| due.to_string()),
        overdue: standing.due.is_some_and(|due| due < site.today),
        grade: parents.map(years),
        clinicians_grade: grades.and_then(|grades| grades.clinicians).map(years),
        too_hard: parents.is_some_and(|years| years > site.model.settings.checks.parents),
        ..Page::default()
    }
}

fn about_plan(protocol: &ProtocolFile, today: Date) -> Page {
    let due = protocol.review.due.map(|due| due.value);
    let status = page_status(protocol.core.status);
    let withdrawn = protocol.is_withdrawn();
    Page {
        status: if withdrawn { "withdrawn" } else { status.word() },
        status_words: if withdrawn { "Withdrawn" } else { words(status) },
        due: due.map(|due| due.to_string()),
        overdue: due.is_some_and(|due| due < today),
        ..Page::default()
    }
}

fn words(status: Status) -> &'static str {
    match status {
        Status::Draft => "Draft: not published",
        Status::Submitted => "Waiting for review",
        Status::UnderReview => "Under review",
        Status::Approved => "Approved",
        Status::ChangedSinceApproval => "Changed since it was approved",
    }
}

/// Findings for a page: as for programs, with the lines concerned and the link into the editor.
fn shown(findings: &Diagnostics, sources: &Sources, editor: &Editor) -> Vec<Value> {
    findings
        .iter()
        .take(SHOWN)
        .filter_map(|finding| {
            let mut one = Diagnostics::new();
            one.push(finding.clone());
            let mut value: Value = serde_json::from_str(json(&one, sources).trim_end()).ok()?;
            let drawn = human(&one, sources, Colour::No);
            let drawn = lines_concerned(&drawn);
            let number = |key: &str| value[key].as_u64().unwrap_or(1);
            let file = value["file"].as_str().filter(|file| {
                let built_in = sources.find(file).is_some_and(|id| sources.get(id).origin == Origin::BuiltIn);
                !built_in
            });
            let link = file.and_then(|file| editor.at(file, number("line"), number("column")));
            value["drawn"] = drawn.into();
            value["editor"] = link.into();
            Some(value)
        })
        .collect()
}

/// The lines concerned alone: without the sentence, the place and the way out, which stand beside them, and without the
/// sum.
fn lines_concerned(drawn: &str) -> String {
    let finding = drawn.rsplit_once("\n\n").map_or(drawn, |(finding, _)| finding);
    let ends = |line: &&str| !line.trim_start().starts_with("= help: ");
    let mut lines: Vec<&str> = finding.lines().skip(2).take_while(ends).collect();
    while lines.last().is_some_and(|line| ["", "|"].contains(&line.trim())) {
        lines.pop();
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_concerned_are_drawn() {
        let drawn = "error[x]: wrong\n --> a.md:1:1\n  |\n1 | text\n  | ^^^^\n  |\n  = help: mend it\n\n1 error\n";
        assert_eq!(lines_concerned(drawn), "  |\n1 | text\n  | ^^^^");
        assert_eq!(lines_concerned("error[x]: wrong\n --> a.md\n\n1 error\n"), "");
    }

    #[test]
    fn a_link_into_the_editor_is_a_link() {
        let link = "vscode://file/{file}:{line}:{column}".to_owned();
        let mut editor = Editor { root: "/home/a b".into(), link, is_private: true };
        let at = editor.at("content/ü?.md", 3, 4);
        assert_eq!(at.as_deref(), Some("vscode://file/home/a%20b/content/%C3%BC%3F.md:3:4"));
        editor.is_private = false;
        assert_eq!(editor.at("content/pump.md", 3, 4), None);
    }
}
