//! Conditions of levels: from `> 5% until < 3%` to whole PromQL.

use super::threshold::{Limit, comparison, comparison_mut};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::catalogue::Catalogue;
use crate::expr::measure::build;
use crate::expr::{Binary, BinaryOp, Expr, ExprKind, MatchOp, Matcher, select};
use crate::model::Fleet;
use crate::quantity::Quantity;
use crate::syntax::ast::{Condition, ConditionKind, Override};
use crate::text::{Span, Spanned};

/// The left side of conditions such as `> 5%`, expanded.
pub(super) type Measure<'a> = Option<&'a Expr>;

/// The whole expression of a condition; none when it needs a measure that is not there.
pub(super) fn whole(condition: &Condition, measure: Measure, findings: &mut Diagnostics) -> Option<Expr> {
    let span = condition.span;
    match &condition.kind {
        ConditionKind::Expr(expr) => {
            let mut expr = expr.clone();
            if !expr.has_measure() {
                return Some(expr);
            }
            put_measure(&mut expr, needed(measure, span, findings)?);
            Some(expr)
        }
        ConditionKind::Outside(low, high) => {
            let measure = needed(measure, span, findings)?;
            let below = build::binary(measure.clone(), BinaryOp::Less, constant(low), span);
            let above = build::binary(measure.clone(), BinaryOp::Greater, constant(high), span);
            if low.value.value >= high.value.value {
                findings.push(
                    Diagnostic::new(
                        codes::ALERT_BAND,
                        span,
                        "the band's lower end is not below its upper end",
                    )
                    .help(format!("write `outside {}..{}`", high.text, low.text)),
                );
            }
            Some(plain_or(below, above, span))
        }
        ConditionKind::Missing => {
            let measure = needed(measure, span, findings)?;
            Some(build::call("absent", vec![measure.unparenthesised().clone()], span))
        }
    }
}

fn needed<'a>(measure: Measure<'a>, span: Span, findings: &mut Diagnostics) -> Option<&'a Expr> {
    if measure.is_none() {
        findings.push(
            Diagnostic::new(
                codes::ALERT_NO_MEASURE,
                span,
                "this condition needs a `measure`, and the alert has none",
            )
            .help("write `measure EXPR` above the levels, or write the whole expression here"),
        );
    }
    measure
}

fn constant(limit: &Spanned<Quantity>) -> Expr {
    Expr::new(ExprKind::Number(limit.value.clone()), limit.span)
}

/// `a or b`, without parentheses around comparisons, which bind tighter anyway.
fn plain_or(left: Expr, right: Expr, span: Span) -> Expr {
    let op = Spanned::new(BinaryOp::Or, span);
    let binary = Binary { op, returns_bool: false, matching: None, left, right };
    Expr::new(ExprKind::Binary(Box::new(binary)), span)
}

fn put_measure(expr: &mut Expr, measure: &Expr) {
    if matches!(expr.kind, ExprKind::Measure) {
        *expr = measure.clone();
        return;
    }
    for child in expr.children_mut() {
        put_measure(child, measure);
    }
}

/// Members with limits of their own: the general condition leaves them out, and each gets
/// its own branch.
pub(super) fn with_overrides(
    condition: Expr,
    overrides: &[Override],
    fleet: &Fleet,
    catalogue: &Catalogue,
    findings: &mut Diagnostics,
) -> Expr {
    let span = condition.span;
    let mut known: Vec<&Override> = Vec::new();
    for entry in overrides {
        let name = &entry.member;
        if !fleet.members.contains(&name.value) {
            findings.push(super::names::unknown("member", name, fleet.members.iter().map(String::as_str)));
        } else if let Some(first) = known.iter().find(|other| other.member == *name) {
            findings.push(super::names::duplicate("override for", name, first.member.span));
        } else {
            known.push(entry);
        }
    }
    if known.is_empty() {
        return condition;
    }
    let pattern: Vec<String> = known.iter().map(|entry| regex::escape(&entry.member.value)).collect();
    let mut result = condition.clone();
    narrow(&mut result, &fleet.label, MatchOp::NotRegex, &pattern.join("|"), span, catalogue, findings);
    for entry in known {
        let mut branch = condition.clone();
        let Some(limit) = comparison_mut(&mut branch) else {
            findings.push(
                Diagnostic::new(
                    codes::ALERT_OVERRIDE,
                    entry.member.span,
                    "there is no single limit to override here",
                )
                .because(span, "this condition does not compare with one constant")
                .help("override a level such as `> 10ms`"),
            );
            return condition;
        };
        *limit = constant(&entry.limit);
        narrow(
            &mut branch,
            &fleet.label,
            MatchOp::Equal,
            &entry.member.value,
            entry.member.span,
            catalogue,
            findings,
        );
        result = plain_or(result, branch, span);
    }
    result
}

/// Adds a matcher on the fleet's label to every selector.
pub(super) fn narrow(
    expr: &mut Expr,
    label: &str,
    op: MatchOp,
    value: &str,
    span: Span,
    catalogue: &Catalogue,
    findings: &mut Diagnostics,
) {
    let matcher = Matcher {
        label: Spanned::new(label.to_string(), span),
        op,
        value: Spanned::new(value.to_string(), span),
    };
    select::inject(expr, &[matcher], catalogue, findings);
}

/// What goes on firing under `until`: the opposite of its comparison, for the same left side.
pub(super) fn hold(
    until: &Condition,
    when: &Condition,
    measure: Measure,
    findings: &mut Diagnostics,
) -> Option<Expr> {
    let form = |findings: &mut Diagnostics| {
        findings.push(
            Diagnostic::new(codes::ALERT_UNTIL, until.span, "`until` takes one comparison with a constant")
                .help("write the limit at which it recovers: `until < 3%`"),
        );
    };
    let ConditionKind::Expr(expr) = &until.kind else {
        form(findings);
        return None;
    };
    let ExprKind::Binary(binary) = &expr.kind else {
        form(findings);
        return None;
    };
    let (Some(opposite), Some(_)) = (binary.op.value.opposite(), comparison(expr)) else {
        form(findings);
        return None;
    };
    check_recovery(until, when, findings);
    let mut holding = expr.clone();
    if let ExprKind::Binary(binary) = &mut holding.kind {
        binary.op.value = opposite;
    }
    if holding.has_measure() {
        put_measure(&mut holding, needed(measure, until.span, findings)?);
    }
    Some(holding)
}

/// It must recover on the good side of the limit.
fn check_recovery(until: &Condition, when: &Condition, findings: &mut Diagnostics) {
    let (recovers, fires) = (Limit::of(until), Limit::of(when));
    let wrong = match (&fires, &recovers) {
        (Some(Limit::Above(fires)), Some(Limit::Below(ends))) => ends.value.value > fires.value.value,
        (Some(Limit::Below(fires)), Some(Limit::Above(ends))) => ends.value.value < fires.value.value,
        (Some(Limit::Above(_)), Some(Limit::Above(_))) | (Some(Limit::Below(_)), Some(Limit::Below(_))) => {
            true
        }
        _ => return,
    };
    if let (true, Some(fires), Some(recovers)) = (wrong, fires, recovers) {
        findings.push(
            Diagnostic::new(codes::ALERT_UNTIL, recovers.span(), "it would recover while it is still bad")
                .because(fires.span(), "it fires here")
                .help("`until` names the good side, beyond the limit: `when > 5% until < 3%`"),
        );
    }
}
