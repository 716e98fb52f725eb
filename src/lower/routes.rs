//! The routing tree: the heartbeat first, then one route a policy, with one below it for each later
//! step. It grows with policies, not with alerts.

use super::intervals::{maintenance_name, window_name};
use super::labels::{ESCALATION, ESCALATION_POLICY};
use super::maintenance::{self, MutedBy};
use super::output::{Matcher, Route};
use super::policies::{self, Policy, Told};
use super::receivers::{FALLBACK, watchdog_receiver};
use crate::expr::MatchOp;
use crate::model::{Escalation, Model, Step, Watchdog};

pub(super) fn root<'m>(model: &'m Model, policies: &[Policy<'m>]) -> Route<'m> {
    let settings = &model.alertmanager;
    let watchdogs = model.watchdogs.iter().map(watchdog_route);
    let policies = policies.iter().map(|policy| policy_route(model, policy));
    Route {
        receiver: Some(FALLBACK.to_string()),
        group_by: Some(settings.group_by.iter().map(String::as_str).collect()),
        group_wait: Some(settings.group_wait),
        group_interval: Some(settings.group_interval),
        repeat_interval: Some(settings.repeat_interval),
        routes: watchdogs.chain(policies).collect(),
        ..Route::default()
    }
}

/// Beats every `every`: that often the group is looked at, and each time the last beat is older
/// than `repeat_interval`, which is shorter so that no jitter skips one.
fn watchdog_route(watchdog: &Watchdog) -> Route<'_> {
    Route {
        receiver: Some(watchdog_receiver(watchdog)),
        matchers: vec![Matcher::equal("alertname", &watchdog.name), Matcher::equal("severity", "none")],
        group_wait: Some(0),
        group_interval: Some(watchdog.every),
        repeat_interval: Some((watchdog.every / 2).max(1)),
        span: Some(watchdog.span),
        ..Route::default()
    }
}

fn policy_route<'m>(model: &'m Model, policy: &Policy<'m>) -> Route<'m> {
    let escalation = policy.escalation;
    let split = maintenance::split(model, policy);
    let mut route = steps_route(model, escalation, &split.rest);
    route.matchers = vec![Matcher::equal(ESCALATION_POLICY, &escalation.name)];
    route.group_by = escalation.group_by.as_ref().map(|labels| labels.iter().map(String::as_str).collect());
    route.group_wait = escalation.group_wait;
    route.group_interval = escalation.group_interval;
    route.repeat_interval = escalation.repeat;
    route.span = Some(escalation.span);
    let parts = split.parts.into_iter().map(|(matchers, muted_by)| {
        let mut part = steps_route(model, escalation, &muted_by);
        part.matchers = matchers;
        part
    });
    route.routes.splice(0..0, parts);
    route
}

/// A route without matchers of its own: it tells the first step, those below it the later ones.
/// Intervals are not inherited, so each route that tells someone has its own.
fn steps_route<'m>(model: &'m Model, escalation: &'m Escalation, muted_by: &MutedBy) -> Route<'m> {
    let mut route = Route::default();
    let Some((first, later)) = escalation.steps.split_first() else { return route };
    for (index, step) in later.iter().enumerate() {
        let number = index + 2;
        let this_step = Matcher::equal(ESCALATION, number.to_string());
        let by = grouped_by_step(model, escalation);
        for mut leaf in leaves(model, escalation, number, step, muted_by) {
            leaf.matchers = vec![this_step.clone()];
            leaf.group_by = Some(by.clone());
            leaf.span = Some(step.span);
            route.routes.push(leaf);
        }
    }
    if !later.is_empty() {
        // A step of an older or newer version of the program never counts as the first.
        route.routes.push(Route {
            receiver: Some(FALLBACK.to_string()),
            matchers: vec![Matcher::new(ESCALATION, MatchOp::NotEqual, "")],
            mute_time_intervals: mute_intervals(model, muted_by),
            ..Route::default()
        });
    }
    let mut firsts = leaves(model, escalation, 1, first, muted_by);
    match firsts.len() {
        1 => {
            let leaf = firsts.remove(0);
            route.receiver = leaf.receiver;
            route.active_time_intervals = leaf.active_time_intervals;
            route.mute_time_intervals = leaf.mute_time_intervals;
        }
        _ => {
            for leaf in &mut firsts {
                leaf.matchers = vec![Matcher::equal(ESCALATION, "")];
                leaf.span = Some(first.span);
            }
            route.routes.append(&mut firsts);
        }
    }
    route
}

/// One route for each receiver of a step; an alert visits all of them. Their receivers differ, so
/// none takes another's notification for its own.
fn leaves<'m>(
    model: &'m Model,
    escalation: &Escalation,
    number: usize,
    step: &Step,
    muted_by: &MutedBy,
) -> Vec<Route<'m>> {
    let told = policies::told(step);
    let last = told.len().saturating_sub(1);
    let leaf = |(index, Told { when, .. }): (usize, &Told)| {
        let mut leaf = Route {
            receiver: Some(policies::receiver_name(model, escalation, number, *when)),
            continues: index < last,
            mute_time_intervals: mute_intervals(model, muted_by),
            ..Route::default()
        };
        if let Some(when) = when {
            let window = window_name(&model.windows[when.window]);
            match when.outside {
                true => leaf.mute_time_intervals.push(window),
                false => leaf.active_time_intervals.push(window),
            }
        }
        leaf
    };
    told.iter().enumerate().map(leaf).collect()
}

fn mute_intervals(model: &Model, muted_by: &MutedBy) -> Vec<String> {
    muted_by.iter().map(|index| maintenance_name(&model.maintenances[*index])).collect()
}

/// The steps of one alert are never one notification.
fn grouped_by_step<'m>(model: &'m Model, escalation: &'m Escalation) -> Vec<&'m str> {
    let by = escalation.group_by.as_ref().unwrap_or(&model.alertmanager.group_by);
    let mut by: Vec<&str> = by.iter().map(String::as_str).collect();
    // `...` means every label.
    if by != ["..."] && !by.contains(&ESCALATION) {
        by.push(ESCALATION);
    }
    by
}
