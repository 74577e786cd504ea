//! The commands: what the program does with what was typed.
//!
//! Each command is a function in a file of its own; this one picks it, and has
//! what they share: the exit status, where results and findings go, and the
//! only look at the clock and the environment.
//!
//! Results go to the standard output, findings and anything else worth saying
//! to the standard error. The exit status is 0 when all is well, 1 when the
//! content has errors (nothing was written) and 2 when the program could not
//! do its work.
//!
//! Never: how pages are made, what a finding means.
#![expect(clippy::disallowed_methods, reason = "asks for the arguments, the environment, the clock and the terminal")]

mod build;
mod cache;
mod check;
mod cite;
mod doctor;
#[cfg(feature = "serve")]
mod edit;
mod editor;
mod eject;
mod explain;
mod external;
mod fmt;
mod install;
mod new;
mod pack;
mod put;
mod review;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod sheet;

use crate::Inputs;
use crate::cli::{Cli, Command, Deny, Format, Run, Strictness, Which};
use crate::diag::{self, Colour, Diagnostics, Severity};
use crate::model::{Drafts, settings};
use crate::read;
use crate::source::Sources;
use anyhow::{Context as _, anyhow, bail};
use clap::Parser as _;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned, tz::TimeZone};
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Good,
    /// The content has errors; nothing was written.
    Content,
    /// The program could not do its work.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Good => 0,
            Exit::Content => 1,
            Exit::Failed => 2,
        })
    }
}

/// Does what was typed.
#[must_use]
pub fn main() -> Exit {
    let Cli { command, run } = Cli::parse();
    let done = with_threads(&run, || match command {
        Command::Build(build) => build::run(build, &run),
        Command::Pack(pack) => pack::run(&pack, &run),
        Command::Check(check) => check::run(&check, &run),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve::run(&serve, &run),
        #[cfg(feature = "serve")]
        Command::Edit(edit) => edit::run(&edit, &run),
        Command::Sheet(sheet) => sheet::run(&sheet, &run),
        Command::Review(review) => review::run(&review, &run),
        Command::New(new) => new::run(&new, &run),
        Command::Fmt(fmt) => fmt::run(&fmt),
        Command::Cite(cite) => cite::run(&cite),
        Command::Eject(eject) => eject::run(&eject),
        Command::Doctor(doctor) => doctor::run(&doctor),
        Command::Schema(schema) => schema::run(&schema),
        Command::Explain(explain) => explain::run(&explain),
        Command::Completions(completions) => install::completions(&completions),
        Command::Man(man) => install::man(&man),
    });
    done.unwrap_or_else(|error| {
        say(&format!("error: {}\n", without_number(&format!("{error:#}"))));
        Exit::Failed
    })
}

/// An error of the system without its number, which tells people nothing.
fn without_number(text: &str) -> String {
    match text.split_once(" (os error ").map(|(before, rest)| (before, rest.split_once(')'))) {
        Some((before, Some((_, after)))) => format!("{before}{after}"),
        Some((_, None)) | None => text.to_owned(),
    }
}

fn with_threads(run: &Run, work: impl FnOnce() -> anyhow::Result<Exit> + Send) -> anyhow::Result<Exit> {
    match run.threads {
        None => work(),
        Some(threads) => rayon::ThreadPoolBuilder::new()
            .num_threads(threads.get())
            .build()
            .context("cannot start so many threads")?
            .install(work),
    }
}

/// The folder of the site.
fn root(which: &Which) -> anyhow::Result<PathBuf> {
    site_root(which.root.as_deref())
}

/// The folder of the site: the one that was named, or the nearest one upwards.
fn site_root(named: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(root) = named {
        return Ok(root.to_owned());
    }
    let here = std::env::current_dir().context("cannot tell the current folder")?;
    read::find_root(&here).ok_or_else(|| {
        anyhow!("there is no content/site.yaml here or in a folder above; name the site's folder with `--root`")
    })
}

/// A path as it is shown: from here, where it lies below.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let near = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    near.display().to_string()
}

/// A base address that was typed.
fn base_url(text: &str) -> anyhow::Result<String> {
    match settings::good_base(text) {
        Some(good) => Ok(good),
        None => bail!("`{text}` is not an address on the web; write it whole: `--base-url https://clinic.example/`"),
    }
}

/// Reads the inputs of a site.
fn inputs(root: &Path, strictness: &Strictness, run: &Run, diags: &mut Diagnostics) -> anyhow::Result<Inputs> {
    Ok(Inputs {
        today: today(run)?,
        sources: read::read(root, diags)?,
        base_url: None,
        drafts: if strictness.drafts { Drafts::Shown } else { Drafts::Hidden },
    })
}

/// The day of this run: as told, or of `SOURCE_DATE_EPOCH`, or of the clock.
fn today(run: &Run) -> anyhow::Result<Date> {
    run.today.map_or_else(today_now, Ok)
}

/// The day where none was told.
fn today_now() -> anyhow::Result<Date> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(Zoned::now().date()),
        Ok(seconds) => {
            let wrong = || format!("SOURCE_DATE_EPOCH is `{seconds}` and not a number of seconds");
            let time = Timestamp::from_second(seconds.trim().parse().with_context(wrong)?).with_context(wrong)?;
            Ok(time.to_zoned(TimeZone::UTC).date())
        }
    }
}

/// Shows the findings on the standard error.
fn show(diags: &Diagnostics, sources: &Sources, format: Format) {
    say(&match format {
        Format::Human => diag::human(diags, sources, colour()),
        Format::Short => diag::short(diags, sources),
        Format::Json => diag::json(diags, sources),
        Format::Sarif => diag::sarif(diags, sources),
        Format::Github => diag::github(diags, sources),
    });
}

/// Whether the findings forbid to go on.
fn forbids(diags: &Diagnostics, strictness: &Strictness) -> bool {
    diags.has_errors()
        || match strictness.deny {
            Some(Deny::Warnings) => diags.count(Severity::Warning) > 0,
            None => false,
        }
}

fn colour() -> Colour {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if io::stderr().is_terminal() && !unwanted { Colour::Yes } else { Colour::No }
}

/// Writes to the standard error. There is nobody to tell that it failed.
fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes a result to the standard output. A reader that has seen enough is no error.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to the standard output")
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
