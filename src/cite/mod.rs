//! Sources as others write them down, made into entries of `content/references.yaml`.
//!
//! Publishers and PubMed hand out BibTeX, RIS, CSL-JSON and their own `.nbib`.
//! Each becomes a [`Work`], the few facts that a list of sources prints; `entry`
//! writes one in the style of the file. All of it is text of strangers: it is
//! cleaned of markup, put into quotes, and read back by our own reader before
//! anybody keeps it.
//!
//! Reading order: here; `bibtex`, `csl`, `tagged` (RIS and .nbib); `entry`.
//!
//! Never: the network, the disk, who cites what.

mod bibtex;
mod csl;
mod entry;
mod tagged;

pub use entry::{entry, key};

use crate::model::wording;

/// What sort of source it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// In a journal.
    Article,
    /// A book.
    Book,
    /// A part of one.
    Chapter,
    /// A report of an organization.
    Report,
    /// A page on the web.
    Web,
    /// A thesis.
    Thesis,
    /// Anything else.
    #[default]
    Misc,
}

/// Who wrote something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The family name, or the name of an organization.
    pub family: String,
    /// The given names; empty for an organization.
    pub given: String,
}

/// A source: what a list prints. Texts are plain; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// What sort it is.
    pub kind: Kind,
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// The year, perhaps with month and day: `1997-03`.
    pub date: String,
    /// The journal of an article, the book of a chapter.
    pub container: String,
    /// The volume.
    pub volume: String,
    /// The issue.
    pub issue: String,
    /// The pages: `36-40`.
    pub pages: String,
    /// Who published it.
    pub publisher: String,
    /// Where it was published.
    pub location: String,
    /// Its DOI, without an address before it.
    pub doi: String,
    /// Its number in PubMed.
    pub pmid: String,
    /// The number of a book.
    pub isbn: String,
    /// Where it can be read.
    pub url: String,
}

impl Work {
    /// Whether it is what this DOI or number in PubMed names.
    #[must_use]
    pub fn is(&self, id: &Id) -> bool {
        match id {
            Id::Doi(doi) => self.doi.eq_ignore_ascii_case(doi),
            Id::Pmid(pmid) => self.pmid == *pmid,
        }
    }

    /// What names it for everyone.
    #[must_use]
    pub fn ids(&self) -> Vec<Id> {
        let doi = (!self.doi.is_empty()).then(|| Id::Doi(self.doi.clone()));
        let pmid = (!self.pmid.is_empty()).then(|| Id::Pmid(self.pmid.clone()));
        doi.into_iter().chain(pmid).collect()
    }

    /// The same with every text on one line and without markup.
    fn cleaned(mut self) -> Self {
        for author in &mut self.authors {
            author.family = clean(&author.family);
            author.given = clean(&author.given);
        }
        self.authors.retain(|author| !author.family.is_empty());
        let texts = [
            &mut self.title,
            &mut self.date,
            &mut self.container,
            &mut self.volume,
            &mut self.issue,
            &mut self.pages,
            &mut self.publisher,
            &mut self.location,
            &mut self.doi,
            &mut self.pmid,
            &mut self.isbn,
            &mut self.url,
        ];
        for text in texts {
            *text = clean(text);
        }
        self.date = date(&self.date);
        self.pages = pages(&self.pages);
        self.doi = bare_doi(&self.doi).unwrap_or_default();
        self.pmid.retain(|c| c.is_ascii_digit());
        if self.title.ends_with('.') && !self.title.ends_with("..") {
            self.title.pop();
        }
        if !self.url.starts_with("https://") && !self.url.starts_with("http://") {
            self.url.clear();
        }
        self
    }
}

/// What names a source for everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Id {
    /// A DOI, from its `10.` on.
    Doi(String),
    /// A number in PubMed.
    Pmid(String),
}

impl Id {
    /// Reads a DOI, alone or as an address, or a number in PubMed.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(doi) = bare_doi(text) {
            return Some(Self::Doi(doi));
        }
        let small = text.to_ascii_lowercase();
        let number =
            ["https://pubmed.ncbi.nlm.nih.gov/", "pmid:", "pmid"].iter().find_map(|lead| small.strip_prefix(lead));
        let number = number.unwrap_or(&small).trim().trim_end_matches('/');
        let good = (1..=9).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        good.then(|| Self::Pmid(number.to_owned()))
    }
}

/// Reads all sources of a text, whichever form it has.
///
/// # Errors
/// A sentence that says why it cannot be read.
pub fn read(text: &str) -> Result<Vec<Work>, String> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let works = match text.chars().next() {
        None => return Err("there is nothing in it".to_owned()),
        Some('{' | '[') => csl::read(text)?,
        Some(_) if tagged::is(text) => tagged::read(text),
        Some(_) if text.lines().any(|line| line.trim_start().starts_with('@')) => bibtex::read(text)?,
        Some(_) => return Err("this is neither BibTeX nor RIS, CSL-JSON or .nbib".to_owned()),
    };
    let works: Vec<Work> = works.into_iter().map(Work::cleaned).collect();
    match works.iter().position(|work| work.title.is_empty()) {
        Some(at) => Err(format!("source number {} has no title", at + 1)),
        None if works.is_empty() => Err("no source is in it".to_owned()),
        None => Ok(works),
    }
}

/// Words on one line, without the markup that publishers leave in titles.
fn clean(text: &str) -> String {
    const TAGS: [&str; 8] = ["i", "b", "em", "strong", "sub", "sup", "scp", "p"];
    let mut text = text.to_owned();
    for tag in TAGS {
        for mark in [format!("<{tag}>"), format!("</{tag}>")] {
            text = text.replace(&mark, "");
        }
    }
    for (code, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replace(code, letter);
    }
    wording::plain(&text)
}

/// The DOI of a text that is one, or the address of one.
fn bare_doi(text: &str) -> Option<String> {
    let small = text.to_ascii_lowercase();
    let leads = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
    let cut = leads.iter().find(|lead| small.starts_with(**lead)).map_or(0, |lead| lead.len());
    let doi = text[cut..].trim();
    let good = doi.starts_with("10.") && doi.contains('/') && !doi.contains(char::is_whitespace);
    good.then(|| doi.to_owned())
}

/// The months, by their first three letters.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date as the file has it: `1997`, `1997-03`, `1997-03-12`. Empty where there is no year.
fn date(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let Some(at) = words.iter().position(is_year) else { return String::new() };
    let mut out = words[at].to_owned();
    let rest = &words[at + 1..];
    let month = rest.first().and_then(|word| {
        let number = word.parse::<usize>().ok().filter(|number| (1..=12).contains(number));
        let small = word.to_lowercase();
        number.or_else(|| MONTHS.iter().position(|month| small.starts_with(month)).map(|at| at + 1))
    });
    let Some(month) = month else { return out };
    out.push_str(&format!("-{month:02}"));
    let day = rest.get(1).and_then(|word| word.parse::<u8>().ok()).filter(|day| (1..=31).contains(day));
    let whole = day.map(|day| format!("{out}-{day:02}"));
    whole.filter(|whole| whole.parse::<jiff::civil::Date>().is_ok()).unwrap_or(out)
}

/// Pages with both numbers whole: `236-42` is `236-242`.
fn pages(text: &str) -> String {
    let text = text.replace(['–', '—'], "-").replace("--", "-");
    let Some((first, last)) = text.split_once('-') else { return text };
    let (first, last) = (first.trim(), last.trim());
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits(first) && digits(last) && last.len() < first.len() {
        return format!("{first}-{}{last}", &first[..first.len() - last.len()]);
    }
    format!("{first}-{last}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_pages_take_one_form() {
        let dates = [("1980 Feb", "1980-02"), ("2001 Mar 15", "2001-03-15"), ("1997/03/12/", "1997-03-12")];
        for (text, whole) in
            dates.into_iter().chain([("2015 Jul-Aug", "2015-07"), ("2015 Summer", "2015"), ("n.d.", "")])
        {
            assert_eq!(date(text), whole, "{text}");
        }
        for (text, whole) in [("236-42", "236-242"), ("36–40", "36-40"), ("e12", "e12"), ("S1-S9", "S1-S9")] {
            assert_eq!(pages(text), whole, "{text}");
        }
    }

    #[test]
    fn a_doi_or_a_number_is_known_in_every_dress() {
        let doi = Some(Id::Doi("10.1/aB".to_owned()));
        assert_eq!(Id::new(" https://doi.org/10.1/aB "), doi);
        assert_eq!(Id::new("doi:10.1/aB"), doi);
        assert_eq!(Id::new("PMID: 7354969"), Some(Id::Pmid("7354969".to_owned())));
        assert_eq!(Id::new("https://pubmed.ncbi.nlm.nih.gov/7354969/"), Some(Id::Pmid("7354969".to_owned())));
        assert_eq!((Id::new("seema.bib"), Id::new("10.1"), Id::new("")), (None, None, None));
    }
}
