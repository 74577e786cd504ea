//! `edit`: the editor in a browser on this machine.
//!
//! It begins as the preview does and lays the editor's routes beside its own. The
//! address that opens has a word that is good for one use, so it is told once.
//!
//! Never: requests, what an editor may do.

use super::serve::{follow, open, workshop};
use super::{Exit, print, say, site_root};
use crate::cli::{Edit, Run};
use crate::edit::{Desk, routes};
use crate::serve::Preview;
use anyhow::Context as _;
use std::net::Ipv4Addr;
use std::sync::Arc;

pub(super) fn run(edit: &Edit, run: &Run) -> anyhow::Result<Exit> {
    let root = site_root(edit.root.as_deref())?;
    let door = open(Ipv4Addr::LOCALHOST.into(), edit.port)?;
    let (workshop, wakes) = workshop(&root, run)?;
    let desk = Arc::new(Desk::new(Arc::clone(&workshop), door.address().port())?);
    let path = desk.address().context("the editor has no address")?;
    let url = format!("{}{}", door.url().trim_end_matches('/'), path);
    let more = routes(desk);
    follow(Preview { door, workshop, wakes, more, editor_link: edit.editor_link.clone() }, || {
        print(&format!("The editor is at {url}\nThis address opens once, in one browser. Ctrl-C ends the editor.\n"))?;
        if !edit.no_open && ::open::that_detached(&url).is_err() {
            say("note: no browser could be opened; copy the address into one\n");
        }
        Ok(())
    })
}
