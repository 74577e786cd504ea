//! Comparing dates before any date is known.
//!
//! Two expressions can be compared when both hang on the same anchor, however many
//! computed anchors lie between. Because month ends are clamped, the answer may
//! depend on the date; so a handful of awkward dates is tried, and what goes wrong
//! for one of them is wrong.
//!
//! Never: dates of a real plan.

use super::bounds::Bounds;
use super::date::{DateExpr, DateUnit, Moment, Offset};
use super::id::AnchorId;
use super::place::last_of;
use super::protocol::{KnownBy, Phase, Protocol};
use jiff::civil::{Date, date};

/// Month ends, a leap day, and the days after them.
const AWKWARD: [Date; 8] = [
    date(2027, 1, 31),
    date(2027, 2, 28),
    date(2027, 3, 1),
    date(2027, 5, 31),
    date(2027, 8, 31),
    date(2027, 11, 30),
    date(2027, 12, 31),
    date(2028, 2, 29),
];

/// An anchor that is not computed, and the way from it.
struct Chain<'a> {
    root: &'a AnchorId,
    offsets: Vec<Offset>,
}

impl Chain<'_> {
    fn from(&self, root: Date) -> Option<Date> {
        self.offsets.iter().try_fold(root, |date, offset| offset.from(date))
    }
}

/// Follows computed anchors back. `None` for choices between dates, for loops and for unknown names.
fn chain<'a>(protocol: &'a Protocol, expr: &'a DateExpr) -> Option<Chain<'a>> {
    let mut moment = single(expr)?;
    let mut offsets: Vec<Offset> = moment.offset.into_iter().collect();
    for _ in &protocol.anchors {
        match &protocol.anchor(&moment.anchor)?.known_by {
            KnownBy::Computed(next) => {
                moment = single(next)?;
                offsets.extend(moment.offset);
            }
            KnownBy::Planning | KnownBy::Event | KnownBy::Decision | KnownBy::TaperEnd(_) => {
                offsets.reverse();
                return Some(Chain { root: &moment.anchor, offsets });
            }
        }
    }
    None
}

fn single(expr: &DateExpr) -> Option<&Moment> {
    match expr {
        DateExpr::One(moment) => Some(moment),
        DateExpr::Earliest(_) | DateExpr::Latest(_) => None,
    }
}

/// Whether the phase's last day comes before its first, for some date of the anchor that both hang on.
pub(super) fn ends_before_it_begins(protocol: &Protocol, phase: &Phase) -> bool {
    let Some((from, to)) = phase.to.as_ref().and_then(|to| Some((chain(protocol, &phase.from)?, chain(protocol, to)?)))
    else {
        return false;
    };
    from.root == to.root && AWKWARD.iter().any(|&root| from.from(root).zip(to.from(root)).is_some_and(|(a, b)| b < a))
}

/// Whether two phases share days, for some date of the one anchor that all their bounds hang on.
pub(super) fn overlap(protocol: &Protocol, a: &Phase, b: &Phase) -> bool {
    let shares = |&root: &Date| {
        let (a, b) = (days(protocol, a, root)?, days(protocol, b, root)?);
        let begins_within = |x: &Days<'_>, y: &Days<'_>| y.last.is_none_or(|last| x.first <= last);
        Some(a.root == b.root && begins_within(&a, &b) && begins_within(&b, &a))
    };
    AWKWARD.iter().any(|root| shares(root).unwrap_or(false))
}

struct Days<'a> {
    root: &'a AnchorId,
    first: Date,
    last: Option<Date>,
}

/// The days of a phase whose bounds all hang on one anchor.
fn days<'a>(protocol: &'a Protocol, phase: &'a Phase, root: Date) -> Option<Days<'a>> {
    let from = chain(protocol, &phase.from)?;
    let first = from.from(root)?;
    let end = |expr: &'a Option<DateExpr>| match expr.as_ref().map(|expr| chain(protocol, expr)) {
        None => Some(None),
        Some(chain) => chain.filter(|chain| chain.root == from.root)?.from(root).map(Some),
    };
    let to = end(&phase.to)?;
    let until = end(&phase.until)?.and_then(|day| Offset { count: -1, unit: DateUnit::Days }.from(day));
    let longest = phase.length.and_then(Bounds::high).and_then(|days| last_of(first, days));
    Some(Days { root: from.root, first, last: [to, until, longest].into_iter().flatten().min() })
}
