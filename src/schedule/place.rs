//! Anchors get dates, phases get days.
//!
//! An anchor's date is the one given, else computed, else its default. What rests
//! on the default of an event or a decision is provisional and says so. A phase
//! runs from its first day to the earliest end that is known; without one, to the
//! end of the plan.
//!
//! An event may come early: arrival before the build phase is over, or even
//! before it begins. Then the phase is cut or left out, never turned round.
//!
//! An anchor may stand in for another: the birth for the due date. It does so from
//! its own date on. What lay before that day has happened as it was planned and
//! stays so, and what was going on keeps its first day.
//!
//! Never: clock times, sessions.

use super::bounds::Bounds;
use super::date::{DateExpr, DateUnit, Offset};
use super::id::{AnchorId, PhaseId};
use super::outcome::{DatedAnchor, DatedPhase, Known, Notice, WaitingPhase};
use super::plan::{Plan, PlanError};
use super::protocol::{Anchor, KnownBy, Phase, Presence, Protocol};
use super::taper::levels;
use super::validate::amounts;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What is known about the anchors of one plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates {
    /// Dates that offsets are counted from. An anchor that stands in for another has lent it its date.
    pub of: BTreeMap<AnchorId, Date>,
    /// The same without any lending, and the day on which the first stand-in came.
    pub before: Option<(Box<Self>, Date)>,
    known: BTreeMap<AnchorId, (Date, Known)>,
    provisional: BTreeSet<AnchorId>,
}

impl Dates {
    /// Whether a date expression rests on an expectation.
    pub(super) fn provisional(&self, expr: &DateExpr) -> bool {
        expr.moments().iter().any(|moment| self.provisional.contains(&moment.anchor))
    }

    /// The anchors of an expression that have no date.
    pub(super) fn unknown(&self, expr: &DateExpr) -> Vec<AnchorId> {
        expr.moments().iter().map(|m| &m.anchor).filter(|a| !self.of.contains_key(*a)).cloned().collect()
    }

    /// All anchors of the protocol with what is known of them.
    pub(super) fn report(&self, protocol: &Protocol) -> Vec<DatedAnchor> {
        let dated = |anchor: &Anchor| {
            let known = self.known.get(&anchor.id);
            DatedAnchor {
                id: anchor.id.clone(),
                date: known.map(|(date, _)| *date),
                known: known.map(|(_, known)| *known),
                provisional: self.provisional.contains(&anchor.id),
            }
        };
        protocol.anchors.iter().map(dated).collect()
    }
}

/// Dates all anchors that can be dated.
pub(super) fn date_anchors(protocol: &Protocol, plan: &Plan) -> Dates {
    let stand_ins = protocol.anchors.iter().filter(|anchor| anchor.replaces.is_some());
    let came = stand_ins.filter_map(|anchor| plan.anchors.get(&anchor.id)).min();
    let mut dates = date_all(protocol, plan, true);
    dates.before = came.map(|came| (Box::new(date_all(protocol, plan, false)), *came));
    dates
}

fn date_all(protocol: &Protocol, plan: &Plan, lend: bool) -> Dates {
    let mut dates = Dates::default();
    let mut seen = BTreeSet::new();
    for anchor in &protocol.anchors {
        date_anchor(anchor, protocol, plan, lend, &mut seen, &mut dates);
    }
    dates
}

/// Dates one anchor, and first those that it rests on. A loop leaves its anchors undated; `check` reports it.
fn date_anchor(
    anchor: &Anchor,
    protocol: &Protocol,
    plan: &Plan,
    lend: bool,
    seen: &mut BTreeSet<AnchorId>,
    dates: &mut Dates,
) {
    if !seen.insert(anchor.id.clone()) {
        return;
    }
    for needed in roots(anchor, protocol) {
        if let Some(needed) = protocol.anchor(needed) {
            date_anchor(needed, protocol, plan, lend, seen, dates);
        }
    }
    let awaited = match anchor.known_by {
        KnownBy::Event | KnownBy::Decision => true,
        KnownBy::Planning | KnownBy::Computed(_) | KnownBy::TaperEnd(_) => false,
    };
    let by_default = || anchor.default.as_ref().and_then(|expr| expr.resolve(&dates.of));
    let known = if let Some(date) = plan.anchors.get(&anchor.id) {
        Some((*date, Known::Given))
    } else if let Some(date) = computed(anchor, protocol, plan, dates) {
        Some((date, Known::Computed))
    } else {
        by_default().map(|date| (date, Known::Default))
    };
    let Some((date, how)) = known else {
        return;
    };
    let rests_on_expectation =
        how != Known::Given && roots(anchor, protocol).iter().any(|a| dates.provisional.contains(*a));
    if (how == Known::Default && awaited) || rests_on_expectation {
        dates.provisional.insert(anchor.id.clone());
    }
    dates.known.insert(anchor.id.clone(), (date, how));
    let stand_in = protocol.anchors.iter().find(|a| lend && a.replaces.as_ref() == Some(&anchor.id));
    let loan = stand_in.and_then(|a| plan.anchors.get(&a.id));
    dates.of.insert(anchor.id.clone(), *loan.unwrap_or(&date));
}

/// The anchors that an anchor's date may rest on.
pub(super) fn roots<'a>(anchor: &'a Anchor, protocol: &'a Protocol) -> Vec<&'a AnchorId> {
    let computed = match &anchor.known_by {
        KnownBy::Computed(expr) => Some(expr),
        KnownBy::TaperEnd(id) => protocol.tapers.iter().find(|taper| taper.id == *id).map(|taper| &taper.starts),
        KnownBy::Planning | KnownBy::Event | KnownBy::Decision => None,
    };
    computed.into_iter().chain(&anchor.default).flat_map(DateExpr::moments).map(|moment| &moment.anchor).collect()
}

fn computed(anchor: &Anchor, protocol: &Protocol, plan: &Plan, dates: &Dates) -> Option<Date> {
    match &anchor.known_by {
        KnownBy::Computed(expr) => expr.resolve(&dates.of),
        KnownBy::TaperEnd(id) => {
            let taper = protocol.tapers.iter().find(|taper| taper.id == *id)?;
            let start = amounts(protocol, plan).remove(&taper.amount)?;
            let held = plan.held.get(id).cloned().unwrap_or_default();
            levels(taper, &start, taper.starts.resolve(&dates.of)?, &held).pop().map(|last| last.from)
        }
        KnownBy::Planning | KnownBy::Event | KnownBy::Decision => None,
    }
}

/// Phases with their days.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    pub phases: Vec<DatedPhase>,
    pub waiting: Vec<WaitingPhase>,
    pub notices: Vec<Notice>,
    pub errors: Vec<PlanError>,
}

/// Gives days to all phases of the plan.
pub(super) fn place_phases(protocol: &Protocol, plan: &Plan, dates: &Dates) -> Placed {
    let mut placed = place_all(protocol, plan, dates);
    if let Some((before, first)) = &dates.before {
        keep_what_has_been(&mut placed, place_all(protocol, plan, before).phases, *first);
    }
    placed.phases.sort_by_key(|phase| phase.from);
    placed.notices.extend(overlaps(protocol, &placed.phases));
    placed
}

fn place_all(protocol: &Protocol, plan: &Plan, dates: &Dates) -> Placed {
    let end = plan.end.or_else(|| protocol.plan_end.as_ref()?.resolve(&dates.of));
    let mut placed = Placed::default();
    for phase in protocol.phases.iter().filter(|phase| is_chosen(phase, protocol, plan)) {
        place_phase(phase, dates, end, &mut placed);
    }
    placed
}

/// Puts back what was planned for the days before a stand-in came: phases that were over keep their days,
/// those that were on keep their first, and none of the others begins before that day.
fn keep_what_has_been(placed: &mut Placed, planned: Vec<DatedPhase>, came: Date) {
    let begun: Vec<DatedPhase> = planned.into_iter().filter(|phase| phase.from < came).collect();
    let eve = came.yesterday().unwrap_or(came);
    let goes_on = |past: &DatedPhase| placed.phases.iter().find(|phase| phase.id == past.id);
    let kept = begun.iter().map(|past| match goes_on(past) {
        Some(now) if past.to >= came => DatedPhase { from: past.from, to: now.to.max(eve), ..now.clone() },
        Some(_) | None => DatedPhase { to: past.to.min(eve), open: false, ..past.clone() },
    });
    let kept: Vec<_> = kept.collect();
    let later = placed.phases.iter().filter(|phase| begun.iter().all(|past| past.id != phase.id) && phase.to >= came);
    let later = later.map(|phase| DatedPhase { from: phase.from.max(came), ..phase.clone() }).collect::<Vec<_>>();
    placed.phases = later.into_iter().chain(kept).collect();
}

fn is_chosen(phase: &Phase, protocol: &Protocol, plan: &Plan) -> bool {
    let own = match &phase.presence {
        Presence::Always => true,
        Presence::Optional | Presence::InsteadOf(_) => plan.phases.contains(&phase.id),
    };
    let gives_way = protocol.phases.iter().any(|other| match &other.presence {
        Presence::InsteadOf(id) => *id == phase.id && plan.phases.contains(&other.id),
        Presence::Always | Presence::Optional => false,
    });
    own && !gives_way
}

fn place_phase(phase: &Phase, dates: &Dates, plan_end: Option<Date>, placed: &mut Placed) {
    let id = || phase.id.clone();
    let Some(from) = phase.from.resolve(&dates.of) else {
        placed.waiting.push(WaitingPhase { id: id(), anchors: dates.unknown(&phase.from) });
        return;
    };
    let to = phase.to.as_ref().and_then(|expr| expr.resolve(&dates.of));
    let until = phase.until.as_ref().and_then(|expr| expr.resolve(&dates.of));
    if to.is_some_and(|to| to < from) {
        placed.errors.push(PlanError::PhaseEndsBeforeItBegins(id()));
        return;
    }
    if until.is_some_and(|until| until <= from) {
        placed.notices.push(Notice::PhaseSkipped { phase: id() });
        return;
    }
    let longest = phase.length.and_then(Bounds::high).and_then(|days| last_of(from, days));
    let own_end = [to, until.and_then(|day| day.yesterday().ok()), longest].into_iter().flatten().min();
    let Some(last) = own_end.or(plan_end).filter(|last| *last >= from) else {
        placed.notices.push(Notice::PhaseAfterPlanEnd { phase: id() });
        return;
    };
    if let Some(at_least) = phase.length.and_then(Bounds::low).filter(|_| own_end.is_some()) {
        let days = days_between(from, last) + 1;
        if days < i64::from(at_least) {
            let days = u32::try_from(days).unwrap_or(0);
            placed.notices.push(Notice::PhaseShort { phase: id(), days, at_least });
        }
    }
    let bounds = [Some(&phase.from), phase.to.as_ref(), phase.until.as_ref()];
    placed.phases.push(DatedPhase {
        id: id(),
        from,
        to: last,
        or_earlier: phase.or_earlier,
        open: own_end.is_none(),
        provisional: bounds.into_iter().flatten().any(|expr| dates.provisional(expr)),
    });
}

/// Pairs of phases that share days and may not.
fn overlaps(protocol: &Protocol, placed: &[DatedPhase]) -> Vec<Notice> {
    let mut notices = Vec::new();
    for (i, first) in placed.iter().enumerate() {
        for second in &placed[i + 1..] {
            if second.from <= first.to && !may_overlap(protocol, &first.id, &second.id) {
                notices.push(Notice::PhasesOverlap { first: first.id.clone(), second: second.id.clone() });
            }
        }
    }
    notices
}

/// Whether one of the two says that it may run alongside the other.
pub(super) fn may_overlap(protocol: &Protocol, a: &PhaseId, b: &PhaseId) -> bool {
    let says = |x, y| protocol.phase(x).is_some_and(|phase: &Phase| phase.alongside.contains(y));
    says(a, b) || says(b, a)
}

/// The last of so many days that begin with `from`.
pub(super) fn last_of(from: Date, days: u32) -> Option<Date> {
    Offset { count: i32::try_from(days).ok()? - 1, unit: DateUnit::Days }.from(from)
}

/// Days from one date to another; negative backwards.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}
