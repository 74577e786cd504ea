//! Finding what one written target means.
//!
//! A target is a path to a file, a heading (`#fit`), `protocol:ID`,
//! `sheet:ID/NAME`, `term:KEY`, or an address on the web. A closed list of
//! schemes keeps script and data addresses out.
//!
//! Never: what is done with the answer.

use super::PageId;
use super::links::{Context, Finder, Shown, Target};
use super::picture::{self, Picture};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::model::protocol::ProtocolFile;
use crate::model::{CONTENT, GLOSSARY, PROTOCOLS};
use crate::name::{Lang, SheetName};
use crate::source::{FileId, Span, Spanned};
use crate::syntax::body::Image;

/// Finds what a link means; what leads nowhere is said.
pub(super) fn find(
    finder: &Finder<'_>,
    target: &Spanned<String>,
    context: Context<'_>,
    diags: &mut Diagnostics,
) -> Target {
    let text = target.value.as_str();
    let span = target.span;
    if text.contains("{{") {
        diags.push(
            Diagnostic::new(Code::UnknownPlaceholder, span, "a value cannot stand in the address of a link")
                .help("write the address itself"),
        );
        return Target::Broken;
    }
    if let Some(id) = text.strip_prefix('#') {
        return heading(finder, id, span, context, diags);
    }
    match scheme(text) {
        Some(("https" | "http", rest)) if !rest.starts_with("//") || rest.len() < 3 => {
            diags.push(
                Diagnostic::new(Code::UnsafeLink, span, format!("`{text}` is not an address on the web"))
                    .help("write it whole: `https://clinic.example/page`"),
            );
            Target::Broken
        }
        Some(("https" | "http" | "mailto" | "tel", _)) => Target::External(text.to_owned()),
        Some(("protocol", id)) => protocol(finder, id, span, diags).map_or(Target::Broken, Target::Protocol),
        Some(("sheet", id)) => {
            sheet(finder, id, span, diags).map_or(Target::Broken, |(p, name)| Target::Sheet(p, name))
        }
        Some(("term", key)) => term(finder, key, span, diags).map_or(Target::Broken, Target::Term),
        Some((other, _)) => {
            let colon = if other == "//" { "" } else { ":" };
            diags.push(
                Diagnostic::new(Code::UnsafeLink, span, format!("a link cannot begin with `{other}{colon}`"))
                    .help("link to a file, or to `https:`, `mailto:`, `tel:`, `protocol:`, `sheet:` or `term:`"),
            );
            Target::Broken
        }
        None => file(finder, text, span, context, diags),
    }
}

/// Finds what an image shows; what is missing is said.
pub(super) fn find_image(finder: &Finder<'_>, image: &Image, context: Context<'_>, diags: &mut Diagnostics) -> Shown {
    let Spanned { value: text, span } = &image.target;
    let embed = matches!(scheme(text), Some(("sheet", _)));
    if image.alt.trim().is_empty() && image.title != "decorative" {
        let (message, help) = if embed {
            ("this sheet has no caption", "write the caption between the square brackets")
        } else {
            (
                "this picture has no words for those who cannot see it",
                "write them between the square brackets; for mere decoration add the title \"decorative\"",
            )
        };
        diags.push(Diagnostic::new(Code::MissingAlt, *span, message).help(help));
    }
    match scheme(text) {
        Some(("sheet", id)) => sheet(finder, id, *span, diags).map_or(Shown::Broken, |(p, name)| Shown::Sheet(p, name)),
        Some(("http" | "https", _)) => {
            diags.push(
                Diagnostic::new(
                    Code::OffSiteImage,
                    *span,
                    "a picture from another site tells that site who reads this page",
                )
                .help("put the picture's file into content/ and name it here"),
            );
            Shown::Broken
        }
        Some((other, _)) => {
            diags.push(
                Diagnostic::new(Code::UnsafeLink, *span, format!("a picture cannot begin with `{other}:`"))
                    .help("name a picture's file, or `sheet:ID/NAME`"),
            );
            Shown::Broken
        }
        None => picture(finder, text, *span, context, diags),
    }
}

/// The part before the first colon, if it is a scheme and not a part of a path.
fn scheme(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix("//") {
        return Some(("//", rest));
    }
    let (scheme, rest) = text.split_once(':')?;
    let good = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    good.then_some((scheme, rest))
}

fn heading(finder: &Finder<'_>, id: &str, span: Span, context: Context<'_>, diags: &mut Diagnostics) -> Target {
    let Some(page) = context.page else {
        diags.push(
            Diagnostic::new(Code::BrokenLink, span, "a fragment cannot know the headings around it")
                .help("name the page's file before the `#`"),
        );
        return Target::Broken;
    };
    if check_anchor(finder, page, id, span, diags) { Target::Heading(id.to_owned()) } else { Target::Broken }
}

fn check_anchor(finder: &Finder<'_>, page: PageId, id: &str, span: Span, diags: &mut Diagnostics) -> bool {
    let ids = || finder.outlines[page.0].iter().map(|entry| entry.id.as_str());
    let known = ids().any(|known| known == id);
    if !known {
        let title = &finder.model.pages[page.0].front.title;
        diags.push(
            Diagnostic::new(Code::MissingAnchor, span, format!("the page \"{title}\" has no heading `#{id}`"))
                .help(if ids().next().is_none() {
                    "it has no headings".to_owned()
                } else {
                    format!("its headings are {}", ids().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", "))
                })
                .help_maybe(nearest(id, ids()).map(|near| format!("did you mean `#{near}`?"))),
        );
    }
    known
}

pub(super) fn protocol(finder: &Finder<'_>, id: &str, span: Span, diags: &mut Diagnostics) -> Option<usize> {
    let ids = || finder.model.protocols.iter().map(ProtocolFile::id);
    let found = ids().position(|known| known == id);
    if found.is_none() && !finder.model.unread.contains(&format!("{PROTOCOLS}{id}.yaml")) {
        diags.push(
            Diagnostic::new(Code::UnknownProtocol, span, format!("there is no protocol `{id}`"))
                .help(format!("write content/protocols/{id}.yaml, or name one that is there"))
                .help_maybe(did_you_mean(id, ids())),
        );
    }
    found
}

fn sheet(finder: &Finder<'_>, text: &str, span: Span, diags: &mut Diagnostics) -> Option<(usize, SheetName)> {
    let (id, word) = text.split_once('/').unwrap_or((text, ""));
    let protocol = protocol(finder, id, span, diags)?;
    if finder.model.protocols[protocol].is_withdrawn() {
        diags.push(
            Diagnostic::new(Code::UnknownSheet, span, format!("the protocol `{id}` was withdrawn and has no sheets"))
                .help(format!("link to its page, `protocol:{id}`, which says so, or to another protocol")),
        );
        return None;
    }
    let name = SheetName::from_word(word);
    if name.is_none() {
        let words = SheetName::ALL.map(SheetName::word);
        diags.push(
            Diagnostic::new(Code::UnknownSheet, span, format!("there is no sheet `{word}`"))
                .help(format!("the sheets are {}", words.map(|w| format!("`sheet:{id}/{w}`")).join(", ")))
                .help_maybe(did_you_mean(word, words)),
        );
    }
    Some((protocol, name?))
}

fn term(finder: &Finder<'_>, key: &str, span: Span, diags: &mut Diagnostics) -> Option<usize> {
    let keys = || finder.model.terms.iter().map(|term| term.key.as_str());
    let found = keys().position(|known| known == key);
    if found.is_none() && !finder.model.unread.contains(GLOSSARY) {
        diags.push(
            Diagnostic::new(Code::UnknownTerm, span, format!("the glossary has no term `{key}`"))
                .help("add it to content/glossary.yaml, or name one that is there")
                .help_maybe(did_you_mean(key, keys())),
        );
    }
    found
}

fn file(finder: &Finder<'_>, text: &str, span: Span, context: Context<'_>, diags: &mut Diagnostics) -> Target {
    let (path, anchor) = text.split_once('#').map_or((text, None), |(path, anchor)| (path, Some(anchor)));
    let Some(full) = join(folder(context.stem), path) else {
        diags.push(
            Diagnostic::new(Code::BrokenLink, span, format!("`{path}` leads out of content/"))
                .help("link to a file in content/"),
        );
        return Target::Broken;
    };
    if let Some(page) = full.strip_suffix(".md").and_then(|stem| page(finder, stem, context.lang)) {
        return match anchor {
            Some(id) if !check_anchor(finder, page, id, span, diags) => Target::Broken,
            Some(id) => Target::Page(page, Some(id.to_owned())),
            None => Target::Page(page, None),
        };
    }
    let other = ![".md", ".yaml"].iter().any(|ending| full.ends_with(ending));
    if let (true, Some(id)) = (other, finder.sources.find(&format!("{CONTENT}{full}"))) {
        if is_download(&full) {
            return Target::File(id);
        }
        diags.push(
            Diagnostic::new(Code::UnsafeLink, span, format!("`{path}` is not a file to download"))
                .help(format!("files to download end in {}", DOWNLOADS.map(|e| format!("`.{e}`")).join(", "))),
        );
        return Target::Broken;
    }
    let source = format!("{CONTENT}{full}");
    if finder.model.unread.contains(&source) {
        return Target::Broken;
    }
    if finder.sources.find(&source).is_some() {
        diags.push(
            Diagnostic::new(Code::BrokenLink, span, format!("`{path}` is no page of the site"))
                .help("a draft is left out, and a fragment is a part of pages; link to a page"),
        );
        return Target::Broken;
    }
    diags.push(
        Diagnostic::new(Code::BrokenLink, span, format!("there is no file `{path}` here"))
            .help("link to a file by its path from this one, with its ending: `../equipment/pump.md`")
            .help_maybe(suggestion(finder, &full, context)),
    );
    Target::Broken
}

/// The endings of files that a page may offer: nothing that a browser would run.
const DOWNLOADS: [&str; 18] = [
    "pdf", "txt", "csv", "ics", "json", "docx", "odt", "xlsx", "ods", "pptx", "odp", "epub", "zip", "png", "jpg",
    "webp", "mp3", "mp4",
];

fn is_download(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| DOWNLOADS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// The page with this path in the language of the text, or else in the main language.
fn page(finder: &Finder<'_>, stem: &str, lang: &Lang) -> Option<PageId> {
    let main = finder.model.settings.main_language();
    let exact = || {
        let (base, tag) = stem.rsplit_once('.')?;
        let lang = Lang::new(tag)?;
        finder.pages.get(&(base, &lang)).copied()
    };
    finder.pages.get(&(stem, lang)).or_else(|| finder.pages.get(&(stem, main))).copied().or_else(exact)
}

/// The picture in a file that is named from the file of a text.
pub(super) fn picture(
    finder: &Finder<'_>,
    text: &str,
    span: Span,
    context: Context<'_>,
    diags: &mut Diagnostics,
) -> Shown {
    let found = join(folder(context.stem), text).and_then(|full| finder.sources.find(&format!("{CONTENT}{full}")));
    let is_picture = |id: FileId| {
        let path = &finder.sources.get(id).path;
        path.rsplit_once('.')
            .is_some_and(|(_, ending)| picture::ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
    };
    match found {
        Some(file) if is_picture(file) => {
            let source = finder.sources.get(file);
            Shown::Picture(Picture { file, size: picture::size(&source.path, source.bytes()) })
        }
        Some(_) => {
            diags.push(
                Diagnostic::new(Code::MissingImage, span, format!("`{text}` is not a picture"))
                    .help(format!("pictures end in {}", picture::ENDINGS.map(|e| format!("`.{e}`")).join(", "))),
            );
            Shown::Broken
        }
        None => {
            let pictures = finder.sources.below(CONTENT).filter(|(id, _)| is_picture(*id));
            let paths: Vec<String> =
                pictures.map(|(_, source)| relative(context.stem, &source.path[CONTENT.len()..])).collect();
            diags.push(
                Diagnostic::new(Code::MissingImage, span, format!("there is no picture `{text}` here"))
                    .help("name the picture's file by its path from this one")
                    .help_maybe(did_you_mean(text, paths.iter().map(String::as_str))),
            );
            Shown::Broken
        }
    }
}

/// The existing page that a broken path may have meant, as it would be written here.
fn suggestion(finder: &Finder<'_>, full: &str, context: Context<'_>) -> Option<String> {
    let stem = full.trim_end_matches('/');
    let stem = stem.strip_suffix(".md").unwrap_or(stem);
    let folder_page = format!("{stem}/_index");
    let pages = || finder.pages.keys().map(|(stem, _)| *stem);
    // Looking through all of a large site for each broken link would take long: the folder named and the name itself do.
    let neighbours = || pages().filter(|known| folder(known) == folder(stem));
    let same_name = |known: &&str| !known.ends_with("_index") && file_part(known) == file_part(stem);
    let found = pages()
        .find(|known| *known == folder_page || *known == stem)
        .or_else(|| nearest(stem, neighbours()))
        .or_else(|| pages().find(same_name))
        .or_else(|| nearest(stem, pages().filter(|known| known.ends_with("_index"))))?;
    Some(format!("did you mean `{}.md`?", relative(context.stem, found)))
}

/// The folder of a path without ending.
fn folder(stem: &str) -> &str {
    stem.rfind('/').map_or("", |i| &stem[..i])
}

/// The last part of a path.
fn file_part(stem: &str) -> &str {
    stem.rsplit('/').next().unwrap_or(stem)
}

/// A path seen from a folder; `/…` is seen from `content/`. `None` where it steps out of it.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> =
        if path.starts_with('/') { Vec::new() } else { folder.split('/').filter(|p| !p.is_empty()).collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A path below `content/` as it is written in the file with this stem.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = folder(from).split('/').filter(|p| !p.is_empty()).collect();
    let to: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut path = "../".repeat(from.len() - shared);
    path.push_str(&to[shared..].join("/"));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_and_never_step_out() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(join("a", "../../c.md"), None);
        assert_eq!(relative("a/b", "a/c"), "c");
        assert_eq!(relative("a/b/x", "c/d"), "../../c/d");
        assert_eq!(relative("x", "c/d"), "c/d");
    }

    #[test]
    fn only_real_schemes_count() {
        assert_eq!(scheme("javascript:alert(1)"), Some(("javascript", "alert(1)")));
        assert_eq!(scheme("//host/x").map(|s| s.0), Some("//"));
        assert_eq!(scheme("a/b:c.md"), None);
    }
}
