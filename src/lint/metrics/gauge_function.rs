//! `delta` or `deriv` of a counter: a restart looks like a fall.

use super::{Sureness, counter, selected};
use crate::diag::{Applicability, Diagnostic, Diagnostics, Level, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};

/// For gauges, and what to take for counters instead.
const FUNCTIONS: &[(&str, &str)] = &[("delta", "increase"), ("deriv", "rate"), ("idelta", "increase")];

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Call(call) = &node.kind else { continue };
        let function = &call.function;
        let Some((_, instead)) = FUNCTIONS.iter().find(|(name, _)| *name == function.value) else { continue };
        let Some((name, _)) = call.arguments.first().and_then(selected) else { continue };
        let Some(sureness) = counter(look, name) else { continue };
        let finding = Diagnostic::new(
            codes::COUNTER_GAUGE_FUNCTION,
            function.span,
            format!("`{}` takes each restart of the counter `{}` for a fall", function.value, name.value),
        )
        .because(name.span, "this is a counter")
        .help(format!("take `{instead}`, which knows of restarts"))
        .fix(
            Applicability::Unsafe,
            format!("take `{instead}`"),
            [(function.span, (*instead).to_owned())],
        );
        findings.push(match sureness {
            Sureness::Declared(span) => finding.because(span, "declared here"),
            Sureness::Named => finding,
            Sureness::Likely => finding.at_level(Level::Pedantic),
        });
    }
}
