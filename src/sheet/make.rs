//! What every sheet of a protocol is made of.
//!
//! The protocol with its words, the interface text, the clinic; perhaps a
//! schedule. The head and the foot are the same on all sheets and stand here.
//!
//! Never: what a kind of sheet shows.

use super::{Block, Contact, Footer, Page, Paper, Sheet, Stamp, title_key};
use crate::model::protocol::{Call, Level, ProtocolFile, Text};
use crate::model::settings::Settings;
use crate::model::strings::Strings;
use crate::name::SheetName;
use crate::schedule::{Schedule, Status};
use crate::syntax::directive::Urgency;

/// What a sheet is made of.
#[derive(Clone, Copy, Debug)]
pub struct Make<'a> {
    /// The protocol.
    pub protocol: &'a ProtocolFile,
    /// The interface text of its language.
    pub strings: &'a Strings,
    /// The clinic.
    pub settings: &'a Settings,
    /// The paper.
    pub paper: Paper,
    /// The dates; none for a sheet to fill in by hand.
    pub schedule: Option<&'a Schedule>,
    /// The day on which it is made, in words.
    pub produced: &'a str,
    /// The day by which the protocol is to be reviewed, in words.
    pub review_due: Option<&'a str>,
    /// The protocol's page, seen from the sheet.
    pub href: Option<&'a str>,
}

impl Make<'_> {
    /// A sheet with these pages.
    pub(super) fn sheet(&self, name: SheetName, subtitle: Option<String>, pages: Vec<Vec<Block>>) -> Sheet {
        let (core, strings) = (&self.protocol.core, self.strings);
        let status = status_label(strings, core.status);
        Sheet {
            name: name.word(),
            title: strings.get(title_key(name)).to_owned(),
            subtitle,
            protocol: Stamp {
                id: self.protocol.id().to_owned(),
                title: self.protocol.title.plain(),
                version: core.version.clone(),
                status_label: status.clone(),
                approved: core.status == Status::Approved,
                href: self.href.map(str::to_owned),
            },
            paper: self.paper,
            blank: self.schedule.is_none(),
            pages: pages.into_iter().map(|blocks| Page { blocks }).collect(),
            footer: Footer {
                clinic: self.settings.name.clone(),
                version: core.version.clone(),
                status,
                produced: self.produced.to_owned(),
                review_due: self.review_due.map(str::to_owned),
                notice: self.settings.notice.clone(),
                address: Some(format!("{}protocols/{}/", self.settings.base_url, self.protocol.id())),
            },
        }
    }

    /// A call as a care card.
    pub(super) fn care(&self, call: &Call) -> Block {
        let (level, label) = level_words(call.level);
        let contact = self.settings.contacts.by(urgency(call.level));
        Block::Care {
            level,
            level_label: self.strings.get(label).to_owned(),
            title: call.title.plain(),
            items: call.items.iter().map(Text::plain).collect(),
            contact: Some(Contact {
                label: contact.label.clone(),
                number: contact.number.clone(),
                note: contact.note.clone(),
            }),
        }
    }
}

/// The level of a call as a class and as the key of its words.
#[must_use]
pub fn level_words(level: Level) -> (&'static str, &'static str) {
    match level {
        Level::Emergency => ("emergency", "care_emergency"),
        Level::Urgent => ("urgent", "care_urgent"),
        Level::NonUrgent => ("non-urgent", "care_non_urgent"),
    }
}

/// Whose number belongs to a level.
#[must_use]
pub fn urgency(level: Level) -> Urgency {
    match level {
        Level::Emergency => Urgency::Emergency,
        Level::Urgent => Urgency::Urgent,
        Level::NonUrgent => Urgency::NonUrgent,
    }
}

/// How far a protocol's review is, in words.
#[must_use]
pub fn status_label(strings: &Strings, status: Status) -> String {
    let key = match status {
        Status::Draft => "status_draft",
        Status::Submitted => "status_submitted",
        Status::UnderReview => "status_under_review",
        Status::Approved => "status_approved",
        Status::ChangedSinceApproval => "status_changed_since_approval",
        Status::Withdrawn => "status_withdrawn",
    };
    strings.get(key).to_owned()
}
