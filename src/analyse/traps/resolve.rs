//! Incidents that stay open: of an end that comes while the alert is muted, outside its window, or
//! inhibited, Alertmanager tells only if that is over within the 15 minutes in which Prometheus repeats it.

use super::look::Look;
use super::look::value_span;
use crate::channel::{Opens, integration};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Alert, Level, Maintenance, Mutes, Setting};
use crate::syntax::ast::StatementKind;
use crate::text::Span;
use std::collections::HashMap;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    never_told(look, findings);
    windows(look, findings);
    let open = opened(look);
    maintenances(look, &open, findings);
    levels(look, &open, findings);
    dependants(look, &open, findings);
}

/// `send_resolved false` where an incident waits for the end.
fn never_told(look: &Look, findings: &mut Diagnostics) {
    for (id, channel) in look.model.channels.iter().enumerate() {
        let silent = channel.settings.contains(&("send_resolved".to_owned(), Setting::Bool(false)));
        let opens = integration(&channel.kind).is_some_and(|known| known.opens == Opens::Incident);
        let span = look.channel(id).and_then(|channel| value_span(&channel.settings, "send_resolved"));
        if let (true, true, Some(span)) = (silent, opens, span) {
            findings.push(
                Diagnostic::new(
                    codes::CHANNEL_NEVER_RESOLVES,
                    span,
                    format!("incidents in `{}` stay open when their alert has ended", channel.name),
                )
                .help("remove `send_resolved false`, unless somebody closes each of them by hand"),
            );
        }
    }
}

fn windows(look: &Look, findings: &mut Diagnostics) {
    for used in &look.escalations {
        for clause in &used.clauses {
            let Some(when) = &clause.written.when else { continue };
            let opens = clause.channels().find(|(channel, _)| look.opens(*channel) != Opens::Nothing);
            let Some((_, name)) = opens else { continue };
            let during = if when.outside { "in" } else { "outside" };
            findings.push(
                Diagnostic::new(
                    codes::ESCALATION_LOST_RESOLVE,
                    when.window.span,
                    format!("what ends {during} `{}` stays open in `{}`", when.window.value, name.value),
                )
                .because(name.span, "it is told of that end within 15 minutes, or never")
                .help("let the paging service know the hours instead, or let it close what is old"),
            );
        }
    }
}

/// By escalation: a channel that leaves something open.
type Opened<'a> = HashMap<usize, &'a str>;

fn opened<'a>(look: &Look<'a>) -> Opened<'a> {
    let channel = |(id, escalation): (usize, &'a crate::model::Escalation)| {
        let mut told = escalation.steps.iter().flat_map(|step| &step.notify).flat_map(|told| &told.channels);
        let channel = told.find(|channel| look.opens(**channel) != Opens::Nothing)?;
        Some((id, look.model.channels[*channel].name.as_str()))
    };
    look.model.escalations.iter().enumerate().filter_map(channel).collect()
}

fn maintenances(look: &Look, open: &Opened, findings: &mut Diagnostics) {
    for maintenance in &look.model.maintenances {
        let muted =
            |alert: &Alert, level: &Level| maintenance.mutes.iter().any(|mutes| covers(mutes, alert, level));
        let mut levels =
            look.model.alerts.iter().flat_map(|alert| alert.levels.iter().map(move |level| (alert, level)));
        let lost = levels.find_map(|(alert, level)| {
            let channel = open.get(&level.escalation)?;
            muted(alert, level).then_some((alert, level, channel))
        });
        if let Some((alert, level, channel)) = lost {
            let Maintenance { name, span, .. } = maintenance;
            let message = format!("what ends during `{name}` stays open in `{channel}`");
            findings.push(lost_resolve(
                *span,
                message,
                level.span,
                &format!("`{}` is one that may", alert.name),
            ));
        }
    }
}

fn covers(mutes: &Mutes, alert: &Alert, level: &Level) -> bool {
    (mutes.severities.is_empty() || mutes.severities.contains(&level.severity))
        && (mutes.services.is_empty()
            || alert.service.is_some_and(|service| mutes.services.contains(&service)))
}

fn lost_resolve(at: Span, message: String, cause: Span, why: &str) -> Diagnostic {
    Diagnostic::new(codes::ESCALATION_LOST_RESOLVE, at, message)
        .because(cause, why)
        .help("close it by hand, or let the paging service close what is old")
}

/// A graver level that outlasts the milder one: it mutes the milder one's end.
fn levels(look: &Look, open: &Opened, findings: &mut Diagnostics) {
    let rank = |level: &Level| look.model.severities[level.severity].rank;
    for alert in &look.model.alerts {
        for mild in &alert.levels {
            let Some(channel) = open.get(&mild.escalation) else { continue };
            let outlasts = |grave: &&Level| {
                rank(grave) < rank(mild)
                    && (grave.keep_firing_for > mild.keep_firing_for
                        || grave.hold.is_some() && mild.hold.is_none())
            };
            if let Some(grave) = alert.levels.iter().find(outlasts) {
                let severity = |level: &Level| &look.model.severities[level.severity].name;
                let message = format!(
                    "when `{}` ends before `{}`, it stays open in `{channel}`",
                    severity(mild),
                    severity(grave)
                );
                findings.push(lost_resolve(
                    mild.span,
                    message,
                    grave.span,
                    "this level goes on firing, and mutes it",
                ));
            }
        }
    }
}

/// Alerts of a service that needs another: muted while that one is down.
fn dependants(look: &Look, open: &Opened, findings: &mut Diagnostics) {
    let mut paging: HashMap<usize, (&Alert, &Level, &str)> = HashMap::new();
    for alert in &look.model.alerts {
        for level in &alert.levels {
            if let (Some(service), Some(channel)) = (alert.service, open.get(&level.escalation)) {
                paging.entry(service).or_insert((alert, level, channel));
            }
        }
    }
    let by_name: HashMap<&str, usize> =
        look.model.services.iter().enumerate().map(|(id, service)| (service.name.as_str(), id)).collect();
    for statement in look.statements {
        let (StatementKind::Service(named) | StatementKind::Fleet(named)) = &statement.kind else { continue };
        let (Some(id), Some(on)) =
            (by_name.get(named.name.value.as_str()).copied(), value_span(&named.settings, "depends_on"))
        else {
            continue;
        };
        if let Some((alert, level, channel)) = paging.get(&id) {
            let message = format!("what ends while that service is down stays open in `{channel}`");
            findings.push(lost_resolve(
                on,
                message,
                level.span,
                &format!("`{}` is one that may", alert.name),
            ));
        }
    }
}
