//! Times of day and lengths of time, in whole minutes.
//!
//! A day of the plan runs from waking to the next waking, so times of day are
//! points on a ring: 22:00 is eight hours before 06:00. All arithmetic here is on
//! that ring, in integers. A person who works at night wakes at 15:00 and goes to
//! bed at 07:00; nothing here thinks that strange.
//!
//! Never: dates, zones, clock changes.

use serde::{Serialize, Serializer};
use std::fmt;

/// A length of time in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl Minutes {
    /// Twenty-four hours.
    pub const DAY: Self = Self(24 * 60);

    /// Whole hours.
    #[must_use]
    pub fn hours(hours: u32) -> Self {
        Self(hours * 60)
    }
}

/// A time of day, to the minute. Printed and serialised as `06:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(u32);

impl ClockTime {
    /// The time at this hour (0 to 23) and minute (0 to 59).
    #[must_use]
    pub fn new(hour: u32, minute: u32) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute))
    }

    /// The time that is shown as this text, `06:00`.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let (hour, minute) = text.split_once(':')?;
        let two = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
        if two(hour) && two(minute) { Self::new(hour.parse().ok()?, minute.parse().ok()?) } else { None }
    }

    /// The time so many minutes after midnight; full days are dropped.
    #[must_use]
    pub const fn at(minute_of_day: u32) -> Self {
        Self(minute_of_day % Minutes::DAY.0)
    }

    /// Minutes since midnight, 0 to 1439.
    #[must_use]
    pub fn minute_of_day(self) -> u32 {
        self.0
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub fn hour(self) -> u32 {
        self.0 / 60
    }

    /// The minute of the hour, 0 to 59.
    #[must_use]
    pub fn minute(self) -> u32 {
        self.0 % 60
    }

    /// The time so much later, on the ring.
    #[must_use]
    pub fn plus(self, length: Minutes) -> Self {
        Self::at(self.0 + length.0 % Minutes::DAY.0)
    }

    /// How long from here forward to the other time; nothing where they are the same.
    #[must_use]
    pub fn until(self, other: Self) -> Minutes {
        Minutes((other.0 + Minutes::DAY.0 - self.0) % Minutes::DAY.0)
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The person's day: from `wake` up to `bed`; the rest is night.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayWindow {
    wake: ClockTime,
    bed: ClockTime,
}

impl DayWindow {
    /// From six in the morning to ten at night: a usual day.
    pub const USUAL: Self = Self { wake: ClockTime::at(6 * 60), bed: ClockTime::at(22 * 60) };

    /// `None` where both are the same, which would leave no day or no night.
    #[must_use]
    pub fn new(wake: ClockTime, bed: ClockTime) -> Option<Self> {
        (wake != bed).then_some(Self { wake, bed })
    }

    /// When the day series begins.
    #[must_use]
    pub const fn wake(self) -> ClockTime {
        self.wake
    }

    /// When the night series begins.
    #[must_use]
    pub const fn bed(self) -> ClockTime {
        self.bed
    }

    /// From waking to bed.
    #[must_use]
    pub fn day_length(self) -> Minutes {
        self.wake.until(self.bed)
    }

    /// From bed to waking.
    #[must_use]
    pub fn night_length(self) -> Minutes {
        self.bed.until(self.wake)
    }

    /// Whether the time lies in the night. Bed time itself does, waking does not.
    #[must_use]
    pub fn is_night(self, time: ClockTime) -> bool {
        self.wake.until(time) >= self.day_length()
    }
}

/// Hours in which the person wants no session: from `from` up to, not including, `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct QuietHours {
    from: ClockTime,
    to: ClockTime,
}

impl QuietHours {
    /// `None` where both are the same.
    #[must_use]
    pub fn new(from: ClockTime, to: ClockTime) -> Option<Self> {
        (from != to).then_some(Self { from, to })
    }

    /// The first quiet minute.
    #[must_use]
    pub fn from(self) -> ClockTime {
        self.from
    }

    /// The first minute after them.
    #[must_use]
    pub fn to(self) -> ClockTime {
        self.to
    }

    /// Whether the time is quiet.
    #[must_use]
    pub fn contains(self, time: ClockTime) -> bool {
        self.from.until(time) < self.from.until(self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> ClockTime {
        ClockTime::new(hour, 0).expect("an hour of the day")
    }

    #[test]
    fn the_day_is_a_ring() {
        assert_eq!(at(22).until(at(6)), Minutes::hours(8));
        assert_eq!(at(22).plus(Minutes::hours(3)), at(1));
        assert_eq!(ClockTime::of("22:00"), Some(at(22)));
        for bad in ["", "6:00", "24:00", "06:60", "06:00:00", "+6:00", "06-00"] {
            assert_eq!(ClockTime::of(bad), None, "{bad}");
        }
        let window = DayWindow::new(at(15), at(7)).expect("two times");
        assert!(
            window.is_night(at(7)) && window.is_night(at(14)) && !window.is_night(at(15)) && !window.is_night(at(3))
        );
        assert_eq!(window.night_length(), Minutes::hours(8));
    }

    #[test]
    fn quiet_hours_end_before_their_end() {
        let quiet = QuietHours::new(at(23), at(5)).expect("two times");
        assert!(quiet.contains(at(23)) && quiet.contains(at(4)) && !quiet.contains(at(5)) && !quiet.contains(at(22)));
    }
}
