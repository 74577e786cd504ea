//! A page as search sees it: its sections with their words, its care cards.
//!
//! One pass over the events that become HTML, with the same ids. A question that opens on demand is a section of
//! its own, because that is what people ask for. What is in the wording for clinicians alone is kept apart, so
//! that a result can say so.
//!
//! Never: weights, HTML, addresses of anything but the page.

use super::{Card, Document, Line, Section};
use crate::model::page::Kind as PageKind;
use crate::site::{OutlineEntry, PageId, Part, Site};
use crate::syntax::body::{Kind, Tag};
use crate::syntax::directive::{Audience, Directive, Urgency};
use crate::syntax::markdown::fill;

/// The document of a page.
#[must_use]
pub fn page(site: &Site<'_>, id: PageId) -> Document {
    let page = site.page(id);
    let front = &page.front;
    let lead: Vec<&str> = [Some(front.summary.as_str()), front.key_message.as_deref()].into_iter().flatten().collect();
    let first = Section { lead: lead.join("\n"), found_by: front.search_words.clone(), ..Section::default() };
    let mut reader = Reader {
        site,
        outline: &site.outlines[id.0],
        rank: u8::from(front.kind != PageKind::Safety),
        heading: 0,
        in_heading: false,
        sections: vec![first],
        here: 0,
        outer: Vec::new(),
        line: String::new(),
        items: 0,
        details: 0,
        numbered_cards: 0,
        card: None,
        cards: Vec::new(),
    };
    reader.body(Part::page(site, id));
    reader.end_line();
    Document {
        address: site.placement(id).address.file(),
        title: front.title.clone(),
        trail: site.ancestors(id).iter().map(|id| nav_title(site, *id)).collect(),
        sections: reader.sections,
        cards: reader.cards,
    }
}

fn nav_title(site: &Site<'_>, id: PageId) -> String {
    let front = &site.page(id).front;
    front.nav_title.clone().unwrap_or_else(|| front.title.clone())
}

struct Reader<'s> {
    site: &'s Site<'s>,
    outline: &'s [OutlineEntry],
    rank: u8,
    /// How many headings there were.
    heading: usize,
    in_heading: bool,
    sections: Vec<Section>,
    /// The section that is being read.
    here: usize,
    /// The sections around it, to go back to.
    outer: Vec<usize>,
    line: String,
    /// How many entries of lists are open.
    items: usize,
    details: usize,
    numbered_cards: usize,
    card: Option<Card>,
    cards: Vec<Card>,
}

impl Reader<'_> {
    fn body(&mut self, part: Part<'_>) {
        for event in &part.body.events {
            match event.kind {
                Kind::Open(tag) => self.open(part, tag),
                Kind::Close(tag) => self.close(part, tag),
                Kind::Text | Kind::Owned(_) | Kind::Code(_) => {
                    self.line.push_str(part.body.words(event, part.text).unwrap_or_default());
                }
                Kind::SoftBreak | Kind::HardBreak => self.line.push(' '),
                Kind::Placeholder(i) => {
                    let value = part.value(self.site, &part.body.placeholders[i as usize].value);
                    self.line.push_str(value.unwrap_or_default());
                }
                Kind::Include(i) => self.include(part, i),
                Kind::Rule | Kind::Figure(_) => self.end_line(),
                // A number that is left out leaves no gap before the full stop.
                Kind::Citation(_) | Kind::FootnoteMark(_) => self.line.truncate(self.line.trim_end().len()),
                Kind::Task(_) | Kind::Image(_) => {}
            }
        }
    }

    fn open(&mut self, part: Part<'_>, tag: Tag) {
        match tag {
            Tag::TableCell if !self.line.is_empty() => self.line.push_str(" \u{b7} "),
            Tag::Emphasis | Tag::Strong | Tag::Strike | Tag::Link(_) | Tag::TableCell => {}
            Tag::Heading(_) => {
                self.end_line();
                self.in_heading = true;
                let Some(entry) = self.outline.get(self.heading) else { return };
                self.heading += 1;
                self.begin(entry.id.clone(), entry.text.clone(), entry.audience == Some(Audience::Clinician));
            }
            Tag::Item => {
                self.end_line();
                self.items += 1;
            }
            Tag::Directive(i) => self.open_directive(part, i),
            Tag::Paragraph
            | Tag::Quote
            | Tag::Alert(_)
            | Tag::CodeBlock
            | Tag::Bullets
            | Tag::Numbers(_)
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::Footnote(_)
            | Tag::DefinitionList
            | Tag::DefinitionTerm
            | Tag::DefinitionText => self.end_line(),
        }
    }

    fn close(&mut self, part: Part<'_>, tag: Tag) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strike | Tag::Link(_) | Tag::TableCell => {}
            // Its words are known from the outline, with values put in.
            Tag::Heading(_) => {
                self.line.clear();
                self.in_heading = false;
            }
            Tag::Item => {
                self.end_line();
                self.items -= 1;
            }
            Tag::Directive(i) => self.close_directive(part, i),
            Tag::Paragraph
            | Tag::Quote
            | Tag::Alert(_)
            | Tag::CodeBlock
            | Tag::Bullets
            | Tag::Numbers(_)
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::Footnote(_)
            | Tag::DefinitionList
            | Tag::DefinitionTerm
            | Tag::DefinitionText => self.end_line(),
        }
    }

    fn open_directive(&mut self, part: Part<'_>, i: u32) {
        self.end_line();
        match &part.body.directives[i as usize] {
            Directive::Care { urgency, title } => {
                self.numbered_cards += 1;
                let title = fill(&title.value, |name| part.value(self.site, name));
                self.say(&title);
                self.card = (*urgency != Urgency::NonUrgent).then(|| Card {
                    urgency: *urgency,
                    title,
                    lines: Vec::new(),
                    anchor: format!("care-{}", self.numbered_cards),
                    section: self.here,
                    found_by: Vec::new(),
                    rank: self.rank,
                });
            }
            Directive::Details { summary } => {
                self.details += 1;
                let words = fill(&summary.value, |name| part.value(self.site, name));
                self.outer.push(self.here);
                self.begin(format!("details-{}", self.details), words, self.sections[self.here].clinician);
            }
            Directive::Tab { name } => {
                let words = fill(&name.value, |name| part.value(self.site, name));
                self.say(&words);
            }
            Directive::For(audience) => {
                self.outer.push(self.here);
                let outer = &self.sections[self.here];
                if *audience == Audience::Clinician && !outer.clinician {
                    self.begin(outer.anchor.clone(), outer.heading.clone(), true);
                }
            }
            Directive::Steps | Directive::Tabs | Directive::Include { .. } => {}
        }
    }

    fn close_directive(&mut self, part: Part<'_>, i: u32) {
        self.end_line();
        match &part.body.directives[i as usize] {
            Directive::Care { .. } => self.cards.extend(self.card.take()),
            Directive::Details { .. } | Directive::For(_) => self.here = self.outer.pop().unwrap_or_default(),
            Directive::Steps | Directive::Tabs | Directive::Tab { .. } | Directive::Include { .. } => {}
        }
    }

    fn begin(&mut self, anchor: String, heading: String, clinician: bool) {
        self.here = self.sections.len();
        self.sections.push(Section { anchor, heading, clinician, ..Section::default() });
    }

    /// A line of words that stand in no paragraph.
    fn say(&mut self, words: &str) {
        let text = &mut self.sections[self.here].text;
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words);
    }

    fn end_line(&mut self) {
        if self.in_heading {
            return;
        }
        let line = std::mem::take(&mut self.line);
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        self.say(&words);
        if let Some(card) = &mut self.card {
            card.lines.push(Line { item: self.items > 0, text: words });
        }
    }

    fn include(&mut self, part: Part<'_>, i: u32) {
        let Some(included) = part.included(self.site, i) else { return };
        self.end_line();
        self.body(included);
        self.end_line();
    }
}
