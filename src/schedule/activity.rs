//! Activities: what is done, by whom, and how it is spread over a day.
//!
//! Four ways to spread cover what protocols ask: an own pace, a pace that changes
//! in stages, going with another activity, taking another's place. A fifth, on
//! paper, has no sessions at all.
//!
//! Never: titles, the kinds that exist.

use super::bounds::Bounds;
use super::clock::Minutes;
use super::date::{DateExpr, Period};
use super::id::{ActivityId, KindId, PersonId};
use super::pace::{Body, Pace, Stage};
use serde::Serialize;

/// Something to do.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Its name.
    pub id: ActivityId,
    /// Its sort.
    pub kind: KindId,
    /// Whose it is; everyone's where this is not said.
    pub person: Option<PersonId>,
    /// How it is spread over a day.
    pub timing: Timing,
    /// On which days of its phase: every day where this is not said.
    pub days: DayRule,
    /// The day before which it ends, where that is earlier than the phase.
    pub until: Option<DateExpr>,
}

/// On which days an activity is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayRule {
    /// Each day.
    All,
    /// On the days of these series, counted from the first day of the phase.
    Series(Vec<Period>),
}

/// How an activity is spread over a day.
#[derive(Clone, Debug)]
pub enum Timing {
    /// At its own times.
    Paced(Pace),
    /// The same, changing in stages from the first day of the phase.
    Ramp(Vec<Stage>),
    /// With each session of another activity.
    Linked {
        /// Before or after it.
        order: Order,
        /// The activities that set the time: one, or one for each phase.
        leaders: Vec<ActivityId>,
        /// How long it takes.
        body: Body,
    },
    /// In place of some sessions of another activity.
    Overlay {
        /// The activity that gives way.
        replaces: ActivityId,
        /// How many sessions a day.
        count: Bounds<u32>,
        /// How long it takes.
        body: Body,
    },
    /// No sessions: written down, or done when it fits.
    OnPaper,
}

impl Timing {
    /// The paces in it, stage by stage; none where it has no times of its own.
    pub fn paces(&self) -> impl Iterator<Item = &Pace> {
        let (one, stages) = match self {
            Self::Paced(pace) => (Some(pace), &[][..]),
            Self::Ramp(stages) => (None, &stages[..]),
            Self::Linked { .. } | Self::Overlay { .. } | Self::OnPaper => (None, &[][..]),
        };
        one.into_iter().chain(stages.iter().map(|stage| &stage.pace))
    }

    /// What one session is, stage by stage.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let own = match self {
            Self::Linked { body, .. } | Self::Overlay { body, .. } => Some(body),
            Self::Paced(_) | Self::Ramp(_) | Self::OnPaper => None,
        };
        own.into_iter().chain(self.paces().map(|pace| &pace.body))
    }

    /// The activities that this one goes with or takes the place of.
    #[must_use]
    pub fn leaders(&self) -> &[ActivityId] {
        match self {
            Self::Linked { leaders, .. } => leaders,
            Self::Overlay { replaces, .. } => std::slice::from_ref(replaces),
            Self::Paced(_) | Self::Ramp(_) | Self::OnPaper => &[],
        }
    }

    /// The longest interval that it asks for, by day or night.
    #[must_use]
    pub fn longest_interval(&self) -> Option<Minutes> {
        self.paces().filter_map(Pace::longest_interval).max()
    }
}

/// Before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// First this one, then the leader.
    Before,
    /// First the leader, then this one.
    After,
}
