//! What all these tests share: the files, reading them, plans, and looking at days.
//!
//! Never: a test.

use crate::script;
use jiff::civil::{Date, date};
use latchwork::diag::{Diagnostics, short};
use latchwork::model::protocol::{ProtocolFile, Shared, parse, parse_input, parse_shared};
use latchwork::schedule::{
    Amount, Bounds, ClockTime, Cut, DateExpr, DateUnit, Day, Given, Id, Layer, Level, Moment, Number, Offset, Plan,
    Schedule, Taper, Unit, expand, levels,
};
use latchwork::source::Sources;
use std::collections::{BTreeMap, BTreeSet};

macro_rules! protocols {
    ($($name:ident $folder:literal $file:literal;)*) => {
        $(pub const $name: &str = include_str!(concat!("../../", $folder, "/", $file, ".yaml"));)*
        /// Every protocol file, with its name: those that we ship, and two that no clinic would.
        pub const ALL: &[(&str, &str)] = &[$(($file, $name),)*];
    };
}

protocols! {
    PUMP_LED "content/protocols" "relactation-pump-led";
    AT_BREAST "content/protocols" "relactation-at-breast";
    REGULAR "content/protocols" "induced-regular";
    ACCELERATED "content/protocols" "induced-accelerated";
    NO_HORMONES "content/protocols" "induced-no-hormones";
    CO_LACTATION "content/protocols" "co-lactation";
    POWER_PUMP "content/protocols" "power-pump-boost";
    MAINTENANCE "content/protocols" "maintenance-and-follow-up";
    DAY_AND_NIGHT "tests/fixtures/protocols" "day-and-night";
    KNEE "tests/fixtures/protocols" "knee-exercises";
}

macro_rules! shared {
    ($($name:literal)*) => {
        /// The blocks that they share: name, path, text.
        const SHARED: &[(&str, &str, &str)] = &[$((
            $name,
            concat!("content/protocols/shared/", $name, ".yaml"),
            include_str!(concat!("../../content/protocols/shared/", $name, ".yaml")),
        ),)*];
    };
}

shared! { "lactation" "medicine-boxes" "medicines" "hormones" "supplementer" }

/// Reads a protocol and says what was found, one line each: `12:5: error[code]: message`.
pub fn read(id: &str, text: &str) -> (Option<ProtocolFile>, Vec<String>) {
    let path = format!("content/protocols/{id}.yaml");
    let beside = SHARED.iter().map(|(_, path, text)| (*path, *text));
    let sources = Sources::from_texts(beside.chain([(path.as_str(), text)]));
    let file = |path: &str| sources.find(path).expect("it was just put in");
    let mut diags = Diagnostics::new();
    let block = |(name, path, text): &(&str, &str, &str)| {
        let blocks = parse_shared(file(path), text, &mut diags).expect("the shared blocks are good");
        ((*name).to_owned(), blocks)
    };
    let shared: Shared = SHARED.iter().map(block).collect();
    let protocol = parse(file(&path), id, text, &shared, &[], &mut diags);
    let prefix = format!("{path}:");
    let lines = short(&diags, &sources);
    (protocol, lines.lines().map(|line| line.strip_prefix(&prefix).unwrap_or(line).to_owned()).collect())
}

/// Reads a protocol in which nothing is wrong.
pub fn good(id: &str, text: &str) -> ProtocolFile {
    let (protocol, found) = read(id, text);
    assert_eq!(found, Vec::<String>::new(), "{id}");
    protocol.expect("nothing was found")
}

/// A time of day.
pub fn at(hour: u32, minute: u32) -> ClockTime {
    ClockTime::new(hour, minute).expect("a time of day")
}

/// A name.
pub fn id<I: Id>(name: &str) -> I {
    I::new(name).expect("a name")
}

/// A plan from 06:00 to 22:00 with these dates.
pub fn plan(anchors: &[(&str, Date)]) -> Plan {
    let mut plan = Plan::new(at(6, 0), at(22, 0));
    plan.anchors = anchors.iter().map(|(name, date)| (id(name), *date)).collect();
    plan
}

/// Gives a value for an input, as a person would write it.
pub fn give(plan: &mut Plan, file: &ProtocolFile, input: &str, text: &str) {
    let input = file.core.inputs.iter().find(|i| i.id == id(input)).expect("an input of the protocol");
    let value = parse_input(input, text).expect("a value of the input");
    plan.inputs.insert(input.id.clone(), Given { value, layer: Layer::Person });
}

/// The schedule of a plan with which nothing is wrong, by the engine and by the page's script.
pub fn lay_out(file: &ProtocolFile, plan: &Plan) -> Schedule {
    let result = if script::is_ready(plan) { script::agrees(file, plan) } else { expand(&file.core, plan) };
    result.unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The day of this date.
pub fn day(schedule: &Schedule, date: Date) -> &Day {
    schedule.days.iter().find(|day| day.date == date).expect("a day of the schedule")
}

/// The times of the sessions that have a place of their own.
pub fn times(day: &Day) -> Vec<String> {
    let own = day.sessions.iter().filter(|session| session.with.is_none());
    own.filter_map(|session| session.time).map(|time| time.to_string()).collect()
}

/// `06 08` as full times.
pub fn clock(list: &str) -> Vec<String> {
    list.split(' ').map(|hour| format!("{hour}:00")).collect()
}

/// A distance between dates.
pub fn offset(count: i32, unit: DateUnit) -> Offset {
    Offset { count, unit }
}

/// The date so far from a due date.
pub fn due(count: i32, unit: DateUnit, date: Date) -> Option<Date> {
    let moment = Moment { anchor: id("due"), offset: Some(offset(count, unit)) };
    DateExpr::One(moment).resolve(&BTreeMap::from([(id("due"), date)]))
}

/// The smallest protocol around one activity.
pub fn around(activity: &str) -> String {
    format!(
        "title: T\nsummary: S\nversion: '1'\nstatus: draft\ncounting: start is day 0\nuse: [lactation]\n\
         plan_end: start + 6 days\nanchors:\n  start: {{label: start, known: planning}}\n\
         phases:\n  only: {{title: P, from: start, do: [pump]}}\n\
         activities:\n  pump:\n    title: Pump\n    kind: pump\n    {}\n",
        activity.replace('\n', "\n    ")
    )
}

/// The first day of most plans here.
pub const START: Date = date(2026, 12, 1);

/// A taper of these steps, three days each.
pub fn taper(steps: &[i64]) -> Taper {
    let start = Moment { anchor: id("start"), offset: None };
    Taper {
        id: id("supplement"),
        starts: DateExpr::One(start),
        amount: id("supplement"),
        steps: steps.iter().map(|step| Cut::By(Bounds::exactly(Number::whole(*step)))).collect(),
        days: vec![Bounds::exactly(3)],
    }
}

/// An amount of milk.
pub fn ml(value: i64) -> Amount {
    Amount { value: Number::whole(value), unit: Unit::word("ml") }
}

/// The amounts of a taper that starts on `START`, and the day on which the last begins, counted from 1.
pub fn run(taper: &Taper, start: i64, failed: &[Date]) -> (Vec<i64>, i32, Vec<Level>) {
    let levels = levels(taper, &ml(start), START, &failed.iter().copied().collect());
    let amounts = levels.iter().filter_map(|level| level.amount.value.as_whole()).collect();
    let last = levels.last().map_or(START, |level| level.from);
    (amounts, last.since(START).map_or(0, |span| span.get_days()) + 1, levels)
}

/// Whether a day names just the phases that it lies in.
pub fn lies_in_its_phases(schedule: &Schedule, day: &Day) -> bool {
    let on = schedule.phases.iter().filter(|phase| phase.from <= day.date && day.date <= phase.to);
    !day.phases.is_empty() && on.map(|phase| &phase.id).collect::<BTreeSet<_>>() == day.phases.iter().collect()
}
