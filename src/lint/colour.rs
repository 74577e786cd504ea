//! Colours as numbers: from sRGB to Oklab and back, and their contrast.
//!
//! The mathematics of CSS Color 4 and of WCAG 2, and nothing else. A colour that a
//! screen cannot show is cut part by part, as browsers cut it.
//!
//! Never: style sheets, what a colour is for.

/// A colour in sRGB, each part from 0 to 1.
pub(super) type Rgb = [f64; 3];

/// `#rgb` or `#rrggbb` without its mark.
pub(super) fn from_hex(hex: &str) -> Option<Rgb> {
    let long: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    let part = |i: usize| u8::from_str_radix(long.get(2 * i..2 * i + 2)?, 16).ok().map(|byte| f64::from(byte) / 255.0);
    (long.len() == 6).then_some([part(0)?, part(1)?, part(2)?])
}

/// `#rrggbb`, of the nearest whole numbers.
pub(super) fn to_hex(rgb: Rgb) -> String {
    let bytes = rgb.map(|part| format!("{:02x}", nearest_byte(part)));
    format!("#{}", bytes.concat())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
fn nearest_byte(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn linear(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn gamma(part: f64) -> f64 {
    let part = part.clamp(0.0, 1.0);
    if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 }
}

/// The contrast ratio of WCAG 2: from 1 to 21.
pub(super) fn ratio(one: Rgb, other: Rgb) -> f64 {
    let luminance = |[r, g, b]: Rgb| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn times(matrix: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// sRGB to Oklab, as CSS Color 4 has it.
pub(super) fn oklab(rgb: Rgb) -> [f64; 3] {
    let lms = times(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        rgb.map(linear),
    );
    times(
        [
            [0.210_454_255_3, 0.793_617_785, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766],
        ],
        lms.map(f64::cbrt),
    )
}

/// Oklab to sRGB.
pub(super) fn from_oklab(lab: [f64; 3]) -> Rgb {
    let lms = times(
        [
            [1.0, 0.396_337_777_4, 0.215_803_757_3],
            [1.0, -0.105_561_345_8, -0.063_854_172_8],
            [1.0, -0.089_484_177_5, -1.291_485_548],
        ],
        lab,
    );
    let rgb = times(
        [
            [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
            [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
            [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701],
        ],
        lms.map(|part| part.powi(3)),
    );
    rgb.map(gamma)
}

/// Lightness, chroma and hue (in radians) of a colour in Oklab.
pub(super) fn oklch(rgb: Rgb) -> [f64; 3] {
    let [l, a, b] = oklab(rgb);
    [l, a.hypot(b), b.atan2(a)]
}

/// The colour of a lightness, a chroma and a hue in radians.
pub(super) fn from_oklch([l, c, h]: [f64; 3]) -> Rgb {
    from_oklab([l, c * h.cos(), c * h.sin()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_the_guidelines() {
        let of = |one: &str, other: &str| from_hex(one).zip(from_hex(other)).map(|(one, other)| ratio(one, other));
        assert!(of("000", "fff").is_some_and(|found| (found - 21.0).abs() < 1e-9));
        // The grey that is just enough on white, and the one beside it.
        assert!(of("767676", "ffffff").is_some_and(|found| found >= 4.5));
        assert!(of("777777", "ffffff").is_some_and(|found| found < 4.5));
    }

    #[test]
    fn there_and_back_is_the_same_colour() {
        for hex in ["1f6157", "ffcc00", "000000", "ffffff", "9f1420"] {
            let rgb = from_hex(hex);
            assert_eq!(rgb.map(|rgb| to_hex(from_oklch(oklch(rgb)))), Some(format!("#{hex}")));
        }
    }
}
