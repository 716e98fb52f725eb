//! What functions do to labels. Most keep those of their vector.

use super::flow::{Flow, Presence, Reason};
use super::{Walker, findings};
use crate::expr::functions::Function;
use crate::expr::{Call, Expr, ExprKind, MatchOp, Selector};
use std::collections::BTreeMap;

impl Walker<'_> {
    pub(super) fn call(&mut self, call: &Call) -> Flow {
        let name = call.function.value.as_str();
        let flows: Vec<Flow> = call.arguments.iter().map(|argument| self.flow(argument)).collect();
        let span = call.function.span;
        match name {
            "absent" | "absent_over_time" => absent(call),
            "scalar" | "time" | "pi" => Flow::scalar(span),
            "vector" => Flow::empty(span, "`vector` has no labels"),
            "label_replace" => self.label_replace(call, flows),
            "label_join" => self.label_join(call, flows),
            // Brings labels of info metrics.
            "info" => match flows.into_iter().next() {
                Some(base) => base.either(Flow::open()),
                None => Flow::open(),
            },
            "histogram_quantile" | "histogram_fraction" => {
                let mut vector = vector_of(flows, call);
                self.check_buckets(call, &vector);
                let text = format!("`{name}` uses up `le`");
                vector.remove("le", &Reason { span, text });
                vector
            }
            // A measure, or a name that the type check refuses.
            _ if Function::named(name).is_none() => Flow::open(),
            _ => vector_of(flows, call),
        }
    }

    /// `histogram_quantile(q, sum by (job) (rate(x_bucket[5m])))` has lost its buckets.
    fn check_buckets(&mut self, call: &Call, vector: &Flow) {
        if let (Some(reason), Some(argument)) = (vector.why_not("le"), call.arguments.last())
            && reads_only_buckets(argument)
        {
            self.report(|| findings::buckets_lost(&call.function, reason));
        }
    }

    /// `label_replace(v, "to", "$1", "from", "(.*)")`
    fn label_replace(&mut self, call: &Call, flows: Vec<Flow>) -> Flow {
        let mut flow = vector_of(flows, call);
        if let Some((from, expr)) = text_argument(call, 3).filter(|(from, _)| !from.is_empty())
            && let Some(reason) = flow.why_not(from).cloned()
        {
            self.report(|| findings::impossible_text(from, expr.span, "`label_replace`", &reason, &flow));
        }
        match text_argument(call, 1) {
            // An empty result takes the label away, so that it is never sure to be there.
            Some((to, _)) => flow.put(to, Presence::Possible),
            None => return flow.either(Flow::open()),
        }
        flow
    }

    /// `label_join(v, "to", ",", "a", "b")`
    fn label_join(&mut self, call: &Call, flows: Vec<Flow>) -> Flow {
        let mut flow = vector_of(flows, call);
        for at in 3..call.arguments.len() {
            if let Some((from, expr)) = text_argument(call, at)
                && let Some(reason) = flow.why_not(from).cloned()
            {
                self.report(|| findings::impossible_text(from, expr.span, "`label_join`", &reason, &flow));
            }
        }
        match text_argument(call, 1) {
            Some((to, _)) => flow.put(to, Presence::Possible),
            None => return flow.either(Flow::open()),
        }
        flow
    }
}

/// The flow of the first argument that has series; a function of numbers alone has no labels.
fn vector_of(flows: Vec<Flow>, call: &Call) -> Flow {
    let span = call.function.span;
    let mut vectors = flows.into_iter().filter(|flow| !flow.is_scalar);
    vectors
        .next()
        .unwrap_or_else(|| Flow::empty(span, format!("`{}` of no vector has no labels", call.function.value)))
}

/// `absent` carries what the selector fixes with `=`, unless another matcher speaks of that label too.
fn absent(call: &Call) -> Flow {
    let name = &call.function;
    let mut flow = Flow::empty(name.span, format!("`{}` carries only labels that `=` fixes", name.value));
    let Some(selector) = call.arguments.first().and_then(selector) else {
        flow.closed = Some(Reason {
            span: name.span,
            text: format!("`{}` of a computed value has no labels", name.value),
        });
        return flow;
    };
    let mut spoken_of: BTreeMap<&str, usize> = BTreeMap::new();
    for matcher in &selector.matchers {
        *spoken_of.entry(&matcher.label).or_default() += 1;
    }
    for matcher in &selector.matchers {
        let label = matcher.label.value.as_str();
        let fixes = matcher.op == MatchOp::Equal && !matcher.value.is_empty() && label != "__name__";
        if fixes && spoken_of[label] == 1 {
            flow.put(label, Presence::Guaranteed);
        }
    }
    flow
}

fn selector(expr: &Expr) -> Option<&Selector> {
    match &expr.kind {
        ExprKind::Selector(found) => Some(found),
        ExprKind::Range(inner, _)
        | ExprKind::Offset(inner, _)
        | ExprKind::At(inner, _)
        | ExprKind::Paren(inner) => selector(inner),
        _ => None,
    }
}

fn text_argument(call: &Call, at: usize) -> Option<(&str, &Expr)> {
    let argument = call.arguments.get(at)?;
    match &argument.unparenthesised().kind {
        ExprKind::String(text) => Some((text, argument)),
        _ => None,
    }
}

/// Every selector names a `_bucket`, and there is one.
fn reads_only_buckets(expr: &Expr) -> bool {
    fn count(expr: &Expr, buckets: &mut usize, others: &mut usize) {
        if let ExprKind::Selector(selector) = &expr.kind {
            let is_bucket = selector.name.as_ref().is_some_and(|name| name.value.ends_with("_bucket"));
            *(if is_bucket { &mut *buckets } else { &mut *others }) += 1;
        }
        for child in expr.children() {
            count(child, buckets, others);
        }
    }
    let (mut buckets, mut others) = (0, 0);
    count(expr, &mut buckets, &mut others);
    buckets > 0 && others == 0
}
