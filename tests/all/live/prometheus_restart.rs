//! Prometheus is restarted between two steps. It restores how long a step was pending, as long as more than
//! its grace period is left; the time of the outage does not count.

use super::{ESCALATION, FIRST, SECOND, THIRD, perform_with};
use crate::support::live::ALLOWANCE;

/// Restarts Prometheus 11 s after the breach, and expects the second step 27 s after it, plus the outage. A
/// timer that was lost would be due no earlier than 39 s after the breach, plus the outage.
fn restarted(scenario: &str, alert: &str, resolved_after: f64) {
    let program = ESCALATION.replace("after 15s", "after 25s").replace("after 30s", "after 45s");
    let mut stage = perform_with(scenario, &[&program, alert].concat(), 1);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.quiet_until(breach + 11.0);
    let outage = stage.restart_prometheus();
    stage.expect_within(breach, SECOND + 10.0, outage + ALLOWANCE - 1.0, &["lead firing Load/2"]);
    stage.expect_within(breach, THIRD + 15.0, outage + ALLOWANCE, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    let everybody = ["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"];
    stage.expect(end, resolved_after, &everybody);
    stage.quiet_for(6.0);
}

#[test]
fn the_second_step_keeps_its_time() {
    let alert = r#"alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }"#;
    restarted("Prometheus restarted between steps", alert, 0.0);
}

/// Here the later steps wait on the alert itself, by what `ALERTS` holds of it.
#[test]
fn the_second_step_of_a_kept_alert_keeps_its_time() {
    let alert = r#"alert Load {
      critical when load > 5 for 2s keep_firing_for 6s
      summary  "the load is high"
    }"#;
    restarted("Prometheus restarted between steps of a kept alert", alert, 6.0);
}
