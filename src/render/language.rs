//! What exists in other languages only, and how that is told.
//!
//! A translation is never waited for: where a page, a plan or a sheet is not there
//! in the reader's language, links lead to the one in the main language and say so,
//! with the name of that language in itself. Pages in several languages name each
//! other.
//!
//! Never: which texts are translated.

use super::article::canonical;
use super::href;
use super::view::LanguageView;
use crate::model::protocol::ProtocolFile;
use crate::model::strings::Strings;
use crate::name::{Lang, UrlPath};
use crate::site::{Site, Target};

/// The language of the words of a protocol.
#[must_use]
pub fn of_protocol<'s>(site: &'s Site<'_>, protocol: &'s ProtocolFile) -> &'s Lang {
    protocol.language(site.model.settings.main_language())
}

/// The language of what a link in this language leads to, where it is another one.
#[must_use]
pub fn behind<'s>(site: &'s Site<'_>, lang: &Lang, target: &Target) -> Option<&'s Lang> {
    let there = match target {
        Target::Page(id, _) => &site.page(*id).lang,
        Target::Protocol(i) | Target::Sheet(i, _) => of_protocol(site, site.model.protocols[*i].in_language(lang)),
        Target::Term(_) => site.model.settings.main_language(),
        Target::Heading(_) | Target::External(_) | Target::File(_) | Target::Broken => return None,
    };
    (there != lang).then_some(there)
}

/// What stands behind a link to another language: `(English)`.
#[must_use]
pub fn label(site: &Site<'_>, strings: &Strings, there: &Lang) -> String {
    let name = site.model.strings.get(there).map_or(there.tag(), |strings| strings.get("language_name"));
    strings.fill("other_language", &[("language", name)])
}

/// The same page in each language in which it has an address.
#[must_use]
pub fn addresses(
    site: &Site<'_>,
    own: &Lang,
    root: &str,
    address: impl Fn(&Lang) -> Option<UrlPath>,
) -> Vec<LanguageView> {
    let all = site.model.settings.languages.iter().filter_map(|lang| {
        let strings = site.model.strings.get(lang)?;
        let address = address(lang)?;
        Some(LanguageView {
            lang: lang.to_string(),
            label: strings.get("language_name").to_owned(),
            href: href::page(root, &address),
            canonical: canonical(site, &address),
            locale: strings.get("locale").to_owned(),
            current: lang == own,
        })
    });
    all.collect()
}
