use super::{Policy, System};

const SYSTEM: System = System {
    name: "zev-mud",
    external_label: ("cluster", "zev-mud-cluster-production"),
    policies: &[
        Policy {
            name: "watchdog/Watchdog",
            alert: "Watchdog",
            series: &[],
            pace: "5m",
            first: &["watchdog/Watchdog:webhook"],
            second: &[],
        },
        Policy {
            name: "service-recovery",
            alert: "VaultSealed",
            series: &["vault_core_unsealed 0"],
            pace: "5m",
            first: &["service-recovery/1:pagerduty", "service-recovery/1:slack"],
            second: &["service-recovery/2:pagerduty"],
        },
        Policy {
            name: "roll-back",
            alert: "ReleaseNoGo",
            series: &[],
            pace: "5m",
            first: &["roll-back/1:webhook", "roll-back/1:pagerduty", "roll-back/1:slack"],
            second: &["roll-back/2:pagerduty"],
        },
        Policy {
            name: "system-recovery",
            alert: "SiteUnreachable",
            series: &[r#"probe_success{job="public-site"} 0"#],
            pace: "15m",
            // On-call and the lead have a pager each.
            first: &[
                "system-recovery/1:pagerduty",
                "system-recovery/1:pagerduty-2",
                "system-recovery/1:slack",
            ],
            second: &["system-recovery/2:pagerduty"],
        },
        Policy {
            name: "database-recovery",
            alert: "DatabaseDown",
            series: &["pg_up 0"],
            pace: "15m",
            first: &["database-recovery/1:pagerduty", "database-recovery/1:slack"],
            second: &["database-recovery/2:pagerduty", "database-recovery/2:pagerduty-2"],
        },
        Policy {
            name: "data-recovery",
            alert: "CharacterDataCorrupt",
            series: &["ranvier_character_checksum_failures_total +3"],
            pace: "1h",
            first: &["data-recovery/1:pagerduty", "data-recovery/1:slack"],
            second: &["data-recovery/2:pagerduty", "data-recovery/2:pagerduty-2"],
        },
        Policy {
            name: "info",
            alert: "LogStoreUnhealthy",
            series: &[r#"elasticsearch_cluster_health_status{color="yellow"} 1"#],
            pace: "1h",
            first: &["info/1:email"],
            second: &[],
        },
        Policy {
            name: "triage",
            alert: "DnsLookupFailing",
            series: &[r#"probe_success{job="public-dns"} 0"#],
            pace: "4h",
            first: &["triage/1:slack"],
            second: &["triage/2/office-hours:pagerduty"],
        },
    ],
};

#[test]
fn every_policy_of_zev_mud_runs_its_steps() {
    SYSTEM.perform();
}
