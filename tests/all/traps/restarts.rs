//! What a restart of Prometheus does to steps.

use super::{clean, finds, message};
use crate::support::command::Project;

fn steps(after: &str, pending: &str, more: &str) -> String {
    format!(
        "escalation it {{ notify team  after {after} notify oncall }}\nseverity critical {{ escalate it }}\n\
         alert Down {{ critical when up == 0 for {pending} {more} }}\n"
    )
}

/// A note: a step must not wait longer than it is good for people.
#[test]
fn short_steps() {
    let short = steps("5m", "2m", "");
    finds(&short, "escalation/restart", "5m");
    assert_eq!(message(&short), "a restart of Prometheus makes this step of `Down` wait its 7m again");
    clean(&steps("5m", "5m", ""));
    clean(&steps("10m", "0s", ""));
    // Steps of a kept alert wait on the alert: for their own time alone.
    finds(&steps("8m", "5m", "keep_firing_for 5m"), "escalation/restart", "8m");
}

#[test]
fn templated_labels() {
    let label = "labels { target = \"{{ $labels.instance }}\" }";
    finds(&steps("15m", "2m", label), "escalation/templated-label", "\"{{ $labels.instance }}\"");
    let declared =
        |version: &str| format!("prometheus {{ version \"{version}\" }}\n") + &steps("15m", "2m", label);
    finds(&declared("3.5"), "escalation/templated-label", "\"{{ $labels.instance }}\"");
    clean(&declared("3.11"));
    clean(&steps("15m", "2m", "labels { target = \"fixed\" }"));
    // The first step alone has no timer that matters; a kept alert's steps have the label from the alert.
    clean(&format!(
        "severity critical {{ notify team }}\nalert Down {{ critical when up == 0 for 2m {label} }}\n"
    ));
    clean(&steps("15m", "2m", &format!("keep_firing_for 5m {label}")));
}

/// Half of all alerts have such a `for`, so it is no finding: `larum explain` remarks it.
#[test]
fn an_end_that_a_restart_makes_up() {
    let remarks = |pending: &str| {
        let program = steps("15m", pending, "") + super::CHANNELS;
        let ran = Project::of(&[("a.larum", &program)]).larum(&["explain", "Down"]);
        assert!(ran.stdout.contains("critical"), "{ran:?}");
        ran.stdout.contains("a restart of Prometheus tells its end, and tells it anew")
    };
    assert_eq!(["1m", "5m", "10m"].map(remarks), [false, true, false]);
}
