//! A regex that one text says as well: `=~"api"` for `="api"`.

use super::{matchers, span_of};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::labels::Values;
use crate::expr::{MatchOp, Matcher};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for (one, _, matcher) in matchers(view) {
        let Some((op, value)) = simpler(matcher) else { continue };
        let label = &matcher.label.value;
        let message = match value == matcher.value.value || matcher.value.value == ".+" {
            true => format!("`{label}{op}\"{value}\"` says the same without a regex"),
            false => format!("this regex matches one text alone: `{value}`"),
        };
        let mut finding = Diagnostic::new(codes::MATCHERS_NEEDLESS_REGEX, span_of(matcher), message)
            .help(format!("write `{label}{op}\"{value}\"`"));
        let text = one.part(matcher, 0, matcher.value.len());
        if let (Some(operator), Some(text)) = (one.operator(matcher), text) {
            let mut edits = vec![(operator, op.to_string())];
            // Escapes of PromQL are not written here: a value with such characters is left as it is.
            let same = value == matcher.value.value;
            if !same && !value.contains(['\\', '"', '\'', '`', '\n']) {
                edits.push((text, value.clone()));
            }
            if same || edits.len() == 2 {
                finding = finding.fix(one.rewriting(), format!("write `{op}`"), edits);
            }
        }
        findings.push(finding);
    }
}

/// The operator and the text that say what a regex says.
fn simpler(matcher: &Matcher) -> Option<(&'static str, String)> {
    match (matcher.op, matcher.value.as_str()) {
        (MatchOp::NotRegex, ".+") => Some(("=", String::new())),
        (MatchOp::Regex, pattern) => only(pattern, matcher).map(|value| ("=", value)),
        (MatchOp::NotRegex, pattern) => only(pattern, matcher).map(|value| ("!=", value)),
        _ => None,
    }
}

/// The one text that a pattern matches.
fn only(pattern: &str, matcher: &Matcher) -> Option<String> {
    // Doubled alternatives have their own finding, and so have brackets that are part of one.
    if pattern.contains('|') {
        return None;
    }
    let values = Values::of(&Matcher { op: MatchOp::Regex, ..matcher.clone() })?;
    values.only().map(str::to_string)
}
