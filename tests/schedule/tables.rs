//! The worked tables of the protocol outlines: supplement arithmetic and session grids.
//!
//! A nurse can check each line of these with a pencil, and so they stand here as
//! numbers, over the protocols that we ship.
//!
//! Never: the numbered vectors; those stand in `vectors`.

use crate::support::{AT_BREAST, DAY_AND_NIGHT, START, around, day, give, good, id, lay_out, plan, run, taper};
use jiff::civil::Date;
use latchwork::schedule::{Bounds, Minutes, Number, Schedule};

/// A quantity of a schedule, exact and as printed.
fn quantity(schedule: &Schedule, name: &str) -> (String, String) {
    let value = schedule.quantities.iter().find(|value| value.id == id(name)).expect("it is worked out");
    let text = |bounds: Bounds<Number>| bounds.low().map(|low| low.to_string()).unwrap_or_default();
    (text(value.exact), text(value.rounded))
}

#[test]
fn a_full_day_by_weight_and_its_share_for_each_feed() {
    let file = good("relactation-at-breast", AT_BREAST);
    let rows = [
        ("3.2 kg", "480", "640", [("8", "60", "60"), ("10", "48", "50"), ("12", "40", "40")]),
        ("4.2 kg", "630", "840", [("8", "78.75", "80"), ("10", "63", "65"), ("12", "52.5", "55")]),
        ("5.0 kg", "750", "1000", [("8", "93.75", "95"), ("10", "75", "75"), ("12", "62.5", "65")]),
    ];
    for (weight, at_150, at_200, shares) in rows {
        for (feeds, exact, printed) in shares {
            let mut plan = plan(&[("start", START)]);
            give(&mut plan, &file, "weight", weight);
            give(&mut plan, &file, "feeds", feeds);
            let schedule = lay_out(&file, &plan);
            assert_eq!(quantity(&schedule, "full-day"), (at_150.into(), at_150.into()), "{weight}");
            assert_eq!(quantity(&schedule, "full-day-high"), (at_200.into(), at_200.into()), "{weight}");
            assert_eq!(quantity(&schedule, "per-feed"), (exact.into(), printed.into()), "{weight}, {feeds} feeds");
        }
    }
}

#[test]
fn a_taper_starts_from_what_the_baby_takes_and_goes_down_by_the_smallest_steps() {
    let file = good("relactation-at-breast", AT_BREAST);
    let mut plan = plan(&[("start", START), ("taper-start", START)]);
    give(&mut plan, &file, "weight", "4.2 kg");
    give(&mut plan, &file, "supplement", "480 ml");
    let schedule = lay_out(&file, &plan);
    let levels = &schedule.tapers[0].levels;
    let table: Vec<_> = levels.iter().map(|level| (taper_day(level.from), level.amount.value.as_whole())).collect();
    let expected = [(1, 450), (4, 420), (7, 390), (10, 360), (13, 330), (16, 300), (19, 270), (22, 240), (25, 210)];
    assert_eq!(table[..9], expected.map(|(day, amount)| (day, Some(amount))));
    assert_eq!((table.len(), table.last()), (16, Some(&(46, Some(0)))));
}

#[test]
fn a_taper_with_larger_steps_later() {
    let (amounts, _, levels) = run(&taper(&[30, 30, 60]), 480, &[]);
    let days: Vec<_> = levels.iter().map(|level| taper_day(level.from)).collect();
    assert_eq!(days, [1, 4, 7, 10, 13, 16, 19, 22, 25]);
    assert_eq!(amounts, [450, 420, 360, 300, 240, 180, 120, 60, 0]);
}

#[test]
fn minutes_of_8_11_and_12_sessions() {
    let every = |hours: u32| around(&format!("every: {hours}h {{clinic}}\nduration: 15-20 min {{clinic}}"));
    let rows = [(every(3), 8, 120, 160), (DAY_AND_NIGHT.to_owned(), 11, 165, 220), (every(2), 12, 180, 240)];
    for (text, sessions, least, most) in rows {
        let schedule = lay_out(&good("grid", &text), &plan(&[("start", START)]));
        let first = day(&schedule, START);
        let minutes = Bounds::between(Minutes(least), Minutes(most));
        assert_eq!((first.count, first.minutes_total), (sessions, minutes));
    }
}

/// The day of a taper that begins on `START`, counted from 1.
fn taper_day(date: Date) -> i32 {
    date.since(START).map_or(0, |span| span.get_days()) + 1
}
