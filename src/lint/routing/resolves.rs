//! Incidents that stay open: of an alert's end that comes while its route is quiet, or while another alert mutes
//! it, Alertmanager tells only if that is over within the 15 minutes in which Prometheus repeats it.

use super::inhibition::Sides;
use super::look::{Look, opens_incident};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::reach::symbolic::Labels;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    // Nodes that open incidents, with what they tell of.
    let mut open: Vec<(usize, &str, &[Labels])> = Vec::new();
    for (id, node) in look.nodes() {
        let Some(kind) = look.told(id).and_then(opens_incident) else { continue };
        let Some(ends) = look.ends(id).filter(|ends| !ends.is_empty()) else { continue };
        open.push((id, kind, ends));
        if look.is_limited(id) && !look.times(id).is_always() {
            let key = if node.route.active_time_intervals.is_empty() {
                "mute_time_intervals"
            } else {
                "active_time_intervals"
            };
            let at = look.setting(id, key).unwrap_or_else(|| look.span(id));
            let receiver = node.settings.receiver.value;
            let message = format!("what ends while this route is quiet stays open in `{receiver}` ({kind})");
            findings.push(
                Diagnostic::new(codes::ROUTE_LOST_RESOLVE, at, message)
                    .help("let the paging service know the hours instead, or let it close what is old"),
            );
        }
    }
    for (index, rule) in look.config.inhibit_rules.iter().enumerate() {
        let sides = Sides::new(index, rule);
        let (Some(_), Some(target)) = (&sides.source, &sides.target) else { continue };
        let hit = open.iter().find(|(_, _, ends)| {
            ends.iter().any(|labels| target.common(labels).is_some_and(|common| common.is_certain()))
        });
        if let Some((id, kind, _)) = hit {
            let receiver = look.tree.node(*id).settings.receiver.value;
            let message = format!("a target that ends while it is muted stays open in `{receiver}` ({kind})");
            findings.push(
                Diagnostic::new(codes::ROUTE_LOST_RESOLVE, sides.span(look, "target"), message)
                    .because(look.span(*id), "this route tells it of targets")
                    .help("let the paging service close what is old"),
            );
        }
    }
}
