//! Contrast of the theme's colours: by light, in the dark and at night.
//!
//! Every pair of colours that meet on a page is worked out from the very formulas of
//! `theme/css/tokens.css`, with the clinic's accent in place of the theme's, for every
//! sort of browser and reader that the file tells apart. The ratio is that of WCAG 2
//! (1.4.3 for text, 1.4.11 for lines of controls and for the focus). Where the accent
//! is to blame, the nearest one that works is named. What a page of the site's own
//! styles does with the colours is not seen here.
//!
//! Never: style sheets beside the tokens, how a value is worked out.

use super::colour::{Rgb, from_hex, from_oklch, oklch, ratio, to_hex};
use super::tokens::{Palette, Setting};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::site::Site;
use crate::source::{Span, offset};

const TOKENS: &str = "theme/css/tokens.css";

/// The contrast that text needs, and that of what only has to be seen.
const TEXT: f64 = 4.5;
const SEEN: f64 = 3.0;

/// What stands in front, what it stands on, and the ratio that they need.
const PAIRS: [(&str, &[&str], f64); 14] = [
    ("ink", &["paper", "card", "desk", "accent-wash", "emergency-wash", "urgent-wash", "calm-wash", "mark"], TEXT),
    ("ink-soft", &["paper", "card", "desk", "accent-wash", "mark"], TEXT),
    ("accent-text", &["paper", "card", "desk", "accent-wash"], TEXT),
    ("on-accent", &["accent-solid"], TEXT),
    ("on-door", &["door"], TEXT),
    ("on-ribbon", &["ribbon"], TEXT),
    ("on-emergency", &["emergency-band"], TEXT),
    ("emergency", &["emergency-wash", "paper", "card", "desk"], TEXT),
    ("urgent", &["urgent-wash", "paper", "card"], TEXT),
    ("calm", &["calm-wash", "paper", "card"], TEXT),
    // The ring of the focus, edges of buttons and of the main message.
    ("accent-solid", &["paper", "card", "desk"], SEEN),
    ("line-strong", &["paper", "card", "desk"], SEEN),
    // Lines of care cards, on what lies around them.
    ("urgent", &["desk"], SEEN),
    ("calm", &["desk"], SEEN),
];

/// Two colours that are too near to each other.
struct Near {
    front: &'static str,
    back: &'static str,
    least: f64,
    found: f64,
    setting: Setting,
    /// The two, so that the same two are told once.
    colours: (Rgb, Rgb),
    /// Whether one of them is made of the accent.
    rests: bool,
}

impl Near {
    fn sentence(&self) -> String {
        let Self { front, back, least, found, setting, .. } = self;
        // Cut, not rounded, so that 4.496 is not shown as enough.
        let shown = (found * 10.0).floor() / 10.0;
        format!("`{front}` on `{back}` has a contrast of {shown:.1} to 1 {}; it needs {least} to 1", setting.words())
    }
}

/// Colours that are too near to each other.
pub(super) fn contrast(site: &Site<'_>, diags: &mut Diagnostics) {
    let Some(file) = site.sources.find(TOKENS) else { return };
    let text = site.sources.get(file).text().unwrap_or_default();
    let accent = site.model.settings.brand.accent.as_ref();
    let value = accent.map(|accent| accent.value.as_str());
    let (of_clinic, of_theme): (Vec<Near>, Vec<Near>) =
        too_near(text, value).into_iter().partition(|near| near.rests && accent.is_some());

    // One finding for the accent, with the worst that it does.
    let worst = of_clinic.iter().min_by(|a, b| (a.found / a.least).total_cmp(&(b.found / b.least)));
    if let (Some(accent), Some(near)) = (accent, worst) {
        let help = nearest(text, &accent.value).map_or_else(
            || "take a darker colour, or change the theme's own colours in theme/css/tokens.css".to_owned(),
            |works| format!("the nearest colour that works everywhere is `\"{works}\"`"),
        );
        diags.push(Diagnostic::new(Code::LowContrast, Place::Span(accent.span), near.sentence()).help(help));
    }
    for near in of_theme {
        let palette = Palette::read(text, near.setting);
        let place = palette.property(near.front).map_or_else(
            || Place::File(TOKENS.to_owned()),
            |property| {
                Place::Span(Span { file, start: offset(property.at), end: offset(property.at + property.value.len()) })
            },
        );
        diags.push(
            Diagnostic::new(Code::LowContrast, place, near.sentence())
                .help("take a darker colour for a light page, a lighter one for a dark page"),
        );
    }
}

/// Every pair that is too near, each once.
fn too_near(text: &str, accent: Option<&str>) -> Vec<Near> {
    let mut all: Vec<Near> = Vec::new();
    for setting in Setting::all() {
        let mut palette = Palette::read(text, setting);
        if let Some(accent) = accent {
            palette.set("accent", accent);
        }
        let pairs =
            PAIRS.iter().flat_map(|(front, backs, least)| backs.iter().map(move |back| (*front, *back, *least)));
        for (front, back, least) in pairs {
            let Some(colours) = palette.colour(front).zip(palette.colour(back)) else { continue };
            let found = ratio(colours.0, colours.1);
            let known = |near: &Near| near.front == front && near.back == back && near.colours == colours;
            if found >= least || all.iter().any(known) {
                continue;
            }
            let rests = palette.rests_on(front, "accent") || palette.rests_on(back, "accent");
            all.push(Near { front, back, least, found, setting, colours, rests });
        }
    }
    all
}

/// How finely lighter and darker colours are tried: a hundredth of the way from black to white.
const STEPS: u32 = 100;

/// The colour of the same hue, nearest in lightness, with which everything can be read.
fn nearest(text: &str, accent: &str) -> Option<String> {
    let [l, c, h] = oklch(from_hex(accent.strip_prefix('#')?)?);
    let mut tries: Vec<f64> = (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS)).collect();
    tries.sort_by(|a, b| (a - l).abs().total_cmp(&(b - l).abs()));
    let works = |hex: &String| !too_near(text, Some(hex)).iter().any(|near| near.rests);
    tries.into_iter().map(|l| to_hex(from_oklch([l, c, h]))).find(works)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The theme that every site begins with.
    const THEME: &str = include_str!("../../theme/css/tokens.css");

    #[test]
    fn the_theme_can_be_read_by_everybody() {
        let found: Vec<String> = too_near(THEME, None).iter().map(Near::sentence).collect();
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn every_pair_has_a_colour_in_every_setting() {
        for setting in Setting::all() {
            let palette = Palette::read(THEME, setting);
            for name in PAIRS.iter().flat_map(|(front, backs, _)| backs.iter().chain([front])) {
                assert!(palette.colour(name).is_some(), "{name} {}", setting.words());
            }
        }
    }

    #[test]
    fn the_nearest_accent_works() {
        for accent in ["#ffcc00", "#77aaff", "#ff0066"] {
            let better = nearest(THEME, accent);
            assert!(better.as_ref().is_some_and(|hex| too_near(THEME, Some(hex)).is_empty()), "{accent}: {better:?}");
        }
    }
}
