//! Names of things inside a protocol, one type for each sort of thing.
//!
//! A name is lower-case letters, digits and single hyphens, begins with a letter
//! and does not end in a hyphen: `taper-start`. It is what people write in the
//! file, so it never changes meaning with the language. Each sort of thing has
//! its own type, so a phase cannot be looked up among the activities.
//!
//! The macro keeps the types alike; it adds nothing but the name. The text is
//! shared: every session of a schedule carries two names, and a schedule has
//! thousands of sessions.
//!
//! Never: labels or titles, which are texts and belong to the layer above.

use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// What all names can do: be made from a text that keeps the rule, and be read.
pub trait Id: Sized + Clone + Ord {
    /// The name, or `None` where the text breaks the rule above.
    fn new(text: &str) -> Option<Self>;
    /// The text.
    fn as_str(&self) -> &str;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl Id for $name {
            fn new(text: &str) -> Option<Self> {
                is_name(text).then(|| Self(text.into()))
            }

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A protocol; the name of its file without the ending.
    ProtocolId;
    /// A date that everything else hangs on: `start`, `due`.
    AnchorId;
    /// A stretch of days: `build`.
    PhaseId;
    /// Something to do: `pump`.
    ActivityId;
    /// A sort of activity, declared by the file: `feed`, `exercise`.
    KindId;
    /// A value that the person brings: `weight`.
    InputId;
    /// A value worked out from inputs: `per-feed`.
    QuantityId;
    /// A stepwise reduction: `supplement`.
    TaperId;
    /// A planned contact: `first-visit`.
    CheckpointId;
    /// One of several people on one plan: `partner`.
    PersonId;
}

fn is_name(text: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(good)
        && !text.ends_with('-')
        && !text.contains("--")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_lower_case_words_with_single_hyphens() {
        for good in ["a", "taper-start", "day-3-contact"] {
            assert!(PhaseId::new(good).is_some(), "{good}");
        }
        for bad in ["", "A", "3-day", "a_b", "a--b", "a-", "-a", "é"] {
            assert!(PhaseId::new(bad).is_none(), "{bad}");
        }
    }
}
