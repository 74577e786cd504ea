//! Whether intervals can give the counts that stand beside them.
//!
//! How many sessions fit depends on the hours of a person's day, and those are not
//! known here. So two questions are asked. Do any hours at all give the count? If
//! none do, two lines of the protocol contradict each other. And do the usual hours
//! give it? If not, nearly every plan would be told that its count is not met.
//!
//! Never: dates, the hours of one person.

use super::activity::{Activity, Timing};
use super::bounds::Bounds;
use super::clock::{DayWindow, Minutes};
use super::finding::{Finding, PaceOf};
use super::grid::day_grid;
use super::pace::{Frequency, Interval, Pace};

/// What is wrong with the paces of an activity. `limit` is the longest gap that is allowed.
pub(super) fn of_paces(activity: &Activity, limit: Option<Minutes>) -> Vec<Finding> {
    let staged = matches!(activity.timing, Timing::Ramp(_));
    let judge = |(n, pace): (usize, &Pace)| {
        let of = PaceOf { activity: activity.id.clone(), stage: staged.then_some(n) };
        let limit = limit.zip(pace.longest_interval()).filter(|(limit, interval)| interval > limit);
        let gap = limit.map(|(limit, interval)| Finding::GapOverLimit { pace: of.clone(), interval, limit });
        gap.into_iter().chain(of_count(&of, pace)).chain(of_nights(&of, pace)).collect::<Vec<_>>()
    };
    activity.timing.paces().enumerate().flat_map(judge).collect()
}

fn of_count(of: &PaceOf, pace: &Pace) -> Option<Finding> {
    let (wanted, possible) = match &pace.frequency {
        Frequency::Every { day, night, count: Some(count) } => {
            (*count, possible_instead(*count, *day, *night, pace.at_night.unwrap_or(0)))
        }
        Frequency::Count(count) => (*count, None),
        Frequency::Every { count: None, .. } | Frequency::At(_) => return None,
    };
    let usual = u32::try_from(day_grid(pace, DayWindow::USUAL, None).len()).unwrap_or(u32::MAX);
    match possible {
        Some(possible) => Some(Finding::CountCannotFit { pace: of.clone(), wanted, possible, usual }),
        None => (!wanted.contains(usual)).then(|| Finding::CountNotAtUsualHours { pace: of.clone(), wanted, usual }),
    }
}

/// How many sessions the intervals can give, where that is never what is wanted.
fn possible_instead(wanted: Bounds<u32>, day: Interval, night: Option<Interval>, at_night: u32) -> Option<Bounds<u32>> {
    let ways = || ways(day, night, at_night);
    // Nearly every count fits some of the first hours, so the rest is seldom looked at.
    if ways().any(|way| way.meets(wanted)) {
        return None;
    }
    let (fewest, most) = (ways().filter_map(Bounds::low).min()?, ways().filter_map(Bounds::high).max()?);
    Bounds::between(fewest, most)
}

/// How many sessions the intervals can give, for each length of the waking day.
fn ways(day: Interval, night: Option<Interval>, at_night: u32) -> impl Iterator<Item = Bounds<u32>> {
    let full = Minutes::DAY.0;
    let both = |a: Bounds<u32>, b: Bounds<u32>| {
        Bounds::between(a.low().unwrap_or(0) + b.low().unwrap_or(0), a.high().unwrap_or(0) + b.high().unwrap_or(0))
    };
    // One series round the clock does not ask how long the day is.
    let lengths = if night == Some(day) { full..full + 1 } else { 1..full };
    lengths.filter_map(move |length| match night {
        Some(night) if night == day => Some(day.sessions(Minutes::DAY)),
        Some(night) => both(day.sessions(Minutes(length)), night.sessions(Minutes(full - length))),
        None => {
            Bounds::between(length.div_ceil(day.longest().0) + at_night, length.div_ceil(day.shortest().0) + at_night)
        }
    })
}

fn of_nights(of: &PaceOf, pace: &Pace) -> Option<Finding> {
    let wanted = pace.at_night?;
    let nights = day_grid(pace, DayWindow::USUAL, None).iter().filter(|slot| slot.night).count();
    let usual = u32::try_from(nights).unwrap_or(u32::MAX);
    (usual < wanted).then(|| Finding::FewAtUsualNights { pace: of.clone(), wanted, usual })
}
