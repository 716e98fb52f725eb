//! The samples of a test's series.

use crate::model::{Millis, Shape, TestSeries, TestValues};
use crate::series::{Reading, stale};

/// The samples of a series, with their times since the start.
pub(super) fn each(series: &TestSeries, lasts: Millis, mut take: impl FnMut(Millis, &Reading)) {
    match &series.values {
        TestValues::Notation(values) => {
            for (index, value) in values.iter().enumerate() {
                if let Some(reading) = value {
                    take(index as Millis * series.every, &reading);
                }
            }
        }
        TestValues::Shape(shape) => {
            for index in 0..=lasts / series.every {
                let at = index * series.every;
                if let Some(reading) = of_shape(shape, at, series.every) {
                    take(at, &reading);
                }
            }
        }
    }
}

fn of_shape(shape: &Shape, at: Millis, every: Millis) -> Option<Reading> {
    match shape.outages.iter().find(|outage| outage.contains(&at)) {
        // A scrape that finds the series gone marks its end.
        Some(outage) => (at - every < outage.start).then(|| Reading::Float(stale())),
        None => Some(Reading::Float(shape.curve.at(at))),
    }
}
