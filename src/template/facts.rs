//! What a template says of the alert: which labels it shows, whether its value, which queries it runs.

use super::TemplateError;
use super::kind::QueryPlace;
use std::ops::Range;

/// A template that Prometheus would load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pub(super) labels: Vec<(String, Range<usize>)>,
    pub(super) guards: Vec<String>,
    pub(super) external_labels: Vec<(String, Range<usize>)>,
    pub(super) value: Option<Range<usize>>,
    pub(super) shown: Vec<Shown>,
    pub(super) queries: Vec<Query>,
    pub(super) faults: Vec<TemplateError>,
    pub(super) defined: Vec<String>,
    pub(super) called: Vec<(String, Range<usize>)>,
}

/// A constant text that is given to `query`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The PromQL expression, escapes undone.
    pub text: String,
    /// Where it is, without its quotes. As long as `text` if it has no escapes: offsets agree then.
    pub at: Range<usize>,
    /// Names of the labels that are read from its result, and where.
    pub labels: Vec<(String, Range<usize>)>,
}

/// An action that shows the alert's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The function that is given the value; none: it is shown as it is.
    pub through: Option<&'static str>,
    /// The whole action, with its braces.
    pub at: Range<usize>,
}

impl Template {
    /// Names of the alert's labels that are shown, in order, and where each name is.
    ///
    /// They come from `$labels.x`, `.Labels.x`, `index $labels "x"`, and the same through variables,
    /// `with`, parentheses and pipelines.
    pub fn labels_used(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.labels.iter().map(|(name, at)| (name.as_str(), at.clone()))
    }

    /// Whether an `if` or a `with` asks for the label: the text goes without it where it is not there.
    pub fn asks_for(&self, label: &str) -> bool {
        self.guards.iter().any(|guard| guard == label)
    }

    /// As `labels_used`, for Prometheus' external labels.
    pub fn external_labels_used(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.external_labels.iter().map(|(name, at)| (name.as_str(), at.clone()))
    }

    /// Where the alert's value is first used: `$value` or `.Value`.
    pub fn uses_value(&self) -> Option<Range<usize>> {
        self.value.clone()
    }

    /// The actions that show the alert's value.
    pub fn values_shown(&self) -> &[Shown] {
        &self.shown
    }

    pub(super) fn read_of(&mut self, query: QueryPlace, label: Option<String>, at: Range<usize>) {
        let query = query.and_then(|place| self.queries.get_mut(place as usize));
        if let (Some(query), Some(label)) = (query, label) {
            query.labels.push((label, at));
        }
    }

    /// The constant PromQL expressions that it runs.
    pub fn queries(&self) -> impl Iterator<Item = &Query> {
        self.queries.iter()
    }

    /// The templates that it defines.
    pub fn defined(&self) -> impl Iterator<Item = &str> {
        self.defined.iter().map(String::as_str)
    }

    /// The templates that it shows, of its own and of others, and where each name is with its quotes.
    pub fn called(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.called.iter().map(|(name, at)| (name.as_str(), at.clone()))
    }

    /// Mistakes that Prometheus does not see when it loads the rule, but that break the text when the alert
    /// fires: wrong arguments, unknown fields. It then sends `<error expanding template …>` in its place.
    pub fn faults(&self) -> &[TemplateError] {
        &self.faults
    }
}
