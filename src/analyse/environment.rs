//! `environment staging { … }`: redeclarations for one environment.

use super::names;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::syntax::ast::*;
use std::collections::HashMap;

/// The names of the environments, in source order.
pub(super) fn environments(statements: &[Statement]) -> Vec<&Name> {
    let mut found: Vec<&Name> = Vec::new();
    for statement in statements {
        if let StatementKind::Environment(environment) = &statement.kind
            && !found.contains(&&environment.name)
        {
            found.push(&environment.name);
        }
    }
    found
}

/// The statements of one environment: its redeclarations take the place of what they
/// redeclare, settings of services, severities and servers are merged key by key.
pub(super) fn select(
    statements: Vec<Statement>,
    wanted: Option<&str>,
    findings: &mut Diagnostics,
) -> Vec<Statement> {
    unknown_in_policies(&statements, findings);
    let mut base = Vec::new();
    let mut changes = Vec::new();
    for statement in statements {
        match statement.kind {
            StatementKind::Policy(ref policy) if !holds_in(policy, wanted) => {}
            StatementKind::Environment(environment) => {
                if Some(environment.name.value.as_str()) == wanted {
                    changes.extend(environment.body);
                }
            }
            _ => base.push(statement),
        }
    }
    let mut index: HashMap<Key, usize> = HashMap::new();
    if !changes.is_empty() {
        for (at, statement) in base.iter().enumerate() {
            if let Some(key) = key(statement) {
                index.entry(key).or_insert(at);
            }
        }
    }
    for change in changes {
        apply(&mut base, &index, change, findings);
    }
    base
}

/// Gives `let`s other values, in all environments.
pub(super) fn set_lets(statements: &mut [Statement], lets: Vec<LetStatement>, findings: &mut Diagnostics) {
    for wanted in lets {
        let known: Vec<&str> =
            statements.iter().filter_map(|statement| Some(let_of(statement)?.name.value.as_str())).collect();
        if !known.contains(&wanted.name.value.as_str()) {
            findings.push(names::unknown("let", &wanted.name, known));
            continue;
        }
        let inside = |statement: &Statement| {
            let_of(statement).is_some_and(|binding| binding.name.value == wanted.name.value)
        };
        for statement in statements.iter_mut() {
            match &mut statement.kind {
                StatementKind::Environment(environment) => environment.body.retain(|own| !inside(own)),
                StatementKind::Let(binding) if binding.name.value == wanted.name.value => {
                    *binding = wanted.clone()
                }
                _ => {}
            }
        }
    }
}

fn let_of(statement: &Statement) -> Option<&LetStatement> {
    match &statement.kind {
        StatementKind::Let(binding) => Some(binding),
        _ => None,
    }
}

/// An environment changes who is told on purpose: a policy holds there only when it says so.
fn holds_in(policy: &PolicyStatement, wanted: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| policy.environments.iter().any(|name| name.value == wanted))
}

/// Reports environments that policies name and nobody declares.
fn unknown_in_policies(statements: &[Statement], findings: &mut Diagnostics) {
    let known: Vec<&str> = environments(statements).into_iter().map(|name| name.value.as_str()).collect();
    for statement in statements {
        let StatementKind::Policy(policy) = &statement.kind else { continue };
        for name in policy.environments.iter().filter(|name| !known.contains(&name.value.as_str())) {
            findings.push(names::unknown("environment", name, known.iter().copied()));
        }
    }
}

/// What a redeclaration must agree with: the kind of statement and the name.
type Key = (&'static str, String);

fn apply(
    base: &mut [Statement],
    index: &HashMap<Key, usize>,
    mut change: Statement,
    findings: &mut Diagnostics,
) {
    let Some(key) = key(&change) else {
        findings.push(
            Diagnostic::new(codes::NAME_NESTED, change.span, "an environment cannot redeclare this")
                .help("it may redeclare `let`, severity, channel, escalation, service, window, prometheus, alertmanager"),
        );
        return;
    };
    let Some(target) = index.get(&key).and_then(|at| base.get_mut(*at)) else {
        let named = name(&change).cloned();
        let known: Vec<&str> = base
            .iter()
            .filter(|statement| self::key(statement).is_some_and(|other| other.0 == key.0))
            .filter_map(|statement| name(statement).map(|name| name.value.as_str()))
            .collect();
        if let Some(named) = named {
            findings.push(names::unknown(key.0, &named, known));
        }
        return;
    };
    if let (Some(old), Some(new)) = (settings(target), settings_mut(&mut change)) {
        merge(old, new);
    }
    *target = change;
}

fn key(statement: &Statement) -> Option<Key> {
    let kind = match &statement.kind {
        StatementKind::Prometheus(_) => "prometheus",
        StatementKind::Alertmanager(_) => "alertmanager",
        StatementKind::Let(_) => "let",
        StatementKind::Severity(_) => "severity",
        StatementKind::Channel(_) => "channel",
        StatementKind::Escalation(_) => "escalation",
        StatementKind::Service(_) => "service",
        StatementKind::Fleet(_) => "fleet",
        StatementKind::Window(_) => "window",
        StatementKind::Maintenance(_) => "maintenance",
        _ => return None,
    };
    Some((kind, name(statement).map(|name| name.value.clone()).unwrap_or_default()))
}

fn name(statement: &Statement) -> Option<&Name> {
    match &statement.kind {
        StatementKind::Let(binding) => Some(&binding.name),
        StatementKind::Severity(named) | StatementKind::Service(named) | StatementKind::Fleet(named) => {
            Some(&named.name)
        }
        StatementKind::Channel(channel) => Some(&channel.name),
        StatementKind::Escalation(escalation) => Some(&escalation.name),
        StatementKind::Window(window) => Some(&window.name),
        StatementKind::Maintenance(maintenance) => Some(&maintenance.name),
        _ => None,
    }
}

/// The settings that are merged key by key; a channel is replaced whole, since its
/// settings belong together.
fn settings(statement: &Statement) -> Option<&Settings> {
    match &statement.kind {
        StatementKind::Severity(named) | StatementKind::Service(named) | StatementKind::Fleet(named) => {
            Some(&named.settings)
        }
        StatementKind::Prometheus(settings) | StatementKind::Alertmanager(settings) => Some(settings),
        _ => None,
    }
}

fn settings_mut(statement: &mut Statement) -> Option<&mut Settings> {
    match &mut statement.kind {
        StatementKind::Severity(named) | StatementKind::Service(named) | StatementKind::Fleet(named) => {
            Some(&mut named.settings)
        }
        StatementKind::Prometheus(settings) | StatementKind::Alertmanager(settings) => Some(settings),
        _ => None,
    }
}

fn merge(old: &Settings, new: &mut Settings) {
    // `escalate` and `notify` are two ways to say one thing: the new one replaces the other.
    let rivals = |key: &str| match key {
        "escalate" => "notify",
        "notify" => "escalate",
        _ => "",
    };
    for setting in &old.entries {
        let key = setting.key.value.as_str();
        if new.get(key).is_none() && new.get(rivals(key)).is_none() {
            new.entries.push(setting.clone());
        }
    }
}
