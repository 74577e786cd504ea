//! A reduction, step by step: the day's amount, its days, and the gate before each step.
//!
//! With a schedule every level has its dates and its amount, exactly as the engine
//! worked them out. Without one, or while the amount is not known, there are rows
//! to fill in. The gates stand above the table, and what to do when one is shut.
//!
//! Never: arithmetic.

use super::make::{Make, Part};
use super::{Block, Cell, Column, Fact, Field, Row};
use crate::model::protocol::{TaperText, Text, words};
use crate::schedule::{DatedTaper, Level, Taper};
use jiff::civil::Date;

/// Rows to fill in by hand.
const ROWS: usize = 10;

/// Lays it out, each reduction on a page of its own.
pub(super) fn parts(make: &Make<'_>) -> Vec<Part> {
    let tapers = make.protocol.core.tapers.iter();
    tapers.filter_map(|taper| Some(part(make, taper, make.protocol.tapers.get(&taper.id)?))).collect()
}

fn part(make: &Make<'_>, taper: &Taper, text: &TaperText) -> Part {
    let w = |key| make.strings.get(key);
    let dated = make.schedule.and_then(|schedule| schedule.tapers.iter().find(|dated| dated.id == taper.id));
    let fact = |key: &str, value: String| Fact { label: make.word(key).to_owned(), value };
    let mut blocks = Vec::new();
    match dated {
        Some(dated) => blocks.push(Block::Facts {
            facts: vec![
                fact("steps_start", make.strings.number(&dated.start.to_string())),
                fact("steps_count", dated.levels.len().to_string()),
                fact("steps_end", dated.levels.last().map_or_else(String::new, |level| make.strings.date(level.from))),
            ],
        }),
        None => blocks.push(Block::Fields {
            fields: ["name", "steps_start", "steps_first_day"]
                .map(|key| Field { label: make.word(key).to_owned(), value: None })
                .into(),
        }),
    }
    blocks.push(Block::Facts {
        facts: vec![
            fact("taper_steps", words::taper_steps(taper, make.protocol, &w)),
            fact("taper_days", words::taper_days(taper, &w)),
        ],
    });
    if !text.gates.is_empty() {
        let items = text.gates.iter().map(Text::plain).collect();
        blocks.push(Block::List { title: Some(make.word("taper_gates").to_owned()), items, ordered: false });
    }
    let advice = [("taper_unsure", &text.if_unsure), ("taper_worse", &text.if_worse)];
    for (key, advice) in advice.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?))) {
        blocks.push(Block::Text { text: format!("{} {}", make.word(key), advice.plain()), strong: true });
    }
    blocks.extend(text.note.as_ref().map(|note| Block::Text { text: note.plain(), strong: false }));
    blocks.push(table(make, dated));
    Part::new(Some(text.title.plain()), blocks)
}

fn table(make: &Make<'_>, dated: Option<&DatedTaper>) -> Block {
    let column = |key: &str, share| Column { label: make.word(key).to_owned(), share };
    let columns = vec![
        column("steps_days", 15),
        column("when", 34),
        column("steps_amount", 17),
        column("steps_gate", 17),
        column("note", 30),
    ];
    let rows = match dated {
        Some(dated) => {
            let first = dated.levels.first().map(|level| level.from);
            dated.levels.iter().map(|level| level_row(make, first, level)).collect()
        }
        None => (0..ROWS).map(|_| row([const { Cell::Write(None) }; 3])).collect(),
    };
    Block::Table { caption: make.word("sheet_steps").to_owned(), columns, rows, fill: dated.is_none(), row_height: 0 }
}

fn level_row(make: &Make<'_>, first: Option<Date>, level: &Level) -> Row {
    let number = |date: Date| first.and_then(|first| first.until(date).ok()).map_or(0, |span| span.get_days()) + 1;
    let (days, dates) = match level.to {
        Some(to) if to == level.from => (number(to).to_string(), make.strings.date(to)),
        Some(to) => (
            format!("{} – {}", number(level.from), number(to)),
            format!("{} – {}", make.strings.short_date(level.from), make.strings.short_date(to)),
        ),
        None => (
            make.strings.fill("from_on", &[("from", &number(level.from).to_string())]),
            make.strings.fill("from_on", &[("from", &make.strings.short_date(level.from))]),
        ),
    };
    row([Cell::Header(days), Cell::Text(dates), Cell::Text(make.strings.number(&level.amount.to_string()))])
}

fn row(cells: [Cell; 3]) -> Row {
    Row { emphasis: None, cells: cells.into_iter().chain([Cell::Tick(None), Cell::Write(None)]).collect() }
}
