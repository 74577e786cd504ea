//! Writing what was asked for, in one step.
//!
//! One sheet gets the name that was asked for; each of several gets its own
//! added to it.
//!
//! Never: what stands in it.

use super::ask::{Asked, Out};
use super::calendar::calendar;
use super::refuse;
use crate::Inputs;
use crate::cli;
use crate::cmd::put::put;
use crate::cmd::{Exit, print, show};
use crate::diag::Diagnostics;
use crate::model::Model;
use crate::model::protocol::ProtocolFile;
use crate::name::SheetName;
use crate::render::{DatedSheet, dated_sheet};
use crate::schedule::Schedule;
use crate::sheet::Paper;
use crate::site;
use anyhow::{Context as _, anyhow};
use std::path::{Path, PathBuf};

/// What a sheet is made of.
pub(super) struct Made<'a> {
    /// The files and the day.
    pub(super) inputs: &'a Inputs,
    /// Everything parsed.
    pub(super) model: &'a Model,
    /// The protocol.
    pub(super) protocol: &'a ProtocolFile,
    /// Its dates; none for sheets to fill in by hand.
    pub(super) schedule: Option<&'a Schedule>,
}

/// Writes what was asked for and says where it is.
pub(super) fn write(asked: &Asked, made: &Made<'_>, format: cli::Format) -> anyhow::Result<Exit> {
    let path = match &asked.out {
        Out::Print => {
            print(&json(made.schedule)?)?;
            return Ok(Exit::Good);
        }
        Out::Json(path) => {
            put(path, json(made.schedule)?.as_bytes())?;
            print(&format!("Wrote {}\n", path.display()))?;
            return Ok(Exit::Good);
        }
        Out::Ics(path) => {
            return match calendar(&asked.calendar, made) {
                Ok(text) => {
                    put(path, text.as_bytes())?;
                    print(&format!("Wrote {}\n", path.display()))?;
                    Ok(Exit::Good)
                }
                Err(objection) => Ok(refuse(&[objection])),
            };
        }
        Out::Html(path) => path,
    };
    let mut diags = Diagnostics::new();
    let pages = pages(asked, made, &mut diags);
    show(&diags, &made.inputs.sources, format);
    if diags.has_errors() {
        return Ok(Exit::Content);
    }
    for (name, html) in &pages {
        let place = if pages.len() == 1 { path.clone() } else { with_name(path, *name) };
        put(&place, html.as_bytes())?;
        print(&format!("Wrote {}\n", place.display()))?;
    }
    Ok(Exit::Good)
}

/// The sheets as HTML. Findings about pages of the site are not of interest here.
fn pages(asked: &Asked, made: &Made<'_>, diags: &mut Diagnostics) -> Vec<(SheetName, String)> {
    let Made { inputs, model, protocol, schedule } = *made;
    let site = site::link(model, &inputs.sources, inputs.today, &mut Diagnostics::new());
    let paper = match asked.paper {
        cli::Paper::A4 => Paper::A4,
        cli::Paper::Letter => Paper::Letter,
    };
    let all = schedule.map_or(&[][..], |schedule| &schedule.days);
    let first = all.iter().position(|day| day.count > 0).unwrap_or(0);
    let days = &all[first..all.len().min(first.saturating_add(asked.days))];
    let each = asked.sheets.iter();
    each.map(|&name| (name, dated_sheet(&site, &DatedSheet { protocol, name, paper, schedule, days }, diags))).collect()
}

/// `plan.html` for the day log is `plan-day-log.html`.
fn with_name(path: &Path, name: SheetName) -> PathBuf {
    let mut file = path.file_stem().unwrap_or_default().to_owned();
    file.push(format!("-{}.html", name.word()));
    path.with_file_name(file)
}

fn json(schedule: Option<&Schedule>) -> anyhow::Result<String> {
    let schedule = schedule.ok_or_else(|| anyhow!("a schedule needs a date"))?;
    let text = serde_json::to_string_pretty(schedule).context("the schedule cannot be written as JSON")?;
    Ok(text + "\n")
}
