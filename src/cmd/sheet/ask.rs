//! What was asked for: arguments into a plan.
//!
//! Every argument is read by itself and every slip becomes a sentence, so that
//! one run tells all of them. The clinic's own values stand beneath those that
//! were typed.
//!
//! Never: whether the dates make sense together; the engine judges that.

use super::calendar::{self, AskedCalendar};
use crate::cli;
use crate::diag::did_you_mean;
use crate::model::Model;
use crate::model::protocol::{Audience, ProtocolFile, grammar, parse_input};
use crate::name::{Lang, Paper, SheetName};
use crate::pdf;
use crate::schedule::{
    ActivityId, AnchorId, ClockTime, Given, Id, Input, Lack, Layer, Minutes, PersonId, PhaseId, Plan, PlanError,
};
use crate::sheet::{Print, offered};
use jiff::civil::Date;
use std::path::PathBuf;

/// What was asked for.
#[derive(Debug)]
pub(super) struct Asked {
    /// Dates, hours and values.
    pub(super) plan: Plan,
    /// Which sheets, in the order in which they are offered.
    pub(super) sheets: Vec<SheetName>,
    /// How many days get a page.
    pub(super) days: usize,
    /// On which paper.
    pub(super) paper: Paper,
    /// In which letters.
    pub(super) print: Print,
    /// In whose wording.
    pub(super) audience: Audience,
    /// Where to.
    pub(super) out: Out,
    /// What is asked of a calendar; its zone holds for everything.
    pub(super) calendar: AskedCalendar,
    /// Whether a date was tried, even in vain.
    dated: bool,
    /// Arguments that were objected to already, so that the engine need not miss them.
    refused: Vec<String>,
}

/// Where to, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Out {
    /// Sheets for people, into a file.
    Html(PathBuf),
    /// The same as PDF.
    Pdf(PathBuf),
    /// The schedule as a calendar, into a file.
    Ics(PathBuf),
    /// The schedule for programs, into a file.
    Json(PathBuf),
    /// The schedule, to the standard output.
    Print,
}

impl Asked {
    /// Whether there must be a schedule.
    pub(super) fn needs_dates(&self) -> bool {
        self.dated || !matches!(self.out, Out::Html(_) | Out::Pdf(_))
    }

    /// Whether an objection of the engine only repeats one about an argument.
    pub(super) fn was_said(&self, error: &PlanError) -> bool {
        let name = match error.lack() {
            Some(Lack::Anchor(anchor)) => anchor.as_str(),
            Some(Lack::Input(input)) => input.as_str(),
            None => return false,
        };
        self.refused.iter().any(|refused| refused == name)
    }
}

/// The protocol with a name.
pub(super) fn protocol<'m>(model: &'m Model, name: &str) -> Result<&'m ProtocolFile, String> {
    let names = || model.protocols.iter().map(ProtocolFile::id);
    model.protocols.iter().find(|protocol| protocol.id() == name).ok_or_else(|| {
        let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let all = if all.is_empty() { "the site has none".to_owned() } else { format!("there are {all}") };
        format!("there is no protocol `{name}`; {}", did_you_mean(name, names()).unwrap_or(all))
    })
}

/// Bed before waking, where the night would be longer than the day: a slip of the hand. Who works at night has a day
/// that ends after midnight, too, but a longer one.
fn swapped(wake: ClockTime, bed: ClockTime) -> Option<String> {
    let swapped = bed < wake && wake.until(bed) < bed.until(wake);
    swapped.then(|| {
        format!("the day would begin at {wake} and end at {bed}, and be shorter than the night; `--wake` comes before `--bed`")
    })
}

/// The protocol in a language; in the main one where none is asked for.
pub(super) fn in_language<'m>(
    model: &Model,
    protocol: &'m ProtocolFile,
    asked: Option<&str>,
) -> Result<&'m ProtocolFile, String> {
    let main = model.settings.main_language();
    let Some(asked) = asked.filter(|asked| *asked != main.tag()) else { return Ok(protocol) };
    let all = |tags: &mut dyn Iterator<Item = &Lang>| {
        let tags: Vec<String> = tags.map(|lang| format!("`{lang}`")).collect();
        if tags.len() == 1 { format!("there is {}", tags.concat()) } else { format!("there are {}", tags.join(", ")) }
    };
    let Some(lang) = model.settings.languages.iter().find(|lang| lang.tag() == asked) else {
        let known = all(&mut model.settings.languages.iter());
        return Err(format!("the site has no language `{asked}`; {known}"));
    };
    protocol.translations.get(lang).ok_or_else(|| {
        let known = all(&mut std::iter::once(main).chain(protocol.translations.keys()));
        format!("the protocol `{}` does not exist in `{asked}`; {known}", protocol.id())
    })
}

/// Reads all arguments. What is wrong with them comes beside.
pub(super) fn ask(sheet: &cli::Sheet, model: &Model, protocol: &ProtocolFile) -> (Asked, Vec<String>) {
    let mut objections = Vec::new();
    let mut refused = Vec::new();
    let settings = &model.settings;
    let wake = clock("--wake", sheet.wake.as_deref(), settings.wake, &mut objections);
    let bed = clock("--bed", sheet.bed.as_deref(), settings.bed, &mut objections);
    objections.extend(swapped(wake, bed));
    let mut plan = Plan::new(wake, bed);
    let clinics = protocol.clinic_inputs.iter();
    plan.inputs =
        clinics.map(|(id, value)| (id.clone(), Given { value: value.clone(), layer: Layer::Clinic })).collect();
    let start = sheet.start.iter().map(|date| ("--start", "start", date.as_str()));
    let anchors = sheet.anchors.iter().filter_map(|pair| {
        let parts = pair.split_once('=').map(|(name, date)| ("--anchor", name, date));
        if parts.is_none() {
            objections.push(format!("`--anchor {pair}` has no date; write `--anchor NAME=2026-12-01`"));
        }
        parts
    });
    let anchors: Vec<_> = start.chain(anchors).collect();
    for (flag, name, text) in anchors {
        if let Err(objection) = anchor(&mut plan, protocol, flag, name.trim(), text.trim()) {
            objections.push(objection);
            refused.push(name.trim().to_owned());
        }
    }
    for pair in &sheet.inputs {
        if let Err(objection) = value(&mut plan, protocol, pair) {
            objections.push(objection);
            refused.push(pair.split('=').next().unwrap_or_default().trim().to_owned());
        }
    }
    preferences(&mut plan, sheet, protocol, &mut objections);
    let sheets = sheets(&sheet.sheets, protocol, &mut objections);
    let out = out(sheet, protocol).unwrap_or_else(|objection| {
        objections.push(objection);
        Out::Html(PathBuf::new())
    });
    let calendar = calendar::ask(sheet, settings, &mut objections);
    objections.extend(calendar::slips(sheet, matches!(out, Out::Ics(_))));
    let dated = sheet.start.is_some() || !sheet.anchors.is_empty();
    let paper = match sheet.paper {
        None => settings.paper,
        Some(cli::Paper::A4) => Paper::A4,
        Some(cli::Paper::Letter) => Paper::Letter,
    };
    let print = match sheet.print {
        cli::Print::Standard => Print::Standard,
        cli::Print::Large => Print::Large,
    };
    let audience = match sheet.audience {
        cli::Audience::Parent => Audience::Parent,
        cli::Audience::Clinician => Audience::Clinician,
    };
    (Asked { plan, sheets, days: sheet.days, paper, print, audience, out, calendar, dated, refused }, objections)
}

fn clock(flag: &str, text: Option<&str>, usual: ClockTime, objections: &mut Vec<String>) -> ClockTime {
    let Some(text) = text else { return usual };
    grammar::read(text).unwrap_or_else(|_| {
        objections.push(format!("`{flag} {text}` is not a time of day; write hours and minutes: `{flag} 06:00`"));
        usual
    })
}

/// The name by which the last day of the plan is set.
pub(super) const PLAN_END: &str = "plan-end";

fn anchor(plan: &mut Plan, protocol: &ProtocolFile, flag: &str, name: &str, text: &str) -> Result<(), String> {
    let date: Date = text
        .parse()
        .ok()
        .filter(|_| text.len() == 10)
        .ok_or_else(|| format!("`{text}` is not a day of the calendar; write year, month and day: `2026-12-01`"))?;
    if name == PLAN_END {
        plan.end = Some(date);
        return Ok(());
    }
    let known = || protocol.core.anchors.iter().map(|anchor| anchor.id.as_str());
    let Some(id) = AnchorId::new(name).filter(|id| protocol.core.anchor(id).is_some()) else {
        let all = known().chain([PLAN_END]).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let near = did_you_mean(name, known()).unwrap_or_else(|| format!("its dates are {all}"));
        return Err(format!("the protocol `{}` has no date `{name}`; {near}", protocol.id()));
    };
    match plan.anchors.insert(id, date) {
        Some(other) if other != date => {
            Err(format!("`{flag}` gives `{name}` a second date, {date} after {other}; keep one"))
        }
        Some(_) | None => Ok(()),
    }
}

fn value(plan: &mut Plan, protocol: &ProtocolFile, pair: &str) -> Result<(), String> {
    let (name, text) =
        pair.split_once('=').ok_or_else(|| format!("`--set {pair}` has no value; write `--set NAME=VALUE`"))?;
    let (name, text) = (name.trim(), text.trim());
    let input = input(protocol, name).ok_or_else(|| {
        let known = || protocol.core.inputs.iter().map(|input| input.id.as_str());
        let all = known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let all = if all.is_empty() { "it asks for none".to_owned() } else { format!("it asks for {all}") };
        format!(
            "the protocol `{}` asks for no value `{name}`; {}",
            protocol.id(),
            did_you_mean(name, known()).unwrap_or(all)
        )
    })?;
    let value = parse_input(input, text)
        .map_err(|fault| format!("`{text}` cannot be read as `{name}`: {}", fault.kind.words()))?;
    plan.inputs.insert(input.id.clone(), Given { value, layer: Layer::Person });
    Ok(())
}

fn input<'p>(protocol: &'p ProtocolFile, name: &str) -> Option<&'p Input> {
    protocol.core.inputs.iter().find(|input| input.id.as_str() == name)
}

/// Parts, intervals, quiet hours, the person.
fn preferences(plan: &mut Plan, sheet: &cli::Sheet, protocol: &ProtocolFile, objections: &mut Vec<String>) {
    let core = &protocol.core;
    let parts: Vec<&str> = core.phases.iter().map(|phase| phase.id.as_str()).collect();
    plan.phases = sheet.parts.iter().filter_map(|name| known::<PhaseId>("part", name, &parts, objections)).collect();
    let activities: Vec<&str> = core.activities.iter().map(|activity| activity.id.as_str()).collect();
    for pair in &sheet.intervals {
        let Some((name, text)) = pair.split_once('=') else {
            objections.push(format!("`--interval {pair}` has no length; write `--interval NAME=2h`"));
            continue;
        };
        let activity = known::<ActivityId>("activity", name.trim(), &activities, objections);
        match grammar::read::<Minutes>(text.trim()) {
            Ok(length) => plan.intervals.extend(activity.map(|activity| (activity, length))),
            Err(fault) => objections.push(format!("`{text}` is not a length of time: {}", fault.kind.words())),
        }
    }
    let people: Vec<&str> = core.people.iter().map(PersonId::as_str).collect();
    plan.person = sheet.person.as_ref().and_then(|name| known::<PersonId>("person", name, &people, objections));
    if let Some(text) = &sheet.quiet {
        let time = |text: &str| grammar::read::<ClockTime>(text.trim()).ok();
        plan.quiet = text.split_once(['-', '–']).and_then(|(from, to)| Some((time(from)?, time(to)?)));
        if plan.quiet.is_none() {
            objections.push(format!("`--quiet {text}` is not two times of day; write `--quiet 23:00-05:00`"));
        }
    }
}

/// A name out of those that there are.
fn known<I: Id>(what: &str, name: &str, known: &[&str], objections: &mut Vec<String>) -> Option<I> {
    if known.contains(&name) {
        return I::new(name);
    }
    let all = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let all = if all.is_empty() { "it has none".to_owned() } else { format!("there are {all}") };
    let near = did_you_mean(name, known.iter().copied()).unwrap_or(all);
    objections.push(format!("the protocol has no {what} `{name}`; {near}"));
    None
}

/// The sheets that were named; all of them if none was.
fn sheets(names: &[String], protocol: &ProtocolFile, objections: &mut Vec<String>) -> Vec<SheetName> {
    let offered = offered(protocol);
    let words = || offered.iter().map(|name| name.word());
    for name in names.iter().filter(|name| words().all(|word| word != name.as_str())) {
        let all = words().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let near = did_you_mean(name, words()).unwrap_or_else(|| format!("there are {all}"));
        objections.push(format!("the protocol has no sheet `{name}`; {near}"));
    }
    if names.is_empty() {
        return vec![SheetName::Packet];
    }
    offered.into_iter().filter(|sheet| names.iter().any(|name| name == sheet.word())).collect()
}

fn out(sheet: &cli::Sheet, protocol: &ProtocolFile) -> Result<Out, String> {
    let Some(path) = &sheet.out else {
        let (out, ending): (fn(PathBuf) -> Out, _) =
            if pdf::AVAILABLE { (Out::Pdf, "pdf") } else { (Out::Html, "html") };
        let lang = protocol.lang.as_ref().map_or_else(String::new, |lang| format!("-{lang}"));
        return Ok(out(PathBuf::from(format!("{}{lang}.{ending}", protocol.id()))));
    };
    if path.as_os_str() == "-" {
        return Ok(Out::Print);
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("html") => Ok(Out::Html(path.clone())),
        Some("pdf") if pdf::AVAILABLE => Ok(Out::Pdf(path.clone())),
        Some("pdf") => Err(format!(
            "`--out {}` cannot be written, because this program was built without PDF; end it in `.html`",
            path.display()
        )),
        Some("ics") => Ok(Out::Ics(path.clone())),
        Some("json") => Ok(Out::Json(path.clone())),
        Some(_) | None => Err(format!(
            "`--out {}` does not say what to write; end it in `.pdf` or `.html` for sheets, `.ics` for a calendar or `.json` for the schedule",
            path.display()
        )),
    }
}
