//! A calendar of whole days: what has to be done by when.
//!
//! The same lines and the same sort of names as in the calendar of a schedule,
//! and none of its times: a day is a day in every zone.
//!
//! Never: what the days are for.

use super::text::Lines;
use super::time_zone::{day_stamp, made_stamp};
use super::uuid;
use jiff::civil::Date;

/// Something to be done by a day.
#[derive(Clone, Copy, Debug)]
pub struct DayEvent<'a> {
    /// What tells it from the others and stays the same when its day moves.
    pub id: &'a str,
    /// The day.
    pub day: Date,
    /// Its title.
    pub title: &'a str,
    /// More about it.
    pub note: &'a str,
    /// Where it is on the web.
    pub url: &'a str,
}

/// The file, called `name`, made on a day by the site of a host. Without a day it would be empty, which is `None`.
#[must_use]
pub fn days(name: &str, made: Date, domain: &str, events: &[DayEvent<'_>]) -> Option<String> {
    let mut lines = Lines::calendar("Days 1", name);
    for event in events {
        lines.put("BEGIN", "VEVENT");
        lines.put("UID", &uuid(&["latchwork.days/1", domain, event.id].join("\n")));
        lines.put("DTSTAMP", &made_stamp(made));
        lines.put("DTSTART;VALUE=DATE", &day_stamp(event.day));
        lines.put("TRANSP", "TRANSPARENT");
        lines.text("SUMMARY", event.title);
        lines.text("DESCRIPTION", event.note);
        lines.put("URL", event.url);
        lines.put("END", "VEVENT");
    }
    lines.put("END", "VCALENDAR");
    (!events.is_empty()).then(|| lines.finish())
}
