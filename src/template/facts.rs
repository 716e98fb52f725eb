//! What a template says of the alert: which labels it shows, whether its value, which queries it runs.

use super::TemplateError;
use std::ops::Range;

/// A template that Prometheus would load.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pub(super) labels: Vec<(String, Range<usize>)>,
    pub(super) external_labels: Vec<(String, Range<usize>)>,
    pub(super) value: Option<Range<usize>>,
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
}

impl Template {
    /// Names of the alert's labels that are shown, in order, and where each name is.
    ///
    /// They come from `$labels.x`, `.Labels.x`, `index $labels "x"`, and the same through variables,
    /// `with`, parentheses and pipelines.
    pub fn labels_used(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.labels.iter().map(|(name, at)| (name.as_str(), at.clone()))
    }

    /// The same for Prometheus' external labels.
    pub fn external_labels_used(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.external_labels.iter().map(|(name, at)| (name.as_str(), at.clone()))
    }

    /// Where the alert's value is first used: `$value` or `.Value`.
    pub fn uses_value(&self) -> Option<Range<usize>> {
        self.value.clone()
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
