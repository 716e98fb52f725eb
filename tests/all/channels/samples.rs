//! A valid value of every setting.

use larum::channel::{Block, Type};
use serde_json::{Value as Json, json};

/// Settings that make a channel of this kind whole, and more that another setting needs beside it.
pub fn whole(kind: &str, setting: &str) -> Json {
    let mut base = match kind {
        "webhook" => json!({ "url_file": "/f" }),
        "pagerduty" => json!({ "routing_key_file": "/f" }),
        "slack" => json!({ "api_url_file": "/f" }),
        "discord" | "msteams" | "msteamsv2" | "mattermost" => json!({ "webhook_url_file": "/f" }),
        "opsgenie" => json!({ "api_key_file": "/f" }),
        "victorops" => json!({ "api_key_file": "/f", "routing_key": "r" }),
        "pushover" => json!({ "user_key_file": "/f", "token_file": "/f" }),
        "sns" => json!({ "topic_arn": "a" }),
        "telegram" => json!({ "bot_token_file": "/f", "chat_id": 5 }),
        "webex" => {
            json!({ "room_id": "r", "http_config": { "authorization": { "credentials_file": "/f" } } })
        }
        "wechat" => json!({ "corp_id": "c", "api_secret_file": "/f" }),
        "jira" => json!({ "api_url": "http://jira/", "project": "p", "issue_type": "Bug" }),
        "rocketchat" => json!({ "token_file": "/f", "token_id_file": "/f" }),
        "incidentio" => json!({ "url": "http://incident/", "alert_source_token_file": "/f" }),
        "email" => json!({ "to": "a", "from": "b", "smarthost": "c:25" }),
        "http_headers" | "values" => json!({}),
        "oauth2" => json!({ "client_id": "c", "token_url": "http://token/" }),
        "sigv4" => json!({}),
        "actions" => json!({ "type": "button", "text": "t", "url": "http://u/" }),
        "confirm" => json!({ "text": "t" }),
        "fields" => json!({ "title": "t", "value": "v" }),
        "responders" => json!({ "name": "n", "type": "team" }),
        _ => json!({}),
    };
    let entries = base.as_object_mut().expect("an object");
    // One of a pair takes the other's place.
    for other in [format!("{setting}_file"), setting.trim_end_matches("_file").to_owned()] {
        entries.remove(&other);
    }
    let (drop, add): (&[&str], Json) = match (kind, setting) {
        ("slack", "app_token" | "app_token_file") => (&["api_url_file"], json!({})),
        ("sns", "phone_number" | "target_arn") => (&["topic_arn"], json!({})),
        ("slack", "update_message") => {
            (&["api_url_file"], json!({ "api_url": "https://slack.com/api/chat.postMessage" }))
        }
        ("incidentio", "http_config") => (&["alert_source_token_file"], json!({})),
        ("tls_config" | "smtp_tls_config", "cert" | "cert_file" | "cert_ref") => {
            (&[], json!({ "key_file": "/k" }))
        }
        ("tls_config" | "smtp_tls_config", "key" | "key_file" | "key_ref") => {
            (&[], json!({ "cert_file": "/c" }))
        }
        (_, "no_proxy") => (&[], json!({ "proxy_url": "http://proxy/" })),
        (_, "proxy_connect_header") => (&[], json!({ "proxy_from_environment": true })),
        ("sigv4", "access_key") => (&[], json!({ "secret_key": "s" })),
        ("sigv4", "secret_key") => (&[], json!({ "access_key": "s" })),
        ("sigv4", "external_id") => (&[], json!({ "role_arn": "s" })),
        ("threading", "enabled") => (&[], json!({ "thread_by_date": "daily" })),
        _ => (&[], json!({})),
    };
    entries.retain(|name, _| !drop.contains(&name.as_str()));
    entries.extend(add.as_object().expect("an object").clone());
    base
}

/// Every valid sample of a setting: one, or one for each setting of a block.
fn samples(name: &str, kind: Type) -> Vec<Json> {
    let one = |value: Json| vec![value];
    match kind {
        // Of a responder of Opsgenie.
        Type::Template if name == "type" => one(json!("team")),
        Type::Text | Type::Template | Type::Limited(_) | Type::Secret | Type::File => one(json!("x")),
        Type::SecretUrl | Type::TemplateUrl | Type::Url | Type::ProxyUrl => one(json!("http://host:1/path")),
        Type::Address => one(json!("host:25")),
        Type::Duration => one(json!("1d12h")),
        Type::Timeout => one(json!("1h30m")),
        Type::Count => one(json!(3)),
        Type::Integer => one(json!(3)),
        Type::Number => one(json!(0.5)),
        Type::Bool => one(json!(true)),
        Type::OneOf(words) => words.iter().filter(|word| !word.is_empty()).map(|word| json!(word)).collect(),
        Type::List(element) => samples(name, *element).into_iter().map(|value| json!([value])).collect(),
        Type::Map(element) => {
            samples(name, *element).into_iter().map(|value| json!({ "X-Some": value })).collect()
        }
        Type::Any => vec![json!("x"), json!({ "a": [1, { "b": true }] })],
        Type::Object | Type::Templates => one(json!({ "a": "x", "b": { "c": [1] } })),
        Type::Block(block) => in_block(name, block),
        Type::TemplateOr(block) => [one(json!("x")), in_block(name, block)].concat(),
    }
}

/// The block, whole, once for each of its settings' samples.
pub fn in_block(owner: &str, block: &Block) -> Vec<Json> {
    let mut all = Vec::new();
    for name in block.names() {
        for value in samples(name, block.type_of(name).expect("a name of the block")) {
            let mut settings = whole(owner, name);
            // A sample of a nested block keeps what makes the whole one whole.
            match (settings.get_mut(name).and_then(Json::as_object_mut), &value) {
                (Some(known), Json::Object(more)) => {
                    more.iter().for_each(|(key, value)| {
                        known.insert(key.clone(), value.clone());
                    });
                    if more.keys().any(|key| {
                        ["basic_auth", "oauth2", "bearer_token", "bearer_token_file"].contains(&key.as_str())
                    }) {
                        known.remove("authorization");
                    }
                }
                _ => settings[name] = value,
            }
            all.push(settings);
        }
    }
    all
}
