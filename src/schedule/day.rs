//! One day: which activities run, at which slots, in which order.
//!
//! A day's sessions come from the activities of the phases that it lies in. Paced
//! ones bring their own slots; an overlay takes the place of some of them, spread
//! over the waking day; linked ones come before or after each slot of their
//! leader. Quiet hours then take slots away, links and all.
//!
//! Never: other days. Gaps reach over midnight and are measured in `expand`.

use super::activity::{Activity, Order, Timing};
use super::bounds::Bounds;
use super::clock::{ClockTime, DayWindow, Minutes, QuietHours};
use super::grid::{Slot, day_grid, overlay_places};
use super::id::{ActivityId, AnchorId, PhaseId};
use super::outcome::{Notice, Session, With};
use super::pace::{Body, Pace, Stage};
use super::place::days_between;
use super::plan::{ClockChange, Plan};
use super::protocol::Protocol;
use super::recur::falls_on;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What holds for all days of one schedule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub protocol: &'a Protocol,
    pub plan: &'a Plan,
    pub anchors: &'a BTreeMap<AnchorId, Date>,
    pub window: DayWindow,
    pub quiet: Option<QuietHours>,
}

/// A phase that is on, and since when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running<'a> {
    pub id: &'a PhaseId,
    pub since: Date,
}

/// An activity of a day, the phase that it first appears in, and its pace, if it has slots of its own.
///
/// The sessions of a day follow from these alone, as long as no clock changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doing<'a> {
    phase: &'a PhaseId,
    activity: &'a Activity,
    pace: Option<&'a Pace>,
}

/// Whether two days have the same activities in the same paces.
pub(super) fn is_alike(one: &[Doing<'_>], other: &[Doing<'_>]) -> bool {
    let same =
        |(a, b): (&Doing<'_>, &Doing<'_>)| a.phase == b.phase && a.activity.id == b.activity.id && a.pace == b.pace;
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// One day, while it is laid out.
#[derive(Clone, Copy, Debug)]
struct Today<'a> {
    frame: &'a Frame<'a>,
    date: Date,
    doing: &'a [Doing<'a>],
}

/// The sessions of one day, in order, and what is to be said of them.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    /// The place of each session.
    pub slots: Vec<Slot>,
    pub sessions: Arc<[Session]>,
    pub removed: u32,
    pub notices: Vec<Notice>,
}

/// Lays out one day.
pub(super) fn lay_out(frame: &Frame<'_>, date: Date, doing: &[Doing<'_>]) -> Laid {
    let (mut sessions, mut removed, mut notices) = (Vec::new(), 0, Vec::new());
    let today = Today { frame, date, doing };
    for &Doing { phase, activity, pace } in doing {
        let Some(pace) = pace else {
            continue;
        };
        let preferred = frame.plan.intervals.get(&activity.id).copied();
        let slots = day_grid(pace, frame.window, preferred);
        if is_ours(frame, &activity.id) {
            notices.extend(shortfalls(phase, activity, pace, &slots));
        }
        let (kept, quiet): (Vec<_>, Vec<_>) = slots.into_iter().partition(|slot| !is_quiet(frame, *slot));
        removed += u32::try_from(quiet.len()).unwrap_or(u32::MAX);
        let places = taken_places(doing, activity, &kept, frame.window);
        for (i, slot) in kept.into_iter().enumerate() {
            links(today, activity, slot, Order::Before, &mut sessions);
            let own = session(today, activity, pace.body.minutes(), slot);
            sessions.push((slot, places.get(&i).map_or(own, |place| in_place_of(today, activity, *place, slot))));
            links(today, activity, slot, Order::After, &mut sessions);
        }
    }
    sessions.retain(|(_, session)| is_ours(frame, &session.activity));
    sessions.sort_by_key(|(slot, session)| {
        (slot.since_wake.is_none(), since_wake(frame.window, *slot, session), slot.night)
    });
    let (slots, sessions): (Vec<_>, Vec<_>) = sessions.into_iter().unzip();
    Laid { slots, sessions: sessions.into(), removed, notices }
}

/// How long after waking a session comes: where clocks leap over its time, as much later as they leap.
fn since_wake(window: DayWindow, slot: Slot, session: &Session) -> Option<Minutes> {
    let leap = slot.time(window).zip(session.time).map_or(0, |(own, printed)| own.until(printed).0);
    slot.since_wake.map(|since| Minutes(since.0 + leap))
}

/// The activities of a day, each once.
pub(super) fn doing<'a>(frame: &Frame<'a>, date: Date, running: &[Running<'a>]) -> Vec<Doing<'a>> {
    let mut all: Vec<Doing<'_>> = Vec::new();
    for phase in running {
        let ids = frame.protocol.phase(phase.id).map_or(&[][..], |phase| &phase.activities);
        for activity in ids.iter().filter_map(|id| frame.protocol.activity(id)) {
            let new = all.iter().all(|other| other.activity.id != activity.id);
            let over =
                activity.until.as_ref().and_then(|expr| expr.resolve(frame.anchors)).is_some_and(|end| end <= date);
            if new && !over && falls_on(&activity.days, phase.since, date) {
                let pace = pace_on(&activity.timing, days_between(phase.since, date));
                all.push(Doing { phase: phase.id, activity, pace });
            }
        }
    }
    all
}

/// Whether an activity is done by the person whose schedule it is. Others are laid out too: ours may go with theirs.
fn is_ours(frame: &Frame<'_>, id: &ActivityId) -> bool {
    let whose = frame.protocol.activity(id).and_then(|activity| activity.person.as_ref());
    whose.zip(frame.plan.person.as_ref()).is_none_or(|(whose, who)| whose == who)
}

/// The pace of an activity on the `n`-th day of its phase, if it has slots of its own.
pub(super) fn pace_on(timing: &Timing, n: i64) -> Option<&Pace> {
    match timing {
        Timing::Paced(pace) => Some(pace),
        Timing::Ramp(stages) => stage_on(stages, n).map(|stage| &stage.pace),
        Timing::Linked { .. } | Timing::Overlay { .. } | Timing::OnPaper => None,
    }
}

/// The stage of a ramp on its `n`-th day. After its last day the last stage goes on.
fn stage_on(stages: &[Stage], n: i64) -> Option<&Stage> {
    let mut end = 0;
    let current = stages.iter().find(|stage| {
        end += stage.days.map_or(i64::MAX / 2, i64::from);
        n < end
    });
    current.or(stages.last())
}

fn is_quiet(frame: &Frame<'_>, slot: Slot) -> bool {
    slot.time(frame.window).zip(frame.quiet).is_some_and(|(time, quiet)| quiet.contains(time))
}

fn shortfalls(phase: &PhaseId, activity: &Activity, pace: &Pace, slots: &[Slot]) -> Vec<Notice> {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (sessions, nights) = (number(slots.len()), number(slots.iter().filter(|slot| slot.night).count()));
    let (phase, activity) = (|| phase.clone(), || activity.id.clone());
    let count = Some(pace.count()).filter(|wanted| !wanted.contains(sessions));
    let night = pace.at_night.filter(|wanted| nights < *wanted);
    count
        .map(|wanted| Notice::OutsideCount { phase: phase(), activity: activity(), sessions, wanted })
        .into_iter()
        .chain(night.map(|wanted| Notice::FewAtNight {
            phase: phase(),
            activity: activity(),
            sessions: nights,
            wanted,
        }))
        .collect()
}

/// Which slots of an activity are taken by which overlay: as many as it asks for, spread over the waking day.
fn taken_places<'a>(
    doing: &[Doing<'a>],
    base: &Activity,
    slots: &[Slot],
    window: DayWindow,
) -> BTreeMap<usize, (&'a Activity, &'a Body)> {
    let mut places = BTreeMap::new();
    let waking = |slot: &Slot| slot.time(window).is_none_or(|time| !window.is_night(time));
    for &Doing { activity: overlay, .. } in doing {
        let Timing::Overlay { replaces, count, body } = &overlay.timing else {
            continue;
        };
        if *replaces != base.id {
            continue;
        }
        let free: Vec<usize> = (0..slots.len()).filter(|i| waking(&slots[*i]) && !places.contains_key(i)).collect();
        places.extend(overlay_places(*count, free.len()).into_iter().map(|place| (free[place], (overlay, body))));
    }
    places
}

/// The session of an overlay at the place of another activity's.
fn in_place_of(today: Today<'_>, base: &Activity, (overlay, body): (&Activity, &Body), slot: Slot) -> Session {
    Session { replaces: Some(base.id.clone()), ..session(today, overlay, body.minutes(), slot) }
}

/// The sessions linked to an activity's slot, each with its own links around it.
fn links(today: Today<'_>, to: &Activity, slot: Slot, wanted: Order, sessions: &mut Vec<(Slot, Session)>) {
    for &Doing { activity, .. } in today.doing {
        match &activity.timing {
            Timing::Linked { order, leaders, body } if leaders.contains(&to.id) && *order == wanted => {
                links(today, activity, slot, Order::Before, sessions);
                let with = Some(With { order: wanted, activity: to.id.clone() });
                sessions.push((slot, Session { with, ..session(today, activity, body.minutes(), slot) }));
                links(today, activity, slot, Order::After, sessions);
            }
            Timing::Linked { .. } | Timing::Paced(_) | Timing::Ramp(_) | Timing::Overlay { .. } | Timing::OnPaper => {}
        }
    }
}

fn session(today: Today<'_>, activity: &Activity, minutes: Option<Bounds<Minutes>>, slot: Slot) -> Session {
    let frame = today.frame;
    let time = slot.time(frame.window);
    let day_offset = u8::from(time.is_some_and(|time| time < frame.window.wake()));
    let moved = time.and_then(|time| moved(&frame.plan.clock_changes, today.date, day_offset, time));
    Session {
        time: moved.map(|(time, _)| time).or(time),
        kind: activity.kind.clone(),
        activity: activity.id.clone(),
        minutes,
        night: slot.night,
        day_offset: day_offset + moved.map_or(0, |(_, later)| later),
        counted: frame.protocol.counts(activity),
        with: None,
        replaces: None,
        moved: moved.is_some(),
    }
}

/// The time to print for one that the clocks leap over: as much later as they leap (vector 18). With it,
/// 1 where that is behind midnight.
fn moved(changes: &[ClockChange], date: Date, day_offset: u8, time: ClockTime) -> Option<(ClockTime, u8)> {
    let minute = i64::from(day_offset) * 1440 + i64::from(time.minute_of_day());
    let leap = |change: &&ClockChange| {
        let from = days_between(date, change.date) * 1440 + i64::from(change.from.minute_of_day());
        (0..change.forward()).contains(&(minute - from))
    };
    changes.iter().find(leap).map(|change| {
        let later = time.plus(change.from.until(change.to));
        (later, u8::from(later < time))
    })
}
