//! Contrast of the theme's colours, by light and in the dark.
//!
//! The colours are read from `theme/css/tokens.css` as a browser would that knows
//! no relative colours, with the clinic's accent in place of the theme's. The ratio
//! is that of WCAG 2 (1.4.3 for text, 1.4.11 for lines of controls). What a page of
//! the site's own styles does with them is not seen here.
//!
//! Never: style sheets beside the tokens.

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::site::Site;
use crate::source::{Span, offset};
use std::collections::BTreeMap;

const TOKENS: &str = "theme/css/tokens.css";

/// Text, what it stands on, and the ratio that they need.
const PAIRS: [(&str, &str, f64); 12] = [
    ("ink", "paper", 4.5),
    ("ink-soft", "paper", 4.5),
    ("ink", "card", 4.5),
    ("accent-text", "paper", 4.5),
    ("on-accent", "accent-solid", 4.5),
    ("on-door", "door", 4.5),
    ("on-ribbon", "ribbon", 4.5),
    ("on-emergency", "emergency-band", 4.5),
    ("emergency", "emergency-wash", 4.5),
    ("urgent", "urgent-wash", 4.5),
    ("calm", "calm-wash", 4.5),
    ("line-strong", "paper", 3.0),
];

const DARK: &str = "in the dark";

/// A colour in sRGB, each part from 0 to 1.
type Rgb = [f64; 3];

/// A custom property: its value, and where that stands.
type Property<'t> = (&'t str, usize);

/// The properties of one scheme, by name without `--`.
type Scheme<'t> = BTreeMap<&'t str, Property<'t>>;

/// Colours that are too near to each other.
pub(super) fn contrast(site: &Site<'_>, diags: &mut Diagnostics) {
    let Some(file) = site.sources.find(TOKENS) else { return };
    let text = site.sources.get(file).text().unwrap_or_default();
    let accent = site.model.settings.accent.as_ref();
    let (mut light, mut dark) = schemes(text);
    if let Some(accent) = accent {
        for scheme in [&mut light, &mut dark] {
            scheme.insert("accent", (accent.value.as_str(), 0));
        }
    }
    for (words, scheme) in [("by light", &light), (DARK, &dark)] {
        for (front, back, least) in PAIRS {
            let (Some(one), Some(other)) = (colour(scheme, front, 0), colour(scheme, back, 0)) else { continue };
            let found = ratio(one, other);
            let known =
                words == DARK && colour(&light, front, 0) == Some(one) && colour(&light, back, 0) == Some(other);
            if found >= least || known {
                continue;
            }
            let of_clinic = accent.filter(|_| rests_on(scheme, front, 0) || rests_on(scheme, back, 0));
            let place = match (of_clinic, scheme.get(front)) {
                (Some(accent), _) => Place::Span(accent.span),
                (None, Some((value, at))) => {
                    Place::Span(Span { file, start: offset(*at), end: offset(at + value.len()) })
                }
                (None, None) => Place::File(TOKENS.to_owned()),
            };
            // Cut, not rounded, so that 4.496 is not shown as enough.
            let shown = (found * 10.0).floor() / 10.0;
            let message =
                format!("`{front}` on `{back}` has a contrast of {shown:.1} to 1 {words}; it needs {least} to 1");
            diags.push(
                Diagnostic::new(Code::LowContrast, place, message)
                    .help("take a darker colour for a light page, a lighter one for a dark page"),
            );
        }
    }
}

/// The properties by light, and those in the dark.
fn schemes(text: &str) -> (Scheme<'_>, Scheme<'_>) {
    let (mut light, mut dark_only) = (Scheme::new(), Scheme::new());
    let mut open: Vec<&str> = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '{' | '}' | ';')) {
        let part = &text[start..at];
        if c == '{' {
            open.push(part);
        } else if let Some((name, value)) = part.trim().strip_prefix("--").and_then(|rest| rest.split_once(':')) {
            let other =
                open.iter().any(|prelude| prelude.contains("@supports") || prelude.contains("prefers-contrast"));
            let dark = open.iter().any(|prelude| prelude.contains("prefers-color-scheme: dark"));
            let value = value.trim();
            let place = start + part.rfind(value).unwrap_or(0);
            match (other, dark) {
                (true, _) => {}
                (false, true) => drop(dark_only.insert(name, (value, place))),
                (false, false) => drop(light.insert(name, (value, place))),
            }
        }
        if c == '}' {
            open.pop();
        }
        start = at + 1;
    }
    let mut dark = light.clone();
    dark.extend(dark_only);
    (light, dark)
}

/// How deep values may refer to each other.
const DEEPEST: usize = 8;

/// The colour of a property. `None` for what only a browser can work out.
fn colour(scheme: &Scheme<'_>, name: &str, depth: usize) -> Option<Rgb> {
    let (value, _) = scheme.get(name)?;
    (depth < DEEPEST).then(|| worked_out(scheme, value, depth + 1)).flatten()
}

fn worked_out(scheme: &Scheme<'_>, value: &str, depth: usize) -> Option<Rgb> {
    let value = value.trim();
    if let Some(hex) = value.strip_prefix('#') {
        return from_hex(hex);
    }
    if let Some(name) = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
        return colour(scheme, name, depth);
    }
    let inner = value.strip_prefix("color-mix(in oklab,")?.strip_suffix(')')?;
    let (first, second) = inner.rsplit_once(',')?;
    let (first, share) = first.trim().rsplit_once(' ')?;
    let share: f64 = share.strip_suffix('%')?.parse::<f64>().ok()? / 100.0;
    let (one, other) = (oklab(worked_out(scheme, first, depth)?), oklab(worked_out(scheme, second, depth)?));
    Some(from_oklab([0, 1, 2].map(|i| one[i] * share + other[i] * (1.0 - share))))
}

/// Whether a property comes from the accent.
fn rests_on(scheme: &Scheme<'_>, name: &str, depth: usize) -> bool {
    let Some((value, _)) = scheme.get(name).filter(|_| depth < DEEPEST) else { return false };
    let mut named = value.split("var(--").skip(1).filter_map(|rest| rest.split(')').next());
    named.any(|name| name == "accent" || rests_on(scheme, name, depth + 1))
}

fn from_hex(hex: &str) -> Option<Rgb> {
    let long: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    let part = |i: usize| u8::from_str_radix(long.get(2 * i..2 * i + 2)?, 16).ok().map(|byte| f64::from(byte) / 255.0);
    (long.len() == 6).then_some([part(0)?, part(1)?, part(2)?])
}

fn linear(part: f64) -> f64 {
    if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
}

fn gamma(part: f64) -> f64 {
    let part = part.clamp(0.0, 1.0);
    if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 }
}

/// The contrast ratio of WCAG 2: from 1 to 21.
fn ratio(one: Rgb, other: Rgb) -> f64 {
    let luminance = |[r, g, b]: Rgb| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn times(matrix: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
}

/// sRGB to Oklab, as CSS Color 4 has it.
fn oklab(rgb: Rgb) -> [f64; 3] {
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

fn from_oklab(lab: [f64; 3]) -> Rgb {
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
    fn values_are_read_as_browsers_do() {
        let text = "@layer t { :root { --a: #102030; --b: var(--a); --c: color-mix(in oklab, var(--a) 100%, #fff); \
            @media (prefers-color-scheme: dark) { --a: #fff; } } @supports (x) { :root { --a: red; } } }";
        let (light, dark) = schemes(text);
        let hex =
            |scheme: &Scheme<'_>, name: &str| colour(scheme, name, 0).map(|rgb| rgb.map(|part| (part * 255.0).round()));
        assert_eq!(hex(&light, "b"), Some([16.0, 32.0, 48.0]));
        assert_eq!(hex(&light, "c"), Some([16.0, 32.0, 48.0]));
        assert_eq!(hex(&dark, "b"), Some([255.0, 255.0, 255.0]));
    }
}
