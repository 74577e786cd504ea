//! The settings of a site: `content/site.yaml`.
//!
//! Who the clinic is, whom to call, which languages, which colours. Everything
//! that differs from clinic to clinic and is not text of a page stands here.
//!
//! Never: pages, what a value looks like on a page.

use crate::calendar::Zone;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::brand::{Brand, RawBrand};
use crate::model::checks::{Checks, RawReading, RawWords};
use crate::model::page::one_of;
use crate::model::policy::{Policy, RawPolicy};
use crate::model::protocol::{Entries, OwnValue, grammar};
use crate::model::shape::{PageFile, Tag, Time, WebAddress, words};
use crate::model::subject::{SUBJECTS, Subject, subject};
use crate::model::waiver::{self, RawWaiver};
use crate::name::{Lang, Paper};
use crate::schedule::{ClockTime, DayWindow};
use crate::source::{FileId, Spanned};
use crate::syntax::directive::Urgency;
use crate::syntax::markdown::fill;
use crate::syntax::yaml::{Raw, Yaml};
use schemars::JsonSchema;
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
    /// What it is about.
    pub subject: Subject,
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
    /// How the clinic looks.
    pub brand: Brand,
    /// How texts are reviewed.
    pub review: Policy,
    /// What the checks of texts have to know.
    pub checks: Checks,
    /// The paper that sheets are printed on, where nobody says another.
    pub paper: Paper,
    /// When a day begins, where a person says nothing else.
    pub wake: ClockTime,
    /// When a night begins, where a person says nothing else.
    pub bed: ClockTime,
    /// The time zone of the clinic's plans.
    pub zone: Option<Zone>,
    /// The clinic's own values for protocols.
    pub protocols: Vec<(Spanned<String>, Vec<OwnValue>)>,
}

/// Whom to call, by urgency. Care cards, when-to-call sheets and every footer show these.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "contacts")]
pub struct Contacts {
    /// Whom to call now: emergency services.
    pub emergency: Contact,
    /// Whom to call today.
    pub urgent: Contact,
    /// Whom to call in the next days.
    pub routine: Contact,
}

/// Somebody to call.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "contact")]
pub struct Contact {
    /// Who answers.
    pub label: String,
    /// The number as it is read.
    pub number: String,
    /// The number as it is dialed, in quotes; empty where there is no single one.
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
    /// The host that the site will stand on: `clinic.example`.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', ':']).next().unwrap_or_default()
    }

    /// The clinic's own values for a protocol.
    #[must_use]
    pub fn own_values(&self, protocol: &str) -> &[OwnValue] {
        self.protocols.iter().find(|(name, _)| name.value == protocol).map_or(&[], |(_, values)| values)
    }

    /// The accent colour, if the clinic has one of its own.
    #[must_use]
    pub fn accent(&self) -> Option<&str> {
        self.brand.accent.as_ref().map(|accent| accent.value.as_str())
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
const USUAL_WAKE: ClockTime = DayWindow::USUAL.wake();
const USUAL_BED: ClockTime = DayWindow::USUAL.bed();

/// The words for paper.
const PAPERS: [(&str, Paper); 2] = [("a4", Paper::A4), ("letter", Paper::Letter)];

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

/// The settings of a site, `content/site.yaml`: who the clinic is, whom to call, which colors.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "The settings of a site of Latchwork")]
pub(super) struct RawSettings {
    /// The clinic's name.
    name: String,
    /// A few words below it.
    #[serde(default)]
    tagline: String,
    /// Whether this is a sample that treats nobody. Every page then says so.
    #[serde(default)]
    sample: bool,
    /// What the pages are about; without it, `general`. Search engines read pages about `health` with other eyes.
    #[schemars(extend("enum" = words(&SUBJECTS)))]
    subject: Option<Raw<String>>,
    /// Where the site will stand on the web.
    #[schemars(with = "WebAddress")]
    base_url: Raw<String>,
    /// The language of the pages, by its short tag.
    #[schemars(with = "Tag")]
    language: Raw<String>,
    /// Other languages. A page in one of them is called `pump.es.md`.
    #[serde(default)]
    #[schemars(with = "Vec<Tag>")]
    translations: Vec<Raw<String>>,
    /// That the site supports and does not replace a clinician. It is printed on every page and sheet.
    notice: String,
    /// Whom to call, by urgency.
    contacts: Contacts,
    /// Pages that every footer names: paths of their files from `content/`.
    #[serde(default)]
    #[schemars(with = "Vec<PageFile>")]
    pages: Vec<Raw<String>>,
    /// How the clinic looks.
    brand: Option<RawBrand>,
    /// How pages are reviewed. A site that says so is asked for what reviews need.
    review: Option<RawPolicy>,
    /// How many years of school a text may ask for.
    reading: Option<RawReading>,
    /// Words that the checks of texts have to know.
    words: Option<RawWords>,
    /// Rules of style that the whole site sets aside, each with a reason and a last day.
    #[serde(default)]
    waive: Vec<RawWaiver>,
    /// The usual day, where a person says nothing else; without it, from 06:00 to 22:00.
    day: Option<RawDay>,
    /// The time zone of the clinic, by its name, such as `Europe/Berlin`; without it calendar times are the reader's.
    zone: Option<Raw<String>>,
    /// The paper that you print on, `a4` or `letter`; without it, A4. Sheets come on both.
    #[schemars(extend("enum" = words(&PAPERS)))]
    paper: Option<Raw<String>>,
    /// The clinic's own values for what protocols leave to it: the name of a protocol, and below it the
    /// name of an input, or the path of a line that is marked `{clinic}`, with the value.
    #[serde(default)]
    #[schemars(extend("examples" = [{"first-walks": {"weight": "4 kg", "phases.second-week.for": "7 days"}}]))]
    protocols: Entries<Entries<Raw<String>>>,
}

/// The usual day.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "day")]
struct RawDay {
    /// When the day begins, in quotes.
    #[schemars(with = "Time")]
    wake: Raw<String>,
    /// When the night begins, in quotes.
    #[schemars(with = "Time")]
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
        subject: about,
        base_url,
        language,
        translations,
        notice,
        contacts,
        pages,
        brand,
        review,
        reading,
        words: own_words,
        waive,
        day,
        zone,
        paper,
        protocols,
    } = raw;
    let (wake, bed) = day.map_or((USUAL_WAKE, USUAL_BED), |day| {
        let mut time = |raw, usual| clock(&yaml.place(raw), diags).unwrap_or(usual);
        let (wake, bed) = (time(&day.wake, USUAL_WAKE), time(&day.bed, USUAL_BED));
        if DayWindow::new(wake, bed).is_none() {
            let message = "a day that ends when it begins has no night";
            let finding = Diagnostic::new(Code::InvalidValue, yaml.span(&day.bed), message);
            diags.push(finding.help("write another time, such as `22:00`"));
        }
        (wake, bed)
    });
    let zone = zone.and_then(|raw| {
        let place = yaml.place(&raw);
        let objection = |(message, help): (String, String)| {
            diags.push(Diagnostic::new(Code::InvalidValue, place.span, message).help(help));
        };
        read_zone(&place.value).map_err(objection).ok()
    });
    let base_url = base_address(&yaml.place(&base_url), diags);
    let languages = std::iter::once(&language)
        .chain(&translations)
        .filter_map(|raw| lang(&yaml.place(raw), diags))
        .collect::<Vec<_>>();
    let brand = brand.map_or_else(Brand::default, |brand| brand.lower(&yaml, diags));
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
        subject: subject(about.map(|raw| yaml.place(&raw)).as_ref(), diags),
        base_url,
        languages,
        notice,
        contacts,
        pages: pages.iter().map(|raw| yaml.place(raw)).collect(),
        brand,
        paper: paper.and_then(|raw| one_of(&PAPERS, &yaml.place(&raw), diags)).unwrap_or_default(),
        wake,
        bed,
        review: review.map_or_else(Policy::default, |review| review.lower(&yaml, diags)),
        checks: Checks::new(reading, own_words, waiver::waivers(&waive, &yaml, diags)),
        zone,
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

/// The time zone of a name; else what is wrong and the way out.
///
/// # Errors
/// A sentence and a hint, where no zone has this name.
pub fn read_zone(name: &str) -> Result<Zone, (String, String)> {
    Zone::new(name).ok_or_else(|| {
        let names: Vec<String> = Zone::names().collect();
        // People write the city alone: `Berlin`, `New York`.
        let city = |name: &str| name.rsplit('/').next().unwrap_or_default().trim().replace(' ', "_");
        let cities: Vec<String> = names.iter().map(|name| city(name)).collect();
        let near_city = nearest(&city(name), cities.iter().map(String::as_str));
        let of_city = || cities.iter().position(|city| Some(city.as_str()) == near_city).map(|at| names[at].as_str());
        let whole = name.contains('/').then(|| nearest(name, names.iter().map(String::as_str))).flatten();
        let near = whole.or_else(of_city);
        let help = near.map(|known| format!("did you mean `{known}`?"));
        let help = help.unwrap_or_else(|| "write its name in the IANA database: `Europe/Berlin`".to_owned());
        (format!("`{name}` is not the name of a time zone"), help)
    })
}
