//! What functions do to labels. Most keep those of their vector.

use super::flow::{Flow, Presence, Reason};
use super::values::Values;
use super::{Walker, findings};
use crate::expr::functions::Function;
use crate::expr::{Call, Expr, ExprKind, MatchOp, Matcher, Selector};
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
                // Two of the series may have told themselves apart by `le` alone.
                vector.key = match vector.key.take() {
                    Some(key) if key.contains("le") => vector.all_labels(),
                    key => key,
                };
                vector
            }
            // A measure, or a name that the type check refuses.
            _ if Function::named(name).is_none() => Flow::open(),
            _ => {
                let mut flow = vector_of(flows, call);
                if name.starts_with("sort_by_label") {
                    flow.brought.clear();
                }
                flow
            }
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
}

/// The flow of the first argument that has series; a function of numbers alone has no labels.
pub(super) fn vector_of(flows: Vec<Flow>, call: &Call) -> Flow {
    let span = call.function.span;
    let mut vectors = flows.into_iter().filter(|flow| !flow.is_scalar);
    vectors
        .next()
        .unwrap_or_else(|| Flow::empty(span, format!("`{}` of no vector has no labels", call.function.value)))
}

/// `absent` carries what the selector fixes with `=`, once.
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
    let mut spoken_of: BTreeMap<&str, (Vec<&Matcher>, usize)> = BTreeMap::new();
    for matcher in selector.matchers.iter().filter(|matcher| matcher.label.value != "__name__") {
        let (fixing, others) = spoken_of.entry(&matcher.label.value).or_default();
        match matcher.op {
            MatchOp::Equal => fixing.push(matcher),
            _ => *others += 1,
        }
    }
    for (label, (fixing, others)) in spoken_of {
        let [matcher] = fixing.as_slice() else { continue };
        let Some(values) = Values::of(matcher).filter(|_| !matcher.value.is_empty()) else { continue };
        // Where others speak of it too, it depends on their order, and that on the series that are stored.
        if others == 0 {
            flow.narrow(label, &values);
        } else {
            flow.put(label, Presence::Possible);
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

pub(super) fn text_argument(call: &Call, at: usize) -> Option<(&str, &Expr)> {
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
