//! For every reader: links, pictures and tables that make sense read aloud.
//!
//! A screen reader lists the links of a page, says the words of a picture and the
//! heads of a table. These rules see to it that what it says is worth hearing (the
//! Web Content Accessibility Guidelines).
//!
//! Never: whether a picture shows what its words say.

use super::Doc;
use super::block::Block;
use super::lists::List;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::site::{PageId, Target};
use crate::source::Span;
use crate::syntax::body::{Kind, Tag};
use std::collections::BTreeMap;

/// How many letters the words of a picture may have.
const LONG_ALT: usize = 150;

/// The links of a document: their block, their words, their number.
fn links<'d>(doc: &'d Doc<'_>) -> impl Iterator<Item = (&'d Block, &'d str, usize)> {
    let all = doc.prose.blocks.iter().flat_map(|block| block.links.iter().map(move |link| (block, link)));
    all.map(|(block, (range, link))| (block, block.text[range.clone()].trim(), *link))
}

fn place(doc: &Doc<'_>, link: usize) -> Span {
    doc.body.links[link].target.span
}

/// "Click here".
pub(super) fn vague_link(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for (_, words, link) in links(doc) {
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        if doc.lists.find(List::VagueLinks, bare).is_some_and(|hit| hit.range() == (0..bare.len())) {
            diags.push(
                Diagnostic::new(
                    Code::VagueLink,
                    place(doc, link),
                    format!("the words `{words}` do not say where the link leads"),
                )
                .help("link the words that name what is behind it: `[how to fit a pump](…)`"),
            );
        }
    }
}

/// An address as the words of its link.
pub(super) fn bare_address(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for (_, words, link) in links(doc) {
        if ["http://", "https://", "www."].iter().any(|start| words.starts_with(start)) {
            diags.push(
                Diagnostic::new(Code::BareAddress, place(doc, link), "the words of this link are an address")
                    .help("write `[words](address)`: a screen reader spells an address letter by letter"),
            );
        }
    }
}

/// The same words lead to two places.
pub(super) fn same_words(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let Some((id, _)) = doc.page else { return };
    let targets = &doc.site.texts[id.0].links;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (_, words, link) in links(doc).filter(|(_, words, _)| !words.is_empty()) {
        let first = *seen.entry(words.to_lowercase()).or_insert(link);
        if let (Some(one), Some(other)) = (targets.get(first), targets.get(link))
            && !same_place(one, other, id)
        {
            diags.push(
                Diagnostic::new(
                    Code::SameWordsTwoPages,
                    place(doc, link),
                    format!("`{words}` leads to two places on this page"),
                )
                .label(place(doc, first), "the other one")
                .help("give one of the two links other words"),
            );
        }
    }
}

/// Whether two links lead to one page, at whatever heading.
fn same_place(one: &Target, other: &Target, here: PageId) -> bool {
    match (one, other) {
        (Target::Page(one, _), Target::Page(other, _)) => one == other,
        (Target::Page(page, _), Target::Heading(_)) | (Target::Heading(_), Target::Page(page, _)) => *page == here,
        (Target::Heading(_), Target::Heading(_)) | (Target::Broken, _) | (_, Target::Broken) => true,
        (one, other) => one == other,
    }
}

/// Words of a picture that say nothing, or too much.
pub(super) fn alt(doc: &Doc<'_>, diags: &mut Diagnostics) {
    for image in doc.body.images.iter().filter(|image| !image.target.value.starts_with("sheet:")) {
        let words = image.alt.trim().to_lowercase();
        let file = image.target.value.rsplit('/').next().unwrap_or_default().to_lowercase();
        let stem = file.split('.').next().unwrap_or_default();
        let endings = [".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif"];
        let named = !words.is_empty() && (words == stem || endings.iter().any(|ending| words.ends_with(ending)));
        let says_picture = ["image of", "picture of", "photo of", "a picture of", "an image of"];
        let (message, help) = if named {
            ("the words of this picture are the name of its file", "say what the picture shows")
        } else if says_picture.iter().any(|start| words.starts_with(start)) {
            ("a screen reader says already that it is a picture", "begin with what the picture shows")
        } else if words.chars().count() > LONG_ALT {
            (
                "the words of this picture are long to listen to",
                "keep to what matters here, and put the rest into the text",
            )
        } else {
            continue;
        };
        diags.push(Diagnostic::new(Code::PoorAlt, image.target.span, message).help(help));
    }
}

/// A table whose columns have no heads.
pub(super) fn table_heads(doc: &Doc<'_>, diags: &mut Diagnostics) {
    let mut head: Option<(u32, bool)> = None;
    for event in &doc.body.events {
        match event.kind {
            Kind::Open(Tag::TableHead) => head = Some((event.start, false)),
            Kind::Close(Tag::TableHead) => {
                if let Some((start, false)) = head.take() {
                    diags.push(
                        Diagnostic::new(
                            Code::TableWithoutHead,
                            Span { file: doc.file, start, end: event.end.max(start) },
                            "the columns of this table have no heads",
                        )
                        .help("name each column in the first row; use a list where there is nothing to name"),
                    );
                }
            }
            Kind::Text | Kind::Owned(_) | Kind::Code(_) | Kind::Placeholder(_) => {
                head = head.map(|(start, _)| (start, true));
            }
            Kind::Open(_)
            | Kind::Close(_)
            | Kind::SoftBreak
            | Kind::HardBreak
            | Kind::Rule
            | Kind::Task(_)
            | Kind::Image(_)
            | Kind::Figure(_)
            | Kind::Citation(_)
            | Kind::FootnoteMark(_)
            | Kind::Include(_) => {}
        }
    }
}
