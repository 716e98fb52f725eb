//! One evaluation of one rule.

use super::alerting::Alerting;
use super::group::{Kind, Rule};
use super::manager::RulePlace;
use super::options::Options;
use super::recording::Recording;
use super::texts::{Expansion, Queries};
use crate::engine::promql::{Query, Sample, Value};
use crate::model::Millis;
use crate::series::{Labels, Reading, Store};
use crate::text::Span;

/// A rule that could not be evaluated, or whose samples could not be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    pub at: Millis,
    pub rule: RulePlace,
    /// In Prometheus' words.
    pub message: String,
    /// The part of the expression that failed, or the rule.
    pub span: Span,
}

/// A rule and what it remembers.
pub(super) struct Evaluated {
    pub query: Query,
    pub memory: Memory,
}

pub(super) enum Memory {
    Recording(Recording),
    Alerting(Alerting),
}

/// When and how a rule is evaluated.
#[derive(Clone, Copy)]
pub(super) struct Moment {
    pub at: Millis,
    pub query_offset: Millis,
    pub limit: i64,
}

impl Evaluated {
    pub fn new(rule: &Rule, options: &Options) -> Evaluated {
        let memory = match &rule.kind {
            Kind::Record => Memory::Recording(Recording::new(rule)),
            Kind::Alert { pending, keep_firing_for, annotations } => {
                Memory::Alerting(Alerting::new(rule, *pending, *keep_firing_for, annotations))
            }
        };
        Evaluated { query: Query::new(&rule.expr, &options.promql), memory }
    }

    pub fn alerting(&self) -> Option<&Alerting> {
        match &self.memory {
            Memory::Alerting(alerting) => Some(alerting),
            Memory::Recording(_) => None,
        }
    }

    /// Forgets what a restarted server would not know.
    pub fn restart(&mut self) {
        match &mut self.memory {
            Memory::Alerting(alerting) => alerting.restart(),
            Memory::Recording(recording) => recording.restart(),
        }
    }

    /// Asks the expression and updates the rule's state; nothing is written yet. Of a failure nothing more follows.
    ///
    /// # Errors
    /// What failed, and where in the expression when it is there.
    pub fn ask(
        &mut self,
        moment: Moment,
        store: &mut Store,
        options: &Options,
        queries: &mut Queries,
    ) -> Result<Vec<Sample>, (String, Option<Span>)> {
        let asked = moment.at - moment.query_offset;
        let answer =
            self.query.instant(store, asked).map_err(|failure| (failure.message, Some(failure.span)))?;
        let results = as_vector(answer.value, asked, store).map_err(|message| (message, None))?;
        let done = match &mut self.memory {
            Memory::Recording(recording) => recording.targets(&results, moment.limit, store),
            Memory::Alerting(alerting) => {
                let mut expansion = Expansion { options, queries, store, at: moment.at };
                alerting.update(&results, moment.limit, moment.at, &mut expansion)
            }
        };
        done.map(|()| results).map_err(|message| (message, None))
    }

    /// Writes what was asked for, and ends the series that are gone.
    ///
    /// # Errors
    /// The last sample that a series refused; the others are written.
    pub fn write(&mut self, results: &[Sample], moment: Moment, store: &mut Store) -> Result<(), String> {
        let at = moment.at - moment.query_offset;
        let (outcome, written) = match &mut self.memory {
            Memory::Recording(recording) => (recording.write(results, store), &mut recording.written),
            Memory::Alerting(alerting) => (alerting.write(store, at), &mut alerting.written),
        };
        written.finish(store, at);
        outcome
    }
}

/// What a rule makes of a value: a scalar is a result without labels.
///
/// # Errors
/// In Prometheus' words, for what is neither.
pub fn as_vector(value: Value, at: Millis, store: &mut Store) -> Result<Vec<Sample>, String> {
    match value {
        Value::Vector(samples) => Ok(samples),
        Value::Scalar(value) => {
            let labels = store.sets.id(&Labels::default());
            Ok(vec![Sample { labels, at, reading: Reading::Float(value) }])
        }
        Value::Text(_) | Value::Matrix(_) => Err("rule result is not a vector or scalar".to_owned()),
    }
}
