//! Markdown in, [`Body`] out: parsed once, with places.
//!
//! CommonMark and GFM are pulldown-cmark's work. What is ours sits on top of
//! its events: citations, placeholders, block directives, figures, typography.
//!
//! Directives are hidden from the parser by `hide`: an HTML block that begins at
//! one of its marks is a directive.
//!
//! Raw HTML is refused: there is no way from a page's text to markup of its own.
//!
//! Never: other files, addresses, HTML output.

use super::body::{Alert, Align, Body, Event, Heading, Image, Kind, Link, Tag};
use super::hide::{Hidden, hide};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span, Spanned, offset};
use pulldown_cmark::{self as md, BrokenLink, CowStr, LinkType, Options, Parser};
use std::ops::Range;

/// A Markdown text and where in which file it begins.
#[derive(Clone, Copy, Debug)]
pub struct Markdown<'a> {
    /// The file.
    pub file: FileId,
    /// The first byte of the text in it.
    pub base: usize,
    /// The text.
    pub text: &'a str,
}

/// Parses a text. What cannot be read is left out, with a finding.
#[must_use]
pub fn parse(markdown: Markdown<'_>, diags: &mut Diagnostics) -> Body {
    let Hidden { text, marks, misplaced } = hide(markdown.text, extensions());
    let mut reader = Reader {
        markdown,
        marks,
        body: Body::default(),
        tags: Vec::new(),
        inside: None,
        open: Vec::new(),
        notes: Vec::new(),
        diags,
    };
    reader.out_of_place(&misplaced);
    let mut callback = cite_callback;
    let parser = Parser::new_with_broken_link_callback(&text, extensions(), Some(&mut callback));
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish()
}

fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Where citations go to inside the parser; no author can write this address.
const CITATION: &str = "\u{0}cite";

#[expect(clippy::needless_pass_by_value, reason = "the shape that the parser calls")]
fn cite_callback(link: BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)> {
    let shortcut = matches!(link.link_type, LinkType::Shortcut | LinkType::ShortcutUnknown);
    (shortcut && link.reference.starts_with('@')).then(|| (CITATION.into(), "".into()))
}

/// An element whose inner events are not kept, and how deep the reader is inside it.
#[derive(Clone, Copy)]
pub(super) struct Inside {
    pub(super) what: Opaque,
    pub(super) depth: usize,
}

#[derive(Clone, Copy)]
pub(super) enum Opaque {
    /// An image: its words become the alternative text.
    Image,
    /// A citation, or raw HTML that was refused.
    Nothing,
}

pub(super) struct Reader<'a, 'd> {
    pub(super) markdown: Markdown<'a>,
    /// Where the text has directive marks.
    pub(super) marks: Vec<usize>,
    pub(super) body: Body,
    /// Open Markdown elements.
    pub(super) tags: Vec<Tag>,
    pub(super) inside: Option<Inside>,
    /// Open directives, with the place of their opening line.
    pub(super) open: Vec<(u32, Span)>,
    /// For each footnote, whether it is mentioned, and where its text begins.
    pub(super) notes: Vec<(bool, Option<Span>)>,
    pub(super) diags: &'d mut Diagnostics,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: md::Event<'_>, range: Range<usize>) {
        if let Some(inside) = self.inside {
            self.inside = self.event_inside(inside, &event);
            return;
        }
        match event {
            md::Event::Start(tag) => self.start(tag, range),
            md::Event::End(end) => self.end(end, range),
            md::Event::Text(text) => self.text(&text, range),
            md::Event::Code(text) => {
                self.heading_words(&text);
                self.link_has_text();
                let i = self.string(&text);
                self.push(Kind::Code(i), range);
            }
            md::Event::SoftBreak => {
                self.heading_words(" ");
                self.push(Kind::SoftBreak, range);
            }
            md::Event::HardBreak => self.push(Kind::HardBreak, range),
            md::Event::Rule => self.push(Kind::Rule, range),
            md::Event::TaskListMarker(done) => self.push(Kind::Task(done), range),
            md::Event::FootnoteReference(label) => {
                let i = self.footnote(&label);
                self.notes[i as usize].0 = true;
                self.push(Kind::FootnoteMark(i), range);
            }
            md::Event::InlineHtml(_) => self.raw_html(&range),
            md::Event::Html(_) | md::Event::InlineMath(_) | md::Event::DisplayMath(_) => {}
        }
    }

    fn event_inside(&mut self, inside: Inside, event: &md::Event<'_>) -> Option<Inside> {
        let words = match event {
            md::Event::Start(_) => return Some(Inside { depth: inside.depth + 1, ..inside }),
            md::Event::End(_) => return (inside.depth > 0).then(|| Inside { depth: inside.depth - 1, ..inside }),
            md::Event::Text(text) | md::Event::Code(text) => text,
            md::Event::SoftBreak | md::Event::HardBreak => " ",
            md::Event::InlineMath(_)
            | md::Event::DisplayMath(_)
            | md::Event::Html(_)
            | md::Event::InlineHtml(_)
            | md::Event::FootnoteReference(_)
            | md::Event::Rule
            | md::Event::TaskListMarker(_) => "",
        };
        if let (Opaque::Image, Some(image)) = (inside.what, self.body.images.last_mut()) {
            image.alt.push_str(words);
        }
        Some(inside)
    }

    fn start(&mut self, tag: md::Tag<'_>, range: Range<usize>) {
        let span = self.span(&range);
        let tag = match tag {
            md::Tag::Paragraph => Tag::Paragraph,
            md::Tag::Heading { level, id, classes, attrs } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    self.diags.push(
                        Diagnostic::new(Code::BadAttribute, span, "a heading takes an id and nothing else")
                            .help("write `## Words {#id}`"),
                    );
                }
                let id = id.map(|id| id.to_string());
                self.body.headings.push(Heading { level: level as u8, text: String::new(), id, span });
                Tag::Heading(offset(self.body.headings.len() - 1))
            }
            md::Tag::BlockQuote(None) => {
                self.unknown_alert(&range);
                Tag::Quote
            }
            md::Tag::BlockQuote(Some(kind)) => {
                let kind = alert(kind);
                if matches!(kind, Alert::Warning | Alert::Caution) {
                    self.clinicians_only(self.first_line(&range));
                }
                Tag::Alert(kind)
            }
            md::Tag::CodeBlock(_) => Tag::CodeBlock,
            md::Tag::HtmlBlock => return self.html_block(&range),
            md::Tag::List(None) => Tag::Bullets,
            md::Tag::List(Some(first)) => Tag::Numbers(u32::try_from(first).unwrap_or(1)),
            md::Tag::Item => Tag::Item,
            md::Tag::FootnoteDefinition(label) => {
                let i = self.footnote(&label);
                self.notes[i as usize].1 = Some(self.first_line(&range));
                Tag::Footnote(i)
            }
            md::Tag::DefinitionList => Tag::DefinitionList,
            md::Tag::DefinitionListTitle => Tag::DefinitionTerm,
            md::Tag::DefinitionListDefinition => Tag::DefinitionText,
            md::Tag::Table(alignments) => {
                self.body.tables.push(alignments.into_iter().map(align).collect());
                Tag::Table(offset(self.body.tables.len() - 1))
            }
            md::Tag::TableHead => Tag::TableHead,
            md::Tag::TableRow => Tag::TableRow,
            md::Tag::TableCell => Tag::TableCell,
            md::Tag::Emphasis => Tag::Emphasis,
            md::Tag::Strong => Tag::Strong,
            md::Tag::Strikethrough => Tag::Strike,
            md::Tag::Link { dest_url, .. } if &*dest_url == CITATION => return self.citation(range),
            md::Tag::Image { dest_url, .. } if dest_url.starts_with('\u{0}') => return self.citation_as_image(&range),
            md::Tag::Link { link_type, dest_url, .. } => {
                let value =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                self.body.links.push(Link { target: Spanned { value, span }, has_text: false });
                Tag::Link(offset(self.body.links.len() - 1))
            }
            md::Tag::Image { dest_url, title, .. } => return self.image(&dest_url, &title, range),
            // The extensions that make these are off.
            md::Tag::Superscript | md::Tag::Subscript | md::Tag::MetadataBlock(_) => return,
        };
        self.tags.push(tag);
        self.push(Kind::Open(tag), range);
    }

    fn end(&mut self, end: md::TagEnd, range: Range<usize>) {
        if matches!(end, md::TagEnd::Superscript | md::TagEnd::Subscript | md::TagEnd::MetadataBlock(_)) {
            return;
        }
        let Some(tag) = self.tags.pop() else { return };
        let figure = match self.body.events[..] {
            [.., Event { kind: Kind::Open(Tag::Paragraph), .. }, Event { kind: Kind::Image(i), .. }] => Some(i),
            _ => None,
        };
        match (tag, figure) {
            (Tag::Paragraph, Some(i)) => {
                self.body.events.truncate(self.body.events.len() - 2);
                self.push(Kind::Figure(i), range);
            }
            _ => self.push(Kind::Close(tag), range),
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        self.heading_words(text);
        if !text.trim().is_empty() {
            self.link_has_text();
        }
        if self.markdown.text.get(range.clone()) != Some(text) {
            let i = self.string(text);
            return self.push(Kind::Owned(i), range);
        }
        if self.tags.last() == Some(&Tag::CodeBlock) {
            return self.push(Kind::Text, range);
        }
        self.notes_without_text(&range);
        let mut start = range.start;
        while let Some((from, to, name)) = placeholder(&self.markdown.text[start..range.end]) {
            if from > 0 {
                self.push(Kind::Text, start..start + from);
            }
            let place = start + from..start + to;
            let span = self.span(&place);
            self.body.placeholders.push(Spanned { value: name.to_owned(), span });
            self.push(Kind::Placeholder(offset(self.body.placeholders.len() - 1)), place);
            start += to;
        }
        if start < range.end {
            self.unclosed_placeholder(start..range.end);
            self.push(Kind::Text, start..range.end);
        }
    }

    /// The innermost open link has something to click on.
    fn link_has_text(&mut self) {
        if let Some(Tag::Link(i)) = self.tags.iter().rev().find(|tag| matches!(tag, Tag::Link(_))) {
            self.body.links[*i as usize].has_text = true;
        }
    }

    fn heading_words(&mut self, text: &str) {
        if let Some(Tag::Heading(i)) = self.tags.iter().find(|tag| matches!(tag, Tag::Heading(_))) {
            self.body.headings[*i as usize].text.push_str(text);
        }
    }

    fn image(&mut self, target: &str, title: &str, range: Range<usize>) {
        self.link_has_text();
        self.inside = Some(Inside { what: Opaque::Image, depth: 0 });
        let target = Spanned { value: target.to_owned(), span: self.span(&range) };
        self.body.images.push(Image { target, alt: String::new(), title: title.to_owned() });
        self.push(Kind::Image(offset(self.body.images.len() - 1)), range);
    }

    fn footnote(&mut self, label: &str) -> u32 {
        let known = self.body.footnotes.iter().position(|l| &**l == label);
        offset(known.unwrap_or_else(|| {
            self.body.footnotes.push(label.into());
            self.notes.push((false, None));
            self.body.footnotes.len() - 1
        }))
    }

    /// Keeps a text; the few that typography makes are kept once.
    fn string(&mut self, text: &str) -> u32 {
        let known = if text.len() <= 4 { self.body.strings.iter().take(16).position(|s| &**s == text) } else { None };
        offset(known.unwrap_or_else(|| {
            self.body.strings.push(text.into());
            self.body.strings.len() - 1
        }))
    }

    pub(super) fn push(&mut self, kind: Kind, range: Range<usize>) {
        let base = self.markdown.base;
        self.body.events.push(Event { kind, start: offset(base + range.start), end: offset(base + range.end) });
    }

    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let base = self.markdown.base;
        let trimmed = self.markdown.text[range.clone()].trim_end().len();
        Span { file: self.markdown.file, start: offset(base + range.start), end: offset(base + range.start + trimmed) }
    }

    /// The first line of a range, without the spaces before it.
    pub(super) fn first_line(&self, range: &Range<usize>) -> Span {
        let text = &self.markdown.text[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let length = text.trim_start().lines().next().map_or(0, str::len);
        self.span(&(start..start + length))
    }

    fn finish(mut self) -> Body {
        let end = self.markdown.text.len();
        while let Some((i, span)) = self.open.pop() {
            self.diags.push(
                Diagnostic::new(Code::UnclosedDirective, span, "this block is never closed")
                    .help("add a line `:::` after its last line"),
            );
            self.push(Kind::Close(Tag::Directive(i)), end..end);
        }
        self.notes_without_mark();
        self.body.events.shrink_to_fit();
        self.body
    }
}

/// A text with each `{{ name }}` that has a value replaced by it.
#[must_use]
pub fn fill<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((start, end, name)) = placeholder(rest) {
        out.push_str(&rest[..start]);
        out.push_str(value(name).unwrap_or(&rest[start..end]));
        rest = &rest[end..];
    }
    out + rest
}

/// The first `{{ name }}` in a text: where it begins, where it ends, the name.
#[must_use]
pub fn placeholder(text: &str) -> Option<(usize, usize, &str)> {
    let start = text.find("{{")?;
    let end = start + 2 + text[start + 2..].find("}}")?;
    Some((start, end + 2, text[start + 2..end].trim()))
}

fn alert(kind: md::BlockQuoteKind) -> Alert {
    match kind {
        md::BlockQuoteKind::Note => Alert::Note,
        md::BlockQuoteKind::Tip => Alert::Tip,
        md::BlockQuoteKind::Important => Alert::Important,
        md::BlockQuoteKind::Warning => Alert::Warning,
        md::BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn align(alignment: md::Alignment) -> Align {
    match alignment {
        md::Alignment::None | md::Alignment::Left => Align::Start,
        md::Alignment::Center => Align::Centre,
        md::Alignment::Right => Align::End,
    }
}
