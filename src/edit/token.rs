//! Who may use the editor: the person at this machine, in the browser that was opened.
//!
//! The address that is opened carries a word that nobody can guess, good for one
//! use. It is exchanged for a cookie that no script can read, that only this
//! path gets and that no other site can make a browser send. Cookies know no ports, so
//! the name of this one has the port in it, and two editors do not take each other's.
//!
//! Never: what is asked, the disk.

use anyhow::Context as _;
use std::sync::{Mutex, PoisonError};

/// The path below which the editor stands; nothing else gets its cookie.
pub const PATH: &str = "/_latchwork/edit/";

/// The words that open the editor, for one run of the program.
#[derive(Debug)]
pub struct Keys {
    once: Mutex<Option<String>>,
    cookie: String,
    value: String,
}

impl Keys {
    /// New words for the server at this port.
    ///
    /// # Errors
    /// Where the system has no randomness to give.
    pub fn new(port: u16) -> anyhow::Result<Self> {
        Ok(Self { once: Mutex::new(Some(word()?)), cookie: format!("latchwork-edit-{port}"), value: word()? })
    }

    /// The path and query to open, as long as they were not used.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        self.once.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|word| format!("{PATH}?token={word}"))
    }

    /// Takes the word of the address, once. The header that sets the cookie.
    pub fn exchange(&self, given: &str) -> Option<String> {
        let mut once = self.once.lock().unwrap_or_else(PoisonError::into_inner);
        once.take_if(|word| same(word, given))?;
        Some(format!("{}={}; HttpOnly; SameSite=Strict; Path={PATH}", self.cookie, self.value))
    }

    /// Whether the header `Cookie` has what was exchanged.
    #[must_use]
    pub fn hold(&self, cookies: &str) -> bool {
        let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(|(name, _)| *name == self.cookie).any(|(_, value)| same(&self.value, value))
    }
}

/// 128 random bits as 32 hexadecimal digits.
fn word() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).context("the system gives no random numbers")?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// Whether two words are the same. Hashes are compared, in a time that tells nothing.
fn same(one: &str, other: &str) -> bool {
    blake3::hash(one.as_bytes()) == blake3::hash(other.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_the_address_is_good_once_and_the_cookie_from_then_on() {
        let keys = Keys::new(4321).expect("there is randomness");
        let address = keys.address().expect("it was not used");
        let (_, token) = address.split_once("?token=").expect("the address has its word");
        assert_eq!(token.len(), 32);
        assert_eq!(keys.exchange("0123456789abcdef0123456789abcdef"), None);
        let set = keys.exchange(token).expect("it is good");
        assert_eq!((keys.exchange(token), keys.address()), (None, None));
        assert!(set.ends_with("; HttpOnly; SameSite=Strict; Path=/_latchwork/edit/"), "{set}");
        let cookie = set.split(';').next().expect("a header has a beginning");
        assert!(cookie.starts_with("latchwork-edit-4321="));
        assert!(keys.hold(&format!("other=1; {cookie}")));
        assert!(!keys.hold("") && !keys.hold("latchwork-edit-4321=") && !keys.hold(&cookie.replace("4321", "4322")));
        let other = Keys::new(4321).expect("there is randomness");
        assert!(!other.hold(cookie) && other.exchange(token).is_none());
    }
}
