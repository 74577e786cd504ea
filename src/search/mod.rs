//! Search: what the site says, by section, as files that a page's script can look words up in.
//!
//! `read` makes documents of pages, `plans` of protocols and the word list; `count` weighs each word of
//! each section, `cards` the care cards; `write` puts it all into parts of a few ten kilobytes. Nothing is
//! worked out twice: stems, synonyms and weights are settled here, and the script looks words up, forgives
//! slips of the finger and adds.
//!
//! A part is a script that hands plain data to one function, because a page that is opened from a disk may load
//! nothing else. The first part, the core, names the others; which ones a query needs is seen from it.
//!
//! Never: HTML, templates, where parts are published.

mod cards;
mod count;
pub mod fold;
mod groups;
mod plans;
mod read;
mod stem;
mod write;

pub use plans::{glossary, protocol};
pub use read::page;
pub use write::{Index, Part};

use crate::syntax::directive::Urgency;

/// A page, as search sees it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its file, from the site's root: `pumping/index.html`.
    pub address: String,
    /// Its title.
    pub title: String,
    /// The titles of the sections around it, from the outermost.
    pub trail: Vec<String>,
    /// Its sections; the first is what stands before any heading.
    pub sections: Vec<Section>,
    /// Its care cards that are urgent or more.
    pub cards: Vec<Card>,
}

/// A part of a page that a result can lead to.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its id on the page; empty for the page itself.
    pub anchor: String,
    /// Its heading; empty for the page itself.
    pub heading: String,
    /// Whether it is in the wording for clinicians alone.
    pub clinician: bool,
    /// Everyday words by which it is to be found.
    pub found_by: Vec<String>,
    /// What sums it up: summary, main message.
    pub lead: String,
    /// Its text, a line for each paragraph.
    pub text: String,
}

/// A care card.
#[derive(Clone, Debug)]
pub struct Card {
    /// How soon.
    pub urgency: Urgency,
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub lines: Vec<Line>,
    /// Its id on its page.
    pub anchor: String,
    /// The number of its section.
    pub section: usize,
    /// Words by which the clinic wants it found, each a phrase.
    pub found_by: Vec<String>,
    /// Cards of a lower rank win where several say the same: 0 on a page about safety.
    pub rank: u8,
}

/// A line of a care card.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Whether it is an entry of a list.
    pub item: bool,
    /// Its words.
    pub text: String,
}

/// What is known about the words of a language.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The short tag of the language.
    pub lang: &'a str,
    /// Words that say nothing by themselves, with spaces between: "the of and".
    pub small: &'a str,
    /// Phrases that mean the same, group by group.
    pub synonyms: &'a [Vec<String>],
}

/// Makes the index of the documents of one language.
#[must_use]
pub fn index(documents: &[Document], words: Words<'_>) -> Index {
    let language = stem::Language::new(words.lang, words.small);
    let groups = groups::Groups::new(words.synonyms, &language);
    let counted = count::count(documents, &groups, &language);
    let cards = cards::cards(documents, &counted, &groups, &language);
    Index::new(documents, &counted, cards, words)
}
