//! What holds for protocols made up by chance.
//!
//! The usual run tries the same 500 of them each time. `LATCHWORK_LONG=1` tries
//! 10,000 others on every run; what it finds is shrunk and printed.
//!
//! Never: a single expected schedule.

use crate::generate::{Draws, Generated, some_draws, some_protocol};
use crate::laws::{self, Made};
use crate::support::{ALL, good, id, offset};
use jiff::civil::{Date, date};
use latchwork::diag::Diagnostics;
use latchwork::model::protocol::{ProtocolFile, Shared, parse};
use latchwork::schedule::{
    Alert, Amount, ClockChange, ClockTime, DateUnit, Given, InputValue, Layer, Minutes, Notice, Number, Order, Plan,
    Protocol, Schedule, Unit, expand,
};
use latchwork::source::Sources;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static WRITTEN: LazyLock<Vec<ProtocolFile>> = LazyLock::new(|| ALL.iter().map(|(id, text)| good(id, text)).collect());

#[expect(clippy::disallowed_methods, reason = "how long to try is no matter of the program")]
fn config() -> ProptestConfig {
    let long = std::env::var_os("LATCHWORK_LONG").is_some();
    let (cases, rng_seed) = if long { (10_000, RngSeed::Random) } else { (500, RngSeed::Fixed(1796)) };
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn most_are_good_and_most_plans_can_be_laid_out() {
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let (mut good, mut laid) = (0, 0);
    for _ in 0..200 {
        let made = some_protocol().new_tree(&mut runner).expect("nothing is filtered").current();
        let (file, clean) = read(&made.text);
        if let Some(file) = file.filter(|_| clean) {
            good += 1;
            laid += u32::from(expand(&file.core, &made.plan(&file.core)).is_ok());
        }
    }
    assert!(good > 160 && laid > 160, "{good} of 200 are good, {laid} are laid out");
}

/// Reads a protocol that was made up, and says whether nothing was found. It uses no shared file.
fn read(text: &str) -> (Option<ProtocolFile>, bool) {
    let path = "content/protocols/made.yaml";
    let sources = Sources::from_texts([(path, text)]);
    let mut diags = Diagnostics::new();
    let file = sources.find(path).expect("it was just put in");
    let protocol = parse(file, "made", text, &Shared::new(), &[], &mut diags);
    (protocol, diags.is_empty())
}

/// What a good protocol and a good plan give.
fn laid(made: &Generated) -> Option<(Protocol, Plan, Schedule)> {
    let (file, clean) = read(&made.text);
    let core = file.filter(|_| clean)?.core;
    let plan = made.plan(&core);
    let schedule = expand(&core, &plan).ok()?;
    Some((core, plan, schedule))
}

fn every_law(made: Made<'_>) -> laws::Held {
    laws::phases_are_those_chosen(made)?;
    laws::sessions_lie_in_their_phases(made)?;
    laws::counts_are_as_stated(made)?;
    laws::gaps_are_as_stated(made)?;
    laws::links_stand_with_their_leaders(made)?;
    laws::totals_are_the_sum_of_their_parts(made)?;
    laws::tapers_fall_to_nothing(made)?;
    laws::months_end_where_they_must(made)
}

fn later(date: Date, days: i32) -> Date {
    offset(days, DateUnit::Days).from(date).expect("in the calendar")
}

/// The plan with every date moved.
fn moved(plan: &Plan, days: i32) -> Plan {
    let mut plan = plan.clone();
    plan.anchors.values_mut().for_each(|date| *date = later(*date, days));
    plan.end = plan.end.map(|date| later(date, days));
    plan.clock_changes.iter_mut().for_each(|change| change.date = later(change.date, days));
    for held in plan.held.values_mut() {
        *held = held.iter().map(|date| later(*date, days)).collect();
    }
    for given in plan.inputs.values_mut() {
        if let InputValue::Date(date) = &mut given.value {
            *date = later(*date, days);
        }
    }
    plan
}

/// The JSON with every date in it moved.
fn moved_json(value: &Value, days: i32) -> Value {
    match value {
        Value::String(text) => text.parse().map_or_else(|_| value.clone(), |date| later(date, days).to_string().into()),
        Value::Array(list) => list.iter().map(|item| moved_json(item, days)).collect(),
        Value::Object(map) => map.iter().map(|(key, item)| (key.clone(), moved_json(item, days))).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// Dates that a careless or a hostile form might send.
fn odd_date(draws: &mut Draws) -> Date {
    let odd = [Date::MIN, Date::MAX, date(0, 2, 29), date(9999, 1, 1), date(2028, 2, 29)];
    if draws.one_in(2) {
        *draws.pick(&odd)
    } else {
        later(date(2027, 1, 1), i32::try_from(draws.below(3000)).unwrap_or(0))
    }
}

/// A good plan with wishes thrown over it that make no sense.
fn wild(protocol: &Protocol, mut draws: Draws, good: Plan) -> Plan {
    let (mut plan, draws) = (good, &mut draws);
    for anchor in &protocol.anchors {
        match draws.below(3) {
            0 => drop(plan.anchors.insert(anchor.id.clone(), odd_date(draws))),
            1 => drop(plan.anchors.remove(&anchor.id)),
            _ => {}
        }
    }
    plan.wake = ClockTime::at(draws.below(1440));
    plan.bed = ClockTime::at(draws.below(1440));
    if draws.one_in(2) {
        plan.quiet = Some((ClockTime::at(draws.below(1440)), ClockTime::at(draws.below(1440))));
    }
    for activity in &protocol.activities {
        if draws.one_in(3) {
            plan.intervals.insert(activity.id.clone(), Minutes(*draws.pick(&[0, 1, 7, 1440, u32::MAX])));
        }
    }
    for input in &protocol.inputs {
        let number = *draws.pick(&["0", "0.000000001", "999999999.999999999", "-3", "7"]);
        let value = Number::decimal(number).expect("a number");
        let unit = if draws.one_in(4) { Unit::word("odd") } else { Unit::word("ml") };
        let value = match draws.below(3) {
            0 => InputValue::Amount(Amount { value, unit }),
            1 => InputValue::Date(odd_date(draws)),
            _ => InputValue::Text("\u{202e} 10 <b>".to_owned()),
        };
        if draws.one_in(2) {
            plan.inputs.insert(input.id.clone(), Given { value, layer: Layer::Person });
        }
    }
    for phase in protocol.phases.iter().filter(|_| draws.one_in(6)) {
        plan.phases.insert(phase.id.clone());
    }
    if draws.one_in(3) {
        plan.end = Some(odd_date(draws));
    }
    for _ in 0..draws.below(3) {
        let (from, to) = (ClockTime::at(draws.below(1440)), ClockTime::at(draws.below(1440)));
        plan.clock_changes.push(ClockChange { date: odd_date(draws), from, to });
    }
    for taper in &protocol.tapers {
        plan.held.insert(taper.id.clone(), (0..draws.below(4)).map(|_| odd_date(draws)).collect());
    }
    plan
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_schedule_keeps_the_laws(made in some_protocol()) {
        if let Some((protocol, plan, schedule)) = laid(&made) {
            every_law(Made { protocol: &protocol, plan: &plan, schedule: &schedule })?;
            prop_assert_eq!(expand(&protocol, &plan), Ok(schedule), "the same plan gives the same schedule");
            let (again, _) = read(&made.text);
            prop_assert_eq!(format!("{:?}", again.map(|file| file.core)), format!("{:?}", Some(protocol)));
        }
    }

    #[test]
    fn written_protocols_keep_them_too(which in 0_usize..ALL.len(), draws in some_draws()) {
        let protocol = &WRITTEN[which].core;
        let plan = crate::generate::plan_for(protocol, draws);
        if let Ok(schedule) = expand(protocol, &plan) {
            every_law(Made { protocol, plan: &plan, schedule: &schedule })?;
        }
    }

    #[test]
    fn moving_every_date_moves_the_whole_schedule(made in some_protocol(), days in -400_i32..400) {
        if let Some((protocol, plan, schedule)) = laid(&made).filter(|_| made.moves_freely) {
            let other = expand(&protocol, &moved(&plan, days)).expect("the same plan on other days");
            let json = |schedule: &Schedule| serde_json::to_value(schedule).expect("it serialises");
            prop_assert_eq!(moved_json(&json(&schedule), days), json(&other));
        }
    }

    #[test]
    fn more_lead_time_adds_no_warning_and_takes_no_advice_away(made in some_protocol(), days in 1_i32..90) {
        let Some((protocol, plan, short)) = laid(&made) else { return Ok(()) };
        let mut earlier = plan.clone();
        let Some(start) = earlier.anchors.get_mut(&id("start")) else { return Ok(()) };
        *start = later(*start, -days);
        let Ok(long) = expand(&protocol, &earlier) else { return Ok(()) };
        // Dates that are only expected hang on the first day and move with it.
        let fixed = |alert: &Alert| alert.date.moments().iter().all(|moment| plan.anchors.contains_key(&moment.anchor));
        let needs = |schedule: &Schedule| -> BTreeSet<usize> {
            let rule = |notice: &Notice| if let Notice::ShortLeadTime { rule, .. } = notice { Some(*rule) } else { None };
            schedule.notices.iter().filter_map(rule).collect()
        };
        let alerts = |schedule: &Schedule, order: Order| -> BTreeSet<usize> {
            let rule = |notice: &Notice| if let Notice::Alert { rule } = notice { Some(*rule) } else { None };
            let wanted = |rule: &usize| protocol.alerts[*rule].order == order && fixed(&protocol.alerts[*rule]);
            schedule.notices.iter().filter_map(rule).filter(wanted).collect()
        };
        prop_assert!(needs(&long).is_subset(&needs(&short)));
        prop_assert!(alerts(&long, Order::Before).is_subset(&alerts(&short, Order::Before)), "no new alarm about early dates");
        prop_assert!(alerts(&short, Order::After).is_subset(&alerts(&long, Order::After)), "no advice is lost");
    }

    #[test]
    fn no_plan_is_too_odd_to_be_answered(made in some_protocol(), draws in some_draws()) {
        let (file, _) = read(&made.text);
        if let Some(file) = file {
            let plan = wild(&file.core, draws, made.plan(&file.core));
            match expand(&file.core, &plan) {
                Ok(schedule) => prop_assert!(schedule.days.windows(2).all(|pair| pair[0].date < pair[1].date)),
                Err(errors) => prop_assert!(!errors.is_empty()),
            }
        }
    }
}
