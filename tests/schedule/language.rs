//! The protocol language: what it accepts, and what it says of faulty files.
//!
//! Never: dates of a plan.

use crate::support::{ALL, PUMP_LED, REGULAR, around, good, id, read};
use latchwork::model::protocol::words;

#[test]
fn every_protocol_reads_without_a_finding() {
    for (id, text) in ALL {
        good(id, text);
    }
}

#[test]
fn names_that_nothing_has_are_found_at_their_word() {
    let text = around("every: 3h {clinic}\nuntil: brith - 2 days")
        .replace("do: [pump]", "do: [pump, feed], alongside: [boost], forbids: [pumps]");
    let (_, found) = read("names", &text);
    assert_eq!(
        found,
        [
            "11:44: error[undeclared-name]: there is no activity `feed`",
            "11:63: error[undeclared-name]: there is no phase `boost`",
            "11:81: error[undeclared-name]: there is no kind of activity `pumps`",
            "17:12: error[undeclared-name]: there is no anchor `brith`",
        ]
    );
}

#[test]
fn faulty_values_are_all_found_in_one_run() {
    let text = around(
        "every: 3-2h {clinic}\nper_24h: many {clinic}\nduration: 15 moments {clinic}\ndays: every fortnight\nsides: upper",
    );
    let (_, found) = read("values", &text);
    let codes: Vec<_> = found.iter().filter_map(|line| line.split(": ").nth(1)).collect();
    assert_eq!(
        codes,
        [
            "error[invalid-value]",
            "error[invalid-value]",
            "error[invalid-value]",
            "error[invalid-value]",
            "error[unknown-value]"
        ]
    );
}

#[test]
fn marks_say_where_a_number_comes_from() {
    let (protocol, found) =
        read("marks", &around("every: 2-3h [@a; @b-1] {clinic}\nduration: 15 min\nper_24h: 8-12 {unverified}"));
    assert_eq!(
        found,
        [
            "17:15: warning[uncited-value]: `15 min` does not say where it comes from",
            "18:14: warning[unverified-value]: this is marked as unverified and is left out",
        ]
    );
    let protocol = protocol.expect("warnings stop nothing");
    let text = &protocol.activities[&id("pump")];
    assert_eq!(text.sources().into_iter().map(|key| key.value.as_str()).collect::<Vec<_>>(), ["a", "b-1"]);
    assert!(protocol.cites.iter().any(|key| key.value == "b-1"));
}

#[test]
fn what_cannot_go_together_is_found_before_any_date() {
    let cases = [
        ("every: 2-3h {clinic}\nper_24h: 14-16 {clinic}", "impossible-count"),
        ("every: 3h {clinic}\nafter: pump", "invalid-value"),
        ("after: pump", "protocol-loop"),
        ("times: ['06:00']\nper_24h: 3 {clinic}", "invalid-value"),
        ("ramp: [{every: '4h {clinic}'}, {every: '3h {clinic}'}]", "missing-key"),
    ];
    for (activity, code) in cases {
        let (_, found) = read("cases", &around(activity));
        assert!(found.iter().any(|line| line.contains(&format!("[{code}]"))), "{activity}: {found:?}");
    }
    let phases = [
        ("from: start, to: start - 1 day", "phase-order"),
        ("from: start, forbids: [pump]", "forbidden-activity"),
        ("from: start + 1 month, to: start + 30 days", "phase-order"),
    ];
    for (phase, code) in phases {
        let (_, found) = read("phases", &around("every: 3h {clinic}").replace("from: start,", &format!("{phase},")));
        assert!(found.iter().any(|line| line.contains(&format!("[{code}]"))), "{phase}: {found:?}");
    }
    let two = around("every: 3h {clinic}")
        .replace("do: [pump]}", "do: [pump]}\n  more: {title: M, from: start + 3 days, do: [pump]}");
    assert!(read("two", &two).1.iter().any(|line| line.contains("[phase-overlap]")));
    let endless = around("every: 3h {clinic}").replace("plan_end: start + 6 days\n", "");
    assert!(read("endless", &endless).1.iter().any(|line| line.contains("[endless-phase]")));
    let silent = around("every: 3h {clinic}").replace("use: [lactation]\n", "kinds: {pump: {label: Pump}}\n");
    assert!(read("silent", &silent).1.iter().any(|line| line.contains("[missing-call]")));
}

#[test]
fn shared_calls_come_first_and_a_protocol_adds_to_them() {
    let file = good("relactation-pump-led", PUMP_LED);
    let call = file.calls.iter().find(|call| call.id == "lactation-24h").expect("shared");
    assert_eq!(call.items.len(), 6);
    assert!(file.calls.windows(2).all(|pair| pair[0].level <= pair[1].level), "most urgent first");
}

#[test]
fn what_goes_with_another_names_it_in_whichever_phase_it_is() {
    let file = good("induced-regular", REGULAR);
    let phase = file.core.phase(&id("baby-early")).expect("a phase of the protocol");
    let timing = |name: &str| &file.core.activity(&id(name)).expect("an activity of the protocol").timing;
    let strings = |key: &'static str| if key == "words_before_each" { "before each {activity}" } else { key };
    let said = words::frequency(timing("feed-first"), phase, &file, &strings);
    assert_eq!(said.as_deref(), Some("before each Pump both sides"), "its leaders are in the phases alongside");
}
