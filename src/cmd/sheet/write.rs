//! Writing what was asked for, in one step.
//!
//! A file is written beside its place and then renamed, so that nobody ever
//! sees half of one, and it gets the rights that any new file gets.
//!
//! Never: what stands in it.
#![expect(clippy::disallowed_methods, reason = "writes the file that was asked for")]

use super::ask::{Asked, Out};
use crate::Inputs;
use crate::cmd::{Exit, print};
use crate::model::Model;
use crate::model::protocol::ProtocolFile;
use crate::schedule::Schedule;
use anyhow::{Context as _, anyhow, bail};
use std::ffi::OsString;
use std::fs;
use std::path::Path;

pub(super) fn write(
    asked: &Asked,
    _model: &Model,
    _inputs: &Inputs,
    _protocol: &ProtocolFile,
    schedule: Option<&Schedule>,
) -> anyhow::Result<Exit> {
    match &asked.out {
        Out::Print => print(&json(schedule)?)?,
        Out::Json(path) => {
            put(path, json(schedule)?.as_bytes())?;
            print(&format!("Wrote {}\n", path.display()))?;
        }
        Out::Html(_) => bail!("sheets in HTML are not there yet: {:?} on {:?}", asked.sheets, asked.paper),
    }
    Ok(Exit::Good)
}

fn json(schedule: Option<&Schedule>) -> anyhow::Result<String> {
    let schedule = schedule.ok_or_else(|| anyhow!("a schedule needs a date"))?;
    let text = serde_json::to_string_pretty(schedule).context("the schedule cannot be written as JSON")?;
    Ok(text + "\n")
}

/// Writes a file in one step.
fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let name = path.file_name().ok_or_else(|| anyhow!("{} is not the name of a file", path.display()))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".latchwork-new-{}", std::process::id()));
    let beside = path.with_file_name(hidden);
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        anyhow!("cannot write {}: {error}", path.display())
    })
}
