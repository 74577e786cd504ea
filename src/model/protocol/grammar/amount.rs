//! Counts, amounts with units, formulas, steps of a taper.
//!
//! `8-12`, `at least 5`, `4.2 kg`, `150-200 ml/kg x weight / feeds`, `up to 5 ml`,
//! `30 ml, 30 ml, then 30-60 ml`.
//!
//! Never: units of time, which have a file of their own.

use super::Notation;
use super::cursor::{Cursor, Fault, FaultKind};
use crate::schedule::{Amount, Bounds, Cut, Factor, Formula, Number, Operation, Rounding, Term, Unit};

/// How many: `3`, `8-12`, `at least 5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub Bounds<u32>);

/// A number or a range, with its unit: `1.5-12 kg`, `at least 1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantified {
    /// The numbers.
    pub bounds: Bounds<Number>,
    /// Their unit.
    pub unit: Unit,
}

/// What the steps of a taper take off; the last goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cuts {
    /// Each step.
    pub cuts: Vec<Cut>,
    /// The unit of those that are amounts; none where all are hundredths.
    pub unit: Option<Unit>,
}

/// The ends of a scale: `0-10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldScale {
    /// The low end.
    pub low: u32,
    /// The high end.
    pub high: u32,
}

impl Notation for Count {
    const WHAT: &'static str = "how many, such as `3`, `8-12` or `at least 5`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        bounds(cursor, Cursor::whole).map(Self)
    }

    fn print(&self) -> String {
        print_bounds(self.0)
    }
}

impl Notation for FieldScale {
    const WHAT: &'static str = "the ends of a scale, such as `0-10`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let start = cursor.start();
        let bounds = bounds(cursor, Cursor::whole)?;
        let ends = bounds.low().zip(bounds.high()).filter(|(low, high)| low < high);
        ends.map(|(low, high)| Self { low, high }).ok_or_else(|| cursor.fault_since(start, FaultKind::Backwards))
    }

    fn print(&self) -> String {
        format!("{}-{}", self.low, self.high)
    }
}

fn bounds<'a, T: Copy + Ord>(
    cursor: &mut Cursor<'a>,
    read: impl Fn(&mut Cursor<'a>) -> Result<T, Fault>,
) -> Result<Bounds<T>, Fault> {
    if cursor.words("at least") {
        return read(cursor).map(Bounds::at_least);
    }
    if cursor.words("at most") {
        return read(cursor).map(Bounds::at_most);
    }
    let start = cursor.start();
    let first = read(cursor)?;
    if !cursor.dash() {
        return Ok(Bounds::exactly(first));
    }
    let second = read(cursor)?;
    Bounds::between(first, second).ok_or_else(|| cursor.fault_since(start, FaultKind::Backwards))
}

fn print_bounds<T: Copy + Ord + ToString>(bounds: Bounds<T>) -> String {
    let text = |end: Option<T>| end.map_or_else(String::new, |end| end.to_string());
    match (bounds.low(), bounds.high()) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{}-{}", low.to_string(), high.to_string()),
        (Some(low), None) => format!("at least {}", low.to_string()),
        (None, high) => format!("at most {}", text(high)),
    }
}

impl Notation for Unit {
    const WHAT: &'static str = "a unit, such as `ml` or `ml/kg`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let first = cursor.word();
        if first.is_empty() {
            return Err(cursor.fault(FaultKind::Word("a unit")));
        }
        let mut under = Vec::new();
        while cursor.is_close('/') {
            cursor.sign('/');
            under.push(cursor.word().to_owned());
        }
        Ok(Self::new(vec![first.to_owned()], under))
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

/// The unit after a number, if one follows. `x` and `or` are no units.
fn maybe_unit(cursor: &mut Cursor<'_>) -> Result<Unit, Fault> {
    match cursor.peek_word() {
        "" | "x" | "then" => Ok(Unit::none()),
        _ => Unit::read(cursor),
    }
}

impl Notation for Amount {
    const WHAT: &'static str = "a number with its unit, such as `4.2 kg`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let value = cursor.number()?;
        Ok(Self { value, unit: maybe_unit(cursor)? })
    }

    fn print(&self) -> String {
        self.to_string()
    }
}

impl Notation for Quantified {
    const WHAT: &'static str = "a number or a range with its unit, such as `1-15 kg` or `at least 1`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let bounds = bounds(cursor, Cursor::number)?;
        Ok(Self { bounds, unit: maybe_unit(cursor)? })
    }

    fn print(&self) -> String {
        let unit = if self.unit.is_none() { String::new() } else { format!(" {}", self.unit) };
        print_bounds(self.bounds) + &unit
    }
}

impl Notation for Rounding {
    const WHAT: &'static str = "how to round, such as `up to 5 ml` (the next multiple of 5 ml) or `nearest 10 ml`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let up = cursor.words("up to");
        if !up && !cursor.words("nearest") {
            return Err(cursor.fault(FaultKind::Word("`up to` or `nearest`")));
        }
        let start = cursor.start();
        let step = Amount::read(cursor)?;
        if step.value <= Number::ZERO {
            return Err(cursor.fault_since(start, FaultKind::Nothing));
        }
        Ok(if up { Self::UpTo(step) } else { Self::Nearest(step) })
    }

    fn print(&self) -> String {
        match self {
            Self::UpTo(step) => format!("up to {step}"),
            Self::Nearest(step) => format!("nearest {step}"),
        }
    }
}

impl Notation for Formula {
    const WHAT: &'static str = "a calculation, such as `150 ml/kg x weight` or `full-day / feeds`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let first = term(cursor)?;
        let mut rest = Vec::new();
        loop {
            let operation = if cursor.words("x") || cursor.sign('*') || cursor.sign('×') {
                Operation::Times
            } else if cursor.sign('/') {
                Operation::Over
            } else {
                return Ok(Self { first, rest });
            };
            rest.push(Factor { operation, term: term(cursor)? });
        }
    }

    fn print(&self) -> String {
        let factor = |factor: &Factor| match factor.operation {
            Operation::Times => format!(" x {}", print_term(&factor.term)),
            Operation::Over => format!(" / {}", print_term(&factor.term)),
        };
        print_term(&self.first) + &self.rest.iter().map(factor).collect::<String>()
    }
}

fn term(cursor: &mut Cursor<'_>) -> Result<Term, Fault> {
    if cursor.peek_word().is_empty() {
        let value = Quantified::read(cursor)?;
        return Ok(Term::Constant(value.bounds, value.unit));
    }
    cursor.name().map(|name| Term::Named(name.to_owned()))
}

fn print_term(term: &Term) -> String {
    match term {
        Term::Constant(bounds, unit) => Quantified { bounds: *bounds, unit: unit.clone() }.print(),
        Term::Named(name) => name.clone(),
    }
}

impl Notation for Cuts {
    const WHAT: &'static str = "steps, such as `30 ml` or `30 ml, 30 ml, then 30-60 ml`";

    fn read(cursor: &mut Cursor<'_>) -> Result<Self, Fault> {
        let of_first = std::cell::OnceCell::new();
        let cuts = rows(cursor, |cursor| {
            let start = cursor.start();
            let step = Quantified::read(cursor)?;
            if step.bounds.low().or(step.bounds.high()).is_none_or(|least| least <= Number::ZERO) {
                return Err(cursor.fault_since(start, FaultKind::Nothing));
            }
            if step.unit == Unit::word("%") {
                return Ok(Cut::Percent(step.bounds));
            }
            if *of_first.get_or_init(|| step.unit.clone()) != step.unit {
                return Err(cursor.fault_since(start, FaultKind::Word("a step in the unit of the first")));
            }
            Ok(Cut::By(step.bounds))
        })?;
        let unit = of_first.into_inner();
        Ok(Self { cuts, unit })
    }

    fn print(&self) -> String {
        let unit = self.unit.clone().unwrap_or_default();
        let cut = |cut: &Cut| match cut {
            Cut::By(bounds) => Quantified { bounds: *bounds, unit: unit.clone() }.print(),
            Cut::Percent(bounds) => Quantified { bounds: *bounds, unit: Unit::word("%") }.print(),
        };
        row_words(self.cuts.iter().map(cut).collect())
    }
}

/// Items separated by commas, the last perhaps after `then`.
pub(super) fn rows<'a, T>(
    cursor: &mut Cursor<'a>,
    read: impl Fn(&mut Cursor<'a>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut items = vec![read(cursor)?];
    while cursor.sign(',') {
        let last = cursor.words("then");
        items.push(read(cursor)?);
        if last {
            break;
        }
    }
    Ok(items)
}

/// The same in writing.
pub(super) fn row_words(mut items: Vec<String>) -> String {
    match items.pop() {
        Some(last) if !items.is_empty() => format!("{}, then {last}", items.join(", ")),
        Some(last) => last,
        None => String::new(),
    }
}
