//! Escalations on real servers, in real time: a second here stands for a minute there. What the servers load
//! is what `larum build` wrote. Each scenario leaves its record in `target/tmp/live`.

mod alertmanager_restart;
mod calendar;
mod channels;
mod cluster;
mod deployment;
mod flapping;
mod hysteresis;
mod inhibition;
mod prometheus_restart;
mod recovery;
mod silence;
mod steady;
mod systems;
mod watchdog;

use crate::support::command::Project;
use crate::support::live::{Setup, Stage};
use serde_json::json;

/// Three steps, 15 seconds apart, each told by its own webhook at the port of the test.
const ESCALATION: &str = r#"
prometheus   { scrape_interval 2s  evaluation_interval 1s }
alertmanager { group_wait 1s  group_interval 5s  repeat_interval 1h }

channel oncall   = webhook { url "http://127.0.0.1:PORT/oncall" }
channel lead     = webhook { url "http://127.0.0.1:PORT/lead" }
channel managers = webhook { url "http://127.0.0.1:PORT/managers" }

escalation immediate {
  notify oncall
  after 15s notify lead
  after 30s notify managers
}
severity critical { escalate immediate }
"#;

/// `group_wait` of that program, in seconds.
const GROUP_WAIT: f64 = 1.0;

/// A level with `for 2s`: when its first, second and third step are due, in seconds since the breach.
const FIRST: f64 = 2.0 + GROUP_WAIT;
const SECOND: f64 = 17.0 + GROUP_WAIT;
const THIRD: f64 = 32.0 + GROUP_WAIT;

/// Builds the escalation above and more statements, and runs the servers with what comes out.
#[track_caller]
fn perform(scenario: &str, statements: &str) -> Stage {
    perform_with(scenario, &[ESCALATION, statements].concat(), 1)
}

/// The same for a whole program, and with several Alertmanagers.
#[track_caller]
fn perform_with(scenario: &str, program: &str, peers: usize) -> Stage {
    let mut stage = Stage::new(scenario);
    let folder = Project::of(&[]);
    build(&stage, &folder, program);
    let rules =
        folder.path("out/rules").read_dir().expect("the rules").map(|file| file.expect("a file").path());
    stage.start(Setup {
        rules: rules.collect(),
        alertmanager: folder.path("out/alertmanager.yml"),
        folder,
        external_labels: json!({}),
        peers,
    });
    stage
}

/// Builds a program, whose channels are at the test's own port, into `out`.
#[track_caller]
fn build(stage: &Stage, folder: &Project, program: &str) {
    folder.write("program.larum", program.replace("PORT", &stage.world.port().to_string()));
    let ran = folder.larum(&["build", "-o", "out"]);
    assert_eq!(ran.code, 0, "{program}:\n{}{}", ran.stdout, ran.stderr);
}
