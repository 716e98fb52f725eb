//! Routes that no alert comes to: their matchers contradict each other, or earlier routes take all that they match.

use super::look::Look;
use super::words;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::reach::symbolic::{Arrival, NodeId};
use std::collections::BTreeMap;

pub(super) fn check(look: &Look, findings: &mut Diagnostics) {
    // By the route that takes everything: what comes after it in vain.
    let mut behind: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for (id, arrival) in look.arrivals.iter().enumerate() {
        match arrival {
            Arrival::Contradiction(first, second) => findings.push(contradiction(look, id, *first, *second)),
            Arrival::Taken(by) => match by[..] {
                [taker] if takes_everything(look, taker) => behind.entry(taker).or_default().push(id),
                _ => findings.push(shadowed(look, id, by)),
            },
            _ => {}
        }
    }
    for (taker, after) in behind {
        findings.push(catch_all(look, taker, &after));
    }
}

/// All that comes to its parent.
fn takes_everything(look: &Look, id: NodeId) -> bool {
    let node = look.tree.node(id);
    let Some(parent) = node.parent else { return false };
    let all = look.arrivals[parent].labels();
    all.is_some_and(|all| all.iter().all(|labels| labels.clone().divide(&node.tests).1.is_empty()))
}

fn contradiction(look: &Look, id: NodeId, first: (NodeId, usize), second: (NodeId, usize)) -> Diagnostic {
    let text = |(node, place): (NodeId, usize)| {
        look.tree.node(node).route.matchers.get(place).map(words::matcher).unwrap_or_default()
    };
    let at = look.matcher(second.0, second.1);
    if first == second {
        let message = format!("no alert comes to this route: nothing matches `{}`", text(second));
        return Diagnostic::new(codes::ROUTE_CONTRADICTION, at, message);
    }
    let message = match first.0 == id {
        true => format!(
            "no alert comes to this route: `{}` and `{}` never hold together",
            text(first),
            text(second)
        ),
        false => format!(
            "no alert comes to this route: `{}` never holds where the route above asks for `{}`",
            text(second),
            text(first)
        ),
    };
    Diagnostic::new(codes::ROUTE_CONTRADICTION, at, message)
        .because(look.matcher(first.0, first.1), "all matchers down to a route must hold")
        .help("for either of two values write one matcher, such as `label=~\"a|b\"`")
}

fn shadowed(look: &Look, id: NodeId, by: &[NodeId]) -> Diagnostic {
    let (message, why) = match by {
        [one] => (
            format!("no alert comes to this route: {} takes all that it matches", called(look, *one)),
            "it takes them",
        ),
        _ => {
            let names: Vec<String> = by.iter().map(|one| called(look, *one)).collect();
            (
                format!(
                    "no alert comes to this route: {} together take all that it matches",
                    words::list(&names)
                ),
                "takes a part",
            )
        }
    };
    let mut finding = Diagnostic::new(codes::ROUTE_SHADOWED, look.span(id), message);
    for taker in by.iter().take(3) {
        finding = finding.because(look.span(*taker), why);
    }
    let limited = by.iter().find(|taker| look.is_limited(**taker));
    finding.help(match limited {
        Some(_) => "an alert that comes to a route outside of its times waits there: write `continue: true` on the route with the times, and give this one the other times",
        None => "put the narrower route first, or write `continue: true` on the earlier one",
    })
}

fn catch_all(look: &Look, taker: NodeId, after: &[NodeId]) -> Diagnostic {
    let message = match after.len() {
        1 => "this route takes every alert, so that none comes to the route after it".to_owned(),
        many => format!("this route takes every alert, so that none comes to the {many} routes after it"),
    };
    let first = after.first().copied().unwrap_or(taker);
    Diagnostic::new(codes::ROUTE_CATCH_ALL, look.span(taker), message)
        .because(look.span(first), "nothing comes here")
        .help("put it last, or write `continue: true`")
}

/// A route by what it asks for.
fn called(look: &Look, id: NodeId) -> String {
    let words = look.words(id);
    let place: Vec<String> = look.tree.path(id).iter().map(|place| (place + 1).to_string()).collect();
    match words.is_empty() {
        true => format!("route {}", place.join(".")),
        false => format!("the route of `{words}`"),
    }
}
