//! `until`: what holds an alert, once it fires, is the weaker condition; also over a restart.

use super::{ESCALATION, FIRST, SECOND, THIRD, perform, perform_with};
use crate::support::live::ALLOWANCE;

const PROGRAM: &str = r#"alert Load {
  measure  load
  critical when > 5 until < 3 for 2s
  summary  "a load of ${value}"
}"#;

const EVERYBODY: [&str; 3] = ["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"];

#[test]
fn a_value_between_the_thresholds_holds_the_alert_and_its_escalation() {
    let mut stage = perform("between two thresholds", PROGRAM);
    stage.set("load", 4.0);
    stage.quiet_for(9.0); // 4 alone is no breach
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.set("load", 4.0);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    let end = stage.set("load", 2.0);
    stage.expect(end, 0.0, &EVERYBODY);
    stage.set("load", 4.0);
    stage.quiet_for(10.0); // and again 4 is none
}

/// Steps so far apart that Prometheus has more than its grace period left when it comes back.
#[test]
fn a_restarted_prometheus_remembers_what_it_holds() {
    let program = ESCALATION.replace("after 15s", "after 25s").replace("after 30s", "after 45s");
    let mut stage = perform_with("between two thresholds over a restart", &[&program, PROGRAM].concat(), 1);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.set("load", 4.0);
    stage.quiet_until(breach + 11.0);
    let outage = stage.restart_prometheus();
    stage.expect_within(breach, SECOND + 10.0, outage + ALLOWANCE, &["lead firing Load/2"]);
    stage.expect_within(breach, THIRD + 15.0, outage + ALLOWANCE, &["managers firing Load/3"]);
    let end = stage.set("load", 2.0);
    stage.expect(end, 0.0, &EVERYBODY);
    stage.quiet_for(6.0);
}
