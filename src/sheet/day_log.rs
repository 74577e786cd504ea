//! The day log: a row for every session, with room to write.
//!
//! With a schedule there is a page for each day, with the times printed; without
//! one there is a single page to fill in by hand. Which columns there are, and
//! what is noted once a day, the protocol says. A day with more sessions than a
//! page has room for takes another page.
//!
//! Never: what the fields mean.

use super::make::{Make, Part};
use super::{Block, Cell, Column, Emphasis, Fact, Field, Print, Row};
use crate::model::protocol::{self, FieldKind, words};
use crate::schedule::{Activity, Bounds, Day, KindId, Minutes, Order, Phase, Presence, Schedule, Session, Timing};

/// Rows of a page to fill in, and of a day with fewer sessions: there is always room for one more.
const ROWS: usize = 12;
/// The same where letters are large.
const ROWS_IN_LARGE_PRINT: usize = 8;
/// Boxes for what is counted once a day.
const BOXES: u32 = 8;

/// Lays it out: a page for every day that is wanted; without a schedule, one to fill in.
pub(super) fn parts(make: &Make<'_>) -> Vec<Part> {
    match make.schedule {
        Some(schedule) => make.days.iter().map(|day| Part::new(None, dated(make, schedule, day))).collect(),
        None => vec![Part::new(None, blank(make))],
    }
}

fn blank(make: &Make<'_>) -> Vec<Block> {
    let field = |key: &str| Field { label: make.strings.get(key).to_owned(), value: None };
    let facts = typical(make).map(|(phase, activity)| frequency(make, phase, activity)).unwrap_or_default();
    let rows = (0..least_rows(make)).map(|_| row(make, Cell::Write(None), Cell::Write(None), None)).collect();
    let mut blocks = vec![
        Block::Fields { fields: vec![field("name"), field("date_label"), field("plan_day_number")] },
        Block::Facts { facts },
        table(make, rows),
    ];
    blocks.extend(daily(make));
    blocks
}

fn least_rows(make: &Make<'_>) -> usize {
    match make.print {
        Print::Standard => ROWS,
        Print::Large => ROWS_IN_LARGE_PRINT,
    }
}

fn dated(make: &Make<'_>, schedule: &Schedule, day: &Day) -> Vec<Block> {
    let sessions: Vec<(&Session, String)> = leaders(make, day);
    let mut rows: Vec<Row> = sessions.iter().map(|(session, what)| session_row(make, session, what)).collect();
    let least = least_rows(make).max(rows.len());
    rows.resize_with(least, || row(make, Cell::Write(None), Cell::Write(None), None));
    let mut blocks = vec![
        Block::Fields { fields: head(make, schedule, day) },
        Block::Facts { facts: facts(make, day) },
        table(make, rows),
    ];
    blocks.extend(daily(make));
    blocks
}

fn head(make: &Make<'_>, schedule: &Schedule, day: &Day) -> Vec<Field> {
    let field = |key: &str, value: Option<String>| Field { label: make.strings.get(key).to_owned(), value };
    let phases = day.phases.iter().filter_map(|id| make.protocol.phases.get(id)).map(|phase| phase.title.plain());
    let provisional = schedule.phases.iter().any(|phase| day.phases.contains(&phase.id) && phase.provisional);
    let mut phases = phases.collect::<Vec<_>>().join(", ");
    if provisional {
        phases = make.strings.fill("provisional", &[("phase", &phases)]);
    }
    vec![
        field("name", None),
        field("date_label", Some(make.strings.date(day.date))),
        field("plan_day_number", Some(format!("{}: {phases}", day.day_number))),
    ]
}

fn facts(make: &Make<'_>, day: &Day) -> Vec<Fact> {
    let words = |key| make.strings.get(key);
    let minutes = |m: Minutes| words::minutes(m, &words);
    let mut facts = Vec::new();
    let mut fact = |key: &str, value: String| facts.push(Fact { label: make.strings.get(key).to_owned(), value });
    if day.count > 0 {
        fact("sessions_today", day.count.to_string());
    }
    if let Some(total) = day.minutes_total.and_then(|total| minute_range(total, &minutes)) {
        fact("minutes_today", total);
    }
    if let Some(gap) = day.longest_night_gap_minutes.or(day.longest_gap_minutes) {
        fact("longest_gap_tonight", minutes(gap));
    }
    facts
}

fn minute_range(total: Bounds<Minutes>, minutes: &impl Fn(Minutes) -> String) -> Option<String> {
    match (total.low()?, total.high()?) {
        (low, high) if low == high => Some(minutes(low)),
        (low, high) => Some(format!("{} – {}", minutes(low), minutes(high))),
    }
}

/// Sessions with a row of their own, each with what is done in it: those that go with it included.
fn leaders<'d>(make: &Make<'_>, day: &'d Day) -> Vec<(&'d Session, String)> {
    let title = |id: &KindId| {
        let text = make.protocol.kinds.get(id);
        text.map_or_else(|| id.to_string(), |text| text.short.as_ref().unwrap_or(&text.label).plain())
    };
    let mut rows: Vec<(&Session, String)> = Vec::new();
    let mut before: Vec<String> = Vec::new();
    for session in day.sessions.iter().filter(|session| session.counted) {
        match &session.with {
            None => {
                before.push(title(&session.kind));
                rows.push((session, std::mem::take(&mut before).join(" + ")));
            }
            Some(with) if with.order == Order::Before => before.push(title(&session.kind)),
            Some(_) => {
                if let Some((_, what)) = rows.last_mut() {
                    what.push_str(" + ");
                    what.push_str(&title(&session.kind));
                }
            }
        }
    }
    rows
}

fn session_row(make: &Make<'_>, session: &Session, what: &str) -> Row {
    let time = match session.time {
        Some(time) => Cell::Header(time.to_string()),
        None => Cell::Write(None),
    };
    row(make, time, Cell::Text(what.to_owned()), session.night.then_some(Emphasis::Night))
}

fn row(make: &Make<'_>, time: Cell, what: Cell, emphasis: Option<Emphasis>) -> Row {
    let mut cells = vec![time, what];
    cells.extend(columns(make).map(|_| Cell::Write(None)));
    Row { emphasis, cells }
}

fn table(make: &Make<'_>, rows: Vec<Row>) -> Block {
    let column = |label: &str, share| Column { label: label.to_owned(), share };
    let mut heads = vec![column(make.strings.get("time"), 12), column(make.strings.get("what"), 19)];
    heads.extend(columns(make).map(|field| column(&label(field), share(&field.kind))));
    let caption = make.strings.get("sessions").to_owned();
    Block::Table { caption, columns: heads, rows, fill: true, row_height: 0 }
}

/// The fields that the protocol wants in the log.
fn columns<'m>(make: &Make<'m>) -> impl Iterator<Item = &'m protocol::Field> + use<'m> {
    let protocol = make.protocol;
    protocol.log.iter().filter_map(|id| protocol.field(id))
}

pub(super) fn label(field: &protocol::Field) -> String {
    match &field.kind {
        FieldKind::Number(Some(unit)) | FieldKind::Total(Some(unit)) => format!("{} ({unit})", field.label.plain()),
        FieldKind::Scale(from, to) => format!("{} ({from}–{to})", field.label.plain()),
        FieldKind::Number(None)
        | FieldKind::Total(None)
        | FieldKind::Tick
        | FieldKind::Time
        | FieldKind::Date
        | FieldKind::Choice(_)
        | FieldKind::Words => field.label.plain(),
    }
}

/// How much of the width a field needs to be written into.
fn share(kind: &FieldKind) -> u32 {
    match kind {
        FieldKind::Words | FieldKind::Choice(_) => 19,
        FieldKind::Number(_)
        | FieldKind::Total(_)
        | FieldKind::Scale(..)
        | FieldKind::Time
        | FieldKind::Date
        | FieldKind::Tick => 12,
    }
}

/// What is written down once a day: boxes for what is counted, lines for the rest.
fn daily(make: &Make<'_>) -> Vec<Block> {
    let fields = make.protocol.daily.iter().filter_map(|id| make.protocol.field(id));
    let (mut ticks, mut lines) = (Vec::new(), Vec::new());
    for field in fields {
        match &field.kind {
            FieldKind::Number(None) => {
                ticks.push(Block::Ticks { label: field.label.plain(), count: BOXES, hint: None });
            }
            FieldKind::Number(Some(_))
            | FieldKind::Tick
            | FieldKind::Total(_)
            | FieldKind::Scale(..)
            | FieldKind::Choice(_)
            | FieldKind::Words
            | FieldKind::Time
            | FieldKind::Date => lines.push(Field { label: label(field), value: None }),
        }
    }
    ticks.push(Block::Fields { fields: lines });
    ticks
}

/// The phase and the activity that stand for the whole: the first counted ones at intervals.
fn typical<'a>(make: &Make<'a>) -> Option<(&'a Phase, &'a Activity)> {
    let core = &make.protocol.core;
    core.phases.iter().filter(|phase| phase.presence == Presence::Always).find_map(|phase| {
        let counted =
            phase.activities.iter().filter_map(|id| core.activity(id)).filter(|activity| core.counts(activity));
        counted.filter(|activity| matches!(activity.timing, Timing::Paced(_))).map(|activity| (phase, activity)).next()
    })
}

fn frequency(make: &Make<'_>, phase: &Phase, activity: &Activity) -> Vec<Fact> {
    let words = |key| make.strings.get(key);
    let title = make.protocol.activities.get(&activity.id).map_or_else(String::new, |text| text.title.plain());
    let often = words::when(activity, phase, make.protocol, &words);
    let long = words::length(&activity.timing, &words);
    let value = [often, long].into_iter().flatten().collect::<Vec<_>>().join("; ");
    vec![Fact { label: title, value }]
}
