//! How much room words take on paper.
//!
//! A sheet says what stands on which page, so somebody has to know what fits
//! before anything is drawn. This file does, from the widths of the letters in
//! the font that all sheets are set in. It breaks lines as any writer does, at
//! spaces. Writers differ by hairs, so every width is taken a little larger.
//!
//! Never: what the words say, heights of blocks.

use std::sync::LazyLock;
use ttf_parser::{Face, GlyphId};

/// How heavy letters are; heavy ones are wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The font of all sheets.
static REGULAR: &[u8] = include_bytes!("../../theme/fonts/atkinson-hyperlegible-next-regular.ttf");
static BOLD: &[u8] = include_bytes!("../../theme/fonts/atkinson-hyperlegible-next-bold.ttf");

/// Widths of the letters up to the end of the Latin-1 block, in parts of an em.
type Widths = [f32; 256];

static WIDTHS: LazyLock<[Widths; 2]> = LazyLock::new(|| [widths(REGULAR), widths(BOLD)]);

/// The width of a letter that the table does not have: that of a wide one.
const OTHER: f32 = 0.75;

/// Writers round and hint differently; this is the hair between them.
const HAIR: f32 = 1.002;

fn widths(font: &[u8]) -> Widths {
    let mut widths = [OTHER; 256];
    if let Ok(face) = Face::parse(font, 0) {
        let em = f32::from(face.units_per_em());
        let width = |c: char| face.glyph_index(c).and_then(|glyph: GlyphId| face.glyph_hor_advance(glyph));
        for (code, slot) in (0_u8..=255).zip(widths.iter_mut()) {
            if let Some(advance) = width(char::from(code)) {
                *slot = f32::from(advance) / em * HAIR;
            }
        }
    }
    widths
}

/// The width of a text on one line, in ems.
pub(super) fn width(text: &str, weight: Weight) -> f32 {
    let widths = &WIDTHS[match weight {
        Weight::Regular => 0,
        Weight::Bold => 1,
    }];
    text.chars().map(|c| widths.get(c as usize).copied().unwrap_or(OTHER)).sum()
}

/// The number of lines that a text takes when a line has room for so many ems. Words that are longer are broken.
pub(super) fn lines(text: &str, weight: Weight, room: f32) -> u16 {
    let space = width(" ", weight);
    let (mut lines, mut filled) = (1_u16, 0.0_f32);
    for word in text.split_whitespace() {
        let word = width(word, weight);
        let wanted = if filled > 0.0 { filled + space + word } else { word };
        if wanted <= room {
            filled = wanted;
            continue;
        }
        if filled > 0.0 {
            lines = lines.saturating_add(1);
        }
        filled = word;
        while filled > room && room > 0.0 {
            lines = lines.saturating_add(1);
            filled -= room;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_inside_of_words_that_are_too_long() {
        let width = |text| width(text, Weight::Regular);
        let lines = |text, room| lines(text, Weight::Regular, room);
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("one two", 100.0), 1);
        assert_eq!(lines("one two three", width("one two")), 2);
        assert_eq!(lines("immeasurable", width("immeasurable") / 2.5), 3);
        assert!(width("WWW") > width("iii") * 2.0, "the font's own widths are read");
        assert!(super::width("word", Weight::Bold) > width("word"));
    }
}
