//! Policies of rule files and of an Alertmanager's configuration. What is not known breaks nothing.

use crate::support::rules::{group, rule};
use crate::support::source::TODAY;
use larum::analyse::policies;
use larum::diag::Level;
use larum::import::{Notation, alertmanager};
use larum::lint::Facts;
use larum::policy::{Subject, check};
use larum::ruleset::{AlertFields, Clause, Field, Rule, RuleKind, RuleSet};
use larum::syntax::parse;
use larum::text::{FileId, Located, SourceMap, Span, Spanned};

const CONFIG: &str = r#"
route:
  receiver: nobody
  group_wait: 30s
  routes:
    - matchers: ['team="night"']
      receiver: mails
    - matchers: ['severity="critical"']
      receiver: pages
      mute_time_intervals: [sundays]
    - matchers: ['severity="warning"']
      receiver: chat
receivers:
  - name: nobody
  - name: mails
    webhook_configs: [{url: 'http://mails/'}]
  - name: pages
    pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef}]
  - name: chat
    slack_configs: [{channel: x, api_url: 'http://slack/'}]
time_intervals:
  - name: sundays
    time_intervals: [{weekdays: [sunday], times: [{start_time: '02:00', end_time: '04:00'}]}]
"#;

fn fields(pairs: &[(&str, &str)]) -> Vec<Field> {
    let span = Span::new(FileId(0), 0, 0);
    pairs
        .iter()
        .map(|(name, value)| Field {
            name: Spanned::new(name.to_string(), span),
            value: Located::whole(value.to_string(), span),
        })
        .collect()
}

fn alert(name: &str, pending: i64, labels: &[(&str, &str)], annotations: &[(&str, &str)]) -> Rule {
    let span = Span::new(FileId(0), 0, 0);
    let pending = (pending > 0).then_some(Clause { key: span, value: pending, span });
    let kind = AlertFields { pending, keep_firing_for: None, annotations: fields(annotations) };
    let rule = rule(name, RuleKind::Alert(Box::new(kind)), "up == 0", FileId(0));
    Rule { labels: fields(labels), ..rule }
}

/// Levels and messages, sorted.
fn found(policy: &str, rules: Vec<Rule>, config: Option<&str>) -> Vec<String> {
    let mut sources = SourceMap::default();
    let id = sources.add("policy", "policy", policy);
    let (file, faults) = parse(policy, id);
    assert!(faults.is_empty(), "{faults:?}");
    let (policies, faults) = policies(&file.statements);
    assert!(faults.is_empty(), "{faults:?}");
    let config = config.map(|text| {
        let import = alertmanager(text, FileId(0), Notation::default());
        assert!(!import.is_refused(), "{:#?}", import.findings);
        import.config.expect("the configuration is right")
    });
    let config = config.as_ref().map(|config| config.config());
    let rules = RuleSet { groups: vec![group("shop", rules, FileId(0))] };
    let facts = Facts::default();
    let subject = Subject::Imported { rules: &rules, config: config.as_ref(), facts: &facts };
    let findings = check(&policies, &subject, TODAY);
    let mut told: Vec<String> = findings
        .iter()
        .map(|found| {
            let note = if found.level() == Level::Note { " [Note]" } else { "" };
            let here = found.primary.text.as_str();
            format!("{}: {} ({here}){note}", found.code.name, found.message)
        })
        .collect();
    told.sort();
    told
}

#[test]
fn what_rules_say_is_held_against_policies() {
    let policy = "policy a {
      every alert { has summary, runbook  severity in [critical, warning] }
      every alert where severity == critical { for >= 1m }
      every group { at most 2 rules  has limit  interval <= 1m }
      every service { at most 1 alerts  has owner }
      every escalation { at least 9 steps }
    }";
    let rules = vec![
        alert(
            "Good",
            60_000,
            &[("severity", "critical"), ("service", "shop")],
            &[("summary", "x"), ("runbook_url", "y")],
        ),
        alert(
            "Hasty",
            0,
            &[("severity", "critical"), ("service", "shop")],
            &[("summary", ""), ("runbook", "y")],
        ),
        alert(
            "Templated",
            0,
            &[("severity", "{{ $labels.severity }}")],
            &[("summary", "{{ $value }}"), ("runbook", "y")],
        ),
    ];
    assert_eq!(
        found(policy, rules, None),
        [
            "policy/duration: the `for` of alert `Hasty` (critical) is 0s (must be at least 1m)",
            "policy/limit: group `shop` has 3 rules (must be at most 2)",
            "policy/limit: service `shop` has 2 alerts (must be at most 1)",
            "policy/missing: alert `Hasty` (critical) has no summary ()",
            "policy/missing: group `shop` has no limit ()",
        ]
    );
}

#[test]
fn channels_are_the_integrations_of_receivers() {
    let policy = "policy a { every channel { kind in [pagerduty, slack] } }";
    assert_eq!(
        found(policy, vec![], Some(CONFIG)),
        ["policy/value: the kind of channel `mails` is `webhook` (must be `pagerduty` or `slack`)"]
    );
    assert!(found(policy, vec![], None).is_empty());
}

/// The series may have a label that leads elsewhere: that is good to know. What holds whatever they have is a failure.
#[test]
fn only_what_is_sure_is_denied() {
    let policy = "policy a { every alert where severity == critical { reaches pagerduty within 3h always } }";
    let critical = |labels: &[(&str, &str)]| {
        let labels: Vec<_> = [("severity", "critical")].iter().chain(labels).copied().collect();
        vec![alert("A", 0, &labels, &[])]
    };
    assert_eq!(
        found(policy, critical(&[]), Some(CONFIG)),
        [
            "policy/unreached: alert `A` (critical) never tells `pagerduty` (tells mails; when team=\"night\") [Note]"
        ]
    );
    assert!(found(policy, critical(&[("team", "day")]), Some(CONFIG)).is_empty());
    assert_eq!(
        found(policy, critical(&[("team", "night")]), Some(CONFIG)),
        ["policy/unreached: alert `A` (critical) never tells `pagerduty` (tells mails)"]
    );
    assert!(found(policy, critical(&[("team", "night")]), None).is_empty(), "nobody knows who is told");
    let soon = policy.replace("3h", "10m");
    assert_eq!(
        found(&soon, critical(&[("team", "day")]), Some(CONFIG)),
        [
            "policy/unreached: alert `A` (critical) does not always tell `pagerduty` (not Sun 02:00–04:00 UTC, muted by `sundays`)"
        ]
    );
    let late = vec![alert("A", 7_200_000, &[("severity", "critical"), ("team", "day")], &[])];
    assert_eq!(
        found(&soon, late, Some(CONFIG)),
        [
            "policy/late: alert `A` (critical) tells `pagerduty` only 2h30s after the breach (the policy allows 10m)"
        ]
    );
    let warnings = policy.replace("critical", "warning").replace("pagerduty", "chat");
    let warning = vec![alert("A", 0, &[("severity", "warning"), ("team", "day")], &[])];
    assert!(found(&warnings, warning, Some(CONFIG)).is_empty());
}
