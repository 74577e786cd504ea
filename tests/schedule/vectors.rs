//! The 22 vectors of the protocol outlines, by number. They are the law.
//!
//! Never: other cases; those stand in the files beside this one.

use crate::support::{
    ACCELERATED, AT_BREAST, DAY_AND_NIGHT, POWER_PUMP, REGULAR, START, around, at, clock, day, due, give, good, id,
    lay_out, ml, plan, read, run, taper, times,
};
use jiff::civil::date;
use latchwork::schedule::{
    Block, Blocks, Body, Bounds, ClockChange, DateUnit, Frequency, Length, Minutes, Notice, Number, Pace, Sides, Status,
};

#[test]
fn vectors_1_to_5_offsets_count_back_and_clamp_at_month_ends() {
    let august = date(2026, 8, 31);
    assert_eq!(due(-6, DateUnit::Months, august), Some(date(2026, 2, 28)), "vector 1");
    assert_eq!(due(-6, DateUnit::Weeks, august), Some(date(2026, 7, 20)), "vector 2");
    assert_eq!(due(-2, DateUnit::Months, august), Some(date(2026, 6, 30)), "vector 3");
    assert_eq!(due(-8, DateUnit::Weeks, august), Some(date(2026, 7, 6)), "vector 4");
    let november = date(2026, 11, 12);
    assert_eq!(due(-6, DateUnit::Months, november), Some(date(2026, 5, 12)), "vector 5");
    assert_eq!(due(-6, DateUnit::Weeks, november), Some(date(2026, 10, 1)), "vector 5");
}

#[test]
fn vector_6_day_and_night_series_with_reset() {
    let schedule = lay_out(&good("day-and-night", DAY_AND_NIGHT), &plan(&[("start", START)]));
    for day in &schedule.days {
        assert_eq!(times(day), clock("06 08 10 12 14 16 18 20 22 01 04"));
        assert_eq!(day.count, 11);
        assert_eq!(day.longest_gap_minutes, Some(Minutes(180)));
        assert_eq!(day.longest_night_gap_minutes, Some(Minutes(180)));
        assert_eq!(day.sessions.iter().filter(|session| session.night).count(), 3);
        assert_eq!(day.sessions.iter().filter(|session| session.day_offset == 1).count(), 2);
    }
}

#[test]
fn vectors_7_and_8_equal_intervals_are_one_series() {
    let all_round = around("every: 3h {clinic}\nduration: 15-20 min {clinic}");
    let split = around("every: 3h by day, 3h by night {clinic}\nduration: 15-20 min {clinic}");
    for text in [all_round, split] {
        let schedule = lay_out(&good("seven", &text), &plan(&[("start", START)]));
        assert_eq!(times(day(&schedule, START)), clock("06 09 12 15 18 21 00 03"));
        assert_eq!(day(&schedule, START).count, 8, "no ninth session an hour after 21:00");
    }
}

#[test]
fn vector_9_minutes_a_day() {
    let count = Bounds::between(8, 12).expect("in order");
    let minutes = Bounds::between(Minutes(15), Minutes(20)).expect("in order");
    let body = Body::Length(Length { minutes, sides: Sides::Whole });
    let pace = Pace { frequency: Frequency::Count(count), at_night: None, body };
    assert_eq!(pace.minutes_per_day(), Bounds::between(Minutes(120), Minutes(240)));
}

#[test]
fn vector_10_a_formula_is_exact_and_rounds_up_to_5() {
    let file = good("relactation-at-breast", AT_BREAST);
    let mut plan = plan(&[("start", START)]);
    give(&mut plan, &file, "weight", "4.2 kg");
    give(&mut plan, &file, "feeds", "8");
    let schedule = lay_out(&file, &plan);
    let shown = |name: &str| {
        let value = schedule.quantities.iter().find(|value| value.id == id(name)).expect("worked out");
        let text = |bounds: Bounds<Number>| bounds.low().map(|low| low.to_string()).unwrap_or_default();
        (text(value.exact), text(value.rounded), value.unit.to_string())
    };
    assert_eq!(shown("full-day"), ("630".into(), "630".into(), "ml".into()));
    assert_eq!(shown("per-feed"), ("78.75".into(), "80".into(), "ml".into()));
}

#[test]
fn vector_11_equal_steps() {
    let (amounts, last, _) = run(&taper(&[30]), 480, &[]);
    assert_eq!((amounts.first(), amounts.last()), (Some(&450), Some(&0)));
    assert_eq!((amounts.len(), last), (16, 46));
}

#[test]
fn vector_12_growing_steps() {
    let (amounts, last, _) = run(&taper(&[30, 30, 60]), 480, &[]);
    assert_eq!(amounts, [450, 420, 360, 300, 240, 180, 120, 60, 0]);
    assert_eq!(last, 25);
}

#[test]
fn vector_13_the_last_step_is_smaller() {
    let (amounts, _, levels) = run(&taper(&[30]), 70, &[]);
    assert_eq!(amounts, [40, 10, 0]);
    assert_eq!(levels.last().map(|level| level.step.clone()), Some(ml(10)));
}

#[test]
fn vector_14_a_gate_that_is_not_passed_holds_the_level() {
    let day_7 = date(2026, 12, 7);
    let (amounts, last, levels) = run(&taper(&[30, 30, 60]), 480, &[day_7]);
    assert_eq!(amounts, [450, 420, 360, 300, 240, 180, 120, 60, 0]);
    let at = |day| levels.iter().find(|level| level.from <= day && level.to.is_none_or(|to| day <= to));
    assert_eq!(at(day_7).map(|level| level.amount.clone()), Some(ml(420)));
    assert_eq!(at(day_7).map(|level| level.held), Some(1));
    assert_eq!(last, 28, "three days later than without");
}

#[test]
fn vectors_15_and_16_blocks_add_up_and_a_wrong_total_is_reported() {
    let parts = |list: &[u32]| {
        let part = |(i, m): (usize, &u32)| if i % 2 == 0 { Block::On(Minutes(*m)) } else { Block::Off(Minutes(*m)) };
        Blocks { parts: list.iter().enumerate().map(part).collect(), stated_total: None, stated_on: None }
    };
    let classic = parts(&[20, 10, 10, 10, 10]);
    assert_eq!((classic.total(), classic.on()), (Minutes(60), Minutes(40)), "vector 15");
    let long = parts(&[20, 10, 15, 10, 15]);
    assert_eq!((long.total(), long.on()), (Minutes(70), Minutes(50)), "vector 16");
    let (_, found) =
        read("power-pump-boost", &POWER_PUMP.replace("total: 70 min", "total: 65 min [@power-pumping-2015]"));
    let [only] = found.as_slice() else { panic!("one finding, not {found:?}") };
    assert!(
        only.ends_with(": error[block-total]: the blocks of `long` add up to 70 minutes, not 65 minutes"),
        "{only}"
    );
}

#[test]
fn vector_17_quiet_hours_remove_sessions_and_the_gap_is_told() {
    let mut plan = plan(&[("start", START)]);
    plan.quiet = Some((at(23, 0), at(5, 0)));
    let schedule = lay_out(&good("day-and-night", DAY_AND_NIGHT), &plan);
    let first = day(&schedule, START);
    assert_eq!(times(first), clock("06 08 10 12 14 16 18 20 22"));
    assert_eq!(first.longest_gap_minutes, Some(Minutes::hours(8)));
    let (from, to) = (START, date(2026, 12, 14));
    assert!(schedule.notices.contains(&Notice::QuietHours { from, to, sessions: 2 }));
    let long = Notice::LongGap { from, to, minutes: Minutes::hours(8), limit: Minutes::hours(3) };
    assert!(schedule.notices.contains(&long));
}

#[test]
fn vector_18_a_session_in_a_missing_hour_moves_and_is_marked() {
    let file = good("eighteen", &around("every: 2h {clinic}"));
    let mut plan = plan(&[("start", date(2027, 3, 27))]);
    plan.clock_changes = vec![ClockChange { date: date(2027, 3, 28), from: at(2, 0), to: at(3, 0) }];
    let schedule = lay_out(&file, &plan);
    let night = day(&schedule, date(2027, 3, 27));
    let moved: Vec<_> =
        night.sessions.iter().filter(|session| session.moved).filter_map(|session| session.time).collect();
    assert_eq!(moved, [at(3, 0)]);
    assert!(day(&schedule, date(2027, 3, 28)).sessions.iter().all(|session| !session.moved));
    assert_eq!(night.longest_gap_minutes, Some(Minutes::hours(2)), "an hour that does not pass is no gap");
}

#[test]
fn sessions_stand_in_the_order_of_the_clock_where_it_leaps() {
    let text = around("times: ['02:15', '03:00', '04:00']");
    let mut plan = plan(&[("start", START)]);
    plan.clock_changes = vec![ClockChange { date: date(2026, 12, 2), from: at(2, 0), to: at(3, 0) }];
    let schedule = lay_out(&good("leap", &text), &plan);
    assert_eq!(times(day(&schedule, START)), ["03:00", "03:15", "04:00"], "02:15 is not there that night");
    assert_eq!(times(day(&schedule, date(2026, 12, 2))), ["02:15", "03:00", "04:00"]);
}

#[test]
fn a_clock_that_goes_back_makes_the_night_longer() {
    let file = good("back", &around("every: 3h {clinic}"));
    let mut plan = plan(&[("start", date(2026, 10, 23))]);
    plan.clock_changes = vec![ClockChange { date: date(2026, 10, 25), from: at(3, 0), to: at(2, 0) }];
    let schedule = lay_out(&file, &plan);
    assert_eq!(day(&schedule, date(2026, 10, 23)).longest_gap_minutes, Some(Minutes::hours(3)));
    assert_eq!(day(&schedule, date(2026, 10, 24)).longest_gap_minutes, Some(Minutes::hours(4)));
}

/// In Nuuk it is 23:00, and then it is the next day; in autumn it is midnight, and then 23:00 again.
#[test]
fn clocks_may_change_over_midnight() {
    let file = good("midnight", &around("every: 2h {clinic}"));
    let first_day = |from, to, date_of_change| {
        let mut plan = plan(&[("start", date(2027, 3, 27))]);
        plan.wake = at(7, 0);
        plan.clock_changes = vec![ClockChange { date: date_of_change, from, to }];
        day(&lay_out(&file, &plan), date(2027, 3, 27)).clone()
    };
    let spring = first_day(at(23, 0), at(0, 0), date(2027, 3, 27));
    let moved: Vec<_> = spring.sessions.iter().filter(|session| session.moved).collect();
    assert_eq!(
        moved.iter().map(|session| (session.time, session.day_offset)).collect::<Vec<_>>(),
        [(Some(at(0, 0)), 1)]
    );
    assert_eq!(spring.longest_gap_minutes, Some(Minutes::hours(2)));
    let autumn = first_day(at(0, 0), at(23, 0), date(2027, 3, 28));
    assert!(autumn.sessions.iter().all(|session| !session.moved));
    assert_eq!(
        autumn.longest_gap_minutes,
        Some(Minutes::hours(3)),
        "from 23:00 to 01:00 there are two hours and one more"
    );
}

#[test]
fn vector_19_dose_like_text_is_an_error_wherever_it_stands() {
    let text = around("every: 3h {clinic}\nnote: Take 10 mg three times daily.");
    let (_, found) = read("dose", &text);
    assert_eq!(
        found,
        [
            "17:16: error[dose-like-text]: `10 mg` looks like the dose of a medicine",
            "17:22: error[dose-like-text]: `three times daily` looks like the dose of a medicine",
        ]
    );
}

#[test]
fn vector_20_the_schedule_says_whether_its_protocol_is_approved() {
    let mut file = good("day-and-night", DAY_AND_NIGHT);
    for status in [Status::UnderReview, Status::Approved, Status::ChangedSinceApproval] {
        file.core.status = status;
        assert_eq!(lay_out(&file, &plan(&[("start", START)])).protocol.status, status);
    }
    let (claimed, found) = read("day-and-night", &DAY_AND_NIGHT.replace("under-review", "approved"));
    assert_eq!(
        found,
        [
            "4:9: error[approval-without-reviewer]: this calls itself approved, and only someone who has read it can approve it"
        ]
    );
    assert_eq!(claimed.map(|file| file.core.status), Some(Status::UnderReview));
}

#[test]
fn vector_21_a_baby_that_comes_before_the_hormone_stop() {
    let file = good("induced-regular", REGULAR);
    let (due, arrival) = (date(2027, 6, 1), date(2027, 3, 1));
    let schedule = lay_out(&file, &plan(&[("due", due), ("arrival", arrival)]));
    let phase =
        |name: &str| schedule.phases.iter().find(|phase| phase.id == id(name)).map(|phase| (phase.from, phase.to));
    assert_eq!(phase("prepare"), Some((date(2026, 12, 1), date(2027, 2, 28))), "preparation ends the day before");
    assert_eq!(phase("honeymoon"), Some((arrival, date(2027, 3, 2))), "the plan goes on from B");
    assert_eq!(phase("build"), Some((date(2027, 3, 3), date(2027, 3, 16))));
    assert_eq!(phase("go-on"), None);
    assert!(schedule.notices.contains(&Notice::PhaseSkipped { phase: id("go-on") }));
    assert!(schedule.notices.contains(&Notice::Alert { rule: 0 }));
    assert!(file.alerts[0].text.plain().contains("Call your prescriber today"));
    let mut calls = file.calls.iter().filter(|call| call.id == "parent-same-day").flat_map(|call| &call.items);
    assert!(calls.any(|item| item.plain() == "Your baby comes before hormones end."), "it prints on the sheet, too");
}

#[test]
fn vector_22_too_little_time_is_told_with_another_way() {
    let file = good("induced-accelerated", ACCELERATED);
    let schedule = lay_out(&file, &plan(&[("start", START), ("due", date(2027, 1, 20))]));
    let suggest = Some(id("induced-no-hormones"));
    let short = Notice::ShortLeadTime { rule: 0, needed: 58, available: 50, suggest };
    assert!(schedule.notices.contains(&short), "{:?}", schedule.notices);
}
