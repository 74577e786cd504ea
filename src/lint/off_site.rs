//! Requests to elsewhere, in what a site brings along: styles, templates, drawings.
//!
//! Texts cannot load anything; the parser sees to that. A theme, a template or an
//! SVG file can, so these are searched for an address in a place from which a
//! browser loads by itself. A link that waits for a click is none.
//!
//! Never: scripts, whose addresses may be worked out; the site's rules for browsers
//! stop those.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::site::Site;
use crate::source::{Span, offset};
use std::ops::Range;

/// What stands before an address that is loaded.
const LOADS: [&str; 8] =
    ["src=", "srcset=", "poster=", "url(", "@import ", "<use href=", "<image href=", "xlink:href="];

/// Files that load something from another server.
pub(super) fn requests(site: &Site<'_>, diags: &mut Diagnostics) {
    for (file, source) in ["content/", "templates/", "theme/"].into_iter().flat_map(|folder| site.sources.below(folder))
    {
        let ending = source.path.rsplit('.').next().unwrap_or_default();
        let Some(text) = source.text().filter(|_| matches!(ending, "css" | "html" | "svg")) else { continue };
        for range in loaded(text) {
            let message = format!("`{}` is loaded from another server", &text[range.clone()]);
            let span = Span { file, start: offset(range.start), end: offset(range.end) };
            diags.push(
                Diagnostic::new(Code::OffSiteRequest, span, message)
                    .help("put a copy into the site's folder, if its licence allows, and name that"),
            );
        }
    }
}

/// The addresses that a browser would load by itself.
fn loaded(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for start in LOADS.iter().flat_map(|load| text.match_indices(load).map(|(at, load)| at + load.len())) {
        found.extend(address(text, start));
    }
    for (at, _) in text.match_indices("<link ") {
        let tag = &text[at..at + text[at..].find('>').unwrap_or(text.len() - at)];
        let loads = ["stylesheet", "preload", "icon", "manifest", "prefetch", "preconnect"];
        if let (Some(href), true) = (tag.find("href="), loads.iter().any(|word| tag.contains(word))) {
            found.extend(address(text, at + href + "href=".len()));
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup();
    found
}

/// The address of another server that begins here, perhaps in quotes.
fn address(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let quotes = rest.len() - rest.trim_start_matches(['"', '\'', ' ']).len();
    let rest = &rest[quotes..];
    let away = ["http://", "https://", "//"].iter().any(|scheme| rest.starts_with(scheme));
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '>' | ';')).unwrap_or(rest.len());
    (away && end > 2).then(|| start + quotes..start + quotes + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_loaded_is_found_and_links_are_not() {
        let found = |text: &str| loaded(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("@import \"https://a.example/x.css\";"), ["https://a.example/x.css"]);
        assert_eq!(found("src: url('//a.example/f.woff2')"), ["//a.example/f.woff2"]);
        assert_eq!(found("<link rel=\"stylesheet\" href=\"http://a.example/x\">"), ["http://a.example/x"]);
        assert_eq!(found("<img src=\"https://a.example/p.png\">"), ["https://a.example/p.png"]);
        for fine in [
            "<a href=\"https://a.example/\">",
            "<link rel=\"canonical\" href=\"https://a.example/\">",
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
            "url(\"../fonts/f.woff2\")",
            "<img src=\"{{ src }}\">",
        ] {
            assert_eq!(found(fine), Vec::<String>::new(), "{fine}");
        }
    }
}
