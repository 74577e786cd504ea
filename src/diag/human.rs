//! Findings for people: sentence, place, the lines concerned, the way out.
//!
//! The drawing is annotate-snippets', the one of the Rust compiler. With
//! `colour` false the text is plain, for files, pipes and tests.
//!
//! Never: whether there is a terminal; the caller knows.

use super::{Diagnostic, Diagnostics, Place, Severity, count};
use crate::source::{Sources, Span, position};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// Whether to colour the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// For a terminal.
    Yes,
    /// For everything else.
    No,
}

/// All findings, sorted, with snippets and a closing count.
#[must_use]
pub fn human(diagnostics: &Diagnostics, sources: &Sources, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Yes => Renderer::styled().decor_style(DecorStyle::Unicode),
        Colour::No => Renderer::plain().decor_style(DecorStyle::Ascii),
    };
    let mut out = String::new();
    for diagnostic in diagnostics.sorted(sources) {
        out.push_str(&renderer.render(&[group(diagnostic, sources)]));
        out.push_str("\n\n");
    }
    if !diagnostics.is_empty() {
        let parts = [Severity::Error, Severity::Warning]
            .map(|severity| (diagnostics.count(severity), severity.word()))
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| count(number, word))
            .collect::<Vec<_>>();
        out.push_str(&parts.join(" and "));
        out.push('\n');
    }
    out
}

fn group<'a>(d: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match d.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(d.message.as_str()).id(d.code.name());
    let mut group = match &d.place {
        Place::Site => Group::with_title(title),
        Place::File(path) => Group::with_title(title).element(Origin::path(path.as_str())),
        Place::At(path, at) => {
            Group::with_title(title).element(Origin::path(path.as_str()).line(at.line).char_column(at.column))
        }
        Place::Span(span) => title.element(snippet(*span, d, sources)),
    };
    for (other, words) in d.labels.iter().filter(|(other, _)| !same_file(&d.place, *other)) {
        let source = sources.get(other.file);
        group = group.element(
            Snippet::source(source.text().unwrap_or(""))
                .path(source.path.as_str())
                .annotation(AnnotationKind::Context.span(range(*other, source.text())).label(words.as_str())),
        );
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

fn snippet<'a>(span: Span, d: &'a Diagnostic, sources: &'a Sources) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(span.file);
    let text = source.text().unwrap_or("");
    let labels: Vec<_> = d.labels.iter().filter(|(other, _)| other.file == span.file).collect();
    let marked = range(span, Some(text));
    if labels.is_empty() {
        // The line alone will do, and the drawing then takes no longer for a long file.
        let start = text[..marked.start].rfind('\n').map_or(0, |i| i + 1);
        let end = text[marked.end..].find('\n').map_or(text.len(), |i| marked.end + i);
        return Snippet::source(&text[start..end])
            .line_start(position(text, marked.start).line)
            .path(source.path.as_str())
            .annotation(AnnotationKind::Primary.span(marked.start - start..marked.end - start));
    }
    Snippet::source(text).path(source.path.as_str()).annotation(AnnotationKind::Primary.span(marked)).annotations(
        labels
            .into_iter()
            .map(|(other, words)| AnnotationKind::Context.span(range(*other, Some(text))).label(words.as_str())),
    )
}

fn same_file(place: &Place, other: Span) -> bool {
    match place {
        Place::Span(span) => span.file == other.file,
        Place::Site | Place::File(_) | Place::At(..) => false,
    }
}

/// The range to underline: never past the end, and not into a second line.
fn range(span: Span, text: Option<&str>) -> std::ops::Range<usize> {
    let text = text.unwrap_or("");
    let start = (span.start as usize).min(text.len());
    let end = (span.end as usize).clamp(start, text.len());
    let line_end = text[start..end].find(['\r', '\n']).map_or(end, |i| start + i);
    start..line_end
}
