//! Whether the alerts fire that should.

use super::file::{AlertTest, Expected, Test};
use super::run::Failure;
use super::words;
use crate::engine::rules::{Manager, RulePlace, State};
use crate::model::Millis;
use crate::quantity::duration_text;
use crate::series::Store;

/// Compares the alerts of a name that fire at `now` with those that are expected: in any order.
pub(super) fn check(
    wanted: &AlertTest,
    test: &Test,
    manager: &mut Manager,
    store: &mut Store,
    now: Millis,
) -> Option<Failure> {
    let alertname = &wanted.alertname.as_ref()?.value;
    let mut got = firing(alertname, manager, store, now);
    got.sort();
    if got == wanted.expected {
        return None;
    }
    let name = test.name.as_ref().map(|name| format!("    name: {},\n", name.value)).unwrap_or_default();
    let (at, expected) = (duration_text(wanted.at), words::alerts(&wanted.expected));
    let report = format!(
        "{name}    alertname: {alertname}, time: {at}, \n        exp:{expected}, \n        got:{}",
        words::alerts(&got)
    );
    let message = format!("other alerts `{alertname}` fire at {at} than expected");
    Some(Failure { message, report, span: wanted.span, finding: None })
}

/// The alerts of all rules of a name.
fn firing(alertname: &str, manager: &mut Manager, store: &mut Store, now: Millis) -> Vec<Expected> {
    let groups = manager.groups().enumerate();
    let places = groups.flat_map(|(group, own)| {
        let rules = own.rules.iter().enumerate();
        let named = rules.filter(|(_, rule)| rule.is_alert() && rule.name == alertname);
        named.map(move |(rule, _)| RulePlace { group, rule })
    });
    let places: Vec<RulePlace> = places.collect();
    let mut got = Vec::new();
    for place in places {
        let active = manager.active(place, store, now).into_iter();
        got.extend(active.filter(|alert| alert.state == State::Firing).map(|alert| Expected {
            labels: alert.labels.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            annotations: alert.annotations,
        }));
    }
    got
}
