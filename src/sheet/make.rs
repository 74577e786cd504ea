//! What every sheet of a protocol is made of.
//!
//! The protocol with its words, the interface text, the clinic; perhaps a
//! schedule. The head and the foot are the same on all sheets and stand here, and
//! so does the list of which sheets a protocol has.
//!
//! Never: what a kind of sheet shows.

use super::fit::{fill, fill_cards};
use super::height::{PART, Room};
use super::{
    Block, Contact, Draft, Footer, Page, Paper, Print, Qr, Sheet, SmallWords, Stamp, day_log, equipment, medicines,
    plan, steps, title_key, visits, week, when_to_call,
};
use crate::model::protocol::{Audience, Call, ProtocolFile, Text};
use crate::model::settings::Settings;
use crate::model::strings::Strings;
use crate::name::SheetName;
use crate::schedule::{Day, Schedule, Status};
use serde::Serialize;

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
    /// The size of letters.
    pub print: Print,
    /// Whose wording it has.
    pub audience: Audience,
    /// The dates; none for a sheet to fill in by hand.
    pub schedule: Option<&'a Schedule>,
    /// The days that get a page of their own in the day log, and a column in the week.
    pub days: &'a [Day],
    /// The day on which it is made, in words.
    pub produced: &'a str,
    /// The day by which the protocol is to be reviewed, in words.
    pub review_due: Option<&'a str>,
}

/// A part of a sheet that begins on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    pub subtitle: Option<String>,
    pub blocks: Vec<Block>,
}

impl Part {
    pub(super) fn new(subtitle: Option<String>, blocks: Vec<Block>) -> Self {
        Self { subtitle, blocks }
    }
}

/// The sheets that a site publishes: what a protocol offers, and nothing of one that was withdrawn, because nobody
/// should begin with it. Whoever is in care with it still gets sheets by the command, with the mark on every page.
#[must_use]
pub fn published(protocol: &ProtocolFile) -> Vec<SheetName> {
    if protocol.is_withdrawn() { Vec::new() } else { offered(protocol) }
}

/// The sheets that a protocol has something to say on.
#[must_use]
pub fn offered(protocol: &ProtocolFile) -> Vec<SheetName> {
    let core = &protocol.core;
    let has = |name: &SheetName| match name {
        SheetName::Plan | SheetName::WhenToCall | SheetName::Packet => true,
        SheetName::DayLog | SheetName::Week => core.activities.iter().any(|activity| core.counts(activity)),
        SheetName::Steps => !core.tapers.is_empty(),
        SheetName::Medicines => !protocol.medicines.is_empty(),
        SheetName::Equipment => {
            !protocol.equipment.is_empty() || protocol.phases.values().any(|phase| !phase.equipment.is_empty())
        }
        SheetName::Visits => !core.checkpoints.is_empty() || !protocol.visit_form.is_empty(),
    };
    SheetName::ALL.into_iter().filter(has).collect()
}

/// Lays out sheets, one after the other. The packet stands for all of them.
#[must_use]
pub fn lay_out(make: &Make<'_>, names: &[SheetName]) -> Sheet {
    let packet = || offered(make.protocol).into_iter().filter(|name| *name != SheetName::Packet).collect();
    match names {
        [SheetName::Packet] => make.sheet(SheetName::Packet, packet()),
        [name] => make.sheet(*name, vec![*name]),
        several if several.contains(&SheetName::Packet) => make.sheet(SheetName::Packet, packet()),
        several => make.sheet(SheetName::Packet, several.to_vec()),
    }
}

impl Make<'_> {
    /// The interface text for a key.
    pub(super) fn word<'k>(&'k self, key: &'k str) -> &'k str {
        self.strings.get(key)
    }

    fn sheet(&self, name: SheetName, parts: Vec<SheetName>) -> Sheet {
        let mut sheet = self.frame(name);
        let pages: Vec<Page> = parts.into_iter().flat_map(|name| self.pages(&sheet, name)).collect();
        let all = pages.len().to_string();
        let number = |i: usize| self.strings.fill("page_n_of_m", &[("n", &(i + 1).to_string()), ("m", &all)]);
        sheet.pages = pages.into_iter().enumerate().map(|(i, page)| Page { number: number(i), ..page }).collect();
        sheet
    }

    /// A sheet without pages.
    pub(super) fn frame(&self, name: SheetName) -> Sheet {
        let core = &self.protocol.core;
        Sheet {
            name: name.word(),
            title: self.word(title_key(name)).to_owned(),
            protocol: Stamp {
                id: self.protocol.id().to_owned(),
                title: self.protocol.title.plain(),
                version: core.version.clone(),
            },
            paper: self.paper,
            print: self.print,
            blank: self.schedule.is_none(),
            draft: (core.status != Status::Approved).then(|| Draft {
                mark: self.word("sheet_draft").to_owned(),
                text: self.word("sheet_draft_text").to_owned(),
            }),
            pages: Vec::new(),
            footer: self.footer(),
            words: SmallWords {
                night: self.word("night").to_owned(),
                write_here: self.word("write_here").to_owned(),
                boxes: self.word("boxes").to_owned(),
            },
        }
    }

    /// The pages of one kind, broken to fit.
    fn pages(&self, sheet: &Sheet, name: SheetName) -> Vec<Page> {
        let room = Room::new(self.paper, self.print);
        let title = self.word(title_key(name));
        let mut pages = Vec::new();
        for Part { subtitle, blocks } in self.parts(name) {
            let head = room.head(title, subtitle.as_deref(), &sheet.footer.clinic, &sheet.protocol.title);
            let draft = sheet.draft.as_ref().map_or(0.0, |draft| room.draft(draft) + PART);
            let calls = name != SheetName::WhenToCall;
            let height = room.height - head - draft - room.foot(&sheet.footer, calls) - 2.0 * PART;
            let filled = match name {
                SheetName::WhenToCall if self.print == Print::Standard => fill_cards(room, height, &blocks),
                SheetName::Plan
                | SheetName::DayLog
                | SheetName::Week
                | SheetName::Steps
                | SheetName::Medicines
                | SheetName::Equipment
                | SheetName::Visits
                | SheetName::WhenToCall
                | SheetName::Packet => fill(room, height, blocks),
            };
            pages.extend(filled.into_iter().map(|filled| Page {
                title: title.to_owned(),
                subtitle: subtitle.clone(),
                number: String::new(),
                small: filled.small,
                calls,
                blocks: filled.blocks,
            }));
        }
        pages
    }

    /// What stands on one kind of sheet, in order.
    pub(super) fn parts(&self, name: SheetName) -> Vec<Part> {
        match name {
            SheetName::Plan => plan::parts(self),
            SheetName::DayLog => day_log::parts(self),
            SheetName::Week => week::parts(self),
            SheetName::Steps => steps::parts(self),
            SheetName::Medicines => medicines::parts(self),
            SheetName::Equipment => equipment::parts(self),
            SheetName::Visits => visits::parts(self),
            SheetName::WhenToCall => when_to_call::parts(self),
            SheetName::Packet => Vec::new(),
        }
    }

    fn footer(&self) -> Footer {
        let core = &self.protocol.core;
        let contacts = &self.settings.contacts;
        let lang = self.protocol.lang.as_ref().map_or_else(String::new, |lang| format!("{lang}/"));
        let address = format!("{}{lang}protocols/{}/", self.settings.base_url, self.protocol.id());
        let mut facts = vec![
            self.settings.name.clone(),
            format!("{} {} {}", self.protocol.id(), self.word("version"), core.version),
            status_label(self.strings, core.status),
            format!("{} {}", self.word("produced"), self.produced),
        ];
        facts.extend(self.review_due.map(|due| format!("{} {due}", self.word("review_due"))));
        let sample = if self.settings.sample { format!("{}. ", self.word("sample_title")) } else { String::new() };
        Footer {
            clinic: self.settings.name.clone(),
            calls: vec![
                format!("{}: {}", self.word("care_emergency"), self.number(&contacts.emergency.number)),
                format!("{}: {}", contacts.urgent.label, self.number(&contacts.urgent.number)),
                format!("{}: {}", contacts.routine.label, self.number(&contacts.routine.number)),
            ],
            facts,
            notice: format!("{sample}{} {}", self.settings.notice.trim(), self.word("other_formats")),
            qr: Qr::new(&address),
            address,
        }
    }

    /// A telephone number. Between words that run from right to left its groups would change places, so there it
    /// stands in marks that are not seen.
    fn number(&self, number: &str) -> String {
        let lang = self.protocol.language(self.settings.main_language());
        if lang.direction() == "rtl" { format!("\u{2066}{number}\u{2069}") } else { number.to_owned() }
    }

    /// A call as a care card.
    pub(super) fn care(&self, call: &Call) -> Block {
        let contact = self.settings.contacts.by(call.level);
        Block::Care {
            level: call.level.word(),
            level_label: self.strings.urgency(call.level).to_owned(),
            title: call.title.plain(),
            items: call.items.iter().map(Text::plain).collect(),
            contact: Some(Contact {
                label: contact.label.clone(),
                number: self.number(&contact.number),
                note: contact.note.clone(),
            }),
        }
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
