//! A protocol file, read: the core's recipe, and all the words around it.
//!
//! [`ProtocolFile`] is what later layers work with: `core` is what the engine lays
//! over the calendar, the rest are texts by the same ids. Nothing is dated and nothing
//! resolved: citation keys and names of other protocols keep their places. Its
//! translations are values of the same type: one recipe, other words.
//!
//! Never: addresses, layout.

use super::text::{Marks, Text};
use crate::name::Lang;
use crate::schedule::{
    ActivityId, AnchorId, CheckpointId, Id as _, InputId, InputValue, KindId, PersonId, PhaseId, Protocol, QuantityId,
    Status, TaperId,
};
use crate::source::{FileId, Span, Spanned};
use crate::syntax::directive::Urgency;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A protocol with its words.
#[derive(Clone, Debug)]
pub struct ProtocolFile {
    /// Its file.
    pub file: FileId,
    /// The language of its words, where it is a translation; none where they are in the main language of the site.
    pub lang: Option<Lang>,
    /// The same in other languages, each of them whole. A translation has none.
    pub translations: BTreeMap<Lang, Self>,
    /// What the engine works with.
    pub core: Protocol,
    /// Its title.
    pub title: Text,
    /// One or two sentences on what it is.
    pub summary: Text,
    /// Who it is written for.
    pub audience: Vec<Audience>,
    /// Whom it suits.
    pub for_whom: Option<Text>,
    /// Its review.
    pub review: Review,
    /// The shared blocks that it takes over.
    pub uses: Vec<String>,
    /// What must be true or done before it starts; each gets a box to tick.
    pub before: Vec<Text>,
    /// Labels of the anchors.
    pub anchors: BTreeMap<AnchorId, Labelled>,
    /// How the people are called.
    pub people: BTreeMap<PersonId, Text>,
    /// Words of the kinds.
    pub kinds: BTreeMap<KindId, KindText>,
    /// Everything that can be written down, in order.
    pub fields: Vec<Field>,
    /// The columns of a day's log, after the time.
    pub log: Vec<String>,
    /// What is written down once a day.
    pub daily: Vec<String>,
    /// What is written down once a week.
    pub weekly: Vec<String>,
    /// What is looked at in a visit.
    pub visit_form: Vec<Text>,
    /// Words of the inputs.
    pub inputs: BTreeMap<InputId, InputText>,
    /// The clinic's own values of inputs, which hold until a person gives theirs.
    pub clinic_inputs: BTreeMap<InputId, InputValue>,
    /// Other units to print: the unit, and how much of a protocol's unit it is.
    pub conversions: Vec<(String, crate::schedule::Amount)>,
    /// Words of the quantities.
    pub quantities: BTreeMap<QuantityId, Labelled>,
    /// Words of the phases.
    pub phases: BTreeMap<PhaseId, PhaseText>,
    /// Words of the activities.
    pub activities: BTreeMap<ActivityId, ActivityText>,
    /// Words of the tapers.
    pub tapers: BTreeMap<TaperId, TaperText>,
    /// Words of the contacts.
    pub checkpoints: BTreeMap<CheckpointId, CheckpointText>,
    /// What to say when the time is too short, by the number of the rule.
    pub lead_times: Vec<Text>,
    /// What to say when dates stand in an order, by the number of the rule.
    pub alerts: Vec<AlertText>,
    /// When to call, and whom: most urgent first, shared ones before the protocol's own.
    pub calls: Vec<Call>,
    /// Slots for medicines, always empty.
    pub medicines: Vec<Medicine>,
    /// The labels of the boxes in each slot.
    pub medicine_boxes: Vec<Text>,
    /// What is needed.
    pub equipment: Vec<Text>,
    /// What may be expected; never dates.
    pub expectations: Vec<Text>,
    /// Every key cited in the file and in the blocks that it uses.
    pub cites: Vec<Spanned<String>>,
    /// Every other protocol that it names.
    pub protocols: Vec<Spanned<String>>,
}

/// Who a protocol is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The person who follows it.
    Parent,
    /// Someone who helps them.
    Helper,
    /// A health professional.
    Clinician,
}

/// The review of a protocol.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// When it was last read by its reviewers.
    pub reviewed: Option<Date>,
    /// When it must be read again, and where that stands, if it does.
    pub due: Option<Due>,
    /// Who approved it, with credentials.
    pub reviewers: Vec<String>,
    /// The fingerprint of the text that was approved.
    pub version: Option<String>,
}

/// A day by which something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub value: Date,
    /// Where it is written; nowhere where the policy gave it.
    pub span: Option<Span>,
}

/// A label with a note.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The label.
    pub label: Text,
    /// A note for the reader.
    pub note: Option<Text>,
    /// The sources of its value.
    pub marks: Marks,
}

/// Words of a kind of activity.
#[derive(Clone, Debug)]
pub struct KindText {
    /// What it is called.
    pub label: Text,
    /// What it is called where there is little room.
    pub short: Option<Text>,
    /// The fields that one session records, in order.
    pub records: Vec<String>,
}

/// Something that is written down.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub label: Text,
    /// What is written.
    pub kind: FieldKind,
    /// A note.
    pub note: Option<Text>,
}

/// What is written into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A tick.
    Tick,
    /// A time of day.
    Time,
    /// A date.
    Date,
    /// A number with this unit.
    Number(Option<String>),
    /// A sum, left as an empty box on paper, with this unit.
    Total(Option<String>),
    /// A number on a scale.
    Scale(u32, u32),
    /// One of these.
    Choice(Vec<Text>),
    /// Words.
    Words,
}

/// Words of an input.
#[derive(Clone, Debug)]
pub struct InputText {
    /// What it is called.
    pub label: Text,
    /// What to do when it is missing.
    pub missing: Missing,
    /// The words of a choice, in the order of the core's list.
    pub choices: Vec<Text>,
    /// A note.
    pub note: Option<Text>,
}

/// What to do when an input is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Print an empty box.
    Blank,
    /// Ask for it.
    Ask,
    /// Leave out what needs it.
    Hide,
}

/// Words of a phase.
#[derive(Clone, Debug)]
pub struct PhaseText {
    /// Its title.
    pub title: Text,
    /// What it is about.
    pub summary: Option<Text>,
    /// What must be true to enter it.
    pub enter: Vec<Text>,
    /// What must be true to leave it.
    pub leave: Vec<Text>,
    /// The protocol that goes on from it.
    pub then: Option<Spanned<String>>,
    /// Medicine slots that belong to it.
    pub medicines: Vec<Spanned<String>>,
    /// What it needs beyond the protocol's list.
    pub equipment: Vec<Text>,
    /// A note.
    pub note: Option<Text>,
    /// A note for clinicians only: disputes, confidence.
    pub clinician_note: Option<Text>,
    /// The sources of its dates.
    pub marks: Marks,
}

/// Words of an activity.
#[derive(Clone, Debug)]
pub struct ActivityText {
    /// Its title.
    pub title: Text,
    /// How it is done, step by step.
    pub how: Vec<Text>,
    /// When it is done at all.
    pub only_if: Option<Text>,
    /// When it pauses.
    pub pause_if: Vec<Text>,
    /// Which sides.
    pub sides: Option<SideRule>,
    /// A note.
    pub note: Option<Text>,
    /// A note for clinicians only: disputes, confidence.
    pub clinician_note: Option<Text>,
    /// The sources of how often.
    pub frequency: Marks,
    /// The sources of how long.
    pub length: Marks,
}

/// Which sides an activity is done on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideRule {
    /// The left.
    Left,
    /// The right.
    Right,
    /// Both.
    Both,
    /// One each time, in turn.
    Alternate,
    /// One, then the other at half time.
    Switch,
}

/// Words of a taper.
#[derive(Clone, Debug)]
pub struct TaperText {
    /// Its title.
    pub title: Text,
    /// What must be true before each step; each gets a box to tick.
    pub gates: Vec<Text>,
    /// What to do when one of them is in doubt.
    pub if_unsure: Option<Text>,
    /// What to do when things get worse.
    pub if_worse: Option<Text>,
    /// A note.
    pub note: Option<Text>,
    /// The sources of the steps.
    pub steps: Marks,
    /// The sources of the days.
    pub days: Marks,
}

/// Words of a contact.
#[derive(Clone, Debug)]
pub struct CheckpointText {
    /// Its title.
    pub title: Text,
    /// When it takes place at all.
    pub only_if: Option<Text>,
    /// With whom.
    pub with: Option<Text>,
    /// What to bring.
    pub bring: Vec<Text>,
    /// A note.
    pub note: Option<Text>,
    /// The sources of its days.
    pub marks: Marks,
}

/// What to say when dates stand in an order.
#[derive(Clone, Debug)]
pub struct AlertText {
    /// How urgent it is: whose number stands with it.
    pub level: Urgency,
    /// The words.
    pub text: Text,
}

/// When to call, and whom.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its name, by which a protocol adds to a shared one.
    pub id: String,
    /// How urgent it is: whose number stands with it.
    pub level: Urgency,
    /// Its title, in the words of a person.
    pub title: Text,
    /// Whom it is about.
    pub about: Option<Text>,
    /// The signs.
    pub items: Vec<Text>,
}

/// A slot for a medicine: empty boxes that a prescriber fills in.
#[derive(Clone, Debug)]
pub struct Medicine {
    /// Its name.
    pub id: String,
    /// What it is for.
    pub purpose: Text,
    /// What is asked before.
    pub questions: Vec<Text>,
    /// What to watch for.
    pub warnings: Vec<Text>,
    /// A note.
    pub note: Option<Text>,
}

impl ProtocolFile {
    /// Its id: the name of its file.
    #[must_use]
    pub fn id(&self) -> &str {
        self.core.id.as_str()
    }

    /// Whether it was taken back: its page stays, and nothing is printed or dated from it.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.core.status == Status::Withdrawn
    }

    /// The field of this name.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

impl ActivityText {
    /// Every key that its numbers are drawn from, once, in order.
    #[must_use]
    pub fn sources(&self) -> Vec<&Spanned<String>> {
        let mut keys: Vec<&Spanned<String>> = Vec::new();
        for key in self.frequency.cites.iter().chain(&self.length.cites) {
            if keys.iter().all(|known| known.value != key.value) {
                keys.push(key);
            }
        }
        keys
    }
}
