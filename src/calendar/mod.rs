//! Calendar files: a dated schedule for the calendar on a phone.
//!
//! The form is RFC 5545 as the big programs really read it: one event for each
//! run of equal days, repeated daily by a count; local times with their zone's
//! rules beside them, or with no zone at all; lengths and no ends; nobody invited.
//! An event that repeats is right on a day on which clocks change, except where its
//! time is skipped or comes twice. Readers differ there, so both are events by
//! themselves: a skipped one at the time to which the schedule has moved it, and one
//! that comes twice in UTC, at its first time (RFC 5545, 3.3.5).
//!
//! What is not in a calendar: sessions that the protocol only counts ([`untimed`]
//! names them), and steps of a reduction, which depend on how things go.
//!
//! This is the only place that knows time zones. Words come in from outside.
//!
//! Never: the clock, protocols, a language.

mod days;
mod run;
mod text;
mod time_zone;
mod zone;

use crate::schedule::{ActivityId, DatedCheckpoint, Id, Minutes, Schedule, Session};
use jiff::civil::Date;
use run::{Run, runs};
use std::collections::BTreeSet;
use text::Lines;
use time_zone::{day_stamp, made_stamp, stamp};

pub use days::{DayEvent, days};
pub use zone::{Zone, clock_changes};

/// A schedule with what a calendar needs besides.
#[derive(Clone, Copy)]
pub struct Calendar<'a> {
    /// The dates and times. Its clock changes should be those of the zone ([`clock_changes`]).
    pub schedule: &'a Schedule,
    /// The zone of its times; none for times of wherever the reader is.
    pub zone: Option<&'a Zone>,
    /// The day on which it is made.
    pub made: Date,
    /// The host of the clinic's site. It goes into the fingerprints of the events and cannot be read out of them.
    pub domain: &'a str,
    /// Whether sessions ask for a reminder when they begin. Many programs pass over that.
    pub alarms: bool,
    /// What people read.
    pub words: Words<'a>,
}

/// What people read in a calendar.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// What the calendar is called.
    pub name: &'a str,
    /// The title of what is done at one time: one session and those that go with it, in order.
    pub session: &'a dyn Fn(&[&Session]) -> String,
    /// The title of a contact.
    pub contact: &'a dyn Fn(&DatedCheckpoint) -> String,
    /// A sentence that belongs to every event.
    pub note: Option<&'a str>,
}

/// How long a session lasts in a calendar where the protocol does not say.
const USUAL: Minutes = Minutes(15);

/// The activities with sessions that have no time of day, and so no place in a calendar.
#[must_use]
pub fn untimed(schedule: &Schedule) -> BTreeSet<&ActivityId> {
    let sessions = schedule.days.iter().flat_map(|day| day.sessions.iter());
    sessions.filter(|session| session.time.is_none()).map(|session| &session.activity).collect()
}

/// The file. Without sessions at a time and without contacts it would be empty, which is `None`:
/// a calendar has at least one part (RFC 5545, 3.6).
#[must_use]
pub fn write(calendar: &Calendar<'_>) -> Option<String> {
    let runs = runs(calendar.schedule, calendar.zone);
    if runs.is_empty() && calendar.schedule.checkpoints.is_empty() {
        return None;
    }
    let mut lines = Lines::calendar("Calendar 1", calendar.words.name);
    let (first, last) = (runs.iter().map(|run| run.first.date()).min(), runs.iter().map(Run::last).max());
    if let Some(((zone, first), last)) = calendar.zone.zip(first).zip(last) {
        time_zone::write(zone, first, last, &mut lines);
    }
    for run in &runs {
        session(calendar, run, &mut lines);
    }
    for checkpoint in &calendar.schedule.checkpoints {
        contact(calendar, checkpoint, &mut lines);
    }
    lines.put("END", "VCALENDAR");
    Some(lines.finish())
}

/// A run of sessions: an event that comes back every day.
fn session(calendar: &Calendar<'_>, run: &Run<'_>, lines: &mut Lines) {
    let phases = run.phases.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
    let (activity, ordinal) = (run.leader().activity.as_str(), run.ordinal.to_string());
    let title = (calendar.words.session)(&run.sessions);
    begin(calendar, &["session", &phases, activity, &ordinal], run.day, lines);
    match (calendar.zone, run.first_of_two) {
        (_, Some(utc)) => lines.put("DTSTART", &format!("{}Z", stamp(utc))),
        (Some(zone), None) => lines.put(&format!("DTSTART;TZID={}", zone.name()), &stamp(run.first)),
        (None, None) => lines.put("DTSTART", &stamp(run.first)),
    }
    lines.put("DURATION", &format!("PT{}M", length(&run.sessions).0));
    if run.count > 1 {
        lines.put("RRULE", &format!("FREQ=DAILY;COUNT={}", run.count));
    }
    said(calendar, &title, lines);
    if is_provisional(calendar.schedule, run) {
        lines.put("STATUS", "TENTATIVE");
    }
    if calendar.alarms {
        lines.put("BEGIN", "VALARM");
        lines.put("ACTION", "DISPLAY");
        lines.text("DESCRIPTION", &title);
        lines.put("TRIGGER", "PT0S");
        lines.put("END", "VALARM");
    }
    lines.put("END", "VEVENT");
}

/// A contact: a day, because its time is agreed on elsewhere. Without a length it is one day (RFC 5545, 3.6.1).
fn contact(calendar: &Calendar<'_>, checkpoint: &DatedCheckpoint, lines: &mut Lines) {
    begin(calendar, &["contact", checkpoint.id.as_str()], checkpoint.date, lines);
    lines.put("DTSTART;VALUE=DATE", &day_stamp(checkpoint.date));
    said(calendar, &(calendar.words.contact)(checkpoint), lines);
    lines.put("END", "VEVENT");
}

fn begin(calendar: &Calendar<'_>, parts: &[&str], day: Date, lines: &mut Lines) {
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &uid(calendar, parts, day));
    lines.put("DTSTAMP", &made_stamp(calendar.made));
    lines.put("SEQUENCE", &sequence(&calendar.schedule.protocol.version).to_string());
}

/// What people see of an event. It takes no time away, and others who see the calendar see only that it is there.
fn said(calendar: &Calendar<'_>, title: &str, lines: &mut Lines) {
    lines.text("SUMMARY", title);
    if let Some(note) = calendar.words.note {
        lines.text("DESCRIPTION", note);
    }
    lines.put("CLASS", "PRIVATE");
    lines.put("TRANSP", "TRANSPARENT");
}

/// The name of an event: a UUID of version 8 made of what the event is. It stays the same in a new version
/// of the protocol, and says neither what it is made of nor whose it is (RFC 7986, 5.3; RFC 9562, 5.8).
fn uid(calendar: &Calendar<'_>, parts: &[&str], day: Date) -> String {
    let day = day.to_string();
    let head = ["latchwork.calendar/1", calendar.domain, calendar.schedule.protocol.id.as_str(), day.as_str()];
    uuid(&head.iter().chain(parts).copied().collect::<Vec<_>>().join("\n"))
}

fn uuid(whole: &str) -> String {
    let hash = blake3::hash(whole.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(bytes));
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// A version as a number that grows with it: the first three numbers in it, most weighty first.
/// `2` is 2000000, `0.12` is 12000.
fn sequence(version: &str) -> u32 {
    let numbers = version.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut numbers = numbers.map(|part| part.parse().unwrap_or(u32::MAX));
    let mut next = |most: u32| numbers.next().unwrap_or(0).min(most);
    // The greatest number of the form is 2147483647.
    next(2146) * 1_000_000 + next(999) * 1000 + next(999)
}

/// The longest that it takes, all that goes together added up.
fn length(sessions: &[&Session]) -> Minutes {
    let longest = |session: &&Session| session.minutes.and_then(|range| range.high().or(range.low()));
    let sum = sessions.iter().filter_map(longest).fold(0, |sum: u32, minutes| sum.saturating_add(minutes.0));
    if sum == 0 { USUAL } else { Minutes(sum) }
}

/// Whether it lies in a phase that rests on something that has not come yet.
fn is_provisional(schedule: &Schedule, run: &Run<'_>) -> bool {
    let on = schedule.phases.iter().filter(|phase| phase.from <= run.day && run.day <= phase.to);
    on.filter(|phase| run.phases.contains(&phase.id)).any(|phase| phase.provisional)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_version_has_a_greater_number() {
        let versions = ["draft", "0.1", "0.2", "0.10", "1", "1.0.1", "v1.1", "2", "2026-11-22", "99999999999"];
        let numbers: Vec<u32> = versions.iter().map(|version| sequence(version)).collect();
        assert_eq!(numbers[..3], [0, 1000, 2000]);
        assert!(numbers.is_sorted() && numbers.iter().all(|n| i32::try_from(*n).is_ok()), "{numbers:?}");
    }
}
