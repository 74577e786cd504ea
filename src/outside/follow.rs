//! Where an address leads: redirects followed, statuses understood.
//!
//! A server that does not like to be asked for the head alone is asked for the
//! page. Of a redirect it matters whether it is for good: then the address in the
//! text is an old one. A DOI is itself the address that lasts, so its resolver's
//! word is enough and the publisher is left in peace.
//!
//! Never: how a question is put, when.

use super::gate::Gates;
use super::reach::Reach;
use super::{Method, Outcome, Reply};
use url::Url;

/// How many redirects a reader's browser should have to follow.
const REDIRECTS: usize = 5;

/// The host that looks up DOIs.
const RESOLVERS: [&str; 2] = ["doi.org", "dx.doi.org"];

/// Finds out where an address leads.
pub(super) fn follow(gates: &Gates<'_>, reach: Reach, start: Url) -> Outcome {
    let mut at = start;
    at.set_fragment(None);
    // The address that has taken the place of the first one, while all redirects were for good.
    let (mut new, mut for_good) = (None, true);
    for _ in 0..=REDIRECTS {
        if let Some(outcome) = refused(&at, reach) {
            return outcome;
        }
        let (code, location) = match ask(gates, &at) {
            Reply::Status { code, location, .. } => (code, location),
            Reply::NoHost => return Outcome::NoHost,
            Reply::Private => return Outcome::Unknown("from here its name leads into a private network".to_owned()),
            Reply::Failed(why) => return Outcome::Unknown(why),
        };
        match (code, location) {
            (300..=399, Some(_)) if is_resolver(&at) => return Outcome::Good,
            (301 | 302 | 303 | 307 | 308, Some(location)) => {
                let Ok(mut next) = at.join(&location) else {
                    return Outcome::Unknown("its server points to something that is no address".to_owned());
                };
                next.set_fragment(None);
                for_good &= matches!(code, 301 | 308);
                if for_good {
                    new = Some(next.to_string());
                }
                at = next;
            }
            (200..=299, _) => return new.map_or(Outcome::Good, Outcome::Moved),
            (404 | 410, _) => return Outcome::Dead(format!("its server says {}", named(code))),
            (code, _) => return Outcome::Unknown(format!("its server says {}", named(code))),
        }
    }
    Outcome::Unknown(format!("it is passed on more than {REDIRECTS} times"))
}

/// Asks for the head, and for the page where the head alone was refused.
fn ask(gates: &Gates<'_>, at: &Url) -> Reply {
    let reply = gates.ask(Method::Head, at);
    match reply {
        // These three answers are the same for the page.
        Reply::Status { code: 410 | 429 | 503, .. } => reply,
        Reply::Status { code: 400.., .. } => gates.ask(Method::Get, at),
        Reply::Status { .. } | Reply::NoHost | Reply::Private | Reply::Failed(_) => reply,
    }
}

/// What is not asked at all.
fn refused(at: &Url, reach: Reach) -> Option<Outcome> {
    if !matches!(at.scheme(), "http" | "https") {
        return Some(Outcome::Unknown("it is passed on to something that is no page".to_owned()));
    }
    if !at.username().is_empty() || at.password().is_some() {
        return Some(Outcome::Unknown("a name or a password stands in the address".to_owned()));
    }
    let private = "it leads into a private network, where readers cannot follow";
    (!reach.allows_host(at)).then(|| Outcome::Dead(private.to_owned()))
}

fn is_resolver(at: &Url) -> bool {
    at.host_str().is_some_and(|host| RESOLVERS.contains(&host))
}

/// A status in words.
fn named(code: u16) -> String {
    let words = match code {
        401 => "a password is needed",
        403 => "forbidden",
        404 => "not found",
        410 => "gone",
        429 => "too many questions",
        500 => "an error of its own",
        502..=504 => "not available",
        _ => return code.to_string(),
    };
    format!("{code}, {words}")
}
