//! The running text of a body, block by block, as somebody would read it.
//!
//! One pass over the events makes plain text of every paragraph, entry, cell and
//! heading, and keeps for each byte of it where it stands in the file. All rules
//! read these blocks, so no rule walks the events again and every finding has its
//! place. Citations are not part of the text; what they stand behind is kept.
//!
//! Never: what is good or bad about a text.

use super::block::{Block, Form, Piece};
use super::lists::Lists;
use super::readability::Counts;
use crate::model::settings::Settings;
use crate::source::FileId;
use crate::syntax::body::{Body, Event, Kind, Tag};
use crate::syntax::directive::Directive;

/// The text of a body.
#[derive(Debug, Default)]
pub(super) struct Prose {
    pub blocks: Vec<Block>,
    /// For each group, whether a source is cited in it.
    cited: Vec<bool>,
    /// For each group, the one that speaks for it, too: what introduces a list, the heads of a table.
    outer: Vec<Option<usize>>,
}

impl Prose {
    /// Whether a block has its source: in its own group or in one that introduces it.
    pub fn is_cited(&self, block: &Block) -> bool {
        std::iter::successors(Some(block.group), |&group| self.outer[group]).any(|group| self.cited[group])
    }

    /// The blocks of the same group, and of those that introduce it.
    pub fn around<'p>(&'p self, block: &Block) -> impl Iterator<Item = &'p Block> {
        let groups: Vec<usize> = std::iter::successors(Some(block.group), |&group| self.outer[group]).collect();
        self.blocks.iter().filter(move |other| groups.contains(&other.group))
    }

    /// Reads a body. `file` is the text of the whole file.
    pub fn read(body: &Body, id: FileId, file: &str, settings: &Settings, lists: &Lists) -> Self {
        let mut reader = Reader::new(body, id, file, settings, lists);
        for event in &body.events {
            reader.event(event);
        }
        reader.end_block();
        reader.prose
    }
}

struct Reader<'a> {
    body: &'a Body,
    id: FileId,
    file: &'a str,
    settings: &'a Settings,
    lists: &'a Lists,
    prose: Prose,
    open: Vec<Tag>,
    current: Option<Block>,
    /// Open links, with where they begin in the current text.
    links: Vec<(usize, usize)>,
    /// Groups of the open entries and tables, innermost last.
    groups: Vec<usize>,
    /// The last paragraph outside of lists, which may introduce what follows.
    lead: Option<usize>,
    part: usize,
    section: usize,
}

impl<'a> Reader<'a> {
    fn new(body: &'a Body, id: FileId, file: &'a str, settings: &'a Settings, lists: &'a Lists) -> Self {
        Self {
            body,
            id,
            file,
            settings,
            lists,
            prose: Prose::default(),
            open: Vec::new(),
            current: None,
            links: Vec::new(),
            groups: Vec::new(),
            lead: None,
            part: 0,
            section: 0,
        }
    }

    fn event(&mut self, event: &Event) {
        match event.kind {
            Kind::Open(tag) => self.open(tag),
            Kind::Close(tag) => self.close(tag),
            Kind::Text => {
                let words = self.file.get(event.start as usize..event.end as usize).unwrap_or_default();
                self.push(words, event, true);
            }
            Kind::Owned(i) => {
                let words = self.body.strings.get(i as usize).map_or("", AsRef::as_ref);
                self.push(&straight(words), event, false);
            }
            // With a capital, because it may begin a sentence.
            Kind::Code(_) => self.push("Code", event, false),
            Kind::SoftBreak => self.push(" ", event, false),
            Kind::HardBreak => self.push("\n", event, false),
            Kind::Placeholder(i) => {
                let name = self.body.placeholders.get(i as usize).map_or("", |name| name.value.as_str());
                let value = self.settings.placeholder(name).unwrap_or("it").to_owned();
                self.push(&value, event, false);
            }
            Kind::Citation(_) | Kind::FootnoteMark(_) => {
                let group = self.block().group;
                self.prose.cited[group] = true;
            }
            Kind::Rule | Kind::Figure(_) | Kind::Include(_) => {
                self.end_block();
                self.lead = None;
            }
            Kind::Task(_) | Kind::Image(_) => {}
        }
    }

    fn open(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strike => {}
            Tag::Link(i) => {
                let at = self.block().text.len();
                self.links.push((at, i as usize));
            }
            Tag::Heading(i) => {
                self.end_block();
                self.lead = None;
                self.section += 1;
                let level = self.body.headings.get(i as usize).map_or(2, |heading| heading.level);
                if level <= 2 {
                    self.part += 1;
                }
            }
            Tag::Item | Tag::TableRow | Tag::Table(_) => {
                self.end_block();
                let outer = self.groups.last().copied().or(self.lead);
                let group = self.group(outer);
                self.groups.push(group);
            }
            Tag::Paragraph
            | Tag::Quote
            | Tag::Alert(_)
            | Tag::CodeBlock
            | Tag::Bullets
            | Tag::Numbers(_)
            | Tag::TableHead
            | Tag::TableCell
            | Tag::Footnote(_)
            | Tag::DefinitionList
            | Tag::DefinitionTerm
            | Tag::DefinitionText => self.end_block(),
            Tag::Directive(i) => {
                self.end_block();
                self.lead = None;
                self.open.push(tag);
                return self.title(i);
            }
        }
        self.open.push(tag);
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strike => {}
            Tag::Link(_) => {
                if let (Some((start, link)), Some(block)) = (self.links.pop(), &mut self.current) {
                    block.links.push((start..block.text.len(), link));
                }
            }
            Tag::Item | Tag::TableRow | Tag::Table(_) => {
                self.end_block();
                self.groups.pop();
            }
            Tag::Paragraph => {
                let group = self.current.as_ref().map(|block| block.group);
                self.end_block();
                if self.groups.is_empty() {
                    self.lead = group;
                }
            }
            Tag::Heading(_)
            | Tag::Quote
            | Tag::Alert(_)
            | Tag::CodeBlock
            | Tag::Bullets
            | Tag::Numbers(_)
            | Tag::TableHead
            | Tag::TableCell
            | Tag::Footnote(_)
            | Tag::DefinitionList
            | Tag::DefinitionTerm
            | Tag::DefinitionText
            | Tag::Directive(_) => self.end_block(),
        }
        self.open.pop();
    }

    /// The words on the line of a directive.
    fn title(&mut self, directive: u32) {
        let words = match &self.body.directives[directive as usize] {
            Directive::Care { title, .. } => title,
            Directive::Details { summary } => summary,
            Directive::Tab { name } => name,
            Directive::Steps | Directive::Tabs | Directive::For(_) | Directive::Include { .. } => return,
        };
        let event = Event { kind: Kind::Text, start: words.span.start, end: words.span.end };
        self.block().form = Form::Title;
        self.push(&words.value, &event, true);
        self.end_block();
    }

    /// A new group of blocks that share their sources.
    fn group(&mut self, outer: Option<usize>) -> usize {
        self.prose.cited.push(false);
        self.prose.outer.push(outer);
        self.prose.cited.len() - 1
    }

    fn push(&mut self, words: &str, event: &Event, exact: bool) {
        let block = self.block();
        block.pieces.push(Piece { at: block.text.len(), start: event.start, end: event.end, exact });
        block.text.push_str(words);
    }

    /// The block that is being read; a new one where there is none.
    fn block(&mut self) -> &mut Block {
        if self.current.is_none() {
            let group = match self.groups.last() {
                Some(&group) => group,
                None => self.group(None),
            };
            self.current = Some(self.new_block(group));
        }
        self.current.as_mut().expect("it was made just now")
    }

    fn new_block(&self, group: usize) -> Block {
        let directive = |tag: &Tag| {
            let Tag::Directive(i) = tag else { return None };
            self.body.directives.get(*i as usize).map(|directive| (*i, directive))
        };
        let mut block = Block {
            form: self.form(),
            audience: None,
            care: None,
            details: None,
            text: String::new(),
            links: Vec::new(),
            group,
            part: self.part,
            section: self.section,
            sentences: Vec::new(),
            counts: Counts::default(),
            hits: Vec::new(),
            digits: false,
            capitals: false,
            pieces: Vec::new(),
            file: self.id,
        };
        for (i, directive) in self.open.iter().filter_map(directive) {
            match directive {
                Directive::Care { urgency, .. } => block.care = Some(*urgency),
                Directive::Details { .. } => block.details = Some(i),
                Directive::For(audience) => block.audience = Some(*audience),
                Directive::Steps | Directive::Tabs | Directive::Tab { .. } | Directive::Include { .. } => {}
            }
        }
        block
    }

    /// The form of a block inside of what is open: the innermost that says something counts.
    fn form(&self) -> Form {
        let open = || self.open.iter().rev();
        let list = open().find(|tag| matches!(tag, Tag::Bullets | Tag::Numbers(_)));
        let known = open().find_map(|tag| match tag {
            Tag::Heading(_) => Some(Form::Heading),
            Tag::TableHead => Some(Form::Head),
            Tag::TableRow | Tag::TableCell => {
                Some(if self.open.contains(&Tag::TableHead) { Form::Head } else { Form::Cell })
            }
            Tag::DefinitionTerm => Some(Form::Term),
            Tag::CodeBlock => Some(Form::Code),
            Tag::Item => Some(if matches!(list, Some(Tag::Numbers(_))) { Form::Step } else { Form::Item }),
            Tag::Paragraph
            | Tag::Quote
            | Tag::Alert(_)
            | Tag::Bullets
            | Tag::Numbers(_)
            | Tag::Table(_)
            | Tag::Footnote(_)
            | Tag::DefinitionList
            | Tag::DefinitionText
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strike
            | Tag::Link(_)
            | Tag::Directive(_) => None,
        });
        known.unwrap_or(Form::Paragraph)
    }

    fn end_block(&mut self) {
        self.links.clear();
        if let Some(mut block) = self.current.take()
            && !block.text.trim().is_empty()
        {
            block.finish(self.lists);
            self.prose.blocks.push(block);
        }
    }
}

/// Typographic quotes as they are typed, so that rules need to know one form.
fn straight(words: &str) -> String {
    words.replace(['‘', '’'], "'").replace(['“', '”'], "\"")
}
