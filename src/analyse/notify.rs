//! Channels, windows, escalations, severities, maintenance, watchdogs.

use super::names::Table;
use super::{calendar, fields};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::*;
use crate::syntax::ast::{self, EscalationStatement, MaintenanceStatement, Name, NamedSettings};
use crate::text::Span;

/// The names that notifications refer to.
pub(super) struct Notifying {
    pub channels: Table,
    pub windows: Table,
    pub escalations: Table,
    pub severities: Table,
}

pub(super) fn window(statement: &ast::WindowStatement, findings: &mut Diagnostics) -> Window {
    let intervals = calendar::intervals(&statement.calendar, findings);
    if statement.calendar.ranges.is_empty() {
        findings.push(
            Diagnostic::new(
                codes::FIELD_MISSING,
                statement.name.span,
                format!("window `{}` has no times", statement.name.value),
            )
            .help("write when it applies: `mon..fri 09:00..17:00 in \"UTC\"`"),
        );
    }
    Window { name: statement.name.value.clone(), intervals, span: statement.name.span }
}

const ESCALATION: &[&str] = &["group_wait", "group_interval", "group_by"];

pub(super) fn escalation(
    statement: &EscalationStatement,
    names: &Notifying,
    findings: &mut Diagnostics,
) -> Escalation {
    fields::check("an escalation", &statement.settings, ESCALATION, findings);
    let mut steps: Vec<Step> = Vec::new();
    for item in &statement.steps {
        let after = item.after.as_ref().map_or(0, |after| after.milliseconds);
        let notify =
            item.notify.iter().map(|notify| self::notify(notify, names, findings)).collect::<Vec<_>>();
        match steps.last_mut() {
            // A second `notify` without `after` belongs to the first step.
            Some(first) if item.after.is_none() => match first.after {
                0 => first.notify.extend(notify),
                _ => findings.push(
                    Diagnostic::new(codes::ESCALATION_ORDER, item.span, "this step comes after a later one")
                        .because(first.span, "this step waits")
                        .help("write the steps in order of time"),
                ),
            },
            Some(previous) if after <= previous.after => findings.push(
                Diagnostic::new(
                    codes::ESCALATION_ORDER,
                    item.span,
                    "this step does not come after the one before it",
                )
                .because(previous.span, "the step before")
                .help("`after` counts from the moment the alert fires: each step must name a longer time"),
            ),
            _ => steps.push(Step { after, notify, span: item.span }),
        }
    }
    if steps.first().is_none_or(|first| first.after > 0) {
        let message = format!("escalation `{}` has no first step", statement.name.value);
        findings.push(
            Diagnostic::new(codes::FIELD_MISSING, statement.name.span, message)
                .help("say who is told at once: `notify oncall`"),
        );
    }
    let settings = &statement.settings;
    Escalation {
        name: statement.name.value.clone(),
        steps,
        repeat: statement
            .repeat
            .as_ref()
            .and_then(|repeat| positive(repeat.milliseconds, repeat.span, "repeat", findings)),
        group_wait: fields::time(settings, "group_wait", findings).map(|time| time.value),
        group_interval: fields::time(settings, "group_interval", findings)
            .and_then(|time| positive(time.value, time.span, "group_interval", findings)),
        group_by: fields::list(settings, "group_by", findings)
            .map(|labels| labels.into_iter().map(|label| label.value).collect()),
        span: statement.name.span,
    }
}

/// Alertmanager refuses zero for intervals.
fn positive(time: Millis, span: Span, what: &str, findings: &mut Diagnostics) -> Option<Millis> {
    if time > 0 {
        return Some(time);
    }
    findings.push(
        Diagnostic::new(codes::FIELD_TYPE, span, format!("`{what}` must be longer than zero"))
            .help("Alertmanager refuses zero here"),
    );
    None
}

fn notify(notify: &ast::Notify, names: &Notifying, findings: &mut Diagnostics) -> Notify {
    let mut channels = Vec::new();
    for channel in &notify.channels {
        if let Some(id) = names.channels.find(channel, findings) {
            if channels.contains(&id) {
                findings.push(
                    Diagnostic::new(
                        codes::NAME_DUPLICATE,
                        channel.span,
                        format!("`{}` is told twice", channel.value),
                    )
                    .help("remove one of them"),
                );
                continue;
            }
            channels.push(id);
        }
    }
    let when = notify.when.as_ref().and_then(|when| {
        let window = names.windows.find(&when.window, findings)?;
        Some(When { window, outside: when.outside })
    });
    Notify { channels, when }
}

const SEVERITY: &[&str] = &["escalate", "notify", "rank", "labels"];

/// A severity; one that notifies channels itself adds an escalation of its own name.
pub(super) fn severity(
    statement: &NamedSettings,
    names: &Notifying,
    escalations: &mut Vec<Escalation>,
    findings: &mut Diagnostics,
) -> Severity {
    let name = &statement.name;
    let settings = &statement.settings.entries;
    fields::check("a severity", settings, SEVERITY, findings);
    let rank = fields::number(settings, "rank", findings).map(|rank| rank.value);
    let rank = rank.or_else(|| known_rank(&name.value)).unwrap_or_else(|| {
        findings.push(
            Diagnostic::new(codes::FIELD_MISSING, name.span, format!("how severe is `{}`?", name.value))
                .help("give it a `rank`: critical is 10, warning 30, info 50; smaller is more severe")
                .did_you_mean(&name.value, RANKS.iter().map(|(known, _)| *known)),
        );
        u32::MAX
    });
    let escalation =
        fields::text(settings, "escalate", findings).and_then(|name| names.escalations.find(&name, findings));
    let told = fields::list(settings, "notify", findings);
    let escalation = match (escalation, told) {
        (Some(escalation), None) => escalation,
        (_, Some(told)) => {
            let mut channels: Vec<ChannelId> =
                told.iter().filter_map(|channel| names.channels.find(channel, findings)).collect();
            channels.dedup();
            if let Some(setting) = statement.settings.get("escalate") {
                findings.push(
                    Diagnostic::new(
                        codes::FIELD_DUPLICATE,
                        setting.key.span,
                        "a severity either escalates or notifies",
                    )
                    .help("put the channels into the escalation"),
                );
            }
            implied(name, channels, names, escalations, findings)
        }
        (None, None) => {
            if statement.settings.get("escalate").is_none() {
                let message = format!("severity `{}` tells nobody", name.value);
                findings.push(
                    Diagnostic::new(codes::FIELD_MISSING, name.span, message)
                        .help("write `escalate NAME` or `notify CHANNEL`"),
                );
            }
            0
        }
    };
    let labels =
        fields::block(settings, "labels", findings).map_or(vec![], |block| fields::labels(block, findings));
    Severity { name: name.value.clone(), rank, escalation, labels, span: name.span }
}

/// `severity info { notify digest }` implies an escalation `info` of one step.
fn implied(
    name: &Name,
    channels: Vec<ChannelId>,
    names: &Notifying,
    escalations: &mut Vec<Escalation>,
    findings: &mut Diagnostics,
) -> EscalationId {
    if names.escalations.get(&name.value).is_some() {
        let message = format!("`{}` is also the name of an escalation", name.value);
        findings.push(
            Diagnostic::new(codes::NAME_DUPLICATE, name.span, message)
                .help("rename the escalation, or write `escalate` instead of `notify`"),
        );
    }
    let first = Step { after: 0, notify: vec![Notify { channels, when: None }], span: name.span };
    escalations.push(Escalation {
        name: name.value.clone(),
        steps: vec![first],
        repeat: None,
        group_wait: None,
        group_interval: None,
        group_by: None,
        span: name.span,
    });
    escalations.len() - 1
}

pub(super) fn maintenance(
    statement: &MaintenanceStatement,
    names: &Notifying,
    services: &Table,
    findings: &mut Diagnostics,
) -> Maintenance {
    let find = |table: &Table, wanted: &[Name], findings: &mut Diagnostics| -> Vec<usize> {
        wanted.iter().filter_map(|name| table.find(name, findings)).collect()
    };
    let mutes: Vec<Mutes> = statement
        .mutes
        .iter()
        .map(|mutes| Mutes {
            severities: find(&names.severities, &mutes.severities, findings),
            services: find(services, &mutes.services, findings),
        })
        .collect();
    for (what, missing, remedy) in [
        ("mutes nothing", mutes.is_empty(), "write what it mutes: `mutes warning, info`"),
        (
            "has no times",
            statement.calendar.ranges.is_empty(),
            "write when it is: `first sunday 02:00..04:00 in \"UTC\"`",
        ),
    ] {
        if missing {
            let message = format!("maintenance `{}` {what}", statement.name.value);
            findings.push(Diagnostic::new(codes::FIELD_MISSING, statement.name.span, message).help(remedy));
        }
    }
    Maintenance {
        name: statement.name.value.clone(),
        intervals: calendar::intervals(&statement.calendar, findings),
        mutes,
        span: statement.name.span,
    }
}

pub(super) fn watchdog(
    statement: &ast::WatchdogStatement,
    names: &Notifying,
    span: Span,
    findings: &mut Diagnostics,
) -> Watchdog {
    let every = &statement.every;
    Watchdog {
        name: statement.name.as_ref().map_or("Watchdog".to_string(), |name| name.value.clone()),
        every: positive(every.milliseconds, every.span, "every", findings).unwrap_or(60_000),
        channels: statement.channels.iter().filter_map(|name| names.channels.find(name, findings)).collect(),
        span: statement.name.as_ref().map_or(span, |name| name.span),
    }
}
