//! Laws that every schedule keeps, whatever the protocol and the plan.
//!
//! Each is a function over a protocol, a plan and the schedule made from them; its
//! error says in words what broke. They work everything out a second time and in
//! another way than the engine: by looking at the sessions that came out.
//!
//! Never: how protocols and plans are made up.

use crate::support::lies_in_its_phases;
use jiff::civil::Date;
use latchwork::schedule::{
    Activity, AnchorId, Bounds, Cut, DateExpr, DateUnit, Day, Frequency, Interval, Level, Minutes, Notice, Number,
    Offset, Pace, Plan, Presence, Protocol, Schedule, Session, Taper, Timing,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

pub type Held = Result<(), TestCaseError>;

/// A schedule and what it was made from.
#[derive(Clone, Copy)]
pub struct Made<'a> {
    pub protocol: &'a Protocol,
    pub plan: &'a Plan,
    pub schedule: &'a Schedule,
}

fn days_from(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Phases are those that the plan has, each once, and every day of them is laid out.
pub fn phases_are_those_chosen(made: Made<'_>) -> Held {
    for phase in &made.schedule.phases {
        prop_assert!(phase.from <= phase.to, "{phase:?}");
        let own = made.protocol.phase(&phase.id).expect("a phase of the protocol");
        prop_assert!(
            own.presence == Presence::Always || made.plan.phases.contains(&phase.id),
            "{phase:?} was not chosen"
        );
        for day in [phase.from, phase.to] {
            prop_assert!(made.schedule.days.iter().any(|laid| laid.date == day), "{day} is not laid out");
        }
    }
    prop_assert!(made.schedule.days.windows(2).all(|pair| pair[0].date < pair[1].date), "days are in order");
    Ok(())
}

/// A day knows its phases and its number; what is done on it belongs to one of them.
pub fn sessions_lie_in_their_phases(made: Made<'_>) -> Held {
    let counting = &made.protocol.counting;
    let zero = made.schedule.anchors.iter().find(|anchor| anchor.id == counting.anchor).and_then(|anchor| anchor.date);
    for day in &made.schedule.days {
        prop_assert!(lies_in_its_phases(made.schedule, day), "{}", day.date);
        if let Some(zero) = zero {
            prop_assert_eq!(day.day_number, days_from(zero, day.date) + counting.first);
        }
        let clock: Vec<_> = day.sessions.iter().filter_map(|s| Some((s.day_offset, s.time?))).collect();
        prop_assert!(clock.is_sorted(), "{}: {clock:?}", day.date);
        let phases = || day.phases.iter().filter_map(|phase| made.protocol.phase(phase));
        for session in day.sessions.iter() {
            let activity = &session.activity;
            prop_assert!(phases().any(|phase| phase.activities.contains(activity)), "{activity} on {}", day.date);
            prop_assert!(
                phases().filter(|p| p.activities.contains(activity)).any(|p| !p.forbids.contains(&session.kind))
            );
            if let Some(time) = session.time.filter(|_| !session.moved) {
                prop_assert_eq!(session.night, made.schedule.window.is_night(time));
                prop_assert_eq!(session.day_offset == 1, time < made.schedule.window.wake());
                let quiet = made.schedule.quiet_hours.is_some_and(|quiet| quiet.contains(time));
                prop_assert!(!quiet, "{activity} at {time} in quiet hours");
            }
        }
    }
    Ok(())
}

/// The pace of an activity on a day, and the day's sessions in its places: its own, and those in place of them.
fn paced<'a>(made: Made<'a>, day: &'a Day) -> Vec<(&'a Activity, &'a Pace, Vec<&'a Session>)> {
    let of = |activity: &'a Activity| {
        let places: Vec<_> = day.sessions.iter().filter(|s| s.with.is_none()).collect();
        let own = |s: &&&Session| s.activity == activity.id || s.replaces.as_ref() == Some(&activity.id);
        let own: Vec<_> = places.iter().filter(own).copied().collect();
        let pace = match &activity.timing {
            Timing::Paced(pace) => pace,
            Timing::Ramp(_) | Timing::Linked { .. } | Timing::Overlay { .. } | Timing::OnPaper => return None,
        };
        (!own.is_empty()).then_some((activity, pace, own))
    };
    made.protocol.activities.iter().filter_map(of).collect()
}

/// Counts are those that the protocol states, or a notice says otherwise.
pub fn counts_are_as_stated(made: Made<'_>) -> Held {
    if made.plan.quiet.is_some() || made.plan.person.is_some() {
        return Ok(());
    }
    for day in &made.schedule.days {
        for (activity, pace, own) in paced(made, day) {
            let told = |wanted: fn(&Notice) -> Option<&latchwork::schedule::ActivityId>| {
                made.schedule.notices.iter().filter_map(wanted).any(|id| *id == activity.id)
            };
            let count = u32::try_from(own.len()).expect("few");
            let other =
                told(|notice| if let Notice::OutsideCount { activity, .. } = notice { Some(activity) } else { None });
            prop_assert!(other || pace.count().contains(count), "{} {count} times on {}", activity.id, day.date);
            let nights = u32::try_from(own.iter().filter(|session| session.night).count()).expect("few");
            let few =
                told(|notice| if let Notice::FewAtNight { activity, .. } = notice { Some(activity) } else { None });
            prop_assert!(few || pace.at_night.is_none_or(|least| least <= nights), "{} at night", activity.id);
        }
    }
    Ok(())
}

/// No gap between two sessions of one activity is over its interval, and none is a stub.
pub fn gaps_are_as_stated(made: Made<'_>) -> Held {
    if made.plan.quiet.is_some() || made.plan.person.is_some() || !made.plan.clock_changes.is_empty() {
        return Ok(());
    }
    let window = made.schedule.window;
    for day in &made.schedule.days {
        for (activity, pace, own) in paced(made, day) {
            let Frequency::Every { day: by_day, night: Some(by_night), .. } = &pace.frequency else { continue };
            let mut starts: Vec<u32> =
                own.iter().filter_map(|s| s.time).map(|time| window.wake().until(time).0).collect();
            prop_assert_eq!(starts.first(), Some(&0), "the day begins with it");
            starts.push(Minutes::DAY.0);
            for pair in starts.windows(2) {
                let one_series = by_day == by_night;
                let at_night = !one_series && pair[0] >= window.day_length().0;
                let (interval, stretch): (&Interval, Minutes) = match (one_series, at_night) {
                    (true, _) => (by_day, Minutes::DAY),
                    (false, true) => (by_night, window.night_length()),
                    (false, false) => (by_day, window.day_length()),
                };
                let gap = pair[1] - pair[0];
                prop_assert!(gap <= interval.longest().0, "{}: {gap} min is too long: {starts:?}", activity.id);
                let stub = gap * 2 < interval.shortest().0 && stretch > interval.shortest();
                prop_assert!(!stub, "{}: {gap} min is a stub: {starts:?}", activity.id);
            }
        }
    }
    Ok(())
}

/// What goes with a session stands at its time, and takes the place of no more than it may.
pub fn links_stand_with_their_leaders(made: Made<'_>) -> Held {
    for day in &made.schedule.days {
        for session in day.sessions.iter() {
            if let Some(with) = session.with.as_ref().filter(|_| made.plan.person.is_none()) {
                let leader = |other: &Session| {
                    (other.activity == with.activity || other.replaces.as_ref() == Some(&with.activity))
                        && other.time == session.time
                };
                prop_assert!(day.sessions.iter().any(leader), "{} without {}", session.activity, with.activity);
            }
        }
        for activity in &made.protocol.activities {
            if let Timing::Overlay { count, .. } = &activity.timing {
                let n = day.sessions.iter().filter(|s| s.activity == activity.id && s.replaces.is_some()).count();
                let most = count.low().or(count.high()).unwrap_or(0) as usize;
                prop_assert!(n <= most, "{} takes {n} places", activity.id);
            }
        }
    }
    Ok(())
}

/// Each day's figures are the sums of its sessions.
pub fn totals_are_the_sum_of_their_parts(made: Made<'_>) -> Held {
    let leading = |day: &Day| {
        day.sessions.iter().filter(|session| session.counted && session.with.is_none()).cloned().collect::<Vec<_>>()
    };
    let since = |session: &Session| session.time.map(|time| made.schedule.window.wake().until(time).0);
    let days = &made.schedule.days;
    for (i, day) in days.iter().enumerate() {
        let own = leading(day);
        prop_assert_eq!(day.count as usize, own.len());
        let lengths: Option<Vec<Bounds<Minutes>>> = own.iter().map(|session| session.minutes).collect();
        let sum = |end: fn(Bounds<Minutes>) -> Option<Minutes>| {
            lengths.as_ref()?.iter().try_fold(0, |sum, length| Some(sum + end(*length)?.0))
        };
        let ends = |total: Bounds<Minutes>| (total.low().map(|m| m.0), total.high().map(|m| m.0));
        prop_assert_eq!(day.minutes_total.map_or((None, None), ends), (sum(Bounds::low), sum(Bounds::high)));
        if !made.plan.clock_changes.is_empty() {
            continue;
        }
        let mut starts: Vec<u32> = own.iter().filter_map(since).collect();
        let next = days.get(i + 1).filter(|next| days_from(day.date, next.date) == 1);
        let next = next.and_then(|next| leading(next).iter().find_map(since)).or(starts.first().copied());
        starts.extend(next.map(|start| start + Minutes::DAY.0));
        let longest = starts.windows(2).map(|pair| pair[1] - pair[0]).max();
        prop_assert_eq!(day.longest_gap_minutes.map(|m| m.0), longest, "{}", day.date);
    }
    Ok(())
}

/// A taper only falls, step by step, to nothing; its levels follow one another; holding only lengthens it.
pub fn tapers_fall_to_nothing(made: Made<'_>) -> Held {
    for dated in &made.schedule.tapers {
        let taper = made.protocol.tapers.iter().find(|taper| taper.id == dated.id).expect("a taper of the protocol");
        let amounts: Vec<Number> =
            [dated.start.value].into_iter().chain(dated.levels.iter().map(|l| l.amount.value)).collect();
        prop_assert!(amounts.windows(2).all(|pair| pair[1] < pair[0]), "{amounts:?}");
        prop_assert_eq!(amounts.last(), Some(&Number::ZERO));
        prop_assert_eq!(u32::try_from(dated.levels.len()).ok(), steps(taper, dated.start.value));
        for (n, pair) in dated.levels.windows(2).enumerate() {
            let stay =
                taper.days.get(n).or(taper.days.last()).and_then(|days| days.high().or(days.low())).expect("days");
            prop_assert_eq!(
                days_from(pair[0].from, pair[1].from),
                i32::try_from(stay * (1 + pair[0].held)).expect("few")
            );
            prop_assert_eq!(pair[0].to.and_then(|day| day.tomorrow().ok()), Some(pair[1].from));
        }
        let none = latchwork::schedule::levels(
            taper,
            &dated.start,
            dated.levels.first().map_or(Date::MIN, |l| l.from),
            &[].into(),
        );
        prop_assert_eq!(none.len(), dated.levels.len());
        prop_assert!(last(&none) <= last(&dated.levels), "holding never makes it shorter");
    }
    Ok(())
}

fn last(levels: &[Level]) -> Option<Date> {
    levels.last().map(|level| level.from)
}

/// How many steps a taper takes: counted down for the listed ones, divided for those that go on.
fn steps(taper: &Taper, start: Number) -> Option<u32> {
    let size = |cut: &Cut| match cut {
        Cut::By(by) => by.low().or(by.high()),
        Cut::Percent(percent) => percent.low().or(percent.high())?.times(start)?.over(Number::whole(100)),
    };
    let (last, listed) = taper.steps.split_last()?;
    let (mut rest, mut count) = (start, 0);
    for cut in listed {
        if rest <= Number::ZERO {
            return Some(count);
        }
        rest = rest.minus(size(cut)?)?;
        count += 1;
    }
    if rest <= Number::ZERO {
        return Some(count);
    }
    let step = size(last)?;
    let going_on = rest.up_to_multiple(step)?.over(step)?.as_whole()?;
    Some(count + u32::try_from(going_on).ok()?)
}

/// Phases that hang on an anchor by months begin on its day of the month, or on the last one there is. What had begun
/// when an awaited day came stays where it was planned by the date expected for it; nothing else begins before that day.
pub fn months_end_where_they_must(made: Made<'_>) -> Held {
    let stand_ins = || made.protocol.anchors.iter().filter(|anchor| anchor.replaces.is_some());
    let came = stand_ins().filter_map(|anchor| made.plan.anchors.get(&anchor.id)).min();
    let planned = came.map(|_| {
        let mut expected = made.protocol.clone();
        expected.anchors.iter_mut().for_each(|anchor| anchor.replaces = None);
        latchwork::schedule::expand(&expected, made.plan).expect("the same plan, had the day not been awaited")
    });
    let known = |schedule: &Schedule, id: &AnchorId| schedule.anchors.iter().find(|anchor| anchor.id == *id)?.date;
    for dated in &made.schedule.phases {
        let phase = made.protocol.phase(&dated.id).expect("a phase of the protocol");
        let DateExpr::One(moment) = &phase.from else { continue };
        let Some(offset) = moment.offset.filter(|offset| offset.unit == DateUnit::Months) else { continue };
        let has_begun =
            |schedule: &&Schedule| schedule.phases.iter().any(|past| past.id == dated.id && Some(&past.from) < came);
        let from = if let Some(planned) = planned.as_ref().filter(has_begun) {
            known(planned, &moment.anchor).map(|date| by_months(date, offset))
        } else {
            let stand_in = stand_ins().find(|anchor| anchor.replaces.as_ref() == Some(&moment.anchor));
            let lent = stand_in.and_then(|anchor| made.plan.anchors.get(&anchor.id)).copied();
            let from = lent.or_else(|| known(made.schedule, &moment.anchor)).map(|date| by_months(date, offset));
            from.max(came.copied())
        };
        prop_assert_eq!(Some(dated.from), from, "{}", dated.id);
    }
    Ok(())
}

fn by_months(from: Date, offset: Offset) -> Date {
    let months = i32::from(from.year()) * 12 + i32::from(from.month()) - 1 + offset.count;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let first =
        Date::new(i16::try_from(year).expect("a year"), i8::try_from(month).expect("a month"), 1).expect("a day");
    let day = from.day().min(first.days_in_month());
    Date::new(first.year(), first.month(), day).expect("a day of the month")
}
