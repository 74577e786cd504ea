//! What a site is about: `subject:` in the settings.
//!
//! Search engines read pages about health with other eyes, and have words for
//! them that would be wrong on a page about bicycles. The program cannot know
//! which it is, so the site says so.
//!
//! Never: any one field of health, what is written with these words.

use crate::diag::Diagnostics;
use crate::model::page::one_of;
use crate::source::Spanned;

/// What a site is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Anything.
    #[default]
    General,
    /// The health of people.
    Health,
}

/// The words for it.
pub(super) const SUBJECTS: [(&str, Subject); 2] = [("general", Subject::General), ("health", Subject::Health)];

/// Reads the word; anything where there is none.
pub(super) fn subject(raw: Option<&Spanned<String>>, diags: &mut Diagnostics) -> Subject {
    raw.and_then(|raw| one_of(&SUBJECTS, raw, diags)).unwrap_or_default()
}
