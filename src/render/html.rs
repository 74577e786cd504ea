//! A body's events and what they resolve to, written as HTML.
//!
//! One pass over the events of a page and of the fragments that it includes.
//! What the page's template needs besides the text is noted on the way: which
//! terms and references were met, which sheets, whether there are two wordings.
//! The blocks that are ours (care cards, tabs, …) are in `block`.
//!
//! Never: templates, other pages' bodies.

use super::escape::escape;
use super::href::Files;
use super::terms::TermFinder;
use crate::model::strings::Strings;
use crate::name::{Lang, SheetName};
use crate::site::{OutlineEntry, PageId, Part, Site};
use crate::syntax::body::{Alert, Align, Body, Kind, Tag};
use std::collections::BTreeMap;

/// A page's text as HTML, and what was met on the way.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The HTML.
    pub html: String,
    /// The terms marked, in order.
    pub words: Vec<usize>,
    /// The references cited, in order of their numbers, each with how often.
    pub references: Vec<(usize, usize)>,
    /// The sheets linked or shown.
    pub sheets: Vec<(usize, SheetName)>,
    /// Whether there are wordings for parents and for clinicians.
    pub two_wordings: bool,
    /// How many words there are to read.
    pub length: usize,
}

/// What all pages of a language share while they are written.
#[derive(Clone, Copy, Debug)]
pub struct Shared<'s> {
    /// The site.
    pub site: &'s Site<'s>,
    /// The language.
    pub lang: &'s Lang,
    /// The interface text.
    pub strings: &'s Strings,
    /// The glossary's terms.
    pub terms: &'s TermFinder,
    /// The published files of `content/`.
    pub files: &'s Files,
    /// Sheets as they are shown inside of a page.
    pub embeds: &'s BTreeMap<(usize, SheetName), String>,
}

/// Writes the text of a page.
#[must_use]
pub fn write(shared: Shared<'_>, id: PageId) -> Text {
    let root = shared.site.placement(id).address.to_root();
    let mut writer = Writer::new(shared, root, &shared.site.outlines[id.0]);
    writer.body(Part::page(shared.site, id));
    writer.finish()
}

/// A footnote on its way.
pub(super) struct Note {
    /// The body that it belongs to, and its label there.
    pub key: (usize, String),
    /// How often it was mentioned.
    pub marks: usize,
    /// Its text, once it came.
    pub text: String,
}

pub(super) struct Writer<'s> {
    pub shared: Shared<'s>,
    pub root: String,
    pub out: String,
    pub text: Text,
    pub(super) outline: &'s [OutlineEntry],
    pub(super) heading: usize,
    /// The level and the words of the last heading.
    pub level: u8,
    section: &'s str,
    /// In which section each term was marked last.
    marked: Vec<u32>,
    sections: u32,
    /// How many elements are open in which terms are not marked.
    pub unmarked: u32,
    /// How many care cards, tabs, folded parts and tables there were.
    pub cards: usize,
    pub tabs: usize,
    pub details: usize,
    tables: usize,
    columns: (usize, usize),
    in_head: bool,
    cell_end: &'static str,
    /// Footnotes in order of mention.
    pub(super) notes: Vec<Note>,
    /// How many bodies were begun, and the number of this one: each has footnotes of its own.
    bodies: usize,
    pub(super) this_body: usize,
    outer: Vec<String>,
}

impl<'s> Writer<'s> {
    fn new(shared: Shared<'s>, root: String, outline: &'s [OutlineEntry]) -> Self {
        Self {
            shared,
            root,
            out: String::with_capacity(4096),
            text: Text::default(),
            outline,
            heading: 0,
            level: 1,
            section: "",
            marked: vec![0; shared.site.model.terms.len()],
            sections: 1,
            unmarked: 0,
            cards: 0,
            tabs: 0,
            details: 0,
            tables: 0,
            columns: (0, 0),
            in_head: false,
            cell_end: "",
            notes: Vec::new(),
            bodies: 0,
            this_body: 0,
            outer: Vec::new(),
        }
    }

    pub(super) fn body(&mut self, part: Part<'_>) {
        for (i, event) in part.body.events.iter().enumerate() {
            match event.kind {
                Kind::Open(tag) => self.open(part, tag, i),
                Kind::Close(tag) => self.close(part, tag),
                Kind::Text | Kind::Owned(_) => self.words(part.body.words(event, part.text).unwrap_or("")),
                Kind::Code(_) => {
                    self.out.push_str("<code>");
                    escape(part.body.words(event, part.text).unwrap_or(""), &mut self.out);
                    self.out.push_str("</code>");
                }
                Kind::SoftBreak => self.out.push('\n'),
                Kind::HardBreak => self.out.push_str("<br>\n"),
                Kind::Rule => self.out.push_str("<hr>\n"),
                Kind::Task(done) => {
                    let class = if done { "task-box task-done" } else { "task-box" };
                    self.out.extend(["<span class=\"", class, "\" aria-hidden=\"true\"></span> "]);
                }
                Kind::Image(i) => self.image(part, i),
                Kind::Figure(i) => self.figure(part, i),
                Kind::Citation(i) => self.citation(&part.resolved.citations[i as usize]),
                Kind::Placeholder(i) => {
                    let value = part.value(self.shared.site, &part.body.placeholders[i as usize].value);
                    self.words(value.unwrap_or(""));
                }
                Kind::FootnoteMark(i) => self.footnote_mark(&part.body.footnotes[i as usize]),
                Kind::Include(i) => self.include(part, i),
            }
        }
    }

    fn open(&mut self, part: Part<'_>, tag: Tag, at: usize) {
        let fixed = match tag {
            Tag::Paragraph => "<p>",
            Tag::Quote => "<blockquote>\n",
            Tag::CodeBlock => {
                self.unmarked += 1;
                "<pre><code>"
            }
            Tag::Item if has_task(part.body, at) => "<li class=\"task\">",
            Tag::Item => "<li>",
            Tag::Bullets if has_task(part.body, at + 1) => "<ul class=\"tasks\">\n",
            Tag::Bullets => "<ul>\n",
            Tag::Numbers(1) => "<ol>\n",
            Tag::TableHead => {
                self.columns.1 = 0;
                self.in_head = true;
                "<thead>\n<tr>"
            }
            Tag::TableRow => {
                self.columns.1 = 0;
                "<tr>"
            }
            Tag::DefinitionList => "<dl>\n",
            Tag::DefinitionTerm => "<dt>",
            Tag::DefinitionText => "<dd>",
            Tag::Emphasis => "<em>",
            Tag::Strong => "<strong>",
            Tag::Strike => "<del>",
            Tag::Heading(_) => return self.open_heading(),
            Tag::Alert(kind) => return self.open_alert(kind),
            Tag::Numbers(first) => {
                let start = first.to_string();
                return self.out.extend(["<ol start=\"", &start, "\">\n"]);
            }
            Tag::Table(i) => return self.open_table(i),
            Tag::TableCell => {
                let empty = part.body.events.get(at + 1).is_some_and(|next| next.kind == Kind::Close(Tag::TableCell));
                return self.open_cell(&part.body.tables[self.columns.0], empty);
            }
            Tag::Footnote(_) => {
                let outer = std::mem::take(&mut self.out);
                return self.outer.push(outer);
            }
            Tag::Link(i) => return self.open_link(&part.resolved.links[i as usize]),
            Tag::Directive(i) => return self.open_directive(part, i),
        };
        self.out.push_str(fixed);
    }

    fn close(&mut self, part: Part<'_>, tag: Tag) {
        let fixed = match tag {
            Tag::Paragraph => "</p>\n",
            Tag::Quote => "</blockquote>\n",
            Tag::Alert(_) => "</div>\n",
            Tag::CodeBlock => {
                self.unmarked -= 1;
                "</code></pre>\n"
            }
            Tag::Bullets => "</ul>\n",
            Tag::Numbers(_) => "</ol>\n",
            Tag::Item => "</li>\n",
            Tag::Table(_) => "</tbody>\n</table></div>\n",
            Tag::TableHead => {
                self.in_head = false;
                "</tr>\n</thead>\n<tbody>\n"
            }
            Tag::TableRow => "</tr>\n",
            Tag::TableCell => self.cell_end,
            Tag::DefinitionList => "</dl>\n",
            Tag::DefinitionTerm => "</dt>\n",
            Tag::DefinitionText => "</dd>\n",
            Tag::Emphasis => "</em>",
            Tag::Strong => "</strong>",
            Tag::Strike => "</del>",
            Tag::Link(i) => return self.close_link(&part.resolved.links[i as usize]),
            Tag::Heading(_) => return self.close_heading(),
            Tag::Footnote(i) => {
                let outer = self.outer.pop().unwrap_or_default();
                let note = std::mem::replace(&mut self.out, outer);
                let label = part.body.footnotes[i as usize].to_string();
                let number = self.note(&label);
                self.notes[number].text = note;
                return;
            }
            Tag::Directive(i) => return self.close_directive(part, i),
        };
        self.out.push_str(fixed);
    }

    /// Running text, with the first use of each term in a section marked.
    pub(super) fn words(&mut self, text: &str) {
        self.text.length += text.split_ascii_whitespace().count();
        let mut done = 0;
        if self.unmarked == 0 {
            for (range, term) in self.shared.terms.find(text) {
                if self.marked[term] == self.sections {
                    continue;
                }
                self.marked[term] = self.sections;
                if !self.text.words.contains(&term) {
                    self.text.words.push(term);
                }
                // A line may end on either side of a button; what clings to a word must cling to this one, too.
                let before = text[done..range.start].trim_end_matches(clings).len() + done;
                let after = text.len() - text[range.end..].trim_start_matches(clings).len();
                let is_joined = before < range.start || range.end < after;
                escape(&text[done..before], &mut self.out);
                self.out.push_str(if is_joined { "<span class=\"joined\">" } else { "" });
                escape(&text[before..range.start], &mut self.out);
                let key = &self.shared.site.model.terms[term].key;
                self.out.push_str("<button type=\"button\" class=\"term\" popovertarget=\"word-");
                escape(key, &mut self.out);
                self.out.push_str("\">");
                escape(&text[range.clone()], &mut self.out);
                self.out.push_str("</button>");
                escape(&text[range.end..after], &mut self.out);
                self.out.push_str(if is_joined { "</span>" } else { "" });
                done = after;
            }
        }
        escape(&text[done..], &mut self.out);
    }

    fn open_heading(&mut self) {
        let Some(entry) = self.outline.get(self.heading) else { return };
        self.level = entry.level.clamp(2, 6);
        self.section = &entry.text;
        if self.level == 2 {
            self.sections += 1;
        }
        self.unmarked += 1;
        let level = self.level.to_string();
        self.out.extend(["<h", &level, " id=\""]);
        escape(&entry.id, &mut self.out);
        self.out.push_str("\">");
    }

    fn close_heading(&mut self) {
        let Some(entry) = self.outline.get(self.heading) else { return };
        self.heading += 1;
        self.unmarked -= 1;
        let label = self.shared.strings.fill("link_to_part", &[("title", &entry.text)]);
        self.out.push_str(" <a class=\"anchor\" href=\"#");
        escape(&entry.id, &mut self.out);
        self.out.push_str("\" aria-label=\"");
        escape(&label, &mut self.out);
        let level = self.level.to_string();
        self.out.extend(["\">#</a></h", &level, ">\n"]);
    }

    fn open_alert(&mut self, kind: Alert) {
        let (class, key) = match kind {
            Alert::Note => ("note-note", "note_note"),
            Alert::Tip => ("note-tip", "note_tip"),
            Alert::Important => ("note-important", "note_important"),
            Alert::Warning => ("note-warning", "note_warning"),
            Alert::Caution => ("note-caution", "note_caution"),
        };
        self.out.extend(["<div class=\"note ", class, "\" role=\"note\"><p class=\"note-title\">"]);
        escape(self.shared.strings.get(key), &mut self.out);
        self.out.push_str("</p>\n");
    }

    fn open_table(&mut self, table: u32) {
        self.columns = (table as usize, 0);
        self.tables += 1;
        let title = if self.section.is_empty() {
            self.tables.to_string()
        } else {
            format!("{} ({})", self.section, self.tables)
        };
        let label = self.shared.strings.fill("table_label", &[("title", &title)]);
        self.out.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape(&label, &mut self.out);
        self.out.push_str("\"><table>\n");
    }

    /// A head cell with nothing in it, above the heads of rows, is no head of anything.
    fn open_cell(&mut self, aligns: &[Align], empty: bool) {
        let align = aligns.get(self.columns.1).copied().unwrap_or(Align::Start);
        self.columns.1 += 1;
        let head = self.in_head && !empty;
        self.cell_end = if head { "</th>" } else { "</td>" };
        self.out.push_str(match (head, align) {
            (true, Align::Start) => "<th scope=\"col\">",
            (true, Align::Centre) => "<th scope=\"col\" class=\"centre\">",
            (true, Align::End) => "<th scope=\"col\" class=\"end\">",
            (false, Align::Start) => "<td>",
            (false, Align::Centre) => "<td class=\"centre\">",
            (false, Align::End) => "<td class=\"end\">",
        });
    }

    fn include(&mut self, part: Part<'_>, i: u32) {
        let Some(included) = part.included(self.shared.site, i) else { return };
        self.bodies += 1;
        let outer = std::mem::replace(&mut self.this_body, self.bodies);
        self.body(included);
        self.this_body = outer;
    }
}

/// Whether the item that opens at an event begins with a task's box.
fn has_task(body: &Body, item: usize) -> bool {
    let kind = |i: usize| body.events.get(i).map(|event| event.kind);
    matches!(kind(item), Some(Kind::Open(Tag::Item)))
        && (matches!(kind(item + 1), Some(Kind::Task(_)))
            || (kind(item + 1) == Some(Kind::Open(Tag::Paragraph)) && matches!(kind(item + 2), Some(Kind::Task(_)))))
}

/// Whether a sign stands close to a word without being part of one: a comma, a bracket.
fn clings(sign: char) -> bool {
    !sign.is_alphanumeric() && !sign.is_whitespace()
}
