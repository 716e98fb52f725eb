//! Value ranges: which values the samples of each part of an expression can have, whether there are any, and the
//! tokens that say so. What is not certain stays unknown.
//!
//! It holds for what Prometheus does (checked against promtool with random expressions), given three things about
//! the data, which [`metric`] decides: counters are finite and never negative; what `rate` and its like get is a
//! counter unless something says otherwise; `up` and its like are what Prometheus writes.
//! Source: `promql/engine.go` and `promql/functions.go` of Prometheus 3.5.

mod aggregation;
mod arithmetic;
mod clock;
mod compare;
mod functions;
mod key;
mod logic;
mod metric;
mod operator;
mod over_time;
mod part;
mod range;
mod rounding;
mod set;
mod words;

pub use compare::{Verdict, verdict};
pub use key::Key;
pub use logic::{Constraint, meets_itself, never_needs_right, takes_all};
pub use metric::{BY_NAME, RECORDED};
pub use operator::is_same;
pub use part::SAME;
pub use range::{Presence, Range, Why};
pub use set::{Interval, Set};
pub use words::{number, said};

use super::catalogue::Catalogue;
use super::{Binary, Expr, ExprKind};
use crate::text::Span;

/// One part of an expression and what is known of it; parentheses are no part.
#[derive(Debug)]
pub struct Node<'a> {
    pub expr: &'a Expr,
    pub range: Range,
    /// What it shares with every other expression of the same structure.
    pub key: Key,
    /// Its series differ in labels, not in their names alone: then the same expression, matched with itself, meets
    /// in the same series.
    pub distinct: bool,
    /// The expression whose series its samples are; none when series cannot be told apart.
    pub base: Option<Base>,
    /// What its series are known to fulfil, of expressions of the same labels.
    pub constraints: Vec<Constraint>,
    /// In source order.
    pub children: Vec<Node<'a>>,
}

/// What a filter filters.
#[derive(Clone, Debug)]
pub struct Base {
    pub of: Key,
    /// A series is there exactly when its value is one of these; none when there is more to it.
    pub exact: Option<Set>,
}

/// The ranges of an expression and of all its parts, in one pass.
pub fn of<'a>(expr: &'a Expr, catalogue: &Catalogue) -> Node<'a> {
    let expr = expr.unparenthesised();
    let children: Vec<Node<'a>> = expr.children().into_iter().map(|child| of(child, catalogue)).collect();
    let keys: Vec<Key> = children.iter().map(|child| child.key).collect();
    let mut node = Node {
        expr,
        range: Range::unknown(),
        key: key::of(expr, &keys),
        distinct: children.iter().all(|child| child.distinct) && is_distinct(&expr.kind),
        base: None,
        constraints: Vec::new(),
        children,
    };
    node.base = node.distinct.then(|| Base { of: node.key, exact: Some(Set::all()) });
    fill(&mut node, catalogue);
    node
}

fn fill(node: &mut Node, catalogue: &Catalogue) {
    let span = node.expr.span;
    node.range = match &node.expr.kind {
        ExprKind::Number(quantity) => Range::scalar(Set::point(quantity.value)),
        ExprKind::String(_) => Range::scalar(Set::empty()),
        ExprKind::Selector(selector) => metric::range(selector, span, catalogue),
        ExprKind::Range(..) | ExprKind::Subquery(..) => {
            // Within the window samples may be there that are not there now.
            let inner = node.children[0].range.clone();
            let presence = if inner.is_never() { Presence::Never } else { Presence::Sometimes };
            Range { presence, ..inner }
        }
        ExprKind::Offset(..) | ExprKind::At(..) | ExprKind::Plus(_) => node.children[0].range.clone(),
        ExprKind::Negate(_) => negated(&node.children[0].range),
        ExprKind::Binary(binary) => return operator::binary(node, binary),
        ExprKind::Aggregate(aggregate) => aggregation::range(node, aggregate),
        ExprKind::Call(call) => functions::range(node, call, catalogue),
        ExprKind::Paren(_) | ExprKind::Percentile(..) | ExprKind::Measure | ExprKind::Error => {
            Range::unknown()
        }
    };
}

/// `-x`, also of histograms.
fn negated(inner: &Range) -> Range {
    let values = inner.values.map(|value| -value).as_whole(inner.values.whole);
    Range { values, negative_zero: true, low: inner.high, high: inner.low, ..inner.clone() }
}

/// Series may differ by name alone where a selector names none, or where a label is renamed to it.
fn is_distinct(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Selector(selector) => selector.name.is_some(),
        ExprKind::String(text) => text != "__name__",
        // Which of equal series they take is left open.
        ExprKind::Aggregate(aggregate) => {
            !matches!(aggregate.op.value.as_str(), "topk" | "bottomk" | "limitk" | "limit_ratio")
        }
        ExprKind::Measure | ExprKind::Error | ExprKind::Percentile(..) => false,
        _ => true,
    }
}

impl<'a> Node<'a> {
    pub fn span(&self) -> Span {
        self.expr.span
    }

    /// This node and all below it, the outer ones first.
    pub fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node<'a>)) {
        visit(self);
        for child in &self.children {
            child.walk(visit);
        }
    }

    /// The operator and its sides, when it is one.
    pub fn binary(&self) -> Option<(&'a Binary, &Node<'a>, &Node<'a>)> {
        match (&self.expr.kind, &self.children[..]) {
            (ExprKind::Binary(binary), [left, right]) => Some((binary, left, right)),
            _ => None,
        }
    }

    /// The name of the function or aggregation, when it is a call of one.
    pub fn called(&self) -> Option<&'a str> {
        match &self.expr.kind {
            ExprKind::Call(call) => Some(&call.function.value),
            ExprKind::Aggregate(aggregate) => Some(&aggregate.op.value),
            _ => None,
        }
    }
}
