//! Label flow against Prometheus' own conformance scripts: what it calls impossible must not be
//! in any expected result, what it calls guaranteed must be in all, and an expression whose
//! sides "never match" must have no result.

use super::{declare, parse};
use larum::diag::Diagnostics;
use larum::expr::catalogue::{Catalogue, MetricKind};
use larum::expr::{Expr, ExprKind, MatchOp, labels};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The label names of one series.
type Labels = BTreeSet<String>;

#[test]
fn flow_agrees_with_the_results_of_prometheus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/promqltest");
    let scripts = fs::read_dir(&folder).unwrap_or_else(|error| {
        panic!("{}: {error}: the corpus belongs beside the clone, as `shared/`", folder.display())
    });
    let (mut queries, mut results) = (0, 0);
    let mut wrong = Vec::new();
    for script in scripts {
        let path = script.expect("a script's entry").path();
        let text = fs::read_to_string(&path).expect("a script is readable");
        for evaluation in evaluations(&text) {
            let Some(expr) = parse(evaluation.query) else { continue };
            queries += 1;
            results += evaluation.results.len();
            let place = format!("{}: {}", path.display(), evaluation.query);
            wrong.extend(
                disagreements(&expr, &evaluation).into_iter().map(|what| format!("{place}\n    {what}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}\n{} of {queries} queries", wrong.join("\n"), wrong.len());
    assert!(queries > 700 && results > 1200, "only {queries} queries with {results} results were found");
}

fn disagreements(expr: &Expr, evaluation: &Evaluation) -> Vec<String> {
    let mut findings = Diagnostics::default();
    labels::check(expr, None, &evaluation.catalogue, &mut findings);
    let flow = labels::flow(expr, &evaluation.catalogue);
    let mut wrong = Vec::new();
    for result in &evaluation.results {
        for label in result {
            if let Err(impossible) = flow.can_carry(label) {
                wrong.push(format!("a result has `{label}`, said to be impossible: {}", impossible.reason));
            }
        }
        for label in flow.guaranteed().filter(|label| !result.contains(*label)) {
            wrong.push(format!("a result lacks `{label}`, said to be guaranteed"));
        }
    }
    let whole = matches!(&expr.unparenthesised().kind, ExprKind::Binary(_)) && !evaluation.results.is_empty();
    for finding in findings.iter().filter(|finding| whole && finding.code.name == "labels/never-matches") {
        wrong.push(format!("there are results, said never to match: {}", finding.message));
    }
    wrong
}

struct Evaluation<'a> {
    query: &'a str,
    catalogue: Catalogue,
    results: Vec<Labels>,
}

/// The `eval` commands of a script that can succeed, each with the series loaded before it.
fn evaluations(script: &str) -> Vec<Evaluation<'_>> {
    let mut found: Vec<Evaluation> = Vec::new();
    let mut loaded: BTreeMap<String, Labels> = BTreeMap::new();
    let mut in_load = false;
    let mut in_eval = false;
    for line in script.lines() {
        let line = line.split_once(" #").map_or(line, |(before, _)| before);
        let indented = line.starts_with([' ', '\t']);
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if !indented {
            in_load = text.starts_with("load");
            let query = query_of(text);
            in_eval = query.is_some();
            if text == "clear" {
                loaded.clear();
            }
            found.extend(query.map(|query| Evaluation {
                query,
                catalogue: catalogue(&loaded),
                results: Vec::new(),
            }));
        } else if in_load {
            if let Some((name, labels)) = series(text) {
                loaded.entry(name).or_default().extend(labels);
            }
        } else if in_eval && !text.starts_with("expect") {
            let labels = series(text).map(|(_, labels)| labels);
            found.last_mut().expect("an eval was found").results.extend(labels);
        }
    }
    found
}

/// `eval instant at 5m QUERY`, `eval range from 0 to 10m step 1m QUERY`
fn query_of(command: &str) -> Option<&str> {
    let (kind, rest) = command.split_once(' ')?;
    if !kind.starts_with("eval") || kind == "eval_fail" {
        return None;
    }
    let words = if rest.starts_with("instant") { 3 } else { 7 };
    let mut rest = rest.trim_start();
    for _ in 0..words {
        rest = rest.split_once(char::is_whitespace)?.1.trim_start();
    }
    Some(rest)
}

/// The name and the labels of the series that a line begins with.
fn series(line: &str) -> Option<(String, Labels)> {
    let end = if line.find('{').is_some_and(|brace| !line[..brace].contains(char::is_whitespace)) {
        line.find('}')? + 1
    } else {
        line.find(char::is_whitespace)?
    };
    if line.starts_with("{}") {
        return Some((String::new(), Labels::new()));
    }
    let expr = parse(&line[..end])?;
    let ExprKind::Selector(selector) = expr.kind else { return None };
    let name = selector.name.map(|name| name.value).unwrap_or_default();
    let labels = selector
        .matchers
        .into_iter()
        .filter(|matcher| matcher.op == MatchOp::Equal && matcher.label.value != "__name__")
        .map(|matcher| matcher.label.value)
        .collect();
    Some((name, labels))
}

fn catalogue(loaded: &BTreeMap<String, Labels>) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for (name, labels) in loaded {
        declare(
            &mut catalogue,
            name,
            MetricKind::Unknown,
            Some(labels.iter().cloned().collect()),
            None,
            true,
        );
    }
    catalogue
}
