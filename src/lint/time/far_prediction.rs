//! `predict_linear(x[5m], 86400)`: a day foretold from five minutes.

use super::super::metrics::{call_of, number};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::ExprKind;
use crate::lint::{Look, View};
use crate::quantity::duration_text;

/// How many times its range is certainly too far to look ahead.
const TOO_FAR: f64 = 48.0;

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for node in &view.nodes {
        let ExprKind::Call(_) = &node.kind else { continue };
        let Some(call) = call_of(node, &["predict_linear"]) else { continue };
        let [argument, ahead] = &call.arguments[..] else { continue };
        let Some(seconds) = number(ahead).filter(|seconds| seconds.is_finite()) else { continue };
        let window = match &argument.unparenthesised().kind {
            ExprKind::Offset(inner, _) | ExprKind::At(inner, _) => inner.unparenthesised(),
            _ => argument.unparenthesised(),
        };
        let (ExprKind::Range(_, window) | ExprKind::Subquery(_, window, _)) = &window.kind else { continue };
        if seconds * 1000.0 > TOO_FAR * window.milliseconds as f64 {
            findings.push(
                Diagnostic::new(
                    codes::TIME_FAR_PREDICTION,
                    ahead.span,
                    format!(
                        "{} ahead is foretold from {} of samples",
                        duration_text((seconds * 1000.0) as i64),
                        duration_text(window.milliseconds)
                    ),
                )
                .because(window.span, "all that the prediction knows")
                .help("take a longer range, of a quarter of the time ahead or so"),
            );
        }
    }
}
