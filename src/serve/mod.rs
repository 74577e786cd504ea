//! The preview: the site in a browser on this machine, while it is written.
//!
//! One thread makes the site, again and again (`workshop`), saved pages first
//! (`quick`); another answers requests from what was made last, which is in memory
//! (`answer`), if they may ask (`guard`). They share one value that is exchanged as a whole. What pages of a
//! preview have and published ones have not (a script, a bar, a panel of findings)
//! is put into the bytes that are sent, below the address `/_latchwork/`.
//!
//! It stands apart because it is an edge of its own: a server on a port. Without
//! the feature `serve` the program has none.
//!
//! Never: how a site is made, files of the site, the terminal.

pub mod answer;
mod door;
mod facts;
pub mod guard;
mod later;
mod moment;
mod quick;
mod room;
mod watch;
mod workshop;

pub use door::Door;
pub use moment::{Good, Moment, Pages, Trial};
pub use workshop::{Made, Sheets, Today, Wake, Workshop};

use anyhow::Context as _;
use axum::Router;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use watch::Watch;

/// A preview, ready to begin.
#[derive(Debug)]
pub struct Preview {
    /// Where it answers.
    pub door: Door,
    /// What it shows.
    pub workshop: Arc<Workshop>,
    /// Hears what wakes the workshop.
    pub wakes: Receiver<Wake>,
    /// More routes, all below `/_latchwork/`. The guard stands before them, too.
    pub more: Router,
    /// The link that opens a place in an editor, with `{file}`, `{line}` and `{column}`.
    pub editor_link: String,
}

impl Preview {
    /// Answers and makes the site again whenever it changes, until somebody ends the program. `tell` hears of each
    /// round; with the first one it begins to answer.
    ///
    /// # Errors
    /// Where answering cannot go on.
    pub fn run(self, mut tell: impl FnMut(&Moment)) -> anyhow::Result<()> {
        let Self { door, workshop, wakes, more, editor_link } = self;
        let router = room::router(door.address(), Arc::clone(&workshop), more, editor_link);
        let listener = door.into_listener();
        let (bell, (ready, is_ready)) = (Arc::clone(&workshop), channel());
        let server = std::thread::Builder::new().name("server".to_owned());
        server
            .spawn(move || bell.ring(Wake::Stop(answer_until_the_end(listener, router, &ready))))
            .context("cannot start answering")?;
        let mut watch = Watch::new(Arc::clone(&workshop))?;
        watch.arm()?;
        let mut reading = workshop.read(0);
        {
            let first = workshop.first(&reading);
            // Whoever is told that it answers can end it, too. A server that failed is heard of in a moment.
            let _ = is_ready.recv();
            tell(&first);
        }
        let mut is_busy = false;
        loop {
            let wake = if watch.is_whole() { wakes.recv().ok() } else { patiently(&wakes, RETRY) };
            let woken = wake.is_some();
            match wake {
                Some(Wake::Stop(how)) => return how,
                Some(Wake::Made(made)) if made.number == reading.number => {
                    is_busy = false;
                    tell(&workshop.take(*made));
                    continue;
                }
                // Something changed while it was made.
                Some(Wake::Made(_)) => {
                    workshop.begin(&reading);
                    continue;
                }
                Some(Wake::Changed) => match until_quiet(&wakes) {
                    Next::Stop(how) => return how,
                    Next::Round { is_made } => is_busy &= !is_made,
                },
                None => {}
            }
            // A folder that is gone cannot be watched; it is looked for from time to time, and the round that sees that
            // it is gone says so.
            if watch.arm().is_ok() || woken {
                reading = workshop.read(reading.number + 1);
                if let Some(now) = workshop.quick(&reading) {
                    tell(&now);
                }
                if !is_busy {
                    workshop.begin(&reading);
                    is_busy = true;
                }
            }
        }
    }
}

/// How long it has to be quiet before a round: editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// How many steps are waited for; somebody who writes without end gets a round in between.
const STEPS: usize = 20;
/// How long until folders that could not be watched are looked for again.
const RETRY: Duration = Duration::from_secs(1);

/// What follows from the bell.
enum Next {
    /// A round; and whether the whole of an earlier one was made meanwhile, which nobody needs any more.
    Round {
        is_made: bool,
    },
    Stop(anyhow::Result<()>),
}

fn patiently(wakes: &Receiver<Wake>, how_long: Duration) -> Option<Wake> {
    wakes.recv_timeout(how_long).ok()
}

/// Makes one round of all that comes in quick succession, and of all that came while the last one was on.
fn until_quiet(wakes: &Receiver<Wake>) -> Next {
    let mut is_made = false;
    for _ in 0..STEPS {
        let Some(next) = patiently(wakes, QUIET) else { break };
        for wake in std::iter::once(next).chain(wakes.try_iter()) {
            match wake {
                Wake::Stop(how) => return Next::Stop(how),
                Wake::Made(_) => is_made = true,
                Wake::Changed => {}
            }
        }
    }
    Next::Round { is_made }
}

fn answer_until_the_end(listener: TcpListener, router: Router, ready: &Sender<()>) -> anyhow::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start answering")?;
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let asked = asked_to_end()?;
        let _ = ready.send(());
        tokio::select! {
            // Waiting for those who still listen would be waiting for ever.
            answered = axum::serve(listener, router) => answered,
            () = asked => Ok(()),
        }
    });
    runtime.shutdown_background();
    ended.context("cannot go on answering")
}

/// Ctrl-C, or the polite way of the system to end a program. From now on they do not end it at once.
#[cfg(unix)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {},
            _ = terminate.recv() => {},
        }
    })
}

/// Ctrl-C. From now on it does not end the program at once.
#[cfg(windows)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    let mut asked = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        asked.recv().await;
    })
}
