//! The Prometheus and the Alertmanager of a program, as their options.

use super::super::Failure;
use crate::engine::{dispatch, promql, rules, world};
use crate::lower::Output;
use crate::model::{Millis, Model};

/// For a run that starts then, without what each evaluation saw.
pub(in crate::cli) fn options(model: &Model, start: Millis) -> world::Options {
    let interval = model.prometheus.evaluation_interval;
    let mut external_labels = model.prometheus.external_labels.clone();
    external_labels.sort();
    world::Options {
        start,
        details: false,
        rules: rules::Options {
            promql: promql::Options { default_step: interval, ..promql::Options::default() },
            features: model.features,
            interval,
            external_labels,
            ..rules::Options::default()
        },
        alertmanager: dispatch::Options::default(),
    }
}

pub(in crate::cli) fn groups(output: &Output, model: &Model) -> Result<Vec<rules::Group>, Failure> {
    world::groups(output, &model.features)
        .map_err(|fault| Failure::new(format!("internal error: a rule does not read back: {fault}")))
}
