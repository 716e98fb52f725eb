//! Real expressions to be judged: the corpora of rule files and of Prometheus's own tests, and
//! promtool's verdict on each.

use super::tools::promtool_check_rules_with;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A folder of the corpora, which stand beside the repository.
pub fn corpus(folder: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(folder);
    assert!(path.is_dir(), "no folder {}: check out the corpora beside this repository", path.display());
    path
}

/// Every distinct expression of the rule files, plain and PrometheusRule.
pub fn of_rule_files() -> Vec<String> {
    let mut found = BTreeSet::new();
    for path in files(&corpus("rules")) {
        let text = fs::read_to_string(&path).expect("a rule file is readable");
        for document in serde_yaml::Deserializer::from_str(&text) {
            // Broken YAML is among the negative cases.
            if let Ok(value) = <Value as serde::Deserialize>::deserialize(document) {
                collect(&value, &mut found);
            }
        }
    }
    assert!(found.len() > 1000, "only {} expressions in the rule files", found.len());
    found.into_iter().collect()
}

/// The values of `expr` keys at any depth; a bare number is an expression too.
fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Mapping(entries) => {
            for (key, inner) in entries {
                match (key.as_str(), inner) {
                    (Some("expr"), Value::String(text)) => drop(found.insert(text.clone())),
                    (Some("expr"), Value::Number(number)) => drop(found.insert(number.to_string())),
                    _ => collect(inner, found),
                }
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// One rule of the rule files.
pub struct RealRule {
    /// The folder of its system, and its file.
    pub place: String,
    pub name: String,
    pub is_alert: bool,
    /// `for`, in milliseconds.
    pub pending: Option<i64>,
    pub expression: String,
}

/// Every rule of the rule files; of rules with the same name and expression in one system, the first.
pub fn of_real_rules() -> Vec<RealRule> {
    let root = corpus("rules");
    let mut seen = BTreeSet::new();
    let mut rules = Vec::new();
    for path in files(&root) {
        let text = fs::read_to_string(&path).expect("a rule file is readable");
        let place = path.strip_prefix(&root).expect("inside the corpus").display().to_string();
        for document in serde_yaml::Deserializer::from_str(&text) {
            if let Ok(value) = <Value as serde::Deserialize>::deserialize(document) {
                collect_rules(&value, &place, &mut rules);
            }
        }
    }
    rules.retain(|rule| {
        let system = rule.place.split('/').next().unwrap_or_default().to_owned();
        seen.insert((system, rule.name.clone(), rule.expression.clone()))
    });
    rules
}

fn collect_rules(value: &Value, place: &str, found: &mut Vec<RealRule>) {
    if let (Value::Mapping(entries), Some(Value::String(expression))) = (value, value.get("expr")) {
        let text = |key: &str| entries.get(key).and_then(Value::as_str);
        if let Some(name) = text("alert").or(text("record")) {
            let pending = text("for").and_then(|text| larum::quantity::parse_duration(text).ok());
            found.push(RealRule {
                place: place.to_owned(),
                name: name.to_owned(),
                is_alert: text("alert").is_some(),
                pending,
                expression: expression.clone(),
            });
        }
    }
    match value {
        Value::Mapping(entries) => entries.values().for_each(|inner| collect_rules(inner, place, found)),
        Value::Sequence(items) => items.iter().for_each(|item| collect_rules(item, place, found)),
        _ => {}
    }
}

/// Every distinct query of Prometheus's own scripts: `eval instant at 5m QUERY` and the like.
pub fn of_promql_tests() -> Vec<String> {
    let mut found = BTreeSet::new();
    for path in files(&corpus("promqltest")) {
        let text = fs::read_to_string(&path).expect("a script is readable");
        found.extend(text.lines().filter_map(query).map(str::to_owned));
    }
    assert!(found.len() > 500, "only {} queries in the scripts", found.len());
    found.into_iter().collect()
}

fn query(line: &str) -> Option<&str> {
    let (command, rest) = line.split_once(' ')?;
    if !command.starts_with("eval") {
        return None;
    }
    let (kind, mut rest) = rest.trim_start().split_once(' ')?;
    let words: &[&str] = if kind == "range" { &["from", "to", "step"] } else { &["at"] };
    for word in words {
        if let Some(after) = rest.trim_start().strip_prefix(word).and_then(|after| after.strip_prefix(' ')) {
            rest = after.trim_start().split_once(' ')?.1;
        }
    }
    Some(rest.trim())
}

/// Which of the expressions promtool refuses, asked in one run: it names each bad rule.
pub fn refused_by_promtool(expressions: &[String], features: &str) -> BTreeSet<usize> {
    // The last one is surely bad: without word of it promtool has not come to judge rules at all.
    let bad = "up ===".to_owned();
    let rules: Vec<Value> =
        expressions.iter().chain([&bad]).enumerate().map(|(at, text)| rule(at, text)).collect();
    let group = mapping([("name", "cases".into()), ("rules", Value::Sequence(rules))]);
    let file = mapping([("groups", Value::Sequence(vec![group]))]);
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("cases.yml");
    fs::write(&path, serde_yaml::to_string(&file).expect("rules are YAML")).expect("a file can be written");
    let output = promtool_check_rules_with(features, &path).output;
    let mut refused: BTreeSet<usize> = output
        .match_indices("\"case:")
        .filter_map(|(at, start)| output[at + start.len()..].split('"').next()?.parse().ok())
        .collect();
    assert!(refused.remove(&expressions.len()), "promtool did not judge the rules:\n{output}");
    refused
}

fn rule(place: usize, expression: &str) -> Value {
    mapping([("record", format!("case:{place}").into()), ("expr", expression.into())])
}

fn mapping<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Mapping(pairs.into_iter().map(|(key, value)| (Value::from(key), value)).collect::<Mapping>())
}

pub fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    entries
        .map(|entry| entry.expect("the corpus is readable"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
}
