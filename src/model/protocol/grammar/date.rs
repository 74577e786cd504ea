//! Dates relative to anchors, and how a date becomes known.
//!
//! `start`, `due - 6 weeks`, `due - 6 months or earlier`, `earlier of a, b`,
//! `computed from due - 8 weeks`, `arrival before hormone-stop`.
//!
//! Never: dates of the calendar; those are in plans, not in protocols.

use super::Notation;
use super::cursor::{Cursor, Fault, FaultKind};
use super::days::{date_unit, unit_words};
use crate::schedule::{ActivityId, Alert, AnchorId, Counting, DateExpr, Id, KnownBy, Moment, Offset, Order, TaperId};

/// The first day of a phase: a date, perhaps `or earlier`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// The date.
    pub date: DateExpr,
    /// Whether it may be earlier.
    pub or_earlier: bool,
}

/// How an anchor becomes known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowing(pub KnownBy);

/// Which day has which number: `start is day 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountingFrom(pub Counting);

/// Two dates whose order calls for words: `arrival before hormone-stop`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerting(pub Alert);

/// Names of activities: `pump, power-pump`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names(pub Vec<ActivityId>);

fn id<I: Id>(cursor: &mut Cursor<'_>) -> Result<I, Fault> {
    let start = cursor.start();
    I::new(cursor.name()?).ok_or_else(|| cursor.fault_since(start, FaultKind::Name))
}

impl Notation for Offset {
    const WHAT: &'static str = "a distance, such as `+ 3 days` or `- 6 weeks`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let sign = if cursor.sign('+') {
            1
        } else if cursor.dash() {
            -1
        } else {
            return Err(cursor.fault(FaultKind::Word("`+` or `-`")));
        };
        let start = cursor.start();
        let count = i32::try_from(cursor.whole()?).map_err(|_| cursor.fault_since(start, FaultKind::TooLarge))?;
        Ok(Self { count: sign * count, unit: date_unit(cursor)? })
    }

    fn print(&self) -> String {
        let sign = if self.count < 0 { '-' } else { '+' };
        format!("{sign} {}", unit_words(self.count.unsigned_abs(), self.unit))
    }
}

impl Notation for Moment {
    const WHAT: &'static str = "a date, such as `start`, `due - 6 weeks` or `start + 3 days`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let anchor = id(cursor)?;
        let mut ahead = cursor.clone();
        let offset = if ahead.sign('+') || ahead.dash() { Some(Offset::read(cursor)?) } else { None };
        Ok(Self { anchor, offset })
    }

    fn print(&self) -> String {
        let offset = self.offset.map_or_else(String::new, |offset| format!(" {}", offset.print()));
        format!("{}{offset}", self.anchor)
    }
}

impl Notation for DateExpr {
    const WHAT: &'static str = "a date, such as `start`, `due - 6 weeks` or `earlier of birth, due`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        if cursor.words("earlier of") {
            return moments(cursor).map(Self::Earliest);
        }
        if cursor.words("later of") {
            return moments(cursor).map(Self::Latest);
        }
        Moment::read(cursor).map(Self::One)
    }

    fn print(&self) -> String {
        let joined = |moments: &[Moment]| moments.iter().map(Notation::print).collect::<Vec<_>>().join(", ");
        match self {
            Self::One(moment) => moment.print(),
            Self::Earliest(moments) => format!("earlier of {}", joined(moments)),
            Self::Latest(moments) => format!("later of {}", joined(moments)),
        }
    }
}

fn moments(cursor: &mut Cursor<'_>) -> Result<Vec<Moment>, Fault> {
    let mut moments = vec![Moment::read(cursor)?];
    while cursor.sign(',') {
        moments.push(Moment::read(cursor)?);
    }
    Ok(moments)
}

impl Notation for Begin {
    const WHAT: &'static str = "a date, such as `start - 3 days` or `due - 6 months or earlier`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let date = DateExpr::read(cursor)?;
        Ok(Self { date, or_earlier: cursor.words("or earlier") })
    }

    fn print(&self) -> String {
        self.date.print() + if self.or_earlier { " or earlier" } else { "" }
    }
}

impl Notation for Knowing {
    const WHAT: &'static str = "`planning`, `event`, `decision`, `computed from due - 8 weeks` or `end of taper NAME`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        if cursor.words("computed from") {
            return DateExpr::read(cursor).map(|expr| Self(KnownBy::Computed(expr)));
        }
        if cursor.words("end of taper") {
            return id::<TaperId>(cursor).map(|taper| Self(KnownBy::TaperEnd(taper)));
        }
        let known = match cursor.peek_word() {
            "planning" => KnownBy::Planning,
            "event" => KnownBy::Event,
            "decision" => KnownBy::Decision,
            _ => {
                return Err(
                    cursor.fault(FaultKind::Word("`planning`, `event`, `decision`, `computed from` or `end of taper`"))
                );
            }
        };
        cursor.word();
        Ok(Self(known))
    }

    fn print(&self) -> String {
        match &self.0 {
            KnownBy::Planning => "planning".to_owned(),
            KnownBy::Event => "event".to_owned(),
            KnownBy::Decision => "decision".to_owned(),
            KnownBy::Computed(expr) => format!("computed from {}", expr.print()),
            KnownBy::TaperEnd(taper) => format!("end of taper {taper}"),
        }
    }
}

impl Notation for Names {
    const WHAT: &'static str = "the name of an activity, or several: `pump, power-pump`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let mut names = vec![id(cursor)?];
        while cursor.sign(',') {
            names.push(id(cursor)?);
        }
        Ok(Self(names))
    }

    fn print(&self) -> String {
        self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl Notation for CountingFrom {
    const WHAT: &'static str = "which day has which number: `start is day 0` or `start is day 1`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let anchor: AnchorId = id(cursor)?;
        if !cursor.words("is day") {
            return Err(cursor.fault(FaultKind::Word("`is day`")));
        }
        let start = cursor.start();
        let first = match cursor.whole()? {
            0 => 0,
            1 => 1,
            _ => return Err(cursor.fault_since(start, FaultKind::Word("`0` or `1`"))),
        };
        Ok(Self(Counting { anchor, first }))
    }

    fn print(&self) -> String {
        format!("{} is day {}", self.0.anchor, self.0.first)
    }
}

impl Notation for Alerting {
    const WHAT: &'static str = "two dates in an order, such as `arrival before hormone-stop`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let date = DateExpr::read(cursor)?;
        let order = if cursor.words("before") {
            Order::Before
        } else if cursor.words("after") {
            Order::After
        } else {
            return Err(cursor.fault(FaultKind::Word("`before` or `after`")));
        };
        Ok(Self(Alert { date, order, other: DateExpr::read(cursor)? }))
    }

    fn print(&self) -> String {
        let order = match self.0.order {
            Order::Before => "before",
            Order::After => "after",
        };
        format!("{} {order} {}", self.0.date.print(), self.0.other.print())
    }
}
