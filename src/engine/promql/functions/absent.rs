//! `absent(x)`.

use crate::engine::promql::output::Identity;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::expr::{Expr, ExprKind, MatchOp};
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

/// The labels that a selector names with one value each: those that its series would have.
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
    for matcher in selector.matchers.iter().filter(|matcher| matcher.label.value != NAME) {
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
