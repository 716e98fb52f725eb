//! Matchers that match something else than they seem to, and notations that are going away.

use super::inhibition::Sides;
use super::look::Look;
use super::words;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::regexes::language::Language;
use crate::text::Span;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for (id, node) in look.nodes() {
        let above: Vec<&Matcher> =
            look.tree.ancestry(id).flat_map(|id| &look.tree.node(id).route.matchers).collect();
        for (place, matcher) in node.route.matchers.iter().enumerate() {
            one(look, matcher, &above, &|| look.matcher(id, place), findings);
        }
    }
    for (index, rule) in look.config.inhibit_rules.iter().enumerate() {
        let sides = Sides::new(index, rule);
        for (side, matchers) in [("source", &rule.source), ("target", &rule.target)] {
            let beside: Vec<&Matcher> = matchers.iter().collect();
            for (place, matcher) in matchers.iter().enumerate() {
                one(look, matcher, &beside, &|| sides.matcher(look, side, place), findings);
            }
        }
    }
}

/// `beside` are the matchers that must hold as well, and itself.
fn one(
    look: &Look,
    matcher: &Matcher,
    beside: &[&Matcher],
    span: &dyn Fn() -> Span,
    findings: &mut Diagnostics,
) {
    let (label, value) = (&matcher.label, &matcher.value);
    match matcher.op {
        MatchOp::NotEqual | MatchOp::NotRegex => {
            let text = words::matcher(matcher);
            if holds_for_missing(matcher)
                && !beside.iter().any(|other| !holds_for_missing(other) && other.label == *label)
                && some_lack(look, label)
            {
                findings.push(
                    Diagnostic::new(
                        codes::MATCHER_MISSING_LABEL,
                        span(),
                        format!("`{text}` also holds for alerts without the label `{label}`"),
                    )
                    .help(format!(
                        "a missing label is an empty text: add `{label}!=\"\"` to leave those out"
                    )),
                );
            }
        }
        // Where there are rules, they tell whether it was meant.
        MatchOp::Regex if look.alerts.is_none() && !value.is_empty() && is_plain(value) => {
            findings.push(
                Diagnostic::new(
                    codes::MATCHER_PLAIN_REGEX,
                    span(),
                    format!("this regex matches `{value}` and nothing else: it must match the whole label"),
                )
                .help(format!(
                    "write `{label}=\"{value}\"`, or `{label}=~\"{value}.*\"` for all that begins so"
                )),
            );
        }
        _ => {}
    }
}

/// Whether alerts of the rules may lack the label, as far as rules were given.
fn some_lack(look: &Look, label: &str) -> bool {
    look.alerts
        .as_ref()
        .is_none_or(|alerts| alerts.all.iter().any(|alert| alert.labels.get(label).contains("")))
}

fn holds_for_missing(matcher: &Matcher) -> bool {
    match matcher.op {
        MatchOp::Equal => matcher.value.is_empty(),
        MatchOp::NotEqual => !matcher.value.is_empty(),
        op => {
            let found = Language::new(&matcher.value).ok().and_then(|language| language.matches(""));
            found.is_none_or(|found| found == (op == MatchOp::Regex))
        }
    }
}

fn is_plain(regex: &str) -> bool {
    regex.chars().all(|c| c.is_alphanumeric() || ['_', '-', ' ', '/', ':'].contains(&c))
}
