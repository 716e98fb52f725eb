//! The label `severity`: there, and spelt as elsewhere. Routes compare its text.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::Look;
use crate::ruleset::{Group, Origin, Rule};
use crate::text::Located;
use std::collections::{BTreeMap, HashMap};

/// Long enough that a letter more or less makes no other word.
const USUAL: [&str; 5] = ["critical", "emergency", "information", "informational", "warning"];

pub fn check(look: &Look, findings: &mut Diagnostics) {
    let of_files = |(group, rule): &(&Group, &Rule)| group.origin == Origin::Yaml && rule.alert().is_some();
    let mut values: BTreeMap<&str, Vec<&Located>> = BTreeMap::new();
    let mut without = Vec::new();
    for (group, rule) in look.rules.rules().filter(of_files) {
        match group.label_of(rule, "severity") {
            Some(value) if value.value.contains("{{") => {}
            Some(value) => values.entry(&value.value).or_default().push(value),
            None => without.push(rule),
        }
    }
    let mut by_lower: HashMap<String, (&str, usize)> = HashMap::new();
    for (value, places) in &values {
        let most = by_lower.entry(value.to_lowercase()).or_insert((value, places.len()));
        if places.len() > most.1 {
            *most = (value, places.len());
        }
    }
    for (value, places) in &values {
        let meant = match by_lower.get(&value.to_lowercase()) {
            Some((usual, count)) if usual != value && *count > places.len() => Some(*usual),
            _ => misspelt(value),
        };
        findings.extend(
            meant.into_iter().flat_map(|meant| places.iter().map(move |at| spelling(value, meant, at))),
        );
    }
    // Where no alert has one, nobody goes by it.
    if let Some(example) = values.values().flatten().next() {
        findings.extend(without.into_iter().map(|rule| missing(rule, example)));
    }
}

/// The usual word that this one is nearly, but is not.
fn misspelt(value: &str) -> Option<&'static str> {
    let lower = value.to_lowercase();
    if USUAL.contains(&lower.as_str()) || lower.len() < 5 {
        return None;
    }
    USUAL.into_iter().find(|usual| {
        let most = if usual.len() > 8 { 2 } else { 1 };
        strsim::damerau_levenshtein(&lower, usual) <= most
    })
}

fn spelling(value: &str, meant: &str, at: &Located) -> Diagnostic {
    Diagnostic::new(
        codes::LABELS_MISSPELT_SEVERITY,
        at.span,
        format!("the severity `{value}` is hardly meant: routes take it for another one than `{meant}`"),
    )
    .help(format!("did you mean `{meant}`?"))
}

fn missing(rule: &Rule, example: &Located) -> Diagnostic {
    let message = format!("`{}` has no `severity`", rule.name.value);
    Diagnostic::new(codes::LABELS_MISSING_SEVERITY, rule.name.span, message)
        .because(example.span, "other alerts have one")
        .help("routes that go by `severity` send it to the default receiver")
}
