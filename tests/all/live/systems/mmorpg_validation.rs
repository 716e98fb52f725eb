use super::{Policy, System};

const SYSTEM: System = System {
    name: "mmorpg-validation",
    external_label: ("environment", "production"),
    policies: &[
        Policy {
            name: "immediate",
            alert: "PipelineDown",
            series: &[r#"pipeline_component_up{job="pipeline", component="runner"} 0"#],
            pace: "15m",
            first: &["immediate/1:pagerduty", "immediate/1:slack"],
            second: &["immediate/2:pagerduty"],
        },
        Policy {
            name: "automatic-rollback",
            alert: "LowFrameRate",
            series: &[r#"client_frame_rate_fps{job="mmorpg-rum"} 40"#],
            pace: "10m",
            first: &[
                "automatic-rollback/1:webhook",
                "automatic-rollback/1:pagerduty",
                "automatic-rollback/1:slack",
            ],
            second: &["automatic-rollback/2:pagerduty"],
        },
        Policy {
            name: "watchdog/ValidationHeartbeat",
            alert: "ValidationHeartbeat",
            series: &[],
            pace: "10m",
            first: &["watchdog/ValidationHeartbeat:webhook"],
            second: &[],
        },
        Policy {
            name: "hold",
            alert: "RollbackImpossible",
            series: &[r#"rollback_artifact_available{job="pipeline"} 0"#],
            pace: "1h",
            first: &["hold/1:webhook", "hold/1/release-hours:slack"],
            second: &["hold/2/release-hours:pagerduty"],
        },
    ],
};

#[test]
fn every_policy_of_mmorpg_validation_runs_its_steps() {
    SYSTEM.perform();
}
