//! What has no Markdown of its own, as search sees it: protocols, and the word list.
//!
//! The sections and their ids are those of the templates `protocol.html` and `glossary.html`. Sheets are found
//! through the page of their protocol, which offers them.
//!
//! Never: weights, HTML.

use super::{Card, Document, Line, Section};
use crate::model::glossary::Term;
use crate::model::protocol::{Call, CheckpointText, ProtocolFile, Text};
use crate::model::strings::Strings;
use crate::schedule::Phase;
use crate::sheet::{offered, title_key};
use crate::syntax::directive::Urgency;

/// The document of a protocol's page.
#[must_use]
pub fn protocol(protocol: &ProtocolFile, strings: &Strings, address: String, trail: Vec<String>) -> Document {
    let t = |key: &'static str| strings.get(key).to_owned();
    let first = Section {
        lead: lines([Some(&protocol.summary), protocol.for_whom.as_ref()].into_iter().flatten()),
        text: lines(&protocol.before),
        ..Section::default()
    };
    let mut sections = vec![first];
    let mut put = |anchor: &str, heading: String, text: String| {
        if !text.is_empty() {
            sections.push(Section { anchor: anchor.to_owned(), heading, text, ..Section::default() });
        }
        sections.len() - 1
    };
    let sheets = offered(protocol).into_iter().map(title_key);
    let sheets = sheets.map(|key| format!("{}: {}", strings.get(key), strings.get(&format!("{key}_text"))));
    put("plan-sheets", t("plan_sheets"), sheets.collect::<Vec<_>>().join("\n"));
    for phase in &protocol.core.phases {
        if let Some(words) = protocol.phases.get(&phase.id) {
            let anchor = format!("phase-{}", crate::schedule::Id::as_str(&phase.id));
            put(&anchor, words.title.plain(), phase_text(protocol, phase));
        }
    }
    let calls: Vec<String> = protocol.calls.iter().map(call_text).collect();
    let calls = put("plan-calls", t("plan_calls"), calls.join("\n"));
    put("plan-expect", t("plan_expect"), lines(&protocol.expectations));
    let checks: Vec<String> = protocol.checkpoints.values().map(checkpoint_text).collect();
    put("plan-checks", t("plan_checks"), checks.join("\n"));
    put("plan-equipment", t("plan_equipment"), lines(&protocol.equipment));
    for medicine in &protocol.medicines {
        let texts = medicine.warnings.iter().chain(&medicine.questions).chain(&medicine.note);
        put(&format!("medicine-{}", medicine.id), medicine.purpose.plain(), lines(texts));
    }
    let cards = protocol.calls.iter().enumerate().filter_map(|(number, call)| card(call, number, calls)).collect();
    Document { address, title: protocol.title.plain(), trail, sections, cards }
}

fn phase_text(protocol: &ProtocolFile, phase: &Phase) -> String {
    let Some(words) = protocol.phases.get(&phase.id) else { return String::new() };
    let own = words.summary.iter().chain(&words.enter).chain(&words.leave).chain(&words.note);
    let activities = phase.activities.iter().filter_map(|id| protocol.activities.get(id));
    let activities = activities.flat_map(|activity| {
        std::iter::once(&activity.title).chain(&activity.how).chain(&activity.pause_if).chain(&activity.note)
    });
    lines(own.chain(activities))
}

fn call_text(call: &Call) -> String {
    lines(std::iter::once(&call.title).chain(&call.about).chain(&call.items))
}

fn checkpoint_text(checkpoint: &CheckpointText) -> String {
    let parts = std::iter::once(&checkpoint.title).chain(&checkpoint.with).chain(&checkpoint.bring);
    lines(parts.chain(&checkpoint.note))
}

fn card(call: &Call, number: usize, section: usize) -> Option<Card> {
    let about = call.about.iter().map(|about| Line { item: false, text: about.plain() });
    let items = call.items.iter().map(|item| Line { item: true, text: item.plain() });
    let urgency = call.level;
    (urgency != Urgency::NonUrgent).then(|| Card {
        urgency,
        title: call.title.plain(),
        lines: about.chain(items).collect(),
        anchor: format!("call-{}", number + 1),
        section,
        found_by: Vec::new(),
        rank: 2,
    })
}

fn lines<'t>(texts: impl IntoIterator<Item = &'t Text>) -> String {
    let texts: Vec<String> = texts.into_iter().map(Text::plain).filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}

/// The document of the word list: a section for each term.
#[must_use]
pub fn glossary(terms: &[Term], strings: &Strings, address: String, trail: Vec<String>) -> Document {
    let first = Section { lead: strings.get("glossary_summary").to_owned(), ..Section::default() };
    let entry = |term: &Term| Section {
        anchor: term.key.clone(),
        heading: term.plain.clone(),
        found_by: term.forms().skip(1).map(str::to_owned).collect(),
        text: term.definition.clone(),
        ..Section::default()
    };
    Document {
        address,
        title: strings.get("glossary_title").to_owned(),
        trail,
        sections: std::iter::once(first).chain(terms.iter().map(entry)).collect(),
        cards: Vec::new(),
    }
}
