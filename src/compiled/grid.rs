//! The sessions of a day, ready for every length of day.
//!
//! The engine is asked for the grid of every pace at every quarter of an hour
//! between waking and bed, and what it answers is written down; no rule is
//! repeated here. Two facts about its answers make the list short. Many lengths
//! give the same answer, so lengths are kept as runs. And a series that begins
//! anew at bed time is always the same when it is counted from there; so a grid
//! is cut at bed time wherever that gives fewer runs.
//!
//! Never: why a session stands where it does.

use crate::schedule::{
    Activity, ActivityId, Bounds, ClockTime, DayWindow, Frequency, Interval, Minutes, Order, Pace, Stage, Timing,
    day_grid, overlay_places,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The step of the lengths of day, in minutes.
pub(super) const QUARTER: u32 = 15;

/// GRID of the essay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Grid {
    wake: Vec<Run>,
    bed: Vec<Run>,
}

/// From which length of day, and the number of the series.
type Run = (u32, usize);

/// Grids and series, each once.
#[derive(Debug, Default)]
pub(super) struct Pool {
    grids: Numbered<Grid>,
    series: Numbered<Vec<u32>>,
}

/// Values in the order in which they came, each once.
#[derive(Debug)]
struct Numbered<T>(BTreeMap<T, usize>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord> Numbered<T> {
    fn number(&mut self, value: T) -> usize {
        let next = self.0.len();
        *self.0.entry(value).or_insert(next)
    }

    fn into_list(self) -> Vec<T> {
        let mut list: Vec<_> = self.0.into_iter().collect();
        list.sort_by_key(|(_, number)| *number);
        list.into_iter().map(|(value, _)| value).collect()
    }
}

/// `timing` of the essay.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TimingForm<'a> {
    Paced(PaceForm<'a>),
    Ramp(Vec<StageForm<'a>>),
    Linked { order: Order, leaders: &'a [ActivityId], minutes: Option<Bounds<Minutes>> },
    Overlay { replaces: &'a ActivityId, places: Vec<Vec<usize>>, minutes: Option<Bounds<Minutes>> },
    OnPaper,
}

/// One stage of a ramp.
#[derive(Debug, Serialize)]
pub(super) struct StageForm<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<u32>,
    pace: PaceForm<'a>,
}

/// PACE of the essay.
#[derive(Debug, Serialize)]
pub(super) struct PaceForm<'a> {
    minutes: Option<Bounds<Minutes>>,
    wanted: Bounds<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at_night: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closest: Option<(Minutes, Minutes)>,
    slots: Slots<'a>,
    /// The greatest number of its sessions on any day.
    #[serde(skip)]
    most: usize,
}

/// `slots` of the essay.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Slots<'a> {
    Times(&'a [ClockTime]),
    Untimed(usize, usize),
    Every { range: (Minutes, Minutes), grid: usize, preferred: Vec<(Minutes, usize)> },
}

/// The timings of activities, in their order, with the grids put into the pool.
pub(super) fn timings<'a>(activities: &'a [Activity], pool: &mut Pool) -> Vec<TimingForm<'a>> {
    let mut timings: Vec<TimingForm<'a>> = activities.iter().map(|activity| timing(activity, pool)).collect();
    let most: BTreeMap<&ActivityId, usize> = activities.iter().map(|a| &a.id).zip(timings.iter().map(most)).collect();
    for (timing, activity) in timings.iter_mut().zip(activities) {
        if let (TimingForm::Overlay { replaces, places, .. }, Timing::Overlay { count, .. }) =
            (timing, &activity.timing)
        {
            let most = most.get(replaces).copied().unwrap_or(0);
            *places = (0..=most).map(|free| overlay_places(*count, free)).collect();
        }
    }
    timings
}

/// The greatest number of an activity's own sessions on any day.
fn most(timing: &TimingForm<'_>) -> usize {
    match timing {
        TimingForm::Paced(pace) => pace.most,
        TimingForm::Ramp(stages) => stages.iter().map(|stage| stage.pace.most).max().unwrap_or(0),
        TimingForm::Linked { .. } | TimingForm::Overlay { .. } | TimingForm::OnPaper => 0,
    }
}

/// One timing. Places of overlays come when all activities are known.
fn timing<'a>(activity: &'a Activity, pool: &mut Pool) -> TimingForm<'a> {
    match &activity.timing {
        Timing::Paced(one) => TimingForm::Paced(pace(one, pool)),
        Timing::Ramp(stages) => {
            let stage = |stage: &'a Stage| StageForm { days: stage.days, pace: pace(&stage.pace, pool) };
            TimingForm::Ramp(stages.iter().map(stage).collect())
        }
        Timing::Linked { order, leaders, body } => {
            TimingForm::Linked { order: *order, leaders, minutes: body.minutes() }
        }
        Timing::Overlay { replaces, count: _, body } => {
            TimingForm::Overlay { replaces, places: Vec::new(), minutes: body.minutes() }
        }
        Timing::OnPaper => TimingForm::OnPaper,
    }
}

fn pace<'a>(pace: &'a Pace, pool: &mut Pool) -> PaceForm<'a> {
    let mut most = 0;
    let mut grid = |preferred| {
        let (number, sessions) = pool.grid(pace, preferred);
        most = most.max(sessions);
        number
    };
    let slots = match &pace.frequency {
        Frequency::At(times) => {
            most = times.len();
            Slots::Times(times)
        }
        Frequency::Count(_) => {
            let slots = day_grid(pace, day_of(QUARTER), None);
            let nights = slots.iter().filter(|slot| slot.night).count();
            most = slots.len();
            Slots::Untimed(slots.len() - nights, nights)
        }
        Frequency::Every { day, .. } => Slots::Every {
            range: (day.shortest(), day.longest()),
            grid: grid(None),
            preferred: choices(*day).map(|interval| (interval, grid(Some(interval)))).collect(),
        },
    };
    PaceForm {
        minutes: pace.body.minutes(),
        wanted: pace.count(),
        at_night: pace.at_night,
        closest: pace.closest(),
        slots,
        most,
    }
}

/// The intervals that a page offers: quarters of an hour inside the range, and its ends.
fn choices(range: Interval) -> impl Iterator<Item = Minutes> {
    let (low, high) = (range.shortest().0, range.longest().0);
    (low..=high).filter(move |m| m.is_multiple_of(QUARTER) || *m == low || *m == high).map(Minutes)
}

/// A day of this length. Grids depend on nothing else of it.
fn day_of(length: u32) -> DayWindow {
    DayWindow::new(ClockTime::at(0), ClockTime::at(length)).expect("the lengths are above nothing and below a day")
}

impl Pool {
    /// The number of the grid of a pace, and the greatest number of sessions in it.
    fn grid(&mut self, pace: &Pace, preferred: Option<Minutes>) -> (usize, usize) {
        let lengths = || (QUARTER..Minutes::DAY.0).step_by(QUARTER as usize);
        let starts = |length| {
            let slots = day_grid(pace, day_of(length), preferred);
            slots.into_iter().filter_map(|slot| slot.since_wake).map(|since| since.0).collect::<Vec<u32>>()
        };
        let whole: Vec<(u32, Vec<u32>)> = lengths().map(|length| (length, starts(length))).collect();
        let most = whole.iter().map(|(_, starts)| starts.len()).max().unwrap_or(0);
        let before_bed = |(length, starts): &(u32, Vec<u32>)| {
            (*length, starts.iter().copied().filter(|start| start < length).collect::<Vec<_>>())
        };
        let after_bed = |(length, starts): &(u32, Vec<u32>)| {
            (*length, starts.iter().filter_map(|start| start.checked_sub(*length)).collect::<Vec<_>>())
        };
        let by_day = runs(whole.iter().map(before_bed));
        let by_night = runs(whole.iter().map(after_bed));
        let whole = runs(whole.into_iter());
        let (wake, bed) =
            if whole.len() <= by_day.len() + by_night.len() { (whole, Vec::new()) } else { (by_day, by_night) };
        let grid = Grid { wake: self.numbered(wake), bed: self.numbered(bed) };
        (self.grids.number(grid), most)
    }

    fn numbered(&mut self, runs: Vec<(u32, Vec<u32>)>) -> Vec<Run> {
        runs.into_iter().map(|(length, series)| (length, self.series.number(series))).collect()
    }

    /// All grids and all series, by their numbers.
    pub(super) fn into_lists(self) -> (Vec<Grid>, Vec<Vec<u32>>) {
        (self.grids.into_list(), self.series.into_list())
    }
}

/// Leaves out what is the same as the one before.
fn runs(values: impl Iterator<Item = (u32, Vec<u32>)>) -> Vec<(u32, Vec<u32>)> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (length, series) in values {
        if runs.last().is_none_or(|(_, same)| *same != series) {
            runs.push((length, series));
        }
    }
    runs
}
