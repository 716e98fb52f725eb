//! From the tree of an expression to a plan.

mod aggregations;
mod calls;
mod modifiers;
mod operators;

use super::functions::{Negate, Negated, Number};
use super::plan::{Plan, Scalar, Vector};
use super::select::InstantSelector;
use super::{Failure, Options};
use crate::expr::{Expr, ExprKind};
use crate::text::Span;

pub struct Compiler<'a> {
    pub options: &'a Options,
}

/// A failed part fails the whole.
pub type Compiled<T> = Result<T, Failure>;

impl Compiler<'_> {
    pub fn plan(&self, expr: &Expr) -> Plan {
        self.compile(expr).unwrap_or_else(Plan::Nothing)
    }

    fn compile(&self, expr: &Expr) -> Compiled<Plan> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Number(quantity) => Ok(Plan::Scalar(Box::new(Number(quantity.value)))),
            ExprKind::String(text) => Ok(Plan::Text(text.clone())),
            ExprKind::Selector(_)
            | ExprKind::Range(..)
            | ExprKind::Subquery(..)
            | ExprKind::Offset(..)
            | ExprKind::At(..) => self.selected(expr),
            ExprKind::Paren(inner) | ExprKind::Plus(inner) => self.compile(inner),
            ExprKind::Negate(inner) => match self.compile(inner)? {
                Plan::Scalar(scalar) => Ok(Plan::Scalar(Box::new(Negated(scalar)))),
                plan => Ok(Plan::Vector(Box::new(Negate::new(vector_of(plan, inner.span)?, span)))),
            },
            ExprKind::Binary(binary) => self.binary(binary, span),
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate, span),
            ExprKind::Call(call) => self.call(call, span),
            ExprKind::Percentile(..) | ExprKind::Measure | ExprKind::Error => {
                Err(Failure::new(span, "this is no PromQL"))
            }
        }
    }

    fn vector(&self, expr: &Expr) -> Compiled<Box<dyn Vector>> {
        vector_of(self.compile(expr)?, expr.span)
    }

    fn scalar(&self, expr: &Expr) -> Compiled<Box<dyn Scalar>> {
        match self.compile(expr)? {
            Plan::Scalar(scalar) => Ok(scalar),
            _ => Err(expected("a scalar", expr.span)),
        }
    }

    /// An argument that is a text.
    fn text<'e>(&self, expr: &'e Expr) -> Compiled<&'e str> {
        match &expr.unparenthesised().kind {
            ExprKind::String(text) => Ok(text),
            _ => Err(expected("a string", expr.span)),
        }
    }
}

fn vector_of(plan: Plan, span: Span) -> Compiled<Box<dyn Vector>> {
    match plan {
        Plan::Vector(vector) => Ok(vector),
        Plan::Selector(selector) => Ok(selector as Box<InstantSelector>),
        _ => Err(expected("an instant vector", span)),
    }
}

fn expected(what: &str, span: Span) -> Failure {
    Failure::new(span, format!("expected {what} here"))
}
