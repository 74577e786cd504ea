//! The rules of content: whether what a site says is sourced, safe, kind and easy to read.
//!
//! Other stages refuse what cannot work; this one judges what works and is not
//! good enough. Each rule is a short function over a document (a page or a
//! fragment, whose text was read once into blocks), in a file with its kin:
//! `evidence`, `medicine`, `care`, `reading`, `plain`, `fair`, `access`, `review`
//! for documents, `contrast`, `off_site` and `statements` for the site as a whole. What a rule
//! is for, and who asks for it, stands in `diag/codes.md`.
//!
//! A rule is here only if it is right nine times out of ten. What is left over is
//! what waivers are for. Rules about words know English only; the rest serve every
//! language.
//!
//! Never: HTML, templates, the disk, changes to the text.

mod access;
mod block;
mod care;
mod colour;
mod contrast;
mod evidence;
mod fair;
mod figures;
mod lists;
mod medicine;
mod off_site;
mod plain;
mod prose;
mod readability;
mod reading;
mod review;
mod statements;
mod syllable;
mod token;
mod tokens;
mod waived;
mod words;

use crate::diag::{Diagnostics, Place};
use crate::model::fragment::Fragment;
use crate::model::page::Page;
use crate::name::Lang;
use crate::site::{Includes, PageId, Site};
use crate::source::{FileId, Span, offset};
use crate::syntax::body::Body;
use block::Block;
use care::Help;
use lists::{List, Lists};
use prose::Prose;
use std::ops::Range;

/// A page or a fragment, with its text read.
struct Doc<'a> {
    site: &'a Site<'a>,
    lists: &'a Lists,
    /// The page; none for a fragment.
    page: Option<(PageId, &'a Page)>,
    body: &'a Body,
    file: FileId,
    /// The whole file.
    text: &'a str,
    prose: Prose,
    /// What it says about getting help, its fragments included.
    help: Help,
    /// Whether the rules about English words may speak.
    english: bool,
}

impl<'a> Doc<'a> {
    fn new(site: &'a Site<'a>, lists: &'a Lists, fragments: &[Includes], of: Of<'a>) -> Self {
        let (page, body, file, lang): (_, _, _, &Lang) = match of {
            Of::Page(id, page) => (Some((id, page)), &page.body, page.file, &page.lang),
            Of::Fragment(fragment) => (None, &fragment.body, fragment.file, &fragment.lang),
        };
        let text = site.sources.get(file).text().unwrap_or_default();
        let prose = Prose::read(body, file, text, &site.model.settings, lists);
        let help = page.map(|(id, _)| Help::of(site, fragments, id)).unwrap_or_default();
        Self { site, lists, page, body, file, text, prose, help, english: lang.tag() == "en" }
    }

    /// Where a key of the front matter stands; the first line where it is not there.
    fn key(&self, key: &str) -> Span {
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            if at > 0 && line.trim_end() == "---" {
                break;
            }
            if line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
                return self.place(at, at + line.trim_end().len());
            }
            at += line.len();
        }
        self.place(0, self.text.lines().next().map_or(0, str::len))
    }

    /// The phrases of a list in a block, each with what is said about it.
    fn found<'d>(&'d self, list: List, block: &'d Block) -> impl Iterator<Item = (Range<usize>, &'d str)> {
        let hits = block.hits.iter().filter(move |hit| hit.list == list);
        hits.map(|hit| (hit.range(), self.lists.said(hit)))
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span { file: self.file, start: offset(start), end: offset(end) }
    }
}

/// What a document is made of.
#[derive(Clone, Copy)]
enum Of<'a> {
    Page(PageId, &'a Page),
    Fragment(&'a Fragment),
}

/// The rules about every language.
const RULES: [fn(&Doc<'_>, &mut Diagnostics); 14] = [
    review::dates,
    review::explained,
    review::soon,
    review::complete,
    care::missing,
    care::late,
    care::many,
    care::no_heading_after,
    medicine::doses,
    medicine::notation,
    access::bare_address,
    access::same_words,
    access::alt,
    access::table_heads,
];

/// The rules about English.
const ENGLISH: [fn(&Doc<'_>, &mut Diagnostics); 26] = [
    review::key_message,
    care::steps,
    medicine::times,
    evidence::numbers,
    evidence::claims,
    evidence::amounts,
    evidence::percentages,
    evidence::denominators,
    evidence::relative_risk,
    evidence::sums,
    reading::grade,
    reading::hard_paragraphs,
    reading::long_sentences,
    reading::paragraphs,
    reading::sections,
    reading::page,
    reading::answers,
    plain::wordy,
    plain::jargon,
    plain::short_forms,
    fair::unkind,
    fair::not_to_you,
    fair::promises,
    fair::brands,
    fair::capitals,
    access::vague_link,
];

/// Judges a site.
pub fn lint(site: &Site<'_>, diags: &mut Diagnostics) {
    let lists = Lists::new(site.model);
    let pages = site.ids().map(|id| Of::Page(id, site.page(id)));
    let all: Vec<Of<'_>> = pages.chain(site.model.fragments.iter().map(|fragment| Of::Fragment(fragment))).collect();
    let mut found = judged(site, &lists, &all);
    medicine::files(site, &lists, &mut found);
    care::notice(site, &mut found);
    off_site::requests(site, &mut found);
    care::emergency_number(site, &mut found);
    contrast::contrast(site, &mut found);
    statements::statements(site, &mut found);
    waived::apply(site, found, waived::all(site), diags);
}

/// Judges some pages by themselves.
pub fn lint_pages(site: &Site<'_>, ids: &[PageId], diags: &mut Diagnostics) {
    let pages: Vec<Of<'_>> = ids.iter().map(|&id| Of::Page(id, site.page(id))).collect();
    let found = judged(site, &Lists::new(site.model), &pages);
    waived::apply(site, found, waived::of_pages(site, ids), diags);
}

/// What the rules about documents find in these.
fn judged(site: &Site<'_>, lists: &Lists, documents: &[Of<'_>]) -> Diagnostics {
    let fragments: Vec<Includes> = site.fragments.iter().map(|fragment| fragment.includes.clone()).collect();
    let mut found = Diagnostics::new();
    found.par_map(documents, |&of, found| {
        let doc = Doc::new(site, lists, &fragments, of);
        for rule in RULES {
            rule(&doc, found);
        }
        if doc.english {
            for rule in ENGLISH {
                rule(&doc, found);
            }
        }
    });
    found
}

/// How many years of school each wording of a page asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grades {
    /// What parents read. `None` where it is too short to tell.
    pub parents: Option<f64>,
    /// What clinicians read.
    pub clinicians: Option<f64>,
}

/// Grades pages by themselves, in their order. `None` for a language that has no formula here.
#[must_use]
pub fn grades(site: &Site<'_>, ids: &[PageId]) -> Vec<Option<Grades>> {
    let lists = Lists::new(site.model);
    let fragments: Vec<Includes> = site.fragments.iter().map(|fragment| fragment.includes.clone()).collect();
    let grade = |&id: &PageId| {
        let doc = Doc::new(site, &lists, &fragments, Of::Page(id, site.page(id)));
        let years = |clinicians| reading::years(&doc, clinicians);
        doc.english.then(|| Grades { parents: years(false), clinicians: years(true) })
    };
    ids.iter().map(grade).collect()
}

/// Where a key of the settings stands; the whole site where it is not there.
fn setting(site: &Site<'_>, key: &str) -> Place {
    let found = site.sources.find("content/site.yaml").and_then(|file| {
        let text = site.sources.get(file).text()?;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            if words.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
                let start = at + (line.len() - line.trim_start().len());
                return Some(Span { file, start: offset(start), end: offset(start + words.len()) });
            }
            at += line.len();
        }
        None
    });
    found.map_or_else(|| Place::File("content/site.yaml".to_owned()), Place::Span)
}
