//! The written forms: front matter, YAML, Markdown with its directives.
//!
//! Each file here turns text into values with places, one file of a site at a
//! time, and knows nothing of any other file.
//!
//! Never: what a key means, addresses, HTML.

pub mod body;
pub mod directive;
pub mod format;
pub mod front_matter;
mod hide;
pub mod markdown;
mod special;
pub mod yaml;
