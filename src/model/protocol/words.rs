//! Core values in words: "every 2 to 3 hours, 8 to 12 times in 24 hours".
//!
//! Pure functions from values to text. Every word comes from the interface text of
//! the reader's language through [`Words`]; here is only which sentence to take and
//! what to fill in, so a translation never touches code.
//!
//! Never: dates of a plan, HTML.

use super::file::ProtocolFile;
use crate::model::strings::{decimal, fill};
use crate::schedule::{
    Activity, ActivityId, Block, Body, Bounds, Cut, DateExpr, DateUnit, DayRule, Frequency, InputKind, Interval,
    Length, Minutes, Moment, Offset, Pace, Period, Phase, Protocol, Recurrence, Sides, Stage, Taper, Timing,
};
use jiff::civil::Weekday;

/// The interface text: key to text.
pub type Words<'a> = &'a dyn Fn(&'static str) -> &'a str;

/// How often an activity is done in a phase; `None` where the protocol sets no pace.
#[must_use]
pub fn frequency(timing: &Timing, phase: &Phase, file: &ProtocolFile, words: Words<'_>) -> Option<String> {
    let title = |id: &ActivityId| file.activities.get(id).map_or_else(|| format!("{id}"), |text| text.title.plain());
    match timing {
        Timing::Paced(pace) => Some(pace_words(pace, words)),
        Timing::Ramp(stages) => {
            let stage = |stage: &Stage| stage_words(stage, words);
            Some(stages.iter().map(stage).collect::<Vec<_>>().join(words("words_then")))
        }
        Timing::Linked { order, leaders, .. } => {
            let key = match order {
                crate::schedule::Order::Before => "words_before_each",
                crate::schedule::Order::After => "words_after_each",
            };
            // A phase that runs alongside others may go with what is done in those.
            let here = leaders.iter().any(|id| phase.activities.contains(id));
            let mut titles: Vec<String> =
                leaders.iter().filter(|id| !here || phase.activities.contains(id)).map(title).collect();
            titles.dedup();
            Some(fill(words(key), &[("activity", &titles.join(" / "))]))
        }
        Timing::Overlay { replaces, count, .. } => Some(fill(
            words("words_in_place_of"),
            &[("count", &number_range(*count, words)), ("activity", &title(replaces))],
        )),
        Timing::OnPaper => None,
    }
}

/// How often, on which days and up to when: "2 times in 24 hours, every Monday"; `None` where the protocol says none of it.
#[must_use]
pub fn when(activity: &Activity, phase: &Phase, file: &ProtocolFile, words: Words<'_>) -> Option<String> {
    let until = activity.until.as_ref().map(|expr| fill(words("words_until"), &[("date", &date(expr, file, words))]));
    let parts = [frequency(&activity.timing, phase, file, words), days(&activity.days, words), until];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// A pace: "every 2 to 3 hours, 8 to 12 times in 24 hours, at least 1 at night".
#[must_use]
pub fn pace_words(pace: &Pace, words: Words<'_>) -> String {
    let times = |count: Bounds<u32>| match count.high() {
        Some(1) => words("words_once_in_24h").to_owned(),
        Some(_) | None => fill(words("words_times_in_24h"), &[("count", &number_range(count, words))]),
    };
    let every = |interval: Interval| interval_words(interval, words);
    let mut parts = match &pace.frequency {
        Frequency::Every { day, night, count } => {
            let interval = match night {
                Some(night) if night == day => fill(words("words_every"), &[("interval", &every(*day))]),
                Some(night) => {
                    fill(words("words_every_by_day_and_night"), &[("day", &every(*day)), ("night", &every(*night))])
                }
                None => fill(words("words_every_by_day"), &[("day", &every(*day))]),
            };
            [Some(interval), count.map(times)].into_iter().flatten().collect::<Vec<_>>()
        }
        Frequency::At(clock) => {
            let list = clock.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            vec![fill(words("words_at_times"), &[("times", &list)])]
        }
        Frequency::Count(count) => vec![times(*count)],
    };
    parts.extend(pace.at_night.map(|nights| fill(words("words_at_night"), &[("count", &nights.to_string())])));
    parts.join(", ")
}

/// An interval: "2 to 3 hours".
#[must_use]
pub fn interval_words(interval: Interval, words: Words<'_>) -> String {
    minute_range(Bounds::between(interval.shortest(), interval.longest()), words)
}

fn stage_words(stage: &Stage, words: Words<'_>) -> String {
    let pace = pace_words(&stage.pace, words);
    let length = body(&stage.pace.body, words).map_or_else(String::new, |length| format!(", {length}"));
    match stage.days {
        Some(days) => fill(
            words("words_for_days"),
            &[("days", &offset_length(days, DateUnit::Days, words)), ("what", &(pace + &length))],
        ),
        None => pace + &length,
    }
}

/// How long an activity takes; `None` where the protocol does not say, or where each stage of a ramp says it.
#[must_use]
pub fn length(timing: &Timing, words: Words<'_>) -> Option<String> {
    match timing {
        Timing::Paced(pace) => body(&pace.body, words),
        Timing::Linked { body, .. } | Timing::Overlay { body, .. } => self::body(body, words),
        Timing::Ramp(_) | Timing::OnPaper => None,
    }
}

/// What one session is: "15 to 20 minutes", "20 minutes on, 10 minutes off; 30 minutes in all".
#[must_use]
pub fn body(body: &Body, words: Words<'_>) -> Option<String> {
    match body {
        Body::Open => None,
        Body::Length(Length { minutes, sides }) => {
            let length = minute_range(Some(*minutes), words);
            Some(match sides {
                Sides::Whole => length,
                Sides::Each => fill(words("words_each_side"), &[("length", &length)]),
                Sides::Together => fill(words("words_both_together"), &[("length", &length)]),
            })
        }
        Body::Blocks(blocks) => {
            let part = |block: &Block| match block {
                Block::On(m) => fill(words("words_on"), &[("length", &minutes(*m, words))]),
                Block::Off(m) => fill(words("words_off"), &[("length", &minutes(*m, words))]),
            };
            let parts = blocks.parts.iter().map(part).collect::<Vec<_>>().join(", ");
            let total = fill(
                words("words_in_all"),
                &[("length", &minutes(blocks.total(), words)), ("on", &minutes(blocks.on(), words))],
            );
            Some(format!("{parts}; {total}"))
        }
    }
}

/// A length of time: "15 minutes", "3 hours", "2 h 30 min".
#[must_use]
pub fn minutes(length: Minutes, words: Words<'_>) -> String {
    match (length.0 / 60, length.0 % 60) {
        (1, 0) => words("words_one_hour").to_owned(),
        (hours, 0) if hours > 0 => fill(words("words_hours"), &[("count", &hours.to_string())]),
        (0, 1) => words("words_one_minute").to_owned(),
        (0, minutes) => fill(words("words_minutes"), &[("count", &minutes.to_string())]),
        (hours, minutes) => {
            fill(words("words_hours_and_minutes"), &[("hours", &hours.to_string()), ("minutes", &minutes.to_string())])
        }
    }
}

fn minute_range(bounds: Option<Bounds<Minutes>>, words: Words<'_>) -> String {
    let Some(bounds) = bounds else { return String::new() };
    match (bounds.low(), bounds.high()) {
        (Some(low), Some(high)) if low == high => minutes(low, words),
        (Some(low), Some(high)) if high.0 < 60 || high.0 % 60 != 0 && low.0 < 60 => {
            fill(words("words_minutes"), &[("count", &span(&low.0, &high.0, words))])
        }
        (Some(low), Some(high)) if low.0 % 60 == 0 && high.0 % 60 == 0 => {
            fill(words("words_hours"), &[("count", &span(&(low.0 / 60), &(high.0 / 60), words))])
        }
        (Some(low), Some(high)) => span(&minutes(low, words), &minutes(high, words), words),
        (Some(low), None) => fill(words("words_at_least"), &[("what", &minutes(low, words))]),
        (None, high) => fill(words("words_at_most"), &[("what", &minutes(high.unwrap_or(Minutes(0)), words))]),
    }
}

/// A count: "8 to 12", "at least 5".
#[must_use]
pub fn number_range<T: Copy + Ord + ToString>(bounds: Bounds<T>, words: Words<'_>) -> String {
    match (bounds.low(), bounds.high()) {
        (Some(low), Some(high)) if low == high => number(&low, words),
        (Some(low), Some(high)) => span(&number(&low, words), &number(&high, words), words),
        (Some(low), None) => fill(words("words_at_least"), &[("what", &number(&low, words))]),
        (None, high) => {
            fill(words("words_at_most"), &[("what", &high.map_or_else(String::new, |high| number(&high, words)))])
        }
    }
}

/// A number with the mark of the language: "4,2".
pub(super) fn number<T: ToString>(value: &T, words: Words<'_>) -> String {
    decimal(&value.to_string(), words("decimal_mark"))
}

fn span<T: ToString>(low: &T, high: &T, words: Words<'_>) -> String {
    fill(words("words_range"), &[("from", &low.to_string()), ("to", &high.to_string())])
}

/// On which days an activity is done; `None` for every day.
#[must_use]
pub fn days(rule: &DayRule, words: Words<'_>) -> Option<String> {
    match rule {
        DayRule::All => None,
        DayRule::Series(periods) => {
            let period = |period: &Period| self::period(*period, words);
            Some(periods.iter().map(period).collect::<Vec<_>>().join(", "))
        }
    }
}

/// How often something comes back: "every week", "every Monday".
#[must_use]
pub fn period(period: Period, words: Words<'_>) -> String {
    let every = |what: &str| fill(words("words_every"), &[("interval", what)]);
    match period {
        Period::Every(1, DateUnit::Days) => words("words_every_day").to_owned(),
        Period::Every(1, DateUnit::Weeks) => words("words_every_week").to_owned(),
        Period::Every(1, DateUnit::Months) => words("words_every_month").to_owned(),
        Period::Every(count, unit) => every(&offset_length(count, unit, words)),
        Period::Weekday(day) => every(words(match day {
            Weekday::Monday => "words_monday",
            Weekday::Tuesday => "words_tuesday",
            Weekday::Wednesday => "words_wednesday",
            Weekday::Thursday => "words_thursday",
            Weekday::Friday => "words_friday",
            Weekday::Saturday => "words_saturday",
            Weekday::Sunday => "words_sunday",
        })),
    }
}

/// A distance without its sign: "3 days", "6 weeks".
#[must_use]
pub fn offset_length(count: u32, unit: DateUnit, words: Words<'_>) -> String {
    let (one, many) = match unit {
        DateUnit::Days => ("words_one_day", "words_days"),
        DateUnit::Weeks => ("words_one_week", "words_weeks"),
        DateUnit::Months => ("words_one_month", "words_months"),
    };
    if count == 1 { words(one).to_owned() } else { fill(words(many), &[("count", &count.to_string())]) }
}

/// A date of the protocol: "day 6", "6 weeks before the due date".
#[must_use]
pub fn date(expr: &DateExpr, file: &ProtocolFile, words: Words<'_>) -> String {
    let list = |key, moments: &[Moment]| {
        let all = moments.iter().map(|m| moment(m, file, words)).collect::<Vec<_>>().join(", ");
        fill(words(key), &[("dates", &all)])
    };
    match expr {
        DateExpr::One(one) => day_number(one, &file.core)
            .map_or_else(|| moment(one, file, words), |day| fill(words("words_day"), &[("day", &day.to_string())])),
        DateExpr::Earliest(moments) => list("words_earliest", moments),
        DateExpr::Latest(moments) => list("words_latest", moments),
    }
}

fn moment(moment: &Moment, file: &ProtocolFile, words: Words<'_>) -> String {
    let label = file.anchors.get(&moment.anchor).map_or_else(|| moment.anchor.to_string(), |text| text.label.plain());
    let what = fill(words("words_the"), &[("what", &label)]);
    let is_first_day = moment.anchor == file.core.counting.anchor;
    match moment.offset {
        None | Some(Offset { count: 0, .. }) => what,
        Some(Offset { count, unit }) => {
            let length = offset_length(count.unsigned_abs(), unit, words);
            match (count < 0, is_first_day) {
                (true, true) => fill(words("words_before_start"), &[("length", &length)]),
                (true, false) => fill(words("words_before"), &[("length", &length), ("what", &what)]),
                (false, _) => fill(words("words_after"), &[("length", &length), ("what", &what)]),
            }
        }
    }
}

/// The number of a day, where it hangs on the anchor that days are counted from.
fn day_number(moment: &Moment, protocol: &Protocol) -> Option<i32> {
    let days = match moment.offset {
        None => 0,
        Some(Offset { count, unit: DateUnit::Days }) => count,
        Some(Offset { count, unit: DateUnit::Weeks }) => count.checked_mul(7)?,
        Some(Offset { unit: DateUnit::Months, .. }) => return None,
    };
    // Days before the first one read better as a distance: "3 days before the first day of the plan".
    (moment.anchor == protocol.counting.anchor && days >= 0).then(|| days + protocol.counting.first)
}

/// When a phase is: "From day 0 to day 6", "From day 7 until the first day of smaller top-ups".
#[must_use]
pub fn phase(phase: &Phase, file: &ProtocolFile, words: Words<'_>) -> String {
    let from_key = if phase.or_earlier { "words_from_or_earlier" } else { "words_from" };
    let mut parts = vec![fill(words(from_key), &[("date", &date(&phase.from, file, words))])];
    let end = |key, expr: &DateExpr| fill(words(key), &[("date", &date(expr, file, words))]);
    parts.extend(phase.to.as_ref().map(|to| end("words_to", to)));
    parts.extend(phase.until.as_ref().map(|until| end("words_until", until)));
    parts.extend(phase.length.map(|days| fill(words("words_lasting"), &[("count", &number_range(days, words))])));
    if phase.to.is_none() && phase.until.is_none() && phase.length.is_none() {
        parts.push(words("words_onwards").to_owned());
    }
    parts.join(" ")
}

/// On which days a contact is: "On day 7, day 14", "Every week from day 21 to day 42".
#[must_use]
pub fn recurrence(recurrence: &Recurrence, file: &ProtocolFile, words: Words<'_>) -> String {
    match recurrence {
        Recurrence::On(dates) => {
            let list = dates.iter().map(|expr| date(expr, file, words)).collect::<Vec<_>>().join(", ");
            fill(words("words_on_days"), &[("days", &list)])
        }
        Recurrence::Series { period, from, to, until } => {
            let end = |key, expr: &DateExpr| fill(words(key), &[("date", &date(expr, file, words))]);
            let mut parts = vec![self::period(*period, words), end("words_series_from", from)];
            parts.extend(to.as_ref().map(|to| end("words_to", to)));
            parts.extend(until.as_ref().map(|until| end("words_until", until)));
            parts.join(" ")
        }
    }
}

/// What a taper takes off: "30 ml, 30 ml, then 30 to 60 ml".
#[must_use]
pub fn taper_steps(taper: &Taper, file: &ProtocolFile, words: Words<'_>) -> String {
    let input = file.core.inputs.iter().find(|input| input.id == taper.amount);
    let unit = match input.map(|input| &input.kind) {
        Some(InputKind::Number { unit, .. }) => format!(" {unit}"),
        Some(InputKind::Choice(_) | InputKind::Date | InputKind::Text) | None => String::new(),
    };
    let step = |cut: &Cut| match cut {
        Cut::By(bounds) => number_range(*bounds, words) + &unit,
        Cut::Percent(bounds) => number_range(*bounds, words) + " %",
    };
    row(taper.steps.iter().map(step).collect(), words)
}

/// How long the levels of a taper last: "3 days, 3 days, then 2 to 3 days".
#[must_use]
pub fn taper_days(taper: &Taper, words: Words<'_>) -> String {
    let days = |bounds: &Bounds<u32>| fill(words("words_days"), &[("count", &number_range(*bounds, words))]);
    row(taper.days.iter().map(days).collect(), words)
}

fn row(mut items: Vec<String>, words: Words<'_>) -> String {
    match items.pop() {
        Some(last) if !items.is_empty() => {
            fill(words("words_and_then"), &[("first", &items.join(", ")), ("last", &last)])
        }
        Some(last) => last,
        None => String::new(),
    }
}
