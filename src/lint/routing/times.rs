//! Times at which routes are quiet: never inherited, never left to another route, sometimes for ever.

use super::look::Look;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::model::{Interval, known_rank};
use crate::reach::Times;
use crate::reach::symbolic::NodeId;
use crate::reach::{clock, times::in_words};
use jiff::tz::TimeZone;

/// Severities of this rank and graver cannot wait: `critical`, `page`, `error`, `high`, …
const URGENT: u32 = 20;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    for (id, node) in look.nodes() {
        if !look.is_limited(id) || look.arrivals[id].is_nothing() {
            continue;
        }
        if !node.children.is_empty() {
            findings.extend(not_inherited(look, id));
        }
        if !look.tells(id) {
            continue;
        }
        let times = look.times(id);
        if times.is_never() {
            findings.push(never_sends(look, id));
        } else if !times.is_always() {
            findings.extend(waits(look, id, &times));
        }
    }
}

/// The key of the intervals of a node, and their names.
fn limits<'c>(look: &Look<'c>, id: NodeId) -> (&'static str, &'c [String]) {
    let route = look.tree.node(id).route;
    match route.mute_time_intervals.is_empty() {
        true => ("active_time_intervals", &route.active_time_intervals),
        false => ("mute_time_intervals", &route.mute_time_intervals),
    }
}

/// A node below it that tells somebody and has no intervals of its own. One that has any was thought about.
fn not_inherited(look: &Look, id: NodeId) -> Option<Diagnostic> {
    let (key, _) = limits(look, id);
    let node = look.tree.node(id);
    let below = |child: &NodeId| {
        !look.is_limited(*child) && look.tells(*child) && !look.arrivals[*child].is_nothing()
    };
    let child = node.children.iter().copied().find(below)?;
    let at = look.key(id, key).unwrap_or_else(|| look.span(id));
    let message = format!("`{key}` holds for this route alone: routes below it send at any time");
    Some(
        Diagnostic::new(codes::ROUTE_NOT_INHERITED, at, message)
            .because(look.span(child), "this one has no intervals of its own")
            .help("repeat it on each route below: unlike the receiver, intervals are not inherited"),
    )
}

fn never_sends(look: &Look, id: NodeId) -> Diagnostic {
    let (key, names) = limits(look, id);
    let at = look.setting(id, key).unwrap_or_else(|| look.span(id));
    let what = match key {
        "mute_time_intervals" => {
            format!("this route never sends: it is muted at all times by `{}`", names.join("`, `"))
        }
        _ => format!("this route never sends: `{}` never holds", names.join("`, `")),
    };
    Diagnostic::new(codes::ROUTE_NEVER_SENDS, at, what)
        .help("to drop alerts on purpose, name a receiver without integrations")
}

/// Outside of its times a route keeps its alerts to itself: nobody else is told, unless by `continue`.
fn waits(look: &Look, id: NodeId, times: &Times) -> Option<Diagnostic> {
    let ends = look.ends(id).filter(|ends| !ends.is_empty())?;
    let mut quiet = times.complement();
    // Others that tell of the same alerts, some of them at least: then somebody has thought about it.
    for (other, _) in look.nodes() {
        let shares = || {
            look.ends(other)
                .is_none_or(|others| others.iter().any(|a| ends.iter().any(|b| a.common(b).is_some())))
        };
        if other != id && parted_by_continue(look, id, other) && look.tells(other) && shares() {
            quiet = quiet.without(&look.times(other));
        }
    }
    if quiet.is_never() {
        return None;
    }
    let (key, names) = limits(look, id);
    let at = look.setting(id, key).unwrap_or_else(|| look.span(id));
    let zone = names.iter().find_map(|name| zone_of(look, name)).unwrap_or(TimeZone::UTC);
    let when = in_words(&quiet, &zone);
    let urgent = urgent(look, id);
    let (code, message) = match &urgent {
        Some((value, ..)) => (codes::ROUTE_GAP, format!("nobody is told of `{value}` alerts then: {when}")),
        None => {
            (codes::ROUTE_HELD_BACK, format!("alerts of this route wait, and nobody else is told: {when}"))
        }
    };
    let mut finding = Diagnostic::new(code, at, message);
    if let Some((_, node, place)) = urgent {
        finding = finding.because(look.matcher(node, place), "this cannot wait");
    }
    Some(
        finding.help(
            "write `continue: true` here, and below it a route of the same matchers for the other times",
        ),
    )
}

/// Whether an alert can go to both.
fn parted_by_continue(look: &Look, one: NodeId, other: NodeId) -> bool {
    let way = |id: NodeId| {
        let mut way: Vec<NodeId> = look.tree.ancestry(id).collect();
        way.reverse();
        way
    };
    let (first, second) = (way(one.min(other)), way(one.max(other)));
    let fork = first.iter().zip(&second).position(|(a, b)| a != b);
    fork.is_some_and(|fork| look.tree.node(first[fork]).route.continues)
}

/// The severity that the way to the node asks for, when it is one that cannot wait.
fn urgent(look: &Look, id: NodeId) -> Option<(String, NodeId, usize)> {
    look.tree.ancestry(id).find_map(|id| {
        let matchers = look.tree.node(id).route.matchers.iter().enumerate();
        let grave = |matcher: &Matcher| {
            let asks = ["severity", "priority", "level"].contains(&&*matcher.label);
            let positive = matches!(matcher.op, MatchOp::Equal | MatchOp::Regex);
            let mut values = matcher.value.split('|');
            let value = (asks && positive)
                .then(|| values.find(|one| known_rank(one).is_some_and(|rank| rank <= URGENT)));
            value.flatten().map(str::to_owned)
        };
        matchers.into_iter().find_map(|(place, matcher)| Some((grave(matcher)?, id, place)))
    })
}

fn zone_of(look: &Look, name: &str) -> Option<TimeZone> {
    let named = look.config.time_intervals.iter().find(|interval| interval.name == name)?;
    let zoned = named.intervals.iter().find(|interval: &&Interval| interval.location.is_some())?;
    Some(clock::zone(zoned))
}
