//! Label flow: the labels that the series of each part of an expression can carry, and where
//! an expression asks for one that cannot be there.
//! Source: the evaluation of PromQL in Prometheus 3.5 (`promql/engine.go`, `functions.go`).

mod aggregation;
mod findings;
mod flow;
mod functions;
mod matching;
mod partners;
mod recorded;
mod replace;
mod replacement;
mod selector;
mod values;

pub use flow::{Flow, Impossible, Reason};
pub use values::Values;

use super::catalogue::Catalogue;
use super::{Expr, ExprKind};
use crate::diag::{Diagnostic, Diagnostics};

/// The labels that the result of `expr` can carry.
pub fn flow(expr: &Expr, catalogue: &Catalogue) -> Flow {
    Walker { catalogue, measure: None, findings: None }.flow(expr)
}

/// The same, and reports every label that is asked for where it cannot be, in one pass.
/// `measure` is the flow of `ExprKind::Measure`, when `expr` goes on from one.
pub fn check(expr: &Expr, measure: Option<&Flow>, catalogue: &Catalogue, findings: &mut Diagnostics) -> Flow {
    Walker { catalogue, measure, findings: Some(findings) }.flow(expr)
}

struct Walker<'a> {
    catalogue: &'a Catalogue,
    measure: Option<&'a Flow>,
    /// None: only the flow is wanted.
    findings: Option<&'a mut Diagnostics>,
}

impl Walker<'_> {
    fn flow(&mut self, expr: &Expr) -> Flow {
        match &expr.kind {
            ExprKind::Number(_) | ExprKind::String(_) => Flow::scalar(expr.span),
            ExprKind::Selector(selector) => self.selector(selector),
            ExprKind::Range(inner, _)
            | ExprKind::Offset(inner, _)
            | ExprKind::At(inner, _)
            | ExprKind::Negate(inner)
            | ExprKind::Plus(inner)
            | ExprKind::Paren(inner) => self.flow(inner),
            // Over time, what told series apart at one moment may change: only all labels together do not.
            ExprKind::Subquery(inner, ..) => {
                let flow = self.flow(inner);
                Flow { key: flow.key.as_ref().and(flow.all_labels()), ..flow }
            }
            ExprKind::Binary(binary) => self.binary(binary),
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate),
            ExprKind::Call(call) => self.call(call),
            ExprKind::Measure => self.measure.cloned().unwrap_or_else(Flow::open),
            // A measure that is not expanded, or what could not be read.
            ExprKind::Percentile(..) | ExprKind::Error => Flow::open(),
        }
    }

    /// True when the finding went out: nobody listens while only the flow is wanted.
    fn report(&mut self, finding: impl FnOnce() -> Diagnostic) -> bool {
        match &mut self.findings {
            Some(findings) => findings.push(finding()),
            None => return false,
        }
        true
    }
}
