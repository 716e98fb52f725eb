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
    let rules = parts(pair, Rule::policy_rule).map(|inner| rule(&inner, reader)).collect();
    PolicyStatement { name: name(pair, reader), rules }
}

fn rule(pair: &Pair<Rule>, reader: &mut Reader) -> PolicyRule {
    skipped_items(pair, reader);
    PolicyRule {
        subject: name(pair, reader),
        filter: part(pair, Rule::policy_where).map_or(vec![], |filter| terms(&filter, reader)),
        requirements: parts(pair, Rule::requirement).map(|inner| requirement(&inner, reader)).collect(),
        span: reader.span(pair),
    }
}

fn terms(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<FilterTerm> {
    let mut joined_by_or = false;
    let mut terms = Vec::new();
    for inner in pair.clone().into_inner() {
        match inner.as_rule() {
            Rule::policy_joint => joined_by_or = inner.as_str() == "or",
            Rule::policy_test => terms.push(FilterTerm { joined_by_or, test: test(&inner, reader) }),
            _ => {}
        }
    }
    terms
}

fn test(pair: &Pair<Rule>, reader: &mut Reader) -> PolicyTest {
    let kind = match part(pair, Rule::policy_has) {
        Some(has) => PolicyTestKind::Has(names(&has, reader)),
        None => {
            let compare = the(pair, Rule::policy_compare);
            PolicyTestKind::Compare {
                field: reader.text(&the(&compare, Rule::policy_field)),
                op: reader.text(&the(&compare, Rule::policy_operator)),
                value: value(&the(&compare, Rule::value), reader),
            }
        }
    };
    PolicyTest { negated: has(pair, Rule::kw_not), kind, span: reader.span(pair) }
}

fn requirement(pair: &Pair<Rule>, reader: &mut Reader) -> Requirement {
    if let Some(reaches) = part(pair, Rule::requirement_reaches) {
        return Requirement::Reaches {
            targets: names(&reaches, reader),
            within: token::duration(&the(&reaches, Rule::duration), reader),
            when: notify_when(&reaches, reader),
            span: reader.span(pair),
        };
    }
    if let Some(most) = part(pair, Rule::requirement_most) {
        let limit = quantity(&the(&most, Rule::quantity), reader);
        return Requirement::AtMost { limit, what: name(&most, reader) };
    }
    Requirement::Test(test(&the(pair, Rule::policy_test), reader))
}
