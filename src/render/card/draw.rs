//! One picture: warm paper, a bar and an arch in the clinic's colour, the site's name, a title.
//!
//! The ground is made once for a site, the letters of each picture are laid over
//! it. All is whole numbers of sixteen colours: the same text gives the same
//! bytes on every machine.
//!
//! Never: pages, addresses, the format of the file.

use super::png::{self, COLOURS};
use super::words::{Pen, plain};
use crate::memo::Memo;
use crate::model::settings::Settings;
use crate::render::accent::accent;
use crate::source::{Source, Sources};
use tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};
use ttf_parser::Face;

/// The size that chats and feeds show, in points.
pub(super) const WIDTH: u32 = 1200;
/// Its height.
pub(super) const HEIGHT: u32 = 630;

/// Paper and ink, as in `theme/css/tokens.css`.
const PAPER: [u8; 3] = [0xfc, 0xf8, 0xf0];
const INK: [u8; 3] = [0x29, 0x23, 0x1e];
/// How much of the accent is in the arch, in percent.
const WASH: u32 = 14;

/// How wide the bar is.
const BAR: usize = 32;
/// Where the words begin and how wide they may be.
const LEFT: f32 = 96.0;
const ROOM: f32 = 1008.0;
/// The name: its size, and its baseline.
const NAME: (f32, f32) = (40.0, 118.0);
/// The last line: its size, and its baseline.
const LAST: (f32, f32) = (32.0, 562.0);
/// Between which heights the title stands.
const TITLE: (f32, f32) = (170.0, 500.0);
/// The sizes that a title may have, the first that fits; and from one baseline to the next, in ems.
const SIZES: [f32; 6] = [92.0, 80.0, 70.0, 62.0, 54.0, 46.0];
const LEADING: f32 = 1.14;

/// The numbers of colours: paper, four steps to ink on it, the wash, four steps to ink on that, ink, accent, and
/// steps between paper and wash.
const ON_PAPER: u8 = 0;
const ON_WASH: u8 = 5;
const INK_FULL: u8 = 10;
const ACCENT_FULL: u8 = 11;
const EDGE: u8 = 12;

/// Everything that the pictures of a language share.
pub(super) struct Artist<'s> {
    /// The fonts of the site, heavy ones first.
    heavy: Vec<Face<'s>>,
    /// The same, heavy ones last.
    light: Vec<Face<'s>>,
    name: String,
    tagline: String,
    palette: [[u8; 3]; COLOURS],
    /// Paper, bar and arch; two points in a byte.
    ground: Vec<u8>,
    /// Whether words go from left to right.
    ltr: bool,
    /// The fingerprint of everything but the title.
    base: blake3::Hash,
}

impl<'s> Artist<'s> {
    /// Reads the fonts and lays the ground.
    pub(super) fn new(sources: &'s Sources, settings: &Settings, direction: &str) -> Self {
        let files = sources.below("theme/fonts/").map(|(_, source)| source);
        let fonts: Vec<&Source> =
            files.filter(|file| [".ttf", ".otf"].iter().any(|ending| file.path.ends_with(ending))).collect();
        let is_heavy = |file: &&&Source| file.path.to_lowercase().contains("bold");
        let faces = |files: &[&'s Source]| -> Vec<Face<'s>> {
            files.iter().filter_map(|file| Face::parse(file.bytes(), 0).ok()).collect()
        };
        let palette = palette(accent(sources, settings.accent()));
        let mut base = blake3::Hasher::new();
        let colours = palette.concat();
        let parts = [settings.name.as_bytes(), settings.tagline.as_bytes(), direction.as_bytes(), &colours];
        for bytes in fonts.iter().map(|font| font.bytes()).chain(parts) {
            base.update(&bytes.len().to_le_bytes()).update(bytes);
        }
        let (bold, other): (Vec<&Source>, Vec<&Source>) = fonts.iter().partition(is_heavy);
        Self {
            heavy: faces(&[bold.clone(), other.clone()].concat()),
            light: faces(&[other, bold].concat()),
            name: settings.name.clone(),
            tagline: settings.tagline.clone(),
            palette,
            ground: ground(),
            ltr: direction == "ltr",
            base: base.finalize(),
        }
    }

    /// The same as [`Artist::draw`], from before where it is kept.
    pub(super) fn drawn(&self, title: Option<&str>, memo: &dyn Memo) -> Option<Vec<u8>> {
        let name = blake3::keyed_hash(self.base.as_bytes(), title.unwrap_or_default().as_bytes()).to_hex();
        memo.get(&name).or_else(|| {
            let bytes = self.draw(title)?;
            memo.put(&name, &bytes);
            Some(bytes)
        })
    }

    /// A picture with a title, or the site's own; `None` where no font has all letters of the title.
    pub(super) fn draw(&self, title: Option<&str>) -> Option<Vec<u8>> {
        let mut path = PathBuilder::new();
        let name = self.text(&self.heavy, &self.name);
        // The page that is called as the site is: one of the two is enough.
        let title = title
            .filter(|title| *title != self.name)
            .map_or(Some(None), |title| self.text(&self.heavy, title).map(Some))?;
        match (title, name) {
            (Some((face, title)), name) => {
                if let Some((face, name)) = name {
                    line(face, NAME, &name, &mut path);
                }
                block(face, &title, &mut path);
            }
            (None, Some((face, name))) => block(face, &name, &mut path),
            (None, None) => {}
        }
        if let Some((face, tagline)) = self.text(&self.light, &self.tagline) {
            line(face, LAST, &tagline, &mut path);
        }
        Some(png::write(WIDTH, HEIGHT, &self.palette, &self.over(path.finish().as_ref())))
    }

    /// A text that can be set, with the first font that has all its letters.
    fn text<'a>(&'a self, faces: &'a [Face<'s>], text: &str) -> Option<(&'a Face<'s>, String)> {
        let text = plain(text).filter(|_| self.ltr)?;
        let has_all = |face: &&Face<'_>| text.chars().chain(['…']).all(|c| face.glyph_index(c).is_some());
        Some((faces.iter().find(has_all)?, text))
    }

    /// Ink over the ground.
    fn over(&self, path: Option<&Path>) -> Vec<u8> {
        let mut points = self.ground.clone();
        lay(&mut points, path, |point, ink| {
            // Between paper and wash there is hardly a difference; ink on an edge is taken for ink on the wash.
            let ground = if point == ON_PAPER { ON_PAPER } else { ON_WASH };
            match steps(ink, 5) {
                5 => INK_FULL,
                0 => point,
                step => ground + step,
            }
        });
        points
    }
}

/// One line of text at its left.
fn line(face: &Face<'_>, (size, baseline): (f32, f32), text: &str, path: &mut PathBuilder) {
    let pen = Pen { face, size };
    pen.write(&pen.cut(text, ROOM), LEFT, baseline, path);
}

/// Lines of text as large as there is room for, in the middle of their height.
fn block(face: &Face<'_>, text: &str, path: &mut PathBuilder) {
    let (top, bottom) = TITLE;
    let fits = |size: f32| {
        let lines = Pen { face, size }.lines(text, ROOM)?;
        (height(lines.len(), size) <= bottom - top).then_some((size, lines))
    };
    let (size, lines) = SIZES.into_iter().find_map(fits).unwrap_or_else(|| {
        let size = SIZES[SIZES.len() - 1];
        (size, vec![Pen { face, size }.cut(text, ROOM)])
    });
    let pen = Pen { face, size };
    let mut baseline = top + (bottom - top - height(lines.len(), size)) / 2.0 + size * 0.76;
    for line in lines {
        pen.write(&line, LEFT, baseline, path);
        baseline += size * LEADING;
    }
}

/// How high lines of this size stand, in points.
#[expect(clippy::cast_precision_loss, reason = "a title has a handful of lines")]
fn height(lines: usize, size: f32) -> f32 {
    lines as f32 * size * LEADING
}

/// Paper, the bar on the left, and an arch like those of the theme's doors.
fn ground() -> Vec<u8> {
    let mut points = vec![ON_PAPER << 4 | ON_PAPER; (WIDTH * HEIGHT / 2) as usize];
    let (left, right, spring, low) = (852.0, 1148.0, 330.0, 640.0);
    let (middle, radius) = (f32::midpoint(left, right), (right - left) / 2.0);
    // A half circle of two curves: the handles of a quarter are 0.5523 of the radius long.
    let handle = radius * 0.552_285;
    let mut arch = PathBuilder::new();
    arch.move_to(left, low);
    arch.line_to(left, spring);
    arch.cubic_to(left, spring - handle, middle - handle, spring - radius, middle, spring - radius);
    arch.cubic_to(middle + handle, spring - radius, right, spring - handle, right, spring);
    arch.line_to(right, low);
    arch.close();
    lay(&mut points, arch.finish().as_ref(), |point, wash| match steps(wash, 4) {
        4 => ON_WASH,
        0 => point,
        step => EDGE + step - 1,
    });
    for row in points.chunks_exact_mut(WIDTH as usize / 2) {
        row[..BAR / 2].fill(ACCENT_FULL << 4 | ACCENT_FULL);
    }
    points
}

/// Lays an outline over points, two in a byte: `colour` says what a point becomes that is covered so far.
fn lay(points: &mut [u8], path: Option<&Path>, colour: impl Fn(u8, u8) -> u8) {
    let Some((path, mut mask)) = path.zip(Mask::new(WIDTH, HEIGHT)) else { return };
    mask.fill_path(path, FillRule::Winding, true, Transform::identity());
    // Nearly all is empty, so it is passed over eight points at a time.
    for (four, eight) in points.chunks_exact_mut(4).zip(mask.data().chunks_exact(8)) {
        if eight == [0; 8] {
            continue;
        }
        for (two, cover) in four.iter_mut().zip(eight.chunks_exact(2)) {
            *two = colour(*two >> 4, cover[0]) << 4 | colour(*two & 15, cover[1]);
        }
    }
}

/// A cover of 0 to 255 in so many steps.
fn steps(cover: u8, steps: u16) -> u8 {
    u8::try_from((u16::from(cover) * steps + 127) / 255).unwrap_or_default()
}

fn palette(accent: [u8; 3]) -> [[u8; 3]; COLOURS] {
    let wash = mix(PAPER, accent, WASH);
    let mut colours = [PAPER; COLOURS];
    for (step, percent) in [20, 40, 60, 80].into_iter().enumerate() {
        colours[1 + step] = mix(PAPER, INK, percent);
        colours[usize::from(ON_WASH) + 1 + step] = mix(wash, INK, percent);
    }
    colours[usize::from(ON_WASH)] = wash;
    colours[usize::from(INK_FULL)] = INK;
    colours[usize::from(ACCENT_FULL)] = accent;
    for (step, percent) in [25, 50, 75].into_iter().enumerate() {
        colours[usize::from(EDGE) + step] = mix(PAPER, wash, percent);
    }
    colours
}

/// So many percent of the second colour in the first.
fn mix(one: [u8; 3], other: [u8; 3], percent: u32) -> [u8; 3] {
    std::array::from_fn(|i| {
        let sum = u32::from(one[i]) * (100 - percent) + u32::from(other[i]) * percent;
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The colours of all points, as a reader of such files gives them back.
    fn points(bytes: &[u8]) -> Vec<u8> {
        let mut reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("it is a picture");
        let mut packed = vec![0; reader.output_buffer_size().expect("its size is known")];
        reader.next_frame(&mut packed).expect("it is whole");
        assert_eq!((reader.info().width, reader.info().height), (WIDTH, HEIGHT));
        packed.iter().flat_map(|two| [two >> 4, two & 15]).collect()
    }

    fn artist(direction: &str, name: &str) -> Artist<'static> {
        let font = include_bytes!("../../../theme/fonts/atkinson-hyperlegible-next-bold.ttf");
        let faces = || vec![Face::parse(font, 0).expect("the font of the theme can be read")];
        Artist {
            heavy: faces(),
            light: faces(),
            name: name.to_owned(),
            tagline: "One step at a time".to_owned(),
            palette: palette([0x2f, 0x6f, 0x6b]),
            ground: ground(),
            ltr: direction == "ltr",
            base: blake3::hash(b"a test"),
        }
    }

    #[test]
    fn a_title_of_any_length_stays_within_its_part_of_the_picture() {
        let artist = artist("ltr", "Clinic");
        let long = "Words and more words ".repeat(40);
        let word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(3);
        for title in ["Milk", long.as_str(), word.as_str(), "Is it safe: yes, no, or not known?"] {
            let bytes = artist.draw(Some(title)).expect("the font has these letters");
            assert!(bytes.len() < 30_000, "{title} takes {} bytes", bytes.len());
            let points = points(&bytes);
            let inked = |x: usize, y: usize| {
                (1..=10).contains(&points[y * WIDTH as usize + x]) && points[y * WIDTH as usize + x] != ON_WASH
            };
            let all = |x: std::ops::Range<usize>, y: std::ops::Range<usize>| {
                y.flat_map(move |y| x.clone().map(move |x| (x, y)))
            };
            assert!(all(96..1110, 170..505).any(|(x, y)| inked(x, y)), "{title} is not there");
            for (name, x, y) in [
                ("left", 32..90, 0..630),
                ("right", 1112..1200, 0..630),
                ("top", 0..1200, 0..70),
                ("between", 0..1200, 510..530),
                ("bottom", 0..1200, 580..630),
            ] {
                assert!(!all(x, y).any(|(x, y)| inked(x, y)), "{title} runs over at the {name}");
            }
        }
    }

    #[test]
    fn the_same_text_gives_the_same_bytes_and_another_one_others() {
        let artist = artist("ltr", "Clinic");
        assert_eq!(artist.draw(Some("Milk")), artist.draw(Some("Milk")));
        assert_ne!(artist.draw(Some("Milk")), artist.draw(Some("Silk")));
        assert_eq!(artist.draw(Some("Clinic")), artist.draw(None), "the name is not said twice");
    }

    #[test]
    fn what_cannot_be_set_has_no_picture_of_its_own() {
        assert_eq!(artist("ltr", "Clinic").draw(Some("مرحبا")), None);
        assert_eq!(artist("ltr", "Clinic").draw(Some("語")), None);
        assert_eq!(artist("rtl", "Clinic").draw(Some("Milk")), None, "lines of the other direction begin at the right");
        let own = artist("rtl", "Clinic").draw(None).expect("the site's own picture is always there");
        assert!(points(&own).iter().all(|point| *point == ON_PAPER || *point >= ON_WASH), "it has no letters");
    }
}
