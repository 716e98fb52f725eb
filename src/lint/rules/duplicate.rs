//! Two rules that are one: the same name, the same labels, the same expression. Where only the expression
//! differs, `promtool check rules --lint=duplicate-rules` speaks of duplicates, too.

use super::subsumed;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::Look;
use crate::ruleset::{Group, Origin, Rule};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

type Place<'a> = (&'a Group, &'a Rule);

pub fn check(look: &Look, findings: &mut Diagnostics) {
    let mut same: HashMap<String, Vec<Place>> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for (group, rule) in look.rules.rules().filter(|(group, _)| group.origin == Origin::Yaml) {
        let key = identity(group, rule);
        let rules = same.entry(key.clone()).or_default();
        if rules.is_empty() {
            order.push(key);
        }
        rules.push((group, rule));
    }
    let mut copies: Vec<(Place, Place)> = Vec::new();
    for key in order {
        let rules = &same[&key];
        if rules.len() > 1 {
            of_one_identity(rules, &mut copies, findings);
        }
    }
    report_copies(&copies, findings);
}

/// What tells the rule from others: its kind, its name and its labels.
fn identity(group: &Group, rule: &Rule) -> String {
    let mut labels: Vec<_> =
        group.labels_of(rule).map(|field| (field.name.value.as_str(), field.value.value.as_str())).collect();
    labels.sort_unstable();
    format!("{} {:?} {labels:?}", rule.alert().is_some(), rule.name.value)
}

fn of_one_identity<'a>(
    rules: &[Place<'a>],
    copies: &mut Vec<(Place<'a>, Place<'a>)>,
    findings: &mut Diagnostics,
) {
    let mut by_expression: HashMap<String, Place> = HashMap::new();
    let subsumed = subsumed::among(rules.iter().map(|(_, rule)| *rule));
    let told: HashSet<*const Rule> = subsumed.iter().map(|(rule, _)| std::ptr::from_ref(*rule)).collect();
    findings.extend(subsumed.into_iter().map(|(_, finding)| finding));
    for place in rules {
        let (_, rule) = *place;
        let expression = rule.expr.to_promql();
        if let Some(first) = by_expression.get(&expression) {
            copies.push((*place, *first));
            continue;
        }
        if !by_expression.is_empty() && !told.contains(&std::ptr::from_ref(rule)) {
            let first = rules[0].1;
            findings.push(
                Diagnostic::new(
                    codes::RULE_SAME_NAME,
                    to_point_at(rule, first),
                    format!("another rule has the name `{}` and the same labels", rule.name.value),
                )
                .because(first.name.span, "here, with another expression")
                .help("tell them apart by name or by a label: what both give is one and the same series"),
            );
        }
        by_expression.insert(expression, *place);
    }
}

/// Each rule that repeats another one; of a group that repeats a group of another file, the group alone.
fn report_copies(copies: &[(Place, Place)], findings: &mut Diagnostics) {
    let of_groups = |copy: &(Place, Place)| (copy.0.0.span, copy.1.0.span);
    let mut counts: HashMap<_, usize> = HashMap::new();
    copies.iter().for_each(|copy| *counts.entry(of_groups(copy)).or_default() += 1);
    for copy in copies {
        let ((group, rule), (first_group, first)) = *copy;
        let is_whole = group.name.span.file != first_group.name.span.file
            && group.rules.len() > 1
            && group.name == first_group.name
            && counts[&of_groups(copy)] == group.rules.len();
        if !is_whole {
            findings.push(duplicate(rule, first));
        } else if std::ptr::eq(rule, &group.rules[0]) {
            findings.push(
                Diagnostic::new(
                    codes::RULE_DUPLICATE,
                    group.name.span,
                    format!("all rules of the group `{}` are written a second time", group.name.value),
                )
                .because(first_group.name.span, "the same rules")
                .help("remove one of the two groups, unless different servers load these files"),
            );
        }
    }
}

fn duplicate(rule: &Rule, first: &Rule) -> Diagnostic {
    let kind = if rule.alert().is_some() { "alert" } else { "recording rule" };
    let message = format!("this {kind} is the same as another one");
    let finding = Diagnostic::new(codes::RULE_DUPLICATE, to_point_at(rule, first), message)
        .because(first.name.span, "the same name, labels and expression");
    if rule.pending() != first.pending() || rule.keep_firing_for() != first.keep_firing_for() {
        return finding.help("only their times differ, and both make one and the same alert: remove one");
    }
    finding.help("remove one of them")
}

/// Where to point at the second of two rules. One that takes its name from the other by an alias of YAML has
/// something else of its own.
fn to_point_at(rule: &Rule, first: &Rule) -> Span {
    match (rule.name.span == first.name.span, rule.expr.span == first.expr.span) {
        (false, _) => rule.name.span,
        (true, false) => rule.expr.span,
        (true, true) => rule.span,
    }
}
