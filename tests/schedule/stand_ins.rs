//! An anchor that stands in for another: what has been stays as it was planned.
//!
//! Never: other rules about phases.

use crate::support::{good, lay_out, plan};
use jiff::civil::{Date, date};
use latchwork::schedule::Schedule;

const VISITS: &str = "\
title: Before and after
summary: Visits around a day that nobody knows beforehand.
version: '1'
status: draft
counting: due is day 0
plan_end: birth + 2 weeks
use: [lactation]
anchors:
  due: {label: due day, known: planning}
  birth: {label: the day itself, known: event, default: due, replaces: due}
phases:
  early: {title: Early, from: due - 6 weeks, to: due - 3 weeks, do: [call]}
  late: {title: Late, from: due - 20 days, until: birth, do: [call]}
  home: {title: Home, from: birth, for: '7 days {clinic}', do: [call]}
activities:
  call: {title: Call, kind: visit, per_24h: '1 {clinic}'}
checkpoints:
  weekly: {title: Look, every: week, from: due - 4 weeks, until: birth}
  after: {title: Look again, on: [due + 3 days]}
";

const DUE: Date = date(2027, 3, 31);

fn with(birth: Option<Date>) -> Schedule {
    let file = good("visits", VISITS);
    let dates: Vec<_> = [("due", DUE)].into_iter().chain(birth.map(|birth| ("birth", birth))).collect();
    lay_out(&file, &plan(&dates))
}

fn phases(schedule: &Schedule) -> Vec<(String, Date, Date)> {
    schedule.phases.iter().map(|phase| (phase.id.to_string(), phase.from, phase.to)).collect()
}

fn contacts(schedule: &Schedule) -> Vec<Date> {
    schedule.checkpoints.iter().map(|contact| contact.date).collect()
}

fn phase(id: &str, from: Date, to: Date) -> (String, Date, Date) {
    (id.to_owned(), from, to)
}

#[test]
fn before_it_comes_everything_hangs_on_the_plan() {
    let schedule = with(None);
    let early = phase("early", date(2027, 2, 17), date(2027, 3, 10));
    let late = phase("late", date(2027, 3, 11), date(2027, 3, 30));
    assert_eq!(phases(&schedule), [early, late, phase("home", DUE, date(2027, 4, 6))]);
    let weekly = [date(2027, 3, 3), date(2027, 3, 10), date(2027, 3, 17), date(2027, 3, 24)];
    assert_eq!(contacts(&schedule), [&weekly[..], &[date(2027, 4, 3)]].concat());
}

#[test]
fn a_week_early_cuts_what_was_on_and_keeps_what_has_been() {
    let schedule = with(Some(date(2027, 3, 24)));
    let early = phase("early", date(2027, 2, 17), date(2027, 3, 10));
    let late = phase("late", date(2027, 3, 11), date(2027, 3, 23));
    assert_eq!(phases(&schedule), [early, late, phase("home", date(2027, 3, 24), date(2027, 3, 30))]);
    let been = [date(2027, 3, 3), date(2027, 3, 10), date(2027, 3, 17)];
    assert_eq!(contacts(&schedule), [&been[..], &[date(2027, 3, 27)]].concat(), "the contact after it moves with it");
}

#[test]
fn four_weeks_early_ends_a_phase_and_leaves_out_the_next() {
    let schedule = with(Some(date(2027, 3, 3)));
    let early = phase("early", date(2027, 2, 17), date(2027, 3, 2));
    assert_eq!(phases(&schedule), [early, phase("home", date(2027, 3, 3), date(2027, 3, 9))]);
    assert_eq!(contacts(&schedule), [date(2027, 3, 6)]);
}

#[test]
fn five_days_late_stretches_what_was_on() {
    let schedule = with(Some(date(2027, 4, 5)));
    let early = phase("early", date(2027, 2, 17), date(2027, 3, 10));
    let late = phase("late", date(2027, 3, 11), date(2027, 4, 4));
    assert_eq!(phases(&schedule), [early, late, phase("home", date(2027, 4, 5), date(2027, 4, 11))]);
    let been = [date(2027, 3, 3), date(2027, 3, 10), date(2027, 3, 17), date(2027, 3, 24), date(2027, 3, 31)];
    assert_eq!(contacts(&schedule), [&been[..], &[date(2027, 4, 3)]].concat(), "what has been does not come again");
}

#[test]
fn what_rests_on_the_day_stood_in_for_stays_where_it_has_been() {
    let text = VISITS
        .replace("replaces: due}", "replaces: due}\n  turn: {label: the turn, known: decision, default: due}")
        .replace("plan_end: birth + 2 weeks", "plan_end: turn + 3 months")
        .replace("from: birth, for: '7 days {clinic}'", "from: turn + 1 month, until: turn + 2 months");
    let file = good("visits", &text);
    let home = |birth| {
        let schedule = lay_out(&file, &plan(&[("due", DUE), ("birth", birth)]));
        phases(&schedule).pop().expect("a last phase")
    };
    let turn = date(2027, 4, 20);
    assert_eq!(home(turn).1, date(2027, 5, 20), "to come, so it moves with the day");
    let turn = date(2027, 5, 10);
    assert_eq!(home(turn), phase("home", date(2027, 4, 30), date(2027, 7, 9)), "it has begun, and goes on");
}
