//! Judging a protocol alone, before any date is known.
//!
//! [`check`] tells everything that is wrong with a protocol, in the order of its
//! parts.
//!
//! What depends on a person's dates (an event that comes early, a lead time that
//! is too short) is not judged here but told by `expand`.
//!
//! Never: spans, sentences, severity.

use super::activity::{Activity, Timing};
use super::amount::Unit;
use super::chain::{Courses, ends_before_it_begins, longest_between};
use super::count::of_paces;
use super::cycle::loops;
use super::date::DateExpr;
use super::finding::{Finding, Sort};
use super::formula::{Operation, Term};
use super::id::Id;
use super::pace::Body;
use super::place::{may_overlap, roots};
use super::protocol::{InputKind, LeadTime, Phase, Presence, Protocol, Quantity};
use super::uses::unknown_names;
use std::collections::BTreeMap;

/// Everything that is wrong with a protocol.
#[must_use]
pub fn check(protocol: &Protocol) -> Vec<Finding> {
    let mut findings = unknown_names(protocol);
    findings.extend(all_loops(protocol));
    findings.extend(protocol.phases.iter().flat_map(|phase| of_phase(protocol, phase)));
    let courses = Courses::of(protocol);
    findings.extend(overlaps(protocol, &courses));
    let phases = protocol.phases.iter().enumerate();
    findings.extend(phases.filter_map(|(place, phase)| gap_before(&courses, place, phase)));
    findings.extend(protocol.activities.iter().flat_map(|activity| of_activity(protocol, activity)));
    findings.extend(protocol.quantities.iter().filter_map(|quantity| of_quantity(protocol, quantity)));
    findings.extend(protocol.lead_times.iter().enumerate().filter_map(|(i, lead)| never_there(protocol, i, lead)));
    for taper in &protocol.tapers {
        let input = protocol.inputs.iter().find(|input| input.id == taper.amount);
        if input.is_some_and(|input| !matches!(input.kind, InputKind::Number { .. })) {
            findings.push(Finding::TaperOfNoNumber { taper: taper.id.clone(), input: taper.amount.clone() });
        }
    }
    findings
}

fn all_loops(protocol: &Protocol) -> Vec<Finding> {
    let anchors = protocol
        .anchors
        .iter()
        .map(|anchor| (anchor.id.as_str(), roots(anchor, protocol).into_iter().map(Id::as_str).collect()));
    let activities = protocol
        .activities
        .iter()
        .map(|activity| (activity.id.as_str(), activity.timing.leaders().iter().map(Id::as_str).collect()));
    let quantities = protocol.quantities.iter().map(|quantity| {
        let names = quantity.formula.terms().filter_map(|term| match term {
            Term::Named(name) => Some(name.as_str()),
            Term::Constant(..) => None,
        });
        (quantity.id.as_str(), names.collect())
    });
    let sorts: [(Sort, BTreeMap<&str, Vec<&str>>); 3] = [
        (Sort::Anchor, anchors.collect()),
        (Sort::Activity, activities.collect()),
        (Sort::Figure, quantities.collect()),
    ];
    sorts
        .iter()
        .flat_map(|(sort, edges)| loops(edges).into_iter().map(|names| Finding::Loop { sort: *sort, names }))
        .collect()
}

fn of_phase(protocol: &Protocol, phase: &Phase) -> Vec<Finding> {
    let mut findings = Vec::new();
    let id = || phase.id.clone();
    if ends_before_it_begins(protocol, phase) {
        findings.push(Finding::PhaseEndsBeforeItBegins { phase: id() });
    }
    let may_go_on = phase.to.is_none() && phase.length.is_none_or(|days| days.high().is_none());
    if may_go_on && protocol.plan_end.is_none() {
        findings.push(Finding::PhaseWithoutEnd { phase: id() });
    }
    let around = |other: &&Phase| other.id == phase.id || may_overlap(protocol, &phase.id, &other.id);
    let at_hand: Vec<_> = protocol.phases.iter().filter(around).flat_map(|phase| &phase.activities).collect();
    for activity in phase.activities.iter().filter_map(|id| protocol.activity(id)) {
        let act = || activity.id.clone();
        if phase.forbids.contains(&activity.kind) {
            findings.push(Finding::Forbidden { phase: id(), activity: act(), kind: activity.kind.clone() });
        }
        let leaders: Vec<_> =
            activity.timing.leaders().iter().filter(|leader| protocol.activity(leader).is_some()).collect();
        if let Some(&leader) = leaders.first().filter(|_| leaders.iter().all(|leader| !at_hand.contains(leader))) {
            findings.push(Finding::LeaderNotThere { phase: id(), activity: act(), leader: leader.clone() });
        }
    }
    findings
}

fn overlaps(protocol: &Protocol, courses: &Courses<'_>) -> Vec<Finding> {
    let alternatives = |a: &Phase, b: &Phase| {
        let instead = |x: &Phase| match &x.presence {
            Presence::InsteadOf(id) => Some(id.clone()),
            Presence::Always | Presence::Optional => None,
        };
        instead(a).as_ref() == Some(&b.id)
            || instead(b).as_ref() == Some(&a.id)
            || (instead(a).is_some() && instead(a) == instead(b))
            // Whose place it takes is not known; that is a finding of its own.
            || [a, b].iter().any(|x| instead(x).is_some_and(|id| protocol.phase(&id).is_none()))
    };
    // A phase that stands in for one that is on, too, is the same finding again.
    let phases = &protocol.phases;
    let stands_in = |x: usize, other: usize| {
        let Presence::InsteadOf(base) = &phases[x].presence else {
            return false;
        };
        let base = phases.iter().position(|phase| phase.id == *base).filter(|base| *base != other);
        base.is_some_and(|base| courses.overlap(base, other))
    };
    let mut findings = Vec::new();
    for (i, a) in phases.iter().enumerate() {
        for (j, b) in phases.iter().enumerate().skip(i + 1) {
            let again = || stands_in(i, j) || stands_in(j, i);
            if !may_overlap(protocol, &a.id, &b.id) && !alternatives(a, b) && courses.overlap(i, j) && !again() {
                findings.push(Finding::PhasesOverlap { first: a.id.clone(), second: b.id.clone() });
            }
        }
    }
    findings
}

/// Days that lie in no phase before one that every plan has.
fn gap_before(courses: &Courses<'_>, place: usize, phase: &Phase) -> Option<Finding> {
    let (before, days) = (phase.presence == Presence::Always).then(|| courses.free_days(place))??;
    Some(Finding::PhaseGap { before: before.clone(), after: phase.id.clone(), days })
}

fn never_there(protocol: &Protocol, rule: usize, lead: &LeadTime) -> Option<Finding> {
    let needed = lead.days.iter().sum();
    let available = longest_between(protocol, &lead.from, &lead.to).filter(|days| *days < i64::from(needed))?;
    Some(Finding::LeadTimeNeverThere { rule, needed, available })
}

fn of_activity(protocol: &Protocol, activity: &Activity) -> Vec<Finding> {
    let id = || activity.id.clone();
    let mut findings = of_paces(activity, protocol.gap_limit.filter(|_| protocol.counts(activity)));
    if let Timing::Ramp(stages) = &activity.timing {
        let open = stages.iter().enumerate().rev().skip(1).filter(|(_, stage)| stage.days.is_none());
        findings.extend(open.map(|(stage, _)| Finding::StageWithoutEnd { activity: id(), stage }));
    }
    for body in activity.timing.bodies() {
        let Body::Blocks(blocks) = body else {
            continue;
        };
        if let Some(stated) = blocks.stated_total.filter(|stated| *stated != blocks.total()) {
            findings.push(Finding::BlockTotal { activity: id(), stated, actual: blocks.total() });
        }
        if let Some(stated) = blocks.stated_on.filter(|stated| *stated != blocks.on()) {
            findings.push(Finding::BlockTimeOn { activity: id(), stated, actual: blocks.on() });
        }
    }
    findings
}

fn of_quantity(protocol: &Protocol, quantity: &Quantity) -> Option<Finding> {
    let step = quantity.rounding.as_ref()?.step();
    let result = unit_of(protocol, quantity, protocol.quantities.len())?;
    (result != step.unit).then(|| Finding::RoundingUnit {
        quantity: quantity.id.clone(),
        result,
        step: step.unit.clone(),
    })
}

/// The unit of a result; `None` where a name is unknown or no number. `depth` ends loops.
fn unit_of(protocol: &Protocol, quantity: &Quantity, depth: usize) -> Option<Unit> {
    let depth = depth.checked_sub(1)?;
    let of_term = |term: &Term| match term {
        Term::Constant(_, unit) => Some(unit.clone()),
        Term::Named(name) => {
            let input = protocol.inputs.iter().find(|input| input.id.as_str() == name);
            match input.map(|input| &input.kind) {
                Some(InputKind::Number { unit, .. }) => Some(unit.clone()),
                Some(InputKind::Choice(_) | InputKind::Date | InputKind::Text) => None,
                None => {
                    let quantity = protocol.quantities.iter().find(|quantity| quantity.id.as_str() == name)?;
                    unit_of(protocol, quantity, depth)
                }
            }
        }
    };
    quantity.formula.rest.iter().try_fold(of_term(&quantity.formula.first)?, |unit, factor| {
        let term = of_term(&factor.term)?;
        Some(match factor.operation {
            Operation::Times => unit.times(&term),
            Operation::Over => unit.over(&term),
        })
    })
}

/// The dates that a phase speaks of.
pub(super) fn dates_of(phase: &Phase) -> impl Iterator<Item = &DateExpr> {
    [Some(&phase.from), phase.to.as_ref(), phase.until.as_ref()].into_iter().flatten()
}
