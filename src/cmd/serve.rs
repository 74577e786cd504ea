//! `serve`: the site in a browser while it is written.
//!
//! The port is opened, the site is made once, and from then on whatever happens is
//! told in the terminal in few lines: the page has the rest.
//!
//! Never: requests, how a site is made.

use super::cache::Cache;
use super::{Exit, colour, print, say, site_root, today, today_now};
use crate::cli::{Run, Serve};
use crate::diag::{Severity, count, human};
use crate::serve::{Door, Moment, Preview, Wake, Workshop};
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

pub(super) fn run(serve: &Serve, run: &Run) -> anyhow::Result<Exit> {
    let root = site_root(serve.root.as_deref())?;
    let door = open(serve.host, serve.port)?;
    let (workshop, wakes) = workshop(&root, run)?;
    let url = door.url();
    let more = axum::Router::new();
    follow(Preview { door, workshop, wakes, more, editor_link: serve.editor_link.clone() }, || {
        print(&format!("The site is at {url} and follows every save. Ctrl-C ends it.\n"))?;
        if serve.open
            && let Err(error) = open::that_detached(&url)
        {
            say(&format!("note: no browser could be opened: {error}\n"));
        }
        Ok(())
    })
}

/// The workshop of the site at this root, by the day that was told or by the clock.
pub(super) fn workshop(root: &Path, run: &Run) -> anyhow::Result<(Arc<Workshop>, Receiver<Wake>)> {
    let first = today(run)?;
    let told = run.today;
    let clock = move || told.unwrap_or_else(|| today_now().unwrap_or(first));
    Workshop::open(root, Box::new(clock), Box::new(Cache::new(root)))
}

/// Follows what happens until it is ended, and welcomes once the site was made for the first time.
pub(super) fn follow(preview: Preview, welcome: impl Fn() -> anyhow::Result<()>) -> anyhow::Result<Exit> {
    let mut begun = Ok(());
    let ended = preview.run(|now| {
        tell(now);
        if now.generation == 1 {
            begun = welcome();
        }
    });
    ended.and(begun).map(|()| Exit::Good)
}

/// Opens the port and says so where it is another one.
pub(super) fn open(host: IpAddr, port: u16) -> anyhow::Result<Door> {
    let door = Door::open(host, port)?;
    let got = door.address().port();
    if port != 0 && got != port {
        say(&format!("note: port {port} is taken, so it is {got}\n"));
    }
    if !host.is_loopback() {
        say("note: everybody in your network can read this preview, drafts included\n");
    }
    Ok(door)
}

/// Tells of a round in which everything was looked at: errors with their places, warnings as a number.
fn tell(now: &Moment) {
    if !now.is_whole {
        return;
    }
    let sources = &now.inputs.sources;
    let errors = now.findings.only(sources, |finding, _| finding.severity() == Severity::Error);
    if !errors.is_empty() {
        say(&human(&errors, sources, colour()));
        say(if now.good.is_some() { "The last good pages stay.\n\n" } else { "There is nothing to show yet.\n\n" });
        return;
    }
    let files = now.good.as_ref().map_or(0, |good| good.pages.len());
    let warnings = match now.findings.count(Severity::Warning) {
        0 => String::new(),
        number => format!(", {}", count(number, "warning")),
    };
    say(&format!("Made {}{warnings}\n", count(files, "file")));
}
