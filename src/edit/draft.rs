//! A text that is being written, as the site would be with it.
//!
//! It is looked at within the whole site, by the stages of a build, and nothing is
//! written. So the page in the frame is the page that will be published, and what is
//! found in it is what `check` would find. A text that cannot be read leaves the frames
//! with the last one that could.
//!
//! Never: the network, saving.

use super::place::{Place, Refused};
use super::{Desk, form, grid};
use crate::diag::{Diagnostics, json as in_json};
use crate::name::UrlPath;
use crate::serve::Trial;
use crate::site;
use crate::source::Sources;
use serde_json::{Value, json};
use std::sync::{Arc, PoisonError};

/// How many findings of other files are told.
const OTHERS: usize = 40;

/// Tries a text out. What the page needs of it, as JSON.
pub(super) fn draft(desk: &Desk, place: &Place, text: String) -> Result<Value, Refused> {
    let name = place.name.as_str();
    let fields = form::fields(name, &text);
    let front = form::cut(name, &text).map_or(0, |cut| cut.front.matches('\n').count());
    let trial = desk.workshop.try_out(name, text);
    let address = address(name, &trial);
    let day = trial.model.as_ref().and_then(|model| grid::day(model, &trial.inputs, name));
    let (own, others) = findings(&trial.findings, &trial.inputs.sources, name);
    if address.is_some() {
        *desk.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(trial.pages);
    }
    let on_disk = place.read()?.map(|written| written.fingerprint);
    Ok(json!({
        "address": address,
        "fields": fields,
        "front_lines": front,
        "findings": own,
        "others": others,
        "day": day,
        "on_disk": on_disk,
    }))
}

/// The findings of one file, and the first ones of all others.
fn findings(all: &Diagnostics, sources: &Sources, name: &str) -> (Vec<Value>, Vec<Value>) {
    let told = in_json(all, sources);
    let values = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let (own, mut others): (Vec<Value>, Vec<Value>) = values.partition(|finding| finding["file"] == name);
    others.sort_by_key(|finding| finding["severity"] != "error");
    others.truncate(OTHERS);
    (own, others)
}

/// The address where a file is best looked at: `relactation/`. `None` where nothing came of it.
fn address(name: &str, trial: &Trial) -> Option<String> {
    let model = trial.model.as_ref()?;
    let sources = &trial.inputs.sources;
    let below = name.strip_prefix("content/")?;
    let page = |wanted: &dyn Fn(&str, &str) -> bool| {
        let site = site::link(model, sources, trial.inputs.today, &mut Diagnostics::new());
        let id = site.ids().find(|id| {
            let source = sources.get(site.page(*id).file);
            wanted(&source.path, source.text().unwrap_or_default())
        })?;
        Some(site.placement(id).address.clone())
    };
    let at = |path: &str| UrlPath::new(path);
    let found = match below.strip_suffix(".md") {
        Some(stem) => match stem.strip_prefix("fragments/") {
            // A page that takes the fragment in.
            Some(fragment) => {
                let fragment = fragment.split('.').next().unwrap_or_default();
                let takes = |line: &str| {
                    line.strip_prefix(":::include ").and_then(|rest| rest.split_whitespace().next()) == Some(fragment)
                };
                page(&|_, text| text.lines().any(takes))?
            }
            None => page(&|path, _| path == name)?,
        },
        None => match below {
            "glossary.yaml" | "references.yaml" | "planner.yaml" => at(&format!("/{}", below.split('.').next()?))?,
            _ => match below.strip_prefix("protocols/").filter(|rest| !rest.contains('/')) {
                Some(file) => {
                    let mut words = file.split('.');
                    let id = words.next()?;
                    let lang = words.next().filter(|word| !word.starts_with('y')).map(|tag| format!("/{tag}"));
                    at(&format!("{}/protocols/{id}", lang.unwrap_or_default()))?
                }
                None => at("/")?,
            },
        },
    };
    trial.pages.get(&found.file()).map(|_| found.as_str()[1..].to_owned())
}
