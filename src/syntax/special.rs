//! What Markdown itself does not have: citations, directives, and what is refused.
//!
//! The second half of the reader in `markdown`: everything that looks at the
//! text again because pulldown-cmark took it for something else (a link, a block
//! of HTML, a quotation).
//!
//! Never: the ordinary elements of Markdown.

use super::body::{Kind, Tag};
use super::directive::{self, Audience, Directive};
use super::markdown::{Inside, Opaque, Reader};
use crate::diag::{Code, Diagnostic};
use crate::source::{Span, Spanned, offset};
use std::ops::Range;

impl Reader<'_, '_> {
    pub(super) fn citation(&mut self, range: Range<usize>) {
        self.inside = Some(Inside { what: Opaque::Nothing, depth: 0 });
        let inner = range.start + 1..range.end - 1;
        let mut group = Vec::new();
        let mut at = inner.start;
        for part in self.markdown.text[inner].split(';') {
            let lead = part.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            let start = at + (part.len() - lead.len());
            let word = part.trim_matches(|c: char| c.is_whitespace() || c == '>');
            at += part.len() + 1;
            let span = self.span(&(start..start + word.len()));
            let key = word.strip_prefix('@').filter(|key| !key.is_empty() && !key.contains([' ', ',', '@']));
            match key {
                Some(key) => group.push(Spanned { value: key.to_owned(), span }),
                None => self.diags.push(
                    Diagnostic::new(Code::BadCitation, span, format!("`{word}` is not a citation"))
                        .help("write `[@key]`, or `[@first; @second]` for several"),
                ),
            }
        }
        self.body.citations.push(group);
        self.push(Kind::Citation(offset(self.body.citations.len() - 1)), range);
    }

    /// `![@key]`: somebody meant to cite.
    pub(super) fn citation_as_image(&mut self, range: &Range<usize>) {
        self.inside = Some(Inside { what: Opaque::Nothing, depth: 0 });
        let span = self.span(range);
        self.diags.push(
            Diagnostic::new(Code::BadCitation, span, "this is neither a picture nor a citation")
                .help("write `[@key]` without the `!`"),
        );
    }

    /// `[^label]` that stayed text, because no `[^label]: …` is there.
    pub(super) fn notes_without_text(&mut self, range: &Range<usize>) {
        let text = self.markdown.text;
        for (i, _) in text[range.clone()].match_indices('[') {
            let at = range.start + i;
            let line = text[at..].lines().next().unwrap_or_default();
            let Some(end) = line.find(']').filter(|_| line.starts_with("[^") && !text[..at].ends_with('\\')) else {
                continue;
            };
            let mark = &line[..=end];
            self.diags.push(
                Diagnostic::new(Code::BrokenFootnote, self.span(&(at..at + mark.len())), "this footnote has no text")
                    .help(format!("write a line `{mark}: …`, or take the mark out")),
            );
        }
    }

    /// Texts of footnotes that nothing mentions.
    pub(super) fn notes_without_mark(&mut self) {
        for (_, span) in self.notes.iter().filter(|(mentioned, _)| !mentioned) {
            if let Some(span) = span {
                self.diags.push(
                    Diagnostic::new(Code::BrokenFootnote, *span, "nothing mentions this footnote")
                        .help("put its mark where it belongs, or take it out"),
                );
            }
        }
    }

    /// `{{` without its `}}`.
    pub(super) fn unclosed_placeholder(&mut self, range: Range<usize>) {
        let text = &self.markdown.text[range.clone()];
        if let Some(at) = text.find("{{") {
            let span = self.span(&(range.start + at..range.end));
            self.diags.push(
                Diagnostic::new(Code::UnknownPlaceholder, span, "this `{{` is never closed")
                    .help("write `{{name}}`; in code, `{{` stands for itself"),
            );
        }
    }

    /// Blocks that do not begin where blocks do.
    pub(super) fn out_of_place(&mut self, marks: &[usize]) {
        for &mark in marks {
            let line = self.markdown.text[mark..].lines().next().map_or(0, str::len);
            let span = self.span(&(mark..mark + line));
            self.diags.push(
                Diagnostic::new(Code::MisplacedDirective, span, "a `:::` stands at the very start of its line")
                    .help("take the spaces before it away, and put it outside of lists and quotations"),
            );
        }
    }

    /// A directive's line, or HTML of the author's own.
    pub(super) fn html_block(&mut self, range: &Range<usize>) {
        self.inside = Some(Inside { what: Opaque::Nothing, depth: 0 });
        match self.marks.binary_search(&range.start) {
            Ok(_) => self.directive(range.start),
            Err(_) => self.raw_html(range),
        }
    }

    fn directive(&mut self, mark: usize) {
        let text = self.markdown.text;
        let end = text[mark..].find('\n').map_or(text.len(), |i| mark + i);
        let line = text[mark..end].trim_end();
        let rest = line.trim_start_matches(':');
        let place = mark..mark + line.len();
        let span = self.span(&place);
        if rest.trim().is_empty() {
            match self.open.pop() {
                Some((i, _)) => self.push(Kind::Close(Tag::Directive(i)), place),
                None => self.diags.push(
                    Diagnostic::new(Code::StrayDirectiveEnd, span, "this `:::` closes nothing")
                        .help("remove it, or open a block above it"),
                ),
            }
            return;
        }
        let words = rest.trim_start();
        let words_at = line.len() - words.len();
        // An unknown block is treated as one without effect, so that its end is not reported as well.
        let directive = directive::parse(words, span.slice(words_at, line.len()), self.diags);
        let leaf = matches!(directive, Some(Directive::Include { .. }));
        self.misplaced(directive.as_ref(), span);
        self.body.directives.push(directive.unwrap_or(Directive::Steps));
        let i = offset(self.body.directives.len() - 1);
        if leaf {
            self.push(Kind::Include(i), place);
        } else {
            self.open.push((i, span));
            self.push(Kind::Open(Tag::Directive(i)), place);
        }
    }

    /// Tabs hold tabs, and a tab stands in tabs; wordings for an audience do not nest.
    fn misplaced(&mut self, directive: Option<&Directive>, span: Span) {
        let open = |i: &(u32, Span)| &self.body.directives[i.0 as usize];
        let parent = self.open.last().map(open);
        let in_tabs = matches!(parent, Some(Directive::Tabs));
        let problem = match directive {
            Some(Directive::Tab { .. }) if !in_tabs => {
                Some(("a tab stands outside of `:::tabs`", "open `:::tabs` above it"))
            }
            Some(Directive::Tab { .. }) | None => None,
            Some(_) if in_tabs => Some(("only `:::tab` stands directly in `:::tabs`", "put it inside of a `:::tab`")),
            Some(Directive::For(_)) if self.open.iter().map(open).any(|d| matches!(d, Directive::For(_))) => {
                Some(("a wording for one audience stands inside of another", "close the first one with `:::`"))
            }
            Some(_) => None,
        };
        if let Some((message, help)) = problem {
            self.diags.push(Diagnostic::new(Code::MisplacedDirective, span, message).help(help));
        }
        if let Some(Directive::Care { .. }) = directive {
            self.clinicians_only(span);
        }
    }

    /// A warning must not stand in the clinicians' wording alone.
    pub(super) fn clinicians_only(&mut self, span: Span) {
        let clinician = Directive::For(Audience::Clinician);
        if self.open.iter().any(|(i, _)| self.body.directives[*i as usize] == clinician) {
            self.diags.push(
                Diagnostic::new(Code::WarningForCliniciansOnly, span, "this warning is hidden from parents")
                    .help("put it outside of `:::clinician`, in plain words"),
            );
        }
    }

    /// HTML in a text is refused; a comment is dropped.
    pub(super) fn raw_html(&mut self, range: &Range<usize>) {
        let html = self.markdown.text[range.clone()].trim();
        if html.starts_with("<!--") && html.find("-->").is_some_and(|end| end + 3 == html.len()) {
            return;
        }
        let span = self.first_line(range);
        self.diags.push(
            Diagnostic::new(Code::RawHtml, span, "HTML is not allowed in a text")
                .help("use Markdown or a `:::` block; write `\\<` for the sign itself"),
        );
    }

    pub(super) fn unknown_alert(&mut self, range: &Range<usize>) {
        let text = &self.markdown.text[range.clone()];
        let words = text.trim_start_matches(['>', ' ']);
        let Some(kind) = words.strip_prefix("[!").and_then(|w| w.split_once(']')).map(|(kind, _)| kind) else { return };
        let start = range.start + text.len() - words.len();
        let span = self.span(&(start..start + kind.len() + 3));
        self.diags.push(
            Diagnostic::new(Code::UnknownAlert, span, format!("`[!{kind}]` does not make a note here")).help(
                "write `> [!NOTE]` (or TIP, IMPORTANT, WARNING, CAUTION) on a line of its own, the text on the next",
            ),
        );
    }
}
