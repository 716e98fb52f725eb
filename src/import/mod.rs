//! Existing configuration, read. `alertmanager.yml` as Alertmanager 0.33 reads it:
//!
//! ```text
//!  text ── shape (YAML) ── meaning ──┬── matcher      ── Alertmanager ── config() ── AlertmanagerConfig
//!                                    ├── interval
//!                                    └── route, inhibition, receiver
//! ```
//!
//! What Alertmanager refuses about routes, matchers, inhibition and intervals is refused here, too.
//! The settings of receivers and `global` are kept as they stand; nothing checks them.

mod fault;
mod inhibition;
mod interval;
mod matcher;
mod owned;
mod receiver;
mod route;
mod scalar;
mod shape;

pub use fault::Fault;
pub use matcher::parse as parse_matchers;
pub use owned::Alertmanager;

use fault::Place;
use std::collections::HashSet;

/// Reads the text of an `alertmanager.yml`.
///
/// # Errors
/// The first thing that Alertmanager would refuse, with its place in the document.
pub fn alertmanager(text: &str) -> Result<Alertmanager, Fault> {
    let document = shape::read(text)?;
    let root = Place::root();
    let Some(route) = document.route else { return Err(root.fault("there is no `route`")) };
    let receivers = receiver::all(document.receivers.unwrap_or_default(), &root)?;
    let intervals = [
        ("mute_time_intervals", document.mute_time_intervals.unwrap_or_default()),
        ("time_intervals", document.time_intervals.unwrap_or_default()),
    ];
    let time_intervals = interval::all(intervals, &root)?;
    let names = route::Names {
        receivers: receivers.iter().map(|receiver| receiver.name.as_str()).collect::<HashSet<_>>(),
        intervals: time_intervals.iter().map(|interval| interval.name.as_str()).collect::<HashSet<_>>(),
    };
    let route = route::root(route, &names, &root.key("route"))?;
    Ok(Alertmanager {
        global: document.global.unwrap_or_default().0,
        templates: document
            .templates
            .unwrap_or_default()
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect(),
        inhibit_rules: inhibition::all(document.inhibit_rules.unwrap_or_default(), &root)?,
        route,
        receivers,
        time_intervals,
    })
}
