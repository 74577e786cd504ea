//! The workshop: the site as it is at this moment, made again when something changes.
//!
//! Each round reads everything and compiles it, by the same path as a build. What
//! came of it replaces the moment before in one step: whoever is looking has the
//! old one or the new one, whole. A site with errors gives a moment that has their
//! findings and still the last good site. While the whole is made, aside, a quick look
//! (`quick`) shows the pages that were saved.
//!
//! Sheets as PDF take most of a build; they are made when somebody asks for one
//! (`later`).
//!
//! Never: requests, who is watching, the terminal.

use super::facts::about_those;
use super::later::{self, Later};
use super::moment::{About, Good, Moment, Pages, Trial};
use super::quick;
use crate::Inputs;
use crate::bundle::Bundle;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::memo::{Memo, Memos, Remember};
use crate::model::{Drafts, Model};
use crate::read;
use crate::site::Site;
use crate::source::Sources;
use anyhow::Context as _;
use jiff::civil::Date;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::watch;

/// What wakes the workshop up.
#[derive(Debug)]
pub enum Wake {
    /// A file changed, came or went.
    Changed,
    /// A whole site was made, aside.
    Made(Box<Made>),
    /// It is over, well or not.
    Stop(anyhow::Result<()>),
}

/// The site as it was read.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// How often it was read before.
    pub(super) number: u64,
    inputs: Arc<Inputs>,
    findings: Diagnostics,
}

/// What came of one reading.
#[derive(Debug)]
pub struct Made {
    /// The number of the reading.
    pub(super) number: u64,
    inputs: Arc<Inputs>,
    findings: Diagnostics,
    model: Option<(Model, About)>,
    bundle: Bundle,
}

/// Tells the day.
pub type Today = Box<dyn Fn() -> Date + Send + Sync>;

/// A place for finished PDF files.
pub type Sheets = Box<dyn Memo + Send>;

/// So many pages that somebody looked at are remembered.
const OPEN: usize = 8;

/// One site, its last state, and those who wait for the next one.
pub struct Workshop {
    root: PathBuf,
    today: Today,
    sheets: Sheets,
    pictures: Remember,
    now: RwLock<Arc<Moment>>,
    news: watch::Sender<u64>,
    bell: Sender<Wake>,
    /// The pages that somebody looked at last, by address.
    open: Mutex<VecDeque<String>>,
    /// Who makes whole sites: other threads than those of the quick look, which must not stand in their queue.
    aside: ThreadPool,
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
        let aside = ThreadPoolBuilder::new().build().context("cannot start working")?;
        let (bell, wakes) = channel();
        let empty = Inputs { sources: Sources::default(), today: today(), base_url: None, drafts: Drafts::Shown };
        let nothing =
            Moment { generation: 0, inputs: Arc::new(empty), findings: Arc::default(), good: None, is_whole: true };
        let workshop = Self {
            root,
            today,
            sheets,
            pictures: Remember::default(),
            now: RwLock::new(Arc::new(nothing)),
            news: watch::Sender::new(0),
            bell,
            open: Mutex::default(),
            aside,
        };
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

    /// Hears that somebody has the page at this address open.
    pub(super) fn looked_at(&self, address: &str) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|other| other != address);
        open.push_front(address.to_owned());
        open.truncate(OPEN);
    }

    /// The pages that somebody looked at last.
    fn open_pages(&self) -> Vec<String> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Reads and compiles everything, and lets everybody see what came of it.
    pub fn make(&self) -> Arc<Moment> {
        self.first(&self.read(0))
    }

    /// Compiles what was read, and lets everybody see what came of it.
    pub(super) fn first(&self, reading: &Reading) -> Arc<Moment> {
        self.take(self.made(reading))
    }

    /// Reads everything.
    pub(super) fn read(&self, number: u64) -> Reading {
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
        Reading { number, inputs: Arc::new(inputs), findings }
    }

    /// Lets everybody see the pages that changed, where that can be told in a hurry.
    pub(super) fn quick(&self, reading: &Reading) -> Option<Arc<Moment>> {
        if !reading.findings.is_empty() {
            return None;
        }
        quick::look(&self.now(), &reading.inputs, &self.open_pages(), &self.pictures).map(|moment| self.show(moment))
    }

    /// Begins to make the whole site, aside. The bell tells when it is done.
    pub(super) fn begin(self: &Arc<Self>, reading: &Reading) {
        let (workshop, reading) = (Arc::clone(self), reading.clone());
        self.aside.spawn(move || {
            let made = workshop.made(&reading);
            workshop.ring(Wake::Made(Box::new(made)));
        });
    }

    fn made(&self, reading: &Reading) -> Made {
        let Reading { number, inputs, mut findings } = reading.clone();
        let memos = Memos { pictures: &self.pictures, sheets: Some(&Later) };
        let see = |site: &Site<'_>| {
            let open = self.open_pages();
            let ids: Vec<_> = site.ids().filter(|&id| open.contains(&site.placement(id).address.file())).collect();
            about_those(site, &ids)
        };
        let (model, bundle) = crate::compile_seeing(&inputs, memos, &mut findings, see);
        Made { number, inputs, findings, model, bundle }
    }

    /// Lets everybody see what was made.
    pub(super) fn take(&self, made: Made) -> Arc<Moment> {
        let Made { inputs, findings, model, bundle, .. } = made;
        let before = self.now();
        let good = match (model, bundle.seal(&findings)) {
            (Some((model, about)), Some(site)) => Some(Arc::new(Good {
                inputs: Arc::clone(&inputs),
                model,
                pages: Pages::whole(site),
                since: BTreeSet::new(),
                about,
            })),
            (None, _) | (_, None) => before.good.clone(),
        };
        let generation = before.generation + 1;
        self.show(Moment { generation, inputs, findings: Arc::new(findings), good, is_whole: true })
    }

    fn show(&self, moment: Moment) -> Arc<Moment> {
        let moment = Arc::new(moment);
        // The old moment is cleared away when nobody waits any more.
        let old =
            std::mem::replace(&mut *self.now.write().unwrap_or_else(PoisonError::into_inner), Arc::clone(&moment));
        self.news.send_replace(moment.generation);
        drop(old);
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
        quick::trial(&now, &inputs, &self.pictures).unwrap_or_else(|| {
            let mut findings = Diagnostics::new();
            let memos = Memos { pictures: &self.pictures, sheets: None };
            let (model, bundle) = crate::compile_seeing(&inputs, memos, &mut findings, |_| ());
            let model = model.map(|(model, ())| model);
            Trial { inputs, model, pages: Pages::only(bundle), findings }
        })
    }
}
