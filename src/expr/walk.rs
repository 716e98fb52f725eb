//! Walking a tree, to read it or to change it.

use super::{Expr, ExprKind, Selector};
use crate::text::Span;

impl Expr {
    /// This node and all below it, in source order, each before what stands in it.
    pub fn nodes(&self) -> Vec<&Expr> {
        let mut nodes = Vec::new();
        self.for_each(&mut |node, _| nodes.push(node));
        nodes
    }

    /// Calls `visit` for every node, in source order, with the nodes that it stands in, the outermost first.
    pub fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Expr, &[&'a Expr])) {
        self.walk(&mut Vec::new(), visit);
    }

    fn walk<'a>(&'a self, above: &mut Vec<&'a Expr>, visit: &mut impl FnMut(&'a Expr, &[&'a Expr])) {
        visit(self, above);
        above.push(self);
        for child in self.children() {
            child.walk(above, visit);
        }
        above.pop();
    }

    /// The direct children, in source order; `children` to read, this to change.
    pub fn children_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.kind {
            ExprKind::Range(inner, _)
            | ExprKind::Subquery(inner, ..)
            | ExprKind::Offset(inner, _)
            | ExprKind::At(inner, _)
            | ExprKind::Negate(inner)
            | ExprKind::Plus(inner)
            | ExprKind::Paren(inner) => vec![inner],
            ExprKind::Binary(binary) => vec![&mut binary.left, &mut binary.right],
            ExprKind::Aggregate(aggregate) => {
                aggregate.parameter.iter_mut().chain(std::iter::once(&mut aggregate.body)).collect()
            }
            ExprKind::Call(call) => call.arguments.iter_mut().collect(),
            ExprKind::Percentile(_, arguments) => arguments.iter_mut().collect(),
            ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Selector(_)
            | ExprKind::Measure
            | ExprKind::Error => vec![],
        }
    }

    /// Calls `visit` for every selector, in source order.
    pub fn for_each_selector_mut(&mut self, visit: &mut impl FnMut(&mut Selector)) {
        if let ExprKind::Selector(selector) = &mut self.kind {
            visit(selector);
        }
        for child in self.children_mut() {
            child.for_each_selector_mut(visit);
        }
    }
}

impl Expr {
    /// Calls `visit` for every place that the tree names.
    pub fn for_each_span_mut(&mut self, visit: &mut impl FnMut(&mut Span)) {
        visit(&mut self.span);
        match &mut self.kind {
            ExprKind::Selector(selector) => {
                selector.name.iter_mut().for_each(|name| visit(&mut name.span));
                for matcher in &mut selector.matchers {
                    visit(&mut matcher.label.span);
                    visit(&mut matcher.value.span);
                }
            }
            ExprKind::Range(_, window) | ExprKind::Offset(_, window) => visit(&mut window.span),
            ExprKind::Subquery(_, window, step) => {
                visit(&mut window.span);
                step.iter_mut().for_each(|step| visit(&mut step.span));
            }
            ExprKind::Binary(binary) => {
                visit(&mut binary.op.span);
                if let Some(matching) = &mut binary.matching {
                    visit(&mut matching.span);
                    matching.group.iter_mut().for_each(|group| visit(&mut group.span));
                }
            }
            ExprKind::Aggregate(aggregate) => {
                visit(&mut aggregate.op.span);
                aggregate.grouping.iter_mut().for_each(|grouping| visit(&mut grouping.span));
            }
            ExprKind::Call(call) => visit(&mut call.function.span),
            ExprKind::Percentile(quantile, _) => visit(&mut quantile.span),
            ExprKind::At(..)
            | ExprKind::Negate(_)
            | ExprKind::Plus(_)
            | ExprKind::Paren(_)
            | ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Measure
            | ExprKind::Error => {}
        }
        self.labels_mut().into_iter().for_each(|label| visit(&mut label.span));
        self.children_mut().into_iter().for_each(|child| child.for_each_span_mut(visit));
    }
}
