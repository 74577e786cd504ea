//! Declared calculations: `150-200 ml/kg x weight / feeds`.
//!
//! A formula is a row of factors, worked from left to right. Each factor is a
//! number, an input or another quantity; numbers may be ranges, and then the
//! result is one. A formula whose inputs are not there has no result; that is no
//! error, because a blank sheet prints a blank box.
//!
//! Never: rounding (done once, after the last factor), reading texts.

use super::amount::{Amount, Unit};
use super::bounds::Bounds;
use super::id::{Id as _, InputId, QuantityId};
use super::number::Number;
use serde::Serialize;
use std::collections::BTreeMap;

/// A row of factors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The first factor.
    pub first: Term,
    /// The others, in order.
    pub rest: Vec<Factor>,
}

/// One more factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// What is done with it.
    pub operation: Operation,
    /// The factor.
    pub term: Term,
}

/// What is done with a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Multiply by it.
    Times,
    /// Divide by it.
    Over,
}

/// One factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A number or a range, with its unit.
    Constant(Bounds<Number>, Unit),
    /// The name of an input, or of a quantity.
    Named(String),
}

/// Why a formula gives no result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormulaFault {
    /// This input has no value.
    Missing(String),
    /// It would divide by nothing.
    DivisionByZero,
    /// A number with an open end, which cannot be calculated with.
    OpenEnd,
    /// The numbers are too large.
    TooLarge,
}

/// A result: a value, or a range of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The least it can be.
    pub low: Number,
    /// The most it can be.
    pub high: Number,
    /// Of what.
    pub unit: Unit,
}

impl Formula {
    /// All factors.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        std::iter::once(&self.first).chain(self.rest.iter().map(|factor| &factor.term))
    }
}

/// Works a formula out. Inputs are never negative, so the low end comes from the low ends.
///
/// # Errors
/// The first thing that stands in the way.
pub fn evaluate(
    formula: &Formula,
    inputs: &BTreeMap<InputId, Amount>,
    done: &BTreeMap<QuantityId, Outcome>,
) -> Result<Outcome, FormulaFault> {
    let mut result = value(&formula.first, inputs, done)?;
    for factor in &formula.rest {
        let term = value(&factor.term, inputs, done)?;
        result = match factor.operation {
            Operation::Times => Outcome {
                low: result.low.times(term.low).ok_or(FormulaFault::TooLarge)?,
                high: result.high.times(term.high).ok_or(FormulaFault::TooLarge)?,
                unit: result.unit.times(&term.unit),
            },
            Operation::Over if term.low == Number::ZERO => return Err(FormulaFault::DivisionByZero),
            Operation::Over => Outcome {
                low: result.low.over(term.high).ok_or(FormulaFault::TooLarge)?,
                high: result.high.over(term.low).ok_or(FormulaFault::TooLarge)?,
                unit: result.unit.over(&term.unit),
            },
        };
    }
    Ok(result)
}

fn value(
    term: &Term,
    inputs: &BTreeMap<InputId, Amount>,
    done: &BTreeMap<QuantityId, Outcome>,
) -> Result<Outcome, FormulaFault> {
    match term {
        Term::Constant(bounds, unit) => {
            let (low, high) = bounds.low().zip(bounds.high()).ok_or(FormulaFault::OpenEnd)?;
            Ok(Outcome { low, high, unit: unit.clone() })
        }
        Term::Named(name) => {
            let input = InputId::new(name).and_then(|id| inputs.get(&id));
            let quantity = QuantityId::new(name).and_then(|id| done.get(&id));
            input
                .map(|amount| Outcome { low: amount.value, high: amount.value, unit: amount.unit.clone() })
                .or_else(|| quantity.cloned())
                .ok_or_else(|| FormulaFault::Missing(name.clone()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_gives_a_range_and_units_cancel() {
        let number = |n| Number::whole(n);
        let formula = Formula {
            first: Term::Constant(
                Bounds::between(number(150), number(200)).expect("in order"),
                Unit::new(vec!["ml".into()], vec!["kg".into()]),
            ),
            rest: vec![Factor { operation: Operation::Times, term: Term::Named("weight".into()) }],
        };
        let weight = Amount { value: number(5), unit: Unit::word("kg") };
        let inputs = BTreeMap::from([(InputId::new("weight").expect("a name"), weight)]);
        let outcome = evaluate(&formula, &inputs, &BTreeMap::new()).expect("all is given");
        assert_eq!((outcome.low, outcome.high, outcome.unit), (number(750), number(1000), Unit::word("ml")));
        let fault = evaluate(&formula, &BTreeMap::new(), &BTreeMap::new());
        assert_eq!(fault, Err(FormulaFault::Missing("weight".into())));
    }
}
