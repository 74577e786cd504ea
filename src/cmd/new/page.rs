//! `new page`: a page to write over, with all that its kind needs.
//!
//! What a kind needs is known to the rules of `lint`; the starters beside this
//! file satisfy them, and a test checks each. They say what to write and nothing
//! of a subject. The front matter names a page to read next that is really there.
//!
//! Never: other pages than the new one.
#![expect(clippy::disallowed_methods, reason = "looks which pages are there")]

use super::site::quoted;
use super::true_site;
use crate::cli::{Deny, NewPage, PageKind, Run, Strictness};
use crate::cmd::put::create;
use crate::cmd::{Exit, inputs, print, shown, today};
use crate::diag::Diagnostics;
use crate::model::{self, Drafts, wording};
use crate::name::{safe_part, slug};
use anyhow::{anyhow, bail, ensure};
use jiff::Span;
use std::path::{Component, Path, PathBuf};

/// The folders of `content/` that hold no pages.
const OTHERS: [&str; 3] = ["fragments", "protocols", "reviews"];

const INDEX: &str = "_index";

pub(super) fn run(new: &NewPage, run: &Run) -> anyhow::Result<Exit> {
    let root = true_site(new.root.as_deref())?;
    let parts = parts(&new.path)?;
    let folder = parts[..parts.len() - 1].iter().fold(root.join("content"), |folder, part| folder.join(part));
    let stem = &parts[parts.len() - 1];
    let path = folder.join(format!("{stem}.md"));
    let strictness = Strictness { drafts: true, deny: None::<Deny> };
    let mut diags = Diagnostics::new();
    let sources = inputs(&root, &strictness, run, &mut diags)?.sources;
    let model = model::parse(&sources, Drafts::Shown, &mut diags)
        .ok_or_else(|| anyhow!("the settings cannot be understood; `latchwork check` says why"))?;
    let kind = word(new.kind);
    let updated = today(run)?;
    let due = updated.checked_add(Span::new().months(model.settings.review.months(kind)))?;
    let title = match &new.title {
        Some(title) => wording::plain(title),
        None => title(if stem == INDEX { parts.iter().rev().nth(1).map_or(INDEX, String::as_str) } else { stem }),
    };
    ensure!(!title.is_empty(), "a page needs a title");
    let related = related(&root, &parts).map_or_else(String::new, |file| format!("related: [{file}]\n"));
    let text = format!(
        "---\ntitle: {}\nsummary: Say in one or two plain sentences what this page is about.\nkey_message: Say the one thing that a reader should remember.\nkind: {kind}\nstatus: draft\nowner: Our team\nupdated: {updated}\nreview_due: {due}\n{related}search_words: [words that readers type]\n---\n\n{}",
        quoted(&title),
        starter(new.kind)
    );
    ensure!(
        create(&path, text.as_bytes())?,
        "{} is there already, and nothing was written; take another name",
        shown(&path)
    );
    print(&format!("Wrote {}\n", shown(&path)))?;
    let at = new.root.as_ref().map_or_else(String::new, |root| format!(" --root {}", root.display()));
    print(&format!(
        "Write your own words over it, then run: latchwork check --drafts{at}\nIt is built once you change `status: draft` to `status: submitted`.\n"
    ))?;
    Ok(Exit::Good)
}

/// The folders and the name of a page, without `content/` and its ending.
fn parts(path: &Path) -> anyhow::Result<Vec<String>> {
    let shown = path.display();
    let text = path.to_str().map(|text| text.replace('\\', "/")).unwrap_or_default();
    let text = text.strip_prefix("./").unwrap_or(&text);
    let text = text.strip_prefix("content/").unwrap_or(text);
    let text = text.strip_suffix(".md").unwrap_or(text);
    let plain = Path::new(text).components().all(|part| matches!(part, Component::Normal(_)));
    let parts: Vec<String> = text.split('/').map(str::to_owned).collect();
    for (i, part) in parts.iter().enumerate() {
        let good = safe_part(part) && (slug(part) == *part || (part == INDEX && i + 1 == parts.len()));
        if !good || !plain {
            let near = text.split('/').filter(|part| !part.is_empty() && !part.starts_with('.'));
            let near = near.map(slug).collect::<Vec<_>>().join("/");
            bail!(
                "`{shown}` is no good name for a page; take lower-case letters, digits and single hyphens, such as `{near}`"
            );
        }
    }
    if let Some(other) = OTHERS.iter().find(|other| parts.first().is_some_and(|first| first == *other)) {
        bail!("content/{other}/ holds no pages; take another folder");
    }
    Ok(parts)
}

/// `flange-fit` as a title: `Flange fit`.
fn title(stem: &str) -> String {
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The nearest first page of a section upwards, seen from the new page: `_index.md`, `../_index.md`.
fn related(root: &Path, parts: &[String]) -> Option<String> {
    let own = usize::from(parts.last().is_some_and(|stem| stem == INDEX));
    let folders = parts.len() - 1;
    (own..=folders).find_map(|up| {
        let folder: PathBuf = parts[..folders - up].iter().collect();
        let file = root.join("content").join(folder).join("_index.md");
        file.is_file().then(|| format!("{}_index.md", "../".repeat(up)))
    })
}

fn word(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Guide => "guide",
        PageKind::Condition => "condition",
        PageKind::Treatment => "treatment",
        PageKind::Equipment => "equipment",
        PageKind::Medicine => "medicine",
        PageKind::Safety => "safety",
        PageKind::About => "about",
    }
}

fn starter(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Guide => include_str!("starters/guide.md"),
        PageKind::Condition => include_str!("starters/condition.md"),
        PageKind::Treatment => include_str!("starters/treatment.md"),
        PageKind::Equipment => include_str!("starters/equipment.md"),
        PageKind::Medicine => include_str!("starters/medicine.md"),
        PageKind::Safety => include_str!("starters/safety.md"),
        PageKind::About => include_str!("starters/about.md"),
    }
}
