//! `explain`: the story of a finding, or the list of all of them.
//!
//! The text comes from the manual that is compiled in, so it always fits the
//! program that is asked.
//!
//! Never: the site.

use super::{Exit, print};
use crate::cli::Explain;
use crate::diag::{self, Code, did_you_mean};
use anyhow::bail;

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

/// Every finding with its first sentence.
fn list() -> String {
    let lines = Code::ALL.iter().map(|&code| {
        let first = diag::explain(code).lines().next().unwrap_or("");
        format!("{:30} {first}\n", code.name())
    });
    lines.collect()
}
