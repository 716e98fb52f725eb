//! Random routing trees as YAML, in all notations of matchers, and label sets to ask them about.

use crate::support::dice::Dice;
use serde_json::{Map, Value, json};

/// Labels and values that alerts may have. Values of one label stand in its matchers, too.
const LABELS: [(&str, &[&str]); 6] = [
    ("severity", &["critical", "warning", "CRITICAL", "crit", ""]),
    (
        "team",
        &[
            "a",
            "b",
            "ab",
            "a.b",
            "x y",
            "日本",
            "élan",
            "a,b",
            "{a}",
            "\"q\"",
            "back\\slash",
            "line\nbreak",
            "",
        ],
    ),
    ("code", &["500", "503", "5xx", "5000", "-1", ""]),
    ("service", &["api", "api-v2", "API", "web_1", "Δέλτα", "a\u{300}", "'x'", "a=b", "~", "!", ""]),
    ("k8s.io/name", &["a", "b", ""]),
    ("été", &["a", "foo.bar", ""]),
];

/// Regexes that Go's engine and ours must read alike.
const REGEXES: [&str; 58] = [
    "",
    ".*",
    ".+",
    ".",
    "a|b",
    "a|",
    "|",
    "a",
    "(a|b)?",
    "crit(ical)?",
    "(?i)critical",
    "(?i)CRIT.*",
    "[a-c]+",
    "[^a]",
    "[^a]*",
    "5..",
    r"5\d\d",
    r"\d{3}",
    r"\d{3,}",
    "[0-9]{3}",
    "5[0-9x]{2}",
    r"\w+",
    r"\W",
    r"\W+",
    r"\S*",
    r"\s",
    r".*\s.*",
    r"\pL+",
    r"\PL",
    r"\PL+",
    r"\p{Greek}+",
    r"\p{Han}+",
    r"[\pL\d]+",
    r"[^\pL]+",
    "[[:alpha:]]+",
    "[[:^alpha:]]+",
    r"\Qa.b\E",
    "a)|(b",
    r"^a$",
    "(?s).*",
    "(?s:line.break)",
    "line.break",
    r"line\nbreak",
    r"[\s\S]*",
    "(?U)a+",
    "(?:ab?)+",
    r"a\.b",
    "a.b",
    "é.*",
    ".*é.*",
    "[а-яα-ωΑ-Ω].*",
    r"\x61",
    r"\x{65E5}.*",
    r"\Aa\z",
    r"\ba\b",
    r".*\b",
    "a{0}",
    "(?-s).*",
];

/// A routing tree of up to `depth` levels below its root. Each node that has a receiver has its own.
pub struct Tree {
    /// `route` of an `alertmanager.yml`.
    pub route: Value,
    /// All names that routes use.
    pub receivers: Vec<String>,
}

impl Tree {
    /// `prefix` begins the name of each receiver.
    pub fn new(dice: &mut Dice, prefix: &str, depth: usize) -> Tree {
        let mut tree = Tree { route: Value::Null, receivers: vec![prefix.to_string()] };
        let routes: Vec<Value> = dice.several(1, 4, |dice, _| tree.node(dice, prefix, depth - 1));
        tree.route = json!({ "receiver": prefix, "routes": routes });
        tree
    }

    fn node(&mut self, dice: &mut Dice, prefix: &str, depth: usize) -> Value {
        let mut node = Map::new();
        if dice.chance(80) {
            let name = format!("{prefix}-{}", self.receivers.len());
            node.insert("receiver".into(), name.as_str().into());
            self.receivers.push(name);
        }
        self.matchers(dice, &mut node);
        if dice.chance(40) {
            let word = *dice.one_of(&["true", "false"]);
            node.insert("continue".into(), if word == "false" { false.into() } else { true.into() });
        }
        if dice.chance(25) {
            let labels =
                [json!([]), json!(["..."]), json!(["team"]), json!(["severity", "été", "k8s.io/name"])];
            node.insert("group_by".into(), dice.one_of(&labels).clone());
        }
        if depth > 0 {
            let routes = dice.several(0, 3, |dice, _| self.node(dice, prefix, depth - 1));
            node.insert("routes".into(), routes.into());
        }
        node.into()
    }

    /// Up to three matchers, in the notations of `matchers`, `match` and `match_re`.
    fn matchers(&mut self, dice: &mut Dice, node: &mut Map<String, Value>) {
        let (mut entries, mut equal, mut regexes) = (Vec::new(), Map::new(), Map::new());
        let mut for_classic = false;
        for _ in 0..dice.number(0, 2) + usize::from(dice.chance(80)) {
            let (label, values) = *dice.one_of(&LABELS);
            let classic = label.chars().all(|c| c.is_ascii_alphanumeric());
            let op = *dice.one_of(&["=", "!=", "=~", "!~"]);
            let value = if op.contains('~') { *dice.one_of(&REGEXES) } else { *dice.one_of(values) };
            match op {
                "=" if classic && dice.chance(30) => {
                    equal.insert(label.to_string(), value.into());
                }
                "=~" if classic && dice.chance(30) => {
                    regexes.insert(label.to_string(), value.into());
                }
                _ => {
                    let (text, classic_only) = entry(dice, label, op, value);
                    entries.push(text);
                    for_classic |= classic_only;
                }
            }
        }
        // One parser must read all of an entry.
        if entries.len() > 1 && !for_classic && dice.chance(20) {
            entries = vec![format!("{{{}}}", entries.join(", "))];
        }
        for (key, value) in [
            ("matchers", Value::from(entries)),
            ("match", Value::Object(equal)),
            ("match_re", Value::Object(regexes)),
        ] {
            let empty =
                value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty);
            if !empty {
                node.insert(key.into(), value);
            }
        }
    }
}

/// One matcher in a notation that both parsers of Alertmanager read so, or its classic one alone.
fn entry(dice: &mut Dice, label: &str, op: &str, value: &str) -> (String, bool) {
    let classic = label.chars().all(|c| c.is_ascii_alphanumeric());
    let bare_label = classic && dice.chance(80);
    let label = if bare_label { label.to_string() } else { quoted(label) };
    let plain = !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "-_.|*+^$()?:".contains(c));
    // Blanks, brackets and single quotes are for the classic parser alone.
    let for_classic = !plain
        && bare_label
        && !value.is_empty()
        && !value.contains(['"', '\\', ',', '\n'])
        && !value.ends_with('}')
        && dice.chance(40);
    let value = if for_classic || plain && dice.chance(40) { value.to_string() } else { quoted(value) };
    let blank = if dice.chance(20) { " " } else { "" };
    (format!("{label}{blank}{op}{blank}{value}"), for_classic)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// An alert's labels, without empty ones.
pub fn labels(dice: &mut Dice) -> Vec<(String, String)> {
    let mut labels = Vec::new();
    for (label, values) in LABELS {
        let value = *dice.one_of(values);
        if !value.is_empty() && dice.chance(80) {
            labels.push((label.to_string(), value.to_string()));
        }
    }
    labels
}

/// A whole configuration with this route.
pub fn config(route: &Value, receivers: &[String]) -> Value {
    let receivers: Vec<Value> = receivers.iter().map(|name| json!({ "name": name })).collect();
    json!({ "route": route, "receivers": receivers })
}
