//! Anchors, phases, activities, contacts and calls, in their compiled form.
//!
//! Each is what the engine knows of it and what a page says of it, side by side,
//! so that a name is written once. Words are plain texts in the language of the
//! file; their sources stand on the protocol's page. Words for clinicians alone
//! are left out.
//!
//! Never: numbers with units (`figure`), clock times (`grid`).

use super::date::{Every, Expr};
use super::grid::{Pool, TimingForm, timings};
use crate::model::protocol::{ProtocolFile, Text};
use crate::schedule::{
    ActivityId, AnchorId, Bounds, CheckpointId, DayRule, KindId, KnownBy, Minutes, Order, PersonId, PhaseId, Presence,
    ProtocolId, Recurrence, TaperId,
};
use serde::Serialize;

/// The words of a text, if there is one.
pub(super) fn plain(text: Option<&Text>) -> Option<String> {
    text.map(Text::plain)
}

/// The words of each text.
pub(super) fn plains(texts: &[Text]) -> Vec<String> {
    texts.iter().map(Text::plain).collect()
}

/// `counting`.
#[derive(Debug, Serialize)]
pub(super) struct CountingForm<'a> {
    pub(super) anchor: &'a AnchorId,
    pub(super) first: i32,
}

/// A word of a choice and its label.
#[derive(Debug, Serialize)]
pub(super) struct Choice<'a> {
    pub(super) id: &'a str,
    pub(super) label: String,
}

/// One of `kinds`.
#[derive(Debug, Serialize)]
pub(super) struct KindForm<'a> {
    id: &'a KindId,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<String>,
    counted: bool,
}

pub(super) fn kinds(file: &ProtocolFile) -> Vec<KindForm<'_>> {
    let kinds = file.core.kinds.iter().map(|(id, kind)| {
        let words = file.kinds.get(id);
        KindForm {
            id,
            label: words.map(|words| words.label.plain()).unwrap_or_default(),
            short: words.and_then(|words| plain(words.short.as_ref())),
            counted: kind.counted,
        }
    });
    kinds.collect()
}

/// One of `people`.
#[derive(Debug, Serialize)]
pub(super) struct PersonForm<'a> {
    id: &'a PersonId,
    label: String,
}

pub(super) fn people(file: &ProtocolFile) -> Vec<PersonForm<'_>> {
    let label = |id| file.people.get(id).map(Text::plain).unwrap_or_default();
    file.core.people.iter().map(|id| PersonForm { id, label: label(id) }).collect()
}

/// One of `anchors`.
#[derive(Debug, Serialize)]
pub(super) struct AnchorForm<'a> {
    id: &'a AnchorId,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    known: Known<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<Expr<'a>>,
    optional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<&'a AnchorId>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    before: &'a [AnchorId],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Known<'a> {
    Planning,
    Event,
    Decision,
    Computed(Expr<'a>),
    TaperEnd(&'a TaperId),
}

pub(super) fn anchors(file: &ProtocolFile) -> Vec<AnchorForm<'_>> {
    let form = |anchor: &'_ _| file.anchors.get(anchor);
    let anchors = file.core.anchors.iter().map(|anchor| AnchorForm {
        id: &anchor.id,
        label: form(&anchor.id).map(|words| words.label.plain()).unwrap_or_default(),
        note: form(&anchor.id).and_then(|words| plain(words.note.as_ref())),
        known: match &anchor.known_by {
            KnownBy::Planning => Known::Planning,
            KnownBy::Event => Known::Event,
            KnownBy::Decision => Known::Decision,
            KnownBy::Computed(expr) => Known::Computed(Expr::of(expr)),
            KnownBy::TaperEnd(taper) => Known::TaperEnd(taper),
        },
        default: anchor.default.as_ref().map(Expr::of),
        optional: anchor.optional,
        replaces: anchor.replaces.as_ref(),
        before: &anchor.before,
    });
    anchors.collect()
}

/// One of `phases`.
#[derive(Debug, Serialize)]
pub(super) struct PhaseForm<'a> {
    id: &'a PhaseId,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    enter: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    leave: Vec<String>,
    from: Expr<'a>,
    or_earlier: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Expr<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Expr<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<Bounds<u32>>,
    presence: PresenceForm<'a>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    alongside: &'a [PhaseId],
    activities: &'a [ActivityId],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum PresenceForm<'a> {
    Always,
    Optional,
    InsteadOf(&'a PhaseId),
}

pub(super) fn phases(file: &ProtocolFile) -> Vec<PhaseForm<'_>> {
    let phases = file.core.phases.iter().map(|phase| {
        let words = file.phases.get(&phase.id);
        PhaseForm {
            id: &phase.id,
            title: words.map(|words| words.title.plain()).unwrap_or_default(),
            summary: words.and_then(|words| plain(words.summary.as_ref())),
            note: words.and_then(|words| plain(words.note.as_ref())),
            enter: words.map(|words| plains(&words.enter)).unwrap_or_default(),
            leave: words.map(|words| plains(&words.leave)).unwrap_or_default(),
            from: Expr::of(&phase.from),
            or_earlier: phase.or_earlier,
            to: phase.to.as_ref().map(Expr::of),
            until: phase.until.as_ref().map(Expr::of),
            length: phase.length,
            presence: match &phase.presence {
                Presence::Always => PresenceForm::Always,
                Presence::Optional => PresenceForm::Optional,
                Presence::InsteadOf(other) => PresenceForm::InsteadOf(other),
            },
            alongside: &phase.alongside,
            activities: &phase.activities,
        }
    });
    phases.collect()
}

/// One of `activities`.
#[derive(Debug, Serialize)]
pub(super) struct ActivityForm<'a> {
    id: &'a ActivityId,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    how: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    only_if: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pause_if: Vec<String>,
    kind: &'a KindId,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<&'a PersonId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Expr<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Vec<Every>>,
    timing: TimingForm<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_interval: Option<Minutes>,
}

/// The activities, their grids put into the pool.
pub(super) fn activities<'a>(file: &'a ProtocolFile, pool: &mut Pool) -> Vec<ActivityForm<'a>> {
    let activities = file.core.activities.iter().zip(timings(&file.core.activities, pool)).map(|(activity, timing)| {
        let words = file.activities.get(&activity.id);
        ActivityForm {
            id: &activity.id,
            title: words.map(|words| words.title.plain()).unwrap_or_default(),
            how: words.map(|words| plains(&words.how)).unwrap_or_default(),
            note: words.and_then(|words| plain(words.note.as_ref())),
            only_if: words.and_then(|words| plain(words.only_if.as_ref())),
            pause_if: words.map(|words| plains(&words.pause_if)).unwrap_or_default(),
            kind: &activity.kind,
            person: activity.person.as_ref(),
            until: activity.until.as_ref().map(Expr::of),
            days: match &activity.days {
                DayRule::All => None,
                DayRule::Series(periods) => Some(periods.iter().copied().map(Every::of).collect()),
            },
            timing,
            longest_interval: activity.timing.longest_interval(),
        }
    });
    activities.collect()
}

/// One of `checkpoints`.
#[derive(Debug, Serialize)]
pub(super) struct CheckpointForm<'a> {
    id: &'a CheckpointId,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    only_if: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    with: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bring: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    on: Vec<Expr<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    every: Option<Every>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Expr<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Expr<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Expr<'a>>,
}

pub(super) fn checkpoints(file: &ProtocolFile) -> Vec<CheckpointForm<'_>> {
    let checkpoints = file.core.checkpoints.iter().map(|checkpoint| {
        let words = file.checkpoints.get(&checkpoint.id);
        let (on, every, from, to, until) = match &checkpoint.recurrence {
            Recurrence::On(days) => (days.iter().map(Expr::of).collect(), None, None, None, None),
            Recurrence::Series { period, from, to, until } => (
                Vec::new(),
                Some(Every::of(*period)),
                Some(Expr::of(from)),
                to.as_ref().map(Expr::of),
                until.as_ref().map(Expr::of),
            ),
        };
        CheckpointForm {
            id: &checkpoint.id,
            title: words.map(|words| words.title.plain()).unwrap_or_default(),
            only_if: words.and_then(|words| plain(words.only_if.as_ref())),
            with: words.and_then(|words| plain(words.with.as_ref())),
            bring: words.map(|words| plains(&words.bring)).unwrap_or_default(),
            note: words.and_then(|words| plain(words.note.as_ref())),
            on,
            every,
            from,
            to,
            until,
        }
    });
    checkpoints.collect()
}

/// One of `lead_times`.
#[derive(Debug, Serialize)]
pub(super) struct LeadTimeForm<'a> {
    text: String,
    from: Expr<'a>,
    to: Expr<'a>,
    needed: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggest: Option<&'a ProtocolId>,
}

pub(super) fn lead_times(file: &ProtocolFile) -> Vec<LeadTimeForm<'_>> {
    let forms = file.core.lead_times.iter().zip(&file.lead_times).map(|(lead, text)| LeadTimeForm {
        text: text.plain(),
        from: Expr::of(&lead.from),
        to: Expr::of(&lead.to),
        needed: lead.needed(),
        suggest: lead.suggest.as_ref(),
    });
    forms.collect()
}

/// One of `alerts`.
#[derive(Debug, Serialize)]
pub(super) struct AlertForm<'a> {
    text: String,
    level: &'static str,
    date: Expr<'a>,
    order: Order,
    other: Expr<'a>,
}

pub(super) fn alerts(file: &ProtocolFile) -> Vec<AlertForm<'_>> {
    let forms = file.core.alerts.iter().zip(&file.alerts).map(|(alert, words)| AlertForm {
        text: words.text.plain(),
        level: words.level.word(),
        date: Expr::of(&alert.date),
        order: alert.order,
        other: Expr::of(&alert.other),
    });
    forms.collect()
}

/// One of `calls`.
#[derive(Debug, Serialize)]
pub(super) struct CallForm<'a> {
    id: &'a str,
    level: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    items: Vec<String>,
}

pub(super) fn calls(file: &ProtocolFile) -> Vec<CallForm<'_>> {
    let forms = file.calls.iter().map(|call| CallForm {
        id: &call.id,
        level: call.level.word(),
        title: call.title.plain(),
        about: plain(call.about.as_ref()),
        items: plains(&call.items),
    });
    forms.collect()
}
