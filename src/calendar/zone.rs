//! Time zones: which there are, and when their clocks change.
//!
//! The rules of all zones are part of the program, so that the same inputs give
//! the same calendar on every machine. A zone is asked for by its name in the
//! IANA database (`Europe/Berlin`) and answers with the days on which clocks are
//! put forward or back.
//!
//! Never: a zone of the machine, sessions, how a zone is written into a file.

use crate::schedule::{ClockChange, ClockTime};
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// A time zone with its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    rules: TimeZone,
}

/// Clocks go from one distance to UTC to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    /// What the clock shows when it happens, by the old distance.
    pub(super) before: DateTime,
    /// The old distance, in seconds east.
    pub(super) from: i32,
    /// The new one.
    pub(super) to: i32,
    /// What people call the time that begins: `CEST`.
    pub(super) name: String,
}

impl Zone {
    /// The zone of this name; upper and lower case are alike. `None` where there is none.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let name = Self::names().find(|known| known.eq_ignore_ascii_case(name))?;
        let rules = TimeZoneDatabase::bundled().get(&name).ok()?;
        Some(Self { name, rules })
    }

    /// The names of all zones, in order.
    pub fn names() -> impl Iterator<Item = String> {
        let mut names: Vec<String> =
            TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect();
        names.sort();
        names.into_iter()
    }

    /// Its name, as the database writes it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The shifts from the first of these days to the last, by the clock that is about to change.
    pub(super) fn shifts(&self, from: Date, to: Date) -> Vec<Shift> {
        // A day more, because the day of a place is not that of UTC.
        let start = from.yesterday().ok().and_then(|day| instant(day.at(0, 0, 0, 0)));
        let Some(start) = start else { return Vec::new() };
        let all = self.rules.following(start).filter_map(|next| self.shift(next.timestamp()));
        all.take_while(|shift| shift.before.date() <= to).filter(|shift| from <= shift.before.date()).collect()
    }

    /// The last shift before a day.
    pub(super) fn shift_before(&self, day: Date) -> Option<Shift> {
        let end = day.tomorrow().ok().and_then(|day| instant(day.at(0, 0, 0, 0)))?;
        let all = self.rules.preceding(end).filter_map(|last| self.shift(last.timestamp()));
        all.into_iter().find(|shift| shift.before.date() < day)
    }

    /// The distance to UTC and its name when a day begins.
    pub(super) fn at(&self, day: Date) -> Option<(i32, String)> {
        let info = self.rules.to_offset_info(instant(day.at(0, 0, 0, 0))?);
        Some((info.offset().seconds(), info.abbreviation().to_owned()))
    }

    /// The time in UTC of a time that the clock shows twice, when it shows it first; none where it does not.
    pub(super) fn first_of_two(&self, time: DateTime) -> Option<DateTime> {
        match self.rules.to_ambiguous_timestamp(time).offset() {
            AmbiguousOffset::Fold { before, .. } => Some(Offset::UTC.to_datetime(before.to_timestamp(time).ok()?)),
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Gap { .. } => None,
        }
    }

    fn shift(&self, at: Timestamp) -> Option<Shift> {
        let old = self.rules.to_offset(at.checked_sub(SignedDuration::from_nanos(1)).ok()?);
        let new = self.rules.to_offset_info(at);
        Some(Shift {
            before: old.to_datetime(at),
            from: old.seconds(),
            to: new.offset().seconds(),
            name: new.abbreviation().to_owned(),
        })
    }
}

fn instant(time: DateTime) -> Option<Timestamp> {
    Offset::UTC.to_timestamp(time).ok()
}

/// The days between two, both included, on which the clocks of a zone change. A place that changed
/// the day of the calendar, as Samoa did in 2011, put no clock.
#[must_use]
pub fn clock_changes(zone: &Zone, from: Date, to: Date) -> Vec<ClockChange> {
    let clock = |time: DateTime| {
        let part = |part: i8| u32::try_from(part).unwrap_or(0);
        ClockTime::new(part(time.hour()), part(time.minute()))
    };
    let change = |shift: &Shift| {
        let by = SignedDuration::from_secs(i64::from(shift.to - shift.from));
        let after = shift.before.checked_add(by).ok()?;
        let small = by.abs() >= SignedDuration::from_mins(1) && by.abs() < SignedDuration::from_hours(12);
        let change = ClockChange { date: shift.before.date(), from: clock(shift.before)?, to: clock(after)? };
        small.then_some(change)
    };
    zone.shifts(from, to).iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn changes(zone: &str, year: i16) -> Vec<String> {
        let zone = Zone::new(zone).expect("a zone");
        let all = clock_changes(&zone, date(year, 1, 1), date(year, 12, 31));
        all.iter().map(|change| format!("{} {} {}", change.date, change.from, change.to)).collect()
    }

    #[test]
    fn clocks_change_where_and_when_they_do() {
        assert_eq!(changes("Europe/Berlin", 2027), ["2027-03-28 02:00 03:00", "2027-10-31 03:00 02:00"]);
        assert_eq!(changes("America/New_York", 2027), ["2027-03-14 02:00 03:00", "2027-11-07 02:00 01:00"]);
        assert_eq!(changes("Australia/Sydney", 2027), ["2027-04-04 03:00 02:00", "2027-10-03 02:00 03:00"]);
        assert_eq!(changes("Australia/Lord_Howe", 2027), ["2027-04-04 02:00 01:30", "2027-10-03 02:00 02:30"]);
        assert_eq!(changes("America/Nuuk", 2027), ["2027-03-27 23:00 00:00", "2027-10-31 00:00 23:00"]);
        assert_eq!(changes("America/Phoenix", 2027), [""; 0]);
        assert_eq!(changes("Pacific/Apia", 2011), ["2011-04-02 04:00 03:00", "2011-09-24 03:00 04:00"]);
    }

    #[test]
    fn only_real_zones_have_a_name() {
        assert_eq!(Zone::new("europe/berlin").map(|zone| zone.name().to_owned()).as_deref(), Some("Europe/Berlin"));
        for bad in ["", "floating", "Europe", "Europe/Berln", "Etc/Unknown", "+02:00", "../UTC"] {
            assert_eq!(Zone::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_trouble() {
        let zone = Zone::new("Europe/Berlin").expect("a zone");
        assert_eq!(clock_changes(&zone, Date::MIN, Date::MIN), []);
        assert_eq!(clock_changes(&zone, Date::MAX, Date::MAX), []);
        assert!(zone.shift_before(Date::MIN).is_none() && zone.shift_before(Date::MAX).is_none());
    }
}
