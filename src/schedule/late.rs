//! The rest of a day when a session began late.
//!
//! Only what the protocol spaces by intervals moves, and no further than it must:
//! each later session of the same series comes at its own time, or as soon as the
//! shortest interval that the protocol allows has passed since the one before it.
//! So a delay is taken up by the room between sessions. What would then fall into
//! quiet hours, or come closer to the first session of the next day than that
//! interval, is left out; nothing is put closer together to make up for it.
//! Sessions at set times, other people's sessions and other days stay.
//!
//! Never: whether somebody should make up for a session; the protocol has no word on that.

use super::activity::Timing;
use super::clock::{ClockTime, Minutes};
use super::day::pace_on;
use super::id::ActivityId;
use super::outcome::{Day, Schedule, Session};
use super::pace::{Frequency, Pace};
use super::place::days_between;
use super::protocol::Protocol;
use jiff::civil::Date;
use serde::Serialize;

/// A session of the day that does not stay where it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shifted {
    /// Which of the day's sessions, counted from 0.
    pub session: usize,
    /// When it is now; `null` where it is left out.
    pub time: Option<ClockTime>,
    /// How many midnights lie between waking and it.
    pub day_offset: u8,
}

impl Pace {
    /// The least time from one session to the next, by day and by night. `None` where intervals do not rule.
    #[must_use]
    pub fn closest(&self) -> Option<(Minutes, Minutes)> {
        match &self.frequency {
            Frequency::Every { day, night, .. } => Some((day.shortest(), night.unwrap_or(*day).shortest())),
            Frequency::At(_) | Frequency::Count(_) => None,
        }
    }
}

/// What moves on a day when its session number `late` began at this time of the clock, after its own.
/// Sessions that go with another move with it. Empty where nothing has to move, or there is no such session.
#[must_use]
pub fn rest_of_day(
    protocol: &Protocol,
    schedule: &Schedule,
    date: Date,
    late: usize,
    began: ClockTime,
) -> Vec<Shifted> {
    let Some(at) = schedule.days.iter().position(|day| day.date == date) else { return Vec::new() };
    let day = &schedule.days[at];
    let Some(first) = day.sessions.get(late).filter(|session| session.with.is_none()) else { return Vec::new() };
    let series = series(first);
    let Some((by_day, by_night)) = pace(protocol, schedule, day, series).and_then(Pace::closest) else {
        return Vec::new();
    };
    let wake = schedule.window.wake();
    let since = |session: &Session| {
        let midnights = u32::from(session.day_offset) * Minutes::DAY.0;
        (midnights + session.time?.minute_of_day()).checked_sub(wake.minute_of_day())
    };
    let (own, mut last) = (since(first), wake.until(began).0);
    if own.is_none_or(|own| last <= own) {
        return Vec::new();
    }
    let next = schedule.days.get(at + 1).filter(|next| days_between(date, next.date) == 1);
    let follows = |session: &Session| session.with.is_none() && self::series(session) == series;
    let morning = next.and_then(|next| next.sessions.iter().find(|session| follows(session)));
    let end = Minutes::DAY.0 + morning.and_then(since).unwrap_or(0);
    let mut shifted = Vec::new();
    for (i, session) in day.sessions.iter().enumerate().skip(late + 1).filter(|(_, session)| follows(session)) {
        let Some(own) = since(session) else { continue };
        let closest = if session.night { by_night.0 } else { by_day.0 };
        let new = own.max(last + closest);
        if new == own {
            last = new;
            continue;
        }
        let minute = wake.minute_of_day() + new;
        let time = ClockTime::at(minute % Minutes::DAY.0);
        let quiet = schedule.quiet_hours.is_some_and(|quiet| quiet.contains(time));
        let kept = (!quiet && new + closest <= end).then_some(time);
        let midnights = u8::try_from(minute / Minutes::DAY.0).unwrap_or(u8::MAX);
        if kept.is_some() {
            last = new;
        }
        let day_offset = if kept.is_some() { midnights } else { session.day_offset };
        shifted.extend(together(&day.sessions, i).map(|session| Shifted { session, time: kept, day_offset }));
    }
    shifted
}

/// The activity whose intervals a session follows: its own, or that of the one whose place it takes.
fn series(session: &Session) -> &ActivityId {
    session.replaces.as_ref().unwrap_or(&session.activity)
}

/// The pace of an activity on a day.
fn pace<'p>(protocol: &'p Protocol, schedule: &Schedule, day: &Day, id: &ActivityId) -> Option<&'p Pace> {
    let timing: &Timing = &protocol.activity(id)?.timing;
    let phase = day.phases.iter().find(|phase| protocol.phase(phase).is_some_and(|p| p.activities.contains(id)))?;
    let since = schedule.phases.iter().find(|dated| dated.id == *phase)?.from;
    pace_on(timing, days_between(since, day.date))
}

/// A session and those that go with it: beside it in the list, at the same time.
fn together(sessions: &[Session], leader: usize) -> impl Iterator<Item = usize> {
    let same = |i: &usize| {
        let (one, other) = (&sessions[*i], &sessions[leader]);
        one.with.is_some() && (one.time, one.day_offset) == (other.time, other.day_offset)
    };
    let before = (0..leader).rev().take_while(same).count();
    let after = (leader + 1..sessions.len()).take_while(same).count();
    leader - before..=leader + after
}
