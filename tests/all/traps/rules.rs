//! The rules of a program.

use larum::lower::{Rule, RuleKind, lower};
use larum::model::Model;

/// Its alerting rules, each level's in the order of its steps.
pub fn alerts(model: &Model) -> Vec<Rule<'_>> {
    let output = lower(model);
    let groups = output.rule_files.iter().flat_map(|file| file.groups());
    let rules = groups.flat_map(|group| group.expect("the referee accepts it").rules);
    rules.filter(|rule| matches!(rule.kind, RuleKind::Alert { .. })).collect()
}
