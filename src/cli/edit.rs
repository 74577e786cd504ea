//! What goes with the editor.
//!
//! Never: what a command does.

use super::serve::EDITOR_LINK;
use clap::Args;
use std::path::PathBuf;

/// `latchwork edit`
#[derive(Debug, Args)]
pub struct Edit {
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The port; where it is taken, the next free one. 0 takes any
    #[arg(long, value_name = "NUMBER", default_value_t = 4100)]
    pub port: u16,
    /// Print the address and open no browser
    #[arg(long)]
    pub no_open: bool,
    /// The link that opens a place of a file in another editor, with {file}, {line} and {column}
    #[arg(long, value_name = "LINK", default_value = EDITOR_LINK)]
    pub editor_link: String,
}
