//! What is known of the labels of alerts before any fires.

use crate::lower::{is_template, labels_of_step};
use crate::model::{Alert, Level, Model};
use crate::reach::symbolic::{Labels, Values};

/// The labels that the alerts of step `number` of a level may have; the first is 1. What a rule sets
/// is known, unless it is a template. Labels of the condition's result may have any value, and where
/// not all of them are known, any label may be there.
pub fn labels_of(model: &Model, alert: &Alert, level: &Level, number: usize) -> Labels {
    let mut labels = Labels::known([]);
    match &level.result_labels {
        Some(names) => {
            for name in names {
                labels = labels.with(name, Values::any());
            }
        }
        None => labels = labels.and_any_others(),
    }
    // Later ones replace earlier ones: a step's `escalation` and the rule's own labels win.
    for (name, value) in labels_of_step(model, alert, level, number) {
        let values = if is_template(&value) { Values::any() } else { Values::known(&value) };
        labels = labels.with(name, values);
    }
    if number == 1 && !labels.named().any(|(name, _)| name == ESCALATION) {
        labels = labels.with(ESCALATION, Values::absent());
    }
    // Prometheus adds its own to alerts that have no label of the name.
    for (name, value) in &model.prometheus.external_labels {
        let values = match labels.get(name) {
            known if !known.contains("") => continue,
            known if known.only().is_some() => Values::known(value),
            _ => Values::any_but([""]),
        };
        labels = labels.with(name, values);
    }
    labels
}

/// No condition's result has it: the compiler gives it to later steps alone.
const ESCALATION: &str = "escalation";
