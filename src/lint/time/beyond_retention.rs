//! Samples that are older than what Prometheus keeps.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind};
use crate::lint::{Look, View};
use crate::quantity::duration_text;
use crate::text::Span;

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    let Some(retention) = look.facts.retention else { return };
    view.rule.expr.for_each(&mut |node, above| {
        if !matches!(node.kind, ExprKind::Selector(_)) {
            return;
        }
        let Some((age, longest)) = age(above) else { return };
        if age > retention {
            findings.push(
                Diagnostic::new(
                    codes::TIME_BEYOND_RETENTION,
                    longest,
                    format!(
                        "this looks back {}, but samples are kept for {}",
                        duration_text(age),
                        duration_text(retention)
                    ),
                )
                .help("look at less, or keep samples longer"),
            );
        }
    });
}

/// How far back samples are read, and what reaches back most of it. A fixed time may be of any age.
fn age(above: &[&Expr]) -> Option<(i64, Span)> {
    let mut age = 0i64;
    let mut longest: Option<(i64, Span)> = None;
    for node in above {
        let by = match &node.kind {
            ExprKind::Range(_, by) | ExprKind::Subquery(_, by, _) | ExprKind::Offset(_, by) => by,
            ExprKind::At(..) => return None,
            _ => continue,
        };
        age = age.saturating_add(by.milliseconds);
        if longest.is_none_or(|(most, _)| by.milliseconds > most) {
            longest = Some((by.milliseconds, by.span));
        }
    }
    longest.map(|(_, span)| (age, span))
}
