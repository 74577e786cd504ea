//! The preview: the site in a browser on this machine, while it is written.
//!
//! One thread makes the site, again and again (`workshop`); another answers
//! requests from what was made last, which is in memory (`answer`), if they may ask
//! (`guard`). They share one value that is exchanged as a whole. What pages of a
//! preview have and published ones have not (a script, a bar, a panel of findings)
//! is put into the bytes that are sent, below the address `/_latchwork/`.
//!
//! It stands apart because it is an edge of its own: a server on a port. Without
//! the feature `serve` the program has none.
//!
//! Never: how a site is made, files of the site, the terminal.

pub mod answer;
mod door;
pub mod guard;
mod room;
mod workshop;

pub use door::Door;
pub use workshop::{Good, Moment, Today, Trial, Wake, Workshop};

use anyhow::Context as _;
use axum::Router;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

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
    /// round.
    ///
    /// # Errors
    /// Where answering cannot go on.
    pub fn run(self, mut tell: impl FnMut(&Moment)) -> anyhow::Result<()> {
        let Self { door, workshop, wakes, more, editor_link } = self;
        let router = room::router(door.address(), Arc::clone(&workshop), more, editor_link);
        let listener = door.into_listener();
        let bell = Arc::clone(&workshop);
        let server = std::thread::Builder::new().name("server".to_owned());
        server
            .spawn(move || bell.ring(Wake::Stop(answer_until_the_end(listener, router))))
            .context("cannot start answering")?;
        while let Ok(wake) = wakes.recv() {
            // All that came while the last round was on is one round.
            for wake in std::iter::once(wake).chain(wakes.try_iter()) {
                match wake {
                    Wake::Changed => {}
                    Wake::Stop(how) => return how,
                }
            }
            tell(&workshop.make());
        }
        Ok(())
    }
}

fn answer_until_the_end(listener: std::net::TcpListener, router: Router) -> anyhow::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start answering")?;
    let ended = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            // Waiting for those who still listen would be waiting for ever.
            answered = axum::serve(listener, router) => answered,
            asked = asked_to_end() => asked,
        }
    });
    runtime.shutdown_background();
    ended.context("cannot go on answering")
}

/// Ctrl-C, or the polite way of the system to end a program.
async fn asked_to_end() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut term = signal(SignalKind::terminate())?;
        tokio::select! {
            asked = tokio::signal::ctrl_c() => asked,
            _ = term.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
