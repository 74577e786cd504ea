//! Findings for tools that gather findings: SARIF 2.1.0.
//!
//! One run, with the rules that were broken and their story from the manual, and
//! one result for each finding. Paths are relative to the site's folder, lines
//! and columns count from 1; columns are in characters, which `columnKind` says.
//!
//! Never: where the site's folder is on this machine.

use super::{Diagnostic, Diagnostics, Located, Severity, explain, locate};
use crate::source::Sources;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the format is called, for those who read the file.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// All findings, sorted, as one document.
#[must_use]
pub fn sarif(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let sorted = diagnostics.sorted(sources);
    let codes: BTreeSet<_> = sorted.iter().map(|finding| finding.code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            let story = explain(*code);
            json!({
                "id": code.name(),
                "shortDescription": {"text": story.lines().next().unwrap_or_default()},
                "help": {"text": story, "markdown": story},
                "defaultConfiguration": {"level": level(code.severity())},
                "properties": {"tags": [code.group().title()]},
            })
        })
        .collect();
    let number = |finding: &Diagnostic| codes.iter().position(|code| *code == finding.code);
    let results: Vec<Value> = sorted
        .iter()
        .map(|finding| {
            let mut result = json!({
                "ruleId": finding.code.name(),
                "ruleIndex": number(finding),
                "level": level(finding.severity()),
                "message": {"text": message(finding)},
            });
            let place = locate(&finding.place, sources);
            if !place.path.is_empty() {
                result["locations"] = json!([{"physicalLocation": physical(&place)}]);
            }
            let others: Vec<Value> = finding
                .labels
                .iter()
                .map(|(span, words)| {
                    let place = locate(&(*span).into(), sources);
                    json!({"physicalLocation": physical(&place), "message": {"text": words}})
                })
                .collect();
            if !others.is_empty() {
                result["relatedLocations"] = Value::Array(others);
            }
            result
        })
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Latchwork",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&document).expect("texts and numbers are JSON") + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// The sentence and the way out, as people would read them one after the other.
fn message(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message.clone(),
    }
}

fn physical(place: &Located) -> Value {
    let mut location = json!({"artifactLocation": {"uri": address(&place.path)}});
    if let Some((start, end)) = place.range {
        location["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    location
}

/// A path as a relative address: what cannot stand in one is written as `%XX`.
fn address(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'~');
    let written = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        assert_eq!(address("content/a b/né.md"), "content/a%20b/n%C3%A9.md");
    }
}
