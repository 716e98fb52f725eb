//! The statements of a program, put together into its model.

use super::context::{Context, Environment};
use super::names::Table;
use super::notify::{self, Notifying};
use super::service::{ServiceFacts, service};
use super::{alert, frame, gate, inhibit, places, policy, record, recorded, slo, test, traps, versions};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::catalogue::Catalogue;
use crate::model::*;
use crate::quantity::Version;
use crate::syntax::ast::{Name, Settings, Statement, StatementKind};
use crate::text::{Span, Spanned};
use rayon::prelude::*;
use std::collections::HashMap;

/// A restart leaves alerts with templated labels their timers since this version of Prometheus. A
/// version that is not declared may be older.
const RESTORES_TEMPLATED_LABELS: Version = Version::new(3, 11);

/// None when a part is missing without which the rest means nothing.
pub(super) fn model(
    name: &str,
    statements: Vec<Statement>,
    environment: &Environment,
    findings: &mut Diagnostics,
) -> Option<Model> {
    use StatementKind as Kind;
    let is_watched =
        |statement: &Statement| matches!(statement.kind, Kind::Alert(_) | Kind::Slo(_) | Kind::Gate(_));
    let (to_watch, frame): (Vec<_>, Vec<_>) = statements.into_iter().partition(is_watched);
    let statements = frame.as_slice();
    let names = Notifying {
        channels: table("channel", statements, findings, |kind| match kind {
            Kind::Channel(channel) => Some(&channel.name),
            _ => None,
        }),
        windows: table("window", statements, findings, |kind| match kind {
            Kind::Window(window) => Some(&window.name),
            _ => None,
        }),
        escalations: table("escalation", statements, findings, |kind| match kind {
            Kind::Escalation(escalation) => Some(&escalation.name),
            _ => None,
        }),
        severities: table("severity", statements, findings, |kind| match kind {
            Kind::Severity(severity) => Some(&severity.name),
            _ => None,
        }),
    };
    let services = table("service", statements, findings, |kind| match kind {
        Kind::Service(service) | Kind::Fleet(service) => Some(&service.name),
        _ => None,
    });

    let prometheus_block = only(statements, "prometheus", findings, |kind| match kind {
        Kind::Prometheus(settings) => Some(settings),
        _ => None,
    });
    let alertmanager_block = only(statements, "alertmanager", findings, |kind| match kind {
        Kind::Alertmanager(settings) => Some(settings),
        _ => None,
    });
    let (prometheus, features) = frame::prometheus(prometheus_block, findings);
    let versions = Versions {
        prometheus: frame::version_of(prometheus_block),
        alertmanager: frame::version_of(alertmanager_block),
    };
    let external = &prometheus.external_labels;
    let mut alertmanager = frame::alertmanager(alertmanager_block, &names.channels, external, findings);

    let mut channels = Vec::new();
    let mut windows = Vec::new();
    let mut escalations = Vec::new();
    for statement in statements {
        match &statement.kind {
            Kind::Channel(channel) if names.channels.is_first(&channel.name) => {
                let settings = crate::channel::check(channel, &alertmanager.global, findings);
                channels.push(Channel {
                    name: channel.name.value.clone(),
                    kind: channel.kind.value.clone(),
                    settings,
                    span: channel.name.span,
                });
            }
            Kind::Window(window) if names.windows.is_first(&window.name) => {
                windows.push(notify::window(window, findings))
            }
            Kind::Escalation(escalation) if names.escalations.is_first(&escalation.name) => {
                escalations.push(notify::escalation(escalation, &names, findings));
            }
            _ => {}
        }
    }
    let mut severities = Vec::new();
    let mut facts: Vec<ServiceFacts> = Vec::new();
    for statement in statements {
        match &statement.kind {
            Kind::Severity(severity) if names.severities.is_first(&severity.name) => {
                severities.push(notify::severity(severity, &names, &mut escalations, findings));
            }
            Kind::Service(named) if services.is_first(&named.name) => {
                facts.push(service(named, false, &services, &names.escalations, findings));
            }
            Kind::Fleet(named) if services.is_first(&named.name) => {
                facts.push(service(named, true, &services, &names.escalations, findings));
            }
            _ => {}
        }
    }

    let mut catalogue = catalogue(statements, &facts, findings);
    let declared = catalogue.clone();
    let context = Context {
        names: &names,
        services: &services,
        facts: &facts,
        severities: &severities,
        escalations: &escalations,
        catalogue: &declared,
        features,
        evaluation_interval: prometheus.evaluation_interval,
        restores_templated_labels: versions.prometheus >= Some(RESTORES_TEMPLATED_LABELS),
    };
    let records = recorded::records(statements, &context, &mut catalogue, findings);
    let context = context.with_catalogue(&catalogue);
    let has_policies = statements.iter().any(|statement| matches!(statement.kind, Kind::Policy(_)));
    let fields: Vec<_> =
        if has_policies { to_watch.iter().flat_map(places::of_watched).collect() } else { vec![] };
    let mut alerts = watched(to_watch, &context, findings);
    inhibit::mark_down(&mut alerts, &context, findings);

    let by_name = alerts.iter().map(|alert| (alert.name.as_str(), alert)).collect();
    let mut inhibitions = Vec::new();
    let mut watchdogs = Vec::new();
    let mut maintenances = Vec::new();
    for statement in statements {
        match &statement.kind {
            Kind::Inhibit(inhibit) => inhibitions.extend(inhibit::inhibition(inhibit, &by_name, findings)),
            Kind::Watchdog(watchdog) => {
                watchdogs.push(notify::watchdog(watchdog, &names, statement.span, findings))
            }
            Kind::Maintenance(maintenance) => {
                maintenances.push(notify::maintenance(maintenance, &names, &services, findings));
            }
            _ => {}
        }
    }
    let policies = policy::policies(statements, &windows, &names.windows, findings);
    for table in [&names.channels, &names.windows, &names.escalations] {
        table.report_unused(findings);
    }
    if alertmanager.fallback.is_empty() {
        alertmanager.fallback = fallback(&severities, &escalations);
    }
    let mut model = Model {
        name: name.to_string(),
        prometheus,
        alertmanager,
        channels,
        windows,
        maintenances,
        escalations,
        severities,
        services: facts.into_iter().map(|facts| facts.service).collect(),
        alerts,
        records,
        inhibitions,
        watchdogs,
        policies,
        tests: Vec::new(),
        places: Places::default(),
        versions,
        catalogue: declared.clone(),
        features,
    };
    model.places = places::find(&model, statements);
    model.places.fields.extend(fields);
    versions::check(&model, findings);
    if !findings.has_errors() {
        traps::check(statements, &model, findings);
    }
    model.tests = test::tests(statements, &model, environment, findings);
    Some(model)
}

/// The names that `pick` finds, in source order.
fn table<'a>(
    what: &'static str,
    statements: &'a [Statement],
    findings: &mut Diagnostics,
    pick: impl Fn(&'a StatementKind) -> Option<&'a Name>,
) -> Table {
    Table::new(what, statements.iter().filter_map(|statement| pick(&statement.kind)), findings)
}

/// A block that a program has at most once.
fn only<'a>(
    statements: &'a [Statement],
    what: &str,
    findings: &mut Diagnostics,
    pick: impl Fn(&'a StatementKind) -> Option<&'a Settings>,
) -> Option<&'a Settings> {
    let mut found = statements.iter().filter_map(|statement| pick(&statement.kind));
    let first = found.next()?;
    for second in found {
        findings.push(
            Diagnostic::new(
                codes::NAME_DUPLICATE,
                second.span,
                format!("`{what}` stands twice in this program"),
            )
            .because(first.span, "first here")
            .help("join the two blocks"),
        );
    }
    Some(first)
}

fn catalogue(statements: &[Statement], facts: &[ServiceFacts], findings: &mut Diagnostics) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for matcher in facts.iter().flat_map(|facts| &facts.service.select) {
        catalogue.add_target_label(&matcher.label.value);
    }
    for statement in statements {
        if let StatementKind::Metrics(items) = &statement.kind {
            items.iter().for_each(|item| record::declare_metric(item, &mut catalogue, findings));
        }
    }
    catalogue
}

/// Alerts, objectives and gates, analysed in parallel, in source order. Each statement is given up
/// as soon as its alert is made: a big program is not held twice.
fn watched(statements: Vec<Statement>, context: &Context, findings: &mut Diagnostics) -> Vec<Alert> {
    let results: Vec<(Option<Alert>, Diagnostics)> = statements
        .into_par_iter()
        .map(|statement| {
            let mut findings = Diagnostics::default();
            let found = match &statement.kind {
                StatementKind::Alert(inner) => alert::alert(inner, context, &mut findings),
                StatementKind::Slo(inner) => slo::slo(inner, context, &mut findings),
                StatementKind::Gate(inner) => gate::gate(inner, context, &mut findings),
                _ => None,
            };
            (found, findings)
        })
        .collect();
    let mut alerts: Vec<Alert> = Vec::new();
    let mut first: HashMap<String, Span> = HashMap::new();
    for (found, faults) in results {
        findings.append(faults);
        let Some(alert) = found else { continue };
        if let Some(span) = first.get(&alert.name) {
            let name = Spanned::new(alert.name, alert.span);
            findings.push(super::names::duplicate("alert", &name, *span));
            continue;
        }
        first.insert(alert.name.clone(), alert.span);
        alerts.push(alert);
    }
    alerts
}

/// Who is told of alerts that no route knows: the first to be told of the gravest.
fn fallback(severities: &[Severity], escalations: &[Escalation]) -> Vec<ChannelId> {
    let gravest = severities.iter().min_by_key(|severity| severity.rank);
    let first = gravest.and_then(|severity| escalations.get(severity.escalation)?.steps.first());
    let mut channels: Vec<ChannelId> =
        first.into_iter().flat_map(|step| &step.notify).flat_map(|notify| notify.channels.clone()).collect();
    channels.sort_unstable();
    channels.dedup();
    channels
}
