//! From findings to what is shown: comments that allow, levels, baselines, changes, formats.

mod allow;
mod baseline;
mod changed;
mod formats;
mod levels;
mod readers;
mod yaml;

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

/// Drawing takes time and room: after fifty, each finding has a line.
#[test]
fn many_findings_have_a_line_each() {
    let windows =
        |count: usize| (0..count).map(|n| format!("window w{n} {{ 22:00..06:00 }}\n")).collect::<String>();
    let project = Project::of(&[("main.larum", &(PROGRAM.to_owned() + &windows(60)))]);
    let ran = project.larum(&["check"]);
    assert!(
        ran.stdout
            .contains("\nmain.larum:66:8: warning: window `w59` is never used [name/unused]\n61 warnings\n"),
        "{}",
        ran.stdout
    );
}
