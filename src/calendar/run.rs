//! Runs: the same slot on one day after another.
//!
//! A slot is everything that is done at one time: a pumping with the feed before
//! it. Runs are read from the days of the schedule, not from the protocol, so an
//! overlay that takes a session's place, a quiet night or a session moved by a
//! clock change ends a run and begins another, and no rule has to be known here.
//! A time that the clock shows twice in a night stands alone, too: readers do not
//! agree on which of the two it is.
//!
//! Never: how a run is written.

use super::zone::Zone;
use crate::schedule::{Order, PhaseId, Schedule, Session};
use jiff::civil::{Date, DateTime};
use std::collections::BTreeMap;

/// No run is longer: three digits are what every calendar program takes as a count.
const LONGEST: u32 = 999;

/// What is done at one time, on one day or on several in a row.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    /// The phases.
    pub(super) phases: &'a [PhaseId],
    /// What is done, in order: one session and those that go with it.
    pub(super) sessions: Vec<&'a Session>,
    /// When it begins for the first time. For a session after midnight the date is the next morning's.
    pub(super) first: DateTime,
    /// The same in UTC, where the clock shows that time twice and the first is meant.
    pub(super) first_of_two: Option<DateTime>,
    /// On how many days in a row.
    pub(super) count: u32,
    /// The first day by the plan.
    pub(super) day: Date,
    /// Which slot of its activity it is on that day, counted from 0.
    pub(super) ordinal: u32,
    last: Date,
}

impl Run<'_> {
    /// The last date.
    pub(super) fn last(&self) -> Date {
        self.last
    }

    /// The session that the others go with; where it is somebody else's, the first of them.
    pub(super) fn leader(&self) -> &Session {
        let own = self.sessions.iter().find(|session| session.with.is_none());
        own.unwrap_or(&self.sessions[0])
    }

    fn takes(&self, slot: &Run<'_>) -> bool {
        self.last.tomorrow().is_ok_and(|next| next == slot.first.date())
            && self.count < LONGEST
            && self.first_of_two.is_none()
            && slot.first_of_two.is_none()
            && (self.phases, &self.sessions) == (slot.phases, &slot.sessions)
    }
}

/// The runs of a schedule, in order of their beginning. Sessions without a time are in none.
pub(super) fn runs<'a>(schedule: &'a Schedule, zone: Option<&Zone>) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    // Runs that a slot of this day may still go on.
    let mut open: Vec<usize> = Vec::new();
    for day in &schedule.days {
        let mut today = Vec::new();
        let mut ordinals = BTreeMap::new();
        for sessions in slots(&day.sessions) {
            let Some(first) = when(day.date, sessions[0]) else { continue };
            let first_of_two = zone.and_then(|zone| zone.first_of_two(first));
            let (phases, last) = (&day.phases, first.date());
            let mut slot = Run { phases, sessions, first, first_of_two, count: 1, day: day.date, ordinal: 0, last };
            let ordinal = ordinals.entry(slot.leader().activity.clone()).or_insert(0);
            slot.ordinal = *ordinal;
            *ordinal += 1;
            if let Some(at) = open.iter().position(|&run| runs[run].takes(&slot)) {
                let run = open.remove(at);
                runs[run].last = slot.last;
                runs[run].count += 1;
                today.push(run);
            } else {
                today.push(runs.len());
                runs.push(slot);
            }
        }
        open = today;
    }
    runs.sort_by_key(|run| run.first);
    runs
}

/// When a session begins by the calendar.
fn when(day: Date, session: &Session) -> Option<DateTime> {
    let later = jiff::Span::new().days(i64::from(session.day_offset));
    let part = |part: u32| i8::try_from(part).expect("an hour or a minute of a day");
    let time = session.time?;
    Some(day.checked_add(later).ok()?.at(part(time.hour()), part(time.minute()), 0, 0))
}

/// The sessions of a day, put together with those that they go with.
fn slots(sessions: &[Session]) -> Vec<Vec<&Session>> {
    let mut slots: Vec<Vec<&Session>> = Vec::new();
    for session in sessions.iter().filter(|session| session.time.is_some()) {
        let joins = slots.last().is_some_and(|slot| {
            let led = slot.iter().any(|other| other.with.is_none());
            let after = session.with.as_ref().is_some_and(|with| with.order == Order::After);
            slot[0].time == session.time && slot[0].day_offset == session.day_offset && (after || !led)
        });
        match slots.last_mut() {
            Some(slot) if joins => slot.push(session),
            Some(_) | None => slots.push(vec![session]),
        }
    }
    slots
}
