//! Time intervals: the windows and maintenances that routes name.

use super::output::{Route, TimeInterval};
use crate::model::{Maintenance, Model, Window};
use std::collections::BTreeSet;

pub(super) fn window_name(window: &Window) -> String {
    window.name.clone()
}

/// Never a window's name: those hold no `/`.
pub(super) fn maintenance_name(maintenance: &Maintenance) -> String {
    format!("maintenance/{}", maintenance.name)
}

/// Those that `route` or one below it names, in the order of the model.
pub(super) fn used_in<'m>(model: &'m Model, route: &Route) -> Vec<TimeInterval<'m>> {
    let mut used = BTreeSet::new();
    collect(route, &mut used);
    let windows = model.windows.iter().map(|window| TimeInterval {
        name: window_name(window),
        intervals: &window.intervals,
        span: Some(window.span),
    });
    let maintenances = model.maintenances.iter().map(|maintenance| TimeInterval {
        name: maintenance_name(maintenance),
        intervals: &maintenance.intervals,
        span: Some(maintenance.span),
    });
    windows.chain(maintenances).filter(|interval| used.contains(interval.name.as_str())).collect()
}

/// The tree is four routes deep.
fn collect<'r>(route: &'r Route, used: &mut BTreeSet<&'r str>) {
    used.extend(route.active_time_intervals.iter().map(String::as_str));
    used.extend(route.mute_time_intervals.iter().map(String::as_str));
    for child in &route.routes {
        collect(child, used);
    }
}
