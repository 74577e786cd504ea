//! The phases of a protocol and what is done in them, and its tapers.
//!
//! An activity that several phases have is told in full in the first of them; the
//! others say how often, and lead there. So a page grows with what is new in it.
//!
//! Never: dates of a plan.

use super::{Words, all, maybe, plan_link, seen};
use crate::model::protocol::{ActivityText, Marks, Medicine, ProtocolFile, SideRule, Text, words};
use crate::render::frame::Frame;
use crate::render::numbering::Numbering;
use crate::render::template::Html;
use crate::render::view::LinkView;
use crate::schedule::{Activity, ActivityId, Body, Pace, Phase, PhaseId, Presence, Sides, Taper, Timing};
use serde::Serialize;
use std::collections::BTreeSet;

/// A phase.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PhaseView {
    id: String,
    title: String,
    when: String,
    /// Whether only some plans have it.
    optional: bool,
    /// The phase whose place it takes, where it is chosen.
    instead_of: Option<LinkView>,
    /// The phases that may run at the same time.
    alongside: Vec<LinkView>,
    summary: Option<Html>,
    enter: Vec<Html>,
    activities: Vec<ActivityView>,
    /// Kinds that must not be done in it.
    forbids: Vec<String>,
    /// Medicine slots that belong to it.
    medicines: Vec<LinkView>,
    /// What it needs beyond the protocol's list.
    equipment: Vec<Html>,
    leave: Vec<Html>,
    /// The plan that goes on from it.
    then: Option<LinkView>,
    note: Option<Html>,
    clinician_note: Option<Html>,
    sources: Vec<usize>,
}

/// What is done in a phase.
#[derive(Clone, Debug, Serialize)]
struct ActivityView {
    id: String,
    title: String,
    /// Whether this phase is the first to have it, and so tells it in full.
    first: bool,
    /// Whether an earlier phase tells how it is done.
    told_above: bool,
    who: Option<String>,
    only_if: Option<String>,
    frequency: Option<String>,
    length: Option<String>,
    sides: Option<String>,
    how: Vec<Html>,
    note: Option<Html>,
    pause_if: Vec<Html>,
    clinician_note: Option<Html>,
    sources: Vec<usize>,
}

/// A taper.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TaperView {
    title: String,
    steps: String,
    days: String,
    gates: Vec<Html>,
    if_unsure: Option<Html>,
    if_worse: Option<Html>,
    note: Option<Html>,
    sources: Vec<usize>,
}

/// All phases, in order.
pub(super) fn phases(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<PhaseView> {
    let mut told = BTreeSet::new();
    protocol.core.phases.iter().map(|phase| phase_view(frame, protocol, phase, &mut told, numbering)).collect()
}

fn phase_view(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    phase: &Phase,
    told: &mut BTreeSet<ActivityId>,
    numbering: &mut Numbering<'_>,
) -> PhaseView {
    let words: Words<'_> = &|key| frame.strings.get(key);
    let text = protocol.phases.get(&phase.id);
    let link = |id: &PhaseId| LinkView {
        title: protocol.phases.get(id).map_or_else(|| id.to_string(), |text| text.title.plain()),
        href: format!("#phase-{id}"),
    };
    let instead_of = match &phase.presence {
        Presence::InsteadOf(other) => Some(link(other)),
        Presence::Always | Presence::Optional => None,
    };
    let kinds = phase.forbids.iter().filter_map(|kind| protocol.kinds.get(kind));
    let slots = text.map_or(&[][..], |text| &text.medicines);
    let slot = |id: &str| protocol.medicines.iter().find(|medicine| medicine.id == id);
    let list = |texts: Option<&Vec<Text>>, numbering: &mut Numbering<'_>| {
        texts.map_or_else(Vec::new, |texts| all(numbering, texts))
    };
    PhaseView {
        id: phase.id.to_string(),
        title: text.map_or_else(String::new, |text| text.title.plain()),
        when: words::phase(phase, protocol, words),
        optional: phase.presence != Presence::Always,
        instead_of,
        alongside: phase.alongside.iter().map(link).collect(),
        sources: text.map_or_else(Vec::new, |text| seen(numbering, &text.marks)),
        summary: maybe(numbering, text.and_then(|text| text.summary.as_ref())),
        enter: list(text.map(|text| &text.enter), numbering),
        activities: phase
            .activities
            .iter()
            .filter_map(|id| protocol.core.activity(id))
            .map(|activity| activity_view(frame, protocol, phase, activity, told, numbering))
            .collect(),
        forbids: kinds.map(|kind| kind.label.plain()).collect(),
        medicines: slots.iter().filter_map(|id| slot(&id.value)).map(medicine_link).collect(),
        equipment: list(text.map(|text| &text.equipment), numbering),
        leave: list(text.map(|text| &text.leave), numbering),
        then: text.and_then(|text| text.then.as_ref()).and_then(|id| plan_link(frame, protocol, &id.value)),
        note: maybe(numbering, text.and_then(|text| text.note.as_ref())),
        clinician_note: maybe(numbering, text.and_then(|text| text.clinician_note.as_ref())),
    }
}

fn medicine_link(medicine: &Medicine) -> LinkView {
    LinkView { title: medicine.purpose.plain(), href: format!("#medicine-{}", medicine.id) }
}

fn activity_view(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    phase: &Phase,
    activity: &Activity,
    told: &mut BTreeSet<ActivityId>,
    numbering: &mut Numbering<'_>,
) -> ActivityView {
    let words: Words<'_> = &|key| frame.strings.get(key);
    let text = protocol.activities.get(&activity.id);
    let sources = text.map(ActivityText::sources).unwrap_or_default();
    let person = activity.person.as_ref().and_then(|id| protocol.people.get(id));
    let sides = text.and_then(|text| text.sides).filter(|_| !says_both(&activity.timing));
    let first = told.insert(activity.id.clone());
    let full = text.filter(|_| first);
    ActivityView {
        id: activity.id.to_string(),
        title: text.map_or_else(String::new, |text| text.title.plain()),
        first,
        told_above: !first && text.is_some_and(|text| !text.how.is_empty() || text.note.is_some()),
        who: person.map(Text::plain),
        only_if: text.and_then(|text| text.only_if.as_ref()).map(Text::plain),
        frequency: words::when(activity, phase, protocol, words),
        length: words::length(&activity.timing, words),
        sides: sides.map(|sides| frame.strings.get(sides_key(sides)).to_owned()),
        sources: sources.iter().filter_map(|key| numbering.number(&key.value)).collect(),
        pause_if: text.map_or_else(Vec::new, |text| all(numbering, &text.pause_if)),
        note: maybe(numbering, full.and_then(|text| text.note.as_ref())),
        how: full.map_or_else(Vec::new, |text| all(numbering, &text.how)),
        clinician_note: maybe(numbering, full.and_then(|text| text.clinician_note.as_ref())),
    }
}

/// Whether the length already says that both sides are done together, or each in turn.
fn says_both(timing: &Timing) -> bool {
    let said = |body: &Body| match body {
        Body::Length(length) => length.sides != Sides::Whole,
        Body::Open | Body::Blocks(_) => false,
    };
    let paced = |pace: &Pace| said(&pace.body);
    match timing {
        Timing::Paced(pace) => paced(pace),
        Timing::Linked { body, .. } | Timing::Overlay { body, .. } => said(body),
        Timing::Ramp(_) | Timing::OnPaper => false,
    }
}

fn sides_key(sides: SideRule) -> &'static str {
    match sides {
        SideRule::Left => "sides_left",
        SideRule::Right => "sides_right",
        SideRule::Both => "sides_both",
        SideRule::Alternate => "sides_alternate",
        SideRule::Switch => "sides_switch",
    }
}

/// All tapers.
pub(super) fn tapers(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<TaperView> {
    protocol.core.tapers.iter().filter_map(|taper| taper_view(frame, protocol, taper, numbering)).collect()
}

fn taper_view(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    taper: &Taper,
    numbering: &mut Numbering<'_>,
) -> Option<TaperView> {
    let words: Words<'_> = &|key| frame.strings.get(key);
    let text = protocol.tapers.get(&taper.id)?;
    let cites = text.steps.cites.iter().chain(&text.days.cites).cloned().collect();
    Some(TaperView {
        title: text.title.plain(),
        steps: words::taper_steps(taper, protocol, words),
        days: words::taper_days(taper, words),
        sources: seen(numbering, &Marks { cites, origin: None }),
        gates: all(numbering, &text.gates),
        if_unsure: maybe(numbering, text.if_unsure.as_ref()),
        if_worse: maybe(numbering, text.if_worse.as_ref()),
        note: maybe(numbering, text.note.as_ref()),
    })
}
