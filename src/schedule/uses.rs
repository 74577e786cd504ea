//! Names used against names declared.
//!
//! One walk over a protocol lists every use of a name with its owner and sort; the
//! rest is looking up. Uses of unknown names and names without a use come out.
//!
//! Never: spelling suggestions, which need the words of the file.

use super::check::dates_of;
use super::date::DateExpr;
use super::finding::{Finding, Owner, Sort};
use super::formula::Term;
use super::id::Id;
use super::protocol::{KnownBy, Presence, Protocol, Recurrence};
use std::collections::BTreeMap;

/// Names that are used and do not exist, then anchors and activities that exist and are not used.
pub(super) fn unknown_names(protocol: &Protocol) -> Vec<Finding> {
    let declared = declared(protocol);
    let uses = uses(protocol);
    let known = |sort: Sort, name: &str| declared.get(&sort).is_some_and(|names| names.binary_search(&name).is_ok());
    let mut findings: Vec<_> = uses
        .iter()
        .filter(|(_, sort, name)| !known(*sort, name))
        .map(|(owner, sort, name)| Finding::UnknownName { owner: owner.clone(), sort: *sort, name: (*name).to_owned() })
        .collect();
    findings.dedup();
    // An event may be there only to be written down.
    let event = |name: &str| protocol.anchors.iter().any(|a| a.id.as_str() == name && a.known_by == KnownBy::Event);
    for sort in [Sort::Anchor, Sort::Activity] {
        let is_used = |name: &str| uses.iter().any(|(_, of, used)| *of == sort && *used == name);
        let unused = declared.get(&sort).into_iter().flatten().filter(|name| !is_used(name) && !event(name));
        findings.extend(unused.map(|name| Finding::Unused { sort, name: (*name).to_owned() }));
    }
    findings
}

/// The names of each sort, sorted.
fn declared(protocol: &Protocol) -> BTreeMap<Sort, Vec<&str>> {
    let inputs = || protocol.inputs.iter().map(|input| input.id.as_str());
    let figures = inputs().chain(protocol.quantities.iter().map(|quantity| quantity.id.as_str()));
    let mut declared = BTreeMap::from([
        (Sort::Anchor, protocol.anchors.iter().map(|anchor| anchor.id.as_str()).collect()),
        (Sort::Activity, protocol.activities.iter().map(|activity| activity.id.as_str()).collect()),
        (Sort::Phase, protocol.phases.iter().map(|phase| phase.id.as_str()).collect()),
        (Sort::Kind, protocol.kinds.keys().map(Id::as_str).collect()),
        (Sort::Person, protocol.people.iter().map(Id::as_str).collect()),
        (Sort::Input, inputs().collect()),
        (Sort::Figure, figures.collect()),
        (Sort::Taper, protocol.tapers.iter().map(|taper| taper.id.as_str()).collect::<Vec<_>>()),
    ]);
    for names in declared.values_mut() {
        names.sort_unstable();
    }
    declared
}

type Use<'a> = (Owner, Sort, &'a str);

/// Every use of a name, in the order of the protocol's parts.
fn uses(protocol: &Protocol) -> Vec<Use<'_>> {
    let mut uses = Vec::new();
    let mut add = |owner: &Owner, sort, name| uses.push((owner.clone(), sort, name));

    add(&Owner::Front, Sort::Anchor, protocol.counting.anchor.as_str());
    for name in protocol.plan_end.iter().flat_map(anchors) {
        add(&Owner::Front, Sort::Anchor, name);
    }
    for anchor in &protocol.anchors {
        let owner = Owner::Anchor(anchor.id.clone());
        let computed = match &anchor.known_by {
            KnownBy::Computed(expr) => Some(expr),
            KnownBy::TaperEnd(taper) => {
                add(&owner, Sort::Taper, taper.as_str());
                None
            }
            KnownBy::Planning | KnownBy::Event | KnownBy::Decision => None,
        };
        for name in computed.into_iter().chain(&anchor.default).flat_map(anchors) {
            add(&owner, Sort::Anchor, name);
        }
        for name in anchor.replaces.iter().chain(&anchor.before) {
            add(&owner, Sort::Anchor, name.as_str());
        }
        if anchor.replaces.is_some() {
            // Standing in for another is a use of the anchor itself.
            add(&owner, Sort::Anchor, anchor.id.as_str());
        }
    }
    for activity in &protocol.activities {
        let owner = Owner::Activity(activity.id.clone());
        add(&owner, Sort::Kind, activity.kind.as_str());
        if let Some(person) = &activity.person {
            add(&owner, Sort::Person, person.as_str());
        }
        for leader in activity.timing.leaders() {
            add(&owner, Sort::Activity, leader.as_str());
        }
        for name in activity.until.iter().flat_map(anchors) {
            add(&owner, Sort::Anchor, name);
        }
    }
    for phase in &protocol.phases {
        let owner = Owner::Phase(phase.id.clone());
        for name in dates_of(phase).flat_map(anchors) {
            add(&owner, Sort::Anchor, name);
        }
        let instead = match &phase.presence {
            Presence::InsteadOf(id) => Some(id),
            Presence::Always | Presence::Optional => None,
        };
        for name in phase.alongside.iter().chain(instead) {
            add(&owner, Sort::Phase, name.as_str());
        }
        for name in &phase.activities {
            add(&owner, Sort::Activity, name.as_str());
        }
        for name in &phase.forbids {
            add(&owner, Sort::Kind, name.as_str());
        }
    }
    for quantity in &protocol.quantities {
        for term in quantity.formula.terms() {
            match term {
                Term::Named(name) => add(&Owner::Quantity(quantity.id.clone()), Sort::Figure, name),
                Term::Constant(..) => {}
            }
        }
    }
    for taper in &protocol.tapers {
        let owner = Owner::Taper(taper.id.clone());
        add(&owner, Sort::Input, taper.amount.as_str());
        for name in anchors(&taper.starts) {
            add(&owner, Sort::Anchor, name);
        }
    }
    for checkpoint in &protocol.checkpoints {
        let owner = Owner::Checkpoint(checkpoint.id.clone());
        let exprs: Vec<_> = match &checkpoint.recurrence {
            Recurrence::On(exprs) => exprs.iter().collect(),
            Recurrence::Series { period: _, from, to, until } => [from].into_iter().chain(to).chain(until).collect(),
        };
        for name in exprs.into_iter().flat_map(anchors) {
            add(&owner, Sort::Anchor, name);
        }
    }
    for (i, lead) in protocol.lead_times.iter().enumerate() {
        for name in [&lead.from, &lead.to].into_iter().flat_map(anchors) {
            add(&Owner::LeadTime(i), Sort::Anchor, name);
        }
    }
    for (i, alert) in protocol.alerts.iter().enumerate() {
        for name in [&alert.date, &alert.other].into_iter().flat_map(anchors) {
            add(&Owner::Alert(i), Sort::Anchor, name);
        }
    }
    uses
}

/// The anchors that an expression speaks of.
fn anchors(expr: &DateExpr) -> impl Iterator<Item = &str> {
    expr.moments().iter().map(|moment| moment.anchor.as_str())
}
