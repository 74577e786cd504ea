//! How high the blocks of a sheet are on paper, in millimetres.
//!
//! The numbers here are the sizes that `theme/css/sheet.css` and the templates for
//! PDF give the same blocks. They err on the side of room, and two tests hold them
//! together: a browser and the PDF writer must both need exactly the pages that
//! were counted.
//!
//! Never: where a page ends.

use super::measure::{Weight, lines, width};
use super::{Block, Cell, Column, Contact, Draft, Fact, Field, Footer, Paper, Print, Row};

/// The room on one page, and the sizes of letters on it. Millimetres throughout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// From the binding margin to the other.
    pub width: f32,
    /// From the top margin to the bottom margin.
    pub height: f32,
    /// The size of letters.
    pub em: f32,
    /// The size of small print.
    pub fine: f32,
    /// A row to write in, at least.
    pub row: f32,
}

/// What a care card says: its title, its signs, whom to call.
type Card<'a> = (&'a str, &'a [String], Option<&'a Contact>);

/// Between two blocks.
pub(super) const GAP: f32 = 2.6;
/// Between two cards of a column, and between two columns.
const BETWEEN: (f32, f32) = (1.6, 3.0);
/// Between head, mark, blocks and foot.
pub(super) const PART: f32 = 2.4;
/// The code in the foot, with the space beside it.
const CODE: f32 = 20.0;
/// One point, in millimetres.
const POINT: f32 = 0.3528;
/// The distance of lines, in ems.
const LINE: f32 = 1.35;

impl Room {
    pub(super) fn new(paper: Paper, print: Print) -> Self {
        let (across, down) = match paper {
            Paper::A4 => (210.0, 297.0),
            Paper::Letter => (215.9, 279.4),
        };
        let (em, fine, row) = match print {
            Print::Standard => (12.0 * POINT, 9.0 * POINT, 9.0),
            Print::Large => (18.0 * POINT, 12.0 * POINT, 13.0),
        };
        Self { width: across - 32.0, height: down - 17.5, em, fine, row }
    }

    /// The same room for cards in smaller letters.
    pub(super) fn small(self) -> Self {
        Self { em: 11.0 * POINT, ..self }
    }

    /// The lines of a text in letters of this size, over this width.
    fn lines(text: &str, size: f32, across: f32) -> f32 {
        f32::from(lines(text, Weight::Regular, across / size))
    }

    /// The same in bold letters.
    fn bold(text: &str, size: f32, across: f32) -> f32 {
        f32::from(lines(text, Weight::Bold, across / size))
    }

    /// A paragraph.
    fn text(self, text: &str, across: f32) -> f32 {
        Self::lines(text, self.em, across) * LINE * self.em
    }

    /// The head of a page.
    pub(super) fn head(self, title: &str, subtitle: Option<&str>, clinic: &str, protocol: &str) -> f32 {
        let (large, line) = (1.75 * self.em, 1.25 * self.em);
        let subtitle_width = subtitle.map_or(0.0, |text| width(text, Weight::Regular) * self.em);
        let names = (width(title, Weight::Bold) * large).max(subtitle_width);
        let origin = width(clinic, Weight::Bold).max(width(protocol, Weight::Regular)) * self.em;
        let left = Self::bold(title, large, self.width) * 1.1 * large
            + subtitle.map_or(0.0, |text| 0.5 + self.text(text, self.width));
        let right = 2.0 * line;
        let both = if names + origin + 8.0 <= self.width {
            left.max(right)
        } else {
            let right = [clinic, protocol].map(|text| Self::lines(text, self.em, self.width) * line);
            left + 1.0 + right[0] + right[1]
        };
        both + 2.0 + 1.5 * POINT
    }

    /// The mark of what is not approved.
    pub(super) fn draft(self, draft: &Draft) -> f32 {
        let text = format!("{} {}", draft.mark, draft.text);
        Self::lines(&text, self.em, self.width - 7.0) * 1.3 * self.em + 2.4 + 2.5 * POINT
    }

    /// The foot of a page.
    pub(super) fn foot(self, footer: &Footer, calls: bool) -> f32 {
        let across = self.width - CODE - 3.0;
        let calls = if calls { footer.calls.join(" · ") } else { String::new() };
        let texts = [&calls, &footer.facts.join(" · "), &footer.notice];
        let own: f32 =
            texts.iter().filter(|text| !text.is_empty()).map(|text| Self::lines(text, self.fine, across)).sum();
        let last = Self::lines(&format!("{} {}", footer.address, "Page 10 of 10"), self.fine, across);
        ((own + last) * LINE * self.fine).max(CODE) + 1.5 + POINT
    }

    /// A block.
    pub(super) fn block(self, block: &Block) -> f32 {
        match block {
            Block::Heading { text } => self.heading(text),
            Block::Text { text, .. } => self.text(text, self.width),
            Block::Fields { fields } => self.fields(fields),
            Block::Facts { facts } => self.facts(facts),
            Block::Table { columns, rows, .. } => {
                self.table_head(columns) + rows.iter().map(|row| self.row(columns, row)).sum::<f32>()
            }
            Block::Ticks { label, count, hint } => self.ticks(label, *count, hint.as_deref()),
            Block::Care { level, level_label, title, items, contact } => {
                let card = (title.as_str(), items.as_slice(), contact.as_ref());
                match *level {
                    "urgent" => self.narrow_care(level_label, card),
                    "emergency" => self.wide_care(1.15, level_label, card) + 2.8,
                    _ => self.wide_care(1.0, level_label, card),
                }
            }
            Block::Columns { share, columns } => {
                let first = self.width * f32::from(u16::try_from(*share).unwrap_or(u16::MAX)) / 100.0;
                let high = |width: f32, cards: &[Block]| {
                    let room = Self { width, ..self };
                    cards.iter().map(|card| room.block(card) + BETWEEN.0).sum::<f32>() - BETWEEN.0
                };
                high(first, &columns[0]).max(high(self.width - first - BETWEEN.1, &columns[1]))
            }
            Block::List { title, items, .. } => {
                self.maybe_heading(title.as_deref()) + items.iter().map(|item| self.item(item)).sum::<f32>()
            }
            Block::Checklist { title, items } => {
                self.maybe_heading(title.as_deref()) + items.iter().map(|item| self.check(item)).sum::<f32>()
            }
            Block::Form { title, note, fields } => self.form(title, note.as_deref(), fields.len()),
        }
    }

    fn heading(self, text: &str) -> f32 {
        let size = 1.15 * self.em;
        Self::bold(text, size, self.width) * 1.2 * size + 1.0
    }

    pub(super) fn maybe_heading(self, text: Option<&str>) -> f32 {
        text.map_or(0.0, |text| self.heading(text) + 1.0)
    }

    /// An entry of a list.
    pub(super) fn item(self, text: &str) -> f32 {
        self.text(text, self.width - 6.0) + 0.6
    }

    /// An entry to tick off.
    pub(super) fn check(self, text: &str) -> f32 {
        self.text(text, self.width - 10.0).max(7.0) + 0.6
    }

    fn fields(self, fields: &[Field]) -> f32 {
        let wide = |field: &Field| {
            let value = field.value.as_ref().map_or(24.0, |value| (width(value, Weight::Bold) * self.em).max(24.0));
            (width(&field.label, Weight::Regular) * self.em + 2.0 + value).max(45.0)
        };
        let (mut rows, mut filled) = (0.0_f32, f32::MAX);
        for field in fields {
            let wide = wide(field);
            if filled + 6.0 + wide > self.width {
                let more = (wide / self.width).ceil().max(1.0) - 1.0;
                rows += 9.0_f32.max(LINE * self.em + 1.0) + 1.0 + more * LINE * self.em;
                filled = wide;
            } else {
                filled += 6.0 + wide;
            }
        }
        rows
    }

    fn facts(self, facts: &[Fact]) -> f32 {
        let (mut rows, mut filled, mut highest) = (0.0_f32, 0.0_f32, 0.0_f32);
        for fact in facts {
            let wide = (width(&fact.label, Weight::Regular).max(width(&fact.value, Weight::Bold)) * self.em + 7.0)
                .min(self.width);
            let across = self.width - 7.0;
            let own = Self::lines(&fact.label, self.em, across) + Self::bold(&fact.value, self.em, across);
            let high = own * 1.25 * self.em + 3.0;
            if filled > 0.0 && filled + wide > self.width {
                rows += highest;
                (filled, highest) = (0.0, 0.0);
            }
            filled += wide;
            highest = highest.max(high);
        }
        rows + highest
    }

    /// The head of a table.
    pub(super) fn table_head(self, columns: &[Column]) -> f32 {
        let size = 0.76 * self.em;
        let each = columns.iter().map(|column| Self::bold(&column.label, size, self.cell(columns, column) + 1.0));
        each.fold(1.0, f32::max) * 1.15 * size + 2.5
    }

    /// A row of a table.
    pub(super) fn row(self, columns: &[Column], row: &Row) -> f32 {
        let of = |(column, cell): (&Column, &Cell)| match cell {
            Cell::Header(text) => Self::bold(text, self.em, self.cell(columns, column)) * LINE * self.em + 1.6,
            Cell::Text(text) => self.text(text, self.cell(columns, column)) + 1.6,
            Cell::Write(Some(hint)) => Self::lines(hint, self.fine, self.cell(columns, column)) * LINE * self.fine,
            Cell::Tick(Some(text)) => self.text(text, self.cell(columns, column) - 9.0) + 1.6,
            Cell::Write(None) | Cell::Tick(None) => 0.0,
        };
        columns.iter().zip(&row.cells).map(of).fold(self.row, f32::max)
    }

    /// The room for words in a column.
    fn cell(self, columns: &[Column], column: &Column) -> f32 {
        let all: u32 = columns.iter().map(|column| column.share).sum();
        let part = |share: u32| f32::from(u16::try_from(share).unwrap_or(u16::MAX));
        self.width * part(column.share) / part(all.max(1)) - 3.4
    }

    fn ticks(self, label: &str, count: u32, hint: Option<&str>) -> f32 {
        let boxes = f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * 9.0;
        let beside = self.width - 7.5 * self.em - 3.0;
        let label = Self::bold(label, self.em, 7.5 * self.em) * LINE * self.em;
        let high = if boxes <= beside { label.max(7.0) } else { label + 1.5 + (boxes / self.width).ceil() * 9.0 };
        high + hint.map_or(0.0, |hint| self.text(hint, self.width) + 1.5)
    }

    /// A card across the page, its level and its title on one line.
    fn wide_care(self, scale: f32, level: &str, (title, items, contact): Card<'_>) -> f32 {
        let across = self.width - 10.5;
        let size = scale * self.em;
        let title = Self::bold(&format!("{level} {title}"), size, across - 15.0) * 1.25 * size;
        title + self.signs(items, across - 5.0) + self.number(contact, across) + 3.6
    }

    /// A card in a column, its level on a line of its own.
    fn narrow_care(self, level: &str, (title, items, contact): Card<'_>) -> f32 {
        let across = self.width - 8.6;
        let heads = Self::bold(level, self.em, across - 8.0) + Self::bold(title, self.em, across);
        heads * 1.25 * self.em + self.signs(items, across - 4.5) + self.number(contact, across) + 3.6
    }

    /// The signs on a card, with the room above them.
    fn signs(self, items: &[String], across: f32) -> f32 {
        items.iter().map(|item| Self::lines(item, self.em, across) * 1.22 * self.em + 0.3).sum::<f32>() + 0.5
    }

    /// Whom to call, at the foot of a card, with the room above.
    fn number(self, contact: Option<&Contact>, across: f32) -> f32 {
        contact.map_or(0.8, |contact| self.contact(contact, across) + 2.9)
    }

    fn contact(self, contact: &Contact, across: f32) -> f32 {
        let note = contact.note.as_deref().unwrap_or("");
        let words = width(&format!("{}: ", contact.label), Weight::Regular) + width(note, Weight::Regular);
        let all = (words + 1.12 * width(&contact.number, Weight::Bold)) * self.em;
        (all / across).ceil().max(1.0) * 1.22 * 1.12 * self.em
    }

    fn form(self, title: &str, note: Option<&str>, fields: usize) -> f32 {
        let across = self.width - 8.0;
        let size = 1.1 * self.em;
        let rows = f32::from(u16::try_from(fields.div_ceil(2)).unwrap_or(u16::MAX));
        let note = note.map_or(0.0, |note| self.text(note, across) + 1.0);
        Self::bold(title, size, across) * 1.25 * size + note + rows * (LINE * self.fine + self.row + 1.0) + 7.0
    }
}
