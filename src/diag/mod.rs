//! Findings: what is wrong (or doubtful), where, and the way out.
//!
//! Stages never stop at the first mistake and never print. They push
//! [`Diagnostic`]s into [`Diagnostics`] and go on with what is still good, so
//! one run tells everything. The renderings for people and for programs are
//! one small file each beside this one, all over the same value.
//!
//! A message says in one plain sentence what is wrong, begins in lower case and
//! has no full stop; `help` says what to do. Names stand in back-ticks.
//!
//! Never: terminals, exit codes, what the files mean.

mod code;
mod github;
mod human;
mod json;
mod sarif;
mod short;

pub use code::{Code, Group, Severity, beyond, explain};
pub use github::github;
pub use human::{Colour, human};
pub use json::json;
pub use sarif::sarif;
pub use short::short;

use crate::source::{Position, Sources, Span, position};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Where a finding stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The site as a whole.
    Site,
    /// A file that could not be read as text, or one that is missing.
    File(String),
    /// A position in a file that is not among the sources, because it could not be read.
    At(String, Position),
    /// A range in a source.
    Span(Span),
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What is wrong, in one plain sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that belong to it, each with its own few words.
    pub labels: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A finding without advice yet.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        // Text of a site may come into a message; a message is one line and steers no terminal.
        let message = message.into().replace(char::is_control, " ");
        Self { code, place: place.into(), message, help: None, labels: Vec::new() }
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with advice where there is some.
    #[must_use]
    pub fn help_maybe(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// The same with another place that belongs to it.
    #[must_use]
    pub fn label(mut self, span: Span, words: impl Into<String>) -> Self {
        self.labels.push((span, words.into()));
        self
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What it is about. Two that are about the same are told once.
    #[must_use]
    pub fn identity(&self) -> (&Place, Code, &str) {
        (&self.place, self.code, &self.message)
    }
}

/// All findings of one run, or of one part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No finding yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes all of another run.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// All of them, in the order in which they were found.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }

    /// All, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are of this severity. One that was found twice is one.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of_it = self.0.iter().filter(|d| d.severity() == severity);
        of_it.map(Diagnostic::identity).collect::<BTreeSet<_>>().len()
    }

    /// Whether one of them forbids publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity() == Severity::Error)
    }

    /// In the order in which people read: by file, then by place. Threads cannot change it.
    #[must_use]
    pub fn sorted<'a>(&'a self, sources: &Sources) -> Vec<&'a Diagnostic> {
        let mut all: Vec<_> = self.0.iter().collect();
        all.sort_by_cached_key(|d| (locate(&d.place, sources), d.code, d.message.clone()));
        all.dedup_by(|a, b| a.identity() == b.identity());
        all
    }

    /// Those that `keep` wants, which sees each with the path of its file; in the order in which they are told.
    #[must_use]
    pub fn only(&self, sources: &Sources, keep: impl Fn(&Diagnostic, &str) -> bool) -> Self {
        let kept =
            Self(self.0.iter().filter(|finding| keep(finding, path(&finding.place, sources))).cloned().collect());
        // Lines are counted for these alone.
        Self(kept.sorted(sources).into_iter().cloned().collect())
    }

    /// Maps over items on all cores. Findings come out in the order of the items.
    pub fn par_map<I: Sync, T: Send>(&mut self, items: &[I], f: impl Fn(&I, &mut Self) -> T + Sync) -> Vec<T> {
        let results: Vec<(T, Self)> = items
            .par_iter()
            .with_min_len(8)
            .map(|item| {
                let mut found = Self::new();
                (f(item, &mut found), found)
            })
            .collect();
        results
            .into_iter()
            .map(|(value, found)| {
                self.extend(found);
                value
            })
            .collect()
    }

    /// The same for items that take much time and memory: each core has one of them at a time.
    ///
    /// The threads are our own: one of rayon's that waits for a part of its item takes up another item in between,
    /// and all that were begun stay in memory until the last of them is done.
    ///
    /// # Panics
    /// Where `f` does.
    pub fn map_one_a_core<I: Sync, T: Send>(&mut self, items: &[I], f: impl Fn(&I, &mut Self) -> T + Sync) -> Vec<T> {
        let next = AtomicUsize::new(0);
        let take = || {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let mut found = Self::new();
            Some((at, f(items.get(at)?, &mut found), found))
        };
        let work = || std::iter::from_fn(take).collect::<Vec<_>>();
        let mut done: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..rayon::current_num_threads()).map(|_| scope.spawn(work)).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("a panic here is a bug of ours")).collect()
        });
        done.sort_unstable_by_key(|(at, ..)| *at);
        let take_in = |(_, value, found)| {
            self.extend(found);
            value
        };
        done.into_iter().map(take_in).collect()
    }
}

/// A place in the words of people: path, first and last position (the last is one past the end).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Located {
    /// Path below the root; empty for the site as a whole.
    pub path: String,
    /// Where it begins and where it ends, unless the whole file is meant.
    pub range: Option<(Position, Position)>,
}

/// The path of the file that a place is in; empty for the site as a whole.
fn path<'a>(place: &'a Place, sources: &'a Sources) -> &'a str {
    match place {
        Place::Site => "",
        Place::File(path) | Place::At(path, _) => path,
        Place::Span(span) => &sources.get(span.file).path,
    }
}

/// Works out file, lines and columns of a place.
#[must_use]
pub fn locate(place: &Place, sources: &Sources) -> Located {
    let range = match place {
        Place::Site | Place::File(_) => None,
        Place::At(_, at) => Some((*at, *at)),
        Place::Span(span) => {
            let text = sources.get(span.file).text().unwrap_or("");
            Some((position(text, span.start as usize), position(text, span.end as usize)))
        }
    };
    Located { path: path(place, sources).to_owned(), range }
}

/// The known name nearest to a mistyped one, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + name.chars().count().min(candidate.chars().count()) / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// `did you mean` with the nearest name, if one is near enough.
#[must_use]
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

/// `1 error`, `2 errors`.
#[must_use]
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_near() {
        let known = ["summary", "status", "title"];
        assert_eq!(nearest("sumary", known), Some("summary"));
        assert_eq!(nearest("Titel", known), Some("title"));
        assert_eq!(nearest("owner", known), None);
    }
}
