//! Units and labels over the rules of real projects: findings are rare, and each is a fault of
//! the rule that was looked at by hand.

use super::{parse, told};
use larum::diag::{Diagnostics, Level};
use larum::expr::catalogue::Catalogue;
use larum::expr::measure::{MeasureContext, expand};
use larum::expr::{dimensions, labels};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

#[test]
fn field_rules_have_only_the_findings_that_are_true() {
    let catalogue = Catalogue::default();
    let (mut read, mut with_unit) = (0, 0);
    let mut out = String::new();
    for text in expressions() {
        let Some(expr) = parse(&text) else { continue };
        let mut findings = Diagnostics::default();
        let value = dimensions::check(&expr, None, &catalogue, &mut findings);
        labels::check(&expr, None, &catalogue, &mut findings);
        read += 1;
        with_unit += usize::from(value.unit().is_some());
        // Who asks for caution gets what is often meant so, too.
        let findings = default_ones(findings);
        if !findings.is_empty() {
            out += &format!("{}\n", told(&text, findings));
        }
    }
    assert!(read > 2_500, "the corpus holds only {read} expressions");
    assert!(with_unit > 900, "only {with_unit} of {read} expressions have a unit");
    insta::assert_snapshot!(out);
}

fn default_ones(findings: Diagnostics) -> Diagnostics {
    let mut kept = Diagnostics::default();
    kept.extend(findings.iter().filter(|finding| finding.level() < Level::Note).cloned());
    kept
}

/// PromQL is the expression language: only measures are turned into something else.
#[test]
fn plain_promql_stays_as_it_is() {
    let catalogue = Catalogue::default();
    let mut read = 0;
    for text in expressions() {
        let valid = promql_parser::parser::parse(&text).is_ok();
        let Some(expr) = parse(&text).filter(|_| valid) else { continue };
        for in_measure in [false, true] {
            let context = MeasureContext {
                catalogue: &catalogue,
                in_measure,
                window: None,
                by: &[],
                clauses_are_its_own: true,
            };
            let (expanded, findings) = expand(expr.clone(), &context);
            assert!(findings.is_empty(), "{text}\n{}", told(&text, findings));
            assert_eq!(expanded, expr, "{text}");
        }
        read += 1;
    }
    assert!(read > 2_500, "the corpus holds only {read} expressions");
}

/// Every different expression of the corpus' rules, sorted.
fn expressions() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/rules");
    assert!(folder.is_dir(), "the corpus is missing: {} must lie beside the clone", folder.display());
    let mut found = BTreeSet::new();
    for entry in WalkDir::new(folder) {
        let path = entry.expect("the corpus is readable").into_path();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for document in serde_yaml::Deserializer::from_str(&text) {
            let Ok(value) = <serde_yaml::Value as serde::Deserialize>::deserialize(document) else { break };
            collect(&value, &mut found);
        }
    }
    found
}

fn collect(value: &serde_yaml::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_yaml::Value::Mapping(mapping) => {
            let is_rule = mapping.contains_key("alert") || mapping.contains_key("record");
            if let (true, Some(serde_yaml::Value::String(expr))) = (is_rule, mapping.get("expr")) {
                found.insert(expr.trim().to_string());
            }
            mapping.values().for_each(|inner| collect(inner, found));
        }
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|inner| collect(inner, found)),
        _ => {}
    }
}
