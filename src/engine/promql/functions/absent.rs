//! `absent(x)`.

use crate::engine::promql::output::Identity;
use crate::engine::promql::select::Test;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::expr::{Expr, ExprKind, MatchOp, Matcher};
use crate::model::Millis;
use crate::series::{Labels, NAME, Reading};

pub struct Absent {
    inner: Box<dyn Vector>,
    labels: Labels,
    output: Output,
}

impl Absent {
    pub fn new(inner: Box<dyn Vector>, labels: Labels) -> Absent {
        Absent { inner, labels, output: Output::default() }
    }
}

impl Vector for Absent {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.inner.evaluate(run, now)?;
        if self.inner.output().items.is_empty() {
            if self.output.slots.len() == 0 {
                let set = run.store.sets.id(&self.labels);
                self.output.slots.of(Identity { set, drop_name: false });
            }
            self.output.push(0, Reading::Float(1.0));
        }
        Ok(())
    }

    fn output(&self) -> &Output {
        &self.output
    }
}

/// The labels that a selector names with one value each: those that its series would have. Of several matchers of a
/// label, the order decides, and Prometheus' storage has changed it by then: [`subtracts`].
pub fn absent_labels(argument: &Expr) -> Labels {
    let selector = match &argument.kind {
        ExprKind::Paren(inner)
        | ExprKind::Offset(inner, _)
        | ExprKind::At(inner, _)
        | ExprKind::Range(inner, _) => {
            return absent_labels(inner);
        }
        ExprKind::Selector(selector) => selector,
        _ => return Labels::default(),
    };
    let mut given: Vec<(&str, &str)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let (last, first): (Vec<_>, Vec<_>) =
        selector.matchers.iter().partition(|matcher| subtracts(matcher, &selector.matchers));
    for matcher in first.into_iter().chain(last).filter(|matcher| matcher.label.value != NAME) {
        let label = matcher.label.value.as_str();
        if matcher.op == MatchOp::Equal && !seen.contains(&label) {
            given.push((label, &matcher.value.value));
            seen.push(label);
        } else {
            given.retain(|(name, _)| *name != label);
        }
    }
    Labels::new(given)
}

/// Whether the storage first looks for what other matchers ask for, and takes away what this one does not let pass.
fn subtracts(matcher: &Matcher, all: &[Matcher]) -> bool {
    let takes_none = |matcher: &Matcher| Test::new(matcher).is_ok_and(|test| test.passes(""));
    let needed = |other: &Matcher| other.label.value == matcher.label.value && !takes_none(other);
    let negative = matches!(matcher.op, MatchOp::NotEqual | MatchOp::NotRegex);
    !all.iter().any(needed) || negative && takes_none(matcher)
}
