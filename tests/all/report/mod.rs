//! From findings to what is shown: comments that allow, levels, baselines, changes, formats.

mod allow;
mod baseline;
mod changed;
mod formats;
mod levels;

use crate::support::command::{Project, Ran};

/// A program with one warning: nothing uses the window.
const PROGRAM: &str = r#"channel oncall = pagerduty { routing_key_file "/etc/alertmanager/pd" }
severity critical { notify oncall }
window nights { 22:00..06:00 }
alert Down {
  critical when up == 0 for 1m
}
"#;

/// The same with a comment above the window.
fn commented(comment: &str) -> Project {
    Project::of(&[("main.larum", &PROGRAM.replace("window", &format!("{comment}\nwindow")))])
}

/// The codes that a run shows, in order.
#[track_caller]
fn codes(ran: &Ran) -> Vec<&str> {
    assert!(ran.code != 2, "{ran:?}");
    let known: Vec<&str> = larum::diag::codes::ALL.iter().map(|code| code.name).collect();
    ran.stdout.lines().filter(|line| known.contains(line)).collect()
}
