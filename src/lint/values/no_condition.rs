//! Alerts without a condition: they fire as long as there is any data, or always.

use super::reads_series;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::catalogue::{Catalogue, MetricKind};
use crate::expr::ranges::Node;
use crate::expr::{BinaryOp, ExprKind, Selector};
use crate::lint::{Look, View};
use crate::text::Span;

/// Words in the names of alerts that are to fire all the time.
const MEANT: [&str; 10] = [
    "watchdog",
    "deadman",
    "heartbeat",
    "alwaysfiring",
    "alwayson",
    "keepalive",
    "canary",
    "example",
    "testalert",
    "e2e",
];

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    if view.rule.alert().is_none() {
        return;
    }
    let Some(root) = &view.ranges else { return };
    let Some(free) = unconditional(root, &look.catalogue, false) else { return };
    if root.range.is_always() && is_meant(&view.rule.name.value) {
        return;
    }
    findings.push(match free {
        Free::Bool(span) => Diagnostic::new(
            codes::VALUE_NO_CONDITION,
            span,
            "with `bool` this alert fires for what the comparison does not hold for, too",
        )
        .here("returns 0 or 1")
        .help("remove `bool`: then the comparison keeps only what it holds for"),
        Free::Always(span) => {
            Diagnostic::new(codes::VALUE_NO_CONDITION, span, "this alert always fires: this is always there")
                .here("always there")
                .help("compare it with a threshold")
        }
        Free::Samples(span) => Diagnostic::new(
            codes::VALUE_NO_CONDITION,
            span,
            "this alert has no condition: it fires for every series, whatever its value is",
        )
        .here("compared with nothing")
        .help("compare it with a threshold"),
    });
}

/// What fires whatever the values are.
#[derive(Clone, Copy)]
enum Free {
    /// A comparison with `bool`.
    Bool(Span),
    /// Something that always returns.
    Always(Span),
    /// All series that something has.
    Samples(Span),
}

/// `computed`: something was computed of it, so that it is surely no test whether a series is there.
fn unconditional(node: &Node, catalogue: &Catalogue, computed: bool) -> Option<Free> {
    if node.range.is_never() {
        return None;
    }
    let last = |computed| unconditional(node.children.last()?, catalogue, computed);
    match &node.expr.kind {
        ExprKind::Number(_) => Some(Free::Always(node.span())),
        ExprKind::Selector(selector) => (computed || varies(selector, catalogue))
            .then_some(Free::Samples(node.span()))
            .filter(|_| !tells_by_being_there(selector, catalogue)),
        ExprKind::Binary(binary) => {
            let (_, left, right) = node.binary()?;
            let side = |node: &Node, computed| unconditional(node, catalogue, computed);
            match *binary.op {
                // Two constants are told otherwise.
                op if op.is_comparison() && binary.returns_bool && reads_series(node) => {
                    free_sides(left, right, catalogue).map(|()| Free::Bool(binary.op.span))
                }
                op if op.is_comparison() => None,
                BinaryOp::And | BinaryOp::Unless => None,
                BinaryOp::Or => side(left, computed).or_else(|| side(right, computed)),
                _ => free_sides(left, right, catalogue).map(|()| match node.range.is_always() {
                    true => Free::Always(node.span()),
                    false => Free::Samples(node.span()),
                }),
            }
        }
        ExprKind::Aggregate(_) => last(true).map(|_| whole(node)),
        ExprKind::Call(call) => match call.function.value.as_str() {
            "absent" | "absent_over_time" => None,
            "vector" | "time" | "scalar" | "pi" => Some(whole(node)),
            "sort" | "sort_desc" | "label_replace" | "label_join" => {
                unconditional(node.children.first()?, catalogue, computed)
            }
            // How long something has been there, or whether, is a condition of its own.
            "last_over_time" | "present_over_time" | "count_over_time" | "timestamp" | "max_over_time"
            | "min_over_time" => unconditional(node.children.first()?, catalogue, computed),
            _ if node.children.is_empty() => Some(whole(node)),
            "histogram_quantile" | "quantile_over_time" | "histogram_fraction" => {
                last(true).map(|_| whole(node))
            }
            _ => unconditional(node.children.first()?, catalogue, true).map(|_| whole(node)),
        },
        ExprKind::Negate(_)
        | ExprKind::Plus(_)
        | ExprKind::Offset(..)
        | ExprKind::At(..)
        | ExprKind::Range(..)
        | ExprKind::Subquery(..) => unconditional(node.children.first()?, catalogue, computed),
        _ => None,
    }
}

fn whole(node: &Node) -> Free {
    if node.range.is_always() { Free::Always(node.span()) } else { Free::Samples(node.span()) }
}

/// Both sides without a condition; numbers have none.
fn free_sides(left: &Node, right: &Node, catalogue: &Catalogue) -> Option<()> {
    let free = |node: &Node| node.range.scalar || unconditional(node, catalogue, true).is_some();
    (free(left) && free(right)).then_some(())
}

/// Whether a series is there whatever its value is: a counter, `up`.
fn varies(selector: &Selector, catalogue: &Catalogue) -> bool {
    let Some(name) = &selector.name else { return false };
    name.value == "up" || catalogue.metric(name).kind == MetricKind::Counter
}

/// Series that are there only while something holds: of alerts, and what rules recorded.
fn tells_by_being_there(selector: &Selector, catalogue: &Catalogue) -> bool {
    let Some(name) = &selector.name else { return true };
    let recorded = catalogue.metric(name).declared.is_some_and(|declared| declared.recorded);
    recorded
        || name.value.contains(':')
        || name.value.starts_with("ALERTS")
        || catalogue.metric(name).kind == MetricKind::Info
}

fn is_meant(alert: &str) -> bool {
    let plain: String =
        alert.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    MEANT.iter().any(|word| plain.contains(word))
}
