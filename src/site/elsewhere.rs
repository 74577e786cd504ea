//! Addresses of other sites: every link out of a site, with its place.
//!
//! Links of pages and fragments, and what a reference says about where it can be
//! found. An address that stands in two places is listed twice, because both have
//! to be mended.
//!
//! Never: whether anything is there.

use super::{Resolved, Site, Target};
use crate::model::REFERENCES;
use crate::model::bibliography::Reference;
use crate::source::{Span, Spanned, offset};
use crate::syntax::body::Body;

/// Every address on the web that readers of the site can follow, in the order of pages, fragments, references.
#[must_use]
pub fn elsewhere(site: &Site<'_>) -> Vec<Spanned<String>> {
    let pages = site.model.pages.iter().map(|page| &page.body).zip(&site.texts);
    let fragments = site.model.fragments.iter().map(|fragment| &fragment.body).zip(&site.fragments);
    let mut found: Vec<Spanned<String>> = pages.chain(fragments).flat_map(|(body, text)| of_text(body, text)).collect();
    let references = site.model.bibliography.references();
    for reference in references {
        let end = references.iter().map(|other| other.span.start).filter(|start| *start > reference.span.start).min();
        found.extend(of_reference(site, reference, end));
    }
    found
}

fn of_text<'t>(body: &'t Body, text: &'t Resolved) -> impl Iterator<Item = Spanned<String>> + 't {
    let links = body.links.iter().zip(&text.links);
    links.filter_map(|(link, target)| match target {
        Target::External(address) if address.starts_with("http") => {
            Some(Spanned { value: address.clone(), span: link.target.span })
        }
        Target::External(_)
        | Target::Page(..)
        | Target::Heading(_)
        | Target::File(_)
        | Target::Protocol(_)
        | Target::Sheet(..)
        | Target::Term(_)
        | Target::Broken => None,
    })
}

/// The addresses of a reference, each at the words that it comes from; at the key where they cannot be found.
fn of_reference(site: &Site<'_>, reference: &Reference, end: Option<u32>) -> Vec<Spanned<String>> {
    let text = site.sources.find(REFERENCES).and_then(|file| site.sources.get(file).text()).unwrap_or_default();
    let start = reference.span.start as usize;
    let entry = &text[start..end.map_or(text.len(), |end| end as usize)];
    let place = |words: &str| {
        let at = entry.find(words).filter(|_| !words.is_empty())?;
        Some(Span { start: offset(start + at), end: offset(start + at + words.len()), ..reference.span })
    };
    let links = reference.links().into_iter().map(|(name, address)| {
        let written = match name {
            "DOI" => reference.entry.doi().unwrap_or_default().to_owned(),
            "PubMed" => reference.entry.pmid().unwrap_or_default().to_owned(),
            _ => address.clone(),
        };
        // An address on the web may be written without the slash that belongs to its end.
        let span = place(&written).or_else(|| place(written.trim_end_matches('/'))).unwrap_or(reference.span);
        Spanned { value: address, span }
    });
    links.collect()
}
