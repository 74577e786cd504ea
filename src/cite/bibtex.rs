//! BibTeX, read by hayagriva.
//!
//! Never: the other forms.

use super::{Author, Kind, Work};
use hayagriva::Entry;
use hayagriva::types::{EntryType, Person};

/// Reads all entries.
pub(super) fn read(text: &str) -> Result<Vec<Work>, String> {
    let library = hayagriva::io::from_biblatex_str(text).map_err(|errors| {
        let first = errors.first().map_or_else(String::new, ToString::to_string);
        format!("this BibTeX cannot be read: {first}")
    })?;
    Ok(library.iter().map(work).collect())
}

fn work(entry: &Entry) -> Work {
    let parent = entry.parents().first();
    // Volume and so on stand with the journal, or with the entry itself.
    let text = |own: Option<String>, above: Option<String>| own.or(above).unwrap_or_default();
    let title = |entry: &Entry| entry.title().map(ToString::to_string);
    let volume = |entry: &Entry| entry.volume().map(ToString::to_string);
    let issue = |entry: &Entry| entry.issue().map(ToString::to_string);
    let publisher = |entry: &Entry| entry.publisher()?.name().map(ToString::to_string);
    let location = |entry: &Entry| {
        let of_publisher = entry.publisher().and_then(|publisher| publisher.location()).map(ToString::to_string);
        of_publisher.or_else(|| entry.location().map(ToString::to_string))
    };
    let isbn = |entry: &Entry| entry.isbn().map(str::to_owned);
    Work {
        kind: kind(*entry.entry_type()),
        title: title(entry).unwrap_or_default(),
        authors: entry.authors().or_else(|| entry.editors()).unwrap_or_default().iter().map(author).collect(),
        date: entry.date_any().map_or_else(String::new, |date| {
            // Hayagriva counts months and days from 0.
            let part = |number: Option<u8>| number.map_or_else(String::new, |number| format!("-{:02}", number + 1));
            let day = if date.month.is_some() { part(date.day) } else { String::new() };
            format!("{:04}{}{day}", date.year, part(date.month))
        }),
        container: parent.and_then(title).unwrap_or_default(),
        volume: text(volume(entry), parent.and_then(volume)),
        issue: text(issue(entry), parent.and_then(issue)),
        pages: entry.page_range().map_or_else(String::new, ToString::to_string),
        publisher: text(publisher(entry), parent.and_then(publisher)),
        location: text(location(entry), parent.and_then(location)),
        doi: entry.doi().unwrap_or_default().to_owned(),
        pmid: entry.pmid().unwrap_or_default().to_owned(),
        isbn: text(isbn(entry), parent.and_then(isbn)),
        url: entry.url().map_or_else(String::new, ToString::to_string),
    }
}

fn author(person: &Person) -> Author {
    let lead = person.prefix.as_ref().map_or_else(String::new, |prefix| format!("{prefix} "));
    let tail = person.suffix.as_ref().map_or_else(String::new, |suffix| format!(" {suffix}"));
    Author { family: format!("{lead}{}{tail}", person.name), given: person.given_name.clone().unwrap_or_default() }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the crate's own list, long and open")]
fn kind(of: EntryType) -> Kind {
    match of {
        EntryType::Article => Kind::Article,
        EntryType::Book | EntryType::Anthology => Kind::Book,
        EntryType::Chapter | EntryType::Anthos => Kind::Chapter,
        EntryType::Report => Kind::Report,
        EntryType::Web => Kind::Web,
        EntryType::Thesis => Kind::Thesis,
        _ => Kind::Misc,
    }
}
