//! The severities of one alert: the weaker one should come first. Where the condition of the weaker one
//! implies that of the stronger one, it never comes alone.

use super::threshold::Threshold;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::Look;
use crate::ruleset::{Group, Origin, Rule};
use crate::text::Located;
use std::collections::HashMap;

/// One alert that compares a measure with a number, and how severe it is.
struct Tier<'a> {
    rank: u8,
    severity: &'a Located,
    threshold: Threshold,
    rule: &'a Rule,
}

/// More rules than anyone writes for one measure: then it is no ladder of severities.
const MOST_TIERS: usize = 8;

pub fn check(look: &Look, findings: &mut Diagnostics) {
    let mut ladders: HashMap<(String, String, u8), Vec<Tier>> = HashMap::new();
    for (group, rule) in look.rules.rules().filter(|(group, _)| group.origin == Origin::Yaml) {
        if let Some(tier) = tier(group, rule) {
            let key = (others(group, rule), tier.threshold.measure.clone(), tier.threshold.direction());
            ladders.entry(key).or_default().push(tier);
        }
    }
    for ladder in ladders.into_values().filter(|ladder| (2..=MOST_TIERS).contains(&ladder.len())) {
        for weaker in &ladder {
            let stronger = ladder.iter().find(|stronger| {
                stronger.rank > weaker.rank
                    && weaker.threshold.implies(&stronger.threshold)
                    && stronger.rule.pending() <= weaker.rule.pending()
            });
            findings.extend(stronger.map(|stronger| never_alone(weaker, stronger)));
        }
    }
}

fn tier<'a>(group: &'a Group, rule: &'a Rule) -> Option<Tier<'a>> {
    rule.alert()?;
    let severity = group.label_of(rule, "severity")?;
    Some(Tier { rank: rank(&severity.value)?, severity, threshold: Threshold::of(&rule.expr)?, rule })
}

/// Words whose order nobody doubts.
fn rank(severity: &str) -> Option<u8> {
    Some(match severity.to_ascii_lowercase().as_str() {
        "critical" | "crit" | "page" | "emergency" => 3,
        "warning" | "warn" => 2,
        "info" | "information" | "informational" => 1,
        _ => return None,
    })
}

/// The name and all labels but the severity: rungs of one ladder have the same.
fn others(group: &Group, rule: &Rule) -> String {
    let labels = group.labels_of(rule).filter(|field| field.name.value != "severity");
    let mut labels: Vec<_> =
        labels.map(|field| (field.name.value.as_str(), field.value.value.as_str())).collect();
    labels.sort_unstable();
    format!("{:?} {labels:?}", rule.name.value)
}

fn never_alone(weaker: &Tier, stronger: &Tier) -> Diagnostic {
    let (name, weak, strong) = (&weaker.rule.name.value, &weaker.severity.value, &stronger.severity.value);
    let finding = Diagnostic::new(
        codes::ALERT_TIER_ORDER,
        weaker.threshold.limit_span,
        format!("the {weak} of `{name}` never comes before its {strong}"),
    );
    let equal = stronger.threshold.implies(&weaker.threshold);
    let is_later = stronger.rule.pending() < weaker.rule.pending();
    let pending = weaker.rule.alert().and_then(|alert| alert.pending.as_ref());
    match pending {
        Some(pending) if equal && is_later => finding
            .because(pending.span, format!("the {strong} waits a shorter time"))
            .because(stronger.threshold.limit_span, "at the same threshold")
            .help(format!(
                "let the {weak} wait less than the {strong}, or give it a threshold that comes first"
            )),
        _ if equal => finding
            .because(stronger.threshold.limit_span, format!("the {strong} has the same threshold"))
            .help(format!("give the {weak} a threshold that comes first, or remove one of the two")),
        _ => finding
            .because(stronger.threshold.limit_span, format!("the {strong} comes first, at this threshold"))
            .help("exchange the thresholds or the severities"),
    }
}
