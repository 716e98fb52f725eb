//! Policies: every word checked and every window resolved. Names of alerts, channels and severities stay as
//! they are written: a policy stands for itself, and is asked of programs and rules that others wrote.

mod compare;
mod test;

use super::names::Table;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::policy::*;
use crate::model::{PolicyField, Window};
use crate::syntax::ast::{
    Name, NotifyWhen, PolicyCondition, PolicyException as ExceptionItem, PolicyRule as RuleItem,
    PolicyStatement, Requirement as RequirementItem, RequirementKind as Item, Statement, StatementKind,
};
use crate::text::{Span, Spanned};
use std::collections::{HashMap, HashSet};

/// The policies that statements hold, with the windows that they name.
pub(super) fn policies(
    statements: &[Statement],
    windows: &[Window],
    names: &Table,
    findings: &mut Diagnostics,
) -> Vec<Policy> {
    let mut found: Vec<Policy> = Vec::new();
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for statement in statements {
        let StatementKind::Policy(policy) = &statement.kind else { continue };
        if let Some(first) = seen.insert(&policy.name.value, policy.name.span) {
            findings.push(super::names::duplicate("policy", &policy.name, first));
        }
        let reader = Reader { windows, names };
        found.push(reader.policy(policy, &statement.doc, findings));
    }
    found
}

/// The policies of statements that need not be a whole program; what is wrong with the rest is not looked at.
pub(super) fn alone(statements: &[Statement], findings: &mut Diagnostics) -> Vec<Policy> {
    let named = statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Window(window) => Some(window),
        _ => None,
    });
    let table = Table::new("window", named.clone().map(|window| &window.name), findings);
    let windows: Vec<Window> = named
        .filter(|window| table.is_first(&window.name))
        .map(|window| super::notify::window(window, findings))
        .collect();
    policies(statements, &windows, &table, findings)
}

struct Reader<'a> {
    windows: &'a [Window],
    names: &'a Table,
}

impl Reader<'_> {
    fn policy(&self, policy: &PolicyStatement, doc: &[String], findings: &mut Diagnostics) -> Policy {
        if policy.rules.is_empty() {
            let message = format!("policy `{}` asks for nothing", policy.name.value);
            findings.push(
                Diagnostic::new(codes::FIELD_MISSING, policy.name.span, message)
                    .help("say what must hold: `every alert { has summary }`"),
            );
        }
        Policy {
            name: policy.name.clone(),
            environments: policy.environments.iter().map(|name| name.value.clone()).collect(),
            locked: policy.locked,
            rules: policy.rules.iter().filter_map(|rule| self.rule(rule, findings)).collect(),
            exceptions: exceptions(&policy.exceptions, findings),
            doc: doc.to_vec(),
        }
    }

    fn rule(&self, rule: &RuleItem, findings: &mut Diagnostics) -> Option<PolicyRule> {
        let subject = subject(&rule.subject, findings)?;
        let mut requirements = Vec::new();
        for item in &rule.requirements {
            if let Some(kind) = self.requirement(item, subject, findings) {
                requirements.push(Requirement { kind, warns: rule.warns || item.warns, span: item.span });
            }
        }
        if rule.requirements.is_empty() {
            findings.push(
                Diagnostic::new(codes::FIELD_MISSING, rule.subject.span, "this rule asks for nothing")
                    .help("say what must hold: `{ has summary }`"),
            );
        }
        let filter = rule.filter.as_ref().map(|filter| condition(filter, subject, findings));
        if let Some(None) = filter {
            return None;
        }
        let exceptions = exceptions(&rule.exceptions, findings);
        Some(PolicyRule { subject, filter: filter.flatten(), requirements, exceptions })
    }

    fn requirement(
        &self,
        item: &RequirementItem,
        subject: About,
        findings: &mut Diagnostics,
    ) -> Option<RequirementKind> {
        match &item.kind {
            Item::Holds(inner) => condition(inner, subject, findings).map(RequirementKind::Holds),
            Item::Reaches { targets, within, when } => {
                if !matches!(subject, About::Alert | About::Level) {
                    let message = format!("{} reach nobody: only alerts do", several(subject));
                    findings.push(
                        Diagnostic::new(codes::FIELD_UNKNOWN, item.span, message)
                            .help("write this requirement in `every alert { … }`"),
                    );
                    return None;
                }
                let when = match when {
                    Some(when) => Some(self.times(when, findings)?),
                    None => None,
                };
                let (targets, within) = (targets.clone(), within.milliseconds);
                Some(RequirementKind::Reaches(Reaches { targets, within, when }))
            }
        }
    }

    fn times(&self, when: &NotifyWhen, findings: &mut Diagnostics) -> Option<Times> {
        let window = self.windows.get(self.names.find(&when.window, findings)?)?;
        let intervals = window.intervals.clone();
        Some(Times { window: window.name.clone(), intervals, outside: when.outside })
    }
}

fn subject(name: &Name, findings: &mut Diagnostics) -> Option<About> {
    let found = About::ALL.into_iter().find(|subject| subject.word() == name.value);
    if found.is_none() {
        let known = About::ALL.map(About::word);
        let message = format!("policies know no `{}`", name.value);
        findings.push(
            Diagnostic::new(codes::NAME_UNKNOWN, name.span, message)
                .help(format!("known: {}", known.join(", ")))
                .did_you_mean(&name.value, known),
        );
    }
    found
}

fn exceptions(items: &[ExceptionItem], findings: &mut Diagnostics) -> Vec<PolicyException> {
    let mut found = Vec::new();
    for item in items {
        let Some(subject) = subject(&item.subject, findings) else { continue };
        if item.reason.trim().is_empty() {
            findings.push(
                Diagnostic::new(codes::FIELD_MISSING, item.reason.span, "this exception gives no reason")
                    .help("say why, for those who read the policy in a year"),
            );
        }
        let until = item.until.as_ref().and_then(|until| date(until, findings));
        if item.until.is_some() && until.is_none() {
            continue;
        }
        let (names, reason) = (item.names.clone(), item.reason.value.clone());
        found.push(PolicyException { subject, names, reason, until, span: item.span });
    }
    found
}

fn date(text: &Spanned<String>, findings: &mut Diagnostics) -> Option<Spanned<jiff::civil::Date>> {
    let date = text.value.parse().ok();
    if date.is_none() {
        let message = format!("there is no {}", text.value);
        findings.push(
            Diagnostic::new(codes::WINDOW_NO_SUCH_DATE, text.span, message)
                .help("write a date of the calendar"),
        );
    }
    Some(Spanned::new(date?, text.span))
}

/// None when a part of it was refused: what is left would ask for something else.
fn condition(item: &PolicyCondition, subject: About, findings: &mut Diagnostics) -> Option<Condition> {
    let all = |items: &[PolicyCondition], findings: &mut Diagnostics| -> Option<Vec<Condition>> {
        let read: Vec<Option<Condition>> =
            items.iter().map(|item| condition(item, subject, findings)).collect();
        read.into_iter().collect()
    };
    match item {
        PolicyCondition::All(items) => Some(Condition::All(all(items, findings)?)),
        PolicyCondition::Any(items) => Some(Condition::Any(all(items, findings)?)),
        PolicyCondition::Not(inner) => Some(Condition::Not(Box::new(condition(inner, subject, findings)?))),
        PolicyCondition::Test(test) => test::test(test, subject, findings),
    }
}

/// The field of a name; one that the subject has not is reported.
fn field(name: &Name, subject: About, findings: &mut Diagnostics) -> Option<&'static PolicyField> {
    let found = PolicyField::named(&name.value, subject);
    if found.is_none() {
        let mut seen = HashSet::new();
        let known: Vec<String> = PolicyField::names(subject)
            .filter(|name| seen.insert(*name))
            .map(|name| if name.ends_with('.') { format!("{name}NAME") } else { name.to_string() })
            .collect();
        let message = format!("policies know no `{}` of {}", name.value, several(subject));
        findings.push(
            Diagnostic::new(codes::FIELD_UNKNOWN, name.span, message)
                .help(format!("known: {}", known.join(", ")))
                .did_you_mean(&name.value, known.iter().map(String::as_str)),
        );
    }
    found
}

/// What is spoken of, when no single one is meant.
fn several(subject: About) -> String {
    format!("{}s", subject.word())
}
