//! Whole protocols made up by chance, as texts, and plans for them.
//!
//! A [`Generated`] protocol is a file as a person would write it, so that whoever
//! reads it tests the language together with the engine. It is good by construction:
//! phases follow one another, names exist, counts fit their intervals. The few that
//! are not are for the reader to discard.
//!
//! Everything is decided by [`Draws`], a list of numbers. When the numbers run out
//! every further decision is the plainest one, and a smaller number is a plainer
//! decision; so proptest shrinks a protocol by shrinking a list of numbers.
//!
//! How to use it: draw `some_protocol()`, read its `text`, ask `plan(&core)` for a plan.
//! For any other protocol draw `some_draws()` and call `plan_for(&core, draws)`.
//! The same draws always give the same text and the same plan.
//!
//! The folder `generate/` belongs to this file.
//!
//! Never: an assertion, an expected value.
#![allow(dead_code, reason = "several tests include this file, and none uses all of it")]

#[path = "generate/days.rs"]
mod days;
#[path = "generate/parts.rs"]
mod parts;
#[path = "generate/plan.rs"]
mod plan;

pub use plan::plan_for;
use proptest::prelude::*;

/// Numbers to decide by, taken one after the other.
#[derive(Clone, Debug, Default)]
pub struct Draws {
    numbers: Vec<u32>,
    next: usize,
}

impl Draws {
    /// A number below `n`, which is above nothing; 0 when the numbers have run out.
    pub fn below(&mut self, n: u32) -> u32 {
        let number = self.numbers.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        number % n
    }

    /// A number from `low` to `high`, both included.
    pub fn within(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// True once in so many times.
    pub fn one_in(&mut self, n: u32) -> bool {
        self.below(n) + 1 == n
    }

    /// One of these; the first is the plainest.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let n = u32::try_from(items.len()).unwrap_or(u32::MAX);
        &items[self.below(n) as usize]
    }
}

/// A protocol made up by chance.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The file. It uses no shared block.
    pub text: String,
    /// Whether it has neither months nor days of the week: then moving every date of
    /// a plan by some days moves the whole schedule by as many.
    pub moves_freely: bool,
    draws: Draws,
}

impl Generated {
    /// A plan for it; `protocol` is what was read from the text.
    pub fn plan(&self, protocol: &latchwork::schedule::Protocol) -> latchwork::schedule::Plan {
        plan_for(protocol, self.draws.clone())
    }
}

/// Numbers for one plan.
pub fn some_draws() -> impl Strategy<Value = Draws> {
    prop::collection::vec(any::<u32>(), 0..80).prop_map(|numbers| Draws { numbers, next: 0 })
}

/// A protocol, with the numbers for a plan of its own.
pub fn some_protocol() -> impl Strategy<Value = Generated> {
    let numbers = prop::collection::vec(any::<u32>(), 0..500);
    (numbers, some_draws()).prop_map(|(numbers, draws)| {
        let (text, moves_freely) = parts::protocol(Draws { numbers, next: 0 });
        Generated { text, moves_freely, draws }
    })
}
