//! The table of integrations against the real amtool: its names, its types, and what is refused.

mod combinations;
mod corpus;
mod page;
pub mod samples;
mod table;
mod templates;

use crate::support::tools::{Verdict, amtool_check_config};
use larum::channel;
use larum::diag::{Diagnostics, codes};
use larum::model::Setting as Checked;
use larum::quantity::Quantity;
use larum::syntax::ast::{ChannelStatement, Setting, Settings, Value, ValueKind};
use larum::text::{FileId, Span, Spanned};
use serde_json::{Value as Json, json};
use std::fs;

fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::new(FileId(0), 0, 1))
}

/// What amtool says of a configuration (JSON is YAML).
fn amtool(config: &Json) -> Verdict {
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("alertmanager.yml");
    fs::write(&path, config.to_string()).expect("the scratch folder takes a file");
    amtool_check_config(&path, false)
}

fn settings(json: &Json) -> Settings {
    let entries = json.as_object().into_iter().flatten();
    let entry = |(key, value): (&String, &Json)| Setting {
        key: at(key.clone()),
        op: None,
        values: vec![value_of(value)],
        span: at(()).span,
    };
    Settings { entries: entries.map(entry).collect(), span: at(()).span }
}

fn value_of(json: &Json) -> Value {
    let kind = match json {
        Json::Null => ValueKind::Text(String::new()),
        Json::Bool(truth) => ValueKind::Word(truth.to_string()),
        Json::Number(number) => ValueKind::Quantity(Quantity {
            text: number.to_string().into(),
            value: number.as_f64().expect("a number"),
            exact: None,
            dimension: None,
        }),
        Json::String(text) => ValueKind::Text(text.clone()),
        Json::Array(values) => ValueKind::List(values.iter().map(value_of).collect()),
        Json::Object(_) => ValueKind::Block(settings(json)),
    };
    Value { kind, span: at(()).span }
}

fn channel_of(kind: &str, json: &Json) -> ChannelStatement {
    ChannelStatement { name: at("it".to_owned()), kind: at(kind.to_owned()), settings: settings(json) }
}

/// Our findings about a configuration's `global` and receivers, secrets in plain text left aside.
fn findings(config: &Json) -> Vec<String> {
    let mut findings = Diagnostics::default();
    let global = channel::check_global(&settings(&config["global"]), &mut findings);
    // Checked again with its secrets, so that channels may fall back on them.
    let mut allowed = config["global"].clone();
    if let Some(entries) = allowed.as_object_mut() {
        let names: Vec<String> = entries.keys().cloned().collect();
        entries.insert("allow_inline".to_owned(), json!(names));
    }
    let global = match findings.iter().any(|finding| finding.code == codes::CHANNEL_INLINE_SECRET) {
        true => channel::check_global(&listed(settings(&allowed)), &mut Diagnostics::default()),
        false => global,
    };
    for receiver in config["receivers"].as_array().into_iter().flatten() {
        for (key, channels) in receiver.as_object().into_iter().flatten() {
            if key != "name" && key != "labels" {
                for one in channels.as_array().into_iter().flatten() {
                    channel::check(
                        &channel_of(key.trim_end_matches("_configs"), one),
                        &global,
                        &mut findings,
                    );
                }
            }
        }
    }
    let told = findings.iter().filter(|finding| finding.code != codes::CHANNEL_INLINE_SECRET);
    told.map(|finding| format!("{}: {}", finding.code.name, finding.message)).collect()
}

/// `allow_inline [a, b]` as `allow_inline a, b`.
fn listed(mut settings: Settings) -> Settings {
    for setting in &mut settings.entries {
        if let (true, [Value { kind: ValueKind::List(values), .. }]) =
            (setting.key.value == "allow_inline", setting.values.as_slice())
        {
            setting.values = values.clone();
        }
    }
    settings
}

#[track_caller]
fn refused(kind: &str, settings: Json, code: &str) {
    let mut findings = Diagnostics::default();
    let checked = channel::check(&channel_of(kind, &settings), &[], &mut findings);
    let found: Vec<&str> = findings.iter().map(|finding| finding.code.name).collect();
    assert_eq!(found, [code], "{kind} {settings} became {checked:?}");
}

#[test]
fn secrets_in_plain_text_are_refused_unless_allowed() {
    refused("pagerduty", json!({ "routing_key": "R0" }), "channel/inline-secret");
    refused("slack", json!({ "api_url": "https://hooks.slack.com/x" }), "channel/inline-secret");
    refused("webhook", json!({ "url": "https://user:word@host/" }), "channel/inline-secret");
    let basic = json!({ "username": "u", "password": "p" });
    refused(
        "webhook",
        json!({ "url": "http://host/", "http_config": { "basic_auth": basic } }),
        "channel/inline-secret",
    );
    let mut findings = Diagnostics::default();
    let allowed = json!({ "routing_key": "R0", "allow_inline": "routing_key" });
    let checked = channel::check(&channel_of("pagerduty", &allowed), &[], &mut findings);
    assert!(findings.is_empty());
    assert_eq!(checked, [("routing_key".to_owned(), Checked::Text("R0".to_owned()))]);
    let plain = channel_of("webhook", &json!({ "url": "http://gateway:9087/alerts" }));
    channel::check(&plain, &[], &mut findings);
    assert!(findings.is_empty());
}

#[test]
fn what_amtool_lets_pass_although_it_cannot_work() {
    refused("incidentio", json!({ "url": "http://host/" }), "channel/missing");
    refused("pagerduty", json!({ "routing_key_file": "f", "timeout": -5 }), "channel/bad-duration");
    let long = "x".repeat(131);
    refused("opsgenie", json!({ "api_key_file": "f", "message": long }), "channel/too-long");
    refused("pagerdutty", json!({}), "channel/unknown-kind");
    refused("webhook", json!({ "url_file": "f", "max_alert": 1 }), "channel/unknown-setting");
}
