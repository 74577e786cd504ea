//! The parsed form of a Markdown text.
//!
//! A flat list of small events, sixteen bytes each, with side tables for
//! whatever needs more room. Text that stands in the file as it will be read is
//! not copied: its event is just a range. A body owns nothing of its file, so
//! it can be kept from one build to the next.
//!
//! Never: addresses, HTML, other files.

use super::directive::Directive;
use crate::source::{Span, Spanned};

/// One Markdown text, parsed.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// What happens, in order; every `Open` has its `Close`.
    pub events: Vec<Event>,
    /// Texts that differ from the file: entities, typographic quotes, code.
    pub strings: Vec<Box<str>>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Links, in order.
    pub links: Vec<Link>,
    /// Pictures and embeds, in order.
    pub images: Vec<Image>,
    /// Groups of citations, in order.
    pub citations: Vec<Vec<Spanned<String>>>,
    /// Block directives, in order.
    pub directives: Vec<Directive>,
    /// Names of values to put in: `{{ contacts.urgent.number }}`.
    pub placeholders: Vec<Spanned<String>>,
    /// Labels of footnotes, in order of first mention.
    pub footnotes: Vec<Box<str>>,
    /// The alignment of each table's columns.
    pub tables: Vec<Vec<Align>>,
}

/// One step through a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it is.
    pub kind: Kind,
    /// First byte in the file.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// What an event is. Numbers are indexes into the side tables of [`Body`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A block or span begins.
    Open(Tag),
    /// It ends.
    Close(Tag),
    /// Text as it stands in the file.
    Text,
    /// Text from `strings`.
    Owned(u32),
    /// Code within a line, from `strings`.
    Code(u32),
    /// A line end in the file.
    SoftBreak,
    /// A line end that is meant.
    HardBreak,
    /// A thematic break.
    Rule,
    /// The box of a task; ticked or not.
    Task(bool),
    /// A picture within a line.
    Image(u32),
    /// A picture or an embed that is a paragraph of its own.
    Figure(u32),
    /// A group of citations.
    Citation(u32),
    /// A value to put in.
    Placeholder(u32),
    /// The mark of a footnote.
    FootnoteMark(u32),
    /// Another text to put in here.
    Include(u32),
}

/// A block or a span of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading(u32),
    /// A quotation.
    Quote,
    /// A note of a kind: `> [!TIP]`.
    Alert(Alert),
    /// A block of code.
    CodeBlock,
    /// A list with bullets.
    Bullets,
    /// A list with numbers, and the first of them.
    Numbers(u32),
    /// An entry of a list.
    Item,
    /// A table.
    Table(u32),
    /// Its row of column heads.
    TableHead,
    /// A row below it.
    TableRow,
    /// A cell.
    TableCell,
    /// The text of a footnote.
    Footnote(u32),
    /// A list of terms and their descriptions.
    DefinitionList,
    /// A term.
    DefinitionTerm,
    /// Its description.
    DefinitionText,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Text struck out.
    Strike,
    /// A link.
    Link(u32),
    /// A block directive.
    Directive(u32),
}

/// The five kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// Something worth knowing.
    Note,
    /// Something helpful.
    Tip,
    /// Something one must know.
    Important,
    /// Something to take care with.
    Warning,
    /// Something that can do harm.
    Caution,
}

/// How a table's column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the language runs.
    Start,
    /// Centred.
    Centre,
    /// Against it: for numbers.
    End,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 2 to 6 in a good text; 1 is the page's title.
    pub level: u8,
    /// Its words without marks.
    pub text: String,
    /// The id that the author gave it.
    pub id: Option<String>,
    /// The whole heading.
    pub span: Span,
}

/// A link.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where to, as written, with the place of the whole link.
    pub target: Spanned<String>,
    /// Whether there are any words to click on.
    pub has_text: bool,
}

/// A picture, or the embedding of something else.
#[derive(Clone, Debug)]
pub struct Image {
    /// Which, as written, with the place of the whole image.
    pub target: Spanned<String>,
    /// The words instead of the picture; the caption of an embed.
    pub alt: String,
    /// The title: a caption, or `decorative`.
    pub title: String,
}

impl Body {
    /// The words of an event that is text, given the text of its file.
    #[must_use]
    pub fn words<'a>(&'a self, event: &Event, file: &'a str) -> Option<&'a str> {
        match event.kind {
            Kind::Text => file.get(event.start as usize..event.end as usize),
            Kind::Owned(i) | Kind::Code(i) => self.strings.get(i as usize).map(AsRef::as_ref),
            Kind::Open(_)
            | Kind::Close(_)
            | Kind::SoftBreak
            | Kind::HardBreak
            | Kind::Rule
            | Kind::Task(_)
            | Kind::Image(_)
            | Kind::Figure(_)
            | Kind::Citation(_)
            | Kind::Placeholder(_)
            | Kind::FootnoteMark(_)
            | Kind::Include(_) => None,
        }
    }
}
