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
use super::id::{AnchorId, PhaseId};
use super::place::{days_between, last_of};
use super::protocol::{Anchor, KnownBy, Phase, Protocol};
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
    follow(protocol, expr, |anchor| match &anchor.known_by {
        KnownBy::Computed(next) => Some(next),
        KnownBy::Planning | KnownBy::Event | KnownBy::Decision | KnownBy::TaperEnd(_) => None,
    })
}

/// The same, and defaults are followed too.
fn expected<'a>(protocol: &'a Protocol, expr: &'a DateExpr) -> Option<Chain<'a>> {
    follow(protocol, expr, |anchor| match &anchor.known_by {
        KnownBy::Computed(next) => Some(next),
        KnownBy::Planning | KnownBy::Event | KnownBy::Decision | KnownBy::TaperEnd(_) => anchor.default.as_ref(),
    })
}

fn follow<'a>(
    protocol: &'a Protocol,
    expr: &'a DateExpr,
    next: impl Fn(&'a Anchor) -> Option<&'a DateExpr>,
) -> Option<Chain<'a>> {
    let mut moment = single(expr)?;
    let mut offsets: Vec<Offset> = moment.offset.into_iter().collect();
    for _ in &protocol.anchors {
        let Some(next) = next(protocol.anchor(&moment.anchor)?) else {
            offsets.reverse();
            return Some(Chain { root: &moment.anchor, offsets });
        };
        moment = single(next)?;
        offsets.extend(moment.offset);
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

/// The days of all phases, in the order of the file, for each awkward date of the anchor that a phase begins by.
///
/// Every phase is held against every other one, so their days are worked out once.
pub(super) struct Courses<'a>(Vec<(&'a Phase, [Option<Days<'a>>; AWKWARD.len()])>);

impl<'a> Courses<'a> {
    /// The days of a protocol's phases.
    pub(super) fn of(protocol: &'a Protocol) -> Self {
        Self(protocol.phases.iter().map(|phase| (phase, days(protocol, phase))).collect())
    }

    /// Whether two phases, by their places in the file, share days for some date of the one anchor that both begin by.
    pub(super) fn overlap(&self, a: usize, b: usize) -> bool {
        let shares = |(a, b): (&Option<Days<'_>>, &Option<Days<'_>>)| {
            let (a, b) = (a.as_ref()?, b.as_ref()?);
            let is_on = |x: &Days<'_>, day: Date| x.sure && x.first <= day && x.last.is_none_or(|last| day <= last);
            let is_there = |x: &Days<'_>| x.last.is_none_or(|last| x.first <= last);
            Some(a.root == b.root && is_there(a) && is_there(b) && (is_on(a, b.first) || is_on(b, a.first)))
        };
        self.0[a].1.iter().zip(&self.0[b].1).any(|days| shares(days).unwrap_or(false))
    }

    /// The phase that ends last before this one begins, and how many days lie free between the two,
    /// for some date of the anchor that they begin by. Nothing where another phase may lie there.
    pub(super) fn free_days(&self, phase: usize) -> Option<(&'a PhaseId, u32)> {
        let free = |trial: usize| {
            let own = self.0[phase].1[trial].as_ref()?;
            let mut latest: Option<(&PhaseId, Date)> = None;
            for (_, (other, days)) in self.0.iter().enumerate().filter(|(place, _)| *place != phase) {
                // A phase that begins by a choice of dates may lie anywhere.
                let days = days[trial].as_ref()?;
                if days.root != own.root || days.first >= own.first {
                    continue;
                }
                let last = days.last.filter(|last| days.sure && *last >= days.first)?;
                if latest.is_none_or(|(_, known)| known < last) {
                    latest = Some((&other.id, last));
                }
            }
            let (before, last) = latest?;
            let days = u32::try_from(days_between(last, own.first) - 1).ok().filter(|days| *days > 0)?;
            Some((before, days))
        };
        (0..AWKWARD.len()).find_map(free)
    }
}

/// The most days that there can be from one date to another, where both hang on one anchor. Expected dates count as they are expected.
pub(super) fn longest_between(protocol: &Protocol, from: &DateExpr, to: &DateExpr) -> Option<i64> {
    let (from, to) = (expected(protocol, from)?, expected(protocol, to)?);
    let between = |&root: &Date| Some(days_between(from.from(root)?, to.from(root)?));
    AWKWARD.iter().filter_map(between).max().filter(|_| from.root == to.root)
}

struct Days<'a> {
    root: &'a AnchorId,
    first: Date,
    /// The last day, as far as it hangs on the same anchor.
    last: Option<Date>,
    /// Whether no other end can come before it.
    sure: bool,
}

/// The days of a phase, counted from the anchor that it begins by, for each awkward date of that.
fn days<'a>(protocol: &'a Protocol, phase: &'a Phase) -> [Option<Days<'a>>; AWKWARD.len()] {
    let from = chain(protocol, &phase.from);
    let end = |expr: &'a Option<DateExpr>| {
        let chain = expr.as_ref().and_then(|expr| chain(protocol, expr))?;
        from.as_ref().filter(|from| chain.root == from.root).map(|_| chain)
    };
    let (to, until) = (end(&phase.to), end(&phase.until));
    AWKWARD.map(|root| {
        let from = from.as_ref()?;
        let first = from.from(root)?;
        let on = |chain: &Option<Chain<'_>>| chain.as_ref().and_then(|chain| chain.from(root));
        let (to, until) = (on(&to), on(&until));
        let sure = to.is_some() == phase.to.is_some() && until.is_some() == phase.until.is_some();
        let before = until.and_then(|day| Offset { count: -1, unit: DateUnit::Days }.from(day));
        let longest = phase.length.and_then(Bounds::high).and_then(|days| last_of(first, days));
        Some(Days { root: from.root, first, last: [to, before, longest].into_iter().flatten().min(), sure })
    })
}
