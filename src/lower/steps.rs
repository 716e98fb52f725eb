//! One level of an alert as rules: the first step's, and one for each later step of its
//! escalation. They share the alertname and all labels; a later step adds `escalation="<n>"` and
//! waits longer. So a silence of the alert also stops its later steps, and all resolve together.

use super::expression::{self, Refused, selector};
use super::output::{Rule, RuleKind};
use super::{labels, own_alerts, value_again};
use crate::expr::Expr;
use crate::model::{Alert, Level, Model, Step};
use std::borrow::Cow;

/// Appends the level's rules, in the order in which they must be evaluated.
pub(super) fn push_rules<'m>(
    rules: &mut Vec<Rule<'m>>,
    model: &'m Model,
    alert: &'m Alert,
    level: &'m Level,
) -> Result<(), Refused> {
    let later = model.escalations[level.escalation].steps.get(1..).unwrap_or_default();
    let kept_firing = level.keep_firing_for > 0 && !later.is_empty();
    let held;
    let condition = match &level.hold {
        Some(hold) => {
            held = own_alerts::with_hold(model, alert, level, hold);
            &held
        }
        None => &level.condition,
    };
    let steps_read_it = !later.is_empty() && !kept_firing;
    let condition = if steps_read_it || kept_firing && value_again::is_asked_for(level) {
        let record = record_name(alert, level);
        rules.push(Rule {
            kind: RuleKind::Record,
            name: record.clone().into(),
            expr: expression::text(condition)?,
            labels: Vec::new(),
            span: level.span,
        });
        Cow::Owned(selector(&record, &[], level.span))
    } else {
        Cow::Borrowed(condition)
    };
    rules.push(first_step(model, alert, level, &condition)?);
    for (index, step) in later.iter().enumerate() {
        let rule = if kept_firing {
            step_of_kept_alert(model, alert, level, index + 2, step)
        } else {
            later_step(model, alert, level, index + 2, step, &condition)
        };
        rules.push(rule?);
    }
    Ok(())
}

fn first_step<'m>(
    model: &'m Model,
    alert: &'m Alert,
    level: &'m Level,
    condition: &Expr,
) -> Result<Rule<'m>, Refused> {
    Ok(Rule {
        kind: RuleKind::Alert {
            pending: level.pending,
            keep_firing_for: level.keep_firing_for,
            annotations: annotations(level),
        },
        name: Cow::Borrowed(&alert.name),
        expr: expression::text(condition)?,
        labels: labels::of_level(model, alert, level),
        span: level.span,
    })
}

/// Step `number` of a level whose condition itself says how long it is bad.
fn later_step<'m>(
    model: &'m Model,
    alert: &'m Alert,
    level: &'m Level,
    number: usize,
    step: &Step,
    condition: &Expr,
) -> Result<Rule<'m>, Refused> {
    let mut rule = first_step(model, alert, level, condition)?;
    rule.kind = RuleKind::Alert {
        pending: level.pending + step.after,
        keep_firing_for: 0,
        annotations: annotations(level),
    };
    rule.labels.push((labels::ESCALATION, number.to_string().into()));
    Ok(rule)
}

/// Step `number` of a level with `keep_firing_for`. Its condition may come and go while the alert
/// fires, and would start a longer `for` anew each time: so this step waits on the alert itself.
/// It must be evaluated after the first step's rule.
fn step_of_kept_alert<'m>(
    model: &'m Model,
    alert: &'m Alert,
    level: &'m Level,
    number: usize,
    step: &Step,
) -> Result<Rule<'m>, Refused> {
    let mut rule = first_step(model, alert, level, &own_alerts::firing(model, alert, level))?;
    rule.kind = RuleKind::Alert {
        pending: step.after,
        keep_firing_for: 0,
        annotations: value_again::annotations(alert, level, &record_name(alert, level)),
    };
    // `ALERTS` has them already, with the alert's own value filled in.
    rule.labels.retain(|(_, value)| !labels::is_template(value));
    rule.labels.push((labels::ESCALATION, number.to_string().into()));
    // An empty value takes the label of `ALERTS` away.
    rule.labels.push(("alertstate", "".into()));
    Ok(rule)
}

fn annotations(level: &Level) -> Vec<(&str, Cow<'_, str>)> {
    level.annotations.iter().map(|(name, text)| (name.as_str(), Cow::Borrowed(text.as_str()))).collect()
}

/// The series in which the level's condition is recorded.
fn record_name(alert: &Alert, level: &Level) -> String {
    format!("larum:{}:{}", metric_word(&alert.name), level.key)
}

/// An alert's name as a part of a metric's name. One that cannot stand there as it is is written as
/// Prometheus escapes UTF-8 names (`U__`, `_` doubled, others by their number): no two become one.
fn metric_word(name: &str) -> Cow<'_, str> {
    if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Cow::Borrowed(name);
    }
    let mut word = "U__".to_string();
    for c in name.chars() {
        match c {
            '_' => word.push_str("__"),
            c if c.is_ascii_alphanumeric() => word.push(c),
            c => word.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    Cow::Owned(word)
}
