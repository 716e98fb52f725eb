//! `=~".*"`: also series without the label pass.

use super::{matchers, span_of};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::MatchOp;
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for (one, at, matcher) in matchers(view) {
        let all = matches!(matcher.value.as_str(), ".*" | "(.*)" | "^.*" | ".*$" | "^.*$" | "(?:.*)" | ".*?");
        if matcher.op != MatchOp::Regex || !all || one.of_info || matcher.label.value == "__name__" {
            continue;
        }
        let label = &matcher.label.value;
        let message = format!("every series passes this matcher, also one without `{label}`");
        let mut finding = Diagnostic::new(codes::MATCHERS_EVERYTHING, span_of(matcher), message)
            .help(format!("leave it out; where the label must be there, write `{label}!=\"\"`"));
        if let Some(span) = one.removal(at) {
            finding = finding.fix(one.rewriting(), "remove the matcher", [(span, String::new())]);
        }
        findings.push(finding);
    }
}
