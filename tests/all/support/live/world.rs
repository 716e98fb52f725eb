//! The world around the servers, on one port: a target that is scraped, and receivers of webhooks.

use super::timeline::{Notification, Timeline, What};
use crate::support::http::{HttpServer, Request};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// The path under which the target tells its series; all other paths are receivers.
pub const METRICS: &str = "/metrics";

pub struct World {
    server: HttpServer,
    series: Arc<Mutex<BTreeMap<String, Sample>>>,
}

/// What a series is worth.
#[derive(Clone, Copy)]
enum Sample {
    Steady(f64),
    /// A counter that gains so much a second.
    Climbing(f64, Instant),
    /// So much for so many seconds, then so much for so many, and so on.
    Flapping((f64, f64), (f64, f64), Instant),
}

impl Sample {
    fn now(&self) -> f64 {
        match self {
            Sample::Steady(value) => *value,
            Sample::Climbing(per_second, since) => since.elapsed().as_secs_f64() * per_second,
            Sample::Flapping(bad, good, since) => {
                let phase = since.elapsed().as_secs_f64() % (bad.1 + good.1);
                if phase < bad.1 { bad.0 } else { good.0 }
            }
        }
    }
}

impl World {
    /// Begins to listen; who is told what is noted in `timeline`.
    pub fn new(timeline: Arc<Timeline>) -> World {
        let series: Arc<Mutex<BTreeMap<String, Sample>>> = Arc::default();
        let scraped = Arc::clone(&series);
        let server = HttpServer::start(move |request| match request.path.as_str() {
            METRICS => (200, exposition(&scraped.lock().expect("nobody panics with it"))),
            _ => {
                timeline.note(What::Told(notification(request)));
                (200, String::new())
            }
        });
        World { server, series }
    }

    pub fn port(&self) -> u16 {
        self.server.port()
    }

    /// The series `name{labels}` is worth `value` from now on.
    pub fn set(&self, series: &str, value: f64) {
        self.put(series, Sample::Steady(value));
    }

    /// The counter `name{labels}` gains `per_second` from now on.
    pub fn climb(&self, series: &str, per_second: f64) {
        self.put(series, Sample::Climbing(per_second, Instant::now()));
    }

    /// The series is `bad.0` for `bad.1` seconds, then `good.0` for `good.1` seconds, and so on.
    pub fn flap(&self, series: &str, bad: (f64, f64), good: (f64, f64)) {
        self.put(series, Sample::Flapping(bad, good, Instant::now()));
    }

    fn put(&self, series: &str, sample: Sample) {
        self.series.lock().expect("nobody panics with it").insert(series.to_owned(), sample);
    }
}

/// All series, in Prometheus' text format.
fn exposition(series: &BTreeMap<String, Sample>) -> String {
    let mut text = String::new();
    for (name, sample) in series {
        writeln!(text, "{name} {}", sample.now()).expect("memory takes all");
    }
    text
}

/// What Alertmanager's webhook says.
fn notification(request: &Request) -> Notification {
    let body: Value = serde_json::from_str(&request.body).expect("a webhook sends JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let alerts = body["alerts"].as_array().expect("a list of alerts").iter().map(|alert| {
        let labels = &alert["labels"];
        match labels["escalation"].as_str() {
            Some(step) => format!("{}/{step}", text(&labels["alertname"])),
            None => text(&labels["alertname"]),
        }
    });
    let alerts: BTreeSet<String> = alerts.collect();
    let address = text(&body["externalURL"]);
    let (_, sender) = address.rsplit_once(':').expect("an address with a port");
    Notification {
        channel: request.path.trim_start_matches('/').to_owned(),
        status: text(&body["status"]),
        alerts: alerts.into_iter().collect(),
        sender: sender.trim_end_matches('/').parse().expect("a port"),
    }
}
