//! What a protocol hangs on and works out: its dates, its inputs, its quantities, and what is written down.
//!
//! Never: a value of a person.

use super::{Words, maybe, plan_link, seen};
use crate::model::protocol::{Field, FieldKind, ProtocolFile, Text, value_words, words};
use crate::render::frame::Frame;
use crate::render::numbering::Numbering;
use crate::render::template::Html;
use crate::render::view::LinkView;
use crate::schedule::{Alert, Id as _, LeadTime, Order};
use serde::Serialize;

/// A date that others hang on.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AnchorView {
    label: String,
    /// How it becomes known, in a sentence.
    known: String,
    /// Whether a plan may go without it.
    optional: bool,
    note: Option<Html>,
    sources: Vec<usize>,
}

/// A value that a person brings, or one that is worked out.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ValueView {
    label: String,
    /// What may be entered, or how it is worked out.
    how: Option<String>,
    note: Option<Html>,
    sources: Vec<usize>,
}

/// How many days a protocol needs, and what to do where there are fewer.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NeedView {
    days: String,
    text: Option<Html>,
    /// A plan that needs less.
    suggest: Option<LinkView>,
}

/// What to do when dates stand in an order.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AlertView {
    level: &'static str,
    level_label: String,
    when: String,
    text: Html,
}

/// What is written down on one occasion.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RecordView {
    title: String,
    fields: Vec<String>,
}

/// The dates that the plan hangs on.
pub(super) fn anchors(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<AnchorView> {
    let w: Words<'_> = &|key| frame.strings.get(key);
    let view = |anchor: &crate::schedule::Anchor| {
        let text = protocol.anchors.get(&anchor.id)?;
        Some(AnchorView {
            label: text.label.plain(),
            known: value_words::known(anchor, protocol, w),
            optional: anchor.optional,
            sources: seen(numbering, &text.marks),
            note: maybe(numbering, text.note.as_ref()),
        })
    };
    protocol.core.anchors.iter().filter_map(view).collect()
}

/// What a person brings to it.
pub(super) fn inputs(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<ValueView> {
    let w: Words<'_> = &|key| frame.strings.get(key);
    let view = |input: &crate::schedule::Input| {
        let text = protocol.inputs.get(&input.id)?;
        Some(ValueView {
            label: text.label.plain(),
            how: value_words::input(input, text, w),
            note: maybe(numbering, text.note.as_ref()),
            sources: Vec::new(),
        })
    };
    protocol.core.inputs.iter().filter_map(view).collect()
}

/// What is worked out.
pub(super) fn quantities(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<ValueView> {
    let w: Words<'_> = &|key| frame.strings.get(key);
    let view = |quantity: &crate::schedule::Quantity| {
        let text = protocol.quantities.get(&quantity.id)?;
        let rounding = quantity.rounding.as_ref().map(|rounding| value_words::rounding(rounding, w));
        let how: Vec<String> =
            [Some(value_words::formula(&quantity.formula, protocol, w)), rounding].into_iter().flatten().collect();
        Some(ValueView {
            label: text.label.plain(),
            how: Some(how.join(", ")),
            sources: seen(numbering, &text.marks),
            note: maybe(numbering, text.note.as_ref()),
        })
    };
    protocol.core.quantities.iter().filter_map(view).collect()
}

/// How much time it needs.
pub(super) fn needs(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<NeedView> {
    let w: Words<'_> = &|key| frame.strings.get(key);
    let view = |(i, need): (usize, &LeadTime)| {
        let (from, to) = (words::date(&need.from, protocol, w), words::date(&need.to, protocol, w));
        let values = [("from", from.as_str()), ("to", to.as_str()), ("count", &need.needed().to_string())];
        NeedView {
            days: frame.strings.fill("need_days", &values),
            text: maybe(numbering, protocol.lead_times.get(i)),
            suggest: need.suggest.as_ref().and_then(|id| plan_link(frame, protocol, id.as_str())),
        }
    };
    protocol.core.lead_times.iter().enumerate().map(view).collect()
}

/// What to do when dates stand in an order.
pub(super) fn alerts(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<AlertView> {
    let w: Words<'_> = &|key| frame.strings.get(key);
    let view = |(alert, text): (&Alert, &crate::model::protocol::AlertText)| {
        let key = match alert.order {
            Order::Before => "alert_before",
            Order::After => "alert_after",
        };
        let (date, other) = (words::date(&alert.date, protocol, w), words::date(&alert.other, protocol, w));
        AlertView {
            level: text.level.word(),
            level_label: frame.strings.urgency(text.level).to_owned(),
            when: frame.strings.fill(key, &[("date", &date), ("other", &other)]),
            text: Html::vouch(&numbering.text(&text.text)),
        }
    };
    protocol.core.alerts.iter().zip(&protocol.alerts).map(view).collect()
}

/// What is written down: at each session of a kind, each day, each week, at each visit.
pub(super) fn records(frame: &Frame<'_>, protocol: &ProtocolFile) -> Vec<RecordView> {
    let fields = |ids: &[String]| ids.iter().filter_map(|id| protocol.field(id)).map(field).collect::<Vec<_>>();
    let used = |kind| protocol.core.activities.iter().any(|activity| activity.kind == kind);
    let kinds = protocol.kinds.iter().filter(|(id, _)| used((*id).clone())).map(|(_, kind)| RecordView {
        title: frame.strings.fill("each_time", &[("what", &kind.label.plain())]),
        fields: fields(&kind.records),
    });
    let set = |key: &str, fields| RecordView { title: frame.strings.get(key).to_owned(), fields };
    let others = [
        set("each_day", fields(&protocol.daily)),
        set("each_week", fields(&protocol.weekly)),
        set("each_visit", protocol.visit_form.iter().map(Text::plain).collect()),
    ];
    kinds.chain(others).filter(|record| !record.fields.is_empty()).collect()
}

/// A field with its unit or its choices, and its note: "Minutes left (min)".
fn field(field: &Field) -> String {
    let more = match &field.kind {
        FieldKind::Number(unit) | FieldKind::Total(unit) => unit.clone(),
        FieldKind::Scale(low, high) => Some(format!("{low}–{high}")),
        FieldKind::Choice(choices) => Some(choices.iter().map(Text::plain).collect::<Vec<_>>().join(", ")),
        FieldKind::Tick | FieldKind::Time | FieldKind::Date | FieldKind::Words => None,
    };
    let label = field.label.plain();
    let named = more.map_or_else(|| label.clone(), |more| format!("{label} ({more})"));
    field.note.as_ref().map_or_else(|| named.clone(), |note| format!("{named}: {}", note.plain()))
}
