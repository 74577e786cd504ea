//! A plan in JSON: the form `latchwork.plan/1`.
//!
//! Every schedule carries its plan in this form, and the page that makes a plan in
//! a browser writes it, too; so a schedule can always be made again. Amounts are
//! exact fractions (`21/5` is 4.2), because a decimal would lose a third.
//!
//! ```json
//! {
//!   "format": "latchwork.plan/1",
//!   "wake": "06:00", "bed": "22:00",
//!   "quiet_hours": {"from": "23:00", "to": "05:00"},
//!   "anchors": {"start": "2026-12-01"},
//!   "inputs": {
//!     "weight": {"value": {"amount": {"value": "21/5", "unit": "kg"}}, "layer": "person"},
//!     "method": {"value": {"text": "cup"}, "layer": "clinic"},
//!     "visit": {"value": {"date": "2026-12-03"}, "layer": "person"}
//!   },
//!   "phases": ["boost"],
//!   "intervals": {"pump": 150},
//!   "person": "partner",
//!   "held": {"supplement": ["2026-12-07"]},
//!   "end": "2027-03-01",
//!   "clock_changes": [{"date": "2027-03-28", "from": "02:00", "to": "03:00"}]
//! }
//! ```
//!
//! `format`, `wake` and `bed` must be there; the rest may be missing. `quiet_hours`, `person` and `end` may be `null`.
//! Intervals are minutes. The meaning of each member stands at the field of [`Plan`].
//! A member that is not listed here is an error, so that no wish is lost unnoticed.
//!
//! Never: whether a protocol can do what the plan wants; `validate` says that.

use super::amount::{Amount, Unit};
use super::clock::{ClockTime, Minutes};
use super::id::Id;
use super::number::Number;
use super::outcome::Layer;
use super::plan::{ClockChange, Given, InputValue, Plan};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

const FORMAT: &str = "latchwork.plan/1";

/// The members, as they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    wake: String,
    bed: String,
    #[serde(default)]
    quiet_hours: Option<WrittenHours>,
    #[serde(default)]
    anchors: BTreeMap<String, String>,
    #[serde(default)]
    inputs: BTreeMap<String, WrittenInput>,
    #[serde(default)]
    phases: Vec<String>,
    #[serde(default)]
    intervals: BTreeMap<String, u32>,
    #[serde(default)]
    person: Option<String>,
    #[serde(default)]
    held: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    end: Option<String>,
    #[serde(default)]
    clock_changes: Vec<WrittenChange>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHours {
    from: String,
    to: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenInput {
    value: WrittenValue,
    layer: Layer,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenValue {
    Amount(WrittenAmount),
    Date(String),
    Text(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAmount {
    value: String,
    unit: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenChange {
    date: String,
    from: String,
    to: String,
}

impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hours = |(from, to): (ClockTime, ClockTime)| WrittenHours { from: from.to_string(), to: to.to_string() };
        let change = |change: &ClockChange| WrittenChange {
            date: change.date.to_string(),
            from: change.from.to_string(),
            to: change.to.to_string(),
        };
        let dates = |dates: &std::collections::BTreeSet<Date>| dates.iter().map(ToString::to_string).collect();
        let written = Written {
            format: FORMAT.to_owned(),
            wake: self.wake.to_string(),
            bed: self.bed.to_string(),
            quiet_hours: self.quiet.map(hours),
            anchors: self.anchors.iter().map(|(id, date)| (id.to_string(), date.to_string())).collect(),
            inputs: self.inputs.iter().map(|(id, given)| (id.to_string(), write_input(given))).collect(),
            phases: self.phases.iter().map(ToString::to_string).collect(),
            intervals: self.intervals.iter().map(|(id, minutes)| (id.to_string(), minutes.0)).collect(),
            person: self.person.as_ref().map(ToString::to_string),
            held: self.held.iter().map(|(id, days)| (id.to_string(), dates(days))).collect(),
            end: self.end.map(|date| date.to_string()),
            clock_changes: self.clock_changes.iter().map(change).collect(),
        };
        written.serialize(serializer)
    }
}

fn write_input(given: &Given) -> WrittenInput {
    let value = match &given.value {
        InputValue::Amount(amount) => {
            WrittenValue::Amount(WrittenAmount { value: amount.value.exact(), unit: amount.unit.to_string() })
        }
        InputValue::Date(date) => WrittenValue::Date(date.to_string()),
        InputValue::Text(text) => WrittenValue::Text(text.clone()),
    };
    WrittenInput { value, layer: given.layer }
}

impl<'de> Deserialize<'de> for Plan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Written::deserialize(deserializer)?.read().map_err(serde::de::Error::custom)
    }
}

impl Written {
    /// The plan, or what cannot be read, in a sentence.
    fn read(self) -> Result<Plan, String> {
        if self.format != FORMAT {
            return Err(format!("`{}` is not the form `{FORMAT}`", self.format));
        }
        let hours = |hours: WrittenHours| Ok::<_, String>((time(&hours.from)?, time(&hours.to)?));
        let days = |days: Vec<String>| days.iter().map(|day| date(day)).collect::<Result<_, _>>();
        let change = |change: WrittenChange| {
            Ok(ClockChange { date: date(&change.date)?, from: time(&change.from)?, to: time(&change.to)? })
        };
        Ok(Plan {
            anchors: self.anchors.iter().map(|(id, day)| Ok((name(id)?, date(day)?))).collect::<Result<_, String>>()?,
            wake: time(&self.wake)?,
            bed: time(&self.bed)?,
            quiet: self.quiet_hours.map(hours).transpose()?,
            inputs: self
                .inputs
                .into_iter()
                .map(|(id, input)| Ok((name(&id)?, read_input(input)?)))
                .collect::<Result<_, String>>()?,
            phases: self.phases.iter().map(|id| name(id)).collect::<Result<_, _>>()?,
            intervals: self
                .intervals
                .iter()
                .map(|(id, minutes)| Ok((name(id)?, Minutes(*minutes))))
                .collect::<Result<_, String>>()?,
            person: self.person.as_deref().map(name).transpose()?,
            held: self
                .held
                .into_iter()
                .map(|(id, list)| Ok((name(&id)?, days(list)?)))
                .collect::<Result<_, String>>()?,
            end: self.end.as_deref().map(date).transpose()?,
            clock_changes: self.clock_changes.into_iter().map(change).collect::<Result<_, String>>()?,
        })
    }
}

fn read_input(input: WrittenInput) -> Result<Given, String> {
    let value = match input.value {
        WrittenValue::Amount(WrittenAmount { value, unit }) => {
            let number = Number::fraction(&value).ok_or_else(|| format!("`{value}` is not a number such as `21/5`"))?;
            InputValue::Amount(Amount { value: number, unit: Unit::of(&unit) })
        }
        WrittenValue::Date(day) => InputValue::Date(date(&day)?),
        WrittenValue::Text(text) => InputValue::Text(text),
    };
    Ok(Given { value, layer: input.layer })
}

fn name<I: Id>(text: &str) -> Result<I, String> {
    I::new(text).ok_or_else(|| format!("`{text}` is not a name"))
}

fn time(text: &str) -> Result<ClockTime, String> {
    ClockTime::of(text).ok_or_else(|| format!("`{text}` is not a time of day such as `06:00`"))
}

/// A day of the calendar in ten letters; other forms of a date are not written here.
fn date(text: &str) -> Result<Date, String> {
    let date = text.parse().ok().filter(|date: &Date| date.to_string() == text);
    date.ok_or_else(|| format!("`{text}` is not a day of the calendar such as `2026-12-01`"))
}
