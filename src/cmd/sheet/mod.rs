//! `sheet`: the printable sheets of one protocol, or its dated schedule.
//!
//! Whatever is wrong with the arguments is told at once, in sentences, and
//! nothing is written. Only files that the protocol rests on are judged: a
//! broken link on some page does not keep a sheet from the parent in the room.
//!
//! Reading order: here; `ask` (arguments into a plan), `objection` (what speaks
//! against it, in words), `list`, `write`,
//! `calendar`.
//!
//! Never: the rules of the schedule, the layout of sheets.

mod ask;
mod calendar;
mod list;
mod objection;
mod write;

use super::{Exit, forbids, inputs, print, root, say, show};
use crate::cli::{self, Deny, Run, Strictness};
use crate::diag::{Diagnostics, count};
use crate::model::Model;
use crate::model::protocol::{ProtocolFile, notice_words};
use crate::model::strings::Strings;
use crate::schedule::Schedule;
use crate::source::Sources;
use ask::Asked;
use calendar::expand_in;
use jiff::civil::Date;
use std::path::Path;
use write::Made;

pub(super) fn run(sheet: &cli::Sheet, run: &Run) -> anyhow::Result<Exit> {
    let root = root(&sheet.which)?;
    let strictness = Strictness { drafts: true, deny: None::<Deny> };
    let mut diags = Diagnostics::new();
    let inputs = inputs(&root, &strictness, run, &mut diags)?;
    let model = crate::model::parse(&inputs.sources, inputs.drafts, &mut diags);
    let diags = concerning(&diags, &inputs.sources);
    show(&diags, &inputs.sources, sheet.which.format);
    let (Some(model), false) = (model, forbids(&diags, &strictness)) else { return Ok(Exit::Content) };
    let protocol = match ask::protocol(&model, &sheet.protocol) {
        Ok(protocol) => protocol,
        Err(objection) => return Ok(refuse(&[objection])),
    };
    if sheet.list {
        print(&list::list(&model, protocol))?;
        return Ok(Exit::Good);
    }
    let protocol = match ask::in_language(&model, protocol, sheet.lang.as_deref()) {
        Ok(protocol) => protocol,
        Err(objection) => return Ok(refuse(&[objection])),
    };
    match asked(sheet, &model, protocol) {
        Ok((asked, schedule)) => {
            let made = Made { inputs: &inputs, model: &model, protocol, schedule: schedule.as_ref() };
            write::write(&asked, &made, sheet.which.format)
        }
        Err(objections) => Ok(refuse(&objections)),
    }
}

/// The findings about what a sheet is made of.
fn concerning(diags: &Diagnostics, sources: &Sources) -> Diagnostics {
    let folders = ["content/protocols/", "content/site.yaml", "templates/", "theme/"].map(Path::new);
    diags.only(sources, |_, path| path.is_empty() || folders.iter().any(|folder| Path::new(path).starts_with(folder)))
}

/// What was asked for, and the schedule if it has dates.
fn asked(sheet: &cli::Sheet, model: &Model, protocol: &ProtocolFile) -> Result<(Asked, Option<Schedule>), Vec<String>> {
    let (asked, mut objections) = ask::ask(sheet, model, protocol);
    if !asked.needs_dates() {
        return if objections.is_empty() { Ok((asked, None)) } else { Err(objections) };
    }
    match expand_in(asked.calendar.zone.as_ref(), &protocol.core, &asked.plan) {
        Ok(schedule) if objections.is_empty() => {
            let strings = strings(model, protocol);
            let words = |key| strings.map_or(key, |strings| strings.get(key));
            let date = |date: Date| date.to_string();
            for notice in &schedule.notices {
                say(&format!("note: {}\n", notice_words::sentence(notice, protocol, &date, &words)));
            }
            Ok((asked, Some(schedule)))
        }
        Ok(_) => Err(objections),
        Err(errors) => {
            let said = |error: &_| objection::plan(error, protocol);
            objections.extend(errors.iter().filter(|error| !asked.was_said(error)).map(said));
            Err(objections)
        }
    }
}

/// The interface text in the language of a protocol's words.
fn strings<'m>(model: &'m Model, protocol: &ProtocolFile) -> Option<&'m Strings> {
    model.strings.get(protocol.language(model.settings.main_language()))
}

fn refuse(objections: &[String]) -> Exit {
    for objection in objections {
        say(&format!("error: {objection}\n"));
    }
    say(&format!("{}; nothing was written\n", count(objections.len(), "error")));
    Exit::Failed
}
