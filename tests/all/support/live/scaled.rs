//! What Larum built for a real system, with all its durations divided by one factor, and with receivers that
//! the test hears. Routes, labels and conditions stay as they are.

use larum::expr::{Duration, Expr, ExprKind};
use larum::quantity::{duration_text, parse_duration};
use larum::syntax::parse_expression;
use larum::text::FileId;
use serde_yaml::{Mapping, Value};

/// A range must hold some scrapes, whatever the factor: five of them.
const LEAST_RANGE: i64 = 10_000;
/// Servers that do something more often than this have no time for anything else.
const LEAST_INTERVAL: i64 = 1_000;

/// The rule groups in which one of `alerts` is, and no others.
pub fn rules(mut file: Value, alerts: &[&str], factor: i64) -> Value {
    let is_wanted = |rule: &Value| rule["alert"].as_str().is_some_and(|name| alerts.contains(&name));
    let groups = file["groups"].as_sequence_mut().expect("a rule file has groups");
    groups.retain(|group| group["rules"].as_sequence().expect("a group has rules").iter().any(is_wanted));
    for group in groups {
        divide(group, "interval", factor, LEAST_INTERVAL);
        for rule in group["rules"].as_sequence_mut().expect("a group has rules") {
            divide(rule, "for", factor, 0);
            divide(rule, "keep_firing_for", factor, 0);
            rule["expr"] =
                expression(rule["expr"].as_str().expect("a rule has an expression"), factor).into();
        }
    }
    file
}

/// Every channel becomes a webhook of its own: `/RECEIVER:KIND` at `port`, a second one of its kind `/RECEIVER:KIND-2`. Windows are open and maintenances
/// are over, whatever day it is; that their edges hold is shown elsewhere.
pub fn alertmanager(mut config: Value, factor: i64, port: u16) -> Value {
    route(&mut config["route"], factor);
    for receiver in config["receivers"].as_sequence_mut().expect("receivers") {
        *receiver = webhooks(receiver, port);
    }
    let intervals = config.get_mut("time_intervals").and_then(Value::as_sequence_mut);
    for interval in intervals.into_iter().flatten() {
        let maintenance = interval["name"].as_str().is_some_and(|name| name.starts_with("maintenance/"));
        let when = if maintenance { "[{ years: ['1970'] }]" } else { "[{}]" };
        interval["time_intervals"] = serde_yaml::from_str(when).expect("it is YAML");
    }
    config.as_mapping_mut().expect("a mapping").remove("global"); // for kinds that are gone
    config
}

/// The duration `text` in milliseconds.
pub fn milliseconds(text: &str) -> i64 {
    parse_duration(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn route(route: &mut Value, factor: i64) {
    for key in ["group_interval", "repeat_interval"] {
        divide(route, key, factor, LEAST_INTERVAL);
    }
    divide(route, "group_wait", factor, 0);
    let below = route.get_mut("routes").and_then(Value::as_sequence_mut);
    below.into_iter().flatten().for_each(|below| self::route(below, factor));
}

/// The receiver with its name, and a webhook for each of its channels.
fn webhooks(receiver: &Value, port: u16) -> Value {
    let name = receiver["name"].as_str().expect("a receiver has a name");
    let mut webhooks = Vec::new();
    for (key, channels) in receiver.as_mapping().expect("a mapping") {
        let Some(kind) = key.as_str().and_then(|key| key.strip_suffix("_configs")) else { continue };
        for (index, channel) in channels.as_sequence().expect("channels").iter().enumerate() {
            let by_itself = !["slack", "email"].contains(&kind);
            let send_resolved = channel["send_resolved"].as_bool().unwrap_or(by_itself);
            let number = if index == 0 { String::new() } else { format!("-{}", index + 1) };
            let url = format!("http://127.0.0.1:{port}/{name}:{kind}{number}");
            let webhook = [("url", Value::from(url)), ("send_resolved", send_resolved.into())];
            webhooks.push(mapping(webhook));
        }
    }
    mapping([("name", name.into()), ("webhook_configs", Value::Sequence(webhooks))])
}

fn mapping<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter().map(|(key, value)| (Value::from(key), value));
    Value::Mapping(entries.collect::<Mapping>())
}

fn divide(value: &mut Value, key: &str, factor: i64, least: i64) {
    if let Some(text) = value.get(key).and_then(Value::as_str) {
        let divided = (milliseconds(text) / factor).max(least);
        value[key] = duration_text(divided).into();
    }
}

fn expression(text: &str, factor: i64) -> String {
    let (mut expr, findings) = parse_expression(text, FileId(0), 0);
    assert!(findings.is_empty(), "{text}: {findings:?}");
    divide_ranges(&mut expr, factor);
    expr.to_promql()
}

fn divide_ranges(expr: &mut Expr, factor: i64) {
    let divided = |duration: &mut Duration, least: i64| {
        duration.milliseconds = (duration.milliseconds / factor).max(least);
    };
    match &mut expr.kind {
        ExprKind::Range(_, range) => divided(range, LEAST_RANGE),
        ExprKind::Subquery(_, range, step) => {
            divided(range, LEAST_RANGE);
            if let Some(step) = step {
                divided(step, LEAST_INTERVAL);
            }
        }
        ExprKind::Offset(_, by) => by.milliseconds /= factor,
        _ => {}
    }
    expr.children_mut().into_iter().for_each(|child| divide_ranges(child, factor));
}
