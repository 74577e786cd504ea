//! One protocol file, put together.
//!
//! The passes in order: doses, shape, the front, every group of keys, shared
//! blocks, then the core's own judgement. Each adds what it finds; only a wrong
//! shape, or a front without a name to go on, ends the reading.
//!
//! Never: how a single value is read.

use super::entries::Entries;
use super::file::{Audience, Due, ProtocolFile, Review};
use super::findings::diagnose;
use super::grammar::CountingFrom;
use super::own::OwnValue;
use super::places::Places;
use super::raw::{RawProtocol, Word};
use super::reader::Reader;
use super::shared::{RawParts, Shared, SharedBlocks, calls, forbid_doses, join, lower as lower_shared};
use super::text::Text;
use super::{activity, figure, own, phase};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Severity, did_you_mean};
use crate::model::page::APPROVED;
use crate::model::standing::approval_by_hand;
use crate::schedule::{Amount, Counting, DateExpr, Id as _, Minutes, PersonId, Protocol, ProtocolId, Status, check};
use crate::source::{FileId, Span, Spanned};
use crate::syntax::yaml::Yaml;
use jiff::civil::Date;
use std::collections::BTreeMap;

pub(super) const STATUSES: [(&str, Status); 4] = [
    ("draft", Status::Draft),
    ("submitted", Status::Submitted),
    ("under-review", Status::UnderReview),
    ("withdrawn", Status::Withdrawn),
];

pub(super) const AUDIENCES: [(&str, Audience); 3] =
    [("parent", Audience::Parent), ("helper", Audience::Helper), ("clinician", Audience::Clinician)];

/// Reads a protocol file. `id` is the file's name without its ending.
///
/// `None` means that there is no protocol to go on with; findings say why. A protocol
/// that comes back may have findings, too. `own` are the clinic's values for it.
pub fn parse(
    file: FileId,
    id: &str,
    text: &str,
    shared: &Shared,
    own: &[OwnValue],
    diags: &mut Diagnostics,
) -> Option<ProtocolFile> {
    let yaml = Yaml::whole(file, text);
    forbid_doses(yaml, diags);
    let mut raw: RawProtocol = yaml.parse(diags)?;
    let moved = own::apply(&mut raw, yaml, own, diags);
    let mut found = Diagnostics::new();
    let mut reader = Reader { moved, ..Reader::new(yaml, &mut found) };
    let protocol = protocol_id(&mut reader, id).and_then(|id| lower(&mut reader, file, id, &raw, shared));
    let (names, moved) = (std::mem::take(&mut reader.names), std::mem::take(&mut reader.moved));
    let unread: Vec<Span> = found.iter().filter_map(unread).collect();
    diags.extend(found);
    let mut protocol = protocol?;
    protocol.clinic_inputs = own::inputs(&protocol.core, own, diags);
    let shared_unread = raw.uses.iter().any(|name| shared.get(&name.value).is_none_or(|blocks| blocks.unread));
    let places = Places { names: &names, raw: &raw, yaml, moved: &moved, unread: &unread, shared_unread };
    for finding in check(&protocol.core).iter().filter(|finding| !places.in_doubt(finding)) {
        diags.push(diagnose(finding, &protocol.core, &places));
    }
    Some(protocol)
}

/// Where a value stands that could not be read.
fn unread(finding: &Diagnostic) -> Option<Span> {
    match &finding.place {
        Place::Span(span) if finding.severity() == Severity::Error => Some(*span),
        Place::Span(_) | Place::Site | Place::File(_) | Place::At(..) => None,
    }
}

fn protocol_id(reader: &mut Reader<'_>, id: &str) -> Option<ProtocolId> {
    let good = ProtocolId::new(id);
    if good.is_none() {
        let span = reader.yaml.all().slice(0, 0);
        reader.diags.push(
            Diagnostic::new(Code::BadFileName, span, format!("`{id}` is no good name for a protocol"))
                .help("name the file with lower-case letters, digits and single hyphens"),
        );
    }
    good
}

/// Reads every group of keys. `file` is the file that the words come from.
pub(super) fn lower(
    reader: &mut Reader<'_>,
    file: FileId,
    id: ProtocolId,
    raw: &RawProtocol,
    shared: &Shared,
) -> Option<ProtocolFile> {
    let status = status(reader, &raw.status);
    let counting = reader.value::<CountingFrom>(&raw.counting);
    let due = raw.review_due.as_ref().and_then(|word| date(reader, word));
    let review = Review { due: due.map(|due| Due { value: due.value, span: Some(due.span) }), ..Review::default() };
    let (anchors, anchor_texts) = each(reader, &raw.anchors, phase::anchor, |anchor| anchor.id.clone());
    let (people, people_texts) = people(reader, raw);
    let (inputs, input_texts) = each(reader, &raw.inputs, figure::input, |input| input.id.clone());
    let (quantities, quantity_texts) = each(reader, &raw.quantities, figure::quantity, |quantity| quantity.id.clone());
    let (activities, activity_texts) = each(reader, &raw.activities, activity::lower, |activity| activity.id.clone());
    let (phases, phase_texts) = each(reader, &raw.phases, phase::phase, |phase| phase.id.clone());
    let taper = |reader: &mut Reader<'_>, key: &Word, raw: &_| figure::taper(reader, key, raw, &inputs);
    let (tapers, taper_texts) = each(reader, &raw.tapers, taper, |taper| taper.id.clone());
    let (checkpoints, checkpoint_texts) =
        each(reader, &raw.checkpoints, phase::checkpoint, |checkpoint| checkpoint.id.clone());
    let needs: Vec<_> = raw.needs.iter().filter_map(|need| phase::need(reader, need)).collect();
    let (alerts, alert_texts) = raw.alerts.iter().filter_map(|alert| phase::alert(reader, alert)).unzip();
    let plan_end = reader.maybe::<DateExpr>(raw.plan_end.as_ref());
    let gap_limit = reader.maybe::<Minutes>(raw.longest_gap.as_ref());
    let conversions =
        raw.conversions.0.iter().filter_map(|(unit, amount)| Some((unit.value.clone(), reader.value(amount)?)));
    let conversions: Vec<(String, Amount)> = conversions.collect();
    let title = reader.text(&raw.title).unwrap_or_default();
    let summary = reader.text(&raw.summary).unwrap_or_default();
    let for_whom = reader.maybe_text(raw.for_whom.as_ref());
    let before = reader.texts(&raw.before);
    let expectations = reader.texts(&raw.expect);
    let audience = raw.audience.iter().filter_map(|word| reader.choice(word, &AUDIENCES)).collect();

    let blocks = blocks(reader, raw, shared);
    if !blocks.unread {
        check_fields(reader, &blocks);
        check_medicines(reader, &blocks, phase_texts.values().flat_map(|phase| &phase.medicines));
    }
    let calls = calls(blocks.calls, reader.diags);
    if !blocks.unread && calls.iter().all(|call| call.level != crate::syntax::directive::Urgency::Emergency) {
        let span = reader.span(&raw.title);
        reader.diags.push(
            Diagnostic::new(Code::MissingCall, span, "this protocol does not say when to call emergency services")
                .help("add a call with `level: emergency` under `calls:`, or use a shared block that has one"),
        );
    }
    let then = phase_texts.values().filter_map(|phase| phase.then.clone());
    let protocols = then.chain(needs.iter().filter_map(|(.., suggested)| suggested.clone())).collect();
    let (lead_times, lead_texts) = needs.into_iter().map(|(lead, text, _)| (lead, text)).unzip();
    let mut cites = std::mem::take(&mut reader.cites);
    cites.extend(blocks.cites);

    let core = Protocol {
        id,
        version: raw.version.value.clone(),
        // A status that is none was told; everything else can still be judged.
        status: status.unwrap_or(Status::Draft),
        counting: counting.map(|counting| counting.0).or_else(|| first_day(&anchors))?,
        anchors,
        plan_end,
        gap_limit,
        kinds: blocks.kinds.iter().map(|(id, kind, _)| (id.clone(), *kind)).collect(),
        people,
        activities,
        phases,
        inputs,
        quantities,
        tapers,
        checkpoints,
        lead_times,
        alerts,
    };
    Some(ProtocolFile {
        file,
        lang: None,
        translations: BTreeMap::new(),
        core,
        title,
        summary,
        audience,
        for_whom,
        review,
        uses: raw.uses.iter().map(|word| word.value.clone()).collect(),
        before,
        anchors: anchor_texts,
        people: people_texts,
        kinds: blocks.kinds.into_iter().map(|(id, _, text)| (id, text)).collect(),
        fields: blocks.fields,
        log: blocks.log.into_iter().map(|name| name.value).collect(),
        daily: blocks.daily.into_iter().map(|name| name.value).collect(),
        weekly: blocks.weekly.into_iter().map(|name| name.value).collect(),
        visit_form: blocks.visit_form,
        inputs: input_texts,
        clinic_inputs: BTreeMap::new(),
        conversions,
        quantities: quantity_texts,
        phases: phase_texts,
        activities: activity_texts,
        tapers: taper_texts,
        checkpoints: checkpoint_texts,
        lead_times: lead_texts,
        alerts: alert_texts,
        calls,
        medicines: blocks.medicines,
        medicine_boxes: blocks.medicine_boxes,
        equipment: blocks.equipment,
        expectations,
        cites,
        protocols,
    })
}

/// The core values in order, and their words by name.
type CoreAndWords<K, C, W> = (Vec<C>, BTreeMap<K, W>);

/// Reads every entry of a map into a core value and its words.
fn each<'r, R, C, W, K: Ord>(
    reader: &mut Reader<'r>,
    entries: &Entries<R>,
    read: impl Fn(&mut Reader<'r>, &Word, &R) -> Option<(C, W)>,
    name: impl Fn(&C) -> K,
) -> CoreAndWords<K, C, W> {
    let (mut core, mut words) = (Vec::new(), BTreeMap::new());
    for (value, text) in entries.0.iter().filter_map(|(key, raw)| read(reader, key, raw)) {
        words.insert(name(&value), text);
        core.push(value);
    }
    (core, words)
}

fn people(reader: &mut Reader<'_>, raw: &RawProtocol) -> (Vec<PersonId>, BTreeMap<PersonId, Text>) {
    let person = |(key, raw): &(Word, super::raw::RawPerson)| {
        let id: PersonId = reader.id(key)?;
        Some((id, reader.text(&raw.label).unwrap_or_default()))
    };
    let people: Vec<_> = raw.people.0.iter().filter_map(person).collect();
    (people.iter().map(|(id, _)| id.clone()).collect(), people.into_iter().collect())
}

/// Where counting cannot be read, the first anchor's day is day 0, so that the rest can still be judged.
fn first_day(anchors: &[crate::schedule::Anchor]) -> Option<Counting> {
    anchors.first().map(|anchor| Counting { anchor: anchor.id.clone(), first: 0 })
}

/// A claim of approval is none: it is being reviewed, and the rest of the file is still judged.
fn status(reader: &mut Reader<'_>, word: &Word) -> Option<Status> {
    if word.value == APPROVED {
        let span = reader.span(word);
        reader.diags.push(approval_by_hand(span));
        return Some(Status::UnderReview);
    }
    reader.choice(word, &STATUSES)
}

/// A day of the calendar.
pub(super) fn date(reader: &mut Reader<'_>, word: &Word) -> Option<Spanned<Date>> {
    let span = reader.span(word);
    let date = word.value.parse().ok();
    if date.is_none() {
        reader.diags.push(
            Diagnostic::new(Code::ImpossibleDate, span, format!("`{}` is not a date", word.value))
                .help("write the year, the month and the day: `2026-12-01`"),
        );
    }
    date.map(|value| Spanned { value, span })
}

/// The shared blocks that the protocol uses, then its own.
fn blocks(reader: &mut Reader<'_>, raw: &RawProtocol, shared: &Shared) -> SharedBlocks {
    let mut all = Vec::new();
    for word in &raw.uses {
        let blocks = shared.get(&word.value).cloned().unwrap_or_else(|| {
            reader.diags.push(
                Diagnostic::new(
                    Code::UndeclaredName,
                    reader.span(word),
                    format!("there is no shared block `{}`", word.value),
                )
                .help(format!("write content/protocols/shared/{}.yaml", word.value))
                .help_maybe(did_you_mean(&word.value, shared.keys().map(String::as_str))),
            );
            // What it would have described is not missed as well.
            SharedBlocks::unread()
        });
        all.push(blocks);
    }
    let own = RawParts {
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
    };
    all.push(lower_shared(reader, &own));
    join(all)
}

/// Every field that is recorded must be described.
fn check_fields(reader: &mut Reader<'_>, blocks: &SharedBlocks) {
    let known = || blocks.fields.iter().map(|field| field.id.as_str());
    for name in blocks.records.iter().chain(&blocks.log).chain(&blocks.daily).chain(&blocks.weekly) {
        if known().all(|field| field != name.value) {
            reader.diags.push(unknown("field", name, known()));
        }
    }
}

fn check_medicines<'a>(
    reader: &mut Reader<'_>,
    blocks: &SharedBlocks,
    used: impl Iterator<Item = &'a Spanned<String>>,
) {
    let known = || blocks.medicines.iter().map(|medicine| medicine.id.as_str());
    for name in used {
        if known().all(|medicine| medicine != name.value) {
            reader.diags.push(unknown("medicine slot", name, known()));
        }
    }
}

fn unknown<'a>(what: &str, name: &Spanned<String>, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::new(Code::UndeclaredName, name.span, format!("there is no {what} `{}`", name.value))
        .help(format!("describe it under `{}s:`", what.split(' ').next().unwrap_or(what)))
        .help_maybe(did_you_mean(&name.value, known))
}
