//! Objects held against the facts of `crd.txt`, as an API server with strict field validation would.

use regex::Regex;
use serde_yaml::Value;
use std::collections::BTreeMap;

/// The fields of each type: name, whether it is required, its type.
type Types = BTreeMap<&'static str, Vec<(&'static str, bool, &'static str)>>;

/// What is wrong with `value` as a `kind` of the list; empty when nothing is.
pub fn faults(kind: &'static str, value: &Value) -> Vec<String> {
    let mut check = Check { types: types(), faults: Vec::new() };
    check.value(kind, kind.split('.').next().expect("a version"), value, kind);
    check.faults
}

fn types() -> Types {
    let mut types = Types::new();
    let mut current = "";
    for line in include_str!("crd.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(field) = line.strip_prefix("  ") {
            let (name, kind) = field.split_once(": ").expect("a field has a type");
            let required = name.ends_with('!');
            let fields = types.get_mut(current).expect("fields follow a type");
            fields.push((name.trim_end_matches('!'), required, kind));
        } else if !line.is_empty() {
            current = line;
            types.insert(line, Vec::new());
        }
    }
    types
}

struct Check {
    types: Types,
    faults: Vec<String>,
}

impl Check {
    fn value(&mut self, kind: &'static str, version: &'static str, value: &Value, at: &str) {
        if let Some(item) = kind.strip_prefix('[') {
            let item = item.trim_end_matches(']');
            let Some(items) = value.as_sequence() else { return self.wrong(at, kind, value) };
            for (index, inner) in items.iter().enumerate() {
                self.value(item, version, inner, &format!("{at}[{index}]"));
            }
            return;
        }
        if let Some(item) = kind.strip_prefix("map ") {
            let Some(entries) = value.as_mapping() else { return self.wrong(at, kind, value) };
            for (key, inner) in entries {
                self.value(item, version, inner, &format!("{at}.{}", key.as_str().unwrap_or("?")));
            }
            return;
        }
        let known = self.types.keys().copied().find(|name| {
            *name == kind || name.strip_prefix(version).and_then(|rest| rest.strip_prefix('.')) == Some(kind)
        });
        match known {
            Some(name) => self.object(name, value, at),
            None if !is_a(kind, value) => self.wrong(at, kind, value),
            None => {}
        }
    }

    fn object(&mut self, name: &'static str, value: &Value, at: &str) {
        let version = name.split('.').next().expect("a version");
        let Some(entries) = value.as_mapping() else { return self.wrong(at, name, value) };
        let fields = self.types[name].clone();
        for (field, required, _) in &fields {
            if *required && entries.get(*field).is_none() {
                self.faults.push(format!("{at} has no {field}"));
            }
        }
        for (key, inner) in entries {
            let key = key.as_str().unwrap_or("?");
            match fields.iter().find(|(field, ..)| *field == key) {
                Some((.., kind)) => self.value(kind, version, inner, &format!("{at}.{key}")),
                None => self.faults.push(format!("{at} has no field {key}")),
            }
        }
    }

    fn wrong(&mut self, at: &str, kind: &str, value: &Value) {
        self.faults.push(format!("{at} is no {kind}: {value:?}"));
    }
}

fn is_a(kind: &str, value: &Value) -> bool {
    let text = |pattern: &str| {
        let regex = Regex::new(&format!("^(?:{pattern})$")).expect("a right pattern");
        value.as_str().is_some_and(|text| regex.is_match(text))
    };
    const DAY: &str = "((?i)sun|mon|tues|wednes|thurs|fri|satur)day";
    const MONTH: &str = "((?i)january|february|march|april|may|june|july|august|september|october|november|december|1[0-2]|[1-9])";
    let span = |part: &str| text(&format!("{part}(:{part})?"));
    match kind.trim_end_matches('!') {
        "text" => value.is_string(),
        "bool" => value.is_bool(),
        "int" => value.is_i64(),
        // The schema takes an integer, too; Larum always writes text.
        "expr" => text(r"(?s).+"),
        "duration" => text("0|(\\d+y)?(\\d+w)?(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?"),
        "secret" => {
            let part = |name| value.get(name).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
            part("name") && part("key") && value.as_mapping().is_some_and(|entries| entries.len() == 2)
        }
        "match" => text("=|!=|=~|!~"),
        "time" => text("([01][0-9]|2[0-3]):[0-5][0-9]|24:00"),
        "weekday" => span(DAY),
        "month" => span(MONTH),
        "year" => span("2[0-9]{3}"),
        words => {
            let mut words = words.split('|');
            value.as_str().is_some_and(|text| words.any(|word| word == text))
        }
    }
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let faults = |text: &str| faults("v1.PrometheusRuleSpec", &serde_yaml::from_str(text).expect("YAML"));
    assert_eq!(
        faults("groups: [{name: a, interval: 1m, rules: [{alert: A, expr: up == 0, for: 5m}]}]"),
        [""; 0]
    );
    assert_eq!(faults("groups: [{rules: []}]"), ["v1.PrometheusRuleSpec.groups[0] has no name"]);
    assert_eq!(faults("group: []"), ["v1.PrometheusRuleSpec has no field group"]);
    for wrong in ["expr: 1", "expr: up, for: soon", "expr: up, labels: {a: 1}"] {
        let text = format!("groups: [{{name: a, rules: [{{{wrong}}}]}}]");
        assert_eq!(faults(&text).len(), 1, "{text}");
    }
}
