//! Alertmanager is reloaded or restarted between two steps: nobody is told twice, and no step is lost.

use super::{FIRST, SECOND, THIRD, perform};

const PROGRAM: &str = r#"alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }"#;

const EVERYBODY: [&str; 3] = ["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"];

#[test]
fn a_reload_changes_nothing() {
    let mut stage = perform("Alertmanager reloaded between steps", PROGRAM);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.reload_alertmanager(0);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.reload_alertmanager(0);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    stage.reload_alertmanager(0);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &EVERYBODY);
    stage.quiet_for(6.0);
}

#[test]
fn a_restart_changes_nothing() {
    let mut stage = perform("Alertmanager restarted between steps", PROGRAM);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.restart_alertmanager(0);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.restart_alertmanager(0);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &EVERYBODY);
    stage.quiet_for(6.0);
}

/// The breach ends while there is no Alertmanager to hear of it.
#[test]
fn an_end_that_it_slept_through_is_told_when_it_is_back() {
    let mut stage = perform("the breach ends while Alertmanager is away", PROGRAM);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.stop_alertmanager(0);
    stage.set("load", 1.0);
    stage.quiet_for(6.0);
    let back = stage.start_alertmanager(0);
    // Prometheus sends it again every 8 s.
    stage.expect_within(back, 0.0, 19.0, &["oncall resolved Load", "lead resolved Load/2"]);
    stage.quiet_for(10.0);
}
