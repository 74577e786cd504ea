//! Every line of a protocol by its path: `phases.build.for`, `calls.emergency.items.2`.
//!
//! Two sorts of lines can be named from outside of the file: values, which the
//! settings of a clinic may replace, and texts, which a translation says in other
//! words. Entries of a list count from 1. What is neither is a name that other
//! lines hang on, and nobody else's business.
//!
//! A new key of a raw shape belongs into one of these two lists, or into neither.
//!
//! Never: who replaces a line, what it means.

use super::entries::Entries;
use super::raw::{
    RawActivity, RawCall, RawField, RawKind, RawMedicine, RawPhase, RawProtocol, RawShared, RawStage, Word,
};

/// What is done with a line: it gets the path and the words.
pub(super) type Visit<'v> = dyn FnMut(String, &mut Word) + 'v;

/// Visits every line that holds a value in the small language, with its path.
pub(super) fn each_value(raw: &mut RawProtocol, visit: &mut Visit<'_>) {
    maybe("plan_end", &mut raw.plan_end, visit);
    maybe("longest_gap", &mut raw.longest_gap, visit);
    below("anchors", &mut raw.anchors, |at, anchor| {
        maybe(&format!("{at}.default"), &mut anchor.default, visit);
        visit(format!("{at}.known"), &mut anchor.known);
    });
    below("quantities", &mut raw.quantities, |at, quantity| {
        visit(format!("{at}.formula"), &mut quantity.formula);
        maybe(&format!("{at}.round"), &mut quantity.round, visit);
    });
    below("phases", &mut raw.phases, |at, phase| {
        visit(format!("{at}.from"), &mut phase.from);
        for (key, word) in [("to", &mut phase.to), ("until", &mut phase.until), ("for", &mut phase.length)] {
            maybe(&format!("{at}.{key}"), word, visit);
        }
    });
    below("activities", &mut raw.activities, |at, activity| of_activity(at, activity, visit));
    below("tapers", &mut raw.tapers, |at, taper| {
        visit(format!("{at}.starts"), &mut taper.starts);
        visit(format!("{at}.steps"), &mut taper.steps);
        visit(format!("{at}.each_level"), &mut taper.each_level);
    });
    below("checkpoints", &mut raw.checkpoints, |at, checkpoint| {
        list(&format!("{at}.on"), &mut checkpoint.on, visit);
        let keys = [
            ("every", &mut checkpoint.every),
            ("from", &mut checkpoint.from),
            ("to", &mut checkpoint.to),
            ("until", &mut checkpoint.until),
        ];
        for (key, word) in keys {
            maybe(&format!("{at}.{key}"), word, visit);
        }
    });
    for (i, need) in raw.needs.iter_mut().enumerate() {
        let at = format!("needs.{}", i + 1);
        visit(format!("{at}.at_least"), &mut need.at_least);
        visit(format!("{at}.from"), &mut need.from);
        visit(format!("{at}.to"), &mut need.to);
    }
}

fn of_activity(at: &str, activity: &mut RawActivity, visit: &mut Visit<'_>) {
    let keys = [
        ("every", &mut activity.every),
        ("per_24h", &mut activity.per_24h),
        ("at_night", &mut activity.at_night),
        ("duration", &mut activity.duration),
        ("blocks", &mut activity.blocks),
        ("total", &mut activity.total),
        ("total_on", &mut activity.total_on),
        ("days", &mut activity.days),
        ("until", &mut activity.until),
    ];
    for (key, word) in keys {
        maybe(&format!("{at}.{key}"), word, visit);
    }
    list(&format!("{at}.times"), &mut activity.times, visit);
    for (i, stage) in activity.ramp.iter_mut().enumerate() {
        of_stage(&format!("{at}.ramp.{}", i + 1), stage, visit);
    }
}

fn of_stage(at: &str, stage: &mut RawStage, visit: &mut Visit<'_>) {
    let keys = [
        ("for", &mut stage.length),
        ("every", &mut stage.every),
        ("per_24h", &mut stage.per_24h),
        ("at_night", &mut stage.at_night),
        ("duration", &mut stage.duration),
    ];
    for (key, word) in keys {
        maybe(&format!("{at}.{key}"), word, visit);
    }
}

/// The parts that protocols and shared files have in common.
struct Common<'a> {
    kinds: &'a mut Entries<RawKind>,
    fields: &'a mut Entries<RawField>,
    visit_form: &'a mut [Word],
    calls: &'a mut Entries<RawCall>,
    medicines: &'a mut Entries<RawMedicine>,
    medicine_boxes: &'a mut [Word],
    equipment: &'a mut [Word],
}

/// Visits every text of a shared file that readers get, with its path.
pub(super) fn each_shared_text(raw: &mut RawShared, visit: &mut Visit<'_>) {
    let common = Common {
        kinds: &mut raw.kinds,
        fields: &mut raw.fields,
        visit_form: &mut raw.visit_form,
        calls: &mut raw.calls,
        medicines: &mut raw.medicines,
        medicine_boxes: &mut raw.medicine_boxes,
        equipment: &mut raw.equipment,
    };
    of_common(common, visit);
}

/// Visits every text of a protocol that readers get, with its path, in the order of the file's keys.
pub(super) fn each_text(raw: &mut RawProtocol, visit: &mut Visit<'_>) {
    visit("title".to_owned(), &mut raw.title);
    visit("summary".to_owned(), &mut raw.summary);
    maybe("for_whom", &mut raw.for_whom, visit);
    list("before", &mut raw.before, visit);
    below("anchors", &mut raw.anchors, |at, anchor| {
        visit(format!("{at}.label"), &mut anchor.label);
        maybe(&format!("{at}.note"), &mut anchor.note, visit);
    });
    below("people", &mut raw.people, |at, person| visit(format!("{at}.label"), &mut person.label));
    below("inputs", &mut raw.inputs, |at, input| {
        visit(format!("{at}.label"), &mut input.label);
        list(&format!("{at}.choices"), &mut input.choices, visit);
        maybe(&format!("{at}.note"), &mut input.note, visit);
    });
    below("quantities", &mut raw.quantities, |at, quantity| {
        visit(format!("{at}.label"), &mut quantity.label);
        maybe(&format!("{at}.note"), &mut quantity.note, visit);
    });
    below("phases", &mut raw.phases, |at, phase| texts_of_phase(at, phase, visit));
    below("activities", &mut raw.activities, |at, activity| texts_of_activity(at, activity, visit));
    below("tapers", &mut raw.tapers, |at, taper| {
        visit(format!("{at}.title"), &mut taper.title);
        list(&format!("{at}.gates"), &mut taper.gates, visit);
        for (key, word) in
            [("if_unsure", &mut taper.if_unsure), ("if_worse", &mut taper.if_worse), ("note", &mut taper.note)]
        {
            maybe(&format!("{at}.{key}"), word, visit);
        }
    });
    below("checkpoints", &mut raw.checkpoints, |at, checkpoint| {
        visit(format!("{at}.title"), &mut checkpoint.title);
        maybe(&format!("{at}.only_if"), &mut checkpoint.only_if, visit);
        maybe(&format!("{at}.with"), &mut checkpoint.with, visit);
        list(&format!("{at}.bring"), &mut checkpoint.bring, visit);
        maybe(&format!("{at}.note"), &mut checkpoint.note, visit);
    });
    for (i, need) in raw.needs.iter_mut().enumerate() {
        visit(format!("needs.{}.text", i + 1), &mut need.text);
    }
    for (i, alert) in raw.alerts.iter_mut().enumerate() {
        visit(format!("alerts.{}.text", i + 1), &mut alert.text);
    }
    let common = Common {
        kinds: &mut raw.kinds,
        fields: &mut raw.fields,
        visit_form: &mut raw.visit_form,
        calls: &mut raw.calls,
        medicines: &mut raw.medicines,
        medicine_boxes: &mut raw.medicine_boxes,
        equipment: &mut raw.equipment,
    };
    of_common(common, visit);
    list("expect", &mut raw.expect, visit);
}

fn texts_of_phase(at: &str, phase: &mut RawPhase, visit: &mut Visit<'_>) {
    visit(format!("{at}.title"), &mut phase.title);
    maybe(&format!("{at}.summary"), &mut phase.summary, visit);
    list(&format!("{at}.enter"), &mut phase.enter, visit);
    list(&format!("{at}.leave"), &mut phase.leave, visit);
    list(&format!("{at}.equipment"), &mut phase.equipment, visit);
    maybe(&format!("{at}.note"), &mut phase.note, visit);
    maybe(&format!("{at}.clinician_note"), &mut phase.clinician_note, visit);
}

fn texts_of_activity(at: &str, activity: &mut RawActivity, visit: &mut Visit<'_>) {
    visit(format!("{at}.title"), &mut activity.title);
    maybe(&format!("{at}.only_if"), &mut activity.only_if, visit);
    list(&format!("{at}.pause_if"), &mut activity.pause_if, visit);
    list(&format!("{at}.how"), &mut activity.how, visit);
    maybe(&format!("{at}.note"), &mut activity.note, visit);
    maybe(&format!("{at}.clinician_note"), &mut activity.clinician_note, visit);
}

fn of_common(common: Common<'_>, visit: &mut Visit<'_>) {
    let Common { kinds, fields, visit_form, calls, medicines, medicine_boxes, equipment } = common;
    below("kinds", kinds, |at, kind| {
        visit(format!("{at}.label"), &mut kind.label);
        maybe(&format!("{at}.short"), &mut kind.short, visit);
    });
    below("fields", fields, |at, field| {
        visit(format!("{at}.label"), &mut field.label);
        list(&format!("{at}.choices"), &mut field.choices, visit);
        maybe(&format!("{at}.note"), &mut field.note, visit);
    });
    list("visit_form", visit_form, visit);
    below("calls", calls, |at, call| {
        maybe(&format!("{at}.title"), &mut call.title, visit);
        maybe(&format!("{at}.about"), &mut call.about, visit);
        list(&format!("{at}.items"), &mut call.items, visit);
    });
    below("medicines", medicines, |at, medicine| {
        visit(format!("{at}.purpose"), &mut medicine.purpose);
        list(&format!("{at}.questions"), &mut medicine.questions, visit);
        list(&format!("{at}.warnings"), &mut medicine.warnings, visit);
        maybe(&format!("{at}.note"), &mut medicine.note, visit);
    });
    list("medicine_boxes", medicine_boxes, visit);
    list("equipment", equipment, visit);
}

fn below<T>(group: &str, entries: &mut Entries<T>, mut each: impl FnMut(&str, &mut T)) {
    for (key, value) in &mut entries.0 {
        each(&format!("{group}.{}", key.value), value);
    }
}

fn maybe(path: &str, word: &mut Option<Word>, visit: &mut Visit<'_>) {
    if let Some(word) = word {
        visit(path.to_owned(), word);
    }
}

fn list(path: &str, words: &mut [Word], visit: &mut Visit<'_>) {
    for (i, word) in words.iter_mut().enumerate() {
        visit(format!("{path}.{}", i + 1), word);
    }
}
