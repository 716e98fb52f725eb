//! A breach that lasts: every step in its time, once; and everybody who was told is told of the end.

use super::{FIRST, SECOND, THIRD, perform};

#[test]
fn a_lasting_breach_climbs_all_steps_and_resolves_for_all() {
    let mut stage = perform(
        "a lasting breach",
        r#"alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }"#,
    );
    stage.set("load", 1.0);
    stage.quiet_for(4.0);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    stage.expect(breach, THIRD, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"]);
    stage.quiet_for(6.0);
}
