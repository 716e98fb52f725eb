//! A `test` of a program as a scenario: its series, and what people do meanwhile.

use super::plan::Action;
use crate::lower::Matcher;
use crate::model::{AlertsOf, Millis, Server, Shape, Test, TestSeries, TestValues};
use crate::series::{Labels, Reading, Store, stale};

/// Puts its series into a store, as a Prometheus that scrapes them would.
pub fn fill(store: &mut Store, test: &Test) {
    for series in &test.series {
        let id = store.series_of(&Labels::new(series.labels.iter().map(|(name, value)| (&**name, &**value))));
        samples(series, test.lasts, |at, reading| {
            // Times rise: only a second line for one series is refused.
            let _ = store.append(id, test.start + at, reading);
        });
    }
}

/// The samples of a series, with their times since the start.
pub fn samples(series: &TestSeries, lasts: Millis, mut take: impl FnMut(Millis, &Reading)) {
    match &series.values {
        TestValues::Notation(values) => {
            for (step, reading) in values.iter().enumerate() {
                if let Some(reading) = reading {
                    take(step as Millis * series.every, &reading);
                }
            }
        }
        TestValues::Shape(shape) => {
            for at in (0..=lasts).step_by(series.every.max(1) as usize) {
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

/// Its silences and restarts, with their times.
pub fn actions(test: &Test) -> Vec<(Millis, Action)> {
    let silences = test.silences.iter().map(|silence| {
        let at = test.start + silence.at;
        (at, Action::Silence { matchers: matchers(&silence.of), until: at + silence.hold })
    });
    let restarts = test.restarts.iter().map(|restart| {
        let action = match restart.server {
            Server::Prometheus => Action::RestartPrometheus,
            Server::Alertmanager => Action::RestartAlertmanager,
        };
        (test.start + restart.at, action)
    });
    silences.chain(restarts).collect()
}

fn matchers(of: &AlertsOf) -> Vec<Matcher<'static>> {
    let name = of.name.iter().map(|name| Matcher::equal("alertname", name.value.clone()));
    let others =
        of.matchers.iter().map(|own| Matcher::new(own.label.value.clone(), own.op, own.value.value.clone()));
    name.chain(others).collect()
}
