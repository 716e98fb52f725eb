//! Selectors that name no metric: they read every series with such labels.

use super::selectors;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::{MatchOp, Matcher};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for one in selectors(view) {
        let named = one.selector.name.is_some() || one.selector.matchers.iter().any(names_metrics);
        if !named && !one.of_info {
            let message = "no metric is named, so that all series with these labels are read";
            findings.push(
                Diagnostic::new(codes::MATCHERS_NO_METRIC, one.span, message)
                    .help("name the metric, or those that are meant: `{__name__=~\"a|b\"}`"),
            );
        }
    }
}

/// `{__name__=~"node_.*"}`
fn names_metrics(matcher: &Matcher) -> bool {
    matcher.label.value == "__name__"
        && matches!(matcher.op, MatchOp::Equal | MatchOp::Regex)
        && !matches!(matcher.value.as_str(), ".+" | ".*" | "(.+)" | "(.*)")
}
