//! A page: its front matter as written, and what that means.
//!
//! The raw shape is soft, so that one slip does not hide the next: words,
//! dates and links are texts with places there, and `lower` judges them all.
//!
//! Never: other pages, addresses.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::waiver::{self, RawWaiver, Waiver};
use crate::name::Lang;
use crate::source::{FileId, Spanned, offset};
use crate::syntax::body::Body;
use crate::syntax::front_matter::{self, Missing};
use crate::syntax::markdown::{self, Markdown};
use crate::syntax::yaml::{Raw, Yaml};
use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;

/// A page, parsed and good by itself.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file.
    pub file: FileId,
    /// The file's path below `content/`, without language and ending: `relactation/_index`.
    pub stem: String,
    /// Its language.
    pub lang: Lang,
    /// What its front matter says.
    pub front: Front,
    /// Its text.
    pub body: Body,
}

/// What the front matter of a page says.
#[derive(Clone, Debug)]
pub struct Front {
    /// The title, also the only first-level heading.
    pub title: String,
    /// A shorter title for menus.
    pub nav_title: Option<String>,
    /// One or two sentences for lists and search engines.
    pub summary: String,
    /// The one thing to remember.
    pub key_message: Option<String>,
    /// What sort of page it is.
    pub kind: Kind,
    /// Where it stands among its siblings; those without stand last.
    pub order: Option<i32>,
    /// How far its review is.
    pub status: Status,
    /// The role that looks after it.
    pub owner: Option<String>,
    /// When its text last changed.
    pub updated: Option<Date>,
    /// When a reviewer last read all of it.
    pub reviewed: Option<Date>,
    /// When it has to be read again.
    pub review_due: Option<Spanned<Date>>,
    /// Who approved it, with credentials.
    pub reviewers: Vec<String>,
    /// Addresses that lead here, too.
    pub aliases: Vec<Spanned<String>>,
    /// Files of pages to read next.
    pub related: Vec<Spanned<String>>,
    /// What readers may type to find it.
    pub search_words: Vec<String>,
    /// The ways in that a home page offers.
    pub doors: Vec<Door>,
    /// The rules of style that it sets aside.
    pub waivers: Vec<Waiver>,
    /// The site's own values, for its own templates.
    pub extra: serde_json::Value,
}

/// A way into the site.
#[derive(Clone, Debug)]
pub struct Door {
    /// Who it is for.
    pub title: String,
    /// What is behind it.
    pub text: String,
    /// The file of the page behind it.
    pub to: Spanned<String>,
}

/// What sort of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The home page.
    Home,
    /// Anything that needs no other word.
    Guide,
    /// A condition or a difficulty.
    Condition,
    /// Something that is done about one.
    Treatment,
    /// Things to use.
    Equipment,
    /// Medicines and herbs.
    Medicine,
    /// When to get help.
    Safety,
    /// About the site and the clinic.
    About,
}

/// How far the review of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Being written; published only on demand.
    Draft,
    /// Handed in for review.
    Submitted,
    /// Being reviewed.
    UnderReview,
    /// Approved by the reviewers named.
    Approved,
}

const KINDS: [(&str, Kind); 8] = [
    ("home", Kind::Home),
    ("guide", Kind::Guide),
    ("condition", Kind::Condition),
    ("treatment", Kind::Treatment),
    ("equipment", Kind::Equipment),
    ("medicine", Kind::Medicine),
    ("safety", Kind::Safety),
    ("about", Kind::About),
];

/// The words for a status, as written in files.
pub const STATUSES: [(&str, Status); 4] = [
    ("draft", Status::Draft),
    ("submitted", Status::Submitted),
    ("under-review", Status::UnderReview),
    ("approved", Status::Approved),
];

impl Front {
    /// When it has to be read again: as its front matter says, or so many months after the last time.
    #[must_use]
    pub fn due(&self, months: u32) -> Option<Date> {
        let given = self.review_due.as_ref().map(|due| due.value);
        given.or_else(|| self.reviewed?.checked_add(Span::new().months(months)).ok())
    }
}

impl Kind {
    /// The word in front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        word_of(&KINDS, self)
    }
}

impl Status {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        word_of(&STATUSES, self)
    }
}

fn word_of<T: PartialEq + Copy>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, v)| *v == value).map_or("", |(word, _)| word)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFront {
    title: String,
    nav_title: Option<String>,
    summary: Option<String>,
    key_message: Option<String>,
    kind: Option<Raw<String>>,
    order: Option<i32>,
    status: Option<Raw<String>>,
    owner: Option<String>,
    updated: Option<Raw<String>>,
    reviewed: Option<Raw<String>>,
    review_due: Option<Raw<String>>,
    #[serde(default)]
    reviewers: Vec<String>,
    #[serde(default)]
    aliases: Vec<Raw<String>>,
    #[serde(default)]
    related: Vec<Raw<String>>,
    #[serde(default)]
    search_words: Vec<String>,
    #[serde(default)]
    doors: Vec<RawDoor>,
    #[serde(default)]
    waive: Vec<RawWaiver>,
    #[serde(default)]
    extra: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDoor {
    title: String,
    text: String,
    to: Raw<String>,
}

/// Parses the file of a page. `None` means that its front matter cannot be read, which was said.
pub fn parse(file: FileId, text: &str, stem: &str, lang: Lang, diags: &mut Diagnostics) -> Option<Page> {
    let parts = split(file, text, diags)?;
    let yaml = Yaml { file, base: offset(parts.yaml_base), text: parts.yaml };
    let body = markdown::parse(Markdown { file, base: parts.body_base, text: parts.body }, diags);
    let front = yaml.parse(diags).map_or_else(|| unknown(stem), |raw| lower(raw, &yaml, diags));
    Some(Page { file, stem: stem.to_owned(), lang, front, body })
}

/// Cuts a Markdown file, or says why it cannot be cut.
pub fn split<'a>(file: FileId, text: &'a str, diags: &mut Diagnostics) -> Option<front_matter::Parts<'a>> {
    let first_line = || {
        let end = text.lines().next().map_or(0, str::len);
        crate::source::Span { file, start: 0, end: offset(end) }
    };
    let (message, help) = match front_matter::split(text) {
        Ok(parts) => return Some(parts),
        Err(Missing::Opening) => {
            ("this file has no front matter", "begin it with a line `---`, then `title: …`, then another line `---`")
        }
        Err(Missing::Closing) => ("the front matter never ends", "close it with a line `---` before the text"),
    };
    diags.push(Diagnostic::new(Code::MissingFrontMatter, first_line(), message).help(help));
    None
}

/// Stands in for a front matter that cannot be read, so that the page's text and the links to it are still judged.
fn unknown(stem: &str) -> Front {
    Front {
        title: stem.to_owned(),
        nav_title: None,
        summary: String::new(),
        key_message: None,
        kind: Kind::Guide,
        order: None,
        status: Status::UnderReview,
        owner: None,
        updated: None,
        reviewed: None,
        review_due: None,
        reviewers: Vec::new(),
        aliases: Vec::new(),
        related: Vec::new(),
        search_words: Vec::new(),
        doors: Vec::new(),
        waivers: Vec::new(),
        extra: serde_json::Value::Null,
    }
}

fn lower(raw: RawFront, yaml: &Yaml<'_>, diags: &mut Diagnostics) -> Front {
    let RawFront {
        title,
        nav_title,
        summary,
        key_message,
        kind,
        order,
        status,
        owner,
        updated,
        reviewed,
        review_due,
        reviewers,
        aliases,
        related,
        search_words,
        doors,
        waive,
        extra,
    } = raw;
    let texts = [Some(&title), nav_title.as_ref(), summary.as_ref(), key_message.as_ref()];
    if texts.into_iter().flatten().any(|text| text.contains(|c: char| c.is_control() && c != '\n')) {
        diags.push(
            Diagnostic::new(
                Code::InvalidValue,
                yaml.all().slice(0, 0),
                "a text here has a character that cannot be shown",
            )
            .help("look for `\\u` or `\\x` in the title and the summary, and take it out"),
        );
    }
    let kind = kind.and_then(|raw| one_of(&KINDS, &yaml.place(&raw), diags)).unwrap_or(Kind::Guide);
    let status_place = status.as_ref().map(|raw| yaml.place(raw));
    let status = status_place.as_ref().and_then(|raw| one_of(&STATUSES, raw, diags)).unwrap_or(Status::UnderReview);
    if let (Status::Approved, true, Some(place)) =
        (status, reviewers.iter().all(|name| name.trim().is_empty()), &status_place)
    {
        diags.push(
            Diagnostic::new(
                Code::ApprovalWithoutReviewer,
                place.span,
                "this page claims approval and names nobody who gave it",
            )
            .help("add `reviewers:` with names and credentials, or set `status: under-review`"),
        );
    }
    let mut day = |raw: Option<Raw<String>>| raw.and_then(|raw| date(&yaml.place(&raw), diags));
    let updated = day(updated).map(|d| d.value);
    let reviewed = day(reviewed).map(|d| d.value);
    let review_due = day(review_due);
    Front {
        title,
        nav_title,
        summary: summary.unwrap_or_default(),
        key_message,
        kind,
        order,
        status,
        owner,
        updated,
        reviewed,
        review_due,
        reviewers,
        aliases: aliases.iter().map(|raw| yaml.place(raw)).collect(),
        related: related.iter().map(|raw| yaml.place(raw)).collect(),
        search_words,
        doors: doors.into_iter().map(|RawDoor { title, text, to }| Door { title, text, to: yaml.place(&to) }).collect(),
        waivers: waiver::waivers(&waive, yaml, diags),
        extra,
    }
}

/// Reads a word of a closed list.
pub fn one_of<T: Copy>(words: &[(&'static str, T)], raw: &Spanned<String>, diags: &mut Diagnostics) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == raw.value).map(|(_, value)| *value);
    if found.is_none() {
        let names = words.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        diags.push(
            Diagnostic::new(Code::UnknownValue, raw.span, format!("`{}` is not one of the words for this", raw.value))
                .help(format!("write one of {names}"))
                .help_maybe(did_you_mean(&raw.value, words.iter().map(|(word, _)| *word))),
        );
    }
    found
}

/// Reads a day of the calendar: `2026-12-01`.
pub fn date(raw: &Spanned<String>, diags: &mut Diagnostics) -> Option<Spanned<Date>> {
    match raw.value.parse::<Date>() {
        Ok(value) if raw.value.len() == 10 => Some(Spanned { value, span: raw.span }),
        Ok(_) | Err(_) => {
            let help =
                last_of_month(&raw.value).unwrap_or_else(|| "write year, month and day: `2026-12-01`".to_owned());
            let message = format!("`{}` is not a day of the calendar", raw.value);
            diags.push(Diagnostic::new(Code::ImpossibleDate, raw.span, message).help(help));
            None
        }
    }
}

/// For a day past the end of its month: how long that month is.
fn last_of_month(text: &str) -> Option<String> {
    let (month, day) = text.rsplit_once('-')?;
    let first = format!("{month}-01").parse::<Date>().ok()?;
    let last = first.last_of_month();
    (day.parse::<u32>().ok()? > u32::from(last.day().unsigned_abs()))
        .then(|| format!("the last day of that month is {last}"))
}
