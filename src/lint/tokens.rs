//! The theme's colours as a browser works them out, read from `theme/css/tokens.css`.
//!
//! The same file gives other colours by light, in the dark and at night; to a browser
//! that can take a colour apart and to one that cannot; to a reader who asked for more
//! contrast and to one who did not. Each of these twelve is a [`Setting`], and a
//! [`Palette`] is what the file says there. Known are hexadecimal colours, `var()` with
//! the three switches of the file, `color-mix(in oklab, …)` and `oklch(from …)`: what
//! the theme's own formulas use. What is written otherwise has no colour here.
//!
//! Never: which colours meet, how far apart they must be.

use super::colour::{Rgb, from_hex, from_oklab, from_oklch, oklab, oklch};
use std::collections::BTreeMap;

/// Which of the three palettes is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Light,
    Dark,
    Night,
}

impl Scheme {
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Night];

    /// The switch that is not set while this palette is seen.
    const fn switch(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Night => "night",
        }
    }

    /// In a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Light => "by light",
            Self::Dark => "in the dark",
            Self::Night => "at night",
        }
    }
}

/// Who looks, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    pub scheme: Scheme,
    /// Whether the browser knows relative colours.
    pub relative: bool,
    /// Whether the reader asked for more contrast.
    pub more: bool,
}

impl Setting {
    /// All twelve, the most usual ones first.
    pub fn all() -> Vec<Self> {
        let ways = [(true, false), (false, false), (true, true), (false, true)];
        let each = |(relative, more)| Scheme::ALL.map(|scheme| Self { scheme, relative, more });
        ways.into_iter().flat_map(each).collect()
    }

    /// In a sentence.
    pub fn words(self) -> String {
        let scheme = self.scheme.words();
        let relative = if self.relative { "" } else { ", in a browser that knows no relative colours" };
        let more = if self.more { ", for readers who ask for more contrast" } else { "" };
        format!("{scheme}{relative}{more}")
    }

    fn sees(self, prelude: &str) -> bool {
        let tells = |part: &str| prelude.contains(part);
        (!tells("@supports") || self.relative)
            && (!tells("prefers-contrast") || self.more)
            && (!tells("prefers-color-scheme: dark") || self.scheme == Scheme::Dark)
            && (!tells("prefers-color-scheme: light") || self.scheme == Scheme::Light)
            && !tells(":root:")
    }
}

/// A custom property as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Property<'t> {
    pub value: &'t str,
    /// Where the value stands in the file.
    pub at: usize,
}

/// The custom properties that one setting has, by name without `--`.
#[derive(Debug)]
pub(super) struct Palette<'t> {
    scheme: Scheme,
    properties: BTreeMap<&'t str, Property<'t>>,
}

/// How deep values may refer to each other.
const DEEPEST: usize = 8;

impl<'t> Palette<'t> {
    /// Reads the file as this setting sees it.
    pub fn read(text: &'t str, setting: Setting) -> Self {
        let mut properties = BTreeMap::new();
        let mut open: Vec<&str> = Vec::new();
        let (mut start, mut next) = (0, 0);
        while let Some(found) = text[next..].find(['{', '}', ';', '/']) {
            let at = next + found;
            next = at + 1;
            if text[at..].starts_with("/*") {
                // A comment stands between rules, so what is before it may go with it.
                next = text[at..].find("*/").map_or(text.len(), |end| at + end + 2);
                start = next;
            }
            if text.as_bytes()[at] == b'/' {
                continue;
            }
            let part = &text[start..at];
            let mark = text.as_bytes()[at];
            if mark == b'{' {
                open.push(part);
            } else if let Some((name, value)) = part.trim().strip_prefix("--").and_then(|rest| rest.split_once(':')) {
                let value = value.trim();
                if open.iter().all(|prelude| setting.sees(prelude)) {
                    let at = start + part.rfind(value).unwrap_or(0);
                    properties.insert(name.trim(), Property { value, at });
                }
            }
            if mark == b'}' {
                open.pop();
            }
            start = next;
        }
        Self { scheme: setting.scheme, properties }
    }

    /// The same with a clinic's accent.
    pub fn set(&mut self, name: &'t str, value: &'t str) {
        self.properties.insert(name, Property { value, at: 0 });
    }

    /// A property as it is written.
    pub fn property(&self, name: &str) -> Option<Property<'t>> {
        self.properties.get(name).copied()
    }

    /// The colour of a property. `None` for what is not a colour, or not known here.
    pub fn colour(&self, name: &str) -> Option<Rgb> {
        self.named(name, 0)
    }

    /// Whether a property is made of another one.
    pub fn rests_on(&self, name: &str, other: &str) -> bool {
        self.rests(name, other, 0)
    }

    fn rests(&self, name: &str, other: &str, depth: usize) -> bool {
        let Some(property) = self.property(name).filter(|_| depth < DEEPEST) else { return false };
        let chosen = self.chosen(property.value);
        let mut named = chosen.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next());
        named.any(|name| name == other || self.rests(name, other, depth + 1))
    }

    fn named(&self, name: &str, depth: usize) -> Option<Rgb> {
        let property = self.property(name)?;
        (depth < DEEPEST).then(|| self.value(property.value, depth + 1)).flatten()
    }

    fn value(&self, value: &str, depth: usize) -> Option<Rgb> {
        let value = self.chosen(value);
        if let Some(hex) = value.strip_prefix('#') {
            return from_hex(hex);
        }
        if let Some(name) = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
            return self.named(name, depth);
        }
        if let Some(inner) = value.strip_prefix("oklch(from ").and_then(|rest| rest.strip_suffix(')')) {
            let [of, l, c, h] = parts(inner, ' ').try_into().ok()?;
            let from = oklch(self.value(of, depth)?);
            return Some(from_oklch([channel(l, from)?, channel(c, from)?, channel(h, from)?]));
        }
        let inner = value.strip_prefix("color-mix(in oklab,")?.strip_suffix(')')?;
        let [first, second] = parts(inner, ',').try_into().ok()?;
        let (first, share) = first.rsplit_once(' ')?;
        let share: f64 = share.strip_suffix('%')?.parse::<f64>().ok()? / 100.0;
        let (one, other) = (oklab(self.value(first, depth)?), oklab(self.value(second, depth)?));
        Some(from_oklab([0, 1, 2].map(|i| one[i] * share + other[i] * (1.0 - share))))
    }

    /// Of `var(--light, …) var(--dark, …) var(--night, …)` the value that counts; of anything else all of it.
    fn chosen<'v>(&self, value: &'v str) -> &'v str {
        let value = value.trim();
        let mut all = parts(value, ' ').into_iter().filter_map(|part| {
            let (name, rest) = part.strip_prefix("var(--")?.strip_suffix(')')?.split_once(',')?;
            Some((name.trim(), rest.trim()))
        });
        all.find(|(name, _)| *name == self.scheme.switch()).map_or(value, |(_, chosen)| chosen)
    }
}

/// Cuts a text at a mark outside of brackets.
fn parts(text: &str, mark: char) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c == mark && depth == 0 => {
                found.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(&text[start..]);
    found.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// One channel of a relative colour: `l`, `0.45`, `min(l, 0.45)`, `max(c, 0.02)`.
fn channel(text: &str, from: [f64; 3]) -> Option<f64> {
    let text = text.trim();
    let two = |rest: &str| -> Option<[f64; 2]> {
        let [one, other] = parts(rest.strip_suffix(')')?, ',').try_into().ok()?;
        Some([channel(one, from)?, channel(other, from)?])
    };
    match text {
        "l" => Some(from[0]),
        "c" => Some(from[1]),
        "h" => Some(from[2]),
        _ => match (text.strip_prefix("min("), text.strip_prefix("max(")) {
            (Some(rest), _) => two(rest).map(|[one, other]| one.min(other)),
            (None, Some(rest)) => two(rest).map(|[one, other]| one.max(other)),
            (None, None) => text.parse().ok(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::colour::to_hex;

    fn seen(text: &str, name: &str, scheme: Scheme, relative: bool) -> Option<String> {
        Palette::read(text, Setting { scheme, relative, more: false }).colour(name).map(to_hex)
    }

    #[test]
    fn values_are_read_as_browsers_do() {
        let text = "@layer t { /* a; b { */ :root { --a: #102030; --b: var(--a); --c: color-mix(in oklab, var(--a) 100%, #fff); \
            @media (prefers-color-scheme: dark) { --a: #fff; } } @supports (x) { :root { --d: oklch(from var(--a) l c h); } } }";
        assert_eq!(seen(text, "b", Scheme::Light, false).as_deref(), Some("#102030"));
        assert_eq!(seen(text, "c", Scheme::Light, false).as_deref(), Some("#102030"));
        assert_eq!(seen(text, "b", Scheme::Dark, false).as_deref(), Some("#ffffff"));
        assert_eq!(seen(text, "d", Scheme::Light, true).as_deref(), Some("#102030"));
        assert_eq!(seen(text, "d", Scheme::Light, false), None);
    }

    #[test]
    fn a_switch_chooses_one_of_three() {
        let text = ":root { --a: var(--light, #111111) var(--dark, var(--b)) var(--night, oklch(from #ff0000 0 0 h)); --b: #222222; }";
        let all = Scheme::ALL.map(|scheme| seen(text, "a", scheme, true).unwrap_or_default());
        assert_eq!(all, ["#111111", "#222222", "#000000"]);
        let dark = Palette::read(text, Setting { scheme: Scheme::Dark, relative: true, more: false });
        let light = Palette::read(text, Setting { scheme: Scheme::Light, relative: true, more: false });
        assert!(dark.rests_on("a", "b") && !light.rests_on("a", "b"));
    }

    #[test]
    fn channels_are_cut_as_they_say() {
        let from = [0.6, 0.2, 1.0];
        assert_eq!(channel("min(l, 0.45)", from), Some(0.45));
        assert_eq!(channel("max(c, 0.02)", from), Some(0.2));
        assert_eq!(channel("calc(l)", from), None);
    }
}
