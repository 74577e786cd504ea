//! Pictures: how large they are.
//!
//! The page reserves a picture's room before it is loaded, so that nothing
//! jumps. Raster formats are measured by a library; for SVG the `viewBox` or
//! `width` and `height` of the root element tell.
//!
//! Never: where a picture is used.

use crate::source::FileId;

/// A picture with its size in CSS pixels, where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its file.
    pub file: FileId,
    /// Width and height.
    pub size: Option<(u32, u32)>,
}

/// The file endings of pictures.
pub const ENDINGS: [&str; 7] = ["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"];

/// Measures a picture.
#[must_use]
pub fn size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    if path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("svg")) {
        return svg_size(std::str::from_utf8(bytes).ok()?);
    }
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let root = &text[start..start + text[start..].find('>')?];
    let attribute = |name: &str| {
        let at = root.find(&format!(" {name}=\""))? + name.len() + 3;
        root[at..].split('"').next()
    };
    let pixels = |text: &str| text.trim_end_matches("px").parse::<f32>().ok().filter(|n| *n >= 1.0).map(whole);
    if let (Some(width), Some(height)) = (attribute("width").and_then(pixels), attribute("height").and_then(pixels)) {
        return Some((width, height));
    }
    let mut numbers = attribute("viewBox")?.split([' ', ',']).filter(|n| !n.is_empty()).skip(2).map(pixels);
    Some((numbers.next()??, numbers.next()??))
}

/// The nearest whole number of pixels.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture's size is small and positive")]
fn whole(number: f32) -> u32 {
    number.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_tells_its_size() {
        assert_eq!(svg_size(r#"<svg viewBox="0 0 640 320.4">"#), Some((640, 320)));
        assert_eq!(svg_size(r#"<svg width="20px" height="10">"#), Some((20, 10)));
        assert_eq!(svg_size("<svg>"), None);
    }
}
