//! The site's icon as pictures, for the first screens of phones.
//!
//! Phones want squares of dots and take no drawing. So the icon is made of what every site has: the brand's colour and
//! the first letters of the clinic's name, set in the font of the sheets. The one that a phone may cut to any shape
//! keeps its letters within the inner part that no shape cuts.
//!
//! Never: the drawing in `theme/icon.svg`, pages.

use super::asset::fingerprinted;
use super::card::Pen;
use crate::bundle::Bundle;
use crate::diag::Diagnostics;
use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Transform};
use ttf_parser::Face;

static FONT: &[u8] = include_bytes!("../../theme/fonts/atkinson-hyperlegible-next-bold.ttf");

/// How many first letters stand in an icon.
const LETTERS: usize = 2;
/// The side of the square in which the letters stand, as a part of the icon's.
const ROOM: f32 = 0.6;
/// The same where a phone cuts the icon; a circle of four fifths is safe.
const ROOM_WHEN_CUT: f32 = 0.46;
const LIGHT: [u8; 3] = [0xff, 0xfd, 0xf8];
const DARK: [u8; 3] = [0x16, 0x13, 0x0f];

/// Where the pictures are, from the root.
#[derive(Clone, Debug, Default)]
pub struct Icons {
    /// 192 dots wide.
    pub small: String,
    /// 512 dots wide.
    pub large: String,
    /// The same, to be cut to any shape.
    pub maskable: String,
}

/// Publishes the pictures of a site with this name and brand colour.
pub fn publish(name: &str, accent: [u8; 3], bundle: &mut Bundle, diags: &mut Diagnostics) -> Icons {
    let mut put = |title: &str, side: u32, room: f32| {
        let bytes = picture(name, accent, side, room);
        let address = fingerprinted(title, "png", &bytes);
        bundle.insert(address.clone(), bytes, "content/site.yaml", diags);
        address
    };
    Icons {
        small: put("icon-192", 192, ROOM),
        large: put("icon-512", 512, ROOM),
        maskable: put("icon-512-maskable", 512, ROOM_WHEN_CUT),
    }
}

/// The first letters of the first words, as far as the font has them.
fn initials(name: &str, face: &Face<'_>) -> Vec<char> {
    let first = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let capital = first.filter_map(|letter| letter.to_uppercase().next());
    capital.filter(|letter| face.glyph_index(*letter).is_some()).take(LETTERS).collect()
}

/// Which of two colours is further from this one in brightness.
fn on(ground: [u8; 3]) -> [u8; 3] {
    let [red, green, blue] = ground.map(u32::from);
    if (red * 299 + green * 587 + blue * 114) / 1000 < 140 { LIGHT } else { DARK }
}

fn paint([red, green, blue]: [u8; 3]) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, 255);
    paint.anti_alias = true;
    paint
}

/// The picture as PNG. Where the font has no letter of the name, a disc stands in.
#[expect(clippy::cast_precision_loss, reason = "a side of some hundred dots")]
fn picture(name: &str, accent: [u8; 3], side: u32, room: f32) -> Vec<u8> {
    let mut pixels = Pixmap::new(side, side).expect("a square of some hundred dots fits into memory");
    let [red, green, blue] = accent;
    pixels.fill(Color::from_rgba8(red, green, blue, 255));
    let full = side as f32;
    let drawn = letters(name).or_else(|| PathBuilder::from_circle(0.0, 0.0, 100.0));
    if let Some(path) = drawn {
        let bounds = path.bounds();
        let scale = full * room / bounds.width().max(bounds.height());
        let centre = |box_: Rect| (f32::midpoint(box_.left(), box_.right()), f32::midpoint(box_.top(), box_.bottom()));
        let (x, y) = centre(bounds);
        let place = Transform::from_row(scale, 0.0, 0.0, scale, full / 2.0 - x * scale, full / 2.0 - y * scale);
        pixels.fill_path(&path, &paint(on(accent)), FillRule::Winding, place, None);
    }
    pixels.encode_png().expect("dots can be written as PNG")
}

/// The outlines of the first letters side by side, with the y axis downwards.
fn letters(name: &str) -> Option<Path> {
    let face = Face::parse(FONT, 0).ok()?;
    let text: String = initials(name, &face).into_iter().collect();
    let mut path = PathBuilder::new();
    Pen { face: &face, size: f32::from(face.units_per_em()) }.write(&text, 0.0, 0.0, &mut path);
    path.finish()
}
