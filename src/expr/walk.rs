//! Walking a tree, to read it or to change it.

use super::{Expr, ExprKind, Selector};

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
