//! Statements that a clinic's site owes its readers, in every footer.
//!
//! Accessibility, privacy, who pays for it, whom to write to: law asks for some
//! (the accessibility statement of Directive 2016/2102), codes of conduct for the
//! others (`HONcode` 6 to 8). They are looked for among the pages of the footer.
//!
//! Never: what the statements say.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::site::Site;

/// What there has to be, and the words by which its page is known.
const STATEMENTS: [(&str, &[&str]); 4] = [
    ("accessibility", &["accessib"]),
    ("privacy", &["privacy", "data protection"]),
    ("who pays for the site", &["fund", "paid", "pays", "advert", "sponsor"]),
    ("how to reach the clinic", &["contact", "reach us", "write to us", "feedback"]),
];

/// Footers that lack one of them. Sites without a policy of review and sites in other languages are not asked.
pub(super) fn statements(site: &Site<'_>, diags: &mut Diagnostics) {
    let main = site.model.settings.main_language();
    if !site.model.settings.review.stated || main.tag() != "en" {
        return;
    }
    let pages = site.footer.get(main).map_or(&[][..], Vec::as_slice);
    if pages.len() < site.model.settings.pages.len() {
        // One of them is not there, which was said; it may be the one that is missed.
        return;
    }
    let known = |words: &[&str]| {
        pages.iter().any(|id| {
            let page = site.page(*id);
            let named = format!("{} {}", page.stem, page.front.title).to_lowercase();
            words.iter().any(|word| named.contains(word))
        })
    };
    for (what, _) in STATEMENTS.iter().filter(|(_, words)| !known(words)) {
        diags.push(
            Diagnostic::new(
                Code::MissingStatement,
                super::setting(site, "pages"),
                format!("no page of the footer is about: {what}"),
            )
            .help("write one in content/about/ and name it under `pages:`"),
        );
    }
}
