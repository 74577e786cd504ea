//! Judging a protocol alone, before any date is known.
//!
//! [`check`] tells everything that is wrong with a protocol, in the order of its
//! parts. A [`Finding`] says what by ids and numbers, and by [`Owner`] where; the
//! layer above knows on which line that was written and in which words to say it.
//!
//! What depends on a person's dates (an event that comes early, a lead time that
//! is too short) is not judged here but told by `expand`.
//!
//! Never: spans, sentences, severity.

use super::activity::{Activity, Timing};
use super::amount::Unit;
use super::bounds::Bounds;
use super::chain::{ends_before_it_begins, overlap};
use super::clock::Minutes;
use super::cycle::loops;
use super::date::DateExpr;
use super::formula::{Operation, Term};
use super::id::{ActivityId, AnchorId, CheckpointId, Id as _, InputId, KindId, PhaseId, QuantityId, TaperId};
use super::pace::{Body, Frequency, Pace};
use super::place::{may_overlap, roots};
use super::protocol::{InputKind, Phase, Presence, Protocol, Quantity};
use super::uses::unknown_names;
use std::collections::BTreeMap;

/// The part of a protocol that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// `counting` or `plan_end`.
    Front,
    /// An anchor.
    Anchor(AnchorId),
    /// An activity.
    Activity(ActivityId),
    /// A phase.
    Phase(PhaseId),
    /// A quantity.
    Quantity(QuantityId),
    /// A taper.
    Taper(TaperId),
    /// A contact.
    Checkpoint(CheckpointId),
    /// A lead time, by its number in the list.
    LeadTime(usize),
    /// An alert, by its number in the list.
    Alert(usize),
}

/// A sort of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// An anchor.
    Anchor,
    /// An activity.
    Activity,
    /// A phase.
    Phase,
    /// A kind of activity.
    Kind,
    /// A person.
    Person,
    /// An input.
    Input,
    /// An input or a quantity.
    Figure,
    /// A taper.
    Taper,
    /// A contact.
    Checkpoint,
}

/// Something that is wrong with a protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A name that nothing has.
    UnknownName {
        /// The part that uses it.
        owner: Owner,
        /// What it is a name of.
        sort: Sort,
        /// The name.
        name: String,
    },
    /// Names that rest on each other in a ring.
    Loop {
        /// What it is a name of.
        sort: Sort,
        /// The ring, from its smallest name.
        names: Vec<String>,
    },
    /// An anchor or activity that nothing uses.
    Unused {
        /// What it is a name of.
        sort: Sort,
        /// The name.
        name: String,
    },
    /// The last day comes before the first.
    PhaseEndsBeforeItBegins {
        /// The phase.
        phase: PhaseId,
    },
    /// Two phases share days and neither says that it may.
    PhasesOverlap {
        /// The earlier one.
        first: PhaseId,
        /// The later one.
        second: PhaseId,
    },
    /// A phase goes on without end, and so does the plan.
    PhaseWithoutEnd {
        /// The phase.
        phase: PhaseId,
    },
    /// The phase forbids a kind that one of its activities is of.
    Forbidden {
        /// The phase.
        phase: PhaseId,
        /// The activity.
        activity: ActivityId,
        /// The kind that both speak of.
        kind: KindId,
    },
    /// The activity goes with another that is not in the phase, nor in one alongside.
    LeaderNotThere {
        /// The phase.
        phase: PhaseId,
        /// The activity.
        activity: ActivityId,
        /// The other activity.
        leader: ActivityId,
    },
    /// The intervals give `possible` sessions, whatever the hours of the day; the count wants others.
    CountCannotFit {
        /// The activity.
        activity: ActivityId,
        /// What the protocol wants.
        wanted: Bounds<u32>,
        /// What the intervals can give.
        possible: Bounds<u32>,
    },
    /// An interval is over the longest gap that the protocol allows.
    GapOverLimit {
        /// The activity.
        activity: ActivityId,
        /// The longest interval.
        interval: Minutes,
        /// What is allowed.
        limit: Minutes,
    },
    /// A stage other than the last does not say how many days it takes.
    StageWithoutEnd {
        /// The activity.
        activity: ActivityId,
        /// The stage, from 0.
        stage: usize,
    },
    /// The blocks add up to something else than stated.
    BlockTotal {
        /// The activity.
        activity: ActivityId,
        /// As stated.
        stated: Minutes,
        /// As it adds up.
        actual: Minutes,
    },
    /// The time on adds up to something else than stated.
    BlockTimeOn {
        /// The activity.
        activity: ActivityId,
        /// As stated.
        stated: Minutes,
        /// As it adds up.
        actual: Minutes,
    },
    /// The taper's amount is not a number.
    TaperOfNoNumber {
        /// The taper.
        taper: TaperId,
        /// The input.
        input: InputId,
    },
    /// The result has another unit than the step it is rounded to.
    RoundingUnit {
        /// The quantity.
        quantity: QuantityId,
        /// The unit of the result.
        result: Unit,
        /// The unit of the step.
        step: Unit,
    },
}

/// Everything that is wrong with a protocol.
#[must_use]
pub fn check(protocol: &Protocol) -> Vec<Finding> {
    let mut findings = unknown_names(protocol);
    findings.extend(all_loops(protocol));
    findings.extend(protocol.phases.iter().flat_map(|phase| of_phase(protocol, phase)));
    findings.extend(overlaps(protocol));
    findings.extend(protocol.activities.iter().flat_map(|activity| of_activity(protocol, activity)));
    findings.extend(protocol.quantities.iter().filter_map(|quantity| of_quantity(protocol, quantity)));
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
        .map(|anchor| (anchor.id.to_string(), roots(anchor, protocol).into_iter().map(ToString::to_string).collect()));
    let activities = protocol
        .activities
        .iter()
        .map(|activity| (activity.id.to_string(), activity.timing.leaders().iter().map(ToString::to_string).collect()));
    let quantities = protocol.quantities.iter().map(|quantity| {
        let names = quantity.formula.terms().filter_map(|term| match term {
            Term::Named(name) => Some(name.clone()),
            Term::Constant(..) => None,
        });
        (quantity.id.to_string(), names.collect())
    });
    let sorts: [(Sort, BTreeMap<String, Vec<String>>); 3] = [
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

fn overlaps(protocol: &Protocol) -> Vec<Finding> {
    let alternatives = |a: &Phase, b: &Phase| {
        let instead = |x: &Phase| match &x.presence {
            Presence::InsteadOf(id) => Some(id.clone()),
            Presence::Always | Presence::Optional => None,
        };
        instead(a).as_ref() == Some(&b.id)
            || instead(b).as_ref() == Some(&a.id)
            || (instead(a).is_some() && instead(a) == instead(b))
    };
    let mut findings = Vec::new();
    for (i, a) in protocol.phases.iter().enumerate() {
        for b in &protocol.phases[i + 1..] {
            if !may_overlap(protocol, &a.id, &b.id) && !alternatives(a, b) && overlap(protocol, a, b) {
                findings.push(Finding::PhasesOverlap { first: a.id.clone(), second: b.id.clone() });
            }
        }
    }
    findings
}

fn of_activity(protocol: &Protocol, activity: &Activity) -> Vec<Finding> {
    let id = || activity.id.clone();
    let mut findings: Vec<_> = activity.timing.paces().filter_map(|pace| count_cannot_fit(activity, pace)).collect();
    let longest = activity.timing.longest_interval().filter(|_| protocol.counts(activity));
    if let Some((interval, limit)) = longest.zip(protocol.gap_limit).filter(|(interval, limit)| interval > limit) {
        findings.push(Finding::GapOverLimit { activity: id(), interval, limit });
    }
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

/// Whether no hours of the day at all let the intervals give the count.
fn count_cannot_fit(activity: &Activity, pace: &Pace) -> Option<Finding> {
    let Frequency::Every { day, night, count: Some(wanted) } = &pace.frequency else {
        return None;
    };
    let possible = match night {
        Some(night) if night == day => day.sessions(Minutes::DAY),
        Some(night) => {
            let fewest = Minutes::DAY.0.div_ceil(day.longest().max(night.longest()).0);
            // A series begins anew at bed time, which can add one session to each part.
            let most = Minutes::DAY.0 / day.shortest().min(night.shortest()).0 + 2;
            Bounds::between(fewest, most)?
        }
        None => Bounds::between(1, Minutes::DAY.0 / day.shortest().0 + pace.at_night.unwrap_or(0) + 1)?,
    };
    (!possible.meets(*wanted)).then(|| Finding::CountCannotFit {
        activity: activity.id.clone(),
        wanted: *wanted,
        possible,
    })
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
