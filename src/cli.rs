//! The command line: what people can type.
//!
//! Types only. The comments on fields are the help texts, so they are written
//! for people who run the program. What a word means is found out in `cmd`,
//! where the outside can be asked; nothing here can fail for a reason that
//! lies outside the command line.
//!
//! Never: what a command does.

#[cfg(feature = "serve")]
mod edit;
mod new;
#[cfg(feature = "serve")]
mod serve;
mod tools;

#[cfg(feature = "serve")]
pub use edit::Edit;
pub use new::{New, NewPage, NewProtocol, NewSite, NewTranslation, NewWhat, PageKind};
#[cfg(feature = "serve")]
pub use serve::Serve;
pub use tools::{Cite, Completions, Doctor, Eject, Fmt, Man, Pack};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Turns a folder of Markdown pages and YAML protocols into a website and printable sheets.
#[derive(Debug, Parser)]
#[command(name = "latchwork", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What goes with every command.
    #[command(flatten)]
    pub run: Run,
}

/// What goes with every command.
#[derive(Debug, Args)]
pub struct Run {
    /// Take this day for today: 2026-12-01
    ///
    /// Reviews that are due are judged by it. Without it, `SOURCE_DATE_EPOCH` decides, and then the clock.
    #[arg(long, global = true, value_name = "DATE", hide_short_help = true)]
    pub today: Option<Date>,
    /// Work with so many threads instead of one for each core
    #[arg(long, global = true, value_name = "NUMBER", hide_short_help = true)]
    pub threads: Option<NonZeroUsize>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the site into a folder that a web server can send
    ///
    /// Everything is checked first. As long as there is an error, nothing is written and the site that
    /// is there stays as it is.
    Build(Build),
    /// Build the site and write it as one zip file, to take along or to hand on
    ///
    /// Unpacked, it works from a disk or a stick without anything installed. The same site makes the same bytes.
    Pack(Pack),
    /// Check everything and publish nothing
    Check(Check),
    /// Show the site in a browser while you write: each save is on the page at once
    ///
    /// Nothing is written, and nobody but this machine can look. While something is wrong, the last good page
    /// stays and a panel says what it is. Drafts are shown, too. Ctrl-C ends it.
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Write pages in a browser, with a form, buttons and the page beside it
    ///
    /// It opens on this machine alone, in one browser. It saves below content/ and nowhere else, and keeps the
    /// text as it was before in .latchwork/backup/. Ctrl-C ends it.
    #[cfg(feature = "serve")]
    Edit(Edit),
    /// Write the printable sheets or the dated schedule of a protocol
    Sheet(Box<Sheet>),
    /// Record that a clinician approved a text, or see where texts stand in their review
    ///
    /// An approval is bound to the text as it is: whoever changes the page, a fragment in it or a source
    /// takes the approval back, and every page says so. It is kept in content/reviews/, which nobody edits.
    Review(Review),
    /// Begin something new: a whole site, a page, a protocol, a translation
    ///
    /// `latchwork new DIR` writes a whole site into a new folder: the sample site, with your name and numbers
    /// in it, or with --empty a small one to write over. At a terminal it asks; every answer can be given as an
    /// option, too. Whatever it writes passes `check` as it is, and nothing that is there is written over.
    New(Box<New>),
    /// Bring the front matter of pages, and YAML files, into one form
    Fmt(Fmt),
    /// Add a source to content/references.yaml, from what a publisher or PubMed gives you
    ///
    /// It reads BibTeX, RIS, CSL-JSON and what PubMed calls .nbib, from a file or as pasted text. Nothing is
    /// looked up: the program asks nobody. A source that is there already is told and not added again.
    Cite(Cite),
    /// Copy a built-in template or theme file into the site, to change it
    ///
    /// Its first line says what it was copied from, so that `doctor` can tell when the built-in one changes.
    Eject(Eject),
    /// Tell which of the site's own templates, theme files and schemas are behind the program
    ///
    /// Nothing is changed. The exit status is 1 if something is behind.
    Doctor(Doctor),
    /// Print the JSON Schema of a sort of YAML file, by which editors help
    Schema(Schema),
    /// Tell what a finding means and what to do about it
    Explain(Explain),
    /// Print what a shell needs to complete commands and options
    Completions(Completions),
    /// Print the manual page for `man`, or write one for each command
    Man(Man),
}

/// The site to work on.
#[derive(Debug, Args)]
pub struct Which {
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// How to show what is wrong
    #[arg(long, value_name = "FORM", value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// How strictly to judge the site.
#[derive(Debug, Args)]
pub struct Strictness {
    /// Take the pages that are still drafts, too
    #[arg(long)]
    pub drafts: bool,
    /// Fail for warnings as for errors
    #[arg(long, value_name = "WHAT", value_enum)]
    pub deny: Option<Deny>,
}

/// `latchwork build`
#[derive(Debug, Args)]
pub struct Build {
    /// Which site.
    #[command(flatten)]
    pub which: Which,
    /// How strictly.
    #[command(flatten)]
    pub strictness: Strictness,
    /// The folder to write [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where the site will stand, instead of the address in content/site.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Write text files a second time as .br and .gz, for servers that send such files as they are
    #[arg(long)]
    pub precompress: bool,
}

/// `latchwork check`
#[derive(Debug, Args)]
pub struct Check {
    /// Which site.
    #[command(flatten)]
    pub which: Which,
    /// How strictly.
    #[command(flatten)]
    pub strictness: Strictness,
    /// Ask other sites whether the links to them still lead somewhere
    ///
    /// One question at a time to each host. Addresses that answered well in the last two weeks are not asked
    /// again; .latchwork/links.json has them.
    #[arg(long)]
    pub external: bool,
}

/// `latchwork sheet`
#[derive(Debug, Args)]
pub struct Sheet {
    /// Which site.
    #[command(flatten)]
    pub which: Which,
    /// The protocol: the name of its file in content/protocols/, without .yaml
    #[arg(value_name = "PROTOCOL")]
    pub protocol: String,
    /// List the sheets, languages, dates, values, parts, intervals and people of the protocol, and write nothing
    #[arg(long)]
    pub list: bool,
    /// The language of the sheets, as es [default: the main language of the site]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Write only this sheet; give it again for more than one
    #[arg(long = "sheet", value_name = "NAME")]
    pub sheets: Vec<String>,
    /// Set a date that the protocol counts from; give it again for more than one
    #[arg(long = "anchor", value_name = "NAME=DATE")]
    pub anchors: Vec<String>,
    /// Set the date on which the protocol starts: 2026-12-01
    #[arg(long, value_name = "DATE")]
    pub start: Option<String>,
    /// When the day begins: 06:00
    #[arg(long, value_name = "HH:MM")]
    pub wake: Option<String>,
    /// When the night begins: 22:00
    #[arg(long, value_name = "HH:MM")]
    pub bed: Option<String>,
    /// Set a value that the protocol asks for; give it again for more than one
    #[arg(long = "set", value_name = "INPUT=VALUE")]
    pub inputs: Vec<String>,
    /// Take an optional part, or one that stands in for another; give it again for more than one
    #[arg(long = "part", value_name = "NAME")]
    pub parts: Vec<String>,
    /// Choose an interval where the protocol leaves a range: pump=2h
    #[arg(long = "interval", value_name = "ACTIVITY=LENGTH")]
    pub intervals: Vec<String>,
    /// Hours without sessions: 23:00-05:00
    #[arg(long, value_name = "HH:MM-HH:MM")]
    pub quiet: Option<String>,
    /// Whose sheets, where a protocol has several people
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// How many days get a page of the day log, from the first day with sessions on
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub days: usize,
    /// The paper to print on [default: paper in content/site.yaml, or a4]
    #[arg(long, value_enum)]
    pub paper: Option<Paper>,
    /// The size of letters: 12 points, or 18
    #[arg(long, value_enum, default_value_t = Print::Standard)]
    pub print: Print,
    /// Whose wording
    #[arg(long, value_enum, default_value_t = Audience::Parent)]
    pub audience: Audience,
    /// The file to write: .pdf or .html for sheets, .ics for a calendar, .json for the schedule; - is the standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The time zone of the plan, as Europe/Berlin; floating for none [default: zone in content/site.yaml]
    #[arg(long, value_name = "NAME")]
    pub zone: Option<String>,
    /// Ask for a reminder at the start of each session in a calendar; many calendars pass over it
    #[arg(long)]
    pub alarms: bool,
    /// What the titles in a calendar tell [default: plain]
    #[arg(long, value_enum)]
    pub titles: Option<Titles>,
}

/// `latchwork review`
#[derive(Debug, Args)]
pub struct Review {
    /// Which site.
    #[command(flatten)]
    pub which: Which,
    /// The file of a page or of a protocol: content/equipment/pump.md
    #[arg(value_name = "PATH", required_unless_present = "list", conflicts_with = "list")]
    pub path: Option<PathBuf>,
    /// List all pages and protocols with their state and the day of their next review, overdue ones first
    #[arg(long, conflicts_with_all = ["diff", "print", "by"])]
    pub list: bool,
    /// Show what changed since the approval
    #[arg(long, conflicts_with_all = ["print", "by"])]
    pub diff: bool,
    /// Write the sheet on which a reviewer reads, comments and signs
    #[arg(long, value_name = "FILE", conflicts_with = "by")]
    pub print: Option<PathBuf>,
    /// Record that this person has read all of it and approves it
    #[arg(long, value_name = "NAME", requires = "credentials")]
    pub by: Option<String>,
    /// What makes this person competent: "RN, IBCLC"
    #[arg(long, value_name = "TEXT", requires = "by")]
    pub credentials: Option<String>,
    /// The day on which it was read [default: today]
    #[arg(long, value_name = "DATE", requires = "by")]
    pub date: Option<Date>,
    /// The version that stands on the sheet that was signed; refused where the text is another by now
    #[arg(long, value_name = "VERSION", requires = "by")]
    pub read: Option<String>,
    /// It was read again and is the same text
    #[arg(long, requires = "by")]
    pub again: bool,
}

/// `latchwork schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// What the schema is of
    #[arg(value_name = "WHAT", value_enum, required_unless_present = "write")]
    pub of: Option<SchemaOf>,
    /// Write all schemas into the site's schemas/, and settings for editors where there are none yet
    #[arg(long, conflicts_with = "of")]
    pub write: bool,
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR", requires = "write")]
    pub root: Option<PathBuf>,
}

/// What there are schemas of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The front matter of a page
    Page,
    /// The front matter of an _index.md
    Section,
    /// content/site.yaml
    Site,
    /// content/planner.yaml
    Planner,
    /// A file in content/protocols/
    Protocol,
    /// A file in content/protocols/shared/
    Shared,
    /// A protocol in another language, such as content/protocols/walks.es.yaml
    Translation,
    /// Shared blocks in another language, such as content/protocols/shared/calls.es.yaml
    SharedTranslation,
    /// content/glossary.yaml
    Glossary,
    /// content/search.yaml
    Search,
    /// content/references.yaml
    References,
    /// The front matter of a file in content/fragments/
    Fragment,
    /// A file in theme/strings/
    Strings,
}

/// `latchwork explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// The finding's name, as it stands in brackets: broken-link
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// How to show what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: the sentence, the lines concerned, the way out
    Human,
    /// For editors: one line for each
    Short,
    /// For programs: one JSON object a line
    Json,
    /// For tools that gather findings: one SARIF 2.1.0 document
    Sarif,
    /// For checks on GitHub: one workflow command a line
    Github,
}

/// What to fail for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Everything that is doubtful
    Warnings,
}

/// The size of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Print {
    /// 12 points
    Standard,
    /// 18 points
    Large,
}

/// Whose wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// Plain words
    Parent,
    /// With notes for clinicians
    Clinician,
}

/// What the titles in a calendar tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Titles {
    /// That there is a session
    Plain,
    /// What is done
    Named,
}

/// Paper to print on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 inches
    Letter,
}
