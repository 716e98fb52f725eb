use super::{Policy, System};

const SYSTEM: System = System {
    name: "idle-cultivation",
    external_label: ("environment", "production"),
    policies: &[
        Policy {
            name: "emergency",
            alert: "EdgeDown",
            series: &[r#"up{job="nginx", instance="edge:80"} 0"#],
            pace: "15m",
            first: &["emergency/1:pagerduty", "emergency/1:slack"],
            second: &["emergency/2:pagerduty"],
        },
        // Kept firing, so its second step waits on the alert itself.
        Policy {
            name: "roll-back",
            alert: "MigrationFailed",
            series: &[r#"migration_failures_total{job="deploy"} +3"#],
            pace: "10m",
            first: &["roll-back/1:webhook", "roll-back/1:pagerduty", "roll-back/1:slack"],
            second: &["roll-back/2:pagerduty"],
        },
        Policy {
            name: "watchdog/Watchdog",
            alert: "Watchdog",
            series: &[],
            pace: "10m",
            first: &["watchdog/Watchdog:webhook"],
            second: &[],
        },
        Policy {
            name: "working-day",
            alert: "HstsMissing",
            series: &[r#"probe_http_hsts{job="nginx"} 0"#],
            pace: "1h",
            first: &["working-day/1:slack"],
            second: &["working-day/2/working-hours:pagerduty"],
        },
        Policy {
            name: "info",
            alert: "MemoryHigh",
            series: &[r#"process_resident_memory_bytes{job="idle-cultivation"} 70000000"#],
            pace: "1h",
            first: &["info/1:email"],
            second: &[],
        },
        Policy {
            name: "product-team",
            alert: "FeatureIgnored",
            series: &[r#"game_feature_adoption_ratio{job="idle-cultivation", feature="mounts"} 0.01"#],
            pace: "1d",
            first: &["product-team/1/working-hours:slack"],
            second: &[],
        },
    ],
};

#[test]
fn every_policy_of_idle_cultivation_runs_its_steps() {
    SYSTEM.perform();
}
