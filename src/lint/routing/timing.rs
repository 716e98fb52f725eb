//! How long groups wait, how often they are looked at, and when people are told again.

use super::look::{HOUR, Look, integrations, pages};
use super::place::Step;
use crate::channel;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::{Millis, Setting};
use crate::quantity::duration_text;
use crate::reach::concrete::Setter;
use crate::reach::symbolic::NodeId;
use std::collections::HashSet;

/// What the second Alertmanager of a cluster waits for the first: `--cluster.peer-timeout`.
const PEER_TIMEOUT: Millis = 15_000;
/// `--data.retention`, unless it is set.
const RETENTION: Millis = 120 * HOUR;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let mut timeouts = HashSet::new();
    for (id, node) in look.nodes() {
        if look.arrivals[id].is_nothing() {
            continue;
        }
        // What was inherited whole was said above.
        let own = |setter: Setter| setter == Setter::Node(node.depth);
        let settings = &node.settings;
        let (wait, interval, repeat) =
            (settings.group_wait, settings.group_interval, settings.repeat_interval);
        if own(interval.by) && interval.value <= PEER_TIMEOUT {
            findings.push(too_often(look, id, interval.value));
        } else if (own(wait.by) || own(interval.by)) && wait.value > interval.value {
            findings.push(waits_longer(look, id, wait, interval));
        }
        if own(repeat.by) || own(interval.by) {
            findings.extend(late(look, id, repeat, interval));
        }
        if look.tells(id) {
            gives_up(look, id, interval.value, &mut timeouts, findings);
        }
        if own(settings.group_by.by) && settings.group_by.value == ["..."] {
            findings.extend(every_label(look, id));
        }
    }
}

type Set = crate::reach::concrete::Set<Millis>;

fn too_often(look: &Look, id: NodeId, interval: Millis) -> Diagnostic {
    let at = look.setting(id, "group_interval").unwrap_or_else(|| look.span(id));
    let message = format!(
        "{} is no longer than Alertmanagers of a cluster wait for each other",
        duration_text(interval)
    );
    Diagnostic::new(codes::ROUTE_GROUP_INTERVAL, at, message).help(
        "write more than `30s`: each waits 15s for the one before it, and no attempt to notify may take longer",
    )
}

fn waits_longer(look: &Look, id: NodeId, wait: Set, interval: Set) -> Diagnostic {
    let message = format!(
        "a new group is told after {}, what joins it already after {}",
        duration_text(wait.value),
        duration_text(interval.value)
    );
    let at = look.setting(id, "group_wait").or_else(|| look.setting(id, "group_interval"));
    let finding = Diagnostic::new(codes::ROUTE_GROUP_WAIT, at.unwrap_or_else(|| look.span(id)), message)
        .help("keep `group_wait` at or below `group_interval`");
    match look.set_by(id, interval.by, "group_interval").filter(|span| Some(*span) != at) {
        Some(span) => finding.because(span, "how often a group is looked at"),
        None => finding,
    }
}

/// Being told a little later than written does no harm: less than a quarter is left unsaid.
fn late(look: &Look, id: NodeId, repeat: Set, interval: Set) -> Option<Diagnostic> {
    let at = look.setting(id, "repeat_interval").or_else(|| look.setting(id, "group_interval"));
    let at = at.unwrap_or_else(|| look.span(id));
    let said = duration_text(repeat.value);
    if repeat.value > RETENTION && repeat.by == Setter::Node(look.tree.node(id).depth) {
        let message = format!("after {} it is told again, not after {said}", duration_text(RETENTION));
        return Some(Diagnostic::new(codes::ROUTE_REPEAT, at, message).help(
            "Alertmanager forgets then what it told: write at most `5d`, or run it with a longer `--data.retention`",
        ));
    }
    let real = (repeat.value + interval.value - 1) / interval.value * interval.value;
    if repeat.value > RETENTION || (real - repeat.value) * 4 < repeat.value {
        return None;
    }
    let every = duration_text(interval.value);
    let message = format!("it is told again every {}, not every {said}", duration_text(real));
    let finding = Diagnostic::new(codes::ROUTE_REPEAT, at, message)
        .help(format!("Alertmanager looks at a group every {every}: write a multiple of that"));
    Some(match look.set_by(id, interval.by, "group_interval").filter(|span| *span != at) {
        Some(span) => finding.because(span, "how often a group is looked at"),
        None => finding,
    })
}

/// An integration whose `timeout` is longer than the attempt may take.
fn gives_up(
    look: &Look,
    id: NodeId,
    interval: Millis,
    said: &mut HashSet<(String, &'static str, usize)>,
    findings: &mut Diagnostics,
) {
    let Some(receiver) = look.told(id) else { return };
    for (kind, place, settings) in integrations(receiver) {
        let Some((_, Setting::Text(text))) = settings.iter().find(|(name, _)| name == "timeout") else {
            continue;
        };
        let Some(timeout) = channel::timeout(text).filter(|timeout| *timeout > interval) else { continue };
        let Some(known) = channel::integration(kind) else { continue };
        if !said.insert((receiver.name.clone(), known.kind, place)) {
            continue;
        }
        let every = duration_text(interval);
        let message = format!("the attempt ends after {every}, not after {}", duration_text(timeout));
        let at = super::receivers::setting(look, &receiver.name, kind, place, &[Step::Key("timeout")]);
        findings.push(
            Diagnostic::new(codes::CHANNEL_TIMEOUT, at, message)
                .because(look.span(id), format!("here a `group_interval` of {every} holds"))
                .help("Alertmanager gives up at the next `group_interval`: write less than that"),
        );
    }
}

/// Every series of an alert is a group, and each group an incident.
fn every_label(look: &Look, id: NodeId) -> Option<Diagnostic> {
    let inherits =
        |node: NodeId| look.tree.node(node).settings.group_by.by == Setter::Node(look.tree.node(id).depth);
    let below = |node: &NodeId| look.tree.ancestry(*node).any(|above| above == id) && inherits(*node);
    let pages_below = (id..look.tree.nodes().len())
        .take_while(|node| *node == id || look.tree.node(*node).depth > look.tree.node(id).depth)
        .filter(below)
        .find_map(|node| {
            let kind = look.told(node).filter(|_| look.tells(node)).and_then(pages)?;
            Some((node, kind))
        });
    let (node, kind) = pages_below?;
    let receiver = look.tree.node(node).settings.receiver.value;
    let at = look.setting(id, "group_by").unwrap_or_else(|| look.span(id));
    let message = format!("each series of an alert opens an incident of its own in `{receiver}` ({kind})");
    Some(
        Diagnostic::new(codes::ROUTE_EVERY_LABEL, at, message)
            .help("group by what is one incident for people: `group_by: [alertname, service]`"),
    )
}
