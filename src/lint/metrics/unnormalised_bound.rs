//! `x_bucket{le="5"}`: since Prometheus 3 the label is `5.0` wherever it is scraped.

use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::expr::catalogue::MetricKind;
use crate::expr::{ExprKind, MatchOp, Matcher, Selector};
use crate::lint::{Look, View};
use crate::quantity::Version;

pub(in crate::lint) fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    if look.facts.features.version.is_some_and(|version| version < Version::new(3, 0)) {
        return;
    }
    for node in &view.nodes {
        let ExprKind::Selector(selector) = &node.kind else { continue };
        for matcher in &selector.matchers {
            findings.extend(finding(look, selector, matcher));
        }
    }
}

fn finding(look: &Look, selector: &Selector, matcher: &Matcher) -> Option<Diagnostic> {
    let name = selector.name.as_ref()?;
    let label = matcher.label.value.as_str();
    // Only what is scraped: a recorded series has the labels that its rule gives it.
    let is_bound = match label {
        "le" => name.value.ends_with("_bucket"),
        "quantile" => look.catalogue.metric(name).kind == MetricKind::Summary,
        _ => false,
    };
    if !is_bound || name.value.contains(':') || look.records.contains_key(name.value.as_str()) {
        return None;
    }
    let value = matcher.value.value.as_str();
    // Of seven digits and more, it writes the power of ten: `1e+06`.
    let is_whole = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) && value.len() < 7;
    if !is_whole || matcher.op != MatchOp::Equal {
        return None;
    }
    let finding = Diagnostic::new(
        codes::HISTOGRAM_UNNORMALISED_BOUND,
        matcher.value.span,
        format!(
            "Prometheus 3 writes this bound as `{value}.0`, so that `{label}=\"{value}\"` selects nothing"
        ),
    )
    .help(format!(
        "write `{label}=\"{value}.0\"`, or `{label}=~\"{value}(\\\\.0)?\"` for older ones as well"
    ));
    // Escapes around the number make its place unknown.
    let plain = (matcher.value.span.end - matcher.value.span.start) as usize == value.len() + 2;
    if !plain {
        return Some(finding);
    }
    Some(finding.fix(
        Applicability::Unsafe,
        format!("write `{value}.0`"),
        [(matcher.value.span.part(1, 1 + value.len()), format!("{value}.0"))],
    ))
}
