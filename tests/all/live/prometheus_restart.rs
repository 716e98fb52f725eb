//! Prometheus is restarted between two steps. It restores how long a step was pending; the time of the outage
//! does not count.

use super::{ESCALATION, FIRST, GROUP_WAIT, SECOND, THIRD, perform_with};
use crate::support::live::{ALLOWANCE, Stage};

const ALERT: &str = r#"alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }"#;

/// Brings Prometheus down and back 11 s after the breach, and expects the second step 27 s after it, plus the
/// outage. A timer that was lost would be due no earlier than 39 s after the breach, plus the outage.
fn restarted(scenario: &str, alert: &str, restart: impl Fn(&mut Stage) -> f64, resolved_after: f64) {
    let program = ESCALATION.replace("after 15s", "after 25s").replace("after 30s", "after 45s");
    let mut stage = perform_with(scenario, &[&program, alert].concat(), 1);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.quiet_until(breach + 11.0);
    let outage = restart(&mut stage);
    stage.expect_within(breach, SECOND + 10.0, outage + ALLOWANCE - 1.0, &["lead firing Load/2"]);
    stage.expect_within(breach, THIRD + 15.0, outage + ALLOWANCE, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    let everybody = ["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"];
    stage.expect(end, resolved_after, &everybody);
    stage.quiet_for(6.0);
}

#[test]
fn the_second_step_keeps_its_time() {
    restarted("Prometheus restarted between steps", ALERT, Stage::restart_prometheus, 0.0);
}

#[test]
fn the_second_step_keeps_its_time_over_a_crash() {
    restarted("Prometheus killed between steps", ALERT, Stage::crash_prometheus, 0.0);
}

/// Here the later steps wait on the alert itself, by what `ALERTS` holds of it.
#[test]
fn the_second_step_of_a_kept_alert_keeps_its_time() {
    let alert = r#"alert Load {
      critical when load > 5 for 2s keep_firing_for 6s
      summary  "the load is high"
    }"#;
    let scenario = "Prometheus restarted between steps of a kept alert";
    restarted(scenario, alert, Stage::restart_prometheus, 6.0);
}

/// What has less than Prometheus' grace period to go, 10 s here, waits that long once more.
#[test]
fn a_step_that_was_nearly_due_comes_after_the_grace_period() {
    const GRACE: f64 = 10.0;
    let program = ESCALATION.replace("after 15s", "after 35s").replace("after 30s", "after 65s");
    let scenario = "Prometheus restarted shortly before a step";
    let mut stage = perform_with(scenario, &[&program, ALERT].concat(), 1);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.quiet_until(breach + 32.0);
    stage.restart_prometheus();
    let back = stage.timeline.now();
    stage.expect_within(back, GRACE - 2.0 + GROUP_WAIT, ALLOWANCE + 2.0, &["lead firing Load/2"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &["oncall resolved Load", "lead resolved Load/2"]);
}
