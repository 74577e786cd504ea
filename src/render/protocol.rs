//! A protocol's page: what it is, day by day, when to call, what to print.
//!
//! Never: the engine's rules, layout of sheets.

use super::article::{references, stamp};
use super::figures::{FigureView, figures};
use super::frame::Frame;
use super::href::{self, PROTOCOLS};
use super::numbering::Numbering;
use super::own::dated;
use super::template::Html;
use super::view::{ArticleView, CardView, LinkView, PageView};
use crate::model::protocol::{ActivityText, Medicine, ProtocolFile, Text, page_status, words};
use crate::model::settings::Contact;
use crate::name::SheetName;
use crate::schedule::{Activity, DayWindow, Phase, Presence, Status, Taper, day_grid};
use crate::sheet::{Paper, Print, level_words, offered, status_label, title_key, urgency};
use serde::Serialize;

/// What the page of a protocol shows beside what every page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ProtocolView {
    id: String,
    title: String,
    summary: String,
    version: String,
    status_label: String,
    approved: bool,
    for_whom: String,
    before: Vec<Html>,
    phases: Vec<PhaseView>,
    day_grid: Vec<SlotView>,
    checkpoints: Vec<CheckpointView>,
    expectations: Vec<ExpectationView>,
    calls: Vec<CallView>,
    equipment: Vec<Html>,
    tapers: Vec<TaperView>,
    figures: Vec<FigureView>,
    medicines: Vec<MedicineView>,
    sheets: Vec<SheetView>,
}

#[derive(Clone, Debug, Serialize)]
struct PhaseView {
    id: String,
    title: String,
    when: String,
    optional: bool,
    summary: Option<Html>,
    activities: Vec<ActivityView>,
    enter: Vec<Html>,
    leave: Vec<Html>,
    note: Option<Html>,
    clinician_note: Option<Html>,
}

#[derive(Clone, Debug, Serialize)]
struct ActivityView {
    title: String,
    frequency: Option<String>,
    length: Option<String>,
    how: Vec<Html>,
    note: Option<Html>,
    pause_if: Vec<Html>,
    clinician_note: Option<Html>,
    sources: Vec<usize>,
}

#[derive(Clone, Debug, Serialize)]
struct TaperView {
    title: String,
    steps: String,
    days: String,
    gates: Vec<Html>,
    if_unsure: Option<Html>,
    if_worse: Option<Html>,
    note: Option<Html>,
    sources: Vec<usize>,
}

#[derive(Clone, Debug, Serialize)]
struct MedicineView {
    purpose: String,
    questions: Vec<Html>,
    warnings: Vec<Html>,
    note: Option<Html>,
}

#[derive(Clone, Debug, Serialize)]
struct SlotView {
    time: String,
    night: bool,
}

#[derive(Clone, Debug, Serialize)]
struct CheckpointView {
    when: String,
    what: String,
}

#[derive(Clone, Debug, Serialize)]
struct ExpectationView {
    text: Html,
}

#[derive(Clone, Debug, Serialize)]
struct CallView {
    level: &'static str,
    level_label: String,
    title: String,
    items: Vec<Html>,
    contact: Contact,
}

#[derive(Clone, Debug, Serialize)]
struct SheetView {
    name: &'static str,
    title: String,
    description: String,
    files: Vec<FileView>,
}

#[derive(Clone, Debug, Serialize)]
struct FileView {
    paper: String,
    href: String,
}

/// A protocol in a list.
#[must_use]
pub fn card(protocol: &ProtocolFile, root: &str) -> CardView {
    CardView {
        title: protocol.title.plain(),
        href: href::page(root, &href::own(&format!("{PROTOCOLS}/{}", protocol.id()))),
        summary: protocol.summary.plain(),
        kind: "protocol",
    }
}

/// The page of a protocol.
#[must_use]
pub fn view(frame: &Frame<'_>, protocol: &ProtocolFile) -> ArticleView {
    let address = href::own(&format!("{PROTOCOLS}/{}", protocol.id()));
    let root = address.to_root();
    let mut numbering = Numbering::new(frame.site, frame.strings);
    let body = protocol_view(frame, protocol, &root, &mut numbering);
    let due = protocol.review.due.as_ref().map(|due| due.value);
    let page = PageView {
        title: body.title.clone(),
        nav_title: body.title.clone(),
        summary: body.summary.clone(),
        kind: "protocol",
        status_label: body.status_label.clone(),
        reviewed: protocol.review.reviewed.map(|date| date.to_string()),
        reviewed_label: protocol.review.reviewed.map(|date| frame.strings.date(date)),
        review_due: due.map(|date| date.to_string()),
        review_due_label: due.map(|date| frame.strings.date(date)),
        overdue: due.is_some_and(|due| due < frame.site.today),
        reviewers: protocol.review.reviewers.clone(),
        sources: numbering.cited.len(),
        two_wordings: has_clinician_notes(protocol) || !body.figures.is_empty(),
        ..dated(frame, stamp(frame, &address, page_status(protocol.core.status)))
    };
    let list =
        LinkView { title: frame.strings.get("plans").to_owned(), href: href::page(&root, &href::own(PROTOCOLS)) };
    ArticleView {
        page,
        breadcrumbs: vec![frame.home_link(&root), list],
        references: references(frame, &numbering.cited),
        protocol: Some(body),
        ..frame.article(&root, None)
    }
}

fn has_clinician_notes(protocol: &ProtocolFile) -> bool {
    protocol.phases.values().any(|phase| phase.clinician_note.is_some())
        || protocol.activities.values().any(|activity| activity.clinician_note.is_some())
}

fn protocol_view(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    root: &str,
    numbering: &mut Numbering<'_>,
) -> ProtocolView {
    let before = all(numbering, &protocol.before);
    let phases = protocol.core.phases.iter().map(|phase| phase_view(frame, protocol, phase, numbering)).collect();
    let tapers =
        protocol.core.tapers.iter().filter_map(|taper| taper_view(frame, protocol, taper, numbering)).collect();
    let expectations =
        all(numbering, &protocol.expectations).into_iter().map(|text| ExpectationView { text }).collect();
    ProtocolView {
        id: protocol.id().to_owned(),
        title: protocol.title.plain(),
        summary: protocol.summary.plain(),
        version: protocol.core.version.clone(),
        status_label: status_label(frame.strings, protocol.core.status),
        approved: protocol.core.status == Status::Approved,
        for_whom: protocol.for_whom.as_ref().map_or_else(String::new, Text::plain),
        before,
        phases,
        tapers,
        day_grid: grid(frame, protocol),
        checkpoints: checkpoints(frame, protocol),
        expectations,
        calls: calls(frame, protocol, numbering),
        equipment: all(numbering, &protocol.equipment),
        figures: figures(frame, protocol, numbering),
        medicines: protocol.medicines.iter().map(|medicine| medicine_view(medicine, numbering)).collect(),
        sheets: sheets(frame, protocol, root),
    }
}

fn all(numbering: &mut Numbering<'_>, texts: &[Text]) -> Vec<Html> {
    texts.iter().map(|text| Html::vouch(&numbering.text(text))).collect()
}

fn maybe(numbering: &mut Numbering<'_>, text: Option<&Text>) -> Option<Html> {
    text.map(|text| Html::vouch(&numbering.text(text)))
}

fn phase_view(frame: &Frame<'_>, protocol: &ProtocolFile, phase: &Phase, numbering: &mut Numbering<'_>) -> PhaseView {
    let words = |key| frame.strings.get(key);
    let text = protocol.phases.get(&phase.id);
    let activities = phase.activities.iter().filter_map(|id| protocol.core.activity(id));
    PhaseView {
        id: phase.id.to_string(),
        title: text.map_or_else(String::new, |text| text.title.plain()),
        when: words::phase(phase, protocol, &words),
        optional: phase.presence != Presence::Always,
        summary: maybe(numbering, text.and_then(|text| text.summary.as_ref())),
        enter: text.map_or_else(Vec::new, |text| all(numbering, &text.enter)),
        activities: activities.map(|activity| activity_view(frame, protocol, phase, activity, numbering)).collect(),
        leave: text.map_or_else(Vec::new, |text| all(numbering, &text.leave)),
        note: maybe(numbering, text.and_then(|text| text.note.as_ref())),
        clinician_note: maybe(numbering, text.and_then(|text| text.clinician_note.as_ref())),
    }
}

fn activity_view(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    phase: &Phase,
    activity: &Activity,
    numbering: &mut Numbering<'_>,
) -> ActivityView {
    let words = |key| frame.strings.get(key);
    let text = protocol.activities.get(&activity.id);
    let sources = text.map(ActivityText::sources).unwrap_or_default();
    let mut title = text.map_or_else(String::new, |text| text.title.plain());
    if let Some(condition) = text.and_then(|text| text.only_if.as_ref()) {
        title = frame.strings.fill("only_if", &[("what", &title), ("condition", &condition.plain())]);
    }
    ActivityView {
        title,
        frequency: words::when(activity, phase, protocol, &words),
        length: words::length(&activity.timing, &words),
        sources: sources.iter().filter_map(|key| numbering.number(&key.value)).collect(),
        how: text.map_or_else(Vec::new, |text| all(numbering, &text.how)),
        note: maybe(numbering, text.and_then(|text| text.note.as_ref())),
        pause_if: text.map_or_else(Vec::new, |text| all(numbering, &text.pause_if)),
        clinician_note: maybe(numbering, text.and_then(|text| text.clinician_note.as_ref())),
    }
}

fn taper_view(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    taper: &Taper,
    numbering: &mut Numbering<'_>,
) -> Option<TaperView> {
    let words = |key| frame.strings.get(key);
    let text = protocol.tapers.get(&taper.id)?;
    let keys = text.steps.cites.iter().chain(&text.days.cites);
    let mut sources: Vec<usize> = keys.filter_map(|key| numbering.number(&key.value)).collect();
    sources.dedup();
    Some(TaperView {
        title: text.title.plain(),
        steps: words::taper_steps(taper, protocol, &words),
        days: words::taper_days(taper, &words),
        gates: all(numbering, &text.gates),
        if_unsure: maybe(numbering, text.if_unsure.as_ref()),
        if_worse: maybe(numbering, text.if_worse.as_ref()),
        note: maybe(numbering, text.note.as_ref()),
        sources,
    })
}

fn medicine_view(medicine: &Medicine, numbering: &mut Numbering<'_>) -> MedicineView {
    MedicineView {
        purpose: medicine.purpose.plain(),
        questions: all(numbering, &medicine.questions),
        warnings: all(numbering, &medicine.warnings),
        note: maybe(numbering, medicine.note.as_ref()),
    }
}

/// A day of the first phase that has sessions at intervals, at the clinic's usual hours.
fn grid(frame: &Frame<'_>, protocol: &ProtocolFile) -> Vec<SlotView> {
    let settings = &frame.site.model.settings;
    let Some(window) = DayWindow::new(settings.wake, settings.bed) else { return Vec::new() };
    let core = &protocol.core;
    let phases = core.phases.iter().filter(|phase| phase.presence == Presence::Always);
    let activities = phases.flat_map(|phase| &phase.activities).filter_map(|id| core.activity(id));
    let paces = activities.filter(|activity| core.counts(activity)).flat_map(|activity| activity.timing.paces());
    let grids = paces.map(|pace| day_grid(pace, window, None));
    let slots = grids.map(|slots| {
        slots
            .iter()
            .filter_map(|slot| Some(SlotView { time: slot.time(window)?.to_string(), night: slot.night }))
            .collect::<Vec<_>>()
    });
    slots.into_iter().find(|slots| slots.len() > 1).unwrap_or_default()
}

fn checkpoints(frame: &Frame<'_>, protocol: &ProtocolFile) -> Vec<CheckpointView> {
    let words = |key| frame.strings.get(key);
    let each = protocol.core.checkpoints.iter().filter_map(|checkpoint| {
        let text = protocol.checkpoints.get(&checkpoint.id)?;
        let mut what = text.title.plain();
        if let Some(condition) = &text.only_if {
            what = frame.strings.fill("only_if", &[("what", &what), ("condition", &condition.plain())]);
        }
        if let Some(with) = &text.with {
            what = frame.strings.fill("with_whom", &[("what", &what), ("whom", &with.plain())]);
        }
        Some(CheckpointView { when: words::recurrence(&checkpoint.recurrence, protocol, &words), what })
    });
    each.collect()
}

fn calls(frame: &Frame<'_>, protocol: &ProtocolFile, numbering: &mut Numbering<'_>) -> Vec<CallView> {
    let contacts = &frame.site.model.settings.contacts;
    let view = |call: &crate::model::protocol::Call| {
        let (level, label) = level_words(call.level);
        CallView {
            level,
            level_label: frame.strings.get(label).to_owned(),
            title: call.title.plain(),
            items: all(numbering, &call.items),
            contact: contacts.by(urgency(call.level)).clone(),
        }
    };
    protocol.calls.iter().map(view).collect()
}

fn sheets(frame: &Frame<'_>, protocol: &ProtocolFile, root: &str) -> Vec<SheetView> {
    let view = |name: SheetName| SheetView {
        name: name.word(),
        title: frame.strings.get(title_key(name)).to_owned(),
        description: frame.strings.get(&format!("{}_text", title_key(name))).to_owned(),
        files: Print::ALL
            .iter()
            .flat_map(|print| Paper::ALL.map(|paper| file(frame, protocol, root, name, paper, *print)))
            .collect(),
    };
    offered(protocol).into_iter().map(view).collect()
}

fn file(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    root: &str,
    name: SheetName,
    paper: Paper,
    print: Print,
) -> FileView {
    let paper_label = match print {
        Print::Standard => paper.label().to_owned(),
        Print::Large => frame.strings.fill("paper_large", &[("paper", paper.label())]),
    };
    FileView { paper: paper_label, href: format!("{root}{}", href::sheet(protocol.id(), name, paper, print)) }
}
