//! Laying a protocol over the calendar.
//!
//! The steps, in order: objections to the plan; dates of the anchors; days of the
//! phases; each day's sessions; gaps between them, over midnight; contacts, tapers
//! and quantities; notices. The same protocol and plan always give the same
//! schedule.
//!
//! Each step is a file of its own; this one only puts them in a row, and works out
//! what needs no more than dates: contacts, lead times, alerts.
//!
//! Never: today's date, words.

use super::activity::Order;
use super::clock::{DayWindow, QuietHours};
use super::date::DateExpr;
use super::day::{Doing, Frame, Laid, Running, doing, is_alike, lay_out};
use super::figure::{quantities, tapers};
use super::gap::{Figures, LaidDay, figures, gap_notices};
use super::outcome::{DatedCheckpoint, DatedPhase, Day, Notice, ProtocolRef, Schedule};
use super::place::{Dates, Placed, date_anchors, days_between, place_phases};
use super::plan::{Plan, PlanError};
use super::protocol::{Alert, LeadTime, Protocol, Recurrence};
use super::recur;
use super::validate::{inputs_used, objections};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::iter::successors;
use std::rc::Rc;
use std::sync::Arc;

/// No plan is longer than three years.
const LONGEST_PLAN: u32 = 3 * 366;

/// Gives every phase its days, every day its sessions.
///
/// # Errors
/// All that stands against the plan, at once.
pub fn expand(protocol: &Protocol, plan: &Plan) -> Result<Schedule, Vec<PlanError>> {
    let dates = date_anchors(protocol, plan);
    let mut errors = objections(protocol, plan, &dates);
    let mut placed = place_phases(protocol, plan, &dates);
    errors.append(&mut placed.errors);
    let span = placed.phases.iter().map(|p| p.from).min().zip(placed.phases.iter().map(|p| p.to).max());
    if let Some((first, last)) = span {
        let days = u32::try_from(days_between(first, last) + 1).unwrap_or(0);
        if days > LONGEST_PLAN {
            errors.push(PlanError::TooLong { days, limit: LONGEST_PLAN });
        }
    } else if errors.is_empty() {
        errors.push(PlanError::NothingToLayOut);
    }
    match DayWindow::new(plan.wake, plan.bed) {
        Some(window) if errors.is_empty() => Ok(lay_over(protocol, plan, &dates, placed, window)),
        Some(_) | None => Err(errors),
    }
}

fn lay_over(protocol: &Protocol, plan: &Plan, dates: &Dates, placed: Placed, window: DayWindow) -> Schedule {
    let quiet = plan.quiet.and_then(|(from, to)| QuietHours::new(from, to));
    let frame = Frame { protocol, plan, anchors: &dates.of, window, quiet };
    let laid = lay_days(&frame, &placed.phases);
    let mut notices = placed.notices;
    for notice in laid.iter().flat_map(|(_, _, laid)| &laid.notices) {
        if !notices.contains(notice) {
            notices.push(notice.clone());
        }
    }
    let days = days(&frame, dates, &laid);
    notices.extend(gap_notices(protocol, &laid, &days));
    notices.extend(lead_time_notices(protocol, dates));
    notices.extend(alert_notices(protocol, dates));
    let (quantities, faults) = quantities(protocol, plan);
    notices.extend(faults);
    let last = placed.phases.iter().map(|phase| phase.to).max();
    Schedule {
        format: "latchwork.schedule/1",
        protocol: ProtocolRef { id: protocol.id.clone(), version: protocol.version.clone(), status: protocol.status },
        person: plan.person.clone(),
        window,
        quiet_hours: quiet,
        anchors: dates.report(protocol),
        inputs: inputs_used(protocol, plan),
        phases: placed.phases,
        waiting: placed.waiting,
        days,
        checkpoints: checkpoints(protocol, dates, last),
        tapers: tapers(protocol, plan, dates),
        quantities,
        notices,
        plan: plan.clone(),
    }
}

fn lay_days<'a>(frame: &Frame<'a>, phases: &'a [DatedPhase]) -> Vec<LaidDay<'a>> {
    let (Some(first), Some(last)) = (phases.iter().map(|p| p.from).min(), phases.iter().map(|p| p.to).max()) else {
        return Vec::new();
    };
    let mut laid = Vec::new();
    // Most days are like the day before; those share what was laid out once.
    let mut known: Option<(Vec<Doing<'_>>, Rc<Laid>)> = None;
    for date in successors(Some(first), |date| date.tomorrow().ok()).take_while(|date| *date <= last) {
        let running = phases.iter().filter(|p| p.from <= date && date <= p.to);
        let running: Vec<_> = running.map(|p| Running { id: &p.id, since: p.from }).collect();
        if running.is_empty() {
            continue;
        }
        let doing = doing(frame, date, &running);
        let plain = !clocks_change_near(frame, date);
        let like = known.take().filter(|(before, _)| plain && is_alike(before, &doing));
        let today = like.map_or_else(|| Rc::new(lay_out(frame, date, &doing)), |(_, laid)| laid);
        known = plain.then(|| (doing, Rc::clone(&today)));
        laid.push((date, running, today));
    }
    laid
}

/// Whether a change of clocks may touch a session of this day or the gap behind it.
fn clocks_change_near(frame: &Frame<'_>, date: Date) -> bool {
    frame.plan.clock_changes.iter().any(|change| days_between(date, change.date).abs() <= 2)
}

fn days(frame: &Frame<'_>, dates: &Dates, laid: &[LaidDay<'_>]) -> Vec<Day> {
    let day = |((date, running, today), figures): (&LaidDay<'_>, Figures)| Day {
        date: *date,
        day_number: day_number(frame.protocol, dates, *date),
        phases: running.iter().map(|phase| phase.id.clone()).collect(),
        sessions: Arc::clone(&today.sessions),
        count: figures.count,
        minutes_total: figures.minutes_total,
        longest_gap_minutes: figures.longest_gap,
        longest_night_gap_minutes: figures.longest_night_gap,
    };
    laid.iter().zip(figures(frame, laid)).map(day).collect()
}

fn lead_time_notices(protocol: &Protocol, dates: &Dates) -> Vec<Notice> {
    let short = |(rule, lead): (usize, &LeadTime)| {
        let needed = lead.needed();
        let days = days_between(lead.from.resolve(&dates.of)?, lead.to.resolve(&dates.of)?);
        let available = i32::try_from(days).ok().filter(|days| i64::from(*days) < i64::from(needed))?;
        Some(Notice::ShortLeadTime { rule, needed, available, suggest: lead.suggest.clone() })
    };
    protocol.lead_times.iter().enumerate().filter_map(short).collect()
}

fn alert_notices(protocol: &Protocol, dates: &Dates) -> Vec<Notice> {
    let speaks = |alert: &Alert| {
        let pair = alert.date.resolve(&dates.of).zip(alert.other.resolve(&dates.of));
        pair.is_some_and(|(date, other)| match alert.order {
            Order::Before => date < other,
            Order::After => date > other,
        })
    };
    let alerts = protocol.alerts.iter().enumerate().filter(|(_, alert)| speaks(alert));
    alerts.map(|(rule, _)| Notice::Alert { rule }).collect()
}

fn checkpoints(protocol: &Protocol, dates: &Dates, last: Option<Date>) -> Vec<DatedCheckpoint> {
    let mut all: Vec<_> = protocol
        .checkpoints
        .iter()
        .flat_map(|checkpoint| {
            let days = contact_days(&checkpoint.recurrence, dates, last);
            days.into_iter().map(|date| DatedCheckpoint {
                date,
                id: checkpoint.id.clone(),
                day_number: day_number(protocol, dates, date),
            })
        })
        .collect();
    all.sort_by_key(|checkpoint| checkpoint.date);
    all
}

/// The days of a contact. Those before a stand-in came stay as they were planned; a day that has been does not come again.
fn contact_days(recurrence: &Recurrence, dates: &Dates, last: Option<Date>) -> BTreeSet<Date> {
    let Some((before, came)) = &dates.before else {
        return recur::days(recurrence, &dates.of, last);
    };
    match recurrence {
        Recurrence::On(exprs) => {
            let been = |expr: &DateExpr| expr.resolve(&before.of).filter(|day| day < came);
            exprs.iter().filter_map(|expr| been(expr).or_else(|| expr.resolve(&dates.of))).collect()
        }
        Recurrence::Series { .. } => {
            let been = recur::days(recurrence, &before.of, last).into_iter().filter(|day| day < came);
            let to_come = recur::days(recurrence, &dates.of, last).into_iter().filter(|day| day >= came);
            been.chain(to_come).collect()
        }
    }
}

/// The number of a day by the protocol's counting. Where the anchor has no date, days are numbered from the first phase's anchor.
fn day_number(protocol: &Protocol, dates: &Dates, date: Date) -> i32 {
    let from = dates.of.get(&protocol.counting.anchor).or(dates.of.values().min());
    let days = from.map_or(0, |from| days_between(*from, date));
    i32::try_from(days).unwrap_or(0) + protocol.counting.first
}
