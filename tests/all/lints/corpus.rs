//! Lints over the rules of real systems: what is found there was judged by hand, code by code. Another
//! count is another judgement to make: `target/tmp/lints.txt` holds every finding with its expression.

use crate::support::promql::{RealRule, of_real_rules};
use crate::support::rules::{group, rule};
use larum::diag::Level;
use larum::lint::{Facts, check};
use larum::ruleset::{AlertFields, Clause, RuleKind, RuleSet};
use larum::syntax::parse_expression;
use larum::text::{SourceMap, Span};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Every code of `TOPICS` that is found at its default level, and in how many rules.
const JUDGED: &[(&str, usize)] = &[
    ("labels/never-matches", 11),
    // Rules that a generator switched off.
    ("matchers/contradiction", 2),
    ("alert/changing-series", 1),
    ("counter/compared-raw", 4),
    ("counter/gauge-function", 1),
    ("counter/rate-of-gauge", 1),
    ("expr/nan-spreads", 2),
    ("expr/useless-sort", 1),
    // Of a generator that wrote for version 2.
    ("histogram/unnormalised-bound", 7),
    ("labels/lost-join", 4),
    ("labels/needless-aggregation", 1),
    ("labels/replaces-nothing", 1),
    ("matchers/everything", 2),
    // A rule that tests just this.
    ("time/future", 1),
    // `1 < bool 2` of Prometheus' own tests.
    ("value/constant", 2),
    ("value/count-zero", 3),
    // A ratio without a threshold, in Prometheus' own tests.
    ("value/no-condition", 2),
];

/// The groups and codes that are judged here.
const TOPICS: &[&str] = &[
    "alert/absent-at-once",
    "alert/changing-series",
    "alert/value-label",
    "counter/",
    "expr/nan-spreads",
    "expr/useless-sort",
    "histogram/",
    // Labels that rules put on what they record are not read here: which labels are impossible is no matter.
    "labels/empty-name",
    "labels/lost-join",
    "labels/missing-group",
    "labels/needless-aggregation",
    "labels/never-matches",
    "labels/no-group",
    "labels/replaces-nothing",
    "matchers/",
    "metric/",
    "time/",
    "unit/",
    "value/",
];

#[test]
fn findings_in_real_rules_are_the_judged_ones() {
    let rules = of_real_rules();
    let mut sources = SourceMap::default();
    let mut groups: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (at, real) in rules.iter().enumerate() {
        let file = sources.add(format!("{at}"), &real.place, real.expression.clone());
        // What is no PromQL was refused by promtool, too: another test compares that.
        if parse_expression(&real.expression, file, 0).1.is_empty() {
            groups.entry(&real.place).or_default().push(rule(&real.name, kind(real), &real.expression, file));
        }
    }
    let file = sources.add("groups", "groups", "");
    let groups = groups.into_iter().map(|(place, rules)| group(place, rules, file)).collect();
    let findings = check(&RuleSet { groups }, &Facts::default()).sorted();
    let mut report = String::new();
    let mut counts: BTreeMap<(Level, &str), usize> = BTreeMap::new();
    for found in &findings {
        *counts.entry((found.level(), found.code.name)).or_default() += 1;
        let span = found.primary.span;
        let file = sources.file(span.file);
        let expression = file.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = &file.name;
        let token = sources.text(span);
        writeln!(
            report,
            "{:?} {} `{token}` {place}: {expression}\n    {}",
            found.level(),
            found.code.name,
            found.message
        )
        .expect("a string takes all");
    }
    for ((level, code), count) in &counts {
        writeln!(report, "= {level:?} {code} {count}").expect("a string takes all");
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lints.txt");
    std::fs::write(&path, report).expect("the scratch folder takes files");
    let is_judged =
        |level: Level, code: &str| level < Level::Note && TOPICS.iter().any(|topic| code.starts_with(topic));
    let found: Vec<_> = counts
        .into_iter()
        .filter(|((level, code), _)| is_judged(*level, code))
        .map(|((_, code), count)| (code, count))
        .collect();
    assert_eq!(found, JUDGED, "left: found, see {}; right: judged", path.display());
}

fn kind(real: &RealRule) -> RuleKind {
    if !real.is_alert {
        return RuleKind::Record;
    }
    let nowhere = Span::new(larum::text::FileId(0), 0, 0);
    let pending = real.pending.map(|value| Clause { key: nowhere, value, span: nowhere });
    RuleKind::Alert(Box::new(AlertFields { pending, ..AlertFields::default() }))
}
