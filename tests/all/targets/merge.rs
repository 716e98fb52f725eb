//! What the operator makes of an AlertmanagerConfig and a base configuration, as its
//! `pkg/alertmanager/amcfg.go` (0.93) does: names begin with `namespace/name/`, the top route gets
//! `continue: true` and by its strategy a matcher, and stands before the routes of the base.
//! Receivers are left empty: how their fields are called is the schema's matter.

use serde_json::{Value, json};

/// A configuration whose base has a route that tells `null` of everything: it sees every alert again.
pub fn merged(object: &serde_yaml::Value, enforced: bool) -> Value {
    let object: Value = serde_json::to_value(object).expect("YAML of a CRD is JSON");
    let (namespace, name) = (&object["metadata"]["namespace"], &object["metadata"]["name"]);
    let merge = Merge {
        prefix: format!("{}/{}/", text(namespace), text(name)),
        enforced: enforced.then(|| format!("namespace=\"{}\"", text(namespace))),
    };
    let spec = &object["spec"];
    let mut top = merge.route(&spec["route"]);
    top["continue"] = json!(true);
    merge.enforce(&mut top, "matchers");
    let mut receivers = vec![json!({"name": "null"})];
    receivers.extend(list(&spec["receivers"]).iter().map(|one| json!({"name": merge.name(&one["name"])})));
    let intervals = list(&spec["muteTimeIntervals"]).iter().chain(list(&spec["timeIntervals"]));
    json!({
        "route": { "receiver": "null", "routes": [top, {"receiver": "null"}] },
        "receivers": receivers,
        "inhibit_rules": list(&spec["inhibitRules"]).iter().map(|rule| merge.inhibit(rule)).collect::<Vec<_>>(),
        "time_intervals": intervals.map(|interval| merge.interval(interval)).collect::<Vec<_>>(),
    })
}

struct Merge {
    prefix: String,
    /// The matcher that the operator adds.
    enforced: Option<String>,
}

impl Merge {
    fn name(&self, name: &Value) -> String {
        format!("{}{}", self.prefix, text(name))
    }

    fn enforce(&self, object: &mut Value, key: &str) {
        if let Some(matcher) = &self.enforced {
            let mut matchers = list(&object[key]).to_vec();
            matchers.push(json!(matcher));
            object[key] = json!(matchers);
        }
    }

    fn route(&self, route: &Value) -> Value {
        let mut made = json!({});
        for (from, to) in [
            ("groupBy", "group_by"),
            ("groupWait", "group_wait"),
            ("groupInterval", "group_interval"),
            ("repeatInterval", "repeat_interval"),
            ("continue", "continue"),
        ] {
            if !route[from].is_null() {
                made[to] = route[from].clone();
            }
        }
        if !route["receiver"].is_null() {
            made["receiver"] = json!(self.name(&route["receiver"]));
        }
        for (from, to) in
            [("muteTimeIntervals", "mute_time_intervals"), ("activeTimeIntervals", "active_time_intervals")]
        {
            made[to] = list(&route[from]).iter().map(|name| json!(self.name(name))).collect();
        }
        made["matchers"] = matchers(&route["matchers"]);
        made["routes"] = list(&route["routes"]).iter().map(|child| self.route(child)).collect();
        made
    }

    fn inhibit(&self, rule: &Value) -> Value {
        let mut made = json!({
            "source_matchers": matchers(&rule["sourceMatch"]),
            "target_matchers": matchers(&rule["targetMatch"]),
            "equal": list(&rule["equal"]),
        });
        self.enforce(&mut made, "source_matchers");
        self.enforce(&mut made, "target_matchers");
        made
    }

    fn interval(&self, interval: &Value) -> Value {
        let entry = |entry: &Value| {
            let mut made = json!({});
            for (from, to) in [("weekdays", "weekdays"), ("months", "months"), ("years", "years")] {
                made[to] = list(&entry[from]).into();
            }
            let times = |time: &Value| json!({"start_time": time["startTime"], "end_time": time["endTime"]});
            made["times"] = list(&entry["times"]).iter().map(times).collect();
            let days = |days: &Value| json!(format!("{}:{}", days["start"], days["end"]));
            made["days_of_month"] = list(&entry["daysOfMonth"]).iter().map(days).collect();
            made
        };
        let entries: Vec<Value> = list(&interval["timeIntervals"]).iter().map(entry).collect();
        json!({"name": self.name(&interval["name"]), "time_intervals": entries})
    }
}

/// As the operator writes them: the name as it is, the value in quotes.
fn matchers(matchers: &Value) -> Value {
    let matcher = |one: &Value| {
        let value = text(&one["value"]).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        json!(format!("{}{}\"{value}\"", text(&one["name"]), text(&one["matchType"])))
    };
    list(matchers).iter().map(matcher).collect()
}

#[track_caller]
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text, not {value}"))
}

/// The elements; none when there is nothing.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
