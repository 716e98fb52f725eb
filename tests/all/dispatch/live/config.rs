//! `alertmanager.yml` of some worlds.

use super::world::World;
use serde_json::{Value, json};

/// What a real server does not do to the millisecond: it is added to what the configuration says.
#[derive(Clone, Copy, Default)]
pub struct Drift {
    pub group_interval: i64,
    pub repeat_interval: i64,
}

/// The interval `minute` holds from `from` to `until`, each `HH:MM`.
pub struct Minute {
    pub from: String,
    pub until: String,
}

impl Minute {
    /// The minute in which a run begins.
    pub fn of(millis: i64) -> Minute {
        let text = |millis: i64| {
            let minutes = millis.div_euclid(60_000).rem_euclid(24 * 60);
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        };
        let until = text(millis + 60_000);
        Minute { from: text(millis), until: if until == "00:00" { "24:00".into() } else { until } }
    }
}

/// `port`: where the receivers are. A change makes groups of other labels, so that a reload finds new ones.
pub fn config(worlds: &[&World], drift: Drift, minute: &Minute, port: u16, changed: bool) -> String {
    let routes = worlds.iter().map(|world| route(&world.route, drift, changed)).collect::<Vec<Value>>();
    let receivers = worlds.iter().flat_map(|world| world.receivers.clone());
    let nobody = json!({ "name": "nobody" });
    let config = json!({
        "global": { "resolve_timeout": "4s" },
        "route": { "receiver": "nobody", "routes": routes },
        "receivers": std::iter::once(nobody).chain(receivers).collect::<Vec<Value>>(),
        "inhibit_rules": worlds.iter().flat_map(|world| world.inhibit_rules.clone()).collect::<Vec<Value>>(),
        "time_intervals": [
            { "name": "always", "time_intervals": [{}] },
            { "name": "never", "time_intervals": [{ "years": ["1970"] }] },
            { "name": "minute", "time_intervals": [
                { "times": [{ "start_time": minute.from, "end_time": minute.until }] },
            ] },
        ],
    });
    config.to_string().replace("PORT", &port.to_string()) // JSON is YAML
}

fn route(route: &Value, drift: Drift, changed: bool) -> Value {
    let mut route = route.clone();
    for (key, more) in [
        ("group_wait", 0),
        ("group_interval", drift.group_interval),
        ("repeat_interval", drift.repeat_interval),
    ] {
        if let Some(length) = route.get(key).and_then(Value::as_i64) {
            route[key] = format!("{}ms", length + more).into();
        }
    }
    if changed && route.get("group_by").is_some_and(|by| *by == json!(["alertname"])) {
        route["group_by"] = json!(["alertname", "severity"]);
    }
    if let Some(below) = route.get_mut("routes").and_then(Value::as_array_mut) {
        below.iter_mut().for_each(|below| *below = self::route(below, drift, changed));
    }
    route
}
