//! What is remembered from one check to the next: addresses that answered well, with the day.
//!
//! A good answer holds for two weeks, so that a check in the morning does not ask
//! again what the check of the evening asked. Nothing else is kept: what was wrong
//! may be mended by now, on either side. A file that cannot be read is forgotten.
//!
//! Never: the disk.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many days a good answer holds.
pub const DAYS: i32 = 14;

/// The name of the file's form.
const FORM: &str = "latchwork.links/1";

/// Addresses that answered well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    good: BTreeMap<String, Date>,
}

#[derive(Deserialize, Serialize)]
struct Written {
    form: String,
    good: BTreeMap<String, Date>,
}

impl Memory {
    /// Takes up what was written; nothing where it cannot be read.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let written = serde_json::from_str::<Written>(text).ok().filter(|written| written.form == FORM);
        Self { good: written.map(|written| written.good).unwrap_or_default() }
    }

    /// What to write: the answers that still hold, of addresses that are still wanted.
    #[must_use]
    pub fn written(&self, today: Date, wanted: impl Fn(&str) -> bool) -> String {
        let good = self.good.iter().filter(|(address, _)| self.holds(address, today) && wanted(address));
        let written =
            Written { form: FORM.to_owned(), good: good.map(|(address, day)| (address.clone(), *day)).collect() };
        serde_json::to_string_pretty(&written).expect("words and days can always be written") + "\n"
    }

    /// Whether an address answered well not long ago. A day to come is no memory.
    #[must_use]
    pub fn holds(&self, address: &str, today: Date) -> bool {
        let age = self.good.get(address).map(|day| today.since(*day).map_or(i32::MAX, |span| span.get_days()));
        age.is_some_and(|days| (0..DAYS).contains(&days))
    }

    /// Keeps a good answer.
    pub fn keep(&mut self, address: &str, today: Date) {
        self.good.insert(address.to_owned(), today);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_good_answer_holds_for_two_weeks() {
        let mut memory = Memory::default();
        memory.keep("https://a.example/", date(2026, 12, 1));
        let memory = Memory::read(&memory.written(date(2026, 12, 1), |_| true));
        let holds = |day| memory.holds("https://a.example/", day);
        assert!(holds(date(2026, 12, 1)) && holds(date(2026, 12, 14)));
        assert!(!holds(date(2026, 12, 15)) && !holds(date(2026, 11, 30)) && !holds(date(2027, 12, 5)));
        assert!(!memory.holds("https://b.example/", date(2026, 12, 1)));
    }

    #[test]
    fn what_is_old_or_unwanted_or_strange_is_forgotten() {
        let mut memory = Memory::default();
        memory.keep("https://old.example/", date(2026, 11, 1));
        memory.keep("https://gone.example/", date(2026, 12, 1));
        memory.keep("https://a.example/", date(2026, 12, 1));
        let text = memory.written(date(2026, 12, 1), |address| address != "https://gone.example/");
        assert_eq!(text.matches("https://").count(), 1, "{text}");
        for strange in
            ["", "{}", "[1]", "{\"form\": \"latchwork.links/9\", \"good\": {\"https://a.example/\": \"2026-12-01\"}}"]
        {
            assert_eq!(Memory::read(strange), Memory::default(), "{strange}");
        }
    }
}
