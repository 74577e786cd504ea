//! What holds for every plan, tried on generated ones.
//!
//! Never: a single expected schedule.

use crate::support::{
    ACCELERATED, DAY_AND_NIGHT, PUMP_LED, START, around, good, id, lay_out, lies_in_its_phases, offset, plan, read,
    run, taper,
};
use jiff::civil::{Date, date};
use latchwork::model::protocol::ProtocolFile;
use latchwork::schedule::{
    Body, ClockTime, DateUnit, DayWindow, Frequency, Interval, Minutes, Notice, Pace, PhaseId, Plan, day_grid,
};
use proptest::prelude::*;
use std::sync::LazyLock;

static SHIPPED_FILE: LazyLock<ProtocolFile> = LazyLock::new(|| good("relactation-pump-led", PUMP_LED));
static DAY_AND_NIGHT_FILE: LazyLock<ProtocolFile> = LazyLock::new(|| good("day-and-night", DAY_AND_NIGHT));
static ACCELERATED_FILE: LazyLock<ProtocolFile> = LazyLock::new(|| good("induced-accelerated", ACCELERATED));

fn some_date() -> impl Strategy<Value = Date> {
    (0_i32..4000).prop_filter_map("a date", |days| offset(days, DateUnit::Days).from(date(2026, 1, 1)))
}

/// Waking and bed times, never the same, on five minutes.
fn some_window() -> impl Strategy<Value = (ClockTime, ClockTime)> {
    (0_u32..288, 48_u32..240).prop_map(|(wake, length)| (ClockTime::at(wake * 5), ClockTime::at((wake + length) * 5)))
}

fn some_pace() -> impl Strategy<Value = (Interval, Interval)> {
    let interval = || {
        (12_u32..60, 0_u32..24)
            .prop_filter_map("an interval", |(low, more)| Interval::new(Minutes(low * 5), Minutes((low + more) * 5)))
    };
    (interval(), interval())
}

/// Texts as people might mistype them: pieces of the small language in any order, and anything else.
fn some_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "2", "-", "–", "3h", "min", "by day", ",", "then", "at least", "start", "+", "weeks", "[@", "]",
            "{clinic}", "%", "/", "x", "ml", "10 mg", "é", "👶", "\"", "'", "é3", "day", "on", ":",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn days_and_their_sessions_lie_in_their_phases(start in some_date(), (wake, bed) in some_window(), taper in 7_i32..40) {
        let file = &*SHIPPED_FILE;
        let mut plan = Plan::new(wake, bed);
        plan.anchors.insert(id("start"), start);
        plan.anchors.insert(id("taper-start"), offset(taper, DateUnit::Days).from(start).expect("in the calendar"));
        let schedule = lay_out(file, &plan);
        for day in &schedule.days {
            prop_assert!(lies_in_its_phases(&schedule, day));
            for session in day.sessions.iter() {
                let phases = day.phases.iter().filter_map(|phase| file.core.phase(phase));
                prop_assert!(phases.into_iter().any(|phase| phase.activities.contains(&session.activity)));
            }
            if day.phases != [id::<PhaseId>("prepare")] {
                prop_assert!((8..=12).contains(&day.count));
                prop_assert!(day.longest_gap_minutes <= Some(Minutes::hours(3)));
            }
        }
    }

    #[test]
    fn gaps_stay_within_the_interval_and_are_never_stubs((day, night) in some_pace(), (wake, bed) in some_window()) {
        let window = DayWindow::new(wake, bed).expect("never the same");
        let frequency = Frequency::Every { day, night: Some(night), count: None };
        let pace = Pace { frequency, at_night: None, body: Body::Open };
        let starts: Vec<u32> =
            day_grid(&pace, window, None).iter().filter_map(|slot| slot.since_wake).map(|m| m.0).collect();
        prop_assert_eq!(starts.first(), Some(&0));
        let longest = day.longest().max(night.longest()).0;
        let next = starts.iter().skip(1).copied().chain([Minutes::DAY.0]);
        for (start, end) in starts.iter().zip(next) {
            prop_assert!(start < &end && end - start <= longest, "{starts:?}");
        }
    }

    #[test]
    fn one_series_round_the_clock_leaves_no_gap_under_half((interval, _) in some_pace(), (wake, bed) in some_window()) {
        let window = DayWindow::new(wake, bed).expect("never the same");
        let exact = Interval::new(interval.longest(), interval.longest()).expect("one value");
        let frequency = Frequency::Every { day: exact, night: Some(exact), count: None };
        let pace = Pace { frequency, at_night: None, body: Body::Open };
        let starts: Vec<u32> =
            day_grid(&pace, window, None).iter().filter_map(|slot| slot.since_wake).map(|m| m.0).collect();
        let next = starts.iter().skip(1).copied().chain([Minutes::DAY.0]);
        for (start, end) in starts.iter().zip(next) {
            prop_assert!((end - start) * 2 >= interval.longest().0, "{starts:?}");
        }
    }

    #[test]
    fn a_later_start_moves_every_session_by_as_much(start in some_date(), days in 1_i32..500) {
        let file = &*DAY_AND_NIGHT_FILE;
        let moved = |date: Date| offset(days, DateUnit::Days).from(date).expect("in the calendar");
        let early = lay_out(file, &plan(&[("start", start)]));
        let late = lay_out(file, &plan(&[("start", moved(start))]));
        prop_assert_eq!(early.days.len(), late.days.len());
        for (a, b) in early.days.iter().zip(&late.days) {
            prop_assert_eq!((moved(a.date), a.day_number, &a.sessions), (b.date, b.day_number, &b.sessions));
        }
    }

    #[test]
    fn a_taper_only_falls_and_ends_at_nothing(
        start in 1_i64..2000,
        steps in prop::collection::vec(5_i64..200, 1..5),
        failed in prop::collection::btree_set(0_i32..60, 0..6),
    ) {
        let failed: Vec<Date> = failed.iter().filter_map(|day| offset(*day, DateUnit::Days).from(START)).collect();
        let (amounts, _, levels) = run(&taper(&steps), start, &failed);
        prop_assert!(amounts.windows(2).all(|pair| pair[1] < pair[0]));
        prop_assert_eq!(amounts.last(), Some(&0));
        prop_assert!(amounts.iter().all(|amount| *amount >= 0));
        for pair in levels.windows(2) {
            prop_assert_eq!(pair[0].to.and_then(|day| day.tomorrow().ok()), Some(pair[1].from));
        }
        let (_, without, _) = run(&taper(&steps), start, &[]);
        let (_, with, _) = run(&taper(&steps), start, &failed);
        prop_assert!(with >= without, "holding never makes it shorter");
    }

    #[test]
    fn months_never_leave_their_month(day in some_date(), months in -30_i32..30) {
        let moved = offset(months, DateUnit::Months).from(day).expect("in the calendar");
        let number = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
        prop_assert_eq!(number(moved) - number(day), months);
        prop_assert!(moved.day() == day.day() || moved == moved.last_of_month());
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in some_text(), key in 0_usize..8) {
        let keys = ["every", "per_24h", "duration", "days", "until", "blocks", "note", "after"];
        let quoted = serde_json::to_string(&text).expect("a text");
        let (_, found) = read("odd", &around(&format!("{}: {quoted}", keys[key])));
        prop_assert!(found.iter().all(|line| line.contains(": error[") || line.contains(": warning[")), "{found:?}");
    }

    #[test]
    fn more_time_never_adds_a_warning(days in 1_i32..120, more in 0_i32..60) {
        let file = &*ACCELERATED_FILE;
        let short = |days| {
            let due = offset(days, DateUnit::Days).from(START).expect("in the calendar");
            let schedule = lay_out(file, &plan(&[("start", START), ("due", due)]));
            schedule.notices.iter().any(|notice| matches!(notice, Notice::ShortLeadTime { .. }))
        };
        prop_assert!(short(days) || !short(days + more));
    }
}
