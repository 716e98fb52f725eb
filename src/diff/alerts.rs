//! Alerts, matched by name; one that has all its conditions from an alert that is gone was renamed.

use super::changes::{Differences, Kind, Thing};
use super::named::Kinds;
use super::{Fate, Side, levels, records, renamed};
use crate::model::{Alert, Millis, Objective};
use crate::quantity::duration_text;

pub(super) fn compare(old: Option<Side>, new: Option<Side>, things: &mut Vec<Thing>) {
    let differences = |before: Option<&Alert>, after: Option<&Alert>, differences: &mut Differences| {
        let old = before.and_then(|alert| Some((old?, alert)));
        let new = after.and_then(|alert| Some((new?, alert)));
        alert(old, new, differences);
    };
    let kinds = Kinds {
        kind: Kind::Alert,
        name: |alert: &Alert| &alert.name,
        span: |alert| alert.span,
        differences: &differences,
    };
    let mut found = Vec::new();
    kinds.compare(
        old.map(|side| (side, &side.model.alerts[..])),
        new.map(|side| (side, &side.model.alerts[..])),
        &mut found,
    );
    for (before, after) in renamed::pairs(old, new) {
        found.retain(|thing| {
            let gone = thing.name == before.name || thing.name == after.name;
            !gone || thing.fate == Fate::Changed
        });
        kinds.pair(Some(before), Some(after), old, new, &mut found);
    }
    things.append(&mut found);
}

fn alert(old: Option<(Side, &Alert)>, new: Option<(Side, &Alert)>, differences: &mut Differences) {
    let service = |side: Option<(Side, &Alert)>| {
        let (side, alert) = side?;
        Some(side.model.services[alert.service?].name.clone())
    };
    differences.compare("service", service(old).unwrap_or_default(), service(new).unwrap_or_default());
    if let (Some((_, before)), Some((_, after))) = (old, new) {
        let budget = |alert: &Alert| alert.objective.as_ref().map(|of| (of.budget, of.period));
        if budget(before) != budget(after) {
            differences.compare("objective", objective(before), objective(after));
        }
        differences.compare("interval", interval(before.interval), interval(after.interval));
        let down = |alert: &Alert| if alert.says_down { "yes" } else { "no" };
        differences.compare("says that its service is down", down(before), down(after));
        records::inside(&before.records, &after.records, differences);
    }
    levels::compare(old, new, differences);
}

/// `99.9% over 30d`
fn objective(alert: &Alert) -> String {
    let text = |of: &Objective| format!("{} over {}", of.text, duration_text(of.period));
    alert.objective.as_ref().map(text).unwrap_or_default()
}

/// Empty: Prometheus' own.
pub(super) fn interval(interval: Option<Millis>) -> String {
    interval.map(duration_text).unwrap_or_default()
}
