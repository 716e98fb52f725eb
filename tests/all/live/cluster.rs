//! Two Alertmanagers in a cluster, and Prometheus tells both: each step is notified once, also when one of them
//! is lost.

use super::{ESCALATION, FIRST, SECOND, THIRD, perform_with};
use crate::support::live::Stage;

const ALERT: &str = r#"alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }"#;

const EVERYBODY: [&str; 3] = ["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"];

fn pair(scenario: &str) -> Stage {
    let stage = perform_with(scenario, &[ESCALATION, ALERT].concat(), 2);
    stage.until_the_cluster_is_settled();
    stage
}

#[test]
fn each_step_is_told_once() {
    let mut stage = pair("two Alertmanagers");
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &EVERYBODY);
    stage.quiet_for(8.0);
}

/// The one that told the first step is killed: the other one goes on.
#[test]
fn the_loss_of_the_one_that_speaks_is_not_heard() {
    let mut stage = pair("two Alertmanagers, the first speaker killed");
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    let speaker = stage.last_sender();
    stage.quiet_for(2.0); // what it told is known to the other one
    stage.kill_alertmanager(speaker);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &EVERYBODY);
    stage.quiet_for(8.0);
}

/// The other one is killed, and comes back without having heard of anything since.
#[test]
fn one_that_comes_back_repeats_nothing() {
    let mut stage = pair("two Alertmanagers, the silent one killed and back");
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    let silent = 1 - stage.last_sender();
    stage.kill_alertmanager(silent);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.start_alertmanager(silent);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &EVERYBODY);
    stage.quiet_for(8.0);
}
