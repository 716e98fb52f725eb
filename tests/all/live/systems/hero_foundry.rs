use super::{Policy, System};

const SYSTEM: System = System {
    name: "hero-foundry",
    external_label: ("environment", "production"),
    policies: &[
        Policy {
            name: "immediate",
            alert: "NotEncrypted",
            series: &[r#"probe_http_ssl{job="public-site"} 0"#],
            pace: "5m",
            first: &["immediate/1:pagerduty", "immediate/1:slack"],
            second: &["immediate/2:pagerduty"],
        },
        Policy {
            name: "watchdog/Watchdog",
            alert: "Watchdog",
            series: &[],
            pace: "5m",
            first: &["watchdog/Watchdog:webhook"],
            second: &[],
        },
        Policy {
            name: "system-failure",
            alert: "SiteDown",
            series: &[r#"probe_success{job="public-site"} 0"#],
            pace: "10m",
            first: &["system-failure/1:pagerduty", "system-failure/1:webhook", "system-failure/1:slack"],
            second: &["system-failure/2:pagerduty", "system-failure/2:pagerduty-2"],
        },
        Policy {
            name: "daily-summary",
            alert: "TotalCostAboveEstimate",
            series: &["cloud_cost_month_to_date_dollars 4000"],
            pace: "10m",
            first: &["daily-summary/1:email"],
            second: &[],
        },
        Policy {
            name: "roll-back",
            alert: "DeploymentNoGo",
            series: &[],
            pace: "15m",
            first: &["roll-back/1:webhook", "roll-back/1:pagerduty", "roll-back/1:slack"],
            second: &["roll-back/2:pagerduty"],
        },
        Policy {
            name: "announcement",
            alert: "EmergencyMaintenance",
            series: &["maintenance_mode 1"],
            pace: "15m",
            first: &["announcement/1:slack", "announcement/1:email"],
            second: &[],
        },
        Policy {
            name: "within-an-hour",
            alert: "RestoreTestFailed",
            series: &[r#"backup_restore_test_success{backup="full"} 0"#],
            pace: "45m",
            first: &["within-an-hour/1:slack"],
            second: &["within-an-hour/2:pagerduty"],
        },
    ],
};

#[test]
fn every_policy_of_hero_foundry_runs_its_steps() {
    SYSTEM.perform();
}
