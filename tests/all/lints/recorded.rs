//! What rules record is known where other rules read it: labels, units, and circles of names.

use crate::support::rules::{group, rule};
use larum::diag::Diagnostics;
use larum::lint::{Facts, Look, View, check};
use larum::ruleset::{Field, RuleKind, RuleSet};
use larum::text::{Located, SourceMap, Span, Spanned};

/// Rules in the order given: `name: expression` records, `name{label="value"}: …` with labels, and an
/// expression alone is an alert.
fn set(lines: &[&str]) -> (RuleSet, SourceMap) {
    let mut sources = SourceMap::default();
    let mut groups = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let (head, expression) = line.split_once(" <- ").unwrap_or(("", line));
        let (name, labels) = head.split_once('{').unwrap_or((head, ""));
        let file = sources.add(format!("{place}"), format!("{place}"), expression);
        let kind = if name.is_empty() { RuleKind::Alert(Box::default()) } else { RuleKind::Record };
        let mut rule = rule(if name.is_empty() { "Case" } else { name }, kind, expression, file);
        let span = Span::new(file, 0, 1);
        let pairs = labels.trim_end_matches('}').split(',').filter_map(|pair| pair.split_once('='));
        rule.labels.extend(pairs.map(|(name, value)| Field {
            name: Spanned::new(name.to_owned(), span),
            value: Located::whole(value.trim_matches('"').to_owned(), span),
        }));
        groups.push(group(&place.to_string(), vec![rule], file));
    }
    (RuleSet { groups }, sources)
}

/// The findings as `code: token (cause)`, those about labels and units.
fn found(lines: &[&str]) -> Vec<String> {
    let (rules, sources) = set(lines);
    let findings = check(&rules, &Facts::default()).sorted();
    let judged = findings.iter().filter(|finding| {
        ["labels/impossible", "unit/"].iter().any(|group| finding.code.name.starts_with(group))
    });
    let told = judged.map(|finding| {
        let causes = finding.causes.iter().map(|cause| sources.text(cause.span));
        let causes = causes.collect::<Vec<_>>().join(", ");
        format!("{}: {} ({causes})", finding.code.name, sources.text(finding.primary.span))
    });
    told.collect()
}

#[test]
fn a_label_that_a_recording_rule_drops_is_missed_where_it_is_read() {
    let record = "job:up:sum <- sum by (job) (up)";
    for (alert, expected) in [
        ("job:up:sum{instance=\"a\"} > 0", "labels/impossible: instance (by (job))"),
        ("sum by (instance) (job:up:sum) > 0", "labels/impossible: instance (by (job))"),
        ("job:up:sum{job=\"a\"} > 0", ""),
        ("sum by (job) (job:up:sum) > 0", ""),
        // Perhaps Thanos or a federating server reads it.
        ("sum by (cluster) (job:up:sum) > 0", ""),
        ("job:up:sum > 0 and on (job) up{instance=\"a\"}", ""),
    ] {
        // Whichever comes first.
        assert_eq!(found(&[record, alert]).join("; "), expected, "{alert}");
        assert_eq!(found(&[alert, record]).join("; "), expected, "{alert}");
    }
}

#[test]
fn labels_are_followed_through_many_rules() {
    let rules = ["c:z <- max(b:y)", "b:y <- b:x * 2", "b:x <- sum without (instance) (up)"];
    let with = |alert| found(&[rules.as_slice(), &[alert]].concat()).join("; ");
    assert_eq!(with("b:y{instance=\"a\"} > 0"), "labels/impossible: instance (instance)");
    assert_eq!(with("c:z{job=\"a\"} > 0"), "labels/impossible: job (max)");
    assert_eq!(with("b:y{job=\"a\"} > 0"), "");
}

#[test]
fn labels_of_rules_and_of_several_rules_count() {
    let with = |records: &[&str], alert| found(&[records, &[alert]].concat()).join("; ");
    let first = "x:y{code=\"a\"} <- sum(up)";
    assert_eq!(with(&[first], "x:y{code=\"a\"} > 0"), "");
    assert_eq!(with(&[first], "x:y{job=\"a\"} > 0"), "labels/impossible: job (sum)");
    assert_eq!(with(&[first, "x:y <- sum by (job) (up)"], "x:y{job=\"a\"} > 0"), "");
    assert_eq!(with(&["x:y{job=\"\"} <- up"], "x:y{job=\"a\"} > 0"), "labels/impossible: job (u)");
    assert_eq!(with(&["x:y <- 1"], "x:y{job=\"a\"} > 0"), "labels/impossible: job (1)");
}

#[test]
fn units_are_known_through_rules() {
    let record = "job:latency:mean <- sum by (job) (rate(x_seconds_sum[5m])) / sum by (job) (rate(x_seconds_count[5m]))";
    let alert = "job:latency:mean > node_memory_bytes";
    assert_eq!(found(&[alert]), [""; 0]);
    assert!(found(&[record, alert])[0].starts_with("unit/mismatch: >"), "{:?}", found(&[record, alert]));
}

#[test]
fn circles_are_known_and_stay_unknown() {
    let (rules, _) =
        set(&["a:b <- sum by (job) (c:d)", "c:d <- a:b + 1", "e:f <- sum(a:b)", "a:b{x=\"y\"} > 0"]);
    let facts = Facts::default();
    let look = Look::new(&rules, &facts);
    let mut circle = look.circles[0].clone();
    circle.sort_unstable();
    assert_eq!((look.circles.len(), circle), (1, vec!["a:b", "c:d"]));
    let (group, rule) = look.alerts["Case"][0];
    let mut findings = Diagnostics::default();
    assert!(View::new(&look, group, rule, &mut findings).flow.can_carry("job").is_ok());
    assert!(findings.is_empty(), "{findings:?}");
    assert!(look.catalogue.recorded("e:f").is_some_and(|flow| flow.can_carry("job").is_err()));
}

#[test]
fn a_long_chain_of_rules_is_followed_in_linear_time() {
    let chain: Vec<String> = (0..5_000).map(|at| format!("c:{at} <- c:{}", at + 1)).rev().collect();
    let mut lines: Vec<&str> = chain.iter().map(String::as_str).collect();
    lines.push("c:5000 <- sum(up)");
    lines.push("c:0{job=\"a\"} > 0");
    let start = std::time::Instant::now();
    assert_eq!(found(&lines), ["labels/impossible: job (sum)"]);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
