//! What lints on functions read off a part of an expression.

use crate::expr::{Aggregate, BinaryOp, Call, Expr, ExprKind, Selector};
use crate::lint::Look;
use crate::ruleset::Rule;
use crate::text::{Span, Spanned};

/// The functions that count what a counter has grown by.
pub const RATES: &[&str] = &["increase", "irate", "rate"];

/// A call of one of these functions, inside any parentheses.
pub fn call_of<'a>(expr: &'a Expr, functions: &[&str]) -> Option<&'a Call> {
    any_call(expr).filter(|call| functions.contains(&call.function.value.as_str()))
}

pub fn any_call(expr: &Expr) -> Option<&Call> {
    match &expr.unparenthesised().kind {
        ExprKind::Call(call) => Some(call),
        _ => None,
    }
}

/// An aggregation by one of these operators, inside any parentheses.
pub fn aggregate<'a>(expr: &'a Expr, operators: &[&str]) -> Option<&'a Aggregate> {
    match &expr.unparenthesised().kind {
        ExprKind::Aggregate(found) if operators.contains(&found.op.value.as_str()) => Some(found),
        _ => None,
    }
}

/// What is left without parentheses, `offset`, `@`, a range or `+`.
pub fn unwrapped(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Paren(inner)
        | ExprKind::Range(inner, _)
        | ExprKind::Offset(inner, _)
        | ExprKind::At(inner, _)
        | ExprKind::Plus(inner) => unwrapped(inner),
        _ => expr,
    }
}

/// The samples that `expr` is, now or over a range: their name and what selects them.
pub fn selected(expr: &Expr) -> Option<(&Spanned<String>, &Selector)> {
    match &unwrapped(expr).kind {
        ExprKind::Selector(selector) => Some((selector.name.as_ref()?, selector)),
        _ => None,
    }
}

/// The number that an expression of numbers alone is.
pub fn number(expr: &Expr) -> Option<f64> {
    match &expr.unparenthesised().kind {
        ExprKind::Number(quantity) => Some(quantity.value),
        ExprKind::Negate(inner) => number(inner).map(|value| -value),
        ExprKind::Plus(inner) => number(inner),
        ExprKind::Binary(binary) => {
            let (left, right) = (number(&binary.left)?, number(&binary.right)?);
            match *binary.op {
                BinaryOp::Add => Some(left + right),
                BinaryOp::Subtract => Some(left - right),
                BinaryOp::Multiply => Some(left * right),
                BinaryOp::Divide => Some(left / right),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The rules that record the samples which `expr` selects. None when there are very many: what all of them
/// have in common is asked too often then.
pub fn recording<'a>(look: &Look<'a>, expr: &Expr) -> Option<(String, impl Iterator<Item = &'a Rule>)> {
    const MANY: usize = 32;
    let (name, _) = selected(expr)?;
    let rules = look.records.get(name.value.as_str()).filter(|rules| rules.len() <= MANY)?;
    let rules: Vec<&Rule> = rules.iter().map(|(_, rule)| *rule).collect();
    Some((name.value.clone(), rules.into_iter()))
}

/// The name that `expr` selects and where `made` finds what the first of its rules records, when it finds that in
/// all of them.
pub fn all_record(look: &Look, expr: &Expr, made: impl Fn(&Expr) -> Option<Span>) -> Option<(String, Span)> {
    let (name, mut rules) = recording(look, expr)?;
    let first = made(&rules.next()?.expr)?;
    rules.all(|rule| made(&rule.expr).is_some()).then_some((name, first))
}
