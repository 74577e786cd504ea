//! The gate before each host: one question at a time, with a pause, and none to a host that wants to be left alone.
//!
//! Redirects lead from host to host, so it is not enough that each host has its
//! own list of questions: whoever wants to ask passes the gate of the host that
//! is asked.
//!
//! Never: what an answer means.

use super::{Ask, Manners, Method, Reply};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::sleep;
use std::time::Instant;
use url::Url;

/// The gates of one run.
pub(super) struct Gates<'a> {
    asker: &'a dyn Ask,
    manners: Manners,
    hosts: Mutex<BTreeMap<String, Arc<Mutex<Gate>>>>,
    answered: AtomicBool,
}

/// The gate of one host.
#[derive(Default)]
struct Gate {
    last: Option<Instant>,
    closed: bool,
}

/// The words about a host that wants to be left alone.
const CLOSED: &str = "its server asks to be left alone for a while";

impl<'a> Gates<'a> {
    pub(super) fn new(asker: &'a dyn Ask, manners: Manners) -> Self {
        Self { asker, manners, hosts: Mutex::default(), answered: AtomicBool::new(false) }
    }

    /// Whether any host has answered in this run.
    pub(super) fn answered(&self) -> bool {
        self.answered.load(Ordering::Relaxed)
    }

    /// Asks when it is its turn. A host that wants a short rest gets it, and is asked once more.
    pub(super) fn ask(&self, method: Method, address: &Url) -> Reply {
        let gate = self.gate(address.host_str().unwrap_or_default());
        let mut gate = gate.lock().unwrap_or_else(PoisonError::into_inner);
        let reply = self.pass(&mut gate, method, address);
        let Reply::Status { code: 429 | 503, retry_after, .. } = reply else { return reply };
        match retry_after {
            Some(rest) if rest <= self.manners.patience => {
                sleep(rest);
                let reply = self.pass(&mut gate, method, address);
                gate.closed = matches!(reply, Reply::Status { code: 429, .. });
                reply
            }
            rest => {
                gate.closed = rest.is_some() || matches!(reply, Reply::Status { code: 429, .. });
                reply
            }
        }
    }

    fn pass(&self, gate: &mut Gate, method: Method, address: &Url) -> Reply {
        if gate.closed {
            return Reply::Failed(CLOSED.to_owned());
        }
        if let Some(last) = gate.last {
            sleep(self.manners.pause.saturating_sub(last.elapsed()));
        }
        let reply = self.asker.ask(method, address);
        gate.last = Some(Instant::now());
        if matches!(reply, Reply::Status { .. }) {
            self.answered.store(true, Ordering::Relaxed);
        }
        reply
    }

    fn gate(&self, host: &str) -> Arc<Mutex<Gate>> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(hosts.entry(host.to_owned()).or_default())
    }
}
