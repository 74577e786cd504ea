//! Chance that is the same in every run.
//!
//! Never: what is drawn.
#![allow(dead_code, unreachable_pub, reason = "each bench takes what it needs")]

/// Numbers that look as if nobody had chosen them, always the same.
pub struct Numbers(pub u64);

impl Numbers {
    /// A number below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    /// One of these words.
    pub fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}
