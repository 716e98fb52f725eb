//! Labels that the server puts on every alert that it sends, unless the alert has one of that name.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    let Some(external) = &look.facts.external_labels else { return };
    if view.rule.alert().is_none() {
        return;
    }
    for field in view.group.labels_of(view.rule).filter(|field| !field.value.value.is_empty()) {
        let Some((name, value)) = external.iter().find(|(name, _)| *name == field.name.value) else {
            continue;
        };
        let (what, help) = if *value == field.value.value {
            ("repeats", "remove it: the server puts it on by itself")
        } else {
            ("hides", "choose another name: two servers with one alert would not be told apart")
        };
        findings.push(
            Diagnostic::new(
                codes::LABELS_EXTERNAL,
                field.name.span.to(field.value.span),
                format!("the label `{name}` {what} the server's external label `{name}=\"{value}\"`"),
            )
            .help(help),
        );
    }
}
