//! `^` and `$` around a regex that matches whole values anyway.

use super::matchers;
use super::pattern::ends_escaped;
use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for (one, _, matcher) in matchers(view) {
        let pattern = matcher.value.as_str();
        // Flags may give anchors another meaning, and `\Q` makes them characters.
        if !matcher.op.is_regex() || pattern.contains("(?") || pattern.contains(r"\Q") {
            continue;
        }
        let start = pattern.strip_prefix('^').is_some_and(|rest| !rest.starts_with(['*', '+', '?', '{']));
        let end = pattern.strip_suffix('$').is_some_and(|rest| !ends_escaped(rest));
        let places: Vec<(usize, usize)> =
            [(start, 0), (end && pattern.len() > 1, pattern.len().saturating_sub(1))]
                .into_iter()
                .filter_map(|(found, at)| found.then_some((at, at + 1)))
                .collect();
        if places.is_empty() {
            continue;
        }
        let mut finding = Diagnostic::new(
            codes::MATCHERS_NEEDLESS_ANCHOR,
            matcher.value.span,
            "a regex of a matcher matches the whole value anyway",
        )
        .help("leave `^` and `$` out");
        let edits: Option<Vec<_>> =
            places.iter().map(|(from, to)| Some((one.part(matcher, *from, *to)?, String::new()))).collect();
        if let Some(edits) = edits {
            finding = finding.fix(Applicability::Safe, "remove the anchors", edits);
        }
        findings.push(finding);
    }
}
