//! Breaking blocks into pages.
//!
//! A page is filled from the top. What does not fit goes to the next page: tables
//! and lists break between rows and entries, with their heads said again; all
//! else stays in one piece. A heading never stands alone at the foot of a page,
//! and a warning is never split, unless it alone is higher than a page. Care cards of
//! the second level stand side by side where letters are small, so that what hangs
//! on a fridge is one page.
//!
//! Never: what the blocks say.

use super::height::{GAP, Room};
use super::{Block, Row};

/// The blocks of one page, and whether its letters are small.
pub(super) struct Filled {
    pub blocks: Vec<Block>,
    pub small: bool,
}

/// Fills pages of this height.
pub(super) fn fill(room: Room, height: f32, blocks: Vec<Block>) -> Vec<Filled> {
    let mut pages: Vec<Vec<Block>> = vec![Vec::new()];
    let mut used = 0.0_f32;
    for block in blocks {
        let mut rest = Some(block);
        while let Some(block) = rest.take() {
            let own = room.block(&block);
            let left = height - used;
            if own <= left {
                used += own + GAP;
                push(&mut pages, block);
                continue;
            }
            let (here, there) = split(room, block, left - GAP);
            if let Some(here) = here {
                push(&mut pages, here);
            }
            let carried = take_headings(&mut pages);
            let fresh = pages.last().is_some_and(Vec::is_empty);
            if !fresh {
                pages.push(Vec::new());
            }
            used = carried.iter().map(|block| room.block(block) + GAP).sum();
            for heading in carried {
                push(&mut pages, heading);
            }
            if fresh {
                // It is higher than a page. A card goes on with its next signs on another; nothing makes the rest
                // smaller, and the writers tell that it is too long.
                let (first, more) = cut_card(room, there, height);
                push(&mut pages, first);
                pages.push(Vec::new());
                used = 0.0;
                rest = more;
            } else {
                rest = Some(there);
            }
        }
    }
    pages.retain(|page| !page.is_empty());
    let mut pages: Vec<Filled> = pages.into_iter().map(|blocks| Filled { blocks, small: false }).collect();
    for page in &mut pages {
        stretch(room, height, &mut page.blocks);
    }
    pages
}

fn push(pages: &mut [Vec<Block>], block: Block) {
    if let Some(page) = pages.last_mut() {
        page.push(block);
    }
}

/// Headings at the foot of the last page, which go with what follows.
fn take_headings(pages: &mut [Vec<Block>]) -> Vec<Block> {
    let Some(page) = pages.last_mut() else { return Vec::new() };
    let stays = page.iter().rposition(|block| !matches!(block, Block::Heading { .. })).map_or(0, |last| last + 1);
    if stays == 0 { Vec::new() } else { page.split_off(stays) }
}

/// As much of a block as fits, and the rest.
fn split(room: Room, block: Block, left: f32) -> (Option<Block>, Block) {
    match block {
        Block::Table { caption, columns, mut rows, fill, row_height } => {
            let heights = rows.iter().map(|row| room.row(&columns, row));
            let fits = fitting(left - room.table_head(&columns), heights);
            let there = rows.split_off(fits);
            let part = |rows: Vec<Row>| Block::Table {
                caption: caption.clone(),
                columns: columns.clone(),
                rows,
                fill,
                row_height,
            };
            ((fits > 0).then(|| part(rows)), part(there))
        }
        Block::List { title, items, ordered: false } => {
            let part = |title, items| Block::List { title, items, ordered: false };
            split_items(room, title, items, left, Room::item, part)
        }
        Block::Checklist { title, items } => {
            let part = |title, items| Block::Checklist { title, items };
            split_items(room, title, items, left, Room::check, part)
        }
        whole @ (Block::Heading { .. }
        | Block::Text { .. }
        | Block::Fields { .. }
        | Block::Facts { .. }
        | Block::Ticks { .. }
        | Block::Care { .. }
        | Block::Columns { .. }
        | Block::List { .. }
        | Block::Form { .. }) => (None, whole),
    }
}

/// As many entries of a list as fit, and the rest, each below its title.
fn split_items(
    room: Room,
    title: Option<String>,
    mut items: Vec<String>,
    left: f32,
    height: fn(Room, &str) -> f32,
    part: impl Fn(Option<String>, Vec<String>) -> Block,
) -> (Option<Block>, Block) {
    let heights = items.iter().map(|item| height(room, item));
    let there = items.split_off(fitting(left - room.maybe_heading(title.as_deref()), heights));
    ((!items.is_empty()).then(|| part(title.clone(), items)), part(title, there))
}

/// A card that is higher than a page in two, each with its title and its number; all else stays whole.
fn cut_card(room: Room, block: Block, height: f32) -> (Block, Option<Block>) {
    let Block::Care { level, level_label, title, items, contact } = block else { return (block, None) };
    let card = |items: &[String]| Block::Care {
        level,
        level_label: level_label.clone(),
        title: title.clone(),
        items: items.to_vec(),
        contact: contact.clone(),
    };
    let fits = (1..=items.len()).rev().find(|n| room.block(&card(&items[..*n])) + GAP <= height).unwrap_or(items.len());
    let more = (fits < items.len()).then(|| card(&items[fits..]));
    (card(&items[..fits]), more)
}

/// How many of these fit: none, or at least two, and never all but one.
fn fitting(left: f32, heights: impl ExactSizeIterator<Item = f32>) -> usize {
    let all = heights.len();
    let mut used = 0.0;
    let fits = heights
        .take_while(|height| {
            used += height;
            used <= left
        })
        .count();
    match fits {
        0 | 1 => 0,
        fits if fits + 1 == all && fits > 2 => fits - 1,
        fits => fits,
    }
}

/// Gives what is left of a page to the rows that people write in.
fn stretch(room: Room, height: f32, blocks: &mut [Block]) {
    let used: f32 = blocks.iter().map(|block| room.block(block) + GAP).sum();
    let left = (height - used - GAP).max(0.0);
    for block in blocks {
        if let Block::Table { rows, fill, row_height, .. } = block {
            let more = if *fill && !rows.is_empty() {
                left / f32::from(u16::try_from(rows.len()).unwrap_or(u16::MAX))
            } else {
                0.0
            };
            *row_height = tenths(room.row + more.min(MOST));
        }
    }
}

/// A row gets no more than this beyond what it needs, in millimetres: a sparse page is harder to follow.
const MOST: f32 = 6.0;

/// Millimetres in tenths, rounded down.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred at most, never negative")]
fn tenths(millimetres: f32) -> u32 {
    (millimetres.max(0.0) * 10.0) as u32
}

/// Fills pages with cards: the second level side by side, the others across the page. Letters are a little smaller
/// where that makes one page of two.
pub(super) fn fill_cards(room: Room, height: f32, cards: &[Block]) -> Vec<Filled> {
    let regular = fill(room, height, beside(room, cards));
    if regular.len() < 2 {
        return regular;
    }
    let small = fill(room.small(), height, beside(room.small(), cards));
    if small.len() < 2 {
        return small.into_iter().map(|page| Filled { small: true, ..page }).collect();
    }
    regular
}

/// Puts neighbours of the second level side by side, so that they take as little height as they can in their order.
fn beside(room: Room, cards: &[Block]) -> Vec<Block> {
    let narrow = |block: &Block| matches!(block, Block::Care { level: "urgent", .. });
    let mut placed = Vec::new();
    for group in cards.chunk_by(|a, b| narrow(a) && narrow(b)) {
        if group.len() < 2 {
            placed.extend_from_slice(group);
            continue;
        }
        let cut = |at: usize| [group[..at].to_vec(), group[at..].to_vec()];
        let ways = SHARES.into_iter().flat_map(|share| (1..group.len()).map(move |at| (share, at)));
        let ways = ways.map(|(share, at)| Block::Columns { share, columns: cut(at) });
        placed.extend(ways.min_by(|a, b| room.block(a).total_cmp(&room.block(b))));
    }
    placed
}

/// How wide the first of two columns may be, the fairest first.
const SHARES: [u32; 9] = [50, 52, 48, 55, 45, 58, 42, 61, 39];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Cell, Column, Paper, Print};

    fn room() -> Room {
        Room::new(Paper::A4, Print::Standard)
    }

    fn table(rows: usize) -> Block {
        let columns = vec![Column { label: "What".to_owned(), share: 1 }];
        let rows = (0..rows).map(|_| Row { emphasis: None, cells: vec![Cell::Write(None)] }).collect();
        Block::Table { caption: "Rows".to_owned(), columns, rows, fill: true, row_height: 0 }
    }

    fn rows(page: &Filled) -> Vec<usize> {
        let count = |block: &Block| if let Block::Table { rows, .. } = block { Some(rows.len()) } else { None };
        page.blocks.iter().filter_map(count).collect()
    }

    #[test]
    fn a_table_breaks_between_rows_and_leaves_none_alone() {
        let pages = fill(room(), 100.0, vec![table(25)]);
        let all: Vec<usize> = pages.iter().flat_map(rows).collect();
        assert_eq!(all.iter().sum::<usize>(), 25);
        assert!(all.iter().all(|rows| *rows >= 2), "{all:?}");
    }

    #[test]
    fn a_heading_goes_with_what_it_heads() {
        let heading = Block::Heading { text: "Rows".to_owned() };
        let pages = fill(room(), 100.0, vec![table(9), heading, table(5)]);
        assert_eq!(pages.len(), 2);
        assert!(matches!(pages[1].blocks[0], Block::Heading { .. }));
    }

    #[test]
    fn what_fits_nowhere_stands_alone_and_ends_the_reading() {
        let text = Block::Text { text: "word ".repeat(2000), strong: false };
        let pages = fill(room(), 50.0, vec![table(2), text, table(2)]);
        assert_eq!(pages.iter().map(|page| page.blocks.len()).collect::<Vec<_>>(), [1, 1, 1]);
    }

    fn card(level: &'static str, signs: usize) -> Block {
        let items = vec!["a sign".to_owned(); signs];
        Block::Care { level, level_label: "Level".to_owned(), title: "Call".to_owned(), items, contact: None }
    }

    fn shares(cards: &[Block]) -> Vec<Option<(u32, usize)>> {
        let share = |block: &Block| {
            if let Block::Columns { share, columns } = block { Some((*share, columns[0].len())) } else { None }
        };
        beside(room(), cards).iter().map(share).collect()
    }

    #[test]
    fn cards_stand_side_by_side_as_low_as_they_can() {
        assert_eq!(shares(&[card("emergency", 9), card("urgent", 5), card("non-urgent", 3)]), [None, None, None]);
        assert_eq!(shares(&[card("urgent", 5), card("urgent", 5), card("non-urgent", 3)]), [Some((50, 1)), None]);
        assert_eq!(shares(&[card("urgent", 3), card("urgent", 3), card("urgent", 8)]), [Some((50, 2))]);
        let mut wordy = card("urgent", 1);
        if let Block::Care { items, .. } = &mut wordy {
            items.push("many words ".repeat(40));
        }
        let uneven = shares(&[wordy, card("urgent", 3)]);
        assert!(matches!(uneven[..], [Some((51.., 1))]), "the longer one has more room: {uneven:?}");
    }

    #[test]
    fn letters_are_small_only_where_that_saves_a_page() {
        let cards = vec![card("emergency", 9), card("urgent", 9), card("urgent", 9)];
        let one = fill_cards(room(), 1000.0, &cards);
        assert!(matches!(one[..], [Filled { small: false, .. }]));
        let needed: f32 = beside(room(), &cards).iter().map(|block| room().block(block) + GAP).sum();
        assert!(matches!(fill_cards(room(), needed - GAP - 1.0, &cards)[..], [Filled { small: true, .. }]));
        assert!(fill_cards(room(), needed / 2.0, &cards).iter().all(|page| !page.small));
    }
}
