//! `--list`: what can be asked of a protocol.
//!
//! Its sheets, the dates that it counts from, the values that it asks for: each
//! with the argument that gives it, ready to be copied.
//!
//! Never: whether anything was asked for.

use super::ask::PLAN_END;
use crate::model::protocol::{ProtocolFile, Text};
use crate::schedule::{InputKind, KnownBy};
use crate::sheet::offered;
use std::fmt::Write as _;

/// Everything that can be asked of a protocol.
pub(super) fn list(protocol: &ProtocolFile) -> String {
    let core = &protocol.core;
    let mut out = format!("{} (version {})\n\nSheets\n", protocol.title.plain(), core.version);
    for sheet in offered(protocol) {
        let _ = writeln!(out, "  --sheet {}", sheet.word());
    }
    out.push_str("\nDates\n");
    for anchor in &core.anchors {
        let known = match anchor.known_by {
            KnownBy::Planning => "",
            KnownBy::Event => ", when it has happened",
            KnownBy::Decision => ", when it is decided",
            KnownBy::Computed(_) | KnownBy::TaperEnd(_) => ", worked out if not given",
        };
        let label = words(protocol.anchors.get(&anchor.id).map(|text| &text.label));
        line(&mut out, &format!("--anchor {}=DATE", anchor.id), &format!("{label}{known}"));
    }
    line(&mut out, &format!("--anchor {PLAN_END}=DATE"), "last day that is laid out");
    if !core.inputs.is_empty() {
        out.push_str("\nValues\n");
    }
    for input in &core.inputs {
        let label = words(protocol.inputs.get(&input.id).map(|text| &text.label));
        let kind = match &input.kind {
            InputKind::Number { unit, .. } if unit.is_none() => "NUMBER".to_owned(),
            InputKind::Number { unit, .. } => format!("'NUMBER {unit}'"),
            InputKind::Choice(choices) => choices.join("|"),
            InputKind::Date => "DATE".to_owned(),
            InputKind::Text => "TEXT".to_owned(),
        };
        line(&mut out, &format!("--set {}={kind}", input.id), &label);
    }
    out
}

fn words(text: Option<&Text>) -> String {
    text.map_or_else(String::new, Text::plain)
}

fn line(out: &mut String, argument: &str, words: &str) {
    let _ = writeln!(out, "  {argument:<36} {words}");
}
