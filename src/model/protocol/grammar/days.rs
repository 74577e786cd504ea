//! Numbers of days, and how often something comes back.
//!
//! `7 days`, `30-60 days`, `3 days, 3 days, then 2-3 days`, `30 days + 28 days`;
//! `week`, `14 days`, `Monday`; `every 2 days`, `Monday, Thursday`.
//!
//! Never: dates, which hang on anchors.

use super::Notation;
use super::amount::{row_words, rows};
use super::cursor::{Cursor, Fault, FaultKind};
use crate::schedule::{Bounds, DateUnit, DayRule, Period};
use jiff::civil::Weekday;

/// How many days: `7 days`, `2-5 days`, `at least 4 weeks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount(pub Bounds<u32>);

/// Days one after the other; the last goes on: `3 days, 3 days, then 2-3 days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCounts(pub Vec<Bounds<u32>>);

/// Days that are needed, part by part: `30 days + 28 days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed(pub Vec<u32>);

impl Notation for DayCount {
    const WHAT: &'static str = "a number of days, such as `7 days`, `2-5 days` or `at least 4 weeks`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let least = cursor.words("at least");
        let most = !least && cursor.words("at most");
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
        rows(cursor, |cursor| DayCount::read(cursor).map(|days| days.0)).map(Self)
    }

    fn print(&self) -> String {
        row_words(self.0.iter().map(|days| DayCount(*days).print()).collect())
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
            Self::Weekday(day) => WEEKDAYS
                .iter()
                .find(|(_, weekday)| weekday == day)
                .map_or_else(String::new, |(name, _)| (*name).to_owned()),
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

pub(super) fn date_unit(cursor: &mut Cursor<'_>) -> Result<DateUnit, Fault> {
    let unit = match cursor.peek_word() {
        "day" | "days" => DateUnit::Days,
        "week" | "weeks" => DateUnit::Weeks,
        "month" | "months" => DateUnit::Months,
        _ => return Err(cursor.fault(FaultKind::Word("`days`, `weeks` or `months`"))),
    };
    cursor.word();
    Ok(unit)
}

pub(super) fn unit_words(count: u32, unit: DateUnit) -> String {
    let word = match unit {
        DateUnit::Days => "day",
        DateUnit::Weeks => "week",
        DateUnit::Months => "month",
    };
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
