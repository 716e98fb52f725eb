//! What the table lists is what Alertmanager knows.

use super::samples::{in_block, whole};
use super::{amtool, findings};
use crate::support::tools::amtool_check_config;
use larum::channel::{GLOBAL, INTEGRATIONS, Type};
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn amtool_accepts_a_value_of_every_setting() {
    let mut receivers = vec![json!({ "name": "first" })];
    for integration in INTEGRATIONS {
        for (number, sample) in in_block(integration.kind, &integration.block).into_iter().enumerate() {
            // Here some kinds of `http_config` take the authorization away that must be.
            let http = &sample["http_config"];
            let authorized = ["authorization", "bearer_token", "bearer_token_file"]
                .iter()
                .any(|name| !http[name].is_null());
            let needed = integration.kind == "webex"
                || integration.kind == "incidentio"
                    && sample["alert_source_token_file"].is_null()
                    && sample["alert_source_token"].is_null();
            if needed && !authorized {
                continue;
            }
            receivers.push(json!({
                "name": format!("{} {number}", integration.kind),
                format!("{}_configs", integration.kind): [sample],
            }));
        }
    }
    assert!(receivers.len() > 1000, "{} samples", receivers.len());
    for receiver in &receivers {
        let one = json!({ "receivers": [receiver] });
        assert_eq!(findings(&one), Vec::<String>::new(), "{one:#}");
    }
    let verdict = amtool(&json!({ "route": { "receiver": "first" }, "receivers": receivers }));
    assert!(verdict.ok, "{}", verdict.output);
}

#[test]
fn amtool_accepts_a_value_of_every_global_setting() {
    for sample in in_block("global", GLOBAL) {
        let config =
            json!({ "route": { "receiver": "a" }, "receivers": [{ "name": "a" }], "global": sample });
        assert_eq!(findings(&config), Vec::<String>::new(), "{config:#}");
        let verdict = amtool(&config);
        assert!(verdict.ok, "{config:#}: {}", verdict.output);
    }
}

/// Every name of any table is tried on every integration: amtool knows exactly those of its table.
#[test]
fn amtool_knows_the_names_of_the_table_and_no_others() {
    let mut all: BTreeSet<&str> = GLOBAL.names().collect();
    all.extend(INTEGRATIONS.iter().flat_map(|integration| integration.block.names()));
    all.extend([
        "alerts",
        "api_token",
        "enabled",
        "icon",
        "key",
        "name",
        "recipients",
        "template",
        "topic",
        "user",
    ]);
    for integration in INTEGRATIONS {
        let lines: Vec<String> = all.iter().map(|name| format!("    {name}: null")).collect();
        let text = format!(
            "route: {{ receiver: a }}\nreceivers:\n- name: a\n  {}_configs:\n  - no_such_setting: null\n{}\n",
            integration.kind,
            lines.join("\n")
        );
        let folder = tempfile::TempDir::new().expect("a scratch folder");
        let path = folder.path().join("alertmanager.yml");
        fs::write(&path, text).expect("the scratch folder takes a file");
        let output = amtool_check_config(&path, false).output;
        assert!(output.contains("field no_such_setting not found"), "{}: {output}", integration.kind);
        for name in &all {
            let known = !output.contains(&format!("field {name} not found"));
            let listed = integration.block.type_of(name).is_some();
            assert_eq!(listed, known, "`{name}` of {}: in the table, in Alertmanager", integration.kind);
        }
    }
}

/// A text and a list in the place of every setting.
#[test]
fn values_of_another_type_are_refused_where_amtool_refuses_them() {
    for integration in INTEGRATIONS {
        for name in integration.block.names() {
            for value in [json!("text"), json!(["text"])] {
                // A single value of a list is written as a list.
                if matches!(integration.block.type_of(name), Some(Type::List(_))) && value.is_string() {
                    continue;
                }
                let mut settings = whole(integration.kind, name);
                settings[name] = value;
                let channels = json!({ "name": "a", format!("{}_configs", integration.kind): [settings] });
                let config = json!({ "route": { "receiver": "a" }, "receivers": [channels] });
                let (findings, verdict) = (findings(&config), amtool(&config));
                assert_eq!(findings.is_empty(), verdict.ok, "{config}: {findings:?}; {}", verdict.output);
            }
        }
    }
}
