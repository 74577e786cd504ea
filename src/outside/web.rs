//! The web: questions over the network, by `ureq`.
//!
//! No cookies, no redirects of its own, no proxy, no name but Latchwork's. Names
//! are looked up by the usual way of the system, and the numbers are judged before
//! they are used, so a name that leads into a private network gets nowhere, even
//! if it leads elsewhere at the next look.
//!
//! Without the feature `external` there is no network in the program, and every
//! question fails with these words.
//!
//! Never: what an answer means.

use super::{Ask, Method, Reach, Reply};
use std::time::Duration;
use url::Url;

/// How long one question may take.
pub const TIMEOUT: Duration = Duration::from_secs(20);

#[cfg(feature = "external")]
pub use with_network::Web;

#[cfg(not(feature = "external"))]
pub use without_network::Web;

#[cfg(feature = "external")]
mod with_network {
    use super::{Ask, Duration, Method, Reach, Reply, Url};
    use std::fmt::{Display, Formatter};
    use std::io;
    use ureq::config::Config;
    use ureq::http::{HeaderMap, Uri};
    use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
    use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
    use ureq::{Agent, Error};

    /// The name under which sites are asked.
    const NAME: &str = concat!("Latchwork/", env!("CARGO_PKG_VERSION"), " (checks the links of a site; no crawler)");

    /// The web.
    #[derive(Debug)]
    pub struct Web {
        agent: Agent,
    }

    impl Web {
        /// The web as far as it may be asked; each question takes at most so long.
        #[must_use]
        pub fn new(reach: Reach, timeout: Duration) -> Self {
            let config = Config::builder()
                .user_agent(NAME)
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .proxy(None)
                .timeout_global(Some(timeout))
                .build();
            let names = Names { reach, usual: DefaultResolver::default() };
            Self { agent: Agent::with_parts(config, DefaultConnector::default(), names) }
        }
    }

    impl Ask for Web {
        fn ask(&self, method: Method, address: &Url) -> Reply {
            let answer = match method {
                Method::Head => self.agent.head(address.as_str()).call(),
                Method::Get => self.agent.get(address.as_str()).call(),
            };
            match answer {
                Ok(answer) => {
                    let headers = answer.headers();
                    Reply::Status {
                        code: answer.status().as_u16(),
                        location: word(headers, "location"),
                        retry_after: word(headers, "retry-after")
                            .map(|rest| rest.trim().parse().map_or(Duration::MAX, Duration::from_secs)),
                    }
                }
                Err(error) => failed(&error),
            }
        }
    }

    fn word(headers: &HeaderMap, name: &str) -> Option<String> {
        headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the list of errors is not ours and may grow")]
    fn failed(error: &Error) -> Reply {
        let words = match error {
            Error::HostNotFound => return Reply::NoHost,
            Error::Io(inner) if inner.get_ref().is_some_and(|inner| inner.downcast_ref::<Private>().is_some()) => {
                return Reply::Private;
            }
            Error::Io(inner) if is_unknown(inner) => return Reply::NoHost,
            Error::Timeout(_) => "it did not answer in time".to_owned(),
            Error::Tls(_) | Error::Rustls(_) => "its certificate is not in order".to_owned(),
            Error::Io(inner) => plain(inner),
            other => other.to_string(),
        };
        Reply::Failed(words)
    }

    /// An error of the system without its number. One of the connection's safety comes inside of it.
    fn plain(error: &io::Error) -> String {
        if error.get_ref().is_some_and(|inner| inner.to_string().contains("certificate")) {
            return "its certificate is not in order".to_owned();
        }
        let words = error.to_string();
        words.split(" (os error").next().unwrap_or_default().to_lowercase()
    }

    /// Whether a name is not there, in the words of the systems; they have no number for it that Rust shows. What is
    /// not among these words is no certain answer.
    fn is_unknown(error: &io::Error) -> bool {
        let words = error.to_string();
        [
            "Name or service not known",
            "nodename nor servname provided",
            "No such host is known",
            "Name does not resolve",
        ]
        .iter()
        .any(|known| words.contains(known))
    }

    /// A name that leads into a private network.
    #[derive(Debug)]
    struct Private;

    impl Display for Private {
        fn fmt(&self, out: &mut Formatter<'_>) -> std::fmt::Result {
            out.write_str("a private network")
        }
    }

    impl std::error::Error for Private {}

    /// Looks names up, and lets through what may be asked.
    #[derive(Debug)]
    struct Names {
        reach: Reach,
        usual: DefaultResolver,
    }

    impl Resolver for Names {
        fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
            let all = self.usual.resolve(uri, config, timeout)?;
            let mut allowed = self.empty();
            for address in all.iter().filter(|address| self.reach.allows(address.ip())) {
                allowed.push(*address);
            }
            if allowed.is_empty() { Err(Error::Io(io::Error::other(Private))) } else { Ok(allowed) }
        }
    }
}

#[cfg(not(feature = "external"))]
mod without_network {
    use super::{Ask, Duration, Method, Reach, Reply, Url};

    /// No web at all.
    #[derive(Debug)]
    pub struct Web;

    impl Web {
        /// No web, whatever it may reach.
        #[must_use]
        pub fn new(_: Reach, _: Duration) -> Self {
            Self
        }
    }

    impl Ask for Web {
        fn ask(&self, _: Method, _: &Url) -> Reply {
            Reply::Failed("this latchwork was built without the feature `external`".to_owned())
        }
    }
}
