//! The alerts that a test speaks of, among those of a run.

use crate::expr::MatchOp;
use crate::model::AlertsOf;
use crate::regexes::{RegexError, compile_for_alertmanager};
use crate::series::Labels;

/// Alerts by name and labels, ready to be asked.
pub(super) struct Selected {
    tests: Vec<Test>,
    /// The label of later steps is asked for.
    names_step: bool,
}

struct Test {
    label: String,
    op: MatchOp,
    value: String,
    regex: Option<regex::Regex>,
}

impl Selected {
    /// # Errors
    /// When a regex is too large.
    pub fn new(of: &AlertsOf) -> Result<Selected, RegexError> {
        let mut tests = Vec::new();
        if let Some(name) = &of.name {
            let (label, value) = ("alertname".to_string(), name.value.clone());
            tests.push(Test { label, op: MatchOp::Equal, value, regex: None });
        }
        for matcher in &of.matchers {
            let is_regex = matches!(matcher.op, MatchOp::Regex | MatchOp::NotRegex);
            let regex = if is_regex { Some(compile_for_alertmanager(&matcher.value)?) } else { None };
            let (label, value) = (matcher.label.value.clone(), matcher.value.value.clone());
            tests.push(Test { label, op: matcher.op, value, regex });
        }
        let names_step = of.matchers.iter().any(|matcher| matcher.label.value == STEP);
        Ok(Selected { tests, names_step })
    }

    pub fn holds(&self, labels: &Labels) -> bool {
        self.tests.iter().all(|test| test.holds(labels.get(&test.label)))
    }

    /// The same, and later steps of an escalation are no alerts of their own: they wait longer, and would be
    /// pending while the alert fires.
    pub fn holds_for_state(&self, labels: &Labels) -> bool {
        self.holds(labels) && (self.names_step || labels.get(STEP).is_empty())
    }
}

/// The label of later steps.
const STEP: &str = "escalation";

impl Test {
    fn holds(&self, value: &str) -> bool {
        let found = self.regex.as_ref().map_or(value == self.value, |regex| regex.is_match(value));
        match self.op {
            MatchOp::Equal | MatchOp::Regex => found,
            MatchOp::NotEqual | MatchOp::NotRegex => !found,
        }
    }
}
