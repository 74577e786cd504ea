//! How often and how long: intervals, counts, lengths, blocks, stages.
//!
//! A pace is what one activity asks of one day. "Every 2 to 3 hours, 8 to 12 times
//! in 24 hours, 15 to 20 minutes" is one [`Pace`]; a ramp is several in a row.
//! Minutes of a day follow from it exactly: 8 to 12 sessions of 15 to 20 minutes
//! are 120 to 240 minutes (vector 9).
//!
//! It is apart from the grid, which turns a pace into clock times.
//!
//! Never: clock times of one person's day, dates.

use super::bounds::Bounds;
use super::clock::{ClockTime, Minutes};

/// What one activity asks of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How its sessions are spread.
    pub frequency: Frequency,
    /// The least number of them at night.
    pub at_night: Option<u32>,
    /// What one session is.
    pub body: Body,
}

/// How sessions are spread over a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// At intervals. Equal intervals by day and night are one series; unequal ones begin anew at bed time.
    Every {
        /// By day.
        day: Interval,
        /// By night; no series at night where there is none.
        night: Option<Interval>,
        /// How many in 24 hours.
        count: Option<Bounds<u32>>,
    },
    /// At these times of day, in order.
    At(Vec<ClockTime>),
    /// So many in 24 hours, at no set times.
    Count(Bounds<u32>),
}

/// The time from one session to the next: a value or a range, above nothing and at most a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    shortest: Minutes,
    longest: Minutes,
}

impl Interval {
    /// `None` unless nothing < `shortest` ≤ `longest` ≤ 24 hours.
    #[must_use]
    pub fn new(shortest: Minutes, longest: Minutes) -> Option<Self> {
        (Minutes(0) < shortest && shortest <= longest && longest <= Minutes::DAY).then_some(Self { shortest, longest })
    }

    /// The low end.
    #[must_use]
    pub fn shortest(self) -> Minutes {
        self.shortest
    }

    /// The high end.
    #[must_use]
    pub fn longest(self) -> Minutes {
        self.longest
    }

    /// Whether it is one value.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.shortest == self.longest
    }

    /// Whether the length lies within.
    #[must_use]
    pub fn contains(self, length: Minutes) -> bool {
        self.shortest <= length && length <= self.longest
    }

    /// How many sessions fit a stretch without a gap outside the range, ends of the stretch being sessions or borders.
    pub(super) fn sessions(self, stretch: Minutes) -> Bounds<u32> {
        let fewest = stretch.0.div_ceil(self.longest.0);
        let most = if self.is_exact() { fewest } else { stretch.0 / self.shortest.0 };
        Bounds::between(fewest, most.max(fewest)).unwrap_or(Bounds::exactly(fewest))
    }
}

/// What one session is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// As long as it takes.
    Open,
    /// A length.
    Length(Length),
    /// Times on and off in turn.
    Blocks(Blocks),
}

impl Body {
    /// How long one session takes, where that is said.
    #[must_use]
    pub fn minutes(&self) -> Option<Bounds<Minutes>> {
        match self {
            Self::Open => None,
            Self::Length(length) => Some(length.session()),
            Self::Blocks(blocks) => Some(Bounds::exactly(blocks.total())),
        }
    }
}

/// How long a session takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The minutes as said.
    pub minutes: Bounds<Minutes>,
    /// What they are said of.
    pub sides: Sides,
}

impl Length {
    /// The minutes of the whole session.
    #[must_use]
    pub fn session(self) -> Bounds<Minutes> {
        match self.sides {
            Sides::Whole | Sides::Together => self.minutes,
            Sides::Each => self.minutes.map(|m| Minutes(m.0 * 2)),
        }
    }
}

/// What the minutes of a session are said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// The session; sides are not spoken of.
    Whole,
    /// Each of two sides, one after the other.
    Each,
    /// Both sides at once.
    Together,
}

/// A session made of times on and off, with the totals that its source states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// In order.
    pub parts: Vec<Block>,
    /// The whole length, as stated.
    pub stated_total: Option<Minutes>,
    /// The time on, as stated.
    pub stated_on: Option<Minutes>,
}

/// One part of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// Doing it.
    On(Minutes),
    /// Resting.
    Off(Minutes),
}

impl Blocks {
    /// All parts together.
    #[must_use]
    pub fn total(&self) -> Minutes {
        Minutes(
            self.parts
                .iter()
                .map(|block| match block {
                    Block::On(m) | Block::Off(m) => m.0,
                })
                .sum(),
        )
    }

    /// The parts on.
    #[must_use]
    pub fn on(&self) -> Minutes {
        Minutes(
            self.parts
                .iter()
                .map(|block| match block {
                    Block::On(m) => m.0,
                    Block::Off(_) => 0,
                })
                .sum(),
        )
    }
}

/// One stage of a ramp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// How many days; the last stage may go on to the end of the phase.
    pub days: Option<u32>,
    /// What it asks of each day.
    pub pace: Pace,
}

impl Pace {
    /// How many sessions in 24 hours: as stated, else as the intervals allow.
    #[must_use]
    pub fn count(&self) -> Bounds<u32> {
        match &self.frequency {
            Frequency::Every { count: Some(count), .. } | Frequency::Count(count) => *count,
            Frequency::At(times) => Bounds::exactly(u32::try_from(times.len()).unwrap_or(u32::MAX)),
            Frequency::Every { day, night, count: None } => match night {
                Some(night) if night == day => day.sessions(Minutes::DAY),
                Some(_) | None => Bounds::at_least(1),
            },
        }
    }

    /// The longest interval, by day or night, where there are intervals.
    #[must_use]
    pub fn longest_interval(&self) -> Option<Minutes> {
        match &self.frequency {
            Frequency::Every { day, night, .. } => {
                Some(night.map_or(day.longest(), |night| night.longest().max(day.longest())))
            }
            Frequency::At(_) | Frequency::Count(_) => None,
        }
    }

    /// How many minutes in 24 hours, where the length of a session is said.
    #[must_use]
    pub fn minutes_per_day(&self) -> Option<Bounds<Minutes>> {
        let (count, minutes) = (self.count(), self.body.minutes()?);
        let product = |n: Option<u32>, m: Option<Minutes>| n.zip(m).map(|(n, m)| Minutes(n * m.0));
        match (product(count.low(), minutes.low()), product(count.high(), minutes.high())) {
            (Some(low), Some(high)) => Bounds::between(low, high),
            (Some(low), None) => Some(Bounds::at_least(low)),
            (None, Some(high)) => Some(Bounds::at_most(high)),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(parts: &[u32]) -> Blocks {
        let block = |(i, &m): (usize, &u32)| if i % 2 == 0 { Block::On(Minutes(m)) } else { Block::Off(Minutes(m)) };
        Blocks { parts: parts.iter().enumerate().map(block).collect(), stated_total: None, stated_on: None }
    }

    #[test]
    fn blocks_add_up() {
        let classic = blocks(&[20, 10, 10, 10, 10]);
        assert_eq!((classic.total(), classic.on()), (Minutes(60), Minutes(40)));
        let long = blocks(&[20, 10, 15, 10, 15]);
        assert_eq!((long.total(), long.on()), (Minutes(70), Minutes(50)));
    }

    #[test]
    fn minutes_a_side_count_twice() {
        let length = Length { minutes: Bounds::exactly(Minutes(10)), sides: Sides::Each };
        assert_eq!(length.session(), Bounds::exactly(Minutes(20)));
    }
}
