//! The command line of the tools around a site: it is packed, files are brought into form, sources added, looks taken
//! over, help installed.
//!
//! Never: what a tool does.

use super::{Strictness, Which};
use clap::Args;
use clap_complete::Shell;
use std::path::PathBuf;

/// `latchwork pack`
#[derive(Debug, Args)]
pub struct Pack {
    /// Which site.
    #[command(flatten)]
    pub which: Which,
    /// How strictly.
    #[command(flatten)]
    pub strictness: Strictness,
    /// The file to write [default: site.zip]; its name is that of the folder in it, too
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Where the site will stand, instead of the address in content/site.yaml
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}

/// `latchwork fmt`
#[derive(Debug, Args)]
pub struct Fmt {
    /// Files or folders of the site [default: all of content/ and theme/strings/]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Change nothing; list the files that are not in form, and fail if there is one
    #[arg(long)]
    pub check: bool,
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// `latchwork cite`
#[derive(Debug, Args)]
pub struct Cite {
    /// A file in one of these forms, or a DOI or PubMed number; - or nothing reads what is typed or piped in
    #[arg(value_name = "FILE|DOI|PMID")]
    pub what: Option<String>,
    /// Where to look for a DOI or PubMed number that content/references.yaml does not have
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// The key by which texts cite it [default: made from name and year, as seema-1997]
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// `latchwork eject`
#[derive(Debug, Args)]
pub struct Eject {
    /// The file, as page.html or theme/css/tokens.css
    #[arg(value_name = "NAME", required_unless_present = "list", conflicts_with = "list")]
    pub names: Vec<String>,
    /// List the built-in files
    #[arg(long)]
    pub list: bool,
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// `latchwork doctor`
#[derive(Debug, Args)]
pub struct Doctor {
    /// Show how each file that is behind differs from the built-in one, line by line
    #[arg(long)]
    pub diff: bool,
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
}

/// `latchwork completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: Shell,
}

/// `latchwork man`
#[derive(Debug, Args)]
pub struct Man {
    /// Write one page for each command into this folder, instead of printing the first
    #[arg(value_name = "DIR")]
    pub dir: Option<PathBuf>,
}
