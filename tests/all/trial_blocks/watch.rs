//! `--watch` runs again when a file changes.

use crate::support::command::Project;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const PROGRAM: &str = r#"channel oncall = webhook { url_file "/etc/alertmanager/url" }
severity critical { notify oncall }
alert Down {
  critical when up == 0 for 1m
  summary "down"
}
test "it is down" {
  series every 15s { up constant 0 }
  at 2m Down is STATE
}
"#;

#[test]
fn a_changed_file_is_tested_again() {
    let project = Project::of(&[("program.larum", PROGRAM.replace("STATE", "firing").as_str())]);
    let mut watching = Command::new(env!("CARGO_BIN_EXE_larum"))
        .args(["test", "--watch"])
        .current_dir(project.path(""))
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the built larum runs");
    let lines = lines_of(watching.stderr.take().expect("its stderr is a pipe"));
    let first = until_waiting(&lines);
    project.write("program.larum", PROGRAM.replace("STATE", "inactive"));
    let second = until_waiting(&lines);
    watching.kill().expect("it can be ended");
    watching.wait().expect("it ends");
    assert_eq!(first, ["1 test passed"]);
    assert_eq!(second, ["0 tests passed, 1 failed"]);
}

fn lines_of(pipe: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || {
        let read = BufReader::new(pipe).lines();
        read.map_while(Result::ok).try_for_each(|line| send.send(line))
    });
    lines
}

/// What is printed until it waits.
fn until_waiting(lines: &Receiver<String>) -> Vec<String> {
    let mut printed = Vec::new();
    loop {
        let line = lines.recv_timeout(Duration::from_secs(60)).expect("it says something within a minute");
        if line.starts_with("waiting") {
            return printed;
        }
        printed.push(line);
    }
}
