//! Whether an alert is on a side of an inhibition, as far as its labels are known.

use crate::expr::{MatchOp, Matcher};
use crate::model::{Alert, Level, Model};
use regex::Regex;

/// What is known of a label of an alert.
enum Value<'a> {
    Is(&'a str),
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matches {
    Yes,
    No,
    Maybe,
}

/// A matcher whose regex is compiled once.
pub(super) struct Ready<'a> {
    pub matcher: &'a Matcher,
    /// None where the regex needs more than this engine: then nothing is known.
    regex: Option<Regex>,
}

impl<'a> Ready<'a> {
    pub fn new(matcher: &'a Matcher) -> Ready<'a> {
        let is_regex = matches!(matcher.op, MatchOp::Regex | MatchOp::NotRegex);
        let regex =
            is_regex.then(|| crate::regexes::compile_for_alertmanager(&matcher.value.value).ok()).flatten();
        Ready { matcher, regex }
    }

    fn accepts(&self, value: &str) -> Matches {
        let yes = match self.matcher.op {
            MatchOp::Equal => value == self.matcher.value.value,
            MatchOp::NotEqual => value != self.matcher.value.value,
            MatchOp::Regex | MatchOp::NotRegex => match &self.regex {
                Some(regex) => regex.is_match(value) == (self.matcher.op == MatchOp::Regex),
                None => return Matches::Maybe,
            },
        };
        if yes { Matches::Yes } else { Matches::No }
    }

    /// Whether it is meant to leave some value out, and so takes alerts without the label along.
    pub fn leaves_out(&self) -> bool {
        let negative = matches!(self.matcher.op, MatchOp::NotEqual | MatchOp::NotRegex);
        negative && self.accepts("") == Matches::Yes
    }

    pub fn of(&self, model: &Model, alert: &Alert, level: &Level) -> Matches {
        match value(model, alert, level, &self.matcher.label.value) {
            Value::Is(value) => self.accepts(value),
            Value::Unknown => Matches::Maybe,
        }
    }

    /// Whether the level's alerts surely have no such label.
    pub fn is_absent(&self, model: &Model, alert: &Alert, level: &Level) -> bool {
        matches!(value(model, alert, level, &self.matcher.label.value), Value::Is(""))
    }
}

/// Whether all of `matchers` hold.
pub(super) fn all(matchers: &[Ready], model: &Model, alert: &Alert, level: &Level) -> Matches {
    let mut all = Matches::Yes;
    for matcher in matchers {
        match matcher.of(model, alert, level) {
            Matches::No => return Matches::No,
            Matches::Maybe => all = Matches::Maybe,
            Matches::Yes => {}
        }
    }
    all
}

fn value<'a>(model: &'a Model, alert: &'a Alert, level: &'a Level, label: &str) -> Value<'a> {
    match label {
        "alertname" => return Value::Is(&alert.name),
        "severity" => return Value::Is(&model.severities[level.severity].name),
        "escalation_policy" => return Value::Is(&model.escalations[level.escalation].name),
        // The steps differ in it.
        "escalation" => return Value::Unknown,
        _ => {}
    }
    if let ("service", Some(service)) = (label, alert.service) {
        return Value::Is(&model.services[service].name);
    }
    let find = |labels: &'a [(String, String)]| labels.iter().find(|(name, _)| name == label);
    if let Some((_, text)) = find(&level.labels) {
        return if text.contains("{{") { Value::Unknown } else { Value::Is(text) };
    }
    match &level.result_labels {
        Some(known) if !known.iter().any(|name| name == label) => find(&model.prometheus.external_labels)
            .map_or(Value::Is(""), |(_, text)| match text.contains('$') {
                true => Value::Unknown,
                false => Value::Is(text),
            }),
        _ => Value::Unknown,
    }
}
