//! Protocols laid over the calendar: all eight outlines, and one of another trade.
//!
//! Never: generated plans.

use crate::support::{
    ACCELERATED, AT_BREAST, CO_LACTATION, DAY_AND_NIGHT, KNEE, MAINTENANCE, NO_HORMONES, POWER_PUMP, PUMP_LED, REGULAR,
    START, at, clock, day, give, good, id, lay_out, lies_in_its_phases, plan, times,
};
use jiff::civil::{Date, date};
use latchwork::schedule::{
    ActivityId, Bounds, Given, InputValue, KindId, Layer, Minutes, Number, PersonId, PhaseId, Plan, PlanError,
    Schedule, expand,
};
use std::collections::BTreeSet;

type Anchors<'a> = &'a [(&'a str, Date)];

/// What is done on this day.
fn activities(schedule: &Schedule, date: Date) -> BTreeSet<ActivityId> {
    day(schedule, date).sessions.iter().map(|session| session.activity.clone()).collect()
}

#[test]
fn wrong_preferences_are_told_all_at_once() {
    let file = good("relactation-at-breast", AT_BREAST);
    let mut plan = Plan::new(at(6, 0), at(6, 0));
    plan.anchors.insert(id("begin"), START);
    plan.quiet = Some((at(1, 0), at(1, 0)));
    plan.phases.insert(id("hold"));
    plan.intervals.insert(id("feed"), Minutes::hours(5));
    plan.person = Some(id("nobody"));
    give(&mut plan, &file, "weight", "-4.2 kg");
    give(&mut plan, &file, "supplement", "5000 ml");
    plan.inputs.insert(id("method"), Given { value: InputValue::Text("by spoonful".into()), layer: Layer::Person });
    plan.inputs.insert(id("shoes"), Given { value: InputValue::Text("40".into()), layer: Layer::Person });
    let bounds = Bounds::between(Number::whole(0), Number::whole(2000)).expect("in order");
    assert_eq!(
        expand(&file.core, &plan).expect_err("much is wrong"),
        [
            PlanError::WakeIsBed,
            PlanError::QuietHoursEmpty,
            PlanError::UnknownAnchor(id("begin")),
            PlanError::MissingAnchor(id("start")),
            PlanError::UnknownInput(id("shoes")),
            PlanError::NegativeInput(id("weight")),
            PlanError::InputOutOfBounds { input: id("supplement"), bounds },
            PlanError::WrongValue(id("method")),
            PlanError::PhaseIsNoChoice(id("hold")),
            PlanError::IntervalOutOfRange(id("feed")),
            PlanError::UnknownPerson(id("nobody")),
        ]
    );
}

#[test]
fn a_start_after_the_due_date_is_refused() {
    let file = good("induced-accelerated", ACCELERATED);
    let errors =
        expand(&file.core, &plan(&[("start", date(2027, 2, 1)), ("due", date(2027, 1, 20))])).expect_err("wrong order");
    assert_eq!(errors, [PlanError::OutOfOrder { first: id("start"), second: id("due") }]);
}

#[test]
fn the_shipped_protocol_lies_in_its_phases() {
    let file = good("relactation-pump-led", PUMP_LED);
    let mut plan = plan(&[("start", START), ("taper-start", date(2026, 12, 24))]);
    give(&mut plan, &file, "supplement", "240");
    let schedule = lay_out(&file, &plan);
    let phases: Vec<_> =
        schedule.phases.iter().map(|phase| (phase.id.to_string(), phase.from, phase.to, phase.open)).collect();
    assert_eq!(
        phases,
        [
            ("prepare".to_owned(), date(2026, 11, 28), date(2026, 11, 30), false),
            ("begin".to_owned(), START, date(2026, 12, 7), false),
            ("build".to_owned(), date(2026, 12, 8), date(2026, 12, 23), false),
            ("taper".to_owned(), date(2026, 12, 24), date(2027, 1, 13), false),
        ]
    );
    let first = day(&schedule, START);
    assert_eq!((first.day_number, first.count), (0, 8));
    assert_eq!(times(first), clock("06 09 12 15 18 21 00 03"));
    assert_eq!(first.minutes_total, Bounds::between(Minutes(120), Minutes(160)));
    assert_eq!(first.sessions[0].activity, id("feed"), "feed first, then pump");
    assert_eq!(schedule.tapers[0].levels.last().map(|level| level.from), Some(date(2027, 1, 14)));
}

#[test]
fn a_ramp_and_a_boost_change_single_days() {
    let file = good("relactation-pump-led", PUMP_LED);
    let mut plan = plan(&[("start", START), ("boost-start", date(2026, 12, 10))]);
    plan.phases = BTreeSet::from([id::<PhaseId>("gentle-start"), id("boost")]);
    let schedule = lay_out(&file, &plan);
    let count = |d| day(&schedule, date(2026, 12, d)).count;
    assert_eq!([1, 2, 3, 5, 6, 7].map(count), [3, 3, 6, 6, 8, 8]);
    let boosted = day(&schedule, date(2026, 12, 10));
    let power: Vec<_> = boosted.sessions.iter().filter(|session| session.replaces.is_some()).collect();
    assert_eq!(power.len(), 1);
    assert_eq!(
        (power[0].kind.clone(), power[0].minutes),
        (id::<KindId>("power-pump"), Some(Bounds::exactly(Minutes(70))))
    );
    assert_eq!(boosted.count, 8, "a boost takes a session's place");
    assert!(day(&schedule, date(2026, 12, 14)).sessions.iter().all(|session| session.replaces.is_none()));
}

#[test]
fn every_outline_can_be_laid_over_the_calendar() {
    let start = [("start", START)];
    let due = [("due", date(2027, 6, 1))];
    let both = [("start", START), ("due", date(2027, 6, 1))];
    let plans: [(&str, &str, Anchors<'_>); 9] = [
        ("relactation-pump-led", PUMP_LED, &start),
        ("relactation-at-breast", AT_BREAST, &start),
        ("induced-accelerated", ACCELERATED, &both),
        ("induced-regular", REGULAR, &due),
        ("induced-no-hormones", NO_HORMONES, &due),
        ("co-lactation", CO_LACTATION, &due),
        ("power-pump-boost", POWER_PUMP, &start),
        ("maintenance-and-follow-up", MAINTENANCE, &[("maintain-start", START)]),
        ("knee-exercises", KNEE, &[("surgery", START)]),
    ];
    for (id, text, anchors) in plans {
        let file = good(id, text);
        let schedule = lay_out(&file, &plan(anchors));
        assert!(schedule.days.iter().any(|day| !day.sessions.is_empty()), "{id}");
        assert!(schedule.days.iter().all(|day| lies_in_its_phases(&schedule, day)), "{id}");
    }
}

#[test]
fn an_expected_event_makes_its_phases_provisional() {
    let file = good("induced-no-hormones", NO_HORMONES);
    let schedule = lay_out(&file, &plan(&[("due", date(2027, 6, 1))]));
    let provisional: Vec<_> = schedule.phases.iter().map(|phase| (phase.id.to_string(), phase.provisional)).collect();
    assert_eq!(provisional, [("ramp".into(), false), ("full".into(), true), ("baby-here".into(), true)]);
    assert_eq!(schedule.phases[0].from, date(2027, 4, 6), "8 weeks before the due date");
}

#[test]
fn a_birth_moves_everything_that_hung_on_the_due_date() {
    let file = good("co-lactation", CO_LACTATION);
    let mut plan = plan(&[("due", date(2027, 6, 1)), ("birth", date(2027, 5, 25))]);
    plan.person = Some(id::<PersonId>("partner"));
    let schedule = lay_out(&file, &plan);
    let first_days = schedule.phases.iter().find(|phase| phase.id == id("first-days")).expect("it has begun");
    assert_eq!(first_days.from, date(2027, 5, 25));
    let own = BTreeSet::from([id::<ActivityId>("p-comforts"), id("p-pumps-after")]);
    assert_eq!(activities(&schedule, date(2027, 5, 30)), own, "only the partner's own");
}

#[test]
fn a_parent_who_hands_over_a_feed_expresses() {
    let file = good("co-lactation", CO_LACTATION);
    let schedule = lay_out(&file, &plan(&[("due", date(2027, 6, 1))]));
    let sessions = &day(&schedule, date(2027, 6, 15)).sessions;
    let count = |name: &str| sessions.iter().filter(|session| session.activity == id(name)).count();
    assert_eq!(["g-feeds", "p-feeds", "g-expresses"].map(count), [7, 1, 1]);
    let handed_over = sessions.iter().find(|session| session.activity == id("p-feeds")).expect("one feed");
    assert_eq!(handed_over.replaces, Some(id("g-feeds")));
}

#[test]
fn a_baby_who_is_here_already_feeds_in_every_phase() {
    let file = good("induced-accelerated", ACCELERATED);
    let schedule = lay_out(&file, &plan(&[("start", START), ("arrival", START)]));
    let on = |d: Date| activities(&schedule, d);
    let set = |names: &[&str]| names.iter().map(|name| id(name)).collect::<BTreeSet<ActivityId>>();
    assert_eq!(on(START), set(&["feed"]), "no pumping while the hormone goes on");
    assert_eq!(on(date(2026, 12, 31)), set(&["feed-first", "pump-day-night"]));
    assert_eq!(on(date(2027, 1, 15)), set(&["feed-first", "pump-three-hourly"]));
    assert_eq!(on(date(2027, 1, 16)), set(&["feed", "pump-after-feed"]));
    let first = day(&schedule, date(2026, 12, 31));
    assert_eq!((first.count, &first.sessions[0].activity), (11, &id("feed-first")), "feed first, then pump");
}

#[test]
fn sessions_are_dropped_one_a_week_at_most() {
    let file = good("maintenance-and-follow-up", MAINTENANCE);
    let mut plan = plan(&[("maintain-start", START), ("wind-down", date(2027, 3, 1))]);
    give(&mut plan, &file, "sessions", "6");
    let schedule = lay_out(&file, &plan);
    let levels: Vec<_> = schedule.tapers[0].levels.iter().map(|l| (l.amount.value.as_whole(), l.from)).collect();
    assert_eq!(levels[0], (Some(5), date(2027, 3, 1)));
    assert_eq!(levels[1], (Some(4), date(2027, 3, 8)));
    assert_eq!(levels.last(), Some(&(Some(0), date(2027, 4, 5))));
    let down = schedule.phases.iter().find(|phase| phase.id == id("down")).expect("it is chosen");
    assert_eq!((down.from, down.to), (date(2027, 3, 1), date(2027, 4, 4)));
    let visits: Vec<_> = schedule.checkpoints.iter().map(|c| (c.id.to_string(), c.day_number)).collect();
    let days = |name: &str| visits.iter().filter(|(id, _)| id == name).map(|(_, day)| *day).collect::<Vec<_>>();
    assert_eq!(days("contact"), [3]);
    assert_eq!(days("early"), [7, 14]);
    assert_eq!(days("weekly"), [21, 28, 35, 42]);
    assert_eq!(days("fortnightly"), [56, 70, 84]);
    assert_eq!(days("monthly").len(), 3);
}

#[test]
fn other_trades_bring_their_own_words() {
    let file = good("knee-exercises", KNEE);
    let schedule = lay_out(&file, &plan(&[("surgery", date(2026, 11, 30))]));
    let second_day = day(&schedule, START);
    assert_eq!(second_day.day_number, 2, "the day of the operation is day 1");
    let walks: Vec<_> = second_day.sessions.iter().filter(|s| s.kind == id("walk")).filter_map(|s| s.time).collect();
    assert_eq!(walks, [6, 9, 12, 15, 18, 21].map(|hour| at(hour, 0)));
    let stretches =
        |d| day(&schedule, date(2026, 12, d)).sessions.iter().filter(|s| s.activity == id("stretch")).count();
    assert_eq!([9, 10, 11, 12, 13, 14].map(stretches), [1, 0, 1, 0, 0, 1], "Wednesday, Friday, Monday");
}

#[test]
fn the_json_form_is_the_documented_one() {
    let schedule = lay_out(&good("day-and-night", DAY_AND_NIGHT), &plan(&[("start", START)]));
    let json = serde_json::to_value(&schedule).expect("it serialises");
    assert_eq!(json["format"], "latchwork.schedule/1");
    assert_eq!(json["protocol"]["status"], "under-review");
    assert_eq!(json["window"], serde_json::json!({"wake": "06:00", "bed": "22:00"}));
    assert_eq!(json["phases"][0]["from"], "2026-12-01");
    let last = &json["days"][0]["sessions"][10];
    let expected = serde_json::json!({
        "time": "04:00", "kind": "pump", "activity": "pump", "minutes": [15, 20],
        "night": true, "day_offset": 1, "counted": true,
    });
    assert_eq!(*last, expected);
    assert_eq!(json["days"][0]["longest_gap_minutes"], 180);
}
