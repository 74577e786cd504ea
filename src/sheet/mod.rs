//! Sheets: what is printed, as values.
//!
//! A [`Sheet`] is pages of blocks: tables to write in, care cards, boxes to
//! tick. It says what stands on which page of paper and nothing about markup,
//! so that every writer (HTML today) is a short walk over the same value, and a
//! test can read it. Each kind of sheet is laid out in a file of its own.
//!
//! Never: markup, the site's pages, the clock.

mod day_log;
mod make;
mod when_to_call;

use crate::name::SheetName;
use serde::Serialize;

pub use day_log::day_log;
pub use make::{Make, level_words, status_label, urgency};
pub use when_to_call::when_to_call;

/// A printable sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Its kind: `day-log`.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// A line below it.
    pub subtitle: Option<String>,
    /// The protocol that it belongs to.
    pub protocol: Stamp,
    /// The paper.
    pub paper: Paper,
    /// Whether it has no dates.
    pub blank: bool,
    /// Its pages, each of which fits on one page of paper.
    pub pages: Vec<Page>,
    /// What stands at the foot of every page.
    pub footer: Footer,
}

/// Which protocol, in which state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "named as in the protocol")]
pub struct Stamp {
    pub id: String,
    pub title: String,
    pub version: String,
    pub status_label: String,
    pub approved: bool,
    /// The protocol's page, seen from the sheet; none for a sheet that stands alone.
    pub href: Option<String>,
}

/// Paper sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// The word in addresses and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "Letter",
        }
    }
}

/// One page of paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What stands on it, from the top.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Block {
    /// A heading within the page.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Text {
        /// Its words.
        text: String,
        /// Whether it must not be missed.
        strong: bool,
    },
    /// Lines to write on, or what was written there.
    Fields {
        /// The lines.
        fields: Vec<Field>,
    },
    /// Figures that belong to the page.
    Facts {
        /// The figures.
        facts: Vec<Fact>,
    },
    /// A table to write in.
    Table {
        /// What it is.
        caption: String,
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows.
        rows: Vec<Row>,
    },
    /// Boxes to tick, one for each time that something happens.
    Ticks {
        /// What is counted.
        label: String,
        /// How many boxes.
        count: u32,
        /// A word of help.
        hint: Option<String>,
    },
    /// Whom to call, and when.
    Care {
        /// `emergency`, `urgent` or `non-urgent`.
        level: &'static str,
        /// The level in words.
        level_label: String,
        /// What to do.
        title: String,
        /// When.
        items: Vec<String>,
        /// Whom to call.
        contact: Option<Contact>,
    },
    /// A list.
    List {
        /// What it lists.
        title: Option<String>,
        /// Its entries.
        items: Vec<String>,
        /// Whether they are numbered.
        ordered: bool,
    },
}

/// A line to write on; with a value, what stands on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "as its type says")]
pub struct Field {
    pub label: String,
    pub value: Option<String>,
}

/// A figure with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "as its type says")]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its head.
    pub label: String,
    /// Its part of the width, against the others'.
    pub share: u32,
}

/// A row of a table, at least 9 mm high on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Whether it stands out, and why.
    pub emphasis: Option<Emphasis>,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// Why a row stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Emphasis {
    /// At night.
    Night,
    /// A total.
    Total,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "lowercase")]
pub enum Cell {
    /// The head of its row.
    Header(String),
    /// Printed text.
    Text(String),
    /// Room to write, perhaps with a hint in small print.
    Write(Option<String>),
    /// A box to tick.
    Tick(Option<String>),
}

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "as in the settings")]
pub struct Contact {
    pub label: String,
    pub number: String,
    pub note: Option<String>,
}

/// What stands at the foot of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "as on the sheet")]
pub struct Footer {
    pub clinic: String,
    pub version: String,
    pub status: String,
    /// The day on which it was made, in words.
    pub produced: String,
    /// The day by which the protocol is to be reviewed, in words.
    pub review_due: Option<String>,
    pub notice: String,
    /// Where the newest version is, in letters.
    pub address: Option<String>,
}

/// The key of a sheet's title among the interface texts.
#[must_use]
pub fn title_key(name: SheetName) -> &'static str {
    match name {
        SheetName::DayLog => "sheet_day_log",
        SheetName::WhenToCall => "sheet_when_to_call",
    }
}
