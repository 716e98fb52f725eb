//! Labels that a text shows and the result of the expression cannot have. `$labels` holds those of the result:
//! what the rule or its group puts on, and `alertname`, come later.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for text in &view.texts {
        let Some(template) = text.template() else { continue };
        // A text that asks first whether the label is there, is written for many results.
        for (label, at) in template.labels_used().filter(|(label, _)| !template.asks_for(label)) {
            let Err(impossible) = view.flow.can_carry(label) else { continue };
            let message = format!("`$labels.{label}` is always empty here");
            let finding = Diagnostic::new(codes::TEMPLATE_LABEL, text.span_of(at), message)
                .because(impossible.cause, impossible.reason);
            let known = view.flow.known_labels().unwrap_or_default();
            let own = view.group.labels_of(view.rule).find(|field| field.name.value == label);
            findings.push(match own {
                _ if label == "alertname" => finding.help(format!(
                    "the labels are those of the result: write the name of the alert, `{}`, itself",
                    view.rule.name.value
                )),
                Some(own) => finding
                    .because(own.name.span, "this label is put on afterwards")
                    .help("the labels are those of the result: write the value itself"),
                None => finding
                    .help("keep the label in the expression, or leave it out of the text")
                    .did_you_mean(label, known),
            });
        }
    }
}
