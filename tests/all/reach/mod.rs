//! Routing as `larum route` tells it, against amtool and a running Alertmanager. What is compared goes the
//! whole way: YAML text, its import, the walk.

mod against_amtool;
mod corpus;
mod live_inhibition;
mod live_routes;
mod live_times;
mod moved;
mod program;
mod random_interval;
pub mod random_tree;
pub mod symbolic;

use crate::support::servers;
use larum::import::{Alertmanager, Notation, alertmanager};
use larum::text::FileId;
use serde_json::{Value, json};

/// Reads a configuration that must be right.
#[track_caller]
fn read(text: &str) -> Alertmanager {
    let import = alertmanager(text, FileId(0), Notation::default());
    assert!(!import.is_refused(), "{:#?}\n{text}", import.findings);
    import.config.expect("a file without errors has a configuration")
}

/// An alert's labels, borrowed as the walk wants them.
fn borrowed(labels: &[(String, String)]) -> Vec<(&str, &str)> {
    labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// Sends alerts with these labels to a running Alertmanager.
fn send(server: &servers::Alertmanager, alerts: &[Vec<(String, String)>]) {
    let labels =
        |alert: &Vec<(String, String)>| alert.iter().cloned().collect::<std::collections::BTreeMap<_, _>>();
    let alerts: Vec<Value> = alerts.iter().map(|alert| json!({ "labels": labels(alert) })).collect();
    server.0.post("/api/v2/alerts", &Value::from(alerts).to_string());
}
