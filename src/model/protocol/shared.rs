//! Blocks that several protocols use: fields, kinds, calls, equipment.
//!
//! A clinic keeps its stop-and-call list and its log fields once, in
//! `content/protocols/shared/NAME.yaml`, and a protocol says `use: [NAME]`. The
//! shared parts come first, the protocol's own follow. A call of the same name
//! adds its items to the shared one; a field or kind of the same name replaces it.
//!
//! The same reading serves shared files and the same keys in a protocol.
//!
//! Never: anything with a date or a pace; those are a protocol's own.

use super::entries::Entries;
use super::file::{Call, Field, FieldKind, KindText, Medicine};
use super::grammar::FieldScale;
use super::phase::LEVELS;
use super::raw::{RawCall, RawField, RawKind, RawMedicine, RawShared, Word};
use super::reader::Reader;
use super::text::Text;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::dose::doses;
use crate::schedule::{Kind, KindId};
use crate::source::{FileId, Spanned};
use crate::syntax::directive::Urgency;
use crate::syntax::yaml::Yaml;
use std::collections::BTreeMap;

/// All shared files by name.
pub type Shared = BTreeMap<String, SharedBlocks>;

/// One shared file, or the same parts of a protocol.
#[derive(Clone, Debug, Default)]
pub struct SharedBlocks {
    pub(super) kinds: Vec<(KindId, Kind, KindText)>,
    pub(super) fields: Vec<Field>,
    pub(super) log: Vec<Spanned<String>>,
    pub(super) daily: Vec<Spanned<String>>,
    pub(super) weekly: Vec<Spanned<String>>,
    pub(super) records: Vec<Spanned<String>>,
    pub(super) visit_form: Vec<Text>,
    pub(super) calls: Vec<PartialCall>,
    pub(super) medicines: Vec<Medicine>,
    pub(super) medicine_boxes: Vec<Text>,
    pub(super) equipment: Vec<Text>,
    pub(super) cites: Vec<Spanned<String>>,
    /// Whether there was more that could not be read.
    pub(super) unread: bool,
}

impl SharedBlocks {
    /// What stands for a file that could not be read: protocols that use it are not blamed for what is missing.
    #[must_use]
    pub fn unread() -> Self {
        Self { unread: true, ..Self::default() }
    }
}

/// A call that may only add items to one of the same name.
#[derive(Clone, Debug)]
pub(super) struct PartialCall {
    pub id: Spanned<String>,
    pub level: Option<Urgency>,
    pub title: Option<Text>,
    pub about: Option<Text>,
    pub items: Vec<Text>,
}

/// Reads a shared file. `None` where it has not the shape of one; a finding says so.
pub fn parse_shared(file: FileId, text: &str, diags: &mut Diagnostics) -> Option<SharedBlocks> {
    let yaml = Yaml::whole(file, text);
    forbid_doses(yaml, diags);
    let raw: RawShared = yaml.parse(diags)?;
    Some(lower_file(&mut Reader::new(yaml, diags), &raw))
}

/// Reads everything in a shared file.
pub(super) fn lower_file(reader: &mut Reader<'_>, raw: &RawShared) -> SharedBlocks {
    let mut blocks = lower(
        reader,
        &RawParts {
            kinds: &raw.kinds,
            fields: &raw.fields,
            log: &raw.log,
            daily: &raw.daily,
            weekly: &raw.weekly,
            visit_form: &raw.visit_form,
            calls: &raw.calls,
            medicines: &raw.medicines,
            medicine_boxes: &raw.medicine_boxes,
            equipment: &raw.equipment,
        },
    );
    blocks.cites = std::mem::take(&mut reader.cites);
    blocks
}

/// A finding for everything in a file that looks like a dose.
pub(super) fn forbid_doses(yaml: Yaml<'_>, diags: &mut Diagnostics) {
    for range in doses(yaml.text) {
        let message = format!("`{}` looks like the dose of a medicine", &yaml.text[range.clone()]);
        let span = yaml.all().slice(range.start, range.end);
        diags.push(
            Diagnostic::new(Code::DoseLikeText, span, message)
                .help("a protocol leaves doses to the prescriber: remove it; a weight gain is written `20 grams`"),
        );
    }
}

/// The raw parts that shared files and protocols have in common.
pub(super) struct RawParts<'a> {
    pub kinds: &'a Entries<RawKind>,
    pub fields: &'a Entries<RawField>,
    pub log: &'a [Word],
    pub daily: &'a [Word],
    pub weekly: &'a [Word],
    pub visit_form: &'a [Word],
    pub calls: &'a Entries<RawCall>,
    pub medicines: &'a Entries<RawMedicine>,
    pub medicine_boxes: &'a [Word],
    pub equipment: &'a [Word],
}

/// Reads the common parts.
pub(super) fn lower(reader: &mut Reader<'_>, raw: &RawParts<'_>) -> SharedBlocks {
    let places =
        |reader: &Reader<'_>, words: &[Word]| words.iter().map(|word| reader.yaml.place(word)).collect::<Vec<_>>();
    SharedBlocks {
        kinds: raw.kinds.0.iter().filter_map(|(key, raw)| kind(reader, key, raw)).collect(),
        fields: raw.fields.0.iter().map(|(key, raw)| field(reader, key, raw)).collect(),
        log: places(reader, raw.log),
        daily: places(reader, raw.daily),
        weekly: places(reader, raw.weekly),
        records: raw.kinds.0.iter().flat_map(|(_, kind)| places(reader, &kind.records)).collect(),
        visit_form: reader.texts(raw.visit_form),
        calls: raw.calls.0.iter().map(|(key, raw)| call(reader, key, raw)).collect(),
        medicines: raw.medicines.0.iter().map(|(key, raw)| medicine(reader, key, raw)).collect(),
        medicine_boxes: reader.texts(raw.medicine_boxes),
        equipment: reader.texts(raw.equipment),
        cites: Vec::new(),
        unread: false,
    }
}

fn kind(reader: &mut Reader<'_>, key: &Word, raw: &RawKind) -> Option<(KindId, Kind, KindText)> {
    let id = reader.id(key)?;
    let label = reader.text(&raw.label).unwrap_or_default();
    let short = raw.short.as_ref().and_then(|short| reader.text(short));
    let records = raw.records.iter().map(|word| word.value.clone()).collect();
    Some((id, Kind { counted: raw.counts }, KindText { label, short, records }))
}

#[derive(Clone, Copy)]
pub(super) enum FieldType {
    Tick,
    Time,
    Date,
    Number,
    Total,
    Scale,
    Choice,
    Text,
}

pub(super) const FIELD_TYPES: [(&str, FieldType); 8] = [
    ("tick", FieldType::Tick),
    ("time", FieldType::Time),
    ("date", FieldType::Date),
    ("number", FieldType::Number),
    ("total", FieldType::Total),
    ("scale", FieldType::Scale),
    ("choice", FieldType::Choice),
    ("text", FieldType::Text),
];

fn field(reader: &mut Reader<'_>, key: &Word, raw: &RawField) -> Field {
    let kind = reader.choice(&raw.kind, &FIELD_TYPES);
    let label = reader.text(&raw.label).unwrap_or_default();
    let note = reader.maybe_text(raw.note.as_ref());
    let choices = reader.texts(&raw.choices);
    let scale = reader.maybe::<FieldScale>(raw.scale.as_ref());
    let unit = || raw.unit.as_ref().map(|unit| unit.value.clone());
    // A field whose type is no type is still there; that its type is wrong was told.
    let kind = match kind.unwrap_or(FieldType::Text) {
        FieldType::Tick => FieldKind::Tick,
        FieldType::Time => FieldKind::Time,
        FieldType::Date => FieldKind::Date,
        FieldType::Number => FieldKind::Number(unit()),
        FieldType::Total => FieldKind::Total(unit()),
        FieldType::Scale => {
            if raw.scale.is_none() {
                reader.missing(key, "a scale needs its two ends", "add `scale: 0-10`");
            }
            scale.map_or(FieldKind::Number(None), |scale| FieldKind::Scale(scale.low, scale.high))
        }
        FieldType::Choice => {
            if raw.choices.is_empty() {
                reader.missing(key, "a choice needs the words to choose from", "add `choices: [yes, no]`");
            }
            FieldKind::Choice(choices)
        }
        FieldType::Text => FieldKind::Words,
    };
    Field { id: key.value.clone(), label, kind, note }
}

fn call(reader: &mut Reader<'_>, key: &Word, raw: &RawCall) -> PartialCall {
    PartialCall {
        id: reader.yaml.place(key),
        // A level that is none was told; the call stays, as the most urgent, so that it is not missed elsewhere.
        level: raw.level.as_ref().map(|word| reader.choice(word, &LEVELS).unwrap_or(Urgency::Emergency)),
        title: raw.title.as_ref().map(|word| reader.text(word).unwrap_or_default()),
        about: reader.maybe_text(raw.about.as_ref()),
        items: reader.texts(&raw.items),
    }
}

fn medicine(reader: &mut Reader<'_>, key: &Word, raw: &RawMedicine) -> Medicine {
    Medicine {
        id: key.value.clone(),
        purpose: reader.text(&raw.purpose).unwrap_or_default(),
        questions: reader.texts(&raw.questions),
        warnings: reader.texts(&raw.warnings),
        note: reader.maybe_text(raw.note.as_ref()),
    }
}

/// Puts the blocks of several files one after the other.
pub(super) fn join(all: impl IntoIterator<Item = SharedBlocks>) -> SharedBlocks {
    let mut joined = SharedBlocks::default();
    for blocks in all {
        joined.kinds.retain(|(id, ..)| blocks.kinds.iter().all(|(other, ..)| other != id));
        joined.kinds.extend(blocks.kinds);
        joined.fields.retain(|field| blocks.fields.iter().all(|other| other.id != field.id));
        joined.fields.extend(blocks.fields);
        joined.log.extend(blocks.log);
        joined.daily.extend(blocks.daily);
        joined.weekly.extend(blocks.weekly);
        joined.records.extend(blocks.records);
        joined.visit_form.extend(blocks.visit_form);
        joined.calls.extend(blocks.calls);
        joined.medicines.retain(|medicine| blocks.medicines.iter().all(|other| other.id != medicine.id));
        joined.medicines.extend(blocks.medicines);
        joined.medicine_boxes.extend(blocks.medicine_boxes);
        joined.equipment.extend(blocks.equipment);
        joined.cites.extend(blocks.cites);
        joined.unread |= blocks.unread;
    }
    joined
}

/// The calls of all blocks, those of one name together, most urgent first.
pub(super) fn calls(partial: Vec<PartialCall>, diags: &mut Diagnostics) -> Vec<Call> {
    let mut calls: Vec<Call> = Vec::new();
    for part in partial {
        if let Some(call) = calls.iter_mut().find(|call| call.id == part.id.value) {
            call.items.extend(part.items);
            if part.level.is_some_and(|level| level != call.level) {
                let message = format!("the shared call `{}` has another level, and that one would be printed", call.id);
                diags.push(
                    Diagnostic::new(Code::InvalidValue, part.id.span, message)
                        .help("leave `level:` out to add to the shared call, or give this call a name of its own"),
                );
            }
            continue;
        }
        match (part.level, part.title) {
            (Some(level), Some(title)) => {
                calls.push(Call { id: part.id.value, level, title, about: part.about, items: part.items });
            }
            (Some(_) | None, Some(_) | None) => diags.push(
                Diagnostic::new(
                    Code::MissingKey,
                    part.id.span,
                    format!("the call `{}` has no level or no title", part.id.value),
                )
                .help("add `level:` and `title:`, or give it the name of a shared call to add to")
                .help_maybe(did_you_mean(&part.id.value, calls.iter().map(|call| call.id.as_str()))),
            ),
        }
    }
    calls.sort_by_key(|call| call.level);
    calls
}
