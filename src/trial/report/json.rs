//! JSON: `version` grows when a field is taken away or changes its meaning.

use super::{Covered, Report};
use crate::trial::coverage::{Kind, Share};
use crate::trial::{Fault, Outcome, Place};
use serde_json::{Value, json};

pub fn json(report: &Report) -> String {
    let suites: Vec<Value> = report
        .suites
        .iter()
        .map(|suite| json!({ "name": suite.name, "tests": suite.outcomes.iter().map(outcome).collect::<Vec<_>>() }))
        .collect();
    let mut value = json!({
        "version": 1,
        "passed": report.outcomes().count() - report.failed(),
        "failed": report.failed(),
        "suites": suites,
    });
    if !report.coverage.is_empty() {
        value["coverage"] = report.coverage.iter().map(covered).collect();
    }
    format!("{value:#}\n")
}

fn outcome(outcome: &Outcome) -> Value {
    json!({
        "name": outcome.name,
        "environment": outcome.environment,
        "place": place(&outcome.place),
        "passed": outcome.passed(),
        "checks": outcome.checks,
        "lasts_ms": outcome.lasts,
        "failures": outcome.faults.iter().map(fault).collect::<Vec<_>>(),
    })
}

fn fault(fault: &Fault) -> Value {
    json!({ "message": fault.message, "place": place(&fault.place), "text": fault.text })
}

fn place(place: &Place) -> Value {
    json!({ "file": place.file, "line": place.line, "column": place.column })
}

fn covered(covered: &Covered) -> Value {
    let mut kinds = serde_json::Map::new();
    for kind in Kind::ALL {
        let share = Share::of(covered.items.iter().map(|(item, _)| item).filter(|item| item.kind == kind));
        kinds.insert(kind.plural().to_string(), json!({ "exercised": share.exercised, "all": share.all }));
    }
    let left = covered
        .items
        .iter()
        .filter(|(item, _)| !item.exercised)
        .map(|(item, place)| json!({ "kind": item.kind.name(), "name": item.name, "place": place }));
    json!({ "program": covered.program, "kinds": kinds, "not_exercised": left.collect::<Vec<_>>() })
}
