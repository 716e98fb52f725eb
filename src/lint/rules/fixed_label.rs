//! Labels of a rule that Prometheus does not take from there: `alertname` is the name of the alert whatever its
//! labels say, and nothing is expanded in the labels of a recording rule.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let is_alert = view.rule.alert().is_some();
    for field in view.group.labels_of(view.rule) {
        if is_alert && field.name.value == "alertname" {
            findings.push(
                Diagnostic::new(
                    codes::LABELS_WITHOUT_EFFECT,
                    field.name.span,
                    "the label `alertname` has no effect: it is always the name of the alert",
                )
                .because(view.rule.name.span, "this name")
                .help("rename the alert, or choose another label"),
            );
        }
        if !is_alert && let Some(at) = field.value.value.find("{{") {
            findings.push(
                Diagnostic::new(
                    codes::RECORD_TEMPLATE,
                    field.value.span_of(at..at + 2),
                    format!("the label `{}` of a recording rule is not expanded", field.name.value),
                )
                .because(view.rule.name.span, "only alerts have templates")
                .help(
                    "the series get this text as it is; make labels with `label_replace` in the expression",
                ),
            );
        }
    }
}
