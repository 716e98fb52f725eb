//! Matchers that let through whatever the others of the same label let through.

use super::{matchers_by_label, selectors, span_of};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

/// More matchers of one label are not compared.
const MOST: usize = 8;

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for one in selectors(view) {
        for (label, matchers) in matchers_by_label(one.selector) {
            if matchers.len() > MOST {
                continue;
            }
            // The last first, so that of two that say the same the first stays.
            for (at, (matcher, own)) in matchers.iter().enumerate().rev() {
                let others = matchers.iter().enumerate().filter(|(other, _)| *other != at);
                let Some(rest) =
                    others.map(|(_, (_, values))| values.clone()).reduce(|values, more| values.and(&more))
                else {
                    continue;
                };
                if rest.are_none() || !rest.are_within(own) {
                    continue;
                }
                let message =
                    format!("the other matchers of `{label}` let through only what passes this one");
                let cause = &rest.reason;
                let mut finding = Diagnostic::new(codes::MATCHERS_REDUNDANT, span_of(matcher), message)
                    .because(cause.span, cause.text.clone())
                    .help("leave it out");
                let place = one.selector.matchers.iter().position(|other| std::ptr::eq(other, *matcher));
                if let Some(span) = place.and_then(|at| one.removal(at)) {
                    finding = finding.fix(one.rewriting(), "remove the matcher", [(span, String::new())]);
                }
                findings.push(finding);
                break;
            }
        }
    }
}
