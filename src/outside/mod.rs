//! Other sites: whether the addresses that a site links to still lead somewhere.
//!
//! The only module that uses the network, and only for `check --external`. It is
//! a guest: one question at a time to each host with a pause between, a few hosts
//! side by side, the head of a page before the page, and what answered well is
//! not asked again for two weeks. It tells others the address and its own name
//! and nothing else.
//!
//! Texts of a site name the addresses, so they are not trusted: nothing is asked
//! in a private network, neither by a number nor by a name that leads there
//! (`reach`). A question may go unanswered for many reasons that are not the
//! writer's; so only a clear answer is a finding, and the rest is told as what
//! could not be checked.
//!
//! Reading order: here; `follow`, `gate`; `reach`; `web`; `memory`, `told`.
//!
//! Never: the site, where addresses stand, the disk.
#![expect(clippy::disallowed_methods, reason = "paces its questions by the clock")]

mod follow;
mod gate;
mod memory;
mod reach;
mod told;
mod web;

pub use memory::{DAYS, Memory};
pub use reach::Reach;
pub use told::{Summary, tell};
pub use web::{TIMEOUT, Web};

use follow::follow;
use gate::Gates;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use url::Url;

/// How a question is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Only whether it is there.
    Head,
    /// The page itself, of which nothing but the status is read.
    Get,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer.
    Status {
        /// The status, such as 200 or 404.
        code: u16,
        /// Where it points, as it stands in the answer.
        location: Option<String>,
        /// How long to wait before the next question. Dates are taken for a long time.
        retry_after: Option<Duration>,
    },
    /// The name of the host is not known to anybody.
    NoHost,
    /// The name leads into a private network; nothing was asked.
    Private,
    /// No answer, and why, in words that go on after "it could not be asked:".
    Failed(String),
}

/// Something that can be asked.
pub trait Ask: Sync {
    /// Asks once and follows nothing.
    fn ask(&self, method: Method, address: &Url) -> Reply;
}

/// How polite to be.
#[derive(Clone, Copy, Debug)]
pub struct Manners {
    /// Which networks may be asked.
    pub reach: Reach,
    /// Between two questions to one host.
    pub pause: Duration,
    /// The longest wait that a host may ask for; one that asks for more is left alone for this run.
    pub patience: Duration,
    /// How many hosts are asked side by side.
    pub hosts: usize,
}

impl Default for Manners {
    fn default() -> Self {
        Self { reach: Reach::Public, pause: Duration::from_secs(1), patience: Duration::from_secs(10), hosts: 4 }
    }
}

/// What is known about an address after asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It leads somewhere.
    Good,
    /// It leads somewhere, by way of an address that has taken its place for good.
    Moved(String),
    /// It leads nowhere, and why.
    Dead(String),
    /// Its host is not known to anybody.
    NoHost,
    /// Nobody can tell, and why.
    Unknown(String),
}

/// The address without the place on the page, which no server gets to see.
#[must_use]
pub fn bare(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

/// Asks for each address once. The answers do not depend on the order in which they come.
pub fn check<'a>(
    addresses: impl IntoIterator<Item = &'a str>,
    asker: &dyn Ask,
    manners: &Manners,
) -> BTreeMap<String, Outcome> {
    let mut known = BTreeMap::new();
    let mut hosts: BTreeMap<String, BTreeMap<&str, Url>> = BTreeMap::new();
    for address in addresses {
        match Url::parse(address) {
            Ok(url) => {
                hosts.entry(url.host_str().unwrap_or_default().to_owned()).or_default().insert(address, url);
            }
            Err(error) => {
                known.insert(address.to_owned(), Outcome::Dead(format!("it is no address ({error})")));
            }
        }
    }
    let gates = Gates::new(asker, *manners);
    let waiting = Mutex::new(hosts.into_values());
    let found = Mutex::new(known);
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    std::thread::scope(|scope| {
        for _ in 0..manners.hosts.max(1) {
            scope.spawn(|| {
                while let Some(host) = next() {
                    for (address, url) in host {
                        let outcome = follow(&gates, manners.reach, url);
                        found.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), outcome);
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let connected = gates.answered();
    for outcome in found.values_mut().filter(|outcome| **outcome == Outcome::NoHost) {
        // Without a single answer it is this computer that is not connected, and not the others that are gone.
        *outcome = if connected {
            Outcome::Dead("nobody knows its host".to_owned())
        } else {
            Outcome::Unknown("its host was not found, and nothing else answered".to_owned())
        };
    }
    found
}
