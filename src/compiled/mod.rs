//! A protocol, compiled for a page's script: the form `latchwork.protocol/1`.
//!
//! The browser holds no rule about sessions. Whatever the engine decides about a
//! day's clock times stands ready here, for every length of day in steps of a
//! quarter of an hour; the script adds dates and draws. What the script computes
//! itself is arithmetic that anyone can check: dates from anchors, sums, gaps,
//! fractions. Both are held together by tests that run them side by side.
//!
//! The file is published as `protocols/ID.json`, and as `protocols/ID.es.json` with the
//! words of a translation; nothing else in it is another. A member that has nothing to say is
//! left out, but for the open ends of ranges. Its members, in the order of the file:
//!
//! | member | holds |
//! |---|---|
//! | `format` | `latchwork.protocol/1` |
//! | `id`, `version`, `status` | which protocol, and how far its review has come (`draft`, `submitted`, `under-review`, `approved`, `changed-since-approval`, `withdrawn`) |
//! | `title`, `summary` | texts |
//! | `hours` | the site's usual day: `wake`, `bed` |
//! | `counting` | the day of `anchor` has the number `first` |
//! | `plan_end` | DATE: the last day laid out for phases without an end |
//! | `gap_limit` | MINUTES: the longest gap that needs no warning |
//! | `kinds` | list of `id`, `label`, `short`, `counted` (whether its sessions count per day) |
//! | `people` | list of `id`, `label` |
//! | `anchors` | list of `id`, `label`, `note`, `known` (`planning`, `event`, `decision`, `{"computed": DATE}`, `{"taper-end": TAPER}`), `default` DATE, `optional`, `replaces`, `before` (anchors that it must not come after) |
//! | `phases` | list of `id`, `title`, `summary`, `note`, `enter`, `leave`, `from` DATE, `or_earlier`, `to` DATE (last day), `until` DATE (day after the last), `length` RANGE of days, `presence` (`always`, `optional`, `{"instead-of": PHASE}`), `alongside`, `activities` |
//! | `activities` | list of `id`, `title`, `how` (steps), `note`, `only_if`, `pause_if`, `kind`, `person`, `until` DATE, `days` (list of EVERY; each day where it is missing), `timing`, `longest_interval` MINUTES |
//! | `inputs` | list of `id`, `label`, `note`, `missing` (`blank`, `ask`, `hide`), `required`, `kind` (`number`, `choice`, `date`, `text`), `unit`, `bounds` RANGE of NUMBERs, `choices` (list of `id`, `label`), `default` (`value` NUMBER, `unit`) |
//! | `quantities` | list of `id`, `label`, `note`, `first` TERM, `rest` (list of `{"times": TERM}` or `{"over": TERM}`, from left to right), `round` (`{"up-to": NUMBER}`, `{"nearest": NUMBER}`) |
//! | `tapers` | list of `id`, `title`, `gates`, `if_unsure`, `if_worse`, `note`, `starts` DATE, `amount` (an input), `steps` (`{"by": NUMBER}`, or `{"percent": NUMBER}` of the start), `days` (of each level); the last of both lists goes on |
//! | `checkpoints` | list of `id`, `title`, `only_if`, `with`, `bring`, `note`, `on` (list of DATE) or `every` EVERY with `from`, `to`, `until` DATE |
//! | `lead_times` | list of `text`, `from`, `to` DATE, `needed` days between them, `suggest` (another protocol) |
//! | `alerts` | list of `text`, `level`, `date` DATE, `order` (`before`, `after`), `other` DATE |
//! | `calls` | list of `id`, `level` (`emergency`, `urgent`, `non-urgent`), `title`, `about`, `items`, most urgent first |
//! | `quarter` | MINUTES: the step of the lengths of day that grids know |
//! | `grids` | list of GRID |
//! | `series` | list of lists of MINUTES, each in order |
//!
//! | value | written |
//! |---|---|
//! | MINUTES | a whole number |
//! | NUMBER | an exact fraction in lowest terms as a text: `"21/5"`, `"30"` |
//! | RANGE | `[low, high]`, `null` for an open end |
//! | DATE | `{"earliest": [MOMENT, …]}` of those that are known, or `{"latest": [MOMENT, …]}`, known when all are |
//! | MOMENT | `["due"]`, or `["due", -6, "weeks"]`; units are `days`, `weeks`, `months` (clamped to the month's last day) |
//! | EVERY | `{"step": [2, "weeks"]}` from the first date, or `{"weekday": 1}`, Monday being 1 |
//! | TERM | `{"name": INPUT or QUANTITY}`, or `{"constant": {"range": RANGE of NUMBERs, "unit": "ml/kg"}}` |
//! | `timing` | `{"paced": PACE}`; `{"ramp": [{"days": 2, "pace": PACE}, …]}`, the last going on; `{"linked": {"order": "before", "leaders": [ACTIVITY], "minutes": RANGE}}`; `{"overlay": {"replaces": ACTIVITY, "places": [[], [0], [1], …], "minutes": RANGE}}`, where `places[n]` says which of `n` free sessions by day it takes; `"on-paper"` without sessions |
//! | PACE | `minutes` RANGE of one session or `null`; `wanted` RANGE of sessions a day; `at_night`, the least at night; `closest`, two MINUTES: the least time from one session to the next by day and by night when one began late; `slots` |
//! | `slots` | `{"times": ["06:00"]}` of day; `{"untimed": [by day, by night]}`; `{"every": {"range": RANGE, "grid": 0, "preferred": [[120, 1], …]}}`: numbers of grids, usual and for each interval by day that a person may prefer. A preference outside `range` changes nothing |
//! | GRID | two lists of runs, `wake` and `bed`. A run `[length, series]` holds from this length of day (waking to bed, in minutes) up to the next run. The series in `wake` is minutes after waking, that in `bed` minutes after bed time; together they are the day's sessions. Sessions at or after bed time are night sessions |
//!
//! Never: dates of a plan, HTML, a rule that the engine does not have.

mod date;
mod figure;
mod grid;
mod part;

use crate::model::protocol::ProtocolFile;
use crate::schedule::{ClockTime, Minutes, ProtocolId, Status};
use date::Expr;
use figure::{InputForm, QuantityForm, TaperForm};
use grid::{Grid, Pool, QUARTER};
use part::{
    ActivityForm, AlertForm, AnchorForm, CallForm, CheckpointForm, CountingForm, KindForm, LeadTimeForm, PersonForm,
    PhaseForm,
};
use serde::Serialize;

/// A compiled protocol; serialise it. Each member is described in the essay above.
#[derive(Debug, Serialize)]
pub struct Compiled<'a> {
    format: &'static str,
    id: &'a ProtocolId,
    version: &'a str,
    status: Status,
    title: String,
    summary: String,
    hours: Hours,
    counting: CountingForm<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan_end: Option<Expr<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap_limit: Option<Minutes>,
    kinds: Vec<KindForm<'a>>,
    people: Vec<PersonForm<'a>>,
    anchors: Vec<AnchorForm<'a>>,
    phases: Vec<PhaseForm<'a>>,
    activities: Vec<ActivityForm<'a>>,
    inputs: Vec<InputForm<'a>>,
    quantities: Vec<QuantityForm<'a>>,
    tapers: Vec<TaperForm<'a>>,
    checkpoints: Vec<CheckpointForm<'a>>,
    lead_times: Vec<LeadTimeForm<'a>>,
    alerts: Vec<AlertForm<'a>>,
    calls: Vec<CallForm<'a>>,
    quarter: u32,
    grids: Vec<Grid>,
    series: Vec<Vec<u32>>,
}

/// The hours of the day that a page offers first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Hours {
    /// When the day series begins.
    pub wake: ClockTime,
    /// When the night series begins.
    pub bed: ClockTime,
}

/// Compiles a protocol. `hours` are the site's usual ones.
#[must_use]
pub fn compile(file: &ProtocolFile, hours: Hours) -> Compiled<'_> {
    let core = &file.core;
    let mut pool = Pool::default();
    let activities = part::activities(file, &mut pool);
    let (grids, series) = pool.into_lists();
    Compiled {
        format: "latchwork.protocol/1",
        id: &core.id,
        version: &core.version,
        status: core.status,
        title: file.title.plain(),
        summary: file.summary.plain(),
        hours,
        counting: CountingForm { anchor: &core.counting.anchor, first: core.counting.first },
        plan_end: core.plan_end.as_ref().map(Expr::of),
        gap_limit: core.gap_limit,
        kinds: part::kinds(file),
        people: part::people(file),
        anchors: part::anchors(file),
        phases: part::phases(file),
        activities,
        inputs: figure::inputs(file),
        quantities: figure::quantities(file),
        tapers: figure::tapers(file),
        checkpoints: part::checkpoints(file),
        lead_times: part::lead_times(file),
        alerts: part::alerts(file),
        calls: part::calls(file),
        quarter: QUARTER,
        grids,
        series,
    }
}
