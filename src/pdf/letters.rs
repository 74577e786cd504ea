//! Which letters can be set: those that some font of the site has.
//!
//! A sheet with empty boxes in the place of letters is worse than none, and a
//! language in another script needs a font that the program does not bring. So
//! this is asked before a sheet is set; where one lacks a letter, its protocol has no PDF at all.
//!
//! Never: layout, which font is taken for which letter.

use crate::sheet::Sheet;
use crate::source::{Source, Sources};
use ttf_parser::Face;

/// The fonts of a site: its own beside the built-in one.
pub(super) fn fonts(sources: &Sources) -> impl Iterator<Item = &[u8]> {
    let all = sources.below("theme/fonts/").map(|(_, source)| source);
    all.filter(|source| has_ending(&source.path, &["ttf", "otf"])).map(Source::bytes)
}

/// Whether a path has one of these endings.
pub(super) fn has_ending(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
}

/// The letters of all fonts of a site.
pub struct Letters<'s> {
    faces: Vec<Face<'s>>,
}

impl<'s> Letters<'s> {
    /// Reads the tables of the fonts. A font that cannot be read has no letters.
    #[must_use]
    pub fn new(sources: &'s Sources) -> Self {
        Self { faces: fonts(sources).filter_map(|bytes| Face::parse(bytes, 0).ok()).collect() }
    }

    /// The first letter of a sheet that no font has.
    #[must_use]
    pub fn missing(&self, sheet: &Sheet) -> Option<char> {
        let text = serde_json::to_string(sheet).expect("a sheet is texts, numbers and lists, which are always JSON");
        text.chars().find(|c| !c.is_ascii() && !is_unseen(*c) && !self.has(*c))
    }

    fn has(&self, c: char) -> bool {
        self.faces.iter().any(|face| face.glyph_index(c).is_some())
    }
}

/// Marks that steer the letters around them and are not drawn: soft hyphens, joiners, marks of direction, variants.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}')
}
