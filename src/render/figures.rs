//! The numbers of a protocol, each with where it comes from.
//!
//! A clinician who is asked to sign a protocol needs one table: what the number
//! is about, the number, and whose word it is (a source, a policy, a default that
//! the clinic may change, or the clinic's own). Parents see the sources beside the
//! sentences; this table stands in the clinicians' wording only.
//!
//! Never: a number of its own.

use super::frame::Frame;
use super::numbering::Numbering;
use super::template::Html;
use crate::model::protocol::{Marks, Origin, ProtocolFile, value_words, words};
use crate::source::Spanned;
use serde::Serialize;

/// A number.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// What it is about.
    what: String,
    /// The number, in words.
    value: String,
    /// The marks of its sources.
    sources: Html,
    /// Whose word it is, where no source says it.
    origin: Option<String>,
}

/// All numbers of a protocol that say where they come from.
pub fn figures(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<FigureView> {
    let w = |key| frame.strings.get(key);
    let mut figures = Vec::new();
    let mut add = |what: String, values: &[Option<String>], marks: &[&Marks]| {
        let mut keys: Vec<Spanned<String>> = Vec::new();
        for key in marks.iter().flat_map(|marks| &marks.cites) {
            if keys.iter().all(|known| known.value != key.value) {
                keys.push(key.clone());
            }
        }
        let origin = marks.iter().filter_map(|marks| marks.origin).max();
        if keys.is_empty() && origin.is_none() {
            return;
        }
        let value = values.iter().flatten().map(String::as_str).collect::<Vec<_>>().join("; ");
        let origin = origin.map(|origin| w(origin_key(origin)).to_owned());
        figures.push(FigureView { what, value, sources: Html::vouch(&numbering.marks(&keys)), origin });
    };
    let core = &protocol.core;
    for phase in &core.phases {
        if let Some(text) = protocol.phases.get(&phase.id) {
            add(text.title.plain(), &[Some(words::phase(phase, protocol, &w))], &[&text.marks]);
        }
    }
    for activity in &core.activities {
        let phase = core.phases.iter().find(|phase| phase.activities.contains(&activity.id));
        let (Some(text), Some(phase)) = (protocol.activities.get(&activity.id), phase) else { continue };
        let values = [words::when(activity, phase, protocol, &w), words::length(&activity.timing, &w)];
        add(text.title.plain(), &values, &[&text.frequency, &text.length]);
    }
    for taper in &core.tapers {
        let Some(text) = protocol.tapers.get(&taper.id) else { continue };
        let values = [words::taper_steps(taper, protocol, &w), words::taper_days(taper, &w)].map(Some);
        add(text.title.plain(), &values, &[&text.steps, &text.days]);
    }
    for quantity in &core.quantities {
        if let Some(text) = protocol.quantities.get(&quantity.id) {
            add(text.label.plain(), &[Some(value_words::formula(&quantity.formula, protocol, &w))], &[&text.marks]);
        }
    }
    for checkpoint in &core.checkpoints {
        let Some(text) = protocol.checkpoints.get(&checkpoint.id) else { continue };
        add(text.title.plain(), &[Some(words::recurrence(&checkpoint.recurrence, protocol, &w))], &[&text.marks]);
    }
    for (id, value) in &protocol.clinic_inputs {
        let label = protocol.inputs.get(id).map_or_else(String::new, |text| text.label.plain());
        let value = value_words::given(id, value, protocol, frame.strings);
        add(label, &[Some(value)], &[&Marks { cites: Vec::new(), origin: Some(Origin::Own) }]);
    }
    figures
}

fn origin_key(origin: Origin) -> &'static str {
    match origin {
        Origin::Policy => "origin_policy",
        Origin::Clinic => "origin_clinic",
        Origin::Own => "origin_own",
    }
}
