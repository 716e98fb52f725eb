//! What Prometheus says of vectors that do not match.

use super::signatures::SignatureLabels;
use crate::engine::promql::Failure;
use crate::expr::is_classic_label;
use crate::series::Labels;
use crate::text::Span;
use crate::text::go::quote;

pub fn duplicate_in_group(
    span: Span,
    labels: &SignatureLabels,
    hand: &str,
    found: &Labels,
    before: &Labels,
) -> Failure {
    let group = in_braces(&labels.of(found));
    let (found, before) = (in_braces(found), in_braces(before));
    let message = format!(
        "found duplicate series for the match group {group} on the {hand} hand-side of the operation: \
         [{found}, {before}];many-to-many matching not allowed: matching labels must be unique on one side"
    );
    Failure::new(span, message)
}

pub fn many_to_one(span: Span) -> Failure {
    let message =
        "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)";
    Failure::new(span, message)
}

pub fn not_unique(span: Span) -> Failure {
    Failure::new(span, "multiple matches for labels: grouping labels must ensure unique matches")
}

/// All labels, the name among them: `{__name__="up", job="a"}`.
pub fn in_braces(labels: &Labels) -> String {
    let pairs = labels.iter().map(|(name, value)| {
        let name = if is_classic_label(name) { name.to_owned() } else { quote(name) };
        format!("{name}={}", quote(value))
    });
    format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
}
