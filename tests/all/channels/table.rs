//! What the table lists is what Alertmanager knows.

use super::samples::{in_block, whole};
use super::{amtool, findings};
use crate::support::tools::path_of;
use larum::channel::{Block, GLOBAL, INTEGRATIONS, Type};
use rayon::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::{BTreeSet, HashSet};
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

/// Every name that any block of Alertmanager's configuration has is tried on each block of the table:
/// amtool knows exactly those that are listed there.
#[test]
fn amtool_knows_the_names_of_the_table_and_no_others() {
    let all = names_of_alertmanager();
    let mut seen = HashSet::new();
    let mut probes = Vec::new();
    for integration in INTEGRATIONS {
        probe(
            &integration.block,
            &|inner| inner,
            &mut seen,
            &mut |block, wrapped| {
                let receiver = json!({ "name": "a", format!("{}_configs", integration.kind): [wrapped] });
                let config = json!({ "route": { "receiver": "a" }, "receivers": [receiver] });
                probes.push((integration.kind, block, config));
            },
            &all,
        );
    }
    probe(
        GLOBAL,
        &|inner| inner,
        &mut seen,
        &mut |block, wrapped| {
            let config =
                json!({ "global": wrapped, "route": { "receiver": "a" }, "receivers": [{ "name": "a" }] });
            probes.push(("global", block, config));
        },
        &all,
    );
    assert!(probes.len() > 30, "{} blocks", probes.len());
    probes.par_iter().for_each(|(kind, block, config)| {
        let output = amtool(config).output;
        assert!(output.contains("field no_such_setting not found"), "{kind}: {output}");
        for name in &all {
            let known = !output.contains(&format!("field {name} not found"));
            let listed = block.type_of(name).is_some();
            assert_eq!(listed, known, "`{name}` in {kind}: in the table, in Alertmanager");
        }
    });
}

/// Makes of each block that was not seen yet a block of all names, in the place where it stands.
fn probe(
    block: &'static Block,
    wrap: &dyn Fn(Json) -> Json,
    seen: &mut HashSet<*const Block>,
    found: &mut dyn FnMut(&'static Block, Json),
    all: &BTreeSet<String>,
) {
    if !seen.insert(block) {
        return;
    }
    let names = all.iter().map(|name| (name.clone(), Json::Null));
    found(block, wrap(names.chain([("no_such_setting".to_owned(), Json::Null)]).collect()));
    for name in block.names() {
        let kind = block.type_of(name).expect("a name of the block");
        if let Some((inner, shape)) = inner(kind) {
            probe(inner, &|value| wrap(json!({ name: shape(value) })), seen, found, all);
        }
    }
}

/// What a value is made of the block in it.
type Shape = Box<dyn Fn(Json) -> Json>;

/// The block in a value, and how the value is made of it.
fn inner(kind: Type) -> Option<(&'static Block, Shape)> {
    match kind {
        Type::Block(block) | Type::TemplateOr(block) => Some((block, Box::new(|value| value))),
        Type::List(element) => {
            inner(*element).map(|(block, shape)| (block, Box::new(move |value| json!([shape(value)])) as _))
        }
        Type::Map(element) => inner(*element)
            .map(|(block, shape)| (block, Box::new(move |value| json!({ "x": shape(value) })) as _)),
        _ => None,
    }
}

/// The names of all settings of all blocks, as the program itself holds them: `yaml:"group_by"`.
fn names_of_alertmanager() -> BTreeSet<String> {
    let program = fs::read(path_of("amtool")).expect("amtool is a file");
    let tag = regex::bytes::Regex::new(r#"yaml:"([a-z][a-z0-9_]*)[",]"#).expect("a regex");
    let names = tag.captures_iter(&program).map(|found| String::from_utf8_lossy(&found[1]).into_owned());
    let names: BTreeSet<String> = names.collect();
    assert!(names.len() > 250 && names.contains("send_resolved"), "{} names", names.len());
    names
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
