//! What is said of files that cannot be read. What promtool makes of others is in `tests/all/trial`.

use super::{Options, load_rules, read, run};
use crate::diag::Diagnostic;
use crate::expr::types::Features;
use crate::text::FileId;

/// The token and the message of each finding.
fn findings(text: &str) -> Vec<String> {
    read(text, FileId(0)).1.sorted().iter().map(|finding| shown(finding, text)).collect()
}

fn shown(finding: &Diagnostic, text: &str) -> String {
    let span = finding.primary.span;
    format!("{}: {}", &text[span.start as usize..span.end as usize], finding.message)
}

#[test]
fn files_that_promtool_refuses() {
    for (text, expected) in [
        ("test: []", "test: a test file has no field `test`"),
        ("tests: {}", "{}: `tests` is a list, not a mapping"),
        ("tests: [{start_timestamp: 5}]", "start_timestamp: a test has no field `start_timestamp`"),
        ("tests: [{interval: 1.5m}]", "1.5m: `1.5m` has a decimal point, durations have none"),
        ("tests: [{input_series: [{name: up}]}]", "name: an input series has no field `name`"),
        (
            "tests: [{alert_rule_test: [{exp_alerts: [{labels: {}}]}]}]",
            "labels: an expected alert has no field `labels`",
        ),
        ("tests: [{promql_expr_test: [{exp_samples: [{value: x}]}]}]", "x: a value is a number, not a text"),
        ("group_eval_order: [a, b, a]", "a: the group `a` stands twice in the order of evaluation"),
        ("fuzzy_compare: 5", "5: `fuzzy_compare` is `true` or `false`, not a number"),
    ] {
        assert_eq!(findings(text), [expected], "{text}");
    }
    assert_eq!(findings(""), Vec::<String>::new(), "nothing is nothing wrong");
}

#[test]
fn tests_that_cannot_be_run_point_at_their_fault() {
    for (text, expected) in [
        ("input_series: [{series: 'up{job=}', values: 1}]", "}"),
        ("input_series: [{series: up, values: '1 2 x 4'}]", "x"),
        ("promql_expr_test: [{expr: 'sum(', eval_time: 1m}]", "sum("),
        ("promql_expr_test: [{expr: '1', exp_samples: [{labels: 'up{'}]}]", "up{"),
        ("alert_rule_test: [{eval_time: 1m}]", "eval_time"),
        ("promql_expr_test: [{expr: '1', eval_time: 200y}]", "promql_expr_test"),
    ] {
        let text = format!("tests: [{{{text}}}]");
        let (file, findings) = read(&text, FileId(0));
        assert!(findings.is_empty(), "{text}");
        let failures = run(&file, &file.tests[0], &[], &Options::default());
        assert_eq!(failures.len(), 1, "{text}: {failures:?}");
        let span = failures[0].span;
        let token = &text[span.start as usize..span.end as usize];
        assert!(
            token.contains(expected) || expected.contains(token),
            "{text}: {token}: {}",
            failures[0].message
        );
    }
}

#[test]
fn rule_files_are_loaded_strictly() {
    let text = "groups: [{name: a, tenant: x, rules: [{record: b, expr: '1', owner: me}]}]";
    let refused = load_rules(text, FileId(0), &Features::default(), false).expect_err("refused");
    assert_eq!(
        refused.iter().map(|finding| shown(finding, text)).collect::<Vec<_>>(),
        [
            "tenant: `tenant` is a field of vmalert; Prometheus refuses the file",
            "owner: a rule has no field `owner`",
        ]
    );
    let groups = load_rules(text, FileId(0), &Features::default(), true).expect("fields are passed over");
    assert_eq!(groups[0].rules.len(), 1);
}
