//! An alert that never fires without another one of the same name and labels: the same measure, a threshold
//! that is passed earlier, no longer `for`. What Alertmanager gets of it is one alert already.

use super::threshold::Threshold;
use crate::diag::{Diagnostic, codes};
use crate::ruleset::Rule;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Those of rules with one name and the same labels that never fire without another one, and what is to be
/// said of each.
pub fn among<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<(&'a Rule, Diagnostic)> {
    let mut same: HashMap<(String, u8), Vec<(Threshold, &Rule)>> = HashMap::new();
    for rule in rules.filter(|rule| rule.alert().is_some()) {
        if let Some(threshold) = Threshold::of(&rule.expr) {
            let key = (threshold.measure.clone(), threshold.direction());
            same.entry(key).or_default().push((threshold, rule));
        }
    }
    let mut found = Vec::new();
    for mut rules in same.into_values().filter(|rules| rules.len() > 1) {
        of_one_measure(&mut rules, &mut found);
    }
    found
}

fn of_one_measure<'a>(rules: &mut [(Threshold, &'a Rule)], found: &mut Vec<(&'a Rule, Diagnostic)>) {
    // The widest condition first.
    rules.sort_by(|(a, _), (b, _)| match (a.implies(b), b.implies(a)) {
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        _ => Ordering::Equal,
    });
    let mut quickest: Option<&(Threshold, &Rule)> = None;
    for this in &*rules {
        let (threshold, rule) = this;
        match quickest {
            Some((wider, other))
                if threshold.implies(wider)
                    // Equal ones are duplicates, which are reported as such.
                    && !wider.implies(threshold)
                    && other.pending() <= rule.pending()
                    && other.keep_firing_for() >= rule.keep_firing_for() =>
            {
                found.push((*rule, subsumed(threshold, rule, wider, other)));
            }
            Some((_, other)) if other.pending() <= rule.pending() => {}
            _ => quickest = Some(this),
        }
    }
}

fn subsumed(threshold: &Threshold, rule: &Rule, wider: &Threshold, other: &Rule) -> Diagnostic {
    let message = format!("this `{}` never fires without the other one", rule.name.value);
    Diagnostic::new(codes::ALERT_SUBSUMED, threshold.limit_span, message)
        .because(wider.limit_span, "passed earlier, with the same labels")
        .because(other.name.span, "the other one")
        .help("give the two different labels, such as `severity`, or remove one")
}
