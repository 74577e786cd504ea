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
use super::pace::{Frequency, Pace};

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
    let (wanted, ways) = match &pace.frequency {
        Frequency::Every { count: Some(count), .. } => (*count, ways(pace)),
        Frequency::Count(count) => (*count, Vec::new()),
        Frequency::Every { count: None, .. } | Frequency::At(_) => return None,
    };
    let usual = u32::try_from(day_grid(pace, DayWindow::USUAL, None).len()).unwrap_or(u32::MAX);
    let ends = ways.iter().filter_map(|way| way.low()).min().zip(ways.iter().filter_map(|way| way.high()).max());
    let possible = ends.and_then(|(fewest, most)| Bounds::between(fewest, most));
    match possible.filter(|_| ways.iter().all(|way| !way.meets(wanted))) {
        Some(possible) => Some(Finding::CountCannotFit { pace: of.clone(), wanted, possible, usual }),
        None => (!wanted.contains(usual)).then(|| Finding::CountNotAtUsualHours { pace: of.clone(), wanted, usual }),
    }
}

/// How many sessions the intervals can give, for each length of the waking day.
fn ways(pace: &Pace) -> Vec<Bounds<u32>> {
    let Frequency::Every { day, night, .. } = &pace.frequency else { return Vec::new() };
    let (full, asked) = (Minutes::DAY.0, pace.at_night.unwrap_or(0));
    let both = |a: Bounds<u32>, b: Bounds<u32>| {
        Bounds::between(a.low().unwrap_or(0) + b.low().unwrap_or(0), a.high().unwrap_or(0) + b.high().unwrap_or(0))
    };
    let by_day_only = |length: u32| {
        Bounds::between(length.div_ceil(day.longest().0) + asked, length.div_ceil(day.shortest().0) + asked)
    };
    match night {
        Some(night) if night == day => vec![day.sessions(Minutes::DAY)],
        Some(night) => {
            let way = |length| both(day.sessions(Minutes(length)), night.sessions(Minutes(full - length)));
            (1..full).filter_map(way).collect()
        }
        None => (1..full).filter_map(by_day_only).collect(),
    }
}

fn of_nights(of: &PaceOf, pace: &Pace) -> Option<Finding> {
    let wanted = pace.at_night?;
    let nights = day_grid(pace, DayWindow::USUAL, None).iter().filter(|slot| slot.night).count();
    let usual = u32::try_from(nights).unwrap_or(u32::MAX);
    (usual < wanted).then(|| Finding::FewAtUsualNights { pace: of.clone(), wanted, usual })
}
