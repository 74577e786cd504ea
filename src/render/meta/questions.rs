//! Questions and answers on a page, as plain text.
//!
//! A page whose folded parts are all questions is one of questions and answers.
//! Others have folded parts, too; a search engine that took those for questions
//! would show half a page as an answer. So it is all of them, or none.
//!
//! Never: JSON, HTML.

use crate::site::{PageId, Part, Site};
use crate::syntax::body::{Kind, Tag};
use crate::syntax::directive::Directive;
use crate::syntax::markdown::fill;

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The question, with its mark.
    pub name: String,
    /// The whole answer; blocks stand on lines of their own.
    pub answer: String,
}

/// How many questions make a page of questions.
const FEW: usize = 3;

/// The marks that questions end with: Latin, Arabic, wide, Greek.
const MARKS: [char; 4] = ['?', '؟', '？', '\u{37e}'];

/// The questions of a page that is made of them; none where it has other folded parts or only a few.
#[must_use]
pub fn questions(site: &Site<'_>, id: PageId) -> Vec<Question> {
    let mut reader = Reader { site, found: Vec::new(), depth: 0, notes: 0 };
    reader.body(Part::page(site, id));
    let all = reader.found.len() >= FEW && reader.found.iter().all(|question| question.name.ends_with(MARKS));
    if all { reader.found } else { Vec::new() }
}

struct Reader<'s> {
    site: &'s Site<'s>,
    found: Vec<Question>,
    /// How many folded parts are open.
    depth: usize,
    /// How many footnotes are open: they stand elsewhere.
    notes: usize,
}

impl Reader<'_> {
    fn body(&mut self, part: Part<'_>) {
        for event in &part.body.events {
            match event.kind {
                Kind::Open(tag) => self.open(part, tag),
                Kind::Close(tag) => self.close(part, tag),
                Kind::Text | Kind::Owned(_) | Kind::Code(_) => {
                    self.put(part.body.words(event, part.text).unwrap_or_default());
                }
                Kind::SoftBreak => self.put(" "),
                Kind::HardBreak => self.put("\n"),
                Kind::Placeholder(i) => {
                    self.put(part.value(self.site, &part.body.placeholders[i as usize].value).unwrap_or_default());
                }
                Kind::Include(i) => {
                    if let Some(included) = part.included(self.site, i) {
                        self.body(included);
                    }
                }
                Kind::Rule
                | Kind::Task(_)
                | Kind::Image(_)
                | Kind::Figure(_)
                | Kind::Citation(_)
                | Kind::FootnoteMark(_) => {}
            }
        }
    }

    fn open(&mut self, part: Part<'_>, tag: Tag) {
        match tag {
            Tag::Directive(i) => {
                if let Directive::Details { summary } = &part.body.directives[i as usize] {
                    let name = fill(&summary.value, |name| part.value(self.site, name));
                    self.depth += 1;
                    if self.depth == 1 {
                        self.found.push(Question { name, answer: String::new() });
                    } else {
                        self.put(&name);
                        self.put("\n");
                    }
                }
            }
            Tag::Footnote(_) => self.notes += 1,
            Tag::Paragraph
            | Tag::Heading(_)
            | Tag::Quote
            | Tag::Alert(_)
            | Tag::CodeBlock
            | Tag::Bullets
            | Tag::Numbers(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::DefinitionList
            | Tag::DefinitionTerm
            | Tag::DefinitionText
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strike
            | Tag::Link(_) => {}
        }
    }

    fn close(&mut self, part: Part<'_>, tag: Tag) {
        match tag {
            Tag::Directive(i) => {
                let details = matches!(part.body.directives[i as usize], Directive::Details { .. });
                self.depth -= usize::from(details);
                if let (true, 0, Some(question)) = (details, self.depth, self.found.last_mut()) {
                    question.answer = tidy(&question.answer);
                }
            }
            Tag::Footnote(_) => self.notes -= 1,
            Tag::TableCell => self.put(" "),
            Tag::Paragraph
            | Tag::Heading(_)
            | Tag::Quote
            | Tag::Alert(_)
            | Tag::CodeBlock
            | Tag::Item
            | Tag::TableHead
            | Tag::TableRow
            | Tag::DefinitionTerm
            | Tag::DefinitionText => self.put("\n"),
            Tag::Bullets
            | Tag::Numbers(_)
            | Tag::Table(_)
            | Tag::DefinitionList
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strike
            | Tag::Link(_) => {}
        }
    }

    fn put(&mut self, text: &str) {
        if let (true, Some(question)) = (self.depth > 0 && self.notes == 0, self.found.last_mut()) {
            question.answer.push_str(text);
        }
    }
}

/// Lines without gaps: what stood for a citation leaves a space before the full stop.
fn tidy(text: &str) -> String {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = text.lines().map(line).filter(|line| !line.is_empty()).collect();
    lines.join("\n").replace(" .", ".").replace(" ,", ",")
}
