//! Who may ask: requests that this server is meant for, from pages that are its own.
//!
//! A page of any other site can send requests to this machine. Two things tell
//! them apart. `Host` is the address that the browser believes it talks to: a
//! foreign name that was made to lead here ("DNS rebinding") still stands in it,
//! so only numbers and `localhost` are let in, and of numbers only those that this
//! server listens at. `Origin` is the page that asks: where a browser sends one, it
//! has to be this server's own; whatever is not just reading has to have one.
//!
//! Never: what is answered, the network.

use std::net::{IpAddr, SocketAddr};

/// Judges requests to one server.
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    bound: SocketAddr,
}

/// What a request says about itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'a> {
    /// Whether it only reads: `GET` or `HEAD`.
    pub reads: bool,
    /// The header `Host`.
    pub host: Option<&'a str>,
    /// The header `Origin`.
    pub origin: Option<&'a str>,
    /// The header `Sec-Fetch-Site`, which pages cannot set.
    pub fetch_site: Option<&'a str>,
    /// The header `Sec-Fetch-Mode`, which pages cannot set either.
    pub fetch_mode: Option<&'a str>,
    /// The header `Sec-Fetch-Dest`: `document` for a page in a window of its own.
    pub fetch_dest: Option<&'a str>,
}

/// Why a request gets no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is meant for another server.
    Misdirected,
    /// It comes from a page of another site.
    Foreign,
}

impl Refusal {
    /// The status of HTTP.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::Misdirected => 421,
            Self::Foreign => 403,
        }
    }

    /// What is said to whoever asked.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Misdirected => "This is a preview on somebody's own machine; it has no site of that name.\n",
            Self::Foreign => "Pages of other sites get nothing from this preview.\n",
        }
    }
}

impl Guard {
    /// The guard of a server that listens here.
    #[must_use]
    pub fn new(bound: SocketAddr) -> Self {
        Self { bound }
    }

    /// Lets a request in.
    ///
    /// # Errors
    /// Why it stays outside.
    pub fn judge(self, request: Request<'_>) -> Result<(), Refusal> {
        if !request.host.is_some_and(|host| self.is_ours(host)) {
            return Err(Refusal::Misdirected);
        }
        let own = match request.origin {
            Some(origin) => {
                origin.strip_prefix("http://").is_some_and(|from| self.is_ours(from) && Some(from) == request.host)
            }
            None => request.reads,
        };
        // A link from elsewhere may lead here; a picture, a script or a frame of elsewhere gets nothing.
        let linked = request.reads
            && request.fetch_mode == Some("navigate")
            && request.fetch_dest.is_none_or(|dest| dest == "document");
        let near = request.fetch_site.is_none_or(|site| ["same-origin", "none"].contains(&site) || linked);
        if own && near { Ok(()) } else { Err(Refusal::Foreign) }
    }

    /// Whether `host:port` is an address of this server.
    fn is_ours(self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
            Some(_) | None => (host, Some(80)),
        };
        if port != Some(self.bound.port()) {
            return false;
        }
        let number = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
        let bound = self.bound.ip();
        match number.parse::<IpAddr>() {
            // Whoever listens at all numbers of the machine is reached by any of them; a number is no name that
            // somebody could make lead here.
            Ok(number) => number == bound || bound.is_unspecified(),
            Err(_) => name.eq_ignore_ascii_case("localhost") && (bound.is_loopback() || bound.is_unspecified()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(bound: &str, host: &str) -> bool {
        let guard = Guard::new(bound.parse().expect("it is an address"));
        guard.judge(Request { reads: true, host: Some(host), ..Request::default() }).is_ok()
    }

    #[test]
    fn only_our_own_names_are_hosts() {
        for host in ["127.0.0.1:4000", "localhost:4000", "LOCALHOST:4000"] {
            assert!(at("127.0.0.1:4000", host), "{host}");
        }
        let foreign = [
            "evil.test",
            "evil.test:4000",
            "127.0.0.1",
            "127.0.0.1:4001",
            "127.0.0.1.evil.test:4000",
            "localhost.evil.test:4000",
            "192.168.1.5:4000",
            "",
            ":4000",
            "[::1]:4000",
        ];
        for host in foreign {
            assert!(!at("127.0.0.1:4000", host), "{host}");
        }
        assert!(at("0.0.0.0:4000", "192.168.1.5:4000"));
        assert!(at("[::1]:80", "[::1]"));
        assert!(!at("0.0.0.0:4000", "clinic.lan:4000"));
    }

    #[test]
    fn only_our_own_pages_ask_for_more_than_pages() {
        let guard = Guard::new(([127, 0, 0, 1], 4000).into());
        let host = Some("127.0.0.1:4000");
        let judge = |reads, origin, fetch_site, fetch_mode: Option<&'static str>| {
            let fetch_dest = fetch_mode.map(|mode| if mode == "navigate" { "document" } else { "empty" });
            guard.judge(Request { reads, host, origin, fetch_site, fetch_mode, fetch_dest })
        };
        assert_eq!(judge(true, None, None, None), Ok(()));
        assert_eq!(judge(true, None, Some("cross-site"), Some("navigate")), Ok(()));
        assert_eq!(judge(false, Some("http://127.0.0.1:4000"), Some("same-origin"), Some("cors")), Ok(()));
        for (reads, origin, site, mode) in [
            (false, None, None, None),
            (false, Some("null"), None, None),
            (false, Some("http://evil.test"), None, None),
            (false, Some("https://127.0.0.1:4000"), None, None),
            (false, Some("http://localhost:4000"), None, None),
            (true, Some("http://127.0.0.1:5000"), None, None),
            (true, None, Some("cross-site"), Some("no-cors")),
            (true, None, Some("same-site"), Some("cors")),
            (false, Some("http://127.0.0.1:4000"), Some("cross-site"), Some("navigate")),
        ] {
            assert_eq!(judge(reads, origin, site, mode), Err(Refusal::Foreign), "{reads} {origin:?} {site:?} {mode:?}");
        }
        let link = Request {
            reads: true,
            host,
            fetch_mode: Some("navigate"),
            fetch_dest: Some("iframe"),
            ..Request::default()
        };
        assert_eq!(guard.judge(Request { fetch_site: Some("cross-site"), ..link }), Err(Refusal::Foreign));
        assert_eq!(guard.judge(Request { fetch_site: Some("same-origin"), ..link }), Ok(()));
    }
}
