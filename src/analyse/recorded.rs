//! The recording rules of a program, in the order in which they read each other: what one
//! makes is known where another reads it.

use super::context::Context;
use super::record;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::catalogue::Catalogue;
use crate::expr::{Expr, ExprKind};
use crate::model::Record;
use crate::syntax::ast::{RecordStatement, Statement, StatementKind};
use std::collections::HashMap;

/// The records in source order; their series are declared in `catalogue`.
pub(super) fn records(
    statements: &[Statement],
    context: &Context,
    catalogue: &mut Catalogue,
    findings: &mut Diagnostics,
) -> Vec<Record> {
    let rules: Vec<&RecordStatement> = statements
        .iter()
        .filter_map(|statement| match &statement.kind {
            StatementKind::Record(rule) => Some(rule),
            _ => None,
        })
        .collect();
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, rule) in rules.iter().enumerate() {
        by_name.entry(&rule.name.value).or_default().push(index);
    }
    let reads = |index: usize| {
        let mut found = Vec::new();
        collect(&rules[index].expr, &by_name, &mut found);
        found
    };
    let order = crate::graph::in_order(rules.len(), reads);
    for circle in &order.circles {
        report_circle(circle, &rules, findings);
    }
    let mut made: Vec<Option<Record>> = rules.iter().map(|_| None).collect();
    for index in order.order {
        let Some((rule, declaration)) =
            record::record(rules[index], &context.with_catalogue(catalogue), findings)
        else {
            continue;
        };
        // Several rules may make one series, with labels of their own each: then nothing is certain.
        if by_name[rule.name.as_str()].len() == 1 {
            // A line of `metrics` says more, and stays.
            let _ = catalogue.declare(&rule.name, declaration);
        }
        made[index] = Some(rule);
    }
    made.into_iter().flatten().collect()
}

/// Each evaluation would read what the last one made.
fn report_circle(circle: &[usize], rules: &[&RecordStatement], findings: &mut Diagnostics) {
    let Some(first) = circle.first().map(|index| &rules[*index].name) else { return };
    let path: Vec<&str> = circle.iter().map(|index| rules[*index].name.value.as_str()).collect();
    findings.push(
        Diagnostic::new(codes::NAME_CYCLE, first.span, format!("`{}` is recorded from itself", first.value))
            .here(format!("{} → {}", path.join(" → "), first.value))
            .help("break the circle: a recording rule may not read its own result"),
    );
}

fn collect(expr: &Expr, by_name: &HashMap<&str, Vec<usize>>, found: &mut Vec<usize>) {
    if let ExprKind::Selector(selector) = &expr.kind
        && let Some(name) = &selector.name
        && let Some(records) = by_name.get(name.value.as_str())
    {
        found.extend(records);
    }
    expr.children().into_iter().for_each(|child| collect(child, by_name, found));
}
