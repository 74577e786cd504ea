//! `check --external`: the links out of a site, asked for and remembered.
//!
//! Gathers the addresses, lets `outside` ask for those that it does not remember,
//! and keeps the good answers in the site's own folder. The memory never speaks up:
//! where it cannot be read or written, everything is asked.
//!
//! Never: how a question is put.
#![expect(clippy::disallowed_methods, reason = "reads and writes the memory of answers")]

use super::cache::{OWN, own_folder};
use super::put::put;
use crate::Inputs;
use crate::diag::Diagnostics;
use crate::model;
use crate::outside::{Manners, Memory, Outcome, TIMEOUT, Web, bare, check, tell};
use crate::site;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The file of the memory, in the program's own folder of a site.
const FILE: &str = "links.json";

/// Asks other sites. Gives the summary; what is wrong goes to the findings.
pub(super) fn ask(root: &Path, inputs: &Inputs, diags: &mut Diagnostics) -> String {
    // Everything else was said when the site was compiled.
    let mut said = Diagnostics::new();
    let Some(model) = model::parse(&inputs.sources, inputs.drafts, &mut said) else { return String::new() };
    let site = site::link(&model, &inputs.sources, inputs.today, &mut said);
    let places = site::elsewhere(&site);
    let addresses: BTreeSet<&str> = places.iter().map(|place| bare(&place.value)).collect();

    let mut memory = Memory::read(&fs::read_to_string(root.join(OWN).join(FILE)).unwrap_or_default());
    let unknown = addresses.iter().copied().filter(|address| !memory.holds(address, inputs.today));
    let manners = Manners::default();
    let outcomes = check(unknown, &Web::new(manners.reach, TIMEOUT), &manners);
    for (address, _) in outcomes.iter().filter(|(_, outcome)| **outcome == Outcome::Good) {
        memory.keep(address, inputs.today);
    }
    let text = memory.written(inputs.today, |address| addresses.contains(address));
    if let Ok(own) = own_folder(root) {
        let _ = put(&own.join(FILE), text.as_bytes());
    }
    tell(&places, &outcomes, diags).to_string()
}
