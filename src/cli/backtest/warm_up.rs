//! How long rules have to run before what they say is what it would be had they always run.

use crate::engine::rules::{Group, Kind, Rule};
use crate::expr::{MatchOp, Selector};
use crate::model::Millis;
use crate::story::each_selector;
use std::collections::HashMap;

/// A rule that reads what another one writes, this long before it is evaluated.
struct Reads {
    rule: usize,
    back: Millis,
}

/// The longest time of all rules: `for` and `keep_firing_for`, and how far back they look at series that rules write,
/// which takes its time, too. What only itself keeps alive, as `until` may, can be older than any time.
pub(super) fn warm_up(groups: &[Group], lookback: Millis) -> Millis {
    let rules: Vec<(&Group, &Rule)> =
        groups.iter().flat_map(|group| group.rules.iter().map(move |rule| (group, rule))).collect();
    let mut writers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, (_, rule)) in rules.iter().enumerate() {
        writers.entry(rule.name.as_str()).or_default().push(index);
    }
    let reads: Vec<Vec<Reads>> =
        rules.iter().map(|(group, rule)| reads(group, rule, lookback, &rules, &writers)).collect();
    let own = |index: usize| match &rules[index].1.kind {
        Kind::Alert { pending, keep_firing_for, .. } => pending + keep_firing_for,
        Kind::Record => 0,
    };
    let mut known: Vec<Option<Millis>> = vec![None; rules.len()];
    let mut looked_at = vec![0_usize; rules.len()];
    let mut open = vec![false; rules.len()];
    for first in 0..rules.len() {
        let mut stack = vec![first];
        while let Some(index) = stack.last().copied() {
            open[index] = true;
            let next = reads[index].get(looked_at[index]).filter(|_| known[index].is_none());
            if let Some(next) = next {
                looked_at[index] += 1;
                // What is open already reads itself, in a circle.
                if !open[next.rule] {
                    stack.push(next.rule);
                }
                continue;
            }
            let before = reads[index].iter().map(|one| one.back + known[one.rule].unwrap_or(0)).max();
            known[index].get_or_insert(own(index) + before.unwrap_or(0));
            stack.pop();
        }
    }
    known.into_iter().flatten().max().unwrap_or(0)
}

fn reads(
    group: &Group,
    rule: &Rule,
    lookback: Millis,
    rules: &[(&Group, &Rule)],
    writers: &HashMap<&str, Vec<usize>>,
) -> Vec<Reads> {
    let mut found = Vec::new();
    each_selector(&rule.expr, lookback, &mut |selector, back| {
        let Some(name) = &selector.name else { return };
        let back = back + group.query_offset;
        let is_state = matches!(name.value.as_str(), "ALERTS" | "ALERTS_FOR_STATE");
        let alert = if is_state { equal(selector, "alertname") } else { None };
        match (is_state, alert) {
            (true, None) => {
                let alerts = (0..rules.len()).filter(|index| rules[*index].1.is_alert());
                found.extend(alerts.map(|rule| Reads { rule, back }));
            }
            (true, Some(alert)) => {
                let all =
                    writers.get(alert).into_iter().flatten().filter(|index| rules[**index].1.is_alert());
                found.extend(all.map(|rule| Reads { rule: *rule, back }));
            }
            (false, _) => {
                let all = writers.get(name.value.as_str()).into_iter().flatten();
                let records = all.filter(|index| !rules[**index].1.is_alert());
                found.extend(records.map(|rule| Reads { rule: *rule, back }));
            }
        }
    });
    found
}

/// The value that a selector wants of a label.
fn equal<'a>(selector: &'a Selector, label: &str) -> Option<&'a str> {
    let own = selector.matchers.iter().find(|own| own.label.value == label && own.op == MatchOp::Equal);
    own.map(|own| own.value.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::types::Features;
    use crate::import::rules::rule_file;
    use crate::text::FileId;
    use crate::yaml::{self, Dialect};

    const MINUTE: Millis = 60_000;

    /// In minutes.
    fn warm(rules: &[&str]) -> Millis {
        let text = format!("groups: [{{name: g, rules: [{}]}}]", rules.join(", "));
        let stream = yaml::read(&text, FileId(0), Dialect::V3);
        let read = rule_file(&stream.documents[0], &Features::default());
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        let groups: Vec<Group> = read.groups.iter().map(Group::from).collect();
        warm_up(&groups, 5 * MINUTE) / MINUTE
    }

    #[test]
    fn rules_run_as_long_before_as_they_look_back_on_each_other() {
        // Samples of the server are there, however far back a rule looks.
        assert_eq!(warm(&["{alert: A, expr: 'avg_over_time(up[30d]) < 1'}"]), 0);
        assert_eq!(warm(&["{alert: A, expr: 'up == 0', for: 1h, keep_firing_for: 30m}"]), 90);
        // One hour of `b`, which reads a day of `a` as it was an hour before.
        let mut chain = [
            "{record: a, expr: 'rate(x[5m])'}",
            "{record: b, expr: 'avg_over_time(a[1d] offset 1h)'}",
            "{alert: C, expr: 'max_over_time(b[1h:1m]) > 1', for: 10m}",
        ];
        let expected = 10 + (60 + 1 + 5) + (24 * 60 + 60 + 5);
        assert_eq!(warm(&chain), expected);
        chain.reverse();
        assert_eq!(warm(&chain), expected);
        // A later step waits for the first, and for nothing else; one that reads itself ends.
        let steps = [
            "{alert: A, expr: 'up == 0 or ALERTS{alertname=\"A\"}', for: 10m}",
            "{alert: B, expr: 'ALERTS{alertname=\"A\"}', for: 15m}",
            "{alert: C, expr: 'up', for: 1h}",
        ];
        assert_eq!(warm(&steps[..2]), (10 + 5) + (15 + 5));
        assert_eq!(warm(&steps), 60);
        assert_eq!(warm(&["{record: a, expr: b}", "{record: b, expr: 'a offset 1m'}"]), 5 + 6);
    }
}
