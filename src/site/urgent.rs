//! Which care card is meant where a clinic lists words of its own for one.
//!
//! Never: what the words are.

use super::links::{Context, Finder};
use super::{Includes, PageId, walk};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::syntax::body::{Kind, Tag};
use crate::syntax::directive::{Directive, Urgency};

/// Words by which a card is to be found: the first one of its level on its page.
#[derive(Clone, Debug)]
pub struct UrgentCard {
    /// The page.
    pub page: PageId,
    /// The level.
    pub urgency: Urgency,
    /// The phrases.
    pub words: Vec<String>,
}

/// Finds the cards; one that is not there is said.
pub(super) fn cards(
    finder: &Finder<'_>,
    pages: &[Includes],
    fragments: &[Includes],
    diags: &mut Diagnostics,
) -> Vec<UrgentCard> {
    let context = Context { stem: "_index", lang: finder.model.settings.main_language(), page: None };
    let each = finder.model.search.urgent.iter().filter_map(|urgent| {
        let page = finder.page(&urgent.page, context, diags)?;
        let mut found = false;
        walk(finder.model, &finder.model.pages[page.0].body, &pages[page.0], fragments, &mut |body, event| {
            if let Kind::Open(Tag::Directive(i)) = event.kind
                && let Directive::Care { urgency, .. } = &body.directives[i as usize]
            {
                found |= *urgency == urgent.level;
            }
        });
        if !found {
            diags.push(
                Diagnostic::new(Code::MissingCard, urgent.page.span, "this page has no care card of that level")
                    .help("name the page with the card, or write the level of a card that is there"),
            );
        }
        found.then(|| UrgentCard { page, urgency: urgent.level, words: urgent.words.clone() })
    });
    each.collect()
}
