//! A silence of the alert acknowledges it: its later steps are silent as well.

use super::{FIRST, SECOND, THIRD, perform};
use crate::support::live::Stage;

const PROGRAM: &str = r#"alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }"#;

/// What the page of an Alertmanager fills in for the first step's alert.
const ITS_LABELS: [(&str, &str); 3] =
    [("alertname", "Load"), ("severity", "critical"), ("escalation_policy", "immediate")];

fn until_the_first_step(stage: &mut Stage) -> crate::support::live::Moment {
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    breach
}

#[test]
fn the_next_step_goes_out_when_the_silence_ends_and_the_alert_still_fires() {
    let mut stage = perform("a silence that ends before the alert", PROGRAM);
    let breach = until_the_first_step(&mut stage);
    let silence = stage.silence(&ITS_LABELS);
    stage.quiet_until(breach + SECOND + 7.0);
    let end = stage.end_silence(&silence);
    stage.expect(end, 0.0, &["lead firing Load/2"]);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"]);
    stage.quiet_for(6.0);
}

/// Alertmanager sends nothing that is silenced, the end neither. But Prometheus repeats the end of an alert for 15
/// minutes: when the silence ends within them, those who were told of the beginning are told of the end.
#[test]
fn the_end_of_an_alert_under_its_silence_is_told_when_the_silence_ends() {
    let mut stage = perform("a silence that outlasts the alert", PROGRAM);
    let breach = until_the_first_step(&mut stage);
    let silence = stage.silence(&ITS_LABELS);
    stage.quiet_until(breach + SECOND + 4.0);
    stage.set("load", 1.0);
    stage.quiet_for(10.0);
    let end = stage.end_silence(&silence);
    // Prometheus sends it every 8 s.
    stage.expect_within(end, 0.0, 19.0, &["oncall resolved Load"]);
    stage.quiet_for(6.0);
}
