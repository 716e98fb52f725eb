//! Two rules by which alerts mute each other: when both fire, nobody is told of either.

use super::sides::{Sides, side_words};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::routing::look::Look;
use crate::reach::symbolic::{Index, Labels, Test};

/// So many pairs of rules are compared.
const MOST_PAIRS: usize = 100_000;

pub(super) fn check(look: &Look, rules: &[Sides], findings: &mut Diagnostics) {
    let sources = Index::new(rules.iter().map(|rule| &*rule.source_tests));
    let mut budget = MOST_PAIRS;
    for (at, rule) in rules.iter().enumerate() {
        let Some(target) = &rule.target else { continue };
        let other = sources.candidates(target).into_iter().skip_while(|other| *other <= at).find(|other| {
            budget = budget.saturating_sub(1);
            budget > 0 && mute_each_other(rule, &rules[*other])
        });
        if let Some(other) = other {
            let other = &rules[other];
            let message = format!(
                "alerts of `{}` and of `{}` mute each other: when both fire, nobody is told of either",
                side_words(&rule.rule.source),
                side_words(&rule.rule.target)
            );
            findings.push(
                Diagnostic::new(codes::INHIBIT_CIRCULAR, other.span(look, "source"), message)
                    .because(rule.span(look, "source"), "muted by the other rule")
                    .help("let only the more severe one mute the other"),
            );
        }
    }
}

/// All sources of each are targets of the other, and an alert of each can be muted by one of the other.
fn mute_each_other(one: &Sides, other: &Sides) -> bool {
    let (Some(first), Some(second)) = (&one.source, &other.source) else { return false };
    let within = |labels: &Labels, tests: &[Test]| labels.clone().divide(tests).1.is_empty();
    if !within(first, &other.target_tests) || !within(second, &one.target_tests) {
        return false;
    }
    // Alerts on both sides of a rule do not mute each other by it: these must be apart.
    if first.common(second).is_some() {
        return false;
    }
    // The labels of both `equal` must be able to agree.
    let mut equal = one.rule.equal.iter().chain(&other.rule.equal);
    first.is_certain()
        && second.is_certain()
        && equal.all(|label| first.get(label).common(second.get(label)).is_some())
}
