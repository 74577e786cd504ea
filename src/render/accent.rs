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

/// The theme's icon, which is drawn in the theme's accent, in the chosen one.
#[must_use]
pub fn icon(sources: &Sources, chosen: Option<&str>) -> Vec<u8> {
    let Some(icon) = sources.find("theme/icon.svg").map(|id| sources.get(id)) else { return Vec::new() };
    match (icon.text(), chosen, written(sources)) {
        (Some(text), Some(chosen), Some(drawn)) => text.replace(drawn, chosen).into_bytes(),
        (None, _, _) | (_, None, _) | (_, _, None) => icon.bytes().to_vec(),
    }
}

/// The accent of the theme's tokens, the first that stands there.
fn of_theme(sources: &Sources) -> Option<[u8; 3]> {
    rgb(written(sources)?)
}

/// The same as it is written.
fn written(sources: &Sources) -> Option<&str> {
    let tokens = sources.get(sources.find("theme/css/tokens.css")?).text()?;
    let (_, rest) = tokens.split_once("--accent:")?;
    rest.split(';').next().map(str::trim)
}

/// `#1f6157` as its three parts.
fn rgb(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_wears_the_clinics_colour() {
        let own = "<svg><path fill=\"#1f6157\"/><path fill=\"#ffffff\"/></svg>";
        let sources =
            Sources::from_texts([("theme/css/tokens.css", ":root { --accent: #1f6157; }"), ("theme/icon.svg", own)]);
        let icon = |chosen| String::from_utf8(icon(&sources, chosen)).expect("it is text");
        assert_eq!(icon(None), own);
        assert_eq!(icon(Some("#7a2f6b")), own.replace("#1f6157", "#7a2f6b"));
        assert_eq!(accent(&sources, None), [0x1f, 0x61, 0x57]);
        assert_eq!(accent(&sources, Some("#7a2f6b")), [0x7a, 0x2f, 0x6b]);
    }
}
