//! What Prometheus makes of many expressions over some series: promtool tells what it got where nothing was expected.

use crate::support::tools::promtool_test_rules;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

/// One series of a result: its labels without the name, and its value.
pub type Sample = (BTreeMap<String, String>, String);

/// The series of a result, or Prometheus' own error.
pub type Answer = Result<BTreeSet<Sample>, String>;

/// At five minutes.
pub fn answers<'a>(series: &[(String, String)], expressions: &[&'a str]) -> HashMap<&'a str, Answer> {
    let mut tests = String::from("tests:\n- interval: 1m\n  input_series:\n");
    for (name, values) in series {
        let _ = writeln!(tests, "  - {{ series: '{name}', values: '{values}' }}");
    }
    tests += "  promql_expr_test:\n";
    for expression in expressions {
        let _ = writeln!(tests, "  - {{ expr: '{expression}', eval_time: 5m }}");
    }
    // Proof that all was judged.
    tests += "  - { expr: 'vector(123)', eval_time: 5m }\n";
    let folder = tempfile::TempDir::new().expect("a scratch folder");
    let path = folder.path().join("tests.yml");
    std::fs::write(&path, tests).expect("a file can be written");
    let output = promtool_test_rules(&path).output;
    assert!(output.contains("1.23E+02"), "promtool did not come to the end:\n{output}");
    let mut told = HashMap::new();
    let mut asked = None;
    for line in output.lines() {
        let line = line.trim_start();
        if let Some(rest) = line.strip_prefix("expr: ") {
            let (quoted, rest) = rest
                .rsplit_once(", time: 5m0s")
                .or(rest.rsplit_once(", time: 5m"))
                .map_or((rest, ""), |found| found);
            asked = Some(quoted.to_string());
            if let Some((_, error)) = rest.split_once("err: ") {
                told.insert(quoted.to_string(), Err(error.to_string()));
            }
        } else if let (Some(rest), Some(quoted)) =
            (line.strip_prefix("got: "), asked.take_if(|_| line.starts_with("got: ")))
        {
            told.insert(quoted, Ok(samples(rest)));
        }
    }
    let answer = |expression: &&'a str| {
        let answer = told.get(&format!("{expression:?}")).cloned();
        (*expression, answer.unwrap_or_else(|| Ok(BTreeSet::new())))
    };
    expressions.iter().map(answer).collect()
}

/// `{__name__="a", x="1"} 1E+00, {} 2E+00`
fn samples(text: &str) -> BTreeSet<Sample> {
    let mut found = BTreeSet::new();
    // No value of a label holds a brace.
    for sample in text.split('{').skip(1) {
        let (labels, value) = sample.split_once('}').expect("braces are closed");
        let pairs = labels.split(", ").filter(|pair| !pair.is_empty());
        let labels = pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').expect("a label has a value");
                (name.to_string(), value.trim_matches('"').to_string())
            })
            .filter(|(name, _)| name != "__name__")
            .collect();
        found.insert((labels, value.trim().trim_end_matches(',').to_string()));
    }
    found
}
