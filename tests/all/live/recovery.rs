//! A breach that ends before its second step is due: nobody but the first is bothered.

use super::{FIRST, SECOND, perform};

#[test]
fn a_recovery_before_the_second_step_stops_the_escalation() {
    let mut stage = perform(
        "recovery before step two",
        r#"alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }"#,
    );
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &["oncall resolved Load"]);
    stage.quiet_until(breach + SECOND + 8.0);
}

/// A breach shorter than `for` is nothing.
#[test]
fn a_short_breach_tells_nobody() {
    let mut stage = perform(
        "a short breach",
        r#"alert Load { critical when load > 5 for 20s  summary "a load of ${value}" }"#,
    );
    stage.set("load", 7.0);
    stage.quiet_for(9.0);
    stage.set("load", 1.0);
    stage.quiet_for(6.0);
    // The time before does not count.
    let breach = stage.set("load", 7.0);
    stage.expect(breach, 20.0 + super::GROUP_WAIT, &["oncall firing Load"]);
}
