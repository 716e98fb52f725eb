//! The two sides of an `inhibit`: alerts that there are not, that are on both, that were not meant.

use super::look::Look;
use super::sides::{Matches, Ready, all};
use crate::channel::Opens;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Alert, Inhibition, Level, Model};
use crate::syntax::ast::{AlertSet, InhibitStatement, StatementKind};
use std::collections::HashMap;

type Of<'a> = (&'a Alert, &'a Level);

/// One side: the alerts that may be on it.
struct Side<'a> {
    set: &'a AlertSet,
    ready: Vec<Ready<'a>>,
    levels: Vec<Of<'a>>,
}

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    if look.model.alerts.is_empty() {
        return;
    }
    let by_name: HashMap<&str, &Alert> =
        look.model.alerts.iter().map(|alert| (alert.name.as_str(), alert)).collect();
    let mut meant = look.model.inhibitions.iter();
    for statement in look.statements {
        let StatementKind::Inhibit(inhibit) = &statement.kind else { continue };
        let targets: Vec<&Inhibition> = meant.by_ref().take(inhibit.targets.len()).collect();
        inhibition(look, inhibit, &targets, &by_name, findings);
    }
}

fn inhibition(
    look: &Look,
    inhibit: &InhibitStatement,
    meant: &[&Inhibition],
    by_name: &HashMap<&str, &Alert>,
    findings: &mut Diagnostics,
) {
    let model = look.model;
    let Some(first) = meant.first() else { return };
    let source = side(model, &inhibit.source, &first.source, by_name);
    check_side(model, &source, findings);
    for (set, meant) in inhibit.targets.iter().zip(meant) {
        let target = side(model, set, &meant.target, by_name);
        check_side(model, &target, findings);
        if source.levels.is_empty() || target.levels.is_empty() {
            continue;
        }
        no_effect(model, &source, &target, findings);
        less_severe(look, &source, &target, findings);
    }
}

fn side<'a>(
    model: &'a Model,
    set: &'a AlertSet,
    matchers: &'a [crate::expr::Matcher],
    by_name: &HashMap<&str, &'a Alert>,
) -> Side<'a> {
    let ready: Vec<Ready> = matchers.iter().map(Ready::new).collect();
    // A name leaves one alert; without one each alert may be meant.
    let named = set.name.as_ref().and_then(|name| by_name.get(name.value.as_str()).copied());
    let some = named.as_slice();
    let alerts = some.iter().copied().chain(model.alerts.iter().filter(|_| set.name.is_none()));
    let levels = alerts.flat_map(|alert| alert.levels.iter().map(move |level| (alert, level)));
    let levels = levels.filter(|(alert, level)| all(&ready, model, alert, level) != Matches::No).collect();
    Side { set, ready, levels }
}

fn check_side(model: &Model, side: &Side, findings: &mut Diagnostics) {
    if side.levels.is_empty() {
        findings.push(
            Diagnostic::new(
                codes::INHIBIT_NO_ALERT,
                side.set.span,
                "no alert of this program is meant by this",
            )
            .help("a regex must match a label's whole value, and all matchers must hold for one alert"),
        );
    }
    for ready in side.ready.iter().filter(|ready| ready.leaves_out()) {
        let lacks = |(alert, level): &&Of| ready.is_absent(model, alert, level);
        if let Some((alert, _)) = side.levels.iter().find(lacks) {
            let label = &ready.matcher.label;
            findings.push(
                Diagnostic::new(
                    codes::INHIBIT_WITHOUT_LABEL,
                    label.span,
                    format!("this also means alerts without `{}`: `{}` is one", label.value, alert.name),
                )
                .because(alert.span, "this alert has no such label")
                .help(format!("if it is not meant, add `{} != \"\"`", label.value)),
            );
        }
    }
}

/// What is on both sides is not muted by what is on both sides.
fn no_effect(model: &Model, source: &Side, target: &Side, findings: &mut Diagnostics) {
    let inside = |levels: &[Of], other: &Side| {
        levels.iter().all(|(alert, level)| all(&other.ready, model, alert, level) == Matches::Yes)
    };
    if inside(&source.levels, target) && inside(&target.levels, source) {
        findings.push(
            Diagnostic::new(
                codes::INHIBIT_NO_EFFECT,
                target.set.span,
                "this mutes nothing: both sides are the same alerts",
            )
            .because(source.set.span, "the other side")
            .help("Alertmanager lets no alert be muted by one that is itself on both sides"),
        );
    }
}

/// A page that an alert mutes which nobody is woken by.
fn less_severe(look: &Look, source: &Side, target: &Side, findings: &mut Diagnostics) {
    let rank = |level: &Level| look.model.severities[level.severity].rank;
    let pages = |level: &Level| {
        let first = look.model.escalations[level.escalation].steps.first();
        let mut told = first.into_iter().flat_map(|step| &step.notify).flat_map(|notify| &notify.channels);
        told.any(|channel| look.opens(*channel) == Opens::Incident)
    };
    let Some(gravest) = source.levels.iter().map(|(_, level)| rank(level)).min() else { return };
    let worse = |(alert, level): &&Of| {
        rank(level) < gravest && pages(level) && all(&target.ready, look.model, alert, level) == Matches::Yes
    };
    if let Some((alert, level)) = target.levels.iter().find(worse) {
        let severity = &look.model.severities[level.severity].name;
        findings.push(
            Diagnostic::new(
                codes::INHIBIT_LESS_SEVERE,
                source.set.span,
                format!("this mutes pages, but is itself less severe than `{severity}`"),
            )
            .because(level.span, format!("`{}` would page", alert.name))
            .help("name the severities that it may mute, or make it as severe"),
        );
    }
}
