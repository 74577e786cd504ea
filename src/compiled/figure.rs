//! Inputs, quantities and tapers, in their compiled form.
//!
//! Numbers stay exact: they are written as fractions. Where a taper's steps or
//! days are ranges, the ones that the engine uses are written, so that the script
//! has no choice to make.
//!
//! Never: a value of one person.

use super::date::Expr;
use super::part::{Choice, plain, plains};
use crate::model::protocol::{Missing, ProtocolFile};
use crate::schedule::{
    Amount, Bounds, Cut, Factor, Input, InputId, InputKind, Number, Operation, Quantity, QuantityId, Rounding, Taper,
    TaperId, Term, Unit,
};
use serde::Serialize;

/// A NUMBER with its unit.
#[derive(Debug, Serialize)]
pub(super) struct AmountForm<'a> {
    value: String,
    unit: &'a Unit,
}

type Exact = (Option<String>, Option<String>);

fn exact(bounds: Bounds<Number>) -> Exact {
    (bounds.low().map(Number::exact), bounds.high().map(Number::exact))
}

/// One of `inputs`.
#[derive(Debug, Serialize)]
pub(super) struct InputForm<'a> {
    id: &'a InputId,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    missing: &'static str,
    required: bool,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a Unit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bounds: Option<Exact>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Choice<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<AmountForm<'a>>,
}

pub(super) fn inputs(file: &ProtocolFile) -> Vec<InputForm<'_>> {
    let form = |input: &'_ Input| {
        let words = file.inputs.get(&input.id);
        words.map(|words| (words.label.plain(), plain(words.note.as_ref()), words.missing))
    };
    let one = |input| input_form(file, input, form(input).unwrap_or((String::new(), None, Missing::Ask)));
    file.core.inputs.iter().map(one).collect()
}

fn input_form<'a>(
    file: &'a ProtocolFile,
    input: &'a Input,
    (label, note, missing): (String, Option<String>, Missing),
) -> InputForm<'a> {
    let (kind, unit, bounds) = match &input.kind {
        InputKind::Number { unit, bounds } => ("number", Some(unit), bounds.map(exact)),
        InputKind::Choice(_) => ("choice", None, None),
        InputKind::Date => ("date", None, None),
        InputKind::Text => ("text", None, None),
    };
    let choices = match &input.kind {
        InputKind::Choice(ids) => {
            let labels = file.inputs.get(&input.id).map_or(&[][..], |words| &words.choices);
            ids.iter().zip(labels).map(|(id, label)| Choice { id, label: label.plain() }).collect()
        }
        InputKind::Number { .. } | InputKind::Date | InputKind::Text => Vec::new(),
    };
    let missing = match missing {
        Missing::Blank => "blank",
        Missing::Ask => "ask",
        Missing::Hide => "hide",
    };
    let default = input.default.as_ref().map(|Amount { value, unit }| AmountForm { value: value.exact(), unit });
    InputForm { id: &input.id, label, note, missing, required: input.required, kind, unit, bounds, choices, default }
}

/// One of `quantities`.
#[derive(Debug, Serialize)]
pub(super) struct QuantityForm<'a> {
    id: &'a QuantityId,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    first: TermForm<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rest: Vec<FactorForm<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    round: Option<Round>,
}

/// TERM of the essay.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum TermForm<'a> {
    Name(&'a str),
    Constant { range: Exact, unit: &'a Unit },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum FactorForm<'a> {
    Times(TermForm<'a>),
    Over(TermForm<'a>),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Round {
    UpTo(String),
    Nearest(String),
}

pub(super) fn quantities(file: &ProtocolFile) -> Vec<QuantityForm<'_>> {
    let form = |quantity: &'_ Quantity| file.quantities.get(&quantity.id);
    let round = |rounding: &Rounding| match rounding {
        Rounding::UpTo(step) => Round::UpTo(step.value.exact()),
        Rounding::Nearest(step) => Round::Nearest(step.value.exact()),
    };
    let quantities = file.core.quantities.iter().map(|quantity| QuantityForm {
        id: &quantity.id,
        label: form(quantity).map(|words| words.label.plain()).unwrap_or_default(),
        note: form(quantity).and_then(|words| plain(words.note.as_ref())),
        first: term(&quantity.formula.first),
        rest: quantity.formula.rest.iter().map(factor).collect(),
        round: quantity.rounding.as_ref().map(round),
    });
    quantities.collect()
}

fn term(term: &Term) -> TermForm<'_> {
    match term {
        Term::Named(name) => TermForm::Name(name),
        Term::Constant(bounds, unit) => TermForm::Constant { range: exact(*bounds), unit },
    }
}

fn factor(factor: &Factor) -> FactorForm<'_> {
    match factor.operation {
        Operation::Times => FactorForm::Times(term(&factor.term)),
        Operation::Over => FactorForm::Over(term(&factor.term)),
    }
}

/// One of `tapers`.
#[derive(Debug, Serialize)]
pub(super) struct TaperForm<'a> {
    id: &'a TaperId,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gates: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    if_unsure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    if_worse: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    starts: Expr<'a>,
    amount: &'a InputId,
    steps: Vec<Step>,
    days: Vec<u32>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Step {
    By(String),
    Percent(String),
}

pub(super) fn tapers(file: &ProtocolFile) -> Vec<TaperForm<'_>> {
    let form = |taper: &'_ Taper| {
        let words = file.tapers.get(&taper.id);
        (
            words.map(|words| words.title.plain()).unwrap_or_default(),
            words.map(|words| plains(&words.gates)).unwrap_or_default(),
            words.and_then(|words| plain(words.if_unsure.as_ref())),
            words.and_then(|words| plain(words.if_worse.as_ref())),
            words.and_then(|words| plain(words.note.as_ref())),
        )
    };
    let tapers = file.core.tapers.iter().map(|taper| {
        let (title, gates, if_unsure, if_worse, note) = form(taper);
        let starts = Expr::of(&taper.starts);
        let steps = taper.steps.iter().filter_map(step).collect();
        let days = taper.stays().collect();
        TaperForm { id: &taper.id, title, gates, if_unsure, if_worse, note, starts, amount: &taper.amount, steps, days }
    });
    tapers.collect()
}

fn step(cut: &Cut) -> Option<Step> {
    let gentlest = cut.gentlest()?.exact();
    Some(match cut {
        Cut::By(_) => Step::By(gentlest),
        Cut::Percent(_) => Step::Percent(gentlest),
    })
}
