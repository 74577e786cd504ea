//! The accent of a site as numbers, for pictures that are drawn.
//!
//! Style sheets take the accent as it is written; pictures need its parts. It is the
//! clinic's own, or else that of the theme, which a site may have replaced.
//!
//! Never: which colours go with it, whether it can be read.

use crate::source::Sources;

/// The colour of a theme that names none.
const PLAIN: [u8; 3] = [0x1f, 0x61, 0x57];

/// Red, green and blue of the accent: the chosen one, `#rrggbb`, or the theme's.
#[must_use]
pub fn accent(sources: &Sources, chosen: Option<&str>) -> [u8; 3] {
    chosen.and_then(rgb).or_else(|| of_theme(sources)).unwrap_or(PLAIN)
}

/// The accent of the theme's tokens, the first that stands there.
fn of_theme(sources: &Sources) -> Option<[u8; 3]> {
    let tokens = sources.get(sources.find("theme/css/tokens.css")?).text()?;
    let (_, rest) = tokens.split_once("--accent:")?;
    rgb(rest.split(';').next()?.trim())
}

/// `#1f6157` as its three parts.
fn rgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}
