//! Which networks may be asked: the public one.
//!
//! A text could name `http://192.168.1.1/`, or a name that leads there, and the
//! checker would knock at doors inside the clinic that its writer cannot reach.
//! So numbers are judged before anything is asked, and names once more when they
//! are looked up, with the very numbers that would be used.
//!
//! Never: the network itself.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Which networks may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The public one.
    Public,
    /// Nothing but this computer, by its number: for tests, which use no network.
    ThisComputer,
}

/// Endings of names that never leave a private network (RFC 6761, RFC 6762, RFC 8375 and `internal`).
const PRIVATE_NAMES: [&str; 5] = ["localhost", "local", "internal", "home.arpa", "localdomain"];

impl Reach {
    /// Whether a host may be asked, as far as its address says.
    pub(super) fn allows_host(self, address: &Url) -> bool {
        match address.host() {
            Some(Host::Ipv4(number)) => self.allows(number.into()),
            Some(Host::Ipv6(number)) => self.allows(number.into()),
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.');
                let is = |ending: &str| name.strip_suffix(ending).is_some_and(|r| r.is_empty() || r.ends_with('.'));
                // A name without a dot is that of a neighbour.
                name.contains('.') && !PRIVATE_NAMES.iter().any(|ending| is(ending))
            }
            None => false,
        }
    }

    /// Whether a number may be asked.
    #[must_use]
    pub fn allows(self, number: IpAddr) -> bool {
        match self {
            Self::ThisComputer => number.is_loopback(),
            Self::Public => match number {
                IpAddr::V4(number) => is_public(number),
                IpAddr::V6(number) => is_public_6(number),
            },
        }
    }
}

/// What the registry of special addresses (RFC 6890) leaves over.
fn is_public(number: Ipv4Addr) -> bool {
    let [a, b, c, _] = number.octets();
    !(a == 0
        || a >= 240
        || number.is_private()
        || number.is_loopback()
        || number.is_link_local()
        || number.is_multicast()
        || number.is_documentation()
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99))
}

/// The public part, `2000::/3`, less what stands for something else: tunnels carry a number of the older kind.
fn is_public_6(number: Ipv6Addr) -> bool {
    if let Some(inner) = number.to_ipv4_mapped() {
        return is_public(inner);
    }
    let [a, b, ..] = number.segments();
    a & 0xe000 == 0x2000 && a != 0x2002 && !(a == 0x2001 && (b < 0x0200 || b == 0x0db8)) && !(a == 0x3fff && b < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(reach: Reach, address: &str) -> bool {
        reach.allows_host(&Url::parse(address).expect("it is an address"))
    }

    #[test]
    fn nothing_private_is_asked_however_it_is_written() {
        for address in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.1.1:8080/",
            "http://169.254.169.254/latest/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://255.255.255.255/",
            "http://224.0.0.1/",
            "http://198.18.0.1/",
            "http://192.0.2.1/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::a00:1]/",
            "http://[2002:a00:1::]/",
            "http://[2001:db8::1]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://printer/",
            "http://printer.local/",
            "http://records.internal/",
        ] {
            assert!(!allows(Reach::Public, address), "{address}");
        }
        for address in ["http://8.8.8.8/", "https://[2606:4700::1111]/", "https://doi.org/10.1/x", "https://local.org/"]
        {
            assert!(allows(Reach::Public, address), "{address}");
        }
        assert!(allows(Reach::ThisComputer, "http://127.0.0.1:9/") && !allows(Reach::ThisComputer, "http://8.8.8.8/"));
    }
}
