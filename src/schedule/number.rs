//! Exact numbers: fractions of whole numbers, always in lowest terms.
//!
//! 4.2 kg times 150 ml per kg, divided by 8 feeds, is 78.75 ml and nothing near
//! it. Fractions keep that true through any formula; rounding happens once, at
//! the end, by a rule that the protocol states.
//!
//! Arithmetic that would leave 128 bits gives `None`, which the caller reports.
//! Numbers in files and preferences are short, so this is a guard, not a case.
//!
//! Never: floating point, units.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// An exact rational number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    above: i128,
    below: i128,
}

impl Number {
    /// Nothing.
    pub const ZERO: Self = Self { above: 0, below: 1 };

    /// A whole number.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self { above: i128::from(value), below: 1 }
    }

    /// A decimal such as `4.2`: digits, then at most one point and more digits, with `-` before them if need be.
    /// At most nine digits on either side. `None` for any other text.
    #[must_use]
    pub fn decimal(text: &str) -> Option<Self> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let good = |s: &str| s.len() <= 9 && s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !good(whole) || !good(part) || (part.is_empty() && digits.contains('.')) {
            return None;
        }
        let below = 10_i128.pow(u32::try_from(part.len()).ok()?);
        let above = format!("{whole}{part}").parse::<i128>().ok()?;
        Self::ratio(sign * above, below)
    }

    /// An exact text such as `21/5` or `-3`, as [`Self::exact`] writes it. `None` for any other text.
    #[must_use]
    pub fn fraction(text: &str) -> Option<Self> {
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        let digits = above.strip_prefix('-').unwrap_or(above);
        let good = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !good(digits) || !good(below) {
            return None;
        }
        Self::ratio(above.parse().ok()?, below.parse().ok()?)
    }

    /// The number without any loss: whole, or a fraction in lowest terms, `21/5`.
    #[must_use]
    pub fn exact(self) -> String {
        if self.below == 1 { self.above.to_string() } else { format!("{}/{}", self.above, self.below) }
    }

    fn ratio(above: i128, below: i128) -> Option<Self> {
        if below == 0 {
            return None;
        }
        let divisor = gcd(above.checked_abs()?, below.checked_abs()?) * below.signum();
        Some(Self { above: above / divisor, below: below / divisor })
    }

    /// The product.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Self::ratio(self.above.checked_mul(other.above)?, self.below.checked_mul(other.below)?)
    }

    /// The quotient; `None` also where `other` is nothing.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        Self::ratio(self.above.checked_mul(other.below)?, self.below.checked_mul(other.above)?)
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        let above = self.above.checked_mul(other.below)?.checked_sub(other.above.checked_mul(self.below)?)?;
        Self::ratio(above, self.below.checked_mul(other.below)?)
    }

    /// The smallest multiple of `step` that is not below this number. `step` must be above nothing.
    #[must_use]
    pub fn up_to_multiple(self, step: Self) -> Option<Self> {
        let steps = self.over(step)?;
        let whole = -(-steps.above).div_euclid(steps.below);
        Self::ratio(whole, 1)?.times(step)
    }

    /// The nearest multiple of `step`; halfway goes up. `step` must be above nothing.
    #[must_use]
    pub fn nearest_multiple(self, step: Self) -> Option<Self> {
        let steps = self.over(step)?;
        let whole = steps.above.checked_mul(2)?.checked_add(steps.below)?.div_euclid(steps.below.checked_mul(2)?);
        Self::ratio(whole, 1)?.times(step)
    }

    /// The whole number, if it is one.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        if self.below == 1 { i64::try_from(self.above).ok() } else { None }
    }

    /// Whether it is below nothing.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.above < 0
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    /// By value. Whole parts first, then the remainders turned over: no product that could overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut flipped = false;
        loop {
            let (whole_a, whole_b) = (a.above.div_euclid(a.below), b.above.div_euclid(b.below));
            let (rest_a, rest_b) = (a.above.rem_euclid(a.below), b.above.rem_euclid(b.below));
            let order = whole_a.cmp(&whole_b).then_with(|| (rest_a != 0).cmp(&(rest_b != 0)));
            if order != Ordering::Equal || rest_a == 0 {
                return if flipped { order.reverse() } else { order };
            }
            (a, b) = (Self { above: a.below, below: rest_a }, Self { above: b.below, below: rest_b });
            flipped = !flipped;
        }
    }
}

impl fmt::Display for Number {
    /// As a decimal, exact where three places are enough, else rounded to three.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut whole, rest) = (self.above.div_euclid(self.below), self.above.rem_euclid(self.below));
        let (mut thousandths, rest) = (0..3).fold((0_u32, rest), |(digits, rest), _| {
            let (digit, rest) = next_digit(rest, self.below);
            (digits * 10 + digit, rest)
        });
        // Halfway goes up.
        if rest >= self.below - rest {
            thousandths += 1;
        }
        if thousandths == 1000 {
            (whole, thousandths) = (whole + 1, 0);
        }
        let sign = if whole < 0 { "-" } else { "" };
        // -0.25 is -1 and 750 thousandths.
        if whole < 0 && thousandths > 0 {
            (whole, thousandths) = (whole + 1, 1000 - thousandths);
        }
        match format!("{thousandths:03}").trim_end_matches('0') {
            "" => write!(f, "{sign}{}", whole.unsigned_abs()),
            digits => write!(f, "{sign}{}.{digits}", whole.unsigned_abs()),
        }
    }
}

/// Ten times `rest`, divided by `below`, and what is left over; nothing in between leaves 128 bits.
fn next_digit(rest: i128, below: i128) -> (u32, i128) {
    (0..10).fold(
        (0, 0),
        |(digit, sum), _| {
            if sum >= below - rest { (digit + 1, sum - (below - rest)) } else { (digit, sum + rest) }
        },
    )
}

impl Serialize for Number {
    /// As the text of its decimal, so that no reader makes a float of it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::decimal(text).expect("a decimal")
    }

    #[test]
    fn arithmetic_is_exact() {
        let day = n("150").times(n("4.2")).expect("small");
        assert_eq!(day, n("630"));
        let feed = day.over(n("8")).expect("small");
        assert_eq!(feed.to_string(), "78.75");
        assert_eq!(feed.up_to_multiple(n("5")), Some(n("80")));
        assert_eq!(feed.nearest_multiple(n("5")), Some(n("80")));
        assert_eq!(n("80").up_to_multiple(n("5")), Some(n("80")));
        assert_eq!(n("1").over(Number::ZERO), None);
        assert_eq!(n("1").over(n("3")).map(|x| x.to_string()).as_deref(), Some("0.333"));
    }

    #[test]
    fn any_number_can_be_shown_and_written_exactly() {
        for (number, shown) in [
            ("1/3", "0.333"),
            ("2/3", "0.667"),
            ("-1/4", "-0.25"),
            ("-7/2000", "-0.003"),
            ("1999/2000", "1"),
            ("-1/2001", "0"),
            ("170141183460469231731687303715884105727/2", "85070591730234615865843651857942052863.5"),
            ("1/170141183460469231731687303715884105727", "0"),
            ("170141183460469231731687303715884105726/170141183460469231731687303715884105727", "1"),
        ] {
            let read = Number::fraction(number).expect("a fraction");
            assert_eq!((read.exact().as_str(), read.to_string().as_str()), (number, shown));
        }
        assert_eq!(Number::fraction("84/20"), Some(n("4.2")));
        for bad in ["", "/", "1/", "/2", "1/0", "+1", "1/-2", "1.5", "--1", "170141183460469231731687303715884105728"] {
            assert_eq!(Number::fraction(bad), None, "{bad}");
        }
    }

    #[test]
    fn order_is_by_value() {
        let mut all = [n("0.5"), n("-1"), n("0.333"), n("2"), n("-0.25"), n("0.75")];
        all.sort();
        assert_eq!(all, [n("-1"), n("-0.25"), n("0.333"), n("0.5"), n("0.75"), n("2")]);
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        for bad in ["", "-", ".5", "5.", "1e3", "1_000", "0x5", "1.2.3", "1234567890", "½"] {
            assert_eq!(Number::decimal(bad), None, "{bad}");
        }
    }
}
