//! `="api.*"`: the signs of a regex in a matcher that compares texts.

use super::{matchers, span_of};
use crate::diag::{Applicability, Diagnostic, Diagnostics, codes};
use crate::expr::{MatchOp, Matcher};
use crate::lint::{Look, View};

pub(in crate::lint) fn check(_: &Look, view: &View, findings: &mut Diagnostics) {
    for (one, _, matcher) in matchers(view) {
        let Some(sign) = sign_of_regex(matcher) else { continue };
        let (op, meant) = match matcher.op {
            MatchOp::Equal => ("=", "=~"),
            _ => ("!=", "!~"),
        };
        let message = format!("`{op}` compares texts, and `{sign}` in it stands for itself");
        let mut finding = Diagnostic::new(codes::MATCHERS_TAKEN_LITERALLY, span_of(matcher), message)
            .help(format!("write `{meant}` for a regex"));
        if let Some(operator) = one.operator(matcher) {
            finding = finding.fix(
                Applicability::Unsafe,
                format!("write `{meant}`"),
                [(operator, meant.to_string())],
            );
        }
        findings.push(finding);
    }
}

/// What in the value is hardly meant as it stands.
fn sign_of_regex(matcher: &Matcher) -> Option<&'static str> {
    if matcher.op.is_regex() {
        return None;
    }
    let value = matcher.value.as_str();
    if let Some(sign) = [".*", ".+"].into_iter().find(|sign| value.contains(sign)) {
        return Some(sign);
    }
    if value.len() > 2 && value.starts_with('^') && value.ends_with('$') {
        return Some("^");
    }
    // Codes of HTTP: `5..`
    if let [b'1'..=b'5', b'.', b'.'] = value.as_bytes() {
        return Some(".");
    }
    let is_word = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
    };
    (value.contains('|') && value.split('|').all(is_word)).then_some("|")
}
