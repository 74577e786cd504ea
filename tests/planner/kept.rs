//! What the planner's script reads of plans that were kept, as files and on a device, and what it writes back.
//!
//! Nothing that somebody kept is lost because this site cannot show it.
//!
//! Never: what a plan says; the engine knows that.

use super::ask;
use serde_json::{Value, json};

#[test]
fn files_that_are_no_plans_are_told_apart() {
    let plans = json!([{ "id": "walks", "title": "Walks" }]);
    let good = json!({ "format": "latchwork.plan/1", "wake": "06:00", "bed": "22:00" });
    let kept = |id: &str, plan: &Value| {
        json!({ "format": "latchwork.kept/1", "name": " Ours ", "protocol": { "id": id, "version": "1" }, "plan": plan, "log": { "2026-12-01": { "3": "14:40", "x": "14:40" }, "soon": {} } }).to_string()
    };
    let texts = [
        "{",
        "[]",
        "{}",
        "\"x\"",
        &kept("runs", &good),
        &kept("walks", &json!({ "wake": "6" })),
        &kept("walks", &good),
    ];
    let questions: Vec<Value> = texts.iter().map(|text| json!({ "read": { "text": text, "plans": plans } })).collect();
    let answers = ask("UTC", &questions);
    let faults: Vec<_> = answers.iter().map(|answer| answer["fault"].as_str()).collect();
    let none = Some("not_a_plan");
    assert_eq!(faults, [none, none, none, none, Some("unknown_plan"), Some("damaged_plan"), None]);
    assert_eq!(answers[6]["kept"]["name"], "Ours");
    assert_eq!(answers[6]["kept"]["log"], json!({ "2026-12-01": { "3": "14:40" } }));
}

#[test]
fn what_cannot_be_shown_stays_kept() {
    let plans = json!([{ "id": "walks", "title": "Walks" }, { "id": "naps", "title": "Naps" }]);
    let plan = json!({ "format": "latchwork.plan/1", "wake": "06:00", "bed": "22:00" });
    let kept = |id: &str| json!({ "format": "latchwork.kept/1", "name": id, "protocol": { "id": id, "version": "1" }, "plan": plan, "log": { "2026-12-01": { "3": "14:40" } } });
    let (gone, odd) = (kept("gone"), json!("what is this?"));
    let stored = |plans: Value, current: usize| json!({ "plans": plans, "current": current }).to_string();
    let texts = [
        stored(json!([gone, kept("walks"), odd, kept("naps")]), 3),
        stored(json!([kept("walks"), gone]), 1),
        stored(json!([gone]), 0),
        stored(json!([]), 0),
    ];
    let question = |text: &String| json!({ "stored": { "text": text, "plans": plans } });
    let answers = ask("UTC", &texts.iter().map(question).collect::<Vec<_>>());
    let names = |answer: &Value| {
        let plans = answer["kept"]["plans"].as_array().cloned().unwrap_or_default();
        plans.iter().filter_map(|plan| plan["name"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(answers.iter().map(names).collect::<Vec<_>>(), [vec!["walks", "naps"], vec!["walks"], vec![], vec![]]);
    let current: Vec<_> = answers.iter().map(|answer| answer["kept"]["current"].as_i64()).collect();
    assert_eq!(current, [Some(1), Some(-1), Some(-1), None], "the plan that was open, or none");
    let written: Vec<_> = answers.iter().map(|answer| &answer["written"]["plans"]).collect();
    let whole =
        [json!([kept("walks"), kept("naps"), gone, odd]), json!([kept("walks"), gone]), json!([gone]), json!([])];
    assert_eq!(written, whole.iter().collect::<Vec<_>>());
}
