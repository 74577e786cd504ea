//! What templates see.
//!
//! One struct a template, and nothing else reaches a template: no queries, no
//! half-filled bags. Every link is ready, relative to the page; every text is
//! plain and gets escaped, but for the fields of type `Html`.
//!
//! Never: how a view is made, YAML.

use super::template::{Html, SharedView};
use crate::model::settings::Contacts;
use serde::Serialize;
use std::collections::BTreeMap;

/// What every template of a language sees.
#[derive(Debug, Serialize)]
pub struct GlobalView<'a> {
    /// The site.
    pub site: SiteView<'a>,
    /// Where the theme's files are, from the root.
    pub assets: AssetsView,
    /// The interface text.
    pub t: &'a BTreeMap<String, String>,
    /// The language's tag.
    pub lang: &'a str,
    /// `ltr` or `rtl`.
    pub dir: &'a str,
    /// The page for searching, from the root.
    pub search_page: String,
    /// The words of notes for those who keep a copy, from the root.
    pub notes: String,
}

/// The site.
#[derive(Debug, Serialize)]
pub struct SiteView<'a> {
    pub name: &'a str,
    pub tagline: &'a str,
    pub language: &'a str,
    pub sample: bool,
    pub notice: &'a str,
    pub base_url: &'a str,
    pub contacts: &'a Contacts,
    /// The fingerprint of the contacts.
    pub numbers: String,
    pub generator: &'a str,
}

/// Where the theme's files are, from the root.
#[derive(Clone, Debug, Serialize)]
pub struct AssetsView {
    pub css: String,
    pub js: String,
    pub search: String,
    pub colour_js: String,
    /// The font that a page needs first.
    pub font: Option<String>,
    pub icon: String,
    /// The clinic's own mark, where it has one.
    pub logo: Option<LogoView>,
    pub sheet_a4: String,
    pub sheet_letter: String,
    pub planner_css: String,
    pub planner_js: String,
    /// The icon for the first screen of a phone; none for sheets that stand alone.
    pub touch_icon: String,
}

/// The clinic's mark: its file from the root, and its size in pixels where that is known.
#[derive(Clone, Debug, Serialize)]
pub struct LogoView {
    pub href: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// A link.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    pub title: String,
    pub href: String,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardView {
    pub title: String,
    pub href: String,
    pub summary: String,
    pub kind: &'static str,
}

/// A way in.
#[derive(Clone, Debug, Serialize)]
pub struct DoorView {
    pub title: String,
    pub text: String,
    pub href: String,
}

/// The main navigation: a row of sections, and the others behind "More" where they are many.
#[derive(Clone, Debug, Serialize)]
pub struct NavView {
    /// All sections, as links, for pages that list them.
    pub items: SharedView,
    /// The first sections.
    pub row: NavPartView,
    /// The others; none where all go into the row.
    pub more: Option<NavPartView>,
    /// The page's section, in either.
    pub section: Option<NavItemView>,
}

/// Items of the menu: those before the section that the page is in, that one, and those after it.
///
/// The others look the same on all pages of a depth, so they come ready: the
/// template's component `menu_item` has made them.
#[derive(Clone, Debug, Serialize)]
pub struct NavPartView {
    /// The items before the page's section, or all.
    pub before: Html,
    /// The page's section, where it is in this part.
    pub section: Option<NavItemView>,
    /// The items after it.
    pub after: Html,
}

/// A main section.
#[derive(Clone, Debug, Serialize)]
pub struct NavItemView {
    /// Its short title.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether this page is in it.
    pub ancestor: bool,
    /// Its pages, if this page is in it.
    pub children: Vec<NavChildView>,
}

/// A page of the section that one is in.
#[derive(Clone, Debug, Serialize)]
pub struct NavChildView {
    pub title: String,
    pub href: String,
    pub current: bool,
}

/// The same page in a language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageView {
    pub lang: String,
    pub label: String,
    pub href: String,
    /// The whole address.
    pub canonical: String,
    /// The language with a country: `en_US`.
    pub locale: String,
    pub current: bool,
}

/// What other programs are told about a page.
#[derive(Clone, Debug, Serialize)]
pub struct MetaView {
    /// JSON-LD, ready to stand in a `<script>`.
    pub data: Html,
    /// What is shown beside a link to the page.
    pub picture: PictureView,
    /// Whether it is a text, and not the front door.
    pub article: bool,
}

/// A picture with a whole address.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// Where it is.
    pub href: String,
    /// In points.
    pub width: u32,
    /// In points.
    pub height: u32,
    /// What stands on it.
    pub alt: String,
}

/// A change of a page.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// Its name on the page and in the feed, which stays: `change-2026-12-01`.
    pub id: String,
    /// Its day, for programs.
    pub date: String,
    /// Its day, in words.
    pub date_label: String,
    /// What changed and why.
    pub reason: String,
}

/// What is said about a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PageView {
    pub title: String,
    pub nav_title: String,
    pub summary: String,
    pub key_message: Option<String>,
    pub kind: &'static str,
    pub address: String,
    pub canonical: String,
    pub status: &'static str,
    pub status_label: String,
    pub approved: bool,
    pub updated: Option<String>,
    pub updated_label: Option<String>,
    /// What changed, the newest first.
    pub changes: Vec<ChangeView>,
    pub reviewed: Option<String>,
    pub reviewed_label: Option<String>,
    pub review_due: Option<String>,
    pub review_due_label: Option<String>,
    pub overdue: bool,
    pub reviewers: Vec<String>,
    pub owner: Option<String>,
    pub sources: usize,
    pub two_wordings: bool,
    pub reading_minutes: usize,
    pub extra: serde_json::Value,
}

/// A heading in the contents.
#[derive(Clone, Debug, Serialize)]
pub struct TocView {
    pub id: String,
    pub title: String,
    pub level: u8,
    pub audience: &'static str,
    pub children: Vec<TocView>,
}

/// A term used on the page.
#[derive(Clone, Debug, Serialize)]
pub struct WordView {
    pub key: String,
    pub term: String,
    pub clinical: Option<String>,
    pub definition: String,
    pub href: String,
}

/// A source.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// Its key.
    pub key: String,
    /// Its number in this list.
    pub number: usize,
    /// Its text.
    pub html: Html,
    /// Where it can be found.
    pub links: Vec<LabelView>,
    /// Where the page cites it.
    pub cited: Vec<PlaceView>,
    /// The pages that cite it, in the list of all sources.
    pub used_on: Vec<LinkView>,
}

/// A labelled link.
#[derive(Clone, Debug, Serialize)]
pub struct LabelView {
    pub label: String,
    pub href: String,
}

/// A labelled place on the page.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceView {
    pub id: String,
    pub label: String,
}

/// A sheet that the page speaks of.
#[derive(Clone, Debug, Serialize)]
pub struct SheetLinkView {
    pub protocol: String,
    pub name: &'static str,
    pub title: String,
    pub paper: &'static str,
    pub href: String,
}

/// What the templates of articles, sections and the home page see.
#[derive(Debug, Serialize)]
pub struct ArticleView {
    pub root: String,
    pub home: String,
    pub nav: NavView,
    pub footer_links: SharedView,
    pub review_link: Option<LinkView>,
    pub languages: Vec<LanguageView>,
    pub page: PageView,
    pub body: Html,
    pub toc: Vec<TocView>,
    pub breadcrumbs: Vec<LinkView>,
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    pub related: Vec<CardView>,
    pub backlinks: Vec<CardView>,
    pub children: Vec<CardView>,
    pub all_pages: Vec<IndexView>,
    pub doors: Vec<DoorView>,
    pub words: Vec<WordView>,
    pub references: Vec<ReferenceView>,
    pub sheets: Vec<SheetLinkView>,
    pub letters: Vec<LetterView>,
    pub protocol: Option<super::protocol::ProtocolView>,
    pub search: Option<SearchView>,
    /// The planner, seen from the page; none on a site without plans.
    pub planner_href: Option<String>,
    pub planner: Option<super::planner::PlannerView>,
    pub offline: Option<OfflineView>,
    pub privacy: Option<super::privacy::PrivacyView>,
    /// None on a page that asks not to be found.
    pub meta: Option<MetaView>,
}

/// The page about the copy that a reader may keep.
#[derive(Clone, Debug, Serialize)]
pub struct OfflineView {
    /// How much room the copy takes, in words.
    pub size: String,
}

/// The page for searching.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// The first part of the index.
    pub core: String,
    /// The list of all pages.
    pub all: LinkView,
    /// Other ways to find something: word list, how to get in touch.
    pub ways: Vec<LinkView>,
}

/// A page in the list of all pages, with those below it.
#[derive(Clone, Debug, Serialize)]
pub struct IndexView {
    pub title: String,
    pub href: String,
    pub children: Vec<IndexView>,
}

/// The terms that begin with a letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    pub letter: String,
    pub entries: Vec<EntryView>,
}

/// A term of the glossary.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    pub key: String,
    pub term: String,
    pub clinical: Option<String>,
    pub definition: Html,
    pub synonyms: Vec<String>,
    pub used_on: Vec<LinkView>,
}
