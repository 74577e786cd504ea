//! One day's clock times for one pace.
//!
//! Two rules of the protocols' authors carry this file. Unequal intervals by day
//! and night start anew at bed time (the reset rule: 06 08 … 20 | 22 01 04). Equal
//! intervals are one series round the clock, so no stray ninth session comes an
//! hour after the eighth. Two more are ours, and they are for tired people:
//! - a range of intervals is laid out as gently as it allows, with the fewest
//!   sessions that still reach the stated count, nights first to be spared;
//! - where a step does not divide the time, a last gap under half a step is not
//!   left over; the sessions are spread evenly. No gap is ever over the interval.
//!
//! Never: dates, quiet hours, other activities.

use super::bounds::Bounds;
use super::clock::{ClockTime, DayWindow, Minutes};
use super::pace::{Frequency, Interval, Pace};

/// A place for one session in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// How long after waking; nothing is said of it where a protocol only counts.
    pub since_wake: Option<Minutes>,
    /// Whether it is a night session.
    pub night: bool,
}

impl Slot {
    /// The time of day.
    #[must_use]
    pub fn time(self, window: DayWindow) -> Option<ClockTime> {
        self.since_wake.map(|since| window.wake().plus(since))
    }
}

/// The slots of one day, in order. `preferred` picks one interval out of a range by day
/// (and by night, where both are the same); a length outside the range changes nothing.
#[must_use]
pub fn day_grid(pace: &Pace, window: DayWindow, preferred: Option<Minutes>) -> Vec<Slot> {
    let at_night = pace.at_night.unwrap_or(0);
    match &pace.frequency {
        Frequency::At(times) => timed(times.iter().map(|&time| window.wake().until(time).0).collect(), window),
        Frequency::Count(count) => untimed(count.low().or(count.high()).unwrap_or(0), at_night),
        Frequency::Every { day, night, count } => {
            let chosen = preferred.filter(|&m| day.contains(m)).and_then(|m| Interval::new(m, m));
            let by_day = chosen.unwrap_or(*day);
            let starts = match night {
                Some(night) if night == day => ring(by_day, *count, at_night, window),
                Some(night) => two_series(by_day, *night, *count, at_night, window),
                None => day_only(by_day, *count, at_night, window),
            };
            timed(starts, window)
        }
    }
}

/// Which of so many free places the sessions of an overlay take: each the middle of an equal part. As many as are
/// asked for at least, or as there are.
#[must_use]
pub fn overlay_places(count: Bounds<u32>, free: usize) -> Vec<usize> {
    let wanted = count.low().or(count.high()).map_or(0, |n| n as usize).min(free);
    (0..wanted).map(|k| (2 * k + 1) * free / (2 * wanted)).collect()
}

/// One series round the clock.
fn ring(interval: Interval, count: Option<Bounds<u32>>, at_night: u32, window: DayWindow) -> Vec<u32> {
    let good = |starts: &Vec<u32>| {
        let nights = timed(starts.clone(), window).iter().filter(|slot| slot.night).count();
        in_count(starts.len(), count) && nights >= at_night as usize
    };
    layouts(interval, Minutes::DAY).find(good).unwrap_or_else(|| stepped(interval.longest(), Minutes::DAY))
}

/// A day series from waking and a night series from bed time.
fn two_series(
    day: Interval,
    night: Interval,
    count: Option<Bounds<u32>>,
    at_night: u32,
    window: DayWindow,
) -> Vec<u32> {
    let (long_day, long_night) = (window.day_length(), window.night_length());
    let joined = |by_day: &[u32], by_night: &[u32]| {
        by_day.iter().copied().chain(by_night.iter().map(|start| start + long_day.0)).collect::<Vec<_>>()
    };
    // A short day or night may have no layout within its range; that must not spoil the other's.
    let ways = |interval: Interval, stretch| {
        let all: Vec<_> = layouts(interval, stretch).collect();
        if all.is_empty() { vec![stepped(interval.longest(), stretch)] } else { all }
    };
    let days = ways(day, long_day);
    for by_night in ways(night, long_night).into_iter().filter(|starts| starts.len() >= at_night as usize) {
        for by_day in &days {
            if in_count(by_day.len() + by_night.len(), count) {
                return joined(by_day, &by_night);
            }
        }
    }
    joined(&stepped(day.longest(), long_day), &stepped(night.longest(), long_night))
}

/// A day series that need not reach up to bed time, and at night only as many as are asked for,
/// in the middle of equal parts of it.
fn day_only(day: Interval, count: Option<Bounds<u32>>, at_night: u32, window: DayWindow) -> Vec<u32> {
    let (long_day, long_night) = (window.day_length().0, window.night_length().0);
    let by_night = (0..at_night).map(|k| long_day + (2 * k + 1) * long_night / (2 * at_night));
    let series =
        |step: u32| (0..long_day.div_ceil(step)).map(move |k| k * step).chain(by_night.clone()).collect::<Vec<_>>();
    let (shortest, longest) = (day.shortest().0, day.longest().0);
    let mut gentlest_first =
        (shortest..=longest).rev().filter(|step| *step == longest || step.is_multiple_of(5)).map(&series);
    gentlest_first.find(|starts| in_count(starts.len(), count)).unwrap_or_else(|| series(longest))
}

/// The ways to fill a stretch, gentlest first. An exact interval has one; a range has those whose gaps all lie in it.
fn layouts(interval: Interval, stretch: Minutes) -> impl Iterator<Item = Vec<u32>> {
    let exact = interval.is_exact().then(|| stepped(interval.longest(), stretch));
    let counts = interval.sessions(stretch);
    let (fewest, most) = (counts.low().unwrap_or(0), if interval.is_exact() { 0 } else { counts.high().unwrap_or(0) });
    exact.into_iter().chain((fewest..=most).filter_map(move |n| {
        [30, 15, 5, 1].into_iter().map(|unit| spread(n, stretch, unit)).find(|starts| {
            let ends = starts.iter().skip(1).copied().chain([stretch.0]);
            starts.iter().zip(ends).all(|(start, end)| interval.contains(Minutes(end - start)))
        })
    }))
}

/// Step by step from the start; evenly where the last gap would be under half a step.
fn stepped(step: Minutes, stretch: Minutes) -> Vec<u32> {
    let n = stretch.0.div_ceil(step.0);
    let last_gap = stretch.0 - n.saturating_sub(1) * step.0;
    if n > 1 && last_gap * 2 < step.0 {
        let round = step.0.is_multiple_of(5) && stretch.0.is_multiple_of(5);
        spread(n, stretch, if round { 5 } else { 1 })
    } else {
        (0..n).map(|k| k * step.0).collect()
    }
}

/// `n` starts spread evenly, each moved back to a multiple of `unit` minutes.
fn spread(n: u32, stretch: Minutes, unit: u32) -> Vec<u32> {
    (0..n).map(|k| k * stretch.0 / n / unit * unit).collect()
}

fn in_count(n: usize, count: Option<Bounds<u32>>) -> bool {
    count.is_none_or(|count| u32::try_from(n).is_ok_and(|n| count.contains(n)))
}

fn timed(mut starts: Vec<u32>, window: DayWindow) -> Vec<Slot> {
    starts.sort_unstable();
    let slot = |start| Slot { since_wake: Some(Minutes(start)), night: start >= window.day_length().0 };
    starts.into_iter().map(slot).collect()
}

fn untimed(count: u32, at_night: u32) -> Vec<Slot> {
    let by_day = count.saturating_sub(at_night);
    (0..count.max(at_night)).map(|k| Slot { since_wake: None, night: k >= by_day }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::pace::Body;

    fn every(day: (u32, u32), night: Option<(u32, u32)>, count: Option<(u32, u32)>) -> Pace {
        let interval = |(low, high)| Interval::new(Minutes(low), Minutes(high)).expect("in order");
        let count = count.and_then(|(low, high)| Bounds::between(low, high));
        let frequency = Frequency::Every { day: interval(day), night: night.map(interval), count };
        Pace { frequency, at_night: None, body: Body::Open }
    }

    fn window(wake: u32, bed: u32) -> DayWindow {
        DayWindow::new(ClockTime::at(wake), ClockTime::at(bed)).expect("two times")
    }

    fn times(pace: &Pace, window: DayWindow) -> String {
        let times: Vec<_> =
            day_grid(pace, window, None).iter().filter_map(|s| s.time(window)).map(|t| t.to_string()).collect();
        times.join(" ")
    }

    #[test]
    fn a_range_is_laid_out_with_the_fewest_sessions_that_reach_the_count() {
        let all_round = |count| times(&every((120, 180), Some((120, 180)), Some(count)), window(360, 1320));
        assert_eq!(all_round((8, 12)), "06:00 09:00 12:00 15:00 18:00 21:00 00:00 03:00");
        assert_eq!(all_round((10, 12)), "06:00 08:00 10:30 13:00 15:30 18:00 20:00 22:30 01:00 03:30");
    }

    #[test]
    fn a_short_night_does_not_spoil_the_day() {
        let pace = every((120, 180), Some((180, 240)), Some((11, 12)));
        assert_eq!(day_grid(&pace, window(360, 240), None).len(), 11, "ten by day, one in two hours of night");
    }

    #[test]
    fn a_stub_at_the_end_is_spread_over_the_series() {
        let seven_hours = every((420, 420), Some((420, 420)), None);
        assert_eq!(times(&seven_hours, window(360, 1320)), "06:00 12:00 18:00 00:00");
        let five_and_a_half = every((330, 330), Some((330, 330)), None);
        assert_eq!(times(&five_and_a_half, window(360, 1320)), "06:00 10:45 15:35 20:20 01:10");
    }

    #[test]
    fn nights_without_an_interval_hold_only_what_is_asked_for() {
        let mut pace = every((240, 240), None, None);
        assert_eq!(times(&pace, window(360, 1320)), "06:00 10:00 14:00 18:00");
        pace.at_night = Some(1);
        assert_eq!(times(&pace, window(360, 1320)), "06:00 10:00 14:00 18:00 02:00");
        let up_to_bed = every((180, 180), None, None);
        assert_eq!(times(&up_to_bed, window(360, 1320)), "06:00 09:00 12:00 15:00 18:00 21:00");
    }

    #[test]
    fn a_preference_inside_the_range_wins() {
        let pace = every((120, 180), Some((120, 180)), None);
        assert_eq!(day_grid(&pace, window(360, 1320), Some(Minutes(120))).len(), 12);
        assert_eq!(day_grid(&pace, window(360, 1320), Some(Minutes(60))).len(), 8);
    }
}
