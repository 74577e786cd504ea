//! Findings as workflow commands: `::error file=…,line=…::message`.
//!
//! A run in GitHub's checks shows them beside the lines concerned. The signs that
//! have a meaning there are escaped as its documentation says, so that no text of
//! a site becomes a command.
//!
//! Never: snippets, labels, the terminal.

use super::{Diagnostics, locate};
use crate::source::Sources;
use std::fmt::Write as _;

/// All findings, sorted, one a line.
#[must_use]
pub fn github(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for finding in diagnostics.sorted(sources) {
        let place = locate(&finding.place, sources);
        let _ = write!(out, "::{} ", finding.severity().word());
        if !place.path.is_empty() {
            let _ = write!(out, "file={},", property(&place.path));
        }
        if let Some((start, end)) = place.range {
            let _ = write!(out, "line={},endLine={},", start.line, end.line);
            // Columns are understood within one line only.
            if start.line == end.line {
                let _ = write!(out, "col={},endColumn={},", start.column, end.column);
            }
        }
        let help = finding.help.as_deref().map(|help| format!("; {help}")).unwrap_or_default();
        let text = data(&format!("{}{help}", finding.message));
        let _ = writeln!(out, "title={}::{text}", property(finding.code.name()));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_becomes_a_command() {
        assert_eq!(data("50%\n::error::x"), "50%25%0A::error::x");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
