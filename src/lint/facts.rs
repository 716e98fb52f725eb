//! What is known of the servers that will evaluate the rules: from `prometheus { … }` and `metrics { … }` of a
//! program, or from `larum.toml`. What is not said is unknown, and nothing is reported that depends on it.

use crate::expr::catalogue::Catalogue;
use crate::expr::types::Features;
use crate::model::{Millis, Model, Pair};

#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub scrape_interval: Option<Millis>,
    /// Of groups that name none.
    pub evaluation_interval: Option<Millis>,
    pub retention: Option<Millis>,
    pub external_labels: Option<Vec<Pair>>,
    pub features: Features,
    /// Metrics that were declared or read from a dump; others are known by their names alone.
    pub catalogue: Catalogue,
}

impl Facts {
    /// What a program says.
    pub fn of_model(model: &Model) -> Facts {
        let said = &model.prometheus;
        Facts {
            scrape_interval: said.scrape_interval_is_said.then_some(said.scrape_interval),
            evaluation_interval: Some(said.evaluation_interval),
            retention: said.retention,
            external_labels: Some(said.external_labels.clone()),
            features: model.features,
            catalogue: model.catalogue.clone(),
        }
    }
}
