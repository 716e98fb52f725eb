//! The commands as a shell sees them: exit codes, files, and what is printed.

use crate::support::command::{Project, Ran};
use std::os::unix::fs::symlink;

const PROGRAM: &str = r##"channel team = slack { api_url_file "/etc/alertmanager/slack"  channel "#ops" }
severity critical { notify team }
service api { owner "platform" }
service db { owner "platform" }
let limit = 0
environment staging { let limit = 1 }
alert ApiDown on api { critical when up{job="api"} == limit for 1m }
alert DbDown on db { critical when up{job="db"} == limit for 1m }
"##;

const UNUSED: &str = "channel spare = webhook { url_file \"/etc/alertmanager/sms\" }\n";

fn program() -> Project {
    Project::of(&[("alerts.larum", PROGRAM)])
}

#[track_caller]
fn fails(ran: &Ran, words: &str) {
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains(words) && !ran.stderr.contains("panicked"), "{ran:?}");
}

#[test]
fn check_tells_by_its_exit_code() {
    let project = program();
    assert_eq!(project.larum(&["check"]).code, 0);
    project.write("spare.larum", UNUSED);
    assert_eq!(project.larum(&["check"]).code, 1, "a warning is a finding");
    assert_eq!(project.larum(&["check", "--fail-on", "error"]).code, 0);
    project.write("wrong.larum", "alert Down { critical when upp( }\n");
    let ran = project.larum(&["check"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.contains("wrong.larum:1:") && !ran.stdout.contains('\x1b'), "{ran:?}");
    assert_eq!(project.larum(&["check", "--never-heard-of"]).code, 2);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let project = program();
    fails(&project.larum(&["check", "nowhere"]), "nowhere");
    project.write("bytes/a.larum", b"alert \xff");
    fails(&project.larum(&["check", "bytes"]), "not UTF-8");
    project.write("empty/a.larum", "");
    fails(&project.larum(&["check", "empty"]), "empty");
    project.write("none/readme.md", "no program");
    fails(&project.larum(&["check", "none"]), "nothing to check in none");
    project.write("folder/a.larum/inside.txt", "");
    fails(&project.larum(&["check", "folder"]), "nothing to check in folder");
    project.write("dangling/readme.md", "");
    symlink("gone", project.path("dangling/a.larum")).expect("a link");
    fails(&project.larum(&["check", "dangling"]), "a.larum");
    project.write("loop/readme.md", "");
    symlink(".", project.path("loop/again")).expect("a link");
    fails(&project.larum(&["check", "loop"]), "loop");
}

#[test]
fn build_writes_all_or_nothing() {
    let project = program();
    let ran = project.larum(&["build", "-o", "out"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let (rules, routes) = (project.read("out/rules/api.yml"), project.read("out/alertmanager.yml"));
    assert!(rules.contains("ApiDown") && routes.contains("receivers"), "{rules}{routes}");
    project.write("wrong.larum", "alert Wrong { critical when nothing( for 1m }\n");
    assert_eq!(project.larum(&["build", "-o", "out"]).code, 1);
    assert_eq!(project.read("out/rules/api.yml"), rules);
    assert_eq!(project.larum(&["build", "-o", "fresh"]).code, 1);
    assert!(!project.path("fresh").exists(), "nothing is written for a wrong program");
}

#[test]
fn build_names_a_folder_that_it_cannot_write() {
    let project = program();
    project.write("out", "a file");
    fails(&project.larum(&["build", "-o", "out"]), "out");
    project.write("half/rules", "a file");
    project.write("half/alertmanager.yml", "mine\n");
    fails(&project.larum(&["build", "-o", "half"]), "half");
    assert_eq!(project.read("half/alertmanager.yml"), "mine\n");
}

#[test]
fn build_check_shows_what_differs() {
    let project = program();
    let ran = project.larum(&["build", "-o", "out", "--check"]);
    assert!(ran.code == 1 && ran.stdout.contains("+"), "{ran:?}");
    assert!(!project.path("out").exists(), "a check writes nothing");
    assert_eq!(project.larum(&["build", "-o", "out"]).code, 0);
    let ran = project.larum(&["build", "-o", "out", "--check"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{ran:?}");
}

#[test]
fn rules_of_services_that_are_gone_are_removed() {
    let project = program();
    assert_eq!(project.larum(&["build", "-o", "out"]).code, 0);
    project.write("out/rules/mine.yml", "groups: []\n");
    let without = PROGRAM.lines().filter(|line| !line.contains("db")).collect::<Vec<_>>().join("\n");
    project.write("alerts.larum", without);
    assert_eq!(project.larum(&["build", "-o", "out"]).code, 0);
    assert!(!project.path("out/rules/db.yml").exists(), "the service is gone");
    assert_eq!(project.read("out/rules/mine.yml"), "groups: []\n", "what we did not write stays");
}

#[test]
fn build_prints_and_knows_environments() {
    let project = program();
    let printed = project.larum(&["build", "-o", "-"]);
    assert!(printed.code == 0 && printed.stdout.contains("# ---- rules/api.yml"), "{printed:?}");
    let staging = project.larum(&["build", "-o", "-", "--env", "staging"]);
    assert!(staging.code == 0 && staging.stdout != printed.stdout, "{staging:?}");
    fails(&project.larum(&["build", "-o", "-", "--env", "nowhere"]), "staging");
    assert!(!project.path("-").exists());
}

#[test]
fn explain_shows_alerts_and_codes() {
    let project = program();
    let alert = project.larum(&["explain", "ApiDown"]);
    assert!(alert.code == 0 && alert.stdout.contains("up{job=\"api\"} == 0"), "{alert:?}");
    let page = project.larum(&["explain", "name/unknown"]);
    assert!(page.code == 0 && page.stdout.starts_with("# name/unknown"), "{page:?}");
    fails(&project.larum(&["explain", "ApiDwn"]), "did you mean `ApiDown`?");
    fails(&project.larum(&["explain", "name/unknwn"]), "did you mean `name/unknown`?");
}

#[test]
fn what_init_writes_passes_and_builds() {
    let project = Project::of(&[]);
    assert_eq!(project.larum(&["init", "alerts"]).code, 0);
    let ran = project.larum(&["check", "alerts"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = project.larum(&["test", "alerts"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "2 tests passed\n"), "{ran:?}");
    assert_eq!(project.larum(&["build", "alerts", "-o", "out"]).code, 0);
    fails(&project.larum(&["init", "alerts"]), "holds a program already");
}

#[test]
fn shells_are_completed_and_help_has_examples() {
    let project = Project::of(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let ran = project.larum(&["completions", shell]);
        assert!(ran.code == 0 && ran.stdout.contains("larum"), "{shell}: {ran:?}");
    }
    for command in ["check", "build", "explain", "graph", "diff", "init", "completions"] {
        let ran = project.larum(&[command, "--help"]);
        assert!(ran.code == 0 && ran.stdout.contains("Example"), "{command}: {ran:?}");
    }
}
