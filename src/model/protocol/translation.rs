//! A protocol in another language: the same recipe, with other words.
//!
//! A translation names texts by their paths and says them anew. Nothing else of a
//! protocol can be named there, so a translation changes no date, time or amount;
//! the engine's recipe is the original's own. The words are put into the raw shape
//! of the original, which is then read as always.
//!
//! ```yaml
//! of: "1"                       # the version that was translated
//! texts:
//!   title: Paseos cortos
//!   phases.first.title: Primera semana
//!   calls.emergency.items.1: Se cae y no puede levantarse.
//! ```
//!
//! A protocol exists in a language when every text that readers get is there: half
//! a sheet that somebody cannot read is worse than a whole one in a language that
//! somebody can read to them.
//!
//! Never: which files there are, whether the words are good.

use super::entries::Entries;
use super::file::{Due, ProtocolFile, Review};
use super::lower::{date, lower};
use super::own::{self, OwnValue};
use super::paths::{each_shared_text, each_text, each_value};
use super::raw::{RawProtocol, RawShared, RawSharedTranslation, RawTranslation, Word};
use super::reader::Reader;
use super::shared::{Shared, SharedBlocks, forbid_doses, lower_file};
use super::text::{Part, parts};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::dose::doses;
use crate::model::page::APPROVED;
use crate::model::standing::approval_by_hand;
use crate::model::{PROTOCOLS, SHARED};
use crate::name::Lang;
use crate::schedule::{Protocol, Status};
use crate::source::{FileId, Span};
use crate::syntax::yaml::Yaml;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How far the review of a translation can be, by its own word.
pub(super) const STATUSES: [(&str, Status); 3] =
    [("draft", Status::Draft), ("submitted", Status::Submitted), ("under-review", Status::UnderReview)];

/// The mark of a text that is switched off.
const UNVERIFIED: &str = "{unverified}";

/// How many of the texts that are missing a finding names.
const NAMED: usize = 3;

impl ProtocolFile {
    /// The same in this language where it is translated; else as it is.
    #[must_use]
    pub fn in_language(&self, lang: &Lang) -> &Self {
        self.translations.get(lang).unwrap_or(self)
    }

    /// The language of its words; `main` is the site's.
    #[must_use]
    pub fn language<'a>(&'a self, main: &'a Lang) -> &'a Lang {
        self.lang.as_ref().unwrap_or(main)
    }
}

/// A protocol that is translated.
#[derive(Clone, Copy, Debug)]
pub struct Original<'a> {
    /// Its file's text.
    pub text: &'a str,
    /// The protocol.
    pub protocol: &'a ProtocolFile,
    /// The clinic's values for it.
    pub own: &'a [OwnValue],
}

/// Reads the translation of a protocol. `shared` are the shared blocks in the same language; one that is
/// there and unread was told of.
///
/// `None` means that the protocol does not exist in this language; findings say why.
pub fn translate(
    original: Original<'_>,
    lang: &Lang,
    file: FileId,
    text: &str,
    shared: &Shared,
    diags: &mut Diagnostics,
) -> Option<ProtocolFile> {
    let yaml = Yaml::whole(file, text);
    forbid_doses(yaml, diags);
    let raw: RawTranslation = yaml.parse(diags)?;
    let of = original.protocol;
    // What is wrong with the original was said when it was read.
    let mut said = Diagnostics::new();
    let own_yaml = Yaml::whole(of.file, original.text);
    let mut recipe: RawProtocol = own_yaml.parse(&mut said)?;
    let mut values = BTreeSet::new();
    each_value(&mut recipe, &mut |path, _| {
        values.insert(path);
    });
    let mut words = Words::new(yaml, &raw.texts, diags);
    each_text(&mut recipe, &mut |path, word| words.put(path, word));
    let whole = words.finish("the protocol", &values);
    if let Some(version) = raw.of.as_ref().filter(|version| version.value != of.core.version) {
        diags.push(behind(yaml.span(version), &version.value, of));
    }
    let review = review(&mut Reader::new(yaml, diags), &raw, of.core.status);
    let blocks: Vec<bool> = of.uses.iter().map(|name| has_blocks(name, lang, yaml, shared, diags)).collect();
    if !whole || blocks.contains(&false) {
        return None;
    }
    let moved = own::apply(&mut recipe, own_yaml, original.own, &mut said);
    let mut reader = Reader { moved, ..Reader::new(own_yaml, &mut said) };
    let translated = lower(&mut reader, file, of.core.id.clone(), &recipe, shared)?;
    let (status, review) = review;
    Some(ProtocolFile {
        core: Protocol { status, ..of.core.clone() },
        lang: Some(lang.clone()),
        clinic_inputs: of.clinic_inputs.clone(),
        review,
        ..translated
    })
}

/// Reads the translation of a shared file. What is not whole comes back unread, and findings say why.
pub fn translate_shared(original: (FileId, &str), file: FileId, text: &str, diags: &mut Diagnostics) -> SharedBlocks {
    let yaml = Yaml::whole(file, text);
    forbid_doses(yaml, diags);
    let mut said = Diagnostics::new();
    let own_yaml = Yaml::whole(original.0, original.1);
    let Some(raw) = yaml.parse::<RawSharedTranslation>(diags) else { return SharedBlocks::unread() };
    let Some(mut blocks) = own_yaml.parse::<RawShared>(&mut said) else { return SharedBlocks::unread() };
    let mut words = Words::new(yaml, &raw.texts, diags);
    each_shared_text(&mut blocks, &mut |path, word| words.put(path, word));
    if !words.finish("the shared file", &BTreeSet::new()) {
        return SharedBlocks::unread();
    }
    lower_file(&mut Reader::new(own_yaml, &mut said), &blocks)
}

/// Every text of a protocol, or of shared blocks, that a translation of the file needs: its path, and its words as
/// they are written. Empty for a file that has not the shape of one.
#[must_use]
pub fn texts(file: FileId, text: &str, shared: bool) -> Vec<(String, String)> {
    let (yaml, mut said, mut texts) = (Yaml::whole(file, text), Diagnostics::new(), Vec::new());
    let mut visit = |path, word: &mut Word| {
        if !parts(&word.value).contains(&Part::Unverified) {
            texts.push((path, word.value.clone()));
        }
    };
    if shared {
        yaml.parse(&mut said).iter_mut().for_each(|raw| each_shared_text(raw, &mut visit));
    } else {
        yaml.parse(&mut said).iter_mut().for_each(|raw| each_text(raw, &mut visit));
    }
    texts
}

fn behind(span: Span, version: &str, of: &ProtocolFile) -> Diagnostic {
    let (id, now) = (of.id(), &of.core.version);
    let message = format!("this translates version {version}, and the protocol has version {now}");
    Diagnostic::new(Code::TranslationBehind, span, message).help(format!(
        "see what changed in {PROTOCOLS}{id}.yaml, bring the texts here up to date, then write `of: \"{now}\"`"
    ))
}

/// How far the review of a translation is, by its own word. It is not further than a plan that nobody may use yet,
/// or any more.
fn review(reader: &mut Reader<'_>, raw: &RawTranslation, original: Status) -> (Status, Review) {
    let claim = raw.status.as_ref().filter(|word| word.value == APPROVED);
    if let Some(claim) = claim {
        let span = reader.span(claim);
        reader.diags.push(approval_by_hand(span));
    }
    let said = raw.status.as_ref().filter(|_| claim.is_none()).and_then(|word| reader.choice(word, &STATUSES));
    let status = match original {
        Status::Draft | Status::Withdrawn => original,
        Status::Submitted | Status::UnderReview | Status::Approved | Status::ChangedSinceApproval => {
            said.unwrap_or(Status::UnderReview)
        }
    };
    let due = raw.review_due.as_ref().and_then(|word| date(reader, word));
    (status, Review { due: due.map(|due| Due { value: due.value, span: Some(due.span) }), ..Review::default() })
}

/// Whether a shared file that the protocol uses is whole in this language.
fn has_blocks(name: &str, lang: &Lang, yaml: Yaml<'_>, shared: &Shared, diags: &mut Diagnostics) -> bool {
    let Some(blocks) = shared.get(name) else {
        let message = format!("the shared blocks `{name}`, which this protocol uses, are not translated");
        diags.push(
            Diagnostic::new(Code::TranslationIncomplete, yaml.all().slice(0, 0), message)
                .help(format!("write {SHARED}{name}.{lang}.yaml; until then the protocol does not exist in `{lang}`")),
        );
        return false;
    };
    !blocks.unread
}

/// The texts of a translation on their way into a raw shape.
struct Words<'a> {
    reader: Reader<'a>,
    /// The texts that no path has asked for yet.
    left: BTreeMap<&'a str, (&'a Word, &'a Word)>,
    /// Every path of a text.
    paths: Vec<String>,
    /// The paths of texts that readers get and nobody has translated.
    missing: Vec<String>,
}

impl<'a> Words<'a> {
    fn new(yaml: Yaml<'a>, texts: &'a Entries<Word>, diags: &'a mut Diagnostics) -> Self {
        let left = texts.0.iter().map(|(key, word)| (key.value.as_str(), (key, word))).collect();
        Self { reader: Reader::new(yaml, diags), left, paths: Vec::new(), missing: Vec::new() }
    }

    /// Puts the words for a path in the place of the original's.
    fn put(&mut self, path: String, original: &mut Word) {
        let given = self.left.remove(path.as_str()).map(|(_, word)| word);
        match given.filter(|word| !word.value.trim().is_empty()) {
            Some(word) => {
                self.compare(&original.value, word);
                original.value.clone_from(&word.value);
            }
            // What is switched off in the original, no reader gets.
            None if parts(&original.value).contains(&Part::Unverified) => {}
            None => self.missing.push(path.clone()),
        }
        self.paths.push(path);
    }

    /// A translated text names the sources of its original, and its numbers.
    fn compare(&mut self, original: &str, word: &Word) {
        let own = parts(&word.value);
        if own.iter().any(|part| matches!(part, Part::Bad(_))) {
            self.reader.text(word);
            return;
        }
        let (wanted, found) = (Marks::new(original), Marks::new(&word.value));
        let span = self.reader.span(word);
        for (mark, _) in wanted.beyond(&found) {
            let message = format!("this text lacks the mark `{mark}` of its original");
            self.reader.diags.push(
                Diagnostic::new(Code::TranslationMarks, span, message)
                    .help("a text keeps its sources and marks in every language: add it where it belongs"),
            );
        }
        for (mark, range) in found.beyond(&wanted) {
            let message = format!("this text has the mark `{mark}`, which its original does not have");
            let span = self.reader.within(word, range.clone());
            self.reader.diags.push(
                Diagnostic::new(Code::TranslationMarks, span, message)
                    .help("take it out, or add it to the protocol as well"),
            );
        }
        // A dose has to go from either text; that was said, and its numbers go with it.
        let dose = [original, &word.value].iter().any(|text| !doses(text).is_empty());
        if wanted.figures != found.figures && !dose {
            let list = |figures: &[String]| {
                let all = figures.iter().map(|figure| format!("`{figure}`")).collect::<Vec<_>>().join(", ");
                if all.is_empty() { "none".to_owned() } else { all }
            };
            let (own, original) = (list(&found.figures), list(&wanted.figures));
            let message = format!("the numbers here are {own}, and those of the original {original}");
            self.reader.diags.push(
                Diagnostic::new(Code::TranslationFigures, span, message)
                    .help("write the same numbers, and as digits where the original has digits"),
            );
        }
    }

    /// Says what is missing and what has no place. Whether every text was there.
    fn finish(mut self, of: &str, values: &BTreeSet<String>) -> bool {
        for (path, (key, _)) in std::mem::take(&mut self.left) {
            let span = self.reader.span(key);
            self.reader.diags.push(if values.contains(path) {
                Diagnostic::new(
                    Code::FixedValue,
                    span,
                    format!("`{path}` is a value, and a translation has only words"),
                )
                .help("take the line out; dates, times and amounts are the same in every language")
            } else {
                Diagnostic::new(Code::UndeclaredName, span, format!("{of} has no text `{path}`"))
                    .help(
                        "name a title, a label, a note or an entry of a list by its path, such as `phases.begin.title`",
                    )
                    .help_maybe(did_you_mean(path, self.paths.iter().map(String::as_str)))
            });
        }
        if self.missing.is_empty() {
            return true;
        }
        let (missing, all) = (self.missing.len(), self.paths.len());
        let mut named: Vec<String> = self.missing.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
        if missing > NAMED {
            named.push(format!("and {} more", missing - NAMED));
        }
        let start = self.reader.yaml.all().slice(0, 0);
        let message = format!("{missing} of {all} texts are not translated: {}", named.join(", "));
        self.reader.diags.push(
            Diagnostic::new(Code::TranslationIncomplete, start, message)
                .help("add them under `texts:`; until then readers get the protocol in the main language"),
        );
        false
    }
}

/// What a text has beside its words.
struct Marks {
    /// Its sources and marks as they are written, with their bytes.
    marks: BTreeMap<String, Range<usize>>,
    /// The numbers in its words, in an order that does not hang on that of the words.
    figures: Vec<String>,
}

impl Marks {
    fn new(text: &str) -> Self {
        let (mut marks, mut figures) = (BTreeMap::new(), Vec::new());
        let mut add = |mark: &str| {
            marks.extend(text.find(mark).map(|at| (mark.to_owned(), at..at + mark.len())));
        };
        for part in parts(text) {
            match part {
                Part::Words(range) => figures.extend(self::figures(&text[range])),
                Part::Cites(_) | Part::Bad(_) => {}
                Part::Origin(origin) => add(origin.mark()),
                Part::Unverified => add(UNVERIFIED),
            }
        }
        let keys = parts(text).into_iter().filter_map(|part| match part {
            Part::Cites(keys) => Some(keys),
            Part::Words(_) | Part::Origin(_) | Part::Unverified | Part::Bad(_) => None,
        });
        marks.extend(keys.flatten().map(|key| (format!("[@{}]", &text[key.clone()]), key)));
        figures.sort();
        Self { marks, figures }
    }

    /// The marks that another text does not have.
    fn beyond<'m>(&'m self, other: &'m Self) -> impl Iterator<Item = (&'m String, &'m Range<usize>)> {
        self.marks.iter().filter(|(mark, _)| !other.marks.contains_key(*mark))
    }
}

/// The digit 0 in the usual scripts: Latin, Arabic, Persian, Devanagari.
const ZEROS: [char; 4] = ['0', '\u{660}', '\u{6f0}', '\u{966}'];

/// The numbers in a text, in digits of any script, with a point for whatever stands between the digits.
fn figures(words: &str) -> Vec<String> {
    let digit = |c: char| {
        let above = |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|above| *above < 10);
        ZEROS.iter().find_map(above).and_then(|value| char::from_digit(value, 10))
    };
    let (mut all, mut number) = (Vec::new(), String::new());
    for c in words.chars().chain([' ']) {
        match digit(c) {
            Some(digit) => number.push(digit),
            None if matches!(c, '.' | ',' | '\u{66b}') && number.ends_with(|c: char| c.is_ascii_digit()) => {
                number.push('.');
            }
            None => {
                let done = std::mem::take(&mut number);
                all.extend(Some(done.trim_end_matches('.').to_owned()).filter(|done| !done.is_empty()));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_in_any_digits_and_with_any_mark() {
        assert_eq!(figures("38.5 °C, 2-3 times. 24/7."), ["38.5", "2", "3", "24", "7"]);
        assert_eq!(figures("38,5 °C, 2-3 veces"), ["38.5", "2", "3"]);
        assert_eq!(figures("٣٨٫٥ و ۱۲"), ["38.5", "12"]);
        assert!(figures("none at all, or one.").is_empty());
    }

    #[test]
    fn marks_are_gathered_as_they_are_written() {
        let marks = Marks::new("Drops [@a; @b-1], for 5 days {clinic}.");
        assert_eq!(marks.marks.into_keys().collect::<Vec<_>>(), ["[@a]", "[@b-1]", "{clinic}"]);
        assert_eq!(marks.figures, ["5"]);
    }
}
