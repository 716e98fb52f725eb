//! `continue`: one receiver told twice of an alert, or only once although two routes name it, or `continue` in vain.

use super::look::{Look, has_integrations};
use super::words;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lower::Matcher;
use crate::reach::symbolic::{Labels, NodeId, has_later_taker};
use std::collections::HashMap;

/// So many pairs of routes are compared.
const MOST_PAIRS: usize = 100_000;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for (id, node) in look.nodes() {
        if node.route.continues {
            findings.extend(useless(look, id));
        }
    }
    twice(look, findings);
}

fn useless(look: &Look, id: NodeId) -> Option<Diagnostic> {
    let arrived = look.arrivals[id].labels()?;
    let node = look.tree.node(id);
    let siblings = look.tree.node(node.parent?).children.len();
    let why = match () {
        () if node.place + 1 == siblings => "no route comes after it",
        () if !arrived.is_empty() && !has_later_taker(&look.tree, id, arrived) => {
            "no later route beside it matches what it matches"
        }
        () => return None,
    };
    let at = look.setting(id, "continue").unwrap_or_else(|| look.span(id));
    Some(
        Diagnostic::new(codes::ROUTE_USELESS_CONTINUE, at, format!("`continue` does nothing here: {why}"))
            .help("remove it: it hands an alert on to later routes of the same list, and to no others"),
    )
}

/// Routes below one list of siblings that tell the same receiver, in order.
fn twice(look: &Look, findings: &mut Diagnostics) {
    if !look.nodes().any(|(_, node)| node.route.continues) {
        return;
    }
    let mut by_receiver: HashMap<&str, Vec<NodeId>> = HashMap::new();
    for (id, node) in look.nodes() {
        if look.told(id).is_some_and(has_integrations) && !look.arrivals[id].is_nothing() {
            by_receiver.entry(node.settings.receiver.value).or_default().push(id);
        }
    }
    let mut budget = MOST_PAIRS;
    let mut lists: Vec<Vec<NodeId>> = by_receiver.into_values().collect();
    lists.sort();
    for ids in lists {
        for (at, second) in ids.iter().enumerate() {
            let first = ids[..at].iter().find_map(|first| {
                budget = budget.checked_sub(1)?;
                Some((*first, both(look, *first, *second)?))
            });
            if let Some((first, labels)) = first {
                findings.extend(told(look, first, *second, &labels));
            }
        }
    }
}

/// An alert that both routes tell of. None: surely not, or not surely.
fn both(look: &Look, first: NodeId, second: NodeId) -> Option<Labels> {
    let (node, other) = (look.tree.node(first), look.tree.node(second));
    if node.parent == other.parent && !node.route.continues {
        return None;
    }
    let way = |id: NodeId| {
        let mut way: Vec<NodeId> = look.tree.ancestry(id).collect();
        way.reverse();
        way
    };
    let (one, two) = (way(first), way(second));
    // Where the ways part: only by `continue` an alert goes both of them.
    let fork = one.iter().zip(&two).position(|(a, b)| a != b)?;
    if !look.tree.node(one[fork]).route.continues {
        return None;
    }
    let (ends, others) = (look.ends(first)?, look.ends(second)?);
    let mut common = ends.iter().flat_map(|a| others.iter().filter_map(move |b| a.common(b)));
    common.find(Labels::is_certain)
}

fn told(look: &Look, first: NodeId, second: NodeId, labels: &Labels) -> Option<Diagnostic> {
    let (one, other) = (look.tree.node(first), look.tree.node(second));
    if look.times(first).intersection(&look.times(second)).is_never() {
        return None; // each at its own times
    }
    let receiver = other.settings.receiver.value;
    let alert = words::example(labels)?;
    let same_groups = one.settings.group_by.value == other.settings.group_by.value;
    let finding = if key(look, first) == key(look, second) {
        if !same_groups || look.is_limited(first) || look.is_limited(second) {
            return None;
        }
        let message =
            format!("`{receiver}` is told by one of these two routes alone: they have the same matchers");
        Diagnostic::new(codes::ROUTE_NEVER_NOTIFIES, look.span(second), message)
            .help("Alertmanager remembers what it told by matchers and receiver: whichever route comes second finds it told already")
    } else {
        let message = format!("`{receiver}` is told twice of the same alert, such as {alert}");
        Diagnostic::new(codes::ROUTE_TOLD_TWICE, look.span(second), message)
            .help("remove `continue` from the earlier route, or let this one leave out what that one matches")
    };
    Some(finding.because(look.span(first), "this route tells it as well"))
}

/// What Alertmanager calls a route: the matchers down to it, each list sorted.
fn key(look: &Look, id: NodeId) -> Vec<Vec<String>> {
    let sorted = |matchers: &[Matcher]| {
        let mut texts: Vec<String> = matchers.iter().map(words::matcher).collect();
        texts.sort();
        texts
    };
    look.tree.ancestry(id).map(|id| sorted(&look.tree.node(id).route.matchers)).collect()
}
