//! What is said of labels that cannot be there.

use super::flow::{Flow, Reason};
use super::values::Values;
use crate::diag::{Diagnostic, codes};
use crate::expr::{Binary, BinaryOp, Call, Expr, Group, Matcher, Matching, Side};
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
    let effect = effect(binary);
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

fn effect(binary: &Binary) -> &'static str {
    match *binary.op {
        BinaryOp::Unless => "nothing is ever taken away",
        _ => "the result is always empty",
    }
}

/// Both sides have the label, with values that are never the same.
pub fn other_values(binary: &Binary, label: &str, left: &Values, right: &Values) -> Diagnostic {
    let finding = Diagnostic::new(
        codes::LABELS_NEVER_MATCHES,
        binary.op.span,
        format!("the two sides never match, so {}: no value of `{label}` is on both", effect(binary)),
    )
    .because(left.reason.span, left.reason.text.clone())
    .because(right.reason.span, right.reason.text.clone());
    match &binary.matching {
        Some(matching) if matching.on => {
            finding.help(format!("leave `{label}` out of `on (…)`, or select the same on both sides"))
        }
        _ => finding
            .help(format!("match without it: `ignoring ({label}) …`, or select the same on both sides")),
    }
}

pub fn lost_join(label: &str, brought: Span, op: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(
        codes::LABELS_LOST_JOIN,
        brought,
        format!("the label `{label}` is brought here and used by nothing"),
    )
    .because(op.span, format!("`{}` here removes it again", op.value))
    .help("leave it out here, or keep it there: add it to `by`")
}

pub fn lost_join_at(label: &str, brought: Span, binary: &Binary) -> Diagnostic {
    Diagnostic::new(
        codes::LABELS_LOST_JOIN,
        brought,
        format!("the label `{label}` is brought here and used by nothing"),
    )
    .because(binary.op.span, format!("`{}` here leaves it out of the result", binary.op.text()))
    .help("leave it out here, or keep it there: with `group_left (…)`, or in `on (…)`")
}

/// The many side of a join has the label already, and always the same.
pub fn replaced_by_join(label: &Spanned<String>, only: &str, same: bool, reason: &Reason) -> Diagnostic {
    let text = match same {
        true => format!("`{}` is `{only}` on both sides: nothing is brought", label.value),
        false => format!("`{}` is `{only}` already, and the join writes over it", label.value),
    };
    Diagnostic::new(codes::LABELS_REPLACED_BY_JOIN, label.span, text)
        .because(reason.span, reason.text.clone())
        .help("leave it out of the brackets, or do not select by it")
}

/// `$2` of a regex with one group, or `$1_x`, which is a group named `1_x`.
pub fn no_group(replacement: &Expr, written: &str, regex: Span) -> Diagnostic {
    let finding = Diagnostic::new(
        codes::LABELS_NO_GROUP,
        replacement.span,
        format!("`{written}` is no group of the regex, so that nothing is put in its place"),
    )
    .because(regex, "the regex");
    let name = written.trim_start_matches(['$', '{']).trim_end_matches('}');
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = name.split_at(digits);
    match (number, rest) {
        ("", _) | (_, "") => finding.help("put brackets around the part of the regex that is meant"),
        _ => finding
            .help(format!("write `${{{number}}}{rest}`: names of groups go on over letters, digits and `_`")),
    }
}

pub fn empty_label(call: &Call, span: Span) -> Diagnostic {
    let function = &call.function.value;
    Diagnostic::new(
        codes::LABELS_EMPTY_NAME,
        span,
        format!("`{function}` fails whenever it runs: this is no name of a label"),
    )
    .because(call.function.span, "Prometheus finds it out only when the rule is evaluated")
    .help("name a label")
}

/// `reason`: why the regex never matches; else the label is given the value that it has.
pub fn replaces_nothing(call: &Call, span: Span, reason: Option<&Reason>) -> Diagnostic {
    let function = &call.function.value;
    let message = match reason {
        Some(_) => format!("`{function}` changes nothing: its regex never matches"),
        None => format!("`{function}` changes nothing: the label is given the value that it has"),
    };
    let finding = Diagnostic::new(codes::LABELS_REPLACES_NOTHING, span, message);
    match reason {
        Some(reason) => {
            finding.because(reason.span, reason.text.clone()).help("correct the regex or what it reads")
        }
        None => finding.help(format!("leave `{function}` out")),
    }
}

pub fn needless_group(group: &Group) -> Diagnostic {
    Diagnostic::new(
        codes::LABELS_NEEDLESS_GROUP,
        group.span,
        "this side has one series for each of the labels in `on (…)` anyway",
    )
    .help("leave the group modifier out: Prometheus then says when there are more")
}

/// Several series of one side meet the same series of the other, as soon as they differ in `label` alone.
/// `direct`: the side is an aggregation by that label, which is either too many there, or needless.
pub fn not_alone(
    binary: &Binary,
    matching: &Matching,
    side: Side,
    label: &str,
    reason: &Reason,
    direct: bool,
) -> Diagnostic {
    let (this, modifier) = match side {
        Side::Left => ("left", "group_left"),
        Side::Right => ("right", "group_right"),
    };
    let code = if direct { codes::LABELS_MISSING_GROUP } else { codes::LABELS_AMBIGUOUS_MATCH };
    let message = format!("this fails as soon as two series on the {this} differ in `{label}` alone");
    let finding = Diagnostic::new(code, binary.op.span, message)
        .because(reason.span, reason.text.clone())
        .because(matching.span, format!("`{label}` is not among the labels to match by"));
    match &matching.group {
        None => finding.help(format!(
            "say that there are many, `{modifier}`, or match by `{label}`, or leave it out of the aggregation"
        )),
        Some(_) => finding.help(format!("aggregate `{label}` away on that side, or match by it")),
    }
}

pub fn needless_aggregation(op: &Spanned<String>, inner: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(
        codes::LABELS_NEEDLESS_AGGREGATION,
        op.span,
        format!("`{}` here changes nothing: each of its groups is one series", op.value),
    )
    .because(inner.span, format!("`{}` here has made it one", inner.value))
    .help("leave one of the two out")
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
