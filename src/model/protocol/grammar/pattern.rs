//! The small language once more, as patterns and examples for editors.
//!
//! An editor cannot run our reader, so each value also has a regular expression
//! that everything good matches. It may let through what the reader refuses, such
//! as `3-2h`; it never refuses what the reader takes, and the tests hold it to
//! the reader's own examples. Only what every engine knows is used: classes,
//! groups and repetitions.
//!
//! Never: how a value is read.

#[cfg(test)]
use super::read;
use super::{
    Alerting, Begin, BlockList, Count, CountingFrom, Cuts, DayCount, DayCounts, Every, FieldScale, Knowing, Names,
    Needed, Nights, Notation, Quantified, Quiet,
};
use crate::schedule::{Amount, ClockTime, DateExpr, DayRule, Formula, Length, Minutes, Offset, Period, Rounding, Unit};

/// A value whose written form can be described to an editor.
pub trait Written: Notation {
    /// Good examples, the most usual first.
    const EXAMPLES: &'static [&'static str];

    /// A regular expression for the whole value, without `^` and `$`.
    fn pattern() -> String;
}

/// A name: of a date, a phase, an activity. The rule is that of [`crate::schedule::Id`].
pub const NAME: &str = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";

const NUMBER: &str = "[0-9.]+";
const TIME_UNIT: &str = "(?:h|hours?|min|minutes?)";
const DAY_UNIT: &str = "(?:days?|weeks?|months?)";
const WEEKDAY: &str = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
/// A sign of a unit: of any script, so what it is not. `\p{L}` is not known to all that read schemas.
const UNIT_WORD: &str = r"[^\s0-9.,;:/()\[\]{}+*×–-]";
const DASH: &str = r"\s*[-–]\s*";

/// One or more, separated by commas.
fn listed(item: &str) -> String {
    format!(r"{item}(?:\s*,\s*{item})*")
}

/// One or more, separated by commas, the last perhaps after `then`.
fn rows(item: &str) -> String {
    format!(r"{item}(?:\s*,\s*(?:then\s*)?{item})*")
}

/// `at least 5`, `at most 5`, `5`, `5-8`.
fn bounds(item: &str) -> String {
    format!(r"(?:at\s+(?:least|most)\s*{item}|{item}(?:{DASH}{item})?)")
}

fn minutes() -> String {
    format!(r"{NUMBER}\s*{TIME_UNIT}(?:\s*{NUMBER}\s*min(?:utes?)?)?")
}

fn minutes_range() -> String {
    let time = minutes();
    format!("(?:(?:{time}|{NUMBER}){DASH})?{time}")
}

fn minutes_bounds() -> String {
    format!(r"(?:at\s+(?:least|most)\s*{}|{})", minutes(), minutes_range())
}

fn unit() -> String {
    format!(r"{UNIT_WORD}+(?:/\s*{UNIT_WORD}*)*")
}

fn quantified() -> String {
    format!(r"{}(?:\s*{})?", bounds(NUMBER), unit())
}

fn amount() -> String {
    format!(r"{NUMBER}(?:\s*{})?", unit())
}

fn clock() -> String {
    format!(r"{NUMBER}\s*:\s*{NUMBER}")
}

fn offset() -> String {
    format!(r"[-+–]\s*{NUMBER}\s*{DAY_UNIT}")
}

fn date() -> String {
    let moment = format!(r"{NAME}(?:\s*{})?", offset());
    format!(r"(?:(?:earlier|later)\s+of\s+{}|{moment})", listed(&moment))
}

fn days() -> String {
    format!(r"(?:at\s+(?:least|most)\s*)?{NUMBER}(?:{DASH}{NUMBER})?\s*(?:days?|weeks?)")
}

fn period() -> String {
    format!(r"(?:{WEEKDAY}|(?:{NUMBER}\s*)?{DAY_UNIT})")
}

macro_rules! written {
    ($($name:ty: $pattern:expr, [$($example:literal),+];)*) => {
        $(impl Written for $name {
            const EXAMPLES: &'static [&'static str] = &[$($example),+];

            fn pattern() -> String {
                $pattern
            }
        })*

        /// The pattern and the reader of every notation, compared by `judge`.
        #[cfg(test)]
        fn each(mut judge: impl FnMut(&'static [&'static str], &str, fn(&str) -> bool)) {
            $(judge(<$name>::EXAMPLES, &<$name>::pattern(), |text| read::<$name>(text).is_ok());)*
        }
    };
}

written! {
    Minutes: minutes(), ["3h", "45 min", "1h 30 min"];
    Length: format!(r"{}(?:\s*(?:a\s+side|together))?", minutes_bounds()),
        ["15-20 min", "10 min a side", "20 min together", "at least 10 min"];
    Every: format!(r"{0}(?:\s*by\s+day(?:\s*,\s*{0}\s*by\s+night)?)?", minutes_range()),
        ["3h", "2-3h", "2h by day, 3h by night", "4h by day"];
    Nights: format!(r"at\s+least\s*{NUMBER}"), ["at least 1"];
    ClockTime: clock(), ["06:00", "21:30"];
    Quiet: format!("{0}{DASH}{0}", clock()), ["23:00-05:00"];
    BlockList: listed(&format!(r"{NUMBER}\s*{TIME_UNIT}?\s*(?:on|off)")), ["20 on, 10 off, 10 on"];
    Count: bounds(NUMBER), ["3", "8-12", "at least 5", "at most 8"];
    FieldScale: format!("{NUMBER}{DASH}{NUMBER}"), ["0-10", "0-3"];
    Unit: unit(), ["kg", "ml", "ml/kg"];
    Amount: amount(), ["30 ml", "4.2 kg", "8"];
    Quantified: quantified(), ["1-15 kg", "0-2000 ml", "at least 1"];
    Rounding: format!(r"(?:up\s+to|nearest)\s*{}", amount()), ["up to 5 ml", "nearest 10 ml"];
    Formula: format!(r"{0}(?:\s*[x*×/]\s*{0})*", format!("(?:{}|{NAME})", quantified())),
        ["150 ml/kg x weight", "full-day / feeds"];
    Cuts: rows(&quantified()), ["30 ml", "30 ml, 30 ml, then 30-60 ml", "10 %"];
    Offset: offset(), ["+ 3 days", "- 6 weeks"];
    DateExpr: date(), ["start", "start + 6 days", "due - 6 weeks", "earlier of birth, due"];
    Begin: format!(r"{}(?:\s*or\s+earlier)?", date()), ["start", "start + 7 days", "due - 6 months or earlier"];
    Knowing: format!(r"(?:planning|event|decision|computed\s+from\s+{}|end\s+of\s+taper\s+{NAME})", date()),
        ["planning", "event", "decision", "computed from due - 8 weeks", "end of taper supplement"];
    CountingFrom: format!(r"{NAME}\s+is\s+day\s*0*[01](?:\.0*)?"), ["start is day 0", "surgery is day 1"];
    Alerting: format!(r"{0}\s+(?:before|after)\s+{0}", date()), ["arrival before hormone-stop"];
    Names: listed(NAME), ["pump", "pump, power-pump"];
    DayCount: days(), ["7 days", "2-5 days", "at least 4 weeks"];
    DayCounts: rows(&days()), ["3 days", "3 days, 3 days, then 2-3 days"];
    Needed: format!(r"{0}(?:\s*\+\s*{0})*", days()), ["58 days", "30 days + 28 days"];
    Period: period(), ["week", "14 days", "month", "Monday"];
    DayRule: format!(r"(?:every\s*{}|{})", period(), listed(&period())),
        ["every 2 days", "Monday, Thursday"];
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use boon::{Compiler, SchemaIndex, Schemas};
    use serde_json::json;

    /// A pattern as an independent reader of schemas sees it.
    pub(in crate::model::protocol::grammar) struct Judge(Schemas, SchemaIndex);

    impl Judge {
        pub(in crate::model::protocol::grammar) fn new(pattern: &str) -> Self {
            let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
            let schema = json!({"pattern": format!(r"^\s*(?:{pattern})\s*$")});
            compiler.add_resource("pattern.json", schema).expect("the address is good");
            let index = compiler.compile("pattern.json", &mut schemas).expect("the pattern is a regular expression");
            Self(schemas, index)
        }

        pub(in crate::model::protocol::grammar) fn fits(&self, text: &str) -> bool {
            self.0.validate(&json!(text), self.1).is_ok()
        }
    }

    #[test]
    fn every_example_is_read_and_fits() {
        each(|examples, pattern, reads| {
            let judge = Judge::new(pattern);
            for example in examples {
                assert!(reads(example), "{example} is not read");
                assert!(judge.fits(example), "{example} does not fit {pattern}");
            }
        });
    }

    #[test]
    fn no_pattern_fits_what_is_plainly_wrong() {
        each(|_, pattern, reads| {
            let judge = Judge::new(pattern);
            for wrong in ["", "soon", "2h often", "-", "10 min at night, if needed", "Start", "3, 4 and 5"] {
                assert_eq!(judge.fits(wrong), reads(wrong), "{wrong}: {pattern}");
            }
        });
    }

    /// Words and signs of the language.
    const TOKENS: [&str; 45] = [
        "",
        " ",
        "  ",
        "3",
        "12",
        "0",
        "1.5",
        "-",
        "–",
        "+",
        ",",
        "/",
        "*",
        "x",
        ":",
        "%",
        "h",
        "hours",
        "min",
        "day",
        "days",
        "week",
        "months",
        "ml",
        "kg",
        "°C",
        "at least",
        "at most",
        "by day",
        "by night",
        "a side",
        "together",
        "on",
        "off",
        "then",
        "every",
        "Monday",
        "start",
        "due-date",
        "earlier of",
        "or earlier",
        "before",
        "planning",
        "up to",
        "is day",
    ];

    /// Every example with each of its words in turn replaced by, or followed by, each other word: whatever of
    /// that the reader takes fits the pattern.
    #[test]
    fn whatever_is_read_fits() {
        let (mut taken, mut report) = (0, String::new());
        each(|examples, pattern, reads| {
            let judge = Judge::new(pattern);
            for example in examples {
                let words: Vec<&str> = example.split_inclusive([' ', '-', ',', '/']).collect();
                for at in 0..words.len() {
                    for token in TOKENS {
                        let (before, after) = (words[..at].concat(), words[at + 1..].concat());
                        for text in [
                            format!("{before}{token}{after}"),
                            format!("{before}{token} {after}"),
                            format!("{before}{}{token}{after}", words[at]),
                            format!("{before}{} {token} {after}", words[at]),
                        ] {
                            if reads(&text) {
                                taken += 1;
                                if !judge.fits(&text) {
                                    report += &format!("`{text}` is read and does not fit {pattern}\n");
                                }
                            }
                        }
                    }
                }
            }
        });
        assert!(report.is_empty(), "\n{report}");
        assert!(taken > 1000, "only {taken} variants were read");
    }
}
