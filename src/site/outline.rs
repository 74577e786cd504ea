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
use std::collections::BTreeSet;

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

/// Ids that the templates use themselves.
const RESERVED: [&str; 12] = [
    "main",
    "top",
    "toc",
    "nav",
    "header",
    "footer",
    "references",
    "words",
    "search",
    "reader-parent",
    "reader-clinician",
    "review",
];

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
    let mut used: BTreeSet<String> = RESERVED.map(str::to_owned).into();
    let mut audience = None;
    walk(model, &model.pages[page].body, includes, fragments, &mut |body, event| match event.kind {
        Kind::Open(Tag::Directive(i)) => {
            if let Directive::For(who) = body.directives[i as usize] {
                audience = Some(who);
            }
        }
        Kind::Close(Tag::Directive(i)) => {
            if let Directive::For(_) = body.directives[i as usize] {
                audience = None;
            }
        }
        Kind::Open(Tag::Heading(i)) => {
            let heading = &body.headings[i as usize];
            check_level(heading.level, entries.last().map_or(1, |e| e.level), heading.span, diags);
            let id = match &heading.id {
                Some(id) if used.contains(id) => {
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
                None => free(slug(&heading.text), &used),
            };
            used.insert(id.clone());
            entries.push(OutlineEntry { id, level: heading.level, text: heading.text.clone(), audience });
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
fn free(id: String, used: &BTreeSet<String>) -> String {
    if !used.contains(&id) {
        return id;
    }
    // Among one more number than there are ids, one is free.
    (2..used.len() + 3).map(|n| format!("{id}-{n}")).find(|candidate| !used.contains(candidate)).unwrap_or(id)
}
