//! `for: 0m` and `keep_firing_for: 0s` say what holds without them.

use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    let Some(alert) = view.rule.alert() else { return };
    for (key, clause) in [("for", &alert.pending), ("keep_firing_for", &alert.keep_firing_for)] {
        let Some(clause) = clause.as_ref().filter(|clause| clause.value == 0) else { continue };
        let whole = clause.key.to(clause.span);
        let message = format!("`{key}` of zero is what holds without it");
        findings.push(Diagnostic::new(codes::ALERT_ZERO_FOR, whole, message).help("remove it").fix(
            Applicability::Safe,
            format!("remove `{key}`"),
            [(whole, String::new())],
        ));
    }
}
