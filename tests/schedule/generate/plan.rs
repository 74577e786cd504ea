//! Plans made up by chance, for any protocol.
//!
//! Most are good. Now and then one has a wish that must be refused: a missing date,
//! a value out of bounds, waking and bed at the same time.
//!
//! Never: an assertion.

use super::Draws;
use jiff::civil::{Date, date};
use latchwork::schedule::{
    Activity, Amount, Anchor, Bounds, ClockChange, ClockTime, DateUnit, Frequency, Given, Id as _, Input, InputKind,
    InputValue, KnownBy, Layer, Minutes, Number, Offset, Plan, Presence, Protocol, Unit, expand,
};

/// Month ends, leap days, the turn of a year, and the days on which clocks change in many places.
const AWKWARD: [Date; 12] = [
    date(2026, 12, 1),
    date(2027, 1, 31),
    date(2027, 2, 28),
    date(2027, 3, 1),
    date(2027, 3, 14),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2027, 12, 31),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 31),
    date(2099, 12, 31),
];

fn later(from: Date, days: i32) -> Date {
    Offset { count: days, unit: DateUnit::Days }.from(from).unwrap_or(from)
}

/// A number of days below `n`.
fn days(draws: &mut Draws, n: u32) -> i32 {
    i32::try_from(draws.below(n)).unwrap_or(0)
}

fn quarter(draws: &mut Draws) -> ClockTime {
    ClockTime::at(15 * draws.below(96))
}

/// A plan for a protocol. The same draws give the same plan. Hours of the day are quarter hours.
pub fn plan_for(protocol: &Protocol, mut draws: Draws) -> Plan {
    let draws = &mut draws;
    let base = if draws.one_in(2) { later(date(2026, 1, 1), days(draws, 2000)) } else { *draws.pick(&AWKWARD) };
    let (wake, length) =
        if draws.one_in(2) { (quarter(draws), 15 * draws.within(16, 88)) } else { (ClockTime::at(360), 960) };
    let bed = wake.plus(Minutes(length));
    let mut plan = Plan::new(wake, if draws.one_in(100) { wake } else { bed });
    for anchor in &protocol.anchors {
        plan.anchors.extend(given(anchor, base, draws).map(|date| (anchor.id.clone(), date)));
    }
    if draws.one_in(4) {
        let from = quarter(draws);
        let quarters = draws.within(1, 40);
        let quarters = if draws.one_in(20) { 0 } else { quarters };
        plan.quiet = Some((from, from.plus(Minutes(15 * quarters))));
    }
    for phase in protocol.phases.iter().filter(|phase| phase.presence != Presence::Always) {
        if draws.one_in(2) {
            plan.phases.insert(phase.id.clone());
        }
    }
    for activity in &protocol.activities {
        plan.intervals.extend(preferred(activity, draws).map(|length| (activity.id.clone(), length)));
    }
    for input in &protocol.inputs {
        if let Some(value) = value(input, base, draws) {
            let layer = *draws.pick(&[Layer::Person, Layer::Clinic]);
            plan.inputs.insert(input.id.clone(), Given { value, layer });
        }
    }
    if draws.one_in(2) && !protocol.people.is_empty() {
        plan.person = Some(draws.pick(&protocol.people).clone());
    }
    if draws.one_in(4) {
        plan.end = Some(later(base, days(draws, 200)));
    }
    if draws.one_in(4) {
        let (from, to) = *draws.pick(&[(120, 180), (180, 120), (60, 120), (0, 60)]);
        let on = later(base, days(draws, 60));
        plan.clock_changes.push(ClockChange { date: on, from: ClockTime::at(from), to: ClockTime::at(to) });
    }
    hold(protocol, &mut plan, draws);
    plan
}

/// The date of an anchor, where the plan gives one.
fn given(anchor: &Anchor, base: Date, draws: &mut Draws) -> Option<Date> {
    let ahead = days(draws, 90);
    match anchor.known_by {
        KnownBy::Planning if anchor.id.as_str() == "start" => (!draws.one_in(50)).then_some(base),
        KnownBy::Planning => {
            let free = anchor.optional || anchor.default.is_some();
            (!draws.one_in(if free { 2 } else { 50 })).then(|| later(base, ahead))
        }
        KnownBy::Event | KnownBy::Decision => {
            let back = if draws.one_in(8) { 100 } else { 0 };
            draws.one_in(2).then(|| later(base, ahead - back))
        }
        KnownBy::Computed(_) | KnownBy::TaperEnd(_) => draws.one_in(8).then(|| later(base, ahead)),
    }
}

/// An interval out of a range.
fn preferred(activity: &Activity, draws: &mut Draws) -> Option<Minutes> {
    let range = activity.timing.paces().find_map(|pace| match &pace.frequency {
        Frequency::Every { day, .. } if !day.is_exact() => Some(*day),
        Frequency::Every { .. } | Frequency::At(_) | Frequency::Count(_) => None,
    })?;
    if !draws.one_in(3) {
        return None;
    }
    let steps = (range.longest().0 - range.shortest().0) / 5;
    let inside = range.shortest().0 + 5 * draws.below(steps + 1);
    Some(Minutes(if draws.one_in(40) { range.longest().0 + 5 } else { inside }))
}

fn value(input: &Input, base: Date, draws: &mut Draws) -> Option<InputValue> {
    if draws.one_in(if input.required { 40 } else { 3 }) {
        return None;
    }
    Some(match &input.kind {
        InputKind::Number { unit, bounds } => {
            let unit = if draws.one_in(60) { Unit::word("odd") } else { unit.clone() };
            InputValue::Amount(Amount { value: number(*bounds, draws), unit })
        }
        InputKind::Choice(words) if !words.is_empty() && !draws.one_in(60) => {
            InputValue::Text(draws.pick(words).clone())
        }
        InputKind::Choice(_) | InputKind::Text => InputValue::Text("as it was".to_owned()),
        InputKind::Date => InputValue::Date(later(base, -days(draws, 400))),
    })
}

/// A number with up to two decimals; inside the bounds but for once in a while.
fn number(bounds: Option<Bounds<Number>>, draws: &mut Draws) -> Number {
    let end = |end: Option<Number>| end.and_then(Number::as_whole).and_then(|n| u32::try_from(n).ok());
    let low = end(bounds.and_then(Bounds::low)).unwrap_or(0);
    let high = end(bounds.and_then(Bounds::high)).unwrap_or(low + 20).max(low);
    let whole = draws.within(low, high);
    let part = if whole < high && draws.one_in(3) { format!(".{:02}", draws.below(100)) } else { String::new() };
    let outside = if draws.one_in(60) { 100_000 } else { 0 };
    Number::decimal(&format!("{}{part}", whole + outside)).unwrap_or(Number::ZERO)
}

/// Gates that were not passed: on days on which levels begin, and on others.
fn hold(protocol: &Protocol, plan: &mut Plan, draws: &mut Draws) {
    if protocol.tapers.is_empty() || !draws.one_in(2) {
        return;
    }
    let Ok(schedule) = expand(protocol, plan) else { return };
    for taper in &schedule.tapers {
        let mut failed = Vec::new();
        for level in &taper.levels {
            if draws.one_in(4) {
                failed.push(later(level.from, i32::from(draws.one_in(4))));
            }
        }
        plan.held.entry(taper.id.clone()).or_default().extend(failed);
    }
}
