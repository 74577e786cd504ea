//! Words on a picture: their lines, and the outlines of their letters.
//!
//! Letters are set one after the other, as Latin, Greek and Cyrillic are. A
//! script whose letters join or stand over one another would come out wrong, so
//! texts in it, and those with a letter that no font has, are not set at all.
//!
//! Never: colours, the size of the picture.

use tiny_skia::PathBuilder;
use ttf_parser::{Face, GlyphId, OutlineBuilder};
use unicode_normalization::UnicodeNormalization as _;

/// A text as letters that follow one another; `None` for one that has to be set with more care.
pub(super) fn plain(text: &str) -> Option<String> {
    let text: String = text.nfc().filter(|c| *c != '\u{ad}').collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let simple = |c: char| matches!(c, '\u{20}'..='\u{2ff}' | '\u{370}'..='\u{58f}' | '\u{1e00}'..='\u{200a}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2bff}');
    (!text.is_empty() && text.chars().all(simple)).then_some(text)
}

/// A font at a size.
#[derive(Clone, Copy, Debug)]
pub struct Pen<'f> {
    /// The font.
    pub face: &'f Face<'f>,
    /// The height of an em, in points of the picture.
    pub size: f32,
}

impl Pen<'_> {
    fn scale(&self) -> f32 {
        self.size / f32::from(self.face.units_per_em())
    }

    /// How wide a text is.
    pub(super) fn width(&self, text: &str) -> f32 {
        let advance = |c| self.face.glyph_index(c).and_then(|glyph| self.face.glyph_hor_advance(glyph));
        text.chars().filter_map(advance).map(f32::from).sum::<f32>() * self.scale()
    }

    /// A text in lines of this width, broken at spaces; `None` where a word is wider than that.
    pub(super) fn lines(&self, text: &str, width: f32) -> Option<Vec<String>> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            if self.width(word) > width {
                return None;
            }
            match lines.last_mut() {
                Some(line) if self.width(line) + self.width(" ") + self.width(word) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                Some(_) | None => lines.push(word.to_owned()),
            }
        }
        Some(lines)
    }

    /// As much of a text as goes into this width, with an ellipsis where that is not all.
    pub(super) fn cut(&self, text: &str, width: f32) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let mut kept = text.to_owned();
        while self.width(&kept) + self.width("…") > width && kept.pop().is_some() {}
        kept.trim_end_matches([' ', ',', '.', ':', ';', '-']).to_owned() + "…"
    }

    /// Adds the outlines of a line of text that begins here, on this baseline.
    pub fn write(&self, text: &str, x: f32, baseline: f32, path: &mut PathBuilder) {
        let mut outline = Outline { path, x, baseline, scale: self.scale() };
        for glyph in text.chars().filter_map(|c| self.face.glyph_index(c)) {
            self.face.outline_glyph(glyph, &mut outline);
            outline.x += self.advance(glyph);
        }
    }

    fn advance(&self, glyph: GlyphId) -> f32 {
        f32::from(self.face.glyph_hor_advance(glyph).unwrap_or_default()) * self.scale()
    }
}

/// Takes a letter's outline, whose y goes up, into the picture, whose y goes down.
struct Outline<'p> {
    path: &'p mut PathBuilder,
    x: f32,
    baseline: f32,
    scale: f32,
}

impl Outline<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.baseline - y * self.scale)
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_need_more_care_are_left_out() {
        assert_eq!(plain(" Is  it\nsafe? ").as_deref(), Some("Is it safe?"));
        assert_eq!(plain("Cafe\u{301}").as_deref(), Some("Café"), "letters and their marks become one");
        for odd in ["", "مرحبا", "สวัสดี", "नमस्ते", "x\u{308}\u{323}x", "a\u{202e}b", "😀"]
        {
            assert_eq!(plain(odd), None, "{odd}");
        }
    }

    #[test]
    fn lines_hold_every_word_and_are_never_too_wide() {
        let face = Face::parse(include_bytes!("../../../theme/fonts/atkinson-hyperlegible-next-bold.ttf"), 0)
            .expect("the font of the theme can be read");
        let pen = Pen { face: &face, size: 80.0 };
        let text = "Is my milk safe for my baby?";
        let lines = pen.lines(text, 500.0).expect("no word is that wide");
        assert!(lines.len() > 1 && lines.iter().all(|line| pen.width(line) <= 500.0));
        assert_eq!(lines.join(" "), text);
        assert_eq!(pen.lines("Donaudampfschifffahrt", 300.0), None);
        let cut = pen.cut(text, 400.0);
        assert!(cut.ends_with('…') && pen.width(&cut) <= 400.0, "{cut}");
        assert_eq!(pen.cut("Milk", 400.0), "Milk");
    }
}
