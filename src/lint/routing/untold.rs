//! Alerts of the rules that nobody is told of, or only the receiver of the root.

use super::look::{Look, has_integrations};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::reach::symbolic::{Walk, Walker};

/// Severities of this rank and graver are to reach somebody: `critical`, `page`, `error`, `high`, …
const URGENT: u32 = 20;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    let Some(alerts) = &look.alerts else { return };
    // A configuration without any integration is a skeleton: that was said of each receiver.
    if !look.config.receivers.iter().any(has_integrations) {
        return;
    }
    let has_routes = look.tree.nodes().len() > 1;
    let mut walker = Walker::default();
    for alert in alerts.all.iter().filter(|alert| !alert.of_program) {
        let walk = walker.walk(&look.tree, &alert.labels);
        let Some(first) = walk.outcomes.first() else { continue };
        let told = |walk: &Walk| {
            walk.outcomes.iter().any(|outcome| look.told(outcome.node).is_some_and(has_integrations))
        };
        if !told(&walk) {
            if let Some(severity) =
                alert.severity().filter(|_| alert.rank().is_some_and(|rank| rank <= URGENT))
            {
                let receiver = look.tree.node(first.node).settings.receiver.value;
                let message = format!(
                    "nobody is told of `{}` ({severity}): `{receiver}` has no integration",
                    alert.name
                );
                findings.push(
                    Diagnostic::new(codes::ROUTE_NOBODY, alert.span, message)
                        .because(look.span(first.node), "this route takes it")
                        .help("let a route with a receiver that tells somebody take it"),
                );
            }
        } else if has_routes && walk.outcomes.iter().all(|outcome| outcome.node == 0) {
            let receiver = look.tree.node(0).settings.receiver.value;
            let message = format!("no route takes `{}`: it goes to `{receiver}` of the root", alert.name);
            findings.push(
                Diagnostic::new(codes::ROUTE_DEFAULT, alert.span, message)
                    .help("that is fine where the root's receiver is meant for it; else give it a label that a route asks for"),
            );
        }
    }
}
