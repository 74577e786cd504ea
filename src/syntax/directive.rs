//! Block directives: `:::name words key="value"`.
//!
//! A closed list, so that a slip of the pen is an error and not a paragraph.
//! Each one is opened by a line that begins with `:::` and its name, and closed
//! by a line `:::`; only `include` is a line alone. They nest.
//!
//! Never: what is inside a directive, HTML.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Span, Spanned};

/// How soon help is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Now.
    Emergency,
    /// Today.
    Urgent,
    /// Soon.
    NonUrgent,
}

impl Urgency {
    /// Every one, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Emergency, Self::Urgent, Self::NonUrgent];

    /// Its name, as it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Urgent => "urgent",
            Self::NonUrgent => "non-urgent",
        }
    }
}

/// Who a text is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Parents and everyone else who lives with it.
    Parent,
    /// People who treat them.
    Clinician,
}

/// A block directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// A care card: who to call, when.
    Care {
        /// How soon.
        urgency: Urgency,
        /// Its heading.
        title: Spanned<String>,
    },
    /// Steps to follow, around a numbered list.
    Steps,
    /// A part that opens on demand.
    Details {
        /// The line that is always seen.
        summary: Spanned<String>,
    },
    /// A set of tabs.
    Tabs,
    /// One of them.
    Tab {
        /// Its name.
        name: Spanned<String>,
    },
    /// A part for one audience.
    For(Audience),
    /// A fragment to put in here.
    Include {
        /// Which.
        fragment: Spanned<String>,
        /// The values for its parameters.
        arguments: Vec<(Spanned<String>, String)>,
    },
}

/// The names that may follow `:::`.
pub const NAMES: [&str; 10] =
    ["emergency", "urgent", "non-urgent", "steps", "details", "tabs", "tab", "parent", "clinician", "include"];

/// Reads the rest of a line after its `:::`. `line` is the place of `text`.
pub fn parse(text: &str, line: Span, diags: &mut Diagnostics) -> Option<Directive> {
    let text = text.trim_end();
    let name_end = text.find(char::is_whitespace).unwrap_or(text.len());
    let name = Spanned { value: &text[..name_end], span: line.slice(0, name_end) };
    let words_end = arguments_start(text, name_end);
    let words = trimmed(text, name_end, words_end, line);
    let arguments = arguments(text, words_end, line, diags)?;
    let care = |urgency| Directive::Care { urgency, title: words.clone() };
    let directive = match name.value {
        "emergency" => care(Urgency::Emergency),
        "urgent" => care(Urgency::Urgent),
        "non-urgent" => care(Urgency::NonUrgent),
        "steps" => Directive::Steps,
        "details" => Directive::Details { summary: words.clone() },
        "tabs" => Directive::Tabs,
        "tab" => Directive::Tab { name: words.clone() },
        "parent" => Directive::For(Audience::Parent),
        "clinician" => Directive::For(Audience::Clinician),
        "include" => Directive::Include { fragment: words.clone(), arguments: arguments.clone() },
        other => {
            diags.push(
                Diagnostic::new(Code::UnknownDirective, name.span, format!("there is no block `:::{other}`"))
                    .help(format!("the blocks are {}", NAMES.map(|n| format!("`{n}`")).join(", ")))
                    .help_maybe(did_you_mean(other, NAMES)),
            );
            return None;
        }
    };
    check_words(&directive, &words, &name, diags);
    if let (Some((key, _)), false) = (arguments.first(), matches!(directive, Directive::Include { .. })) {
        diags.push(
            Diagnostic::new(Code::BadAttribute, key.span, format!("`:::{}` takes no `{}`", name.value, key.value))
                .help("only `include` takes values, written `name=\"value\"`"),
        );
    }
    Some(directive)
}

/// A directive that needs words has some, and one that takes none has none.
fn check_words(directive: &Directive, words: &Spanned<String>, name: &Spanned<&str>, diags: &mut Diagnostics) {
    let wants = match directive {
        Directive::Care { .. } => Some("when to call, as in `:::urgent Call us today if`"),
        Directive::Details { .. } => Some("the line that is always seen, as in `:::details How long does it take?`"),
        Directive::Tab { .. } => Some("its name, as in `:::tab By hand`"),
        Directive::Include { .. } => Some("the fragment's file name without `.md`"),
        Directive::Steps | Directive::Tabs | Directive::For(_) => None,
    };
    match (wants, words.value.is_empty()) {
        (Some(what), true) => diags.push(
            Diagnostic::new(Code::BadAttribute, name.span, format!("`:::{}` needs words after its name", name.value))
                .help(format!("add {what}")),
        ),
        (None, false) => diags.push(
            Diagnostic::new(
                Code::BadAttribute,
                words.span,
                format!("`:::{}` takes no words after its name", name.value),
            )
            .help("put the text on the next line"),
        ),
        (Some(_), false) | (None, true) => {}
    }
}

/// Where the first `key="value"` begins, or the end of the text.
fn arguments_start(text: &str, from: usize) -> usize {
    let Some(quote) = text[from..].find("=\"").map(|i| from + i) else { return text.len() };
    text[..quote].trim_end_matches(|c: char| !c.is_whitespace()).len().max(from)
}

fn trimmed(text: &str, start: usize, end: usize, line: Span) -> Spanned<String> {
    let part = &text[start..end];
    let start = start + (part.len() - part.trim_start().len());
    let value = part.trim().to_owned();
    let span = line.slice(start.min(end), (start + value.len()).min(end).max(start.min(end)));
    Spanned { value, span }
}

fn arguments(text: &str, mut at: usize, line: Span, diags: &mut Diagnostics) -> Option<Vec<(Spanned<String>, String)>> {
    let mut found: Vec<(Spanned<String>, String)> = Vec::new();
    while !text[at..].trim().is_empty() {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        let parsed = rest.split_once("=\"").and_then(|(key, tail)| {
            let good = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
            tail.find('"').filter(|_| good).map(|end| (key, &tail[..end]))
        });
        let Some((key, value)) = parsed else {
            diags.push(
                Diagnostic::new(Code::BadAttribute, line.slice(at, text.len()), "this is not `name=\"value\"`")
                    .help("write each value as `name=\"value\"`, with straight quotes"),
            );
            return None;
        };
        let name = Spanned { value: key.to_owned(), span: line.slice(at, at + key.len()) };
        found.push((name, value.to_owned()));
        at += key.len() + 2 + value.len() + 1;
    }
    Some(found)
}
