//! Findings for programs: one JSON object a line.
//!
//! The shape is an interface that others rely on: `code`, `severity`, `file`,
//! `line`, `column`, `end_line`, `end_column`, `message`, `help`. Lines and
//! columns count from 1, columns in characters; the end is one past the last
//! character. Where a finding has no line, the four numbers are `null`.
//!
//! Never: the texts for people, the terminal.

use super::{Diagnostics, locate};
use crate::source::Sources;
use serde::Serialize;

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    severity: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
}

/// All findings, sorted, one object a line.
#[must_use]
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for d in diagnostics.sorted(sources) {
        let place = locate(&d.place, sources);
        let finding = Finding {
            code: d.code.name(),
            severity: d.severity().word(),
            file: (!place.path.is_empty()).then_some(place.path.as_str()),
            line: place.range.map(|(start, _)| start.line),
            column: place.range.map(|(start, _)| start.column),
            end_line: place.range.map(|(_, end)| end.line),
            end_column: place.range.map(|(_, end)| end.column),
            message: &d.message,
            help: d.help.as_deref(),
        };
        out.push_str(&serde_json::to_string(&finding).expect("a struct of strings and numbers is JSON"));
        out.push('\n');
    }
    out
}
