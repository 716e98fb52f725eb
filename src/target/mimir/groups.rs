//! Rule groups within the ruler's limits: at most so many rules a group, and so many groups a tenant.
//! Rules that read each other stay in one group, for groups are evaluated apart, and on other rulers.
//!
//! While the groups fit they are left as they are, one an alert. Groups over the limit are split; when
//! there are too many, those of a service are packed together.

use super::super::reads::independent_sets;
use super::super::{NotBuilt, Program};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::emit::EmitError;
use crate::lower::{Group, Rule};
use crate::model::Millis;
use crate::quantity::duration_text;
use crate::text::Span;

/// The groups of each namespace.
type Namespaces<'m> = Vec<(&'m str, Vec<Group<'m>>)>;

pub(super) fn of<'m>(program: Program<'m>, findings: &mut Diagnostics) -> Result<Namespaces<'m>, NotBuilt> {
    let settings = &program.targets.mimir;
    // 0 switches a limit off.
    let most_rules = unlimited(settings.ruler_max_rules_per_rule_group);
    let most_groups = unlimited(settings.ruler_max_rule_groups_per_tenant);
    let mut namespaces: Namespaces = Vec::new();
    for file in &program.output.rule_files {
        let mut groups = Vec::new();
        for group in file.groups() {
            let group = group.map_err(|refused| NotBuilt::Emit(EmitError::Refused(refused)))?;
            split(group, most_rules, &mut groups, findings);
        }
        namespaces.push((file.name, groups));
    }
    if count(&namespaces) > most_groups {
        for (name, groups) in &mut namespaces {
            *groups = packed(name, std::mem::take(groups), most_rules);
        }
    }
    let mut left = most_groups;
    for (_, groups) in &namespaces {
        if let Some(first_too_many) = groups.get(left) {
            let message = format!(
                "the program has {} rule groups of at most {most_rules} rules, and a tenant may have {most_groups}",
                count(&namespaces)
            );
            findings.push(limit(first_too_many.span, message).help(
                "raise `ruler_max_rule_groups_per_tenant` of the tenant and in larum.toml, or build parts of the program for other tenants",
            ));
            break;
        }
        left -= groups.len();
    }
    Ok(namespaces)
}

fn unlimited(limit: usize) -> usize {
    if limit == 0 { usize::MAX } else { limit }
}

fn count(namespaces: &Namespaces) -> usize {
    namespaces.iter().map(|(_, groups)| groups.len()).sum()
}

fn limit(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(codes::TARGET_MIMIR_LIMIT, span, message)
}

/// A group as it is, or in parts of at most `most` rules.
fn split<'m>(group: Group<'m>, most: usize, into: &mut Vec<Group<'m>>, findings: &mut Diagnostics) {
    if group.rules.len() <= most {
        return into.push(group);
    }
    let (name, span, interval) = (group.name.clone(), group.span, group.interval);
    let parts = fill(sets(group), most, |size| {
        let message = format!("{size} rules of `{name}` depend on each other, and a group may have {most}");
        findings.push(limit(span, message).help(
            "raise `ruler_max_rules_per_rule_group` of the tenant and in larum.toml, or take the alert apart",
        ));
    });
    for (index, rules) in parts.into_iter().enumerate() {
        let name = if index == 0 { name.clone() } else { format!("{name} {}", index + 1) };
        into.push(Group { name, interval, rules, span });
    }
}

/// The groups of one namespace, together in as few as they fill; those of one interval.
fn packed<'m>(namespace: &str, groups: Vec<Group<'m>>, most: usize) -> Vec<Group<'m>> {
    let mut by_interval: Vec<(Option<Millis>, Span, Vec<Vec<Rule<'m>>>)> = Vec::new();
    for group in groups {
        let (interval, span) = (group.interval, group.span);
        match by_interval.iter_mut().find(|(known, ..)| *known == interval) {
            Some((.., all)) => all.extend(sets(group)),
            None => by_interval.push((interval, span, sets(group))),
        }
    }
    let mut made = Vec::new();
    for (interval, span, sets) in by_interval {
        let every = interval.map_or(String::new(), |interval| format!(" every {}", duration_text(interval)));
        for (index, rules) in fill(sets, most, |_| ()).into_iter().enumerate() {
            let span = rules.first().map_or(span, |rule| rule.span);
            made.push(Group {
                name: format!("{namespace} rules{every} {}", index + 1),
                interval,
                rules,
                span,
            });
        }
    }
    made
}

/// The rules of a group in sets of which none reads what another makes.
fn sets<'m>(group: Group<'m>) -> Vec<Vec<Rule<'m>>> {
    let sets = independent_sets(&group);
    let mut rules: Vec<Option<Rule>> = group.rules.into_iter().map(Some).collect();
    sets.into_iter().map(|set| set.into_iter().filter_map(|index| rules[index].take()).collect()).collect()
}

/// The sets one after the other in bins of at most `most` rules. A set that is larger is told of, and
/// has a bin of its own.
fn fill<'m>(sets: Vec<Vec<Rule<'m>>>, most: usize, mut too_large: impl FnMut(usize)) -> Vec<Vec<Rule<'m>>> {
    let mut bins: Vec<Vec<Rule>> = Vec::new();
    for set in sets {
        if set.len() > most {
            too_large(set.len());
        }
        match bins.last_mut() {
            Some(bin) if bin.len() + set.len() <= most => bin.extend(set),
            _ => bins.push(set),
        }
    }
    bins
}
