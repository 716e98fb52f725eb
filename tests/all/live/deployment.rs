//! A new version of the program is deployed while an alert is between two steps.

use super::{ESCALATION, FIRST, SECOND, build, perform_with};

const LOAD: &str = r#"alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }"#;

/// One more alert, another text, a later third step: what was told is not told again, what was pending goes on.
#[test]
fn a_deployment_between_two_steps_tells_nobody_twice_and_loses_no_time() {
    let mut stage = perform_with("a deployment between steps", &[ESCALATION, LOAD].concat(), 1);
    let breach = stage.set("load", 7.0);
    stage.expect(breach, FIRST, &["oncall firing Load"]);
    let next = [
        &ESCALATION.replace("after 30s", "after 40s"),
        &LOAD.replace("a load of", "now a load of"),
        r#"alert Errors { critical when errors > 5 for 2s  summary "${value} errors" }"#,
    ];
    build(&stage, stage.folder(), &next.concat());
    stage.reload_all();
    stage.expect(breach, SECOND, &["lead firing Load/2"]);
    let errors = stage.set("errors", 9.0);
    stage.expect(errors, FIRST, &["oncall firing Errors"]);
    stage.set("errors", 1.0);
    stage.expect(errors, FIRST, &["oncall resolved Errors"]);
    stage.expect(breach, SECOND + 25.0, &["managers firing Load/3"]);
    let end = stage.set("load", 1.0);
    stage.expect(end, 0.0, &["oncall resolved Load", "lead resolved Load/2", "managers resolved Load/3"]);
    stage.quiet_for(6.0);
}
