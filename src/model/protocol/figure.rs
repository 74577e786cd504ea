//! Inputs, quantities, tapers: everything that is calculated with.
//!
//! [`parse_input`] reads what a person gives for an input, by the same small
//! language as the file, so `--set weight=4.2` and `--set weight="4.2 kg"` mean
//! the same.
//!
//! Never: the calculation itself.

use super::file::{InputText, Labelled, Missing, TaperText};
use super::grammar::{Cuts, DayCounts, Fault, FaultKind, Quantified, read};
use super::raw::{RawInput, RawQuantity, RawTaper, Word};
use super::reader::Reader;
use super::text::Marks;
use crate::diag::{Code, Diagnostic};
use crate::schedule::{
    Amount, DateExpr, Formula, Input, InputId, InputKind, InputValue, Quantity, QuantityId, Rounding, Taper, TaperId,
    Unit,
};

#[derive(Clone, Copy)]
pub(super) enum InputType {
    Number,
    Choice,
    Date,
    Text,
}

pub(super) const TYPES: [(&str, InputType); 4] = [
    ("number", InputType::Number),
    ("choice", InputType::Choice),
    ("date", InputType::Date),
    ("text", InputType::Text),
];

pub(super) const MISSING: [(&str, Missing); 3] =
    [("blank", Missing::Blank), ("ask", Missing::Ask), ("hide", Missing::Hide)];

/// Reads what a person gives for an input. A number without a unit has the input's.
///
/// # Errors
/// What cannot be read. Bounds and choices are judged later, with all other preferences.
pub fn parse_input(input: &Input, text: &str) -> Result<InputValue, Fault> {
    match &input.kind {
        InputKind::Number { unit, .. } => {
            let (sign, digits) = text.trim().strip_prefix('-').map_or(("", text.trim()), |rest| ("-", rest));
            let amount: Amount = read(digits)?;
            let unit = if amount.unit.is_none() { unit.clone() } else { amount.unit };
            let value =
                if sign.is_empty() { Some(amount.value) } else { crate::schedule::Number::ZERO.minus(amount.value) };
            let fault = || Fault { range: 0..text.len(), kind: FaultKind::TooLarge };
            Ok(InputValue::Amount(Amount { value: value.ok_or_else(fault)?, unit }))
        }
        InputKind::Date => {
            let fault = |_| Fault { range: 0..text.len(), kind: FaultKind::Word("a date such as `2026-12-01`") };
            text.trim().parse().map(InputValue::Date).map_err(fault)
        }
        InputKind::Choice(_) | InputKind::Text => Ok(InputValue::Text(text.trim().to_owned())),
    }
}

/// Reads one input.
pub(super) fn input(reader: &mut Reader<'_>, key: &Word, raw: &RawInput) -> Option<(Input, InputText)> {
    let id: Option<InputId> = reader.id(key);
    let kind = reader.choice(&raw.kind, &TYPES);
    let unit = reader.maybe::<Unit>(raw.unit.as_ref()).unwrap_or_default();
    let range = reader.maybe::<Quantified>(raw.range.as_ref());
    if let Some((range, word)) = range.as_ref().zip(raw.range.as_ref()).filter(|(range, _)| range.unit != unit) {
        let message = format!("the range is in `{}`, the input in `{unit}`", range.unit);
        reader
            .diags
            .push(Diagnostic::new(Code::InvalidValue, reader.span(word), message).help("give both the same unit"));
    }
    let choices = reader.texts(&raw.choices);
    let default = reader.maybe::<Amount>(raw.default.as_ref());
    if let Some((word, default)) = raw.default.as_ref().zip(default.as_ref()) {
        let in_range = range.as_ref().is_none_or(|range| range.bounds.contains(default.value));
        let message = if default.unit == unit {
            (!in_range).then(|| format!("the default `{default}` is out of range"))
        } else {
            Some(format!("the default is in `{}`, the input in `{unit}`", default.unit))
        };
        if let Some(message) = message {
            let span = reader.span(word);
            reader.diags.push(
                Diagnostic::new(Code::InvalidValue, span, message)
                    .help("give a default in the unit and the range of the input, or leave it out"),
            );
        }
    }
    let missing = raw.missing.as_ref().and_then(|word| reader.choice(word, &MISSING)).unwrap_or(Missing::Blank);
    let label = reader.text(&raw.label).unwrap_or_default();
    let note = reader.maybe_text(raw.note.as_ref());
    let kind = match kind? {
        InputType::Number => InputKind::Number { unit, bounds: range.map(|range| range.bounds) },
        InputType::Choice if raw.choices.is_empty() => {
            reader.missing(key, "a choice needs the words to choose from", "add `choices: [yes, no]`");
            InputKind::Choice(Vec::new())
        }
        InputType::Choice => InputKind::Choice(choices.iter().map(super::text::Text::plain).collect()),
        InputType::Date => InputKind::Date,
        InputType::Text => InputKind::Text,
    };
    Some((Input { id: id?, kind, required: raw.required, default }, InputText { label, missing, choices, note }))
}

/// Reads one quantity.
pub(super) fn quantity(reader: &mut Reader<'_>, key: &Word, raw: &RawQuantity) -> Option<(Quantity, Labelled)> {
    let id: Option<QuantityId> = reader.id(key);
    let formula = reader.sourced::<Formula>(&raw.formula);
    let round = raw.round.as_ref().and_then(|word| reader.sourced::<Rounding>(word));
    let mut marks = Marks::default();
    marks.add(formula.as_ref());
    marks.add(round.as_ref());
    let label = reader.text(&raw.label).unwrap_or_default();
    let note = reader.maybe_text(raw.note.as_ref());
    let quantity = Quantity { id: id?, formula: formula?.value, rounding: round.map(|round| round.value) };
    Some((quantity, Labelled { label, note, marks }))
}

/// Reads one taper. `inputs` are those read before: its steps must have the unit of its amount.
pub(super) fn taper(
    reader: &mut Reader<'_>,
    key: &Word,
    raw: &RawTaper,
    inputs: &[Input],
) -> Option<(Taper, TaperText)> {
    let id: Option<TaperId> = reader.id(key);
    let starts = reader.sourced::<DateExpr>(&raw.starts);
    let amount: Option<InputId> = reader.id(&raw.amount);
    let steps = reader.number::<Cuts>(&raw.steps);
    let days = reader.number::<DayCounts>(&raw.each_level);
    let of = inputs.iter().find(|input| Some(&input.id) == amount.as_ref()).map(|input| &input.kind);
    let cut_in = steps.as_ref().and_then(|steps| steps.value.unit.as_ref());
    if let (Some(InputKind::Number { unit, .. }), Some(other)) = (of, cut_in)
        && unit != other
    {
        let message = format!("the steps are in `{other}`, the amount in `{unit}`");
        let span = reader.span(&raw.steps);
        reader.diags.push(Diagnostic::new(Code::InvalidValue, span, message).help("give both the same unit"));
    }
    let (mut step_marks, mut day_marks) = (Marks::default(), Marks::default());
    step_marks.add(steps.as_ref());
    day_marks.add(days.as_ref());
    let text = TaperText {
        title: reader.text(&raw.title).unwrap_or_default(),
        gates: reader.texts(&raw.gates),
        if_unsure: reader.maybe_text(raw.if_unsure.as_ref()),
        if_worse: reader.maybe_text(raw.if_worse.as_ref()),
        note: reader.maybe_text(raw.note.as_ref()),
        steps: step_marks,
        days: day_marks,
    };
    let taper =
        Taper { id: id?, starts: starts?.value, amount: amount?, steps: steps?.value.cuts, days: days?.value.0 };
    Some((taper, text))
}
