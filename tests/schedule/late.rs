//! What moves when a session began late: what must hold, and the same from the page's script.
//!
//! Never: what a person should do about it.

use crate::generate::{plan_for, some_draws};
use crate::script::{agrees, answer, compiled, draw};
use crate::support::{ALL, at, good, lay_out, plan};
use jiff::civil::date;
use latchwork::schedule::{ClockTime, Minutes, Schedule, Session, Shifted, rest_of_day};
use proptest::test_runner::TestRunner;
use serde_json::json;

const WALKS: &str = "\
title: Walks
summary: Out and back.
version: \"1\"
status: draft
counting: start is day 0
anchors: {start: {label: first day, known: planning}}
kinds: {walk: {label: Walk, counts: true}, drink: {label: Drink, counts: true}}
phases: {on: {title: On, from: start, to: start + 1 day, do: [walk, drink]}}
activities:
  drink: {title: Drink, kind: drink, before: walk}
  walk: {title: Walk, kind: walk, every: '2-3h {clinic}', per_24h: '8 {clinic}', duration: '20 min {clinic}'}
calls: {now: {level: emergency, title: Call now if, items: [you cannot get up]}}
";

fn day(shifted: &[Shifted], schedule: &Schedule) -> Vec<String> {
    let told = shifted.iter().map(|one| {
        let own = schedule.days[0].sessions[one.session].time.map_or_else(String::new, |time| time.to_string());
        let new = one.time.map_or_else(|| "out".to_owned(), |time| format!("{time}+{}", one.day_offset));
        format!("{own} {new}")
    });
    told.collect()
}

#[test]
fn sessions_move_no_further_than_they_must() {
    let file = good("walks", WALKS);
    let schedule = lay_out(&file, &plan(&[("start", date(2026, 12, 1))]));
    let walks: Vec<usize> =
        (0..schedule.days[0].sessions.len()).filter(|i| schedule.days[0].sessions[*i].with.is_none()).collect();
    let times: Vec<String> =
        walks.iter().filter_map(|i| schedule.days[0].sessions[*i].time).map(|time| time.to_string()).collect();
    assert_eq!(times, ["06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "00:00", "03:00"]);
    let late =
        |n: usize, hour, minute| rest_of_day(&file.core, &schedule, date(2026, 12, 1), walks[n], at(hour, minute));
    assert_eq!(late(1, 10, 0), [], "the room between two sessions takes an hour up");
    assert_eq!(late(1, 8, 0), [], "it began early");
    assert_eq!(day(&late(1, 11, 30), &schedule), ["12:00 13:30+0", "12:00 13:30+0", "15:00 15:30+0", "15:00 15:30+0"]);
    assert_eq!(day(&late(7, 5, 0), &schedule), [""; 0], "nothing comes after the last");
    assert_eq!(day(&late(6, 3, 30), &schedule), ["03:00 out", "03:00 out"], "too close to the next morning");
    assert_eq!(rest_of_day(&file.core, &schedule, date(2026, 12, 9), 0, at(7, 0)), []);
    assert_eq!(rest_of_day(&file.core, &schedule, date(2026, 12, 1), 99, at(7, 0)), []);
}

/// When a session is, in minutes after waking.
fn since(schedule: &Schedule, session: &Session, shifted: Option<&Shifted>) -> Option<u32> {
    let (time, midnights) = shifted.map_or((session.time, session.day_offset), |one| (one.time, one.day_offset));
    let minute = u32::from(midnights) * Minutes::DAY.0 + time?.minute_of_day();
    minute.checked_sub(schedule.window.wake().minute_of_day())
}

#[test]
fn the_script_moves_what_the_engine_moves() {
    let mut runner = TestRunner::deterministic();
    let (mut moved, mut out) = (0, 0);
    for (name, text) in ALL {
        let file = good(name, text);
        let compiled = compiled(&file);
        for n in 0..40_u32 {
            let plan = plan_for(&file.core, draw(&some_draws(), &mut runner));
            let plan = latchwork::schedule::Plan { intervals: std::collections::BTreeMap::new(), ..plan };
            let Ok(schedule) = agrees(&file, &plan) else { continue };
            let Some(today) = schedule.days.get(n as usize % schedule.days.len()) else { continue };
            for (i, session) in today.sessions.iter().enumerate().filter(|(_, session)| session.with.is_none()) {
                let Some(time) = session.time else { continue };
                let began = ClockTime::at((time.minute_of_day() + 7 * n + 3) % 1440);
                let shifted = rest_of_day(&file.core, &schedule, today.date, i, began);
                let asked = json!({ "late": { "protocol": serde_json::from_str::<serde_json::Value>(&compiled).expect("JSON"),
                    "schedule": schedule, "date": today.date, "session": i, "began": began } });
                let script: serde_json::Value = serde_json::from_str(&answer(&asked.to_string())).expect("JSON");
                assert_eq!(script, json!(shifted), "{name}, {}, {time} at {began}", today.date);
                for one in &shifted {
                    let own = since(&schedule, &today.sessions[one.session], None);
                    match one.time {
                        Some(_) => {
                            moved += 1;
                            assert!(since(&schedule, &today.sessions[one.session], Some(one)) > own, "it comes later");
                        }
                        None => out += 1,
                    }
                }
                if n % 8 != 0 {
                    break;
                }
            }
        }
    }
    assert!(moved > 100 && out > 10, "{moved} moved, {out} were left out");
}
