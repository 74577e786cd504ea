//! What goes with the commands that open a port on this machine.
//!
//! Never: what a command does.

use clap::Args;
use std::net::IpAddr;
use std::path::PathBuf;

/// Opens a place in VS Code.
pub(super) const EDITOR_LINK: &str = "vscode://file/{file}:{line}:{column}";

/// `latchwork serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// The site's folder [default: the nearest one upwards that has content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The port; where it is taken, the next free one. 0 takes any
    #[arg(long, value_name = "NUMBER", default_value_t = 4000)]
    pub port: u16,
    /// The address of this machine to answer at
    ///
    /// 127.0.0.1 is this machine alone. 0.0.0.0 lets everybody in your network read the site, drafts included:
    /// to try it on a phone, open the number of this machine there.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// The link that opens a place of a file in your editor, with {file}, {line} and {column}
    #[arg(long, value_name = "LINK", default_value = EDITOR_LINK)]
    pub editor_link: String,
}
