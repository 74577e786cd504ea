//! A plan at a glance: its parts, its dates, what is written down for it.
//!
//! For parents: the parts in order with their days, what is done in each, when to
//! go on; the days that are entered as they come; values and what follows from
//! them; and what must be said about these dates. In the clinicians' wording their
//! notes stand beside each part.
//!
//! Never: single sessions.

use super::make::{Make, Part};
use super::{Block, Cell, Column, Fact, Field, Print, Row};
use crate::model::protocol::{Audience, PhaseText, Text, notice_words, value_words, words};
use crate::schedule::{Activity, DatedPhase, InputUsed, KnownBy, Layer, Phase, Presence, Schedule};

/// Lays it out.
pub(super) fn parts(make: &Make<'_>) -> Vec<Part> {
    let mut blocks = vec![Block::Fields { fields: fields(make) }];
    if let Some(schedule) = make.schedule {
        let w = |key| make.strings.get(key);
        for notice in &schedule.notices {
            let text = notice_words::sentence(notice, make.protocol, &|date| make.strings.short_date(date), &w);
            blocks.push(Block::Text { text, strong: true });
        }
        blocks.extend(values(make, schedule));
    }
    if !make.protocol.before.is_empty() {
        let items = make.protocol.before.iter().map(Text::plain).collect();
        blocks.push(Block::Checklist { title: Some(make.word("plan_before").to_owned()), items });
    }
    blocks.extend(phases(make));
    blocks.extend(contacts(make));
    vec![Part::new(None, blocks)]
}

/// Who, and every day that the plan counts from: known, or to be written down as it comes.
fn fields(make: &Make<'_>) -> Vec<Field> {
    let mut fields = vec![Field { label: make.word("name").to_owned(), value: None }];
    for anchor in &make.protocol.core.anchors {
        let known = make.schedule.and_then(|schedule| schedule.anchors.iter().find(|known| known.id == anchor.id));
        let date = known.and_then(|known| Some((known.date?, known.provisional)));
        let label = make.protocol.anchors.get(&anchor.id).map_or_else(|| anchor.id.to_string(), |t| t.label.plain());
        let value = date.map(|(date, provisional)| {
            let date = make.strings.date(date);
            if provisional { make.strings.fill("provisional_date", &[("date", &date)]) } else { date }
        });
        let computed = matches!(anchor.known_by, KnownBy::TaperEnd(_));
        if value.is_some() || !computed {
            fields.push(Field { label: capital(&label), value });
        }
    }
    fields
}

/// Values that were given, and what follows from them.
fn values(make: &Make<'_>, schedule: &Schedule) -> Option<Block> {
    let given = schedule.inputs.iter().map(|used| Fact { label: input_label(make, used), value: value(make, used) });
    let worked_out = schedule.quantities.iter().map(|quantity| {
        let label = make.protocol.quantities.get(&quantity.id).map_or_else(String::new, |text| text.label.plain());
        let w = |key| make.strings.get(key);
        Fact { label, value: format!("{} {}", words::number_range(quantity.rounded, &w), quantity.unit) }
    });
    let facts: Vec<Fact> = given.chain(worked_out).collect();
    (!facts.is_empty()).then_some(Block::Facts { facts })
}

fn input_label(make: &Make<'_>, used: &InputUsed) -> String {
    make.protocol.inputs.get(&used.id).map_or_else(|| used.id.to_string(), |text| text.label.plain())
}

/// A value, and whose it is where the person did not give it.
fn value(make: &Make<'_>, used: &InputUsed) -> String {
    let value = value_words::given(&used.id, &used.value, make.protocol, make.strings);
    match used.layer {
        Layer::Person => value,
        Layer::Clinic => format!("{value} ({})", make.word("origin_own")),
        Layer::Protocol => format!("{value} ({})", make.word("origin_protocol")),
    }
}

/// A part of the plan: its title, its days, what is done.
type Row3 = [String; 3];

/// The parts in order: a table, or where letters are large one under the other.
fn phases(make: &Make<'_>) -> Vec<Block> {
    let rows: Vec<Row3> = match make.schedule {
        Some(schedule) => {
            let placed = schedule.phases.iter().filter_map(|dated| {
                let phase = make.protocol.core.phase(&dated.id)?;
                Some(row(make, phase, when(make, dated)))
            });
            let waiting = schedule.waiting.iter().filter_map(|waiting| make.protocol.core.phase(&waiting.id));
            placed.chain(waiting.map(|phase| row(make, phase, undated(make, phase)))).collect()
        }
        None => make.protocol.core.phases.iter().map(|phase| row(make, phase, undated(make, phase))).collect(),
    };
    match make.print {
        Print::Standard => vec![table(make, rows)],
        Print::Large => rows
            .into_iter()
            .flat_map(|[title, when, what]| {
                [
                    Block::Heading { text: title },
                    Block::Text { text: when, strong: true },
                    Block::Text { text: what, strong: false },
                ]
            })
            .collect(),
    }
}

fn table(make: &Make<'_>, rows: Vec<Row3>) -> Block {
    let column = |key: &str, share| Column { label: make.word(key).to_owned(), share };
    let columns = vec![column("part", 28), column("when", 32), column("what_you_do", 60)];
    let cells = |[title, when, what]: Row3| vec![Cell::Header(title), Cell::Text(when), Cell::Text(what)];
    let rows = rows.into_iter().map(|row| Row { emphasis: None, cells: cells(row) }).collect();
    Block::Table { caption: make.word("plan_phases").to_owned(), columns, rows, fill: false, row_height: 0 }
}

fn when(make: &Make<'_>, dated: &DatedPhase) -> String {
    let from = make.strings.date(dated.from);
    let to = make.strings.date(dated.to);
    let days = if dated.open {
        make.strings.fill("from_on", &[("from", &from)])
    } else if dated.from == dated.to {
        from
    } else {
        format!("{from} – {to}")
    };
    if dated.provisional { make.strings.fill("provisional_date", &[("date", &days)]) } else { days }
}

fn undated(make: &Make<'_>, phase: &Phase) -> String {
    let w = |key| make.strings.get(key);
    words::phase(phase, make.protocol, &w)
}

fn row(make: &Make<'_>, phase: &Phase, when: String) -> Row3 {
    let text = make.protocol.phases.get(&phase.id);
    let title = text.map_or_else(|| phase.id.to_string(), |text| text.title.plain());
    let title = match (&phase.presence, make.schedule) {
        (Presence::Always, _) | (_, Some(_)) => title,
        (Presence::Optional | Presence::InsteadOf(_), None) => format!("{title} ({})", make.word("optional")),
    };
    [title, when, what(make, phase, text)]
}

/// What is done in a part, when to go on, and for clinicians their notes.
fn what(make: &Make<'_>, phase: &Phase, text: Option<&PhaseText>) -> String {
    let core = &make.protocol.core;
    let activities = phase.activities.iter().filter_map(|id| core.activity(id));
    let mut parts: Vec<String> = activities.map(|activity| activity_words(make, phase, activity)).collect();
    if let Some(text) = text {
        let leave = text.leave.iter().map(Text::plain).collect::<Vec<_>>();
        if !leave.is_empty() {
            parts.push(format!("{} {}", make.word("phase_leave"), leave.join(" ")));
        }
        if make.audience == Audience::Clinician {
            parts.extend(text.clinician_note.as_ref().map(Text::plain));
        }
    }
    let ended = |part: String| if part.ends_with(['.', '?', '!']) { part } else { part + "." };
    parts.into_iter().map(ended).collect::<Vec<_>>().join(" ")
}

fn activity_words(make: &Make<'_>, phase: &Phase, activity: &Activity) -> String {
    let w = |key| make.strings.get(key);
    let text = make.protocol.activities.get(&activity.id);
    let title = text.map_or_else(|| activity.id.to_string(), |text| text.title.plain());
    let often = words::when(activity, phase, make.protocol, &w);
    let long = words::length(&activity.timing, &w);
    let how = [often, long].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let words = if how.is_empty() { title } else { format!("{title}: {how}") };
    let mut words = make.strings.only_if(words, text.and_then(|text| text.only_if.as_ref()));
    let pause =
        text.map(|text| text.pause_if.iter().map(Text::plain).collect::<Vec<_>>().join(" ")).unwrap_or_default();
    if !pause.is_empty() {
        words = format!("{words}. {} {pause}", make.word("pause_if"));
    }
    if let Some(note) = text.and_then(|text| text.clinician_note.as_ref())
        && make.audience == Audience::Clinician
    {
        words = format!("{words}. {}", note.plain());
    }
    words
}

/// The next contacts in one list, where there is a schedule; their own sheet has the rest.
fn contacts(make: &Make<'_>) -> Option<Block> {
    let schedule = make.schedule?;
    let items: Vec<String> = schedule
        .checkpoints
        .iter()
        .filter_map(|contact| {
            let text = make.protocol.checkpoints.get(&contact.id)?;
            Some(format!("{}: {}", make.strings.date(contact.date), super::visits::what(make, text)))
        })
        .collect();
    let title = Some(make.word("plan_checks").to_owned());
    (!items.is_empty()).then_some(Block::List { title, items, ordered: false })
}

/// A text with its first letter large.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
