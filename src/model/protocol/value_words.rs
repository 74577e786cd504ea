//! Anchors, inputs and formulas in words: "150 ml for each kg times “Baby's weight”".
//!
//! The same kind of pure functions as in `words`, for what a protocol asks for and
//! works out; they stand apart because a page needs them and a day's log does not.
//!
//! Never: HTML.

use super::file::{InputText, ProtocolFile};
use super::text::Text;
use super::words::{Words, date, number, number_range};
use crate::model::strings::{Strings, fill};
use crate::schedule::{
    Anchor, AnchorId, Factor, Formula, Input, InputId, InputKind, InputValue, KnownBy, Operation, Rounding, Term, Unit,
};

/// A value that was given for an input: a number, a day, or the words of the choice in the protocol's language.
#[must_use]
pub fn given(id: &InputId, value: &InputValue, file: &ProtocolFile, strings: &Strings) -> String {
    let kind = file.core.inputs.iter().find(|input| input.id == *id).map(|input| &input.kind);
    let label = match (kind, value) {
        (Some(InputKind::Choice(words)), InputValue::Text(word)) => {
            let at = words.iter().position(|known| known == word);
            at.and_then(|at| file.inputs.get(id)?.choices.get(at))
        }
        (Some(_) | None, InputValue::Text(_) | InputValue::Amount(_) | InputValue::Date(_)) => None,
    };
    label.map_or_else(|| strings.input_value(value), Text::plain)
}

/// How the date of an anchor becomes known: "You choose it when the plan is made."
#[must_use]
pub fn known(anchor: &Anchor, file: &ProtocolFile, words: Words<'_>) -> String {
    let how = match &anchor.known_by {
        KnownBy::Planning => words("known_planning").to_owned(),
        KnownBy::Event => words("known_event").to_owned(),
        KnownBy::Decision => words("known_decision").to_owned(),
        KnownBy::Computed(expr) => fill(words("known_computed"), &[("date", &date(expr, file, words))]),
        KnownBy::TaperEnd(taper) => {
            let title = file.tapers.get(taper).map_or_else(|| taper.to_string(), |text| text.title.plain());
            fill(words("known_taper"), &[("taper", &title)])
        }
    };
    let default =
        anchor.default.as_ref().map(|expr| fill(words("known_default"), &[("date", &date(expr, file, words))]));
    let replaces = anchor.replaces.as_ref().map(|id| fill(words("known_replaces"), &[("what", &label(id, file))]));
    let parts = [Some(how), default, replaces];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn label(id: &AnchorId, file: &ProtocolFile) -> String {
    file.anchors.get(id).map_or_else(|| id.to_string(), |text| text.label.plain())
}

/// What may be entered: "kg, 1 to 15", or the choices; `None` for a date or free words.
#[must_use]
pub fn input(input: &Input, text: &InputText, words: Words<'_>) -> Option<String> {
    match &input.kind {
        InputKind::Number { unit, bounds } => {
            let range = bounds.map(|bounds| number_range(bounds, words));
            let unit = (!unit.is_none()).then(|| unit_words(unit, words));
            let said: Vec<String> = [range, unit].into_iter().flatten().collect();
            (!said.is_empty()).then(|| said.join(" "))
        }
        InputKind::Choice(_) => {
            let choices: Vec<String> = text.choices.iter().map(Text::plain).collect();
            (!choices.is_empty()).then(|| choices.join(" · "))
        }
        InputKind::Date | InputKind::Text => None,
    }
}

/// A formula: its numbers with their units, its names by their labels.
#[must_use]
pub fn formula(formula: &Formula, file: &ProtocolFile, words: Words<'_>) -> String {
    formula.rest.iter().fold(term(&formula.first, file, words), |left, Factor { operation, term: right }| {
        let key = match operation {
            Operation::Times => "formula_times",
            Operation::Over => "formula_over",
        };
        fill(words(key), &[("left", &left), ("right", &term(right, file, words))])
    })
}

fn term(term: &Term, file: &ProtocolFile, words: Words<'_>) -> String {
    match term {
        Term::Constant(bounds, unit) if unit.is_none() => number_range(*bounds, words),
        Term::Constant(bounds, unit) => format!("{} {}", number_range(*bounds, words), unit_words(unit, words)),
        Term::Named(name) => {
            let input = file.inputs.iter().find(|(id, _)| id.to_string() == *name).map(|(_, text)| &text.label);
            let quantity = file.quantities.iter().find(|(id, _)| id.to_string() == *name).map(|(_, text)| &text.label);
            let label = input.or(quantity).map_or_else(|| name.clone(), Text::plain);
            fill(words("formula_named"), &[("what", &label)])
        }
    }
}

/// A unit: "ml for each kg".
fn unit_words(unit: &Unit, words: Words<'_>) -> String {
    let text = unit.to_string();
    let mut parts = text.split('/');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |left, under| fill(words("formula_per"), &[("left", &left), ("right", under)]))
}

/// How a result is rounded: "rounded up to the next 5 ml".
#[must_use]
pub fn rounding(rounding: &Rounding, words: Words<'_>) -> String {
    let (key, step) = match rounding {
        Rounding::UpTo(step) => ("rounded_up", step),
        Rounding::Nearest(step) => ("rounded_nearest", step),
    };
    fill(words(key), &[("step", &number(step, words))])
}
