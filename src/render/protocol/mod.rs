//! A protocol's page: what it is, day by day, when to call, what to print.
//!
//! The page shows all that its file says, in the order in which a parent needs it:
//! `phase` has the way through the plan, `values` what it hangs on and asks for,
//! `sheets` what there is to print, and this file the rest.
//!
//! Never: the engine's rules, layout of sheets.

mod phase;
mod sheets;
mod values;

use self::phase::{PhaseView, TaperView};
use self::sheets::SheetView;
use self::values::{AlertView, AnchorView, NeedView, RecordView, ValueView};
use super::article::{references, stamp};
use super::figures::{FigureView, figures};
use super::frame::Frame;
use super::href;
use super::language;
use super::numbering::Numbering;
use super::own::dated;
use super::template::Html;
use super::view::{ArticleView, CardView, LanguageView, LinkView, PageView};
use crate::bundle::Bundle;
use crate::model::protocol::{Call, Marks, Medicine, ProtocolFile, Text, page_status, words};
use crate::model::settings::Contact;
use crate::name::Lang;
use crate::schedule::{Checkpoint, DayWindow, Presence, Status, day_grid};
use crate::sheet::status_label;
use serde::Serialize;

/// The interface text, as the words of the model want it.
type Words<'a> = words::Words<'a>;

/// What the page of a protocol shows beside what every page shows.
#[derive(Clone, Debug, Serialize)]
pub struct ProtocolView {
    id: String,
    title: String,
    summary: String,
    version: String,
    status_label: String,
    approved: bool,
    /// Whether it was taken back: nothing is printed from it.
    withdrawn: bool,
    for_whom: String,
    before: Vec<Html>,
    needs: Vec<NeedView>,
    alerts: Vec<AlertView>,
    phases: Vec<PhaseView>,
    tapers: Vec<TaperView>,
    day_grid: Vec<SlotView>,
    anchors: Vec<AnchorView>,
    /// When the plan ends, in words.
    ends: Option<String>,
    inputs: Vec<ValueView>,
    quantities: Vec<ValueView>,
    records: Vec<RecordView>,
    checkpoints: Vec<CheckpointView>,
    expectations: Vec<ExpectationView>,
    calls: Vec<CallView>,
    equipment: Vec<Html>,
    figures: Vec<FigureView>,
    medicines: Vec<MedicineView>,
    /// The labels of the empty boxes in each slot for a medicine.
    medicine_boxes: Vec<Html>,
    sheets: Vec<SheetView>,
}

#[derive(Clone, Debug, Serialize)]
struct MedicineView {
    id: String,
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
    only_if: Option<String>,
    with: Option<String>,
    bring: Vec<Html>,
    note: Option<Html>,
    sources: Vec<usize>,
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
    about: Option<String>,
    items: Vec<Html>,
    contact: Contact,
}

/// All protocols in a list. Those that the language does not have are there in the main one.
#[must_use]
pub fn cards(frame: &Frame<'_>) -> Vec<CardView> {
    let root = frame.protocols_address().to_root();
    let all = frame.site.model.protocols.iter().map(|protocol| protocol.in_language(frame.lang));
    all.map(|protocol| card(frame, protocol, &root)).collect()
}

/// A protocol in a list.
fn card(frame: &Frame<'_>, protocol: &ProtocolFile, root: &str) -> CardView {
    CardView {
        title: frame.title(protocol.title.plain(), protocol),
        href: href::page(root, &href::protocol(protocol)),
        summary: protocol.summary.plain(),
        kind: "protocol",
    }
}

/// The page of a protocol, with the sheets that are made.
#[must_use]
pub fn view(frame: &Frame<'_>, protocol: &ProtocolFile, made: &Bundle) -> ArticleView {
    let address = href::protocol(protocol);
    let root = address.to_root();
    let mut numbering = Numbering::new(frame.site, frame.strings);
    let body = protocol_view(frame, protocol, &root, made, &mut numbering);
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
        LinkView { title: frame.strings.get("plans").to_owned(), href: href::page(&root, &frame.protocols_address()) };
    ArticleView {
        page,
        languages: languages(frame, protocol, &root),
        breadcrumbs: vec![frame.home_link(&root), list],
        references: references(frame, &numbering.cited),
        protocol: Some(body),
        ..frame.article(&root, None)
    }
}

/// The page in every language that has the protocol.
fn languages(frame: &Frame<'_>, protocol: &ProtocolFile, root: &str) -> Vec<LanguageView> {
    let original = frame.site.model.protocols.iter().find(|original| original.id() == protocol.id());
    let address = |lang: &Lang| {
        let there = original?.in_language(lang);
        (language::of_protocol(frame.site, there) == lang).then(|| href::protocol(there))
    };
    language::addresses(frame.site, frame.lang, root, address)
}

fn has_clinician_notes(protocol: &ProtocolFile) -> bool {
    protocol.phases.values().any(|phase| phase.clinician_note.is_some())
        || protocol.activities.values().any(|activity| activity.clinician_note.is_some())
}

fn protocol_view(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    root: &str,
    made: &Bundle,
    numbering: &mut Numbering<'_>,
) -> ProtocolView {
    let w: Words<'_> = &|key| frame.strings.get(key);
    // In the order of the page: a source gets its number where it is first named.
    let before = all(numbering, &protocol.before);
    let needs = values::needs(frame, protocol, numbering);
    let alerts = values::alerts(frame, protocol, numbering);
    let phases = phase::phases(frame, protocol, numbering);
    let tapers = phase::tapers(frame, protocol, numbering);
    let calls = protocol.calls.iter().map(|call| call_view(frame, call, numbering)).collect();
    let expectations = all(numbering, &protocol.expectations).into_iter().map(|text| ExpectationView { text });
    let expectations = expectations.collect();
    let checkpoints = protocol.core.checkpoints.iter();
    ProtocolView {
        id: protocol.id().to_owned(),
        title: protocol.title.plain(),
        summary: protocol.summary.plain(),
        version: protocol.core.version.clone(),
        status_label: status_label(frame.strings, protocol.core.status),
        approved: protocol.core.status == Status::Approved,
        withdrawn: protocol.is_withdrawn(),
        for_whom: protocol.for_whom.as_ref().map_or_else(String::new, Text::plain),
        before,
        needs,
        alerts,
        phases,
        tapers,
        calls,
        day_grid: grid(frame, protocol),
        expectations,
        checkpoints: checkpoints
            .filter_map(|checkpoint| checkpoint_view(frame, protocol, checkpoint, numbering))
            .collect(),
        equipment: all(numbering, &protocol.equipment),
        medicines: protocol.medicines.iter().map(|medicine| medicine_view(medicine, numbering)).collect(),
        medicine_boxes: all(numbering, &protocol.medicine_boxes),
        anchors: values::anchors(frame, protocol, numbering),
        ends: protocol.core.plan_end.as_ref().map(|end| words::date(end, protocol, w)),
        inputs: values::inputs(frame, protocol, numbering),
        quantities: values::quantities(frame, protocol, numbering),
        records: values::records(frame, protocol),
        figures: figures(frame, protocol, numbering),
        sheets: sheets::sheets(frame, protocol, root, made),
    }
}

fn all(numbering: &mut Numbering<'_>, texts: &[Text]) -> Vec<Html> {
    texts.iter().map(|text| Html::vouch(&numbering.text(text))).collect()
}

fn maybe(numbering: &mut Numbering<'_>, text: Option<&Text>) -> Option<Html> {
    text.map(|text| Html::vouch(&numbering.text(text)))
}

/// The numbers of a value's sources, each once.
fn seen(numbering: &mut Numbering<'_>, marks: &Marks) -> Vec<usize> {
    let mut numbers = Vec::new();
    for number in marks.cites.iter().filter_map(|key| numbering.number(&key.value)) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// A link from a protocol's page to another's; `None` where the site has no such protocol, which was said.
fn plan_link(frame: &Frame<'_>, from: &ProtocolFile, id: &str) -> Option<LinkView> {
    let root = href::protocol(from).to_root();
    let other = frame.site.model.protocols.iter().find(|protocol| protocol.id() == id)?;
    let CardView { title, href, .. } = card(frame, other.in_language(frame.lang), &root);
    Some(LinkView { title, href })
}

fn medicine_view(medicine: &Medicine, numbering: &mut Numbering<'_>) -> MedicineView {
    MedicineView {
        id: medicine.id.clone(),
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

fn checkpoint_view(
    frame: &Frame<'_>,
    protocol: &ProtocolFile,
    checkpoint: &Checkpoint,
    numbering: &mut Numbering<'_>,
) -> Option<CheckpointView> {
    let w: Words<'_> = &|key| frame.strings.get(key);
    let text = protocol.checkpoints.get(&checkpoint.id)?;
    Some(CheckpointView {
        when: words::recurrence(&checkpoint.recurrence, protocol, w),
        what: text.title.plain(),
        only_if: text.only_if.as_ref().map(Text::plain),
        with: text.with.as_ref().map(Text::plain),
        sources: seen(numbering, &text.marks),
        bring: all(numbering, &text.bring),
        note: maybe(numbering, text.note.as_ref()),
    })
}

fn call_view(frame: &Frame<'_>, call: &Call, numbering: &mut Numbering<'_>) -> CallView {
    CallView {
        level: call.level.word(),
        level_label: frame.strings.urgency(call.level).to_owned(),
        title: call.title.plain(),
        about: call.about.as_ref().map(Text::plain),
        items: all(numbering, &call.items),
        contact: frame.site.model.settings.contacts.by(call.level).clone(),
    }
}
