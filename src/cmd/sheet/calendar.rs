//! `--out FILE.ics`: the dated schedule as a calendar file.
//!
//! Which zone it is in (asked for, or the clinic's, or none), and its words. A
//! calendar is seen by others: on a locked phone, by family, by the firm that
//! keeps it. So titles say nothing of what a session is, unless that is asked for.
//!
//! Never: how a calendar is written, the rules of the schedule.

use super::strings;
use super::write::Made;
use crate::calendar::{Calendar, Words, Zone, clock_changes, untimed, write};
use crate::cli::{self, Titles};
use crate::cmd::say;
use crate::model::protocol::ProtocolFile;
use crate::model::settings::{Settings, read_zone};
use crate::model::strings::Strings;
use crate::schedule::{DatedCheckpoint, Plan, PlanError, Protocol, Schedule, Session, Status, expand};
use jiff::ToSpan as _;
use std::collections::BTreeSet;

/// What was asked of a calendar.
#[derive(Debug)]
pub(super) struct AskedCalendar {
    /// Where the times are those of the clock; none for wherever the reader is.
    pub(super) zone: Option<Zone>,
    /// Whether nobody chose that, so that it should be said.
    unchosen: bool,
    alarms: bool,
    titles: Titles,
}

/// The word for no zone.
const FLOATING: &str = "floating";

/// Reads the arguments about calendars.
pub(super) fn ask(sheet: &cli::Sheet, settings: &Settings, objections: &mut Vec<String>) -> AskedCalendar {
    let zone = match sheet.zone.as_deref() {
        None => settings.zone.clone(),
        Some(FLOATING) => None,
        Some(name) => {
            let objection = |(message, help): (String, String)| {
                objections.push(format!("{message}; {help} (or `--zone {FLOATING}` for none)"));
            };
            read_zone(name).map_err(objection).ok()
        }
    };
    let unchosen = sheet.zone.is_none() && zone.is_none();
    AskedCalendar { zone, unchosen, alarms: sheet.alarms, titles: sheet.titles.unwrap_or(Titles::Plain) }
}

/// The schedule by the clocks of a zone. Its days have to be known before their clock changes can be,
/// and those change no day, so it is laid out twice.
pub(super) fn expand_in(zone: Option<&Zone>, protocol: &Protocol, plan: &Plan) -> Result<Schedule, Vec<PlanError>> {
    let schedule = expand(protocol, plan)?;
    let days = schedule.days.first().zip(schedule.days.last());
    let Some((zone, (first, last))) = zone.zip(days) else { return Ok(schedule) };
    // The last night ends on the next day.
    let changes = clock_changes(zone, first.date, last.date.saturating_add(1.day()));
    if changes.is_empty() { Ok(schedule) } else { expand(protocol, &Plan { clock_changes: changes, ..plan.clone() }) }
}

/// The calendar file, or why there is none.
pub(super) fn calendar(asked: &AskedCalendar, made: &Made<'_>) -> Result<String, String> {
    let Made { inputs, model, protocol, schedule } = *made;
    let schedule = schedule.ok_or("a calendar needs dates; give `--start DATE`")?;
    let strings = strings(model, protocol).ok_or("there is no interface text for this language")?;
    let named = asked.titles == Titles::Named;
    let name = if named { protocol.title.plain() } else { strings.get("calendar_name").to_owned() };
    let plain = |key: &str| strings.get(key).to_owned();
    let session = |all: &[&Session]| if named { kinds(protocol, strings, all) } else { plain("calendar_session") };
    let contact = |one: &DatedCheckpoint| if named { visit(protocol, strings, one) } else { plain("calendar_contact") };
    let note = note(protocol, strings, named);
    let words = Words { name: &name, session: &session, contact: &contact, note: note.as_deref() };
    let domain = model.settings.host();
    let (zone, alarms) = (asked.zone.as_ref(), asked.alarms);
    let text = write(&Calendar { schedule, zone, made: inputs.today, domain, alarms, words });
    let text = text.ok_or("nothing in this plan has a time of day, so there is nothing to put into a calendar")?;
    notes(asked, protocol, schedule);
    Ok(text)
}

/// What should be known of the file, on the standard error.
fn notes(asked: &AskedCalendar, protocol: &ProtocolFile, schedule: &Schedule) {
    let left = untimed(schedule);
    if !left.is_empty() {
        let title = |id| protocol.activities.get(id).map(|text| format!("\"{}\"", text.title.plain()));
        let all: BTreeSet<String> = left.into_iter().filter_map(title).collect();
        let all = all.into_iter().collect::<Vec<_>>().join(", ");
        say(&format!("note: not in the calendar, because there is no time of day for it: {all}\n"));
    }
    if asked.unchosen {
        say("note: the times have no time zone; some calendars take them for another one. \
             Give `--zone Europe/Berlin`, or `zone:` in content/site.yaml\n");
    }
    if asked.alarms {
        say("note: many calendars pass over reminders in a file; check that they are on\n");
    }
}

/// `Feed, then Pump`
fn kinds(protocol: &ProtocolFile, strings: &Strings, sessions: &[&Session]) -> String {
    let kind = |session: &&Session| {
        protocol.kinds.get(&session.kind).map_or_else(|| session.kind.to_string(), |text| text.label.plain())
    };
    let join = |first: String, last: String| strings.fill("words_and_then", &[("first", &first), ("last", &last)]);
    sessions.iter().map(kind).reduce(join).unwrap_or_default()
}

/// A contact by its title, with the condition on which it takes place.
fn visit(protocol: &ProtocolFile, strings: &Strings, checkpoint: &DatedCheckpoint) -> String {
    let Some(text) = protocol.checkpoints.get(&checkpoint.id) else { return checkpoint.id.to_string() };
    strings.only_if(text.title.plain(), text.only_if.as_ref())
}

/// The sentence in every event: that the plan is not approved, and which one it is where titles are named.
fn note(protocol: &ProtocolFile, strings: &Strings, named: bool) -> Option<String> {
    let draft = (protocol.core.status != Status::Approved).then(|| strings.get("calendar_draft").to_owned());
    let version = strings.get("version");
    let plan = named.then(|| format!("{}, {version} {}", protocol.title.plain(), protocol.core.version));
    let all: Vec<String> = plan.into_iter().chain(draft).collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

/// Arguments that are about calendars alone are a slip where something else is written.
pub(super) fn slips(sheet: &cli::Sheet, is_calendar: bool) -> Vec<String> {
    let given = [("--alarms", sheet.alarms), ("--titles", sheet.titles.is_some())];
    let slip = |(flag, _): (&str, bool)| format!("`{flag}` is for calendars; end `--out` in `.ics` to get one");
    given.into_iter().filter(|(_, given)| *given && !is_calendar).map(slip).collect()
}
