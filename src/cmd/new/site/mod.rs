//! `new DIR`: a whole site in a new folder.
//!
//! The site is made in memory, and everything that `check` would look at is
//! looked at before the first byte is written. So a slip in an answer is told
//! as it would be told later, and the folder gets a good site or nothing.
//!
//! Reading order: here; `answers` (what people say about their clinic), `ask` (at a
//! terminal), `settings` (answers into `site.yaml`), `files` (all files), `place` (the folder).
//!
//! Never: what the pages say.
#![expect(clippy::disallowed_methods, reason = "looks whether somebody sits at a terminal")]

mod answers;
mod ask;
mod files;
mod place;
mod settings;

pub(super) use settings::quoted;

use crate::Inputs;
use crate::cli::{Format, NewSite, Run};
use crate::cmd::{Exit, print, say, show, today};
use crate::diag::{Diagnostics, Severity, nearest};
use crate::model::Drafts;
use answers::Answers;
use anyhow::{anyhow, bail};
use place::Place;
use std::io::{self, IsTerminal as _};

/// What else can be begun, by its word.
const WORDS: [&str; 3] = ["page", "protocol", "translation"];

pub(super) fn run(new: &NewSite, run: &Run) -> anyhow::Result<Exit> {
    let dir = new.dir.as_ref().ok_or_else(|| anyhow!("name the folder of the new site"))?;
    // A path with a slash in it is a folder and no slip.
    let slip = dir.to_str().filter(|name| !name.contains(['/', '\\'])).and_then(|name| nearest(name, WORDS));
    if let Some(word) = slip {
        let name = dir.display();
        bail!("did you mean `latchwork new {word}`? For a site in a folder called {name} write ./{name}");
    }
    let place = Place::new(dir)?;
    let mut answers = Answers::from_options(new)?;
    if !new.yes && io::stdin().is_terminal() && io::stderr().is_terminal() {
        ask::ask(&mut answers, new.empty, &mut io::stdin().lock(), &mut io::stderr().lock())?;
    }
    let today = today(run)?;
    let files = files::all(&answers, new.empty, today);
    let inputs = Inputs { sources: files::sources(&files), today, base_url: None, drafts: Drafts::Shown };
    let mut diags = Diagnostics::new();
    let _ = crate::compile(&inputs, &mut diags);
    if !diags.is_empty() {
        show(&diags, &inputs.sources, Format::Human);
    }
    if diags.count(Severity::Error) > 0 {
        say("Nothing was written.\n");
        return Ok(Exit::Content);
    }
    place.write(&files)?;
    print(&closing(&answers, new, &place, files.len()))?;
    Ok(Exit::Good)
}

/// What was written, what is still the sample's, and what to do next.
fn closing(answers: &Answers, new: &NewSite, place: &Place, files: usize) -> String {
    let mut out = format!("Wrote a site of {files} files into {}\n", place.name());
    let open = answers.open();
    if !open.is_empty() {
        out.push_str(&format!("Still the sample's, in content/site.yaml: {}\n", open.join(", ")));
    }
    for lang in &answers.languages {
        out.push_str(&format!("To translate: the texts in theme/strings/{lang}.yaml\n"));
    }
    let step = match place.inside() {
        Some(dir) => format!("  cd {dir}\n"),
        None => String::new(),
    };
    let first = if new.empty { "content/_index.md" } else { "content/site.yaml" };
    out.push_str(&format!(
        "Next:\n{step}  latchwork check\n  latchwork build\nThen open public/index.html. README.md says what to change first; begin with {first}.\n"
    ));
    out
}
