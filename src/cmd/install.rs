//! `completions` and `man`: what belongs to the program once it is installed.
//!
//! Both come from the definition of the command line, so they cannot fall behind.
//!
//! Never: the site.
#![expect(clippy::disallowed_methods, reason = "writes the pages into the folder that was named")]

use super::{Exit, print, shown};
use crate::cli::{Cli, Completions, Man};
use crate::diag::count;
use anyhow::Context as _;
use clap::{Command, CommandFactory as _};
use std::fs;
use std::path::Path;

const NAME: &str = "latchwork";

pub(super) fn completions(completions: &Completions) -> anyhow::Result<Exit> {
    let mut out = Vec::new();
    clap_complete::generate(completions.shell, &mut Cli::command(), NAME, &mut out);
    print(&String::from_utf8_lossy(&out))?;
    Ok(Exit::Good)
}

pub(super) fn man(man: &Man) -> anyhow::Result<Exit> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(dir) = &man.dir else {
        print(&page(command)?.1)?;
        return Ok(Exit::Good);
    };
    fs::create_dir_all(dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
    let written = write(command, dir)?;
    print(&format!("Wrote {} into {}/\n", count(written, "page"), shown(dir)))?;
    Ok(Exit::Good)
}

/// Writes the page of a command and those of the commands below it, and counts them.
fn write(command: Command, dir: &Path) -> anyhow::Result<usize> {
    let mut written = 1;
    for inner in command.get_subcommands().cloned() {
        written += write(inner, dir)?;
    }
    let (name, text) = page(command)?;
    let path = dir.join(name);
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(written)
}

/// The name of a command's page, and its text.
fn page(command: Command) -> anyhow::Result<(String, String)> {
    let man = clap_mangen::Man::new(command);
    let mut out = Vec::new();
    man.render(&mut out).context("cannot make the manual page")?;
    Ok((man.get_filename(), String::from_utf8_lossy(&out).into_owned()))
}
