//! A label without a value is no label: it takes that label away from the result.

use crate::diag::{Diagnostic, Diagnostics, Level, codes};
use crate::lint::{Look, View};

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for field in view.group.labels_of(view.rule).filter(|field| field.value.value.is_empty()) {
        let name = &field.name.value;
        let span = field.name.span.to(field.value.span);
        match view.flow.can_carry(name) {
            Err(impossible) => findings.push(
                Diagnostic::new(
                    codes::LABELS_EMPTY_VALUE,
                    span,
                    format!("the label `{name}` without a value does nothing"),
                )
                .because(impossible.cause, impossible.reason)
                .help("give it a value, or remove it"),
            ),
            Ok(()) => findings.push(
                Diagnostic::new(
                    codes::LABELS_EMPTY_VALUE,
                    span,
                    format!("the label `{name}` without a value takes that label away from the result"),
                )
                .help("right if that is meant; `without` or `by` in the expression says it more clearly")
                .at_level(Level::Pedantic),
            ),
        }
    }
}
