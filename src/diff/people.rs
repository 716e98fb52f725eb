//! Who is told: channels, windows, maintenances, escalations, severities, the heartbeat.

use super::changes::{Differences, Kind, Thing};
use super::named::Kinds;
use super::{Side, calendar, channels, levels};
use crate::channel::integration;
use crate::model::*;
use crate::quantity::duration_text;

pub(super) fn compare(old: Option<Side>, new: Option<Side>, things: &mut Vec<Thing>) {
    macro_rules! compare {
        ($kind:ident, $list:ident, $differences:expr) => {
            Kinds {
                kind: Kind::$kind,
                name: |thing: &$kind| &thing.name,
                span: |thing| thing.span,
                differences: &|before, after, differences: &mut Differences| {
                    $differences(before.zip(old), after.zip(new), differences)
                },
            }
            .compare(
                old.map(|side| (side, &side.model.$list[..])),
                new.map(|side| (side, &side.model.$list[..])),
                things,
            );
        };
    }
    compare!(Severity, severities, severity);
    compare!(Escalation, escalations, escalation);
    compare!(Channel, channels, channel);
    compare!(Window, windows, window);
    compare!(Maintenance, maintenances, maintenance);
    compare!(Watchdog, watchdogs, watchdog);
}

/// A thing, and the program that it is in.
type Of<'a, T> = Option<(&'a T, Side<'a>)>;

/// Adds what a thing is in words, when it is not the same on both sides.
fn words<T>(
    what: &str,
    old: Of<T>,
    new: Of<T>,
    differences: &mut Differences,
    text: impl Fn(&T, &Model) -> String,
) {
    let text = |of: Of<T>| of.map(|(thing, side)| text(thing, side.model)).unwrap_or_default();
    differences.compare(what, text(old), text(new));
}

fn severity(old: Of<Severity>, new: Of<Severity>, differences: &mut Differences) {
    words("escalation", old, new, differences, |severity, model| {
        model.escalations[severity.escalation].name.clone()
    });
    words("rank", old, new, differences, |severity, _| severity.rank.to_string());
    let labels = |of: Of<Severity>| of.map(|(severity, _)| severity.labels.clone()).unwrap_or_default();
    levels::pairs("label", &labels(old), &labels(new), differences, |_, _, _| false);
}

fn escalation(old: Of<Escalation>, new: Of<Escalation>, differences: &mut Differences) {
    let steps = |of: Of<Escalation>| of.map_or(0, |(escalation, _)| escalation.steps.len());
    for index in 0..steps(old).max(steps(new)) {
        words(&format!("step {}", index + 1), old, new, differences, |escalation, model| {
            escalation.steps.get(index).map(|step| step_words(step, model)).unwrap_or_default()
        });
    }
    let duration = |time: Option<Millis>| time.map(duration_text).unwrap_or_default();
    words("repeat every", old, new, differences, |escalation, _| duration(escalation.repeat));
    words("group_wait", old, new, differences, |escalation, _| duration(escalation.group_wait));
    words("group_interval", old, new, differences, |escalation, _| duration(escalation.group_interval));
    words("group_by", old, new, differences, |escalation, _| match &escalation.group_by {
        Some(labels) if labels.is_empty() => "nothing".to_string(),
        Some(labels) => labels.join(", "),
        None => String::new(),
    });
}

/// `after 15m: oncall (pagerduty), team (slack) during office-hours`
fn step_words(step: &Step, model: &Model) -> String {
    let when = match step.after {
        0 => "at once".to_string(),
        after => format!("after {}", duration_text(after)),
    };
    let told = |notify: &Notify| {
        let during = notify.when.map(|when| {
            let word = if when.outside { "outside" } else { "during" };
            format!(" {word} {}", model.windows[when.window].name)
        });
        channel_names(&notify.channels, model) + &during.unwrap_or_default()
    };
    format!("{when}: {}", step.notify.iter().map(told).collect::<Vec<_>>().join("; "))
}

/// `oncall (pagerduty), team (slack)`
pub(super) fn channel_names(ids: &[ChannelId], model: &Model) -> String {
    let name = |id: &ChannelId| format!("{} ({})", model.channels[*id].name, model.channels[*id].kind);
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn channel(old: Of<Channel>, new: Of<Channel>, differences: &mut Differences) {
    words("kind", old, new, differences, |channel, _| channel.kind.clone());
    let block = |channel: &Channel| integration(&channel.kind).map(|integration| &integration.block);
    match (old, new) {
        (Some((old, _)), Some((new, _))) => {
            channels::settings(block(new), &old.settings, &new.settings, differences);
        }
        _ => words("settings", old, new, differences, |channel, _| {
            channels::summary(block(channel), &channel.settings)
        }),
    }
}

fn window(old: Of<Window>, new: Of<Window>, differences: &mut Differences) {
    words("times", old, new, differences, |window, _| calendar::words(&window.intervals));
}

fn maintenance(old: Of<Maintenance>, new: Of<Maintenance>, differences: &mut Differences) {
    words("times", old, new, differences, |maintenance, _| calendar::words(&maintenance.intervals));
    words("mutes", old, new, differences, |maintenance, model| {
        maintenance.mutes.iter().map(|mutes| mutes_words(mutes, model)).collect::<Vec<_>>().join("; ")
    });
}

/// `warning, info on api`
fn mutes_words(mutes: &Mutes, model: &Model) -> String {
    let severities: Vec<&str> = mutes.severities.iter().map(|id| &*model.severities[*id].name).collect();
    let services: Vec<&str> = mutes.services.iter().map(|id| &*model.services[*id].name).collect();
    let severities = if severities.is_empty() { "all".to_string() } else { severities.join(", ") };
    if services.is_empty() { severities } else { format!("{severities} on {}", services.join(", ")) }
}

fn watchdog(old: Of<Watchdog>, new: Of<Watchdog>, differences: &mut Differences) {
    words("every", old, new, differences, |watchdog, _| duration_text(watchdog.every));
    words("tells", old, new, differences, |watchdog, model| channel_names(&watchdog.channels, model));
}
