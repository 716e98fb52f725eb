//! What receivers are told, in the same form from a real server and from a simulation.

use larum::engine::dispatch::{Notification, Status};
use larum::series::Labels;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct Seen {
    pub at: i64,
    /// `w3-0/1`: the receiver and the place of the webhook in it.
    pub hook: String,
    /// The group's key.
    pub group: String,
    /// Labels and status of each alert, in the order of the message.
    pub alerts: Vec<String>,
}

/// What each webhook is told of each group, in order.
pub type Streams = BTreeMap<(String, String), Vec<(i64, Vec<String>)>>;

pub fn streams(all: impl Iterator<Item = Seen>) -> Streams {
    let mut streams = Streams::new();
    for seen in all {
        streams.entry((seen.hook, seen.group)).or_default().push((seen.at, seen.alerts));
    }
    streams
}

impl Seen {
    pub fn simulated(told: &Notification) -> Seen {
        let alert = |labels: &Labels, status: Status| format!("{labels} {status}");
        Seen {
            at: told.at,
            hook: format!("{}/{}", told.to.receiver, told.to.index),
            group: told.group.key.clone(),
            alerts: told
                .alerts
                .iter()
                .map(|alert_told| alert(&alert_told.labels, alert_told.status))
                .collect(),
        }
    }

    /// A request that a webhook got.
    pub fn heard(at: i64, path: &str, body: &str) -> Seen {
        let body: Value = serde_json::from_str(body).expect("a webhook gets JSON");
        let alert = |alert: &Value| {
            let labels = alert["labels"].as_object().expect("labels").iter();
            let labels =
                Labels::new(labels.map(|(name, value)| (name.as_str(), value.as_str().expect("a value"))));
            format!("{labels} {}", alert["status"].as_str().expect("a status"))
        };
        Seen {
            at,
            hook: path.trim_start_matches('/').to_owned(),
            group: body["groupKey"].as_str().expect("a group").to_owned(),
            alerts: body["alerts"].as_array().expect("alerts").iter().map(alert).collect(),
        }
    }
}

/// Whether both tell the same in the same order.
pub fn same_words(one: Option<&Vec<(i64, Vec<String>)>>, other: Option<&Vec<(i64, Vec<String>)>>) -> bool {
    let words = |of: Option<&Vec<(i64, Vec<String>)>>| -> Vec<Vec<String>> {
        of.into_iter().flatten().map(|(_, alerts)| alerts.clone()).collect()
    };
    words(one) == words(other)
}
