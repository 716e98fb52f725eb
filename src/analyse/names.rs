//! Names: declared once, known where they are used, used somewhere.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{Expr, ExprKind};
use crate::syntax::ast::{Bound, Name};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// The declared names of one kind, with where they were declared.
pub(super) struct Table {
    /// What the names name, for messages: `channel`.
    what: &'static str,
    index: HashMap<String, usize>,
    spans: Vec<Span>,
    /// Atomic, since alerts are analysed in parallel.
    used: Vec<AtomicBool>,
}

impl Table {
    /// Declares names in order; a second declaration of a name is reported and not counted.
    pub fn new<'a>(
        what: &'static str,
        names: impl IntoIterator<Item = &'a Name>,
        findings: &mut Diagnostics,
    ) -> Table {
        let mut table = Table { what, index: HashMap::new(), spans: Vec::new(), used: Vec::new() };
        for name in names {
            match table.index.get(&name.value) {
                Some(first) => findings.push(duplicate(what, name, table.spans[*first])),
                None => {
                    table.index.insert(name.value.clone(), table.spans.len());
                    table.spans.push(name.span);
                }
            }
        }
        table.used = table.spans.iter().map(|_| AtomicBool::new(false)).collect();
        table
    }

    /// The index of a name that must exist; an unknown one is reported.
    pub fn find(&self, name: &Name, findings: &mut Diagnostics) -> Option<usize> {
        let found = self.get(&name.value);
        if found.is_none() {
            findings.push(unknown(self.what, name, self.names()));
        }
        found
    }

    /// The index of a name, which then counts as used.
    pub fn get(&self, name: &str) -> Option<usize> {
        let found = *self.index.get(name)?;
        self.used[found].store(true, Ordering::Relaxed);
        Some(found)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }

    /// Whether this is the declaration that counts, the first of its name.
    pub fn is_first(&self, name: &Name) -> bool {
        self.index.get(&name.value).is_some_and(|index| self.spans[*index] == name.span)
    }

    pub fn report_unused(&self, findings: &mut Diagnostics) {
        for (name, index) in &self.index {
            if !self.used[*index].load(Ordering::Relaxed) {
                findings.push(unused(self.what, name, self.spans[*index]));
            }
        }
    }
}

pub(super) fn duplicate(what: &str, name: &Name, first: Span) -> Diagnostic {
    Diagnostic::new(codes::NAME_DUPLICATE, name.span, format!("{what} `{}` is declared twice", name.value))
        .because(first, "first declared here")
        .help("rename one of them, or remove it")
}

pub(super) fn unknown<'a>(what: &str, name: &Name, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    let finding =
        Diagnostic::new(codes::NAME_UNKNOWN, name.span, format!("there is no {what} `{}`", name.value));
    let remedy = match known.as_slice() {
        [] => format!("declare it: the program has no {what} yet"),
        few if few.len() <= 8 => format!("known: {}", few.join(", ")),
        _ => format!("declare it, or use one of the {} that exist", known.len()),
    };
    finding.help(remedy).did_you_mean(&name.value, known)
}

pub(super) fn unused(what: &str, name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::NAME_UNUSED, span, format!("{what} `{name}` is never used"))
        .help("use it, or remove it")
}

/// Those of the indexed names that an expression or a list uses, bare or as `${name}`.
pub(super) fn mentioned(bound: &Bound, names: &HashMap<String, usize>) -> Vec<usize> {
    let mut found = Vec::new();
    match bound {
        Bound::Expr(expr) => in_expr(expr, names, &mut found),
        Bound::List(values, _) => {
            values.iter().filter_map(|value| value.text()).for_each(|text| in_text(text, names, &mut found));
        }
    }
    found
}

fn in_expr(expr: &Expr, names: &HashMap<String, usize>, found: &mut Vec<usize>) {
    match &expr.kind {
        ExprKind::String(text) => in_text(text, names, found),
        ExprKind::Selector(selector) => {
            selector.name.iter().for_each(|name| in_text(name, names, found));
            selector.matchers.iter().for_each(|matcher| in_text(&matcher.value, names, found));
        }
        _ => {}
    }
    expr.children().into_iter().for_each(|child| in_expr(child, names, found));
}

fn in_text(text: &str, names: &HashMap<String, usize>, found: &mut Vec<usize>) {
    found.extend(names.get(text));
    let inner = text.split("${").skip(1).filter_map(|rest| rest.split_once('}'));
    found.extend(inner.filter_map(|(name, _)| names.get(name)));
}
