//! A number with its unit, and the rules for rounding it.
//!
//! Units are words that the protocol chooses (`ml`, `kg`, `repetitions`); the
//! engine knows none of them. It knows only that `ml/kg` times `kg` is `ml`, which
//! is enough to catch a formula put together the wrong way.
//!
//! Never: conversion between units (a protocol declares it for print), floats.

use super::number::Number;
use serde::Serialize;
use std::fmt;

/// What a number counts: words multiplied, over words divided by. Both lists are sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    over: Vec<String>,
    under: Vec<String>,
}

impl Unit {
    /// No unit: a plain count.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The words above and below the line; a word on both sides cancels.
    #[must_use]
    pub fn new(over: Vec<String>, under: Vec<String>) -> Self {
        let mut unit = Self { over: Vec::new(), under };
        for word in over {
            match unit.under.iter().position(|w| *w == word) {
                Some(i) => drop(unit.under.remove(i)),
                None => unit.over.push(word),
            }
        }
        unit.over.sort();
        unit.under.sort();
        unit
    }

    /// One word.
    #[must_use]
    pub fn word(word: &str) -> Self {
        Self::new(vec![word.to_owned()], Vec::new())
    }

    /// The unit that is shown as this text: `ml`, `ml/kg`, none for an empty one.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut parts = text.split('/').map(str::to_owned);
        let over = parts.next().unwrap_or_default();
        let over = over.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self::new(over, parts.collect())
    }

    /// The unit of a product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        Self::new([&self.over[..], &other.over].concat(), [&self.under[..], &other.under].concat())
    }

    /// The unit of a quotient.
    #[must_use]
    pub fn over(&self, other: &Self) -> Self {
        Self::new([&self.over[..], &other.under].concat(), [&self.under[..], &other.over].concat())
    }

    /// Whether it is a plain count.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.over.is_empty() && self.under.is_empty()
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.over.join(" "))?;
        self.under.iter().try_for_each(|word| write!(f, "/{word}"))
    }
}

impl Serialize for Unit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Amount {
    /// How much.
    pub value: Number,
    /// Of what.
    pub unit: Unit,
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)?;
        if self.unit.is_none() { Ok(()) } else { write!(f, " {}", self.unit) }
    }
}

/// How a result is rounded for print. The step is above nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Up to a multiple of this, never down.
    UpTo(Amount),
    /// To the nearest multiple of this; halfway goes up.
    Nearest(Amount),
}

impl Rounding {
    /// The multiple that results are rounded to.
    #[must_use]
    pub fn step(&self) -> &Amount {
        match self {
            Self::UpTo(step) | Self::Nearest(step) => step,
        }
    }

    /// The rounded value; `None` where the numbers are too large.
    #[must_use]
    pub fn apply(&self, value: Number) -> Option<Number> {
        match self {
            Self::UpTo(step) => value.up_to_multiple(step.value),
            Self::Nearest(step) => value.nearest_multiple(step.value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_cancel() {
        let rate = Unit::new(vec!["ml".into()], vec!["kg".into()]);
        assert_eq!(rate.times(&Unit::word("kg")), Unit::word("ml"));
        assert_eq!(Unit::word("ml").over(&Unit::word("ml")), Unit::none());
        assert_eq!(rate.to_string(), "ml/kg");
        for unit in [rate.times(&Unit::word("feed")), Unit::none(), Unit::none().over(&rate), Unit::word("ml")] {
            assert_eq!(Unit::of(&unit.to_string()), unit);
        }
    }
}
