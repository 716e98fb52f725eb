//! Policies.

use super::super::ast::*;
use super::super::pairs::{has, part, parts, the};
use super::super::{Rule, reader::Reader, token};
use super::bad::skipped_items;
use super::notify::notify_when;
use super::settings::value;
use super::{name, names, quantity};
use pest::iterators::Pair;

pub(super) fn policy(pair: &Pair<Rule>, reader: &mut Reader) -> PolicyStatement {
    skipped_items(pair, reader);
    PolicyStatement {
        name: name(pair, reader),
        environments: part(pair, Rule::policy_environments).map_or(vec![], |list| names(&list, reader)),
        locked: has(pair, Rule::kw_locked),
        rules: parts(pair, Rule::policy_rule).map(|inner| rule(&inner, reader)).collect(),
        exceptions: exceptions(pair, reader),
    }
}

fn rule(pair: &Pair<Rule>, reader: &mut Reader) -> PolicyRule {
    skipped_items(pair, reader);
    PolicyRule {
        warns: warns(pair),
        subject: name(pair, reader),
        filter: part(pair, Rule::policy_where).map(|filter| condition_in(&filter, reader)),
        requirements: parts(pair, Rule::requirement).map(|inner| requirement(&inner, reader)).collect(),
        exceptions: exceptions(pair, reader),
        span: reader.span(pair),
    }
}

fn warns(pair: &Pair<Rule>) -> bool {
    part(pair, Rule::policy_verdict).is_some_and(|verdict| has(&verdict, Rule::kw_warn))
}

fn exceptions(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<PolicyException> {
    parts(pair, Rule::policy_except)
        .map(|inner| PolicyException {
            subject: name(&inner, reader),
            names: policy_names(&inner, reader).into_iter().map(|name| name.text).collect(),
            reason: token::string(&the(&inner, Rule::string), reader),
            until: part(&inner, Rule::policy_until).map(|until| reader.text(&the(&until, Rule::policy_date))),
            span: reader.span(&inner),
        })
        .collect()
}

/// The condition of a pair that has one.
fn condition_in(pair: &Pair<Rule>, reader: &mut Reader) -> PolicyCondition {
    let mut any: Vec<Vec<PolicyCondition>> = vec![vec![]];
    for inner in the(pair, Rule::policy_condition).into_inner() {
        match inner.as_rule() {
            Rule::policy_joint if inner.as_str() == "or" => any.push(vec![]),
            Rule::policy_term => {
                let term = term(&inner, reader);
                if let Some(all) = any.last_mut() {
                    all.push(term);
                }
            }
            _ => {}
        }
    }
    let all = |mut terms: Vec<PolicyCondition>| match terms.len() {
        1 => terms.swap_remove(0),
        _ => PolicyCondition::All(terms),
    };
    match any.len() {
        1 => all(any.swap_remove(0)),
        _ => PolicyCondition::Any(any.into_iter().map(all).collect()),
    }
}

fn term(pair: &Pair<Rule>, reader: &mut Reader) -> PolicyCondition {
    let inner = match part(pair, Rule::policy_group) {
        Some(group) => condition_in(&group, reader),
        None => PolicyCondition::Test(test(&the(pair, Rule::policy_test), reader)),
    };
    if has(pair, Rule::kw_not) { PolicyCondition::Not(Box::new(inner)) } else { inner }
}

fn test(pair: &Pair<Rule>, reader: &mut Reader) -> PolicyTest {
    let plain = |pair: &Pair<Rule>, reader: &mut Reader| -> Vec<Name> {
        policy_names(pair, reader).into_iter().map(|name| name.text).collect()
    };
    let inner = pair.clone().into_inner().next();
    let kind = match inner.as_ref().map(|inner| (inner.as_rule(), inner)) {
        Some((Rule::policy_has, has)) => {
            PolicyTestKind::Has(parts(has, Rule::policy_field).map(|field| reader.text(&field)).collect())
        }
        Some((Rule::policy_most, most)) => PolicyTestKind::Count {
            least: has(most, Rule::kw_least),
            limit: quantity(&the(most, Rule::quantity), reader),
            what: name(most, reader),
        },
        Some((Rule::policy_selects, selects)) => {
            PolicyTestKind::Selects { labels: plain(selects, reader), inside: names(selects, reader) }
        }
        Some((Rule::policy_keeps, keeps)) => PolicyTestKind::Keeps(plain(keeps, reader)),
        Some((Rule::policy_strips, strips)) => PolicyTestKind::Strips(plain(strips, reader)),
        Some((Rule::policy_uses, uses)) => PolicyTestKind::Uses {
            never: has(uses, Rule::kw_never),
            what: reader.text(&the(uses, Rule::policy_used)),
            names: policy_names(uses, reader),
        },
        _ => {
            let compare = the(pair, Rule::policy_compare);
            PolicyTestKind::Compare {
                field: reader.text(&the(&compare, Rule::policy_field)),
                op: reader.text(&the(&compare, Rule::policy_operator)),
                value: value(&the(&compare, Rule::value), reader),
            }
        }
    };
    PolicyTest { kind, span: reader.span(pair) }
}

fn policy_names(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<PolicyName> {
    let list = the(pair, Rule::policy_names);
    parts(&list, Rule::policy_name)
        .map(|one| match part(&one, Rule::string) {
            Some(quoted) => PolicyName { text: token::string(&quoted, reader), quoted: true },
            None => PolicyName { text: reader.text(&one), quoted: false },
        })
        .collect()
}

fn requirement(pair: &Pair<Rule>, reader: &mut Reader) -> Requirement {
    let kind = match part(pair, Rule::requirement_reaches) {
        Some(reaches) => RequirementKind::Reaches {
            targets: policy_names(&reaches, reader).into_iter().map(|name| name.text).collect(),
            within: token::duration(&the(&reaches, Rule::duration), reader),
            when: notify_when(&reaches, reader),
        },
        None => RequirementKind::Holds(condition_in(pair, reader)),
    };
    Requirement { warns: warns(pair), kind, span: reader.span(pair) }
}
