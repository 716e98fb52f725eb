//! What bare names and `${name}` stand for: lets, parameters of templates, loop variables.

use super::named_times;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Duration, Expr, ExprKind, Selector};
use crate::syntax::ast::{Amount, Bound, Name, Rewrite, Value, ValueKind, walk_value};
use crate::text::{Span, Spanned};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The bindings in force. A loop variable hides a parameter, a parameter hides a let.
#[derive(Default)]
pub(super) struct Scope {
    bindings: HashMap<String, Binding>,
    /// What is around a template's or a loop's body.
    outer: Option<Rc<Scope>>,
}

pub(super) struct Binding {
    pub value: Bound,
    /// Where it was bound, for findings.
    pub span: Span,
}

impl Scope {
    /// An empty scope inside another, whose bindings it sees.
    pub fn inside(outer: &Rc<Scope>) -> Scope {
        Scope { bindings: HashMap::new(), outer: Some(Rc::clone(outer)) }
    }

    pub fn bind(&mut self, name: &Name, value: Bound) {
        self.bindings.insert(name.value.clone(), Binding { value, span: name.span });
    }

    /// The bindings of this very scope.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Binding)> {
        self.bindings.iter()
    }

    pub fn get(&self, name: &str) -> Option<&Binding> {
        self.bindings.get(name).or_else(|| self.outer.as_ref()?.get(name))
    }

    pub fn is_empty(&self) -> bool {
        self.bindings.is_empty() && self.outer.as_ref().is_none_or(|outer| outer.is_empty())
    }
}

/// Puts the values of a scope in the place of their names.
pub(super) struct Substitute<'a> {
    pub scope: &'a Scope,
    pub findings: &'a mut Diagnostics,
    /// The names that were used, for the finding of unused ones.
    pub used: &'a RefCell<HashSet<String>>,
}

impl Substitute<'_> {
    fn lookup(&self, name: &str) -> Option<&Binding> {
        let found = self.scope.get(name)?;
        self.used.borrow_mut().insert(name.to_string());
        Some(found)
    }

    /// Replaces each `${name}` that the scope knows. Others are left: they may be
    /// shorthands of annotations, or groups of `label_replace`.
    fn interpolate(&mut self, text: &mut String, span: Span) {
        let mut from = 0;
        while let Some(found) = text[from..].find("${") {
            let start = from + found;
            let Some(length) = text[start..].find('}') else { return };
            let name = &text[start + 2..start + length];
            let Some(binding) = self.lookup(name) else {
                from = start + 2;
                continue;
            };
            match text_of(&binding.value) {
                Some(value) => {
                    text.replace_range(start..start + length + 1, &value);
                    from = start + value.len();
                }
                None => {
                    let bound = binding.span;
                    self.findings.push(
                        Diagnostic::new(
                            codes::NAME_NOT_TEXT,
                            span,
                            format!("`{name}` cannot stand inside a text"),
                        )
                        .because(bound, "this is neither a text, a name, nor a number")
                        .help("use it bare in an expression, or bind a text"),
                    );
                    from = start + length;
                }
            }
        }
    }

    fn selector(&mut self, selector: &mut Selector) {
        if let Some(name) = &mut selector.name {
            self.interpolate(&mut name.value, name.span);
        }
        for matcher in &mut selector.matchers {
            self.interpolate(&mut matcher.label.value, matcher.label.span);
            self.interpolate(&mut matcher.value.value, matcher.value.span);
        }
    }

    /// What a bare name, or a name with matchers, stands for.
    fn bound_selector(&self, selector: &Selector, span: Span) -> Option<Expr> {
        let name = selector.name.as_ref()?;
        let Bound::Expr(bound) = &self.lookup(&name.value)?.value else { return None };
        let mut expr = match (&bound.kind, selector.matchers.is_empty()) {
            // A metric as an argument: the matchers of the place where it is used are added.
            (ExprKind::Selector(inner), false) => {
                let mut merged = inner.clone();
                merged.matchers.extend(selector.matchers.iter().cloned());
                Expr::new(ExprKind::Selector(merged), span)
            }
            (_, false) => return None,
            (ExprKind::Binary(_) | ExprKind::Negate(_) | ExprKind::Plus(_), true) => {
                Expr::new(ExprKind::Paren(Box::new(bound.clone())), span)
            }
            (_, true) => bound.clone(),
        };
        expr.span = span;
        Some(expr)
    }
}

impl Rewrite for Substitute<'_> {
    fn name(&mut self, name: &mut Name) {
        self.interpolate(&mut name.value, name.span);
    }

    fn text(&mut self, text: &mut Spanned<String>) {
        self.interpolate(&mut text.value, text.span);
    }

    fn expr(&mut self, expr: &mut Expr) {
        if let ExprKind::Selector(selector) = &mut expr.kind {
            self.selector(selector);
            if let Some(bound) = self.bound_selector(selector, expr.span) {
                *expr = bound;
            }
            return;
        }
        if let ExprKind::String(text) = &mut expr.kind {
            let span = expr.span;
            self.interpolate(text, span);
        }
        for label in expr.labels_mut() {
            self.interpolate(&mut label.value, label.span);
        }
        for child in expr.children_mut() {
            self.expr(child);
        }
    }

    fn time(&mut self, time: &mut Duration) {
        if let Some(name) = time.named.clone()
            && let Some(binding) = self.lookup(&name)
        {
            let mut findings = Diagnostics::default();
            named_times::resolve(time, &name, binding, &mut findings);
            self.findings.append(findings);
        }
    }

    fn amount(&mut self, amount: &mut Amount) {
        if let Some(name) = amount.named.clone()
            && let Some(binding) = self.lookup(&name)
        {
            let mut findings = Diagnostics::default();
            named_times::resolve_amount(amount, &name, binding, &mut findings);
            self.findings.append(findings);
        }
    }

    /// A bare word that is a let or a parameter stands for its value in settings too:
    /// `min_traffic floor`, `rank level`.
    fn value(&mut self, value: &mut Value) {
        if let ValueKind::Word(word) = &value.kind
            && let Some(kind) = self.lookup(word).and_then(|binding| value_of(&binding.value))
        {
            value.kind = kind;
            return;
        }
        walk_value(self, value);
    }
}

/// How a bound value looks inside a text; none for lists and compound expressions.
fn text_of(bound: &Bound) -> Option<String> {
    let Bound::Expr(expr) = bound else { return None };
    match &expr.kind {
        ExprKind::Number(quantity) => Some(quantity.text.to_string()),
        ExprKind::String(text) => Some(text.clone()),
        ExprKind::Selector(selector) if selector.matchers.is_empty() => {
            selector.name.as_ref().map(|name| name.value.clone())
        }
        _ => None,
    }
}

fn value_of(bound: &Bound) -> Option<ValueKind> {
    match bound {
        Bound::List(values, _) => Some(ValueKind::List(values.clone())),
        Bound::Expr(expr) => match &expr.kind {
            ExprKind::Number(quantity) => Some(ValueKind::Quantity(quantity.clone())),
            ExprKind::String(text) => Some(ValueKind::Text(text.clone())),
            ExprKind::Selector(selector) if selector.matchers.is_empty() => {
                selector.name.as_ref().map(|name| ValueKind::Word(name.value.clone()))
            }
            _ => None,
        },
    }
}

/// What a loop variable or an argument is bound to for one value of a list.
pub(super) fn bound_of(value: &Value) -> Bound {
    let kind = match &value.kind {
        ValueKind::Quantity(quantity) => ExprKind::Number(quantity.clone()),
        ValueKind::Text(text) => ExprKind::String(text.clone()),
        ValueKind::Word(word) => ExprKind::Selector(Selector {
            name: Some(Spanned::new(word.clone(), value.span)),
            matchers: vec![],
        }),
        ValueKind::List(values) => return Bound::List(values.clone(), value.span),
        ValueKind::Block(_) => ExprKind::Error,
    };
    Bound::Expr(Expr::new(kind, value.span))
}
