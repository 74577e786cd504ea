//! `explain`: the story of a finding, or the list of all of them.
//!
//! The text comes from the manual that is compiled in, so it always fits the
//! program that is asked.
//!
//! Never: the site.

use super::{Exit, print};
use crate::cli::Explain;
use crate::diag::{self, Code, Group, did_you_mean};
use anyhow::bail;
use std::fmt::Write as _;

pub(super) fn run(explain: &Explain) -> anyhow::Result<Exit> {
    let Some(name) = &explain.code else {
        print(&list())?;
        return Ok(Exit::Good);
    };
    let wanted = name.trim().trim_matches(['[', ']']).to_lowercase();
    if let Some(&code) = Code::ALL.iter().find(|code| code.name() == wanted) {
        print(&format!("{}\n\n{}\n", code.name(), diag::explain(code)))?;
        return Ok(Exit::Good);
    }
    let near = did_you_mean(&wanted, Code::ALL.iter().map(|code| code.name()));
    let near = near.unwrap_or_else(|| "`latchwork explain` lists them".to_owned());
    bail!("there is no finding `{name}`; {near}")
}

/// Every finding with its first sentence, by what it is about; then what no finding can be about.
fn list() -> String {
    let mut out = String::new();
    for &group in Group::ALL {
        let _ = writeln!(out, "{}\n", group.title());
        for &code in Code::ALL.iter().filter(|code| code.group() == group) {
            let first = diag::explain(code).lines().next().unwrap_or("");
            let _ = writeln!(out, "  {:28} {first}", code.name());
        }
        out.push('\n');
    }
    let _ = writeln!(out, "What no program can judge\n\n{}", diag::beyond());
    out
}
