//! A week of sessions, to tick off.
//!
//! A row for every time of the day at which something is done in that week, a
//! column for every day; a box where there is a session. Without a schedule the
//! times and dates are written in by hand. The sums that people ask for stand in
//! the last rows.
//!
//! Never: what is done in a session; the day log has that.

use super::make::{Make, Part};
use super::{Block, Cell, Column, Emphasis, Field, Row};
use crate::schedule::{ClockTime, Day, Minutes, Session};
use jiff::civil::{Date, Weekday};

/// Days in a week.
const WEEK: usize = 7;
/// Rows to fill in by hand.
const ROWS: usize = 12;

/// Lays it out: a page for every week of the days that are wanted.
pub(super) fn parts(make: &Make<'_>) -> Vec<Part> {
    match make.schedule {
        None => vec![Part::new(None, vec![head(make), blank(make)])],
        Some(_) => make.days.chunks(WEEK).map(|week| Part::new(None, vec![head(make), dated(make, week)])).collect(),
    }
}

fn head(make: &Make<'_>) -> Block {
    Block::Fields { fields: vec![Field { label: make.word("name").to_owned(), value: None }] }
}

fn blank(make: &Make<'_>) -> Block {
    let day = make.word("date_label").to_owned();
    let rows = (0..ROWS).map(|_| row(Cell::Write(None), (0..WEEK).map(|_| Cell::Tick(None)), None)).collect();
    table(make, (0..WEEK).map(|_| day.clone()), rows)
}

fn dated(make: &Make<'_>, week: &[Day]) -> Block {
    let mut times: Vec<(Minutes, ClockTime)> = Vec::new();
    let untimed = week.iter().map(|day| leading(day).filter(|session| session.time.is_none()).count()).max();
    let wake = make.schedule.map(|schedule| schedule.window.wake());
    for time in week.iter().flat_map(leading).filter_map(|session| session.time) {
        let since = wake.map_or(Minutes(0), |wake| wake.until(time));
        if times.iter().all(|(_, known)| *known != time) {
            times.push((since, time));
        }
    }
    times.sort_unstable();
    let at = |day: &Day, time: ClockTime| leading(day).find(|session| session.time == Some(time)).map(|s| s.night);
    let mut rows: Vec<Row> = Vec::new();
    for (_, time) in &times {
        let nights = week.iter().filter_map(|day| at(day, *time)).collect::<Vec<_>>();
        let cells = week.iter().map(|day| at(day, *time).map_or(Cell::Text(String::new()), |_| Cell::Tick(None)));
        let night = nights.iter().any(|night| *night).then_some(Emphasis::Night);
        rows.push(row(Cell::Header(time.to_string()), cells, night));
    }
    for n in 0..untimed.unwrap_or(0) {
        let has = |day: &Day| leading(day).filter(|session| session.time.is_none()).nth(n).is_some();
        let cells = week.iter().map(|day| if has(day) { Cell::Tick(None) } else { Cell::Text(String::new()) });
        rows.push(row(Cell::Write(None), cells, None));
    }
    let sums = week.iter().map(|day| Cell::Text(day.count.to_string()));
    rows.push(row(Cell::Header(make.word("sessions_in_all").to_owned()), sums, Some(Emphasis::Total)));
    table(make, week.iter().map(|day| day_label(make, day.date)), rows)
}

/// The sessions that count and have a place of their own.
fn leading(day: &Day) -> impl Iterator<Item = &Session> {
    day.sessions.iter().filter(|session| session.leads())
}

fn day_label(make: &Make<'_>, date: Date) -> String {
    let day = make.word(match date.weekday() {
        Weekday::Monday => "mo",
        Weekday::Tuesday => "tu",
        Weekday::Wednesday => "we",
        Weekday::Thursday => "th",
        Weekday::Friday => "fr",
        Weekday::Saturday => "sa",
        Weekday::Sunday => "su",
    });
    format!("{day} {}", make.strings.short_date(date))
}

fn row(head: Cell, cells: impl Iterator<Item = Cell>, emphasis: Option<Emphasis>) -> Row {
    Row { emphasis, cells: std::iter::once(head).chain(cells).collect() }
}

fn table(make: &Make<'_>, days: impl Iterator<Item = String>, rows: Vec<Row>) -> Block {
    let mut columns = vec![Column { label: make.word("time").to_owned(), share: 16 }];
    columns.extend(days.map(|label| Column { label, share: 12 }));
    Block::Table { caption: make.word("sheet_week").to_owned(), columns, rows, fill: true, row_height: 0 }
}
