//! Which days a series falls on.
//!
//! Contacts are often and irregular: day 3, then weekly, then every two weeks until
//! the baby arrives. Each such rule is one [`Recurrence`]; a protocol lists several
//! and the calendar shows their union. A series without an end of its own stops
//! with the plan.
//!
//! Never: what happens on the day.

use super::activity::DayRule;
use super::date::Period;
use super::id::AnchorId;
use super::protocol::Recurrence;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The days of a recurrence, as far as its anchors are known, up to the end of the plan.
pub(super) fn days(
    recurrence: &Recurrence,
    anchors: &BTreeMap<AnchorId, Date>,
    plan_end: Option<Date>,
) -> BTreeSet<Date> {
    match recurrence {
        Recurrence::On(exprs) => exprs.iter().filter_map(|expr| expr.resolve(anchors)).collect(),
        Recurrence::Series { period, from, to, until } => {
            let to = to.as_ref().and_then(|expr| expr.resolve(anchors));
            let until = until.as_ref().and_then(|expr| expr.resolve(anchors)).and_then(|day| day.yesterday().ok());
            let last = [to, until].into_iter().flatten().min().or(plan_end);
            let (Some(first), Some(last)) = (from.resolve(anchors), last) else {
                return BTreeSet::new();
            };
            series(*period, first, last).collect()
        }
    }
}

/// Whether an activity is done on a day of a phase that began on `first`.
pub(super) fn falls_on(rule: &DayRule, first: Date, day: Date) -> bool {
    match rule {
        DayRule::All => true,
        DayRule::Series(periods) => periods.iter().any(|period| series(*period, first, day).last() == Some(day)),
    }
}

fn series(period: Period, first: Date, last: Date) -> impl Iterator<Item = Date> {
    (0..).map_while(move |n| period.nth(first, n)).take_while(move |day| *day <= last)
}
