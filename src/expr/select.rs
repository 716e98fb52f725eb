//! A service's `select`, added to the selectors of its alerts.

use super::catalogue::Catalogue;
use super::{Expr, MatchOp, Matcher, Selector};
use crate::diag::{Diagnostic, Diagnostics, codes};

/// Adds `matchers` to every selector of `expr`, where they mean something:
///
/// * a selector that itself says which values of the label it wants (`=`, `=~`) keeps that;
///   one that only excludes values (`!=`, `!~`) is narrowed further, but never told the same twice;
/// * `ALERTS` and `ALERTS_FOR_STATE` carry the labels of alerts, not of targets;
/// * a metric or recorded series that is known not to have the label stays as it is.
pub fn inject(expr: &mut Expr, matchers: &[Matcher], catalogue: &Catalogue, findings: &mut Diagnostics) {
    expr.for_each_selector_mut(&mut |selector| {
        let added: Vec<Matcher> =
            matchers.iter().filter(|matcher| applies(matcher, selector, catalogue)).cloned().collect();
        for matcher in added {
            report_conflict(selector, &matcher, findings);
            selector.matchers.push(matcher);
        }
    });
}

fn applies(matcher: &Matcher, selector: &Selector, catalogue: &Catalogue) -> bool {
    let wants_values = |own: &Matcher| matches!(own.op, MatchOp::Equal | MatchOp::Regex);
    let says_the_same = |own: &Matcher| own.op == matcher.op && own.value == matcher.value;
    let of_label = |own: &&Matcher| own.label == matcher.label;
    if selector.matchers.iter().filter(of_label).any(|own| wants_values(own) || says_the_same(own)) {
        return false;
    }
    match &selector.name {
        Some(name) => series_have(name, &matcher.label, catalogue),
        None => true,
    }
}

/// Whether the series `name` can have the label of a target.
fn series_have(name: &str, label: &str, catalogue: &Catalogue) -> bool {
    if matches!(name, "ALERTS" | "ALERTS_FOR_STATE") {
        return false;
    }
    match (catalogue.metric(name).has_label(label, catalogue), name.split_once(':')) {
        (Some(has), _) => has,
        // A series that was recorded elsewhere: `level:metric:operations`, the level being its labels.
        (None, Some((level, _))) => level.split('_').any(|word| word == label) || level == label,
        (None, None) => true,
    }
}

/// `x{job!="api"}` in a service that selects `job="api"` matches nothing.
fn report_conflict(selector: &Selector, added: &Matcher, findings: &mut Diagnostics) {
    if added.op != MatchOp::Equal {
        return;
    }
    let excluded = selector
        .matchers
        .iter()
        .find(|own| own.label == added.label && own.op == MatchOp::NotEqual && own.value == added.value);
    if let Some(own) = excluded {
        let (label, value) = (&added.label.value, &added.value.value);
        findings.push(
            Diagnostic::new(
                codes::LABELS_NEVER_MATCHES,
                own.label.span.to(own.value.span),
                format!("this excludes `{label}=\"{value}\"`, which the service selects: nothing is left"),
            )
            .because(added.label.span.to(added.value.span), "selected here for all alerts of the service")
            .help(format!("say which `{label}` is meant with `=`, or leave the matcher out")),
        );
    }
}
