//! Anchors, phases, contacts, lead times, alerts: everything with a date.
//!
//! Never: dates of the calendar, and whether the names exist.

use super::file::{AlertText, CheckpointText, Labelled, PhaseText};
use super::grammar::{Alerting, Begin, DayCount, Knowing, Needed};
use super::raw::{RawAlert, RawAnchor, RawCheckpoint, RawNeed, RawPhase, Word};
use super::reader::Reader;
use super::text::Marks;
use crate::diag::{Code, Diagnostic};
use crate::schedule::{
    Alert, Anchor, AnchorId, Checkpoint, CheckpointId, DateExpr, Id as _, LeadTime, Period, Phase, PhaseId, Presence,
    ProtocolId, Recurrence,
};
use crate::source::Spanned;
use crate::syntax::directive::Urgency;

/// The words for how urgent something is.
pub(super) const LEVELS: [(&str, Urgency); 3] = {
    let [first, second, third] = Urgency::ALL;
    [(first.word(), first), (second.word(), second), (third.word(), third)]
};

/// Reads one anchor. `None` where its name, or how it becomes known, cannot be read.
pub(super) fn anchor(reader: &mut Reader<'_>, key: &Word, raw: &RawAnchor) -> Option<(Anchor, Labelled)> {
    let id: Option<AnchorId> = reader.id(key);
    let known = reader.sourced::<Knowing>(&raw.known);
    let default = raw.default.as_ref().and_then(|word| reader.sourced::<DateExpr>(word));
    let mut marks = Marks::default();
    marks.add(known.as_ref());
    marks.add(default.as_ref());
    let replaces = raw.replaces.as_ref().and_then(|word| reader.id(word));
    let before = reader.ids(&raw.before);
    let label = reader.text(&raw.label).unwrap_or_default();
    let note = reader.maybe_text(raw.note.as_ref());
    let default = default.map(|default| default.value);
    let anchor = Anchor { id: id?, known_by: known?.value.0, default, optional: raw.optional, replaces, before };
    Some((anchor, Labelled { label, note, marks }))
}

/// Reads one phase. `None` where its name or first day cannot be read.
pub(super) fn phase(reader: &mut Reader<'_>, key: &Word, raw: &RawPhase) -> Option<(Phase, PhaseText)> {
    let id: Option<PhaseId> = reader.id(key);
    let from = reader.sourced::<Begin>(&raw.from);
    let to = raw.to.as_ref().and_then(|word| reader.sourced::<DateExpr>(word));
    let until = raw.until.as_ref().and_then(|word| reader.sourced::<DateExpr>(word));
    let length = raw.length.as_ref().and_then(|word| reader.sourced::<DayCount>(word));
    let mut marks = Marks::default();
    marks.add(from.as_ref());
    marks.add(to.as_ref());
    marks.add(until.as_ref());
    marks.add(length.as_ref());
    let instead = raw.instead_of.as_ref().and_then(|word| reader.id(word));
    let presence = match (instead, raw.optional) {
        (Some(other), _) => Presence::InsteadOf(other),
        (None, true) => Presence::Optional,
        (None, false) => Presence::Always,
    };
    let alongside = reader.ids(&raw.alongside);
    let activities = reader.ids(&raw.activities);
    let forbids = reader.ids(&raw.forbids);
    let text = PhaseText {
        title: reader.text(&raw.title).unwrap_or_default(),
        summary: reader.maybe_text(raw.summary.as_ref()),
        enter: reader.texts(&raw.enter),
        leave: reader.texts(&raw.leave),
        then: raw.then.as_ref().map(|word| reader.yaml.place(word)),
        medicines: raw.medicines.iter().map(|word| reader.yaml.place(word)).collect(),
        equipment: reader.texts(&raw.equipment),
        note: reader.maybe_text(raw.note.as_ref()),
        clinician_note: reader.maybe_text(raw.clinician_note.as_ref()),
        marks,
    };
    let from = from?.value;
    let phase = Phase {
        id: id?,
        from: from.date,
        or_earlier: from.or_earlier,
        to: to.map(|to| to.value),
        until: until.map(|until| until.value),
        length: length.map(|length| length.value.0),
        presence,
        alongside,
        activities,
        forbids,
    };
    Some((phase, text))
}

/// Reads one contact. `None` where it does not say on which days.
pub(super) fn checkpoint(
    reader: &mut Reader<'_>,
    key: &Word,
    raw: &RawCheckpoint,
) -> Option<(Checkpoint, CheckpointText)> {
    let id: Option<CheckpointId> = reader.id(key);
    let mut marks = Marks::default();
    let mut date = |reader: &mut Reader<'_>, word: &Word| {
        let sourced = reader.sourced::<DateExpr>(word);
        marks.add(sourced.as_ref());
        sourced.map(|sourced| sourced.value)
    };
    let on: Vec<DateExpr> = raw.on.iter().filter_map(|word| date(reader, word)).collect();
    let from = raw.from.as_ref().and_then(|word| date(reader, word));
    let to = raw.to.as_ref().and_then(|word| date(reader, word));
    let until = raw.until.as_ref().and_then(|word| date(reader, word));
    let period = raw.every.as_ref().and_then(|word| reader.sourced::<Period>(word));
    marks.add(period.as_ref());
    let text = CheckpointText {
        title: reader.text(&raw.title).unwrap_or_default(),
        only_if: reader.maybe_text(raw.only_if.as_ref()),
        with: reader.maybe_text(raw.with.as_ref()),
        bring: reader.texts(&raw.bring),
        note: reader.maybe_text(raw.note.as_ref()),
        marks,
    };
    let recurrence = match (period, from) {
        (Some(period), Some(from)) if raw.on.is_empty() => Recurrence::Series { period: period.value, from, to, until },
        (None, None) if !raw.on.is_empty() => Recurrence::On(on),
        // A series whose dates could not be read was told already.
        (..) if raw.on.is_empty() && raw.every.is_some() && raw.from.is_some() => return None,
        (Some(_) | None, Some(_) | None) => {
            let span = reader.span(key);
            reader.diags.push(
                Diagnostic::new(
                    Code::InvalidValue,
                    span,
                    format!("`{}` does not say plainly on which days it is", key.value),
                )
                .help("write either `on:` with a list of days, or `every:` with `from:` and perhaps `to:` or `until:`"),
            );
            return None;
        }
    };
    Some((Checkpoint { id: id?, recurrence }, text))
}

/// Reads one lead time, with the words for when it is too short, and the protocol that it suggests.
pub(super) fn need(
    reader: &mut Reader<'_>,
    raw: &RawNeed,
) -> Option<(LeadTime, super::text::Text, Option<Spanned<String>>)> {
    let days = reader.number::<Needed>(&raw.at_least);
    let from = reader.value::<DateExpr>(&raw.from);
    let to = reader.value::<DateExpr>(&raw.to);
    let text = reader.text(&raw.text).unwrap_or_default();
    let suggested = raw.suggest.as_ref().map(|word| reader.yaml.place(word));
    let suggest = suggested.as_ref().and_then(|name| ProtocolId::new(&name.value));
    Some((LeadTime { from: from?, to: to?, days: days?.value.0, suggest }, text, suggested))
}

/// Reads one alert.
pub(super) fn alert(reader: &mut Reader<'_>, raw: &RawAlert) -> Option<(Alert, AlertText)> {
    let alert = reader.value::<Alerting>(&raw.when);
    let level = reader.choice(&raw.level, &LEVELS);
    let text = reader.text(&raw.text).unwrap_or_default();
    Some((alert?.0, AlertText { level: level?, text }))
}
