//! Writing what was asked for, in one step.
//!
//! Several sheets are one file, one after the other.
//!
//! Never: what stands in it.

use super::ask::{Asked, Out};
use super::calendar::calendar;
use super::refuse;
use crate::Inputs;
use crate::cli::Format;
use crate::cmd::put::put;
use crate::cmd::{Exit, print, say, show};
use crate::diag::Diagnostics;
use crate::model::Model;
use crate::model::protocol::ProtocolFile;
use crate::render::{WantedSheets, sheets_alone, sheets_as_pdf};
use crate::schedule::Schedule;
use crate::site;
use anyhow::{Context as _, anyhow};

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
pub(super) fn write(asked: &Asked, made: &Made<'_>, format: Format) -> anyhow::Result<Exit> {
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
        Out::Html(path) | Out::Pdf(path) => path,
    };
    let mut diags = Diagnostics::new();
    let bytes = sheets(asked, made, &mut diags);
    show(&diags, &made.inputs.sources, format);
    let (Some(bytes), false) = (bytes, diags.has_errors()) else { return Ok(Exit::Content) };
    put(path, &bytes)?;
    print(&format!("Wrote {}\n", path.display()))?;
    say(&format!("hint: {}\n", next(made)));
    Ok(Exit::Good)
}

/// What can be done after sheets were written.
fn next(made: &Made<'_>) -> String {
    let id = made.protocol.id();
    match made.schedule {
        Some(_) => format!("the same command with `--out {id}.ics` makes a calendar"),
        None => format!("these are blank; `latchwork sheet {id} --list` tells which dates and values can be put in"),
    }
}

/// The sheets as a file. Findings about pages of the site are not of interest here.
fn sheets(asked: &Asked, made: &Made<'_>, diags: &mut Diagnostics) -> Option<Vec<u8>> {
    let Made { inputs, model, protocol, schedule } = *made;
    let site = site::link(model, &inputs.sources, inputs.today, &mut Diagnostics::new());
    let all = schedule.map_or(&[][..], |schedule| &schedule.days);
    let first = all.iter().position(|day| day.count > 0).unwrap_or(0);
    let days = &all[first..all.len().min(first.saturating_add(asked.days))];
    let Asked { sheets, paper, print, audience, .. } = asked;
    let (paper, print, audience) = (*paper, *print, *audience);
    let wanted = WantedSheets { protocol, names: sheets, paper, print, audience, schedule, days };
    match &asked.out {
        Out::Pdf(_) => sheets_as_pdf(&site, &wanted, diags),
        Out::Html(_) | Out::Ics(_) | Out::Json(_) | Out::Print => {
            Some(sheets_alone(&site, &wanted, diags).into_bytes())
        }
    }
}

fn json(schedule: Option<&Schedule>) -> anyhow::Result<String> {
    let schedule = schedule.ok_or_else(|| anyhow!("a schedule needs a date"))?;
    let text = serde_json::to_string_pretty(schedule).context("the schedule cannot be written as JSON")?;
    Ok(text + "\n")
}
