//! Tapers: a measured amount, brought down in steps with time between them.
//!
//! The first lower level begins on the first day of the taper; each level lasts
//! the days of its step; the last step may be smaller and nothing goes below nothing
//! (vectors 11 to 13). A level whose gate is not passed is held for its days once
//! more, and all that follows moves by as many (vector 14).
//!
//! Where steps or days are ranges the gentlest are used: the smallest step, the
//! longest stay.
//!
//! Never: what the gates ask; a person judges that.

use super::amount::Amount;
use super::bounds::Bounds;
use super::date::{DateExpr, DateUnit, Offset};
use super::id::{InputId, TaperId};
use super::number::Number;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// A stepwise reduction.
#[derive(Clone, Debug)]
pub struct Taper {
    /// Its name.
    pub id: TaperId,
    /// The first day at the first lower level.
    pub starts: DateExpr,
    /// The input that holds the amount before it.
    pub amount: InputId,
    /// What each step takes off; the last goes on. Never empty.
    pub steps: Vec<Cut>,
    /// How many days each level lasts; the last goes on. Never empty, never nothing.
    pub days: Vec<Bounds<u32>>,
}

/// What a step takes off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// This much. The unit is that of the amount.
    By(Bounds<Number>),
    /// So many hundredths of the amount at the start.
    Percent(Bounds<Number>),
}

impl Cut {
    /// The least that a step may take off, which is what is taken: an amount, or hundredths of the start.
    #[must_use]
    pub fn gentlest(&self) -> Option<Number> {
        match self {
            Self::By(cut) | Self::Percent(cut) => cut.low().or(cut.high()),
        }
    }

    fn of(&self, start: Number) -> Option<Number> {
        let gentlest = self.gentlest()?;
        match self {
            Self::By(_) => Some(gentlest),
            Self::Percent(_) => gentlest.times(start)?.over(Number::whole(100)),
        }
    }
}

impl Taper {
    /// How many days each level lasts: the longest stay; the last goes on.
    pub fn stays(&self) -> impl Iterator<Item = u32> {
        self.days.iter().map(|days| days.high().or(days.low()).unwrap_or(1).max(1))
    }
}

/// Some days at one amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Level {
    /// The first day.
    pub from: Date,
    /// The last day; the final level, at nothing, is open.
    pub to: Option<Date>,
    /// The amount a day.
    pub amount: Amount,
    /// What was taken off to come here.
    pub step: Amount,
    /// How many times it was held because its gate was not passed.
    pub held: u32,
}

/// Lays a taper out from its first day. `failed` are the days on which a gate was not passed;
/// a day that is not the first of a level changes nothing.
///
/// The list ends at nothing. It is empty where the taper takes nothing off, and short where the calendar ends.
#[must_use]
pub fn levels(taper: &Taper, start: &Amount, first: Date, failed: &BTreeSet<Date>) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    let stays: Vec<u32> = taper.stays().collect();
    let (mut amount, mut day) = (start.value, first);
    while amount > Number::ZERO {
        let n = levels.len();
        let Some(cut) = pick(&taper.steps, n).and_then(|cut| cut.of(start.value)).filter(|cut| *cut > Number::ZERO)
        else {
            break;
        };
        let step = cut.min(amount);
        let Some(rest) = amount.minus(step) else { break };
        amount = rest;
        let mut level = Level {
            from: day,
            to: None,
            amount: Amount { value: amount, unit: start.unit.clone() },
            step: Amount { value: step, unit: start.unit.clone() },
            held: 0,
        };
        if amount > Number::ZERO {
            let stay = pick(&stays, n).copied().unwrap_or(1);
            let Some(mut next) = after(day, stay) else { break };
            while failed.contains(&next) {
                let Some(later) = after(next, stay) else { break };
                next = later;
                level.held += 1;
            }
            level.to = next.yesterday().ok();
            day = next;
        }
        levels.push(level);
    }
    levels
}

/// The `n`-th of a list whose last item goes on.
fn pick<T>(list: &[T], n: usize) -> Option<&T> {
    list.get(n).or(list.last())
}

fn after(day: Date, days: u32) -> Option<Date> {
    Offset { count: i32::try_from(days).ok()?, unit: DateUnit::Days }.from(day)
}
