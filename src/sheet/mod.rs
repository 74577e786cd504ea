//! Sheets: what is printed, as values.
//!
//! A [`Sheet`] is pages of blocks: tables to write in, care cards, boxes to
//! tick. It says what stands on which page of paper, in which words, and nothing
//! about markup, so that every writer (HTML, PDF) is a short walk over the same
//! value, and a test can read it. Each kind of sheet is laid out in a file of its
//! own; `fit` breaks what it made into pages, from the widths that `measure` knows.
//!
//! Never: markup, the site's pages, the clock.

mod day_log;
mod equipment;
mod fit;
mod height;
mod kit;
mod make;
mod measure;
mod medicines;
mod plan;
mod qr;
mod steps;
mod visits;
mod week;
mod when_to_call;

use crate::name::{Paper, SheetName};
use serde::Serialize;

pub use kit::{Kit, kit};
pub use make::{Make, lay_out, offered, published, status_label};
pub use qr::Qr;

/// A printable sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Its kind: `day-log`.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// The protocol that it belongs to.
    pub protocol: Stamp,
    /// The paper.
    pub paper: Paper,
    /// The size of its letters.
    pub print: Print,
    /// Whether it has no dates.
    pub blank: bool,
    /// What marks it as not approved; none where it is.
    pub draft: Option<Draft>,
    /// Its pages, each of which fits on one page of paper.
    pub pages: Vec<Page>,
    /// What stands at the foot of every page.
    pub footer: Footer,
    /// Words that writers need here and there.
    pub words: SmallWords,
}

/// The mark of a sheet that no clinician has approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "as on the sheet")]
pub struct Draft {
    pub mark: String,
    pub text: String,
}

/// Words for what is drawn and not written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "as on the sheet")]
pub struct SmallWords {
    pub night: String,
    pub write_here: String,
    /// With `{n}`.
    pub boxes: String,
}

/// Which protocol, in which state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "named as in the protocol")]
pub struct Stamp {
    pub id: String,
    pub title: String,
    pub version: String,
}

/// How large the letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Print {
    /// 12 points.
    #[default]
    Standard,
    /// 18 points.
    Large,
}

impl Print {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Large];
}

/// One page of paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What the page is part of: a packet has pages of many sheets.
    pub title: String,
    /// A line below it.
    pub subtitle: Option<String>,
    /// `Page 1 of 3`.
    pub number: String,
    /// Whether its letters are of 11 points, which makes one page of two.
    pub small: bool,
    /// Whether whom to call stands at its foot; not where it stands on cards already.
    pub calls: bool,
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
        /// Whether its rows share out what is left of the page: the more room to write, the better.
        fill: bool,
        /// The height of a row on paper, at least, in tenths of a millimetre.
        row_height: u32,
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
    /// Cards side by side, each in its column from the top.
    Columns {
        /// How wide the first column is, in hundredths of the page's width.
        share: u32,
        /// The cards of the first column, then those of the second.
        columns: [Vec<Block>; 2],
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
    /// A list to tick off.
    Checklist {
        /// What it lists.
        title: Option<String>,
        /// Its entries.
        items: Vec<String>,
    },
    /// A framed form for somebody to fill in.
    Form {
        /// What it is for.
        title: String,
        /// What is said about it.
        note: Option<String>,
        /// Its fields, each with room to write.
        fields: Vec<String>,
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

/// What stands at the foot of every page. The same words in every writer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// The clinic's name.
    pub clinic: String,
    /// Whom to call, by urgency.
    pub calls: Vec<String>,
    /// The clinic, the protocol and its version, its status, when it was made, when it is looked at again.
    pub facts: Vec<String>,
    /// That it supports and does not replace a clinician, and how to get another form of it.
    pub notice: String,
    /// Where the newest version is, in letters.
    pub address: String,
    /// The same for a camera.
    pub qr: Qr,
}

/// The key of a sheet's title among the interface texts.
#[must_use]
pub fn title_key(name: SheetName) -> &'static str {
    match name {
        SheetName::Plan => "sheet_plan",
        SheetName::DayLog => "sheet_day_log",
        SheetName::Week => "sheet_week",
        SheetName::Steps => "sheet_steps",
        SheetName::Medicines => "sheet_medicines",
        SheetName::Equipment => "sheet_equipment",
        SheetName::Visits => "sheet_visits",
        SheetName::WhenToCall => "sheet_when_to_call",
        SheetName::Packet => "sheet_packet",
    }
}
