//! One alert of a rule: a set of labels for which its expression gave, or gives, a result.

use crate::model::Millis;
use crate::series::{Labels, Reading, SeriesId, SetId};

/// What an alert is at an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    #[default]
    Inactive,
    Pending,
    Firing,
}

impl State {
    /// As the label `alertstate` has it, and people read it.
    pub fn word(self) -> &'static str {
        match self {
            State::Inactive => "inactive",
            State::Pending => "pending",
            State::Firing => "firing",
        }
    }
}

/// What the rule remembers of it. Annotations are expanded when somebody looks at them.
#[derive(Clone, Debug)]
pub(super) struct Alert {
    pub state: State,
    /// With `alertname` and the labels of the rule.
    pub labels: SetId,
    pub seen: Seen,
    pub active_at: Millis,
    pub fired_at: Option<Millis>,
    pub resolved_at: Option<Millis>,
    pub keep_firing_since: Option<Millis>,
    pub last_sent_at: Option<Millis>,
    pub valid_until: Option<Millis>,
    /// The evaluation that last gave a result for it.
    pub evaluation: u64,
    pub series: OwnSeries,
}

/// What the expression gave when it last gave something, for the templates.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// The labels of the result.
    pub source: SetId,
    pub value: Value,
    /// Those whose texts run queries: they say what was true then.
    pub annotations: Vec<Option<String>>,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Float(f64),
    /// A native histogram, as Prometheus writes it.
    Histogram(String),
}

impl Value {
    pub fn of(reading: &Reading) -> Value {
        match reading {
            Reading::Float(value) => Value::Float(*value),
            Reading::Histogram(histogram) => Value::Histogram(histogram.to_string()),
        }
    }

    /// As the API gives it; that of a histogram is 0.
    pub fn number(&self) -> f64 {
        match self {
            Value::Float(value) => *value,
            Value::Histogram(_) => 0.0,
        }
    }
}

/// The series that tell of it, once they are known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OwnSeries {
    /// `ALERTS{alertstate="pending"}`
    pub pending: Option<SeriesId>,
    /// `ALERTS{alertstate="firing"}`
    pub firing: Option<SeriesId>,
    /// `ALERTS_FOR_STATE`
    pub since: Option<SeriesId>,
}

impl Alert {
    /// A new one, pending.
    pub fn new(labels: SetId, seen: Seen, at: Millis) -> Alert {
        Alert {
            state: State::Pending,
            labels,
            seen,
            active_at: at,
            fired_at: None,
            resolved_at: None,
            keep_firing_since: None,
            last_sent_at: None,
            valid_until: None,
            evaluation: 0,
            series: OwnSeries::default(),
        }
    }
}

/// An alert that is pending or firing, as people see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Active {
    pub state: State,
    /// With `alertname` and the labels of the rule, without external labels.
    pub labels: Labels,
    /// Sorted by name; expanded.
    pub annotations: Vec<(String, String)>,
    /// What its expression gave last.
    pub value: f64,
    /// Since when it is pending.
    pub active_at: Millis,
    /// Since when it fires.
    pub fired_at: Option<Millis>,
}
