//! Lets and parameters in the place of a clause's duration, `for grace`, and of a test's number, `value limit`.

use super::scope::Binding;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Duration, Expr, ExprKind};
use crate::quantity::{Dimension, Quantity};
use crate::syntax::ast::{Amount, Bound, Name, Rewrite, Statement, walk_statement};
use crate::text::Spanned;

/// Puts the value of a name in its place. One that is no duration is reported.
pub(super) fn resolve(time: &mut Duration, name: &str, binding: &Binding, findings: &mut Diagnostics) {
    time.named = None;
    match milliseconds(&binding.value) {
        Some(milliseconds) => time.milliseconds = milliseconds,
        None => findings.push(
            Diagnostic::new(codes::NAME_NOT_DURATION, time.span, format!("`{name}` is no duration"))
                .because(binding.span, "bound here")
                .help("bind a duration such as `5m`, or write one here"),
        ),
    }
}

/// The same for the numbers of tests.
pub(super) fn resolve_amount(amount: &mut Amount, name: &str, binding: &Binding, findings: &mut Diagnostics) {
    amount.named = None;
    match number(&binding.value) {
        Some(quantity) => amount.value = quantity,
        None => findings.push(
            Diagnostic::new(codes::TEST_SHAPE, amount.span, format!("`{name}` is no number"))
                .because(binding.span, "bound here")
                .help("bind a number such as `5%`, or write one here"),
        ),
    }
}

fn number(bound: &Bound) -> Option<Quantity> {
    let Bound::Expr(expr) = bound else { return None };
    match &expr.unparenthesised().kind {
        ExprKind::Number(quantity) => Some(quantity.clone()),
        _ => None,
    }
}

fn milliseconds(bound: &Bound) -> Option<i64> {
    let Bound::Expr(Expr { kind: ExprKind::Number(quantity), .. }) = bound else { return None };
    (quantity.dimension == Some(Dimension::Time)).then(|| (quantity.value * 1000.0).round() as i64)
}

/// Reports the names that nothing binds, in a statement where all that are bound have their values.
pub(super) fn report_unbound(statement: &mut Statement, findings: &mut Diagnostics) {
    walk_statement(&mut Unbound { findings }, statement);
}

struct Unbound<'a> {
    findings: &'a mut Diagnostics,
}

impl Rewrite for Unbound<'_> {
    fn time(&mut self, time: &mut Duration) {
        if let Some(name) = time.named.take() {
            let message = format!("there is no duration `{name}`");
            let help = format!("write a duration such as `5m`, or `let {name} = 5m`");
            self.findings.push(Diagnostic::new(codes::NAME_UNKNOWN, time.span, message).help(help));
        }
    }

    fn amount(&mut self, amount: &mut Amount) {
        if let Some(name) = amount.named.take() {
            let message = format!("there is no number `{name}`");
            let help = format!("write a number such as `5%`, or `let {name} = 5%`");
            self.findings.push(Diagnostic::new(codes::NAME_UNKNOWN, amount.span, message).help(help));
        }
    }

    fn name(&mut self, _: &mut Name) {}

    fn text(&mut self, _: &mut Spanned<String>) {}

    fn expr(&mut self, _: &mut Expr) {}
}
