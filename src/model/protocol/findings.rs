//! The core's findings, with places and in plain sentences.
//!
//! The core speaks in ids and numbers; here they become the words of the file, so
//! that a nurse who wrote `every: 2-3h` reads of `every 2-3h` and of hours that she
//! can picture. Where a thing was written, `places` knows.
//!
//! Never: judging anything itself.

use super::grammar::{Count, Notation as _};
use super::places::Places;
use crate::diag::{Code, Diagnostic, count, did_you_mean};
use crate::schedule::{Bounds, DayWindow, Finding, Owner, PaceOf, Protocol, Sort, Unit};
use crate::source::Span;

/// A finding of the core as people read it.
pub(super) fn diagnose(finding: &Finding, protocol: &Protocol, places: &Places<'_>) -> Diagnostic {
    let new = |code, span: Span, message: String| Diagnostic::new(code, span, message);
    let hours = format!("from {} to {}", DayWindow::USUAL.wake(), DayWindow::USUAL.bed());
    match finding {
        Finding::UnknownName { owner, sort, name } => {
            let message = format!("there is no {} `{name}`", sort_word(*sort));
            let known = declared(protocol, *sort);
            new(Code::UndeclaredName, places.name(owner, *sort, name), message)
                .help(format!("describe it under `{}:`", section(*sort)))
                .help_maybe(did_you_mean(name, known.iter().map(String::as_str)))
        }
        Finding::Loop { sort, names } => {
            let listed = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let message = match names.len() {
                1 => format!("{listed} rests on itself"),
                _ => format!("{listed} rest on each other in a ring, so none of them can be worked out"),
            };
            let help = format!("let one {} stand by itself, without naming the others", sort_word(*sort));
            new(Code::ProtocolLoop, places.key(names.first().map_or("", String::as_str), *sort), message).help(help)
        }
        Finding::Unused { sort, name } => {
            let message = format!("nothing uses the {} `{name}`", sort_word(*sort));
            new(Code::UnusedName, places.key(name, *sort), message).help("use it, or remove it")
        }
        Finding::PhaseEndsBeforeItBegins { phase } => {
            let span = places.phase(phase, |raw| raw.to.as_ref());
            new(Code::PhaseOrder, span, format!("the phase `{phase}` ends before it begins"))
                .label(places.phase(phase, |raw| Some(&raw.from)), "it begins here")
                .help("put the last day on or after the first; a phase of one day has the same `from` and `to`")
        }
        Finding::PhasesOverlap { first, second } => {
            let message = format!("the phases `{first}` and `{second}` share days");
            new(Code::PhaseOverlap, places.phase(second, |raw| Some(&raw.from)), message)
                .label(places.key(first.to_string().as_str(), Sort::Phase), "this one is still on")
                .help(format!("change one of their dates, or add `alongside: [{first}]` to `{second}`"))
        }
        Finding::PhaseWithoutEnd { phase } => {
            let message = format!("the phase `{phase}` has no last day, and neither has the plan");
            new(Code::EndlessPhase, places.key(phase.to_string().as_str(), Sort::Phase), message)
                .help("say up to which day sheets are printed, for example `plan_end: start + 6 weeks`")
        }
        Finding::Forbidden { phase, activity, kind } => {
            let message = format!("the phase `{phase}` forbids `{kind}`, and `{activity}` is of that kind");
            new(
                Code::ForbiddenActivity,
                places.name(&Owner::Phase(phase.clone()), Sort::Activity, &activity.to_string()),
                message,
            )
            .help("take the activity out of the phase, or the kind out of `forbids:`")
        }
        Finding::LeaderNotThere { phase, activity, leader } => {
            let message = format!("`{activity}` goes with `{leader}`, and the phase `{phase}` does not have that");
            new(
                Code::UndeclaredName,
                places.name(&Owner::Phase(phase.clone()), Sort::Activity, &activity.to_string()),
                message,
            )
            .help(format!("add `{leader}` to the phase, or say `alongside:` which phase has it"))
        }
        Finding::CountCannotFit { pace, wanted, possible, usual } => {
            let possible = range(*possible);
            let gives = if places.every(pace).contains("by day") {
                format!("{usual} {hours}, and {possible} at other hours")
            } else {
                format!("{possible} in 24 hours")
            };
            let message =
                format!("`{}` sessions cannot fit: every {} gives {gives}", Count(*wanted).print(), places.every(pace));
            new(Code::ImpossibleCount, places.pace(pace, |lines| lines.per_24h), message)
                .help("change `every:` or `per_24h:` so that both can be true")
        }
        Finding::CountNotAtUsualHours { pace, wanted, usual } => {
            let wanted = Count(*wanted).print();
            let message = match places.every(pace) {
                "" => format!("`{wanted}` sessions in 24 hours are fewer than the {usual} at night"),
                every => format!("`{wanted}` sessions cannot fit {hours}: every {every} gives {usual}"),
            };
            new(Code::UnusualHours, places.pace(pace, |lines| lines.per_24h), message)
                .help("change `every:` or `per_24h:`, or nearly every sheet will say that its count is not met")
        }
        Finding::FewAtUsualNights { pace, wanted, usual } => {
            let (bed, wake) = (DayWindow::USUAL.bed(), DayWindow::USUAL.wake());
            let there = match *usual {
                0 => "there is none".to_owned(),
                1 => "there is 1".to_owned(),
                usual => format!("there are {usual}"),
            };
            let message = format!("`at least {wanted}` at night cannot fit: from {bed} to {wake} {there}");
            new(Code::UnusualHours, places.pace(pace, |lines| lines.at_night), message)
                .help("shorten the interval by night, or ask for fewer `at_night:`")
        }
        Finding::GapOverLimit { pace, interval, limit } => {
            let message = format!(
                "`{}` leaves up to {} between sessions, and the longest gap is {}",
                pace.activity,
                interval.print(),
                limit.print()
            );
            new(Code::LongGap, places.pace(pace, |lines| lines.every), message)
                .help("shorten the interval, or change `longest_gap:`")
        }
        Finding::StageWithoutEnd { activity, stage } => {
            let of = PaceOf { activity: activity.clone(), stage: Some(*stage) };
            let message = format!("stage {} of `{activity}` does not say how many days it takes", stage + 1);
            new(Code::MissingKey, places.pace(&of, |lines| lines.per_24h.or(lines.every)), message)
                .help("add `for: 3 days` to it; only the last stage may go on")
        }
        Finding::PhaseGap { before, after, days } => {
            let are = if *days == 1 { "lies" } else { "lie" };
            let message = format!(
                "{} between the phases `{before}` and `{after}` {are} in no phase",
                count(*days as usize, "day")
            );
            new(Code::PhaseGap, places.phase(after, |raw| Some(&raw.from)), message)
                .label(places.key(before.to_string().as_str(), Sort::Phase), "this one is over by then")
                .help("ends are included; move one of the dates, or add a phase for days of rest")
        }
        Finding::LeadTimeNeverThere { rule, needed, available } => {
            let message = format!("{needed} days are needed, and the protocol's own dates leave {available}");
            new(Code::ImpossibleLeadTime, places.lead_time(*rule), message)
                .help("check both dates and the days, or every plan will say that there is too little time")
        }
        Finding::BlockTotal { activity, stated, actual } => {
            let message =
                format!("the blocks of `{activity}` add up to {}, not {}", minutes(actual.0), minutes(stated.0));
            new(Code::BlockTotal, places.activity(activity, |raw| raw.total.as_ref()), message)
                .help("correct the blocks or the total, and say in a note what the source has")
        }
        Finding::BlockTimeOn { activity, stated, actual } => {
            let message =
                format!("the blocks of `{activity}` are on for {}, not {}", minutes(actual.0), minutes(stated.0));
            new(Code::BlockTotal, places.activity(activity, |raw| raw.total_on.as_ref()), message)
                .help("correct the blocks or `total_on:`, and say in a note what the source has")
        }
        Finding::TaperOfNoNumber { taper, input } => {
            let message = format!("the taper `{taper}` steps down a number, and the input `{input}` is none");
            new(Code::InvalidValue, places.name(&Owner::Taper(taper.clone()), Sort::Input, &input.to_string()), message)
                .help("give the input `type: number` and a unit")
        }
        Finding::RoundingUnit { quantity, result, step } => {
            let message = format!("`{quantity}` comes out in {} and is rounded in {}", unit(result), unit(step));
            new(Code::InvalidValue, places.rounding(quantity), message)
                .help("check the units of the formula; `ml/kg` times `kg` is `ml`")
        }
    }
}

fn minutes(number: u32) -> String {
    count(number as usize, "minute")
}

fn range(bounds: Bounds<u32>) -> String {
    Count(bounds).print().replace('-', " to ")
}

fn unit(unit: &Unit) -> String {
    if unit.is_none() { "a plain number".to_owned() } else { format!("`{unit}`") }
}

fn sort_word(sort: Sort) -> &'static str {
    match sort {
        Sort::Anchor => "anchor",
        Sort::Activity => "activity",
        Sort::Phase => "phase",
        Sort::Kind => "kind of activity",
        Sort::Person => "person",
        Sort::Input => "input",
        Sort::Figure => "input or quantity",
        Sort::Taper => "taper",
        Sort::Checkpoint => "checkpoint",
    }
}

fn section(sort: Sort) -> &'static str {
    match sort {
        Sort::Anchor => "anchors",
        Sort::Activity => "activities",
        Sort::Phase => "phases",
        Sort::Kind => "kinds",
        Sort::Person => "people",
        Sort::Input | Sort::Figure => "inputs",
        Sort::Taper => "tapers",
        Sort::Checkpoint => "checkpoints",
    }
}

fn declared(protocol: &Protocol, sort: Sort) -> Vec<String> {
    match sort {
        Sort::Anchor => protocol.anchors.iter().map(|anchor| anchor.id.to_string()).collect(),
        Sort::Activity => protocol.activities.iter().map(|activity| activity.id.to_string()).collect(),
        Sort::Phase => protocol.phases.iter().map(|phase| phase.id.to_string()).collect(),
        Sort::Kind => protocol.kinds.keys().map(ToString::to_string).collect(),
        Sort::Person => protocol.people.iter().map(ToString::to_string).collect(),
        Sort::Input => protocol.inputs.iter().map(|input| input.id.to_string()).collect(),
        Sort::Figure => {
            let inputs = protocol.inputs.iter().map(|input| input.id.to_string());
            inputs.chain(protocol.quantities.iter().map(|quantity| quantity.id.to_string())).collect()
        }
        Sort::Taper => protocol.tapers.iter().map(|taper| taper.id.to_string()).collect(),
        Sort::Checkpoint => protocol.checkpoints.iter().map(|checkpoint| checkpoint.id.to_string()).collect(),
    }
}
