//! `edit`: the editor in a browser on this machine.
//!
//! It begins as the preview does and lays the editor's routes beside its own. The
//! address that opens has a word that is good for one use, so it is told once.
//!
//! Never: requests, what an editor may do.

use super::cache::Cache;
use super::serve::{open, tell};
use super::{Exit, print, say, site_root, today, today_now};
use crate::cli::{Edit, Run};
use crate::edit::{Desk, routes};
use crate::serve::{Preview, Workshop};
use anyhow::Context as _;
use std::net::Ipv4Addr;
use std::sync::Arc;

pub(super) fn run(edit: &Edit, run: &Run) -> anyhow::Result<Exit> {
    let root = site_root(edit.root.as_deref())?;
    let door = open(Ipv4Addr::LOCALHOST.into(), edit.port)?;
    let first = today(run)?;
    let told = run.today;
    let clock = move || told.unwrap_or_else(|| today_now().unwrap_or(first));
    let (workshop, wakes) = Workshop::open(&root, Box::new(clock), Box::new(Cache::new(&root)))?;
    let desk = Arc::new(Desk::new(Arc::clone(&workshop), door.address().port())?);
    let path = desk.address().context("the editor has no address")?;
    let url = format!("{}{}", door.url().trim_end_matches('/'), path);
    let welcome = || {
        print(&format!("The editor is at {url}\nThis address opens once, in one browser. Ctrl-C ends the editor.\n"))?;
        if !edit.no_open && ::open::that_detached(&url).is_err() {
            say("note: no browser could be opened; copy the address into one\n");
        }
        anyhow::Ok(())
    };
    let mut begun = Ok(());
    let editor_link = edit.editor_link.clone();
    let ended = Preview { door, workshop, wakes, more: routes(desk), editor_link }.run(|now| {
        tell(now);
        if now.generation == 1 {
            begun = welcome();
        }
    });
    ended.and(begun).map(|()| Exit::Good)
}
