//! What the engine objects to, in the words of people.
//!
//! The engine speaks in names; here they get the labels that the protocol gives
//! them, and the argument to write instead.
//!
//! Never: a rule. What is wrong was decided before.

use super::ask::PLAN_END;

use crate::model::protocol::{ProtocolFile, Text};
use crate::schedule::{AnchorId, Bounds, InputId, PhaseId, PlanError};

/// An objection as a sentence with the way out.
pub(super) fn plan(error: &PlanError, protocol: &ProtocolFile) -> String {
    let anchor = |id: &AnchorId| label(protocol.anchors.get(id).map(|text| &text.label), id);
    let input = |id: &InputId| label(protocol.inputs.get(id).map(|text| &text.label), id);
    let phase = |id: &PhaseId| label(protocol.phases.get(id).map(|text| &text.title), id);
    match error {
        PlanError::WakeIsBed => {
            "day and night begin at the same time; give `--wake` and `--bed` different times".to_owned()
        }
        PlanError::QuietHoursEmpty => "the quiet hours end when they begin; give two different times".to_owned(),
        PlanError::UnknownAnchor(id) => format!("the protocol has no date `{id}`; `--list` shows its dates"),
        PlanError::UnknownInput(id) => {
            format!("the protocol asks for no value `{id}`; `--list` shows what it asks for")
        }
        PlanError::UnknownPhase(id) => format!("the protocol has no phase `{id}`; `--list` shows its phases"),
        PlanError::PhaseIsNoChoice(id) => format!("{} is part of every plan and cannot be chosen", phase(id)),
        PlanError::UnknownActivity(id) => format!("the protocol has no activity `{id}`"),
        PlanError::UnknownPerson(id) => format!("the protocol has no person `{id}`"),
        PlanError::UnknownTaper(id) => format!("the protocol has no reduction `{id}`"),
        PlanError::MissingAnchor(id) => {
            let flag =
                if id.to_string() == "start" { "--start DATE".to_owned() } else { format!("--anchor {id}=DATE") };
            format!("the plan needs a date for {}; give it as `{flag}`", anchor(id))
        }
        PlanError::OutOfOrder { first, second } => {
            format!("{} comes after {}; it must not, so change one of the two dates", anchor(first), anchor(second))
        }
        PlanError::MissingInput(id) => format!("the plan needs {}; give it as `--set {id}=VALUE`", input(id)),
        PlanError::NegativeInput(id) => format!("{} is below zero; write what was measured", input(id)),
        PlanError::InputOutOfBounds { input: id, bounds } => {
            format!("{} is not {}; look at the number and its unit", input(id), range(*bounds))
        }
        PlanError::WrongUnit { input: id, unit } => {
            format!("{} is counted in {unit}; write `--set {id}='NUMBER {unit}'`", input(id))
        }
        PlanError::WrongValue(id) => format!("{} cannot have this value; `--list` shows what it may be", input(id)),
        PlanError::IntervalOutOfRange(id) => format!("the protocol does not allow this interval for `{id}`"),
        PlanError::PhaseEndsBeforeItBegins(id) => {
            format!("with these dates {} would end before it begins; look at the dates", phase(id))
        }
        PlanError::NothingToLayOut => "with these dates there is nothing to lay out; look at the dates".to_owned(),
        PlanError::TooLong { days, limit } => {
            format!(
                "the plan would have {days} days, and {limit} is the most; give its last day as `--anchor {PLAN_END}=DATE`"
            )
        }
    }
}

/// A thing by its label, or else by its name.
fn label(text: Option<&Text>, id: &impl ToString) -> String {
    match text.map(Text::plain).filter(|text| !text.is_empty()) {
        Some(text) => format!("\"{text}\""),
        None => format!("`{}`", id.to_string()),
    }
}

fn range<T: Copy + Ord + ToString>(bounds: Bounds<T>) -> String {
    match (bounds.low(), bounds.high()) {
        (Some(low), Some(high)) => format!("between {} and {}", low.to_string(), high.to_string()),
        (Some(low), None) => format!("{} or more", low.to_string()),
        (None, Some(high)) => format!("{} or less", high.to_string()),
        (None, None) => "any number".to_owned(),
    }
}
