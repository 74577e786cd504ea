//! What is told of the answers: findings at their places, and a summary.
//!
//! Only what is certain is a finding. What could not be checked is counted and
//! listed, because somebody may want to look; it fails nothing.
//!
//! Never: the network.

use super::{Outcome, bare};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Formatter, Result};

/// How a check of other sites went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many addresses there are.
    pub all: usize,
    /// How many of them answered well not long ago and were not asked.
    pub remembered: usize,
    /// How many answer well.
    pub good: usize,
    /// How many lead nowhere.
    pub dead: usize,
    /// How many have moved for good.
    pub moved: usize,
    /// What could not be checked, each with the reason.
    pub unknown: Vec<(String, String)>,
}

/// Puts the answers to their places. Addresses without an outcome are those that were remembered.
pub fn tell(places: &[Spanned<String>], outcomes: &BTreeMap<String, Outcome>, diags: &mut Diagnostics) -> Summary {
    for place in places {
        let address = &place.value;
        match outcomes.get(bare(address)) {
            Some(Outcome::Dead(why)) => diags.push(
                Diagnostic::new(Code::DeadLink, place.span, format!("`{address}` leads nowhere: {why}"))
                    .help("look for its new place; if there is none, take it out"),
            ),
            Some(Outcome::Moved(new)) => diags.push(
                Diagnostic::new(Code::MovedLink, place.span, format!("`{address}` has moved for good"))
                    .help(format!("see whether it is the same page, and write `{new}`")),
            ),
            Some(Outcome::Good | Outcome::NoHost | Outcome::Unknown(_)) | None => {}
        }
    }
    let all: BTreeSet<&str> = places.iter().map(|place| bare(&place.value)).collect();
    let mut summary = Summary { all: all.len(), ..Summary::default() };
    for address in all {
        match outcomes.get(address) {
            None => summary.remembered += 1,
            Some(Outcome::Good) => summary.good += 1,
            Some(Outcome::Dead(_)) => summary.dead += 1,
            Some(Outcome::Moved(_)) => summary.moved += 1,
            Some(Outcome::NoHost) => summary.unknown.push((address.to_owned(), "its host was not found".to_owned())),
            Some(Outcome::Unknown(why)) => summary.unknown.push((address.to_owned(), why.clone())),
        }
    }
    summary
}

impl Display for Summary {
    /// `Other sites: 30 addresses: 20 good, 6 good from memory, 1 dead, 1 moved, 2 could not be checked`
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let all = if self.all == 1 { "1 address".to_owned() } else { format!("{} addresses", self.all) };
        write!(out, "Other sites: {all}")?;
        let parts = [
            (self.good, "good"),
            (self.remembered, "good from memory"),
            (self.dead, "dead"),
            (self.moved, "moved"),
            (self.unknown.len(), "could not be checked"),
        ];
        for (i, (number, words)) in parts.iter().filter(|(number, _)| *number > 0).enumerate() {
            write!(out, "{} {number} {words}", if i == 0 { ":" } else { "," })?;
        }
        writeln!(out)?;
        if !self.unknown.is_empty() {
            writeln!(out, "Could not be checked:")?;
        }
        for (address, why) in &self.unknown {
            writeln!(out, "  {address}: {why}")?;
        }
        Ok(())
    }
}
