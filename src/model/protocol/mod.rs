//! Protocol files: YAML in, the engine's recipe and its words out.
//!
//! A protocol is written to be read aloud: named dates, phases, activities, steps,
//! contacts, and when to call. [`parse`] reads one file: the raw shape first (one
//! finding at most), then every value (all findings), then the core judges the
//! whole, and its findings get places and sentences here.
//!
//! Reading order: `file` (what comes out), `raw` (what goes in), `grammar` (the
//! small language of values), `text` (marks and sources), `reader`, then one file
//! for each group of keys, and `findings`. `words` turns core values into text, `translation` puts the words
//! of another language into a protocol.
//!
//! Never: dates of a plan, addresses, layout.

mod activity;
mod entries;
mod figure;
mod file;
mod findings;
pub mod grammar;
mod lower;
pub mod notice_words;
mod own;
mod paths;
mod phase;
mod places;
mod raw;
mod reader;
mod shared;
mod stand;
mod text;
mod translation;
pub mod value_words;
pub mod words;

pub(in crate::model) use entries::Entries;
pub use figure::parse_input;
pub use file::{
    ActivityText, AlertText, Audience, Call, CheckpointText, Due, Field, FieldKind, InputText, KindText, Labelled,
    Medicine, Missing, PhaseText, ProtocolFile, Review, SideRule, TaperText,
};
pub use lower::parse;
pub use own::OwnValue;
pub use raw::{schema, shared_schema, shared_translation_schema, translation_schema};
pub use reader::Sourced;
pub use shared::{Shared, SharedBlocks, parse_shared};
pub(in crate::model) use stand::stand;
pub use stand::{declared, page_status, wording};
pub use text::{Marks, Origin, Piece, Text};
pub use translation::{Original, texts, translate, translate_shared};
