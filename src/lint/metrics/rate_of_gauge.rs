//! `rate` of what goes up and down.

use super::reading::RATES;
use super::{Sureness, gauge, selected};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Call(call) = &node.kind else { continue };
        if !RATES.contains(&call.function.value.as_str()) {
            continue;
        }
        let Some((name, _)) = call.arguments.first().and_then(selected) else { continue };
        let Some(sureness) = gauge(look, name) else { continue };
        let function = &call.function;
        let other = if function.value == "increase" { "delta" } else { "deriv" };
        let finding = Diagnostic::new(
            codes::COUNTER_RATE_OF_GAUGE,
            function.span,
            format!("`{}` takes each fall of the gauge `{}` for a restart", function.value, name.value),
        )
        .because(name.span, "this goes up and down")
        .help(format!("take `{other}`, or `avg_over_time`"));
        findings.push(match sureness {
            Sureness::Declared(span) => finding.because(span, "declared here"),
            _ => finding,
        });
    }
}
