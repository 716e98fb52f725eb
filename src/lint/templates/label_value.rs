//! Labels tell alerts apart. One that depends on the value, or on what else is going on, makes another alert
//! of the same trouble: the old one ends, and the new one waits its `for` again.

use super::Place;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::rules::threshold::Threshold;
use crate::lint::{Look, View};

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    // `x == 0` has one value only.
    let is_fixed = Threshold::of(&view.rule.expr).is_some_and(|threshold| threshold.is_equality());
    for text in view.texts.iter().filter(|text| text.place == Place::Label) {
        let Some(template) = text.template() else { continue };
        let name = &text.field.name.value;
        if let Some(at) = template.uses_value()
            && !is_fixed
        {
            let finding = Diagnostic::new(
                codes::TEMPLATE_VALUE_IN_LABEL,
                text.span_of(at),
                format!("with its value the label `{name}` changes, and the alert becomes another one"),
            )
            .help("show the value in an annotation; for levels write one alert for each threshold");
            findings.push(match view.rule.alert().and_then(|alert| alert.pending.as_ref()) {
                Some(pending) => finding.because(pending.span, "each new one waits this long"),
                None => finding,
            });
        }
        findings.extend(template.queries().map(|query| {
            Diagnostic::new(
                codes::TEMPLATE_QUERY_IN_LABEL,
                text.span_of(query.at.clone()),
                format!(
                    "with this query's result the label `{name}` changes, and the alert becomes another one"
                ),
            )
            .help("join the label in the expression with `group_left`, or show it in an annotation")
        }));
    }
}
