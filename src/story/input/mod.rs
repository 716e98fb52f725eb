//! Series from a file: in the notation of tests, in a test file of promtool, or recorded in OpenMetrics.

mod fault;
mod lines;
mod openmetrics;
mod promtool;

pub use fault::InputFault;

use crate::model::Millis;
use crate::series::Labels;
use crate::series::notation::Values;
use crate::series::{Reading, Store};

/// The series of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// From the start of the run on.
    Steps(Vec<Stepped>),
    /// At their own times.
    Recorded(Vec<Recorded>),
}

/// A value at each step.
#[derive(Clone, Debug, PartialEq)]
pub struct Stepped {
    pub labels: Labels,
    pub every: Millis,
    pub values: Values,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    pub labels: Labels,
    /// In order of time.
    pub samples: Vec<(Millis, f64)>,
}

/// Reads a file; `name` tells a test file of promtool by its ending.
///
/// # Errors
/// Where it cannot be read, and why.
pub fn read(name: &str, text: &str) -> Result<Input, InputFault> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ["yml", "yaml"].contains(&ending) {
        return promtool::read(text).map(Input::Steps);
    }
    let recorded = text.trim_end().ends_with("# EOF") || ["om", "openmetrics"].contains(&ending);
    match recorded {
        true => openmetrics::read(text).map(Input::Recorded),
        false => lines::read(text).map(Input::Steps),
    }
}

impl Input {
    pub fn is_empty(&self) -> bool {
        match self {
            Input::Steps(all) => all.is_empty(),
            Input::Recorded(all) => all.is_empty(),
        }
    }

    /// When the first sample was recorded; none of steps.
    pub fn first(&self) -> Option<Millis> {
        match self {
            Input::Steps(_) => None,
            Input::Recorded(all) => all.iter().filter_map(|own| Some(own.samples.first()?.0)).min(),
        }
    }

    /// The last sample, of a run that starts then.
    pub fn last(&self, start: Millis) -> Millis {
        match self {
            Input::Steps(all) => {
                let ends = all.iter().map(|own| {
                    let steps = i64::try_from(own.values.len()).unwrap_or(i64::MAX).saturating_sub(1).max(0);
                    steps.saturating_mul(own.every)
                });
                start.saturating_add(ends.max().unwrap_or(0))
            }
            Input::Recorded(all) => {
                all.iter().filter_map(|own| Some(own.samples.last()?.0)).max().unwrap_or(start)
            }
        }
    }

    /// Puts all samples up to an instant into a store.
    pub fn fill(&self, store: &mut Store, start: Millis, until: Millis) {
        match self {
            Input::Steps(all) => {
                for own in all {
                    let id = store.series_of(&own.labels);
                    for (step, reading) in own.values.iter().enumerate() {
                        let at = start.saturating_add((step as Millis).saturating_mul(own.every));
                        if at > until {
                            break;
                        }
                        if let Some(reading) = reading {
                            // A series that is given twice keeps what it was given first.
                            let _ = store.append(id, at, &reading);
                        }
                    }
                }
            }
            Input::Recorded(all) => {
                for own in all {
                    let id = store.series_of(&own.labels);
                    for (at, value) in own.samples.iter().filter(|(at, _)| *at <= until) {
                        let _ = store.append(id, *at, &Reading::Float(*value));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
