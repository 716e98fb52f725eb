//! Larum's reading of Go templates against the real Prometheus: the same ones refused when rules are
//! loaded, and the same ones broken when an alert fires.

mod expansion;
mod random;

use crate::support::refusals::{Case, broken, refused};
use larum::template::parse;
use serde::Deserialize;
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Tricky templates, one a line.
const CASES: &str = include_str!("templates/cases.txt");

fn cases() -> Vec<String> {
    let mut cases: Vec<String> = CASES.lines().map(str::to_owned).collect();
    let lines = [
        "{{\n$labels.job\n}}",
        "{{ \"a\nb\" }}",
        "{{ `a\nb` }}",
        "{{/* a\nb */}}",
        "{{ 'a\n' }}",
        "\n{{ x }}",
    ];
    cases.extend(lines.map(str::to_owned));
    let nested = |depth: usize| "{{ if true }}".repeat(depth) + &"{{ end }}".repeat(depth);
    cases.extend([nested(200), format!("{{{{ {}1{} }}}}", "(".repeat(200), ")".repeat(200))]);
    assert!(cases.len() > 350, "the list is cut short: {}", cases.len());
    cases
}

#[test]
fn prometheus_and_larum_refuse_the_same_templates() {
    let cases = cases();
    let refused = compare(&cases);
    assert!((100..cases.len() - 100).contains(&refused), "{refused} refused");
}

#[test]
fn prometheus_and_larum_agree_on_all_templates_of_the_corpus() {
    let texts = corpus();
    assert!(texts.len() > 1_000, "the corpus holds only {} templates", texts.len());
    compare(&texts);
    // What Larum calls broken is broken. The reverse depends on data that is not here.
    let faulty: Vec<String> = texts.into_iter().filter(|text| has_faults(text)).collect();
    let broken = broken(&faulty);
    let fine: Vec<_> = faulty.iter().enumerate().filter(|(place, _)| !broken.contains(place)).collect();
    assert!(fine.is_empty(), "not broken: {fine:#?}");
}

#[test]
fn templates_with_faults_break_when_the_alert_fires_and_others_do_not() {
    // What data decides; what promtool's tests do not set, the external URL; and rare things that are not followed.
    let not_told = [
        "{{ with query \"nothing\" }}{{ . | first | value }}{{ end }}",
        "{{ externalURL }}",
        "{{ pathPrefix }}",
        "{{ print externalURL \"/x\" }}",
        "{{ 18446744073709551615 }}",
        "{{ 9223372036854775808 }}",
        "{{ index $labels \"a\" \"b\" }}",
    ];
    let cases: Vec<String> = cases()
        .into_iter()
        .filter(|text| parse(text).is_ok() && !not_told.contains(&text.as_str()))
        .collect();
    let broken = broken(&cases);
    let mut wrong = String::new();
    for (place, text) in cases.iter().enumerate() {
        if has_faults(text) != broken.contains(&place) {
            let _ =
                writeln!(wrong, "{text}\n  breaks: {}; Larum: {:?}", broken.contains(&place), parse(text));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(broken.len() > 30, "only {} break", broken.len());
}

fn has_faults(text: &str) -> bool {
    parse(text).is_ok_and(|template| !template.faults().is_empty())
}

/// Fails unless Prometheus refuses the templates that Larum refuses; says how many.
fn compare(texts: &[String]) -> usize {
    let case = |text: &String| Case { expr: "up".to_owned(), annotation: text.clone() };
    let refused = refused(&texts.iter().map(case).collect::<Vec<_>>());
    let mut wrong = String::new();
    for (place, text) in texts.iter().enumerate() {
        let ours = parse(text);
        if ours.is_err() != refused.contains(&place) {
            let _ = writeln!(
                wrong,
                "{text}\n  Prometheus refuses: {}; Larum: {ours:?}",
                refused.contains(&place)
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    refused.len()
}

/// Those that Prometheus does not refuse; fails unless Larum refuses the same.
fn accepted(texts: &[String]) -> Vec<String> {
    compare(texts);
    texts.iter().filter(|text| parse(text).is_ok()).cloned().collect()
}

/// Every different text of a label or annotation in the corpus' rules.
fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/rules");
    assert!(folder.is_dir(), "the corpus is missing: {} must lie beside the clone", folder.display());
    let mut texts = BTreeSet::new();
    for entry in WalkDir::new(folder) {
        let path = entry.expect("the corpus is readable").into_path();
        if path.extension().is_some_and(|end| end == "yaml" || end == "yml") {
            let yaml = fs::read_to_string(&path).expect("a rule file is text");
            for document in serde_yaml::Deserializer::from_str(&yaml) {
                // Some files are broken on purpose.
                if let Ok(value) = Value::deserialize(document) {
                    collect(&value, &mut texts);
                }
            }
        }
    }
    texts.into_iter().collect()
}

fn collect(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Mapping(entries) => {
            for (key, inside) in entries {
                match (key.as_str(), inside) {
                    (Some("annotations" | "labels"), Value::Mapping(pairs)) => {
                        texts.extend(pairs.values().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => collect(inside, texts),
                }
            }
        }
        _ => {}
    }
}
