//! Dates relative to anchors, in their compiled form.
//!
//! A single moment is the latest of one, so a script has two cases and not three.
//!
//! Never: a date of the calendar.

use crate::schedule::{AnchorId, DateExpr, DateUnit, Moment, Period};
use serde::{Serialize, Serializer};

/// DATE of the essay.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Expr<'a> {
    Earliest(Vec<MomentForm<'a>>),
    Latest(Vec<MomentForm<'a>>),
}

/// MOMENT of the essay.
#[derive(Debug)]
pub(super) struct MomentForm<'a> {
    anchor: &'a AnchorId,
    offset: Option<(i32, &'static str)>,
}

/// EVERY of the essay.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Every {
    Step(u32, &'static str),
    Weekday(i8),
}

impl<'a> Expr<'a> {
    pub(super) fn of(expr: &'a DateExpr) -> Self {
        let moments = || expr.moments().iter().map(MomentForm::of).collect();
        match expr {
            DateExpr::Earliest(_) => Self::Earliest(moments()),
            DateExpr::One(_) | DateExpr::Latest(_) => Self::Latest(moments()),
        }
    }
}

impl<'a> MomentForm<'a> {
    fn of(moment: &'a Moment) -> Self {
        Self { anchor: &moment.anchor, offset: moment.offset.map(|offset| (offset.count, unit(offset.unit))) }
    }
}

impl Serialize for MomentForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.offset {
            None => [self.anchor].serialize(serializer),
            Some((count, unit)) => (self.anchor, count, unit).serialize(serializer),
        }
    }
}

impl Every {
    pub(super) fn of(period: Period) -> Self {
        match period {
            Period::Every(step, of) => Self::Step(step, unit(of)),
            Period::Weekday(weekday) => Self::Weekday(weekday.to_monday_one_offset()),
        }
    }
}

fn unit(unit: DateUnit) -> &'static str {
    match unit {
        DateUnit::Days => "days",
        DateUnit::Weeks => "weeks",
        DateUnit::Months => "months",
    }
}
