//! Dates relative to anchors: `due - 6 weeks`, `earlier of hormone-stop, arrival`.
//!
//! An offset counts days, weeks or calendar months. Months keep the day of the
//! month and are clamped to its last day: 31 August less six months is 28 February
//! (vectors 1 to 5). Because of the clamp, offsets are applied one by one and in
//! order, never added up.
//!
//! Never: today's date, week numbers, the names of months.

use super::id::AnchorId;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

/// What an offset counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateUnit {
    /// Days.
    Days,
    /// Seven days.
    Weeks,
    /// Calendar months, clamped at the month's end.
    Months,
}

/// A signed distance between dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// How many; negative is earlier. Readers of files keep it within ±9999.
    pub count: i32,
    /// Of what.
    pub unit: DateUnit,
}

impl Offset {
    /// The date this far from another; `None` beyond the calendar's end.
    #[must_use]
    pub fn from(self, date: Date) -> Option<Date> {
        let count = i64::from(self.count);
        let span = match self.unit {
            DateUnit::Days => jiff::Span::new().try_days(count),
            DateUnit::Weeks => jiff::Span::new().try_weeks(count),
            DateUnit::Months => jiff::Span::new().try_months(count),
        };
        span.and_then(|span| date.checked_add(span)).ok()
    }
}

/// An anchor, or a day at some distance from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The anchor.
    pub anchor: AnchorId,
    /// How far from it.
    pub offset: Option<Offset>,
}

impl Moment {
    /// The date, if the anchor's date is known.
    #[must_use]
    pub fn resolve(&self, anchors: &BTreeMap<AnchorId, Date>) -> Option<Date> {
        let date = *anchors.get(&self.anchor)?;
        self.offset.map_or(Some(date), |offset| offset.from(date))
    }
}

/// A date as a protocol says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateExpr {
    /// One moment.
    One(Moment),
    /// The earliest of those that are known.
    Earliest(Vec<Moment>),
    /// The latest of all, known only when all are.
    Latest(Vec<Moment>),
}

impl DateExpr {
    /// The date, as far as it can be known from these anchors.
    #[must_use]
    pub fn resolve(&self, anchors: &BTreeMap<AnchorId, Date>) -> Option<Date> {
        match self {
            Self::One(moment) => moment.resolve(anchors),
            Self::Earliest(moments) => moments.iter().filter_map(|m| m.resolve(anchors)).min(),
            Self::Latest(moments) => {
                moments.iter().map(|m| m.resolve(anchors)).collect::<Option<Vec<_>>>()?.into_iter().max()
            }
        }
    }

    /// The moments it speaks of.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        match self {
            Self::One(moment) => std::slice::from_ref(moment),
            Self::Earliest(moments) | Self::Latest(moments) => moments,
        }
    }
}

/// How often something comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Every so many days, weeks or months (at least one) from the first date.
    Every(u32, DateUnit),
    /// Each time this day of the week comes round.
    Weekday(Weekday),
}

impl Period {
    /// The `n`-th date (from 0) of a series that may begin on `first`.
    /// Months are counted from the first date, so the 31st comes back after February.
    #[must_use]
    pub fn nth(self, first: Date, n: u32) -> Option<Date> {
        match self {
            Self::Every(step, unit) => {
                let count = i32::try_from(step.checked_mul(n)?).ok()?;
                Offset { count, unit }.from(first)
            }
            Self::Weekday(weekday) => {
                let ahead = i32::from(weekday.since(first.weekday()));
                let weeks = i32::try_from(n).ok()?.checked_mul(7)?;
                Offset { count: ahead.checked_add(weeks)?, unit: DateUnit::Days }.from(first)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn from(count: i32, unit: DateUnit, day: Date) -> Option<Date> {
        Offset { count, unit }.from(day)
    }

    #[test]
    fn months_are_clamped() {
        assert_eq!(from(-6, DateUnit::Months, date(2026, 8, 31)), Some(date(2026, 2, 28)));
        assert_eq!(from(-6, DateUnit::Months, date(2028, 8, 31)), Some(date(2028, 2, 29)));
        assert_eq!(from(9999, DateUnit::Months, date(9990, 1, 1)), None);
    }

    #[test]
    fn a_monthly_series_remembers_its_day() {
        let dates: Vec<_> =
            (0..4).filter_map(|n| Period::Every(1, DateUnit::Months).nth(date(2026, 12, 31), n)).collect();
        assert_eq!(dates, [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]);
    }

    #[test]
    fn weekdays_begin_on_or_after_the_first_date() {
        let monday = Period::Weekday(Weekday::Monday);
        assert_eq!(monday.nth(date(2026, 12, 1), 0), Some(date(2026, 12, 7)));
        assert_eq!(monday.nth(date(2026, 12, 7), 0), Some(date(2026, 12, 7)));
    }
}
