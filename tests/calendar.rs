//! Calendar files: what is in them, what must never be, and that they tell what the schedule tells.
//!
//! `calendar/plans.txt` has the plans. Here they are read by a few lines of our
//! own, which look for what parsers let pass; `calendar/read.py` gives the same
//! files to the parsers of others. `calendar/plan.ics` is one file as it is, so
//! that a change is seen; `BLESS=1 cargo test --test calendar` writes it.
//!
//! Never: the rules of the schedule.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests touch the world")]

mod support;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use support::{Folder, said, status, tree};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/calendar");

/// The shipped protocols and the fixtures, around small settings.
fn folder() -> Folder {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::site();
    for from in ["content/protocols", "tests/fixtures/protocols"] {
        for (path, bytes) in tree(&repository.join(from)) {
            folder.put(&format!("content/protocols/{path}"), bytes);
        }
    }
    folder
}

/// The plans: protocol, zone, arguments.
fn plans() -> Vec<Vec<String>> {
    let text = fs::read_to_string(Path::new(FOLDER).join("plans.txt")).expect("the plans are there");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
}

/// The first plan of a protocol.
fn plan_of(protocol: &str) -> Vec<String> {
    plans().into_iter().find(|plan| plan[0] == protocol).expect("a plan of the protocol")
}

/// Writes a plan as a file and gives its text.
fn made(folder: &Folder, plan: &[String], out: &str, more: &[&str]) -> String {
    let mut arguments = vec!["sheet", plan[0].as_str(), "--zone", plan[1].as_str(), "--out", out];
    arguments.extend(plan[2..].iter().map(String::as_str).chain(more.iter().copied()));
    let output = folder.run(&arguments);
    assert_eq!(status(&output), 0, "{arguments:?}: {}", said(&output));
    fs::read_to_string(folder.at(out)).expect("the file was written")
}

/// The values of a property in a text, without its parameters.
fn values<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(left, _)| left.split(';').next() == Some(name)).map(|(_, value)| value).collect()
}

fn events(text: &str) -> Vec<&str> {
    text.split("BEGIN:VEVENT").skip(1).map(|rest| rest.split("END:VEVENT").next().unwrap_or_default()).collect()
}

/// What speaks against a file that a parser may let pass.
fn faults(text: &str) -> Vec<&'static str> {
    let whole = text.replace("\r\n ", "");
    let events = events(&whole);
    let zones: Vec<&str> =
        whole.split("BEGIN:VTIMEZONE").skip(1).filter_map(|zone| zone.split("TZID:").nth(1)).collect();
    let declared: BTreeSet<&str> = zones.iter().filter_map(|zone| zone.lines().next()).collect();
    let asked = whole.split(";TZID=").skip(1).filter_map(|rest| rest.split([':', ';']).next());
    let uids = values(&whole, "UID");
    let rules: Vec<&str> = events.iter().flat_map(|event| values(event, "RRULE")).collect();
    let good_time = |stamp: &str| {
        let stamp = stamp.trim_end_matches('Z');
        stamp.parse::<DateTime>().is_ok() || stamp.parse::<Date>().is_ok()
    };
    let count = |rule: &&&str| {
        let count = rule.strip_prefix("FREQ=DAILY;COUNT=").and_then(|count| count.parse::<u32>().ok());
        !count.is_some_and(|count| (2..=999).contains(&count))
    };
    let has = |event: &str, name: &str| !values(event, name).is_empty();
    [
        (text.replace("\r\n", "").contains(['\r', '\n']), "a line end is not CR LF"),
        (!text.ends_with("END:VCALENDAR\r\n"), "the end is missing"),
        (text.split("\r\n").any(|line| line.len() > 75), "a line is too long"),
        (uids.iter().collect::<BTreeSet<_>>().len() < uids.len(), "a UID stands twice"),
        (uids.len() != events.len() || values(&whole, "DTSTAMP").len() != events.len(), "an event has no name or day"),
        (uids.iter().any(|uid| uid.bytes().all(|b| b.is_ascii_digit())), "a UID has digits only"),
        (asked.collect::<BTreeSet<_>>() != declared, "zones asked for and declared are not the same"),
        (rules.iter().any(|rule| rule.contains("UNTIL") && rule.contains("COUNT")), "COUNT stands with UNTIL"),
        (rules.iter().filter(count).count() > 0, "a repetition is not daily with a count of two to 999"),
        (["DTSTART", "DTSTAMP", "RDATE"].iter().any(|n| !values(&whole, n).into_iter().all(good_time)), "no such time"),
        (
            events.iter().any(|event| has(event, "DTEND") || has(event, "DURATION") == event.contains("VALUE=DATE")),
            "an end, or no length",
        ),
        (["METHOD", "ORGANIZER", "ATTENDEE"].iter().any(|name| has(&whole, name)), "somebody is invited"),
        (
            whole.contains("VALARM\r\nEND:VEVENT") != whole.contains("BEGIN:VALARM"),
            "an alarm is not the last in its event",
        ),
    ]
    .into_iter()
    .filter_map(|(is, fault)| is.then_some(fault))
    .collect()
}

/// Every start in a file by the clock of a zone, with its length in minutes; contacts, which are days, are left out.
fn told(text: &str, zone: &str) -> Vec<(DateTime, u32)> {
    let whole = text.replace("\r\n ", "");
    let mut all = Vec::new();
    for event in events(&whole).into_iter().filter(|event| !event.contains("VALUE=DATE")) {
        let stamp = values(event, "DTSTART")[0];
        let start: DateTime = if stamp.ends_with('Z') {
            let time: Timestamp = stamp.parse().expect("a time");
            time.to_zoned(TimeZone::get(zone).expect("a zone")).datetime()
        } else {
            stamp.parse().expect("a time")
        };
        let length = values(event, "DURATION")[0].trim_start_matches("PT").trim_end_matches('M');
        let count = match values(event, "RRULE")[..] {
            [] => 1,
            [rule] => rule.rsplit('=').next().and_then(|count| count.parse().ok()).expect("it counts"),
            _ => panic!("an event has one rule"),
        };
        let length = length.parse().expect("it has a length");
        all.extend((0..count).map(|n: i64| (start.saturating_add(n.days()), length)));
    }
    all.sort();
    all
}

/// The same as the schedule tells it.
fn planned(schedule: &Value) -> Vec<(DateTime, u32)> {
    let mut all: Vec<(DateTime, u32)> = Vec::new();
    for day in schedule["days"].as_array().into_iter().flatten() {
        let date: Date = day["date"].as_str().and_then(|date| date.parse().ok()).expect("a date");
        let mut before = 0;
        for session in day["sessions"].as_array().into_iter().flatten() {
            let Some(time) = session["time"].as_str() else { continue };
            let start: DateTime = format!("{date}T{time}:00").parse().expect("a date and a time");
            let start = start.saturating_add(session["day_offset"].as_i64().expect("a number").days());
            let length = session["minutes"].as_array().into_iter().flatten().rev().find_map(Value::as_u64);
            let length = u32::try_from(length.unwrap_or(0)).expect("not so long");
            match session["with"]["order"].as_str() {
                None => all.push((start, std::mem::take(&mut before) + length)),
                Some("before") => before += length,
                Some(_) => all.last_mut().expect("something before it").1 += length,
            }
        }
        assert_eq!(before, 0, "what goes before something goes before something");
    }
    all.iter_mut().filter(|(_, length)| *length == 0).for_each(|(_, length)| *length = 15);
    all.sort();
    all
}

#[test]
fn a_calendar_tells_what_the_schedule_tells() {
    let folder = folder();
    for plan in plans() {
        let text = made(&folder, &plan, "plan.ics", &[]);
        let json = made(&folder, &plan, "plan.json", &[]);
        let schedule: Value = serde_json::from_str(&json).expect("the schedule is JSON");
        assert_eq!(faults(&text), [""; 0], "{plan:?}");
        let (told, planned) = (told(&text, &plan[1]), planned(&schedule));
        assert!(!planned.is_empty(), "{plan:?} has sessions");
        assert_eq!(told, planned, "{plan:?}");
        let contacts = schedule["checkpoints"].as_array().map_or(0, Vec::len);
        assert_eq!(text.matches("DTSTART;VALUE=DATE:").count(), contacts, "{plan:?}");
    }
}

/// Counts have three digits at most, so years of the same day are more than one event.
#[test]
fn a_long_plan_is_cut_into_counts_that_everybody_takes() {
    let plan = ["relactation-pump-led", "Europe/Berlin", "--start", "2027-01-01", "--anchor", "plan-end=2029-12-15"];
    let plan = plan.map(str::to_owned);
    let folder = folder();
    let text = made(&folder, &plan, "plan.ics", &[]);
    let schedule: Value = serde_json::from_str(&made(&folder, &plan, "plan.json", &[])).expect("it is JSON");
    assert_eq!(faults(&text), [""; 0]);
    assert!(text.contains("COUNT=999\r\n"));
    assert_eq!(told(&text, &plan[1]), planned(&schedule));
}

#[test]
fn what_rests_on_things_to_come_is_tentative() {
    let folder = folder();
    let text = |protocol| made(&folder, &plan_of(protocol), "plan.ics", &[]);
    assert!(text("induced-regular").contains("STATUS:TENTATIVE"), "it waits for a baby");
    assert!(!text("relactation-pump-led").contains("STATUS"), "it waits for nothing");
}

#[test]
fn faults_are_found() {
    let text = made(&folder(), &plan_of("relactation-pump-led"), "plan.ics", &["--alarms"]);
    assert_eq!(faults(&text), [""; 0]);
    let uids = values(&text, "UID");
    let changes = [
        ("VERSION:2.0\r\n", "VERSION:2.0\n", "a line end is not CR LF"),
        ("END:VCALENDAR\r\n", "", "the end is missing"),
        (
            "SUMMARY:",
            "SUMMARY:a title that is so very long that nobody would ever fold it, or would they",
            "a line is too long",
        ),
        (uids[0], uids[1], "a UID stands twice"),
        (uids[0], "20261201", "a UID has digits only"),
        ("TZID:Europe/Berlin", "TZID:Europe/Rome", "zones asked for and declared are not the same"),
        ("COUNT=", "UNTIL=20270401;COUNT=", "COUNT stands with UNTIL"),
        ("FREQ=DAILY;COUNT", "FREQ=HOURLY;COUNT", "a repetition is not daily with a count of two to 999"),
        ("T053000", "T253000", "no such time"),
        ("DURATION:PT", "DTEND:PT", "an end, or no length"),
        ("VERSION:2.0", "VERSION:2.0\r\nMETHOD:PUBLISH", "somebody is invited"),
        ("END:VALARM", "END:VALARM\r\nCLASS:PRIVATE", "an alarm is not the last in its event"),
    ];
    for (from, to, fault) in changes {
        assert!(text.contains(from), "{from}");
        assert!(faults(&text.replace(from, to)).contains(&fault), "{fault}");
    }
}

/// On 25 October the clock shows 02:30 twice.
#[test]
fn a_session_in_a_doubled_hour_is_the_first() {
    let autumn = plans().swap_remove(1);
    let text = made(&folder(), &autumn, "plan.ics", &[]);
    let utc: Vec<&str> = events(&text).into_iter().filter(|event| event.contains("DTSTART:2")).collect();
    assert!(utc.len() == 1 && utc[0].contains("DTSTART:20261025T003000Z") && !utc[0].contains("RRULE"), "{utc:?}");
}

/// Clocks leap over 02:30 on 28 March, in the night that belongs to the 27th.
#[test]
fn a_session_in_a_missing_hour_is_an_event_of_its_own() {
    let folder = folder();
    let text = made(&folder, &plan_of("relactation-pump-led"), "plan.ics", &[]);
    let starts: Vec<String> = told(&text, "Europe/Berlin").iter().map(|(start, _)| start.to_string()).collect();
    assert!(starts.contains(&"2027-03-27T02:30:00".to_owned()) && starts.contains(&"2027-03-29T02:30:00".to_owned()));
    assert!(!starts.contains(&"2027-03-28T02:30:00".to_owned()) && starts.contains(&"2027-03-28T03:30:00".to_owned()));
    let moved: Vec<&str> = events(&text).into_iter().filter(|event| event.contains("20270328T033000")).collect();
    assert!(moved.len() == 1 && !moved[0].contains("RRULE"), "{moved:?}");
    // The clinic's zone holds for every form, and gaps are measured in time that passes.
    folder.put("content/site.yaml", format!("{}zone: europe/berlin\n", support::SETTINGS));
    let output = folder.run(["sheet", "day-and-night", "--start", "2026-10-20", "--out", "plan.json"]);
    assert_eq!(status(&output), 0, "{}", said(&output));
    let json = fs::read_to_string(folder.at("plan.json")).expect("it was written");
    let schedule: Value = serde_json::from_str(&json).expect("the schedule is JSON");
    let night = |date: &str| {
        let mut days = schedule["days"].as_array().into_iter().flatten();
        days.find(|day| day["date"] == date).expect("a day of the plan")["longest_gap_minutes"].as_u64()
    };
    assert_eq!((night("2026-10-23"), night("2026-10-24")), (Some(180), Some(240)));
}

#[test]
fn the_same_plan_gives_the_same_bytes_everywhere() {
    let folder = folder();
    let text = made(&folder, &plan_of("relactation-pump-led"), "plan.ics", &[]);
    let plan = plan_of("relactation-pump-led");
    let mut arguments = vec!["sheet", &plan[0], "--zone", "europe/BERLIN", "--out", "again.ics", "--threads", "1"];
    arguments.extend(plan[2..].iter().map(String::as_str));
    let output = folder.command(&arguments).env("TZ", "Asia/Tokyo").env("LANG", "de_DE.UTF-8").output();
    assert_eq!(status(&output.expect("the program starts")), 0);
    assert_eq!(fs::read_to_string(folder.at("again.ics")).expect("it was written"), text);
}

#[test]
fn an_event_keeps_its_name_in_a_new_version() {
    let folder = folder();
    let first = made(&folder, &plan_of("day-and-night"), "plan.ics", &[]);
    let path = folder.at("content/protocols/day-and-night.yaml");
    let text = fs::read_to_string(&path).expect("a protocol");
    folder.put("content/protocols/day-and-night.yaml", text.replace("version: \"1\"", "version: \"1.1\""));
    let second = made(&folder, &plan_of("day-and-night"), "plan.ics", &[]);
    assert_eq!(values(&first, "UID"), values(&second, "UID"));
    let number = |text: &str| values(text, "SEQUENCE")[0].parse::<u32>().expect("a number");
    assert!(number(&first) < number(&second));
}

#[test]
fn a_calendar_says_nothing_of_what_it_is_about_unless_asked() {
    let folder = folder();
    let telling = ["pump", "milk", "feed", "lactation", "clinic", "example", "baby", "breast"];
    let plain = made(&folder, &plan_of("relactation-pump-led"), "plan.ics", &[]).replace("\r\n ", "").to_lowercase();
    assert_eq!(telling.iter().filter(|word| plain.contains(**word)).collect::<Vec<_>>(), [&""; 0]);
    assert!(!plain.contains("valarm"));
    let named = made(&folder, &plan_of("relactation-pump-led"), "plan.ics", &["--titles", "named", "--alarms"])
        .replace("\r\n ", "");
    assert!(named.contains("SUMMARY:Feed") && named.contains("\\, then Pump"), "{named}");
    assert!(named.contains("version 0.1\\nDraft: not approved."));
    assert_eq!(named.matches("TRIGGER:PT0S").count(), named.matches("DURATION:PT").count(), "no alarm for a whole day");
}

#[test]
fn one_file_is_kept_as_it_is() {
    let folder = folder();
    let found = made(&folder, &plan_of("power-pump-boost"), "plan.ics", &["--titles", "named", "--alarms"]);
    let path = Path::new(FOLDER).join("plan.ics");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &found).expect("it can be written");
    }
    let expected = fs::read_to_string(&path).expect("it is there");
    assert_eq!(found, expected, "BLESS=1 takes what is found for right");
}
