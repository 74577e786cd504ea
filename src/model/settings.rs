//! The settings of a site: `content/site.yaml`.
//!
//! Who the clinic is, whom to call, which languages, which colours. Everything
//! that differs from clinic to clinic and is not text of a page stands here.
//!
//! Never: pages, what a value looks like on a page.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::checks::{Checks, RawReading, RawWords};
use crate::model::protocol::{Entries, OwnValue, grammar};
use crate::model::waiver::{self, RawWaiver};
use crate::name::Lang;
use crate::schedule::ClockTime;
use crate::source::{FileId, Spanned};
use crate::syntax::directive::Urgency;
use crate::syntax::markdown::fill;
use crate::syntax::yaml::{Raw, Yaml};
use serde::{Deserialize, Serialize};

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The clinic's name.
    pub name: String,
    /// A few words below it.
    pub tagline: String,
    /// Whether this is a sample that treats nobody.
    pub sample: bool,
    /// Where the site will stand: scheme, host and path, ending with `/`.
    pub base_url: String,
    /// The languages; the first one has addresses without a prefix.
    pub languages: Vec<Lang>,
    /// That the site supports and does not replace a clinician.
    pub notice: String,
    /// Whom to call, by urgency.
    pub contacts: Contacts,
    /// Files of the pages that every footer names.
    pub pages: Vec<Spanned<String>>,
    /// The accent colour, as `#rrggbb`.
    pub accent: Option<Spanned<String>>,
    /// The file of the page that says how pages are reviewed.
    pub review_page: Option<Spanned<String>>,
    /// How many months a review is good for.
    pub review_months: u32,
    /// Whether the site says so itself, and so is held to it.
    pub review_policy: bool,
    /// What the checks of texts have to know.
    pub checks: Checks,
    /// When a day begins, where a person says nothing else.
    pub wake: ClockTime,
    /// When a night begins, where a person says nothing else.
    pub bed: ClockTime,
    /// The clinic's own values for protocols.
    pub protocols: Vec<(Spanned<String>, Vec<OwnValue>)>,
}

/// Whom to call, by urgency.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contacts {
    /// Now.
    pub emergency: Contact,
    /// Today.
    pub urgent: Contact,
    /// Soon.
    pub routine: Contact,
}

/// Somebody to call.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Who answers.
    pub label: String,
    /// The number as it is read.
    pub number: String,
    /// The number as it is dialled; empty where there is no single one.
    #[serde(default)]
    pub tel: String,
    /// When somebody answers, or anything else worth saying.
    pub note: Option<String>,
}

impl Contacts {
    /// The contact for an urgency.
    #[must_use]
    pub fn by(&self, urgency: Urgency) -> &Contact {
        match urgency {
            Urgency::Emergency => &self.emergency,
            Urgency::Urgent => &self.urgent,
            Urgency::NonUrgent => &self.routine,
        }
    }
}

impl Settings {
    /// The clinic's own values for a protocol.
    #[must_use]
    pub fn own_values(&self, protocol: &str) -> &[OwnValue] {
        self.protocols.iter().find(|(name, _)| name.value == protocol).map_or(&[], |(_, values)| values)
    }

    /// The accent colour, if the clinic has one of its own.
    #[must_use]
    pub fn accent(&self) -> Option<&str> {
        self.accent.as_ref().map(|accent| accent.value.as_str())
    }

    /// The language whose addresses have no prefix.
    #[must_use]
    pub fn main_language(&self) -> &Lang {
        &self.languages[0]
    }

    /// A text with the values that it asks for.
    #[must_use]
    pub fn fill(&self, text: &str) -> String {
        fill(text, |name| self.placeholder(name))
    }

    /// The value that a text asks for as `{{ name }}`.
    #[must_use]
    pub fn placeholder(&self, name: &str) -> Option<&str> {
        match name {
            "clinic.name" => Some(&self.name),
            "contacts.emergency.label" => Some(&self.contacts.emergency.label),
            "contacts.emergency.number" => Some(&self.contacts.emergency.number),
            "contacts.urgent.label" => Some(&self.contacts.urgent.label),
            "contacts.urgent.number" => Some(&self.contacts.urgent.number),
            "contacts.routine.label" => Some(&self.contacts.routine.label),
            "contacts.routine.number" => Some(&self.contacts.routine.number),
            _ => None,
        }
    }
}

/// Six in the morning and ten at night: a usual day. A clinic's `day:` wins, and a person's own hours win over both.
const USUAL_WAKE: ClockTime = ClockTime::at(6 * 60);
const USUAL_BED: ClockTime = ClockTime::at(22 * 60);

/// A year, in months.
fn usual_interval() -> u32 {
    12
}

/// The values that any text may ask for.
pub const PLACEHOLDERS: [&str; 7] = [
    "clinic.name",
    "contacts.emergency.label",
    "contacts.emergency.number",
    "contacts.urgent.label",
    "contacts.urgent.number",
    "contacts.routine.label",
    "contacts.routine.number",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSettings {
    name: String,
    #[serde(default)]
    tagline: String,
    #[serde(default)]
    sample: bool,
    base_url: Raw<String>,
    language: Raw<String>,
    #[serde(default)]
    translations: Vec<Raw<String>>,
    notice: String,
    contacts: Contacts,
    #[serde(default)]
    pages: Vec<Raw<String>>,
    brand: Option<RawBrand>,
    review: Option<RawReview>,
    reading: Option<RawReading>,
    words: Option<RawWords>,
    #[serde(default)]
    waive: Vec<RawWaiver>,
    day: Option<RawDay>,
    #[serde(default)]
    protocols: Entries<Entries<Raw<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBrand {
    accent: Option<Raw<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReview {
    #[serde(default = "usual_interval")]
    interval_months: u32,
    page: Option<Raw<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDay {
    wake: Raw<String>,
    bed: Raw<String>,
}

/// Parses `content/site.yaml`. `None` means that it cannot be read, which was said.
pub fn parse(file: FileId, text: &str, diags: &mut Diagnostics) -> Option<Settings> {
    let yaml = Yaml::whole(file, text);
    let raw: RawSettings = yaml.parse(diags)?;
    let RawSettings {
        name,
        tagline,
        sample,
        base_url,
        language,
        translations,
        notice,
        contacts,
        pages,
        brand,
        review,
        reading,
        words,
        waive,
        day,
        protocols,
    } = raw;
    let (wake, bed) = day.map_or((USUAL_WAKE, USUAL_BED), |day| {
        let mut time = |raw, usual| clock(&yaml.place(raw), diags).unwrap_or(usual);
        (time(&day.wake, USUAL_WAKE), time(&day.bed, USUAL_BED))
    });
    let base_url = base_address(&yaml.place(&base_url), diags);
    let languages = std::iter::once(&language)
        .chain(&translations)
        .filter_map(|raw| lang(&yaml.place(raw), diags))
        .collect::<Vec<_>>();
    let accent = brand.and_then(|brand| brand.accent).and_then(|raw| colour(&yaml.place(&raw), diags));
    for (i, raw) in translations.iter().enumerate() {
        let again = raw.value == language.value || translations[..i].iter().any(|other| other.value == raw.value);
        if again {
            diags.push(
                Diagnostic::new(
                    Code::InvalidValue,
                    yaml.span(raw),
                    format!("the language `{}` stands here a second time", raw.value),
                )
                .help("name each language once"),
            );
        }
    }
    if languages.is_empty() {
        return None;
    }
    Some(Settings {
        name,
        tagline,
        sample,
        base_url,
        languages,
        notice,
        contacts,
        pages: pages.iter().map(|raw| yaml.place(raw)).collect(),
        accent,
        wake,
        bed,
        review_months: review.as_ref().map_or_else(usual_interval, |review| review.interval_months),
        review_policy: review.is_some(),
        checks: Checks::new(reading, words, waiver::waivers(&waive, &yaml, diags)),
        review_page: review.and_then(|review| review.page).map(|raw| yaml.place(&raw)),
        protocols: protocols.0.iter().map(|(name, values)| (yaml.place(name), own_values(&yaml, values))).collect(),
    })
}

fn own_values(yaml: &Yaml<'_>, values: &Entries<Raw<String>>) -> Vec<OwnValue> {
    let own =
        |(path, value): &(Raw<String>, Raw<String>)| OwnValue { path: yaml.place(path), value: yaml.place(value) };
    values.0.iter().map(own).collect()
}

/// A base address: `http` or `https`, a host, perhaps a path; with a slash at its end.
#[must_use]
pub fn good_base(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '?' | '#' | '\\');
    let good = !rest.is_empty() && !rest.starts_with('/') && !rest.contains(odd);
    good.then(|| format!("{}/", text.trim_end_matches('/')))
}

fn base_address(raw: &Spanned<String>, diags: &mut Diagnostics) -> String {
    good_base(&raw.value).unwrap_or_else(|| {
        diags.push(
            Diagnostic::new(Code::InvalidValue, raw.span, format!("`{}` is not an address on the web", raw.value))
                .help("write it whole: `https://clinic.example/`"),
        );
        "https://invalid.example/".to_owned()
    })
}

fn lang(raw: &Spanned<String>, diags: &mut Diagnostics) -> Option<Lang> {
    let lang = Lang::new(&raw.value);
    if lang.is_none() {
        diags.push(
            Diagnostic::new(
                Code::InvalidValue,
                raw.span,
                format!("`{}` is not the short tag of a language", raw.value),
            )
            .help("write two or three small letters: `en`, `es`, `ar`"),
        );
    }
    lang
}

/// A time of day: `06:30`.
fn clock(raw: &Spanned<String>, diags: &mut Diagnostics) -> Option<ClockTime> {
    let time = grammar::read::<ClockTime>(&raw.value).ok();
    if time.is_none() {
        diags.push(
            Diagnostic::new(Code::InvalidValue, raw.span, format!("`{}` is not a time of day", raw.value))
                .help("write hours and minutes: `\"06:30\"`"),
        );
    }
    time
}

fn colour(raw: &Spanned<String>, diags: &mut Diagnostics) -> Option<Spanned<String>> {
    let good =
        raw.value.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    if !good {
        diags.push(
            Diagnostic::new(Code::InvalidValue, raw.span, format!("`{}` is not a colour", raw.value))
                .help("write it in quotes with six hexadecimal digits: `\"#2f6f6a\"`"),
        );
    }
    good.then(|| Spanned { value: raw.value.to_lowercase(), span: raw.span })
}
