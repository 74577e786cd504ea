//! Which days a series falls on.
//!
//! Contacts are often and irregular: day 3, then weekly, then every two weeks until
//! the baby arrives. Each such rule is one [`Recurrence`]; a protocol lists several
//! and the calendar shows their union. A series without an end of its own stops
//! with the plan.
//!
//! Never: what happens on the day.

use super::activity::DayRule;
use super::date::{DateUnit, Period};
use super::id::AnchorId;
use super::place::days_between;
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
        DayRule::Series(periods) => day >= first && periods.iter().any(|period| has(*period, first, day)),
    }
}

/// Whether a series that may begin on `first` has this later day. Asked for every day of a plan, so nothing is counted up.
fn has(period: Period, first: Date, day: Date) -> bool {
    let days = days_between(first, day);
    match period {
        Period::Every(step, DateUnit::Days) => days % i64::from(step) == 0,
        Period::Every(step, DateUnit::Weeks) => days % (7 * i64::from(step)) == 0,
        Period::Every(step, DateUnit::Months) => {
            let of = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
            let months = u32::try_from(of(day) - of(first)).unwrap_or(0);
            months.is_multiple_of(step) && period.nth(first, months / step) == Some(day)
        }
        Period::Weekday(weekday) => day.weekday() == weekday,
    }
}

fn series(period: Period, first: Date, last: Date) -> impl Iterator<Item = Date> {
    (0..).map_while(move |n| period.nth(first, n)).take_while(move |day| *day <= last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    #[test]
    fn a_day_is_in_a_series_that_counts_up_to_it() {
        use DateUnit::{Days, Months, Weeks};
        let every = [(1, Days), (3, Days), (1, Weeks), (2, Weeks), (1, Months), (5, Months)];
        let periods = every.map(|(step, unit)| Period::Every(step, unit)).into_iter();
        for period in periods.chain([Weekday::Monday, Weekday::Sunday].map(Period::Weekday)) {
            let rule = DayRule::Series(vec![period]);
            for first in [date(2027, 8, 31), date(2028, 2, 29), date(2026, 12, 1)] {
                for day in series(Period::Every(1, Days), date(2026, 11, 30), date(2029, 3, 31)) {
                    let counted = series(period, first, day).last() == Some(day);
                    assert_eq!(falls_on(&rule, first, day), counted, "{period:?} {first} {day}");
                }
            }
        }
    }
}
