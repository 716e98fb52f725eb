//! What is said of labels that cannot be there.

use super::flow::{Flow, Reason};
use crate::diag::{Diagnostic, codes};
use crate::expr::{Binary, BinaryOp, Matcher};
use crate::text::{Span, Spanned};

/// A label in a list, asked of `place`, which cannot carry it.
pub fn impossible(label: &Spanned<String>, place: &str, reason: &Reason, flow: &Flow) -> Diagnostic {
    impossible_text(label, label.span, place, reason, flow)
}

pub fn impossible_text(label: &str, span: Span, place: &str, reason: &Reason, flow: &Flow) -> Diagnostic {
    let finding = Diagnostic::new(
        codes::LABELS_IMPOSSIBLE,
        span,
        format!("{place} asks for the label `{label}`, which cannot be there"),
    )
    .because(reason.span, reason.text.clone());
    suggest(finding, label, flow)
}

pub fn unknown_matcher(matcher: &Matcher, reason: &Reason, flow: &Flow) -> Diagnostic {
    let label = &matcher.label;
    let finding = Diagnostic::new(
        codes::LABELS_IMPOSSIBLE,
        label.span,
        format!("the metric has no label `{}`", label.value),
    )
    .because(reason.span, reason.text.clone());
    suggest(finding, label, flow)
}

pub fn no_series(name: &Spanned<String>, declared: Span) -> Diagnostic {
    let base = &name.value;
    Diagnostic::new(
        codes::LABELS_NO_SERIES,
        name.span,
        format!("the histogram `{base}` has no series of this name"),
    )
    .because(declared, "declared here as a classic histogram")
    .help(format!(
        "take `{base}_count`, `{base}_sum` or `{base}_bucket`, or a measure: `p95({base})`, `mean({base})`"
    ))
}

pub fn buckets_lost(function: &Spanned<String>, reason: &Reason) -> Diagnostic {
    Diagnostic::new(
        codes::LABELS_IMPOSSIBLE,
        function.span,
        format!("`{}` needs the label `le`, which cannot be there", function.value),
    )
    .because(reason.span, reason.text.clone())
    .help("keep the buckets apart: add `le` to the labels of `by`")
}

/// One side always has a label that the other never has.
pub fn never_matches(binary: &Binary, label: &str, reason: &Reason, here: &Flow, there: &Flow) -> Diagnostic {
    let effect = match *binary.op {
        BinaryOp::Unless => "nothing is ever taken away",
        _ => "the result is always empty",
    };
    let finding = Diagnostic::new(
        codes::LABELS_NEVER_MATCHES,
        binary.op.span,
        format!("the two sides never match, so {effect}: only one of them has the label `{label}`"),
    )
    .because(reason.span, reason.text.clone());
    let sides = (labels_of(here), labels_of(there));
    match sides {
        (_, Some(other)) if other.is_empty() => finding.help(format!(
            "match without labels, `on () {}`, or compare with a number by `scalar(…)`",
            group(binary)
        )),
        (Some(_), Some(other)) => {
            finding.help(format!("say what to match by: `on ({other})`, or aggregate both sides alike"))
        }
        _ => finding.help("say what to match by: `on (…)`, or aggregate both sides alike"),
    }
}

/// Sets of series match many to one by themselves; arithmetic must say which side is the many.
fn group(binary: &Binary) -> &'static str {
    if matches!(*binary.op, BinaryOp::And | BinaryOp::Unless) { "…" } else { "group_left …" }
}

fn labels_of(flow: &Flow) -> Option<String> {
    Some(flow.known_labels()?.join(", "))
}

fn suggest(finding: Diagnostic, label: &str, flow: &Flow) -> Diagnostic {
    let Some(carried) = flow.known_labels() else { return finding };
    let listed = carried.join("`, `");
    let finding = match carried.is_empty() {
        true => finding.help("keep the label: add it to a `by` further inside"),
        false => finding.help(format!("these labels can be there: `{listed}`")),
    };
    finding.did_you_mean(label, carried)
}
