//! Whether a plan can be laid out at all: every objection at once.
//!
//! Each rule looks at one kind of wish and answers by name. Nothing here stops at
//! the first: a form with four wrong fields learns of four.
//!
//! Never: rules of the protocol itself, which `check` holds before any plan.

use super::activity::Timing;
use super::amount::Amount;
use super::clock::Minutes;
use super::id::InputId;
use super::outcome::{InputUsed, Layer};
use super::pace::Frequency;
use super::place::Dates;
use super::plan::{Given, InputValue, Plan, PlanError};
use super::protocol::{Input, InputKind, KnownBy, Presence, Protocol};
use std::collections::BTreeMap;

/// All objections to a plan, in the order of the plan's own fields.
pub(super) fn objections(protocol: &Protocol, plan: &Plan, dates: &Dates) -> Vec<PlanError> {
    let mut errors = Vec::new();
    if plan.wake == plan.bed {
        errors.push(PlanError::WakeIsBed);
    }
    if plan.quiet.is_some_and(|(from, to)| from == to) {
        errors.push(PlanError::QuietHoursEmpty);
    }
    errors.extend(anchors(protocol, plan, dates));
    errors.extend(inputs(protocol, plan));
    errors.extend(choices(protocol, plan));
    errors
}

fn anchors(protocol: &Protocol, plan: &Plan, dates: &Dates) -> Vec<PlanError> {
    let unknown = plan.anchors.keys().filter(|id| protocol.anchor(id).is_none());
    let mut errors: Vec<_> = unknown.cloned().map(PlanError::UnknownAnchor).collect();
    for anchor in &protocol.anchors {
        let date = dates.of.get(&anchor.id);
        if anchor.known_by == KnownBy::Planning && !anchor.optional && date.is_none() {
            errors.push(PlanError::MissingAnchor(anchor.id.clone()));
        }
        for other in &anchor.before {
            if date.zip(dates.of.get(other)).is_some_and(|(first, second)| first > second) {
                errors.push(PlanError::OutOfOrder { first: anchor.id.clone(), second: other.clone() });
            }
        }
    }
    errors
}

fn inputs(protocol: &Protocol, plan: &Plan) -> Vec<PlanError> {
    let known = |id: &InputId| protocol.inputs.iter().any(|input| input.id == *id);
    let unknown = plan.inputs.keys().filter(|id| !known(id));
    let mut errors: Vec<_> = unknown.cloned().map(PlanError::UnknownInput).collect();
    for input in &protocol.inputs {
        match plan.inputs.get(&input.id) {
            Some(given) => errors.extend(objection(input, &given.value)),
            None if input.required && input.default.is_none() => errors.push(PlanError::MissingInput(input.id.clone())),
            None => {}
        }
    }
    errors
}

fn objection(input: &Input, value: &InputValue) -> Option<PlanError> {
    let id = || input.id.clone();
    match (&input.kind, value) {
        (InputKind::Number { unit, bounds }, InputValue::Amount(amount)) => {
            if amount.unit != *unit {
                Some(PlanError::WrongUnit { input: id(), unit: unit.clone() })
            } else if amount.value.is_negative() {
                Some(PlanError::NegativeInput(id()))
            } else {
                let bounds = bounds.filter(|bounds| !bounds.contains(amount.value))?;
                Some(PlanError::InputOutOfBounds { input: id(), bounds })
            }
        }
        (InputKind::Choice(words), InputValue::Text(word)) => {
            (!words.contains(word)).then(|| PlanError::WrongValue(id()))
        }
        (InputKind::Date, InputValue::Date(_)) | (InputKind::Text, InputValue::Text(_)) => None,
        (InputKind::Number { .. }, InputValue::Date(_) | InputValue::Text(_))
        | (InputKind::Choice(_) | InputKind::Date | InputKind::Text, InputValue::Amount(_))
        | (InputKind::Choice(_) | InputKind::Text, InputValue::Date(_))
        | (InputKind::Date, InputValue::Text(_)) => Some(PlanError::WrongValue(id())),
    }
}

fn choices(protocol: &Protocol, plan: &Plan) -> Vec<PlanError> {
    let mut errors = Vec::new();
    for id in &plan.phases {
        match protocol.phase(id).map(|phase| &phase.presence) {
            None => errors.push(PlanError::UnknownPhase(id.clone())),
            Some(Presence::Always) => errors.push(PlanError::PhaseIsNoChoice(id.clone())),
            Some(Presence::Optional | Presence::InsteadOf(_)) => {}
        }
    }
    for (id, &interval) in &plan.intervals {
        match protocol.activity(id) {
            None => errors.push(PlanError::UnknownActivity(id.clone())),
            Some(activity) if !allows(&activity.timing, interval) => {
                errors.push(PlanError::IntervalOutOfRange(id.clone()));
            }
            Some(_) => {}
        }
    }
    let person = plan.person.iter().filter(|id| !protocol.people.contains(id));
    errors.extend(person.cloned().map(PlanError::UnknownPerson));
    let tapers = plan.held.keys().filter(|id| !protocol.tapers.iter().any(|taper| taper.id == **id));
    errors.extend(tapers.cloned().map(PlanError::UnknownTaper));
    errors
}

fn allows(timing: &Timing, interval: Minutes) -> bool {
    let fits = |frequency: &Frequency| match frequency {
        Frequency::Every { day, .. } => day.contains(interval),
        Frequency::At(_) | Frequency::Count(_) => false,
    };
    match timing {
        Timing::Paced(pace) => fits(&pace.frequency),
        Timing::Ramp(stages) => stages.iter().any(|stage| fits(&stage.pace.frequency)),
        Timing::Linked { .. } | Timing::Overlay { .. } | Timing::OnPaper => false,
    }
}

/// The numbers that formulas and tapers may use: those given, else the defaults.
pub(super) fn amounts(protocol: &Protocol, plan: &Plan) -> BTreeMap<InputId, Amount> {
    let used = |input: &Input| match plan.inputs.get(&input.id).map(|given| &given.value) {
        Some(InputValue::Amount(amount)) => Some(amount.clone()),
        Some(InputValue::Date(_) | InputValue::Text(_)) => None,
        None => input.default.clone(),
    };
    protocol.inputs.iter().filter_map(|input| Some((input.id.clone(), used(input)?))).collect()
}

/// The values that go into a schedule, and who gave each.
pub(super) fn inputs_used(protocol: &Protocol, plan: &Plan) -> Vec<InputUsed> {
    let used = |input: &Input| {
        let default = || input.default.clone().map(|a| Given { value: InputValue::Amount(a), layer: Layer::Protocol });
        let given = plan.inputs.get(&input.id).cloned().or_else(default)?;
        Some(InputUsed { id: input.id.clone(), value: given.value, layer: given.layer })
    };
    protocol.inputs.iter().filter_map(used).collect()
}
