//! The planner: its page, and one file for each protocol that its script loads.
//!
//! The page has everything without dates: the questions, the list of plans, the
//! interface text for the script. A protocol's file is a script and not JSON
//! alone, because browsers refuse a page from a disk to read other files: it hands
//! a text to the one function that waits for it. In it are the compiled protocol,
//! the clinic's own values as a plan, and the sheets to lay out.
//!
//! Never: a date, a time of day, what the script does.

use super::frame::Frame;
use super::view::{ArticleView, LinkView};
use super::{hours, href, json, own, sheet};
use crate::bundle::Bundle;
use crate::compiled::Compiled;
use crate::diag::Diagnostics;
use crate::model::planner::Question;
use crate::model::protocol::ProtocolFile;
use crate::model::settings::Contact;
use crate::name::SheetName;
use crate::schedule::{Given, Layer, Plan};
use crate::sheet::{Kit, Print, offered, title_key};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the page of the planner shows beside what every page shows.
#[derive(Clone, Debug, Serialize)]
pub struct PlannerView {
    /// The data of the script, as JSON.
    data: String,
    plans: Vec<PlanView>,
}

/// A plan in the list that everybody gets.
#[derive(Clone, Debug, Serialize)]
struct PlanView {
    title: String,
    summary: String,
    href: String,
    sheets: Vec<LinkView>,
}

/// The data of the script.
#[derive(Serialize)]
struct Data<'a> {
    words: BTreeMap<&'a str, &'a str>,
    questions: &'a [Question],
    plans: Vec<Offer<'a>>,
    /// The host of the clinic's site, for the names of events.
    domain: &'a str,
    team: &'a Contact,
}

/// A plan that can be made.
#[derive(Serialize)]
struct Offer<'a> {
    id: &'a str,
    title: String,
    summary: String,
    for_whom: Option<String>,
    /// Its file, seen from the page.
    script: String,
    /// Its page.
    page: String,
}

/// The file of a protocol.
#[derive(Serialize)]
struct Loaded<'a> {
    protocol: &'a Compiled<'a>,
    plan: Plan,
    sheets: Kit,
}

/// How the keys begin of the texts that the script needs.
const PREFIXES: [&str; 7] = ["planner_", "words_", "notice_", "month_", "calendar_", "sheet_", "care_"];
/// Others that it needs.
const KEYS: [&str; 28] = [
    "date",
    "decimal_mark",
    "fr",
    "from_on",
    "longest_gap_tonight",
    "minutes_today",
    "mo",
    "only_if",
    "origin_own",
    "origin_protocol",
    "page_n_of_m",
    "pause_if",
    "plan_checks",
    "provisional",
    "provisional_date",
    "sa",
    "sessions_in_all",
    "sessions_today",
    "short_date",
    "steps_count",
    "steps_end",
    "steps_start",
    "su",
    "th",
    "tu",
    "version",
    "we",
    "with_whom",
];

/// The protocols that plans are made of: nobody begins with one that was withdrawn.
fn planned<'s>(frame: &Frame<'s>) -> impl Iterator<Item = &'s ProtocolFile> {
    frame.site.model.protocols.iter().filter(|protocol| !protocol.is_withdrawn())
}

/// The page.
#[must_use]
pub fn view(frame: &Frame<'_>) -> ArticleView {
    let (root, view) = own::begin(frame, &href::own(href::PLANNER), "planner_title", "planner_summary");
    let model = &frame.site.model;
    let page = |protocol: &ProtocolFile| href::page(&root, &href::protocol(protocol));
    let wanted = |key: &str| KEYS.contains(&key) || PREFIXES.iter().any(|prefix| key.starts_with(prefix));
    let texts = frame.strings.all().iter().map(|(key, text)| (key.as_str(), text.as_str()));
    let offer = |protocol: &'_ ProtocolFile| (protocol.title.plain(), protocol.summary.plain(), page(protocol));
    let data = Data {
        words: texts.filter(|(key, _)| wanted(key)).collect(),
        questions: &model.questions.0,
        plans: planned(frame)
            .map(|protocol| {
                let (title, summary, page) = offer(protocol);
                let script = format!("{root}{}", href::planner_script(protocol.id()));
                let for_whom = protocol.for_whom.as_ref().map(crate::model::protocol::Text::plain);
                Offer { id: protocol.id(), title, summary, for_whom, script, page }
            })
            .collect(),
        domain: model.settings.host(),
        team: &model.settings.contacts.routine,
    };
    let sheet = |protocol: &ProtocolFile, name: SheetName| LinkView {
        title: frame.strings.get(title_key(name)).to_owned(),
        href: format!("{root}{}", href::sheet(protocol, name, model.settings.paper, Print::Standard)),
    };
    let plans = planned(frame).map(|protocol| {
        let (title, summary, href) = offer(protocol);
        let sheets = offered(protocol).into_iter().map(|name| sheet(protocol, name)).collect();
        PlanView { title, summary, href, sheets }
    });
    let planner = PlannerView { data: json(&data), plans: plans.collect() };
    ArticleView { planner: Some(planner), ..view }
}

/// Puts the file of each protocol in its place.
pub fn scripts(
    frame: &Frame<'_>,
    compiled: &[(&ProtocolFile, Compiled<'_>)],
    bundle: &mut Bundle,
    diags: &mut Diagnostics,
) {
    let settings = &frame.site.model.settings;
    let hours = hours(settings);
    let text = |protocol: &ProtocolFile, data: &Compiled<'_>| {
        let own = protocol.clinic_inputs.iter();
        let inputs =
            own.map(|(id, value)| (id.clone(), Given { value: value.clone(), layer: Layer::Clinic })).collect();
        let plan = Plan { inputs, ..Plan::new(hours.wake, hours.bed) };
        let loaded = Loaded { protocol: data, plan, sheets: sheet::for_script(frame, protocol) };
        format!("latchworkPlanner.receive({});\n", json(&json(&loaded)))
    };
    let texts = diags.par_map(compiled, |(protocol, data), _| text(protocol, data));
    for ((protocol, _), text) in compiled.iter().zip(texts) {
        let from = frame.site.sources.get(protocol.file).path.clone();
        bundle.insert(href::planner_script(protocol.id()), text, from, diags);
    }
}
