//! A page's text as it is reviewed: fragments and values put in, layout left out.
//!
//! One pass over the same events that become HTML. A link keeps its target as
//! it was written, a picture the fingerprint of its file, a care card the number
//! that the settings give it: whoever changes one of them changes what readers
//! get. Meanings of words, menus and the look are not a part of it.
//!
//! Never: HTML, who reviewed what.

use super::links::Shown;
use super::{PageId, Part, Site};
use crate::model::wording::{Kind as Sort, Paragraph, Wording, fingerprint_of, plain, short};
use crate::syntax::body::{Alert, Kind, Tag};
use crate::syntax::directive::{Audience, Directive};
use crate::syntax::markdown::fill;

/// The text of a page.
#[must_use]
pub fn wording(site: &Site<'_>, id: PageId) -> Wording {
    let page = site.page(id);
    let front = &page.front;
    let mut writer = Writer::new(site);
    writer.wording.put(Sort::Heading(1), plain(&front.title));
    let named = [
        ("menu", front.nav_title.as_deref()),
        ("summary", Some(front.summary.as_str())),
        ("main message", front.key_message.as_deref()),
    ];
    for (name, text) in named.into_iter().filter_map(|(name, text)| Some((name, text?))) {
        writer.wording.put(Sort::Text, plain(&format!("{name}: {text}")));
    }
    for door in &front.doors {
        writer.wording.put(Sort::Text, plain(&format!("way in: {}: {} ({})", door.title, door.text, door.to.value)));
    }
    writer.body(Part::page(site, id));
    writer.flush();
    let Writer { mut wording, cited, .. } = writer;
    wording.cite(&site.model.bibliography, &cited);
    wording
}

struct Writer<'s> {
    site: &'s Site<'s>,
    wording: Wording,
    /// The paragraph that is being written.
    line: String,
    /// What stands before its words: a bullet, a number.
    mark: String,
    /// The open lists, each with its next number.
    lists: Vec<Option<u32>>,
    /// How many blocks of ours are open around it.
    blocks: usize,
    audience: Vec<Audience>,
    cited: Vec<usize>,
}

impl<'s> Writer<'s> {
    fn new(site: &'s Site<'s>) -> Self {
        Self {
            site,
            wording: Wording::default(),
            line: String::new(),
            mark: String::new(),
            lists: Vec::new(),
            blocks: 0,
            audience: Vec::new(),
            cited: Vec::new(),
        }
    }

    /// Ends the paragraph, if there is one.
    fn flush(&mut self) {
        self.end(Sort::Text);
    }

    fn end(&mut self, kind: Sort) {
        let words = plain(&std::mem::take(&mut self.line));
        if words.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.mark) + &words;
        let depth = self.blocks + self.lists.len().saturating_sub(1);
        self.wording.paragraphs.push(Paragraph { kind, audience: self.audience.last().copied(), depth, text });
    }

    fn say(&mut self, words: &str) {
        self.flush();
        self.line.push_str(words);
        self.flush();
    }

    fn body(&mut self, part: Part<'_>) {
        for event in &part.body.events {
            match event.kind {
                Kind::Open(tag) => self.open(part, tag),
                Kind::Close(tag) => self.close(part, tag),
                Kind::Text | Kind::Owned(_) => {
                    self.line.push_str(part.body.words(event, part.text).unwrap_or_default());
                }
                Kind::Code(_) => {
                    let words = part.body.words(event, part.text).unwrap_or_default();
                    self.line.extend(["`", words, "`"]);
                }
                Kind::SoftBreak | Kind::HardBreak => self.line.push(' '),
                Kind::Rule => self.say("---"),
                Kind::Task(done) => self.line.push_str(if done { "[x] " } else { "[ ] " }),
                Kind::Image(i) => self.image(part, i),
                Kind::Figure(i) => {
                    self.flush();
                    self.image(part, i);
                    self.flush();
                }
                Kind::Citation(i) => self.citation(part, i),
                Kind::Placeholder(i) => {
                    self.line
                        .push_str(part.value(self.site, &part.body.placeholders[i as usize].value).unwrap_or_default());
                }
                Kind::FootnoteMark(i) => self.line.extend(["[^", &part.body.footnotes[i as usize], "]"]),
                Kind::Include(i) => self.include(part, i),
            }
        }
    }

    fn open(&mut self, part: Part<'_>, tag: Tag) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::TableCell => {}
            Tag::Strike => self.line.push_str("~~"),
            Tag::Link(_) => self.line.push('['),
            Tag::Heading(_)
            | Tag::Paragraph
            | Tag::CodeBlock
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::DefinitionList
            | Tag::DefinitionTerm => self.flush(),
            Tag::Quote => self.begin("> "),
            Tag::Bullets => self.list(None),
            Tag::Numbers(first) => self.list(Some(first)),
            Tag::Item => {
                self.flush();
                self.mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    Some(None) | None => "- ".to_owned(),
                };
            }
            Tag::DefinitionText => self.begin(": "),
            Tag::Footnote(i) => self.begin(&format!("[^{}]: ", part.body.footnotes[i as usize])),
            Tag::Alert(kind) => self.begin(match kind {
                Alert::Note => "[note] ",
                Alert::Tip => "[tip] ",
                Alert::Important => "[important] ",
                Alert::Warning => "[warning] ",
                Alert::Caution => "[caution] ",
            }),
            Tag::Directive(i) => self.open_directive(part, i),
        }
    }

    fn close(&mut self, part: Part<'_>, tag: Tag) {
        match tag {
            Tag::Emphasis | Tag::Strong => {}
            Tag::Strike => self.line.push_str("~~"),
            Tag::Link(i) => self.line.extend(["](", &part.body.links[i as usize].target.value, ")"]),
            Tag::TableCell => self.line.push_str(" | "),
            Tag::Heading(i) => self.end(Sort::Heading(part.body.headings[i as usize].level)),
            Tag::Bullets | Tag::Numbers(_) => {
                self.flush();
                self.lists.pop();
            }
            Tag::Paragraph
            | Tag::Quote
            | Tag::Alert(_)
            | Tag::CodeBlock
            | Tag::Item
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::Footnote(_)
            | Tag::DefinitionList
            | Tag::DefinitionTerm
            | Tag::DefinitionText => self.flush(),
            Tag::Directive(i) => self.close_directive(part, i),
        }
    }

    fn begin(&mut self, mark: &str) {
        self.flush();
        mark.clone_into(&mut self.mark);
    }

    fn list(&mut self, first: Option<u32>) {
        self.flush();
        self.lists.push(first);
    }

    fn open_directive(&mut self, part: Part<'_>, i: u32) {
        self.flush();
        let filled = |words: &str| fill(words, |name| part.value(self.site, name));
        let title = match &part.body.directives[i as usize] {
            Directive::Care { urgency, title } => format!("[{}] {}", urgency.word(), filled(&title.value)),
            Directive::Details { summary } => format!("[details] {}", filled(&summary.value)),
            Directive::Tab { name } => format!("[tab] {}", filled(&name.value)),
            Directive::For(audience) => return self.audience.push(*audience),
            Directive::Steps | Directive::Tabs | Directive::Include { .. } => return,
        };
        self.say(&title);
        self.blocks += 1;
    }

    fn close_directive(&mut self, part: Part<'_>, i: u32) {
        self.flush();
        match &part.body.directives[i as usize] {
            Directive::Care { urgency, .. } => {
                let contact = self.site.model.settings.contacts.by(*urgency);
                let note = contact.note.as_deref().unwrap_or_default();
                self.say(&format!("{}: {} {note}", contact.label, contact.number));
                self.blocks -= 1;
            }
            Directive::Details { .. } | Directive::Tab { .. } => self.blocks -= 1,
            Directive::For(_) => {
                self.audience.pop();
            }
            Directive::Steps | Directive::Tabs | Directive::Include { .. } => {}
        }
    }

    fn image(&mut self, part: Part<'_>, i: u32) {
        let image = &part.body.images[i as usize];
        self.line.extend(["![", &image.alt, "](", &image.target.value, ")"]);
        if !image.title.is_empty() {
            self.line.extend([" \"", &image.title, "\""]);
        }
        if let Some(Shown::Picture(picture)) = part.resolved.images.get(i as usize) {
            let version = fingerprint_of(self.site.sources.get(picture.file).bytes());
            self.line.extend([" [picture ", short(&version), "]"]);
        }
    }

    fn citation(&mut self, part: Part<'_>, i: u32) {
        let keys: Vec<&str> = part.body.citations[i as usize].iter().map(|key| key.value.as_str()).collect();
        self.line.extend([" [@", &keys.join("; @"), "]"]);
        for &reference in part.resolved.citations.get(i as usize).into_iter().flatten() {
            if !self.cited.contains(&reference) {
                self.cited.push(reference);
            }
        }
    }

    fn include(&mut self, part: Part<'_>, i: u32) {
        let Some(included) = part.included(self.site, i) else { return };
        self.flush();
        self.body(included);
        self.flush();
    }
}
