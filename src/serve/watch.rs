//! Watching: the system tells when something in the site's folders changes.
//!
//! Only that something changed matters, never what: every round reads everything,
//! so a change that the system tells twice, in pieces or out of order does no harm,
//! and one that it lost count of is a change like any other. The three folders of
//! a site are watched with all that is in them; the root alone, without what else
//! lies in it, because one of the three may come, go or come back.
//!
//! Never: what a file is for, when a round begins.
#![expect(clippy::disallowed_methods, reason = "looks which folders are there")]

use super::workshop::{Wake, Workshop};
use crate::read;
use anyhow::Context as _;
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Watches the folders of one site.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    root: PathBuf,
    /// A watched folder went or came: what is watched by now is not the whole.
    torn: Arc<AtomicBool>,
    watched: Vec<PathBuf>,
}

impl Watch {
    /// Watches nothing yet; see [`Watch::arm`].
    pub(super) fn new(workshop: Arc<Workshop>) -> anyhow::Result<Self> {
        let root = workshop.root().to_owned();
        let torn = Arc::new(AtomicBool::new(true));
        let (tops, tear) = (tops(&root), Arc::clone(&torn));
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let seen = event.as_ref().map_or(Seen::Torn, |event| judge(event, &tops));
            match seen {
                Seen::Nothing => return,
                Seen::Change => {}
                Seen::Torn => tear.store(true, Ordering::SeqCst),
            }
            workshop.ring(Wake::Changed);
        });
        Ok(Self { watcher: watcher.context("cannot watch for changes")?, root, torn, watched: Vec::new() })
    }

    /// Whether everything that is there is watched, as far as is known.
    pub(super) fn is_whole(&self) -> bool {
        !self.torn.load(Ordering::SeqCst)
    }

    /// Watches what is there by now, where that is not what was watched before.
    ///
    /// # Errors
    /// Where the root is gone, or the system watches no more folders; then nothing is whole until it was tried again.
    pub(super) fn arm(&mut self) -> anyhow::Result<()> {
        if !self.torn.swap(false, Ordering::SeqCst) {
            return Ok(());
        }
        for path in std::mem::take(&mut self.watched) {
            // What is gone is not watched any more.
            let _ = self.watcher.unwatch(&path);
        }
        let done = self.arm_all();
        if done.is_err() {
            self.torn.store(true, Ordering::SeqCst);
        }
        done
    }

    fn arm_all(&mut self) -> anyhow::Result<()> {
        let [root, folders @ ..] = tops(&self.root);
        let there = folders.into_iter().filter(|folder| folder.exists()).map(|path| (path, RecursiveMode::Recursive));
        for (path, mode) in std::iter::once((root, RecursiveMode::NonRecursive)).chain(there.collect::<Vec<_>>()) {
            self.watcher.watch(&path, mode).with_context(|| format!("cannot watch {}", path.display()))?;
            self.watched.push(path);
        }
        Ok(())
    }
}

/// The root, and the folders in it that are read.
fn tops(root: &Path) -> [PathBuf; 4] {
    let [content, templates, theme] = read::FOLDERS.map(|name| root.join(name));
    [root.to_owned(), content, templates, theme]
}

/// What an event means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// Nothing to us.
    Nothing,
    /// A file of the site may be another one.
    Change,
    /// The same, and one of the watched folders itself may be.
    Torn,
}

fn judge(event: &Event, tops: &[PathBuf; 4]) -> Seen {
    if event.need_rescan() || event.paths.is_empty() {
        return Seen::Torn;
    }
    // The end of writing counts; reading, which is what every round does, must not begin another.
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    if event.kind.is_access() && event.kind != written {
        return Seen::Nothing;
    }
    let itself = |path: &PathBuf| tops.contains(path);
    let [_, folders @ ..] = tops;
    let inside = |path: &PathBuf| folders.iter().any(|top| path.starts_with(top)) && !is_passing(path);
    if event.paths.iter().any(itself) {
        Seen::Torn
    } else if event.paths.iter().any(inside) {
        Seen::Change
    } else {
        Seen::Nothing
    }
}

/// Whether reading passes over a file of this name.
fn is_passing(path: &Path) -> bool {
    path.file_name().is_some_and(|name| read::is_passing(name.as_encoded_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, Flag, ModifyKind, RenameMode};

    #[test]
    fn only_what_is_read_counts() {
        let tops = tops(Path::new("/site"));
        let create = EventKind::Create(CreateKind::File);
        let rename = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let read = EventKind::Access(AccessKind::Open(AccessMode::Read));
        for (kind, paths, wanted) in [
            (create, &["/site/content/a.md"][..], Seen::Change),
            (closed, &["/site/content/a.md"], Seen::Change),
            (read, &["/site/content/a.md"], Seen::Nothing),
            (create, &["/site/content/.a.md.swp"], Seen::Nothing),
            (create, &["/site/content/a.md~"], Seen::Nothing),
            (rename, &["/site/content/.a.tmp", "/site/content/a.md"], Seen::Change),
            (create, &["/site/public/index.html"], Seen::Nothing),
            (create, &["/site/.latchwork"], Seen::Nothing),
            (create, &["/site/theme"], Seen::Torn),
            (rename, &["/site/content"], Seen::Torn),
            (create, &[], Seen::Torn),
        ] {
            let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)));
            assert_eq!(judge(&event, &tops), wanted, "{kind:?} {paths:?}");
        }
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan).add_path(PathBuf::from("/elsewhere"));
        assert_eq!(judge(&lost, &tops), Seen::Torn);
    }
}
