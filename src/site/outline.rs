//! The headings of each page: their ids, their levels, for whom they are.
//!
//! Ids come from the words unless the author gave one, and are unique within a
//! page together with the fragments that it includes. Levels go down one at a
//! time; the title is the only first level.
//!
//! Never: other pages, HTML.

use super::include::Includes;
use super::walk;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Model;
use crate::name::slug;
use crate::source::Span;
use crate::syntax::body::{Kind, Tag};
use crate::syntax::directive::{Audience, Directive};
use std::collections::{BTreeMap, BTreeSet};

/// A heading of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// Its id.
    pub id: String,
    /// Its level, from 2.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// For whom it is; `None` for everyone.
    pub audience: Option<Audience>,
}

/// Ids that the templates use themselves; a test holds the list to them.
const RESERVED: [&str; 44] = [
    "backlinks-title",
    "children-title",
    "colour",
    "colour-auto",
    "colour-dark",
    "colour-light",
    "colour-night",
    "doors-title",
    "help-strip-title",
    "key-message-title",
    "main",
    "menu",
    "menu-more",
    "not-kept",
    "not-kept-title",
    "page-changes",
    "plan-calls",
    "plan-checks",
    "plan-day",
    "plan-equipment",
    "plan-expect",
    "plan-facts-title",
    "plan-figures",
    "plan-medicines",
    "plan-phases",
    "plan-sheets",
    "plan-values",
    "planner",
    "planner-pencil",
    "privacy-checked",
    "reader-clinician",
    "reader-parent",
    "references-title",
    "related-title",
    "review",
    "review-title",
    "search-field",
    "search-hint",
    "section-nav-title",
    "sheets-title",
    "toc-title",
    "ways-title",
    "whom-to-call",
    "whom-to-call-title",
];

/// How ids begin that are numbered or named on the way: those of cards, notes, sources.
const PREFIXES: [&str; 10] =
    ["care-", "tab-", "details-", "fn-", "fnref-", "ref-", "cite-", "word-", "letter-", "page-"];

fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id) || PREFIXES.iter().any(|prefix| id.starts_with(prefix))
}

/// The outline of every page.
pub fn outlines(
    model: &Model,
    pages: &[Includes],
    fragments: &[Includes],
    diags: &mut Diagnostics,
) -> Vec<Vec<OutlineEntry>> {
    let numbers: Vec<usize> = (0..model.pages.len()).collect();
    diags.par_map(&numbers, |&i, diags| outline(model, i, &pages[i], fragments, diags))
}

fn outline(
    model: &Model,
    page: usize,
    includes: &Includes,
    fragments: &[Includes],
    diags: &mut Diagnostics,
) -> Vec<OutlineEntry> {
    let mut entries: Vec<OutlineEntry> = Vec::new();
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let mut audiences: Vec<Audience> = Vec::new();
    let own = model.pages[page].file;
    walk(model, &model.pages[page].body, includes, fragments, &mut |body, event| match event.kind {
        Kind::Open(Tag::Directive(i)) => match &body.directives[i as usize] {
            Directive::For(who) => audiences.push(*who),
            // Within one text the reader has said so already; a fragment may be put where it must not be.
            Directive::Care { title, .. } if title.span.file != own && audiences.contains(&Audience::Clinician) => {
                diags.push(
                    Diagnostic::new(Code::WarningForCliniciansOnly, title.span, "this warning is hidden from parents")
                        .help("a page puts this fragment inside of `:::clinician`; put it outside, too"),
                );
            }
            Directive::Care { .. }
            | Directive::Steps
            | Directive::Details { .. }
            | Directive::Tabs
            | Directive::Tab { .. }
            | Directive::Include { .. } => {}
        },
        Kind::Close(Tag::Directive(i)) => {
            if let Directive::For(_) = body.directives[i as usize] {
                audiences.pop();
            }
        }
        Kind::Open(Tag::Heading(i)) => {
            let heading = &body.headings[i as usize];
            let text = model.settings.fill(&heading.text);
            check_level(heading.level, entries.last().map_or(1, |e| e.level), heading.span, diags);
            let id = match &heading.id {
                Some(id) if used.contains(id) || is_reserved(id) => {
                    diags.push(
                        Diagnostic::new(
                            Code::DuplicateId,
                            heading.span,
                            format!("the id `{id}` is taken on this page"),
                        )
                        .help("give the heading another one"),
                    );
                    id.clone()
                }
                Some(id) => id.clone(),
                None => free(&slug(&text), &used, &mut next),
            };
            used.insert(id.clone());
            entries.push(OutlineEntry { id, level: heading.level, text, audience: audiences.last().copied() });
        }
        Kind::Open(_)
        | Kind::Close(_)
        | Kind::Text
        | Kind::Owned(_)
        | Kind::Code(_)
        | Kind::SoftBreak
        | Kind::HardBreak
        | Kind::Rule
        | Kind::Task(_)
        | Kind::Image(_)
        | Kind::Figure(_)
        | Kind::Citation(_)
        | Kind::Placeholder(_)
        | Kind::FootnoteMark(_)
        | Kind::Include(_) => {}
    });
    entries
}

fn check_level(level: u8, before: u8, span: Span, diags: &mut Diagnostics) {
    let problem = if level == 1 {
        Some(("a page has one first-level heading, its title".to_owned(), "begin with `##`".to_owned()))
    } else if level > before + 1 {
        let message = format!("the heading skips from level {before} to level {level}");
        Some((message, format!("write it with {} signs", "#".repeat(usize::from(before) + 1))))
    } else {
        None
    };
    if let Some((message, help)) = problem {
        diags.push(Diagnostic::new(Code::HeadingOrder, span, message).help(help));
    }
}

/// The id itself, or with the first number that makes it free.
fn free(id: &str, used: &BTreeSet<String>, next: &mut BTreeMap<String, usize>) -> String {
    let id = if is_reserved(id) { format!("part-{id}") } else { id.to_owned() };
    if !used.contains(&id) {
        return id;
    }
    let number = next.entry(id.clone()).or_insert(2);
    while used.contains(&format!("{id}-{number}")) {
        *number += 1;
    }
    format!("{id}-{number}")
}
