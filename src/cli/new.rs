//! The command line of `new`: what can be begun.
//!
//! It stands apart because a whole site has more options than the rest together.
//!
//! Never: what is written.

use super::Paper;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `latchwork new`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, arg_required_else_help = true)]
pub struct New {
    /// What to begin within a site.
    #[command(subcommand)]
    pub what: Option<NewWhat>,
    /// A whole site.
    #[command(flatten)]
    pub site: NewSite,
}

/// `latchwork new DIR`
#[derive(Debug, Args)]
pub struct NewSite {
    /// The folder of the new site, which must not have anything in it; ./page for a folder called page
    #[arg(value_name = "DIR", required = true)]
    pub dir: Option<PathBuf>,
    /// A small site of another field to write over, instead of the sample site about lactation
    #[arg(long)]
    pub empty: bool,
    /// The name of the clinic
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// A language beside English, as es; give it again for more than one
    #[arg(long = "language", value_name = "TAG")]
    pub languages: Vec<String>,
    /// The paper to print on
    #[arg(long, value_enum)]
    pub paper: Option<Paper>,
    /// The number of emergency services
    #[arg(long, value_name = "NUMBER")]
    pub emergency_number: Option<String>,
    /// The number for calls on the same day
    #[arg(long, value_name = "NUMBER")]
    pub urgent_number: Option<String>,
    /// The number for questions that can wait
    #[arg(long, value_name = "NUMBER")]
    pub routine_number: Option<String>,
    /// The color of the clinic, with six hexadecimal digits: "#2f6f6b"
    #[arg(long, value_name = "COLOR")]
    pub accent: Option<String>,
    /// The time zone, as Europe/Berlin
    #[arg(long, value_name = "NAME")]
    pub zone: Option<String>,
    /// Where the site will stand on the web, as `https://clinic.example/`
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Ask nothing; what is not given stays as in the sample
    #[arg(long)]
    pub yes: bool,
}

/// What to begin.
#[derive(Debug, Subcommand)]
pub enum NewWhat {
    /// Write a page to write over, with all that its kind needs: content/PATH.md
    ///
    /// It is a draft and passes `check` as it is. A file that is there is never written over.
    Page(NewPage),
    /// Write a commented protocol to write over, content/protocols/ID.yaml
    ///
    /// It passes `check` as it is. A file that is there is never written over.
    Protocol(NewProtocol),
    /// Write every text of a protocol to be translated, content/protocols/ID.LANG.yaml
    ///
    /// Each has its path and, as a comment, its original. A file that is there is never written over.
    Translation(NewTranslation),
}

/// `latchwork new page`
#[derive(Debug, Args)]
pub struct NewPage {
    /// Where the page stands in content/, as equipment/pumps; equipment/_index is the first page of a section
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// What sort of page it is
    #[arg(long, value_enum, default_value_t = PageKind::Guide)]
    pub kind: PageKind,
    /// Its title [default: made from its path]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// What sort of page to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageKind {
    /// Anything that needs no other word
    Guide,
    /// A condition or a difficulty
    Condition,
    /// Something that is done about one
    Treatment,
    /// Things to use
    Equipment,
    /// Medicines and herbs
    Medicine,
    /// When to get help
    Safety,
    /// About the site and the clinic
    About,
}

/// `latchwork new protocol`
#[derive(Debug, Args)]
pub struct NewProtocol {
    /// The protocol's name: lower-case letters, digits and single hyphens
    #[arg(value_name = "ID")]
    pub id: String,
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// `latchwork new translation`
#[derive(Debug, Args)]
pub struct NewTranslation {
    /// The protocol's name, or shared/NAME for shared blocks
    #[arg(value_name = "ID")]
    pub id: String,
    /// The language: one of `translations:` in content/site.yaml
    #[arg(value_name = "LANG")]
    pub lang: String,
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}
