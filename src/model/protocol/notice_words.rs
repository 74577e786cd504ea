//! What the engine remarks about a schedule, in sentences.
//!
//! The same sentence stands on the plan's sheet and on the command line, so it is
//! made once, from the interface text and the protocol's own labels.
//!
//! Never: a rule. What is worth saying was decided before.

use super::file::ProtocolFile;
use super::text::Text;
use super::words::{self, Words};
use crate::model::strings::fill;
use crate::schedule::{ActivityId, Notice, PhaseId};
use jiff::civil::Date;

/// A remark as a sentence. `date` says a day in the reader's words.
#[must_use]
pub fn sentence(notice: &Notice, file: &ProtocolFile, date: &dyn Fn(Date) -> String, words: Words<'_>) -> String {
    let phase = |id: &PhaseId| file.phases.get(id).map_or_else(|| id.to_string(), |text| text.title.plain());
    let activity = |id: &ActivityId| file.activities.get(id).map_or_else(|| id.to_string(), |text| text.title.plain());
    let say = |key: &'static str, values: &[(&str, String)]| {
        fill(words(key), &values.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    };
    let own = |text: Option<&Text>| text.map_or_else(String::new, |text| format!(" {}", text.plain()));
    match notice {
        Notice::ShortLeadTime { rule, needed, available, suggest: _ } => {
            let days = [("needed", needed.to_string()), ("available", (*available).max(0).to_string())];
            say("notice_short_lead_time", &days) + &own(file.lead_times.get(*rule))
        }
        Notice::Alert { rule } => {
            file.alerts.get(*rule).map_or_else(|| words("notice_alert").to_owned(), |alert| alert.text.plain())
        }
        Notice::PhaseSkipped { phase: id } => say("notice_phase_skipped", &[("phase", phase(id))]),
        Notice::PhaseShort { phase: id, days, at_least } => {
            let values = [("phase", phase(id)), ("days", days.to_string()), ("wanted", at_least.to_string())];
            say("notice_phase_short", &values)
        }
        Notice::PhaseAfterPlanEnd { phase: id } => say("notice_after_end", &[("phase", phase(id))]),
        Notice::PhasesOverlap { first, second } => {
            say("notice_overlap", &[("first", phase(first)), ("second", phase(second))])
        }
        Notice::OutsideCount { phase: id, activity: what, sessions, wanted } => {
            let wanted = words::number_range(*wanted, words);
            let values = [
                ("phase", phase(id)),
                ("activity", activity(what)),
                ("count", sessions.to_string()),
                ("wanted", wanted),
            ];
            say("notice_count", &values)
        }
        Notice::FewAtNight { phase: id, activity: what, sessions, wanted } => {
            let (count, wanted) = (sessions.to_string(), wanted.to_string());
            let values = [("phase", phase(id)), ("activity", activity(what)), ("count", count), ("wanted", wanted)];
            say("notice_few_at_night", &values)
        }
        Notice::QuietHours { from, to, sessions } => {
            let values = [("from", date(*from)), ("to", date(*to)), ("count", sessions.to_string())];
            say("notice_quiet_hours", &values)
        }
        Notice::LongGap { from, to, minutes, limit } => {
            let length = |minutes| words::minutes(minutes, words);
            let values =
                [("from", date(*from)), ("to", date(*to)), ("gap", length(*minutes)), ("limit", length(*limit))];
            say("notice_long_gap", &values)
        }
        Notice::NoQuantity { quantity, fault: _ } => {
            let label = file.quantities.get(quantity).map_or_else(|| quantity.to_string(), |text| text.label.plain());
            say("notice_no_quantity", &[("quantity", label)])
        }
    }
}
