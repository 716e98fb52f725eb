//! Expressions against the real Prometheus: the same are accepted, and what is printed means
//! what was read.

use crate::support::promql::{of_promql_tests, of_rule_files, refused_by_promtool};
use larum::expr::types::{Features, check};
use larum::expr::{Expr, referee};
use larum::syntax::parse_expression;
use larum::text::FileId;
use std::collections::BTreeSet;

const EXPERIMENTAL: &str = "promql-experimental-functions";
/// A feature that does not concern expressions: promtool wants one after the flag.
const NOTHING: &str = "promql-per-step-stats";

fn read(text: &str, features: &str) -> Result<Expr, String> {
    let (expr, mut findings) = parse_expression(text, FileId(0), 0);
    check(&expr, &Features::named([features]), &mut findings);
    match findings.iter().next() {
        None => Ok(expr),
        Some(finding) => Err(finding.message.clone()),
    }
}

/// Where Larum and promtool differ, each as `accepted by …: expression  (what Larum says)`.
fn differences(expressions: &[String], features: &str) -> BTreeSet<String> {
    let refused = refused_by_promtool(expressions, features);
    let mut found = BTreeSet::new();
    for (place, text) in expressions.iter().enumerate() {
        match (read(text, features), refused.contains(&place)) {
            (Ok(_), true) => drop(found.insert(format!("larum takes: {text}"))),
            (Err(words), false) => drop(found.insert(format!("larum refuses: {text}  ## {words}"))),
            _ => {}
        }
    }
    found
}

#[test]
fn rule_files_are_judged_as_promtool_does() {
    let expressions = of_rule_files();
    for features in [NOTHING, EXPERIMENTAL] {
        assert_eq!(differences(&expressions, features), BTreeSet::new());
    }
}

/// Its regex is refused by Prometheus too, but only when it runs.
const BAD_REGEX: &str = "larum refuses: label_replace(testmetric, \"dst\", \"value-$1\", \"src\", \"(.*\")  \
                         ## this `(` is never closed";

#[test]
fn scripts_are_judged_as_promtool_does() {
    let expressions = of_promql_tests();
    for features in [NOTHING, EXPERIMENTAL] {
        assert_eq!(differences(&expressions, features), BTreeSet::from([BAD_REGEX.to_owned()]));
    }
}

/// `cases.txt`: one expression a line. Those that Larum refuses on purpose, or takes as its own, are marked.
#[test]
fn cases_are_judged_as_promtool_does() {
    let lines: Vec<&str> = include_str!("promql/cases.txt").lines().filter(|line| !line.is_empty()).collect();
    let text = |line: &str| line.trim_start_matches("refused: ").trim_start_matches("taken: ").to_owned();
    let expressions: Vec<String> = lines.iter().map(|line| text(line)).collect();
    for features in [NOTHING, EXPERIMENTAL] {
        let refused = refused_by_promtool(&expressions, features);
        let mut wrong = String::new();
        for (place, line) in lines.iter().enumerate() {
            let ours = read(&expressions[place], features);
            let expected = match line.split_once(": ") {
                Some(("refused", _)) => (false, true),
                Some(("taken", _)) => (true, false),
                _ => (!refused.contains(&place), !refused.contains(&place)),
            };
            let found = (ours.is_ok(), !refused.contains(&place));
            if found != expected {
                wrong += &format!("{line}: larum {ours:?}, promtool accepts: {}\n", found.1);
            }
        }
        assert!(wrong.is_empty(), "with {features}:\n{wrong}");
    }
}

/// Both texts, as the independent parser reads them, are the same.
fn means_the_same(original: &str, printed: &str) -> Result<(), String> {
    let read = |text: &str| promql_parser::parser::parse(text).map(|expr| format!("{expr:?}"));
    let (before, after) = (read(original), read(printed)?);
    match before {
        Ok(before) if before != after => Err(format!("{before}\nbecame {after}")),
        Ok(_) => Ok(()),
        Err(words) => Err(format!("the referee cannot read the original: {words}")),
    }
}

#[test]
fn what_is_printed_means_what_was_read() {
    let mut wrong = BTreeSet::new();
    let mut compared = 0;
    for text in of_rule_files().into_iter().chain(of_promql_tests()) {
        let Ok(expr) = read(&text, EXPERIMENTAL) else { continue };
        let printed = expr.to_promql();
        let again =
            read(&printed, EXPERIMENTAL).unwrap_or_else(|words| panic!("{text} as {printed}: {words}"));
        assert_eq!(again.to_promql(), printed, "printing is stable");
        let lines = expr.to_promql_lines(30);
        let again = read(&lines, EXPERIMENTAL).unwrap_or_else(|words| panic!("{text} as {lines}: {words}"));
        assert_eq!(again.to_promql(), printed, "broken into lines it is the same");
        if let Err(words) = referee::accepts(&printed) {
            wrong.insert(format!("{text}\n  referee refuses {printed}: {words}"));
        }
        match means_the_same(&text, &printed) {
            Ok(()) => compared += 1,
            Err(words) => drop(wrong.insert(format!("{text}\n  as {printed}\n  {words}"))),
        }
    }
    assert!(
        wrong.is_empty(),
        "{compared} are the same, {} not:\n{}",
        wrong.len(),
        wrong.into_iter().collect::<Vec<_>>().join("\n")
    );
}
