//! Contacts: when, with whom, what to bring; then what is looked at.
//!
//! With a schedule every contact has its date; without one the table says the day
//! of the plan and leaves room for the date. Below stand what is measured from
//! week to week and what each visit goes through.
//!
//! Never: what comes of a visit.

use super::make::{Make, Part};
use super::{Block, Cell, Column, Row};
use crate::model::protocol::{CheckpointText, Text, words};
use crate::schedule::{CheckpointId, Schedule};

/// Rows for what is measured each week.
const WEEKS: usize = 8;

/// Lays it out.
pub(super) fn parts(make: &Make<'_>) -> Vec<Part> {
    let mut blocks = vec![contacts(make)];
    let weekly: Vec<_> = make.protocol.weekly.iter().filter_map(|id| make.protocol.field(id)).collect();
    if !weekly.is_empty() {
        blocks.push(Block::Heading { text: make.word("each_week").to_owned() });
        let mut columns = vec![Column { label: make.word("date_label").to_owned(), share: 20 }];
        columns.extend(weekly.iter().map(|field| Column { label: super::day_log::label(field), share: 26 }));
        let row = || Row { emphasis: None, cells: columns.iter().map(|_| Cell::Write(None)).collect() };
        let rows = (0..WEEKS).map(|_| row()).collect();
        let caption = make.word("each_week").to_owned();
        blocks.push(Block::Table { caption, columns, rows, fill: false, row_height: 0 });
    }
    if !make.protocol.visit_form.is_empty() {
        let items = make.protocol.visit_form.iter().map(Text::plain).collect();
        blocks.push(Block::Checklist { title: Some(make.word("each_visit").to_owned()), items });
    }
    vec![Part::new(None, blocks)]
}

fn contacts(make: &Make<'_>) -> Block {
    let column = |key: &str, share| Column { label: make.word(key).to_owned(), share };
    let rows = match make.schedule {
        Some(schedule) => dated(make, schedule),
        None => undated(make),
    };
    let columns =
        vec![column("when", 26), column("what", 40), column("bring", 26), column("done", 12), column("note", 26)];
    Block::Table { caption: make.word("sheet_visits").to_owned(), columns, rows, fill: false, row_height: 0 }
}

fn dated(make: &Make<'_>, schedule: &Schedule) -> Vec<Row> {
    let each = schedule.checkpoints.iter();
    each.filter_map(|contact| row(make, &contact.id, make.strings.date(contact.date))).collect()
}

fn undated(make: &Make<'_>) -> Vec<Row> {
    let words = |key| make.strings.get(key);
    let each = make.protocol.core.checkpoints.iter();
    each.filter_map(|contact| row(make, &contact.id, words::recurrence(&contact.recurrence, make.protocol, &words)))
        .collect()
}

fn row(make: &Make<'_>, id: &CheckpointId, when: String) -> Option<Row> {
    let text: &CheckpointText = make.protocol.checkpoints.get(id)?;
    let bring = text.bring.iter().map(Text::plain).collect::<Vec<_>>().join(", ");
    let cells =
        vec![Cell::Header(when), Cell::Text(what(make, text)), Cell::Text(bring), Cell::Tick(None), Cell::Write(None)];
    Some(Row { emphasis: None, cells })
}

/// A contact in words: what it is, on which condition, with whom.
pub(super) fn what(make: &Make<'_>, text: &CheckpointText) -> String {
    let what = make.strings.only_if(text.title.plain(), text.only_if.as_ref());
    match &text.with {
        Some(with) => make.strings.fill("with_whom", &[("what", &what), ("whom", &with.plain())]),
        None => what,
    }
}
