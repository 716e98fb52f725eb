use super::{Policy, System};

const SYSTEM: System = System {
    name: "unit-system",
    external_label: ("environment", "production"),
    policies: &[
        Policy {
            name: "on-call",
            alert: "UnitSystemUnhealthy",
            series: &[r#"unit_system_healthy{job="unit-system"} 0"#],
            pace: "15m",
            first: &["on-call/1:pagerduty", "on-call/1:slack"],
            second: &["on-call/2:pagerduty"],
        },
        Policy {
            name: "flag-off",
            alert: "RolloutNoGo",
            series: &[],
            pace: "15m",
            first: &["flag-off/1:webhook", "flag-off/1:pagerduty", "flag-off/1:slack"],
            second: &["flag-off/2:pagerduty"],
        },
        Policy {
            name: "watchdog/Watchdog",
            alert: "Watchdog",
            series: &[],
            pace: "15m",
            first: &["watchdog/Watchdog:webhook"],
            second: &[],
        },
        Policy {
            name: "team-day",
            alert: "LockContention",
            series: &[r#"unit_lock_wait_ratio{job="unit-system"} 0.2"#],
            pace: "4h",
            first: &["team-day/1:slack"],
            second: &["team-day/2/office-hours:pagerduty"],
        },
        Policy {
            name: "experiment-report",
            alert: "CacheFull",
            series: &[
                r#"unit_cache_max_bytes{job="unit-system", cache="sizes"} 100"#,
                r#"unit_cache_size_bytes{job="unit-system", cache="sizes"} 95"#,
            ],
            pace: "1d",
            first: &["experiment-report/1/office-hours:slack"],
            second: &["experiment-report/2:email"],
        },
    ],
};

#[test]
fn every_policy_of_unit_system_runs_its_steps() {
    SYSTEM.perform();
}
