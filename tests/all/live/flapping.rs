//! A condition that comes and goes. `keep_firing_for` makes one alert of it, and it escalates.

use super::{FIRST, SECOND, THIRD, perform};

#[test]
fn a_flapping_alert_that_is_kept_firing_climbs_all_steps() {
    let mut stage = perform(
        "flapping with keep_firing_for",
        r#"alert Load { critical when load > 5 for 2s keep_firing_for 12s  summary "the load is high" }"#,
    );
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.flap("load", (7.0, 5.0), (1.0, 4.0));
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    let everybody = ["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"];
    // The last bad sample may be 5 s old.
    stage.expect_within(end, 7.0, 16.0, &everybody);
    stage.quiet_for(6.0);
}

/// Without it each return of the condition is a new alert, of which only the first step hears.
#[test]
fn a_flapping_alert_that_is_not_kept_never_reaches_its_second_step() {
    let mut stage = perform(
        "flapping without keep_firing_for",
        r#"alert Load { critical when load > 5 for 2s  summary "the load is high" }"#,
    );
    stage.flap("load", (7.0, 8.0), (1.0, 6.0));
    stage.expect(stage.timeline.now(), 0.0, &["oncall firing Load"]);
    stage.sleep(40.0);
    let told = stage.timeline.told();
    assert!(told.iter().all(|(_, told)| told.channel == "oncall"), "a later step was told");
}
