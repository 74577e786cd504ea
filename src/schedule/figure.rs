//! Figures: quantities by formula, and the levels of tapers.
//!
//! Both need what the person brings: a weight, a measured amount. What is missing
//! leaves its figure out, because a sheet then prints an empty box; what cannot be
//! worked out (a division by nothing) is said.
//!
//! Never: which figures a sheet shows.

use super::bounds::Bounds;
use super::formula::{FormulaFault, Outcome, evaluate};
use super::outcome::{DatedTaper, Notice, QuantityValue};
use super::place::Dates;
use super::plan::Plan;
use super::protocol::{Protocol, Quantity};
use super::taper::{Taper, levels};
use super::validate::amounts;
use std::collections::BTreeMap;

/// The tapers whose first day and amount are known.
pub(super) fn tapers(protocol: &Protocol, plan: &Plan, dates: &Dates) -> Vec<DatedTaper> {
    let amounts = amounts(protocol, plan);
    let lay_out = |taper: &Taper| {
        let start = amounts.get(&taper.amount)?.clone();
        let held = plan.held.get(&taper.id).cloned().unwrap_or_default();
        let levels = levels(taper, &start, taper.starts.resolve(&dates.of)?, &held);
        Some(DatedTaper { id: taper.id.clone(), start, levels })
    };
    protocol.tapers.iter().filter_map(lay_out).collect()
}

/// Works the quantities out in rounds, so that one may use another that stands below it.
pub(super) fn quantities(protocol: &Protocol, plan: &Plan) -> (Vec<QuantityValue>, Vec<Notice>) {
    let amounts = amounts(protocol, plan);
    let mut done = BTreeMap::new();
    for _ in &protocol.quantities {
        for quantity in &protocol.quantities {
            if let Ok(outcome) = evaluate(&quantity.formula, &amounts, &done) {
                done.insert(quantity.id.clone(), outcome);
            }
        }
    }
    let (mut values, mut faults) = (Vec::new(), Vec::new());
    for quantity in &protocol.quantities {
        match evaluate(&quantity.formula, &amounts, &done).and_then(|outcome| rounded(quantity, &outcome)) {
            Ok(value) => values.push(value),
            Err(FormulaFault::Missing(_)) => {}
            Err(fault) => faults.push(Notice::NoQuantity { quantity: quantity.id.clone(), fault }),
        }
    }
    (values, faults)
}

fn rounded(quantity: &Quantity, outcome: &Outcome) -> Result<QuantityValue, FormulaFault> {
    let round = |value| quantity.rounding.as_ref().map_or(Some(value), |rounding| rounding.apply(value));
    let pair = |low, high| Bounds::between(low, high).ok_or(FormulaFault::TooLarge);
    let low = round(outcome.low).ok_or(FormulaFault::TooLarge)?;
    let high = round(outcome.high).ok_or(FormulaFault::TooLarge)?;
    Ok(QuantityValue {
        id: quantity.id.clone(),
        exact: pair(outcome.low, outcome.high)?,
        rounded: pair(low, high)?,
        unit: outcome.unit.clone(),
    })
}
