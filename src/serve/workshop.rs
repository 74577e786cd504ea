//! The workshop: the site as it is at this moment, made again when something changes.
//!
//! Each round reads everything and compiles it, by the same path as a build. What
//! came of it replaces the moment before in one step: whoever is looking has the
//! old one or the new one, whole. A site with errors gives a moment that has their
//! findings and still the last good site.
//!
//! Sheets as PDF take most of a build; they are made when somebody asks for one
//! (`later`).
//!
//! Never: requests, who is watching, the terminal.

use super::later::{self, Later};
use crate::Inputs;
use crate::bundle::Sealed;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{Drafts, Model};
use crate::pdf::Memo;
use crate::read;
use crate::source::Sources;
use anyhow::Context as _;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;

/// What wakes the workshop up.
#[derive(Debug)]
pub enum Wake {
    /// A file changed, came or went.
    Changed,
    /// It is over, well or not.
    Stop(anyhow::Result<()>),
}

/// A site that was made and has no errors.
#[derive(Debug)]
pub struct Good {
    /// What it was made of.
    pub inputs: Arc<Inputs>,
    /// The same, parsed.
    pub model: Model,
    /// What would be published.
    pub site: Sealed,
}

/// The state of things after a round.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The number of the round, from 1; 0 before the first.
    pub generation: u64,
    /// What was read in this round.
    pub inputs: Arc<Inputs>,
    /// What was found.
    pub findings: Arc<Diagnostics>,
    /// The last good site: this round's, if it has no errors.
    pub good: Option<Arc<Good>>,
}

impl Moment {
    /// Whether what is shown is what was read last.
    #[must_use]
    pub fn is_good(&self) -> bool {
        !self.findings.has_errors()
    }
}

/// What a site would be with another text in one of its files. Nothing was written.
#[derive(Debug)]
pub struct Trial {
    /// What it was made of.
    pub inputs: Inputs,
    /// The same, parsed; none where the settings cannot be read.
    pub model: Option<Model>,
    /// What came out, as far as it did.
    pub bundle: crate::bundle::Bundle,
    /// What was found.
    pub findings: Diagnostics,
}

/// Tells the day.
pub type Today = Box<dyn Fn() -> Date + Send + Sync>;

/// A place for finished PDF files.
pub type Sheets = Box<dyn Memo + Send>;

/// One site, its last state, and those who wait for the next one.
pub struct Workshop {
    root: PathBuf,
    today: Today,
    sheets: Sheets,
    now: RwLock<Arc<Moment>>,
    news: watch::Sender<u64>,
    bell: Sender<Wake>,
}

impl std::fmt::Debug for Workshop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workshop").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Workshop {
    /// Opens the site at this root; nothing is made yet. The other value hears when somebody wakes the workshop up.
    ///
    /// # Errors
    /// Where the root is not a folder that can be opened.
    #[expect(clippy::disallowed_methods, reason = "its root is a folder of the world")]
    pub fn open(root: &Path, today: Today, sheets: Sheets) -> anyhow::Result<(Arc<Self>, Receiver<Wake>)> {
        let root = std::fs::canonicalize(root).with_context(|| format!("cannot open the folder {}", root.display()))?;
        let (bell, wakes) = channel();
        let empty = Inputs { sources: Sources::default(), today: today(), base_url: None, drafts: Drafts::Shown };
        let nothing = Moment { generation: 0, inputs: Arc::new(empty), findings: Arc::default(), good: None };
        let workshop =
            Self { root, today, sheets, now: RwLock::new(Arc::new(nothing)), news: watch::Sender::new(0), bell };
        Ok((Arc::new(workshop), wakes))
    }

    /// The site's folder, without links in it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The state of things.
    #[must_use]
    pub fn now(&self) -> Arc<Moment> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Hears the number of each round when it is done.
    #[must_use]
    pub fn news(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Asks for another round. Several who ask while one is on get one together.
    pub fn wake(&self) {
        self.ring(Wake::Changed);
    }

    /// Rings. Where nobody listens any more, the program is ending.
    pub(super) fn ring(&self, wake: Wake) {
        let _ = self.bell.send(wake);
    }

    /// Reads and compiles everything, and lets everybody see what came of it.
    pub fn make(&self) -> Arc<Moment> {
        let mut findings = Diagnostics::new();
        let sources = read::read(&self.root, &mut findings).unwrap_or_else(|error| {
            let message = format!("the site's folder is gone: {error:#}");
            findings.push(
                Diagnostic::new(Code::UnreadableFile, Place::Site, message)
                    .help("put it back; the preview goes on by itself"),
            );
            Sources::default()
        });
        let inputs = Inputs { sources, today: (self.today)(), base_url: None, drafts: Drafts::Shown };
        let (model, bundle) = crate::compile_keeping(&inputs, Some(&Later), &mut findings);
        let inputs = Arc::new(inputs);
        let before = self.now();
        let good = match (model, bundle.seal(&findings)) {
            (Some(model), Some(site)) => Some(Arc::new(Good { inputs: Arc::clone(&inputs), model, site })),
            (None, _) | (_, None) => before.good.clone(),
        };
        let generation = before.generation + 1;
        let moment = Arc::new(Moment { generation, inputs, findings: Arc::new(findings), good });
        // The old moment is cleared away when nobody waits any more.
        let old =
            std::mem::replace(&mut *self.now.write().unwrap_or_else(PoisonError::into_inner), Arc::clone(&moment));
        self.news.send_replace(generation);
        drop((old, before));
        moment
    }

    /// The sheet that this good site has promised at an address, under this name.
    ///
    /// # Errors
    /// What forbids to make it, as the terminal would show it.
    pub(super) fn sheet(&self, good: &Good, address: &str, name: &str) -> Result<Vec<u8>, String> {
        later::made(good, address, name, &*self.sheets)
    }

    /// What the site would be if this file had this text. The path is as in [`Sources`]: `content/pump.md`.
    #[must_use]
    pub fn try_out(&self, path: &str, text: String) -> Trial {
        let now = self.now();
        let sources = now.inputs.sources.with(path, text);
        let inputs = Inputs { sources, today: (self.today)(), base_url: None, drafts: Drafts::Shown };
        let mut findings = Diagnostics::new();
        let (model, bundle) = crate::compile_keeping(&inputs, None, &mut findings);
        Trial { inputs, model, bundle, findings }
    }
}
