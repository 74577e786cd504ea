//! Dates relative to anchors, numbers of days, how a date becomes known.
//!
//! `start`, `due - 6 weeks`, `due - 6 months or earlier`, `earlier of a, b`,
//! `30-60 days`, `computed from due - 8 weeks`, `arrival before hormone-stop`.
//!
//! Never: dates of the calendar; those are in plans, not in protocols.

use super::cursor::{Cursor, Fault, FaultKind};
use super::Notation;
use crate::schedule::{
    Alert, AnchorId, Bounds, Counting, DateExpr, DateUnit, DayRule, Id, KnownBy, Moment, Offset, Order, Period, TaperId,
};
use jiff::civil::Weekday;

/// The first day of a phase: a date, perhaps `or earlier`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// The date.
    pub date: DateExpr,
    /// Whether it may be earlier.
    pub or_earlier: bool,
}

/// How many days: `7 days`, `2-5 days`, `at least 4 weeks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount(pub Bounds<u32>);

/// Days one after the other; the last goes on: `3 days, 3 days, then 2-3 days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCounts(pub Vec<Bounds<u32>>);

/// Days that are needed, part by part: `30 days + 28 days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed(pub Vec<u32>);

/// How an anchor becomes known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowing(pub KnownBy);

/// Which day has which number: `start is day 0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountingFrom(pub Counting);

/// Two dates whose order calls for words: `arrival before hormone-stop`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerting(pub Alert);

fn id<I: Id>(cursor: &mut Cursor<'_>) -> Result<I, Fault> {
    let start = cursor.start();
    I::new(cursor.name()?).ok_or_else(|| cursor.fault_since(start, FaultKind::Name))
}

fn date_unit(cursor: &mut Cursor<'_>) -> Result<DateUnit, Fault> {
    let unit = match cursor.peek_word() {
        "day" | "days" => DateUnit::Days,
        "week" | "weeks" => DateUnit::Weeks,
        "month" | "months" => DateUnit::Months,
        _ => return Err(cursor.fault(FaultKind::Word("`days`, `weeks` or `months`"))),
    };
    cursor.word();
    Ok(unit)
}

fn unit_words(count: u32, unit: DateUnit) -> String {
    let word = match unit {
        DateUnit::Days => "day",
        DateUnit::Weeks => "week",
        DateUnit::Months => "month",
    };
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
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

impl Notation for DayCount {
    const WHAT: &'static str = "a number of days, such as `7 days`, `2-5 days` or `at least 4 weeks`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let (least, most) = (cursor.words("at least"), cursor.words("at most"));
        let start = cursor.start();
        let first = cursor.whole()?;
        let second = if !least && !most && cursor.dash() { cursor.whole()? } else { first };
        let unit_start = cursor.start();
        let factor = match date_unit(cursor)? {
            DateUnit::Days => 1,
            DateUnit::Weeks => 7,
            DateUnit::Months => return Err(cursor.fault_since(unit_start, FaultKind::Word("`days` or `weeks`"))),
        };
        if first == 0 {
            return Err(cursor.fault_since(start, FaultKind::Nothing));
        }
        let (first, second) = (first * factor, second * factor);
        let bounds = match (least, most) {
            (true, _) => Some(Bounds::at_least(first)),
            (false, true) => Some(Bounds::at_most(first)),
            (false, false) => Bounds::between(first, second),
        };
        bounds.map(Self).ok_or_else(|| cursor.fault_since(start, FaultKind::Backwards))
    }

    fn print(&self) -> String {
        let days = |count| unit_words(count, DateUnit::Days);
        match (self.0.low(), self.0.high()) {
            (Some(low), Some(high)) if low == high => days(low),
            (Some(low), Some(high)) => format!("{low}-{}", days(high)),
            (Some(low), None) => format!("at least {}", days(low)),
            (None, high) => format!("at most {}", days(high.unwrap_or(0))),
        }
    }
}

impl Notation for DayCounts {
    const WHAT: &'static str = "numbers of days, such as `3 days` or `3 days, 3 days, then 2-3 days`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        super::amount::rows(cursor, |cursor| DayCount::read(cursor).map(|days| days.0)).map(Self)
    }

    fn print(&self) -> String {
        super::amount::row_words(self.0.iter().map(|days| DayCount(*days).print()).collect())
    }
}

impl Notation for Needed {
    const WHAT: &'static str = "days that are needed, such as `58 days` or `30 days + 28 days`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let mut parts = Vec::new();
        loop {
            let start = cursor.start();
            let days = DayCount::read(cursor)?.0;
            let exact = days.low().filter(|low| days.high() == Some(*low));
            parts.push(exact.ok_or_else(|| cursor.fault_since(start, FaultKind::Whole))?);
            if !cursor.sign('+') {
                return Ok(Self(parts));
            }
        }
    }

    fn print(&self) -> String {
        self.0.iter().map(|days| unit_words(*days, DateUnit::Days)).collect::<Vec<_>>().join(" + ")
    }
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

impl Notation for Period {
    const WHAT: &'static str = "how often, such as `week`, `14 days`, `month` or `Monday`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let word = cursor.peek_word();
        if let Some((_, weekday)) = WEEKDAYS.iter().find(|(name, _)| *name == word) {
            cursor.word();
            return Ok(Self::Weekday(*weekday));
        }
        let start = cursor.start();
        let count = if word.is_empty() { cursor.whole()? } else { 1 };
        if count == 0 {
            return Err(cursor.fault_since(start, FaultKind::Nothing));
        }
        Ok(Self::Every(count, date_unit(cursor)?))
    }

    fn print(&self) -> String {
        match self {
            Self::Every(count, unit) => unit_words(*count, *unit),
            Self::Weekday(day) => {
                WEEKDAYS.iter().find(|(_, weekday)| weekday == day).map_or_else(String::new, |(name, _)| (*name).to_owned())
            }
        }
    }
}

impl Notation for DayRule {
    const WHAT: &'static str = "on which days, such as `every day`, `every 2 days` or `Monday, Thursday`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        if cursor.words("every day") {
            return Ok(Self::All);
        }
        if cursor.words("every") {
            return Period::read(cursor).map(|period| Self::Series(vec![period]));
        }
        let mut periods = vec![Period::read(cursor)?];
        while cursor.sign(',') {
            periods.push(Period::read(cursor)?);
        }
        Ok(Self::Series(periods))
    }

    fn print(&self) -> String {
        match self {
            Self::All => "every day".to_owned(),
            Self::Series(periods) => {
                let words = periods.iter().map(Notation::print).collect::<Vec<_>>().join(", ");
                match periods.first() {
                    Some(Period::Every(..)) => format!("every {words}"),
                    Some(Period::Weekday(_)) | None => words,
                }
            }
        }
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
            _ => return Err(cursor.fault(FaultKind::Word("`planning`, `event`, `decision`, `computed from` or `end of taper`"))),
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
