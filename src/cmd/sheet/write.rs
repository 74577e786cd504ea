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
use crate::cmd::{Exit, print, show};
use crate::diag::Diagnostics;
use crate::model::Model;
use crate::model::protocol::ProtocolFile;
use crate::render::{WantedSheets, sheets_alone};
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
        Out::Html(path) => path,
    };
    let mut diags = Diagnostics::new();
    let html = html(asked, made, &mut diags);
    show(&diags, &made.inputs.sources, format);
    if diags.has_errors() {
        return Ok(Exit::Content);
    }
    put(path, html.as_bytes())?;
    print(&format!("Wrote {}\n", path.display()))?;
    Ok(Exit::Good)
}

/// The sheets as HTML. Findings about pages of the site are not of interest here.
fn html(asked: &Asked, made: &Made<'_>, diags: &mut Diagnostics) -> String {
    let Made { inputs, model, protocol, schedule } = *made;
    let site = site::link(model, &inputs.sources, inputs.today, &mut Diagnostics::new());
    let all = schedule.map_or(&[][..], |schedule| &schedule.days);
    let first = all.iter().position(|day| day.count > 0).unwrap_or(0);
    let days = &all[first..all.len().min(first.saturating_add(asked.days))];
    let Asked { sheets, paper, print, audience, .. } = asked;
    let (paper, print, audience) = (*paper, *print, *audience);
    sheets_alone(&site, &WantedSheets { protocol, names: sheets, paper, print, audience, schedule, days }, diags)
}

fn json(schedule: Option<&Schedule>) -> anyhow::Result<String> {
    let schedule = schedule.ok_or_else(|| anyhow!("a schedule needs a date"))?;
    let text = serde_json::to_string_pretty(schedule).context("the schedule cannot be written as JSON")?;
    Ok(text + "\n")
}
