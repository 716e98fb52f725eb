//! What `build --tests` writes passes in the real promtool.

use crate::support::command::Project;
use crate::support::tools::promtool_test_rules;

const PROGRAM: &str = r#"prometheus {
  evaluation_interval 30s
  external_labels     { cluster = "prod" }
}
channel oncall = webhook { url_file "/etc/alertmanager/url" }
channel lead   = webhook { url_file "/etc/alertmanager/lead" }
escalation page {
  notify oncall
  after 10m notify lead
}
severity critical { escalate page }
severity warning  { notify oncall }
service shop { select { job = "shop" } }
record job:up:sum on shop = sum by (job) (up)
alert Errors on shop {
  measure  rate(errors_total) over 5m by (handler)
  warning  when > 1/s for 2m
  critical when > 5/s until < 2/s for 1m
  summary  "${handler} fails ${value} times (limit ${threshold})"
}
alert Down on shop {
  critical when job:up:sum == 0 for 1m
  summary "${job} is down"
}
alert Slow on shop {
  interval 2m
  warning when latency_seconds > 1s
  summary "slow"
}
alert Evening {
  warning when hour() == 20
  summary "it is evening"
}
alert Large {
  warning when histogram_count(sizes) > 5
  summary "${value} sizes"
}
test "errors come and go" {
  series every 15s {
    errors_total{job="shop", handler="/a"} rising 10/s until 20m then 3/s until 30m then 0/s
    errors_total{job="shop", handler="/b"} rising 3 every 1s outage from 10m for 7m reset at 12m
  }
  series every 1m {
    up{job="shop"} 1x5 0 _ 0x10 stale 1x5 Inf NaN -5 0.25
  }
  at 1m  Errors is pending
  at 5m  Errors{severity="critical"} is firing
  at 15m Errors{severity="critical", escalation="2"} is firing
  at 25m Errors{severity="critical"} is firing
  at 45m Errors{handler="/a"} is inactive
  at 9m  Down is firing
  at 20m Down is inactive
  at 5m  Slow is inactive
  silence Errors at 1m for 1h
}
test "not in 1970" {
  starting "2026-03-01T01:30"
  series every 7s { up{job="shop"} constant 0 }
  at 5m Down is firing
}
test "in the evening" {
  starting "2026-03-01T20:30"
  series every 15s { up{job="shop"} constant 0 }
  at 5m Down is firing
  at 5m Evening is firing
}
test "only in the evening" {
  starting "2026-03-01T20:30"
  at 5m Evening is firing
}
test "every two minutes" {
  series every 15s { latency_seconds{job="shop"} step 0 until 21m then 2 }
  at 21m30s Slow is inactive
}
test "native histograms, restarts, and messages alone" {
  series every 1m {
    sizes {{schema:0 sum:5 count:4 buckets:[1 2 1]}}x3 {{schema:0 sum:5 count:8 buckets:[1 2 5]}}x10
    up{job="shop"} constant 0
  }
  restart prometheus at 8m
  restart alertmanager at 6m
  at 3m  Large is inactive
  at 10m Large is firing
  by 5m  notified oncall of Down
  never  notified lead
}
"#;

#[test]
fn exported_tests_pass_in_promtool() {
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let ran = project.larum(&["build", "-o", "out", "--tests"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        ran.stderr.lines().filter_map(|line| line.strip_prefix("larum: ")).collect::<Vec<_>>(),
        [
            "the test `in the evening` is told in part: `Evening` depends on the calendar, and promtool's clock starts in 1970",
            "the test `only in the evening` is left out: `Evening` depends on the calendar, and promtool's clock starts in 1970",
            "the test `every two minutes` is left out: `Slow` is evaluated every 2m, and promtool evaluates all rules every 30s",
            "the test `native histograms, restarts, and messages alone` is told in part: `Down` depends on the restart, and promtool's Prometheus is not restarted",
            "2 expectations about messages are left out: promtool sends none",
        ],
        "{ran:?}"
    );
    let folder = project.path("out/tests");
    let files: Vec<_> = std::fs::read_dir(&folder).expect("tests are written").flatten().collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let file = files[0].path();
    let text = std::fs::read_to_string(&file).expect("readable");
    for part in [
        "eval_time: 45m",
        "alertname: Slow",
        "name: not in 1970",
        "{{count:8 sum:5",
        "# the test `in the evening`",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    promtool_test_rules(&file).expect_ok(&file);
    // It is no test that passes whatever the rules say.
    let rules = project.read("out/rules/shop.yml");
    project.write("out/rules/shop.yml", rules.replace("> 5", "> 500"));
    assert!(!promtool_test_rules(&file).ok, "{text}");
}

#[test]
fn what_fails_is_not_exported() {
    let wrong = PROGRAM.replace("at 9m  Down is firing", "at 9m  Down is inactive");
    let project = Project::of(&[("program.larum", wrong.as_str())]);
    let ran = project.larum(&["build", "-o", "out", "--tests"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("the test `errors come and go` fails"), "{ran:?}");
    assert!(!project.path("out/tests").exists());
}
