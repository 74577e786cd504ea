//! Counts, minutes and gaps of laid-out days.
//!
//! What a tired person asks of a sheet is three numbers: how many sessions, how
//! many minutes, and how long the longest rest is. Counted are sessions with a
//! place of their own; a feed before each pumping belongs to it.
//!
//! The last gap of a day reaches into the next morning. Gaps are measured in time
//! that passes, so the night on which clocks change is an hour shorter or longer
//! than it looks.
//!
//! Never: how sessions came to their places.

use super::bounds::Bounds;
use super::clock::Minutes;
use super::day::{Frame, Laid, Running};
use super::grid::Slot;
use super::outcome::{Day, Notice, Session};
use super::place::days_between;
use super::plan::ClockChange;
use super::protocol::Protocol;
use jiff::civil::Date;
use std::rc::Rc;

/// A day that has been laid out: its date, the phases that run, its sessions. Days that are alike share theirs.
pub(super) type LaidDay<'a> = (Date, Vec<Running<'a>>, Rc<Laid>);

/// What is counted on one day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    /// Counted sessions that have a place of their own.
    pub count: u32,
    /// The minutes of those sessions; `None` where one of them has no stated length.
    pub minutes_total: Option<Bounds<Minutes>>,
    /// The longest time from one of them to the next.
    pub longest_gap: Option<Minutes>,
    /// The longest of those that reach into the night.
    pub longest_night_gap: Option<Minutes>,
}

/// What is counted on each day. A day between two that are like it has the figures of the one before.
pub(super) fn figures(frame: &Frame<'_>, laid: &[LaidDay<'_>]) -> Vec<Figures> {
    let mut all: Vec<Figures> = Vec::with_capacity(laid.len());
    for (i, (.., today)) in laid.iter().enumerate() {
        let like_before = all.last().filter(|_| Rc::ptr_eq(&laid[i - 1].2, today));
        let known = like_before.filter(|_| tomorrow(laid, i).is_none_or(|next| Rc::ptr_eq(next, today)));
        let figures = known.copied().unwrap_or_else(|| {
            let (gaps, night) = (gaps(frame, laid, i), frame.window.day_length());
            Figures {
                count: u32::try_from(leading(today).count()).unwrap_or(u32::MAX),
                minutes_total: minutes_total(today),
                longest_gap: gaps.iter().map(|gap| gap.elapsed).max(),
                longest_night_gap: gaps.iter().filter(|gap| gap.end > night).map(|gap| gap.elapsed).max(),
            }
        });
        all.push(figures);
    }
    all
}

/// The sessions of the day after the `i`-th, where the plan has that day.
fn tomorrow<'l>(laid: &'l [LaidDay<'_>], i: usize) -> Option<&'l Rc<Laid>> {
    let (next, _, sessions) = laid.get(i + 1)?;
    laid[i].0.tomorrow().is_ok_and(|day| day == *next).then_some(sessions)
}

/// The counted sessions that have a place of their own.
fn leading(laid: &Laid) -> impl Iterator<Item = (&Slot, &Session)> {
    laid.slots.iter().zip(laid.sessions.iter()).filter(|(_, session)| session.leads())
}

/// The minutes of those sessions; `None` where one of them has no stated length.
fn minutes_total(laid: &Laid) -> Option<Bounds<Minutes>> {
    let lengths: Vec<_> = leading(laid).map(|(_, session)| session.minutes).collect::<Option<_>>()?;
    let sum = |end: fn(Bounds<Minutes>) -> Option<Minutes>| {
        lengths.iter().map(|length| end(*length).map(|m| m.0)).sum::<Option<u32>>().map(Minutes)
    };
    match (sum(Bounds::low), sum(Bounds::high)) {
        (Some(low), Some(high)) => Bounds::between(low, high),
        (Some(low), None) => Some(Bounds::at_least(low)),
        (None, Some(high)) => Some(Bounds::at_most(high)),
        (None, None) => None,
    }
}

/// The time from one session to the next.
struct Gap {
    /// When it ends, counted from the waking of the day on which it begins.
    end: Minutes,
    /// How long it is in time that passes.
    elapsed: Minutes,
}

/// The gaps that begin on the `i`-th day. The last reaches to the first session of the next day;
/// where the plan has none, the day is taken to repeat.
fn gaps(frame: &Frame<'_>, laid: &[LaidDay<'_>], i: usize) -> Vec<Gap> {
    // In the order of their places: one that clocks leap over is printed after others that follow it.
    let starts = |laid: &Laid| {
        let mut starts: Vec<Minutes> = leading(laid).filter_map(|(slot, _)| slot.since_wake).collect();
        starts.sort_unstable();
        starts
    };
    let (date, _, today) = &laid[i];
    let mut points = starts(today);
    let next = tomorrow(laid, i).and_then(|laid| starts(laid).first().copied()).or(points.first().copied());
    points.extend(next.map(|start| Minutes(start.0 + Minutes::DAY.0)));
    let gap = |pair: &[Minutes]| {
        let elapsed = i64::from(pair[1].0 - pair[0].0) - leap(frame, *date, pair[0], pair[1]);
        Gap { end: pair[1], elapsed: Minutes(u32::try_from(elapsed).unwrap_or(0)) }
    };
    points.windows(2).map(gap).collect()
}

/// By how many minutes clocks leap forward between two points of a day's time.
fn leap(frame: &Frame<'_>, date: Date, from: Minutes, to: Minutes) -> i64 {
    let wake = i64::from(frame.window.wake().minute_of_day());
    let (from, to) = (wake + i64::from(from.0), wake + i64::from(to.0));
    let within = |change: &&ClockChange| {
        let behind_it = i64::from(change.from.minute_of_day()) + change.forward().max(0);
        let at = days_between(date, change.date) * 1440 + behind_it;
        from < at && at <= to
    };
    frame.plan.clock_changes.iter().filter(within).map(ClockChange::forward).sum()
}

/// What is to be said of removed sessions and long gaps, once for each run of like days.
pub(super) fn gap_notices(protocol: &Protocol, laid: &[LaidDay<'_>], days: &[Day]) -> Vec<Notice> {
    let removed =
        runs(days.iter().zip(laid).map(|(day, (_, _, laid))| (day.date, (laid.removed > 0).then_some(laid.removed))));
    let quiet = removed.into_iter().map(|(from, to, sessions)| Notice::QuietHours { from, to, sessions });
    let long = runs(days.iter().zip(laid).map(|(day, (_, running, laid))| {
        let quiet_limit = || (laid.removed > 0).then(|| longest_interval(protocol, running)).flatten();
        let limit = protocol.gap_limit.or_else(quiet_limit);
        (day.date, day.longest_gap_minutes.zip(limit).filter(|(gap, limit)| gap > limit))
    }));
    let long = long.into_iter().map(|(from, to, (minutes, limit))| Notice::LongGap { from, to, minutes, limit });
    quiet.chain(long).collect()
}

/// The longest interval that the running phases ask for: the gap that quiet hours are measured by.
fn longest_interval(protocol: &Protocol, running: &[Running<'_>]) -> Option<Minutes> {
    let activities = running.iter().filter_map(|phase| protocol.phase(phase.id)).flat_map(|phase| &phase.activities);
    activities.filter_map(|id| protocol.activity(id)).filter_map(|activity| activity.timing.longest_interval()).max()
}

/// Runs of dates with the same value, dates without one left out.
fn runs<T: PartialEq>(values: impl Iterator<Item = (Date, Option<T>)>) -> Vec<(Date, Date, T)> {
    let mut runs: Vec<(Date, Date, T)> = Vec::new();
    for (date, value) in values.filter_map(|(date, value)| Some((date, value?))) {
        match runs.last_mut() {
            Some((_, to, same)) if *same == value && to.tomorrow().is_ok_and(|next| next == date) => *to = date,
            Some(_) | None => runs.push((date, date, value)),
        }
    }
    runs
}
