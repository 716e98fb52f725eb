//! Groups that are told in an odd order, notifications that run into each other, and steps that come
//! at once.

use super::look::{Look, Used, value_span};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Millis, Setting};
use crate::quantity::duration_text;
use crate::syntax::ast::StatementKind;
use crate::text::Span;

/// What the second Alertmanager of a cluster waits for the first: `--cluster.peer-timeout`.
const PEER_TIMEOUT: Millis = 15_000;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let settings = &look.model.alertmanager;
    if let Some(block) = look.alertmanager() {
        let (wait, interval) = (value_span(block, "group_wait"), value_span(block, "group_interval"));
        findings.extend(waits_longer(wait.or(interval), settings.group_wait, settings.group_interval));
        findings.extend(too_often(interval, settings.group_interval));
    }
    for used in &look.escalations {
        let (wait, interval) = (used.setting("group_wait"), used.setting("group_interval"));
        let lengths = (look.group_wait(used.escalation), look.group_interval(used.escalation));
        findings.extend(waits_longer(wait.or(interval), lengths.0, lengths.1));
        findings.extend(too_often(interval, lengths.1));
        together(look, used, findings);
        timeouts(look, used, lengths.1, findings);
    }
    for statement in look.statements {
        if let StatementKind::Watchdog(watchdog) = &statement.kind {
            findings.extend(too_often(Some(watchdog.every.span), watchdog.every.milliseconds));
        }
    }
}

fn waits_longer(at: Option<Span>, wait: Millis, interval: Millis) -> Option<Diagnostic> {
    let message = format!(
        "a new group is told after {}, what joins it already after {}",
        duration_text(wait),
        duration_text(interval)
    );
    let finding = Diagnostic::new(codes::ESCALATION_GROUP_WAIT, at?, message);
    // One that is far too short is told of by itself.
    (wait > interval && interval > PEER_TIMEOUT)
        .then(|| finding.help("keep `group_wait` at or below `group_interval`"))
}

fn too_often(at: Option<Span>, interval: Millis) -> Option<Diagnostic> {
    let message = format!(
        "{} is no longer than Alertmanagers of a cluster wait for each other",
        duration_text(interval)
    );
    let finding = Diagnostic::new(codes::ESCALATION_GROUP_INTERVAL, at?, message);
    (interval <= PEER_TIMEOUT).then(|| {
        finding.help("write more than `30s`: each waits 15s for the one before it, and no attempt to notify may take longer")
    })
}

/// Two steps that the same evaluation makes due, or the second before the first was sent.
fn together(look: &Look, used: &Used, findings: &mut Diagnostics) {
    let wait = look.group_wait(used.escalation);
    let slowest = used.levels.iter().max_by_key(|(alert, _)| look.interval(alert));
    let Some((alert, _)) = slowest else { return };
    let interval = look.interval(alert);
    for (step, span) in used.later_steps() {
        let Some([before, this]) = used.escalation.steps.get(step - 1..=step) else { continue };
        let between = this.after - before.after;
        let reason = if between < interval {
            format!("`{}` is evaluated every {}", alert.name, duration_text(interval))
        } else if between < wait {
            format!("groups are collected for {}", duration_text(wait))
        } else {
            continue;
        };
        let message = format!("this step comes with the one before it: {reason}");
        findings.push(
            Diagnostic::new(codes::ESCALATION_TOGETHER, span, message)
                .because(before.span, "the step before")
                .help("leave people time to answer: minutes, not seconds"),
        );
    }
}

/// The `timeout` of a channel, where the whole attempt has to be over earlier.
fn timeouts(look: &Look, used: &Used, interval: Millis, findings: &mut Diagnostics) {
    for (channel, name) in used.clauses.iter().flat_map(|clause| clause.channels()) {
        let timeout = look.model.channels[channel].settings.iter().find(|(name, _)| name == "timeout");
        let Some((_, Setting::Text(text))) = timeout else { continue };
        let Some(timeout) = crate::channel::timeout(text).filter(|timeout| *timeout > interval) else {
            continue;
        };
        let span = look.channel(channel).and_then(|channel| value_span(&channel.settings, "timeout"));
        let every = duration_text(interval);
        findings.push(
            Diagnostic::new(
                codes::CHANNEL_TIMEOUT,
                span.unwrap_or(name.span),
                format!("the attempt ends after {every}, not after {}", duration_text(timeout)),
            )
            .because(name.span, format!("here a `group_interval` of {every} holds"))
            .help("Alertmanager gives up at the next `group_interval`: write less than that"),
        );
    }
}
