//! Findings one a line: `file:line:column: severity[code]: message`.
//!
//! The form that editors and shell scripts understand. It is apart from the
//! form for people because it must never wrap, colour or explain.
//!
//! Never: help texts, snippets, the terminal.

use super::{Diagnostics, locate};
use crate::source::Sources;
use std::fmt::Write as _;

/// All findings, sorted, one a line.
#[must_use]
pub fn short(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for d in diagnostics.sorted(sources) {
        let place = locate(&d.place, sources);
        if !place.path.is_empty() {
            out.push_str(&place.path);
            if let Some((start, _)) = place.range {
                let _ = write!(out, ":{}:{}", start.line, start.column);
            }
            out.push_str(": ");
        }
        let _ = writeln!(out, "{}[{}]: {}", d.severity().word(), d.code.name(), d.message);
    }
    out
}
