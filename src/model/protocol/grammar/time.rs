//! Lengths of time, intervals, times of day, blocks.
//!
//! `2h`, `30 min`, `1h 30 min`, `15-20 min`, `at least 10 min a side`,
//! `2h by day, 3h by night`, `06:00`, `20 on, 10 off, 15 on`.
//!
//! Never: dates.

use super::Notation;
use super::cursor::{Cursor, Fault, FaultKind};
use crate::schedule::{Block, Bounds, ClockTime, Interval, Length, Minutes, Sides};

/// The intervals of an activity: `2-3h`, `2h by day, 3h by night`, `4h by day`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Every {
    /// By day.
    pub day: Interval,
    /// By night: the same, another, or none.
    pub night: Option<Interval>,
}

/// How many at night: `at least 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nights(pub u32);

/// Hours of quiet: `23:00-05:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// The first quiet minute.
    pub from: ClockTime,
    /// The first minute after them.
    pub to: ClockTime,
}

/// Times on and off in turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockList(pub Vec<Block>);

#[derive(Clone, Copy)]
enum TimeUnit {
    Hours,
    Minutes,
}

const UNITS: FaultKind = FaultKind::Word("`min` or `h`");

fn unit(cursor: &mut Cursor<'_>) -> Option<TimeUnit> {
    let unit = match cursor.peek_word() {
        "h" | "hour" | "hours" => TimeUnit::Hours,
        "min" | "minute" | "minutes" => TimeUnit::Minutes,
        _ => return None,
    };
    cursor.word();
    Some(unit)
}

fn of(count: u32, unit: TimeUnit) -> Minutes {
    match unit {
        TimeUnit::Hours => Minutes::hours(count),
        TimeUnit::Minutes => Minutes(count),
    }
}

/// A count with its unit, if it has one: `2h`, `1h 30 min`, `15`.
fn part(cursor: &mut Cursor<'_>) -> Result<(u32, Option<TimeUnit>, Minutes), Fault> {
    let count = cursor.whole()?;
    let unit = unit(cursor);
    let mut minutes = unit.map_or(Minutes(0), |unit| of(count, unit));
    if matches!(unit, Some(TimeUnit::Hours)) {
        let before = cursor.clone();
        match cursor.whole() {
            Ok(more) if matches!(self::unit(cursor), Some(TimeUnit::Minutes)) => minutes = Minutes(minutes.0 + more),
            Ok(_) | Err(_) => *cursor = before,
        }
    }
    Ok((count, unit, minutes))
}

impl Notation for Minutes {
    const WHAT: &'static str = "a length of time, such as `30 min` or `2h`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let (_, unit, minutes) = part(cursor)?;
        unit.map(|_| minutes).ok_or_else(|| cursor.fault(UNITS))
    }

    fn print(&self) -> String {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => format!("{minutes} min"),
            (hours, 0) => format!("{hours}h"),
            (hours, minutes) => format!("{hours}h {minutes} min"),
        }
    }
}

impl Notation for Bounds<Minutes> {
    const WHAT: &'static str = "a length of time, such as `30 min`, `15-20 min` or `at least 10 min`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        if cursor.words("at least") {
            return Minutes::read(cursor).map(Self::at_least);
        }
        if cursor.words("at most") {
            return Minutes::read(cursor).map(Self::at_most);
        }
        let start = cursor.start();
        let (count, first_unit, first) = part(cursor)?;
        if !cursor.dash() {
            return first_unit.map(|_| Self::exactly(first)).ok_or_else(|| cursor.fault(UNITS));
        }
        let (_, second_unit, second) = part(cursor)?;
        let shared = second_unit.ok_or_else(|| cursor.fault(UNITS))?;
        let first = if first_unit.is_some() { first } else { of(count, shared) };
        Self::between(first, second).ok_or_else(|| cursor.fault_since(start, FaultKind::Backwards))
    }

    fn print(&self) -> String {
        match (self.low(), self.high()) {
            (Some(low), Some(high)) if low == high => low.print(),
            (Some(low), Some(high)) if low.0 % 60 == 0 && high.0 % 60 == 0 => {
                format!("{}-{}h", low.0 / 60, high.0 / 60)
            }
            (Some(low), Some(high)) if high.0 < 60 => format!("{}-{} min", low.0, high.0),
            (Some(low), Some(high)) => format!("{}-{}", low.print(), high.print()),
            (Some(low), None) => format!("at least {}", low.print()),
            (None, high) => format!("at most {}", high.unwrap_or(Minutes(0)).print()),
        }
    }
}

impl Notation for Interval {
    const WHAT: &'static str = "an interval, such as `3h`, `2-3h` or `90 min`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let start = cursor.start();
        let bounds = Bounds::<Minutes>::read(cursor)?;
        let interval = bounds.low().zip(bounds.high()).and_then(|(low, high)| Self::new(low, high));
        interval.ok_or_else(|| cursor.fault_since(start, FaultKind::Interval))
    }

    fn print(&self) -> String {
        Bounds::between(self.shortest(), self.longest()).map_or_else(String::new, |bounds| bounds.print())
    }
}

impl Notation for Every {
    const WHAT: &'static str = "an interval, such as `3h`, `2-3h` or `2h by day, 3h by night`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let day = Interval::read(cursor)?;
        if !cursor.words("by") {
            return Ok(Self { day, night: Some(day) });
        }
        if !cursor.words("day") {
            return Err(cursor.fault(FaultKind::Word("`by day`")));
        }
        if !cursor.sign(',') {
            return Ok(Self { day, night: None });
        }
        let night = Interval::read(cursor)?;
        if cursor.words("by") && cursor.words("night") {
            return Ok(Self { day, night: Some(night) });
        }
        Err(cursor.fault(FaultKind::Word("`by night`")))
    }

    fn print(&self) -> String {
        match self.night {
            Some(night) if night == self.day => self.day.print(),
            Some(night) => format!("{} by day, {} by night", self.day.print(), night.print()),
            None => format!("{} by day", self.day.print()),
        }
    }
}

impl Notation for Nights {
    const WHAT: &'static str = "the least number at night, such as `at least 1`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        if cursor.words("at least") {
            cursor.whole().map(Self)
        } else {
            Err(cursor.fault(FaultKind::Word("`at least`")))
        }
    }

    fn print(&self) -> String {
        format!("at least {}", self.0)
    }
}

impl Notation for Length {
    const WHAT: &'static str = "a length, such as `15-20 min`, `10 min a side` or `20 min together`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let minutes = Bounds::<Minutes>::read(cursor)?;
        let sides = if cursor.words("a side") {
            Sides::Each
        } else if cursor.words("together") {
            Sides::Together
        } else {
            Sides::Whole
        };
        Ok(Self { minutes, sides })
    }

    fn print(&self) -> String {
        let sides = match self.sides {
            Sides::Whole => "",
            Sides::Each => " a side",
            Sides::Together => " together",
        };
        self.minutes.print() + sides
    }
}

impl Notation for ClockTime {
    const WHAT: &'static str = "a time of day, such as `06:00`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let start = cursor.start();
        let time =
            cursor.whole().ok().filter(|_| cursor.sign(':')).and_then(|hour| Self::new(hour, cursor.whole().ok()?));
        time.ok_or_else(|| {
            let mut again = cursor.clone();
            again.rewind(start);
            again.fault(FaultKind::Clock)
        })
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

impl Notation for Quiet {
    const WHAT: &'static str = "hours from and up to, such as `23:00-05:00`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let from = ClockTime::read(cursor)?;
        if !cursor.dash() {
            return Err(cursor.fault(FaultKind::Word("`-`")));
        }
        Ok(Self { from, to: ClockTime::read(cursor)? })
    }

    fn print(&self) -> String {
        format!("{}-{}", self.from, self.to)
    }
}

impl Notation for BlockList {
    const WHAT: &'static str = "minutes on and off in turn, such as `20 on, 10 off, 10 on`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let mut blocks = Vec::new();
        loop {
            let minutes = Minutes(cursor.whole()?);
            unit(cursor);
            blocks.push(match cursor.peek_word() {
                "on" => Block::On(minutes),
                "off" => Block::Off(minutes),
                _ => return Err(cursor.fault(FaultKind::Word("`on` or `off`"))),
            });
            cursor.word();
            if !cursor.sign(',') {
                return Ok(Self(blocks));
            }
        }
    }

    fn print(&self) -> String {
        let part = |block: &Block| match block {
            Block::On(minutes) => format!("{} on", minutes.0),
            Block::Off(minutes) => format!("{} off", minutes.0),
        };
        self.0.iter().map(part).collect::<Vec<_>>().join(", ")
    }
}
