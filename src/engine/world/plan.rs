//! What a run is asked to do.

use crate::engine::{dispatch, rules};
use crate::lower::Matcher;
use crate::model::Millis;

/// What the world is like.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The first evaluation. Groups are evaluated then, and again every interval of theirs; a real server spreads
    /// them over the interval by a hash of their names.
    pub start: Millis,
    /// Whether values and annotations are kept for each evaluation ([`super::Instance::looks`]).
    pub details: bool,
    pub rules: rules::Options,
    /// It starts with the run.
    pub alertmanager: dispatch::Options,
}

/// Something that people do in the middle of a run.
#[derive(Clone, Debug)]
pub enum Action {
    /// Alerts that all these matchers match are not told of until then.
    Silence {
        matchers: Vec<Matcher<'static>>,
        until: Millis,
    },
    /// What it knew of alerts comes back from `ALERTS_FOR_STATE`.
    RestartPrometheus,
    RestartAlertmanager,
}
