//! Ranges, subqueries, `offset` and `@`: what they may follow, and how often.

use super::{Checker, Type};
use crate::diag::{Diagnostic, codes};
use crate::expr::{At, Duration, Expr, ExprKind};

impl Checker<'_> {
    /// `x[5m]`: `x` must be a selector itself, not even in parentheses.
    pub(super) fn range(&mut self, inner: &Expr, window: &Duration) -> Option<Type> {
        self.positive(window);
        self.check(inner)?;
        let message = match &inner.kind {
            ExprKind::Selector(_) | ExprKind::Error => return Some(Type::Matrix),
            ExprKind::Offset(..) | ExprKind::At(..) => {
                let finding =
                    Diagnostic::new(codes::EXPR_RANGE, window.span, "the range stands behind a modifier");
                self.report(finding.help("write the range first: `metric[5m] offset 1h`"));
                return None;
            }
            _ => "only a selector can have a range",
        };
        let finding = Diagnostic::new(codes::EXPR_RANGE, window.span, message);
        let finding = finding.because(inner.span, "this is not a selector");
        self.report(finding.help("write a subquery, such as `[1h:1m]` or `[1h:]`"));
        None
    }

    pub(super) fn subquery(
        &mut self,
        inner: &Expr,
        window: &Duration,
        step: Option<&Duration>,
    ) -> Option<Type> {
        self.positive(window);
        if let Some(step) = step {
            self.positive(step);
        }
        let found = self.check(inner)?;
        if found != Type::Vector {
            let message = format!("a subquery needs an instant vector, not {}", found.name());
            let finding = Diagnostic::new(codes::TYPE_MISMATCH, inner.span, message);
            self.report(match found {
                Type::Matrix => finding.help("put a function such as `avg_over_time` around it first"),
                Type::Scalar => finding.help("make it a vector with `vector(…)`"),
                _ => finding,
            });
        }
        Some(Type::Matrix)
    }

    /// `offset` or `@` around `inner`.
    pub(super) fn modifier(&mut self, expr: &Expr, inner: &Expr) -> Option<Type> {
        let is_offset = matches!(expr.kind, ExprKind::Offset(..));
        let word = if is_offset { "offset" } else { "@" };
        if let ExprKind::At(_, At::Time(seconds)) = expr.kind {
            self.within_time(seconds, expr);
        }
        let mut base = inner;
        while let ExprKind::Offset(deeper, _) | ExprKind::At(deeper, _) = &base.kind {
            // `offset 0s` leaves no trace in Prometheus, which then takes another.
            let same = match &base.kind {
                ExprKind::Offset(_, by) => is_offset && by.milliseconds != 0,
                _ => !is_offset,
            };
            if same {
                let finding =
                    Diagnostic::new(codes::EXPR_MODIFIER, expr.span, format!("`{word}` is given twice"));
                self.report(finding.help("keep one of them"));
            }
            base = deeper;
        }
        match base.kind {
            ExprKind::Selector(_) | ExprKind::Range(..) | ExprKind::Subquery(..) | ExprKind::Error => {}
            _ if std::ptr::eq(base, inner) => {
                let message = format!("`{word}` can only follow a selector, a range or a subquery");
                let finding = Diagnostic::new(codes::EXPR_MODIFIER, inner.span, message);
                self.report(finding.help(format!("write `{word}` inside, behind each selector")));
            }
            _ => {}
        }
        self.check(inner)
    }

    /// Milliseconds in 63 bits, as Prometheus keeps the time of `@`.
    fn within_time(&mut self, seconds: f64, expr: &Expr) {
        if seconds.is_nan() || seconds.abs() >= i64::MAX as f64 {
            self.error(codes::EXPR_MODIFIER, expr.span, "this is no point in time");
        }
    }

    /// Operators in a duration are behind a feature flag.
    pub(super) fn arithmetic(&mut self, duration: &Duration) {
        if duration.computed && !self.features.duration_expressions {
            let sum = crate::quantity::duration_text(duration.milliseconds);
            self.switched_off("arithmetic of durations", duration.span, super::DURATIONS_FLAG, Some(sum));
        }
    }

    fn positive(&mut self, duration: &Duration) {
        self.arithmetic(duration);
        if duration.milliseconds <= 0 {
            let finding = Diagnostic::new(codes::EXPR_RANGE, duration.span, "a range must be longer than 0");
            self.report(finding.help("write a duration such as `5m`"));
        }
    }
}
