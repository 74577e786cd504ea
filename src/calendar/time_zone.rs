//! A zone's rules as a `VTIMEZONE`.
//!
//! Programs take the rules of a zone from its name, or from this component. Those
//! of the second sort often want a rule for every year with a day of the week
//! (`BYMONTH=3;BYDAY=-1SU`) and one component each for summer and winter; they
//! pass over lists of dates. So that is what is written where it gives the very
//! same shifts over the years of the calendar. Where it does not, because a zone
//! goes by the moon or has changed its mind, each shift stands with its date.
//!
//! Never: events.

use super::text::Lines;
use super::zone::{Shift, Zone};
use jiff::civil::{Date, DateTime, Weekday, date};

/// The year in which rules and zones without rules begin, as everybody writes them. Some readers look at the years
/// before a calendar's own, too, and take a zone that has no rules there for another one.
const EPOCH: i16 = 1970;

/// A day of the year, as rules say it: the last Sunday (-1) of March.
#[derive(Clone, Copy, Debug)]
struct YearDay {
    month: i8,
    week: i8,
    weekday: Weekday,
}

impl YearDay {
    fn in_year(self, year: i16) -> Option<Date> {
        date(year, self.month, 1).nth_weekday_of_month(self.week, self.weekday).ok()
    }
}

/// Writes the rules of a zone that hold from the first of these days to the last.
pub(super) fn write(zone: &Zone, first: Date, last: Date, lines: &mut Lines) {
    lines.put("BEGIN", "VTIMEZONE");
    lines.put("TZID", zone.name());
    let (from, to) = (first.year().saturating_sub(1).max(Date::MIN.year()), last.year());
    let shifts = zone.shifts(date(from, 1, 1), date(to, 12, 31));
    if let Some(pair) = yearly(&shifts, from, to) {
        for (shift, day) in &pair {
            let since = day.in_year(EPOCH.min(from)).unwrap_or(shift.before.date());
            let rule = format!("FREQ=YEARLY;BYMONTH={};BYDAY={}{}", day.month, day.week, weekday(day.weekday));
            observance(shift, since.to_datetime(shift.before.time()), ("RRULE", &rule), lines);
        }
    } else {
        let before = zone.shift_before(date(from, 1, 1));
        let all: Vec<&Shift> = before.iter().chain(&shifts).collect();
        for shift in &all {
            observance(shift, shift.before, ("RDATE", &stamp(shift.before)), lines);
        }
        if all.is_empty() {
            always(zone, first, lines);
        }
    }
    lines.put("END", "VTIMEZONE");
}

/// A zone that has never put its clocks, as far as anybody remembers.
fn always(zone: &Zone, first: Date, lines: &mut Lines) {
    let since = date(EPOCH, 1, 1).min(first);
    let (offset, name) = zone.at(since).unwrap_or((0, zone.name().to_owned()));
    let shift = Shift { before: since.at(0, 0, 0, 0), from: offset, to: offset, name };
    observance(&shift, shift.before, ("RDATE", &stamp(shift.before)), lines);
}

/// Clocks that go forward bring the summer, whatever the law calls it.
fn observance(shift: &Shift, since: DateTime, (property, when): (&str, &str), lines: &mut Lines) {
    let name = if shift.to > shift.from { "DAYLIGHT" } else { "STANDARD" };
    lines.put("BEGIN", name);
    lines.put("DTSTART", &stamp(since));
    lines.put(property, when);
    lines.put("TZOFFSETFROM", &offset(shift.from));
    lines.put("TZOFFSETTO", &offset(shift.to));
    lines.text("TZNAME", &shift.name);
    lines.put("END", name);
}

/// The two shifts of the first year with the days that they have in all years, if there are such days.
fn yearly(shifts: &[Shift], from: i16, to: i16) -> Option<[(&Shift, YearDay); 2]> {
    let years = usize::try_from(to - from).ok()? + 1;
    let (even, odd): (Vec<_>, Vec<_>) = shifts.iter().enumerate().partition(|(i, _)| i % 2 == 0);
    let rule = |each: Vec<(usize, &'_ Shift)>| {
        let first = each.first()?.1;
        let alike = |(n, (_, shift)): (usize, &(usize, &Shift))| {
            let year = i16::try_from(n).is_ok_and(|n| shift.before.year() == from + n);
            let same = (shift.from, shift.to, &shift.name) == (first.from, first.to, &first.name);
            year && same && shift.before.time() == first.before.time()
        };
        let good = each.len() == years && each.iter().enumerate().all(alike);
        let days: Vec<Date> = each.iter().map(|(_, shift)| shift.before.date()).collect();
        year_day(&days).filter(|_| good)
    };
    let (one, two) = (shifts.first()?, shifts.get(1)?);
    let both = (one.to > one.from) != (two.to > two.from);
    both.then_some([(one, rule(even)?), (two, rule(odd)?)])
}

/// What days of one year each have in common: the last such weekday of the month, or the same one from its beginning.
fn year_day(days: &[Date]) -> Option<YearDay> {
    let first = days.first()?;
    let all =
        [-1, (first.day() - 1) / 7 + 1].map(|week| YearDay { month: first.month(), week, weekday: first.weekday() });
    all.into_iter().find(|each| days.iter().all(|day| each.in_year(day.year()) == Some(*day)))
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// `20261201`
pub(super) fn day_stamp(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// `20261201T000000Z`: the beginning of a day.
pub(super) fn made_stamp(day: Date) -> String {
    format!("{}Z", stamp(day.at(0, 0, 0, 0)))
}

/// `20261201T060000`
pub(super) fn stamp(time: DateTime) -> String {
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}",
        time.year(),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

/// `+0100`; with seconds where a place long ago had them.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let whole = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    let rest = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(zone: &str, first: Date, last: Date) -> Vec<String> {
        let mut lines = Lines::default();
        write(&Zone::new(zone).expect("a zone"), first, last, &mut lines);
        let file = lines.finish();
        let wanted = |line: &&str| line.starts_with("BEGIN:") || line.starts_with('R') || line.starts_with("TZOFF");
        file.lines().filter(wanted).skip(1).map(str::to_owned).collect()
    }

    #[test]
    fn a_zone_with_a_yearly_rule_gets_that_rule() {
        let rules = |zone| rules(zone, date(2026, 12, 1), date(2027, 6, 1));
        let europe = rules("Europe/Berlin");
        assert_eq!(europe[0..2], ["BEGIN:DAYLIGHT", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"]);
        assert_eq!(europe[2..4], ["TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"]);
        assert_eq!(europe[4..6], ["BEGIN:STANDARD", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"]);
        assert_eq!(europe.len(), 8);
        let america = rules("America/New_York");
        assert_eq!(america[1], "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU");
        assert_eq!(america[5], "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU");
        let sydney = rules("Australia/Sydney");
        assert_eq!(sydney[0..2], ["BEGIN:STANDARD", "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"]);
        assert_eq!(sydney[4..6], ["BEGIN:DAYLIGHT", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"]);
    }

    #[test]
    fn a_zone_without_one_gets_its_dates() {
        let morocco = rules("Africa/Casablanca", date(2027, 1, 1), date(2027, 12, 1));
        assert!(morocco.iter().all(|line| !line.starts_with("RRULE")), "{morocco:?}");
        assert!(morocco.iter().filter(|line| line.starts_with("RDATE:20")).count() >= 4, "{morocco:?}");
        let ends = rules("America/Sao_Paulo", date(2018, 6, 1), date(2020, 6, 1));
        assert!(ends.iter().all(|line| !line.starts_with("RRULE")), "summer time was given up: {ends:?}");
    }

    #[test]
    fn a_zone_that_keeps_its_clocks_has_one_observance() {
        let phoenix = rules("America/Phoenix", date(2027, 1, 1), date(2027, 12, 1));
        assert_eq!(phoenix[0], "BEGIN:STANDARD");
        assert_eq!(phoenix[2..], ["TZOFFSETFROM:-0600", "TZOFFSETTO:-0700"]);
        assert_eq!(rules("UTC", date(2027, 1, 1), date(2027, 12, 1))[2..], ["TZOFFSETFROM:+0000", "TZOFFSETTO:+0000"]);
    }
}
