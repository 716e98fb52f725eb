//! `irate` in an alert: two samples decide.

use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    if view.rule.alert().is_none() {
        return;
    }
    for node in &view.nodes {
        let ExprKind::Call(call) = &node.kind else { continue };
        if call.function.value == "irate" {
            let span = call.function.span;
            findings.push(
                Diagnostic::new(
                    codes::COUNTER_IRATE_IN_ALERT,
                    span,
                    "`irate` looks at the last two samples alone",
                )
                .help("take `rate`: a short spike, or a pause of one scrape, then ends no incident")
                .fix(Applicability::Unsafe, "take `rate`", [(span, "rate".to_owned())]),
            );
        }
    }
}
