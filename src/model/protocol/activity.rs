//! Activities: how often, how long, and in which words.
//!
//! A file says one of four things about when an activity is done: at its own pace
//! (`every`, `per_24h`, `times`), in stages (`ramp`), with another (`after`,
//! `before`), or in its place (`replaces`). Where it says none, it is something
//! for paper. Where it says two, the second is a finding.
//!
//! Never: whether the names and numbers go together; the core judges that.

use super::file::{ActivityText, SideRule};
use super::grammar::{BlockList, Count, DayCount, Every, Names, Nights};
use super::raw::{RawActivity, RawStage, Word};
use super::reader::{Reader, Sourced};
use super::text::Marks;
use crate::diag::{Code, Diagnostic};
use crate::schedule::{
    Activity, ActivityId, Blocks, Body, Bounds, ClockTime, DateExpr, DayRule, Frequency, Length, Minutes, Order, Pace,
    Stage, Timing,
};

pub(super) const SIDES: [(&str, SideRule); 5] = [
    ("left", SideRule::Left),
    ("right", SideRule::Right),
    ("both", SideRule::Both),
    ("alternate", SideRule::Alternate),
    ("switch", SideRule::Switch),
];

/// Reads one activity. `None` where its name or kind is no name.
pub(super) fn lower(reader: &mut Reader<'_>, key: &Word, raw: &RawActivity) -> Option<(Activity, ActivityText)> {
    let id: Option<ActivityId> = reader.id(key);
    let kind = reader.id(&raw.kind);
    let person = raw.who.as_ref().and_then(|word| reader.id(word));
    let (mut frequency, mut length) = (Marks::default(), Marks::default());
    let timing = timing(reader, raw, &mut frequency, &mut length);
    let days = reader.maybe::<DayRule>(raw.days.as_ref()).unwrap_or(DayRule::All);
    let until = reader.maybe::<DateExpr>(raw.until.as_ref());
    let text = ActivityText {
        title: reader.text(&raw.title).unwrap_or_default(),
        how: reader.texts(&raw.how),
        only_if: reader.maybe_text(raw.only_if.as_ref()),
        pause_if: reader.texts(&raw.pause_if),
        sides: raw.sides.as_ref().and_then(|word| reader.choice(word, &SIDES)),
        note: reader.maybe_text(raw.note.as_ref()),
        clinician_note: reader.maybe_text(raw.clinician_note.as_ref()),
        frequency,
        length,
    };
    Some((Activity { id: id?, kind: kind?, person, timing, days, until }, text))
}

fn timing(reader: &mut Reader<'_>, raw: &RawActivity, frequency: &mut Marks, length: &mut Marks) -> Timing {
    let body = body(reader, raw, length);
    if !raw.ramp.is_empty() {
        let also = [
            &raw.after,
            &raw.before,
            &raw.replaces,
            &raw.every,
            &raw.per_24h,
            &raw.at_night,
            &raw.duration,
            &raw.blocks,
        ];
        refuse(reader, "each stage of the ramp says this for itself", &also);
        refuse_list(reader, "each stage of the ramp says this for itself", &raw.times);
        let stages: Vec<_> = raw.ramp.iter().map(|stage| self::stage(reader, stage, frequency, length)).collect();
        // Without one of its stages the others would stand in the wrong places.
        return stages.into_iter().collect::<Option<_>>().map_or(Timing::OnPaper, Timing::Ramp);
    }
    let linked = [(&raw.after, Order::After), (&raw.before, Order::Before)];
    if let Some((word, order)) = linked.into_iter().find_map(|(word, order)| Some((word.as_ref()?, order))) {
        let second = if order == Order::After { &raw.before } else { &None };
        let also = [second, &raw.replaces, &raw.every, &raw.per_24h, &raw.at_night];
        refuse(reader, "the activity that this one goes with says when it is done", &also);
        refuse_list(reader, "the activity that this one goes with says when it is done", &raw.times);
        return reader.value::<Names>(word).map_or(Timing::OnPaper, |leaders| Timing::Linked {
            order,
            leaders: leaders.0,
            body,
        });
    }
    if let Some(word) = &raw.replaces {
        refuse(reader, "the activity that this one replaces says when it is done", &[&raw.every, &raw.at_night]);
        refuse_list(reader, "the activity that this one replaces says when it is done", &raw.times);
        let count = raw.per_24h.as_ref().and_then(|word| reader.number::<Count>(word));
        frequency.add(count.as_ref());
        let count = count.map_or(Bounds::exactly(1), |count| count.value.0);
        return reader.id(word).map_or(Timing::OnPaper, |replaces| Timing::Overlay { replaces, count, body });
    }
    if !raw.times.is_empty() {
        refuse(reader, "the list of times says how often", &[&raw.every, &raw.per_24h, &raw.at_night]);
    }
    let words = PaceWords { every: raw.every.as_ref(), per_24h: raw.per_24h.as_ref(), at_night: raw.at_night.as_ref() };
    pace(reader, &words, &raw.times, body, frequency).map_or(Timing::OnPaper, Timing::Paced)
}

/// Lines that say again what another line says already.
fn refuse(reader: &mut Reader<'_>, why: &str, words: &[&Option<Word>]) {
    for word in words.iter().filter_map(|word| word.as_ref()) {
        let span = reader.span(word);
        reader.diags.push(Diagnostic::new(Code::InvalidValue, span, why).help("remove one of the two lines"));
    }
}

fn refuse_list(reader: &mut Reader<'_>, why: &str, words: &[Word]) {
    if let Some(word) = words.first() {
        let span = reader.span(word);
        reader.diags.push(Diagnostic::new(Code::InvalidValue, span, why).help("remove one of the two lines"));
    }
}

fn body(reader: &mut Reader<'_>, raw: &RawActivity, marks: &mut Marks) -> Body {
    let length = raw.duration.as_ref().and_then(|word| reader.number::<Length>(word));
    let blocks = raw.blocks.as_ref().and_then(|word| reader.number::<BlockList>(word));
    let total = raw.total.as_ref().and_then(|word| reader.sourced::<Minutes>(word));
    let total_on = raw.total_on.as_ref().and_then(|word| reader.sourced::<Minutes>(word));
    marks.add(length.as_ref());
    marks.add(blocks.as_ref());
    marks.add(total.as_ref());
    marks.add(total_on.as_ref());
    let value = |sourced: Option<Sourced<Minutes>>| sourced.map(|sourced| sourced.value);
    match (blocks, length) {
        (Some(blocks), _) => {
            Body::Blocks(Blocks { parts: blocks.value.0, stated_total: value(total), stated_on: value(total_on) })
        }
        (None, Some(length)) => Body::Length(length.value),
        (None, None) => Body::Open,
    }
}

/// The lines that say how often.
struct PaceWords<'a> {
    every: Option<&'a Word>,
    per_24h: Option<&'a Word>,
    at_night: Option<&'a Word>,
}

fn pace(reader: &mut Reader<'_>, words: &PaceWords<'_>, times: &[Word], body: Body, marks: &mut Marks) -> Option<Pace> {
    let every = words.every.and_then(|word| reader.number::<Every>(word));
    let count = words.per_24h.and_then(|word| reader.number::<Count>(word));
    let nights = words.at_night.and_then(|word| reader.sourced::<Nights>(word));
    marks.add(every.as_ref());
    marks.add(count.as_ref());
    marks.add(nights.as_ref());
    let mut clock: Vec<ClockTime> = times.iter().filter_map(|word| reader.value(word)).collect();
    clock.sort_unstable();
    clock.dedup();
    let count = count.map(|count| count.value.0);
    let frequency = match (every, count) {
        _ if !clock.is_empty() => Frequency::At(clock),
        (Some(every), count) => Frequency::Every { day: every.value.day, night: every.value.night, count },
        (None, Some(count)) => Frequency::Count(count),
        (None, None) => return None,
    };
    Some(Pace { frequency, at_night: nights.map(|nights| nights.value.0), body })
}

fn stage(reader: &mut Reader<'_>, raw: &RawStage, frequency: &mut Marks, length: &mut Marks) -> Option<Stage> {
    let days = raw.length.as_ref().and_then(|word| reader.sourced::<DayCount>(word));
    frequency.add(days.as_ref());
    let minutes = raw.duration.as_ref().and_then(|word| reader.number::<Length>(word));
    length.add(minutes.as_ref());
    let body = minutes.map_or(Body::Open, |length| Body::Length(length.value));
    let words = PaceWords { every: raw.every.as_ref(), per_24h: raw.per_24h.as_ref(), at_night: raw.at_night.as_ref() };
    let pace = pace(reader, &words, &[], body, frequency);
    let some_word = raw.length.as_ref().or(raw.duration.as_ref()).or(raw.at_night.as_ref());
    if let Some(word) = some_word.filter(|_| raw.every.is_none() && raw.per_24h.is_none()) {
        let span = reader.span(word);
        reader.diags.push(
            Diagnostic::new(Code::MissingKey, span, "this stage does not say how often")
                .help("add `every: 4h` or `per_24h: 3` to it"),
        );
    }
    let days = days.and_then(|days| days.value.0.high().or(days.value.0.low()));
    pace.map(|pace| Stage { days, pace })
}
