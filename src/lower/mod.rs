//! Model -> rule groups, routes, inhibition, receivers: plain data out, no I/O.
//!
//! ```text
//!          alert ── steps ── own_alerts, value_again ──┐
//!  Model ──┤                                           ├── rules ── RuleFile ── Group
//!          └ record, watchdog ─────────────────────────┘
//!          └ policies ──┬── routes ── maintenance
//!                       ├── receivers                  ───────────── AlertmanagerConfig
//!                       ├── inhibition, dependencies
//!                       └── intervals
//! ```
//!
//! How escalations compile, and why so, is told in `docs/escalation.md`.

mod dependencies;
mod expression;
mod inhibition;
mod intervals;
mod labels;
mod maintenance;
mod one_of;
mod output;
mod own_alerts;
mod policies;
mod receivers;
mod routes;
mod rules;
mod steps;
mod value_again;

pub use expression::Refused;
pub use labels::{is_template, labels_of_step, of_level as level_labels};
pub use output::*;
pub use rules::RuleFile;

use crate::model::Model;
use crate::quantity::Version;

/// Compiles `model`. The rules of each file are made when they are asked for.
pub fn lower(model: &Model) -> Output<'_> {
    Output { rule_files: rules::files(model), alertmanager: alertmanager(model) }
}

fn alertmanager(model: &Model) -> AlertmanagerConfig<'_> {
    let policies = policies::used(model);
    let route = routes::root(model, &policies);
    AlertmanagerConfig {
        global: &model.alertmanager.global,
        templates: &model.alertmanager.templates,
        inhibit_rules: inhibit_rules(model),
        receivers: receivers::all(model, &policies),
        time_intervals: intervals::used_in(model, &route),
        route,
    }
}

/// With their names, unless the declared Alertmanager does not know them yet: they are for people alone.
fn inhibit_rules(model: &Model) -> Vec<InhibitRule<'_>> {
    let mut rules = inhibition::rules(model);
    if model.versions.alertmanager.is_some_and(|declared| declared < NAMES_OF_INHIBITIONS) {
        rules.iter_mut().for_each(|rule| rule.name = "".into());
    }
    rules
}

/// The version of Alertmanager that brought `name` of `inhibit_rules`.
const NAMES_OF_INHIBITIONS: Version = Version::new(0, 30);
