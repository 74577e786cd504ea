//! A value or a range of values, with one end open if need be.
//!
//! Protocols rarely say one number: "8 to 12", "15 to 20 minutes", "at least 5".
//! [`Bounds`] holds all of these in one shape, and its constructors keep the one
//! rule: the low end is not above the high end, and there is at least one end.
//!
//! It is apart because counts, minutes, days and amounts all share it.
//!
//! Never: units, or what a bound is for.

/// A closed range; either end may be open, not both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds<T> {
    low: Option<T>,
    high: Option<T>,
}

impl<T: Copy + Ord> Bounds<T> {
    /// Exactly this value.
    pub fn exactly(value: T) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// From `low` to `high`, both included; `None` where `low` is the greater.
    pub fn between(low: T, high: T) -> Option<Self> {
        (low <= high).then_some(Self { low: Some(low), high: Some(high) })
    }

    /// This value or more.
    pub fn at_least(low: T) -> Self {
        Self { low: Some(low), high: None }
    }

    /// This value or less.
    pub fn at_most(high: T) -> Self {
        Self { low: None, high: Some(high) }
    }

    /// The low end, if there is one.
    pub fn low(self) -> Option<T> {
        self.low
    }

    /// The high end, if there is one.
    pub fn high(self) -> Option<T> {
        self.high
    }

    /// Whether the value lies within, ends included.
    pub fn contains(self, value: T) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }

    /// Whether some value lies within both.
    pub fn meets(self, other: Self) -> bool {
        let below = |low: Option<T>, high: Option<T>| low.zip(high).is_none_or(|(low, high)| low <= high);
        below(self.low, other.high) && below(other.low, self.high)
    }

    /// The same range of something else. `f` must keep the order.
    pub fn map<U: Copy + Ord>(self, f: impl Fn(T) -> U) -> Bounds<U> {
        Bounds { low: self.low.map(&f), high: self.high.map(&f) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_included_and_may_be_open() {
        assert!(Bounds::between(12, 8).is_none());
        let eight_to_twelve = Bounds::between(8, 12).expect("8 is below 12");
        assert!(eight_to_twelve.contains(8) && eight_to_twelve.contains(12) && !eight_to_twelve.contains(13));
        assert!(Bounds::at_least(5).contains(500) && !Bounds::at_most(5).contains(6));
        assert!(eight_to_twelve.meets(Bounds::at_least(12)) && !eight_to_twelve.meets(Bounds::at_least(13)));
    }
}
