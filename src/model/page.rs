//! A page: its front matter as written, and what that means.
//!
//! The raw shape is soft, so that one slip does not hide the next: words,
//! dates and links are texts with places there, and `lower` judges them all.
//!
//! Never: other pages, addresses.

use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::change::{self, Change, RawChange};
use crate::model::shape::{Day, PageFile, words};
use crate::model::standing::approval_by_hand;
use crate::model::waiver::{self, RawWaiver, Waiver};
use crate::name::Lang;
use crate::source::{FileId, Spanned, offset};
use crate::syntax::body::Body;
use crate::syntax::front_matter::{self, Missing};
use crate::syntax::markdown::{self, Markdown};
use crate::syntax::yaml::{Raw, Yaml};
use jiff::civil::Date;
use schemars::JsonSchema;
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
    /// How far its review is, as its file says; its standing may say more.
    pub status: Status,
    /// The role that looks after it.
    pub owner: Option<String>,
    /// When its text last changed: the day that it gives, or that of the newest of its changes.
    pub updated: Option<Date>,
    /// What changed and why, the newest first.
    pub changes: Vec<Change>,
    /// When it has to be read again.
    pub review_due: Option<Spanned<Date>>,
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
    /// Approved, as it stands. Only a record gives this.
    Approved,
    /// Approved once, and another text now.
    ChangedSinceApproval,
}

pub(super) const KINDS: [(&str, Kind); 8] = [
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
const STATUSES: [(&str, Status); 3] =
    [("draft", Status::Draft), ("submitted", Status::Submitted), ("under-review", Status::UnderReview)];

/// The word that no file may claim by itself.
pub(super) const APPROVED: &str = "approved";

impl Kind {
    /// The word in front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        word_of(&KINDS, self)
    }
}

impl Status {
    /// The word in files, and in what the program writes.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft | Self::Submitted | Self::UnderReview => word_of(&STATUSES, self),
            Self::Approved => APPROVED,
            Self::ChangedSinceApproval => "changed-since-approval",
        }
    }
}

fn word_of<T: PartialEq + Copy>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, v)| *v == value).map_or("", |(word, _)| word)
}

/// What stands between the two lines `---` on top of a page.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Front matter of a page of Latchwork")]
pub(super) struct RawFront {
    /// The title. It is the page's only first-level heading, so the text begins its headings with `##`.
    title: String,
    /// A shorter title for menus.
    nav_title: Option<String>,
    /// What the page is about, in one or two plain sentences. Lists and search engines show it.
    summary: Option<String>,
    /// The one thing that a reader should remember, in at most three sentences.
    key_message: Option<String>,
    /// What sort of page it is; without it, `guide`. `home` is for the first page of the site.
    #[schemars(extend("enum" = words(&KINDS)))]
    kind: Option<Raw<String>>,
    /// Where it stands among the pages of its folder. Pages without a number stand last, by title.
    #[schemars(extend("examples" = [1]))]
    order: Option<i32>,
    /// How far the review is; without it, `under-review`. A `draft` is only built on demand. Whether a
    /// page is approved does not stand here: `latchwork review` keeps that in `content/reviews/`.
    #[schemars(extend("enum" = words(&STATUSES)))]
    status: Option<Raw<String>>,
    /// The role that looks after the page. A role, not a person: it is printed.
    #[schemars(extend("examples" = ["Lactation team"]))]
    owner: Option<String>,
    /// The day on which its text last changed.
    #[schemars(with = "Option<Day>")]
    updated: Option<Raw<String>>,
    /// What changed on the page that readers should know of, and why, the newest first.
    #[serde(default)]
    changes: Vec<RawChange>,
    /// The day by which it has to be read again. The build warns when it has passed. Without it, that
    /// many months after it was approved as `review:` in the settings says.
    #[schemars(with = "Option<Day>")]
    review_due: Option<Raw<String>>,
    /// Older addresses that lead here, so that nobody's bookmark breaks.
    #[serde(default)]
    #[schemars(extend("examples" = [["/old/address/"]]))]
    aliases: Vec<Raw<String>>,
    /// Pages to read next: paths of their files from this one.
    #[serde(default)]
    #[schemars(with = "Vec<PageFile>")]
    related: Vec<Raw<String>>,
    /// Everyday words that readers may type to find this page.
    #[serde(default)]
    search_words: Vec<String>,
    /// The ways into the site, on the home page.
    #[serde(default)]
    doors: Vec<RawDoor>,
    /// Rules of style that this page sets aside, each with a reason and a last day.
    #[serde(default)]
    waive: Vec<RawWaiver>,
    /// Values of your own, for templates of your own.
    #[serde(default)]
    extra: serde_json::Value,
}

/// A way into the site.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "door")]
struct RawDoor {
    /// Who it is for, in their own words.
    title: String,
    /// What is behind it.
    text: String,
    /// The page behind it: the path of its file from this one.
    #[schemars(with = "PageFile")]
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
        changes: Vec::new(),
        review_due: None,
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
        changes,
        review_due,
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
    let status = status.and_then(|raw| match yaml.place(&raw) {
        claim if claim.value == APPROVED => {
            diags.push(approval_by_hand(claim.span));
            None
        }
        word => one_of(&STATUSES, &word, diags),
    });
    let mut day = |raw: Option<Raw<String>>| raw.and_then(|raw| date(&yaml.place(&raw), diags));
    let updated = day(updated).map(|d| d.value);
    let review_due = day(review_due);
    let changes = change::changes(&changes, yaml, diags);
    Front {
        title,
        nav_title,
        summary: summary.unwrap_or_default(),
        key_message,
        kind,
        order,
        status: status.unwrap_or(Status::UnderReview),
        owner,
        updated: updated.max(changes.first().map(|change| change.date)),
        changes,
        review_due,
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
