//! What must hold between the levels of one alert, and between a level and its escalation.

use super::annotate;
use super::context::Context;
use super::threshold::{Limit, Ordered, check_order};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Level, Millis, Pair};
use crate::syntax::ast::{AlertStatement, ConditionKind, LevelItem};

/// How far back Prometheus looks for the last sample of a series.
const LOOKBACK: Millis = 5 * 60_000;

/// The order of the levels, and severities that stand twice.
pub(super) fn check_levels(statement: &AlertStatement, context: &Context, findings: &mut Diagnostics) {
    let limits: Vec<Option<Limit>> = statement.levels.iter().map(|item| Limit::of(&item.when)).collect();
    let mut ordered = Vec::new();
    for (index, (item, limit)) in statement.levels.iter().zip(&limits).enumerate() {
        let is_missing = |item: &LevelItem| matches!(item.when.kind, ConditionKind::Missing);
        let twin = statement.levels[..index]
            .iter()
            .find(|other| other.severity == item.severity && is_missing(other) == is_missing(item));
        if let Some(first) = twin {
            findings.push(super::names::duplicate("level", &item.severity, first.severity.span));
        }
        if let (Some(limit), Some(severity)) = (limit, context.names.severities.get(&item.severity.value)) {
            ordered.push(Ordered {
                rank: context.severities[severity].rank,
                limit,
                pending: item.clauses.hold.as_ref().map_or(0, |hold| hold.milliseconds),
                item,
            });
        }
    }
    if statement.measure.is_some() {
        check_order(ordered, findings);
    }
}

/// The more severe level mutes the milder over the labels that they share: these must be known.
pub(super) fn check_mute_labels(statement: &AlertStatement, levels: &[Level], findings: &mut Diagnostics) {
    let several = levels.iter().any(|level| level.severity != levels[0].severity);
    let unknown = levels.iter().find(|level| level.result_labels.is_none());
    if let (true, Some(level)) = (several, unknown) {
        let message = format!(
            "the labels of `{}` are not known, so its levels cannot mute each other",
            statement.name.value
        );
        findings.push(
            Diagnostic::new(codes::ALERT_UNKNOWN_LABELS, level.span, message)
                .help("declare the metric's labels in a `metrics` block, or aggregate `by (…)`"),
        );
    }
}

/// With `keep_firing_for`, later steps look at the alert, not at the measure. To show its value
/// they ask for it again, by labels that must be known.
pub(super) fn refuse_lost_value(item: &LevelItem, annotations: &[Pair], findings: &mut Diagnostics) {
    let Some(keep) = &item.clauses.keep_firing_for else { return };
    if annotations.iter().any(|(_, text)| annotate::uses_value(text)) {
        findings.push(
            Diagnostic::new(
                codes::ESCALATION_LOST_VALUE,
                keep.span,
                "later steps cannot show the value: the labels are not known",
            )
            .because(item.severity.span, "this level escalates in steps, and its texts show the value")
            .help("declare the metric's labels in a `metrics` block, or aggregate `by (…)`"),
        );
    }
}

/// Hysteresis, and later steps after `keep_firing_for`, look at the alert itself. Between two
/// evaluations that are further apart than Prometheus looks back, it seems to be gone.
pub(super) fn check_interval(
    statement: &AlertStatement,
    levels: &[Level],
    context: &Context,
    findings: &mut Diagnostics,
) {
    let own = statement.extras.interval.as_ref();
    let interval = own.map_or(context.evaluation_interval, |interval| interval.milliseconds);
    let steps = |level: &Level| context.escalations[level.escalation].steps.len();
    let looks_back = |level: &&Level| level.hold.is_some() || level.keep_firing_for > 0 && steps(level) > 1;
    if let (true, Some(level)) = (interval >= LOOKBACK, levels.iter().find(looks_back)) {
        let span = own.map_or(level.span, |interval| interval.span);
        findings.push(
            Diagnostic::new(
                codes::ALERT_INTERVAL,
                span,
                "evaluations are too far apart for this alert to remember that it fires",
            )
            .because(level.span, "`until` and `keep_firing_for` look at the alert itself")
            .help("evaluate it more often than every 5m: `interval 1m`"),
        );
    }
}

/// Before 3.11 Prometheus forgets at a restart how long an alert with such a label was pending: later
/// steps begin to wait anew. Those of `keep_firing_for` have the label from the alert itself.
pub(super) fn check_templated_labels(
    statement: &AlertStatement,
    level: &Level,
    context: &Context,
    findings: &mut Diagnostics,
) {
    let steps = context.escalations[level.escalation].steps.len();
    if steps < 2 || level.keep_firing_for > 0 || context.restores_templated_labels {
        return;
    }
    for (name, _) in level.labels.iter().filter(|(_, text)| text.contains("{{")) {
        let written = statement.extras.labels.iter().rev().find_map(|block| block.get(name));
        let span = written.and_then(|setting| setting.values.first()).map_or(level.span, |value| value.span);
        findings.push(
            Diagnostic::new(
                codes::ESCALATION_TEMPLATED_LABEL,
                span,
                format!("a restart of Prometheus makes later steps wait anew: `{name}` is a template"),
            )
            .because(level.span, format!("this level escalates in {steps} steps"))
            .help("keep the label in the expression, with `by` or `label_replace`, or declare Prometheus 3.11: `version \"3.11\"`"),
        );
    }
}
