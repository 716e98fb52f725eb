//! Alerts that the operator's own matcher, `namespace="<that of the object>"`, would miss: their routes
//! would never see them.

use super::Refusals;
use crate::diag::{Diagnostic, codes};
use crate::model::{Alert, Level, Model};
use crate::text::Span;

const NAMESPACE: &str = "namespace";

pub(super) fn refuse_missed(model: &Model, namespace: &str, refusals: &mut Refusals) {
    // Prometheus adds it to alerts that do not carry it themselves.
    let external = model.prometheus.external_labels.iter().find(|(name, _)| name == NAMESPACE);
    let external = external.map(|(_, value)| value.as_str());
    for alert in &model.alerts {
        for level in &alert.levels {
            if let Some(reason) = missed(level, namespace, external) {
                refusals.push(refusal(alert, level.span, namespace, &reason));
            }
        }
    }
    if external != Some(namespace) {
        for watchdog in &model.watchdogs {
            let message = format!(
                "the watchdog `{}` carries no `namespace`, so its route never sees it",
                watchdog.name
            );
            refusals
                .push(Diagnostic::new(codes::TARGET_OPERATOR_NAMESPACE, watchdog.span, message).help(format!(
                "write `prometheus {{ external_labels {{ namespace = \"{namespace}\" }} }}` if that is so, \
                     or set `matcher_strategy` in larum.toml"
            )));
        }
    }
}

/// Why the matcher misses the alerts of a level; none where it does not, or nobody knows.
fn missed(level: &Level, namespace: &str, external: Option<&str>) -> Option<String> {
    if let Some((_, value)) = level.labels.iter().find(|(name, _)| name == NAMESPACE) {
        let other = value != namespace && !value.contains("{{");
        return other.then(|| format!("its `namespace` is `{value}`"));
    }
    let labels = level.result_labels.as_ref()?;
    if labels.iter().any(|label| label == NAMESPACE) || external == Some(namespace) {
        return None;
    }
    Some("its result carries no `namespace`".to_string())
}

fn refusal(alert: &Alert, span: Span, namespace: &str, reason: &str) -> Diagnostic {
    let message =
        format!("the routes never see `{}`: {reason}, and the operator matches `{namespace}`", alert.name);
    Diagnostic::new(codes::TARGET_OPERATOR_NAMESPACE, span, message)
        .because(alert.span, "of this alert")
        .help(format!(
            "keep `namespace` in `by`, write `labels {{ namespace = \"{namespace}\" }}`, or set `matcher_strategy` in larum.toml"
        ))
}
