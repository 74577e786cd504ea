//! The days that a plan gives as it is written now, for the form of a protocol.
//!
//! The engine lays the recipe over the calendar; there is no second way to times.
//! It wants dates and values that only a person knows, so some are made up: every
//! date that has to be given is today, everything else the least that is allowed. They
//! change which day is which and not what a day looks like, and are told on the page.
//!
//! Never: how a day is drawn, sheets.

use crate::Inputs;
use crate::model::Model;
use crate::model::protocol::ProtocolFile;
use crate::schedule::{
    Amount, Day, Finding, Given, Input, InputKind, InputValue, Lack, Layer, Number, PhaseId, Plan, PlanError, Presence,
    Schedule, check, expand,
};
use jiff::{ToSpan as _, civil::Date};
use serde_json::{Value, json};

/// How often the engine is asked, each time with one more thing made up.
const TRIES: usize = 40;

/// The phases of the protocol in a file with what is done on their days. `None` where the file is none, or goes in a
/// circle.
pub(super) fn day(model: &Model, inputs: &Inputs, name: &str) -> Option<Value> {
    let protocol = model.protocols.iter().find(|protocol| inputs.sources.get(protocol.file).path == name)?;
    // What waits for itself has no first session.
    if check(&protocol.core).iter().any(|finding| matches!(finding, Finding::Loop { .. })) {
        return None;
    }
    let phases = protocol.core.phases.iter().map(|phase| {
        let title = protocol.phases.get(&phase.id).map_or_else(|| phase.id.to_string(), |text| text.title.plain());
        let chosen = (phase.presence != Presence::Always).then_some(&phase.id);
        let days = laid_out(model, protocol, chosen, inputs.today)
            .map(|schedule| days(protocol, &schedule, &phase.id))
            .unwrap_or_default();
        json!({ "id": phase.id.to_string(), "title": title, "chosen": chosen.is_some(), "days": days })
    });
    Some(json!({ "phases": phases.collect::<Vec<_>>() }))
}

/// A plan with made-up dates, with this phase if it has to be chosen. `None` where the engine cannot be satisfied.
fn laid_out(model: &Model, protocol: &ProtocolFile, chosen: Option<&PhaseId>, today: Date) -> Option<Schedule> {
    let mut plan = Plan::new(model.settings.wake, model.settings.bed);
    plan.phases.extend(chosen.cloned());
    let mut schedule = None;
    for _ in 0..TRIES {
        match expand(&protocol.core, &plan) {
            Err(errors) => {
                let changed = errors.iter().filter(|error| make_up(&mut plan, protocol, error, today)).count();
                if changed == 0 {
                    return schedule;
                }
            }
            Ok(laid) => {
                // What waits for an event begins the day after what is there.
                let after = laid.days.last().map_or(today, |day| day.date).checked_add(1.day()).ok()?;
                let waiting = laid.waiting.iter().flat_map(|phase| &phase.anchors).next().cloned();
                schedule = Some(laid);
                let Some(anchor) = waiting else { break };
                if plan.anchors.insert(anchor, after).is_some() {
                    break;
                }
            }
        }
    }
    schedule
}

/// Gives a plan what it lacks. Whether that changed anything.
fn make_up(plan: &mut Plan, protocol: &ProtocolFile, error: &PlanError, today: Date) -> bool {
    match error.lack() {
        Some(Lack::Anchor(id)) => plan.anchors.insert(id.clone(), today).is_none(),
        Some(Lack::Input(id)) => {
            let input = protocol.core.inputs.iter().find(|input| input.id == *id);
            input
                .and_then(|input| value(input, today))
                .is_some_and(|value| plan.inputs.insert(id.clone(), Given { value, layer: Layer::Person }).is_none())
        }
        None => false,
    }
}

/// Some value that an input allows.
fn value(input: &Input, today: Date) -> Option<InputValue> {
    match &input.kind {
        InputKind::Number { unit, bounds } => {
            let low = bounds.and_then(|bounds| bounds.low().or(bounds.high())).unwrap_or(Number::whole(1));
            Some(InputValue::Amount(Amount { value: low, unit: unit.clone() }))
        }
        InputKind::Choice(words) => words.first().cloned().map(InputValue::Text),
        InputKind::Date => Some(InputValue::Date(today)),
        InputKind::Text => Some(InputValue::Text("x".to_owned())),
    }
}

/// The days of a phase; those that follow each other and look the same are one.
fn days(protocol: &ProtocolFile, schedule: &Schedule, phase: &PhaseId) -> Vec<Value> {
    let mut days: Vec<(i32, i32, &Day)> = Vec::new();
    for day in schedule.days.iter().filter(|day| day.phases.contains(phase)) {
        match days.last_mut() {
            Some((_, last, same)) if *last + 1 == day.day_number && same.sessions == day.sessions => *last += 1,
            Some(_) | None => days.push((day.day_number, day.day_number, day)),
        }
    }
    days.into_iter()
        .map(|(first, last, day)| {
            let sessions: Vec<Value> = day.sessions.iter().map(|session| {
                let title = protocol.activities.get(&session.activity).map(|text| text.title.plain());
                json!({
                    "time": session.time.map(|time| time.to_string()),
                    "title": title,
                    "night": session.night,
                    "with": session.with.is_some(),
                    "minutes": session.minutes,
                })
            }).collect();
            json!({ "first": first, "last": last, "count": day.count, "gap": day.longest_gap_minutes, "sessions": sessions })
        })
        .collect()
}
