//! `a|a|b`: an alternative that stands there twice; `a|`: one that is empty.

use super::matchers;
use super::pattern::alternatives;
use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};
use std::collections::HashSet;

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for (one, _, matcher) in matchers(view) {
        if !matcher.op.is_regex() {
            continue;
        }
        let Some(found) = alternatives(&matcher.value).filter(|found| found.len() > 1) else { continue };
        let mut seen = HashSet::new();
        for (at, alternative) in &found {
            if seen.insert(alternative) {
                continue;
            }
            // Of nothing and nothing: the pattern ends in `||`.
            let message = format!("the alternative `{alternative}` stands here twice");
            let place = one.part(matcher, *at, at + alternative.len());
            let place = place.filter(|_| !alternative.is_empty()).unwrap_or(matcher.value.span);
            let mut finding = Diagnostic::new(codes::MATCHERS_REPEATED_ALTERNATIVE, place, message)
                .help("leave one out, or correct it if another was meant");
            // With the `|` before it.
            if let Some(span) = one.part(matcher, at - 1, at + alternative.len()) {
                finding = finding.fix(Applicability::Safe, "remove it", [(span, String::new())]);
            }
            findings.push(finding);
            break;
        }
        let label = &matcher.label.value;
        if found.iter().any(|(_, alternative)| alternative.is_empty()) {
            let message = format!("one of the alternatives is empty: it stands for series without `{label}`");
            findings.push(
                Diagnostic::new(codes::MATCHERS_EMPTY_ALTERNATIVE, matcher.value.span, message)
                    .help("leave the `|` out that has nothing beside it, unless it is meant so"),
            );
        }
    }
}
