//! The small language inside protocol values: `2-3h`, `due - 6 weeks`, `20 on, 10 off`.
//!
//! Every value that has a rule is written as a plain text, and each such text is
//! read once, here, into a type of the core. [`Notation`] joins the two directions:
//! what is printed reads back as the same value. A [`Fault`] says what is wrong and
//! at which bytes of the text, so a finding underlines the one wrong word.
//!
//! One grammar for all: numbers are decimals; ranges are `8-12`, `at least 5`,
//! `at most 3`; lengths of time `2h`, `30 min`; days `3 days`, `6 weeks`; distances
//! `start + 3 days`. `reference/values` in the manual lists it.
//!
//! Never: YAML, files, which key a value belongs to.

mod amount;
mod cursor;
mod date;
mod days;
mod pattern;
mod time;

pub use amount::{Count, Cuts, FieldScale, Quantified};
pub use cursor::{Cursor, Fault, FaultKind};
pub use date::{Alerting, Begin, CountingFrom, Knowing, Names};
pub use days::{DayCount, DayCounts, Needed};
pub use pattern::{NAME, Written};
pub use time::{BlockList, Every, Nights, Quiet};

/// A value with a written form.
pub trait Notation: Sized {
    /// What to write, with an example or two: "a length of time, such as `15 min` or `15-20 min`".
    const WHAT: &'static str;

    /// Reads the value from where the cursor stands.
    ///
    /// # Errors
    /// What does not fit, and where.
    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault>;

    /// The written form. Reading it gives the same value.
    fn print(&self) -> String;
}

/// Reads a whole text.
///
/// # Errors
/// What does not fit, and where; text after the value included.
pub fn read<T: Notation>(text: &str) -> Result<T, Fault> {
    let mut cursor = Cursor::new(text);
    let value = T::read(&mut cursor)?;
    cursor.end()?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::pattern::tests::Judge;
    use super::*;
    use crate::schedule::{DateExpr, Formula, Length, Offset, Period, Rounding};

    /// Reads, prints, reads again; the second print must equal the first and the expected form. Both fit the pattern.
    fn law<T: Written + PartialEq + std::fmt::Debug>(pairs: &[(&str, &str)]) {
        let pattern = Judge::new(&T::pattern());
        for (written, printed) in pairs {
            let value = read::<T>(written).unwrap_or_else(|fault| panic!("{written}: {fault:?}"));
            assert_eq!(value.print(), *printed, "{written}");
            assert_eq!(read::<T>(printed), Ok(value), "{printed}");
            assert!(pattern.fits(written) && pattern.fits(printed), "{written}, {printed}");
        }
    }

    #[test]
    fn what_is_printed_reads_back() {
        law::<Every>(&[
            ("2-3h", "2-3h"),
            ("2 - 3 hours", "2-3h"),
            ("2h by day, 3h by night", "2h by day, 3h by night"),
            ("4h by day", "4h by day"),
            ("90 min", "1h 30 min"),
        ]);
        law::<Length>(&[
            ("15-20 min", "15-20 min"),
            ("10 min a side", "10 min a side"),
            ("at least 10 min", "at least 10 min"),
            ("20 minutes together", "20 min together"),
        ]);
        law::<Count>(&[("8-12", "8-12"), ("at least 5", "at least 5"), ("at most 3", "at most 3"), ("1", "1")]);
        law::<DateExpr>(&[
            ("due - 6 weeks", "due - 6 weeks"),
            ("start + 1 day", "start + 1 day"),
            ("due-date", "due-date"),
            ("earlier of hormone-stop, arrival - 1 month", "earlier of hormone-stop, arrival - 1 month"),
        ]);
        law::<Begin>(&[("due - 6 months or earlier", "due - 6 months or earlier"), ("start", "start")]);
        law::<Offset>(&[("- 6 months", "- 6 months"), ("+ 3 days", "+ 3 days")]);
        law::<Period>(&[("week", "1 week"), ("14 days", "14 days"), ("Monday", "Monday")]);
        law::<BlockList>(&[("20 on, 10 off, 15 on", "20 on, 10 off, 15 on")]);
        law::<Cuts>(&[("30 ml, 30 ml, then 30-60 ml", "30 ml, 30 ml, then 30-60 ml"), ("10 %", "10 %")]);
        law::<DayCounts>(&[("3 days, then 2-3 days", "3 days, then 2-3 days"), ("1 week", "7 days")]);
        law::<Formula>(&[
            ("150-200 ml/kg x weight / feeds", "150-200 ml/kg x weight / feeds"),
            ("full-day * 2", "full-day x 2"),
        ]);
        law::<Rounding>(&[("up to 5 ml", "up to 5 ml"), ("nearest 0.5 kg", "nearest 0.5 kg")]);
        law::<CountingFrom>(&[("start is day 0", "start is day 0")]);
        law::<Knowing>(&[
            ("planning", "planning"),
            ("computed from due - 8 weeks", "computed from due - 8 weeks"),
            ("end of taper top-up", "end of taper top-up"),
        ]);
        law::<Needed>(&[("30 days + 28 days", "30 days + 28 days")]);
        law::<Names>(&[("pump, power-pump", "pump, power-pump")]);
        law::<Alerting>(&[("arrival before hormone-stop", "arrival before hormone-stop")]);
        law::<Quiet>(&[("23:00-05:00", "23:00-05:00")]);
    }

    #[test]
    fn a_fault_points_at_the_wrong_word() {
        let at = |fault: Result<Every, Fault>| fault.map_err(|fault| fault.range);
        assert_eq!(at(read("2-3 weeks")), Err(4..9));
        assert_eq!(at(read("3-2h")), Err(0..4));
        assert_eq!(at(read("2h by day, 3h by moonlight")), Err(17..26));
        assert_eq!(at(read("2h often")), Err(3..8));
        assert_eq!(read::<DateExpr>("due - weeks").map_err(|fault| fault.range), Err(6..11));
        assert_eq!(read::<DayCount>("at least at most 4 weeks").map_err(|fault| fault.range), Err(9..11));
        assert_eq!(read::<Every>("").map_err(|fault| fault.kind), Err(FaultKind::Number));
    }
}
